"""Event stepping in the lanes of a centre: each step moves every lane to its own next event.

Agents need no event of their own: they are busy until a time, and free from then on. So the events of a lane are changes
(staff come and go, lines close), answers (an agent is free, or gets free, and somebody waits whom that agent may take),
the end of the menu, coming in where trunks are short, calls of those who call again, and the end of somebody's patience.
At one instant they come in the order of :mod:`sim.events.clock`.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import numpy as np
from numpy.typing import NDArray

from sim.lanes.centre.agenda import Agenda
from sim.lanes.centre.agents import Agents
from sim.lanes.centre.board import BY_RULE, Board
from sim.lanes.centre.chat_desk import ChatDesk
from sim.lanes.centre.duty import Change
from sim.lanes.centre.phases import CALL, COME_IN, GIVE_UP, MOVE_ON, RISE
from sim.lanes.centre.queues import Queues
from sim.lanes.centre.redials import Redials
from sim.lanes.centre.table import (
    DECLINED,
    GOES_ON,
    LEAVES,
    NO_OFFER,
    SERVED,
    TAKEN,
    UNDER_WAY,
    Table,
    empty,
)
from sim.lanes.centre.trunks import Trunks
from sim.lanes.ranks import TICK, floor_time, number_in
from sim.onward import AGAIN, moves
from sim.records import Outcome, Stage
from sim.scenario.centre import Centre
from sim.ticks import on_grid, on_grid_one

Floats = NDArray[np.float64]
Ints = NDArray[np.integer[Any]]
Flags = NDArray[np.bool_]

GATHER = 16
"""Steps after which changes are made, so that many lanes are at them."""


class Steps:
    """Steps through a centre's calls; carries what goes on from stretch to stretch. Times count from the day's midnight.

    Parameters
    ----------
    rules : Centre
        The centre in the scenario.
    board : Board
        Its routes and skills.
    agents : Agents
        Its agents.
    redials : Redials
        Those who will call again.
    lanes : int
        How many lanes there are.
    """

    def __init__(self, rules: Centre, board: Board, agents: Agents, redials: Redials, lanes: int) -> None:
        self.rules, self.board, self.agents, self.redials, self.lanes = rules, board, agents, redials, lanes
        self.queues = Queues(board.route, board.routing.routes, lanes)
        self.quits = Agenda(lanes)
        self.trunks = Trunks(rules.trunks, len(agents.until), lanes) if rules.trunks is not None else None
        self.closed = np.zeros(lanes, dtype=np.bool_)
        self.last_wait = np.zeros((len(board.routing.rises), lanes))
        self.now, self._key = np.full(lanes, -np.inf), np.full(lanes, -np.inf)
        self._ready = np.full(lanes, np.inf)
        self._out_of_menu: list[tuple[Ints, Ints]] = []
        self._answering: list[tuple[Ints, Ints, Ints]] = []
        self._chats = {
            pool: ChatDesk(agents, pool, rules) for pool, rules in enumerate(board.chats) if rules is not None
        }
        self._chat_pool = np.array([each is not None for each in board.chats])
        self._shares = np.array(board.shares)
        self._moves = _move_tables(rules)
        self._even = bool((board.speed == 1.0).all()) and not self._chats
        self._lengths = bool(board.waiting.any())
        self._announces = bool(rules.balking) or rules.callback is not None
        self.rings: list[tuple[Ints, Ints, Floats]] = []
        self._steps = 0
        self._hours: Sequence[tuple[float, float]] = []
        self._end = np.inf
        self._set_changes([])
        self.load(empty(), np.zeros(lanes + 1, dtype=np.int64), np.empty(0, dtype=np.int64))

    # -- what is to come --------------------------------------------------------------------------------------------

    def turn(
        self, minutes: float, changes: Sequence[Change], hours: Sequence[tuple[float, float]], end: float
    ) -> None:
        """Turn to a day: times count from a midnight so many minutes later; its changes and hours, and the horizon's end."""
        self.now -= minutes
        self._key -= minutes
        self.agents.turn(minutes)
        for desk in self._chats.values():
            desk.turn(minutes)
        self.quits.turn(minutes)
        self.redials.agenda.turn(minutes)
        if self.trunks:
            self.trunks.turn(minutes)
        self._hours, self._end = hours, end
        self._set_changes(changes)

    def _set_changes(self, changes: Sequence[Change]) -> None:
        self._changes = changes
        self._change_times = np.array([*(change.time for change in changes), np.inf])
        self._change_number = np.zeros(self.lanes, dtype=np.int64)
        self._next_change = self._change_times[self._change_number]

    def is_to_come(self, rows: Ints) -> Flags:
        """Which rows of the table are to come in or in the menu."""
        in_stream = rows < self._first[-1]
        return np.asarray(in_stream & (rows >= self._at[self.table.lane[rows]]))

    def renumber(self, rows: Ints, new: Ints, minutes: float) -> None:
        """Rows that wait or call again get other numbers in the table."""
        table = np.zeros(len(self.table) + 1, dtype=np.int64)
        table[rows] = new
        self.queues.renumber(rows, new, minutes)
        for agenda in (self.quits, self.redials.agenda):
            lane, place = agenda.entries()
            agenda.row[lane, place] = table[agenda.row[lane, place]]

    def oldest(self) -> float:
        """When the first came in of those who are still to come or inside; infinite where there are none."""
        rows = self.table.under_way
        return float(self.table.arrived[rows].min(initial=np.inf))

    def load(self, table: Table, first: Ints, away: Ints) -> None:
        """Take a stretch of calls; see :func:`sim.lanes.centre.stretch.stretch`."""
        self.table, self._first = table, first
        lane = np.repeat(np.arange(self.lanes), np.diff(first))
        rows = int(first[-1])
        # one more a lane, never reached, ends its calls
        self._times = np.full(rows + self.lanes, np.inf)
        menu = table.menu[:rows]
        self._times[np.arange(rows) + lane] = (
            table.arrived[:rows] + menu + np.where(menu > 0, MOVE_ON, COME_IN)
        )
        self._at = first[:-1].copy()
        self._own = np.arange(self.lanes)
        self._next_join = self._times[self._at + self._own]
        self._settled = np.zeros(rows, dtype=np.bool_)
        self.queues.take_rows(len(table.lane))
        if self.trunks:
            phone = (~self.board.chat[table.line[:rows]]).nonzero()[0]
            self.trunks.load(table, phone)
            self._passed = np.zeros(self.lanes, dtype=np.int64)
        away = away[table.redial[away] < self.rules.redial.closed]
        away = away[table.attempt[away] < self.rules.redial.most_calls]
        while len(away):
            lanes, one = np.unique(table.lane[away], return_index=True)
            self._plan(lanes, away[one], table.arrived[away[one]], "closed")
            away = np.delete(away, one)

    # -- the run ----------------------------------------------------------------------------------------------------

    def run(self, limit: Floats) -> None:
        """Step until nothing more happens before the limit of each lane."""
        while self._step(limit):
            pass

    def _step(self, limit: Floats) -> bool:
        again, quits = self.redials.agenda, self.quits
        self.agents.look()
        answer = self._next_answer()
        if self.trunks:
            self.trunks.watch(self.now, self.queues.holding)
        now = np.minimum(self._next_change, answer)
        for times in (self._next_join, again.next, quits.next):
            np.minimum(now, times, out=now)
        if self.trunks:
            np.minimum(now, self.trunks.next + COME_IN, out=now)
        left = now < limit
        if not left.any():
            return False
        np.copyto(self._key, now, where=left)
        np.copyto(self.now, floor_time(now), where=left)
        left = self._changed(left, now)
        self._match((answer == now) & left)
        joins, calls = left & (self._next_join == now), left & (again.next == now)
        if self.trunks:
            self._come_in(left, now, joins, calls)
        if (joins & calls).any():
            joins, calls = self._one_first(joins, calls)
        self._stream(joins.nonzero()[0])
        lanes = calls.nonzero()[0]
        if len(lanes):
            self._redial(lanes)
        self._after_menus()
        lanes = (left & (quits.next == now)).nonzero()[0]
        if len(lanes):
            self._give_up(lanes)
        self._answers()
        return True

    def _changed(self, left: Flags, now: Floats) -> Flags:
        """Make the changes that are due; returns the other lanes. Lanes gather before a change: they do not see one
        another."""
        self._steps += 1
        others = left & (self._next_change > now)
        if self._steps % GATHER and others.any():
            return others
        due = (left & (self._next_change == now)).nonzero()[0]
        for number in np.unique(self._change_number[due]).tolist():
            self._change(due[self._change_number[due] == number], self._changes[number])
        self._change_number[due] += 1
        self._next_change[due] = self._change_times[self._change_number[due]]
        return others

    def _one_first(self, joins: Flags, again: Flags) -> tuple[Flags, Flags]:
        """Of those who are at the same place at one instant, the case that began first goes first."""
        joins, again = joins.copy(), again.copy()
        for lane in np.flatnonzero(joins & again).tolist():
            row = int(self._at[lane])
            if self.redials.case_due(lane, self.table) < self.redials.case(row, self.table):
                joins[lane] = False
            else:
                again[lane] = False
        return joins, again

    # -- changes ----------------------------------------------------------------------------------------------------

    def _change(self, lanes: Ints, change: Change) -> None:
        self.agents.change(lanes, change)
        for desk in self._chats.values():
            desk.come(lanes, change)
        closes = np.zeros(self.lanes, dtype=np.bool_)
        closes[lanes] = change.close[lanes]
        if closes.any():
            self.closed |= closes
            self._empty(closes)
        opens = lanes[change.open[lanes]]
        self.closed[opens] = False

    def _empty(self, closes: Flags) -> None:
        """Whoever waits hears a message."""
        table = self.table
        rows = table.under_way
        rows = rows[self.queues.there[rows] & closes[table.lane[rows]]]
        while len(rows):
            lanes, one = np.unique(table.lane[rows], return_index=True)
            own = rows[one]
            self._stop_waiting(lanes, own)
            self._out(lanes, own, Stage.AGENT, Outcome.SENT_HOME)
            rows = np.delete(rows, one)

    # -- coming in --------------------------------------------------------------------------------------------------

    def _come_in(self, left: Flags, now: Floats, joins: Flags, calls: Flags) -> None:
        """Some come in where trunks are short; whoever else would do something at this instant waits."""
        assert self.trunks is not None
        comes = left & (self.trunks.next + COME_IN == now)
        if not comes.any():
            return
        for lane in (comes & (self.redials.agenda.next == now)).nonzero()[0].tolist():
            row = self.trunks.row(lane)
            comes[lane] = self.redials.case(row, self.table) < self.redials.case_due(lane, self.table)
        joins &= ~comes
        calls &= ~comes
        lanes = comes.nonzero()[0]
        full = self._full(lanes)
        rows = self.trunks.come_in(lanes)
        self.trunks.refuse(lanes[full])
        self._settled[rows[full]] = True
        self._out(lanes[full], rows[full], Stage.LINE, Outcome.BUSY)
        walks = ~full & (self.table.menu[rows] == 0)
        self.trunks.refuse(lanes[walks])  # neither is there anybody in the menu
        self._settled[rows[walks]] = True
        self._out_of_menu.append((lanes[walks], rows[walks]))

    def _full(self, lanes: Ints) -> Flags:
        assert self.trunks is not None
        return self.trunks.full(lanes, self.now[lanes], self.queues.holding[lanes], self._passed[lanes])

    def _stream(self, lanes: Ints) -> None:
        """The menu ends for those who call for the first time, or as the day before left them."""
        if not len(lanes):
            return
        rows = self._at[lanes]
        self._at[lanes] += 1
        self._next_join[lanes] = self._times[rows + 1 + lanes]
        if self.trunks:
            self._passed[lanes] += ~self.board.chat[self.table.line[rows]]
            settled = self._settled[rows]
            if settled.any():
                self.trunks.pass_by(lanes[settled])
                lanes, rows = lanes[~settled], rows[~settled]
        self._out_of_menu.append((lanes, rows))

    def _redial(self, lanes: Ints) -> None:
        """Some call again, or their menu ends."""
        comes = self.redials.come_in(lanes)
        rows = self.redials.due(lanes, self.table)
        self.queues.take_rows(len(self.table.lane))
        ends = ~comes
        if comes.any():
            ends = ends | self._calls_again(comes, lanes, rows)
        self.redials.drop(ends, lanes)
        back = self.table.tries[rows] > 0
        back &= self.table.first_wait[rows] < 0
        if back.any():
            self._wait_again(lanes[back], rows[back])
        ends = ends & (self.table.outcome[rows] == UNDER_WAY) & ~back
        if self.trunks:
            self.trunks.in_menu[lanes[ends & ~comes & (self.table.first_wait[rows] < 0)]] -= 1
        self._out_of_menu.append((lanes[ends], rows[ends]))

    def _wait_again(self, lanes: Ints, rows: Ints) -> None:
        """Callers who could not be reached are back in the queue, unless nobody waits any more."""
        closed = self.closed[lanes]
        self._out(lanes[closed], rows[closed], Stage.AGENT, Outcome.SENT_HOME)
        lanes, rows = lanes[~closed], rows[~closed]
        self.queues.rejoin(lanes, rows, self.table.klass[rows], self.table.joined)

    def _calls_again(self, comes: Flags, lanes: Ints, rows: Ints) -> Flags:
        """Some of those who are due come in; returns who does not stay in the menu."""
        fails = comes & ~self._is_open(lanes)
        self._out(lanes[fails], rows[fails], Stage.LINE, Outcome.TURNED_AWAY)
        if self.trunks:
            busy = comes & ~fails & ~self.board.chat[self.table.line[rows]]
            busy[busy] = self._full(lanes[busy])
            self._out(lanes[busy], rows[busy], Stage.LINE, Outcome.BUSY)
            fails |= busy
        menu = self.table.menu[rows]
        stays = comes & ~fails & (menu > 0)
        self.redials.into_menu(stays, lanes, self.now[lanes[stays]] + menu[stays])
        if self.trunks:
            self.trunks.in_menu[lanes[stays]] += 1
        return np.asarray(comes & ~stays)

    def _is_open(self, lanes: Ints) -> Flags:
        """Whether the centre is open."""
        now, found = self.now[lanes], np.zeros(len(lanes), dtype=np.bool_)
        for start, end in self._hours:
            found |= (now >= start) & (now < end)
        return found

    def _after_menus(self) -> None:
        """Callers hang up, are served by the menu, or wait for an agent."""
        if not self._out_of_menu:
            return
        lanes, rows = (np.concatenate(each) for each in zip(*self._out_of_menu, strict=True))
        self._out_of_menu.clear()
        if self.rules.menu is not None:
            fate = self.table.fate[rows]
            if fate.any():
                leaves, served, goes = ((fate == each).nonzero()[0] for each in (LEAVES, SERVED, GOES_ON))
                self._out(lanes[leaves], rows[leaves], Stage.MENU, Outcome.LEFT_MENU)
                self._over(rows[served], Stage.MENU, Outcome.RESOLVED, self.now[lanes[served]])
                lanes, rows = lanes[goes], rows[goes]
        closed = self.closed[lanes]
        if closed.any():
            self.table.joined[rows[closed]] = self.now[lanes[closed]]
            self._out(lanes[closed], rows[closed], Stage.AGENT, Outcome.SENT_HOME)
            lanes, rows = lanes[~closed], rows[~closed]
        if len(lanes):
            self._join(lanes, rows)

    # -- waiting ----------------------------------------------------------------------------------------------------

    def _join(self, lanes: Ints, rows: Ints) -> None:
        """Calls are answered at once, or wait."""
        now, klass = self.now[lanes], self.table.klass[rows]
        pool = self.board.at_once[klass, self.agents.free(lanes, now)]
        pool[self._ready[lanes] < now + TICK] = BY_RULE  # somebody else may be answered at this instant
        if self._lengths:
            pool[self.queues.waiting[lanes] > 0] = (
                BY_RULE  # as one more who waits may be a reason to take others
            )
        direct = (pool >= 0).nonzero()[0]
        self._answering.append((lanes[direct], rows[direct], pool[direct]))
        if len(direct) == len(lanes):
            return
        waits = (pool < 0).nonzero()[0]
        lanes, rows, klass, now, pool = lanes[waits], rows[waits], klass[waits], now[waits], pool[waits]
        self.table.joined[rows] = now
        self.queues.join(lanes, rows, klass, now, self._on_trunk(rows))
        patience = self.table.patience[rows]
        ends = (patience < np.inf).nonzero()[0]
        self.quits.add(lanes[ends], now[ends] + patience[ends] + GIVE_UP, rows[ends])
        if self._announces:
            self._answer_or_balk(lanes, rows, pool)

    def _on_trunk(self, rows: Ints) -> Flags:
        """Calls that take a trunk: not chats, and not those who were called back."""
        return np.asarray(~self.board.chat[self.table.line[rows]] & (self.table.offered[rows] != TAKEN))

    def _answer_or_balk(self, lanes: Ints, rows: Ints, pool: Ints) -> None:
        """Whoever can be answered at this instant is; of the others some hang up at the wait that is announced."""
        self._answers()
        matched = lanes if self._lengths else lanes[pool == BY_RULE]
        while len(matched):
            self.agents.look_at(matched)
            free, rise = self._links(matched)
            matched = matched[self._take(matched, free, rise)]
            self._answers()
            matched = matched[self.queues.waiting[matched] > 0]
        waits = (self.table.agent[rows] == UNDER_WAY) & (self.table.first_wait[rows] < 0)
        lanes, rows = lanes[waits], rows[waits]
        announced = self.last_wait[self.table.line[rows], lanes]
        if self.rules.callback is not None:
            stays = ~self._offer_callback(lanes, rows, announced)
            lanes, rows, announced = lanes[stays], rows[stays], announced[stays]
        self._balk(lanes, rows, announced)

    def _offer_callback(self, lanes: Ints, rows: Ints, announced: Floats) -> Flags:
        """Some are offered to be called back; returns who takes it, and hangs up."""
        callback, table = self.rules.callback, self.table
        assert callback is not None
        offered = (announced >= callback.wait) & ~self.board.chat[table.line[rows]]
        taken = offered & (table.accepts[rows] < callback.accept)
        self._forget_patience(lanes[taken], rows[taken])
        self.queues.leave_trunk(lanes[taken], rows[taken])
        table.offered[rows] = np.where(taken, TAKEN, np.where(offered, DECLINED, NO_OFFER))
        return np.asarray(taken)

    def _balk(self, lanes: Ints, rows: Ints, announced: Floats) -> None:
        """Some hang up at the wait that is announced."""
        leave = np.zeros(len(rows))
        for step in self.rules.balking:
            leave[announced >= step.wait] = step.leave
        balks = self.table.balk[rows] < leave
        lanes, rows = lanes[balks], rows[balks]
        self._stop_waiting(lanes, rows)
        self._out(lanes, rows, Stage.AGENT, Outcome.BALKED)

    def _give_up(self, lanes: Ints) -> None:
        rows = self.quits.drop(lanes, self.quits.due(lanes))
        self.queues.leave(lanes, rows, self.table.klass[rows], self.table.joined)
        self._out(lanes, rows, Stage.AGENT, Outcome.RENEGED)

    def _stop_waiting(self, lanes: Ints, rows: Ints) -> None:
        """Calls are in their queues no more, and nobody will hang up."""
        self.queues.leave(lanes, rows, self.table.klass[rows], self.table.joined)
        self._forget_patience(lanes, rows)

    def _forget_patience(self, lanes: Ints, rows: Ints) -> None:
        table = self.table
        waits_on = (table.offered[rows] != TAKEN) | (table.first_wait[rows] >= 0)
        some = ((table.patience[rows] < np.inf) & waits_on).nonzero()[0]
        lanes, rows = lanes[some], rows[some]
        self.quits.drop(lanes, self.quits.place_of(lanes, rows))

    # -- answers ----------------------------------------------------------------------------------------------------

    def _next_answer(self) -> Floats:
        """When an agent next takes somebody who waits."""
        self._ready.fill(np.inf)
        lanes = self._waits = self.queues.waiting.nonzero()[0]
        if len(lanes):
            free, rise = self._free, self._rise = self._links(lanes)
            key = np.where(free >= rise, floor_time(free) + CALL, rise + RISE)
            self._ready[lanes] = np.maximum(np.minimum.reduce(key, axis=0), self._key[lanes])
        return self._ready

    def _links(self, lanes: Ints) -> tuple[Floats, Floats]:
        """For each link and lane since when, or from when on, an agent is free for it; and a call old enough."""
        board, queues = self.board, self.queues
        free = self.agents.longest[:, lanes][board.pool]
        rise = queues.since[:, lanes][board.klass]
        long = None
        if self._lengths:
            long = queues.length[:, lanes][board.route[board.klass]] >= board.waiting[:, None]
            long &= np.isfinite(rise) & (board.waiting > 0)[:, None]
        rise += board.after[:, None]
        if long is not None:
            rise[long] = -np.inf
        if board.keeps:
            self._keep(lanes, free, rise)
        return free, rise

    def _keep(self, lanes: Ints, free: Floats, rise: Floats) -> None:
        """Links that keep agents free for others wait for more than one; looked at where they could be the first."""
        soon = np.maximum(free, rise)
        first = np.minimum.reduce(soon[self.board.reserve == 0], axis=0, initial=np.inf)
        np.maximum(first, self.now[lanes] + TICK, out=first)
        for (pool, reserve), links in self.board.keeps.items():
            some = (np.minimum.reduce(soon[links], axis=0) <= first).nonzero()[0]
            behind = np.full(len(lanes), np.inf)
            if len(some):
                behind[some] = self.agents.behind(pool, lanes[some], reserve)
            free[links] = behind

    def _match(self, answers: Flags) -> None:
        """In some lanes an agent takes who goes first; whoever follows at this instant does so in the next step."""
        which = answers[self._waits].nonzero()[0]
        if len(which):
            self._take(self._waits[which], self._free[:, which], self._rise[:, which])

    def _take(self, lanes: Ints, free: Floats, rise: Floats) -> Ints:
        """In each lane a free agent takes the call that goes first, if there is one; returns where there was."""
        limit = self.now[lanes] + TICK
        can = (free < limit) & (rise < limit)
        some = np.asarray(can.any(axis=0)).nonzero()[0]
        lanes, can = lanes[some], can[:, some]
        klass = self._first_class(lanes, can)
        link = self._first_link(lanes, can & (self.board.klass[:, None] == klass))
        rows = self.queues.pop(lanes, klass, self.table.joined)
        self._forget_patience(lanes, rows)
        self._answering.append((lanes, rows, self.board.pool[link]))
        return some

    def _first_class(self, lanes: Ints, can: Flags) -> Ints:
        """The class whose first call goes first, of those that somebody can take."""
        board, queues = self.board, self.queues
        turn = np.full((len(board.kinds), len(lanes)), np.inf)
        for link, klass in enumerate(board.klass.tolist()):
            turn[klass] = np.where(can[link], queues.turn[klass, lanes], turn[klass])
        if not board.first_come:
            there = np.isfinite(turn)
            waited = np.where(there, self.now[lanes] - queues.since[:, lanes], 0.0)
            urgency = board.priority[:, None] + board.rises[:, None] * waited
            urgency[~there] = -np.inf
            turn[urgency < urgency.max(axis=0)] = np.inf
        return np.asarray(turn.argmin(axis=0))

    def _first_link(self, lanes: Ints, can: Flags) -> Ints:
        """The pool's link that takes the call: of the first step with a free agent, the one free longest."""
        link = can.argmax(axis=0)
        if not self.board.shares_steps:
            return np.asarray(link)
        step = np.where(can, self.board.step[:, None], len(self.board.step))
        first = can & (step == step.min(axis=0))
        since = floor_time(self.agents.longest[self.board.pool[:, None], lanes])
        return np.asarray(np.where(first, since, np.inf).argmin(axis=0))

    def _answers(self) -> None:
        """The agents free longest answer, each in the pool that was found."""
        if not self._answering:
            return
        parts, self._answering = self._answering, []
        lanes, rows, pool = parts[0] if len(parts) == 1 else map(np.concatenate, zip(*parts, strict=True))
        table, now = self.table, self.now[lanes]
        if self.rules.callback is not None:
            lanes, rows, pool = self._ring(lanes, rows, pool)
            now = self.now[lanes]
        seat = number_in(self.agents.longest[pool, lanes])
        talk, after = table.talk[rows], table.after[rows]
        if not self._even:
            speed = self.board.speed[pool, table.line[rows], table.service[rows]]
            if self._chats:
                self._take_chats(lanes, pool, now, seat, speed)
            slow = (speed != 1.0).nonzero()[0]
            if len(slow):
                talk[slow] = on_grid(talk[slow] / speed[slow])
                after[slow] = on_grid(after[slow] / speed[slow])
                if self._chats:
                    self._keep_pace(rows, pool, talk, after)
        talk += now
        self.agents.busy(seat, lanes, talk + after)
        table.started[rows], table.agent[rows] = now, seat
        if self._announces:
            first = ((table.first_wait[rows] < 0) & (table.tries[rows] <= 1)).nonzero()[0]
            waited = now[first] - table.joined[rows[first]]
            self.last_wait[table.line[rows[first]], lanes[first]] = np.where(np.isnan(waited), 0.0, waited)
        if self.trunks:
            self.trunks.hung_up[seat, lanes] = np.where(self._on_trunk(rows), talk, -np.inf)
        some = (table.again[rows] | (table.hands_over[rows] < self._shares[pool])).nonzero()[0]
        if len(some):
            self._unsolved(lanes[some], rows[some], pool[some], talk[some])

    def _ring(self, lanes: Ints, rows: Ints, pool: Ints) -> tuple[Ints, Ints, Ints]:
        """Agents call back; returns the answers without those whom nobody reaches this time."""
        callback, table = self.rules.callback, self.table
        assert callback is not None
        back = (table.offered[rows] == TAKEN) & (table.first_wait[rows] < 0)
        table.tries[rows[back]] += 1
        vain = back & (table.tries[rows] < table.reached_at[rows])
        some = vain.nonzero()[0]
        if len(some):
            own, missed, now = lanes[some], rows[some], self.now[lanes[some]]
            seat = number_in(self.agents.longest[pool[some], own])
            until = now + on_grid_one(callback.ring)
            self.agents.busy(seat, own, until)
            self.rings.append((missed, seat, now))
            early = table.tries[missed] == 1
            waited = now[early] - table.joined[missed[early]]
            self.last_wait[table.line[missed[early]], own[early]] = waited
            more = table.tries[missed] < callback.attempts
            again = until + on_grid_one(callback.again_after)
            self.redials.wait_again(own[more], missed[more], again[more])
            self._out(own[~more], missed[~more], Stage.AGENT, Outcome.NOT_REACHED)
        return lanes[~vain], rows[~vain], pool[~vain]

    def _take_chats(self, lanes: Ints, pool: Ints, now: Floats, seat: Ints, speed: Floats) -> None:
        """Chats go to the agent with fewest in hand; sets their seats, and slows them down by how many there are then."""
        for number, desk in self._chats.items():
            own = (pool == number).nonzero()[0]
            if len(own):
                seat[own], pace = desk.take(lanes[own], now[own])
                speed[own] *= pace

    def _keep_pace(self, rows: Ints, pool: Ints, talk: Floats, after: Floats) -> None:
        """Chats keep the times that they have at the pace with which they begin."""
        own = self._chat_pool[pool].nonzero()[0]
        self.table.talk[rows[own]], self.table.after[rows[own]] = talk[own], after[own]

    def _unsolved(self, lanes: Ints, rows: Ints, pool: Ints, ended: Floats) -> None:
        """Calls that the agent does not solve are handed over, or the caller may call again."""
        table = self.table
        line, service = table.line[rows], table.service[rows]
        unsolved = (table.solve[rows] >= self.board.solved[pool, line, service]).nonzero()[0]
        lanes, rows, pool, line = (each[unsolved] for each in (lanes, rows, pool, line))
        ended = ended[unsolved]
        to = self.board.handed_to[pool, line, service[unsolved], table.segment[rows]]
        over = (to >= 0) & (table.hands_over[rows] < self._shares[pool]) & (table.first_wait[rows] < 0)
        self.redials.hand_over(lanes[over], rows[over], line[over], ended[over])
        again = ~over & table.again[rows]
        self._plan(lanes[again], rows[again], ended[again], "unsolved")

    # -- leaving ----------------------------------------------------------------------------------------------------

    def _over(self, rows: Ints, stage: Stage, outcome: Outcome, now: Floats) -> None:
        table = self.table
        table.stage[rows], table.outcome[rows], table.ended[rows] = stage, outcome, now

    def _out(self, lanes: Ints, rows: Ints, stage: Stage, outcome: Outcome) -> None:
        """Calls end without an agent; some callers call again."""
        if not len(rows):
            return
        now = self.now[lanes]
        self._over(rows, stage, outcome, now)
        share: float = getattr(self.rules.redial, AGAIN[outcome])
        again = self.table.redial[rows] < share
        again &= self.table.attempt[rows] < self.rules.redial.most_calls
        self._plan(lanes[again], rows[again], now[again], AGAIN[outcome])

    def _plan(self, lanes: Ints, rows: Ints, ended: Floats, ending: str) -> None:
        """Callers call again on their line or another, if that is within the horizon."""
        time = ended + self.table.redial_after[rows]
        within = (time < self._end).nonzero()[0]
        lanes, rows = lanes[within], rows[within]
        own = self.table.line[rows]
        line = own.astype(np.int64)
        until, to = self._moves[ending]
        for place in reversed(range(until.shape[1])):
            line = np.where(self.table.moves[rows] < until[own, place], to[own, place], line)
        self.redials.plan(lanes, rows, line, time[within])


def _move_tables(rules: Centre) -> dict[str, tuple[Floats, Ints]]:
    """By ending: draws below which cases of each line go to each line, and those lines."""
    tables: dict[str, tuple[Floats, Ints]] = {}
    for ending in set(AGAIN.values()):
        found = [moves(rules, line, ending) for line in rules.lines]
        most = max(map(len, found))
        until, to = np.zeros((len(found), most)), np.zeros((len(found), most), dtype=np.int64)
        for line, targets in enumerate(found):
            for place, (below, number) in enumerate(targets):
                until[line, place], to[line, place] = below, int(number)
        tables[ending] = until, to
    return tables
