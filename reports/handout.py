"""What the sheets of a workbook are made of: the shifts that are used, the parts of a site's day, the letters of shifts."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from itertools import count
from typing import NamedTuple

from optimize.plans.choice import Choice
from optimize.plans.plan import Plan
from optimize.plans.shifts import day_after
from optimize.rosters.roster import RosterFound
from reports.words import Words
from sim.scenario.units import DAY, Window, window_text
from sim.time.windows import without

MARKS = ("off", "wish", "holiday", "missed")
"""What is marked in a roster beside shifts; each has its letter in the words."""


class UsedShift(NamedTuple):
    """A shift that somebody works: its pool, type, time, break, paid hours, and its people by each day on which it may be worked."""

    pool: str
    kind: str
    time: Window
    pause: Window | None
    hours: float
    people: dict[int, int]

    @property
    def covers(self) -> list[Window]:
        """When those who work it are on duty."""
        return without(self.time, (self.pause,) if self.pause else ())


Code = tuple[str, str]
"""A pool and a type of shift."""


@dataclass(frozen=True)
class Handout:
    """A plan as a workbook shows it.

    Attributes
    ----------
    choice : Choice
        What was chosen.
    plan : Plan
        The plan.
    roster : RosterFound or None
        Who works what.
    """

    choice: Choice
    plan: Plan
    roster: RosterFound | None = None

    @cached_property
    def pools(self) -> tuple[str, ...]:
        """The pools whose heads were chosen."""
        return tuple(dict.fromkeys(place.pool for place in self.choice.places))

    @cached_property
    def sites(self) -> dict[str, list[str]]:
        """The sites where these work, with the pools of each."""
        found: dict[str, list[str]] = {}
        for pool in self.pools:
            found.setdefault(self.choice.scenario.site_of(pool).name, []).append(pool)
        return found

    @cached_property
    def days(self) -> list[int]:
        """Days on which a chosen pool can be on duty."""
        return sorted({day for place in self.choice.places for day in place.days})

    def is_by_shifts(self, pool: str) -> bool:
        """Whether the heads of a pool follow from people on shifts, which stand in a sheet of their own."""
        assert self.choice.scenario.staffing is not None
        return bool(self.roster or self.choice.scenario.staffing.pools[pool].shift_types)

    @cached_property
    def shifts(self) -> list[UsedShift]:
        """The shifts that somebody works on some day, pool by pool, from early to late."""
        alike: dict[tuple[object, ...], UsedShift] = {}
        for shift, number in zip(self.choice.shifts, self.plan.people, strict=True):
            if self.is_by_shifts(shift.pool):
                used = UsedShift(shift.pool, shift.kind, shift.time, shift.pause, shift.minutes / 60, {})
                place = (
                    self.pools.index(shift.pool),
                    shift.time,
                    shift.pause or shift.time,
                    shift.kind,
                    used.hours,
                )
                own = alike.setdefault(place, used).people
                own |= {day: own.get(day, 0) + number for day in shift.days}
        return [used for _, used in sorted(alike.items(), key=_place) if any(used.people.values())]

    def covering(self, pool: str, day: int, span: Window) -> Iterator[tuple[int, int]]:
        """Numbers of the used shifts that cover a stretch of a day, each with the day on which it begins."""
        later = Window(span.start + DAY, span.end + DAY)
        before = day - 1 if day else self.choice.scenario.calendar.days - 1  # the horizon goes round
        for number, shift in enumerate(self.shifts):
            if shift.pool == pool and day in shift.people and _covers(shift, span):
                yield number, day
            if shift.pool == pool and before in shift.people and _covers(shift, later):
                yield number, before

    def pauses(self, pool: str, day: int) -> list[Window]:
        """The breaks that somebody of a pool has on a day."""
        found = [
            (shift.pause, begun)
            for shift in self.shifts
            if shift.pool == pool and shift.pause
            for begun, people in shift.people.items()
            if people
        ]
        today = [pause for pause, begun in found if begun == day and pause.start < DAY]
        over = [
            Window(pause.start - DAY, pause.end - DAY)
            for pause, begun in found
            if pause.start >= DAY and day_after(self.choice.scenario, begun) == day
        ]
        return today + over

    def edges(self, site: str) -> list[float]:
        """The times at which something may begin or end at a site."""
        pools = self.sites[site]
        spans = [place.span for place in self.choice.places if place.pool in pools]
        low, high = min(span.start for span in spans), max(span.end for span in spans)
        for shift in self.shifts:
            if shift.pool in pools:
                spans += shift.covers
        edges = {edge % DAY if edge > DAY else edge for span in spans for edge in span}
        return sorted(edge for edge in edges if low <= edge <= high)

    def codes(self, say: Words) -> dict[Code, str]:
        """A letter for each pool and type of shift, or a letter and a number; none of those that mark something else."""
        taken = {say(f"mark.{name}") for name in MARKS}
        found: dict[Code, str] = {}
        for pool, kind in dict.fromkeys((shift.pool, shift.kind) for shift in self.shifts):
            letter = next((char.upper() for char in kind or pool if char.isalnum()), "S")
            names = (letter if number == 1 else f"{letter}{number}" for number in count(1))
            found[pool, kind] = next(name for name in names if name not in taken)
            taken.add(found[pool, kind])
        return found


def shift_text(code: str, time: Window) -> str:
    """A shift in a cell of a roster: ``E 08:30-17:00``."""
    return f"{code} {window_text(time)}"


def _covers(shift: UsedShift, span: Window) -> bool:
    return any(part.start <= span.start and span.end <= part.end for part in shift.covers)


def _place(item: tuple[tuple[object, ...], object]) -> tuple[object, ...]:
    return item[0]
