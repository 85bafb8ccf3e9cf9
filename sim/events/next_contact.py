"""Where a case goes after a contact in vain: to the same line, another one, a hall, or nowhere."""

from __future__ import annotations

from collections.abc import Callable, Sequence

import simpy

from sim.events.call import Call
from sim.events.callers import CallerProcess
from sim.events.conditional import expect
from sim.events.hall import HallProcess
from sim.log.records import Outcome
from sim.network.retrial_rules import AGAIN, MoveTarget, from_app, moves
from sim.rules.conditional import Expected
from sim.rules.phone import contacts_again, move_of
from sim.scenario.centre import Centre


class NextContact:
    """Plans the next contacts of the cases of one centre in one replication.

    Parameters
    ----------
    env : simpy.Environment
        The clock.
    rules : Centre
        The centre's rules.
    halls : sequence of HallProcess
        Where cases go on that visit a hall.
    callers : CallerProcess
        Who calls.
    end : float
        Contacts from then on are left out.
    come_in : callable
        What happens when a call comes.
    """

    def __init__(
        self,
        env: simpy.Environment,
        rules: Centre,
        halls: Sequence[HallProcess],
        callers: CallerProcess,
        end: float,
        come_in: Callable[[Call], None],
    ) -> None:
        self.env, self.rules, self.callers, self._halls = env, rules, callers, halls
        self._end, self._come_in = end, come_in
        self._from_app, names = from_app(rules), [hall.name for hall in halls]
        self._moves = {
            (line, ending): moves(rules, name, ending, names)
            for line, name in enumerate(rules.lines)
            for ending in set(AGAIN.values())
        }

    def after(self, call: Call, outcome: Outcome) -> None:
        """What follows a call that ended with that outcome."""
        redial, ending = self.rules.redial, AGAIN[outcome]
        if not contacts_again(call, getattr(redial, ending), redial.most_calls):
            return
        move = _chosen(call, self._moves[call.line, ending])
        if move is None or move.hall < 0:
            line = call.line if move is None else move.line
            self._call(call, line, self.env.now + call.redials_after, Expected.CALL_AGAIN)
        else:
            self._halls[move.hall].expect(call)

    def after_app(self, call: Call) -> None:
        """What follows the app where it did not help."""
        move = _chosen(call, self._from_app)
        if move is not None:
            self._call(call, move.line, self.env.now + call.goes_on_after, Expected.CALL_AFTER_APP)

    def _call(self, call: Call, line: int, time: float, kind: Expected) -> None:
        if time < self._end:
            following = self.callers.again(call, line, time)
            following.expected_since = self.env.now
            expect(self.env, following, following.place, kind, self._come_in)


def _chosen(call: Call, moves: list[MoveTarget]) -> MoveTarget | None:
    number = move_of(call.moves, moves, 0, len(moves))
    return moves[number] if number >= 0 else None
