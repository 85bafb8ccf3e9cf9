"""The rules by which a plan's shifts are given to people."""

from __future__ import annotations

from pydantic import Field, model_validator

from sim.scenario.base import Part, Real, Whole, YesNo
from sim.scenario.fields import Clock, Minutes
from sim.scenario.people import People, Wishes, Worktable
from sim.scenario.problems import WrongAt

LONGEST_REST = 960.0
"""Minutes of rest up to which shifts of two days in a row are all that can come too close: 24 h less a shift of 8 h."""


class Weights(Part):
    """What each unit that a roster falls short of its aims counts; the roster with the lowest sum is looked for."""

    hours: Real = Field(default=1.0, ge=0, le=1e6)
    """Each shift's length (of the longest) by which somebody's hours lie outside the fair ones, rounded to whole
    shifts down or up. Fair hours share each shift out to all who may work it, by their `most_hours`."""
    late: Real = Field(default=1.0, ge=0, le=1e6)
    """Each late shift above or below the fair number, rounded down or up."""
    weekend: Real = Field(default=1.0, ge=0, le=1e6)
    """Each shift of which some lies on a Saturday or Sunday, above or below the fair number, rounded down or up."""
    wishes: Real = Field(default=1.0, ge=0, le=1e6)
    """Each wish that is not met, times the weight that its row gives."""
    changes: Real = Field(default=1.0, ge=0, le=1e6)
    """Each day on which somebody works otherwise than in the `existing` roster."""


class Roster(Part):
    """Who works the shifts of a plan, and by what rules; weeks are from Monday to Sunday. A shift that passes midnight is work on both
    days, so that the second is no day off either, and its hours count for the days, and weeks, in which they lie."""

    people: People = Field(examples=["tables/people.csv"])
    """CSV file with a row for each person: `name`; `pools` where they can work, such as `clerks;greeters`; `most_hours` in each
    week; and, if given, `least_hours` a week on average over the horizon, and `off`, their fixed days off, such as
    `sat-sun;2024-05-03`. Hours are those that are paid."""
    rest: Minutes = 660.0
    """Rest between the shifts of two days, 16 h at most; 11 h (Directive 2003/88/EC of the European Union, article 3)."""
    days_in_a_row: Whole = Field(default=6, ge=1, le=31)
    """Most days in a row on which somebody works; 6 (one day off a week: Labour Law of China, article 38)."""
    days_off: Whole = Field(default=1, ge=0, le=7)
    """Least days off in each whole week; 1 (Labour Law of China, article 38), 2 for patterns of five days in seven."""
    together: YesNo = False
    """Whether those days off follow one another within the week."""
    free_weekends: Whole = Field(default=0, ge=0, le=53)
    """Least weekends of the horizon on whose Saturday and Sunday somebody does not work."""
    late_from: Clock = 1200.0
    """A shift that ends after it is late; 20:00 (assumed)."""
    wishes: Wishes = ()
    """CSV file with columns `name`, `date`, `wish` (`off`, `work`, or the name of a type of shift) and, if given, `weight`. `off` is
    met by a day on which nothing is worked, the others by a shift that begins on the day."""
    existing: Worktable = ()
    """A roster of which little is to be changed, as a CSV file such as the `roster.csv` that ``counterline staff`` writes. It
    covers the dates from its first to its last row; those before the horizon count for rest, days in a row, days off
    and hours of the week; a shift that ends earlier in the day than it starts ends on the day after. Rows of people who are not in
    `people` are left out."""
    weights: Weights = Weights()
    """What falls into the balance, and how much."""

    @model_validator(mode="after")
    def _leaves_shifts(self) -> Roster:
        if self.rest > LONGEST_REST:
            raise WrongAt(("rest",), "is so long that it leaves no shift on the next day, write 16 h or less")
        return self
