"""Who comes, when, wanting what, and with which dice: the same contacts for every engine and policy.

Arrivals are a Poisson process, made by time rescaling: the *i*-th customer of a day comes when the cumulative rate
reaches the sum of *i* unit exponential gaps. A policy that changes the volume moves each arrival a little and keeps
its dice. (Çinlar, *Introduction to Stochastic Processes*, 1975, ch. 4.7.)
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from functools import cached_property

import numpy as np
from numpy.typing import NDArray

from sim.draws.contact_sampler import NewCases, number_of
from sim.draws.dice import Dice, Stream
from sim.draws.poisson import points
from sim.scenario import Scenario
from sim.scenario.demand import Arrivals, Count, Halves, MixRow, Segment, Service
from sim.scenario.distributions import Gamma
from sim.scenario.units import DAY, WEEKDAYS
from sim.time.opening import Opening
from sim.time.ticks import on_grid

Floats = NDArray[np.float64]
Ints = NDArray[np.int64]


CELLS = 1024
"""Equal cells of the index into the pieces: so many that few of them hold the end of a piece."""


class Profile:
    """Inverse of the cumulative share of a day's arrivals: linear in each piece, with jumps where nobody comes.

    Parameters
    ----------
    pieces : sequence of tuple
        Start and end of each piece in minutes since midnight, in order, and its weight; some weight is above zero.
    """

    def __init__(self, pieces: Sequence[tuple[float, float, float]]) -> None:
        some = [piece for piece in pieces if piece[2] > 0]
        starts, ends, weights = np.array(some, dtype=np.float64).reshape(-1, 3).T
        edges = np.concatenate(([0.0], np.cumsum(weights) / weights.sum())) if len(some) else np.zeros(2)
        self._pieces = (starts, ends, np.diff(edges))
        self._ends = edges[1:].copy()
        self._ends[-1] = np.inf
        share = np.diff(edges)
        self._slope = np.divide(ends - starts, share) if len(some) else np.zeros(1)
        self._base = starts - edges[:-1] * self._slope if len(some) else np.zeros(1)
        self._piece = np.searchsorted(self._ends, np.arange(CELLS + 1) / CELLS, side="right")
        self._most = int(np.diff(self._piece).max())

    def share(self, clock: float) -> float:
        """The fraction of a day's arrivals that has come by so many minutes since midnight."""
        starts, ends, shares = self._pieces
        return float(np.sum(shares[: len(starts)] * np.clip((clock - starts) / (ends - starts), 0.0, 1.0)))

    def clock(self, fraction: Floats) -> Floats:
        """Minutes since midnight at which each fraction (0 to 1) has come; at a jump, the time after it."""
        piece = self._piece[(fraction * CELLS).astype(np.int64)]
        for _ in range(self._most):  # the index gives the piece at the beginning of a cell
            piece = piece + (fraction >= self._ends[piece])
        return self._base[piece] + fraction * self._slope[piece]


@dataclass(frozen=True)
class ArrivalSampler:
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
        date = self.scenario.calendar.date(day)
        return (
            self.arrivals.mean_on(date, self.scenario.calendar.weekday(date)) if self.opening.on(day) else 0.0
        )

    def cases(self, day: int, replications: range) -> NewCases:
        """The new cases of a day."""
        arrived, start = self.arrived(day, replications)
        lane = np.repeat(np.arange(len(replications)), np.diff(start))
        return self.cases_of(day, replications, start, lane, np.arange(len(lane)) - start[lane], arrived)

    def arrived(self, day: int, replications: range) -> tuple[Floats, Ints]:
        """When the new cases of a day come, replication by replication, and where each of these begins and the last ends."""
        counts = self._counts.get(self.scenario.calendar.date(day), []) if self.opening.on(day) else []
        arrived, count = (self._counted if counts else self._poisson)(day, replications)
        if self._is_first(day):
            arrived, count = self._behind_the_first(self.opening.windows[0].start, arrived, count)
        return arrived, np.concatenate(([0], np.cumsum(count)))

    def _is_first(self, day: int) -> bool:
        """Whether it opens for the first time on a day, and somebody waits then."""
        return bool(self.arrivals.at_start) and self.opening.on(day)[:1] == list(self.opening.windows[:1])

    def _behind_the_first(self, opens: float, arrived: Floats, count: Ints) -> tuple[Floats, Ints]:
        """The same with those who wait when it opens for the first time, behind who came earlier."""
        lane = np.repeat(np.arange(len(count)), count)
        early = np.bincount(lane[arrived < opens], minlength=len(count))
        first = np.concatenate(([0], np.cumsum(count)[:-1])) + early
        more = self.arrivals.waiting_at_start
        self._first_in_line[:] = [early]
        return np.insert(arrived, np.repeat(first, more), opens), count + more

    def cases_of(
        self, day: int, replications: range, start: Ints, lane: Ints, index: Ints, arrived: Floats
    ) -> NewCases:
        """Some of the new cases of a day, by lane and number, with what they want; see :class:`NewCases`."""
        clock = arrived - day * DAY

        def uniforms(stream: Stream) -> Floats:
            return self.dice.at(stream, self.site, day, lane, index, replications)

        parts, segments = self.scenario.services, self.scenario.segments
        service = _mixed(lambda: uniforms(Stream.SERVICE), clock, self.arrivals.mix, parts)
        segment = _mixed(lambda: uniforms(Stream.SEGMENT), clock, self.arrivals.segment_mix, segments)
        if self._is_first(day):
            self._name_those_in_line(
                lane, index, segment, [row.segment for row in self.arrivals.at_start], segments
            )
        for number, each in enumerate(segments.values()):
            if each.services is not None and len(parts) > 1:
                own = np.flatnonzero(segment == number)
                steps = np.cumsum([each.services.get(name, 0.0) for name in parts])[:-1]
                service[own] = number_of(uniforms(Stream.SERVICE)[own], steps)
        if self._is_first(day):
            self._name_those_in_line(
                lane, index, service, [row.service for row in self.arrivals.at_start], parts
            )
        return NewCases(day, replications, start, lane, index, arrived, service, segment)

    def _name_those_in_line(
        self, lane: Ints, index: Ints, column: Ints, names: Sequence[str], known: Iterable[str]
    ) -> None:
        """Give those who wait at the start what is written of each row of them, in their order, as numbers of what is known."""
        (early,) = self._first_in_line
        place, begin, numbers = index - early[lane], 0, {name: number for number, name in enumerate(known)}
        for row, name in zip(self.arrivals.at_start, names, strict=True):
            if name:
                column[(place >= begin) & (place < begin + row.customers)] = numbers[name]
            begin += row.customers

    @cached_property
    def _first_in_line(self) -> list[Ints]:
        """The number of the first of those who wait at the start, in each lane of the replications drawn last."""
        return []

    def _poisson(self, day: int, replications: range) -> tuple[Floats, Ints]:
        """Times of arrival of each replication, one after the other; how many each has."""
        groups = self.arrivals.groups
        volume = self.volume(day) * self._busyness(day, replications)
        if groups is None:
            return self._parties(day, volume, replications)
        arrived, count = self._parties(day, volume / groups.mean, replications)
        lane = np.repeat(np.arange(len(count)), count)
        place = np.arange(len(lane)) - np.repeat(np.cumsum(count) - count, count)
        uniforms = self.dice.at(Stream.PARTY, self.site, day, lane, place, replications)
        sizes, shares = zip(*groups.parties, strict=True)
        size = np.array(sizes)[number_of(uniforms, np.cumsum(shares)[:-1])]
        return np.repeat(arrived, size), np.bincount(lane, size, len(count)).astype(np.int64)

    def _parties(self, day: int, volume: Floats, replications: range) -> tuple[Floats, Ints]:
        """Times at which somebody comes, alone or not; how many there are in each replication."""
        if self.arrivals.halves is not None:
            return self._by_halves(day, volume, self.arrivals.halves, replications)
        reached, count = self._gaps(day, volume, replications)
        return self.time_of_day(day, reached / np.repeat(volume, count)), count

    def _by_halves(
        self, day: int, volume: Floats, halves: Halves, replications: range
    ) -> tuple[Floats, Ints]:
        """The same where morning and afternoon have factors of their own: the rate jumps between them."""
        profile = self._profile(day)
        until, (early, late) = profile.share(halves.at), volume * self.factors(day, halves, replications)
        reached, count = self._gaps(day, early * until + late * (1.0 - until), replications)
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

    def _gaps(self, day: int, volume: Floats, replications: range) -> tuple[Floats, Ints]:
        """Cumulative unit gaps up to the volume of each replication, one after the other; how many each has."""
        return points(self.dice, Stream.GAP, self.site, day, volume, replications)

    def time_of_day(self, day: int, fraction: Floats) -> Floats:
        """When a fraction of a day's arrivals has come, on the grid, in minutes since the first midnight."""
        return on_grid(day * DAY + self._profile(day).clock(fraction))

    def _profile(self, day: int) -> Profile:
        calendar = self.scenario.calendar
        return self._profiles[calendar.weekday(calendar.date(day))]

    @cached_property
    def _profiles(self) -> list[Profile]:
        rows = self.arrivals.profile
        return [
            Profile([(row.start, row.end, row.weights[weekday]) for row in rows])
            for weekday in range(len(WEEKDAYS))
        ]


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
