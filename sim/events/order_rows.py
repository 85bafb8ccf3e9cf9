"""From the orders of an office in one replication to the log."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from operator import attrgetter
from typing import Any

import numpy as np
from numpy.typing import NDArray

from sim.events.office import OfficeProcess
from sim.events.office_heads import Heads
from sim.events.order import Order, Source
from sim.events.rows import NOBODY
from sim.log.order_log import OrderLog
from sim.log.orders import OrderOutcome, Orders, OrderSteps, StepKind
from sim.log.work import Work
from sim.network.office import OfficePlan
from sim.time.duty_work import counted_once

Ints = NDArray[np.int64]
Floats = NDArray[np.float64]

COLUMNS = 12
"""Columns of a row: number of the order, number of the step in it, kind, desk, pool, head; when it joined, began and ended; outcome; minutes
in hand; and from when on its head had in hand nothing that it began before."""


def log_of(replication: int, office: OfficeProcess, first_case: Sequence[int], end: float) -> OrderLog:
    """The orders of an office in one replication, without those that were closed before the horizon.

    Parameters
    ----------
    replication : int
        Its number, which is that of the lane.
    office : OfficeProcess
        The office, when its clock has run.
    first_case : sequence of int
        From which number on the cases of each site are counted.
    end : float
        When the horizon ends.
    """
    table = np.frombuffer(office.rows).reshape(-1, COLUMNS)
    table = table[np.lexsort((table[:, 1], table[:, 0]))]
    steps = _steps(replication, office.plan, table)
    orders = _orders(replication, office, steps, first_case, end)
    kept = orders.closed >= 0.0
    alone = table[kept[steps.number], -1]
    steps, orders = steps.where(kept[steps.number]), orders.where(kept)
    return OrderLog(orders, steps, _work(steps, alone, office.heads, end))


def _steps(replication: int, plan: OfficePlan, table: Floats) -> OrderSteps:
    number, step, kind, desk, pool, head = table[:, :6].astype(np.int64).T
    joined, started, ended = np.ascontiguousarray(table[:, 6:9].T)
    count = len(table)
    return OrderSteps(
        lane=np.full(count, replication),
        number=number,
        step=step,
        kind=kind,
        office=np.full(count, plan.number),
        desk=desk,
        pool=pool,
        head=head,
        joined=joined,
        started=started,
        ended=ended,
        minutes=table[:, 10],
        outcome=table[:, 9].astype(np.int64),
    )


def _orders(
    replication: int, office: OfficeProcess, steps: OrderSteps, first_case: Sequence[int], end: float
) -> Orders:
    """One row an order; `steps` are those of all of them."""
    orders, plan, count = office.orders, office.plan, len(office.orders)

    def column(read: Callable[[Order], Any], kind: type[np.generic]) -> NDArray[Any]:
        return np.fromiter(map(read, orders), kind, count)

    def whole(name: str) -> Ints:
        return column(attrgetter(name), np.int64)

    def time(name: str) -> Floats:
        return column(attrgetter(name), np.float64)

    def how_often(which: NDArray[np.bool_]) -> Ints:
        return np.bincount(steps.number[which], minlength=count)

    sender, closed, cause = whole("origin.sender"), time("closed"), whole("cause")
    return Orders(
        lane=np.full(count, replication),
        number=np.arange(count),
        office=np.full(count, plan.number),
        category=plan.first_category + whole("category"),
        service=whole("origin.service"),
        segment=whole("origin.segment"),
        region=column(lambda order: order.ways.region[order.index], np.int64),
        sender=sender,
        hall=np.where(sender >= 0, sender, plan.number),
        language=whole("origin.language"),
        case=column(lambda order: _case(order, first_case), np.int64),
        created=time("created"),
        accepted=time("accepted"),
        due=time("due"),
        closed=np.where(closed < end, closed, np.inf),
        promised=time("promised"),
        paused=column(lambda order: order.pause, np.float64),
        worked=time("worked"),
        travelled=time("travelled"),
        bounces=how_often((steps.kind == StepKind.LOOK) & ~np.isnan(steps.ended)),
        reopened=how_often(steps.outcome == OrderOutcome.REOPENED),
        meetings=how_often(steps.outcome == OrderOutcome.TO_MEETING),
        approvals=how_often(steps.outcome == OrderOutcome.APPROVED),
        level=whole("level"),
        chases=whole("chases"),
        owned=whole("owned"),
        by_own=whole("by_own"),
        solved=column(lambda order: order.ways.solved[order.index], np.bool_),
        repeats=column(attrgetter("repeats"), np.bool_),
        cause=np.where(cause >= 0, plan.causes.first + cause, NOBODY),
    )


def _case(order: Order, first_case: Sequence[int]) -> int:
    origin = order.origin
    return first_case[origin.began] + origin.case if origin.source is Source.CONTACT else NOBODY


def _work(steps: OrderSteps, alone: Floats, heads: Heads, end: float) -> Work:
    """What heads did of some steps within the horizon, in stretches of their duty, each minute once; what one has in hand at its end, until then."""
    has_begun = ~np.isnan(steps.started)
    begun = steps.where(has_begun)
    until = np.where(np.isnan(begun.ended), end, begun.ended)
    head = heads.first[begun.pool] + begun.head
    found = counted_once(heads.duty, head, begun.started, alone[has_begun], until, 0.0)
    whose = begun.where(found.job)
    return Work(whose.lane, whose.pool, whose.head, found.start, found.end, found.is_first)
