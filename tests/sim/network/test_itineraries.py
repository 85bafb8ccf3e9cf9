"""The way of orders through an office: against closed forms, and each order the same in whatever company it comes."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import numpy as np
import pytest
from scipy import stats

from sim.log.orders import OrderOutcome, StepKind
from sim.network.itineraries import CALENDAR, MEETING, WORKING, Itineraries, itineraries, regions_of
from sim.network.office import OfficePlan
from sim.network.office_plan import office_plan
from sim.time.ticks import on_grid
from tests.sim.network.offices import (
    CALL,
    CONNECTION,
    CONSTRUCTION,
    COORDINATOR,
    METER,
    METERING,
    OPERATIONS,
    VOLTAGE,
    office,
)

ORDERS = 40_000
SEEDS = np.random.default_rng(11).random(ORDERS)
RARE = 1e-4
"""Chance that a right answer lies outside an interval; the seeds are fixed, so each test passes always or never."""

Ints = np.ndarray[Any, np.dtype[np.int64]]


def drawn(changes: Mapping[str, Any], category: int, sender: int = 0) -> Itineraries:
    """Many orders of a category that the hall sends."""
    plan = office_plan(office(changes), "bureau")
    return itineraries(plan, np.full(ORDERS, category), np.full(ORDERS, sender), SEEDS)


def order_of(found: Itineraries) -> Ints:
    """The order of each step."""
    return np.repeat(np.arange(len(found.start) - 1), np.diff(found.start))


def per_order(found: Itineraries, steps: Any) -> Ints:
    """How many of some steps each order has."""
    return np.bincount(order_of(found)[steps], minlength=len(found.start) - 1)


def assert_mean(values: Any, expected: float) -> None:
    """The expectation lies inside the normal interval of the mean; the deviation is that of the values."""
    deviation = np.std(values, ddof=1) / np.sqrt(len(values))
    assert abs(np.mean(values) - expected) <= stats.norm.isf(RARE / 2) * deviation


def assert_share(flags: Any, expected: float) -> None:
    """The number of those who have it is not rare among binomial ones."""
    assert stats.binomtest(int(np.sum(flags)), len(flags), expected).pvalue > RARE


ROUTING = {
    "offices.bureau.routing": {
        "first_right": "70 %",
        "by_sender": {"north": "40 %"},
        "look": "10 min",
        "keeps": {"exponential": {"mean": "7 h"}},
        "passes_on": {
            "operations": {"metering": "70 %", "construction": "30 %"},
            "construction": {"operations": "50 %", "metering": "50 %"},
        },
    }
}


# -- which departments ------------------------------------------------------------------------------------------------------


def test_wrong_departments_are_visited_as_the_fundamental_matrix_says():
    """Meter orders end at metering. From operations 30 % go to construction, and 50 % back: Q = [[0, .3], [.5, 0]], so that
    N = (I - Q)^-1 = [[1, .3], [.5, 1]] / .85 (Kemeny and Snell, Finite Markov Chains, theorem 3.2.4). The hall sends 40 % right, and half of
    the others to each: 0.3 (1 + .5) / .85 visits to operations and 0.3 (.3 + 1) / .85 to construction."""
    found = drawn(ROUTING, METER)
    looks = found.kind == StepKind.LOOK
    assert_mean(per_order(found, looks & (found.desk == OPERATIONS)), 0.3 * 1.5 / 0.85)
    assert_mean(per_order(found, looks & (found.desk == CONSTRUCTION)), 0.3 * 1.3 / 0.85)
    assert not (looks & (found.desk == METERING)).any()


def test_the_number_of_wrong_departments_has_the_absorbing_chains_variance():
    """Of the steps T until the end, started with shares s: E T = s N 1 and E T² = s (2 N - I) N 1 (Kemeny and Snell, theorem 3.3.5). With
    s = (.3, .3) and N 1 = (1.3, 1.5) / .85: E T = .84 / .85; (2 N - I) N 1 = 2 N (N 1) - N 1, where N (N 1) = (1.75, 2.15) / .85²."""
    found = drawn(ROUTING, METER)
    looks = per_order(found, found.kind == StepKind.LOOK)
    assert_mean(looks, 0.84 / 0.85)
    assert_mean(looks.astype(float) ** 2, 2 * 0.3 * (1.75 + 2.15) / 0.85**2 - 0.84 / 0.85)


def test_departments_without_a_row_pass_on_to_the_right_one():
    """Voltage orders end at operations: metering has no row, so that whoever comes there is right next."""
    found = drawn(ROUTING, VOLTAGE)
    looks = np.flatnonzero(found.kind == StepKind.LOOK)
    after = looks[found.desk[looks] == METERING] + 1
    assert (found.desk[after] == OPERATIONS).all()
    assert (found.kind[after] == StepKind.WORK).all()


@pytest.mark.parametrize(
    ("changes", "category", "sender", "share"),
    [
        (ROUTING, METER, 0, 0.4),  # the hall's own
        (ROUTING, METER, -1, 0.7),  # nobody sent it: the office's
        (
            ROUTING | {"offices.bureau.categories.meter.first_right": "90 %"},
            METER,
            0,
            0.9,
        ),  # the category's own
        (ROUTING | {"offices.bureau.categories.meter.first_right": "90 %"}, VOLTAGE, 0, 0.4),
        (ROUTING | COORDINATOR, METER, 0, 0.95),  # the coordinator's, whoever sent it
        ({}, METER, 0, 1.0),
    ],
)
def test_shares_that_are_right_at_first(
    changes: dict[str, Any], category: int, sender: int, share: float
) -> None:
    found = drawn(changes, category, sender)
    assert_share(per_order(found, found.kind == StepKind.LOOK) == 0, share)


def test_whom_nobody_passes_on_to_has_each_wrong_department_as_often():
    found = drawn({"offices.bureau.routing": {"first_right": "0 %"}}, METER)
    first = found.desk[found.start[:-1]]
    assert_share(first == OPERATIONS, 0.5)
    assert set(first.tolist()) == {OPERATIONS, CONSTRUCTION}


# -- what is done -----------------------------------------------------------------------------------------------------------


def test_times_of_work_looking_and_lying():
    """Lognormal work of mean 90 min and cv 1, whose median is 90 / sqrt 2; 10 min to look; exponential 7 h until it is passed on."""
    found = drawn(ROUTING, VOLTAGE)
    work, look = found.kind == StepKind.WORK, found.kind == StepKind.LOOK
    assert_mean(found.work[work], 90.0)
    assert_share(found.work[work] < 90 / np.sqrt(2), 0.5)
    assert (found.work[look] == 10.0).all()
    assert_mean(found.lag[look], 420.0)
    assert_mean(found.lag[look] ** 2, 2 * 420.0**2)
    assert (found.lag[work] == 0.0).all()
    assert (found.lag_clock[look] == WORKING).all()
    np.testing.assert_array_equal(found.lag, on_grid(found.lag))


def test_stages_follow_each_other_and_what_inspection_sends_back_is_done_again():
    """Works of the second stage are geometric with 80 %: 1.25 in the mean, and k of them with chance 0.8 x 0.2^(k - 1)."""
    found = drawn({}, CONNECTION)
    built = per_order(found, found.desk == CONSTRUCTION)
    assert_mean(built, 1.25)
    for count in (1, 2, 3):
        assert_share(built == count, 0.8 * 0.2 ** (count - 1))
    planned = found.desk == OPERATIONS
    assert (per_order(found, planned) == 1).all()
    assert_mean(found.lag[planned], 2 * 1440.0)
    assert (found.lag_clock[planned] == CALENDAR).all()
    assert (found.outcome[planned] == OrderOutcome.DONE).all()
    last = found.start[1:] - 1
    again = np.setdiff1d(np.flatnonzero(found.desk == CONSTRUCTION), last)
    assert (found.outcome[last] == OrderOutcome.CLOSED).all()
    assert (found.outcome[again] == OrderOutcome.REWORK).all()


def test_a_work_that_is_done_again_is_drawn_anew():
    stages = [{"department": "operations", "work": {"exponential": {"mean": "1 h"}}, "rework": "50 %"}]
    found = drawn({"offices.bureau.categories.connection": {"stages": stages}}, CONNECTION)
    first, second = found.start[:-1], found.start[:-1] + 1
    two = second < found.start[1:]
    assert stats.spearmanr(found.work[first[two]], found.work[second[two]]).pvalue > RARE
    assert_mean(found.work[second[two]], 60.0)


def test_who_waits_for_the_customer_and_whose_clock_is_stopped():
    """Of the 80 % that do not wait 30 % have their clock stopped, for times of the same law."""
    pause = {"share": "20 %", "time": {"exponential": {"mean": "2 days"}}, "misused": "30 %"}
    found = drawn({"offices.bureau.categories.meter.pause": pause}, METER)
    assert_share(found.for_customer, 0.2)
    assert_share(found.pause > 0, 0.2 + 0.8 * 0.3)
    assert (found.pause[found.for_customer] > 0).all()
    assert_mean(found.pause[found.for_customer], 2880)
    assert_mean(found.pause[~found.for_customer & (found.pause > 0)], 2880)
    assert not drawn({}, METER).pause.any()


def test_who_waits_for_the_joint_meeting():
    """Three in ten of the voltage orders do, each time that they are classified, and none of the others."""
    held = {"every": "week", "weekday": "wed", "time": "14:00", "categories": {"voltage": "30 %"}}
    changes = {**COORDINATOR, "offices.bureau.coordinator.meeting": held}
    found = drawn(changes, VOLTAGE)
    classified = found.kind == StepKind.CLASSIFY
    assert_share(found.outcome[classified] == OrderOutcome.TO_MEETING, 0.3)
    assert ((found.lag_clock == MEETING) == (found.outcome == OrderOutcome.TO_MEETING)).all()
    assert not (drawn(changes, METER).lag_clock == MEETING).any()


def test_misuse_moves_no_wait_for_the_customer():
    """The draws of misuse are its own."""

    def of(misused: str) -> Itineraries:
        pause = {"share": "20 %", "time": {"exponential": {"mean": "2 days"}}, "misused": misused}
        return drawn({"offices.bureau.categories.meter.pause": pause}, METER)

    never, often = of("0 %"), of("60 %")
    np.testing.assert_array_equal(never.for_customer, often.for_customer)
    np.testing.assert_array_equal(never.pause, np.where(often.for_customer, often.pause, 0.0))
    np.testing.assert_array_equal(never.work, often.work)


def test_what_the_closing_call_finds_unsolved_begins_anew():
    """Of 60 % solved and half of the others found, 0.2 are opened again each time: passes are geometric, 1 / 0.8 in the mean. Closed are
    solved ones with 0.6 / 0.8."""
    changes = COORDINATOR | CALL | {"offices.bureau.categories.meter.solved": "60 %"}
    found = drawn(changes, METER)
    reopened = per_order(found, found.outcome == OrderOutcome.REOPENED)
    assert_mean(reopened, 0.25)
    assert_share(reopened >= 2, 0.04)
    assert_share(found.solved, 0.75)
    calls = found.kind == StepKind.CLOSING_CALL
    for kind in (StepKind.CLASSIFY, StepKind.CLOSING_CALL):
        np.testing.assert_array_equal(per_order(found, found.kind == kind), reopened + 1)
    assert (found.work[calls] == 4.0).all()
    assert (found.desk[calls] == 3).all()
    after = np.flatnonzero(found.outcome == OrderOutcome.REOPENED) + 1
    assert (found.kind[after] == StepKind.CLASSIFY).all()
    assert (found.outcome[found.start[1:] - 1] == OrderOutcome.CLOSED).all()


def test_without_a_closing_call_the_unsolved_are_closed():
    found = drawn({"offices.bureau.categories.meter.solved": "60 %"}, METER)
    assert_share(found.solved, 0.6)
    assert (np.diff(found.start) == 1).all()
    assert (found.outcome == OrderOutcome.CLOSED).all()


def test_a_coordinator_without_error_lets_nothing_go_wrong():
    """The known limit: no bounces at all, and each order is classified, worked on and closed."""
    found = drawn(ROUTING | COORDINATOR | {"offices.bureau.coordinator.right": "100 %"}, METER)
    assert found.kind.tolist() == [StepKind.CLASSIFY, StepKind.WORK] * ORDERS


def test_regions_have_their_shares():
    scenario = office({"regions": {"city": "60 %", "country": "30 %", "remote": "10 %"}})
    found = regions_of(scenario, SEEDS)
    for number, share in enumerate((0.6, 0.3, 0.1)):
        assert_share(found == number, share)


def test_travel_is_that_of_the_department_and_the_region():
    """Construction travels to each of its works, of the second too, and nobody else; its own dice move no other draw."""
    regions = {"regions": {"city": "60 %", "country": "30 %", "remote": "10 %"}}
    times = {"city": "45 min", "remote": {"exponential": {"mean": "2 h"}}}
    travel = {"offices.bureau.departments.construction.travel": times}
    found = drawn(regions | travel, CONNECTION)
    region, built = regions_of(office(regions), SEEDS)[order_of(found)], found.desk == CONSTRUCTION
    assert (found.travel[built & (region == 0)] == 45.0).all()
    assert (found.travel[built & (region == 1)] == 0.0).all()
    assert_mean(found.travel[built & (region == 2)], 120.0)
    assert (found.travel[~built] == 0.0).all()
    np.testing.assert_array_equal(found.travel, on_grid(found.travel))
    again = found.outcome == OrderOutcome.REWORK
    assert (
        found.travel[again & (region == 2)] != found.travel[np.flatnonzero(again & (region == 2)) + 1]
    ).all()
    without = drawn(regions, CONNECTION)
    for name in ("start", "kind", "work", "lag", "outcome"):
        np.testing.assert_array_equal(getattr(found, name), getattr(without, name))


# -- orders that stand somewhere already ------------------------------------------------------------------------------------


def stand(changes: Mapping[str, Any], category: int, at: int) -> Itineraries:
    """Many orders of nobody that stand in the line of a department."""
    plan = office_plan(office(changes), "bureau")
    return itineraries(plan, np.full(ORDERS, category), np.full(ORDERS, -1), SEEDS, np.full(ORDERS, at))


def test_an_order_goes_on_with_the_stage_of_the_department_where_it_stands():
    """A connection at construction has its first stage behind it; nobody classifies it again, and rework is as for any."""
    found = stand(ROUTING | COORDINATOR, CONNECTION, CONSTRUCTION)
    assert set(found.desk.tolist()) == {CONSTRUCTION}
    assert_mean(np.diff(found.start), 1.25)
    at_first = stand(ROUTING | COORDINATOR, CONNECTION, OPERATIONS)
    assert at_first.desk[at_first.start[:-1]].tolist() == [OPERATIONS] * ORDERS
    assert (at_first.kind == StepKind.WORK).all()


def test_an_order_that_stands_at_a_wrong_department_is_passed_on():
    """As the fundamental matrix says of one that is at construction: (1 + .3 x .5 / .85) visits there, and .5 / .85 to operations."""
    found = stand(ROUTING, METER, CONSTRUCTION)
    assert (found.kind[found.start[:-1]] == StepKind.LOOK).all()
    looks = found.kind == StepKind.LOOK
    assert_mean(per_order(found, looks & (found.desk == CONSTRUCTION)), 1 / 0.85)
    assert_mean(per_order(found, looks & (found.desk == OPERATIONS)), 0.5 / 0.85)
    assert (found.desk[found.start[1:] - 1] == METERING).all()


def test_an_order_that_stands_nowhere_begins_as_a_new_one():
    new, nowhere = (
        drawn(ROUTING | COORDINATOR | CALL, METER, -1),
        stand(ROUTING | COORDINATOR | CALL, METER, -1),
    )
    for one, other in zip(new, nowhere, strict=True):
        np.testing.assert_array_equal(one, other)


def test_one_that_is_opened_again_begins_from_the_start():
    changes = ROUTING | COORDINATOR | CALL | {"offices.bureau.categories.meter.solved": "0 %"}
    found = stand(changes, METER, METERING)
    again = np.flatnonzero(found.outcome == OrderOutcome.REOPENED) + 1
    assert len(again)
    assert (found.kind[again] == StepKind.CLASSIFY).all()
    assert (found.kind[found.start[:-1]] == StepKind.WORK).all()


# -- what moves nothing -----------------------------------------------------------------------------------------------------


def rich() -> OfficePlan:
    """An office in which everything can happen."""
    solved = {
        f"offices.bureau.categories.{name}.solved": "70 %" for name in ("voltage", "meter", "connection")
    }
    right = {"offices.bureau.coordinator.right": "50 %"}
    return office_plan(office(ROUTING | COORDINATOR | CALL | solved | right), "bureau")


def steps_of(found: Itineraries, order: int) -> list[tuple[Any, ...]]:
    columns = (found.kind, found.desk, found.work, found.lag, found.lag_clock, found.outcome)
    own = slice(found.start[order], found.start[order + 1])
    return list(zip(*(column[own].tolist() for column in columns), strict=True))


def test_an_order_alone_goes_the_way_that_it_goes_among_others():
    plan, rng = rich(), np.random.default_rng(3)
    category, sender, seeds = rng.integers(0, 3, 300), rng.integers(-1, 2, 300), SEEDS[:300]
    together = itineraries(plan, category, sender, seeds)
    turned = itineraries(plan, category[::-1], sender[::-1], seeds[::-1])
    for order in range(300):
        own = slice(order, order + 1)
        alone = itineraries(plan, category[own], sender[own], seeds[own])
        assert steps_of(alone, 0) == steps_of(together, order) == steps_of(turned, 299 - order)
        assert alone.solved[0] == together.solved[order]


def test_a_coordinator_changes_no_time_of_work():
    """On common random numbers: the first work of each order takes as long with a coordinator as without."""
    without, with_one = (drawn(ROUTING | more, VOLTAGE) for more in ({}, COORDINATOR))
    first = [
        found.work[found.start[1:] - 1] for found in (without, with_one)
    ]  # of one stage without rework the last step
    np.testing.assert_array_equal(*first)


def test_whoever_is_right_with_a_small_share_is_right_with_a_larger_one():
    few, more = (
        drawn({"offices.bureau.routing": {"first_right": share}}, METER) for share in ("30 %", "60 %")
    )
    assert (per_order(more, more.kind == StepKind.LOOK) <= per_order(few, few.kind == StepKind.LOOK)).all()


def test_without_orders_there_are_no_steps():
    nobody = np.empty(0, dtype=np.int64)
    found = itineraries(rich(), nobody, nobody, np.empty(0))
    assert found.start.tolist() == [0]
    assert not any(len(column) for column in found[1:])
