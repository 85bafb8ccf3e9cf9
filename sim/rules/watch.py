"""The rules of the watch over a call centre: when a level of warning begins, acts and ends, and what it opens.

These functions call no others and use no Python but numbers: they are compiled as they stand.
"""

from __future__ import annotations

from typing import Protocol


class Level(Protocol):
    """A level of warning; what it does not watch is infinite."""

    @property
    def waiting(self) -> float:
        """How many who wait begin it."""

    @property
    def trunks(self) -> float:
        """What share of the trunks begins it."""

    @property
    def out(self) -> float:
        """How many customers without supply begin it."""

    @property
    def waiting_over(self) -> float:
        """With more who wait it does not end."""

    @property
    def trunks_over(self) -> float:
        """With a larger share of the trunks it does not end."""

    @property
    def out_over(self) -> float:
        """With more customers without supply it does not end."""

    @property
    def after(self) -> float:
        """Minutes from its beginning until it acts."""

    @property
    def stays(self) -> float:
        """Minutes for which it then acts at least."""


class Step(Protocol):
    """A step of a route."""

    @property
    def level(self) -> int:
        """The level while which it is open; -1: always."""


def begins(level: Level, waiting: int, taken: float, out: float) -> bool:
    """Whether a level begins while so many wait, such a share of the trunks is taken and so many customers are without supply."""
    return waiting >= level.waiting or taken >= level.trunks or out >= level.out


def ends(level: Level, minutes: float, waiting: int, taken: float, out: float) -> bool:
    """Whether a level ends that has begun so many minutes ago."""
    little = waiting <= level.waiting_over and taken <= level.trunks_over and out <= level.out_over
    return minutes >= level.after + level.stays and little


def acts(level: Level, minutes: float) -> bool:
    """Whether a level acts that has begun so many minutes ago, and not ended."""
    return minutes >= level.after


def is_open(step: Step, acting: int) -> bool:
    """Whether a step is open while levels act: the bits of a number, the lowest one of level 0."""
    return step.level < 0 or (acting >> step.level) & 1 == 1
