"""The integer program of a roster: who works which shift, with rules that are kept or, to find a contradiction, softened."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any, Literal

import pulp

from optimize.plans.shifts import minutes_of, paid_parts
from optimize.rosters.posts import Post, after_midnight
from sim.scenario import Scenario
from sim.scenario.people import Person, Worked
from sim.scenario.roster import Roster
from sim.scenario.units import DAY, WEEKDAYS, Window
from sim.time.windows import clip

Family = Literal[
    "posts", "one", "off", "rest", "days_in_a_row", "days_off", "free_weekends", "most_hours", "least_hours"
]
"""Families of rules."""


@dataclass(frozen=True)
class RosterTask:
    """What a roster is wanted for.

    Attributes
    ----------
    scenario : Scenario
        With its section `staffing.roster`.
    posts : tuple of Post
        The shifts to be given to people.
    """

    scenario: Scenario
    posts: tuple[Post, ...]

    @cached_property
    def rules(self) -> Roster:
        """The section `staffing.roster`."""
        assert self.scenario.staffing is not None
        assert self.scenario.staffing.roster is not None
        return self.scenario.staffing.roster

    @property
    def people(self) -> tuple[Person, ...]:
        """Everybody."""
        return self.rules.people

    @property
    def days(self) -> range:
        """Days of the horizon."""
        return range(self.scenario.calendar.days)

    @cached_property
    def numbers(self) -> dict[str, int]:
        """Number of each person."""
        return {person.name: number for number, person in enumerate(self.people)}

    @cached_property
    def existing(self) -> dict[tuple[int, int], Worked]:
        """Who works when by the existing roster: by person and day, before the horizon as well."""
        first = self.scenario.calendar.date(0)
        return {
            (self.numbers[row.name], (row.date - first).days): row
            for row in self.rules.existing
            if row.name in self.numbers
        }

    @cached_property
    def covered(self) -> range:
        """Days of which the existing roster speaks; negative before the horizon."""
        first = self.scenario.calendar.date(0)
        days = [(row.date - first).days for row in self.rules.existing]
        return range(min(days), max(days) + 1) if days else range(0)

    def before(self, person: int, day: int) -> Worked | None:
        """What somebody worked on a day before the horizon."""
        return self.existing.get((person, day)) if day < 0 else None

    def came_over(self, person: int, day: int) -> bool:
        """Whether somebody is still at work on a day from a shift that began before the horizon, on the day before it."""
        row = self.before(person, day - 1)
        return row is not None and row.time.end > DAY

    def worked(self, person: int, day: int) -> bool:
        """Whether it is known beforehand that somebody works on a day: one before the horizon, or its first after a night."""
        return self.before(person, day) is not None or self.came_over(person, day)

    def hours_before(self, person: int, day: int) -> float:
        """Hours paid to somebody on a day for shifts that began before the horizon."""
        own, last = self._paid_before(person, day), self._paid_before(person, day - 1)
        return (minutes_of(own) - after_midnight(own) + after_midnight(last)) / 60

    def _paid_before(self, person: int, day: int) -> tuple[Window, ...]:
        """What was paid of a shift that began on a day before the horizon, cut at midnight."""
        row = self.before(person, day)
        if row is None:
            return ()
        working = {pool for site in self.scenario.sites.values() for pool in site.pools}
        if row.pool in working:
            return paid_parts(self.scenario, row.pool, day, (row.time,))
        return tuple(clip(row.time, [Window(0.0, DAY), Window(DAY, 2 * DAY)]))

    @cached_property
    def weeks(self) -> tuple[range, ...]:
        """Weeks from Monday to Sunday that share a day with the horizon; days before and after it among their days."""
        first = -self.scenario.calendar.date(0).weekday()
        return tuple(range(day, day + 7) for day in range(first, len(self.days), 7))

    def knows(self, days: Sequence[int]) -> bool:
        """Whether it is known of all these days who works: those of the horizon, and those that the existing roster covers
        before it."""
        return all(day in self.days or (day < 0 and day in self.covered) for day in days)

    def date_of(self, day: int) -> str:
        """A day for people: ``mon 2024-01-01``."""
        date = self.scenario.calendar.date(day)
        return f"{WEEKDAYS[date.weekday()]} {date.isoformat()}"

    def is_off(self, person: Person, day: int) -> bool:
        """Whether a day is a fixed day off of somebody."""
        date = self.scenario.calendar.date(day)
        return person.is_off(date, self.scenario.calendar.weekday(date))

    def able(self, person: int, post: Post) -> bool:
        """Whether somebody can work a post, fixed days off aside."""
        return post.pool in self.people[person].pools


@dataclass(frozen=True)
class Rule:
    """That a sum of variables is at least or at most something.

    Attributes
    ----------
    family : str
        Of which family of rules.
    person : int or None
        Whom it is about.
    days : tuple of int
        Which days it is about.
    terms : tuple
        What is added up, terms of PuLP.
    least, most : float or None
        The bounds.
    post : Post or None
        Which post it is about.
    """

    family: Family
    person: int | None
    days: tuple[int, ...]
    terms: tuple[Any, ...]
    least: float | None = None
    most: float | None = None
    post: Post | None = None

    @property
    def is_kept_anyway(self) -> bool:
        """Whether there is nothing to add up, and nothing keeps to the bounds."""
        return not self.terms and (self.least or 0) <= 0 and (self.most is None or self.most >= 0)


@dataclass
class RosterProgram:
    """A program and its variables.

    Attributes
    ----------
    task : RosterTask
        What it is about.
    problem : LpProblem
        PuLP's model.
    works : dict
        By person and number of the post, the variable that is 1 where the person works it.
    given_way : list of (Rule, LpVariable)
        Each softened rule, and by how much it is not kept.
    """

    task: RosterTask
    problem: Any
    works: dict[tuple[int, int], Any] = field(default_factory=dict)
    given_way: list[tuple[Rule, Any]] = field(default_factory=list)
    _by_day: dict[tuple[int, int], list[int]] = field(default_factory=dict)
    _at_work: dict[tuple[int, int], list[Any]] = field(default_factory=dict)

    def posts_on(self, person: int, day: int) -> list[int]:
        """Numbers of the posts that begin on a day and that somebody can work."""
        return self._by_day.get((person, day), [])

    def nights_into(self, person: int, day: int) -> list[int]:
        """Numbers of the posts that begin on the day before, reach into a day, and that somebody can work."""
        return [post for post in self.posts_on(person, day - 1) if day in self.task.posts[post].days]

    def on(self, person: int, day: int) -> list[Any]:
        """The variables of somebody's posts that begin on a day; their sum is 1 where the person begins one."""
        return [self.works[person, post] for post in self.posts_on(person, day)]

    def at_work(self, person: int, day: int) -> list[Any]:
        """Variables whose sum is 1 if some of somebody's shifts lies on a day: one that begins there, or that came over midnight.

        Empty where it is known beforehand that the person works (see :meth:`RosterTask.worked`). The sum may be 1 on a day without
        work where both kinds of shifts are, and nothing asks for 0; so it is for rules and prices that limit work.
        """
        if (person, day) not in self._at_work:
            self._at_work[person, day] = (
                [] if self.task.worked(person, day) else self._on_or_over(person, day)
            )
        return self._at_work[person, day]

    def _on_or_over(self, person: int, day: int) -> list[Any]:
        begins = self.on(person, day)
        over = [self.works[person, post] for post in self.nights_into(person, day)]
        if not begins or not over:
            return begins or over
        flag = self.flag(f"at_work_{person}_{day}")  # a night and the next one are one day of work
        for terms in (begins, over):
            self.problem += pulp.lpSum([*terms, -1 * flag]) <= 0
        return [flag]

    def flag(self, name: str) -> Any:
        """A new variable that is 0 or 1."""
        return self.problem.add_variable(name, 0, 1, pulp.LpInteger)

    def add(self, family: Iterable[Rule], softened: Mapping[Family, float]) -> None:
        """Add a family of rules; those of families that are softened may give way, at that price a unit."""
        for rule in family:
            if rule.is_kept_anyway:
                continue
            least, most = list(rule.terms), list(rule.terms)
            if rule.family in softened:
                slack = self.problem.add_variable(f"given_way_{len(self.given_way)}", 0)
                self.given_way.append((rule, slack))
                if rule.least is not None:
                    least.append(slack)
                else:
                    most.append(-1 * slack)
            if rule.least is not None:
                self.problem += pulp.lpSum(least) >= rule.least
            if rule.most is not None:
                self.problem += pulp.lpSum(most) <= rule.most


def empty_program(task: RosterTask) -> RosterProgram:
    """Variables, and no rules."""
    program = RosterProgram(task, pulp.LpProblem("roster", pulp.LpMinimize))
    for person in range(len(task.people)):
        for number, post in enumerate(task.posts):
            if task.able(person, post):
                program.works[person, number] = program.flag(f"works_{person}_{number}")
                program._by_day.setdefault((person, post.day), []).append(number)
    return program
