"""Customers who contact again because of an order, which is still open, or whose problem is back: each morning it is decided who does so on that day."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from typing import NamedTuple

import numpy as np
import simpy
from numpy.typing import NDArray

from sim.draws.calls import LineDemand
from sim.draws.chasing import attempts_before, chasing_cases, chasing_site
from sim.draws.contact_sampler import NewCases
from sim.draws.dice import Dice
from sim.draws.order_streams import OrderStream
from sim.draws.seeded_dice import SeededDice
from sim.draws.visits import HallDemand
from sim.events.centre import CentreProcess
from sim.events.clock import MORNING, Moment
from sim.events.door import Again, Door
from sim.events.draws import BatchDraws
from sim.events.hall import HallProcess
from sim.events.office import OfficeProcess
from sim.events.order import Chased, Order
from sim.network.causes import NEVER
from sim.rules.conditional import Expected
from sim.rules.office import chase_chance
from sim.scenario.units import DAY

Floats = NDArray[np.float64]


@dataclass
class ChasingDemand:
    """Those who contact one site, or one of its lines, because of orders of one office, day by day.

    Attributes
    ----------
    site : str
        The name in addresses of random numbers.
    dice : Dice
        The random numbers.
    of_day : dict
        Who comes on each day, when that is decided.
    """

    site: str
    dice: Dice
    of_day: dict[int, NewCases] = field(default_factory=dict)

    def cases(self, day: int, replications: range) -> NewCases:
        """Who comes on a day."""
        return self.of_day[day]


class _Comer(NamedTuple):
    """Who comes because of an order: why, for which service, and at which fraction of the day's arrivals."""

    order: Order
    kind: Expected
    service: int
    fraction: float


class ChasingProcess:
    """Lets the customers of one office who chase their orders come, and those whose problems are back, in one replication.

    Parameters
    ----------
    env : simpy.Environment
        The clock.
    office : OfficeProcess
        The office, which has rules of chasing, or causes that recur.
    replication : int
        Number of the replication.
    dice : Dice
        The random numbers.
    halls, centres : sequence of HallProcess, CentreProcess
        Where they come to, or call.
    days : range
        Days simulated.
    """

    def __init__(
        self,
        env: simpy.Environment,
        office: OfficeProcess,
        replication: int,
        dice: Dice,
        halls: Sequence[HallProcess],
        centres: Sequence[CentreProcess],
        days: range,
    ) -> None:
        self._office = office
        self._back: list[tuple[int, Order]] = []
        self._replications, self._dice = range(replication, replication + 1), dice
        self._halls, self._centres = halls, centres
        self._openings = [hall.opening for hall in halls] + [centre.opening for centre in centres]
        self._doors: dict[tuple[int, int], tuple[ChasingDemand, BatchDraws[ChasingDemand]]] = {}
        self._doors_of: dict[Chased, Door] = {}
        for day in days:
            Moment(env, day * DAY, MORNING, self._morning, day)

    def _morning(self, moment: Moment) -> None:
        """Decide who contacts again on a day that begins, with what is true of their orders then."""
        day = moment.subject
        at_door: dict[tuple[int, int], list[_Comer]] = defaultdict(list)
        for comer in (*self._chasing(day), *self._with_problems_again(day)):
            site, line, _ = self._at(comer.order)
            at_door[site, line].append(comer)
        for (site, line), comers in at_door.items():
            self._come(day, site, line, comers)

    def _chasing(self, day: int) -> Iterator[_Comer]:
        """Who asks about an order that is open."""
        office, rules = self._office, self._office.plan.chases
        office.chased = [order for order in office.chased if order.closed >= day * DAY]
        if rules is None or not office.chased:
            return
        seeds = SeededDice(np.array([order.seed for order in office.chased]))
        age = day - np.array([order.created // DAY for order in office.chased]).astype(np.int64)
        due = np.array([order.promised for order in office.chased])
        informed = np.array([order.informed_since for order in office.chased])
        chance = chase_chance(rules, age, due <= day * DAY, informed < day * DAY)
        chase = (seeds.uniforms(OrderStream.CHASES, age) < chance) & (age > 0)
        fraction = seeds.uniforms(OrderStream.CHASE_TIME, age).tolist()
        for place in np.flatnonzero(chase).tolist():
            order = office.chased[place]
            if self._is_open(self._at(order).site, day):
                order.chases += day >= 0
                yield _Comer(order, Expected.CHASES, rules.service, fraction[place])

    def _with_problems_again(self, day: int) -> Iterator[_Comer]:
        """Whose problem is back: of orders that were closed before, on the first day from when it is back on which the door is open."""
        office = self._office
        known = [order for order in office.done if order.closed < day * DAY]
        office.done = [order for order in office.done if order.closed >= day * DAY]
        if known:
            cause, closed = (
                np.array([order.cause for order in known]),
                np.array([order.closed for order in known]),
            )
            back = office.plan.causes.back_from(cause, np.array([order.seed for order in known]), closed)
            self._back += [pair for pair in zip(back.tolist(), known, strict=True) if pair[0] < NEVER]
        come, later = list[Order](), list[tuple[int, Order]]()
        for first, each in self._back:
            if first <= day and self._is_open(self._at(each).site, day):
                come.append(each)
            else:
                later.append((first, each))
        self._back = later
        if not come:
            return
        arises = np.ones(len(come), np.bool_)
        seed, cause = np.array([order.seed for order in come]), np.array([order.cause for order in come])
        if office.months is not None:
            arises = ~office.months.prevented(np.zeros(len(come), np.int64), cause, seed, day * DAY)
        fraction = SeededDice(seed).uniforms(OrderStream.RECUR_TIME, 0).tolist()
        for place in np.flatnonzero(arises).tolist():
            yield _Comer(come[place], Expected.RECURS, come[place].origin.service, fraction[place])

    def _come(self, day: int, site: int, line: int, comers: Sequence[_Comer]) -> None:
        """Let customers come to a site, or call one of its lines, on a day."""
        demand, draws = self._door(site, line)
        orders = [comer.order for comer in comers]
        arrived = self._demand(site, line).coming.time_of_day(
            day, np.array([each.fraction for each in comers])
        )
        seed = np.array([order.seed for order in orders])
        service = np.array([comer.service for comer in comers])
        segment = np.array([order.origin.segment for order in orders])
        lane = np.zeros(len(orders), dtype=np.int64)
        demand.of_day[day] = chasing_cases(day, self._replications, lane, seed, arrived, service, segment)
        again = self._again(comers)
        for index, (comer, time) in enumerate(zip(comers, arrived.tolist(), strict=True)):
            order, at = comer.order, self._at(comer.order)
            if at not in self._doors_of:
                self._doors_of[at] = Door(draws, 0, at.origin)
            door = self._doors_of[at]
            door.again[day] = again
            who = (door, order.origin.case, 1, day, index, comer.service, order.origin.segment)
            before = attempts_before(day - int(order.created // DAY), order.origin.attempt)
            left = int(again.category[index])
            if line < 0:
                hall = self._halls[site]
                visit = hall.arrivals.because_of(who, time, before, left)
                hall.expect_because_of_order(visit, day, comer.kind)
            else:
                centre = self._centres[site - len(self._halls)]
                call = centre.callers.because_of(who, line, time, before, left)
                centre.expect_because_of_order(call, comer.kind)

    def _again(self, comers: Sequence[_Comer]) -> Again:
        """What they leave whose problems are back."""
        first, back = self._office.plan.first_category, [each.kind is Expected.RECURS for each in comers]
        category = np.array([first + comer.order.category for comer in comers])
        return Again(np.where(back, category, -1), np.where(back, [each.order.cause for each in comers], -1))

    def _at(self, order: Order) -> Chased:
        assert order.chased_at is not None
        return order.chased_at

    def _demand(self, site: int, line: int) -> HallDemand | LineDemand:
        """Who comes through the door."""
        if line < 0:
            return self._halls[site].arrivals.demand
        demand = self._centres[site - len(self._halls)].callers.demands[line]
        assert isinstance(demand, LineDemand)
        return demand

    def _is_open(self, site: int, day: int) -> bool:
        """Whether a site is open at all on a day."""
        return bool(self._openings[site].on(day))

    def _door(self, site: int, line: int) -> tuple[ChasingDemand, BatchDraws[ChasingDemand]]:
        if (site, line) not in self._doors:
            demand = ChasingDemand(chasing_site(self._demand(site, line).site), self._dice)
            self._doors[site, line] = demand, BatchDraws(demand, self._replications)
        return self._doors[site, line]
