"""Customers who come together, and those who wait when it opens for the first time."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest
from scipy import stats

from sim import run
from sim.draws.dice import Dice
from sim.draws.visits import HallDemand
from sim.events import engine as events
from sim.lanes import engine as lanes
from sim.results.contacts_table import contacts_table
from sim.scenario import Scenario, ScenarioError
from sim.time.opening import opening_of
from tests.scenarios_for_tests import small
from tests.sim.lanes.same_answer import assert_same_records, assert_same_sums

ARRIVALS = "halls.north.arrivals"
FAMILIES = {"share": "30 %", "sizes": {"2": "50 %", "5": "50 %"}}


def cases(scenario: Scenario, replications: int, day: int = 0):
    return HallDemand(scenario, "north", opening_of(scenario, "north"), Dice(1)).cases(
        day, range(replications)
    )


# -- groups -------------------------------------------------------------------------------------------------------------


def test_numbers_of_customers_stay_and_vary_more():
    """A compound Poisson process: mean 60, variance 60 E[S²] / E[S] (Ross, Introduction to Probability Models, 5.4.2); both within
    intervals of a chance of one in a million, that of the variance by the fourth moment of the counts themselves."""
    scenario = small({f"{ARRIVALS}.per_day": 60, f"{ARRIVALS}.groups": FAMILIES})
    count = cases(scenario, 4000).count.astype(float)
    first = 0.7 * 1 + 0.15 * 2 + 0.15 * 5
    second = 0.7 * 1 + 0.15 * 4 + 0.15 * 25
    wide = stats.norm.ppf(1 - 5e-7)
    assert abs(count.mean() - 60) < wide * count.std() / np.sqrt(len(count))
    squares = (count - 60) ** 2
    assert abs(squares.mean() - 60 * second / first) < wide * squares.std() / np.sqrt(len(count))


def test_a_group_comes_at_one_time_and_each_has_a_matter_of_his_own():
    services = {
        "services.pay.share": "50 %",
        "services.ask": {"share": "50 %", "handle_time": "3 min"},
    }
    found = cases(small({**services, f"{ARRIVALS}.groups": {"share": "100 %", "sizes": {"4": "100 %"}}}), 50)
    size = np.unique(found.arrived + 1e6 * found.lane, return_counts=True)[1]
    assert (size == 4).all()
    together = found.service.reshape(-1, 4)
    assert 0 < (together.min(axis=1) != together.max(axis=1)).mean() < 1


def test_who_comes_in_groups_of_one_share_of_none_comes_as_ever():
    alone = cases(small(), 5)
    none = cases(small({f"{ARRIVALS}.groups": FAMILIES | {"share": "0 %"}}), 5)
    np.testing.assert_array_equal(alone.arrived, none.arrived)


def test_waits_in_a_queue_with_group_arrivals():
    """M^X/M/1: L = rho (1 + E[X²] / E[X]) / (2 (1 - rho)) customers in the mean (Chaudhry and Templeton, A First Course in Bulk Queues,
    1983), and by Little's law a wait of L / lambda - 1 / mu."""
    rho, handle = 0.6, 4.0
    per_day = rho / handle * 1440
    scenario = small(
        {
            "calendar": {"start": "2024-01-01", "days": 4, "warm_up": 1, "hours": ["00:00-24:00"]},
            "services.pay.handle_time": {"exponential": {"mean": f"{handle:g} min"}},
            ARRIVALS: {"per_day": per_day, "profile": "profile.csv", "groups": FAMILIES},
        },
        {"profile.csv": "start,end,weight\n00:00,24:00,1\n"},
    )
    first, second = 0.7 + 0.15 * 2 + 0.15 * 5, 0.7 + 0.15 * 4 + 0.15 * 25
    inside = rho * (1 + second / first) / (2 * (1 - rho))
    expected = inside / (rho / handle) - handle
    found = run(scenario, replications=150, seed=2, engine="numpy").estimate("wait_mean", confidence=0.99)
    assert found.low < expected < found.high
    assert found.high - found.low < 0.15 * expected


# -- at the start -------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("engine", [events, lanes], ids=["events", "lanes"])
def test_customers_in_line_on_the_first_morning(engine):
    """Three stand in line at 08:00, and each takes four minutes; the second day begins without anybody."""
    scenario = small({"calendar.days": 2, f"{ARRIVALS}.per_day": 0, f"{ARRIVALS}.at_start": 3})
    table = contacts_table(engine.simulate(scenario, 1, range(2)), scenario)
    for _, own in table.groupby("replication"):
        assert own["arrived"].tolist() == [480.0] * 3
        assert own["started"].tolist() == [480.0, 484.0, 488.0]


def test_they_stand_behind_who_is_at_the_door_and_count_from_the_opening_on():
    """On a day of counts one comes to the door before it opens, and two are given."""
    scenario = small(
        {
            "halls.north.arrivals": {
                "per_day": 20,
                "profile": "profile.csv",
                "counts": "counts.csv",
                "at_start": 2,
            }
        },
        {"counts.csv": "date,start,end,contacts\n2024-01-01,07:50,07:51,1\n"},
    )
    found = cases(scenario, 1)
    assert found.arrived[0] < 471
    assert found.arrived[1:].tolist() == [480.0, 480.0]
    table = contacts_table(events.simulate(scenario, 1, range(1)), scenario)
    assert table["started"].tolist() == [480.0, 484.0, 488.0]
    wait = run(scenario, 2, engine="simpy").estimate("wait_mean").mean
    assert wait == pytest.approx((480 - found.arrived[0] + 4 + 8) / 3, abs=0.4)


def test_who_is_in_line_at_the_start_has_no_appointment():
    rules = {"share": "100 %", "slots": [{"hours": "08:00-12:00", "every": "10 min", "places": 5}]}
    scenario = small({f"{ARRIVALS}.at_start": 3, "halls.north.appointments": rules})
    found = cases(scenario, 5)
    assert found.bookings is not None
    walk_in = np.isnan(found.bookings.appointed)
    first = found.arrived == 480
    assert first.sum() == 5 * 3
    assert walk_in[first].all()
    assert not walk_in[~first & (found.arrived < 11 * 60)].any()


def test_who_waits_is_written_in_a_file():
    """Two for pay, one by the shares, one elderly person for ask; the rest of the day is that of a plain number."""
    services = {
        "services.pay.share": "50 %",
        "services.ask": {"share": "50 %", "handle_time": "3 min"},
        "segments": {"plain": {"share": "100 %"}, "elderly": {"share": "0 %"}},
    }
    table = "service,segment,customers\npay,,2\n,,1\nask,elderly,1\n"
    written = cases(small({**services, f"{ARRIVALS}.at_start": "line.csv"}, {"line.csv": table}), 4)
    number = cases(small({**services, f"{ARRIVALS}.at_start": 4}), 4)
    np.testing.assert_array_equal(written.arrived, number.arrived)
    first = np.flatnonzero(written.arrived == 480).reshape(4, 4)
    assert (written.service[first[:, [0, 1, 3]]] == [0, 0, 1]).all()
    assert (written.segment[first] == [0, 0, 0, 1]).all()
    np.testing.assert_array_equal(written.service[first[:, 2]], number.service[first[:, 2]])
    others = np.setdiff1d(np.arange(len(written)), first)
    np.testing.assert_array_equal(written.service[others], number.service[others])


def test_a_file_of_who_waits_names_what_there_is():
    with pytest.raises(ScenarioError, match=r"has the service 'pya', did you mean pay\?"):
        small({f"{ARRIVALS}.at_start": "line.csv"}, {"line.csv": "service,customers\npya,2\n"})


def test_calls_that_wait_when_it_opens_first():
    """Two agents, five calls of four minutes at midnight, on a line that is always open; nobody else calls."""
    line: dict[str, Any] = {"arrivals": {"per_day": 0, "profile": "profile.csv", "at_start": 5}}
    scenario = small(
        {
            "halls": None,
            "pools.clerks": {"works_at": "phone", "heads": 2},
            "centres": {"town": {"lines": {"main": line}, "pools": ["clerks"], "round_the_clock": True}},
        }
    )
    for engine in (events, lanes):
        table = contacts_table(engine.simulate(scenario, 1, range(1)), scenario)
        assert table["started"].tolist() == [0.0, 0.0, 4.0, 4.0, 8.0]


def test_a_plan_begins_from_the_backlog_of_a_hall_a_centre_and_an_office() -> None:
    """At midnight a call of four minutes and one of three wait for one agent, at eight two customers stand at the counter, and an order lies at the office:
    it is done from eight to nine, before what these leave, in the order in which they are over."""
    waiting = {"per_day": 0, "profile": "profile.csv"}
    scenario = small(
        {
            "services.pay": {"share": "100 %", "handle_time": "4 min", "orders": {"matter": "100 %"}},
            "services.ask": {"share": "0 %", "handle_time": "3 min"},
            "halls.north.arrivals": {**waiting, "at_start": 2},
            "centres.town": {
                "lines": {"main": {"arrivals": {**waiting, "at_start": "calls.csv"}}},
                "pools": ["agents"],
                "round_the_clock": True,
            },
            "pools.agents": {"works_at": "phone", "heads": 1},
            "offices.bureau": {
                "hours": ["08:00-12:00"],
                "pools": ["fitters"],
                "departments": {"operations": {"pools": ["fitters"]}},
                "categories": {"matter": {"department": "operations", "work": "60 min"}},
                "open_orders": "orders.csv",
            },
            "pools.fitters": {"works_at": "office", "heads": 1},
        },
        {
            "calls.csv": "service,customers\npay,1\nask,1\n",
            "orders.csv": "category,age\nmatter,2 days\n",
        },
    )
    for engine in (events, lanes):
        found = engine.simulate(scenario, 1, range(1))
        started = contacts_table(found, scenario)[["service", "started"]]
        assert sorted(started.itertuples(index=False, name=None)) == [
            ("ask", 4.0), ("pay", 0.0), ("pay", 480.0), ("pay", 484.0),
        ]  # fmt: skip
        assert found.orders is not None
        assert found.orders.orders.created.tolist() == [-2880.0, 4.0, 484.0, 488.0]
        assert found.orders.steps.started.tolist() == [480.0, 540.0, 600.0, 660.0]
    assert_same_records(scenario)


def test_both_engines_agree_on_groups_appointments_tickets_and_a_line_at_the_start():
    scenario = small(
        {
            "calendar.days": 2,
            "services.pay.handle_time": {"exponential": {"mean": "5 min"}},
            f"{ARRIVALS}.per_day": 60,
            f"{ARRIVALS}.groups": FAMILIES,
            f"{ARRIVALS}.at_start": "line.csv",
            "halls.north.patience": {"exponential": {"mean": "20 min"}},
            "halls.north.called_in_vain": "40 s",
            "halls.north.appointments": {
                "share": "40 %",
                "slots": [{"hours": "08:00-12:00", "every": "20 min", "places": 2}],
                "no_show": "20 %",
                "delay": {"exponential": {"mean": "5 min"}},
            },
        },
        {"line.csv": "service,customers\npay,6\n"},
    )
    assert_same_records(scenario)
    assert_same_sums(scenario)


@pytest.mark.parametrize(
    ("changes", "message"),
    [
        (
            {f"{ARRIVALS}.at_start": 3, "calendar.warm_up": 1},
            "at_start = 3: stands beside calendar.warm_up, whose days leave a line of their own: keep one of the two",
        ),
        ({f"{ARRIVALS}.at_start": -1}, "at_start = -1: is out of range, it must be from 0 to 1000000"),
        (
            {f"{ARRIVALS}.groups": {"share": "10 %", "sizes": {"2": "50 %"}}},
            "groups.sizes: has shares that add up to 50 %, they must add up to 100 %",
        ),
        (
            {f"{ARRIVALS}.groups": {"share": "10 %", "sizes": {"two": "100 %"}}},
            "groups.sizes.two: is no size of a group, write a whole number from 2 to 9999",
        ),
    ],
)
def test_what_cannot_be_meant(changes, message):
    with pytest.raises(ScenarioError) as caught:
        small(changes)
    assert str(caught.value).partition(f"{ARRIVALS}.")[2] == message


def test_all_wrong_sizes_of_groups_are_named():
    """Wrong numbers, what is no number, and a share without its unit: each at its place."""
    sizes = {"1": "50 %", "x": "20 %", "3": 20, "20000": "10 %"}
    with pytest.raises(ScenarioError) as caught:
        small({f"{ARRIVALS}.groups": {"share": "10 %", "sizes": sizes}})
    wrong = "is no size of a group, write a whole number from 2 to 9999"
    assert [str(each).partition("sizes.")[2] for each in caught.value.problems] == [
        f"1: {wrong}",
        f"x: {wrong}",
        "3 = 20: has no unit, write 20 %",
        f"20000: {wrong}",
    ]


def test_groups_of_callers_cannot_be_meant():
    line: dict[str, Any] = {"arrivals": {"per_day": 9, "profile": "profile.csv", "groups": FAMILIES}}
    with pytest.raises(
        ScenarioError, match="is of a line or an app, where everybody comes alone: leave it out"
    ):
        small(
            {
                "halls": None,
                "pools.clerks": {"works_at": "phone", "heads": 2},
                "centres": {"town": {"lines": {"main": line}, "pools": ["clerks"], "round_the_clock": True}},
            }
        )
