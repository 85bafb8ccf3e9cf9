"""The watch over a call centre in one replication: levels of warning that are raised, act and end."""

from __future__ import annotations

from collections.abc import Callable

import simpy

from sim.events.clock import LOOK, Moment
from sim.log.levels import NEVER, Raised
from sim.network.watch import WatchRules
from sim.rules.watch import acts, begins, ends
from sim.time.opening import Opening


class WatchProcess:
    """Looks at a centre every few minutes.

    Parameters
    ----------
    env : simpy.Environment
        The clock.
    rules : WatchRules
        The levels, and when somebody looks.
    opening : Opening
        The days of the centre.
    seen : callable
        How many wait now, what share of the trunks is taken, and how many customers of known outages are without supply.
    changed : callable
        What to do when other levels act than before.

    Attributes
    ----------
    acting : int
        The levels that act, as bits.
    more_trunks : int
        Trunks that are open because of them.
    over : list of Raised
        The levels that have ended.
    """

    def __init__(
        self,
        env: simpy.Environment,
        rules: WatchRules,
        opening: Opening,
        seen: Callable[[], tuple[int, float, float]],
        changed: Callable[[], None],
    ) -> None:
        self.env, self._levels, self._seen, self._changed = env, rules.levels, seen, changed
        self.acting = self.more_trunks = 0
        self.over: list[Raised] = []
        self._raised: dict[int, Raised] = {}
        self._looks = (look for day in opening.days for look in rules.of_day(day))
        self._next_look()

    def _next_look(self) -> None:
        time = next(self._looks, None)
        if time is not None:
            Moment(self.env, time, LOOK, self._look)

    def _look(self, moment: Moment) -> None:
        seen, before = self._seen(), self.acting
        self.acting = sum(1 << number for number in range(len(self._levels)) if self._acts(number, *seen))
        self.more_trunks = sum(
            level.more_trunks for number, level in enumerate(self._levels) if self.acting >> number & 1
        )
        if self.acting != before:
            self._changed()
        self._next_look()

    def _acts(self, number: int, waiting: int, taken: float, out: float) -> bool:
        """Whether a level acts from this look on; it may begin at it, or end."""
        level, raised, now = self._levels[number], self._raised.get(number), self.env.now
        if raised is None:
            if not begins(level, waiting, taken, out):
                return False
            raised = self._raised[number] = Raised(number, now, NEVER, NEVER)
        elif ends(level, now - raised.arrived, waiting, taken, out):
            self.over.append(self._raised.pop(number)._replace(ended=now))
            return False
        if not acts(level, now - raised.arrived):
            return False
        if raised.acts != raised.acts:
            self._raised[number] = raised._replace(acts=now)
        return True

    def all_raised(self, end: float) -> list[Raised]:
        """All that were raised until the end of the horizon."""
        return [*self.over, *(each._replace(ended=end) for each in self._raised.values())]
