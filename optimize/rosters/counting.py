"""Where a roster is impossible by counting alone: more shifts, or hours, in a week than its people can work.

That needs no search, so it is known and said even where a search would not end in time.
"""

from __future__ import annotations

from collections.abc import Iterator

from optimize.rosters.posts import Post
from optimize.rosters.program import Task
from sim.scenario.people import Person

WHOLE = 1e-9
"""Hours within which a number of shifts counts as whole."""


def too_few_people(task: Task) -> tuple[str, ...]:
    """What the people of a pool, or of all pools together, cannot work in a whole week of the horizon, in words; empty where counting
    shows nothing."""
    pools = list(dict.fromkeys(post.pool for post in task.posts))
    groups = [frozenset([pool]) for pool in pools]
    groups += [frozenset(pools)] if len(pools) > 1 else []
    return tuple(
        line for group in groups for week in _whole_weeks(task) for line in _short(task, group, week)
    )


def _whole_weeks(task: Task) -> list[range]:
    return [week for week in task.weeks if week[0] in task.days and week[-1] in task.days]


def _short(task: Task, pools: frozenset[str], week: range) -> Iterator[str]:
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


def _most_shifts(task: Task, person: Person, posts: list[Post], week: range) -> int:
    """The most shifts that somebody can begin in a week: by days off, fixed ones too, and by hours."""
    calendar = task.scenario.calendar
    free = sum(not person.is_off(calendar.date(day)) for day in week)
    shortest = min((_hours_in(post, week) for post in posts), default=0.0)
    by_hours = int(person.most / shortest + WHOLE) if shortest else len(week)
    return min(len(week) - task.rules.days_off, free, by_hours)


def _hours_in(post: Post, week: range) -> float:
    """Paid hours of a post that lie in a week."""
    return sum(post.minutes_on(day) for day in post.days if day in week) / 60
