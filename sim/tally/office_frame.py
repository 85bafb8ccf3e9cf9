"""What a scenario fixes of the tally of its orders: departments, categories, desks."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from typing import Any, NamedTuple, Protocol

import numpy as np
from numpy.typing import NDArray

from sim.log.orders import Orders, StepKind
from sim.network.office import OfficePlan
from sim.network.office_plan import offices_of
from sim.network.rules_by_order import RulesByOrder, rules_by_order
from sim.scenario import Scenario

Ints = NDArray[np.int64]
Numbers = NDArray[np.integer[Any]]
Flags = NDArray[np.bool_]


class OfOrders(Protocol):
    """A table of orders, as far as their scopes are told from it."""

    @property
    def category(self) -> Numbers:
        """Number of the category of each."""

    @property
    def region(self) -> Numbers:
        """Number of its region."""

    @property
    def segment(self) -> Numbers:
        """Number of its segment."""

    @property
    def cause(self) -> Numbers:
        """Number of its cause."""


class DeskOf(NamedTuple):
    """A desk of an office.

    Attributes
    ----------
    office : str
        Name of its office.
    department : str
        Name of the department; empty of a coordinator's desk, and of one to which orders are escalated.
    pools : tuple of int
        Numbers of the pools that work there.
    scope : str
        What people know it by: ``department:metering``, or ``pool:coordinators`` of one that is no department.
    """

    office: str
    department: str
    pools: tuple[int, ...]
    scope: str


class LineOf(NamedTuple):
    """A line at a desk.

    Attributes
    ----------
    desk, line : int
        Number of the desk through all offices, and of the line there, as in :class:`sim.network.skills.Skills`.
    pools : tuple of int
        Numbers of the pools that take from it.
    """

    desk: int
    line: int
    pools: tuple[int, ...]


@dataclass(frozen=True)
class OfficeFrame:
    """Departments, categories and desks of all offices of a scenario, each numbered through all of them.

    Attributes
    ----------
    scenario : Scenario
        Whose offices.
    """

    scenario: Scenario

    @cached_property
    def departments(self) -> list[str]:
        """Names of the departments."""
        return [name for office in self.scenario.offices.values() for name in office.departments]

    @cached_property
    def desks(self) -> list[DeskOf]:
        """The desks, in the order of offices."""
        pools = list(self.scenario.pools)
        return [
            DeskOf(
                plan.name,
                desk.name,
                desk.pools,
                f"department:{desk.name}" if desk.name else f"pool:{pools[desk.pools[0]]}",
            )
            for plan in offices_of(self.scenario)
            for desk in plan.desks
        ]

    @cached_property
    def lines(self) -> list[LineOf]:
        """The lines of the desks at which not everybody does everything, or somebody has several orders in hand; desk by desk."""
        found = []
        for place, (plan, desk) in enumerate(self._plans_of_desks):
            takes, pools = plan.skills.takes[desk], plan.desks[desk].pools
            if plan.skills.lines(desk) > 1 or any(plan.skills.at_once[pool] > 1 for pool in pools):
                for line in range(plan.skills.lines(desk)):
                    able = (pool for pool, own in zip(pools, takes, strict=True) if line in own)
                    found.append(LineOf(place, line, tuple(able)))
        return found

    @cached_property
    def _plans_of_desks(self) -> list[tuple[OfficePlan, int]]:
        return [(plan, desk) for plan in offices_of(self.scenario) for desk in range(len(plan.desks))]

    def line_of(self, desk: Ints, kind: Numbers, category: Numbers) -> Ints:
        """The number among `lines` of that in which steps stood; -1 at desks that have none there."""
        numbers = {(line.desk, line.line): number for number, line in enumerate(self.lines)}
        table = np.full((len(self.desks), 1 + len(self.scenario.categories)), -1)
        for place, (plan, own) in enumerate(self._plans_of_desks):
            of_work = plan.skills.line[own].tolist()
            table[place, 0] = numbers.get((place, 0), -1)
            for category_there, line in zip(plan.categories, of_work, strict=True):
                table[place, 1 + category_there] = numbers.get((place, line), -1)
        return np.asarray(table[desk, np.where(kind == StepKind.WORK, 1 + category, 0)])

    @cached_property
    def first_desk(self) -> Ints:
        """The number of the first desk of each site; 0 of sites that are no offices."""
        offices = [desk.office for desk in self.desks]
        return np.array(
            [offices.index(name) if name in offices else 0 for name in self.scenario.sites], dtype=np.int64
        )

    @cached_property
    def _rules(self) -> list[RulesByOrder]:
        return [rules_by_order(self.scenario, name) for name in self.scenario.offices]

    @cached_property
    def _deadlines(self) -> list[Flags]:
        """Whether each category of an office has a deadline, by the number of its rules; of all offices."""
        return [
            np.array([[each is not None for each in under.deadlines] for under in rules.each])
            for rules in self._rules
        ]

    def has_deadline(self, orders: Orders) -> Flags:
        """Whether each order has a deadline, by the rules that it lives under."""
        found = np.zeros(len(orders.lane), dtype=np.bool_)
        for rules, deadlines in zip(self._rules, self._deadlines, strict=True):
            plan = rules.each[0]
            own = np.flatnonzero(orders.office == plan.number)
            under = rules.of(rules.begun(orders.created[own]), orders.region[own], orders.segment[own])
            found[own] = deadlines[under, orders.category[own] - plan.first_category]
        return found

    @property
    def levels(self) -> int | None:
        """Levels of escalation of the office that has most of them; none without offices."""
        levels = (len(each.escalations.at) for rules in self._rules for each in rules.each)
        return max(levels, default=None)

    @cached_property
    def _of_category(self) -> dict[str, Ints]:
        """The number of the office of each category, and of the department in which its work begins."""
        pairs = [
            (number, (name, category.all_stages[0].department))
            for number, (name, office) in enumerate(self.scenario.offices.items())
            for category in office.categories.values()
        ]
        departments = [
            (name, each) for name, office in self.scenario.offices.items() for each in office.departments
        ]
        offices, first = [office for office, _ in pairs], [departments.index(each) for _, each in pairs]
        return {
            "office": np.array(offices, dtype=np.int64),
            "department": np.array(first, dtype=np.int64),
        }

    def column(self, orders: OfOrders, kind: str) -> Numbers:
        """The number of the scope of each order among those of a kind."""
        of_category = self.number_of_category(kind)
        if of_category is not None:
            return of_category[orders.category]
        if kind == "region_segment":
            return orders.region * np.int64(len(self.scenario.segments)) + orders.segment
        found: Numbers = getattr(orders, kind)
        return found

    def number_of_category(self, kind: str) -> Ints | None:
        """The number of the scope of each category, of a kind of scope that is made of categories; None of other kinds."""
        return self._of_category.get(kind) if kind in ("office", "department") else None

    def categories_of(self, kind: str) -> list[Ints]:
        """For each scope of a kind that is made of categories, their numbers."""
        count = len(self.scenario.categories)
        of_category = self.number_of_category(kind)
        if of_category is None:
            every = np.arange(count)
            return list(every[:, None]) if kind == "category" else [every]
        scopes = len(self.scenario.offices if kind == "office" else self.departments)
        return [np.flatnonzero(of_category == place) for place in range(scopes)]
