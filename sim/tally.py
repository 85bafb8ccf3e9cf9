"""From records to the sums that measures are made of, replication by replication.

A tally is a mapping from names to arrays whose first axis is the replication, so batches are joined by concatenation.
Sums are named ``sum/kind of scope/cut``, where the cut is ``date`` (shape: replications, scopes, days), ``clock``
(replications, scopes, intervals of the day, over all days) or ``interval`` (replications, scopes, days * intervals).
Statistics of the waits are named likewise, with the cut ``all`` too.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property

import numpy as np
from numpy.typing import NDArray

from sim.measures import REGISTRY, SCOPES, THRESHOLDS, threshold_minutes
from sim.opening import Opening, opening_of
from sim.records import ContactTable, Outcome, Records, Stage
from sim.scenario import Scenario
from sim.scenario.units import DAY, Window
from sim.staffing import Covered, Servers, minutes_by_interval, servers_of

Array = NDArray[np.float64]
Ints = NDArray[np.int64]
Tally = dict[str, Array]

BY_INTERVAL = ("all", "hall", "channel", "pool")
"""Kinds of scope whose sums are kept for every single interval, too."""

HISTOGRAM_MINUTES = 240
"""Longest wait with a bin of its own in ``histogram``; the last bin holds all longer ones."""

QUANTILES = {measure.name: measure.quantile for measure in REGISTRY.values() if measure.quantile is not None}


@dataclass(frozen=True)
class Frame:
    """What a scenario fixes of its tally: scopes, days, intervals, openings, staff on duty.

    Attributes
    ----------
    scenario : Scenario
        Whose tally.
    """

    scenario: Scenario

    @property
    def days(self) -> int:
        """Days measured."""
        return self.scenario.calendar.days

    @property
    def intervals(self) -> int:
        """Intervals of a day."""
        return round(DAY / self.scenario.calendar.interval)

    @cached_property
    def names(self) -> dict[str, list[str]]:
        """Names of the scopes of each kind, in order."""
        scenario = self.scenario
        return {
            "all": [""],
            "hall": list(scenario.halls),
            "pool": list(scenario.pools),
            "service": list(scenario.services),
            "segment": list(scenario.segments),
            "channel": ["hall"],
        }

    @cached_property
    def thresholds(self) -> list[float]:
        """Minutes within which waits are counted: the standard ones, and those of the targets."""
        names = [f"wait_within_{text}" for text in THRESHOLDS]
        names += [target.measure for target in self.scenario.targets if target.measure not in REGISTRY]
        return sorted({threshold_minutes(name) for name in names})

    @cached_property
    def openings(self) -> list[Opening]:
        """The openings of each hall."""
        return [opening_of(self.scenario, hall) for hall in self.scenario.halls]

    @cached_property
    def servers(self) -> list[Servers]:
        """The servers of each pool."""
        return [
            servers_of(self.scenario, pool, self.openings[hall])
            for pool, hall in zip(self.scenario.pools, self.hall_of_pool, strict=True)
        ]

    @cached_property
    def hall_of_pool(self) -> list[int]:
        """The number of the hall in which each pool works."""
        return [
            next(number for number, hall in enumerate(self.scenario.halls.values()) if pool in hall.pools)
            for pool in self.scenario.pools
        ]

    @cached_property
    def open_windows(self) -> list[list[Window]]:
        """The opening windows of each hall."""
        return [[Window(window.start, window.end) for window in opening.windows] for opening in self.openings]

    @cached_property
    def open_minutes(self) -> Array:
        """Opening minutes of each hall in each interval, shape (halls, days, intervals)."""
        return np.stack(
            [
                minutes_by_interval(windows, self.days, self.scenario.calendar.interval)
                for windows in self.open_windows
            ]
        )

    @cached_property
    def present(self) -> Array:
        """Head-minutes on duty of each pool, shape (pools, days, intervals)."""
        return np.stack(
            [
                minutes_by_interval(
                    (window for duty in servers.duty for window in duty),
                    self.days,
                    self.scenario.calendar.interval,
                )
                for servers in self.servers
            ]
        )

    @cached_property
    def paid(self) -> Array:
        """Head-minutes paid of each pool, shape (pools, days, intervals)."""
        return np.stack(
            [
                minutes_by_interval(servers.paid, self.days, self.scenario.calendar.interval)
                for servers in self.servers
            ]
        )

    @cached_property
    def on_duty(self) -> Covered:
        """Scheduled minutes of every server; servers are numbered through all pools."""
        return Covered(duty for servers in self.servers for duty in servers.duty)

    @cached_property
    def first_server(self) -> Ints:
        """The number of each pool's first server in :attr:`on_duty`."""
        return np.concatenate(([0], np.cumsum([len(servers) for servers in self.servers])[:-1])).astype(
            np.int64
        )

    @cached_property
    def opened(self) -> Covered:
        """Opening minutes of every hall."""
        return Covered(self.open_windows)


def tally(records: Records, frame: Frame, replications: range) -> Tally:
    """The sums and statistics of some replications.

    Parameters
    ----------
    records : Records
        All rows of those replications.
    frame : Frame
        The scenario's frame.
    replications : range
        Their numbers.
    """
    counter = _Counter(frame, replications)
    contacts = records.contacts()
    counter.contacts(contacts)
    counter.staff(records)
    counter.queue(records)
    return counter.sums


def join_tallies(parts: Sequence[Tally]) -> Tally:
    """Tallies of consecutive replications, one after the other."""
    return {name: np.concatenate([part[name] for part in parts]) for name in parts[0]}


class _Counter:
    """Collects the sums of one batch."""

    def __init__(self, frame: Frame, replications: range) -> None:
        self.frame, self.count, self.first = frame, len(replications), replications.start
        self.interval = frame.scenario.calendar.interval
        self.sums: Tally = {}

    def contacts(self, contacts: ContactTable) -> None:
        """Sums over contacts, each in the interval in which it arrived."""
        first, last = contacts.first, contacts.last
        cell = self._cell(first.arrived)
        replication = first.replication - self.first
        served = (last.outcome == Outcome.RESOLVED) | (last.outcome == Outcome.PAPERS_MISSING)
        values = _contact_values(contacts, served, self.frame.thresholds)
        groups = {
            "all": np.zeros(len(cell), dtype=np.int64),
            "hall": first.hall,
            "pool": last.pool,
            "service": first.service,
            "segment": first.segment,
            "channel": np.zeros(len(cell), dtype=np.int64),
        }
        for kind in SCOPES["contact"]:
            for name, value in values.items():
                self._add(name, kind, replication, groups[kind], cell, value)
        self._order_statistics(
            contacts.wait[served],
            replication[served],
            {kind: group[served] for kind, group in groups.items()},
            cell[served],
        )
        bins = np.minimum(contacts.wait[served].astype(np.int64), HISTOGRAM_MINUTES)
        width = HISTOGRAM_MINUTES + 1
        self.sums["histogram"] = (
            np.bincount(replication[served] * width + bins, minlength=self.count * width)
            .reshape(-1, width)
            .astype(np.float64)
        )

    def staff(self, records: Records) -> None:
        """Minutes busy, on duty, in overtime; cost; customers handled."""
        frame, rows = self.frame, records.where(records.pool >= 0)
        replication, pool = rows.replication - self.first, rows.pool
        server = frame.first_server[pool] + rows.server
        shape = (self.count, len(frame.servers), frame.days * frame.intervals)
        busy, overtime, handled = np.zeros(shape), np.zeros(shape), np.zeros(shape)
        for part, cell, start, end in self._spread(rows.started, rows.ended):
            where = (replication[part], pool[part], cell)
            np.add.at(busy, where, end - start)
            scheduled = frame.on_duty.before(server[part], end) - frame.on_duty.before(server[part], start)
            np.add.at(overtime, where, np.maximum(0.0, end - start - scheduled))
        customers = rows.stage != Stage.FORM
        np.add.at(
            handled, (replication[customers], pool[customers], self._cell(rows.started[customers])), 1.0
        )
        present, paid = (
            np.broadcast_to(minutes.reshape(len(frame.servers), -1), shape)
            for minutes in (frame.present, frame.paid)
        )
        pools = list(frame.scenario.pools.values())
        price = np.array([each.cost for each in pools])[:, None]
        extra = np.array([each.cost * each.overtime_pay for each in pools])[:, None]
        values = {
            "busy": busy,
            "overtime": overtime,
            "handled": handled,
            "present": present,
            "worked": present + overtime,
            "cost": paid * price + overtime * extra,
        }
        for name, value in values.items():
            self._keep_pools(name, value)
        self._solved_and_open()

    def _keep_pools(self, name: str, value: Array) -> None:
        hall = np.eye(len(self.frame.openings))[self.frame.hall_of_pool]
        self._keep(name, "pool", value)
        self._keep(name, "hall", np.einsum("rpc,ph->rhc", value, hall))
        self._keep(name, "all", value.sum(axis=1, keepdims=True))

    def _solved_and_open(self) -> None:
        """Denominators that staff measures share with others."""
        frame = self.frame
        opened = frame.open_minutes.reshape(len(frame.openings), -1)
        scopes = {
            "all": opened.max(axis=0, keepdims=True),
            "hall": opened,
            "pool": opened[frame.hall_of_pool],
        }
        for kind, minutes in scopes.items():
            self._keep("open", kind, np.broadcast_to(minutes, (self.count, *minutes.shape)))
            for cut in ("date", "clock", "interval"):
                self.sums[f"solved/{kind}/{cut}"] = self.sums[f"resolved/{kind}/{cut}"]

    def queue(self, records: Records) -> None:
        """Minutes of waiting while open, and the longest queue."""
        frame, rows = self.frame, records.where(records.wait > 0)
        replication = rows.replication - self.first
        waiting = np.zeros((self.count, len(frame.openings), frame.days * frame.intervals))
        for part, cell, start, end in self._spread(rows.arrived, rows.waited_until):
            hall = rows.hall[part]
            np.add.at(
                waiting,
                (replication[part], hall, cell),
                frame.opened.before(hall, end) - frame.opened.before(hall, start),
            )
        self._keep("waiting", "hall", waiting)
        self._keep("waiting", "all", waiting.sum(axis=1, keepdims=True))
        day = np.clip(rows.arrived // DAY, 0, frame.days - 1).astype(np.int64)
        for kind, group, size in (
            ("hall", rows.hall, len(frame.openings)),
            ("all", np.zeros_like(rows.hall), 1),
        ):
            longest = _longest(
                rows, (replication * size + group) * frame.days + day, self.count * size * frame.days
            )
            by_date = longest.reshape(self.count, size, frame.days)
            self.sums[f"queue_max/{kind}/date"] = by_date
            self.sums[f"queue_max/{kind}/all"] = by_date.max(axis=2)

    def _cell(self, time: Array) -> Ints:
        """The interval of each time, numbered through all days; what lies beyond the horizon counts in its last."""
        most = self.frame.days * self.frame.intervals - 1
        return np.clip(time // self.interval, 0, most).astype(np.int64)

    def _add(self, name: str, kind: str, replication: Ints, group: Ints, cell: Ints, value: Array) -> None:
        size, cells = len(self.frame.names[kind]), self.frame.days * self.frame.intervals
        counted = (value != 0) & (group >= 0)
        key = (replication[counted] * size + group[counted]) * cells + cell[counted]
        total: Array = np.bincount(key, weights=value[counted], minlength=self.count * size * cells).astype(
            np.float64
        )
        self._keep(name, kind, total.reshape(self.count, size, cells))

    def _keep(self, name: str, kind: str, value: Array) -> None:
        by_day = value.reshape(*value.shape[:2], self.frame.days, self.frame.intervals)
        self.sums[f"{name}/{kind}/date"] = by_day.sum(axis=3)
        self.sums[f"{name}/{kind}/clock"] = by_day.sum(axis=2)
        if kind in BY_INTERVAL:
            self.sums[f"{name}/{kind}/interval"] = np.ascontiguousarray(value)

    def _spread(self, start: Array, end: Array) -> Iterator[tuple[Ints, Ints, Array, Array]]:
        """Cut stretches of time at the edges of intervals: rows, their interval, and the part's start and end."""
        first = np.floor(start / self.interval)
        last = np.maximum(first, np.ceil(end / self.interval) - 1)
        for step in range(int((last - first).max(initial=-1)) + 1):
            part = np.flatnonzero(first + step <= last)
            edge = (first[part] + step) * self.interval
            low, high = np.maximum(start[part], edge), np.minimum(end[part], edge + self.interval)
            yield part, self._cell(edge), low, high

    def _order_statistics(self, wait: Array, replication: Ints, groups: dict[str, Ints], cell: Ints) -> None:
        """Quantiles and maximum of the waits in every scope, for the horizon, each date, each interval of the day."""
        order = np.argsort(wait, kind="stable")
        intervals, days = self.frame.intervals, self.frame.days
        for kind, group in groups.items():
            size = len(self.frame.names[kind])
            base = replication * size + group
            counted = order[group[order] >= 0]
            for cut, within, width in (
                ("all", np.zeros_like(cell), 1),
                ("date", cell // intervals, days),
                ("clock", cell % intervals, intervals),
            ):
                key = (base * width + within)[counted]
                statistics = _statistics(wait[counted], key, self.count * size * width)
                shape = (self.count, size) if cut == "all" else (self.count, size, width)
                for name, value in statistics.items():
                    self.sums[f"{name}/{kind}/{cut}"] = value.reshape(shape)


def _contact_values(
    contacts: ContactTable, served: NDArray[np.bool_], thresholds: list[float]
) -> dict[str, Array]:
    """What each contact adds to each sum."""
    first, last, wait = contacts.first, contacts.last, contacts.wait
    resolved, began = last.outcome == Outcome.RESOLVED, first.attempt == 1
    flags = {
        "contacts": np.ones(len(wait), dtype=np.bool_),
        "cases": began,
        "served": served,
        "resolved": resolved,
        "first_resolved": resolved & began,
        "at_greeter": resolved & (last.stage == Stage.GREETER),
        "at_kiosk": resolved & (last.stage == Stage.KIOSK),
        "papers_missing": last.outcome == Outcome.PAPERS_MISSING,
        "caught": (last.outcome == Outcome.PAPERS_MISSING) & (last.stage == Stage.GREETER),
        "bypassed": contacts.bypassed,
        "balked": last.outcome == Outcome.BALKED,
        "reneged": last.outcome == Outcome.RENEGED,
        "sent_home": last.outcome == Outcome.SENT_HOME,
        "turned_away": last.outcome == Outcome.TURNED_AWAY,
        "lost": ~served,
    }
    values = {name: flag.astype(np.float64) for name, flag in flags.items()}
    values["wait"] = np.where(served, wait, 0.0)
    values["stay"] = np.where(served, last.ended - first.arrived, 0.0)
    for minutes in thresholds:
        values[f"within:{minutes!r}"] = (served & (wait <= minutes)).astype(np.float64)
    return values


def _statistics(ascending: Array, key: Ints, cells: int) -> dict[str, Array]:
    """Quantiles and maximum of values, in ascending order, by key; NaN where there are none."""
    order = np.argsort(key, kind="stable")
    values, count = ascending[order], np.bincount(key, minlength=cells)
    start = np.concatenate(([0], np.cumsum(count)[:-1]))
    some = count > 0
    found: dict[str, Array] = {}
    for name, share in [*QUANTILES.items(), ("wait_max", 1.0)]:
        place = np.clip(np.ceil(count * share - 1e-9).astype(np.int64) - 1, 0, None)
        found[name] = np.full(cells, np.nan)
        found[name][some] = values[(start + place)[some]]
    return found


def _longest(rows: Records, key: Ints, cells: int) -> Array:
    """The largest number of rows that wait at once, by key; who leaves makes room before the next one comes."""
    longest = np.zeros(cells)
    if not len(rows):
        return longest
    times, change = np.concatenate((rows.arrived, rows.waited_until)), np.repeat([1, -1], len(rows))
    keys = np.concatenate((key, key))
    order = np.lexsort((change, times, keys))
    waiting = np.cumsum(change[order])
    starts = np.flatnonzero(np.diff(keys[order], prepend=-1))
    longest[keys[order][starts]] = np.maximum.reduceat(waiting, starts)
    return longest
