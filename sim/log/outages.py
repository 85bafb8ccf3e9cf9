"""Outages: what is so of each whatever anybody does, what happened to it, and who was told."""

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
class Told(IntEnum):
    """How a utility came to know of an outage."""

    SENSED = 0
    """Meters told."""
    REPORTED = 1
    """Customers called."""
    PLANNED = 2
    """It was its own work, announced beforehand."""
    FOUND = 3
    """A patrol found it."""


@unique
class OutageStage(IntEnum):
    """Stages of an outage at which customers can be told something."""

    ANNOUNCED = 0
    """Planned work was announced."""
    KNOWN = 1
    """The utility came to know of it."""
    ASSIGNED = 2
    """A crew was sent."""
    ON_SITE = 3
    """The first crew arrived."""
    CAUSE = 4
    """The cause was found."""
    REVISED = 5
    """An estimate had passed, and another one was given."""
    RESTORED = 6
    """Supply was back."""


@dataclass(frozen=True)
class Outages(Columns):
    """One row an outage: what is so whatever anybody does; by lane, start and number.

    Attributes
    ----------
    lane : ndarray of int
        As in :class:`sim.log.sheet.Contacted`.
    number : ndarray of int
        Number of the outage in its lane, by start, from 0.
    kind, region : ndarray of int
        Numbers in the scenario's order.
    cause : ndarray of int
        Number among the causes of all kinds; -1 where none is named.
    customers : ndarray of int
        How many are without supply at its start.
    priority : ndarray of int
        Higher is taken first.
    key : ndarray of bool
        Whether a key customer is among them.
    start : ndarray of float
        Minutes since the horizon's first midnight.
    behind : ndarray of int
        Number of the outage behind which it lies: until that one is restored it is hidden, and its customers stay without supply; -1 of others.
    ends : ndarray of float
        When it ends where that needs no crew, because it lasts by itself or the list says so; NaN where crews end it.
    announced, promised : ndarray of float
        When customers can first be told, before its start, and the end that is promised then; NaN of others.
    crews : ndarray of int
        How many it needs; 0 where it needs none.
    assess, isolate, repair, restore : ndarray of float
        Minutes of the work of crews.
    failures : ndarray of int
        How many times `repair` and `restore` are done once more.
    sensed : ndarray of float
        When meters tell, if it is not hidden; NaN where they do not.
    seed : ndarray of float
        The uniform from which all else follows that it and its customers carry.
    """

    lane: Numbers
    number: Numbers
    kind: Numbers
    region: Numbers
    cause: Numbers
    customers: Numbers
    priority: Numbers
    key: Flags
    start: Floats
    behind: Numbers
    ends: Floats
    announced: Floats
    promised: Floats
    crews: Numbers
    assess: Floats
    isolate: Floats
    repair: Floats
    restore: Floats
    failures: Numbers
    sensed: Floats
    seed: Floats


@dataclass(frozen=True)
class Lives(Columns):
    """What happened to each outage: the rows of :class:`Outages`. Times are minutes since the horizon's first midnight; NaN: never, or not yet.

    Attributes
    ----------
    lane, number : ndarray of int
        As in :class:`Outages`.
    known : ndarray of float
        When the utility came to know of it.
    by : ndarray of int
        :class:`Told`; -1 where it never knew.
    assigned, on_site : ndarray of float
        When a crew was first sent, and when one first arrived.
    cause : ndarray of float
        When it had been assessed.
    isolated : ndarray of float
        When it had been isolated.
    restored : ndarray of float
        When the supply of all its customers was back.
    """

    lane: Numbers
    number: Numbers
    known: Floats
    by: Numbers
    assigned: Floats
    on_site: Floats
    cause: Floats
    isolated: Floats
    restored: Floats


@dataclass(frozen=True)
class Steps(Columns):
    """How the customers of an outage came back: one row for each time at which some did; by lane, number and time.

    Attributes
    ----------
    lane, number : ndarray of int
        As in :class:`Outages`.
    time : ndarray of float
        Minutes since the horizon's first midnight.
    share : ndarray of float
        Share of its customers whose supply is back from then on; 1 in the last row of an outage that is restored.
    """

    lane: Numbers
    number: Numbers
    time: Floats
    share: Floats


@dataclass(frozen=True)
class Estimates(Columns):
    """Times of restoration that were given: one row an estimate; by lane, number and time.

    Attributes
    ----------
    lane, number : ndarray of int
        As in :class:`Outages`.
    stage : ndarray of int
        :class:`OutageStage` at which it was given.
    given, estimate : ndarray of float
        When, and for when; minutes since the horizon's first midnight.
    """

    lane: Numbers
    number: Numbers
    stage: Numbers
    given: Floats
    estimate: Floats


@dataclass(frozen=True)
class CrewVisits(Columns):
    """Crews at outages: one row for each crew that was sent; by lane, number and time.

    Attributes
    ----------
    lane, number : ndarray of int
        As in :class:`Outages`.
    pool, head : ndarray of int
        Number of the pool in the scenario, and of the crew in it.
    assigned, on_site, left : ndarray of float
        When it was sent, arrived and left; minutes since the horizon's first midnight.
    """

    lane: Numbers
    number: Numbers
    pool: Numbers
    head: Numbers
    assigned: Floats
    on_site: Floats
    left: Floats


@dataclass(frozen=True)
class Sent(Columns):
    """Messages: one row for those of a stage of an outage by a channel; by lane, number and time.

    Attributes
    ----------
    lane, number : ndarray of int
        As in :class:`Outages`.
    channel : ndarray of int
        Number in the scenario's order.
    stage : ndarray of int
        :class:`OutageStage`.
    time : ndarray of float
        When they were sent; minutes since the horizon's first midnight.
    customers : ndarray of int
        To how many.
    """

    lane: Numbers
    number: Numbers
    channel: Numbers
    stage: Numbers
    time: Floats
    customers: Numbers
