"""What is overtime, and what staff costs, on work written by hand: a yuan a minute, overtime half as much again."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest

from sim import run
from sim.log.records import Outcome, Records, Stage
from sim.results.result import Result
from sim.scenario import Scenario
from sim.tally import Frame, tally
from tests.scenarios_for_tests import small, written

DAY = 1440


def hall(changes: dict[str, Any], days: int = 1) -> Scenario:
    """A hall whose clerks cost 60 yuan an hour, open from 08:00 to 12:00 if nothing else is said."""
    return small(
        {"calendar.days": days, "calendar.interval": "30 min", "pools.clerks.cost": "60 yuan/h", **changes}
    )


def worked(scenario: Scenario, *rows: tuple[int, float, float]) -> Result:
    """One replication in which customers are served: number of the clerk, from when to when."""
    server, started, ended = (np.array(column) for column in zip(*rows, strict=True))
    nothing = np.zeros(len(rows), dtype=np.int64)
    counter, solved = nothing + Stage.COUNTER, nothing + Outcome.RESOLVED
    case = np.arange(len(rows))
    times = (started.astype(np.float64), started.astype(np.float64), ended.astype(np.float64))
    records = Records(
        nothing, case, nothing + 1, nothing, nothing, nothing, counter, nothing, server, solved, *times
    )
    return Result(scenario, tally(records, Frame(scenario), range(1)), 1, "simpy")


def figures(result: Result) -> tuple[float, float, float]:
    """Overtime, staff cost and occupancy."""
    overtime, cost, occupancy = (
        result.estimate(name).mean for name in ("overtime", "staff_cost", "occupancy")
    )
    return overtime, cost, occupancy


def test_work_in_a_paid_break_is_no_overtime() -> None:
    """A shift from 08:00 to 10:00 with ten minutes off, all of it paid: 120 yuan. A customer from 08:18 to 08:33 takes the break,
    one from 09:50 to 10:05 five minutes more, at 1.5 yuan. Busy are 30 min, of 110 on duty and 15 off it."""
    shift = {"time": "08:00-10:00", "heads": 1, "breaks": ["08:20-08:30"]}
    scenario = hall({"pools.clerks.heads": None, "pools.clerks.shifts": [shift]})
    result = worked(scenario, (0, 498, 513), (0, 590, 605))
    assert figures(result) == (5, pytest.approx(120 + 5 * 1.5), pytest.approx(30 / (110 + 15)))


def test_the_break_of_one_of_several() -> None:
    """A row with two on duty and three paid: the third finishes the customer in the break, 90 minutes for three are paid. In the
    next row two are paid, and whoever is third works overtime."""
    rows = [
        {"start": "08:00", "end": "08:30", "heads": 3},
        {"start": "08:30", "end": "09:30", "heads": 2},
    ]
    paid = [{"start": "08:00", "end": "09:00", "people": 3}]
    scenario = hall({"pools.clerks.heads": rows, "pools.clerks.paid": paid})
    assert figures(worked(scenario, (2, 505, 515)))[:2] == (0, pytest.approx(90 + 90 + 60))
    assert figures(worked(scenario, (2, 505, 545)))[:2] == (5, pytest.approx(240 + 7.5))


def test_a_premium_is_paid() -> None:
    """Two of three at 30 % above the cost, in the mean 20 %: from 08:00 to 09:00 they are paid 3 * 60 * 1.2 yuan; overtime is paid
    by the pool's cost, at half as much again."""
    rows = [{"start": "08:00", "end": "09:00", "heads": 1}]
    paid = [{"start": "08:00", "end": "09:00", "people": 3, "premium": "20 %"}]
    found = worked(hall({"pools.clerks.heads": rows, "pools.clerks.paid": paid}), (0, 530, 550))
    assert figures(found)[:2] == (10, pytest.approx(216 + 15))
    per_case = found.estimate("cost_per_case").mean
    assert per_case == pytest.approx(216 + 15)  # one case is resolved


@pytest.mark.parametrize(
    ("changes", "days", "overtime"),
    [
        ({}, 1, 0),  # Tuesday is open at once
        ({"calendar.open": "mon"}, 1, 8),  # it closes for the night, and whoever works on is in overtime
        ({"calendar.open": "mon-tue"}, 2, 8),
        ({"calendar.hours": ["08:00-24:00"]}, 1, 8),
        (
            {"pools.clerks.heads": {"00:00": 1, "20:00": 2}},
            1,
            0,
        ),  # the first of two is there at 00:00 as well
    ],
)
def test_the_last_midnight_of_a_place_that_stays_open(
    changes: dict[str, Any], days: int, overtime: float
) -> None:
    """A customer from 23:58 to 00:08 of the day after the horizon: eight minutes of overtime only where it closes at midnight."""
    scenario = hall({"calendar.hours": ["00:00-24:00"], **changes}, days)
    result = worked(scenario, (0, days * DAY - 2, days * DAY + 8))
    assert result.estimate("overtime").mean == overtime
    hours = sum(float(each.sum()) for each in result.frame.paid)
    assert result.estimate("staff_cost").mean == pytest.approx(hours + 1.5 * overtime)


def test_who_goes_home_at_the_last_midnight_works_overtime() -> None:
    """Two clerks from 20:00 on, one after midnight: the second one's eight minutes are overtime, as they are at any midnight."""
    changes = {"calendar.hours": ["00:00-24:00"], "pools.clerks.heads": {"00:00": 1, "20:00": 2}}
    inner = worked(hall(changes, 2), (1, DAY - 2, DAY + 8))
    last = worked(hall(changes, 1), (1, DAY - 2, DAY + 8))
    assert inner.estimate("overtime").mean == last.estimate("overtime").mean == 8


def test_after_the_last_day_of_a_plan_its_first_begins_again() -> None:
    """Heads by date: the horizon goes round, so that the first day's heads are there after its last midnight."""
    rows = [
        {"date": "2024-01-01", "start": "00:00", "end": "24:00", "heads": 1},
        {"date": "2024-01-02", "start": "00:00", "end": "24:00", "heads": 2},
    ]
    scenario = hall({"calendar.hours": ["00:00-24:00"], "pools.clerks.heads": rows}, 2)
    for clerk, overtime in ((0, 0), (1, 8)):
        result = worked(scenario, (clerk, 2 * DAY - 2, 2 * DAY + 8))
        assert result.estimate("overtime").mean == overtime


def test_a_centre_that_is_never_closed_has_no_overtime() -> None:
    """Four agents day and night, of whom some talk at the last midnight: they are paid for two days of 24 hours, and for nothing else."""
    centre = written(
        {
            "name": "day and night",
            "calendar": {"start": "2024-01-01", "days": 2, "warm_up": 1, "hours": ["00:00-24:00"]},
            "services": {"ask": {"share": "100 %", "handle_time": "8 min"}},
            "centres": {
                "town": {
                    "lines": {"one": {"arrivals": {"per_day": 300, "profile": "flat.csv"}}},
                    "pools": ["agents"],
                }
            },
            "pools": {"agents": {"works_at": "phone", "heads": 4, "cost": "60 yuan/h"}},
        },
        {"flat.csv": "start,end,weight\n00:00,24:00,1\n"},
    )
    result = run(centre, replications=2, engine="simpy")
    assert (result.estimate("overtime").mean, result.estimate("staff_cost").mean) == (0, 4 * 2 * DAY)
