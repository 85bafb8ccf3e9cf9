"""A hall in all lanes, day by day."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from functools import cached_property

import numpy as np
from numpy.typing import NDArray

from sim.compiling.entries import Rows
from sim.draws.chasing import chasing_site, entity_of
from sim.draws.dice import Dice
from sim.draws.visits import HallDemand
from sim.lanes.book import Book
from sim.lanes.floor import filled_up, floors_of
from sim.lanes.hall.day import HallDay
from sim.lanes.hall.lanes import HallLanes
from sim.lanes.hall.rulebook import changes_of, pauses_of
from sim.lanes.hall.table import UNDER_WAY, coming, gone
from sim.lanes.left_orders import LeftOrders, left_by_visits
from sim.lanes.office.asking import Askers
from sim.lanes.planned_visits import ask, planned
from sim.lanes.stops import after_stops
from sim.lanes.visits import Visits
from sim.network.prevention import Prevention
from sim.scenario import Scenario
from sim.scenario.units import DAY


class LaneHall:
    """Runs one hall day by day in all lanes.

    Parameters
    ----------
    candidates : sequence of Scenario
        What is simulated: scenarios that differ in the heads and shifts of their pools, and in costs, at most.
    number : int
        Number of the hall in the scenario.
    dice : Dice
        The random numbers.
    replications : range
        One lane each, under each candidate.
    prevention : Prevention, optional
        Whose problems no longer arise.
    """

    def __init__(
        self,
        candidates: Sequence[Scenario],
        number: int,
        dice: Dice,
        replications: range,
        prevention: Prevention | None = None,
    ) -> None:
        self.name = list(candidates[0].halls)[number]
        self.number, floors = number, filled_up(floors_of(candidates, self.name))
        self.floor = floors[0]
        demand = HallDemand(candidates[0], self.name, self.floor.opening, dice)
        self.book = Book(demand, replications, len(candidates), prevention)
        self.staff = [floor.staff(Dice(dice.seed), replications) for floor in floors]
        apart = [
            each for floor, staff in zip(floors, self.staff, strict=True) for each in floor.in_lanes(staff)
        ]
        self._lanes = HallLanes(
            self.floor,
            [changes_of(each) for each in apart],
            [pauses_of(each) for each in apart],
            len(candidates) * len(replications) // len(apart),
        )
        self._under_way: dict[int, HallDay] = {}
        self._left: list[LeftOrders] = []
        services = candidates[0].services.values()
        self._leave_orders = np.array([any(each.orders.values()) for each in services])

    def run(self, day: int) -> list[HallDay]:
        """Go on until the end of a day; returns those days, in order, of which nobody is under way any more."""
        if not self.floor.opening.on(day) and not self._under_way:
            return [replace(self._closed, day=day)]
        return self.serve(after_stops(self.book.visits(day), self.floor.opening, day), day)

    @cached_property
    def _closed(self) -> HallDay:
        """A day on which it is closed, and nobody comes."""
        opening = self.floor.opening
        day = next(each for each in opening.days if not opening.on(each))
        return HallDay(self.number, self.floor, day, self.book.visits(day), gone(self.floor, 0))

    def serve(self, visits: Visits, day: int) -> list[HallDay]:
        """Let the visits of the next day get in, and plan who comes back of all that are over then; returns days as :meth:`run` does."""
        limit = np.inf if day == self.floor.opening.days[-1] else (day + 1) * DAY
        gone, late = self._lanes.run(day, coming(self.floor, visits), visits.start, limit)
        for each in np.unique(late["day"]).tolist():
            self._comes_late(self._under_way[each], late[late["day"] == each])
        new = self._under_way[day] = HallDay(self.number, self.floor, day, visits, gone)
        self._follow(new, gone.outcome)
        return list(self._over())

    def expect_asking(self, day: int, askers: Askers) -> None:
        """Let customers come on a day that begins to ask about their orders."""
        visits = planned(len(askers.lane), askers.kind)
        visits["lane"], visits["began"] = askers.lane, day
        visits["index"] = visits["entity"] = entity_of(askers.seed)
        visits["address"], visits["attempt"] = self.book.door(chasing_site(self.book.demand.site)), 1
        visits["service"], visits["segment"] = askers.service, askers.segment
        visits["since"], visits["fraction"] = day * DAY, askers.fraction
        ask(visits, askers.whose)
        self.book.expect_asking(day, visits)

    def left_orders(self) -> list[LeftOrders]:
        """The work orders that visits have left since they were asked for last."""
        found, self._left = self._left, []
        return found

    def _follow(self, day: HallDay, outcome: NDArray[np.int8]) -> None:
        """Plan who comes back of those of a day's visits that are over now, and keep the orders that they leave."""
        self.book.plan_returns(day.visits, outcome, day.gone.ended, day.told)
        if self.book.demand.draws.needs("order"):
            left = left_by_visits(day.visits, self.number, self._leave_orders, outcome, day.gone.ended)
            self._left += [left] if left else []

    def _over(self) -> Iterator[HallDay]:
        for day in sorted(self._under_way):
            if not self._under_way[day].is_over:
                return
            yield self._under_way.pop(day)

    def _comes_late(self, day: HallDay, rows: Rows) -> None:
        """Visits of an earlier day are over."""
        which = rows["row"]
        for name, column in day.gone._asdict().items():
            if len(column):
                column[which] = rows[name]
        outcome = np.full_like(day.gone.outcome, UNDER_WAY)
        outcome[which] = rows["outcome"]
        whole = replace(day)  # without what it has found out of itself before
        self._under_way[day.day] = whole
        self._follow(whole, outcome)
