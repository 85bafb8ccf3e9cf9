"""What no staffing of halls costs less than, because of the work: customers wait as long as their work is not done.

What customers bring to the counters is known from their visits, and what a greeter can take off. A target on the mean wait limits
how much of it may lie there undone. With the rules for shifts that is a program of its own; what its solution costs is a bound.

Valid for plans that keep their targets in the mean over all days that may come, if neither whom the greeter takes nor who gives up depends
on what he wants, and who goes off duty, or is at a counter, has as much left to do as somebody met at random has. Whoever gives up needs no
work: as many as may be lost are taken to be gone as they come.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace

import numpy as np
from numpy.typing import NDArray

from optimize.abandonment_guard import MEASURE as LOST
from optimize.abandonment_guard import Guard
from optimize.bounds.best_shares import Line, lines_above
from optimize.bounds.door_queue import AtDoor, take_off
from optimize.bounds.visit_workload import SLOT, HallVisits, VisitWorkload, hall_visits, visit_workload
from optimize.plans.choice import Choice
from sim.lanes.days_apart import KnownVisits
from sim.scenario import Scenario
from sim.scenario.target import threshold
from sim.scenario.units import DAY, Window

SECONDS = 5.0
"""Seconds for whole numbers of people; the relaxation is a bound in any case (assumed)."""

NEARLY = 0.01
"""Relative gap at which that ends."""

Floats = NDArray[np.float64]


@dataclass(frozen=True)
class HallWork:
    """A hall in the program: its work, and the stretches of heads that do it.

    Attributes
    ----------
    number : int
        Number of the hall.
    work : VisitWorkload
        What a mean day brings.
    counters, greeters : list of dict
        In each slot the heads that are there, as numbers of stretches, each with a speed: who is on duty when the hall closes, stays.
    most : float
        Longest mean wait, in minutes.
    lost : float
        Minutes of work on a mean day of those who may be lost.
    overtime : list of float
        In each slot what a minute of work at the counters costs on top of the schedule, at least: nothing where anybody may be paid by it.
    days : int
        How many days there are.
    bypass : float
        Minutes after which whoever waits for a greeter passes by.
    best : dict
        By stretch of greeters, on the days of each kind, lines above what they take off the counters of those who come in it; nothing where that is not known.
    """

    number: int
    work: VisitWorkload
    counters: list[dict[int, float]]
    greeters: list[dict[int, float]]
    most: float
    lost: float
    overtime: list[float]
    days: int
    bypass: float
    best: Mapping[int, Sequence[Sequence[Line]]] = field(default_factory=dict)


def hall_work_of(
    choice: Choice, known: KnownVisits, guard: Guard, number: int, kinds: int = 1
) -> HallWork | None:
    """A hall where all who stay are served in the end by clerks who are chosen, with the same heads on all days; else None.

    Parameters
    ----------
    choice : Choice
        What is chosen.
    known : KnownVisits
        The visits.
    guard : Guard
        How many may be lost.
    number : int
        Number of the hall.
    kinds : int
        Of how many kinds days are, by their work.
    """
    scenario, hall = choice.scenario, list(choice.scenario.halls)[number]
    rules, limits = scenario.halls[hall], _limits(scenario, hall, "wait_mean")
    places = [index for index, place in enumerate(choice.places) if place.pool in rules.pools]
    chosen = {choice.places[index].pool for index in places}
    others = [pool for pool in rules.pools if pool not in chosen and _works(scenario, pool)]
    alike = len({choice.places[index].days for index in places}) == 1
    served = rules.at_lunch != "send_home" and rules.at_closing == "serve"
    lost = _may_be_lost(scenario, hall, guard)
    if not limits or others or not alike or not served or lost is None:
        return None
    if {scenario.pools[pool].works_at for pool in chosen} - {"counter", "greeter"}:
        return None
    visits = hall_visits(scenario, known, number)
    work = visit_workload(visits, kinds)
    counters, greeters = (_there(choice, places, work, stage) for stage in ("counter", "greeter"))
    overtime = [
        _overtime(choice, heads, start) for heads, start in zip(counters, work.starts.tolist(), strict=True)
    ]
    gone = lost * work.visits * work.longest
    days, bypass = len(known.by_hall[number]), rules.greeter.bypass_after if rules.greeter else 0.0
    found = HallWork(number, work, counters, greeters, min(limits), gone, overtime, days, bypass)
    return found if lost else replace(found, best=best_of_greeters(choice, visits, found, kinds))


def best_of_greeters(
    choice: Choice, visits: HallVisits, line: HallWork, kinds: int
) -> dict[int, list[tuple[Line, ...]]]:
    """For each stretch of greeters, on the days of each kind, lines above what they take off the counters at best, by how many they are;
    of stretches of whole slots in which there are no others at the door."""
    starts, found = line.work.starts, dict[int, list[tuple[Line, ...]]]()
    for index in dict.fromkeys(index for here in line.greeters for index in here):
        span, (least, most) = choice.places[index].span, choice.bounds(index)
        inside = np.flatnonzero((starts >= span.start) & (starts < span.end)).tolist()
        if (
            span.start % SLOT
            or span.end % SLOT
            or any(list(line.greeters[slot]) != [index] for slot in inside)
        ):
            continue
        counts = range(least, most + 1)
        speed = choice.scenario.pools[choice.places[index].pool].speed
        there = taken_off(visits, span, counts, speed, line.bypass)
        found[index] = [
            lines_above([(float(count), float(there[count][days].mean())) for count in counts])
            for days in visits.by_work(kinds)
        ]
    return found


def taken_off(
    visits: HallVisits, span: Window, counts: range, speed: float, bypass: float
) -> dict[int, Floats]:
    """Minutes at the counters that greeters take off, by how many they are and by day, of those who come in within a span."""
    here = np.flatnonzero((visits.time >= span.start) & (visits.time < span.end))
    here = here[np.lexsort((visits.time[here], visits.day[here]))]
    _, taken, formed, greeting, helping = (column[here] for column in visits.minutes)
    first = np.searchsorted(visits.day[here], np.arange(visits.days + 1)).astype(np.int64)
    own = AtDoor(first, visits.time[here], greeting / speed, helping / speed, taken, formed)
    found = {}
    for count in counts:
        found[count] = np.zeros(visits.days)
        space = np.zeros(max(1, counts[-1])), np.zeros(max(1, counts[-1]), dtype=np.int64)
        take_off(own, (count, counts[-1]), span.end, bypass, *space, found[count])
    return found


def _overtime(choice: Choice, heads: dict[int, float], start: float) -> float:
    """What a minute of work costs at least that some heads do in a slot; nothing where the schedule may pay one of them then."""
    pools = {choice.places[index].pool: rate for index, rate in heads.items()}
    paid = (part for shift in choice.shifts if shift.pool in pools for part in shift.paid)
    if any(
        part.start < end and part.end > end - SLOT
        for part in paid
        for end in (start + SLOT, start + SLOT + DAY)
    ):
        return 0.0
    return min((_pay(choice, pool) / rate for pool, rate in pools.items()), default=0.0)


def pay_of_overtime(choice: Choice, index: int) -> float:
    """What a minute costs that somebody stays after a stretch; nothing where people have breaks, which may be paid."""
    pool = choice.places[index].pool
    return 0.0 if any(shift.kind for shift in choice.shifts if shift.pool == pool) else _pay(choice, pool)


def _pay(choice: Choice, pool: str) -> float:
    """What a minute of overtime costs."""
    known = choice.scenario.pools[pool]
    return known.cost * known.overtime_pay


def _may_be_lost(scenario: Scenario, hall: str, guard: Guard) -> float | None:
    """The largest share of a hall's visits that may be lost; None where nothing limits it."""
    rules = scenario.halls[hall]
    if not rules.patience and not rules.balking:
        return 0.0
    shares = [limit for name, limit in guard.most.items() if name == hall]
    return min([*shares, *_limits(scenario, hall, LOST)], default=None)


def _limits(scenario: Scenario, hall: str, measure: str) -> list[float]:
    """The most of a measure over all days that targets allow a hall."""
    scopes = (scenario.sites[hall].scope, *(("all",) if len(scenario.sites) == 1 else ()))
    return [
        threshold(target)
        for target in scenario.targets
        if target.measure == measure and target.scope in scopes and target.period == "all"
        if target.at_most is not None
    ]


def _works(scenario: Scenario, pool: str) -> bool:
    schedule = scenario.pools[pool]
    return any(piece.heads for piece in schedule.heads or ()) or bool(schedule.shifts)


def _there(choice: Choice, places: list[int], work: VisitWorkload, stage: str) -> list[dict[int, float]]:
    """The stretches whose heads are there in each slot: those on duty, or while the hall is closed, those who were last."""
    pools = choice.scenario.pools
    own = [index for index in places if pools[choice.places[index].pool].works_at == stage]
    found = []
    for start in work.starts.tolist():
        now = [
            index
            for index in own
            if choice.places[index].span.start < start + SLOT and choice.places[index].span.end > start
        ]
        before = [choice.places[index].span.end for index in own if choice.places[index].span.end <= start]
        last = [index for index in own if before and choice.places[index].span.end == max(before)]
        found.append({index: pools[choice.places[index].pool].speed for index in now or last})
    return found
