"""Shifts that pass midnight are work on both days: rosters of nights, against a judge that looks at minutes."""

from __future__ import annotations

import math
from collections.abc import Mapping
from itertools import pairwise, product
from typing import Any

import pytest

from optimize.plans.choice import choice_of
from optimize.rosters.aims import is_weekend
from optimize.rosters.posts import posts_of
from optimize.rosters.program import RosterTask
from optimize.rosters.roster import find_roster
from optimize.solver_status import Status
from sim.scenario import load
from tests.optimize.tiny import plan_with
from tests.scenarios_for_tests import small

DAY = 1440
TYPES = {
    "night": {"earliest": "22:00", "lengths": ["8 h"]},
    "day": {"earliest": "08:00", "lengths": ["8 h"]},
    "long": {"earliest": "20:00", "lengths": ["16 h"]},
}
THREE = "name,pools,most_hours\nAn,clerks,40\nBo,clerks,40\nCai,clerks,40\n"
NO_WEIGHTS = dict.fromkeys(("hours", "late", "weekend", "wishes", "changes"), 0)
HEAD = "name,date,pool,type,start,end\n"


def made(
    wanted: Mapping[str, str],
    rules: Mapping[str, Any],
    people: str = THREE,
    tables: Mapping[str, str] | None = None,
    weights: Mapping[str, float] | None = None,
) -> RosterTask:
    """A hall that is never closed, from Monday 2024-01-01 on; by type of shift a figure a day, how many work it."""
    days = max(map(len, wanted.values()))
    scenario = small(
        {
            "calendar": {"start": "2024-01-01", "days": days, "hours": ["00:00-24:00"], "interval": "1 h"},
            "pools.clerks.cost": "60 yuan/h",
            "targets": [{"measure": "wait_mean", "at_most": "5 min"}],
            "staffing": {
                "days": "apart",
                "pools": {"clerks": {"most": 9, "shift_types": {kind: TYPES[kind] for kind in wanted}}},
                "roster": {"people": "people.csv", "weights": {**NO_WEIGHTS, **(weights or {})}, **rules},
            },
        },
        {"people.csv": people, "profile.csv": "start,end,weight\n08:00,22:00,1\n", **(tables or {})},
    )
    choice = choice_of(scenario)
    counts = tuple(int(wanted[shift.kind][shift.days[0]]) for shift in choice.shifts)
    return RosterTask(scenario, posts_of(choice, plan_with(choice, counts)))


def is_kept(task: RosterTask, spans: list[tuple[float, float]], number: int) -> bool:
    """Whether the shifts of one person, in minutes from the first midnight on, keep all rules."""
    rules, person, days = task.rules, task.people[number], len(task.days)
    touched = {day for start, end in spans for day in range(int(start // DAY), math.ceil(end / DAY))}
    dates = {day: task.scenario.calendar.date(day) for day in range(days + 1)}
    if any(person.is_off(dates[day], dates[day].weekday()) for day in touched):
        return False
    if any(after[0] - before[1] < rules.rest for before, after in pairwise(sorted(spans))):
        return False
    runs = "".join("x" if day in touched else " " for day in range(days + 1)).split()
    if max(map(len, runs), default=0) > rules.days_in_a_row:
        return False
    for first in range(0, days - 6, 7):
        week = "".join("x" if day in touched else "o" for day in range(first, first + 7))
        if week.count("o") < rules.days_off or (rules.together and "o" * rules.days_off not in week):
            return False
    weekends = range(5, days - 1, 7)
    if sum(not touched & {day, day + 1} for day in weekends) < rules.free_weekends:
        return False
    for first in range(0, days, 7):
        low, high = first * DAY, (first + 7) * DAY
        minutes = sum(max(0, min(end, high) - max(start, low)) for start, end in spans)
        if minutes / 60 > person.most:
            return False
    return True


def spans_of(task: RosterTask, chosen: tuple[int, ...], number: int) -> list[tuple[float, float]]:
    """When somebody works, if `chosen` says who works each post."""
    return [
        (post.day * DAY + post.time.start, post.day * DAY + post.time.end)
        for post, who in zip(task.posts, chosen, strict=True)
        if who == number
    ]


SEVEN = {"night": "1111111"}
CASES: dict[str, RosterTask] = {
    "days off": made(SEVEN, {"days_off": 3}),
    "days off together": made(SEVEN, {"days_off": 2, "together": True}),
    "too many days off": made(SEVEN, {"days_off": 5}),
    "days in a row": made(SEVEN, {"days_in_a_row": 3}),
    "too few in a row": made(SEVEN, {"days_in_a_row": 1, "days_off": 0}),
    "free weekends": made(SEVEN, {"free_weekends": 1}),
    "fixed days off": made(
        SEVEN, {}, "name,pools,most_hours,off\nAn,clerks,40,tue\nBo,clerks,40,2024-01-08\nCai,clerks,24,sat\n"
    ),
    "hours of a week": made(
        SEVEN, {"days_off": 0}, "name,pools,most_hours\nAn,clerks,16\nBo,clerks,16\nCai,clerks,18\n"
    ),
    "hours of a week, too few": made(
        SEVEN, {"days_off": 0}, "name,pools,most_hours\nAn,clerks,16\nBo,clerks,16\nCai,clerks,17\n"
    ),
    "rest": made({"night": "111110", "day": "010101"}, {"rest": "16 h"}),
    "rest into the day after the next": made(
        {"long": "10100", "day": "00101"}, {"rest": "16 h"}, THREE[: THREE.index("Cai")]
    ),
}


@pytest.mark.parametrize("name", CASES)
def test_as_every_roster_says(name: str) -> None:
    """Every way to give the shifts away is judged by its minutes: there is a roster if one of them keeps the rules, and the one
    found does."""
    task = CASES[name]
    people = range(len(task.people))
    kept = [
        chosen
        for chosen in product(people, repeat=len(task.posts))
        if all(is_kept(task, spans_of(task, chosen, number), number) for number in people)
    ]
    answer = find_roster(task.scenario, task.posts)
    assert answer.status is (Status.OPTIMAL if kept else Status.INFEASIBLE)
    if kept:
        who = {(each.post.day, each.post.kind): each.person for each in answer.shifts}
        assert tuple(who[post.day, post.kind] for post in task.posts) in kept


def test_both_answers_are_among_the_cases() -> None:
    """Some cases have a roster and some have none, so that the test above can fail either way."""
    statuses = {name: find_roster(task.scenario, task.posts).exists for name, task in CASES.items()}
    assert not statuses["too many days off"]
    assert not statuses["hours of a week, too few"]
    assert statuses["hours of a week"]
    assert sum(statuses.values()) >= 5


def alone(
    rules: Mapping[str, Any], wanted: Mapping[str, str], off: str = "", before: str = ""
) -> tuple[str, ...]:
    """What stands in the way of a roster of one person."""
    tables = {"before.csv": HEAD + before} if before else {}
    more = {"existing": "before.csv"} if before else {}
    people = f"name,pools,most_hours,off\nAn,clerks,24,{off}\n"
    task = made(wanted, {"days_off": 0, **rules, **more}, people, tables)
    found = find_roster(task.scenario, task.posts)
    if found.exists:
        return ()
    place = found.reasons.index("for all shifts to be worked:")
    return tuple(line.strip() for line in found.reasons[place + 1 :])


@pytest.mark.parametrize(
    ("rules", "wanted", "off", "said"),
    [
        ({"days_off": 6}, "1", "", ("An has fewer than 6 days off in the week of mon 2024-01-01",)),
        ({"free_weekends": 1}, "00001", "", ("An has fewer than 1 free weekends",)),
        (
            {"days_in_a_row": 1},
            "1",
            "",
            ("An works more than 1 days in a row, mon 2024-01-01 to tue 2024-01-02",),
        ),
        ({}, "00001", "sat", ("An works on the fixed day off sat 2024-01-06",)),
        ({"days_off": 5}, "1", "", ()),
        ({"free_weekends": 1}, "0001", "", ()),
        ({}, "00001", "sun", ()),
    ],
)
def test_one_night(rules: dict[str, Any], wanted: str, off: str, said: tuple[str, ...]) -> None:
    """A night of Monday is work on Monday and Tuesday, one of Friday takes the weekend, one of Thursday does not: by hand."""
    assert alone(rules, {"night": wanted.ljust(7, "0")}, off) == said


def test_nights_before_the_horizon_reach_into_it() -> None:
    """A night of Sunday ends on Monday at 06:00: with shifts of Tuesday and Wednesday that is four days in a row; six of its
    hours are Monday's week's, so that 24 h leave room for two days and not for three."""
    night = "An,2023-12-31,clerks,night,22:00,06:00\n"
    by_day = {"day": "0110000"}
    assert alone({"days_in_a_row": 4}, by_day, before=night) == ()
    assert alone({"days_in_a_row": 3}, by_day, before=night) == (
        "An works more than 3 days in a row, sun 2023-12-31 to wed 2024-01-03",
    )
    assert alone({}, {"day": "0101000"}, before=night) == ()
    assert alone({}, {"day": "0101100"}, before=night) == (
        "An works 30 h, 6 h too many, in the week of mon 2024-01-01",
    )


def test_a_roster_with_nights_can_be_read_again() -> None:
    """A shift that ends earlier in the day than it starts passes midnight."""
    task = made(
        SEVEN, {"existing": "b.csv"}, tables={"b.csv": HEAD + "An,2024-01-01,clerks,night,22:00,06:00\n"}
    )
    assert [row.time for row in task.rules.existing] == [(22 * 60, 30 * 60)]
    assert load(task.scenario.source.path).staffing == task.scenario.staffing


def test_a_friday_night_is_weekend_work_and_a_wish_for_saturday_off_is_not_met() -> None:
    """The night of Friday falls to whoever does not want Saturday off; it is work on both days, two hours and six."""
    task = made(
        {"night": "0000100"},
        {"wishes": "w.csv"},
        tables={"w.csv": "name,date,wish\nAn,2024-01-06,off\nBo,2024-01-06,off\n"},
        weights={"wishes": 1},
    )
    (post,) = task.posts
    assert (is_weekend(task, post), post.days) == (True, (4, 5))
    assert (post.minutes_on(4), post.minutes_on(5), post.minutes_on(6)) == (120, 360, 0)
    answer = find_roster(task.scenario, task.posts)
    assert ([each.person for each in answer.shifts], answer.penalty) == ([2], 0)
