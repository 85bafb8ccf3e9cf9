"""Who comes, when, wanting what, and with which dice: the same contacts for every engine and policy.

Arrivals are a Poisson process, made by time rescaling: the *i*-th customer of a day comes when the cumulative rate
reaches the sum of *i* unit exponential gaps. A policy that changes the volume moves each arrival a little and keeps
its dice. (Çinlar, *Introduction to Stochastic Processes*, 1975, ch. 4.7.)
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from dataclasses import dataclass
from functools import cached_property
from typing import Any

import numpy as np
from numpy.typing import NDArray

from sim.draws.contact_sampler import Drawn
from sim.draws.contacts import COLUMNS, Contacts, number_of
from sim.draws.dice import Dice, Stream
from sim.draws.profile import Profile
from sim.scenario import Scenario
from sim.scenario.demand import Arrivals, Count, Halves, MixRow, Segment, Service
from sim.scenario.distributions import Gamma
from sim.scenario.hall import Hall
from sim.scenario.units import DAY, WEEKDAYS
from sim.time.opening import Opening
from sim.time.ticks import on_grid

Floats = NDArray[np.float64]
Ints = NDArray[np.int64]


@dataclass(frozen=True)
class Cases:
    """The new cases of one hall on one day, for some replications: one entry a case, replication by replication.

    Attributes
    ----------
    day : int
        Day of the horizon.
    replications : range
        Replications drawn; a lane is the place of one among them.
    start : ndarray
        Where each lane begins, and where the last one ends: shape (lanes + 1,).
    lane, index : ndarray
        Lane of each case, and its number there, in the order of arrival.
    arrived : ndarray
        Time of arrival in minutes since the horizon's first midnight, rising in each lane.
    service, segment : ndarray
        Numbers in the scenario's order.
    """

    day: int
    replications: range
    start: Ints
    lane: Ints
    index: Ints
    arrived: Floats
    service: Ints
    segment: Ints

    def __len__(self) -> int:
        return len(self.lane)

    @property
    def count(self) -> Ints:
        """Number of cases of each lane."""
        return np.diff(self.start)

    def of_lane(self, lane: int) -> slice:
        """The entries of a lane."""
        return slice(int(self.start[lane]), int(self.start[lane + 1]))


@dataclass(frozen=True)
class Coming:
    """Draws who comes to one door: a hall's, or a line of a call centre.

    Attributes
    ----------
    scenario : Scenario
        Whose demand.
    site : str
        The name of the door in addresses of random numbers.
    arrivals : Arrivals
        How many come when.
    opening : Opening
        When it is open.
    dice : Dice
        The random numbers.
    common_site, common_cv : str, float
        Busyness that several doors share: where it is drawn, and its coefficient of variation.
    """

    scenario: Scenario
    site: str
    arrivals: Arrivals
    opening: Opening
    dice: Dice
    common_site: str = ""
    common_cv: float = 0.0

    def volume(self, day: int) -> float:
        """Mean number of new cases of a day before its busyness; zero where it is closed."""
        return self.arrivals.mean_on(self.scenario.calendar.date(day)) if self.opening.on(day) else 0.0

    def cases(self, day: int, replications: range) -> Cases:
        """The new cases of a day."""
        arrived, start = self.arrived(day, replications)
        lane = np.repeat(np.arange(len(replications)), np.diff(start))
        return self.cases_of(day, replications, start, lane, np.arange(len(lane)) - start[lane], arrived)

    def arrived(self, day: int, replications: range) -> tuple[Floats, Ints]:
        """When the new cases of a day come, replication by replication, and where each of these begins and the last ends."""
        counts = self._counts.get(self.scenario.calendar.date(day), []) if self.opening.on(day) else []
        arrived, count = (self._counted if counts else self._poisson)(day, replications)
        return arrived, np.concatenate(([0], np.cumsum(count)))

    def cases_of(
        self, day: int, replications: range, start: Ints, lane: Ints, index: Ints, arrived: Floats
    ) -> Cases:
        """Some of the new cases of a day, by lane and number, with what they want; see :class:`Cases`."""
        clock = arrived - day * DAY

        def uniforms(stream: Stream) -> Floats:
            return self.dice.at(stream, self.site, day, lane, index, replications)

        parts, segments = self.scenario.services, self.scenario.segments
        service = _mixed(lambda: uniforms(Stream.SERVICE), clock, self.arrivals.mix, parts)
        segment = _mixed(lambda: uniforms(Stream.SEGMENT), clock, self.arrivals.segment_mix, segments)
        return Cases(day, replications, start, lane, index, arrived, service, segment)

    def _poisson(self, day: int, replications: range) -> tuple[Floats, Ints]:
        """Times of arrival of each replication, one after the other; how many each has."""
        volume = self.volume(day) * self._busyness(day, replications)
        if self.arrivals.halves is not None:
            return self._by_halves(day, volume, self.arrivals.halves, replications)
        reached, count = self._arrivals(day, volume, replications)
        return self.time_of_day(day, reached / np.repeat(volume, count)), count

    def _by_halves(
        self, day: int, volume: Floats, halves: Halves, replications: range
    ) -> tuple[Floats, Ints]:
        """The same where morning and afternoon have factors of their own: the rate jumps between them."""
        profile = self._profiles[self.scenario.calendar.date(day).weekday()]
        until, (early, late) = profile.share(halves.at), volume * self.factors(day, halves, replications)
        reached, count = self._arrivals(day, early * until + late * (1.0 - until), replications)
        morning, early, late = (np.repeat(each, count) for each in (early * until, early, late))
        with np.errstate(divide="ignore", invalid="ignore"):
            fraction = np.where(reached < morning, reached / early, until + (reached - morning) / late)
        return self.time_of_day(day, np.minimum(fraction, 1.0)), count

    def factors(self, day: int, halves: Halves, replications: range) -> Floats:
        """Factors of morning and afternoon, shape (2, replications)."""
        from scipy.special import ndtr, ndtri

        first, other = ndtri(self.dice.uniforms(Stream.HALVES, self.site, day, 2, replications)).T
        second = halves.correlation * first + np.sqrt(1.0 - halves.correlation**2) * other
        return Gamma.model_construct(mean=1.0, cv=halves.cv).inverse(ndtr(np.stack([first, second])))

    def _counted(self, day: int, replications: range) -> tuple[Floats, Ints]:
        """The same for a day whose counts are given: each stretch has as many, at times that are equally likely."""
        stretches = self._counts[self.scenario.calendar.date(day)]
        ends = np.cumsum([stretch.contacts for stretch in stretches])
        clock = self.dice.uniforms(Stream.GAP, self.site, day, int(ends[-1]), replications)
        for stretch, end in zip(stretches, ends.tolist(), strict=True):
            part = clock[:, end - stretch.contacts : end]
            part[:] = stretch.start + (stretch.end - stretch.start) * np.sort(part, axis=1)
        return on_grid(day * DAY + clock.ravel()), np.full(len(replications), int(ends[-1]))

    @cached_property
    def _counts(self) -> dict[dt.date, list[Count]]:
        found: dict[dt.date, list[Count]] = {}
        for stretch in self.arrivals.counts or ():
            found.setdefault(stretch.date, []).append(stretch)
        return found

    def _busyness(self, day: int, replications: range) -> Floats:
        own = self._factor(Stream.BUSYNESS, self.site, self.arrivals.day_to_day_cv, day, replications)
        return own * self._factor(Stream.COMMON_BUSYNESS, self.common_site, self.common_cv, day, replications)

    def _factor(self, stream: Stream, site: str, cv: float, day: int, replications: range) -> Floats:
        if not cv:
            return np.ones(len(replications))
        uniforms = self.dice.uniforms(stream, site, day, 1, replications)
        return Gamma.model_construct(mean=1.0, cv=cv).inverse(uniforms[:, 0])

    def _arrivals(self, day: int, volume: Floats, replications: range) -> tuple[Floats, Ints]:
        """Cumulative unit gaps up to the volume of each replication, one after the other; how many each has."""
        if volume.max(initial=0.0) <= 0:
            return np.empty(0), np.zeros(len(replications), dtype=np.int64)
        most = float(volume.max())
        size = int(most + 6 * np.sqrt(most)) + 16
        while True:
            gaps = self.dice.uniforms(Stream.GAP, self.site, day, size, replications)
            np.negative(gaps, out=gaps)
            np.log1p(gaps, out=gaps)
            np.negative(gaps, out=gaps)
            reached = np.cumsum(gaps, axis=1, out=gaps)
            if (reached[:, -1] > volume).all():
                break
            size *= 2
        count = np.count_nonzero(reached <= volume[:, None], axis=1)
        return np.concatenate([row[:of_row] for row, of_row in zip(reached, count, strict=True)]), count

    def time_of_day(self, day: int, fraction: Floats) -> Floats:
        """When a fraction of a day's arrivals has come, on the grid, in minutes since the first midnight."""
        return on_grid(day * DAY + self._profiles[self.scenario.calendar.date(day).weekday()].clock(fraction))

    @cached_property
    def _profiles(self) -> list[Profile]:
        rows = self.arrivals.profile
        return [
            Profile([(row.start, row.end, row.weights[weekday]) for row in rows])
            for weekday in range(len(WEEKDAYS))
        ]


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
    def coming(self) -> Coming:
        """Who comes to its door."""
        return Coming(self.scenario, self.site, self.hall.arrivals, self.opening, self.dice)

    def volume(self, day: int) -> float:
        """Mean number of new cases of a day before its busyness; zero where the hall is closed."""
        return self.coming.volume(day)

    def cases(self, day: int, replications: range) -> Cases:
        """The new cases of a day."""
        return self.coming.cases(day, replications)

    def time_of_day(self, day: int, fraction: Floats) -> Floats:
        """When a fraction of a day's arrivals has come, on the grid, in minutes since the first midnight."""
        return self.coming.time_of_day(day, fraction)

    def contacts(self, cases: Cases, attempt: int = 1, of: Ints | None = None) -> Contacts:
        """The contacts of some cases (all, or those at the places `of`) at their `attempt`-th contact."""
        return Contacts(self, Drawn(self.dice, self.site, cases, attempt, of))

    def carried(self, cases: Cases, attempt: int) -> dict[str, NDArray[Any]]:
        """The columns that the contacts of some cases carry, by name."""
        contacts = self.contacts(cases, attempt)
        return {name: getattr(contacts, name) for name in COLUMNS}


def _mixed(
    uniforms: Callable[[], Floats],
    clock: Floats,
    mix: tuple[MixRow, ...] | None,
    parts: dict[str, Service] | dict[str, Segment],
) -> Ints:
    """The number of the part (service or segment) that each uniform means, by time of day where there is a mix."""
    names = list(parts)
    if len(names) == 1:
        return np.zeros(len(clock), dtype=np.int64)
    if mix is None:
        return number_of(uniforms(), np.cumsum([part.share for part in parts.values()])[:-1])
    table = np.cumsum([[dict(row.shares).get(name, 0.0) for name in names] for row in mix], axis=1)[:, :-1]
    row = np.clip(np.searchsorted([each.start for each in mix], clock, side="right") - 1, 0, None)
    numbers: Ints = np.sum(uniforms()[..., None] >= table[row], axis=-1, dtype=np.int64)
    return numbers
