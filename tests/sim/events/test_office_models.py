"""Offices of known answer, round the clock: each figure inside its 99 % interval over replications, at a fixed seed; and limits that are exact."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import fields
from typing import Any

import numpy as np
import pytest
from scipy.stats import t

from sim.events.engine import simulate
from sim.log.order_log import OrderLog
from sim.log.orders import Orders
from sim.log.records import Records, Stage
from sim.running.experiment import simulate_batches
from sim.scenario import Scenario
from sim.scenario.units import DAY
from tests.scenarios_for_tests import written

FLAT = "start,end,weight\n00:00,24:00,1\n"
EXPONENTIAL_6 = {"exponential": {"mean": "6 min"}}


def bureau(
    departments: dict[str, int], categories: dict[str, dict[str, Any]], days: int, **more: Any
) -> Scenario:
    """An office alone, open day and night: heads by department; a number under `arrivals` is orders an hour, a Poisson process."""
    for category in categories.values():
        if "arrivals" in category:
            category["arrivals"] = {"per_day": 24 * category["arrivals"], "profile": "flat.csv"}
    data = {
        "name": "bureau",
        "calendar": {"start": "2024-01-01", "days": days, "warm_up": 2, "hours": ["00:00-24:00"]},
        "services": {"any": {"share": "100 %", "handle_time": "1 min"}},
        "offices": {
            "bureau": {
                "pools": list(departments),
                "departments": {name: {"pools": [name]} for name in departments},
                "categories": categories,
                **more,
            }
        },
        "pools": {name: {"works_at": "office", "heads": heads} for name, heads in departments.items()},
    }
    return written(data, {"flat.csv": FLAT})


def log_of(scenario: Scenario, replications: int) -> OrderLog:
    log = simulate(scenario, 1, range(replications)).orders
    assert log is not None
    return log


def assert_inside(found: list[float], expected: float, narrow: float) -> None:
    """The 99 % interval (Student's t) of the mean over replications holds what is expected, and is as narrow as a share of it."""
    half = float(t.ppf(0.995, len(found) - 1)) * np.std(found, ddof=1) / len(found) ** 0.5
    assert abs(np.mean(found) - expected) <= half
    assert half <= narrow * expected


def by_replication(log: OrderLog, figure: Callable[[OrderLog], float]) -> list[float]:
    """A figure of each replication."""
    lanes = range(int(log.orders.lane.max()) + 1)
    return [
        figure(
            OrderLog(
                log.orders.where(log.orders.lane == lane),
                log.steps.where(log.steps.lane == lane),
                log.work.where(log.work.lane == lane),
            )
        )
        for lane in lanes
    ]


def finished(log: OrderLog) -> Orders:
    """The orders that came in the horizon but on its last day, which are all closed."""
    orders = log.orders
    end = np.ceil(orders.created.max() / DAY) * DAY
    return orders.where((orders.created >= 0) & (orders.created < end - DAY))


def time_to_close(log: OrderLog) -> float:
    """Mean of those."""
    orders = finished(log)
    return float((orders.closed - orders.created).mean())


# -- known values -------------------------------------------------------------------------------------------------------


def test_tandem_of_two_queues() -> None:
    """Two M/M/1 in a row (Burke 1956): 5 orders an hour, 10 and 7.5 done an hour, are 1/(10 - 5) + 1/(7.5 - 5) h = 36 min on the way."""
    stages = [
        {"department": "first", "work": EXPONENTIAL_6},
        {"department": "second", "work": {"exponential": {"mean": "8 min"}}},
    ]
    scenario = bureau({"first": 1, "second": 1}, {"job": {"stages": stages, "arrivals": 5}}, days=11)
    assert_inside(by_replication(log_of(scenario, 8), time_to_close), 36.0, 0.1)


def test_jackson_network() -> None:
    """Three departments of 1, 2 and 1 heads, each of 10 an hour, to which 5, 10 and 7.5 an hour come, hold 1, 4/3 and 3 orders (Jackson 1957).

    Half of the work of the second is sent back by inspection, so that its 5 orders an hour are 10 works; the third has 2.5 of its own.
    """
    stages = [
        {"department": "one", "work": EXPONENTIAL_6},
        {"department": "two", "work": EXPONENTIAL_6, "rework": "50 %"},
        {"department": "three", "work": EXPONENTIAL_6},
    ]
    categories = {
        "long": {"stages": stages, "arrivals": 5},
        "short": {"department": "three", "work": EXPONENTIAL_6, "arrivals": 2.5},
    }
    days = 12
    log = log_of(bureau({"one": 1, "two": 2, "three": 1}, categories, days), 10)

    def held(desk: int) -> Callable[[OrderLog], float]:
        def figure(own: OrderLog) -> float:
            steps = own.steps.where(own.steps.desk == desk)
            ended = np.where(np.isnan(steps.ended), days * DAY, steps.ended)
            return float((ended - np.maximum(steps.joined, 0.0)).clip(0.0).sum() / (days * DAY))

        return figure

    for desk, (expected, narrow) in enumerate(((1.0, 0.06), (4 / 3, 0.06), (3.0, 0.2))):
        assert_inside(by_replication(log, held(desk)), expected, narrow)


def test_one_head_on_the_road() -> None:
    """M/G/1 (Pollaczek 1930): 5 orders an hour that are nothing but travel, 60 % of exponential 4 min and 40 % of exponential 9 min whatever the
    pool's speed: E S = 6 min, E S² = 2 (0.6 x 16 + 0.4 x 81) = 84, so a wait of 84/12 / (2 (1 - 1/2)) = 7 min, and 13 min on the way."""
    scenario = roads(
        {"city": {"exponential": {"mean": "4 min"}}, "far": {"exponential": {"mean": "9 min"}}}, 1, 5
    )
    log = log_of(scenario, 8)
    assert_inside(by_replication(log, time_to_close), 13.0, 0.15)
    np.testing.assert_array_equal(log.orders.travelled, log.orders.worked)


def test_two_heads_on_the_road() -> None:
    """M/M/2 of load 0.6 and service of 6 min: 6 / (1 - 0.6²) min on the way (Erlang C)."""
    scenario = roads(dict.fromkeys(("city", "far"), EXPONENTIAL_6), 2, 12)
    assert_inside(by_replication(log_of(scenario, 12), time_to_close), 6 / (1 - 0.6**2), 0.1)


def roads(travel: dict[str, Any], heads: int, an_hour: float) -> Scenario:
    """An office of slow heads whose work is travel alone."""
    changes = {
        "regions": {"city": "60 %", "far": "40 %"},
        "offices.bureau.departments.crews.travel": travel,
        "pools.crews.speed": "50 %",
    }
    categories = {"job": {"department": "crews", "work": "0 min", "arrivals": an_hour}}
    return bureau({"crews": heads}, categories, days=11).replace(changes)


def test_wrong_departments_pass_an_order_on() -> None:
    """With staff enough, an order whose right department is `a` is on the way for its work, and for a look and a stay at each wrong one.

    Sent wrong always, to `b` or `c` with the same chance; `b` passes on to `c` with 80 %, `c` to `b` with 50 %, else to `a`. The expected visits of
    wrong ones are those of an absorbing chain: (1/2, 1/2) · (I - Q)^-1 · 1 = 2.75 (Kemeny and Snell, Finite Markov chains, 1960).
    """
    stay = np.linalg.inv(np.eye(2) - np.array([[0, 0.8], [0.5, 0]])).sum(axis=1).mean()
    assert stay == pytest.approx(2.75)
    routing = {
        "first_right": "0 %",
        "look": "10 min",
        "keeps": {"exponential": {"mean": "50 min"}},
        "passes_on": {"b": {"c": "80 %", "a": "20 %"}, "c": {"b": "50 %", "a": "50 %"}},
    }
    categories = {"job": {"department": "a", "work": EXPONENTIAL_6, "arrivals": 10}}
    log = log_of(bureau({"a": 60, "b": 60, "c": 60}, categories, 3, routing=routing), 10)
    assert_inside(by_replication(log, lambda own: float(finished(own).bounces.mean())), 2.75, 0.07)
    assert_inside(by_replication(log, time_to_close), 6 + 60 * 2.75, 0.07)


# -- limits that are exact ----------------------------------------------------------------------------------------------

ROUTED: dict[str, Any] = {
    "pools": ["ops", "met"],
    "departments": {"operations": {"pools": ["ops"]}, "metering": {"pools": ["met"]}},
    "categories": {
        "voltage": {
            "department": "operations",
            "work": {"exponential": {"mean": "50 min"}},
            "deadline": "2 working days",
        },
        "meter": {"department": "metering", "work": "30 min", "priority": 1},
    },
}


def hall_and_line(office: dict[str, Any] | None, orders: dict[str, str], **pools: Any) -> Scenario:
    """A hall, a line and an office, which all work 08:00 to 17:00."""
    arrivals = {"per_day": 60, "profile": "day.csv"}
    staff: dict[str, Any] = {
        "clerks": {"works_at": "counter", "heads": 1},
        "agents": {"works_at": "phone", "heads": 1},
    }
    if office is not None:
        staff |= {name: {"works_at": "office", "heads": 2} for name in office["pools"]}
    data = {
        "name": "town",
        "calendar": {"start": "2024-01-01", "days": 4, "warm_up": 1, "hours": ["08:00-17:00"]},
        "services": {
            "pay": {"share": "60 %", "handle_time": {"exponential": {"mean": "5 min"}}, "orders": orders},
            "ask": {"share": "40 %", "handle_time": {"exponential": {"mean": "4 min"}}},
        },
        "halls": {"north": {"arrivals": arrivals, "pools": ["clerks"]}},
        "centres": {
            "town": {
                "lines": {"one": {"arrivals": arrivals}},
                "pools": ["agents"],
                "patience": {"time": {"exponential": {"mean": "5 min"}}},
                "redial": {"reneged": "50 %", "after": {"exponential": {"mean": "20 min"}}},
            }
        },
        **({"offices": {"bureau": office}} if office is not None else {}),
        "pools": {name: each | pools.get(name, {}) for name, each in staff.items()},
    }
    return written(data, {"day.csv": "start,end,weight\n08:00,17:00,1\n"})


def assert_same_contacts(one: Records, other: Records) -> None:
    """The same rows of halls and centres, to the last bit."""
    one, other = (each.where(each.stage != Stage.ABSENT) for each in (one, other))
    for field in fields(Records):
        if field.name != "orders":
            np.testing.assert_array_equal(getattr(one, field.name), getattr(other, field.name), field.name)


def assert_same_logs(one: OrderLog | None, other: OrderLog | None) -> None:
    assert one is not None
    assert other is not None
    for ours, theirs in zip(one, other, strict=True):
        for field in fields(ours):
            np.testing.assert_array_equal(getattr(ours, field.name), getattr(theirs, field.name), field.name)


ALL = {"voltage": "50 %", "meter": "20 %"}


@pytest.mark.parametrize("orders", [{}, {"voltage": "0 %"}, ALL])
def test_an_office_changes_nothing_of_halls_and_centres(orders: dict[str, str]) -> None:
    """Whether contacts leave orders or not: what an office does begins when they are over."""
    planned = ROUTED["categories"]["meter"] | {"arrivals": {"per_day": 20, "profile": "day.csv"}}
    office = ROUTED | {"categories": ROUTED["categories"] | {"meter": planned}}
    without, behind = (simulate(hall_and_line(*each), 1, range(2)) for each in ((None, {}), (office, orders)))
    assert without.orders is None
    assert behind.orders is not None
    assert (behind.orders.orders.sender >= 0).any() == bool(orders is ALL)
    assert_same_contacts(without, behind)


def test_all_sent_right_is_an_office_without_routing() -> None:
    routing = {"first_right": "100 %", "look": "10 min", "keeps": "2 h"}
    without, right = (
        simulate(hall_and_line(office, ALL), 1, range(2)).orders
        for office in (ROUTED, ROUTED | {"routing": routing})
    )
    assert_same_logs(without, right)


def test_a_coordinator_without_error_gives_no_bounces() -> None:
    """However wrong the senders are; each of whose orders is classified once."""
    office = ROUTED | {
        "pools": ["ops", "met", "desk"],
        "routing": {"first_right": "10 %", "look": "10 min"},
        "coordinator": {"pool": "desk", "classify": "3 min"},
    }
    log = simulate(hall_and_line(office, ALL), 1, range(2)).orders
    assert log is not None
    assert len(log.orders.lane) > 200
    assert not log.orders.bounces.any()
    alone = simulate(
        hall_and_line({**office, "coordinator": None, "pools": ["ops", "met"]}, ALL), 1, range(2)
    ).orders
    assert alone is not None
    assert alone.orders.bounces.mean() == pytest.approx(
        0.9, abs=0.1
    )  # of two departments the wrong one passes on to the right one


def test_with_staff_enough_and_no_lags_an_order_takes_what_its_works_take() -> None:
    """Day and night, so that no work lies."""
    categories = {
        "job": {
            "stages": [
                {"department": "a", "work": EXPONENTIAL_6, "rework": "30 %"},
                {"department": "b", "work": {"lognormal": {"mean": "50 min", "cv": 2}}},
            ],
            "arrivals": 10,
        }
    }
    orders = log_of(bureau({"a": 200, "b": 200}, categories, 2), 2).orders
    closed = orders.where(np.isfinite(orders.closed))
    assert len(closed.lane) > 800
    np.testing.assert_array_equal(closed.closed - closed.created, closed.worked)


# -- own heads ----------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("within", "minutes"), [({}, 24.0), ({"within": "0 min"}, 60 / (10 * (1 - 0.75**2)))]
)
def test_own_heads_are_queues_of_their_own_or_one_common_line(within: dict[str, str], minutes: float) -> None:
    """Two heads, 15 orders an hour, each done in 6 minutes: two M/M/1 with 7.5 orders an hour take 1/(10 - 7.5) h = 24 min; one M/M/2 at load 0.75
    takes 1/(10 (1 - 0.75^2)) h = 13.7 min (Erlang)."""
    job = {"department": "managers", "work": EXPONENTIAL_6, "arrivals": 15}
    scenario = bureau({"managers": 2}, {"job": job}, days=60)
    scenario = scenario.replace({"offices.bureau.departments.managers.own": within})
    batches = simulate_batches(scenario, range(12), 1, records=True, engine="numpy")
    (log,) = (each.records.orders for each in batches if each.records is not None)
    assert log is not None
    assert_inside(by_replication(log, time_to_close), minutes, 0.1)
