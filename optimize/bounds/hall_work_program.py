"""The program of a hall's work: it comes, is taken off by greeters, is done or lies there, while customers wait; what is done when nobody is
paid, is overtime."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import numpy as np
import pulp

from optimize.bounds.hall_work import HallWork, pay_of_overtime
from optimize.bounds.visit_workload import SLOT
from optimize.plans.choice import Choice
from optimize.plans.constraints import cheapest, total_cost
from optimize.plans.covering import services_have_somebody
from optimize.plans.program import Constraint, Program, weighted

Terms = list[tuple[Any, float]]
"""Variables, each with its number."""


def work_program(choice: Choice, lines: list[HallWork]) -> Program:
    """The program of the bound: schedules and overtime at least cost."""
    program, overtime = cheapest(choice), Terms()
    program.add(services_have_somebody(program))
    for line in lines:
        counters, greeters = _changes(program, line, line.counters), _changes(program, line, line.greeters)
        waits: Terms = []
        for kind in range(len(line.work.share)):
            program.add(_HallDay(program, line, kind, counters, greeters, overtime, waits).constraints())
        most = line.most * line.work.visits
        program.add(iter([(SLOT * weighted(waits) <= most, f"mean_wait_{line.number}")]))
    program.problem.setObjective(pulp.lpSum([total_cost(program), weighted(overtime)]))
    return program


Change = tuple[int, float, Any]
"""A stretch after which heads change, their speed, and how many of them go."""


def _changes(program: Program, line: HallWork, stretches: list[dict[int, float]]) -> list[list[Change]]:
    """In each slot, the stretches that ended before it with heads who may go."""
    places, found = program.choice.places, list[list[Change]]()
    for slot, here in enumerate(stretches):
        now = {places[index].pool: index for index in here}
        before = stretches[slot - 1] if slot else {}
        going = [
            (index, rate, now.get(places[index].pool)) for index, rate in before.items() if index not in here
        ]
        found.append(
            [
                (index, rate, _gone(program, index, after, f"{line.number}_{slot}"))
                for index, rate, after in going
            ]
        )
    return found


def _gone(program: Program, before: int, after: int | None, name: str) -> Any:
    """How many of a stretch are not there in the next one; none, if these are more."""
    most, add = program.choice.bounds(before)[1], program.problem.add_variable
    gone = add(f"gone_{name}_{before}", 0, most)
    more = add(f"more_{name}_{before}", 0, 1, pulp.LpInteger)
    stay = [program.heads[after]] if after is not None else []
    limit = program.choice.bounds(after)[1] if after is not None else 0
    fewer = pulp.lpSum([gone, -1 * program.heads[before], *stay, -limit * more])
    rows = [(fewer <= 0, f"fewer_{name}_{before}")]
    rows.append((pulp.lpSum([gone, most * more]) <= most, f"stays_{name}_{before}"))
    program.add(iter(rows))
    return gone


class _HallDay:
    """The mean day of a kind in a hall.

    Parameters
    ----------
    program : Program
        Whose heads do the work.
    line : HallWork
        The hall.
    kind : int
        Of which kind the day is.
    counters, greeters : list of list
        In each slot whose heads may go before it, at the counters and at the door.
    overtime, waits : list
        To which what the day costs on top of schedules, and how many wait in each of its slots, is added.
    """

    def __init__(
        self,
        program: Program,
        line: HallWork,
        kind: int,
        counters: list[list[Change]],
        greeters: list[list[Change]],
        overtime: Terms,
        waits: Terms,
    ) -> None:
        self._program, self._line, self._work = program, line, line.work
        self._name, self._kind = f"{line.number}_{kind}", kind
        self._counters, self._greeters = counters, greeters
        self._overtime, self._waits = overtime, waits
        self._share = float(line.work.share[kind])
        self._left, self._lies_at_door = self._by_slot("left"), self._by_slot("at_door")
        came = line.work.came[kind].tolist()
        self._greeted, self._helped = (
            [self._add(what, slot, most) for slot, most in enumerate(came)] for what in ("greeted", "helped")
        )
        self._lost = self._by_slot("lost") if line.lost else []

    def _by_slot(self, what: str) -> list[Any]:
        return [self._add(what, slot) for slot in range(len(self._work.starts))]

    def _add(self, what: str, slot: int, most: float | None = None) -> Any:
        return self._program.problem.add_variable(f"{what}_{self._name}_{slot}", 0, most)

    def constraints(self) -> Iterator[Constraint]:
        """All that holds on the day."""
        last = len(self._work.starts) - 1
        for slot in range(last + 1):
            yield from self._counter(slot)
            if self._line.greeters[slot]:
                yield from self._door(slot)
            else:
                self._greeted[slot].upBound = 0
            yield from self._waiting(slot)
            yield pulp.lpSum([self._helped[slot], -1 * self._greeted[slot]]) <= 0, self._row("helped", slot)
        yield from self._best()
        self._costs(self._left[last], self._line.overtime[last])
        if self._lost:
            yield weighted((each, 1) for each in self._lost) <= self._line.lost, self._row("lost", last)

    def _row(self, what: str, slot: int) -> str:
        return f"{what}_of_{self._name}_{slot}"

    def _costs(self, minutes: Any, yuan: float) -> None:
        """Minutes on each day of this kind cost so much."""
        if yuan:
            self._overtime.append((minutes, yuan * self._line.days * self._share))

    def _counter(self, slot: int) -> Iterator[Constraint]:
        """Work that lies there, comes, or is taken off, is done by heads on duty, and by those who finish what they have as they go."""
        work, done = self._work, self._add("done", slot)
        self._costs(done, self._line.overtime[slot])
        terms = [(self._left[slot], 1.0), (done, 1.0)]
        terms += [(self._left[slot - 1], -1.0)] if slot else []
        terms += [
            (self._greeted[slot], float(work.taken[slot])),
            (self._helped[slot], float(work.formed[slot])),
        ]
        terms += [(each, 1.0) for each in self._lost[slot : slot + 1]]
        yield weighted(terms) == float(work.brought[self._kind, slot]), self._row("work", slot)
        able = [
            (self._program.heads[index], -SLOT * rate) for index, rate in self._line.counters[slot].items()
        ]
        for index, rate, gone in self._counters[slot]:
            finished = self._add(f"finished_{index}", slot)
            yield weighted([(finished, 1.0), (gone, -work.rest)]) <= 0, self._row(f"finished_{index}", slot)
            self._costs(finished, pay_of_overtime(self._program.choice, index))
            able.append((finished, -rate))
        yield weighted([(done, 1.0), *able]) <= 0, self._row("done", slot)

    def _door(self, slot: int) -> Iterator[Constraint]:
        """Greetings take minutes of greeters; what they have not begun yet, is begun before customers pass by."""
        work, lies = self._work, self._lies_at_door
        terms = [
            (self._greeted[slot], float(work.greeting[slot])),
            (self._helped[slot], float(work.helping[slot])),
            (lies[slot], -1.0),
        ]
        terms += [(lies[slot - 1], 1.0)] if slot else []
        terms += [
            (self._program.heads[index], -SLOT * rate) for index, rate in self._line.greeters[slot].items()
        ]
        terms += [(gone, -work.last_greeting) for _, _, gone in self._greeters[slot]]
        yield weighted(terms) <= 0, self._row("greeters", slot)
        soon = {**self._line.greeters[slot], **dict(*self._line.greeters[slot + 1 : slot + 2])}
        later = [
            (self._program.heads[index], -rate * self._line.bypass - work.whole_greeting)
            for index, rate in soon.items()
        ]
        yield weighted([(lies[slot], 1.0), *later]) <= 0, self._row("at_door", slot)

    def _best(self) -> Iterator[Constraint]:
        """Greeters of a stretch take no more off than a stretch that begins with nobody at the door lets them."""
        starts, work = self._work.starts, self._work
        for index, by_kind in self._line.best.items():
            span = self._program.choice.places[index].span
            inside = np.flatnonzero((starts >= span.start) & (starts < span.end)).tolist()
            terms = [(self._greeted[slot], float(work.taken[slot])) for slot in inside]
            terms += [(self._helped[slot], float(work.formed[slot])) for slot in inside]
            for number, (start, slope) in enumerate(by_kind[self._kind]):
                row = weighted([*terms, (self._program.heads[index], -slope)]) <= start
                yield row, self._row(f"best_{number}", index)

    def _waiting(self, slot: int) -> Iterator[Constraint]:
        """What lies there and is in nobody's hands, is that of customers who wait."""
        work, waits = self._work, self._add("waits", slot)
        self._waits.append((waits, self._share))
        busy = [(self._program.heads[index], work.rest) for index in self._line.counters[slot]]
        busy += [(self._program.heads[index], work.longest) for index in self._line.greeters[slot]]
        waiting = [(waits, work.longest), (self._left[slot], -1.0), *busy]
        yield weighted(waiting) >= -float(work.late[self._kind, slot]), self._row("waiting", slot)
