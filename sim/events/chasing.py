"""Customers with open orders who contact again: each morning it is decided who does so on that day."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, field

import numpy as np
import simpy
from numpy.typing import NDArray

from sim.draws.calls import LineDemand
from sim.draws.chasing import ATTEMPTS, chasing_cases, chasing_site
from sim.draws.contact_sampler import NewCases
from sim.draws.dice import Dice
from sim.draws.order_dice import OrderDice, OrderStream
from sim.draws.visits import HallDemand
from sim.events.centre import CentreProcess
from sim.events.clock import MORNING, Moment
from sim.events.door import Door
from sim.events.draws import BatchDraws
from sim.events.hall import HallProcess
from sim.events.office import OfficeProcess
from sim.events.order import Chased, Order
from sim.rules.office import chase_chance
from sim.scenario.units import DAY

Floats = NDArray[np.float64]


@dataclass
class ChasingDemand:
    """Those who contact one site, or one of its lines, to ask about open orders of one office, day by day.

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


class ChasingProcess:
    """Lets the customers of one office who chase their orders come, in one replication.

    Parameters
    ----------
    env : simpy.Environment
        The clock.
    office : OfficeProcess
        The office, which has rules of chasing.
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
        assert office.plan.chases is not None
        self._office, self._rules = office, office.plan.chases
        self._replications, self._dice = range(replication, replication + 1), dice
        self._halls, self._centres = halls, centres
        self._openings = [hall.opening for hall in halls] + [centre.opening for centre in centres]
        self._doors: dict[tuple[int, int], tuple[ChasingDemand, BatchDraws[ChasingDemand]]] = {}
        self._doors_of: dict[Chased, Door] = {}
        for day in days:
            Moment(env, day * DAY, MORNING, self._morning, day)

    def _morning(self, moment: Moment) -> None:
        """Decide who contacts again on a day that begins, with what is true of their orders then."""
        day, office = moment.subject, self._office
        office.chased = [order for order in office.chased if order.closed >= day * DAY]
        if not office.chased:
            return
        seeds = OrderDice(np.array([order.ways.seed[order.index] for order in office.chased]))
        age = day - np.array([order.created // DAY for order in office.chased]).astype(np.int64)
        due = np.array([order.promised for order in office.chased])
        informed = np.array([order.informed_since for order in office.chased])
        chance = chase_chance(self._rules, age, due <= day * DAY, informed < day * DAY)
        chase = np.flatnonzero((seeds.uniforms(OrderStream.CHASES, age) < chance) & (age > 0))
        at_door: dict[tuple[int, int], list[int]] = defaultdict(list)
        for place in chase.tolist():
            site, line, _ = self._at(office.chased[place])
            if self._is_open(site, day):
                at_door[site, line].append(place)
        for (site, line), places in at_door.items():
            own = np.array(places)
            fraction = seeds.of(own).uniforms(OrderStream.CHASE_TIME, age[own])
            arrived = self._demand(site, line).coming.time_of_day(day, fraction)
            self._come(day, site, line, [office.chased[place] for place in places], arrived)

    def _come(self, day: int, site: int, line: int, orders: Sequence[Order], arrived: Floats) -> None:
        """Let the customers of some orders come to a site, or call one of its lines, on a day."""
        (demand, draws), service = self._door(site, line), self._rules.service
        seed = np.array([order.ways.seed[order.index] for order in orders])
        segment = np.array([order.origin.segment for order in orders])
        lane = np.zeros(len(orders), dtype=np.int64)
        demand.of_day[day] = chasing_cases(day, self._replications, lane, seed, arrived, service, segment)
        for index, (order, time) in enumerate(zip(orders, arrived.tolist(), strict=True)):
            at, order.chases = self._at(order), order.chases + (day >= 0)
            if at not in self._doors_of:
                self._doors_of[at] = Door(draws, 0, at.origin)
            who = (self._doors_of[at], order.origin.case, 1, day, index, service, order.origin.segment)
            before = ATTEMPTS * (day - int(order.created // DAY))
            if line < 0:
                hall = self._halls[site]
                hall.expect_chase(hall.arrivals.chase(who, time, before), day)
            else:
                centre = self._centres[site - len(self._halls)]
                centre.expect_chase(centre.callers.chase(who, line, time, before))

    def _at(self, order: Order) -> Chased:
        assert order.chased_at is not None
        return order.chased_at

    def _demand(self, site: int, line: int) -> HallDemand | LineDemand:
        """Who comes through the door."""
        if line < 0:
            return self._halls[site].arrivals.demand
        return self._centres[site - len(self._halls)].callers.demands[line]

    def _is_open(self, site: int, day: int) -> bool:
        """Whether a site is open at all on a day."""
        return bool(self._openings[site].on(day))

    def _door(self, site: int, line: int) -> tuple[ChasingDemand, BatchDraws[ChasingDemand]]:
        if (site, line) not in self._doors:
            demand = ChasingDemand(chasing_site(self._demand(site, line).site), self._dice)
            self._doors[site, line] = demand, BatchDraws(demand, self._replications)
        return self._doors[site, line]
