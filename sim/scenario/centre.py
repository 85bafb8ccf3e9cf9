"""A call centre: its lines, its menu, its app, who hangs up and contacts again where, and which pool takes which call."""

from __future__ import annotations

import itertools
from collections.abc import Mapping
from typing import Literal, NamedTuple

from pydantic import Field, field_validator, model_validator

from sim.scenario.base import Label, Name, Part, Real, Whole, YesNo
from sim.scenario.calendar import OwnHours
from sim.scenario.demand import Arrivals
from sim.scenario.distributions import Distribution
from sim.scenario.fields import Factor, Minutes, Share
from sim.scenario.names import Names, among, each_once
from sim.scenario.phone import Patience
from sim.scenario.pool import Pool
from sim.scenario.problems import WrongAt, refuse
from sim.scenario.watch import WarningLevel, Watch

Channel = Literal["phone", "chat"]


class Line(Part):
    """A phone line, usually one for each language, or a way in for chats."""

    label: Label = ""
    """What reports call it; its key without underscores if not given."""
    channel: Channel = "phone"
    """`phone`, or `chat`: chats go through no menu, need no trunk and are offered no callback; all else is as with calls."""

    arrivals: Arrivals = Field(examples=[{"per_day": 7000, "profile": "tables/profile.csv"}])
    """Who calls when, for the first time; calls of those who call again come on top."""
    priority: Whole = Field(default=0, ge=-100, le=100)
    """Added to the priority of a caller's segment; higher is answered first."""
    rises: Real = Field(default=0.0, ge=0, le=100)
    """Points of priority that a call gains for each minute that it waits."""


class Menu(Part):
    """The voice menu that every call goes through first."""

    time: Distribution = Field(examples=["30 s"])
    """Time in the menu."""
    leave: Share = 0.0
    """Share of callers who hang up at its end. Whom it serves says the service."""


class Announced(Part):
    """What a caller does who hears a long wait announced."""

    wait: Minutes = Field(examples=["3 min"])
    """The step holds from this announced wait on: the wait of the call of the same line that was answered last."""
    leave: Share = Field(examples=["20 %"])
    """Share of callers who hang up then."""


class Callback(Part):
    """The offer to be called back, made to callers who would have to wait long."""

    wait: Minutes = Field(examples=["3 min"])
    """Offered from this announced wait on (see `balking`), to callers who join the queue and are not answered at once."""
    accept: Share = Field(examples=["40 %"])
    """Share of them who accept. They hang up, which frees their trunk, and keep their place in the queue; they neither
    balk nor lose patience. The others stay on the line, and may balk."""
    reached: Share = 0.85
    """Share of tries that reach them, each by its own chance; 85 % (assumed). The talk begins at once then, on no trunk."""
    ring: Minutes = 0.5
    """Time for which an agent rings in vain; 30 s (assumed)."""
    attempts: Whole = Field(default=2, ge=1, le=10)
    """Tries after which the call is over; 2 (assumed)."""
    again_after: Minutes = 10.0
    """Time from a try in vain until the call is back in the queue, at its old place; 10 min (assumed)."""


class Redial(Part):
    """Who calls again after a call that solved nothing."""

    busy: Share = 0.0
    """Share who call again after all trunks were busy."""
    balked: Share = 0.0
    """Share who call again after they hung up at an announced wait."""
    reneged: Share = 0.0
    """Share who call again after they gave up waiting."""
    left_menu: Share = 0.0
    """Share who call again after they hung up in the menu."""
    unsolved: Share = 0.0
    """Share who call again after an agent could not solve their matter."""
    closed: Share = 0.0
    """Share who call again after they called out of hours, or waited in vain at closing."""
    after: Distribution = Distribution(constant="10 min")
    """Time from hanging up to the next call; 10 min (assumed)."""
    not_reached: Share = 0.0
    """Share who call again after they took a callback and could not be reached."""
    most_calls: Whole = Field(default=5, ge=1, le=20)
    """Calls (and other contacts) after which a case is given up; 5 (assumed)."""
    patience: Factor = 1.0
    """Factor on the patience with each further contact, such as 80 % where callers grow angry."""


class Step(Part):
    """One step of a route: pools that may take its calls, and from when on."""

    pools: tuple[Name, ...] = Field(min_length=1, examples=[["own"]])
    """Pools of this step; of all their free agents the one free longest is called."""
    after: Minutes = 0.0
    """They take calls that have waited so long; at once if neither this nor `waiting` is given."""
    waiting: Whole = Field(default=0, ge=0, le=1_000_000)
    """They also take calls while so many calls of the route wait, the one itself among them."""
    reserve: Whole = Field(default=0, ge=0, le=10_000)
    """A pool takes calls of this route only while more than so many of its agents are free."""
    level: Name | None = None
    """A level of the centre's `watch`: the step is open only while it acts, so that its pools help then; always if not given."""


class Route(Part):
    """Which pools take which calls, in which order. A call takes the first route that is for it."""

    lines: Names = "all"
    """Lines that it is for."""
    services: Names = "all"
    """Services that it is for."""
    share: Share = 1.0
    """Share of these calls that take it; each call draws, and the others go on to the next route that is for them."""
    steps: tuple[Step, ...] = Field(min_length=1, examples=[[{"pools": ["own"]}]])
    """Pools in their order: of those that may take a call now, the first step with a free agent takes it."""


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
        refuse(each_once(endings, "a name", "name each once"))
        return endings

    @model_validator(mode="after")
    def _one_place(self) -> Move:
        if (self.line is None) == (self.hall is None):
            raise ValueError("needs either line or hall, write for example line: chat")
        return self


class Centre(OwnHours):
    """A call centre with its lines, pools and rules."""

    label: Label = ""
    """What reports call it; its key without underscores if not given."""
    lines: dict[Name, Line] = Field(min_length=1)
    """Its lines, such as one for each language."""
    pools: tuple[Name, ...] = Field(min_length=1, examples=[["own"]])
    """Pools that work here."""
    round_the_clock: YesNo = False
    """Open day and night on every day, whatever the calendar says."""
    day_to_day_cv: Real = Field(default=0.0, ge=0, le=2)
    """Busyness that all lines share: coefficient of variation of a gamma factor with mean 1 that each day draws."""
    trunks: Whole | None = Field(default=None, ge=1, le=1_000_000)
    """Calls that can be in the centre at once, in the menu, waiting or talking; further ones hear the busy tone. No
    limit if not given."""
    menu: Menu | None = None
    """The voice menu; none if not given."""
    patience: Patience | None = None
    """How long callers wait for an agent; for ever if not given."""
    balking: tuple[Announced, ...] = ()
    """Steps of hanging up at an announced wait, such as `[{wait: 2 min, leave: 10 %}]`; nobody if not given."""
    callback: Callback | None = None
    """The offer to be called back; none if not given."""
    routing: tuple[Route, ...] = ()
    """Which pools take which calls; if not given, each call goes to the pools that can do it, in the order of `pools`."""
    watch: Watch | None = None
    """Levels of warning that bring help while they last; none if not given."""
    redial: Redial = Redial()
    """Who calls again."""
    moves: tuple[Move, ...] = ()
    """Who of them goes elsewhere instead, such as `[{after: [reneged], line: chat, share: 20 %}]`."""
    app: App | None = None
    """Self-service in an app or on a website; none if not given."""
    at_closing: Literal["serve", "send_home"] = "serve"
    """At closing, those who wait are all answered (overtime), or hear a message."""
    overtime_limit: Minutes = 240.0
    """Longest time after closing in which somebody is still answered; 4 h (assumed)."""

    @field_validator("balking")
    @classmethod
    def _rising(cls, steps: tuple[Announced, ...]) -> tuple[Announced, ...]:
        refuse(
            WrongAt(
                (number,), "must rise against the step before it: a longer wait, and at least as many leave"
            )
            for number, (before, here) in enumerate(itertools.pairwise(steps), 1)
            if here.wait <= before.wait or here.leave < before.leave
        )
        return steps

    @model_validator(mode="after")
    def _one_kind_of_hours(self) -> Centre:
        for name in OwnHours.model_fields if self.round_the_clock else ():
            if getattr(self, name) is not None:
                raise ValueError(f"has both {name} and round_the_clock, keep one")
        return self


class Taken(NamedTuple):
    """A route that calls of one kind take.

    Attributes
    ----------
    number : int
        Its number in the centre's routing; -1 where the centre has none, and every able pool takes calls.
    until : float
        Calls whose draw is below this, and not below that of the route before, take it.
    """

    number: int
    until: float


def able(pool: Pool, centre: Centre, line: str, service: str) -> bool:
    """Whether a pool can answer calls, or chats, of a line of a centre and a service."""
    takes = centre.lines[line].channel == "phone" or pool.phone.chats is not None
    return (
        pool.works_at == "phone" and takes and among(line, pool.phone.speaks) and among(service, pool.serves)
    )


def levels_of(centre: Centre) -> Mapping[str, WarningLevel]:
    """The levels of warning of a centre, by name."""
    return centre.watch.levels if centre.watch else {}


def called_in_by(centre: Centre, pool: str) -> set[str]:
    """The levels of warning that call in a pool: those of all steps that name it, if it takes calls at no other time."""
    levels = {step.level for route in centre.routing for step in route.steps if pool in step.pools}
    return set() if None in levels else {level for level in levels if level is not None}


def routes_of(centre: Centre) -> tuple[Route, ...]:
    """The routes of a centre; without any, one with a step for each pool."""
    return centre.routing or (Route(steps=tuple(Step(pools=(pool,)) for pool in centre.pools)),)


def taken(centre: Centre, line: str, service: str) -> list[Taken]:
    """The routes that calls of a line and service take, in order, with the shares that they have together."""
    found: list[Taken] = []
    reached = 0.0
    for number, route in enumerate(routes_of(centre)):
        if reached < 1 and among(line, route.lines) and among(service, route.services):
            reached = 1.0 if route.share == 1 else min(1.0, reached + route.share)
            found.append(Taken(number, reached if reached < 1 - 1e-9 else 1.0))
    return found


def answerers(route: Route, centre: Centre, pools: Mapping[str, Pool], line: str, service: str) -> list[str]:
    """Names of the pools of a route that can answer calls of a line and service, whatever levels of warning there are."""
    return [
        name
        for step in route.steps
        if step.level is None
        for name in step.pools
        if name in pools and able(pools[name], centre, line, service)
    ]
