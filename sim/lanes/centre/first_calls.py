"""The first calls of all lanes, some hundred of each lane at a time."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial

import numpy as np
from numpy.typing import NDArray

from sim.draws.calls import LineDemand
from sim.draws.contact_sampler import NewCases
from sim.lanes.centre.call_columns import Who, choose
from sim.lanes.centre.call_sampler import CallSampler
from sim.lanes.centre.finished_calls import FinishedCalls, of_app
from sim.lanes.centre.plans import PLACES
from sim.lanes.centre.rulebook import MOVE
from sim.lanes.expected import who_comes
from sim.network.outage_doors import OutageDoor
from sim.network.retrial_rules import from_app
from sim.rules.conditional import Expected
from sim.scenario.units import DAY

Floats = NDArray[np.float64]
Ints = NDArray[np.int64]

SPAN = 2.0**20
"""Minutes that lanes lie apart when times of all of them are searched as one: more than any horizon."""

MOST_LANES = 2**13
"""With so many lanes apart, times of the last one still keep every tick."""


class FirstCalls:
    """Reads the first calls of a day, stretch by stretch.

    Parameters
    ----------
    demands : sequence of LineDemand or OutageDoor
        Who calls, by line, behind them who comes to the app, if there is one, and then who calls about outages.
    draws : CallSampler
        Draws what calls carry.
    replications : range
        One lane each, under each candidate.
    candidates : int
        How many there are; they have the same calls.

    Raises
    ------
    OverflowError
        There are more lanes, or later more cases of a day, than their numbers have room for.

    Attributes
    ----------
    first_case : dict
        For each day begun the number of the first case of each door and lane.
    done : list of FinishedCalls
        What became of those in the app, of the calls read last.
    cases : ndarray
        Cases of each lane so far.
    """

    def __init__(
        self,
        demands: Sequence[LineDemand | OutageDoor],
        draws: CallSampler,
        replications: range,
        candidates: int = 1,
    ) -> None:
        if len(replications) > MOST_LANES:
            raise OverflowError(
                f"{len(replications)} replications are too many lanes: use {MOST_LANES} at most"
            )
        self._demands, self._draws = demands, draws
        self._lines = list(demands[0].centre.lines)
        self.replications, self._candidates = replications, candidates
        self.done: list[FinishedCalls] = []
        self.first_case: dict[int, Ints] = {}
        self.cases: Ints = np.zeros(len(replications), dtype=np.int64)

    def begin(self, day: int) -> None:
        """Turn to a day; `first_case` knows the number of the first case of each line and lane then."""
        self._day, self._parts = day, []
        numbers = []
        for demand in self._demands:
            arrived, start = demand.coming.arrived(day, self.replications)
            if int(np.diff(start).max(initial=0)) >= PLACES:
                raise OverflowError(f"more than {PLACES:,} cases of a line on a day: use --engine simpy")
            self._parts.append(_LineOfDay(day, arrived, start))
            numbers.append(self.cases)
            self.cases = self.cases + np.diff(start)
        self.first_case[day] = np.array(numbers)

    def more(self, count: int) -> tuple[Floats, Who, Floats]:
        """The next calls of each replication, `count` of the busiest line.

        Those whose case begins in the app are done with that then: see `done`; who goes on is among the calls.

        Returns
        -------
        tuple
            Until when all have been read, who they are, and what they carry: see :meth:`sim.lanes.centre.call_sampler.CallSampler.draw`.
        """
        lines = [
            part for demand, part in zip(self._demands, self._parts, strict=True) if demand.line is not None
        ]
        busiest = max(lines, key=lambda part: len(part.arrived))
        until = busiest.time_of(busiest.at + count)
        found, self.done = [], []
        for door, (demand, part) in enumerate(zip(self._demands, self._parts, strict=True)):
            end = np.minimum(part.at + count, part.start[1:]) if part is busiest else part.before(until)
            found.append(self._read(demand, door, self._next(demand, part, end)))
        who = Who._make(map(np.concatenate, zip(*found, strict=True)))
        drawn = self._draws.draw(who)
        if self._candidates > 1:
            who, drawn = self._for_each(who), np.tile(drawn, self._candidates)
        return np.tile(until, self._candidates), who, drawn

    def _for_each(self, who: Who) -> Who:
        """The calls once for each candidate, whose lanes follow those of the one before."""
        copies = Who._make(np.tile(column, self._candidates) for column in who)
        firsts = np.repeat(np.arange(self._candidates) * len(self.replications), len(who.lane))
        return copies._replace(lane=copies.lane + firsts)

    def _next(self, demand: LineDemand | OutageDoor, part: _LineOfDay, end: Ints) -> NewCases:
        """The cases of a door until `end`."""
        count = end - part.at
        lane = np.repeat(np.arange(len(count)), count)
        offset = np.concatenate(([0], np.cumsum(count)))
        index = np.arange(len(lane)) + np.repeat(part.at - part.start[:-1] - offset[:-1], count)
        places = zip(part.at.tolist(), end.tolist(), strict=True)
        arrived = np.concatenate([part.arrived[first:last] for first, last in places])
        part.at = end
        return demand.coming.cases_of(self._day, self.replications, offset, lane, index, arrived)

    def _read(self, demand: LineDemand | OutageDoor, door: int, cases: NewCases) -> Who:
        """The calls of some cases, from the app if that is their door."""
        if demand.line is None:
            return self._from_app(demand, door, cases)
        line = np.full(len(cases), self._lines.index(demand.line))
        return _who(cases, np.arange(len(cases)), door, 1, line, cases.arrived)

    def _from_app(self, demand: LineDemand | OutageDoor, door: int, cases: NewCases) -> Who:
        """The calls of those whom the app does not help, and who go on."""
        app = demand.contacts(cases)
        ended = cases.arrived + app.app_time
        for copy in range(self._candidates):
            lanes = cases.lane + copy * len(self.replications)
            self.done.append(of_app(lanes, door, cases, ended, app.contained))
        left = (~app.contained).nonzero()[0]
        one = app.some(left)
        time, line = ended[left] + one.goes_on_after, np.full(len(left), -1)
        choose(one.moves, np.array(from_app(demand.centre), MOVE), line)
        goes = ((line >= 0) & (time < demand.opening.end_day * DAY)).nonzero()[0]
        following = partial(getattr, demand.contacts(cases, 2, left[goes]))
        comes = who_comes(Expected.CALL_AFTER_APP, ended[left[goes]], time[goes], following)
        if comes is not None:
            goes = goes[comes]
        return _who(cases, left[goes], door, 2, line[goes], time[goes])


def _who(cases: NewCases, of: Ints, door: int, attempt: int, line: Ints, arrived: Floats) -> Who:
    """Contacts of some of the cases of a door: which contact it is, and where and when they come in."""
    doors, days, attempts = (np.full(len(of), value) for value in (door, cases.day, attempt))
    matter = cases.service[of], cases.segment[of]
    return Who(cases.lane[of], line, *matter, doors, days, cases.index[of], attempts, arrived)


class _LineOfDay:
    """Times of a line's first calls of a day, lane by lane, and where each lane is."""

    def __init__(self, day: int, arrived: Floats, start: Ints) -> None:
        self._day, self.arrived, self.start, self.at = day, arrived, start, start[:-1].copy()
        self._key: Floats | None = None

    def time_of(self, place: Ints) -> Floats:
        """When the calls at some places come, one a lane; midnight behind the last."""
        there = place < self.start[1:]
        time = np.full(len(place), (self._day + 1) * DAY)
        time[there] = self.arrived[place[there]]
        return time

    def before(self, until: Floats) -> Ints:
        """The place of each lane's first call that does not come before a time."""
        lanes = np.arange(len(until))
        if self._key is None:
            self._key = np.repeat(lanes * SPAN, np.diff(self.start)) + (self.arrived - self._day * DAY)
        return np.searchsorted(self._key, lanes * SPAN + (until - self._day * DAY))
