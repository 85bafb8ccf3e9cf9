"""What a scenario says of an office, as numbers."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from math import inf
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from sim.network.causes import causes
from sim.network.office import (
    Approvals,
    Batches,
    Chases,
    Desk,
    Escalations,
    Meetings,
    OfficePlan,
    Pauses,
    Portfolios,
    RegionDays,
    Stages,
    Travel,
)
from sim.network.skills import skills_of
from sim.scenario import Scenario
from sim.scenario.deadline import TimeUnit
from sim.scenario.meetings import meeting_times
from sim.scenario.office import Batch, Category, Department, Office
from sim.scenario.order_load import first_right
from sim.scenario.units import DAY, Window
from sim.time.ticks import on_grid_one
from sim.time.working_hours import working_hours

Floats = NDArray[np.float64]
Ints = NDArray[np.int64]
Flags = NDArray[np.bool_]


def offices_of(scenario: Scenario) -> list[OfficePlan]:
    """All offices of a scenario."""
    return [office_plan(scenario, name) for name in scenario.offices]


class Numbers(NamedTuple):
    """Who has which number in an office, under whatever rules an order lives there.

    Attributes
    ----------
    departments : tuple of str
        Its departments.
    coordinators : tuple of str
        Pools that coordinate, each of which has a desk.
    escalated_to : tuple of str
        Pools to which orders are escalated, likewise.
    """

    departments: tuple[str, ...]
    coordinators: tuple[str, ...]
    escalated_to: tuple[str, ...]

    @staticmethod
    def of(offices: Sequence[Office]) -> Numbers:
        """The numbers in an office, from what it is under all rules; under the last ones it has all its departments."""
        coordinators = (each.coordinator.pool for each in offices if each.coordinator)
        extra = (pool for each in offices for pool in each.extra_pools)
        return Numbers(
            tuple(offices[-1].departments), tuple(dict.fromkeys(coordinators)), tuple(dict.fromkeys(extra))
        )

    @property
    def desks(self) -> int:
        """How many desks there are."""
        return len(self.departments) + len(self.coordinators) + len(self.escalated_to)

    def coordinator(self, office: Office) -> int:
        """The number of the coordinator's desk; -1 without one."""
        if office.coordinator is None:
            return -1
        return len(self.departments) + self.coordinators.index(office.coordinator.pool)

    def escalation(self, pool: str | None) -> int:
        """The number of the desk of a pool to which orders are escalated; -1 where there is none."""
        if pool is None:
            return -1
        return len(self.departments) + len(self.coordinators) + self.escalated_to.index(pool)


def office_plan(scenario: Scenario, name: str) -> OfficePlan:
    """An office of a scenario as numbers; where its rules change, under the last ones."""
    later = scenario.later.offices.values() if scenario.later else ()
    offices = [*(each[name] for each in later), scenario.offices[name]]
    return plan_under(scenario, name, offices[-1], Numbers.of(offices))


def plan_under(scenario: Scenario, name: str, office: Office, numbers: Numbers) -> OfficePlan:
    """An office of a scenario as numbers, under some of its rules."""
    categories = list(office.categories.values())
    call = office.coordinator and office.coordinator.closing_call
    desks = _desks(scenario, scenario.offices[name], numbers)
    return OfficePlan(
        name,
        list(scenario.sites).index(name),
        desks,
        skills_of(scenario.pools, [desk.pools for desk in desks], list(office.categories)),
        len(numbers.departments),
        numbers.coordinator(office),
        _batches(scenario, scenario.offices[name], numbers),
        _region_days(scenario, scenario.offices[name], numbers),
        list(scenario.categories).index(next(iter(office.categories))),
        _stages(office, numbers),
        np.array([each.priority for each in categories], dtype=np.int64),
        tuple(each.deadline for each in categories),
        np.array([each.clock == "acceptance" for each in categories]),
        _pauses(categories),
        np.array([each.solved for each in categories]),
        _first_right(scenario, office),
        _wrong(office, numbers),
        _passed_on(office, numbers),
        office.routing.look,
        office.routing.keeps,
        office.coordinator.classify if office.coordinator else None,
        call.time if call else None,
        call.finds if call else 0.0,
        _meetings(scenario, name, office),
        _escalations(office, numbers),
        _approvals(office, numbers),
        office.takes == "due",
        _chases(scenario, office),
        _leaves(office),
        np.array([each.prevents for each in categories]),
        causes(scenario, office),
        _travel(scenario, office, numbers),
    )


def region_steps(scenario: Scenario) -> Floats:
    """Shares of the regions added up, without the last."""
    return np.cumsum(list(scenario.regions.values()))[:-1]


def _travel(scenario: Scenario, office: Office, numbers: Numbers) -> Travel | None:
    if not any(each.travel for each in office.departments.values()):
        return None
    roads = {name: each.travel for name, each in office.departments.items()}
    times = (roads.get(name, {}).get(region) for name in numbers.departments for region in scenario.regions)
    return Travel(region_steps(scenario), tuple(times))


def _batches(scenario: Scenario, office: Office, numbers: Numbers) -> Batches:
    """A group for each department that has batches, or for each of its regions."""
    regions = len(scenario.regions)
    group = np.full((numbers.desks, regions), -1)
    rules: list[Batch] = []
    for desk, department in enumerate(office.departments.values()):
        if department.batch is not None:
            apart = department.batch.by == "region"
            group[desk] = len(rules) + np.arange(regions) * apart
            rules += [department.batch] * (regions if apart else 1)
    return Batches(
        group,
        np.array([each.size for each in rules], dtype=np.int64),
        np.array([each.at_most.unit for each in rules], dtype=np.int64),
        np.array([each.at_most.amount for each in rules], dtype=np.float64),
        np.array([each.work for each in rules], dtype=np.float64),
    )


def _region_days(scenario: Scenario, office: Office, numbers: Numbers) -> RegionDays:
    calendar, regions = scenario.calendar, list(scenario.regions)
    owner = np.full((numbers.desks, len(regions)), -1)
    owners: list[list[Window]] = []
    for desk, department in enumerate(office.departments.values()):
        for region, weekdays in department.days.items():
            owner[desk, regions.index(region)] = len(owners)
            days = range(-calendar.warm_up, calendar.days)
            own = [day for day in days if calendar.weekday(calendar.date(day)) in weekdays]
            # behind the horizon one more, so that who waits for it is known to stand in line
            owners.append([Window(day * DAY, (day + 1) * DAY) for day in (*own, calendar.days)])
    return RegionDays(owner, working_hours(owners))


def _meetings(scenario: Scenario, name: str, office: Office) -> Meetings:
    rules = office.coordinator.meeting if office.coordinator else None
    if rules is None:
        return Meetings(np.empty(0), np.zeros(len(office.categories)))
    times = meeting_times(rules, scenario.sites[name], scenario.calendar)
    shares = np.array([rules.categories.get(each, 0.0) for each in office.categories])
    return Meetings(times, shares, on_grid_one(rules.lasts))


def _pauses(categories: Sequence[Category]) -> Pauses:
    rules = [each.pause for each in categories]
    return Pauses(
        np.array([each.share if each else 0.0 for each in rules]),
        np.array([each.misused if each else 0.0 for each in rules]),
        tuple(each.time if each else None for each in rules),
    )


def _leaves(office: Office) -> Floats | None:
    """Shares added up; behind the last category that an order leaves all are the same."""
    shares = np.array(
        [[each.leaves.get(to, 0.0) for to in office.categories] for each in office.categories.values()]
    )
    return np.cumsum(shares, axis=1) if shares.any() else None


def _chases(scenario: Scenario, office: Office) -> Chases | None:
    rules = office.chasing
    if rules is None or not (rules.a_day or rules.a_day_older or rules.overdue):
        return None
    service = list(scenario.services).index(rules.service)
    return Chases(service, rules.a_day, rules.a_day_older, rules.overdue, rules.informed)


def _desks(scenario: Scenario, office: Office, numbers: Numbers) -> tuple[Desk, ...]:
    pools = list(scenario.pools)

    def desk(name: str, staff: Iterable[str], own: Portfolios | None = None) -> Desk:
        return Desk(name, tuple(pools.index(pool) for pool in staff), own)

    return (
        *(desk(name, each.all_pools, _portfolios(each)) for name, each in office.departments.items()),
        *(desk("", (pool,)) for pool in (*numbers.coordinators, *numbers.escalated_to)),
    )


def _portfolios(department: Department) -> Portfolios | None:
    if department.own is None:
        return None
    limit = department.own.within
    return Portfolios(len(department.pools), *(limit or (inf, TimeUnit.MINUTES)))


def _stages(office: Office, numbers: Numbers) -> Stages:
    of_categories = [each.all_stages for each in office.categories.values()]
    every = [stage for stages in of_categories for stage in stages]
    return Stages(
        np.cumsum([0, *map(len, of_categories)], dtype=np.int64),
        np.array([numbers.departments.index(stage.department) for stage in every], dtype=np.int64),
        tuple(stage.work for stage in every),
        tuple(stage.waits for stage in every),
        np.array([stage.rework for stage in every]),
    )


def _first_right(scenario: Scenario, office: Office) -> Floats:
    """By category and sender; the last column is of those whom nobody sent."""
    senders = [*scenario.sites, ""]
    return np.array(
        [[first_right(office, own, sender) for sender in senders] for own in office.categories.values()]
    )


def _wrong(office: Office, numbers: Numbers) -> Floats:
    """Shares added up, by the right department: each of the others has the same."""
    there = list(office.departments)
    others = [
        dict.fromkeys((name for name in there if name != right), 1 / max(1, len(there) - 1))
        for right in numbers.departments
    ]
    alone = np.ones(len(numbers.departments))
    return np.array([_steps(numbers.departments, row) if row else alone for row in others])


def _passed_on(office: Office, numbers: Numbers) -> Floats:
    """Shares added up, by the right department and the one that passes on."""
    departments = numbers.departments
    found = np.zeros((len(departments),) * 3)
    for right in range(len(departments)):
        for number, name in enumerate(departments):
            row = office.routing.passes_on.get(name)
            found[right, number] = _steps(departments, row or {departments[right]: 1.0})
    return found


def _steps(departments: Sequence[str], row: dict[str, float]) -> Floats:
    steps = np.cumsum([row.get(name, 0.0) for name in departments])
    steps[max(place for place, name in enumerate(departments) if row.get(name)) :] = (
        1.0  # rounding may leave less
    )
    return steps


def _escalations(office: Office, numbers: Numbers) -> Escalations:
    levels = office.escalations
    return Escalations(
        np.array([each.at for each in levels]),
        np.array([each.priority for each in levels], dtype=np.int64),
        np.array([numbers.escalation(each.pool) for each in levels], dtype=np.int64),
        np.array([each.daily_list for each in levels], dtype=np.bool_),
        np.array([each.approval is not None for each in levels], dtype=np.bool_),
    )


def _approvals(office: Office, numbers: Numbers) -> Approvals:
    rules = [each.approval for each in office.escalations if each.approval is not None]
    desks = np.array([numbers.escalation(each.pool) for each in rules], dtype=np.int64)
    return Approvals(desks, tuple(each.work for each in rules))
