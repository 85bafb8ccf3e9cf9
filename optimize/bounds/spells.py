"""Spells of a day in which the heads of some pools change once at most, and how many of them are there on average."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Any

from optimize.plans.choice import Choice
from optimize.plans.program import Program, weighted
from optimize.plans.stretches import hours_of
from sim.scenario.units import DAY, Window
from sim.time.duty_windows import servers_of
from sim.time.opening import opening_of

LONGEST = 60.0
"""Minutes up to which two parts of a day are one spell (assumed: longer ones say more, but only if heads do not change in them)."""


@dataclass(frozen=True)
class Spell:
    """A part of a day.

    Attributes
    ----------
    day : int
        Day of the horizon.
    start, change, end : float
        When it begins, heads change, and it ends, in minutes after midnight; `change` is `end` where they do not.
    """

    day: int
    start: float
    change: float
    end: float

    @property
    def minutes(self) -> float:
        """Its length."""
        return self.end - self.start


def spells_of(choice: Choice, pools: Sequence[str], day: int) -> Iterator[Spell]:
    """The open hours of a day as spells, from early to late: the stretches of some pools, and two short ones of one hour together."""
    for window in hours_of(choice.scenario, pools[0], day):
        edges = {window.start, window.end}
        for pool in pools:
            for index in choice.stretches_of(pool, day):
                span = choice.places[index].span
                edges |= {time for time in (span.start, span.end) if window.start < time < window.end}
        parts = [Window(*pair) for pair in pairwise(sorted(edges))]
        while parts:
            first, second = parts.pop(0), parts[0] if parts else None
            if second and first.start // LONGEST == (second.end - 1e-9) // LONGEST:
                yield Spell(day, first.start, first.end, parts.pop(0).end)
            else:
                yield Spell(day, first.start, first.end, first.end)


def mean_heads(program: Program, pools: Iterable[str], spell: Spell) -> Any:
    """Heads of some pools who are there in a spell on average, as an expression: those who are missing by chance left out, those in
    training not; of a pool that is not chosen the most that are there at once."""
    choice, given, terms = program.choice, 0.0, []
    for pool in pools:
        there = 1 - choice.scenario.pools[pool].chance_missing
        indices = choice.stretches_of(pool, spell.day)
        if not indices and not _is_chosen(choice, pool):
            given += there * most_given(choice, pool, spell)
        for index in indices:
            span = choice.places[index].span
            common = min(span.end, spell.end) - max(span.start, spell.start)
            if common > 0:
                terms.append((program.heads[index], there * common / spell.minutes))
    return weighted(terms) + given


def most_heads_in(choice: Choice, pools: Iterable[str], spell: Spell) -> int:
    """The most heads of some pools that can be there at once in a spell."""
    found = 0
    for pool in pools:
        here = [
            choice.bounds(index)[1]
            for index in choice.stretches_of(pool, spell.day)
            if choice.places[index].span.start < spell.end and choice.places[index].span.end > spell.start
        ]
        found += max(here, default=0) if _is_chosen(choice, pool) else most_given(choice, pool, spell)
    return found


def most_given(choice: Choice, pool: str, spell: Spell) -> int:
    """The most heads that a pool has at once in a spell by the scenario's own schedule."""
    scenario = choice.scenario
    servers = servers_of(scenario, pool, opening_of(scenario, scenario.site_of(pool).name))
    start, end = spell.day * DAY + spell.start, spell.day * DAY + spell.end
    return sum(any(duty.start < end and start < duty.end for duty in windows) for windows in servers.duty)


def _is_chosen(choice: Choice, pool: str) -> bool:
    assert choice.scenario.staffing is not None
    return pool in choice.scenario.staffing.pools
