"""Who comes to a hall, and what each visit carries: its times, and the uniforms that decide what it does.

A column is drawn when it is first read. A draw that cannot matter is never made, and moves no other.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from functools import cached_property
from typing import Any

import numpy as np
from numpy.typing import NDArray

from sim.draws.arrivals import ArrivalSampler
from sim.draws.contact_sampler import ContactSampler, NewCases, number_of
from sim.draws.dice import Dice, Stream
from sim.draws.distribution_table import DistributionTable
from sim.scenario import Scenario
from sim.scenario.demand import Service
from sim.scenario.hall import Hall
from sim.time.opening import Opening

Floats = NDArray[np.float64]
Ints = NDArray[np.int64]
Flags = NDArray[np.bool_]


@dataclass(frozen=True)
class Contacts:
    """The contacts of some cases of one day, at one attempt. Every column has one entry a contact.

    Attributes
    ----------
    demand : HallDemand
        Who draws.
    drawn : ContactSampler
        The draws, with their cases and attempt.
    """

    demand: HallDemand
    drawn: ContactSampler

    def __len__(self) -> int:
        return len(self.service)

    def column(self, name: str) -> NDArray[Any]:
        """One of the columns, or one that others have added."""
        found: NDArray[Any] = ADDED[name](self) if name in ADDED else getattr(self, name)
        return found

    @property
    def service(self) -> Ints:
        """Number of the service."""
        return self.drawn.service

    @property
    def segment(self) -> Ints:
        """Number of the segment."""
        return self.drawn.segment

    @cached_property
    def quick(self) -> Flags:
        """Whether a quick answer is all that is needed: a matter of the case, so the same at every attempt."""
        shares = [service.quick for service in self.demand.services]
        return self.drawn.happens(Stream.QUICK, shares, attempt=1)

    @cached_property
    def handle(self) -> Floats:
        """Minutes at a counter at speed 100 % with complete papers."""
        whole = DistributionTable([service.handle_time for service in self.demand.services])
        if not self.quick.any():
            return self.drawn.mixed(Stream.HANDLE, whole, self.service)
        quick = DistributionTable([service.quick_time for service in self.demand.services])
        minutes = self.drawn.mixed(Stream.HANDLE, whole, self.service, ~self.quick)
        short = self.drawn.mixed(Stream.QUICK_TIME, quick, self.service, self.quick)
        return np.where(self.quick, short, minutes)

    @cached_property
    def papers(self) -> Floats:
        """Uniform to hold against the share of missing papers."""
        return self.drawn.uniform(Stream.PAPERS, self.demand.misses_papers)

    @cached_property
    def balk(self) -> Floats:
        """Uniform to hold against the share that balks."""
        return self.drawn.uniform(Stream.BALK, bool(self.demand.hall.balking))

    @cached_property
    def patience(self) -> Floats:
        """Minutes in line before giving up; infinite where customers wait for ever."""
        return self.drawn.times(Stream.PATIENCE, self.demand.hall.patience, np.inf)

    @cached_property
    def kiosk(self) -> Flags:
        """Whether the customer goes to a kiosk unasked."""
        uses = [service.kiosk for service in self.demand.services]
        return self.drawn.happens(Stream.KIOSK, [use.chosen if use else 0.0 for use in uses])

    @cached_property
    def steered(self) -> Flags:
        """Whether the customer goes to a kiosk when the greeter says so."""
        greeter, services = self.demand.hall.greeter, self.demand.services
        shares = [greeter.steers if greeter and service.kiosk else 0.0 for service in services]
        return self.drawn.happens(Stream.STEER, shares)

    @cached_property
    def kiosk_time(self) -> Floats:
        """Minutes at a kiosk."""
        uses = [service.kiosk for service in self.demand.services]
        times = DistributionTable([use.handle_time if use else None for use in uses])
        return self.drawn.mixed(Stream.KIOSK_TIME, times, self.service)

    @cached_property
    def triage(self) -> Floats:
        """Minutes in which the greeter finds out what is needed."""
        greeter = self.demand.hall.greeter
        return self.drawn.times(Stream.TRIAGE_TIME, greeter.triage if greeter else None)

    @cached_property
    def answered(self) -> Flags:
        """Whether the greeter can answer the quick question."""
        greeter = self.demand.hall.greeter
        return self.drawn.happens(
            Stream.ANSWER, [greeter.answers if greeter else 0.0] * len(self.demand.services)
        )

    @cached_property
    def answer(self) -> Floats:
        """Minutes of the greeter's answer, where there is one."""
        greeter, asked = self.demand.hall.greeter, self.quick & self.answered
        return self.drawn.times(Stream.ANSWER_TIME, greeter.answer_time if greeter else None, among=asked)

    @cached_property
    def check(self) -> Floats:
        """Minutes of the greeter's check of papers, where the service needs any and more than a quick answer is needed."""
        greeter = self.demand.hall.greeter
        checked = np.array([bool(service.papers_missing) for service in self.demand.services])
        among = checked[self.service] & ~self.quick
        return self.drawn.times(Stream.CHECK_TIME, greeter.check_time if greeter else None, among=among)

    @cached_property
    def caught(self) -> Flags:
        """Whether the greeter finds that papers are missing."""
        greeter = self.demand.hall.greeter
        return self.drawn.happens(
            Stream.CATCH, [greeter.catches if greeter else 0.0] * len(self.demand.services)
        )

    @cached_property
    def help(self) -> Floats:
        """Minutes of the greeter's help with the form; zero where there is none, or where a quick answer is all that is needed."""
        greeter, services = self.demand.hall.greeter, self.demand.services
        helps = greeter is not None and greeter.helps_with_forms
        times = [service.form.help_time if helps and service.form else None for service in services]
        return self.drawn.mixed(Stream.HELP_TIME, DistributionTable(times), self.service, ~self.quick)

    @cached_property
    def comes_back(self) -> Floats:
        """Uniform to hold against the share that comes back."""
        return self.drawn.uniform(Stream.RETURN, self.demand.loses_customers)

    @cached_property
    def return_days(self) -> Ints:
        """After how many open days the customer comes back, from 1."""
        shares = self.demand.scenario.come_back.after_days
        uniforms = self.drawn.uniform(Stream.RETURN_DAYS, self.demand.loses_customers and len(shares) > 1)
        return 1 + number_of(uniforms, np.cumsum(shares)[:-1])

    @cached_property
    def return_time(self) -> Floats:
        """Uniform that becomes the time of day of coming back."""
        return self.drawn.uniform(Stream.RETURN_TIME, self.demand.loses_customers)


COLUMNS = tuple(name for name, value in vars(Contacts).items() if isinstance(value, cached_property))
"""Names of the columns that contacts carry."""

ADDED: dict[str, Callable[[Contacts], NDArray[Any]]] = {}
"""Columns that others add to these, by name: each is drawn from the contacts, with a stream of its own."""


@dataclass(frozen=True)
class HallDemand:
    """Draws the demand of one hall.

    Attributes
    ----------
    scenario : Scenario
        Whose demand.
    hall_name : str
        The hall.
    opening : Opening
        Its opening windows.
    dice : Dice
        The random numbers.
    """

    scenario: Scenario
    hall_name: str
    opening: Opening
    dice: Dice

    @property
    def site(self) -> str:
        """The name of the hall in addresses of random numbers."""
        return f"hall:{self.hall_name}"

    @cached_property
    def hall(self) -> Hall:
        """The hall in the scenario."""
        return self.scenario.halls[self.hall_name]

    @cached_property
    def services(self) -> list[Service]:
        """The services in the scenario's order."""
        return list(self.scenario.services.values())

    @cached_property
    def misses_papers(self) -> bool:
        """Whether papers may be missing."""
        return any(service.papers_missing for service in self.services)

    @cached_property
    def loses_customers(self) -> bool:
        """Whether a contact may end unresolved and its customer come back."""
        back = self.scenario.come_back
        leaves = back.reneged or back.sent_home or back.turned_away
        return bool(self.misses_papers or self.hall.balking or leaves)

    @cached_property
    def coming(self) -> ArrivalSampler:
        """Who comes to its door."""
        return ArrivalSampler(self.scenario, self.site, self.hall.arrivals, self.opening, self.dice)

    def volume(self, day: int) -> float:
        """Mean number of new cases of a day before its busyness; zero where the hall is closed."""
        return self.coming.volume(day)

    def cases(self, day: int, replications: range) -> NewCases:
        """The new cases of a day."""
        return self.coming.cases(day, replications)

    def time_of_day(self, day: int, fraction: Floats) -> Floats:
        """When a fraction of a day's arrivals has come, on the grid, in minutes since the first midnight."""
        return self.coming.time_of_day(day, fraction)

    def contacts(self, cases: NewCases, attempt: int = 1, of: Ints | None = None) -> Contacts:
        """The contacts of some cases (all, or those at the places `of`) at their `attempt`-th contact."""
        return Contacts(self, ContactSampler(self.dice, self.site, cases, attempt, of))

    def carried(self, cases: NewCases, attempt: int) -> dict[str, NDArray[Any]]:
        """The columns that the contacts of some cases carry, by name."""
        contacts = self.contacts(cases, attempt)
        return {name: contacts.column(name) for name in (*COLUMNS, *ADDED)}


@dataclass(frozen=True)
class VisitsAfterCalls:
    """Draws the visits to a hall of cases that began at a line or app, whose address all their draws keep.

    Attributes
    ----------
    hall : HallDemand
        The hall.
    site : str
        The name of the line or app in addresses of random numbers.
    """

    hall: HallDemand
    site: str

    def contacts(self, cases: NewCases, attempt: int, of: Ints | None = None) -> Contacts:
        """The visits of some cases (all, or those at the places `of`) at their `attempt`-th contact."""
        return Contacts(self.hall, ContactSampler(self.hall.dice, self.site, cases, attempt, of))

    def carried(self, cases: NewCases, attempt: int) -> dict[str, NDArray[Any]]:
        """The columns that the visits of some cases carry, by name."""
        contacts = self.contacts(cases, attempt)
        return {name: contacts.column(name) for name in (*COLUMNS, *ADDED)}
