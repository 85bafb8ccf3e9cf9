"""Rules about people that follow from each other: how many there are, days off, nights, hours of a week; by counting."""

from __future__ import annotations

from typing import Any

import pytest

from optimize.infeasibility import no_rules_can_be_kept
from optimize.plans.choice import Choice, choice_of
from optimize.plans.plan import by_rules, with_people
from optimize.plans.solved import solve
from optimize.staff import staff
from tests.optimize.tiny import tiny
from tests.scenarios_for_tests import small

FULL = {"full": {"earliest": "08:00", "lengths": ["4 h"]}}
NIGHT = {"earliest": "22:00", "lengths": ["8 h"]}
BY_DAY = {"earliest": "08:00", "lengths": ["8 h"]}
EARLY = {"earliest": "04:00", "lengths": ["8 h"]}


def six_a_day(people: int, **rules: Any) -> Choice:
    """Six clerks on each of seven days, from Monday on."""
    clerks = {"least": 6, "most": 9, "shift_types": FULL, "people": people, **rules}
    return tiny({"pools": {"clerks": clerks}, "days": "apart"}, {"calendar.days": 7})


def always_open(types: dict[str, Any], days: int, more: dict[str, Any] | None = None, **rules: Any) -> Choice:
    """A place that is never closed, in hours, from Monday on; nobody need be there. Shifts are in the order of days, then types."""
    clerks = {"most": 9, "shift_types": types, **rules}
    return choice_of(
        small(
            {
                "calendar.days": days,
                "calendar.hours": ["00:00-24:00"],
                "calendar.interval": "1 h",
                "pools.clerks.cost": "60 yuan/h",
                "targets": [{"measure": "wait_mean", "at_most": "5 min"}],
                "staffing": {"days": "apart", "pools": {"clerks": clerks}, **(more or {})},
            },
            {"people.csv": "name,pools,most_hours\nAn,clerks,60\nBo,clerks,60\n"},
        )
    )


def can_be_worked(choice: Choice, *of_day: tuple[int, ...]) -> bool:
    """Whether the rules allow so many people on each type of shift, day by day."""
    people = tuple(count for counts in of_day for count in counts)
    plan = with_people(choice, people)
    return plan is not None


def test_eight_people_with_two_days_off_cannot_fill_six_shifts_a_day() -> None:
    """Seven days of six shifts are 42, at five a person 8.4 people; eight have 40. Nine work five days each, which is 45 shifts."""
    assert no_rules_can_be_kept(six_a_day(8, days_off=2)) == (
        "rules contradict each other: no plan keeps all rules, but without staffing.pools.clerks.least there is one"
    )
    answer = solve(by_rules(six_a_day(9, days_off=2)))
    assert (sum(answer.people), min(answer.people)) == (45, 6)


def test_people_are_named_with_what_they_can_work() -> None:
    """Where a rule about people alone is in the way, it is said how many shifts they can work: six must be filled by the type."""
    must = {"full": {**FULL["full"], "least": 6}}
    clerks = {"most": 9, "shift_types": must, "people": 8, "days_off": 2}
    choice = tiny({"pools": {"clerks": clerks}, "days": "apart"}, {"calendar.days": 7})
    assert no_rules_can_be_kept(choice) == (
        "rules contradict each other: no plan keeps all rules, but without staffing.pools.clerks.people there is one "
        "(8 people with 2 days off each work 40 shifts a week at most)"
    )


def test_a_staffing_without_enough_people_has_no_plan() -> None:
    """`staff` says so before anything is simulated."""
    found = staff(six_a_day(8, days_off=2).scenario)
    assert (found.status, found.plan) == ("infeasible", None)


@pytest.mark.parametrize(("people", "holds"), [(8, False), (9, True)])
def test_days_off_of_the_roster_count(people: int, holds: bool) -> None:
    """Shifts are given to people who have two days off by the rules of the roster: the same counting without a pattern."""
    table = "name,pools,most_hours\n" + "".join(f"P{number},clerks,40\n" for number in range(people))
    clerks = {"least": 6, "most": 9, "shift_types": FULL, "people": people}
    choice = choice_of(
        small(
            {
                "calendar.days": 7,
                "calendar.interval": "2 h",
                "pools.clerks.cost": "60 yuan/h",
                "targets": [{"measure": "wait_mean", "at_most": "5 min"}],
                "staffing": {
                    "days": "apart",
                    "pools": {"clerks": clerks},
                    "roster": {"people": "people.csv", "days_off": 2},
                },
            },
            {"people.csv": table},
        )
    )
    assert bool(solve(by_rules(choice)).people) == holds


@pytest.mark.parametrize(("people", "holds"), [(2, False), (3, True)])
def test_who_works_through_midnight_does_not_begin_before_it_ends(people: int, holds: bool) -> None:
    """Two nights end at 06:00, and somebody begins at 04:00: that takes three people, though no day has more than two shifts."""
    choice = always_open({"early": EARLY, "night": NIGHT}, 2, people=people)
    assert [(shift.days, shift.kind) for shift in choice.shifts] == [
        ((day,), kind) for day in range(2) for kind in ("early", "night")
    ]
    assert can_be_worked(choice, (0, 2), (1, 0)) == holds
    assert can_be_worked(choice, (1, 1), (0, 1))


def test_rest_after_a_night_counts_where_shifts_are_given_to_people() -> None:
    """A night ends at 06:00 and has eleven hours of rest after it, so that another one comes at 08:00; without a roster nothing says so.
    The horizon goes round, so that after the last night there is a day of rest, too."""
    types = {"day": BY_DAY, "night": NIGHT}
    roster = {"roster": {"people": "people.csv"}}
    assert can_be_worked(always_open(types, 2, people=1), (0, 1), (1, 0))
    assert not can_be_worked(always_open(types, 2, roster, people=1), (0, 1), (1, 0))
    assert can_be_worked(always_open(types, 3, roster, people=1), (1, 0), (0, 1), (0, 0))


def test_a_night_before_a_day_off_ends_on_it() -> None:
    """One person with Saturday and Sunday off works five days of the week: nights of Monday to Thursday, and Friday by day."""
    types = {"day": BY_DAY, "night": NIGHT}
    choice = always_open(types, 7, people=1, days_off=2)
    night, day, off = (0, 1), (1, 0), (0, 0)
    assert can_be_worked(choice, night, night, night, night, day, off, off)
    assert not can_be_worked(choice, night, night, night, night, night, off, off)


def test_hours_of_a_night_count_for_the_week_in_which_they_lie() -> None:
    """Nights of Saturday and of Sunday: of their 16 hours ten lie in the first week, and six in the second."""
    one, none = (1,), (0,)
    weekend = (none,) * 5 + (one, one) + (none,) * 7
    types = {"night": NIGHT}
    assert can_be_worked(always_open(types, 14, most_in_week="10 h"), *weekend)
    assert not can_be_worked(always_open(types, 14, most_in_week="9 h"), *weekend)
    assert can_be_worked(always_open(types, 14, least_in_week="6 h"), *weekend)
    assert not can_be_worked(always_open(types, 14, least_in_week="7 h"), *weekend)
