"""From the calls of a day in the lanes to the sheet that the tally reads."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import Any

import numpy as np
from numpy.typing import NDArray

from sim.lanes.centre import finished_calls
from sim.lanes.centre.days import LaneCentre
from sim.lanes.centre.finished_calls import FinishedCalls
from sim.lanes.centre.table import TAKEN
from sim.log.columns import joined
from sim.log.records import NO_LANGUAGE, Outcome, Stage
from sim.log.sheet import Contacted, Numbers, Sheet, Waits
from sim.log.work import Work, apart, cut_at
from sim.scenario import Scenario
from sim.scenario.units import DAY

Floats = NDArray[np.float64]
Ints = NDArray[np.int64]


class CallSheets:
    """The rows of a centre's calls, day by day of their arrival.

    Where agents chat with several customers at once, a minute of theirs counts once: their work comes on the sheet of
    the day on which it is done.

    Parameters
    ----------
    scenario : Scenario
        What is simulated.
    centre : LaneCentre
        Where the calls come from.
    """

    def __init__(self, scenario: Scenario, centre: LaneCentre) -> None:
        self._scenario = scenario
        self.centre, self._number = centre, list(scenario.sites).index(centre.name)
        names = list(scenario.pools)
        self._pools = np.array([*(names.index(pool) for pool in centre.rules.pools), -1], np.int16)
        self._languages = np.array(
            [*(scenario.languages.index(line) for line in centre.rules.lines), -1], np.int16
        )
        self._last = scenario.calendar.days - 1
        none = np.empty(0, np.int64)
        self._left = Work(none, none, none, none.astype(float), none.astype(float), none.astype(bool))

    def sheet(self, day: int, tables: Sequence[FinishedCalls], lanes: range) -> Sheet:
        """All rows of some lanes' calls that came in on a day; the days of a lane come in order."""
        parts = [table.of_lanes(lanes) for table in tables]
        calls = finished_calls.joined(
            [finished_calls.nothing(), *(part for part in parts if not part.in_app)]
        )
        work = self._work(calls)
        if any(self.centre.routes.chats):
            work = self._apart(self._until_midnight(day, work, lanes))
        whole = ((calls.outcome != Outcome.HANDED_OVER) & (calls.stage != Stage.RING)).nonzero()[0]
        last = calls if len(whole) == len(calls) else calls.some(whole)
        contacts = self._contacts(last, _first_pools(calls, last), [part for part in parts if part.in_app])
        return Sheet(contacts, work, self._waits(calls))

    def _waits(self, calls: FinishedCalls) -> Waits:
        rows = (~np.isnan(calls.joined) & (calls.stage != Stage.CALLBACK)).nonzero()[0]
        hall = np.broadcast_to(np.int64(self._number), len(rows))
        return Waits(calls.lane[rows], hall, calls.joined[rows], _waited_until(calls, rows))

    def _contacts(
        self, calls: FinishedCalls, answered_by: Numbers, in_app: Sequence[FinishedCalls]
    ) -> Contacted:
        """Calls by their last rows and the pools that first answered, and behind them the cases in the app, which wait for nobody."""
        parts = [calls, *in_app]
        rows = sum(map(len, parts))

        def every(name: str) -> NDArray[Any]:
            return np.concatenate([getattr(part, name) for part in parts])

        lane, case = every("lane"), np.concatenate([self._cases(part) for part in parts])
        return Contacted(
            lane=lane,
            hall=np.broadcast_to(np.int64(self._number), rows),
            service=every("service"),
            segment=every("segment"),
            pool=_filled_up(self._pools[answered_by], rows, -1),
            ended_by=_filled_up(self._pools[calls.pool], rows, -1),
            first=_filled_up((calls.attempt == 1) & ~self.centre.asking.asks(calls.door), rows, True),
            arrived=every("arrived"),
            ended=every("ended"),
            outcome=every("outcome"),
            stage=_filled_up(calls.stage, rows, Stage.APP),
            bypassed=np.broadcast_to(np.False_, rows),
            language=_filled_up(self._languages[calls.line], rows, NO_LANGUAGE),
            case=case,
            **self.centre.outages_of(case, lane),
            **self._waited(calls, rows),
        )

    def _cases(self, calls: FinishedCalls) -> Ints:
        case, _ = self.centre.asking.cases_of(self._number, calls.day, calls.index, calls.door, calls.attempt)
        return case

    def _waited(self, calls: FinishedCalls, rows: int) -> dict[str, NDArray[Any]]:
        """Columns of the waits of calls, filled up with zeros to so many rows."""
        wait, found = np.zeros(len(calls)), dict[str, NDArray[Any]]()
        agent = (~np.isnan(calls.joined)).nonzero()[0]
        wait[agent] = _waited_until(calls, agent) - calls.joined[agent]
        if any(self.centre.routes.shares):
            second = calls.first_wait >= 0
            found["transfer_wait"], wait = (
                np.where(second, wait, 0.0),
                np.where(second, calls.first_wait, wait),
            )
        if self.centre.rules.callback:
            called = (calls.offered == TAKEN) & ~np.isnan(calls.joined)
            found["callback_wait"], wait = np.where(called, wait, 0.0), np.where(called, 0.0, wait)
            found["callback"] = calls.offered
        return {name: _filled_up(values, rows) for name, values in (found | {"wait": wait}).items()}

    def _work(self, calls: FinishedCalls) -> Work:
        """Talk and the work after it, which begins when that ends."""
        rows = np.flatnonzero(calls.pool >= 0)
        return Work(
            calls.lane[rows],
            self._pools[calls.pool[rows]],
            calls.agent[rows],
            calls.started[rows],
            np.fmax(calls.ended[rows], calls.freed[rows]),
            calls.stage[rows] != Stage.RING,
        )

    def _apart(self, work: Work) -> Work:
        """The minutes of those in chats counted once."""
        chats = self._pools[:-1][[each is not None for each in self.centre.routes.chats]]
        rows, ended = np.isin(work.pool, chats).nonzero()[0], work.ended.copy()
        ended[rows] = apart(work.where(rows)).ended
        return replace(work, ended=ended)

    def _until_midnight(self, day: int, work: Work, lanes: range) -> Work:
        """What these lanes' agents do until the end of the day, some of it for calls of days before."""
        own = (self._left.lane >= lanes.start) & (self._left.lane < lanes.stop)
        others, work = self._left.where(~own), joined([self._left.where(own), work])
        work, later = (work, work.where(slice(0))) if day == self._last else cut_at(work, (day + 1) * DAY)
        self._left = joined([others, later])
        return work


def _first_pools(calls: FinishedCalls, last: FinishedCalls) -> Numbers:
    """The pool that first answered each call, by its last row: of one that was handed over, that of the row before."""
    second = (last.first_wait >= 0).nonzero()[0]
    if not len(second):
        return last.pool
    first, pools = (calls.outcome == Outcome.HANDED_OVER).nonzero()[0], last.pool.copy()
    pools[_by_contact(last, second)] = calls.pool[_by_contact(calls, first)]
    return pools


def _by_contact(calls: FinishedCalls, rows: Ints) -> Ints:
    """Some rows in the order of lane, case and contact."""
    keys = (getattr(calls, name)[rows] for name in ("attempt", "index", "day", "door", "lane"))
    return rows[np.lexsort(tuple(keys))]


def _waited_until(calls: FinishedCalls, rows: Ints) -> Floats:
    """When an agent answered some calls, or when they were over without."""
    return np.fmin(calls.started[rows], calls.ended[rows])  # of NaN and a number it gives the number


def _filled_up(values: NDArray[Any], rows: int, last: Any = 0) -> NDArray[Any]:
    """A column as long as `rows`, with one value behind what there is."""
    whole = np.zeros(rows, values.dtype)
    whole[: len(values)] = values
    if last:
        whole[len(values) :] = last
    return whole
