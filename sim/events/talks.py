"""What agents do with calls and chats: talk, hand over, ring in vain, work afterwards."""

from __future__ import annotations

from collections.abc import Callable

import simpy

from sim.events.agents import Seat
from sim.events.call import Call
from sim.events.call_rows import CallRows
from sim.events.clock import FREE, HANG_UP, Moment
from sim.events.switchboard import AnyAgents, Switchboard
from sim.log.records import Outcome, Stage
from sim.network.routing import Routing, Way
from sim.rules.phone import is_handed_over, is_reached, is_solved, is_to_be_called, talk_minutes
from sim.scenario import Scenario
from sim.time.ticks import on_grid_one

Over = Callable[[Call, Outcome, Way | None], None]
"""Called at the end of a talk: with what came of it, and with to whom the call is handed over, if it is."""
InVain = Callable[[Call, float], None]
"""Called when an agent begins to ring in vain, with the time at which that ends."""

SEATS = 64
"""More than an agent has seats: calls and chats in hand at once."""


class Talks:
    """The agents' work in one centre and replication.

    Parameters
    ----------
    env : simpy.Environment
        The clock.
    scenario, name : Scenario, str
        What holds, and which centre.
    routing : Routing
        Its routes and skills.
    board : Switchboard
        Who gets the agents back.
    rows : CallRows
        What is written down.
    over, in_vain : callable
        What follows.
    """

    def __init__(
        self,
        env: simpy.Environment,
        scenario: Scenario,
        name: str,
        routing: Routing,
        board: Switchboard,
        rows: CallRows,
        over: Over,
        in_vain: InVain,
    ) -> None:
        self.env, self.routing, self.board, self.rows = env, routing, board, rows
        self._over, self._in_vain = over, in_vain
        callback = scenario.centres[name].callback
        self._ring_time = on_grid_one(callback.ring) if callback else 0.0
        transfers = [scenario.pools[pool].phone.transfer for pool in scenario.centres[name].pools]
        self._shares = [transfer.share if transfer else 0.0 for transfer in transfers]

    def begin(self, pool: AnyAgents, seat: Seat, call: Call) -> None:
        """An agent answers a call, or calls somebody back."""
        call.pace = pool.pace(seat) if call.chats else 1.0
        if is_to_be_called(call):
            call.tries += 1
            if not is_reached(call):
                self._ring(pool, seat, call)
                return
        minutes = self._at_speed(pool, call, talk_minutes(call))
        moment = HANG_UP + _number(pool, seat)
        Moment(self.env, self.env.now + minutes, moment, self._hang_up, (pool, seat, call))

    def _at_speed(self, pool: AnyAgents, call: Call, minutes: float) -> float:
        speed = self.routing.skills[pool.place][call.line][call.service].speed * call.pace
        return minutes if speed == 1.0 else on_grid_one(minutes / speed)

    def _ring(self, pool: AnyAgents, seat: Seat, call: Call) -> None:
        """Call back in vain."""
        now, until = self.env.now, self.env.now + self._ring_time
        self.rows.add(call, Stage.RING, Outcome.SERVED, (pool.number, seat.agent), (now, now, until))
        Moment(self.env, until, FREE + _number(pool, seat), self._free, (pool, seat))
        self._in_vain(call, until)

    def _hang_up(self, moment: Moment) -> None:
        pool, seat, call = moment.subject
        now, who = self.env.now, (pool.number, seat.agent)
        outcome, to = self._achieved(pool, call)
        self.rows.add(call, call.stage, outcome, who, (call.joined, call.started, now))
        minutes = self._at_speed(pool, call, call.after_call)
        self._over(call, outcome, to)
        if minutes:
            self.rows.add(call, Stage.AFTER_CALL, Outcome.SERVED, who, (now, now, now + minutes))
            Moment(self.env, now + minutes, FREE + _number(pool, seat), self._free, (pool, seat))
        else:
            self.board.release(pool, seat)

    def _achieved(self, pool: AnyAgents, call: Call) -> tuple[Outcome, Way | None]:
        """What came of the talk, and to whom the call is handed over, if it is."""
        if is_solved(call, self.routing.skills[pool.place][call.line][call.service]):
            return Outcome.RESOLVED, None
        to = self.routing.transfers[pool.place][call.line][call.service]
        if to is not None and is_handed_over(call, self._shares[pool.place]):
            return Outcome.HANDED_OVER, to
        return Outcome.UNSOLVED, None

    def _free(self, moment: Moment) -> None:
        self.board.release(*moment.subject)


def _number(pool: AnyAgents, seat: Seat) -> int:
    """The place of an agent's seat among what happens at one instant."""
    return (pool.first + seat.agent) * SEATS + seat.slot
