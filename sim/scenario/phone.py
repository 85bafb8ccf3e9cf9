"""What is particular to work at the phone: how a service is done there, and who can do it how well."""

from __future__ import annotations

from typing import Annotated

from pydantic import BeforeValidator, Field, WithJsonSchema, model_validator

from sim.scenario.base import Name, Part, Real, Whole, Written, YesNo
from sim.scenario.distributions import Distribution
from sim.scenario.fields import Factor, PositiveFactor, Share, paces_fit
from sim.scenario.names import Names
from sim.scenario.time_away import Training
from sim.scenario.units import parse_money

Yuan = Annotated[
    float,
    BeforeValidator(parse_money),
    WithJsonSchema({"type": "string", "pattern": r"^\s*\d+(\.\d+)?\s*yuan\s*$", "examples": ["3 yuan"]}),
    Written("amount", "{:g} yuan".format),
]


class Patience(Part):
    """How long callers wait before they hang up."""

    time: Distribution = Field(examples=[{"exponential": {"mean": "3 min"}}])
    """Time that a caller waits for an agent before hanging up."""
    none: Share = 0.0
    """Share of callers who hang up at once if nobody is free."""
    endless: Share = 0.0
    """Share of callers who never hang up; `time` holds for those who are neither."""

    @model_validator(mode="after")
    def _not_more_than_all(self) -> Patience:
        if self.none + self.endless > 1:
            raise ValueError("has shares none and endless that are more than the whole, make one smaller")
        return self


class PhoneUse(Part):
    """How this service is done on the phone."""

    talk_time: Distribution | None = None
    """Talk time at speed 100 %; `handle_time` if not given."""
    chat_time: Distribution | None = None
    """Time of a chat for an agent who has no other in hand, at speed 100 %; the talk time if not given."""
    after_call: Distribution = Distribution(constant="0 min")
    """Work of the agent after the caller has hung up; none if not given."""
    solved: Share = 1.0
    """Share of its calls that an agent of quality 100 % solves."""
    in_menu: Share = 0.0
    """Share of its callers whom the voice menu serves, so that they need no agent."""
    patience: Patience | None = None
    """Patience of its callers, where it differs from the centre's."""


class Level(Part):
    """How well a pool has a skill."""

    speed: PositiveFactor = 1.0
    """Factor on the pool's speed with this skill."""
    quality: Factor = 1.0
    """Factor on the share of calls that the pool solves with this skill."""


class Chats(Part):
    """How many chats an agent has in hand at once."""

    at_once: Whole = Field(default=3, ge=1, le=20)
    """Chats in hand at the most; 3 (assumed)."""
    pace: tuple[PositiveFactor, ...] = Field(
        default=(1.0,), min_length=1, max_length=20, examples=[["100 %", "75 %", "60 %"]]
    )
    """Speed with one chat in hand, with two, and so on (the last holds for more); 100 % if not given. A chat keeps the speed with
    which it began, the new one counted among those in hand (assumed: so chats need not be worked out anew whenever one ends)."""
    during_call: Whole = Field(default=0, ge=0, le=20)
    """Chats that an agent may have in hand beside a call: with more in hand no call is taken, and in a call a chat only while
    there are fewer. 0: calls and chats by turns."""

    @model_validator(mode="after")
    def _not_more_than_at_once(self) -> Chats:
        paces_fit(self.pace, self.at_once, "chats")
        if self.during_call > self.at_once:
            raise ValueError("has more chats during_call than at_once, make during_call smaller")
        return self


class Transfer(Part):
    """To whom a pool hands over what it cannot solve."""

    to: tuple[Name, ...] = Field(min_length=1, examples=[["own"]])
    """Pools of the same centre that take it, of those that can answer the call; with none of these it stays unsolved."""
    share: Share = 1.0
    """Share of the calls that the pool answers and cannot solve; all of them if not given."""


class PhoneWork(Part):
    """What is particular to a pool that works at the phone."""

    speaks: Names = "all"
    """Lines that it can answer; `all` if not given."""
    levels: dict[Name, Level] = {}
    """How well it has some services, such as `{complain: {speed: 80 %, quality: 70 %}}`; 100 % for the others."""
    line_levels: dict[Name, Level] = {}
    """How well it speaks the language of some lines; both levels of a call are multiplied."""
    quality: Factor = 1.0
    """Factor on the share of calls that are solved, such as 90 % for beginners."""
    training: tuple[Training, ...] = ()
    """The same as `training` of the pool, where earlier files have it."""
    chats: Chats | None = None
    """Chats that its agents take; none if not given. Which lines are for chats says the centre."""
    transfer: Transfer | None = None
    """Calls that it cannot solve are handed over at the end of the talk, at most once a call: they wait again, behind those
    who wait already and with the patience that they had, and the next talk and its success are drawn anew."""
    outsourced: YesNo = False
    """Whether a contractor employs it."""
    cost_per_call: Yuan = 0.0
    """Price of an answered call, such as `3 yuan`, beside the `cost` of its heads."""
    least_calls: Real = Field(default=0.0, ge=0, le=1_000_000)
    """Answered calls of a day that are paid at the least, where calls are paid."""
    absence: Share = 0.0
    """The same as `absence` of the pool, where earlier files have it."""
