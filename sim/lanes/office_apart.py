"""Staffings of offices tried on orders that are known already: what contacts left in a run with one staffing, without the halls and call centres.

Who waits for an order may ask about it at a hall or on a line, where others wait a little longer for that: it changes nothing but when their
orders come, and no order comes of asking alone. So orders of one run stand for those of any staffing of the offices, and where nobody asks,
they are those of any.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property

from sim.draws.dice import Dice
from sim.lanes.absent import can_be_away, work_missed
from sim.lanes.engine import Sites, days_of, order_logs
from sim.lanes.left_orders import LeftOrders
from sim.lanes.office.days import LaneOffice
from sim.lanes.office.new_orders import NewOrders
from sim.lanes.office.table import OrderTables, together
from sim.lanes.sheets import joined_sheets
from sim.log.sheet import Sheet
from sim.log.work import Work
from sim.network.office_plan import office_plan
from sim.network.rules_by_order import rules_by_order
from sim.scenario import Scenario
from sim.scenario.units import DAY
from sim.time.opening import opening_of


@dataclass(frozen=True)
class KnownOrders:
    """The orders that contacts leave on the days of a warm-up and a horizon.

    Attributes
    ----------
    by_day : dict
        Those that are left by the end of each day, and come on it or later, in lanes of one replication each.
    seed : int
        Seed of the dice.
    replications : range
        Numbers of the replications.
    """

    by_day: dict[int, list[LeftOrders]]
    seed: int
    replications: range

    @cached_property
    def count(self) -> int:
        """How many there are."""
        return sum(len(left.lane) for of_day in self.by_day.values() for left in of_day)

    def first(self, count: int) -> KnownOrders:
        """Those of the first so many replications; asked for again, the same with all that was drawn for them."""
        if count == len(self.replications):
            return self
        if count not in self._firsts:
            some = {day: [own.where(own.lane < count) for own in left] for day, left in self.by_day.items()}
            self._firsts[count] = KnownOrders(some, self.seed, self.replications[:count])
        return self._firsts[count]

    @cached_property
    def _firsts(self) -> dict[int, KnownOrders]:
        return {}

    def coming(self, scenario: Scenario, office: str) -> dict[int, OrderTables]:
        """The orders that come to an office of a scenario on each day, with those that nobody reported, drawn when first asked for."""
        if office not in self._coming:
            plan, dice, found = office_plan(scenario, office), Dice(self.seed), dict[int, OrderTables]()
            rules = rules_by_order(scenario, office)
            new = NewOrders(scenario, plan, rules, dice, self.replications, 1)
            for day, of_day in self.by_day.items():
                for left in of_day:
                    new.expect(left)
                found[day] = new.until(day, (day + 1) * DAY)
            self._coming[office] = found
        return self._coming[office]

    @cached_property
    def _coming(self) -> dict[str, dict[int, OrderTables]]:
        return {}


def known_orders(scenario: Scenario, seed: int, replications: range) -> KnownOrders:
    """The orders of a run of a scenario with its own staffing."""
    sites, found = Sites.of([scenario], seed, replications), dict[int, list[LeftOrders]]()
    for _ in sites.days(days_of(scenario), found):
        pass
    return KnownOrders(found, seed, replications)


def sheets_of_offices(candidates: Sequence[Scenario], known: KnownOrders) -> Iterator[Sheet]:
    """What the tally reads of the offices, day by day; lanes as those of :func:`sim.lanes.engine.sheets`."""
    scenario, lanes = candidates[0], len(known.replications)
    offices = [
        LaneOffice(candidates, name, Dice(known.seed), known.replications) for name in scenario.offices
    ]
    fronts = [opening_of(scenario, name) for name in (*scenario.halls, *scenario.centres)]
    absent: list[Work] | None = [
        work_missed(scenario, each.staff) for each in offices if can_be_away(each.staff)
    ]
    for day in days_of(scenario):
        done, sites = [], [number for number, each in enumerate(fronts) if each.on(day)]
        for office in offices:
            for _ in office.asking(day, sites):
                pass  # whoever asks is counted, and comes to nobody here
            new = known.coming(scenario, office.name)[day]
            done.append(office.run_with(copied(new, len(candidates), lanes), day))
        if day >= 0:
            yield joined_sheets([], absent, order_logs(offices, done))
            absent = None


def copied(tables: OrderTables, copies: int, lanes: int) -> OrderTables:
    """So many copies of some orders: those of each candidate have lanes of their own."""
    parts = [tables._replace(orders=tables.orders.copy()) for _ in range(copies)]
    for number, part in enumerate(parts):
        part.orders["lane"] += number * lanes
    return together(parts)
