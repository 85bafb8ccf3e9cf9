"""A centre in all lanes, stretch by stretch of its calls, and what became of them day by day of their arrival."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

import numpy as np
from numpy.typing import NDArray

from sim.draws.absence import Absence
from sim.draws.calls import LineDemand
from sim.draws.dice import Dice
from sim.lanes.centre.board import Board, widths
from sim.lanes.centre.callers import Callers
from sim.lanes.centre.draws import Draws
from sim.lanes.centre.duty import Duty
from sim.lanes.centre.lanes import Lanes
from sim.lanes.centre.over import Over, by_day, over, rings
from sim.lanes.centre.rulebook import rules_of
from sim.lanes.centre.state import Day
from sim.lanes.centre.stretch import stretch
from sim.lanes.quick_dice import QuickDice
from sim.network.routing import routing_of
from sim.scenario import Scenario
from sim.scenario.units import DAY, Window
from sim.time.duty_windows import merge, servers_of
from sim.time.opening import opening_of
from sim.time.ticks import on_grid_one

Floats = NDArray[np.float64]
Ints = NDArray[np.int64]

CALLS = 3072
"""First calls of a lane's stretch: enough for whatever a stretch costs by itself, few enough for the memory of wide batches (measured)."""


class LaneCentre:
    """Runs one centre day by day in all lanes.

    Parameters
    ----------
    candidates : sequence of Scenario
        What is simulated: scenarios that differ in the heads and shifts of their pools, and in costs, at most.
    name : str
        The centre.
    dice : Dice
        The random numbers.
    replications : range
        One lane each, under each candidate.
    """

    def __init__(self, candidates: Sequence[Scenario], name: str, dice: Dice, replications: range) -> None:
        scenario, self.lanes = candidates[0], len(candidates) * len(replications)
        self.name, self.opening = name, opening_of(scenario, name)
        self.rules = scenario.centres[name]
        self.absences = [
            [
                Absence(
                    servers_of(each, pool, self.opening),
                    each.pools[pool].phone.absence,
                    self.opening,
                    dice,
                    replications,
                )
                for pool in self.rules.pools
            ]
            for each in candidates
        ]
        phones = [scenario.pools[pool].phone for pool in self.rules.pools]
        heads = np.array([[len(absence.servers) for absence in pools] for pools in self.absences])
        chats = tuple(phone.chats for phone in phones)
        first = (0, *np.cumsum(heads.max(axis=0) * widths(chats)).tolist())
        self.board = Board(
            routing_of(scenario, name),
            first,
            chats,
            tuple(phone.transfer.share if phone.transfer else 0.0 for phone in phones),
        )
        self.duty = Duty(self.opening, self.absences, first, widths(chats))
        ways_in = [*self.rules.lines, *([None] if self.rules.app else [])]
        demands = [LineDemand(scenario, name, line, self.opening, QuickDice(dice.seed)) for line in ways_in]
        draws = Draws(demands, self.board, replications)
        self.callers = Callers(demands, draws, replications, len(candidates))
        self.all = Lanes(rules_of(self.rules, self.board, list(scenario.halls)), draws, self.lanes)

    def calls(self) -> Iterator[tuple[int, list[Over]]]:
        """Each day with the calls that came in on it; times count from the horizon's first midnight."""
        kept: dict[int, list[Over]] = {day: [] for day in self.opening.days}
        waiting = list(self.opening.days)
        for day in self.opening.days:
            for parts in self._stretches(day):
                for done in parts:
                    for each, own in by_day(done):
                        kept[each].append(own)
                until = min(day, day + self.all.oldest() // DAY)
                while waiting and waiting[0] < until:
                    yield waiting[0], kept.pop(waiting.pop(0))
        for left in waiting:
            yield left, kept.pop(left)

    def _stretches(self, day: int) -> Iterator[list[Over]]:
        """The calls that are over after each stretch of a day."""
        midnight, last = day * DAY, day == self.opening.days[-1]
        turned = 0.0 if day == self.opening.days[0] else DAY
        open_hours = merge(Window(window.start, window.end) for window in self.opening.windows)
        hours = np.array([(window.start, window.end) for window in open_hours]).reshape(-1, 2) - midnight
        times, moves, doors = self.duty.on(day)
        of_day = Day(hours, np.append(times - midnight, np.inf), moves, doors)
        self.all.turn(turned, of_day, self.opening.end_day * DAY - midnight)
        self.callers.begin(day)
        limit = np.zeros(self.lanes)
        while (limit < DAY).any():
            limit, who, drawn = self.callers.more(CALLS)
            self.all.load(stretch(self.all, who, drawn, hours, turned))
            turned = 0.0
            final = last and bool((limit >= DAY).all())
            self.all.run(np.full(self.lanes, np.inf) if final else limit)
            yield [
                *self._rings(midnight),
                over(self.all.table, midnight, self.lanes),
                *self.callers.done,
            ]

    def _rings(self, midnight: float) -> Iterator[Over]:
        """The tries in vain to call back."""
        rung = self.all.rings()
        if len(rung) and self.rules.callback:
            ring = on_grid_one(self.rules.callback.ring)
            yield rings(self.all.table, self.board, rung, ring, midnight)
