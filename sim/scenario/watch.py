"""The watch over a call centre: levels of warning that bring help while they last."""

from __future__ import annotations

from pydantic import Field, model_validator

from sim.scenario.base import Label, Name, Part, Whole
from sim.scenario.fields import Minutes, PositiveMinutes, Share
from sim.scenario.problems import WrongAt


class Thresholds(Part):
    """How much there is of what is watched."""

    waiting: Whole | None = Field(default=None, ge=0, le=1_000_000)
    """Calls and chats that wait for an agent."""
    trunks: Share | None = None
    """Share of the trunks that are taken."""
    customers_out: Whole | None = Field(default=None, ge=0)
    """Customers without supply of outages that the utility knows of; those of lesser kinds do not count."""

    @model_validator(mode="after")
    def _something(self) -> Thresholds:
        if self.waiting is None and self.trunks is None and self.customers_out is None:
            raise ValueError(
                "watches nothing, write for example waiting: 40, trunks: 90 % or customers_out: 20000"
            )
        return self


class WarningLevel(Part):
    """A level of warning: from a look at which there is too much until one at which there is little enough. While it acts, steps of routes
    with its name in `level` are open. A pool that such steps alone name is called in by the level: its heads say who can come when, and are on
    duty and paid only while it acts (a talk that goes on when it ends is not paid on top)."""

    label: Label = ""
    """What reports call it; its key without underscores if not given."""
    at: Thresholds = Field(examples=[{"waiting": 40}])
    """It begins at a look at which one of these is reached."""
    ends: Thresholds | None = None
    """It ends at a look at which none of what `at` names is above these; half of what `at` says where one is not given."""
    after: Minutes = 0.0
    """Time from its beginning until it acts, such as agents who are called in need to come; at once if not given. It acts from the next look on."""
    stays: Minutes = 0.0
    """Time for which it acts at least, such as those called in are paid for."""
    trunks: Whole = Field(default=0, ge=0, le=1_000_000)
    """Trunks that are opened in addition while it acts."""

    @model_validator(mode="after")
    def _ends_below(self) -> WarningLevel:
        for name in Thresholds.model_fields:
            begin, end = getattr(self.at, name), self.ends and getattr(self.ends, name)
            if end is None:
                continue
            if begin is None:
                raise WrongAt(("ends", name), f"is not watched, add {name} to at or leave it out")
            if end >= begin:
                raise WrongAt(("ends", name), "is not below the value in at, at which the level begins")
        return self


class Watch(Part):
    """Somebody looks every few minutes at what is going on, and raises or ends levels of warning."""

    every: PositiveMinutes = 5.0
    """Time from one look to the next, from each midnight on; 5 min (assumed)."""
    levels: dict[Name, WarningLevel] = Field(min_length=1)
    """The levels, such as `{red: {at: {waiting: 40}, after: 45 min, trunks: 60}}`."""
