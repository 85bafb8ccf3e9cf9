"""A service hall: its door, its lines, its greeter."""

from __future__ import annotations

import itertools
from typing import Literal

from pydantic import Field, field_validator

from sim.scenario.base import Label, Name, Part, Whole, YesNo
from sim.scenario.calendar import OwnHours
from sim.scenario.demand import Arrivals
from sim.scenario.distributions import Distribution
from sim.scenario.fields import Minutes, Share
from sim.scenario.problems import WrongAt


class Greeter(Part):
    """What the greeter does with each customer, in this order. Who does it, and when, says the pool."""

    triage: Distribution = Field(examples=["20 s"])
    """Time to ask what the customer needs."""
    answers: Share = 0.0
    """Share of quick questions that the greeter can answer on the spot."""
    answer_time: Distribution = Distribution(constant="1 min")
    """Time of such an answer; 1 min (Shunde paper: "one minute")."""
    steers: Share = 0.0
    """Share of customers whose service a kiosk can do, and whom the greeter brings to it."""
    check_time: Distribution = Distribution(constant="30 s")
    """Time to check the papers of a customer whose service needs papers; 30 s (assumed)."""
    catches: Share = 0.0
    """Share of missing papers that the check finds; the customer goes home at once."""
    helps_with_forms: YesNo = False
    """Whether the greeter helps with the form after the ticket, when nobody waits to be greeted. The
    customer keeps the place in line; whoever is called meanwhile goes first."""
    bypass_after: Minutes = 2.0
    """A customer who has waited so long for the greeter passes by and takes a ticket; 2 min (assumed)."""


class Balking(Part):
    """What a customer does who sees a long queue."""

    waiting: Whole = Field(ge=0, le=1_000_000, examples=[30])
    """The step holds from so many people waiting in the hall on."""
    leave: Share = Field(examples=["10 %"])
    """Share of customers who turn away then."""


class Hall(OwnHours):
    """A service hall with its arrivals, pools and rules."""

    label: Label = ""
    """What reports call it; its key without underscores if not given."""
    arrivals: Arrivals = Field(examples=[{"per_day": 700, "profile": "tables/profile.csv"}])
    """Who comes when."""
    pools: tuple[Name, ...] = Field(min_length=1, examples=[["clerks"]])
    """Pools that work here. Where several have somebody free, the one named first takes the customer."""
    lines: Literal["one", "by_service"] = "one"
    """`one` line, called in order; or a line for each service, from which a pool calls in the order of its `serves`."""
    door: Minutes = 30.0
    """Who comes at most so long before an opening waits at the door; who comes earlier goes away; 30 min (assumed)."""
    last_ticket: Minutes = 0.0
    """No tickets in so many minutes before closing."""
    at_lunch: Literal["serve", "wait", "send_home"] = "serve"
    """At a lunch closure, those inside are all served first, wait for the afternoon, or are sent home."""
    at_closing: Literal["serve", "send_home"] = "serve"
    """At closing, those inside are all served (overtime), or are sent home."""
    overtime_limit: Minutes = 240.0
    """Longest time after closing in which somebody is still called; 4 h (assumed). Who waits longer is sent home."""
    balking: tuple[Balking, ...] = ()
    """Steps of balking on getting in, by all who then wait in the hall, such as `[{waiting: 30, leave: 10 %}, {waiting: 60, leave: 40 %}]`; nobody if not given."""
    patience: Distribution | None = None
    """How long customers wait in line for a counter or kiosk, from their ticket on, before they give up; for ever if
    not given. Nobody gives up at the door; before the greeter, `bypass_after` holds."""
    greeter: Greeter | None = None
    """What the greeter does; without heads in a pool that works at `greeter`, nobody does it."""

    @field_validator("balking")
    @classmethod
    def _rising(cls, steps: tuple[Balking, ...]) -> tuple[Balking, ...]:
        for number, (before, here) in enumerate(itertools.pairwise(steps), 1):
            if here.waiting <= before.waiting or here.leave < before.leave:
                raise WrongAt(
                    (number,),
                    "must rise against the step before it: more waiting, and at least as many leave",
                )
        return steps
