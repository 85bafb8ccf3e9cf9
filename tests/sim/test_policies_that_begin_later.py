"""Policies that begin in the middle of the horizon, in some regions, for some segments: both engines, and what is not changed by them."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest

from sim.events import engine as events
from sim.lanes import engine as lanes
from sim.log.order_log import OrderLog
from sim.log.orders import StepKind
from sim.log.records import Records
from sim.running.checkpoint import fingerprint
from sim.scenario import Scenario
from sim.scenario.units import DAY
from tests.sim.events.written_orders import office
from tests.sim.lanes.same_answer import REPLICATIONS, assert_same_log, assert_same_records

COORDINATED: dict[str, Any] = {
    "offices.bureau.pools": ["fitters", "meters", "desk", "officers"],
    "offices.bureau.coordinator": {
        "pool": "desk",
        "classify": "6 min",
        "right": "90 %",
        "closing_call": {"time": "4 min", "finds": "50 %"},
    },
    "offices.bureau.escalations": [{"at": "50 %", "priority": 1}, {"at": "80 %", "pool": "officers"}],
    "offices.bureau.categories.voltage.solved": "80 %",
    "offices.bureau.categories.voltage.deadline": "2 working days",
    "pools.desk": {"works_at": "office", "heads": 1},
    "pools.officers": {"works_at": "office", "heads": 1, "absence": "20 %"},
    "pools.fitters.heads": 2,
}
"""All that a policy changes: a desk that is new, escalations, shares, deadlines, more heads."""

BEGINS = 4
"""Day of the horizon, a Friday."""

POLICIES: dict[str, Any] = {
    "whole": COORDINATED,
    "later": {"begins": "2024-01-05", **COORDINATED},
    "before": {"begins": "2023-12-01", **COORDINATED},
    "at_the_start": {"begins": "2024-01-01", **COORDINATED},
    "never": {"begins": "2024-03", **COORDINATED},
    "city": {"begins": "2024-01-05", "regions": ["city"], **COORDINATED},
    "some": {
        "segments": ["large"],
        **{key: COORDINATED[key] for key in COORDINATED if not key.startswith("pools.f")},
    },
    "busier": {
        "begins": "2024-01-05",
        "halls.north.arrivals.per_day": 40,
        "halls.north.arrivals.weekday": {"tue": "50 %"},
        "offices.bureau.categories.meter.arrivals.per_day": 9,
        "pools.clerks.heads": 2,
    },
    "roll_out": {
        "pools.fitters.heads": 2,
        "steps": [
            {"begins": "2024-01-03", "regions": ["city"], "set": COORDINATED},
            {
                "begins": "2024-01-09",
                "set": {
                    **COORDINATED,
                    "pools.desk.heads": 2,
                    "offices.bureau.departments.repairs": {"pools": ["menders"]},
                    "offices.bureau.pools": ["fitters", "meters", "desk", "officers", "menders"],
                    "pools.menders": {"works_at": "office", "heads": 1},
                    "offices.bureau.categories.voltage.department": "repairs",
                },
            },
        ],
    },
}


@pytest.fixture(scope="module")
def scenario() -> Scenario:
    """An office with two regions and two segments."""
    return office(
        {
            ".calendar.warm_up": 2,
            ".regions": {"city": "60 %", "country": "40 %"},
            ".segments": {"large": {"share": "30 %"}, "small": {"share": "70 %"}},
            ".services.pay.orders": {"voltage": "50 %", "meter": "20 %"},
            "categories": {
                "voltage": {"department": "operations", "work": "1 h", "first_right": "60 %"},
                "meter": {
                    "department": "metering",
                    "work": "30 min",
                    "deadline": "1 working days",
                    "clock": "acceptance",
                    "arrivals": {"per_day": 3, "profile": "profile.csv"},
                },
            },
            "escalations": [{"at": "90 %", "priority": 2}],
            "routing": {"look": "5 min", "keeps": "1 h"},
            ".policies": POLICIES,
        },
        days=14,
    )


@pytest.mark.parametrize("policy", list(POLICIES))
def test_both_engines_agree(scenario: Scenario, policy: str) -> None:
    assert_same_records(scenario.with_policy(policy))


@pytest.mark.parametrize(("one", "other"), [("before", "whole"), ("at_the_start", "whole")])
def test_what_begins_at_the_start_is_the_policy_itself(scenario: Scenario, one: str, other: str) -> None:
    """Also in the days of the warm-up; digit by digit."""
    found, expected = (
        _log(lanes.simulate(scenario.with_policy(each), 1, REPLICATIONS)) for each in (one, other)
    )
    assert_same_log(found, expected)


@pytest.mark.parametrize("engine", [events, lanes], ids=["events", "lanes"])
@pytest.mark.parametrize(
    ("policy", "day"),
    [("later", BEGINS), ("busier", BEGINS), ("city", BEGINS), ("roll_out", 2), ("never", 14)],
)
def test_nothing_changes_before_it_begins(scenario: Scenario, policy: str, day: int, engine: Any) -> None:
    """Orders, steps and work of heads before the date are those of a run without the policy, digit by digit."""
    without = scenario.replace({"pools.fitters.heads": 2}) if policy == "roll_out" else scenario
    records = [engine.simulate(each, 1, REPLICATIONS) for each in (without, scenario.with_policy(policy))]
    before, with_it = (_before(_log(each), day * DAY) for each in records)
    assert len(before) > 60
    assert before == with_it
    if day < 14:
        assert _before(_log(records[0]), 14 * DAY) != _before(_log(records[1]), 14 * DAY)


def test_orders_live_under_the_rules_of_their_creation(scenario: Scenario) -> None:
    """An order of the city is classified if it was created from the third day on, one of the country from the ninth on; no other ever is."""
    log = _log(lanes.simulate(scenario.with_policy("roll_out"), 1, REPLICATIONS))
    key = {pair: row for row, pair in enumerate(zip(log.orders.lane, log.orders.number, strict=True))}
    order = np.array([key[pair] for pair in zip(log.steps.lane, log.steps.number, strict=True)])
    first = log.steps.step == 0
    classified = np.zeros(len(log.orders.lane), np.bool_)
    classified[order[first]] = log.steps.kind[first] == StepKind.CLASSIFY
    begins = np.where(log.orders.region == 0, 2 * DAY, 8 * DAY)
    begun = np.isin(np.arange(len(classified)), order[first])
    np.testing.assert_array_equal(classified[begun], (log.orders.created >= begins)[begun])
    assert 20 < classified.sum() < len(classified) - 20


def test_rules_are_for_a_segment(scenario: Scenario) -> None:
    """Voltage has a deadline for the large segment alone: two working days from creation."""
    orders = _log(lanes.simulate(scenario.with_policy("some"), 1, REPLICATIONS)).orders
    voltage = orders.category == 0
    np.testing.assert_array_equal(np.isfinite(orders.due[voltage]), (orders.segment == 0)[voltage])
    assert len(np.unique(orders.segment[voltage])) == 2


def test_heads_change_on_the_date(scenario: Scenario) -> None:
    """One fitter until the fourth day, two from the fifth on; nobody at the desk before."""
    work = _log(lanes.simulate(scenario.with_policy("later"), 1, REPLICATIONS)).work
    pools = list(scenario.with_policy("later").pools)
    second = (work.pool == pools.index("fitters")) & (work.server == 1)
    assert work.started[second].min() == BEGINS * DAY + 8 * 60
    assert work.started[work.pool == pools.index("desk")].min() >= BEGINS * DAY + 8 * 60


def _log(records: Records) -> OrderLog:
    assert records.orders is not None
    return records.orders


def _before(log: OrderLog, time: float) -> set[tuple[Any, ...]]:
    """What had happened before a time: orders, steps and stretches of work, each as far as it was known then."""
    found: set[tuple[Any, ...]] = set()
    orders, steps = log.orders, log.steps
    for name in ("created", "accepted", "closed", "due"):
        some = (orders.created if name == "due" else getattr(orders, name)) < time
        columns = (orders.lane, orders.number, orders.category, orders.region, getattr(orders, name))
        found |= {(name, *row) for row in zip(*(column[some].tolist() for column in columns), strict=True)}
    for name in ("joined", "started", "ended"):
        when = getattr(steps, name)
        some = when < time
        who = () if name == "joined" else (steps.pool, steps.head)  # who will begin is not known yet
        columns = (steps.lane, steps.number, steps.step, steps.kind, *who, when)
        found |= {(name, *row) for row in zip(*(column[some].tolist() for column in columns), strict=True)}
    work = log.work
    some = work.ended <= time
    columns = (work.lane, work.pool, work.server, work.started, work.ended)
    return found | {
        ("work", *row) for row in zip(*(column[some].tolist() for column in columns), strict=True)
    }


def test_variants_keep_what_begins_later(scenario: Scenario) -> None:
    """Other values hold in all steps; with other heads, or the heads of a plan, orders live under their rules as before."""
    policy = scenario.with_policy("later")
    slower = policy.replace({"offices.bureau.categories.voltage.work": "2 h"})
    assert slower.later is not None
    works = [each["bureau"].categories["voltage"].work.mean_minutes for each in slower.later.offices.values()]
    assert works == [120.0, 120.0]
    assert slower.pools["fitters"].heads == policy.pools["fitters"].heads
    other = policy.with_heads({"fitters": scenario.pools["clerks"].heads or ()})
    assert other.later == policy.later
    assert {piece.heads for piece in other.replace({}).pools["fitters"].heads or ()} == {1}
    assert slower.with_policy("whole").later is None
    assert fingerprint(slower, 1, "auto") != fingerprint(policy, 1, "auto")
    assert fingerprint(policy, 1, "auto") == fingerprint(scenario.with_policy("later"), 1, "auto")


@pytest.mark.parametrize("engine", [events, lanes], ids=["events", "lanes"])
def test_more_come_from_a_date_on(scenario: Scenario, engine: Any) -> None:
    """Until Thursday the same contacts, digit by digit; then 40 a day, on Tuesdays half as many, and 9 planned orders a day."""
    without, with_it = (
        engine.simulate(each, 1, REPLICATIONS) for each in (scenario, scenario.with_policy("busier"))
    )
    for name in ("arrived", "started", "ended", "case", "service"):
        columns = (getattr(each, name)[each.arrived < BEGINS * DAY] for each in (without, with_it))
        np.testing.assert_array_equal(*columns)
    policy = scenario.with_policy("busier")
    assert [
        policy.halls["north"].arrivals.mean_on(policy.calendar.date(day), day % 7) for day in (3, 4, 8)
    ] == [20, 40, 20]
    planned = _log(with_it).orders
    planned = planned.where((planned.sender < 0) & (planned.created >= 0))
    days = planned.created // DAY
    assert 0.5 * 3 < (days < BEGINS).sum() / (4 * len(REPLICATIONS)) < 1.5 * 3
    assert 0.6 * 9 < (days >= BEGINS).sum() / (6 * len(REPLICATIONS)) < 1.4 * 9
