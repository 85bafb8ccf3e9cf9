"""From the orders of an office in lanes to the log: orders, steps, and the work of heads."""

from __future__ import annotations

from typing import Any

import numpy as np
from numpy.typing import NDArray

from sim.compiling.entries import moved
from sim.lanes.office.days import LaneOffice
from sim.lanes.office.rulebook import pools_of
from sim.lanes.office.table import NONE, STEP, OrderTables
from sim.log.order_log import OrderLog
from sim.log.orders import OrderOutcome, Orders, OrderSteps, StepKind
from sim.log.work import Work
from sim.scenario.units import DAY
from sim.time.duty_work import counted_once

Floats = NDArray[np.float64]
Ints = NDArray[np.int64]

KEPT = ("lane", "number", "service", "segment", "region", "language", "case", "created", "accepted", "due", "promised", "level", "chases", "owned", "by_own", "solved", "repeats")  # fmt: skip
"""Columns of :class:`sim.log.orders.Orders` that are those of the table."""


def log_of(office: LaneOffice, done: OrderTables) -> OrderLog:
    """The log of some orders of an office, in their order; cases have the numbers of :func:`sim.log.sheet.case_number`."""
    return _Log(office, done).all()


class _Log:
    """Makes the log of some orders."""

    def __init__(self, office: LaneOffice, done: OrderTables) -> None:
        self.office, self.plan, self.end = office, office.plan, office.opening.end_day * DAY
        self.orders, steps = done
        counts = self.orders["end"] - self.orders["first"]
        seen = ~np.isnan(steps["joined"])  # begun, or in line at the end
        order = np.repeat(np.arange(len(counts)), counts)
        turn = np.where(np.isnan(steps["started"]), self.orders["begun"][order], steps["turn"])
        rows = np.flatnonzero(seen)
        if len(self.plan.approvals.desk):  # these lie behind the others
            rows = rows[np.lexsort((turn[rows], order[rows]))]
        self.steps, self.order, self.number = (
            np.asarray(moved(steps)[rows]).view(STEP),
            order[rows],
            turn[rows],
        )
        self.over = self.steps["ended"] < self.end

    def all(self) -> OrderLog:
        """The three tables."""
        steps = self._steps()
        return OrderLog(self._orders(), steps, self._work(steps))

    def _orders(self) -> Orders:
        orders, plan = self.orders, self.plan
        sender = orders["sender"].astype(np.int64)
        kept: dict[str, Any] = {name: orders[name].copy() for name in KEPT}
        return Orders(
            **kept,
            office=np.full(len(orders), plan.number),
            category=orders["category"] + plan.first_category,
            cause=np.where(orders["cause"] >= 0, plan.causes.first + orders["cause"], NONE),
            sender=sender,
            hall=np.where(sender >= 0, sender, plan.number),
            closed=np.where(orders["closed"] < self.end, orders["closed"], np.inf),
            paused=np.where(np.isfinite(orders["accepted"]), orders["pause"], 0.0),
            worked=self._in_steps(self.steps["minutes"]),
            travelled=self._in_steps(self.steps["travel"]),
            bounces=self._how_often(self.steps["kind"] == StepKind.LOOK),
            reopened=self._how_often(self.steps["outcome"] == OrderOutcome.REOPENED),
            meetings=self._how_often(self.steps["outcome"] == OrderOutcome.TO_MEETING),
            approvals=self._how_often(self.steps["outcome"] == OrderOutcome.APPROVED),
        )

    def _in_steps(self, minutes: Floats) -> Floats:
        """Minutes of each step, added up over those of each order that are over."""
        over = np.where(self.over, minutes, 0.0)
        return np.bincount(self.order, weights=over, minlength=len(self.orders)).astype(np.float64)

    def _how_often(self, which: NDArray[np.bool_]) -> Ints:
        """How many of some steps of each order are over."""
        return np.bincount(self.order[which & self.over], minlength=len(self.orders))

    def _steps(self) -> OrderSteps:
        steps = self.steps
        return OrderSteps(
            lane=self.orders["lane"][self.order],
            number=self.orders["number"][self.order],
            step=self.number,
            office=np.full(len(steps), self.plan.number),
            pool=np.array([*pools_of(self.plan), NONE])[steps["pool"]],
            kind=steps["kind"].copy(),
            desk=steps["desk"].copy(),
            head=steps["head"].copy(),
            joined=steps["joined"].copy(),
            started=steps["started"].copy(),
            ended=np.where(self.over, steps["ended"], np.nan),
            minutes=np.where(np.isnan(steps["started"]), np.nan, steps["minutes"]),
            outcome=np.where(self.over, steps["outcome"], OrderOutcome.OPEN),
        )

    def _work(self, steps: OrderSteps) -> Work:
        """What heads did within the horizon, in stretches of their duty, each minute once; what one has in hand at its end, until then."""
        begun = np.flatnonzero(~np.isnan(steps.started))
        own, duty = np.asarray(moved(self.steps)[begun]).view(STEP), self.office.duty
        first = self.office.rules.pools["first"][own["pool"]]
        heads = duty.first_head[steps.lane[begun]] + first + own["head"]
        until = np.minimum(own["ended"], self.end)
        found = counted_once(duty.hours, heads, own["started"], own["alone"], until, 0.0)
        whose = steps.where(begun[found.job])
        return Work(whose.lane, whose.pool, whose.head, found.start, found.end, found.is_first)
