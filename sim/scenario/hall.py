"""A service hall: its door, its lines, its greeter."""

from __future__ import annotations

import itertools
from typing import Literal

from pydantic import Field, field_validator

from sim.scenario.appointments import Appointments
from sim.scenario.base import Label, Name, Part, Whole, YesNo
from sim.scenario.calendar import OwnHours
from sim.scenario.closures import Closures, CounterOutage
from sim.scenario.demand import Arrivals
from sim.scenario.distributions import Distribution
from sim.scenario.fields import Minutes, Share
from sim.scenario.problems import WrongAt, refuse


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
    appointments: Appointments | None = None
    """Customers who book a slot, beside those who walk in; everybody walks in if not given."""
    balking: tuple[Balking, ...] = ()
    """Steps of balking on getting in, by all who then wait in the hall, such as `[{waiting: 30, leave: 10 %}, {waiting: 60, leave: 40 %}]`; nobody if not given."""
    patience: Distribution | None = None
    """How long customers wait in line for a counter or kiosk, from their ticket on, before they give up; for ever if
    not given. Nobody gives up at the door; before the greeter, `bypass_after` holds."""
    called_in_vain: Minutes | None = None
    """Time that a counter loses on the ticket of a customer who has given up waiting, such as `30 s`: the ticket stays in line, is called when
    its turn comes, and nobody is there. If not given, whoever gives up hands the ticket back. At kiosks nobody calls."""
    greeter: Greeter | None = None
    """What the greeter does; without heads in a pool that works at `greeter`, nobody does it."""
    outages: tuple[CounterOutage, ...] = ()
    """What closes counters by chance, such as `[{every: 20 h, lasts: {exponential: {mean: 15 min}}}]`; nothing if not given."""
    closures: Closures = ()
    """When counters are closed, such as `[{date: 2010-12-21, start: 09:00, end: 11:00, pool: clerks, heads: 2}]`, or the path of a CSV file
    with these columns: all pools without `pool`, all heads of a pool without `heads`."""
    at_outage: Literal["finish", "wait"] = "finish"
    """What becomes of a customer at a counter that closes: served to the end (as before a break: what is begun is ended by hand; assumed), or
    served on when it opens again."""

    @property
    def closes(self) -> bool:
        """Whether counters may be closed while their heads are on duty."""
        return bool(self.outages or self.closures)

    @field_validator("balking")
    @classmethod
    def _rising(cls, steps: tuple[Balking, ...]) -> tuple[Balking, ...]:
        refuse(
            WrongAt(
                (number,), "must rise against the step before it: more waiting, and at least as many leave"
            )
            for number, (before, here) in enumerate(itertools.pairwise(steps), 1)
            if here.waiting <= before.waiting or here.leave < before.leave
        )
        return steps
