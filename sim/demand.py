"""Who comes, when, wanting what, and with which dice: the same contacts for every engine and policy.

Arrivals are a Poisson process, made by time rescaling: the *i*-th customer of a day comes when the cumulative rate
reaches the sum of *i* unit exponential gaps. A policy that changes the volume moves each arrival a little and keeps
its dice. (Çinlar, *Introduction to Stochastic Processes*, 1975, ch. 4.7.)
"""

from __future__ import annotations

from dataclasses import dataclass, fields
from functools import cached_property

import numpy as np
from numpy.typing import NDArray

from sim.dice import Dice, Stream
from sim.opening import Opening
from sim.scenario import Scenario
from sim.scenario.demand import MixRow, Segment, Service
from sim.scenario.distributions import Distribution, Gamma
from sim.scenario.units import DAY, WEEKDAYS
from sim.ticks import on_grid

Floats = NDArray[np.float64]
Ints = NDArray[np.int64]
Flags = NDArray[np.bool_]


@dataclass(frozen=True)
class Cases:
    """The new cases of one hall on one day, for some replications. Arrays have shape (replications, most cases).

    Attributes
    ----------
    day : int
        Day of the horizon.
    count : ndarray
        Number of cases of each replication; what lies beyond is padding.
    arrived : ndarray
        Time of arrival in minutes since the horizon's first midnight, rising; infinite beyond the count.
    service, segment : ndarray
        Numbers in the scenario's order.
    """

    day: int
    count: Ints
    arrived: Floats
    service: Ints
    segment: Ints


@dataclass(frozen=True)
class Contacts:
    """What each contact of some cases carries, for one attempt. Arrays have the shape of the cases.

    Attributes
    ----------
    handle : ndarray
        Time at a counter at speed 100 % with complete papers, in minutes.
    quick : ndarray
        Whether a quick answer is all that is needed.
    papers, balk, comes_back : ndarray
        Uniforms to hold against the share of missing papers, of balking, of coming back.
    patience : ndarray
        Minutes in line before giving up; infinite where customers wait for ever.
    kiosk : ndarray
        Whether the customer goes to a kiosk unasked; `steered`: when the greeter says so.
    kiosk_time, triage, answer, check, help : ndarray
        Minutes at the kiosk, and of the greeter's triage, answer, check of papers and help with the form.
    answered, caught : ndarray
        Whether the greeter can answer the quick question; finds that papers are missing.
    return_days : ndarray
        After how many open days the customer comes back, from 1.
    return_time : ndarray
        Uniform that becomes the time of day of coming back.
    """

    handle: Floats
    quick: Flags
    papers: Floats
    balk: Floats
    patience: Floats
    kiosk: Flags
    steered: Flags
    kiosk_time: Floats
    triage: Floats
    answered: Flags
    answer: Floats
    check: Floats
    caught: Flags
    help: Floats
    comes_back: Floats
    return_days: Ints
    return_time: Floats

    def row(self, replication: int, count: int) -> dict[str, list[float]]:
        """Plain lists of one replication, by name."""
        columns = {field.name: getattr(self, field.name)[replication, :count] for field in fields(self)}
        return {
            name: column[:1].tolist() * count if column.strides == (0,) else column.tolist()
            for name, column in columns.items()
        }


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

    def volume(self, day: int) -> float:
        """Mean number of new cases of a day before its busyness; zero where the hall is closed."""
        arrivals = self.scenario.halls[self.hall_name].arrivals
        return arrivals.mean_on(self.scenario.calendar.date(day)) if self.opening.on(day) else 0.0

    def cases(self, day: int, replications: range) -> Cases:
        """The new cases of a day."""
        volume = self.volume(day) * self._busyness(day, replications)
        reached, count = self._arrivals(day, volume, replications)
        fraction = np.divide(reached, volume[:, None], out=np.ones_like(reached), where=volume[:, None] > 0)
        arrived = self.time_of_day(day, fraction)
        arrived[np.arange(arrived.shape[1]) >= count[:, None]] = np.inf
        size, arrivals = arrived.shape[1], self.scenario.halls[self.hall_name].arrivals
        clock = arrived - day * DAY
        service = _mixed(
            self.dice.uniforms(Stream.SERVICE, self.site, day, size, replications),
            clock,
            arrivals.mix,
            self.scenario.services,
        )
        segment = _mixed(
            self.dice.uniforms(Stream.SEGMENT, self.site, day, size, replications),
            clock,
            arrivals.segment_mix,
            self.scenario.segments,
        )
        return Cases(day, count, arrived, service, segment)

    def _busyness(self, day: int, replications: range) -> Floats:
        cv = self.scenario.halls[self.hall_name].arrivals.day_to_day_cv
        if not cv:
            return np.ones(len(replications))
        uniforms = self.dice.uniforms(Stream.BUSYNESS, self.site, day, 1, replications, page=1)
        return Gamma.model_construct(mean=1.0, cv=cv).inverse(uniforms[:, 0])

    def _arrivals(self, day: int, volume: Floats, replications: range) -> tuple[Floats, Ints]:
        """Cumulative unit gaps up to the volume of each replication, and how many of them there are."""
        if volume.max(initial=0.0) <= 0:
            return np.empty((len(replications), 0)), np.zeros(len(replications), dtype=np.int64)
        most = float(volume.max())
        size = int(most + 6 * np.sqrt(most)) + 16
        while True:
            gaps = -np.log1p(-self.dice.uniforms(Stream.GAP, self.site, day, size, replications))
            reached = np.cumsum(gaps, axis=1)
            if (reached[:, -1] > volume).all():
                break
            size *= 2
        count = (reached <= volume[:, None]).sum(axis=1)
        return reached[:, : int(count.max())], count

    def time_of_day(self, day: int, fraction: Floats) -> Floats:
        """When a fraction of a day's arrivals has come, on the grid, in minutes since the first midnight."""
        edges, cumulative = self._profiles[self.scenario.calendar.date(day).weekday()]
        return on_grid(day * DAY + np.interp(fraction, cumulative, edges))

    @cached_property
    def _profiles(self) -> list[tuple[Floats, Floats]]:
        rows = self.scenario.halls[self.hall_name].arrivals.profile
        edges = np.array([edge for row in rows for edge in (row.start, row.end)])
        profiles = []
        for weekday in range(len(WEEKDAYS)):
            weights = np.array([weight for row in rows for weight in (0.0, row.weights[weekday])])
            profiles.append((edges, np.cumsum(weights) / weights.sum()))
        return profiles

    def contacts(self, cases: Cases, replications: range, attempt: int = 1) -> Contacts:
        """What the contacts of some cases carry at their `attempt`-th contact."""
        return _Carried(self, cases, replications, attempt).contacts()


@dataclass(frozen=True)
class _Carried:
    """Draws what contacts carry; a draw that cannot matter is not made, and moves no other."""

    demand: HallDemand
    cases: Cases
    replications: range
    attempt: int

    def contacts(self) -> Contacts:
        scenario = self.demand.scenario
        services, hall = list(scenario.services.values()), scenario.halls[self.demand.hall_name]
        greeter = hall.greeter
        quick = self._happens(Stream.QUICK, [service.quick for service in services], attempt=1)
        handle = self._by_service(Stream.HANDLE, [service.handle_time for service in services])
        quick_time = (
            self._by_service(Stream.QUICK_TIME, [service.quick_time for service in services])
            if quick.any()
            else handle
        )
        kiosk = [service.kiosk for service in services]
        papers = any(service.papers_missing for service in services)
        back = scenario.come_back
        leaves = papers or bool(hall.balking) or back.reneged or back.sent_home or back.turned_away
        help_time = [service.form.help_time if service.form else None for service in services]
        return Contacts(
            handle=np.where(quick, quick_time, handle),
            quick=quick,
            papers=self._uniform(Stream.PAPERS, papers),
            balk=self._uniform(Stream.BALK, bool(hall.balking)),
            patience=self._times(Stream.PATIENCE, hall.patience, np.inf),
            kiosk=self._happens(Stream.KIOSK, [use.chosen if use else 0.0 for use in kiosk]),
            steered=self._happens(
                Stream.STEER, [greeter.steers if greeter and use else 0.0 for use in kiosk]
            ),
            kiosk_time=self._by_service(
                Stream.KIOSK_TIME, [use.handle_time if use else None for use in kiosk]
            ),
            triage=self._times(Stream.TRIAGE_TIME, greeter.triage if greeter else None),
            answered=self._happens(Stream.ANSWER, [greeter.answers if greeter else 0.0] * len(services)),
            answer=self._times(Stream.ANSWER_TIME, greeter.answer_time if greeter else None),
            check=self._times(Stream.CHECK_TIME, greeter.check_time if greeter else None),
            caught=self._happens(Stream.CATCH, [greeter.catches if greeter else 0.0] * len(services)),
            help=self._by_service(
                Stream.HELP_TIME,
                help_time if greeter and greeter.helps_with_forms else [None] * len(services),
            ),
            comes_back=self._uniform(Stream.RETURN, bool(leaves)),
            return_days=self._return_days(back.after_days, bool(leaves)),
            return_time=self._uniform(Stream.RETURN_TIME, bool(leaves)),
        )

    def _uniform(self, stream: Stream, needed: bool, attempt: int | None = None) -> Floats:
        if not needed:
            return np.broadcast_to(0.0, self.cases.service.shape)
        return self.demand.dice.uniforms(
            stream,
            self.demand.site,
            self.cases.day,
            self.cases.service.shape[1],
            self.replications,
            attempt or self.attempt,
        )

    def _happens(self, stream: Stream, shares: list[float], attempt: int | None = None) -> Flags:
        """Whether something happens whose chance depends on the service."""
        if not any(shares):
            return np.broadcast_to(np.False_, self.cases.service.shape)
        return self._uniform(stream, True, attempt) < np.array(shares)[self.cases.service]

    def _times(self, stream: Stream, times: Distribution | None, absent: float = 0.0) -> Floats:
        if times is None or times.is_constant:
            value = absent if times is None else times.mean_minutes
            return np.broadcast_to(on_grid(np.array(value)), self.cases.service.shape)
        return on_grid(times.inverse(self._uniform(stream, True)))

    def _by_service(self, stream: Stream, times: list[Distribution | None]) -> Floats:
        """Times whose distribution depends on the service; zero where a service has none."""
        if len(times) == 1:
            return self._times(stream, times[0])
        constants = np.array(
            [0.0 if each is None or not each.is_constant else each.mean_minutes for each in times]
        )
        drawn = on_grid(constants[self.cases.service])
        if all(each is None or each.is_constant for each in times):
            return drawn
        uniforms = self._uniform(stream, True)
        for number, each in enumerate(times):
            if each is not None and not each.is_constant:
                here = self.cases.service == number
                drawn[here] = on_grid(each.inverse(uniforms[here]))
        return drawn

    def _return_days(self, shares: tuple[float, ...], needed: bool) -> Ints:
        steps = np.cumsum(shares)[:-1]
        uniforms = self._uniform(Stream.RETURN_DAYS, needed and len(shares) > 1)
        return 1 + np.searchsorted(steps, uniforms, side="right").astype(np.int64)


def _mixed(
    uniforms: Floats,
    clock: Floats,
    mix: tuple[MixRow, ...] | None,
    parts: dict[str, Service] | dict[str, Segment],
) -> Ints:
    """The number of the part (service or segment) that each uniform means, by time of day where there is a mix."""
    names = list(parts)
    if mix is None:
        steps = np.cumsum([part.share for part in parts.values()])[:-1]
        return np.searchsorted(steps, uniforms, side="right").astype(np.int64)
    table = np.cumsum([[dict(row.shares).get(name, 0.0) for name in names] for row in mix], axis=1)[:, :-1]
    row = np.clip(np.searchsorted([each.start for each in mix], clock, side="right") - 1, 0, None)
    numbers: Ints = np.sum(uniforms[..., None] >= table[row], axis=-1, dtype=np.int64)
    return numbers
