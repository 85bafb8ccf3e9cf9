"""An office as numbers: desks with their pools, categories with their stages, and by which chances orders find their way."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from math import inf
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from sim.network.causes import Causes, causes
from sim.scenario import Scenario
from sim.scenario.deadline import Deadline, TimeUnit
from sim.scenario.distributions import Distribution
from sim.scenario.meetings import meeting_times
from sim.scenario.office import Batch, Category, Department, Office
from sim.scenario.order_load import first_right
from sim.scenario.units import DAY, Window
from sim.time.working_hours import WorkingHours, working_hours

Floats = NDArray[np.float64]
Ints = NDArray[np.int64]
Flags = NDArray[np.bool_]


class Portfolios(NamedTuple):
    """That each order at a desk is for the head to whom its customer belongs: see :class:`sim.scenario.office.Portfolios`.

    Attributes
    ----------
    pools : int
        How many of the desk's pools, from the first on, have heads with customers of their own.
    amount, unit : float, int
        For how long an order waits for its own head, as a deadline; infinitely many minutes without limit.
    """

    pools: int
    amount: float
    unit: int


class Desk(NamedTuple):
    """Where steps of orders are done: a department, the coordinator's, or that of a pool to which orders are escalated.

    Attributes
    ----------
    name : str
        Name of the department; empty of the others.
    pools : tuple of int
        Numbers in the scenario of the pools that work there, in the order in which they take orders.
    own : Portfolios or None
        Whose orders are whose; none where they are anybody's.
    """

    name: str
    pools: tuple[int, ...]
    own: Portfolios | None = None


class Stages(NamedTuple):
    """The stages of all categories of an office, one after the other, as flat arrays.

    Attributes
    ----------
    start : ndarray
        Where those of each category begin, and where the last one's end: shape (categories + 1,).
    department : ndarray
        Number of the department.
    work, waits : tuple of Distribution
        Time of a head, and time for which the order lies afterwards.
    rework : ndarray
        Share of works that are sent back.
    """

    start: Ints
    department: Ints
    work: tuple[Distribution, ...]
    waits: tuple[Distribution, ...]
    rework: Floats


class Travel(NamedTuple):
    """Time on the road to orders.

    Attributes
    ----------
    regions : ndarray
        Shares of the regions added up, without the last.
    time : tuple of (Distribution or None)
        By department and region, one department after the other; none where nobody travels.
    """

    regions: Floats
    time: tuple[Distribution | None, ...]


class Escalations(NamedTuple):
    """The levels of escalation, rising.

    Attributes
    ----------
    at : ndarray
        Shares of the time until the deadline.
    priority : ndarray
        What is added to the priority.
    desk : ndarray
        Number of the desk that does what is left; -1 where the departments go on.
    daily : ndarray of bool
        Whether it acts by the list of the day.
    """

    at: Floats
    priority: Ints
    desk: Ints
    daily: Flags


class Pauses(NamedTuple):
    """Pauses of the deadline's clock, by category: see :class:`sim.scenario.office.Pause`.

    Attributes
    ----------
    share, misused : ndarray
        Share of orders that wait for their customer; share of the others whose clock stops all the same.
    time : tuple of (Distribution or None)
        For how long; none where there are no pauses.
    """

    share: Floats
    misused: Floats
    time: tuple[Distribution | None, ...]


class Batches(NamedTuple):
    """Orders that gather before they join a line, by group: see :class:`sim.scenario.office.Batch`.

    Attributes
    ----------
    group : ndarray of int
        By desk and region, in which group orders gather; -1 where they do not.
    size : ndarray of int
        How many of each group join the line together.
    unit : ndarray of int
        For how long the first one waits at most: :class:`~sim.scenario.deadline.TimeUnit`.
    amount : ndarray
        How many of these.
    work : ndarray
        What of its own work each needs where two or more have gathered.
    """

    group: Ints
    size: Ints
    unit: Ints
    amount: Floats
    work: Floats


class RegionDays(NamedTuple):
    """On which days desks work for regions: see :class:`sim.scenario.office.Department`.

    Attributes
    ----------
    owner : ndarray of int
        By desk and region, whose windows in `windows` are its days; -1 where it works on each day.
    windows : WorkingHours
        Days on which work may be begun.
    """

    owner: Ints
    windows: WorkingHours


class Meetings(NamedTuple):
    """Joint meetings: see :class:`sim.scenario.office.Meeting`.

    Attributes
    ----------
    times : ndarray
        When they are held, rising; none without.
    share : ndarray
        By category: share of orders that wait for one.
    """

    times: Floats
    share: Floats


class Chases(NamedTuple):
    """Who contacts again while an order is open: see :class:`sim.scenario.office.Chasing`.

    Attributes
    ----------
    service : int
        Number of the service of these contacts.
    a_day, a_day_older, overdue, informed : float
        Chances, and the share of them that is saved.
    """

    service: int
    a_day: float
    a_day_older: float
    overdue: float
    informed: float


@dataclass(frozen=True)
class OfficePlan:
    """An office.

    Attributes
    ----------
    name : str
        Its name.
    number : int
        Number of the site.
    desks : tuple of Desk
        Departments in the file's order, then the coordinator's desk, then one for each pool to which orders are escalated.
    departments : int
        How many of them are departments.
    coordinator : int
        Number of the coordinator's desk; -1 without.
    batches : Batches
        Orders that gather.
    days : RegionDays
        On which days desks work for regions.
    first_category : int
        Number of its first category among those of all offices; arrays by category begin with it.
    stages : Stages
        What is done, by category.
    priority : ndarray of int
        By category.
    deadlines : tuple of (Deadline or None)
        By category.
    on_acceptance : ndarray of bool
        By category: whether the deadline's clock begins at acceptance.
    pauses : Pauses
        Pauses of that clock.
    solved : ndarray of float
        By category: share of orders that the work solves.
    first_right : ndarray of float
        Share that goes to the right department at once, by category and number of the sending site; in the last column, those whom nobody sent.
    wrong : ndarray of float
        Where the others go first: shares added up over the departments, by the right one; shape (departments, departments).
    passed_on : ndarray of float
        Whom a wrong department passes on to: shares added up, by the right department and the wrong one; shape (departments,) * 3.
    look, keeps : Distribution
        What a wrong department needs of a head, and how long the order lies there then.
    classify, closing_time : Distribution or None
        Times of the coordinator; none where nothing of the kind is done.
    finds : float
        Share of the unsolved that the closing call finds.
    meetings : Meetings
        The joint meetings for which orders wait.
    escalations : Escalations
        What happens when deadlines come near.
    takes_due : bool
        Whether a free head takes the order whose deadline is nearest among those of one priority.
    chases : Chases or None
        Who contacts again while an order is open; none where nobody does.
    leaves : ndarray or None
        By category: shares of its orders that leave one of each category, added up; none where no order leaves any.
    causes : Causes
        Why customers have the problems that lead to orders.
    travel : Travel or None
        Time on the road; none where no department travels.
    """

    name: str
    number: int
    desks: tuple[Desk, ...]
    departments: int
    coordinator: int
    batches: Batches
    days: RegionDays
    first_category: int
    stages: Stages
    priority: Ints
    deadlines: tuple[Deadline | None, ...]
    on_acceptance: Flags
    pauses: Pauses
    solved: Floats
    first_right: Floats
    wrong: Floats
    passed_on: Floats
    look: Distribution
    keeps: Distribution
    classify: Distribution | None
    closing_time: Distribution | None
    finds: float
    meetings: Meetings
    escalations: Escalations
    takes_due: bool
    chases: Chases | None
    leaves: Floats | None
    causes: Causes
    travel: Travel | None

    @property
    def categories(self) -> range:
        """Numbers of its categories among those of all offices."""
        return range(self.first_category, self.first_category + len(self.priority))


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
    return OfficePlan(
        name,
        list(scenario.sites).index(name),
        _desks(scenario, scenario.offices[name], numbers),
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
        office.takes == "due",
        _chases(scenario, office),
        _leaves(office),
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
    return Meetings(times, np.array([rules.categories.get(each, 0.0) for each in office.categories]))


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
    )
