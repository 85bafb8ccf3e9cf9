"""One lane of a centre: from event to event, contact by contact.

Agents need no event of their own: they are busy until a time, and free from then on. So the events of a lane are changes
(staff come and go, lines close), answers (an agent is free, or gets free, and somebody waits whom that agent may take),
the end of the menu, coming in where trunks are short, calls of those who call again, and the end of somebody's patience.
At one instant they come in the order of :mod:`sim.events.clock`.
"""

from __future__ import annotations

from collections.abc import Sequence
from heapq import heappop
from math import inf

import numpy as np

from sim.lanes.centre.answers import Answers
from sim.lanes.centre.desks import AnyDesk, ChatDesk, Desk
from sim.lanes.centre.duty import Change
from sim.lanes.centre.plans import BACK, CALL_AGAIN, CHANGE, COMES, MENU, QUIT, Entry, Plans
from sim.lanes.centre.queues import Queues
from sim.lanes.centre.rulebook import Rulebook
from sim.lanes.centre.table import LEAVES
from sim.lanes.centre.trunks import Comers, Trunks
from sim.lanes.centre.under_way import HOW, UnderWay
from sim.lanes.centre.waiting import Waiting
from sim.lanes.ranks import TICK
from sim.records import Outcome, Stage

SERVED_THERE = Stage.MENU * HOW + Outcome.RESOLVED


class Lane:
    """Moves through the calls of one lane. Times count from the day's midnight.

    Parameters
    ----------
    number : int
        The lane.
    book : Rulebook
        The centre's rules.
    calls : UnderWay
        The calls of all lanes.
    undrawn : list of (int, Entry)
        See :class:`~sim.lanes.centre.plans.Plans`.

    Attributes
    ----------
    at : int
        Row of the next call to come out of the menu.
    """

    def __init__(
        self, number: int, book: Rulebook, calls: UnderWay, undrawn: list[tuple[int, Entry]]
    ) -> None:
        self.number, self._book, self._calls = number, book, calls
        first = book.board.first
        self._desks: list[AnyDesk] = [
            Desk() if chats is None else ChatDesk(first[pool], heads // chats.at_once, chats)
            for pool, (chats, heads) in enumerate(zip(book.board.chats, np.diff(first).tolist(), strict=True))
        ]
        self.queues = Queues(book, self._desks)
        self._waits = self.queues.waits
        self._way, self._offered, self._free = calls.way, book.offered, [desk.free for desk in self._desks]
        self.trunks = Trunks(inf if book.rules.trunks is None else book.rules.trunks, first[-1])
        self.plans = Plans(number, book, calls, undrawn)
        self.answers = Answers(book, calls, self._desks, self.trunks, self.plans)
        self._waiting = Waiting(book, calls, self.queues, self.trunks, self.plans, self.answers)
        self._closed = False
        self._key = self._now = -inf
        self.at = self._first = 0
        self._hours: Sequence[tuple[float, float]] = []
        self._changes: Sequence[Change] = []

    # -- what is to come --------------------------------------------------------------------------------------------

    def turn(
        self, minutes: float, changes: Sequence[Change], hours: Sequence[tuple[float, float]], end: float
    ) -> None:
        """Turn to a day: times count from a midnight so many minutes later; its changes and hours, and the horizon's end."""
        self._key -= minutes
        self._now -= minutes
        for each in (*self._desks, self.queues, self.trunks, self.plans):
            each.turn(minutes)
        self._waits = self.queues.waits
        self._changes, self._hours, self.plans.end = changes, hours, end
        for number, change in enumerate(changes):
            self.plans.change(change.time, number)

    def renumber(self, rows: list[int]) -> None:
        """Rows that wait or are to come get other numbers: ``rows[old]`` is the new one."""
        self.plans.keep(rows, {row: rows[row] for row in self._waits})
        self.queues.renumber(rows)
        self._waits = self.queues.waits
        self.answers.again = {rows[row]: wait for row, wait in self.answers.again.items()}

    def load(self, first: int, comers: Comers) -> None:
        """Begin a stretch: the calls to come out of the menu begin at a row."""
        self.at = self._first = first
        self.trunks.load(comers, self._now)

    # -- the run ----------------------------------------------------------------------------------------------------

    def run(self, limit: float) -> bool:
        """Go on until nothing more happens before the limit; False if a call is due before that is not drawn yet."""
        times, number, agenda = self._calls.times, self.number, self.plans.agenda
        trunks, queues, waits = self.trunks, self.queues, self.queues.waits
        while True:
            due, join = agenda[0][0], times[self.at + number]
            key = join if join < due else due
            if queues.ready <= key or trunks.next <= key:
                if queues.look(self._key) <= min(key, trunks.next):
                    if queues.ready >= limit:
                        return True
                    self._at_time(queues.ready)
                    self._waiting.match(self._now)
                    continue
                if trunks.next <= key and self._comes_next(agenda[0]):
                    if trunks.next >= limit:
                        return True
                    self._at_time(trunks.next)
                    self._come_in()
                    continue
            if key >= limit:
                return True
            if join < due or (join == due and not self._goes_first(agenda[0], self.at)):
                self._next_join(join)
            elif agenda[0][2] >= CALL_AGAIN:
                return False
            else:
                entry = heappop(agenda)
                if entry[2] != QUIT or entry[3] in waits:
                    self._at_time(due)
                    self._happens(entry)

    def _comes_next(self, due: Entry) -> bool:
        """Whether somebody comes in where trunks are short before what is planned."""
        trunks = self.trunks
        return trunks.next < due[0] or (trunks.next < inf and not self._goes_first(due, trunks.row))

    def _at_time(self, key: float) -> None:
        self._key = key
        self._now = key - key % TICK

    def _goes_first(self, due: Entry, row: int) -> bool:
        """Whether of two at the same place and instant it is the planned one whose case began first."""
        return due[1] < self._calls.place(row)

    def _happens(self, entry: Entry) -> None:
        """What was planned for this time."""
        kind, row = int(entry[2]), int(entry[3])
        if kind == CHANGE:
            self._change(self._changes[row])
        elif kind == QUIT:
            self._waiting.stop(row, Outcome.RENEGED, self._now)
        elif kind == COMES:
            self._calls_again(row, entry[1])
        elif kind == BACK:
            self._waiting.again(row, self._now, self._closed)
        else:
            self.trunks.in_menu -= kind == MENU
            self._after_menu(row)

    # -- changes ----------------------------------------------------------------------------------------------------

    def _change(self, change: Change) -> None:
        """Staff come and go, lines are emptied and closed, or open."""
        come = np.flatnonzero(change.come[:, self.number]).tolist()
        go = np.flatnonzero(change.go[:, self.number]).tolist()
        first = self._book.board.first
        for pool, desk in enumerate(self._desks):
            own = range(first[pool], first[pool + 1])
            comes, goes = [seat for seat in come if seat in own], [seat for seat in go if seat in own]
            if comes or goes:
                desk.change(comes, goes, self._now)
        self._count_talkers()
        self.queues.ready = -inf
        if change.close[self.number]:
            self._closed = True
            for row in sorted(self._waits):
                self._waiting.stop(row, Outcome.SENT_HOME, self._now)
        if change.open[self.number]:
            self._closed = False

    def _count_talkers(self) -> None:
        """At most so many can be on the phone: agents on duty, and those who end a call."""
        if self._book.rules.trunks is None:
            return
        on_duty = sum(desk.on_duty for desk in self._desks if isinstance(desk, Desk))
        self.trunks.talkers = on_duty + self.trunks.talking(self._now)
        self.trunks.watch(self._now)

    # -- coming in --------------------------------------------------------------------------------------------------

    def _come_in(self) -> None:
        """Somebody comes in where trunks are short."""
        trunks, row = self.trunks, self.trunks.row
        full = trunks.full(self._now, self.at - self._first)
        trunks.come_in()
        if full:
            trunks.settled.add(row)
            self.plans.leave(row, Stage.LINE, Outcome.BUSY, self._now)
        elif not self._calls.table.menu[row]:
            trunks.settled.add(row)
            self._after_menu(row)
        trunks.watch(self._now)

    def _next_join(self, key: float) -> None:
        """The menu ends for somebody who calls for the first time, or as the stretch before left them."""
        self._key = key
        self._now = now = key - key % TICK
        row = self.at
        self.at = row + 1
        klass = self._way[row]
        settled = self.trunks.settled
        if settled and row in settled:
            settled.remove(row)
        elif klass < 0 or self._closed or self.queues.ready < now + TICK:
            self._after_menu(row)
        else:
            for pool in self._offered[klass]:
                if self._free[pool][0] < now + TICK:
                    self.answers.answer(row, pool, now)
                    return
            self._waiting.join(row, klass, now)

    def _calls_again(self, row: int, place: float) -> None:
        """Somebody who has called before comes in."""
        table, now = self._calls.table, self._now
        if not any(start <= now < end for start, end in self._hours):
            self.plans.leave(row, Stage.LINE, Outcome.TURNED_AWAY, now)
        elif self._book.phone[self._calls.skill[row]] and self.trunks.full(now, self.at - self._first):
            self.plans.leave(row, Stage.LINE, Outcome.BUSY, now)
        elif menu := float(table.menu[row]):
            self.plans.menu(row, now + menu, place)
            self.trunks.in_menu += 1
            self.trunks.watch(now)
        else:
            self._after_menu(row)

    def _after_menu(self, row: int) -> None:
        """A caller hangs up, is served by the menu, is answered at once, or waits for an agent."""
        calls, now = self._calls, self._now
        klass = calls.way[row]
        if klass >= 0 and not self._closed:
            self._waiting.join(row, klass, now)
        elif klass >= 0:
            calls.waited.append(row)
            calls.joined.append(now)
            self.plans.leave(row, Stage.AGENT, Outcome.SENT_HOME, now)
        elif klass == -LEAVES:
            self.plans.leave(row, Stage.MENU, Outcome.LEFT_MENU, now)
        else:
            calls.over.append(row)
            calls.ended.append(now)
            calls.how.append(SERVED_THERE)
