"""Work orders: one row an order, and one row for each step that somebody did on it or has still to do."""

from __future__ import annotations

from dataclasses import dataclass
from enum import IntEnum, unique
from typing import Any

import numpy as np
from numpy.typing import NDArray

from sim.log.columns import Columns

Floats = NDArray[np.float64]
Numbers = NDArray[np.integer[Any]]
Flags = NDArray[np.bool_]


@unique
class StepKind(IntEnum):
    """What is done in a step of an order."""

    CLASSIFY = 0
    """The coordinator finds out which department is right."""
    LOOK = 1
    """A wrong department finds out that it is wrong."""
    WORK = 2
    """The right department works on it."""
    CLOSING_CALL = 3
    """The coordinator calls the customer before the order is closed."""
    APPROVE = 4
    """A specialist agrees to what is to be done."""


@unique
class OrderOutcome(IntEnum):
    """How a step of an order ended."""

    CLASSIFIED = 0
    """The coordinator sent it to a department."""
    PASSED_ON = 1
    """A wrong department passed it on."""
    DONE = 2
    """The work of a stage was done, and something else follows."""
    REWORK = 3
    """Inspection sent it back: the same work is done again."""
    REOPENED = 4
    """The customer said that it was not solved: all begins anew."""
    CLOSED = 5
    """The order was closed."""
    OPEN = 6
    """The step was in line or in hand when the horizon ended."""
    TO_MEETING = 7
    """The coordinator classified it, and it waits for the joint meeting."""
    APPROVED = 8
    """A specialist agreed, and what was next follows."""


@dataclass(frozen=True)
class OrderSteps(Columns):
    """One row for each step that was begun, or that is in line at the end of the horizon; in the order of lane, office, number and step.

    Attributes
    ----------
    lane : ndarray of int
        As in :class:`sim.log.sheet.Contacted`.
    number : ndarray of int
        Number of the order, as in :class:`Orders`.
    step : ndarray of int
        Number of the step in its order, from 0.
    kind : ndarray of int
        :class:`StepKind`.
    office : ndarray of int
        Number of the site.
    desk : ndarray of int
        Number of the desk in its office.
    pool, head : ndarray of int
        Who did it: number of the pool in the scenario and of the head in the pool; -1 where nobody has.
    joined, started, ended : ndarray of float
        Minutes since the horizon's first midnight: when it joined the line, when somebody began, when it was done; NaN where it has not been.
    minutes : ndarray of float
        For how long its head has it in hand on duty, in all, also behind the end of the horizon; NaN where nobody has begun.
    outcome : ndarray of int
        :class:`OrderOutcome`.
    """

    lane: Numbers
    number: Numbers
    step: Numbers
    kind: Numbers
    office: Numbers
    desk: Numbers
    pool: Numbers
    head: Numbers
    joined: Floats
    started: Floats
    ended: Floats
    minutes: Floats
    outcome: Numbers


@dataclass(frozen=True)
class Orders(Columns):
    """One row an order, in the order of lane, office and number.

    Attributes
    ----------
    lane : ndarray of int
        As in :class:`sim.log.sheet.Contacted`.
    office : ndarray of int
        Number of the site.
    number : ndarray of int
        Number of the order among those of its office in its lane, in the order in which they come, from 0.
    category : ndarray of int
        Number among the categories of all offices.
    service, segment : ndarray of int
        Of the contact that left it, in the scenario's order; service -1 of an order that nobody reported.
    region : ndarray of int
        Number in the scenario's order.
    sender : ndarray of int
        Number of the site that sent it; -1: nobody reported it.
    hall : ndarray of int
        The sender, or else the office, for scopes.
    language : ndarray of int
        Of the contact that left it; -1 of others.
    case : ndarray of int
        Of the contact that left it, as in :class:`sim.log.sheet.Contacted`; -1 of others.
    created, accepted, due, closed : ndarray of float
        Minutes since the horizon's first midnight: when it came, when it first stood in line at the right department (infinite: never), its
        deadline (infinite without one, or beyond the horizon), when it was closed (infinite while open).
    promised : ndarray of float
        Its deadline as its customer counts it: as `due`, but that its clock stands still only while it waits for the customer.
    paused : ndarray of float
        Minutes by the calendar for which its clock stands still from its acceptance on; 0 where it does not, or is not accepted.
    worked : ndarray of float
        Minutes of heads, in all steps.
    travelled : ndarray of float
        Those of them on the road.
    bounces : ndarray of int
        Wrong departments that had a look at it.
    reopened : ndarray of int
        How often it was opened again.
    meetings : ndarray of int
        For how many joint meetings it waited, or waits.
    approvals : ndarray of int
        How often a specialist agreed to what was to be done.
    level : ndarray of int
        The highest escalation that it reached, from 1; 0 without.
    solved : ndarray of bool
        Whether its last work solved the matter.
    chases : ndarray of int
        How many contacts asked about it within the horizon, not counted those that were made again after one in vain.
    owned, by_own : ndarray of int
        Steps that were begun where each customer has an own head; those of them that this head began.
    cause : ndarray of int
        Number of its cause among those of all offices; -1 where none is named.
    repeats : ndarray of bool
        Whether the problem of an earlier order has come back with it.
    """

    lane: Numbers
    office: Numbers
    number: Numbers
    category: Numbers
    service: Numbers
    segment: Numbers
    region: Numbers
    sender: Numbers
    hall: Numbers
    language: Numbers
    case: Numbers
    created: Floats
    accepted: Floats
    due: Floats
    closed: Floats
    promised: Floats
    paused: Floats
    worked: Floats
    travelled: Floats
    bounces: Numbers
    reopened: Numbers
    meetings: Numbers
    approvals: Numbers
    level: Numbers
    solved: Flags
    chases: Numbers
    owned: Numbers
    by_own: Numbers
    cause: Numbers
    repeats: Flags
