"""What all replications of an office share: its rules, who is missing, and the orders that come by no contact."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache

import numpy as np
import simpy

from sim.draws.attendance import Attendance, attendance_of
from sim.draws.contact_sampler import NewCases
from sim.draws.dice import Dice
from sim.draws.open_orders import OrdersAtStart
from sim.draws.planned_orders import PlannedOrders
from sim.events.clock import COME_IN, MONTH_BEGINS, SHIFT, Moment
from sim.events.office import OfficeProcess
from sim.events.open_orders import expect_open_orders
from sim.events.order import Order, Origin, Source
from sim.events.order_ways import Ways
from sim.events.rows import NOBODY, of_away
from sim.log.records import Records
from sim.network.cause_months import CauseMonths, months_of
from sim.network.needs_found import needs_of
from sim.network.office import OfficePlan
from sim.network.rules_by_order import RulesByOrder, rules_by_order
from sim.scenario import Scenario
from sim.scenario.units import DAY
from sim.time.duty_windows import servers_of
from sim.time.opening import Opening, opening_of
from sim.time.working_time import WorkingTime, working_time_of


class PlannedDraws:
    """The planned orders of one category for a batch of replications, drawn a day at a time, and kept.

    Parameters
    ----------
    planned : PlannedOrders
        Which orders come.
    category : int
        Number of their category in the office.
    replications : range
        The batch.
    """

    def __init__(self, planned: PlannedOrders, category: int, replications: range) -> None:
        self.planned, self.category, self._replications = planned, category, replications
        self.cases = lru_cache(maxsize=None)(self._cases)

    def _cases(self, day: int) -> NewCases:
        return self.planned.orders(day, self._replications)


class PlannedProcess:
    """Lets the planned orders of one category come in one replication."""

    def __init__(
        self, env: simpy.Environment, scenario: Scenario, draws: PlannedDraws, row: int, office: OfficeProcess
    ) -> None:
        self.env, self._scenario, self._draws, self._row, self._office = env, scenario, draws, row, office
        for day in draws.planned.opening.days:
            Moment(env, day * DAY, SHIFT, self._start_day, day)

    def _start_day(self, moment: Moment) -> None:
        day, plan, category = moment.subject, self._office.plan, self._draws.category
        cases = self._draws.cases(day)
        own = cases.of_lane(self._row)
        seed = self._draws.planned.seeds(cases)[own]
        whole = np.full(len(seed), plan.first_category + category)
        nobody, begun = np.full(len(seed), NOBODY), self._office.rules.begun(cases.arrived[own])
        ways = Ways.of(self._scenario, self._office.rules, begun, whole, nobody, cases.segment[own], seed)
        columns = (cases.index, cases.segment, cases.arrived)
        for place, (index, segment, arrived) in enumerate(
            zip(*(each[own].tolist() for each in columns), strict=True)
        ):
            origin = Origin(Source.PLAN, NOBODY, category, day, index, NOBODY, segment)
            order = Order(origin, category, self._office.priority(ways, place, category), ways, place)
            Moment(self.env, arrived, COME_IN, self._comes, order)

    def _comes(self, moment: Moment) -> None:
        self._office.receive(moment.subject)


@dataclass(frozen=True)
class OfficeSetting:
    """What all replications of an office share.

    Attributes
    ----------
    scenario, plan : Scenario, OfficePlan
        Which office.
    rules : RulesByOrder
        Its rules.
    time : WorkingTime
        Its working time.
    pools : mapping
        Who is at work of each of its pools.
    planned : list of PlannedDraws
        The orders that come by no contact, by category that has any.
    at_start : OrdersAtStart
        Those that are open when the horizon begins.
    dice : Dice
        The random numbers.
    replications : range
        The batch.
    """

    scenario: Scenario
    plan: OfficePlan
    rules: RulesByOrder
    time: WorkingTime
    pools: Mapping[str, Attendance]
    planned: Sequence[PlannedDraws]
    at_start: OrdersAtStart
    dice: Dice
    replications: range

    @staticmethod
    def of(scenario: Scenario, plan: OfficePlan, dice: Dice, replications: range) -> OfficeSetting:
        """An office for a batch of replications."""
        opening, office = opening_of(scenario, plan.name), scenario.offices[plan.name]
        servers = {pool: servers_of(scenario, pool, opening) for pool in office.pools}

        def planned(number: int, name: str, opening: Opening) -> PlannedDraws:
            return PlannedDraws(PlannedOrders(scenario, plan.name, name, opening, dice), number, replications)

        return OfficeSetting(
            scenario,
            plan,
            rules_by_order(scenario, plan.name),
            working_time_of(scenario, [plan.name]),
            {
                each.pool: each
                for each in attendance_of(scenario, plan.name, servers, opening, dice, replications)
            },
            [
                planned(number, name, opening)
                for number, (name, category) in enumerate(office.categories.items())
                if category.arrivals is not None
            ],
            OrdersAtStart(scenario, plan.name, dice),
            dice,
            replications,
        )

    def office(self, env: simpy.Environment, row: int) -> OfficeProcess:
        """The office in one replication."""
        numbers = {name: number for number, name in enumerate(self.scenario.pools)}
        replication, calendar = self.replications[row], self.scenario.calendar
        months = months_of(self.plan, calendar, self.dice, range(replication, replication + 1))
        found = OfficeProcess(
            env,
            self.plan,
            self.rules,
            self.time,
            {numbers[pool]: staff.present(row) for pool, staff in self.pools.items()},
            calendar.days * DAY,
            months,
            needs_of(self.scenario, self.rules, 1),
        )
        if months is not None:
            _await_months(env, found, months, range(-calendar.warm_up, calendar.days))
        for draws in self.planned:
            PlannedProcess(env, self.scenario, draws, row, found)
        expect_open_orders(env, self.at_start, replication, found)
        return found

    def absences(self, replication: int, row: int) -> Records:
        """A row for each stretch of duty in which a head is missing."""
        pools = list(self.scenario.pools)
        return of_away(replication, self.plan.number, row, pools, self.pools.values())


def _await_months(env: simpy.Environment, office: OfficeProcess, months: CauseMonths, days: range) -> None:
    """Let an office turn to each month that begins."""

    def begins(moment: Moment) -> None:
        office.begin_month(moment.subject)

    for day in filter(months.begins, days):
        Moment(env, day * DAY, MONTH_BEGINS, begins, day)
