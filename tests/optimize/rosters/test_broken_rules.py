"""Which rules a roster breaks that somebody gives, against a judge that goes through each person's days."""

from __future__ import annotations

import pytest

from optimize.rosters.infeasibility import broken_rules
from optimize.rosters.program import RosterTask
from tests.optimize.made_rosters import Roster, made, penalty
from tests.optimize.made_rosters import broken_rules as judged

RULES = {"days_off": 2, "days_in_a_row": 4}
WEEK = made({"early": [1] * 7, "late": [1] * 7}, RULES)

FAMILIES = {
    "off": "works on the fixed day off",
    "rest": "of rest from",
    "days_in_a_row": "days in a row",
    "days_off": "days off in the week",
    "most_hours": "h too many",
}
"""What is said of each family that the judge knows."""


def working(task: RosterTask, roster: Roster) -> set[tuple[int, int]]:
    """Numbers of people and posts."""
    numbers = {(post.day, post.kind): number for number, post in enumerate(task.posts)}
    return {(person, numbers[day, kind]) for (person, day), kind in roster.items()}


def said(task: RosterTask, roster: Roster) -> set[str]:
    """By person and family, what is told."""
    found = set()
    for line in broken_rules(task, working(task, roster)):
        name = line.split()[0]
        (family,) = (family for family, words in FAMILIES.items() if words in line)
        found.add(f"{name} {family}")
    return found


def of(*days: str) -> Roster:
    """A roster of An, Bo and Cai by days: ``elo`` is An early, Bo late, Cai off."""
    kinds = {"e": "early", "l": "late"}
    return {
        (person, day): kinds[letter]
        for day, letters in enumerate(days)
        for person, letter in enumerate(letters)
        if letter in kinds
    }


@pytest.mark.parametrize(
    "roster",
    [
        of("elo", "elo", "oel", "oel", "loe", "loe", "eol"),
        of("elo", "elo", "elo", "elo", "oel", "oel", "leo"),
        of("elo", "elo", "elo", "elo", "elo", "elo", "elo"),
        of("leo", "elo", "leo", "elo", "leo", "oel", "oel"),
    ],
    ids=["good", "late before early", "one has no day off", "little rest"],
)
def test_the_same_rules_as_the_judge_finds(roster: Roster) -> None:
    assert said(WEEK, roster) == set(judged(WEEK, roster))
    assert penalty(WEEK, roster) >= 0


def test_who_works_where_he_cannot(monkeypatch: pytest.MonkeyPatch) -> None:
    """As if Cai could work nowhere here; An has leave on Tuesday."""
    people = "name,pools,most_hours,off\nAn,clerks,40,2024-01-02\nBo,clerks,40,\nCai,clerks,40,\n"
    task = made({"early": [1, 1]}, {"days_off": 0}, people)
    monkeypatch.setattr(RosterTask, "able", lambda self, person, post: person != 2)
    assert broken_rules(task, working(task, {(2, 0): "early", (0, 1): "early"})) == (
        "Cai works in clerks, which is not among the pools of the table of people",
        "An works on the fixed day off tue 2024-01-02",
    )
