"""From one channel to another: the app that comes before a call, and who tries elsewhere after a call in vain."""

from __future__ import annotations

from typing import Literal

from pydantic import Field, field_validator, model_validator

from sim.scenario.base import Name, Part
from sim.scenario.demand import Arrivals
from sim.scenario.distributions import Distribution
from sim.scenario.fields import Share
from sim.scenario.phone import Names
from sim.scenario.problems import WrongAt

Ending = Literal["busy", "balked", "reneged", "left_menu", "unsolved", "closed", "not_reached"]
"""How a call ends in vain, as under `redial`."""


class App(Part):
    """Self-service in an app or on a website, day and night."""

    arrivals: Arrivals = Field(examples=[{"per_day": 40000, "profile": "tables/profile.csv"}])
    """Whose case begins in the app, on days on which the centre is open."""
    time: Distribution = Distribution(constant="4 min")
    """Time in the app; 4 min (assumed)."""
    contained: Share = Field(examples=["70 %"])
    """Share of them who settle their matter there."""
    then: dict[Name, Share] = {}
    """Shares of the others who go on to lines of the centre, such as `{mandarin: 50 %, chat: 30 %}`; who is left gives up."""
    after: Distribution = Distribution(constant="2 min")
    """Time until they do; 2 min (assumed)."""

    @field_validator("then")
    @classmethod
    def _not_more_than_all(cls, shares: dict[str, float]) -> dict[str, float]:
        if sum(shares.values()) > 1 + 1e-9:
            raise ValueError(
                f"has shares that add up to {100 * sum(shares.values()):g} %, make them 100 % or less"
            )
        return shares


class Move(Part):
    """Where some of those go who contact again after a call or chat in vain (see `redial`)."""

    lines: Names = "all"
    """Lines on which they were."""
    after: tuple[Ending, ...] = Field(min_length=1, examples=[["reneged", "balked"]])
    """How it ended: keys of `redial`, which says how many contact again."""
    line: Name | None = None
    """The line of the centre to which they go, after the time that `redial` has."""
    hall: Name | None = None
    """Or the hall that they visit, on its next open day at a time by its profile."""
    share: Share = Field(examples=["30 %"])
    """Share of them; the others stay on their line."""

    @field_validator("after")
    @classmethod
    def _each_once(cls, endings: tuple[str, ...]) -> tuple[str, ...]:
        for number, ending in enumerate(endings):
            if ending in endings[:number]:
                raise WrongAt((number,), "is named twice, name each once")
        return endings

    @model_validator(mode="after")
    def _one_place(self) -> Move:
        if (self.line is None) == (self.hall is None):
            raise ValueError("needs either line or hall, write for example line: chat")
        return self
