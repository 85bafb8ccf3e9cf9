"""What visits bring to the counters of a hall, and what a greeter can take off, whoever is at work."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, NamedTuple

import numpy as np
from numpy.typing import NDArray

from sim.compiling.compiled import digest, entry
from sim.compiling.entries import Rows
from sim.lanes import endings
from sim.lanes.floor import Floor
from sim.lanes.hall import rulebook, rulings, table
from sim.lanes.hall.rulebook import rules_of
from sim.lanes.hall.rulings import counter_minutes, greeting_minutes, is_answered, is_found_out, wants_help
from sim.lanes.hall.table import Coming, Desk, coming, desk_of, load
from sim.lanes.visits import Visits
from sim.rules import hall

Floats = NDArray[np.float64]


class VisitMinutes(NamedTuple):
    """Minutes of each visit at speed 100 %.

    Attributes
    ----------
    counter : ndarray
        At the counter, if no greeter does anything.
    taken, formed : ndarray
        Of these, what a greeter takes off who greets, and by help with the form.
    greeting, helping : ndarray
        What greeting and helping take.
    """

    counter: Floats
    taken: Floats
    formed: Floats
    greeting: Floats
    helping: Floats


def _entry(sources: int) -> Callable[..., Any]:
    """The function that is compiled; anew when the sources change (see :func:`sim.compiling.compiled.digest`)."""

    @entry
    def run(of: Coming, services: Rows, room: Desk, work: VisitMinutes) -> int:
        """Add up the work of each visit."""
        visit = room.table[0]
        for row in range(len(of.entry)):
            load(room, of, row, row + 1, 0)
            service = services[visit.service]
            minutes = counter_minutes(visit, service)
            work.counter[row] = minutes
            if of.greeted:
                over = is_answered(visit) or is_found_out(visit)
                work.greeting[row] = greeting_minutes(visit, service)
                work.taken[row] = minutes if over else 0.0
                if not over and wants_help(visit, False):
                    work.helping[row], work.formed[row] = visit.help, minutes * service.saves
        return sources

    return run


_run = _entry(digest(hall, endings, rulebook, rulings, table))


def work_of(floor: Floor, visits: Visits) -> VisitMinutes:
    """The work of the visits of a day; of a greeter, where the hall has rules for one, whether anybody does it or not."""
    work = VisitMinutes(*(np.zeros(len(visits)) for _ in VisitMinutes._fields))
    _run(
        coming(floor, visits, floor.rules.greeter is not None),
        rules_of(floor).services,
        desk_of(1),
        work,
    )
    return work
