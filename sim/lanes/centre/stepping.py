"""Event stepping in the lanes of a centre: each step moves every lane to its own next event.

Agents need no event of their own: they are busy until a time, and free from then on. So the events of a lane are changes
(staff come and go, lines close), answers (an agent is free, or gets free, and somebody waits whom that agent may take),
the end of the menu, coming in where trunks are short, calls of those who call again, and the end of somebody's patience.
At one instant they come in the order of :mod:`sim.events.clock`.
"""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from sim.lanes.centre.agenda import Agenda
from sim.lanes.centre.agents import Agents
from sim.lanes.centre.board import BY_RULE, Board
from sim.lanes.centre.duty import Change
from sim.lanes.centre.phases import CALL, COME_IN, GIVE_UP, MOVE_ON, RISE
from sim.lanes.centre.queues import Queues
from sim.lanes.centre.redials import Redials
from sim.lanes.centre.table import UNDER_WAY, Table, empty
from sim.lanes.centre.trunks import Trunks
from sim.lanes.ranks import TICK, floor_time, number_in
from sim.records import Outcome, Stage
from sim.scenario.centre import Centre
from sim.ticks import on_grid

Floats = NDArray[np.float64]
Ints = NDArray[np.int64]
Flags = NDArray[np.bool_]

AGAIN = {
    Outcome.TURNED_AWAY: "closed",
    Outcome.SENT_HOME: "closed",
    Outcome.BUSY: "busy",
    Outcome.LEFT_MENU: "left_menu",
    Outcome.BALKED: "balked",
    Outcome.RENEGED: "reneged",
}

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
        self.now = np.full(lanes, -np.inf)
        self._even = bool((board.speed == 1.0).all())
        self._lengths = bool(board.waiting.any())
        self._reserves = np.flatnonzero(board.reserve)
        self._announces = bool(rules.balking)
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
        self.agents.turn(minutes)
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
        rows = np.flatnonzero(self.table.outcome[: len(self.table)] == UNDER_WAY)
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
            self.trunks.load(table, first)
        away = away[table.redial[away] < self.rules.redial.closed]
        while len(away) and self.rules.redial.most_calls > 1:
            lanes, one = np.unique(table.lane[away], return_index=True)
            self._plan(lanes, away[one], table.arrived[away[one]])
            away = np.delete(away, one)

    def passed(self) -> Ints:
        """Calls of each lane that are out of the menu."""
        return self._at - self._first[:-1]

    # -- the run ----------------------------------------------------------------------------------------------------

    def run(self, limit: Floats) -> None:
        """Step until nothing more happens before the limit of each lane."""
        while self._step(limit):
            pass

    def _step(self, limit: Floats) -> bool:
        agents, again, quits = self.agents, self.redials.agenda, self.quits
        agents.look()
        answer = self._next_answer()
        if self.trunks:
            self.trunks.watch(self.now, self.queues.waiting)
        now = np.minimum(self._next_change, answer)
        for times in (self._next_join, again.next, quits.next):
            np.minimum(now, times, out=now)
        if self.trunks:
            np.minimum(now, self.trunks.next + COME_IN, out=now)
        left = now < limit
        if not left.any():
            return False
        np.copyto(self.now, floor_time(now), where=left)
        self._free = agents.free(self.now)
        left = self._changed(left, now)
        self._match(np.flatnonzero((answer == now) & left))
        if self.trunks:
            left = self._come_in(left, now)
        joins = left & (self._next_join == now)
        calls = left & (again.next == now)
        if (joins & calls).any():
            joins, calls = self._one_first(joins, calls)
        self._stream(np.flatnonzero(joins))
        lanes = np.flatnonzero(calls)
        if len(lanes):
            self._redial(lanes)
        lanes = np.flatnonzero(left & (quits.next == now))
        if len(lanes):
            self._give_up(lanes)
        return True

    def _changed(self, left: Flags, now: Floats) -> Flags:
        """Make the changes that are due; returns the other lanes. Lanes gather before a change: they do not see one
        another."""
        self._steps += 1
        others = left & (self._next_change > now)
        if self._steps % GATHER and others.any():
            return others
        due = np.flatnonzero(left & (self._next_change == now))
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
        waits = ~np.isnan(table.joined) & (table.outcome == UNDER_WAY) & closes[table.lane]
        rows = np.flatnonzero(waits)
        while len(rows):
            lanes, one = np.unique(table.lane[rows], return_index=True)
            own = rows[one]
            self._stop_waiting(lanes, own)
            self._out(lanes, own, Stage.AGENT, Outcome.SENT_HOME)
            rows = np.delete(rows, one)

    # -- coming in --------------------------------------------------------------------------------------------------

    def _come_in(self, left: Flags, now: Floats) -> Flags:
        """Some come in where trunks are short; returns the other lanes."""
        assert self.trunks is not None
        comes = left & (self.trunks.next + COME_IN == now)
        for lane in np.flatnonzero(comes & (self.redials.agenda.next == now)).tolist():
            row = self.trunks.row(lane)
            comes[lane] = self.redials.case(row, self.table) < self.redials.case_due(lane, self.table)
        lanes = np.flatnonzero(comes)
        if not len(lanes):
            return left
        full = self._full(lanes)
        rows = self.trunks.come_in(lanes)
        self.trunks.refuse(lanes[full])
        self._settled[rows[full]] = True
        self._refuse(lanes[full], rows[full])
        walks = ~full & (self.table.menu[rows] == 0)
        self.trunks.refuse(lanes[walks])  # neither is there anybody in the menu
        self._settled[rows[walks]] = True
        self._after_menu(lanes[walks], rows[walks])
        left = left & ~comes
        return left

    def _full(self, lanes: Ints) -> Flags:
        assert self.trunks is not None
        waiting, passed = self.queues.waiting[lanes], self.passed()[lanes]
        return self.trunks.full(lanes, self.now[lanes], waiting, passed)

    def _refuse(self, lanes: Ints, rows: Ints) -> None:
        self._out(lanes, rows, Stage.LINE, Outcome.BUSY)

    def _stream(self, lanes: Ints) -> None:
        """The menu ends for those who call for the first time, or as the day before left them."""
        if not len(lanes):
            return
        rows = self._at[lanes]
        self._at[lanes] += 1
        self._next_join[lanes] = self._times[rows + 1 + lanes]
        if self.trunks:
            settled = self._settled[rows]
            if settled.any():
                self.trunks.pass_by(lanes[settled])
                lanes, rows = lanes[~settled], rows[~settled]
        self._after_menu(lanes, rows)

    def _redial(self, lanes: Ints) -> None:
        """Some call again, or their menu ends."""
        comes = self.redials.come_in(lanes)
        rows = self.redials.due(lanes, self.table)
        self.queues.take_rows(len(self.table.lane))
        ends = ~comes
        if comes.any():
            ends = ends | self._calls_again(comes, lanes, rows)
        self.redials.drop(ends, lanes)
        ends &= self.table.outcome[rows] == UNDER_WAY
        if self.trunks:
            self.trunks.in_menu[lanes[ends & ~comes]] -= 1
        self._after_menu(lanes[ends], rows[ends])

    def _calls_again(self, comes: Flags, lanes: Ints, rows: Ints) -> Flags:
        """Some of those who are due come in; returns who does not stay in the menu."""
        fails = comes & ~self._is_open(lanes)
        self._out(lanes[fails], rows[fails], Stage.LINE, Outcome.TURNED_AWAY)
        if self.trunks:
            busy = comes & ~fails
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

    def _after_menu(self, lanes: Ints, rows: Ints) -> None:
        """Callers hang up, are served by the menu, or wait for an agent."""
        if self.rules.menu is not None:
            leaves, served = self.table.leaves[rows], self.table.in_menu[rows]
            goes = ~(leaves | served)
            if not goes.all():
                served &= ~leaves
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
        self.table.joined[rows] = now
        pool = self.board.at_once[klass, self._free[lanes]]
        pool[self._ready[lanes] < now + TICK] = BY_RULE  # somebody else may be answered at this instant
        direct = pool >= 0
        self._answer(lanes[direct], rows[direct], pool[direct])
        lanes, rows, klass, now = lanes[~direct], rows[~direct], klass[~direct], now[~direct]
        if not len(lanes):
            return
        self.queues.join(lanes, rows, klass, now)
        patience = self.table.patience[rows]
        ends = patience < np.inf
        self.quits.add(lanes[ends], now[ends] + patience[ends] + GIVE_UP, rows[ends])
        ruled = lanes[pool[~direct] == BY_RULE] if not self._lengths else lanes
        if len(ruled):
            self._match(ruled)
        if self._announces:
            waits = self.table.outcome[rows] == UNDER_WAY
            self._balk(lanes[waits], rows[waits])

    def _balk(self, lanes: Ints, rows: Ints) -> None:
        """Some hang up at the wait that is announced."""
        announced = self.last_wait[self.table.line[rows], lanes]
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
        some = self.table.patience[rows] < np.inf
        lanes, rows = lanes[some], rows[some]
        self.quits.drop(lanes, self.quits.place_of(lanes, rows))

    # -- answers ----------------------------------------------------------------------------------------------------

    def _next_answer(self) -> Floats:
        """When an agent next takes somebody who waits."""
        self._ready = np.full(self.lanes, np.inf)
        lanes = np.flatnonzero(self.queues.waiting)
        if len(lanes):
            free, rise = self._links(lanes)
            key = np.where(free >= rise, floor_time(free) + CALL, rise + RISE)
            self._ready[lanes] = np.minimum.reduce(key, axis=0)
        return self._ready

    def _links(self, lanes: Ints) -> tuple[Floats, Floats]:
        """For each link and lane since when, or from when on, an agent is free for it; and a call old enough."""
        board, queues = self.board, self.queues
        free = self.agents.longest[board.pool[:, None], lanes]
        rise = queues.since[board.klass[:, None], lanes]
        there = np.isfinite(rise)
        rise = rise + board.after[:, None]
        if self._lengths:
            long = queues.length[board.route[board.klass][:, None], lanes] >= board.waiting[:, None]
            long &= there & (board.waiting > 0)[:, None]
            rise[long] = self.now[lanes][np.nonzero(long)[1]]
        for link in self._reserves.tolist():
            some = np.flatnonzero(there[link] & (free[link] < np.inf))
            behind = self.agents.behind(int(board.pool[link]), lanes[some], int(board.reserve[link]))
            free[link, some] = behind
        return free, rise

    def _match(self, lanes: Ints) -> None:
        """Agents take who waits, one after the other, until nobody is left whom a free agent may take."""
        while len(lanes):
            self.agents.look_at(lanes)
            free, rise = self._links(lanes)
            limit = self.now[lanes] + TICK
            can = (free < limit) & (rise < limit)
            some = np.flatnonzero(can.any(axis=0))
            if not len(some):
                return
            lanes, can = lanes[some], can[:, some]
            klass = self._first_class(lanes, can)
            link = self._first_link(lanes, can & (self.board.klass[:, None] == klass))
            rows = self.queues.head[klass, lanes]
            self._stop_waiting(lanes, rows)
            self._answer(lanes, rows, self.board.pool[link])
            lanes = lanes[self.queues.waiting[lanes] > 0]

    def _first_class(self, lanes: Ints, can: Flags) -> Ints:
        """The class whose first call goes first, of those that somebody can take."""
        board, queues = self.board, self.queues
        turn = np.full((len(board.kinds), len(lanes)), np.inf)
        for link, klass in enumerate(board.klass.tolist()):
            turn[klass] = np.where(can[link], queues.turn[klass, lanes], turn[klass])
        if not board.first_come:
            waited = self.now[lanes] - queues.since[:, lanes]
            urgency = board.priority[:, None] + board.rises[:, None] * waited
            urgency[np.isinf(turn)] = -np.inf
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

    def _answer(self, lanes: Ints, rows: Ints, pool: Ints) -> None:
        """The agent of each pool free longest answers."""
        table, now = self.table, self.now[lanes]
        agent = number_in(self.agents.longest[pool, lanes])
        talk, after = table.talk[rows], table.after[rows]
        if not self._even:
            speed = self.board.speed[pool, table.line[rows], table.service[rows]]
            slow = np.flatnonzero(speed != 1.0)
            talk[slow] = on_grid(talk[slow] / speed[slow])
            after[slow] = on_grid(after[slow] / speed[slow])
        ended = now + talk
        freed = ended + after
        self.agents.busy(agent, lanes, freed)
        table.started[rows], table.ended[rows], table.freed[rows] = now, ended, freed
        table.agent[rows], table.pool[rows] = agent, pool
        table.stage[rows] = Stage.AGENT
        solved = self.board.solved[pool, table.line[rows], table.service[rows]]
        unsolved = table.solve[rows] >= solved
        table.outcome[rows] = np.where(unsolved, Outcome.UNSOLVED, Outcome.RESOLVED)
        if self._announces:
            self.last_wait[table.line[rows], lanes] = now - table.joined[rows]
        if self.trunks:
            self.trunks.hung_up[agent, lanes] = ended
        again = np.flatnonzero(unsolved & table.again[rows])
        if len(again):
            self._plan(lanes[again], rows[again], ended[again])

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
        self._plan(lanes[again], rows[again], now[again])

    def _plan(self, lanes: Ints, rows: Ints, ended: Floats) -> None:
        """Callers call again, if that is within the horizon."""
        time = ended + self.table.redial_after[rows]
        within = time < self._end
        self.redials.plan(lanes[within], rows[within], time[within])
