"""A fixed number of heads shared out over halls, from each hall's response to its heads: exact, by an integer program.

Halls do not meet each other, so one simulation with other staff in every hall at once gives a point of every hall's curve.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Literal

import pulp

from optimize.simulation import Simulation
from optimize.sites.one_each import one_each
from optimize.solver import SolverError, run
from optimize.solver_status import Status
from sim.results.result import Result

Fairness = Literal["total", "worst"]
"""Least total waiting of all customers, or least mean wait in the hall where it is longest."""


@dataclass(frozen=True)
class ResponseCurve:
    """How a hall responds to its staff.

    Attributes
    ----------
    hall : str
        The hall.
    staffings : tuple of dict
        What was simulated: heads by pool.
    wait : tuple of float
        Mean wait in minutes of the hall's served customers, for each of them.
    waiting : tuple of float
        Person-minutes of waiting of the hall over the horizon, likewise.
    """

    hall: str
    staffings: tuple[dict[str, int], ...]
    wait: tuple[float, ...]
    waiting: tuple[float, ...]

    @property
    def heads(self) -> tuple[int, ...]:
        """Heads of all pools together in each staffing."""
        return tuple(sum(staffing.values()) for staffing in self.staffings)


@dataclass(frozen=True)
class Allocation:
    """Heads by pool.

    Attributes
    ----------
    heads : dict
        Heads by pool.
    waiting : float
        Person-minutes of waiting over the horizon, all halls together.
    worst : float
        Longest mean wait of a hall, in minutes.
    """

    heads: dict[str, int]
    waiting: float
    worst: float


def response_curves(
    simulation: Simulation, staffings: Mapping[str, Sequence[dict[str, int]]]
) -> list[ResponseCurve]:
    """Simulate each hall with each of some staffings.

    Parameters
    ----------
    simulation : Simulation
        Of a choice with these halls.
    staffings : mapping
        By hall, what to try: heads by pool.
    """
    runs = max(map(len, staffings.values()))
    changes: list[dict[str, Any]] = [
        {
            f"pools.{pool}.{key}": value
            for some in staffings.values()
            for pool, heads in some[min(number, len(some) - 1)].items()
            for key, value in (("heads", heads), ("shifts", []))
        }
        for number in range(runs)
    ]
    only = frozenset({("wait_mean", "hall"), ("lost", "hall"), ("contacts", "hall")})
    results = simulation.of_changes(changes, only)
    return [
        ResponseCurve(hall, tuple(some), *_waits(hall, results[: len(some)]))
        for hall, some in staffings.items()
    ]


def _waits(hall: str, results: Sequence[Result]) -> tuple[tuple[float, ...], tuple[float, ...]]:
    """Mean wait of the served, and what all of them wait together, under each staffing."""
    wait, contacts, lost = (
        [result.estimate(name, f"hall:{hall}").mean for result in results]
        for name in ("wait_mean", "contacts", "lost")
    )
    pairs = zip(wait, contacts, lost, strict=True)
    return tuple(wait), tuple(each * count * (1 - away) for each, count, away in pairs)


def allocate(curves: Sequence[ResponseCurve], total: int, fairness: Fairness = "total") -> Allocation | None:
    """Share out exactly `total` heads over the halls of some curves; None where the curves do not allow that.

    Parameters
    ----------
    curves : sequence of ResponseCurve
        One a hall.
    total : int
        Heads of all pools together.
    fairness : str
        ``total`` or ``worst``; where the worst hall has the same wait either way, total waiting decides.

    Raises
    ------
    SolverError
        There is no solver, or it broke off.
    """
    problem = pulp.LpProblem("allocation", pulp.LpMinimize)
    one = one_each(problem, {curve.hall: range(len(curve.heads)) for curve in curves})
    chosen = [list(own.values()) for own in one.values()]
    worst = problem.add_variable("worst", 0)

    def summed(values: Sequence[Sequence[float]]) -> Any:
        pairs = zip(values, chosen, strict=True)
        return pulp.lpSum(
            value * flag for row, flags in pairs for value, flag in zip(row, flags, strict=True)
        )

    waiting = summed([curve.waiting for curve in curves])
    scale = 1e-6 / max(1.0, sum(max(curve.waiting) for curve in curves))
    problem += waiting if fairness == "total" else worst + scale * waiting
    problem += summed([curve.heads for curve in curves]) == total, "total"
    for number, (curve, flags) in enumerate(zip(curves, chosen, strict=True)):
        wait = pulp.lpSum(value * flag for value, flag in zip(curve.wait, flags, strict=True))
        problem += wait <= worst, f"worst_{number}"
    return _solved(problem, curves, chosen)


def _solved(
    problem: Any, curves: Sequence[ResponseCurve], chosen: Sequence[Sequence[Any]]
) -> Allocation | None:
    ended = run(problem, gap=0.0)
    if ended.status is Status.INFEASIBLE:
        return None
    if not ended.has_solution:
        raise SolverError("the solver ended without an answer")
    places = [next(place for place, flag in enumerate(flags) if flag.value() > 0.5) for flags in chosen]
    pairs = list(zip(curves, places, strict=True))
    return Allocation(
        {pool: heads for curve, place in pairs for pool, heads in curve.staffings[place].items()},
        sum(curve.waiting[place] for curve, place in pairs),
        max(curve.wait[place] for curve, place in pairs),
    )
