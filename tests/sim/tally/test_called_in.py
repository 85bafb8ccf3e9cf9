"""People whom a level of warning calls in: on duty, and paid, while it acts and the schedule has them."""

import numpy as np
import pytest

from optimize.outcome import CannotStaff
from optimize.staff import staff
from sim import run
from sim.events.engine import simulate
from sim.log.stages import Stage
from sim.results.contacts_table import contacts_table
from sim.scenario import Scenario
from tests.sim.events.written_calls import centre
from tests.sim.lanes.same_answer import assert_same_records, assert_same_sums


def watched() -> Scenario:
    """Hired people can come from 09:00 to 11:00; what comes is too much for one agent until then."""
    scenario = centre(
        {
            "own": {"cost": "30 yuan/h"},
            "hired": {"cost": "60 yuan/h", "heads": [{"start": "09:00", "end": "11:00", "heads": 2}]},
        },
        watch={"levels": {"red": {"at": {"waiting": 3}, "after": "10 min", "stays": "20 min"}}},
        routing=[{"steps": [{"pools": ["own"]}, {"pools": ["hired"], "level": "red"}]}],
    )
    return scenario.replace({"centres.town.lines.one.arrivals.per_day": 80})


def test_who_is_called_in_is_paid_while_the_level_acts() -> None:
    """The minutes are added up by hand from the rows of the log."""
    scenario = watched()
    records = simulate(scenario, 1, range(6))
    raised = records.where(records.stage == Stage.LEVEL)
    acted = np.minimum(raised.ended, 11 * 60) - np.maximum(raised.started, 9 * 60)
    minutes = 2 * np.maximum(np.nan_to_num(acted), 0.0).sum() / 6
    result = run(scenario, replications=6)
    assert 30 < minutes < 240
    late = result.estimate("overtime", "pool:hired").mean * 1.5  # talks that go on behind eleven o'clock
    assert result.estimate("staff_cost", "pool:hired").mean == pytest.approx(
        minutes + late
    )  # 1 yuan a minute
    rest = result.estimate("staff_cost").mean - result.estimate("staff_cost", "pool:hired").mean
    assert rest == pytest.approx(4 * 30 + result.estimate("overtime", "pool:own").mean * 0.5 * 1.5)
    busy = np.sum((records.ended - records.started)[records.pool == 1]) / 6
    assert result.estimate("occupancy", "pool:hired").mean == pytest.approx(busy / (minutes + late / 1.5))
    assert result.estimate("levels_raised", "centre:town").mean == len(raised) / 6
    assert result.estimate("level_time").mean == pytest.approx(
        np.nan_to_num(raised.ended - raised.started).sum() / 60 / 6
    )


def test_both_engines_raise_the_same_levels() -> None:
    assert_same_records(watched())
    assert_same_sums(watched())


def test_a_plan_is_refused_where_levels_bring_help() -> None:
    target = {"measure": "wait_mean", "at_most": "5 min"}
    scenario = watched().replace({"staffing": {"pools": {"own": {"most": 3}}}, "targets": [target]})
    with pytest.raises(CannotStaff, match=r"centres\.town\.watch"):
        staff(scenario)


def test_levels_are_no_contacts() -> None:
    """The log has rows of levels, the table of contacts none, and every row of that has a service."""
    records = simulate(watched(), 1, range(2))
    table = contacts_table(records, watched())
    assert (records.stage == Stage.LEVEL).any()
    assert "level" not in set(table["stage"].astype(str))
    assert table["service"].notna().all()
