"""Messages about outages: on which channels, at which stages, whom they reach, and who then need not call."""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import BeforeValidator, Field, WithJsonSchema, field_validator

from sim.scenario.base import Label, Name, Part, Written
from sim.scenario.fields import Minutes, PositiveMinutes, Share
from sim.scenario.problems import WrongAt, refuse
from sim.scenario.units import DAY, parse_money

Stage = Literal["announced", "known", "assigned", "on_site", "cause", "revised", "restored"]
"""When something can be told: before planned work, when the outage is known, when a crew has it, when that is at the site, when the cause is known,
when an estimate has passed and there is a new one, and when supply is back."""

Yuan = Annotated[
    float,
    BeforeValidator(parse_money),
    WithJsonSchema({"type": "string", "pattern": r"^\s*\d+(\.\d+)?\s*yuan\s*$", "examples": ["0.05 yuan"]}),
    Written("amount", lambda yuan: f"{yuan:g} yuan"),
]


class MessageChannel(Part):
    """One way to tell customers, such as SMS."""

    label: Label = ""
    """What reports call it; its key without underscores if not given."""
    subscribed: Share = Field(examples=["30 %"])
    """Share of the customers who are told on it. A customer has one channel at most."""
    delay: Minutes = 2.0
    """Time until a message is there; 2 min (assumed)."""
    reach: Share = Field(default=0.95, examples=["95 %"])
    """Share of those subscribed who see messages at all; 95 % (assumed)."""
    cost: Yuan = 0.05
    """Cost of a message to one customer; 0.05 yuan (assumed)."""


class Trust(Part):
    """How many believe what they are told, and what a wrong estimate does to that."""

    share: Share = 0.9
    """Share who believe a message, where no estimate was wrong lately; 90 % (assumed)."""
    falls: Share = 0.3
    """By how much that falls when an estimate of the same outage passes without supply; of an outage of a tenth of the region's customers, by a tenth
    of this for all others of the region; 30 % (assumed)."""
    recovers: PositiveMinutes = 30 * DAY
    """Time in which all but 37 % of a fall is forgotten, exponentially; 30 days (assumed)."""


class Messages(Part):
    """Messages that are pushed to customers about their outage."""

    channels: dict[Name, MessageChannel] = Field(
        min_length=1, examples=[{"sms": {"subscribed": "30 %", "cost": "0.05 yuan"}}]
    )
    """The channels; their subscribers add up to at most 100 %."""
    stages: tuple[Stage, ...] = (
        "announced",
        "known",
        "assigned",
        "on_site",
        "cause",
        "revised",
        "restored",
    )
    """When messages are sent; at all stages if not given."""
    enough: dict[Stage, Share] = Field(examples=[{"known": "40 %", "cause": "85 %"}])
    """Of those who see the message of a stage and believe it, the share who then need not call; nobody for stages that are not named. The latest message
    counts, unless the time it gave for supply has passed."""
    trust: Trust = Trust()
    """Who believes a message."""

    @field_validator("channels")
    @classmethod
    def _one_each(cls, channels: dict[str, MessageChannel]) -> dict[str, MessageChannel]:
        total = sum(each.subscribed for each in channels.values())
        if total > 1 + 1e-9:
            raise ValueError(
                f"has subscribers that add up to {100 * total:g} %, make them 100 % or less: a customer has one channel at most"
            )
        return channels

    @field_validator("stages")
    @classmethod
    def _each_once(cls, stages: tuple[str, ...]) -> tuple[str, ...]:
        refuse(
            WrongAt((number,), "is named twice, name each once")
            for number, stage in enumerate(stages)
            if stage in stages[:number]
        )
        return stages

    @field_validator("enough")
    @classmethod
    def _not_afterwards(cls, enough: dict[str, float]) -> dict[str, float]:
        if "restored" in enough:
            raise ValueError(
                "has restored, which keeps nobody from calling since their supply is back: leave it out"
            )
        return enough
