"""What is particular to work in an office: how well a pool can do orders of some categories, and how many its heads have in hand."""

from __future__ import annotations

from pydantic import Field, model_validator

from sim.scenario.base import Name, Part, Whole
from sim.scenario.fields import PositiveFactor, paces_fit


class OrderLevel(Part):
    """How well a pool can do orders of a category."""

    speed: PositiveFactor = 1.0
    """Factor on the pool's speed with these orders, whatever it does on them."""


class OfficeWork(Part):
    """What is particular to a pool that works in an office."""

    levels: dict[Name, OrderLevel] = {}
    """How well it can do orders of some categories, such as `{voltage: {speed: 80 %}}`; 100 % for the others."""
    at_once: Whole = Field(default=1, ge=1, le=20)
    """Orders that a head has in hand at the most."""
    pace: tuple[PositiveFactor, ...] = Field(
        default=(1.0,), min_length=1, max_length=20, examples=[["100 %", "85 %", "75 %"]]
    )
    """Speed on each order with one in hand, with two, and so on (the last holds for more); 100 % if not given. An order keeps the speed with which it
    was begun, itself counted among those in hand (assumed, as of chats)."""

    @model_validator(mode="after")
    def _not_more_than_at_once(self) -> OfficeWork:
        paces_fit(self.pace, self.at_once, "orders")
        return self

    @property
    def quickest(self) -> tuple[int, float]:
        """With how many orders in hand a head gets most done, and the pace of each then."""
        paces = [self.pace[min(count, len(self.pace) - 1)] for count in range(self.at_once)]
        return max(enumerate(paces, start=1), key=lambda each: each[0] * each[1])
