"""What a roster aims at within its rules, each aim one function: fair hours, late and weekend shifts, wishes, few changes.

An aim yields terms of the objective; their sum is the roster's penalty, which the weights of the scenario define.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Iterator
from typing import Any

import pulp

from optimize.rosters.posts import Post
from optimize.rosters.program import RosterProgram, RosterTask
from optimize.rosters.rules import SATURDAY

WHOLE = 1e-6
"""Share of a shift within which a fair number counts as whole."""


def hours_are_fair(program: RosterProgram) -> Iterator[Any]:
    """Hours outside the fair ones, in lengths of the longest shift."""
    longest = max((post.minutes for post in program.task.posts), default=0.0)
    if longest:
        weight = program.task.rules.weights.hours
        yield from _near(program, "hours", weight, lambda post: post.minutes / longest)


def late_shifts_are_fair(program: RosterProgram) -> Iterator[Any]:
    """Late shifts outside the fair number."""
    task = program.task
    yield from _near(program, "late", task.rules.weights.late, lambda post: float(is_late(task, post)))


def weekends_are_fair(program: RosterProgram) -> Iterator[Any]:
    """Shifts on Saturdays and Sundays outside the fair number."""
    task = program.task
    yield from _near(
        program, "weekend", task.rules.weights.weekend, lambda post: float(is_weekend(task, post))
    )


def is_late(task: RosterTask, post: Post) -> bool:
    """Whether a post ends after the hour from which shifts are late."""
    return post.time.end > task.rules.late_from


def is_weekend(task: RosterTask, post: Post) -> bool:
    """Whether some of a post is on a Saturday or Sunday that is no working day."""
    calendar = task.scenario.calendar
    return any(calendar.weekday(calendar.date(day)) >= SATURDAY for day in post.days)


def fair_shares(task: RosterTask, size: Callable[[Post], float]) -> list[float]:
    """What falls to each person if every post is shared out to all who may work it, by their most hours.

    Parameters
    ----------
    task : RosterTask
        Posts and people.
    size : callable
        What a post counts.
    """
    shares = [0.0] * len(task.people)
    for post in task.posts:
        able = [
            (number, person.most)
            for number, person in enumerate(task.people)
            if task.able(number, post) and not any(task.is_off(person, day) for day in post.days)
        ]
        whole = sum(most for _, most in able)
        for number, most in able if whole else ():
            shares[number] += size(post) * post.heads * most / whole
    return shares


def _near(program: RosterProgram, name: str, weight: float, size: Callable[[Post], float]) -> Iterator[Any]:
    """By how much what each person works lies below the fair share rounded down, or above it rounded up."""
    task = program.task
    sizes = [size(post) for post in task.posts]
    if not weight or not any(sizes):
        return
    for person, fair in enumerate(fair_shares(task, size)):
        terms = [sizes[post] * works for (who, post), works in program.works.items() if who == person]
        below = program.problem.add_variable(f"{name}_below_{person}", 0)
        above = program.problem.add_variable(f"{name}_above_{person}", 0)
        program.problem += pulp.lpSum([*terms, below]) >= math.floor(fair + WHOLE)
        program.problem += pulp.lpSum([*terms, -1 * above]) <= math.ceil(fair - WHOLE)
        yield weight * below
        yield weight * above


def wishes_are_met(program: RosterProgram) -> Iterator[Any]:
    """Wishes that are not met: a day off is one without any work, and a shift is worked on the day on which it begins."""
    task, weight = program.task, program.task.rules.weights.wishes
    day_of = {task.scenario.calendar.date(day): day for day in task.days}
    for row in task.rules.wishes:
        person, day = task.numbers[row.name], day_of[row.date]
        price = weight * row.weight
        if row.wish == "off":
            yield from (price * works for works in program.at_work(person, day))
            continue
        wanted = [
            program.works[person, number]
            for number in program.posts_on(person, day)
            if row.wish in ("work", task.posts[number].kind)
        ]
        yield pulp.lpSum([price])
        yield from (-price * works for works in wanted)


def little_changes(program: RosterProgram) -> Iterator[Any]:
    """Days on which somebody works otherwise than in the existing roster."""
    task, weight = program.task, program.task.rules.weights.changes
    for day in task.days if weight else ():
        for person in range(len(task.people)) if day in task.covered else ():
            row = task.existing.get((person, day))
            if row is None:
                yield from (weight * works for works in program.on(person, day))
                continue
            same = [
                program.works[person, number]
                for number in program.posts_on(person, day)
                if (row.pool, row.kind, row.time) == _identity(task.posts[number])
            ]
            yield pulp.lpSum([weight])
            yield from (-weight * works for works in same)


def _identity(post: Post) -> tuple[object, ...]:
    return post.pool, post.kind, post.time


AIMS: tuple[Callable[[RosterProgram], Iterator[Any]], ...] = (
    hours_are_fair,
    late_shifts_are_fair,
    weekends_are_fair,
    wishes_are_met,
    little_changes,
)
"""All aims."""
