"""An office as numbers: desks with their pools, categories with their stages, and by which chances orders find their way."""

from __future__ import annotations

from dataclasses import dataclass
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from sim.network.causes import Causes
from sim.network.skills import Skills
from sim.scenario.deadline import Deadline
from sim.scenario.distributions import Distribution
from sim.time.working_hours import WorkingHours

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
    asks : ndarray of bool
        Whether a specialist must approve of what is next.
    """

    at: Floats
    priority: Ints
    desk: Ints
    daily: Flags
    asks: Flags


class Approvals(NamedTuple):
    """Approvals that levels of escalation ask for, rising: see :class:`sim.scenario.office.Approval`.

    Attributes
    ----------
    desk : ndarray
        Number of the desk of each.
    work : tuple of Distribution
        Time of a head.
    """

    desk: Ints
    work: tuple[Distribution, ...]


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
    lasts : float
        Minutes after which the orders go on.
    """

    times: Floats
    share: Floats
    lasts: float = 0.0


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
    skills : Skills
        Who there can do what.
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
    approvals : Approvals
        Those that these ask for.
    takes_due : bool
        Whether a free head takes the order whose deadline is nearest among those of one priority.
    chases : Chases or None
        Who contacts again while an order is open; none where nobody does.
    leaves : ndarray or None
        By category: shares of its orders that leave one of each category, added up; none where no order leaves any.
    prevents : ndarray
        By category: share of the orders that these leave which would have become problems.
    causes : Causes
        Why customers have the problems that lead to orders.
    travel : Travel or None
        Time on the road; none where no department travels.
    """

    name: str
    number: int
    desks: tuple[Desk, ...]
    skills: Skills
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
    approvals: Approvals
    takes_due: bool
    chases: Chases | None
    leaves: Floats | None
    prevents: Floats
    causes: Causes
    travel: Travel | None

    @property
    def categories(self) -> range:
        """Numbers of its categories among those of all offices."""
        return range(self.first_category, self.first_category + len(self.priority))
