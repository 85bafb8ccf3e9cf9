"""Why no roster keeps all rules, in words: which shifts stay empty, and which rules would have to give way for them."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from functools import partial

from optimize.deadline import Deadline
from optimize.ending import Status
from optimize.rosters.posts import Post, post_name
from optimize.rosters.program import Family, RosterProgram, Rule, Task, empty_program
from optimize.rosters.rules import add_rules, price_of_giving_way
from optimize.rosters.steps import NEARLY, Say, Solved, by_steps

EMPTY_SHIFTS: Mapping[Family, float] = {"posts": 1.0, "least_hours": 0.01}
"""Prices of empty shifts, and of an hour that a contract lacks, while all other rules are kept."""

GIVING_WAY: Mapping[Family, float] = {
    "posts": 100.0,
    "off": 2.0,
    "rest": 1.0,
    "days_in_a_row": 1.0,
    "days_off": 1.0,
    "free_weekends": 1.0,
    "most_hours": 0.125,
    "least_hours": 0.01,
}
"""Prices of rules that give way, a unit of each (an eighth an hour: a shift of 8 h is a unit), while shifts are filled
(assumed: a fixed day off is broken last)."""

HALF = 0.5
MOST_LINES = 12
"""Lines of each kind that are shown."""


def contradictions(task: Task, until: Deadline, say: Say) -> tuple[str, ...]:
    """Which rules and days contradict each other.

    Two programs, each of which minimises what is not kept: the first keeps all rules and leaves shifts empty, the second
    fills the shifts and lets rules give way.

    Parameters
    ----------
    task : Task
        What has no roster.
    until : Deadline
        When to end; each program has half of the time.
    say : callable
        Told what is going on.
    """
    found: list[str] = []
    for softened, head in (
        (EMPTY_SHIFTS, "if all other rules are kept"),
        (GIVING_WAY, "for all shifts to be worked"),
    ):
        say(f"roster: what contradicts what {head}")
        half = until.part(HALF) if softened is EMPTY_SHIFTS else until
        solved = by_steps(partial(_softened, task, softened), half, say)
        lines = _lines(task, solved)
        if lines:
            fewest = "" if solved.status is Status.OPTIMAL else " (perhaps less would do)"
            more = [f"and {len(lines) - MOST_LINES} more"] if len(lines) > MOST_LINES else []
            found += [f"{head}{fewest}:", *(f"  {line}" for line in (*lines[:MOST_LINES], *more))]
    return tuple(found)


def _softened(task: Task, softened: Mapping[Family, float]) -> RosterProgram:
    program = empty_program(task)
    add_rules(program, softened)
    program.problem += price_of_giving_way(program, softened)
    return program


def _lines(task: Task, solved: Solved) -> list[str]:
    """What gave way, in words; hours that a contract lacks only where nothing else did."""
    broken = [(rule, size) for rule, size in solved.given_way if size > NEARLY]
    others = [(rule, size) for rule, size in broken if rule.family != "least_hours"]
    return [_broken(task, rule, size) for rule, size in others or broken]


def _broken(task: Task, rule: Rule, size: float) -> str:
    """What a rule that is not kept means, in words."""
    if rule.post is not None:
        return _empty(task, rule.post, round(size))
    assert rule.person is not None
    person, rules = task.people[rule.person], task.rules
    first, last = task.date_of(rule.days[0]), task.date_of(rule.days[-1])
    words: dict[Family, Callable[[], str]] = {
        "off": lambda: f"works on the fixed day off {first}",
        "rest": lambda: f"has less than {rules.rest / 60:g} h of rest from {first} to {last}",
        "days_in_a_row": lambda: f"works more than {rules.days_in_a_row} days in a row, {first} to {last}",
        "days_off": lambda: (
            f"has fewer than {rules.days_off} days off in the week of {first}"
            + (", or not in a row" if rules.together else "")
        ),
        "free_weekends": lambda: f"has fewer than {rules.free_weekends} free weekends",
        "most_hours": lambda: f"works {person.most + size:g} h, {size:g} h too many, in the week of {first}",
        "least_hours": lambda: f"works {size:.4g} h less than {person.least:g} h a week",
    }
    return f"{person.name} {words[rule.family]()}"


def _empty(task: Task, post: Post, missing: int) -> str:
    name = post_name(post)
    return f"{task.date_of(post.day)}: {missing} of {post.heads} shifts {name} stay empty"
