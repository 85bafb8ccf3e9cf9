"""Rosters that are impossible by counting: said without a search."""

from __future__ import annotations

import pytest

from optimize.deadline import Deadline
from optimize.rosters.infeasibility import too_few_people
from optimize.rosters.roster import find_roster
from optimize.solver_status import Status
from tests.optimize.made_rosters import made
from tests.optimize.rosters.test_nights import SEVEN
from tests.optimize.rosters.test_nights import made as nights

WEEK = "in the week of mon 2024-01-01"


def table(*hours: int, off: str = "") -> str:
    """People with so many hours a week."""
    rows = "".join(f"P{number},clerks,{most},{off}\n" for number, most in enumerate(hours))
    return f"name,pools,most_hours,off\n{rows}"


def test_eight_people_with_two_days_off() -> None:
    """Six shifts on each of seven days are 42; at five a person nine are needed. It is known even where there is no time to search."""
    task = made({"early": [6] * 7}, {"days_off": 2}, table(*[48] * 8))
    said = f"42 shifts (clerks) {WEEK}, which need 9 people at 5 shifts each, and there are 8"
    assert too_few_people(task) == (said,)
    ticks = iter(range(1000))
    found = find_roster(task.scenario, task.posts, Deadline(0.5, lambda: float(next(ticks))))
    assert (found.status, found.reasons[0]) == (Status.INFEASIBLE, said)
    assert too_few_people(made({"early": [6] * 7}, {"days_off": 2}, table(*[48] * 9))) == ()


@pytest.mark.parametrize(
    ("wanted", "people", "said"),
    [
        (
            [2] * 7,
            table(40, 40, 20),
            f"14 shifts (clerks) {WEEK}, of which the 3 people who can work them can work 12",
        ),
        (
            [1] * 7,
            table(40, off="mon-wed"),
            f"7 shifts (clerks) {WEEK}, which need 2 people at 4 shifts each, and there are 1",
        ),
    ],
)
def test_hours_and_fixed_days_off(wanted: list[int], people: str, said: str) -> None:
    """Shifts of eight hours: 40 hours are five of them, 20 are two; three days off leave four. The hours are too few in both, too."""
    lines = too_few_people(made({"early": wanted}, {"days_off": 1}, people))
    assert lines[0] == said
    assert "people who can work them have" in lines[1]


def test_hours_of_the_last_night_are_those_of_the_week_after() -> None:
    """Seven nights have 50 hours in their week, and the last six after it."""
    people = "name,pools,most_hours\nAn,clerks,25\nBo,clerks,{}\n"
    assert too_few_people(nights(SEVEN, {"days_off": 0}, people.format(25))) == ()
    hours = [
        line for line in too_few_people(nights(SEVEN, {"days_off": 0}, people.format(24))) if " h (" in line
    ]
    assert hours == [f"50 h (clerks) {WEEK}, and the 2 people who can work them have 49 h in a week"]


def test_a_part_of_a_week_is_not_counted() -> None:
    """Who works on the other days of the week is not known."""
    assert too_few_people(made({"early": [6] * 6}, {"days_off": 2}, table(*[48] * 2))) == ()
