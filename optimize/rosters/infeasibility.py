"""Why no roster keeps all rules, in words.

Counting alone may say so: more shifts, or hours, in a week than its people can work. That needs no search, so it is said even where a search
would not end in time. Otherwise a program says which shifts stay empty, and which rules would have to give way for them.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator, Mapping
from functools import partial

from optimize.deadline import Deadline
from optimize.rosters.posts import Post, post_name
from optimize.rosters.program import Family, RosterProgram, RosterTask, Rule, empty_program
from optimize.rosters.rules import add_rules, price_of_giving_way
from optimize.rosters.three_step_solver import NEARLY, Say, Solved, solve_in_three_steps
from optimize.solver_status import Status
from sim.scenario.people import Person

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


def contradictions(task: RosterTask, until: Deadline, say: Say) -> tuple[str, ...]:
    """Which rules and days contradict each other.

    Two programs, each of which minimises what is not kept: the first keeps all rules and leaves shifts empty, the second
    fills the shifts and lets rules give way.

    Parameters
    ----------
    task : RosterTask
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
        solved = solve_in_three_steps(partial(_softened, task, softened), half, say)
        lines = _lines(task, solved)
        if lines:
            fewest = "" if solved.status is Status.OPTIMAL else " (perhaps less would do)"
            more = [f"and {len(lines) - MOST_LINES} more"] if len(lines) > MOST_LINES else []
            found += [f"{head}{fewest}:", *(f"  {line}" for line in (*lines[:MOST_LINES], *more))]
    return tuple(found)


def _softened(task: RosterTask, softened: Mapping[Family, float]) -> RosterProgram:
    program = empty_program(task)
    add_rules(program, softened)
    program.problem += price_of_giving_way(program, softened)
    return program


def broken_rules(task: RosterTask, working: Collection[tuple[int, int]]) -> tuple[str, ...]:
    """Which rules a roster breaks that somebody gives, in words; empty where it keeps them all.

    Parameters
    ----------
    task : RosterTask
        The shifts, and the rules.
    working : collection of (int, int)
        Numbers of people and posts, where the person works the post.
    """
    unable = sorted(
        f"{task.people[person].name} works in {task.posts[post].pool}, which is not among the pools of the table of people"
        for person, post in working
        if not task.able(person, task.posts[post])
    )

    def given() -> RosterProgram:
        program = _softened(task, GIVING_WAY)
        for key, works in program.works.items():
            works.lowBound = works.upBound = int(key in working)
        return program

    solved = solve_in_three_steps(given, Deadline())
    broken = (
        _broken(task, rule, size) for rule, size in solved.given_way if size > NEARLY and rule.post is None
    )
    lines = (*dict.fromkeys(unable), *broken)
    more = len(lines) - MOST_LINES
    return (*lines[:MOST_LINES], f"and {more} more") if more > 0 else lines


def _lines(task: RosterTask, solved: Solved) -> list[str]:
    """What gave way, in words; hours that a contract lacks only where nothing else did."""
    broken = [(rule, size) for rule, size in solved.given_way if size > NEARLY]
    others = [(rule, size) for rule, size in broken if rule.family != "least_hours"]
    return [_broken(task, rule, size) for rule, size in others or broken]


def _broken(task: RosterTask, rule: Rule, size: float) -> str:
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


def _empty(task: RosterTask, post: Post, missing: int) -> str:
    name = post_name(post)
    return f"{task.date_of(post.day)}: {missing} of {post.heads} shifts {name} stay empty"


WHOLE = 1e-9
"""Hours within which a number of shifts counts as whole."""


def too_few_people(task: RosterTask) -> tuple[str, ...]:
    """What the people of a pool, or of all pools together, cannot work in a whole week of the horizon, in words; empty where counting
    shows nothing."""
    pools = list(dict.fromkeys(post.pool for post in task.posts))
    groups = [frozenset([pool]) for pool in pools]
    groups += [frozenset(pools)] if len(pools) > 1 else []
    return tuple(
        line for group in groups for week in _whole_weeks(task) for line in _short(task, group, week)
    )


def _whole_weeks(task: RosterTask) -> list[range]:
    return [week for week in task.weeks if week[0] in task.days and week[-1] in task.days]


def _short(task: RosterTask, pools: frozenset[str], week: range) -> Iterator[str]:
    """What a group of pools lacks in a week: people for its shifts, or their hours."""
    posts = [post for post in task.posts if post.pool in pools and post.day in week]
    people = [person for person in task.people if person.pools & pools]
    shifts = sum(post.heads for post in posts)
    of = f"({', '.join(sorted(pools))}) in the week of {task.date_of(week[0])}"
    room = [_most_shifts(task, person, posts, week) for person in people]
    if shifts > sum(room):
        yield f"{shifts} shifts {of}, {_of_shifts(shifts, room)}"
    hours = sum(post.heads * _hours_in(post, week) for post in posts)
    most = sum(person.most for person in people)
    if hours > most + WHOLE:
        yield f"{hours:g} h {of}, and the {len(people)} people who can work them have {most:g} h in a week"


def _of_shifts(shifts: int, room: list[int]) -> str:
    """How many people there are for some shifts, and how many would be needed where all can work as many."""
    if len(set(room)) == 1 and room[0]:
        each = room[0]
        return f"which need {-(-shifts // each)} people at {each} shifts each, and there are {len(room)}"
    return f"of which the {len(room)} people who can work them can work {sum(room)}"


def _most_shifts(task: RosterTask, person: Person, posts: list[Post], week: range) -> int:
    """The most shifts that somebody can begin in a week: by days off, fixed ones too, and by hours."""
    free = sum(not task.is_off(person, day) for day in week)
    shortest = min((_hours_in(post, week) for post in posts), default=0.0)
    by_hours = int(person.most / shortest + WHOLE) if shortest else len(week)
    return min(len(week) - task.rules.days_off, free, by_hours)


def _hours_in(post: Post, week: range) -> float:
    """Paid hours of a post that lie in a week."""
    return sum(post.minutes_on(day) for day in post.days if day in week) / 60
