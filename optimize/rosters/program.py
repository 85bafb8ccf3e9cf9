"""The integer program of a roster: who works which shift, with rules that are kept or, to find a contradiction, softened."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any, Literal

import pulp

from optimize.plans.shifts import paid_minutes
from optimize.rosters.posts import Post
from sim.scenario import Scenario
from sim.scenario.people import Person, Worked
from sim.scenario.roster import Roster

Family = Literal[
    "posts", "one", "off", "rest", "days_in_a_row", "days_off", "free_weekends", "most_hours", "least_hours"
]
"""Families of rules."""


@dataclass(frozen=True)
class Task:
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

    def hours_before(self, person: int, day: int) -> float:
        """Hours paid to somebody on a day before the horizon."""
        row = self.before(person, day)
        if row is None:
            return 0.0
        working = {pool for hall in self.scenario.halls.values() for pool in hall.pools}
        working |= {pool for centre in self.scenario.centres.values() for pool in centre.pools}
        minutes = (
            paid_minutes(self.scenario, row.pool, day, (row.time,))
            if row.pool in working
            else row.time.end - row.time.start
        )
        return minutes / 60

    @cached_property
    def weeks(self) -> tuple[range, ...]:
        """Weeks from Monday to Sunday that share a day with the horizon; days before and after it among their days."""
        first = -self.scenario.calendar.date(0).weekday()
        return tuple(range(day, day + 7) for day in range(first, len(self.days), 7))

    def knows(self, days: Sequence[int]) -> bool:
        """Whether it is known of all these days who works: those of the horizon, and those that the existing roster covers
        before it."""
        return all(day in self.days or (day < 0 and day in self.covered) for day in days)

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
    task : Task
        What it is about.
    problem : LpProblem
        PuLP's model.
    works : dict
        By person and number of the post, the variable that is 1 where the person works it.
    given_way : list of (Rule, LpVariable)
        Each softened rule, and by how much it is not kept.
    """

    task: Task
    problem: Any
    works: dict[tuple[int, int], Any] = field(default_factory=dict)
    given_way: list[tuple[Rule, Any]] = field(default_factory=list)
    _by_day: dict[tuple[int, int], list[int]] = field(default_factory=dict)

    def posts_on(self, person: int, day: int) -> list[int]:
        """Numbers of the posts of a day that somebody can work."""
        return self._by_day.get((person, day), [])

    def on(self, person: int, day: int) -> list[Any]:
        """The variables of somebody's posts on a day; their sum is 1 where the person works."""
        return [self.works[person, post] for post in self.posts_on(person, day)]

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


def empty_program(task: Task) -> RosterProgram:
    """Variables, and no rules."""
    program = RosterProgram(task, pulp.LpProblem("roster", pulp.LpMinimize))
    for person in range(len(task.people)):
        for number, post in enumerate(task.posts):
            if task.able(person, post):
                program.works[person, number] = program.flag(f"works_{person}_{number}")
                program._by_day.setdefault((person, post.day), []).append(number)
    return program
