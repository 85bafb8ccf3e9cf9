"""An office in all lanes, day by day."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

import numpy as np

from sim.draws.absence import Absence
from sim.draws.attendance import Attendance
from sim.draws.dice import Dice
from sim.lanes.left_orders import LeftOrders
from sim.lanes.office.asking import Askers, asking_on
from sim.lanes.office.duty import duty_of
from sim.lanes.office.lanes import OfficeLanes
from sim.lanes.office.new_orders import NewOrders
from sim.lanes.office.recurring import Recurring
from sim.lanes.office.rulebook import pools_of, rules_of
from sim.lanes.office.table import OrderTables, together
from sim.network.cause_months import months_of
from sim.network.needs_found import needs_of
from sim.network.office_plan import office_plan
from sim.network.rules_by_order import rules_by_order
from sim.scenario import Scenario
from sim.scenario.units import DAY
from sim.time.duty_windows import servers_of
from sim.time.opening import opening_of


class LaneOffice:
    """Runs one office day by day in all lanes.

    Parameters
    ----------
    candidates : sequence of Scenario
        What is simulated: scenarios that differ in the heads and shifts of their pools, and in costs, at most.
    name : str
        The office.
    dice : Dice
        The random numbers.
    replications : range
        One lane each, under each candidate.
    """

    def __init__(self, candidates: Sequence[Scenario], name: str, dice: Dice, replications: range) -> None:
        scenario = candidates[0]
        self.name, self.opening = name, opening_of(scenario, name)
        self.plan = office_plan(scenario, name)
        names = list(scenario.pools)
        pools = [names[number] for number in pools_of(self.plan)]
        self._absences = [
            [self._absence(each, pool, dice, replications) for pool in pools] for each in candidates
        ]
        heads = np.array([[len(each.servers) for each in own] for own in self._absences])
        most, by_order = heads.max(axis=0).tolist(), rules_by_order(scenario, name)
        self.rules = rules_of(scenario, self.plan, by_order.each, most)
        self.duty, self.heads = duty_of(self._absences, most), np.repeat(heads, len(replications), axis=0)
        self._lanes = OfficeLanes(self.rules, self.duty, self.heads)
        self.months = months_of(self.plan, scenario.calendar, dice, replications, len(candidates))
        self._recurring = Recurring(self.plan, self.months) if self.plan.causes.any_recurs else None
        copies = len(candidates)
        self.needs = needs_of(scenario, by_order, copies * len(replications))
        follows = self.months, self.needs
        self.new = NewOrders(scenario, self.plan, by_order, dice, replications, copies, *follows)

    def _absence(self, scenario: Scenario, pool: str, dice: Dice, replications: range) -> Absence:
        """Who is missing of a pool."""
        chance = scenario.pools[pool].chance_missing
        return Absence(servers_of(scenario, pool, self.opening), chance, self.opening, dice, replications)

    @property
    def staff(self) -> list[list[Attendance]]:
        """Who is at work of each pool, under each candidate."""
        return [[Attendance(each) for each in pools] for pools in self._absences]

    def expect(self, left: LeftOrders) -> None:
        """Take those of some orders that are for this office, as contacts leave them."""
        self.new.expect(left)

    def begin(self, day: int) -> None:
        """Turn to a day, before all else that happens on it."""
        if self.months is not None:
            self.months.begin(day)

    def asking(self, day: int, sites: Sequence[int]) -> Iterator[Askers]:
        """Who comes because of orders on a day that begins, to the sites that are open on it."""
        if self.plan.chases is not None:
            yield from asking_on(day, self._lanes.open, self.plan.chases, sites)
        if self._recurring is not None:
            yield from self._recurring.on(day, sites)

    def run(self, day: int) -> OrderTables:
        """Go on until the end of a day; returns the orders that are closed on it, and after the last day those that are open, too."""
        limit = (day + 1) * DAY
        closed = self._lanes.run(self.new.until(day, limit), limit)
        self.new.follow(closed)
        if self._recurring is not None:
            self._recurring.close(closed.orders)
        return self._of_day(closed, day)

    def run_with(self, new: OrderTables, day: int) -> OrderTables:
        """The same with the orders that come on the day, lane by lane in the order of their numbers; nothing follows from those that are closed."""
        return self._of_day(self._lanes.run(new, (day + 1) * DAY), day)

    def _of_day(self, closed: OrderTables, day: int) -> OrderTables:
        return together((closed, self._lanes.open)) if day == self.opening.days[-1] else closed
