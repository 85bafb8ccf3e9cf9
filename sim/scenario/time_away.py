"""When heads who are scheduled do not work: training, leave, breaks that they take in turns."""

from __future__ import annotations

from typing import Self

from pydantic import Field, model_validator

from sim.scenario.base import Part, Whole
from sim.scenario.calendar import DAILY
from sim.scenario.fields import Date, PositiveMinutes, Span, Weekdays
from sim.scenario.problems import WrongAt
from sim.scenario.units import duration_text, window_text

MOST_AWAY = 10_000
"""Heads of a pool that may be away at once: as many as a pool may have."""


class Training(Part):
    """A stretch of the day in which some heads of a pool are in training: paid, and with no customer."""

    time: Span = Field(examples=["14:00-15:00"])
    """From when to when."""
    heads: Whole = Field(ge=1, le=MOST_AWAY, examples=[3])
    """How many: those of the lowest numbers who are on duty at some time in it, or all where they are fewer."""
    days: Weekdays = DAILY
    """Days of the week; every day if not given."""


class Leave(Part):
    """Days on which some heads of a pool are on leave: paid, and not there."""

    first: Date = Field(examples=["2010-12-21"])
    """First day."""
    last: Date = Field(examples=["2010-12-24"])
    """Last day."""
    heads: Whole = Field(ge=1, le=MOST_AWAY, examples=[1])
    """How many: those of the lowest numbers who work on the day, or all where they are fewer."""

    @model_validator(mode="after")
    def _in_order(self) -> Self:
        if self.last < self.first:
            raise WrongAt(("last",), f"is before the first day, write {self.first.isoformat()} or later")
        return self


class Break(Part):
    """A break that the heads of a pool take in turns, such as lunch: paid, and with no customer; who is at hand is finished first.

    The first `at_once` heads, by their numbers among those who work within the stretch, go as it begins, the next as many `length`
    later, and so on. The turns are those of the schedule: who is missing or on leave leaves a turn unused, and who is in training or off
    duty in a part of the turn is no longer away for it.
    """

    length: PositiveMinutes = Field(examples=["45 min"])
    """How long each head is away."""
    within: Span = Field(examples=["11:00-13:30"])
    """The stretch in which all turns lie."""
    at_once: Whole = Field(ge=1, le=MOST_AWAY, examples=[2])
    """Heads away at once at the most."""
    days: Weekdays = DAILY
    """Days of the week; every day if not given."""

    @model_validator(mode="after")
    def _has_a_turn(self) -> Self:
        if not self.turns:
            raise WrongAt(
                ("length",),
                f"is longer than {window_text(self.within)}, in which it lies: write "
                f"{duration_text(self.within.end - self.within.start)} or less",
            )
        return self

    @property
    def turns(self) -> int:
        """Turns that fit into the stretch, one after the other."""
        return int((self.within.end - self.within.start + 1e-9) // self.length)

    @property
    def most_heads(self) -> int:
        """Heads that have a turn."""
        return self.turns * self.at_once
