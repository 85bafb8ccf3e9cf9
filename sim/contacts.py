"""What each contact carries: its times, and the uniforms that decide what it does.

A column is drawn when it is first read. A draw that cannot matter is never made, and moves no other.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

from sim.dice import Stream
from sim.scenario.distributions import Distribution
from sim.ticks import on_grid

if TYPE_CHECKING:
    from sim.demand import Cases, HallDemand

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
    cases : Cases
        The cases of a day.
    attempt : int
        Which contact of the case, from 1.
    of : ndarray or None
        Places of the contacts' cases among those of the day; all of them, if not given.
    """

    demand: HallDemand
    cases: Cases
    attempt: int
    of: Ints | None = None

    def __len__(self) -> int:
        return len(self.service)

    # -- columns ----------------------------------------------------------------------------------------------------

    @cached_property
    def service(self) -> Ints:
        """Number of the service."""
        return self._of(self.cases.service)

    @cached_property
    def segment(self) -> Ints:
        """Number of the segment."""
        return self._of(self.cases.segment)

    @cached_property
    def quick(self) -> Flags:
        """Whether a quick answer is all that is needed: a matter of the case, so the same at every attempt."""
        shares = [service.quick for service in self.demand.services]
        return self._happens(Stream.QUICK, shares, attempt=1)

    @cached_property
    def handle(self) -> Floats:
        """Minutes at a counter at speed 100 % with complete papers."""
        whole = [service.handle_time for service in self.demand.services]
        if not self.quick.any():
            return self._by_service(Stream.HANDLE, whole)
        quick = [service.quick_time for service in self.demand.services]
        minutes = self._by_service(Stream.HANDLE, whole, ~self.quick)
        short = self._by_service(Stream.QUICK_TIME, quick, self.quick)
        return np.where(self.quick, short, minutes)

    @cached_property
    def papers(self) -> Floats:
        """Uniform to hold against the share of missing papers."""
        return self._uniform(Stream.PAPERS, self.demand.misses_papers)

    @cached_property
    def balk(self) -> Floats:
        """Uniform to hold against the share that balks."""
        return self._uniform(Stream.BALK, bool(self.demand.hall.balking))

    @cached_property
    def patience(self) -> Floats:
        """Minutes in line before giving up; infinite where customers wait for ever."""
        return self._times(Stream.PATIENCE, self.demand.hall.patience, np.inf)

    @cached_property
    def kiosk(self) -> Flags:
        """Whether the customer goes to a kiosk unasked."""
        uses = [service.kiosk for service in self.demand.services]
        return self._happens(Stream.KIOSK, [use.chosen if use else 0.0 for use in uses])

    @cached_property
    def steered(self) -> Flags:
        """Whether the customer goes to a kiosk when the greeter says so."""
        greeter, services = self.demand.hall.greeter, self.demand.services
        shares = [greeter.steers if greeter and service.kiosk else 0.0 for service in services]
        return self._happens(Stream.STEER, shares)

    @cached_property
    def kiosk_time(self) -> Floats:
        """Minutes at a kiosk."""
        uses = [service.kiosk for service in self.demand.services]
        return self._by_service(Stream.KIOSK_TIME, [use.handle_time if use else None for use in uses])

    @cached_property
    def triage(self) -> Floats:
        """Minutes in which the greeter finds out what is needed."""
        greeter = self.demand.hall.greeter
        return self._times(Stream.TRIAGE_TIME, greeter.triage if greeter else None)

    @cached_property
    def answered(self) -> Flags:
        """Whether the greeter can answer the quick question."""
        greeter = self.demand.hall.greeter
        return self._happens(Stream.ANSWER, [greeter.answers if greeter else 0.0] * len(self.demand.services))

    @cached_property
    def answer(self) -> Floats:
        """Minutes of the greeter's answer."""
        greeter = self.demand.hall.greeter
        return self._times(Stream.ANSWER_TIME, greeter.answer_time if greeter else None)

    @cached_property
    def check(self) -> Floats:
        """Minutes of the greeter's check of papers."""
        greeter = self.demand.hall.greeter
        return self._times(Stream.CHECK_TIME, greeter.check_time if greeter else None)

    @cached_property
    def caught(self) -> Flags:
        """Whether the greeter finds that papers are missing."""
        greeter = self.demand.hall.greeter
        return self._happens(Stream.CATCH, [greeter.catches if greeter else 0.0] * len(self.demand.services))

    @cached_property
    def help(self) -> Floats:
        """Minutes of the greeter's help with the form; zero where there is none."""
        greeter, services = self.demand.hall.greeter, self.demand.services
        helps = greeter is not None and greeter.helps_with_forms
        times = [service.form.help_time if helps and service.form else None for service in services]
        return self._by_service(Stream.HELP_TIME, times)

    @cached_property
    def comes_back(self) -> Floats:
        """Uniform to hold against the share that comes back."""
        return self._uniform(Stream.RETURN, self.demand.loses_customers)

    @cached_property
    def return_days(self) -> Ints:
        """After how many open days the customer comes back, from 1."""
        shares = self.demand.scenario.come_back.after_days
        uniforms = self._uniform(Stream.RETURN_DAYS, self.demand.loses_customers and len(shares) > 1)
        return 1 + number_of(uniforms, np.cumsum(shares)[:-1])

    @cached_property
    def return_time(self) -> Floats:
        """Uniform that becomes the time of day of coming back."""
        return self._uniform(Stream.RETURN_TIME, self.demand.loses_customers)

    # -- how they are drawn -----------------------------------------------------------------------------------------

    def _of(self, column: Ints) -> Ints:
        return column if self.of is None else column[self.of]

    def _uniform(self, stream: Stream, needed: bool = True, attempt: int | None = None) -> Floats:
        if not needed:
            return np.broadcast_to(0.0, self.service.shape)
        return self._drawn(stream, self._of(self.cases.lane), self._of(self.cases.index), attempt)

    def _drawn(self, stream: Stream, lane: Ints, index: Ints, attempt: int | None = None) -> Floats:
        cases, demand = self.cases, self.demand
        return demand.dice.at(
            stream, demand.site, cases.day, lane, index, cases.replications, attempt or self.attempt
        )

    def _happens(self, stream: Stream, shares: list[float], attempt: int | None = None) -> Flags:
        """Whether something happens whose chance depends on the service."""
        if not any(shares):
            return np.broadcast_to(np.False_, self.service.shape)
        limits = np.array(shares)
        return self._uniform(stream, attempt=attempt) < (
            limits[0] if (limits == limits[0]).all() else limits[self.service]
        )

    def _times(self, stream: Stream, times: Distribution | None, absent: float = 0.0) -> Floats:
        if times is None or times.is_constant:
            value = absent if times is None else times.mean_minutes
            return np.broadcast_to(on_grid(np.array(value)), self.service.shape)
        return on_grid(times.inverse(self._uniform(stream)))

    def _by_service(
        self, stream: Stream, times: Sequence[Distribution | None], among: Flags | None = None
    ) -> Floats:
        """Times whose distribution depends on the service; zero where a service has none, and not `among`."""
        if len(times) == 1 and among is None:
            return self._times(stream, times[0])
        constants = np.array(
            [0.0 if each is None or not each.is_constant else each.mean_minutes for each in times]
        )
        if all(each is None or each.is_constant for each in times):
            return on_grid(constants)[self.service]
        drawn: Floats = on_grid(constants)[self.service]
        lane, index = self._of(self.cases.lane), self._of(self.cases.index)
        for number, each in enumerate(times):
            if each is not None and not each.is_constant:
                here = np.flatnonzero(
                    self.service == number if among is None else (self.service == number) & among
                )
                drawn[here] = on_grid(each.inverse(self._drawn(stream, lane[here], index[here])))
        return drawn


COLUMNS = tuple(
    name
    for name, value in vars(Contacts).items()
    if isinstance(value, cached_property) and name not in ("service", "segment")
)
"""Names of the columns that contacts carry."""


def number_of(uniforms: Floats, steps: Floats) -> Ints:
    """How many of some rising steps each uniform reaches: the number of the part that it means."""
    reached = np.zeros(uniforms.shape, dtype=np.uint8 if len(steps) < 256 else np.int64)
    for step in steps:
        reached += uniforms >= step
    return reached.astype(np.int64)
