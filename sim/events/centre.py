"""A call centre, contact by contact: app, trunks, menu, waiting, callbacks, and what follows a talk."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from math import inf

import simpy

from sim.events.agents import Seat
from sim.events.call import Call
from sim.events.call_rows import NO_AGENT, CallRows
from sim.events.callers import CallerProcess
from sim.events.clock import COME_IN, MOVE_ON, RISE, SHIFT, Moment
from sim.events.conditional import expect
from sim.events.hall import HallProcess
from sim.events.next_contact import NextContact
from sim.events.orders_left import Leave, leaves_nothing
from sim.events.rows import NEVER
from sim.events.switchboard import AnyAgents, Switchboard
from sim.events.talks import Talks
from sim.events.watch import WatchProcess
from sim.log.records import Outcome, Stage
from sim.network.routing import Routing, Way
from sim.network.watch import watch_of
from sim.rules.conditional import Expected
from sim.rules.phone import (
    gets_in,
    hangs_up,
    holds_trunk,
    is_called_once_more,
    is_offered_callback,
    is_served_by_menu,
    takes_callback,
)
from sim.scenario import Scenario
from sim.scenario.units import DAY
from sim.time.duty_windows import Servers
from sim.time.opening import Opening
from sim.time.ticks import on_grid_one


class CentreProcess:
    """One call centre on SimPy's clock, for one replication.

    Parameters
    ----------
    env : simpy.Environment
        The clock.
    scenario : Scenario
        What holds.
    name : str
        The centre.
    opening : Opening
        When it is open.
    routing : Routing
        Its routes and skills.
    callers : CallerProcess
        Who calls.
    servers : mapping
        The agents of each of its pools, without those who are missing.
    halls : sequence of HallProcess
        The halls, where some go on.
    leave_order : callable, optional
        What calls and chats do that are resolved, where some leave orders.
    known_out : callable, optional
        How many customers of known outages are without supply at a time.
    """

    def __init__(
        self,
        env: simpy.Environment,
        scenario: Scenario,
        name: str,
        opening: Opening,
        routing: Routing,
        callers: CallerProcess,
        servers: Mapping[str, Servers],
        halls: Sequence[HallProcess],
        leave_order: Leave = leaves_nothing,
        known_out: Callable[[float], float] = lambda time: 0.0,
    ) -> None:
        self._known_out = known_out
        self.env, self.opening, self.routing, self.callers = env, opening, routing, callers
        self.rules = scenario.centres[name]
        self._leave_order = leave_order
        self.rows = CallRows()
        self.watch = WatchProcess(env, watch_of(self.rules), opening, self._seen, self._levels_change)
        self.board = Switchboard(env, routing, self._answer, self._give_up, self.watch)
        self.talks = Talks(env, scenario, name, routing, self.board, self.rows, self._talked, self._rung)
        self._inside, self._trunks = 0, inf if self.rules.trunks is None else self.rules.trunks
        self._closed = False
        self._coming: Iterator[Call] = iter(())
        end = opening.end_day * DAY
        self.next = NextContact(env, self.rules, halls, callers, end, self._come_in)
        self._hours = {day: [(each.start, each.end) for each in opening.on(day)] for day in opening.days}
        for pool in self.rules.pools:
            chats = scenario.pools[pool].phone.chats
            self.board.staff(list(scenario.pools).index(pool), servers[pool].calls, chats)
        for stretch in opening.shut(duty for pool in self.rules.pools for duty in servers[pool].duty):
            Moment(env, stretch.start, SHIFT, self._close)
            if stretch.end != float("inf"):
                Moment(env, stretch.end, SHIFT, self._open)
        for day in opening.days:
            Moment(env, day * DAY, SHIFT, self._start_day, day)

    # -- coming in --------------------------------------------------------------------------------------------------

    def _start_day(self, moment: Moment) -> None:
        self._coming = iter(self.callers.new(moment.subject))
        self._next_call()

    def _next_call(self) -> None:
        call = next(self._coming, None)
        if call is not None:
            Moment(self.env, call.arrived, COME_IN + call.place, self._first_call, call)

    def expect_because_of_order(self, call: Call, kind: Expected) -> None:
        """Somebody calls today because of an earlier order."""
        expect(self.env, call, call.place, kind, self._come_in)

    def _first_call(self, moment: Moment) -> None:
        self._come_in(moment.subject)
        self._next_call()

    def _come_in(self, call: Call) -> None:
        now = self.env.now
        if call.line < 0:
            Moment(self.env, now + call.app_time, MOVE_ON + call.place, self._leave_app, call)
            return
        call.chats = self.routing.chat[call.line]
        if not any(start <= now < end for start, end in self._hours.get(int(now // DAY), ())):
            self._fail(call, Stage.LINE, Outcome.TURNED_AWAY, now)
        elif not gets_in(call.chats, self._inside, self._trunks + self.watch.more_trunks):
            self._fail(call, Stage.LINE, Outcome.BUSY, now)
        elif call.chats:
            self._wait(call)
        else:
            self._inside += 1
            call.inside = True
            minutes = call.menu
            if minutes:
                Moment(self.env, now + minutes, MOVE_ON + call.place, self._menu_ends, call)
            else:
                self._after_menu(call)

    def _leave_app(self, moment: Moment) -> None:
        call: Call = moment.subject
        contained = call.contained
        outcome = Outcome.RESOLVED if contained else Outcome.UNSOLVED
        self.rows.add(call, Stage.APP, outcome, NO_AGENT, (call.arrived, call.arrived, self.env.now))
        if not contained:
            self.next.after_app(call)

    def _menu_ends(self, moment: Moment) -> None:
        self._after_menu(moment.subject)

    def _after_menu(self, call: Call) -> None:
        now = self.env.now
        if call.leaves_menu:
            self._out(call, Stage.MENU, Outcome.LEFT_MENU, call.arrived, call.arrived)
        elif is_served_by_menu(call):
            self._out(call, Stage.MENU, Outcome.RESOLVED, call.arrived, call.arrived)
        else:
            if self.rules.menu is not None:
                self.rows.add(call, Stage.MENU, Outcome.SERVED, NO_AGENT, (call.arrived, call.arrived, now))
            self._wait(call)

    # -- watched ----------------------------------------------------------------------------------------------------

    def _seen(self) -> tuple[int, float, float]:
        """How many wait for an agent, the share of the trunks that is taken, and customers of known outages without supply."""
        taken = self._inside / (self._trunks + self.watch.more_trunks)
        return self.board.waiting, taken, self._known_out(self.env.now)

    def _levels_change(self) -> None:
        self.board.match_later()

    # -- waiting ----------------------------------------------------------------------------------------------------

    def _wait(self, call: Call) -> None:
        now = self.env.now
        if self._closed:
            self._out(call, Stage.AGENT, Outcome.SENT_HOME, now, NEVER)
            return
        self.board.join(call)
        if not call.waits:
            return
        announced = self.board.last_wait[call.line]
        if self._takes_callback(call, announced):
            self.board.stay(call, inf)
        elif hangs_up(call, announced, self.rules.balking):
            self.board.leave(call)
            self._out(call, Stage.AGENT, Outcome.BALKED, now, NEVER)
        else:
            self.board.stay(call, call.patience)

    def _takes_callback(self, call: Call, announced: float) -> bool:
        """Offer a callback if the wait is long; who takes it hangs up."""
        callback, now = self.rules.callback, self.env.now
        if callback is None or not is_offered_callback(call, call.chats, announced, callback):
            return False
        self.rows.add(call, Stage.OFFER, Outcome.SERVED, NO_AGENT, (now, now, now))
        call.called_back = takes_callback(call, callback)
        if not holds_trunk(call, call.chats):
            self._leave_trunk(call)
        return call.called_back

    def _give_up(self, call: Call) -> None:
        self._out(call, call.stage, Outcome.RENEGED, call.joined, NEVER)

    def _close(self, moment: Moment) -> None:
        """Whoever waits hears a message, and nobody waits until the next opening."""
        self._closed = True
        for call in self.board.empty():
            self._out(call, call.stage, Outcome.SENT_HOME, call.joined, NEVER)

    def _open(self, moment: Moment) -> None:
        self._closed = False

    # -- talking ----------------------------------------------------------------------------------------------------

    def _answer(self, pool: AnyAgents, seat: Seat, call: Call) -> None:
        self.talks.begin(pool, seat, call)

    def _rung(self, call: Call, until: float) -> None:
        """An agent rings in vain until then; the caller is back in the queue later, or it was the last try."""
        callback = self.rules.callback
        assert callback is not None
        if is_called_once_more(call, callback):
            again = until + on_grid_one(callback.again_after)
            Moment(self.env, again, RISE + call.place, self._wait_again, call)
        else:
            self._out(call, call.stage, Outcome.NOT_REACHED, call.joined, NEVER)

    def _wait_again(self, moment: Moment) -> None:
        """A caller who could not be reached is back in the queue."""
        call: Call = moment.subject
        if self._closed:
            self._out(call, call.stage, Outcome.SENT_HOME, call.joined, NEVER)
        else:
            self.board.rejoin(call)

    def _talked(self, call: Call, outcome: Outcome, to: Way | None) -> None:
        """The talk is over: the caller waits for another agent, or has hung up."""
        if to is not None:
            Moment(self.env, self.env.now, MOVE_ON + call.place, self._hand_over, (call, to))
            return
        self._leave_trunk(call)
        if outcome is Outcome.UNSOLVED:
            self.next.after(call, outcome)
        else:
            self._leave_order(call, call.line)

    def _hand_over(self, moment: Moment) -> None:
        """Wait for another agent, unless nobody waits any more."""
        call, to = moment.subject
        if self._closed:
            call.handed_over = True
            self._out(call, call.stage, Outcome.SENT_HOME, self.env.now, NEVER)
            return
        self.board.hand_over(call, to)
        if call.waits:
            self.board.stay(call, call.patience)

    # -- leaving ----------------------------------------------------------------------------------------------------

    def _out(self, call: Call, stage: Stage, outcome: Outcome, since: float, started: float) -> None:
        """A call that was inside ends without an agent."""
        self._leave_trunk(call)
        if outcome is Outcome.RESOLVED:
            self.rows.add(call, stage, outcome, NO_AGENT, (since, started, self.env.now))
            self._leave_order(call, call.line)
        else:
            self._fail(call, stage, outcome, since, started)

    def _leave_trunk(self, call: Call) -> None:
        self._inside -= call.inside
        call.inside = False

    def _fail(self, call: Call, stage: Stage, outcome: Outcome, since: float, started: float = NEVER) -> None:
        self.rows.add(call, stage, outcome, NO_AGENT, (since, started, self.env.now))
        self.next.after(call, outcome)
