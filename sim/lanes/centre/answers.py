"""Agents of one lane answer: they talk, hand over, leave matters unsolved, or ring in vain."""

from __future__ import annotations

from heapq import heapreplace

from sim.lanes.centre.desks import SEATS, AnyDesk, ChatDesk
from sim.lanes.centre.plans import Plans
from sim.lanes.centre.queues import Wait
from sim.lanes.centre.rulebook import Rulebook
from sim.lanes.centre.table import TAKEN
from sim.lanes.centre.trunks import Trunks
from sim.lanes.centre.under_way import UnderWay
from sim.lanes.ranks import TICK, UNIT
from sim.records import Outcome, Stage
from sim.ticks import on_grid_one


class Answers:
    """What agents do in one lane.

    Parameters
    ----------
    book : Rulebook
        The centre's rules.
    calls : UnderWay
        The calls of all lanes.
    desks : list of Desk
        The agents, pool by pool.
    trunks : Trunks
        The trunks.
    plans : Plans
        What is to come.

    Attributes
    ----------
    last_wait : list of float
        By line how long the call waited that was answered last.
    again : dict
        The places in their queues of calls that nobody could reach yet, by row.
    rings : list of (int, int, float)
        Tries in vain to call back: row, seat and time.
    """

    def __init__(
        self, book: Rulebook, calls: UnderWay, desks: list[AnyDesk], trunks: Trunks, plans: Plans
    ) -> None:
        self._book, self._calls, self._desks, self._plans = book, calls, desks, plans
        self.last_wait = [0.0] * len(book.rules.lines)
        self.again: dict[int, Wait] = {}
        self.rings: list[tuple[int, int, float]] = []
        # read at every answer
        self._free = [desk.free for desk in desks]
        self._speed, self._announces = book.speed, book.announces
        self._callback = book.rules.callback is not None
        self._chats = [isinstance(desk, ChatDesk) for desk in desks]
        self._hung_up = trunks.hung_up
        self._talk, self._after, self._risky = calls.talk, calls.after, calls.risky
        self._log = calls.answered.append, calls.started.append, calls.seat.append

    def answer(self, row: int, pool: int, now: float, wait: Wait | None = None) -> None:
        """The agent of a pool who is free longest answers a call, or calls it back; `wait` if it stood in a queue."""
        if self._announces and not self._tell(row, pool, now, wait):
            return
        if self._chats[pool]:
            seat, ended = self._chat(row, pool, now)
        else:
            talk, after, speed = self._talk[row], self._after[row], self._speed[pool]
            if speed is not None and (at := speed[self._calls.skill[row]]) != 1.0:
                talk, after = on_grid_one(talk / at), on_grid_one(after / at)
            ended, free = now + talk, self._free[pool]
            seat = int(free[0] % TICK * SEATS)
            heapreplace(free, ended + after + seat * UNIT)
            self._hung_up[seat] = now if self._callback and self._called_back(row) else ended
        row_of, started_of, seat_of = self._log
        row_of(row)
        started_of(now)
        seat_of(seat)
        if self._risky[row]:
            self._unsolved(row, pool, ended)

    def _chat(self, row: int, pool: int, now: float) -> tuple[int, float]:
        """Somebody takes a chat, which keeps the pace with which it begins; returns the seat and when the chat ends."""
        desk, speed, table = self._desks[pool], self._speed[pool], self._calls.table
        seat, pace = desk.take(now)
        talk, after, at = (
            self._talk[row],
            self._after[row],
            pace * (speed[self._calls.skill[row]] if speed else 1),
        )
        if at != 1.0:
            talk, after = on_grid_one(talk / at), on_grid_one(after / at)
            table.talk[row], table.after[row] = talk, after
        desk.busy(seat, now + talk + after)
        return seat, now + talk

    def _called_back(self, row: int) -> bool:
        return self._callback and bool(self._calls.table.offered[row] == TAKEN)

    def _tell(self, row: int, pool: int, now: float, wait: Wait | None) -> bool:
        """Keep the wait that is announced to others; returns whether the caller is reached."""
        table = self._calls.table
        if table.first_wait[row] >= 0:
            return True
        back = self._called_back(row)
        table.tries[row] += back
        if table.tries[row] <= 1:
            self.last_wait[int(table.line[row])] = now - wait.since if wait else 0.0
        if not back or table.tries[row] >= table.reached_at[row]:
            return True
        assert wait is not None
        self._ring(row, pool, now, wait)
        return False

    def _ring(self, row: int, pool: int, now: float, wait: Wait) -> None:
        """An agent calls back in vain; the caller is back in the queue later, or it was the last try."""
        callback = self._book.rules.callback
        assert callback is not None
        ring, again_after = self._book.ring
        seat, _ = self._desks[pool].take(now)
        self._desks[pool].busy(seat, now + ring)
        self.rings.append((row, seat, now))
        if self._calls.table.tries[row] < callback.attempts:
            self.again[row] = wait
            self._plans.wait_again(row, now + ring + again_after)
        else:
            self._plans.leave(row, Stage.AGENT, Outcome.NOT_REACHED, now)

    def _unsolved(self, row: int, pool: int, ended: float) -> None:
        """A call that the agent may not solve is handed over, or the caller may call again."""
        table, book = self._calls.table, self._book
        line, service = int(table.line[row]), int(table.service[row])
        if table.solve[row] < book.solved[pool][line][service]:
            return
        handed = table.hands_over[row] < book.board.shares[pool] and table.first_wait[row] < 0
        if handed and book.handed_to[pool][line][service][int(table.segment[row])] >= 0:
            self._plans.hand_over(row, ended)
        elif table.again[row]:
            self._plans.call_again(row, ended, "unsolved")
