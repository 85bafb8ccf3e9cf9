"""Small rosters, and a judge of them that knows the rules by itself."""

from __future__ import annotations

import datetime as dt
import math
from collections.abc import Iterator, Mapping, Sequence
from itertools import pairwise, product
from typing import Any

from optimize.rosters.posts import Post
from optimize.rosters.program import RosterTask
from sim.scenario.units import Window
from tests.scenarios_for_tests import small

TYPES = {
    "early": {"earliest": "08:00", "lengths": ["8 h"]},
    "late": {"earliest": "14:00", "lengths": ["8 h"]},
}
TIMES = {"early": Window(480, 960), "late": Window(840, 1320)}
PEOPLE = "name,pools,most_hours\nAn,clerks,40\nBo,clerks,40\nCai,clerks,40\n"
MONDAY = dt.date(2024, 1, 1)

Roster = dict[tuple[int, int], str]
"""By person and day, the type of the shift."""


def made(
    wanted: Mapping[str, Sequence[int]],
    rules: Mapping[str, Any] | None = None,
    people: str = PEOPLE,
    tables: Mapping[str, str] | None = None,
) -> RosterTask:
    """A hall open from 08:00 to 22:00 from Monday 2024-01-01 on.

    Parameters
    ----------
    wanted : mapping
        By type of shift, how many people on each day.
    rules : mapping
        The section `staffing.roster` but for the people.
    people : str
        The table of people.
    tables : mapping
        More tables.
    """
    days = max(map(len, wanted.values()))
    scenario = small(
        {
            "calendar": {"start": MONDAY.isoformat(), "days": days, "hours": ["08:00-22:00"]},
            "pools.clerks.cost": "60 yuan/h",
            "targets": [{"measure": "wait_mean", "at_most": "5 min"}],
            "staffing": {
                "pools": {"clerks": {"most": 9, "shift_types": TYPES}},
                "roster": {"people": "people.csv", **(rules or {})},
            },
        },
        {"people.csv": people, "profile.csv": "start,end,weight\n08:00,22:00,1\n", **(tables or {})},
    )
    posts = [
        Post("clerks", kind, day, TIMES[kind], 480.0, (None,) * count)
        for kind, counts in wanted.items()
        for day, count in enumerate(counts)
        if count
    ]
    return RosterTask(scenario, tuple(sorted(posts, key=lambda post: (post.day, post.time))))


def every_roster(task: RosterTask) -> Iterator[Roster]:
    """All rosters that fill the posts with one shift a person and day, whatever the other rules say."""
    people, days = range(len(task.people)), list(task.days)
    wanted = {(post.day, post.kind): post.heads for post in task.posts}
    of_day = []
    for day in days:
        fills = [
            kinds
            for kinds in product(("", *TYPES), repeat=len(people))
            if all(kinds.count(kind) == wanted.get((day, kind), 0) for kind in TYPES)
        ]
        of_day.append(fills)
    for chosen in product(*of_day):
        yield {(person, day): chosen[day][person] for day in days for person in people if chosen[day][person]}


def broken_rules(task: RosterTask, roster: Roster) -> list[str]:
    """Every rule that a roster breaks, found by looking at each person's days one after the other."""
    rules, found, days = task.rules, [], len(task.days)
    for number, person in enumerate(task.people):
        shifts = [roster.get((number, day), "") for day in range(days)]
        dates = [MONDAY + dt.timedelta(day) for day in range(days)]
        if any(
            shift and person.is_off(date, date.weekday()) for shift, date in zip(shifts, dates, strict=True)
        ):
            found.append(f"{person.name} off")
        for before, after in pairwise(shifts):
            if before and after and 1440 + TIMES[after].start - TIMES[before].end < rules.rest:
                found.append(f"{person.name} rest")
        longest = max(map(len, "".join("x" if shift else " " for shift in shifts).split()), default=0)
        if longest > rules.days_in_a_row:
            found.append(f"{person.name} days_in_a_row")
        for first in range(0, days - 6, 7):
            week = "".join("x" if shift else "o" for shift in shifts[first : first + 7])
            in_a_row = "o" * rules.days_off in week
            if week.count("o") < rules.days_off or (rules.together and not in_a_row):
                found.append(f"{person.name} days_off")
        weekends = [shifts[first + 5 : first + 7] for first in range(0, days - 6, 7)]
        if sum(not any(weekend) for weekend in weekends) < rules.free_weekends:
            found.append(f"{person.name} free_weekends")
        for first in range(0, days, 7):
            if 8 * sum(map(bool, shifts[first : first + 7])) > person.most:
                found.append(f"{person.name} most_hours")
        if 8 * sum(map(bool, shifts)) < person.least * days / 7 - 1e-9:
            found.append(f"{person.name} least_hours")
    return found


def penalty(task: RosterTask, roster: Roster) -> float:
    """The penalty of a roster of people who can all work everywhere and have no fixed days off, as the scenario defines it."""
    total, weights = 0.0, task.rules.weights
    most = [person.most for person in task.people]
    for weight, counted in (
        (weights.hours, lambda day, kind: True),
        (weights.late, lambda day, kind: kind == "late"),
        (weights.weekend, lambda day, kind: day % 7 >= 5),
    ):
        counts = [
            sum(counted(day, kind) for (who, day), kind in roster.items() if who == number)
            for number in range(len(most))
        ]
        for count, share in zip(counts, most, strict=True):
            fair = sum(counts) * share / sum(most)
            total += weight * max(0, math.floor(fair + 1e-9) - count, count - math.ceil(fair - 1e-9))
    for wish in task.rules.wishes:
        got = roster.get((task.numbers[wish.name], (wish.date - MONDAY).days), "off")
        met = wish.wish == got or (wish.wish == "work" and got != "off")
        total += weights.wishes * wish.weight * (not met)
    return total
