"""The switchboard of a centre: who waits on which route, and which agent takes whom.

Calls of one line, service, segment and route wait in one queue, first come first served. Whenever an agent is free and
somebody waits, of the calls at the heads of their queues the one with the highest priority goes first that some free
agent may take (then the one that began to wait first, also of those that did so at one instant); it goes to the first
step of its route that has a free agent, there to the agent free longest.
"""

from __future__ import annotations

from collections import deque
from collections.abc import Callable
from math import inf

import simpy

from sim.events.agents import Agents, Seat
from sim.events.call import Call
from sim.events.chat_agents import ChatAgents
from sim.events.clock import CALL, GIVE_UP, RISE, SHIFT, Moment
from sim.events.watch import WatchProcess
from sim.network.routing import Routing, Way
from sim.rules.phone import may_take, sets_announced_wait, urgency
from sim.rules.watch import is_open
from sim.scenario.phone import Chats
from sim.scenario.units import Window

AnyAgents = Agents | ChatAgents
Answer = Callable[[AnyAgents, Seat, Call], None]
"""Called when an agent answers a call."""
GiveUp = Callable[[Call], None]
"""Called when a caller's patience ends."""


class Switchboard:
    """Queues and agents.

    Parameters
    ----------
    env : simpy.Environment
        The clock.
    routing : Routing
        Who may take what.
    answer, give_up : callable
        What happens when an agent answers, and when a caller hangs up.
    watch : WatchProcess
        Knows which levels of warning act.
    """

    def __init__(
        self,
        env: simpy.Environment,
        routing: Routing,
        answer: Answer,
        give_up: GiveUp,
        watch: WatchProcess,
    ) -> None:
        self.env, self.routing, self._watch = env, routing, watch
        self.pools: list[AnyAgents] = []
        self._agents = self._turns = 0
        self.waiting = 0
        self.last_wait = [0.0] * len(routing.rises)
        self._length = [0] * routing.routes
        self._queues: dict[tuple[int, int, int, int], deque[Call]] = {}
        self._answer, self._hangs_up = answer, give_up
        self._calling = -inf

    def staff(self, number: int, windows: tuple[tuple[Window, ...], ...], chats: Chats | None = None) -> None:
        """Add a pool, with the windows in which each of its agents takes calls, and the chats that they take."""
        first, place, count = self._agents, len(self.pools), len(windows)
        pool = (
            ChatAgents(number, place, first, count, chats) if chats else Agents(number, place, first, count)
        )
        self.pools.append(pool)
        self._agents += count
        for agent, own in enumerate(windows):
            for window in own:
                Moment(self.env, window.start, SHIFT + first + agent, self._come, (pool, agent))
                if window.end != inf:
                    Moment(self.env, window.end, SHIFT + first + agent, self._go, (pool, agent))

    def _come(self, moment: Moment) -> None:
        pool, agent = moment.subject
        pool.come(agent, self.env.now)
        self.match_later()

    def _go(self, moment: Moment) -> None:
        pool, agent = moment.subject
        pool.go(agent)

    # -- callers ----------------------------------------------------------------------------------------------------

    def join(self, call: Call) -> None:
        """Let a call wait for an agent; it may be answered at once."""
        self._enter(call, self.routing.way(call.line, call.service, call.split))

    def hand_over(self, call: Call, way: Way) -> None:
        """Let a call wait for another agent."""
        call.handed_over = True
        self._enter(call, way)

    def _enter(self, call: Call, way: Way) -> None:
        self._turns += 1
        call.joined, call.waits, call.way, call.turn = self.env.now, True, way, self._turns
        self._queue_of(call).append(call)
        self._count(call, 1)
        self._match()

    def rejoin(self, call: Call) -> None:
        """Let a call wait again, at the place that it had."""
        call.waits, queue = True, self._queue_of(call)
        if call not in queue:
            place = sum(other.turn < call.turn for other in queue)
            queue.insert(place, call)
        self._count(call, 1)
        self._match()

    def _queue_of(self, call: Call) -> deque[Call]:
        return self._queues.setdefault((call.line, call.service, call.segment, call.way.route), deque())

    def stay(self, call: Call, patience: float) -> None:
        """Set when other pools may take a call that waits, and when its caller hangs up."""
        for after in {offer.after for offer in call.way.offers if offer.after}:
            Moment(self.env, self.env.now + after, RISE + call.place, self._rise, call)
        call.gives_up = self.env.now + patience
        if patience != inf:
            Moment(self.env, call.gives_up, GIVE_UP + call.place, self._give_up, call)

    def leave(self, call: Call) -> None:
        """Take a call that waits out of its queue."""
        call.waits = False
        self._count(call, -1)

    def empty(self) -> list[Call]:
        """Take all calls out of their queues, by case."""
        gone = [call for queue in self._queues.values() for call in queue if call.waits]
        for call in gone:
            self.leave(call)
        return sorted(gone, key=lambda call: call.place)

    def _count(self, call: Call, change: int) -> None:
        self.waiting += change
        self._length[call.way.route] += change

    def _rise(self, moment: Moment) -> None:
        if moment.subject.waits:
            self._match()

    def _give_up(self, moment: Moment) -> None:
        call: Call = moment.subject
        if (
            call.waits and call.gives_up == self.env.now
        ):  # else it has waited twice, and this was the first time
            self.leave(call)
            self._hangs_up(call)

    # -- agents -----------------------------------------------------------------------------------------------------

    def release(self, pool: AnyAgents, seat: Seat) -> None:
        """An agent's work on a call is over."""
        pool.release(seat, self.env.now)
        self.match_later()

    def match_later(self) -> None:
        """Match when all who get free at this instant are free."""
        now = self.env.now
        if self.env.peek() > now:
            self._match()
        elif self._calling != now:
            self._calling = now
            Moment(self.env, now, CALL, self._match_now)

    def _match_now(self, moment: Moment) -> None:
        self._calling = -inf
        self._match()

    def _match(self) -> None:
        while self.waiting and any(pool.idle for pool in self.pools):
            found = self._next()
            if found is None:
                return
            call, pool = found
            self._queue_of(call).popleft()  # it may wait again, in another queue
            self.leave(call)
            call.started = self.env.now
            if sets_announced_wait(call):
                self.last_wait[call.line] = call.started - call.joined
            self._answer(pool, pool.take(call.chats, call.started), call)

    def _next(self) -> tuple[Call, AnyAgents] | None:
        """The call that goes first of those that a free agent may take, and the pool that takes it."""
        best: tuple[tuple[float, int], Call, AnyAgents] | None = None
        for queue in self._queues.values():
            while queue and not queue[0].waits:
                queue.popleft()
            if not queue:
                continue
            call = queue[0]
            waited = self.env.now - call.joined
            pool = self._taker(call.way, waited, call.chats)
            if pool is not None:
                priority = self.routing.priority[call.line][call.segment]
                key = (-urgency(priority, self.routing.rises[call.line], waited), call.turn)
                if best is None or key < best[0]:
                    best = (key, call, pool)
        return best[1:] if best else None

    def _taker(self, way: Way, waited: float, chat: bool) -> AnyAgents | None:
        """The pool that takes a call now, if one may: in the first step, that of the agent with fewest chats, free longest."""
        length = self._length[way.route]
        for offer in way.offers:
            if is_open(offer, self._watch.acting) and may_take(offer, waited, length):
                free = [
                    pool
                    for pool in map(self.pools.__getitem__, offer.pools)
                    if pool.free(chat) > offer.reserve
                ]
                if free:
                    return min(free, key=lambda pool: pool.best(chat))
        return None
