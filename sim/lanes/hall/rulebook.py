"""What lanes of a hall ask for at every event: its rules, and all that changes over the horizon, as arrays of plain numbers."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any, NamedTuple

import numpy as np

from sim.compiling.entries import Rows
from sim.lanes.changes import CLOSES, COMES, GOES, OPENS
from sim.lanes.floor import Floor, FloorChange, LanePool
from sim.rules.hall import Service
from sim.time.ticks import on_grid_one

HALL = np.dtype(
    [
        ("levels", "i8"),
        ("kiosk_line", "i8"),
        ("greeter_line", "i8"),
        ("first_greeter", "i8"),
        ("last_greeter", "i8"),
        ("ranked", "b1"),
        ("patient", "b1"),
        ("helps", "b1"),
        ("keeps_tickets", "b1"),
        ("bypass_after", "f8"),
        ("in_vain", "f8"),
    ],
    align=True,
)
"""Of a hall: how many priorities there are; the lines at the kiosks and before the greeter; the heads of greeters, from the first one to
the last; whether a pool empties its first line before it calls from the next; whether nobody gives up; whether greeters help with forms;
whether tickets of those who give up at the counters stay in line; minutes after which somebody passes by a busy greeter, and those that a
ticket takes whose holder is gone."""

POOL = np.dtype(
    [("first", "i8"), ("first_line", "i8"), ("end_line", "i8"), ("stage", "i8"), ("speed", "f8")], align=True
)
"""Of a pool: its first head; its lines, from the first one to the end among those of all pools; its stage; its speed."""

COUNTER, KIOSK, GREETER = (np.int64(stage) for stage in range(3))
STAGES = {"counter": COUNTER, "kiosk": KIOSK, "greeter": GREETER}

SERVICE = np.dtype([("checked", "b1"), ("saves", "f8"), ("found_after", "f8"), ("line", "i8")], align=True)
"""As :class:`sim.rules.hall.Service` has them; its line at the counters."""

STEP = np.dtype([("waiting", "i8"), ("leave", "f8")], align=True)
"""From so many waiting on, the share that turns away."""


PAUSE = np.dtype([("start", "f8"), ("end", "f8"), ("head", "i8")], align=True)
"""From when to when a customer with a head has to wait; which head."""


class HallRules(NamedTuple):
    """The rules of a hall.

    Attributes
    ----------
    hall : ndarray
        One entry of `HALL`.
    pools, services, steps : ndarray
        Entries of `POOL`, `SERVICE` and `STEP`.
    lines : ndarray
        The lines of each pool one after the other.
    able, first_able : ndarray
        The pools that call from each line, one line after the other; where each begins, and the last one ends.
    foreseen : ndarray
        Whether it can be foreseen when somebody who joins a line will be called: all there are called in the order in which they join, by
        one pool that calls nobody else, and how many wait is nothing to anybody.
    pauses : ndarray
        Entries of `PAUSE`, list by list of the lanes', each from early to late.
    """

    hall: Rows
    pools: Rows
    services: Rows
    steps: Rows
    lines: Rows
    able: Rows
    first_able: Rows
    foreseen: Rows
    pauses: Rows


def rules_of(floor: Floor) -> HallRules:
    """The rules of a hall."""
    pools = [pool for pool in floor.pools if pool.end > pool.first]
    edges = np.cumsum([0, *(len(pool.lines) for pool in pools)]).tolist()
    table = [
        (pool.first, first, end, STAGES[pool.stage], pool.speed)
        for pool, first, end in zip(pools, edges, edges[1:], strict=False)
    ]
    able = [
        [number for number, pool in enumerate(pools) if line in pool.lines]
        for line in range(floor.line_count)
    ]
    services = [
        (*Service.of(service), line)
        for service, line in zip(
            floor.scenario.services.values(), floor.line_of_service.tolist(), strict=True
        )
    ]
    return HallRules(
        _hall(floor),
        np.array(table, POOL),
        np.array(services, SERVICE),
        np.array([(step.waiting, step.leave) for step in floor.rules.balking], STEP),
        np.array([line for pool in pools for line in pool.lines], dtype=np.int64),
        np.array([number for of_line in able for number in of_line], dtype=np.int64),
        np.cumsum([0, *(len(of_line) for of_line in able)]),
        np.array([_is_foreseen(floor, [pools[number] for number in of_line]) for of_line in able]),
        np.zeros(0, PAUSE),
    )


def _is_foreseen(floor: Floor, able: Sequence[LanePool]) -> bool:
    """Greeters send at one instant in another order than that of the tickets, and those whom they help have older ones."""
    alone = len(able) == 1 and len(able[0].lines) == 1
    return alone and len(floor.levels) == 1 and not floor.rules.balking and not floor.greeters


def _hall(floor: Floor) -> Rows:
    found, greeter = np.zeros(1, HALL), floor.rules.greeter
    values: dict[str, Any] = {
        "levels": len(floor.levels),
        "kiosk_line": floor.kiosk_line,
        "greeter_line": floor.greeter_line,
        "first_greeter": min((pool.first for pool in floor.greeters), default=0),
        "last_greeter": max((pool.end for pool in floor.greeters), default=0),
        "ranked": floor.ranked,
        "patient": floor.rules.patience is None,
        "helps": greeter is not None and greeter.helps_with_forms,
        "keeps_tickets": floor.keeps_tickets,
        "bypass_after": on_grid_one(greeter.bypass_after) if greeter else 0.0,
        "in_vain": floor.in_vain,
    }
    for name, value in values.items():
        found[name] = value
    return found


def pauses_of(floor: Floor) -> list[tuple[Any, ...]]:
    """When customers at hand have to wait, as `PAUSE` has it."""
    names = list(floor.scenario.pools)
    found = [
        (pause.start, pause.end, head)
        for pool in floor.pools
        for head, pauses in enumerate(floor.servers[names[pool.number]].pauses, pool.first)
        for pause in pauses
    ]
    return sorted(found)


def changes_of(floor: Floor) -> list[tuple[Any, ...]]:
    """All changes over the horizon, as `CHANGE` has them."""
    return [each for change in floor.changes for each in changes_at(floor, change)]


def changes_at(floor: Floor, change: FloorChange) -> Iterator[tuple[Any, ...]]:
    """What changes at one time, as `CHANGE` has it."""
    pools = [pool for pool in floor.pools if pool.end > pool.first]
    pool_of = {head: number for number, pool in enumerate(pools) for head in range(pool.first, pool.end)}
    yield from ((change.time, GOES, head, pool_of[head]) for head in change.go)
    yield from ((change.time, COMES, head, pool_of[head]) for head in change.come)
    yield from ((change.time, CLOSES, line, 0) for line in change.close)
    yield from ((change.time, OPENS, line, 0) for line in change.open)
