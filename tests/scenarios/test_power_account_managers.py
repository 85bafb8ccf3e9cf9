"""The bundled account managers: what is expected of them by hand, and what their policies do, each in a quarter of the two years."""

from __future__ import annotations

from functools import cache

import pytest

from sim.results.result import Result
from sim.running.candidates import evaluate
from sim.scenario import Scenario, load
from sim.scenario.order_load import expected_orders

CLASSES = ("large", "business", "community")
BEGINS = {"pilot": "2015-07-01", "roll_out": "2016-07-01", "monthly_meeting": "2015-07-01"}
"""When the last step of a policy begins."""

ASKED = frozenset(
    (name, kind)
    for name in (
        "orders_created",
        "in_time",
        "time_to_close_mean",
        "first_right",
        "by_own_head",
        "joint_meeting",
    )
    for kind in ("all", "category", "region_segment")
) | {("gap_in_time", "segment"), ("worked_mean", "region")}


def quarter(policy: str) -> Scenario:
    """The quarter from when the whole policy holds, or the first one."""
    changes = {"calendar.days": 91, "calendar.start": BEGINS.get(policy, "2015-01-01")}
    return load("power_account_managers", policy).replace(changes)


@cache
def under(policy: str) -> Result:
    """Two replications."""
    return evaluate(quarter(policy), [{}], range(2), 1, ASKED)[0]


def test_orders_of_a_week_by_hand() -> None:
    """Of 560 calls 8 %, 27 % and 65 % are of the three classes: 90, 92 and 99 % of them requests that leave an order with 85, 80 and 75 %, the
    others connections with 90 %; and visits on the 262 working days of the first 366, of which 30 % leave an order, for 60 % of which nobody calls."""
    scenario = load("power_account_managers")
    requests = 560 * (0.08 * 0.90 * 0.85 + 0.27 * 0.92 * 0.80 + 0.65 * 0.99 * 0.75)
    connections = 560 * (0.08 * 0.10 + 0.27 * 0.08 + 0.65 * 0.01) * 0.90
    visits = 1.9 * 262 / 366 * 7 * (1 + 0.3 * (1 - 0.6))
    sites = scenario.sites.values()
    (a_week,) = expected_orders(sites, scenario.calendar, scenario.services, scenario.segments).values()
    assert a_week == pytest.approx(requests + connections + visits)
    found = under("baseline").estimate("orders_created").mean
    assert found == pytest.approx(13 * a_week, rel=0.03)  # 11,500 of them: three standard errors are 2.8 %


@pytest.mark.parametrize(
    ("policy", "managed"), [("no_managers", ()), ("baseline", ("large",)), ("roll_out", CLASSES)]
)
def test_who_has_a_manager_comes_to_the_right_department(policy: str, managed: tuple[str, ...]) -> None:
    """Others do with 55 %; of 450 orders or more that is so within four standard errors of 2.4 points."""
    for name in CLASSES:
        share = under(policy).estimate("first_right", f"category:{name}_account").mean
        assert share == pytest.approx(1.0 if name in managed else 0.55, abs=0.095)
        assert name not in managed or share == 1.0


def test_the_pilot_is_of_remote_businesses_alone() -> None:
    """Nearly all of their orders come right, the connections excepted; of others some 57 %."""
    share = {
        place: under("pilot").estimate("first_right", f"region_segment:{place}").mean
        for place in ("remote/business", "city/business", "remote/community")
    }
    assert share["remote/business"] > 0.9
    assert max(share["city/business"], share["remote/community"]) < 0.7


def test_crews_are_longer_on_the_way_to_remote_places() -> None:
    """By 75 minutes an order that needs production, there and back; work of all orders has a standard deviation of some 150 minutes, so the mean over
    the 1,380 of remote places is known to 4 minutes."""
    result = under("baseline")
    supply = sum(result.estimate("orders_created", f"category:{name}_supply").mean for name in CLASSES)
    longer = 75 * supply / result.estimate("orders_created").mean
    remote, city = (result.estimate("worked_mean", f"region:{name}").mean for name in ("remote", "city"))
    assert remote - city == pytest.approx(longer, abs=14)


def test_the_gap_between_classes_closes_where_all_have_managers() -> None:
    gap = {
        policy: under(policy).estimate("gap_in_time", "segment").mean for policy in ("baseline", "roll_out")
    }
    assert gap["baseline"] > 0.04
    assert gap["roll_out"] < 0.01
    times = [under(policy).estimate("time_to_close_mean").mean for policy in ("no_managers", *gap)]
    assert times == sorted(times, reverse=True)


def test_some_requests_wait_for_the_monthly_meeting() -> None:
    """4 % of those of businesses about supply, of 1,900 orders within four standard errors of 0.45 points, and none of communities; all of them come
    right, where 55 % do without it."""
    found = under("monthly_meeting")
    assert found.estimate("joint_meeting", "category:business_supply").mean == pytest.approx(0.04, abs=0.018)
    assert found.estimate("joint_meeting", "category:community_supply").mean == 0.0
    share = {name: found.estimate("first_right", f"category:{name}_account").mean for name in CLASSES}
    assert share["business"] == 1.0
    assert share["community"] == pytest.approx(0.55, abs=0.05)


def test_most_customers_meet_their_own_manager() -> None:
    for name in CLASSES:
        assert under("roll_out").estimate("by_own_head", f"category:{name}_account").mean > 0.85


def test_no_weekly_load_is_told_of_a_policy_for_some() -> None:
    """One manager is enough for the businesses of remote places, though not for all of them."""
    assert not load("power_account_managers").warnings


def test_engineers_approve_of_what_is_escalated() -> None:
    """Every order that reached the level and still had a step before it is approved of; with nobody escalated under other policies."""
    scenario = quarter("approvals")
    asked = frozenset((name, "all") for name in ("approval", "escalated_1", "orders_created"))
    found = evaluate(scenario, [{}], range(2), 1, asked)[0]
    assert 0 < found.estimate("approval").mean <= found.estimate("escalated_1").mean
