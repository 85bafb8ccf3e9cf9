"""All lanes of an office: each goes on by itself; orders that are not closed are taken along."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import numpy as np
from numpy.typing import NDArray

from sim.compiling.compiled import digest, entry, inlined
from sim.compiling.entries import Rows
from sim.lanes.office import lane as one_lane
from sim.lanes.office.duty import Duty
from sim.lanes.office.lane import PARTS
from sim.lanes.office.rulebook import OfficeRules
from sim.lanes.office.state import OfficeLane, OfficeState, beginning, plans_of
from sim.lanes.office.table import OrderTables, no_orders, together
from sim.time.working_hours import WorkingHours

Ints = NDArray[np.int64]


@inlined
def _lane(state: OfficeState, number: int, steps: Rows, hours: WorkingHours, plans: Rows) -> OfficeLane:
    return OfficeLane(
        state.own[number],
        state.on_duty[number],
        state.heads[number],
        state.desks[number],
        state.lines[number],
        state.groups[number],
        state.seats[number],
        steps,
        hours,
        plans,
    )


def _entry(sources: int) -> Callable[..., Any]:
    """The function that is compiled; anew when the sources change (see :func:`sim.compiling.compiled.digest`)."""

    @entry
    def run(
        orders: Rows,
        steps: Rows,
        first: Ints,
        new: Ints,
        rules: OfficeRules,
        hours: WorkingHours,
        changes: Rows,
        state: OfficeState,
        plans: Rows,
        limit: float,
    ) -> int:
        """Take each lane on until the limit, from where its orders begin, and those that are new."""
        for number in range(len(state.own)):
            lane = _lane(state, number, steps, hours, plans)
            lane.own.at, lane.own.end = new[number], first[number + 1]
            one_lane.resume(orders, rules, lane, first[number])
            one_lane.run(orders, rules, changes, lane, limit)
        return sources

    return run


_run = _entry(digest(one_lane, *PARTS))


class OfficeLanes:
    """The lanes of an office; carries what goes on from day to day. Times count from the horizon's first midnight.

    Parameters
    ----------
    rules : OfficeRules
        Its rules.
    duty : Duty
        When its heads are on duty.
    heads : ndarray of int
        How many there are, by lane and pool.
    """

    def __init__(self, rules: OfficeRules, duty: Duty, heads: Ints) -> None:
        self._rules, self._duty = rules, duty
        self._state, self.open = beginning(rules, duty, heads), no_orders()

    def run(self, new: OrderTables, limit: float) -> OrderTables:
        """Let orders come in, and go on until the limit.

        Parameters
        ----------
        new : OrderTables
            Orders that are created before the limit, lane by lane, each lane in the order of their numbers.
        limit : float
            Until when.

        Returns
        -------
        OrderTables
            The orders that are closed; those that are not are kept in `open`.
        """
        at_hand = together((self.open, new))
        lanes = np.arange(self._duty.lanes + 1)
        first = np.searchsorted(at_hand.orders["lane"], lanes)
        lane, count = at_hand.orders["lane"], at_hand.orders["end"] - at_hand.orders["first"]
        orders, steps = (int(np.bincount(lane, each, 1).max()) for each in (None, count))
        fresh = first[1:] - np.diff(np.searchsorted(new.orders["lane"], lanes))
        _run(
            *at_hand,
            first,
            fresh,
            self._rules,
            self._duty.hours,
            self._duty.changes,
            self._state,
            plans_of(orders, steps, self._state.groups.shape[1]),
            limit,
        )
        closed = at_hand.orders["closed"] < limit
        self.open = at_hand.where(np.flatnonzero(~closed))
        return at_hand.where(np.flatnonzero(closed))
