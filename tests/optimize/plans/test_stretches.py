"""Stretches of a day in each of which a plan has one number of heads."""

from __future__ import annotations

from typing import Any

import pytest

from optimize.plans.choice import Choice, choice_of
from sim.scenario.units import window_text
from tests.optimize.made_centres import centre
from tests.optimize.tiny import tiny


def spans(choice: Choice) -> list[str]:
    """The stretches of a choice, in order."""
    return [window_text(place.span) for place in choice.places]


@pytest.mark.parametrize(
    ("hours", "block", "found"),
    [
        (["09:00-17:00"], "8 h", ["09:00-17:00"]),
        (["08:30-12:00", "13:30-17:00"], "4 h", ["08:30-12:00", "13:30-17:00"]),
        (["09:00-17:00"], "3 h", ["09:00-12:00", "12:00-15:00", "15:00-17:00"]),
        (["08:30-10:00"], "1 h", ["08:30-09:30", "09:30-10:00"]),
        (["00:00-24:00"], "8 h", ["00:00-08:00", "08:00-16:00", "16:00-24:00"]),
    ],
)
def test_blocks_are_counted_from_each_opening(hours: list[str], block: str, found: list[str]) -> None:
    """By hand: whole blocks from each opening on, then what is left of it."""
    staffing = {"pools": {"clerks": {"most": 4, "block": block}}}
    assert spans(tiny(staffing, {"calendar.hours": hours})) == found


def test_blocks_of_a_centre_are_counted_from_its_opening() -> None:
    """Open from 09:00 to 17:00, a block of eight hours is the whole day."""
    staffing: dict[str, Any] = {"pools": {"agents": {"most": 4, "block": "8 h"}}}
    assert spans(choice_of(centre({"calendar.hours": ["09:00-17:00"], "staffing": staffing}))) == [
        "09:00-17:00"
    ]


def test_without_blocks_stretches_are_the_intervals_of_the_calendar() -> None:
    """Which are counted from midnight, as in every table of measures: of 90 min each, the sixth ends at 09:00."""
    found = spans(tiny({"pools": {"clerks": {"most": 4}}}, {"calendar.interval": "90 min"}))
    assert found == ["08:00-09:00", "09:00-10:30", "10:30-12:00"]


def test_heads_on_shifts_are_counted_by_blocks_that_are_parts_of_an_interval() -> None:
    """Measures by the hour, and shifts that begin at half past: the hour has two stretches, and the shift covers those in which it is
    worked. A longer block is not used."""
    shifts = {"day": {"earliest": "08:30", "lengths": ["2 h"], "step": "30 min"}}

    def covered(block: str) -> list[str]:
        staffing = {"pools": {"clerks": {"most": 4, "block": block, "shift_types": shifts}}}
        choice = tiny(staffing, {"calendar.interval": "1 h"})
        (shift,) = choice.shifts
        return [window_text(choice.places[index].span) for index in shift.covers]

    assert covered("30 min") == ["08:30-09:00", "09:00-09:30", "09:30-10:00", "10:00-10:30"]
    assert covered("2 h") == ["09:00-10:00"]
