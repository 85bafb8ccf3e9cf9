"""Moments: a date with a time of day, as tables have them."""

from __future__ import annotations

import datetime as dt
from typing import NamedTuple

from sim.scenario.units import DAY, parse_clock, parse_date


class Moment(NamedTuple):
    """So many minutes into a date."""

    date: dt.date
    minute: float

    def minutes_from(self, start: dt.date) -> float:
        """Minutes from the first midnight of a horizon that starts on a date; negative before it."""
        return (self.date - start).days * DAY + self.minute


def parse_moment(cell: str) -> Moment:
    """A moment from ``2010-11-29 14:30``; a date alone is its midnight."""
    date, _, time = cell.replace("T", " ").partition(" ")
    try:
        return Moment(parse_date(date), parse_clock(time) if time.strip() else 0.0)
    except ValueError as error:
        raise ValueError(f"{error}; write date and time as 2010-11-29 14:30") from None
