"""What holds in every office, held against offices that hypothesis makes."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from itertools import pairwise
from typing import Any, NamedTuple

import numpy as np
from hypothesis import given, settings

from sim.draws.dice import Dice
from sim.events.engine import simulate
from sim.events.office_plan import OfficeSetting
from sim.log.order_log import OrderLog
from sim.log.orders import OrderOutcome, StepKind
from sim.log.records import Outcome, Records
from sim.network.office import OfficePlan
from sim.network.office_plan import offices_of
from sim.scenario import Scenario
from sim.scenario.units import DAY, Window
from sim.time.windows import clip
from sim.time.working_hours import worked, working_hours
from tests.office_strategy import offices

REPLICATIONS = range(2)

Head = tuple[int, int, int]
"""Replication, pool and number."""


class Stretch(NamedTuple):
    """From when until when."""

    start: float
    end: float


def rows(table: Any, *names: str) -> Iterable[tuple[Any, ...]]:
    """Columns of a table, row by row."""
    return zip(*(getattr(table, name).tolist() for name in names), strict=True)


def duty_of(scenario: Scenario) -> dict[Head, list[Window]]:
    """When each head of each office is on duty and there, by replication, pool and number."""
    found, pools = {}, list(scenario.pools)
    for plan in offices_of(scenario):
        setting = OfficeSetting.of(scenario, plan, Dice(1), REPLICATIONS)
        for name, staff in setting.pools.items():
            for row in REPLICATIONS:
                for head, windows in enumerate(staff.present(row).calls):
                    found[row, pools.index(name), head] = list(windows)
    return found


def check_orders(log: OrderLog, end: float, lies_when_accepted: bool) -> None:
    """Every order is closed or open at the end; its steps follow one another, and none begins before it joins a line. One that is accepted may lie first:
    it waits for its customer, or for others."""
    stories: dict[tuple[int, int, int], list[tuple[Any, ...]]] = defaultdict(list)
    columns = ("lane", "office", "number", "step", "kind", "joined", "started", "ended", "outcome")
    for lane, office, number, *row in rows(log.steps, *columns):
        stories[lane, office, number].append(tuple(row))
    columns = ("lane", "office", "number", "created", "accepted", "closed", "bounces", "reopened")
    for lane, office, number, created, accepted, closed, bounces, reopened in rows(log.orders, *columns):
        story = stories.pop((lane, office, number), [])
        if not story:
            assert lies_when_accepted
            assert created <= accepted < end <= closed
            continue
        assert [step for step, *_ in story] == list(range(len(story)))
        joined, ended = [row[2] for row in story], [row[4] for row in story]
        assert joined[0] >= created
        assert all(row[3] >= row[2] for row in story if not np.isnan(row[3]))
        assert all(earlier <= later for earlier, later in zip(ended, joined[1:], strict=False))
        outcomes = [OrderOutcome(row[5]) for row in story]
        assert OrderOutcome.OPEN not in outcomes[:-1]
        assert np.isnan(ended[-1]) == (outcomes[-1] is OrderOutcome.OPEN)
        if closed < np.inf:
            assert outcomes[-1] is OrderOutcome.CLOSED
            assert ended[-1] <= closed < end
        accepting = [row[2] for row in story if row[1] == StepKind.WORK]
        assert accepted <= accepting[0] if accepting else accepted == np.inf or lies_when_accepted
        assert bounces == outcomes.count(OrderOutcome.PASSED_ON)
        assert reopened == outcomes.count(OrderOutcome.REOPENED)
    assert not stories


def check_heads(scenario: Scenario, log: OrderLog, duty: dict[Head, list[Window]], end: float) -> None:
    """A head has so many orders in hand at a time and no more, and works inside its duty alone: all of it in which it has any."""
    worked: dict[Head, list[Stretch]] = defaultdict(list)
    for lane, pool, head, started, ended in rows(log.work, "lane", "pool", "server", "started", "ended"):
        worked[lane, pool, head].append(Stretch(started, ended))
    in_hand = {who: seats_of(scenario, who, found) for who, found in spans_in_hand(log, end).items()}
    for who, found in worked.items():
        several = (
            at_once_of(scenario, who) > 1
        )  # then what is never alone in hand counts as a customer, and takes no time
        spans = [span for span in sorted(found) if span.start < span.end or not several]
        assert all(earlier.end <= later.start for earlier, later in pairwise(spans))
    for who, found in worked.items():
        assert all(any(each.start <= start and to <= each.end for each in duty[who]) for start, to in found)
        handled = sum(to - start for start, to in found)
        spans = union(span for seat in in_hand[who] for span in seat)
        assert handled == sum(each.end - each.start for span in spans for each in _within(duty[who], span))


def spans_in_hand(log: OrderLog, end: float) -> dict[Head, list[Stretch]]:
    """From when to when each head has each order in hand."""
    found: dict[Head, list[Stretch]] = defaultdict(list)
    for lane, pool, head, started, ended in rows(log.steps, "lane", "pool", "head", "started", "ended"):
        if pool >= 0:
            found[lane, pool, head].append(Stretch(started, end if np.isnan(ended) else ended))
    return found


def seats_of(scenario: Scenario, who: Head, spans: list[Stretch]) -> list[list[Stretch]]:
    """What a head has in hand, shared out to as many seats as it may have: on each nothing begins before another has ended."""
    seats: list[list[Stretch]] = [[] for _ in range(at_once_of(scenario, who))]
    for span in sorted(spans):
        free = [seat for seat in seats if not seat or seat[-1].end <= span.start]
        assert free
        free[0].append(span)
    return seats


def at_once_of(scenario: Scenario, who: Head) -> int:
    """How many orders a head may have in hand."""
    return list(scenario.pools.values())[who[1]].office.at_once


def union(spans: Iterable[Stretch]) -> list[Stretch]:
    """The time of some stretches, each of it once."""
    found: list[Stretch] = []
    for span in sorted(spans):
        if found and span.start <= found[-1].end:
            found[-1] = Stretch(found[-1].start, max(found[-1].end, span.end))
        else:
            found.append(span)
    return found


def _within(windows: list[Window], span: Stretch) -> list[Window]:
    return clip(Window(max(span.start, 0.0), span.end), windows) if span.end > 0 else []


def check_nobody_idles(scenario: Scenario, log: OrderLog, duty: dict[Head, list[Window]], end: float) -> None:
    """While an order stands in line at a desk that may begin it, all there who can do it have as much in hand as they may, where no order is for one of
    them alone."""
    spans = spans_in_hand(log, end)
    seats = {who: seats_of(scenario, who, spans.get(who, [])) for who in duty}
    busy = [
        [each for span in seat for each in _within(duty[who], span)] for who in duty for seat in seats[who]
    ]
    on_duty, at_work = working_hours([duty[who] for who in duty for _ in seats[who]]), working_hours(busy)
    of_pool: dict[tuple[int, int], list[int]] = defaultdict(list)
    for number, (lane, pool, _) in enumerate(who for who in duty for _ in seats[who]):
        of_pool[lane, pool].append(number)
    plans = {plan.number: plan for plan in offices_of(scenario)}
    what = zip(log.orders.region.tolist(), log.orders.category.tolist(), strict=True)
    orders = dict(zip(rows(log.orders, "lane", "office", "number"), what, strict=True))
    columns = ("lane", "office", "number", "kind", "desk", "joined", "started")
    for lane, office, number, kind, desk, joined, started in rows(log.steps, *columns):
        plan, (region, category) = plans[office], orders[lane, office, number]
        if plan.desks[desk].own is not None:
            continue
        line = Window(max(joined, 0.0), max(end if np.isnan(started) else started, 0.0))
        days = _days_of(plan, desk, region) if kind == StepKind.WORK else None
        able = [pool for pool in plan.desks[desk].pools if _can(scenario, pool, kind, category)]
        for since, until in [line] if days is None else clip(line, days):
            for seat in (each for pool in able for each in of_pool[lane, pool]):
                there, used = (
                    worked(each, seat, until) - worked(each, seat, since) for each in (on_duty, at_work)
                )
                assert there == used


def _can(scenario: Scenario, pool: int, kind: int, category: int) -> bool:
    """Whether a pool does steps of a kind of orders of a category."""
    serves = list(scenario.pools.values())[pool].serves
    return kind != StepKind.WORK or serves == "all" or list(scenario.categories)[category] in serves


def _days_of(plan: OfficePlan, desk: int, region: int) -> list[Window] | None:
    """The days on which a desk begins work for a region; none where it does so on all."""
    owner, hours = plan.days.owner[desk, region], plan.days.windows
    if owner < 0:
        return None
    own = slice(hours.first[owner], hours.first[owner + 1])
    return [Window(*each) for each in zip(hours.start[own].tolist(), hours.end[own].tolist(), strict=True)]


def check_contacts(records: Records) -> None:
    """Each order that a contact left points to a resolved one of its case that ended when the order came, if not in the warm-up."""
    assert records.orders is not None
    orders = records.orders.orders
    over = records.outcome == Outcome.RESOLVED
    ended = set(rows(records.where(over), "replication", "hall", "case", "ended"))
    cases = set(rows(records, "replication", "case"))
    for lane, sender, case, created in rows(orders, "lane", "sender", "case", "created"):
        if sender < 0:
            assert case == -1
        elif (lane, case) in cases:
            assert (lane, sender, case, created) in ended or created < 0 or _began_before(records, lane, case)


def _began_before(records: Records, lane: int, case: int) -> bool:
    """Whether a case has contacts of the warm-up, which are not in the records."""
    own = (records.replication == lane) & (records.case == case)
    return bool(records.attempt[own].min() > 1)


@settings(max_examples=8)
@given(offices())
def test_what_holds_in_every_office(scenario: Scenario) -> None:
    records = simulate(scenario, 1, REPLICATIONS)
    log, end = records.orders, scenario.calendar.days * DAY
    assert log is not None
    duty = duty_of(scenario)
    departments = [each for office in scenario.offices.values() for each in office.departments.values()]
    gathers = any(each.batch is not None for each in departments)
    check_orders(log, end, gathers or scenario.has_pauses)
    check_heads(scenario, log, duty, end)
    check_nobody_idles(scenario, log, duty, end)
    check_contacts(records)
