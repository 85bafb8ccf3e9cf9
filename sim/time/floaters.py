"""When people who work in several halls are on the way from one to another."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from sim.scenario.units import Window

Duty = Sequence[Sequence[Window]]
"""The windows of duty of each head of a pool on a day, in minutes after its midnight."""


@dataclass
class _Person:
    """Somebody who can be in one hall at a time: since when free, and last in the hall of which pool."""

    free: float = 0.0
    last: int | None = None


def on_the_way(duties: Sequence[Duty], people: int, travel: float) -> list[list[list[Window]]]:
    """When heads are on the way to a hall though their time there has begun.

    Parameters
    ----------
    duties : sequence
        Of each pool, one a hall, when each head is there by the schedule of a day.
    people : int
        How many there are in all; heads above that come from nowhere, at once.
    travel : float
        Minutes from one hall to another.

    Returns
    -------
    list
        By pool and head, windows in order.
    """
    found: list[list[list[Window]]] = [[[] for _ in duty] for duty in duties]
    persons = [_Person() for _ in range(people)]
    times = sorted(
        (window.start, pool, head, window.end)
        for pool, duty in enumerate(duties)
        for head, windows in enumerate(duty)
        for window in windows
    )
    for start, pool, head, end in times:
        free = [person for person in persons if person.free <= start]
        if not free:
            continue
        goes = min(free, key=_first(pool))
        moves = goes.last not in (None, pool)
        arrives = max(start, goes.free + travel) if moves else start
        if arrives > start:
            found[pool][head].append(Window(start, min(arrives, end)))
        goes.free, goes.last = end, pool
    return found


def _first(pool: int) -> Callable[[_Person], tuple[int, float]]:
    """Who goes first to the hall of a pool: who was last there, and until just before, so that who has been free longer may travel; then who
    has not begun; then who has been free longest."""

    def rank(person: _Person) -> tuple[int, float]:
        if person.last == pool:
            return 0, -person.free
        return (1 if person.last is None else 2), person.free

    return rank
