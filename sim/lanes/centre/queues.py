"""Who waits in one lane: a queue for each class, first come first served, and who goes first of all that can be answered."""

from __future__ import annotations

from collections import deque
from math import inf
from typing import NamedTuple

from sim.lanes.centre.desks import AnyDesk
from sim.lanes.centre.phases import CALL, RISE
from sim.lanes.centre.rulebook import Rulebook
from sim.lanes.ranks import TICK


class Wait(NamedTuple):
    """Which turn a call has among all of its lane, since when it waits, and its class."""

    turn: int
    since: float
    klass: int


class Queues:
    """The queues of one lane.

    Parameters
    ----------
    book : Rulebook
        The centre's rules.
    desks : list of Desk
        Its agents, pool by pool.

    Attributes
    ----------
    waits : dict
        The calls that wait, by row.
    ready : float
        No agent takes anybody who waits before this; infinite where nobody waits. See :meth:`look`.
    """

    __slots__ = (
        "_book",
        "_desks",
        "_free",
        "_length",
        "_lengths",
        "_lines",
        "_links",
        "_turns",
        "ready",
        "waits",
    )

    def __init__(self, book: Rulebook, desks: list[AnyDesk]) -> None:
        self._book, self._desks = book, desks
        self._free, self._links, self._lengths = [desk.free for desk in desks], book.links, book.lengths
        self.waits: dict[int, Wait] = {}
        self._lines: dict[int, deque[int]] = {}
        self._length = [0] * book.board.routing.routes
        self._turns, self.ready = 0, inf

    def join(self, row: int, klass: int, now: float) -> None:
        """A call waits behind all others of its class."""
        self._turns += 1
        self.waits[row] = Wait(self._turns, now, klass)
        self._length[self._book.route[klass]] += 1
        line = self._lines.get(klass)
        if line and not self._lengths:
            line.append(row)
            return
        self._lines.setdefault(klass, deque()).append(row)
        self.ready = -inf if self._lengths else min(self.ready, self._ready(now, klass))

    def rejoin(self, row: int, wait: Wait) -> None:
        """A call waits again at the place that it had."""
        ahead = [each for each in self._lines.get(wait.klass, ()) if each in self.waits]
        self.waits[row] = wait
        self._lines[wait.klass] = deque(sorted([*ahead, row], key=lambda each: self.waits[each].turn))
        self._length[self._book.route[wait.klass]] += 1
        self.ready = -inf

    def leave(self, row: int) -> Wait:
        """A call waits no more."""
        wait = self.waits.pop(row)
        self._length[self._book.route[wait.klass]] -= 1
        return wait

    def look(self, not_before: float) -> float:
        """Find when an agent next takes somebody who waits, and not before some time: this changes only for the later when
        agents answer or callers leave."""
        found, waits = inf, self.waits
        for klass, line in self._lines.items():
            while line and line[0] not in waits:
                line.popleft()
            if line:
                found = self._ready(waits[line[0]].since, klass, found)
        self.ready = found if found > not_before else not_before
        return self.ready

    def _ready(self, since: float, klass: int, found: float = inf) -> float:
        """When an agent takes the first call of a class, which waits since then, if that is before the time `found`."""
        free_of, lengths = self._free, self._lengths
        for pool, after, waiting, reserve in self._links[klass]:
            rise = since + after
            if lengths and self._length[self._book.route[klass]] >= waiting:
                rise = -inf
            free = free_of[pool][0]
            if rise >= found or free >= found + TICK:
                continue
            if reserve:
                free = self._desks[pool].behind(reserve)
                if free == inf:
                    continue
            key = free - free % TICK + CALL if free >= rise else rise + RISE
            if key < found:
                found = key
        return found

    def next(self, now: float) -> tuple[int, Wait, int] | None:
        """Row of the call that goes first of those that a free agent may take, with its wait and the pool that takes it."""
        book, best, turn = self._book, inf, 0
        found: tuple[Wait, int] | None = None
        for line in self._lines.values():
            while line and line[0] not in self.waits:
                line.popleft()
            if not line:
                continue
            wait, urgency = self.waits[line[0]], 0.0
            if not book.first_come:
                priority, rises = book.urgency[wait.klass]
                urgency = -(priority + rises * (now - wait.since))
            if urgency < best or (urgency == best and wait.turn < turn):
                pool = self._taker(wait, now)
                if pool >= 0:
                    best, turn, found = urgency, wait.turn, (wait, pool)
        if found is None:
            return None
        wait, pool = found
        return self._lines[wait.klass].popleft(), wait, pool

    def _taker(self, wait: Wait, now: float) -> int:
        """The pool that takes the first call of a class now: in the first step, that of the agent free longest; -1 if none."""
        _, since, klass = wait
        limit, length = now + TICK, self._length[self._book.route[klass]]
        for pools, after, waiting, reserve in self._book.offers[klass]:
            if now - since < after and length < waiting:
                continue
            if len(pools) == 1 and self._free[pools[0]][0] >= limit:
                continue
            free = [pool for pool in pools if self._free[pool][0] < limit]
            if reserve:
                free = [pool for pool in free if self._desks[pool].behind(reserve) < limit]
            if free:
                return free[0] if len(free) == 1 else min(free, key=self._since)
        return -1

    def _since(self, pool: int) -> float:
        free = self._free[pool][0]
        return free - free % TICK

    def renumber(self, row: list[int]) -> None:
        """Rows are numbered anew: ``row[old]`` is the new number."""
        self._lines = {
            klass: deque(row[each] for each in line if each in self.waits)
            for klass, line in self._lines.items()
        }
        self.waits = {row[old]: wait for old, wait in self.waits.items()}

    def turn(self, minutes: float) -> None:
        """Let times count from a midnight that is so many minutes later."""
        self.ready -= minutes
        self.waits = {
            row: Wait(turn, since - minutes, klass) for row, (turn, since, klass) in self.waits.items()
        }
