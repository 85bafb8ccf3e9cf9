"""Why customers have the problems that they bring to an office."""

from __future__ import annotations

from pydantic import Field

from sim.scenario.base import Label, Name, Part
from sim.scenario.fields import Share


class Cause(Part):
    """A root cause of problems: some of the orders of a category have it."""

    label: Label = ""
    """What reports call it; its key without underscores if not given."""
    category: Name = Field(examples=["meter"])
    """The category of these orders."""
    share: Share = Field(examples=["40 %"])
    """Share of the orders of that category that have this cause; those of all its causes add up to 100 % at most, and the rest has none that
    is named."""
