"""Rosters: the best of all, by trying all of them; and each rule where it alone decides."""

from __future__ import annotations

import datetime as dt
from collections import Counter
from pathlib import Path
from time import monotonic

import pytest

from optimize.deadline import Deadline
from optimize.plans.choice import choice_of
from optimize.plans.plan import with_people
from optimize.rosters.aims import fair_shares
from optimize.rosters.posts import posts_of, read_posts
from optimize.rosters.program import RosterTask
from optimize.rosters.roster import RosterFound, find_roster
from optimize.solver_status import Status
from sim.scenario import ScenarioError
from tests.optimize.made_rosters import MONDAY, PEOPLE, Roster, broken_rules, every_roster, made, penalty

WISHES = "name,date,wish,weight\nAn,2024-01-02,off,2\nBo,2024-01-02,off,1\nCai,2024-01-04,late,1\nAn,2024-01-03,early,3\n"


def found(task: RosterTask) -> RosterFound:
    """The search's answer."""
    return find_roster(task.scenario, task.posts)


def days_of(answer: RosterFound) -> Roster:
    """Who works which type when."""
    return {(each.person, each.post.day): each.post.kind for each in answer.shifts}


CASES = {
    "plain": made({"early": [1, 1, 1, 1, 1], "late": [1, 0, 1, 1, 0]}),
    "wishes": made(
        {"early": [1, 2, 1, 1], "late": [1, 0, 1, 1]}, {"wishes": "wishes.csv"}, tables={"wishes.csv": WISHES}
    ),
    "wishes against fairness": made(
        {"early": [1, 2, 1, 1], "late": [0, 0, 1, 1]},
        {"wishes": "wishes.csv", "weights": {"hours": 0.5, "wishes": 3}},
        tables={"wishes.csv": WISHES},
    ),
    "a long rest": made({"early": [1, 1, 1, 1], "late": [1, 1, 1, 1]}, {"rest": "16 h"}),
    "two days in a row": made({"early": [2, 1, 1, 2, 1]}, {"days_in_a_row": 2}),
    "two days off together": made({"early": [1, 1, 2, 1, 1, 1, 1]}, {"days_off": 3, "together": True}),
    "part-time": made(
        {"early": [1, 1, 1, 1, 1], "late": [1, 0, 0, 0, 1]},
        people="name,pools,least_hours,most_hours\nAn,clerks,0,40\nBo,clerks,0,16\nCai,clerks,22.4,24\n",
    ),
}


@pytest.mark.parametrize("name", CASES)
def test_the_best_of_all(name: str) -> None:
    """No roster that keeps the rules has a lower penalty: every one is tried, by rules and penalties written a second time."""
    task = CASES[name]
    best = min(penalty(task, roster) for roster in every_roster(task) if not broken_rules(task, roster))
    answer = found(task)
    assert answer.status is Status.OPTIMAL
    assert broken_rules(task, days_of(answer)) == []
    assert penalty(task, days_of(answer)) == pytest.approx(best)
    assert (answer.penalty, answer.bound) == (pytest.approx(best), pytest.approx(best))


def test_a_month_keeps_all_rules() -> None:
    """Twelve people over four weeks, with every rule at once: the judge finds none broken, and the penalty is what it says."""
    people = "name,pools,least_hours,most_hours\n" + "".join(
        f"P{number},clerks,{16 if number % 3 else 0},{40 if number % 3 else 24}\n" for number in range(12)
    )
    wishes = "name,date,wish\n" + "".join(
        f"P{number},2024-01-{3 + 2 * number:02d},{('off', 'early', 'work')[number % 3]}\n"
        for number in range(12)
    )
    task = made(
        {"early": [4, 3, 3, 4, 3, 2, 2] * 4, "late": [3, 3, 4, 3, 3, 2, 1] * 4},
        {"days_off": 2, "together": True, "free_weekends": 2, "days_in_a_row": 5, "wishes": "wishes.csv"},
        people,
        {"wishes.csv": wishes},
    )
    answer = find_roster(task.scenario, task.posts, Deadline(60.0, monotonic))
    assert answer.exists
    assert broken_rules(task, days_of(answer)) == []
    assert penalty(task, days_of(answer)) == pytest.approx(answer.penalty)
    assert answer.bound <= answer.penalty
    wanted = {(post.day, post.kind): post.heads for post in task.posts}
    assert Counter((day, kind) for (_, day), kind in days_of(answer).items()) == wanted


@pytest.mark.parametrize(
    ("rules", "people", "wanted", "said"),
    [
        (
            {"rest": "15 h"},
            "name,pools,most_hours\nAn,clerks,40\n",
            {"early": [0, 1], "late": [1, 0]},
            ["An has less than 15 h of rest from mon 2024-01-01 to tue 2024-01-02"],
        ),
        (
            {"days_in_a_row": 3},
            "name,pools,most_hours\nAn,clerks,40\n",
            {"early": [1, 1, 1, 1]},
            ["An works more than 3 days in a row, mon 2024-01-01 to thu 2024-01-04"],
        ),
        (
            {"days_off": 2, "together": True},
            "name,pools,most_hours\nAn,clerks,48\n",
            {"early": [1, 1, 0, 1, 1, 0, 1]},
            ["An has fewer than 2 days off in the week of mon 2024-01-01, or not in a row"],
        ),
        (
            {"free_weekends": 1},
            "name,pools,most_hours\nAn,clerks,40\n",
            {"early": [0, 0, 0, 0, 0, 1, 0]},
            ["An has fewer than 1 free weekends"],
        ),
        (
            {},
            "name,pools,most_hours\nAn,clerks,20\n",
            {"early": [1, 0, 1, 0, 1]},
            ["An works 24 h, 4 h too many, in the week of mon 2024-01-01"],
        ),
        (
            {},
            "name,pools,most_hours,off\nAn,clerks,40,wed;2024-01-02\n",
            {"early": [1, 1, 0]},
            ["An works on the fixed day off tue 2024-01-02"],
        ),
        (
            {},
            "name,pools,least_hours,most_hours\nAn,clerks,28,40\n",
            {"early": [1, 1, 0, 0, 0, 0, 0]},
            ["An works 12 h less than 28 h a week"],
        ),
    ],
)
def test_contradictions(
    rules: dict[str, object], people: str, wanted: dict[str, list[int]], said: list[str]
) -> None:
    """One person, one rule that the plan breaks: it is named, with the person and the days, and so is what else stays empty."""
    answer = found(made(wanted, rules, people))
    assert (answer.status, answer.shifts) == (Status.INFEASIBLE, ())
    place = answer.reasons.index("for all shifts to be worked:")
    assert [line.strip() for line in answer.reasons[place + 1 :]] == said


def test_a_day_with_too_few() -> None:
    """Three shifts on Tuesday, of whom one is off: it is said which shift stays empty, and who would have to come."""
    people = "name,pools,most_hours,off\nAn,clerks,40,\nBo,clerks,40,2024-01-02\nCai,clerks,40,\n"
    answer = found(made({"early": [1, 3, 1]}, people=people))
    assert list(answer.reasons) == [
        "if all other rules are kept:",
        "  tue 2024-01-02: 1 of 3 shifts early 08:00-16:00 (clerks) stay empty",
        "for all shifts to be worked:",
        "  Bo works on the fixed day off tue 2024-01-02",
    ]


EXISTING = (
    "name,date,pool,type,start,end,pause_start,pause_end\n"
    "An,2023-12-31,clerks,late,14:00,22:00,,\n"
    "An,2024-01-01,clerks,late,14:00,22:00,,\n"
    "Bo,2024-01-01,clerks,early,08:00,16:00,,\n"
    "Gone,2024-01-01,clerks,early,08:00,16:00,,\n"
    "Bo,2024-01-02,clerks,early,08:00,16:00,,\n"
    "An,2024-01-02,clerks,late,14:00,22:00,,\n"
    "Cai,2024-01-03,clerks,early,08:00,16:00,,\n"
)


def test_an_existing_roster_is_kept() -> None:
    """Where the plan is still the same, nobody moves, though Cai works less than the others."""
    task = made(
        {"early": [1, 1, 1], "late": [1, 1, 0]}, {"existing": "roster.csv"}, tables={"roster.csv": EXISTING}
    )
    assert days_of(found(task)) == {
        (0, 0): "late",
        (0, 1): "late",
        (1, 0): "early",
        (1, 1): "early",
        (2, 2): "early",
    }


def test_a_change_of_the_plan_changes_little() -> None:
    """A second early shift on Wednesday: one of the two others comes, which is one change, and nothing else moves."""
    task = made(
        {"early": [1, 1, 2], "late": [1, 1, 0]},
        {"existing": "roster.csv", "weights": {"changes": 5}},
        tables={"roster.csv": EXISTING},
    )
    answer = found(task)
    before = {(0, 0): "late", (0, 1): "late", (1, 0): "early", (1, 1): "early", (2, 2): "early"}
    assert before.items() <= days_of(answer).items()
    (new,) = set(days_of(answer)) - set(before)
    assert new == (1, 2)  # An's rest from 22:00 to 08:00 is too short


def test_days_before_the_horizon_count() -> None:
    """Who ended at 22:00 on the day before the first does not begin at 08:00."""
    task = made(
        {"early": [2], "late": [0]},
        {"existing": "roster.csv"},
        tables={"roster.csv": "\n".join(EXISTING.split("\n")[:2]) + "\n"},
    )
    assert set(days_of(found(task))) == {(1, 0), (2, 0)}


def test_fair_shares() -> None:
    """Two shifts for all three by their hours, one more for the two of them who do not have Tuesday off: by hand."""
    people = "name,pools,most_hours,off\nAn,clerks,40,\nBo,clerks,20,\nCai,clerks,20,2024-01-02\n"
    task = made({"early": [2, 1]}, people=people)
    assert fair_shares(task, lambda post: 1.0) == pytest.approx([1 + 2 / 3, 0.5 + 1 / 3, 0.5])


def test_no_time() -> None:
    """A search that has no time has no roster, and does not say that there is none."""
    ticks = iter(range(1000))
    answer = find_roster(
        CASES["plain"].scenario, CASES["plain"].posts, Deadline(0.5, lambda: float(next(ticks)))
    )
    assert answer.status in (Status.TIME_LIMIT, Status.FEASIBLE, Status.OPTIMAL)
    assert answer.exists == bool(answer.shifts)
    assert "no proof" in answer.reason or answer.exists


def test_posts_of_a_plan() -> None:
    """Shifts of the plan, day by day; the break goes with each head."""
    task = CASES["plain"]
    choice = choice_of(task.scenario)
    posts = posts_of(choice, with_people(choice, (2, 1)))
    assert [(post.kind, post.day, post.heads) for post in posts[:3]] == [
        ("early", 0, 2),
        ("late", 0, 1),
        ("early", 1, 2),
    ]
    assert {post.minutes for post in posts} == {480.0}


def test_broken_files_of_shifts(tmp_path: Path) -> None:
    """Every row that cannot be meant, at once."""
    path = tmp_path / "shifts.csv"
    path.write_text(
        "pool,date,type,start,end,pause_start,pause_end,people,cost\n"
        "clerk,2024-01-01,early,08:00,16:00,,,2,0\n"
        "clerks,2025-01-01,early,08:00,16:00,,,2,0\n"
        "clerks,2025-01-02,early,08:00,16:00,,,2,0\n"
    )
    with pytest.raises(ScenarioError) as error:
        read_posts(CASES["plain"].scenario, path)
    assert str(error.value).splitlines() == [
        f"{path}:2: pool = clerk: is no pool under staffing.pools, did you mean clerks?",
        f"{path}:3: date = 2025-01-01: is not in the horizon; 1 more rows have such a date",
    ]


def test_monday() -> None:
    """The judge of these tests counts weeks from the first day of the horizon."""
    assert MONDAY.weekday() == 0 == CASES["plain"].scenario.calendar.date(0).weekday()
    assert dt.date(2024, 1, 1) == MONDAY
    assert PEOPLE.count("\n") == 4
