"""Where a case goes after a contact in vain: to the same line, another one, a hall, or nowhere."""

from __future__ import annotations

import simpy

from sim.events.call import Call
from sim.events.callers import Callers
from sim.events.clock import COME_IN, Callback, Moment
from sim.events.guests import Guests
from sim.log.records import Outcome
from sim.network.retrial_rules import AGAIN, Target, from_app, moves
from sim.scenario.centre import Centre


class NextContact:
    """Plans the next contacts of the cases of one centre in one replication.

    Parameters
    ----------
    env : simpy.Environment
        The clock.
    rules : Centre
        The centre's rules.
    callers : Callers
        Who calls.
    guests : Guests
        Who visits halls.
    end : float
        Contacts from then on are left out.
    come_in : callable
        What happens when a call comes.
    """

    def __init__(
        self,
        env: simpy.Environment,
        rules: Centre,
        callers: Callers,
        guests: Guests,
        end: float,
        come_in: Callback,
    ) -> None:
        self.env, self.rules, self.callers, self.guests = env, rules, callers, guests
        self._end, self._come_in = end, come_in
        self._from_app = from_app(rules)
        self._moves = {
            (line, ending): moves(rules, name, ending)
            for line, name in enumerate(rules.lines)
            for ending in set(AGAIN.values())
        }

    def after(self, call: Call, outcome: Outcome) -> None:
        """What follows a call that ended with that outcome."""
        redial, carried, number = self.rules.redial, call.carried, call.index
        ending = AGAIN[outcome]
        share: float = getattr(redial, ending)
        if call.attempt >= redial.most_calls or not share or carried.redials[number] >= share:
            return
        to = _chosen(self._moves[call.line, ending], carried.moves[number], call.line)
        if isinstance(to, str):
            self.guests.visit(to, call, self.env.now)
        elif to is not None:
            self._call(call, to, self.env.now + carried.redials_after[number])

    def after_app(self, call: Call) -> None:
        """What follows the app where it did not help."""
        to = _chosen(self._from_app, call.carried.moves[call.index], None)
        if isinstance(to, int):
            self._call(call, to, self.env.now + call.carried.goes_on_after[call.index])

    def _call(self, call: Call, line: int, time: float) -> None:
        if time < self._end:
            following = self.callers.again(call, line, time)
            Moment(self.env, time, COME_IN + following.place, self._come_in, following)


def _chosen(targets: list[Target], draw: float, else_: int | None) -> int | str | None:
    return next((to for until, to in targets if draw < until), else_)
