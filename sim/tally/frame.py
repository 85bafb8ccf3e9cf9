"""What a scenario fixes of its tally."""

from __future__ import annotations

from dataclasses import dataclass, field
from functools import cached_property
from math import ceil
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from sim.log.cases import Cases
from sim.log.sheet import Contacted, Numbers
from sim.log.stops import Stops
from sim.measures.measure import Measure
from sim.measures.registry import standard_measures
from sim.measures.sums import MATTERS, SUPPLY, Family, StaffSum, Term, Weight
from sim.network.channels import channel_numbers
from sim.scenario import Scenario
from sim.scenario.centre import called_in_by, levels_of
from sim.scenario.office import causes_of
from sim.scenario.segments import regions_by_segments
from sim.scenario.site import lines_of
from sim.scenario.units import DAY, Window
from sim.tally.alike import Alike
from sim.tally.grid import Grid
from sim.tally.office_frame import OfficeFrame
from sim.time.duty_windows import KnownServers, Servers, minutes_by_interval
from sim.time.opening import Opening, opening_of
from sim.time.slots import slots_on
from sim.time.ticks import on_grid

Array = NDArray[np.float64]
Ints = NDArray[np.int64]
Flags = NDArray[np.bool_]

LONG = 366
"""Days up to which a table has every interval of every day (assumed: a year; ten years would be millions of rows)."""

VERY_LONG = 3 * 366
"""Days up to which sums are kept for every interval of every day (assumed: three years; of ten years, one replication of a hall with two
pools would keep 63 MB, and keeps 5 so)."""

PLACES = 3
"""Sites and pools whose sums are kept so over `VERY_LONG` days, as those of that hall; of twice as many, over half of the time."""

MONTHS_FROM = 32
"""Days from which months are periods, too: a shorter horizon is a month, or little of two."""

ALL = slice(None)


class _Shift(NamedTuple):
    """When some servers of a pool are on duty, and when they are paid."""

    pool: int
    duty: tuple[Window, ...]
    engaged: tuple[Window, ...]


Scoped = Contacted | Alike | Cases | Stops
"""Tables whose rows have scopes."""


@dataclass(frozen=True)
class Frame:
    """What a scenario fixes of its tally: scopes, days, intervals, openings, staff on duty.

    Attributes
    ----------
    scenario : Scenario
        Whose tally.
    known : KnownServers
        Servers that were worked out for scenarios beside it.
    """

    scenario: Scenario
    known: KnownServers = field(default_factory=KnownServers, compare=False, repr=False)

    @property
    def days(self) -> int:
        """Days measured."""
        return self.scenario.calendar.days

    @property
    def intervals(self) -> int:
        """Intervals of a day."""
        return round(DAY / self.scenario.calendar.interval)

    @property
    def keeps_intervals(self) -> bool:
        """Whether sums are kept for every interval of every day; if not, for each date, and for the intervals of each month's days."""
        return self.days <= self.most_days_by_interval

    @property
    def most_days_by_interval(self) -> int:
        """Days up to which they are, with so many sites and pools."""
        places = self.sites + len(self.scenario.pools)
        return min(VERY_LONG, VERY_LONG * PLACES // max(places, 1))

    @cached_property
    def months(self) -> dict[str, int]:
        """The first day of each month of the horizon, by a name such as ``2015-03``."""
        date = self.scenario.calendar.date
        first: dict[str, int] = {}
        for day in range(self.days):
            first.setdefault(date(day).isoformat()[:7], day)
        return first

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
            "channel": scenario.channels,
            "centre": list(scenario.centres),
            "language": list(scenario.languages),
            "office": list(scenario.offices),
            "department": self.offices.departments,
            "category": list(scenario.categories),
            "region": list(scenario.regions) if scenario.offices or scenario.outages else [],
            "region_segment": regions_by_segments(scenario.regions, scenario.segments)
            if scenario.offices
            else [],
            "cause": list(causes_of(scenario.offices)),
            "matter": list(MATTERS) if scenario.outages and scenario.outages.calls else [],
            "supply": list(SUPPLY) if scenario.outages else [],
            "outage_kind": list(scenario.outages.kinds) if scenario.outages else [],
            "outage_cause": list(scenario.outages.causes) if scenario.outages else [],
        }

    def compared(self, kind: str) -> list[int]:
        """Numbers of the scopes of a kind that are held against each other: of lines, those on the phone."""
        phone = lines_of(self.scenario.sites.values(), ("phone",))
        return [place for place, name in enumerate(self.names[kind]) if kind != "language" or name in phone]

    @property
    def sites(self) -> int:
        """Number of halls and centres; what is kept by ``hall`` is kept for all of them, halls first."""
        return len(self.scenario.sites)

    @cached_property
    def horizon(self) -> float:
        """Minutes from the first midnight to the end."""
        return self.days * DAY

    @cached_property
    def last_days(self) -> list[int]:
        """The last day of each month of the horizon."""
        return [*(day - 1 for day in [*self.months.values()][1:]), self.days - 1]

    def size(self, kind: str) -> int:
        """Number of scopes for which something of a kind is kept."""
        return self.sites if kind == "hall" else len(self.names["pool" if kind == "ended_by" else kind])

    def sites_of(self, kind: str) -> list[slice]:
        """For each scope of a kind that is made of sites, which ones."""
        own = self._sites_of_kind.get(kind)
        return [slice(0, self.sites)] if own is None else [slice(site, site + 1) for site in own]

    @cached_property
    def _sites_of_kind(self) -> dict[str, range]:
        """The numbers of halls, of call centres behind them, and of offices behind these; crews are the last."""
        halls, centres = len(self.scenario.halls), len(self.scenario.centres)
        ends = {"hall": halls, "centre": halls + centres}
        ends["office"] = ends["centre"] + len(self.scenario.offices)
        starts = (0, *ends.values())
        return {kind: range(start, end) for (kind, end), start in zip(ends.items(), starts, strict=False)}

    def column(self, contacts: Scoped, kind: str, rows: Ints | slice = ALL) -> Numbers:
        """The number of the scope of each row, or of some, among those of a kind that is kept."""
        if kind == "channel":
            return self.channels[contacts.hall[rows], contacts.language[rows]]
        found: Numbers = getattr(contacts, kind)[rows]
        return found

    @cached_property
    def offices(self) -> OfficeFrame:
        """Departments, categories and desks of the offices."""
        return OfficeFrame(self.scenario)

    @cached_property
    def supplied(self) -> Array:
        """Supplied customers of each region."""
        section = self.scenario.outages
        customers = section.customers if section else {}
        return np.array([float(customers.get(name, 0)) for name in self.scenario.regions])

    @property
    def storm_from(self) -> float:
        """Customers without supply from which on it is a storm."""
        section = self.scenario.outages
        return section.storm_at * sum(section.customers.values()) if section else np.inf

    def water_visits(self, customers: Array, minutes: Array) -> tuple[Array, Array]:
        """Visits to emergency water points by so many customers who are without supply for so long, and those of each point; on the grid of ticks."""
        water = self.scenario.outages.emergency_water if self.scenario.outages else None
        if water is None:
            return np.zeros(len(customers)), np.zeros(len(customers))
        visits = water.share * customers * np.maximum(minutes - water.after, 0.0) / 60.0
        return on_grid(visits), on_grid(visits / water.points)

    @cached_property
    def promised(self) -> Array:
        """Minutes within which a crew is promised on site, of each region; NaN where nothing is promised."""
        crews = self.scenario.outages.crews if self.scenario.outages else None
        found = (crews.promised_in(name) if crews else None for name in self.scenario.regions)
        return on_grid(np.array([np.nan if each is None else each for each in found]))

    @cached_property
    def message_costs(self) -> Array:
        """What a message costs on each channel, in yuan."""
        messages = self.scenario.outages.messages if self.scenario.outages else None
        return np.array([each.cost for each in messages.channels.values()] if messages else [])

    @cached_property
    def is_lesser(self) -> Flags:
        """Whether supply is only worse, of each kind of outage."""
        section = self.scenario.outages
        return np.array([kind.lesser for kind in section.kinds.values()] if section else [], dtype=np.bool_)

    @cached_property
    def channels(self) -> Ints:
        """The number of the channel of each site and line; the last column is for no line."""
        return channel_numbers(self.scenario)

    def sum_kind(self, kind: str, family: Family = "contact") -> str:
        """The kind of scope whose sums are kept for those of `kind`: all sites together are all there is, and of orders all categories."""
        if family in ("outage", "supply"):
            return "region" if kind == "all" and family == "outage" else kind
        if family == "order":
            apart = kind in ("region", "segment", "region_segment") and len(self.names[kind]) > 1
            return kind if kind == "cause" or apart else "category"
        if kind == "centre":
            return "hall"
        return kind if kind in ("hall", "pool", "language") or len(self.names[kind]) > 1 else "hall"

    @cached_property
    def last_pool(self) -> str:
        """The kind of scope that tells which pool ended a contact: the pool that it counts for, where nobody hands calls over."""
        hands_over = any(pool.phone.transfer for pool in self.scenario.pools.values())
        return "ended_by" if hands_over else "pool"

    def statistic_kind(self, kind: str) -> str:
        """The kind of scope whose statistics are kept for those of `kind`; a contact may have no pool or language."""
        if kind in ("hall", "centre"):
            return "hall" if self.sites > 1 else "all"
        return kind if kind in ("pool", "language") or len(self.names[kind]) > 1 else "all"

    def close_time_kind(self, kind: str) -> str:
        """The kind of scope whose quantiles of orders are kept for those of `kind`."""
        return kind if kind == "cause" or len(self.names[kind]) > 1 else "all"

    @cached_property
    def openings(self) -> list[Opening]:
        """The openings of each site."""
        return [opening_of(self.scenario, site) for site in self.scenario.sites]

    @cached_property
    def servers(self) -> list[Servers]:
        """The servers of each pool."""
        return [
            self.known.of(self.scenario, pool, self.openings[hall])
            for pool, hall in zip(self.scenario.pools, self.hall_of_pool, strict=True)
        ]

    @cached_property
    def hall_of_pool(self) -> list[int]:
        """The number of the hall or centre in which each pool works."""
        sites = list(self.scenario.sites)
        return [sites.index(self.scenario.site_of(pool).name) for pool in self.scenario.pools]

    def site_of_pool(self, pool: str) -> str:
        """The scope of the hall or centre in which a pool works."""
        return self.scenario.site_of(pool).scope

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
    def places(self) -> Array:
        """Appointments that each site offers in each interval, shape (sites, days, intervals)."""
        found = np.zeros((self.sites, self.days, self.intervals))
        for site, name in enumerate(self.scenario.halls):
            for day in range(self.days):
                slots = slots_on(self.scenario, name, self.openings[site], day)
                place = ((slots.time - day * DAY) // self.scenario.calendar.interval).astype(np.int64)
                found[site, day] = np.bincount(place, slots.places, self.intervals)
        return found

    def open_days(self, kind: str) -> Ints:
        """Days of the horizon on which each scope of a kind is open, at least one: an average day is a mean over these."""
        count: Ints = self._somewhere(self.open_minutes.sum(axis=2) > 0, kind).sum(axis=1)
        return np.maximum(count, 1)

    def is_open(self, kind: str) -> Flags:
        """Whether each scope of a kind is open for a while in each interval of each day, shape (scopes, days, intervals)."""
        return self._somewhere(self.open_minutes.reshape(self.sites, -1) > 0, kind).reshape(
            -1, self.days, self.intervals
        )

    def begins_open(self, kind: str) -> Flags:
        """Whether each scope of a kind is open at the beginning of each interval, on some day, shape (scopes, intervals)."""
        if kind not in self._begins_open:
            of_days = self._somewhere(self._site_begins_open, kind).reshape(-1, self.days, self.intervals)
            self._begins_open[kind] = np.array(of_days.max(axis=1), dtype=np.bool_)
        return self._begins_open[kind]

    @cached_property
    def _begins_open(self) -> dict[str, Flags]:
        return {}

    @cached_property
    def _site_begins_open(self) -> Flags:
        """Whether each site is open at the beginning of each interval, shape (sites, days times intervals)."""
        step = self.scenario.calendar.interval
        found = np.zeros((self.sites, self.days * self.intervals), dtype=np.bool_)
        for site, windows in enumerate(self.open_windows):
            for window in windows:
                found[site, ceil(max(window.start, 0.0) / step) : max(0, ceil(window.end / step))] = True
        return found

    def slice_of(self, kind: str) -> slice:
        """Which sites are halls, centres or offices."""
        own = self._sites_of_kind[kind]
        return slice(own.start, own.stop)

    def _somewhere(self, of_sites: Flags, kind: str) -> Flags:
        """What holds of each site, shape (sites, any), as of each scope of a kind: of one that is at several sites, where it holds at one."""
        halls = len(self.names["hall"])
        every, at_halls, at_centres = (
            of_sites[part].any(axis=0) for part in (ALL, slice(halls), self.slice_of("centre"))
        )
        found = {
            "hall": of_sites[:halls],
            "centre": of_sites[self.slice_of("centre")],
            "office": of_sites[self.slice_of("office")],
            "pool": of_sites[self.hall_of_pool],
            "channel": [at_halls if name == "hall" else at_centres for name in self.names["channel"]],
            "language": [at_centres for _ in self.names["language"]],
        }.get(kind, [every for _ in self.names[kind]])
        return np.array(found, dtype=np.bool_).reshape(-1, of_sites.shape[1])

    @cached_property
    def people(self) -> Array:
        """1.0 for each pool of people, 0.0 for kiosks, which are no staff."""
        return np.array([float(pool.works_at != "kiosk") for pool in self.scenario.pools.values()])

    @cached_property
    def weights(self) -> dict[Weight, Array]:
        """By what columns of staff are multiplied, shape (pools,): prices of a paid minute, of one of overtime and of an answered call; 1.0
        for pools of a call centre, for a contractor's, and for those of halls and call centres; the same prices where the pool is an office's."""
        pools = list(self.scenario.pools.values())
        in_office = np.array([float(pool.works_at == "office") for pool in pools])
        cost = np.array([pool.cost for pool in pools])
        overtime_cost = np.array([pool.cost * pool.overtime_pay for pool in pools])
        return {
            "one": np.ones(len(pools)),
            "cost": cost,
            "overtime_cost": overtime_cost,
            "at_front": np.array([float(pool.works_at not in ("office", "field")) for pool in pools]),
            "office_cost": cost * in_office,
            "office_overtime_cost": overtime_cost * in_office,
            "call_cost": np.array([pool.phone.cost_per_call for pool in pools]),
            "at_phone": np.array([float(pool.works_at == "phone") for pool in pools]),
            "outsourced": np.array([float(pool.phone.outsourced) for pool in pools]),
        }

    @cached_property
    def least_calls(self) -> Array:
        """Calls of a day that are paid at the least, of each pool."""
        return np.array([pool.phone.least_calls for pool in self.scenario.pools.values()])

    def terms(self, found: StaffSum) -> list[Term]:
        """The terms of a sum over staff that have a weight in any pool."""
        return [term for term in found.terms if self.weights[term.weight].any()]

    @property
    def pays_calls(self) -> bool:
        """Whether answered calls have a price."""
        return bool(self.weights["call_cost"].any())

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
        """Head-minutes paid of each pool, shape (pools, days, intervals); those with a premium count for more by it."""
        interval = self.scenario.calendar.interval
        paid = [minutes_by_interval(servers.paid, self.days, interval) for servers in self.servers]
        for minutes, servers in zip(paid, self.servers, strict=True):
            by_premium: dict[float, list[Window]] = {}
            for window, above in servers.premiums:
                by_premium.setdefault(above, []).append(window)
            for above, windows in by_premium.items():
                minutes += above * minutes_by_interval(windows, self.days, interval)
        return np.stack(paid)

    @cached_property
    def called_in(self) -> dict[int, tuple[int, int]]:
        """For each pool that is called in by a level of warning, the number of its site, and of the level there."""
        pools, sites = list(self.scenario.pools), list(self.scenario.sites)
        return {
            pools.index(pool): (sites.index(name), list(levels_of(centre)).index(level))
            for name, centre in self.scenario.centres.items()
            for pool in centre.pools
            for level in called_in_by(centre, pool)
        }

    @cached_property
    def heads_by_cell(self) -> Array:
        """Heads of each pool whom the schedule has on duty in each cell of the grid, shape (pools, cells)."""
        found = np.zeros((len(self.servers), self.off_duty.shape[1]))
        heads = np.bincount(self.shift_of_server, minlength=len(self.pool_of_shift))
        for shift, pool in enumerate(self.pool_of_shift.tolist()):
            found[pool] += heads[shift] * (1.0 - self.off_duty[shift])
        return found

    @property
    def absence(self) -> bool:
        """Whether heads may be missing, or counters closed."""
        return self.closes or any(pool.chance_missing for pool in self.scenario.pools.values())

    @cached_property
    def measures(self) -> tuple[Measure, ...]:
        """Every measure of a table of the scenario."""
        here = self.scenario
        both = bool(here.halls and here.centres)
        return standard_measures(
            here.measures_asked,
            bool(here.centres),
            self.closes,
            here.has_appointments,
            both,
            self.offices.levels,
            here.has_pauses,
            here.has_meetings,
            any(cause.recurs for cause in causes_of(here.offices).values()),
            any(centre.watch for centre in here.centres.values()),
            here.outages is not None,
            here.outages is not None and here.outages.crews is not None,
            here.outages is not None and here.outages.gives_estimates,
            here.outages is not None and here.outages.calls is not None,
            here.outages is not None and here.outages.emergency_water is not None,
            here.has_approvals,
        )

    @property
    def closes(self) -> bool:
        """Whether counters may be closed while their heads are on duty."""
        return any(hall.closes for hall in self.scenario.halls.values())

    @cached_property
    def grid(self) -> Grid:
        """Cells within which neither the opening of a hall nor anybody's duty changes."""
        schedules = [schedule for shift in self._shifts for schedule in (shift.duty, shift.engaged)]
        windows = [window for each in (*self.open_windows, *schedules) for window in each]
        return Grid(self.days, self.scenario.calendar.interval, windows)

    @cached_property
    def clock(self) -> Grid:
        """The intervals alone, for what needs nobody's duty."""
        return Grid(self.days, self.scenario.calendar.interval, ())

    @cached_property
    def opened(self) -> Array:
        """1.0 where a hall is open, shape (halls, cells of the grid)."""
        return np.stack([self.grid.covered(windows) for windows in self.open_windows])

    @cached_property
    def first_server(self) -> Ints:
        """The number of each pool's first server, if servers are numbered through all pools."""
        return np.cumsum([0, *(len(servers) for servers in self.servers)][:-1])

    @cached_property
    def _shifts(self) -> list[_Shift]:
        """Each shift: servers of a pool who are always on duty together, and always paid together."""
        return list(self._shift_numbers)

    @cached_property
    def _shift_of_servers(self) -> list[_Shift]:
        return [
            _Shift(pool, duty, engaged)
            for pool, servers in enumerate(self.servers)
            for duty, engaged in zip(servers.duty, servers.engaged, strict=True)
        ]

    @cached_property
    def _shift_numbers(self) -> dict[_Shift, int]:
        return {shift: number for number, shift in enumerate(dict.fromkeys(self._shift_of_servers))}

    @cached_property
    def shift_of_server(self) -> Ints:
        """The number of the shift of each server; servers are numbered through all pools."""
        numbers = self._shift_numbers
        return np.array([numbers[shift] for shift in self._shift_of_servers], dtype=np.int64)

    @cached_property
    def pool_of_shift(self) -> Ints:
        """The number of the pool of each shift."""
        return np.array([shift.pool for shift in self._shifts], dtype=np.int64)

    @cached_property
    def off_duty(self) -> Array:
        """1.0 where a shift is not on duty, shape (shifts, cells of the grid)."""
        return self._outside([shift.duty for shift in self._shifts])

    @cached_property
    def unpaid(self) -> Array:
        """1.0 where a shift is not paid by the schedule, so that its work is overtime, shape (shifts, cells of the grid)."""
        unpaid = self._outside([shift.engaged for shift in self._shifts])
        horizon = self.days * DAY
        goes_on = [any(start <= horizon < end for start, end in shift.engaged) for shift in self._shifts]
        unpaid[goes_on, -1] = 0.0
        return unpaid

    def _outside(self, schedules: list[tuple[Window, ...]]) -> Array:
        covered = [self.grid.covered(windows) for windows in schedules]
        return 1.0 - np.array(covered).reshape(len(covered), len(self.grid))
