"""Staffings beside a plan: one head more and one fewer, and one of a pool missing all the time."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from optimize.plans.choice import Choice
from optimize.plans.plan import Plan
from optimize.plans.stretches import name_of
from optimize.simulation import Heads, can_be_run
from sim.scenario.units import parse_clock


@dataclass(frozen=True)
class HeadChange:
    """A staffing beside a plan.

    Attributes
    ----------
    what : str
        Where it differs.
    more : int
        By how many heads there, fewer below zero.
    heads : tuple of int
        By stretch of the choice.
    cost : float
        Yuan over the horizon more, by the schedule.
    allowed : bool
        Whether the bounds of the heads allow it.
    """

    what: str
    more: int
    heads: Heads
    cost: float
    allowed: bool = True


def in_each_stretch(choice: Choice, plan: Plan) -> list[HeadChange]:
    """One head more, then one fewer, in each stretch; fewer where a service would have nobody are left out."""
    return [
        case
        for index, place in enumerate(choice.places)
        for case in _more_and_fewer(choice, plan, name_of(choice.scenario, place), [index])
    ]


def at_one_time(choice: Choice, plan: Plan, start: str) -> list[HeadChange]:
    """The same pool by pool in an interval of the day, on all days at once; at all times where no interval is given.

    Parameters
    ----------
    start : str
        A time in it, such as ``09:30``; empty for all.
    """
    found = []
    for pool in dict.fromkeys(place.pool for place in choice.places):
        there = [
            index
            for index, place in enumerate(choice.places)
            if place.pool == pool and (not start or place.has(parse_clock(start)))
        ]
        days = len({day for index in there for day in choice.places[index].days})
        said = f"{pool}, {start or 'all the time'} on {days} {'day' if days == 1 else 'days'}"
        found += _more_and_fewer(choice, plan, said, there)
    return found


def one_missing(choice: Choice, plan: Plan) -> list[HeadChange]:
    """One head of each pool missing at all times; who is missing is paid."""
    cases = []
    for pool in dict.fromkeys(place.pool for place in choice.places):
        heads = tuple(
            max(0, count - 1) if place.pool == pool else count
            for place, count in zip(choice.places, plan.heads, strict=True)
        )
        if heads != plan.heads and can_be_run(choice, heads):
            cases.append(HeadChange(pool, -1, heads, 0.0))
    return cases


def _more_and_fewer(choice: Choice, plan: Plan, what: str, there: Sequence[int]) -> list[HeadChange]:
    """One head more, and one fewer, in some stretches of a pool; fewer where somebody is."""
    cases = []
    for more in (1, -1):
        changed = [index for index in there if plan.heads[index] + more >= 0]
        heads = list(plan.heads)
        for index in changed:
            heads[index] += more
        if changed and can_be_run(choice, tuple(heads)):
            places = [choice.places[index] for index in changed]
            cost = sum(choice.scenario.pools[place.pool].cost * place.minutes for place in places)
            within = ((choice.bounds(index), heads[index]) for index in changed)
            allowed = all(least <= count <= most for (least, most), count in within)
            cases.append(HeadChange(what, more, tuple(heads), more * cost, allowed))
    return cases
