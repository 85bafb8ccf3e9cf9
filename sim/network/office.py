"""An office as numbers: desks with their pools, categories with their stages, and by which chances orders find their way."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from sim.network.causes import Causes, causes
from sim.scenario import Scenario
from sim.scenario.deadline import Deadline
from sim.scenario.distributions import Distribution
from sim.scenario.office import Office
from sim.scenario.order_load import first_right

Floats = NDArray[np.float64]
Ints = NDArray[np.int64]
Flags = NDArray[np.bool_]


class Desk(NamedTuple):
    """Where steps of orders are done: a department, the coordinator's, or that of a pool to which orders are escalated.

    Attributes
    ----------
    name : str
        Name of the department; empty of the others.
    pools : tuple of int
        Numbers in the scenario of the pools that work there, in the order in which they take orders.
    """

    name: str
    pools: tuple[int, ...]


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
    """

    at: Floats
    priority: Ints
    desk: Ints


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
    escalations : Escalations
        What happens when deadlines come near.
    takes_due : bool
        Whether a free head takes the order whose deadline is nearest among those of one priority.
    chases : Chases or None
        Who contacts again while an order is open; none where nobody does.
    causes : Causes
        Why customers have the problems that lead to orders.
    """

    name: str
    number: int
    desks: tuple[Desk, ...]
    departments: int
    coordinator: int
    first_category: int
    stages: Stages
    priority: Ints
    deadlines: tuple[Deadline | None, ...]
    on_acceptance: Flags
    solved: Floats
    first_right: Floats
    wrong: Floats
    passed_on: Floats
    look: Distribution
    keeps: Distribution
    classify: Distribution | None
    closing_time: Distribution | None
    finds: float
    escalations: Escalations
    takes_due: bool
    chases: Chases | None
    causes: Causes

    @property
    def categories(self) -> range:
        """Numbers of its categories among those of all offices."""
        return range(self.first_category, self.first_category + len(self.priority))


def offices_of(scenario: Scenario) -> list[OfficePlan]:
    """All offices of a scenario."""
    return [office_plan(scenario, name) for name in scenario.offices]


def office_plan(scenario: Scenario, name: str) -> OfficePlan:
    """An office of a scenario as numbers."""
    office, categories = scenario.offices[name], list(scenario.offices[name].categories.values())
    departments, call = list(office.departments), office.coordinator and office.coordinator.closing_call
    return OfficePlan(
        name,
        list(scenario.sites).index(name),
        _desks(scenario, office),
        len(departments),
        -1 if office.coordinator is None else len(departments),
        list(scenario.categories).index(next(iter(office.categories))),
        _stages(office),
        np.array([each.priority for each in categories], dtype=np.int64),
        tuple(each.deadline for each in categories),
        np.array([each.clock == "acceptance" for each in categories]),
        np.array([each.solved for each in categories]),
        _first_right(scenario, office),
        _wrong(office),
        _passed_on(office),
        office.routing.look,
        office.routing.keeps,
        office.coordinator.classify if office.coordinator else None,
        call.time if call else None,
        call.finds if call else 0.0,
        _escalations(office),
        office.takes == "due",
        _chases(scenario, office),
        causes(scenario, office),
    )


def _chases(scenario: Scenario, office: Office) -> Chases | None:
    rules = office.chasing
    if rules is None or not (rules.a_day or rules.a_day_older or rules.overdue):
        return None
    service = list(scenario.services).index(rules.service)
    return Chases(service, rules.a_day, rules.a_day_older, rules.overdue, rules.informed)


def _desks(scenario: Scenario, office: Office) -> tuple[Desk, ...]:
    pools = list(scenario.pools)

    def desk(name: str, staff: Iterable[str]) -> Desk:
        return Desk(name, tuple(pools.index(pool) for pool in staff))

    coordinator = [desk("", (office.coordinator.pool,))] if office.coordinator else []
    return (
        *(desk(name, each.pools) for name, each in office.departments.items()),
        *coordinator,
        *(desk("", (pool,)) for pool in office.extra_pools),
    )


def _stages(office: Office) -> Stages:
    departments = list(office.departments)
    of_categories = [each.all_stages for each in office.categories.values()]
    every = [stage for stages in of_categories for stage in stages]
    return Stages(
        np.cumsum([0, *map(len, of_categories)], dtype=np.int64),
        np.array([departments.index(stage.department) for stage in every], dtype=np.int64),
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


def _wrong(office: Office) -> Floats:
    """Shares added up, by the right department: each of the others has the same."""
    departments = list(office.departments)
    others = [
        dict.fromkeys((name for name in departments if name != right), 1 / max(1, len(departments) - 1))
        for right in departments
    ]
    return np.array([_steps(departments, row) if row else np.ones(1) for row in others])


def _passed_on(office: Office) -> Floats:
    """Shares added up, by the right department and the one that passes on."""
    departments = list(office.departments)
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


def _escalations(office: Office) -> Escalations:
    first = len(office.departments) + (office.coordinator is not None)
    levels, extra = office.escalations, office.extra_pools
    return Escalations(
        np.array([each.at for each in levels]),
        np.array([each.priority for each in levels], dtype=np.int64),
        np.array(
            [-1 if each.pool is None else first + extra.index(each.pool) for each in levels], dtype=np.int64
        ),
    )
