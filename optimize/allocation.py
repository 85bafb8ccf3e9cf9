"""A fixed number of heads shared out over halls, from each hall's response to its heads: exact, by an integer program.

Halls do not meet each other, so one simulation with *n* heads in every hall at once gives a point of every hall's curve.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Literal

import pulp

from optimize.solver import SolverError, available
from sim.candidates import evaluate
from sim.scenario import Scenario

Fairness = Literal["total", "worst"]
"""Least total waiting of all customers, or least mean wait in the hall where it is longest."""


@dataclass(frozen=True)
class Curve:
    """How one pool's hall responds to its heads.

    Attributes
    ----------
    pool : str
        The pool whose heads are counted.
    heads : tuple of int
        Numbers of heads simulated.
    wait : tuple of float
        Mean wait in minutes of the hall's served customers, for each of them.
    waiting : tuple of float
        Person-minutes of waiting of the hall over the horizon, likewise.
    """

    pool: str
    heads: tuple[int, ...]
    wait: tuple[float, ...]
    waiting: tuple[float, ...]


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
    scenario: Scenario, pools: Mapping[str, range], replications: range, seed: int = 1
) -> list[Curve]:
    """Simulate each hall with each number of heads.

    Parameters
    ----------
    scenario : Scenario
        With a hall for each pool.
    pools : mapping
        By pool, the numbers of heads to try.
    replications : range
        Numbers of the replications.
    seed : int
        Seed of the dice.
    """
    hall = {pool: next(name for name, each in scenario.halls.items() if pool in each.pools) for pool in pools}
    counts = sorted({count for each in pools.values() for count in each})
    changes: list[dict[str, Any]] = [
        {
            f"pools.{pool}.{key}": value
            for pool, each in pools.items()
            for key, value in (("heads", min(max(count, each[0]), each[-1])), ("shifts", []))
        }
        for count in counts
    ]
    only = frozenset({("wait_mean", "hall"), ("lost", "hall"), ("contacts", "hall")})
    results = dict(zip(counts, evaluate(scenario, changes, replications, seed, only), strict=True))
    curves = []
    for pool, each in pools.items():
        scope = f"hall:{hall[pool]}"
        waits = [results[count].estimate("wait_mean", scope).mean for count in each]
        served = [
            results[count].estimate("contacts", scope).mean
            * (1 - results[count].estimate("lost", scope).mean)
            for count in each
        ]
        waiting = tuple(wait * number for wait, number in zip(waits, served, strict=True))
        curves.append(Curve(pool, tuple(each), tuple(waits), waiting))
    return curves


def allocate(curves: Sequence[Curve], total: int, fairness: Fairness = "total") -> Allocation | None:
    """Share out exactly `total` heads over the pools of some curves; None where the curves do not allow that.

    Parameters
    ----------
    curves : sequence of Curve
        One a pool.
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
    chosen = [
        [problem.add_variable(f"has_{number}_{count}", 0, 1, pulp.LpInteger) for count in curve.heads]
        for number, curve in enumerate(curves)
    ]
    worst = problem.add_variable("worst", 0)

    def summed(values: Sequence[Sequence[float]]) -> Any:
        pairs = zip(values, chosen, strict=True)
        return pulp.lpSum(
            value * flag for row, flags in pairs for value, flag in zip(row, flags, strict=True)
        )

    waiting = summed([curve.waiting for curve in curves])
    scale = 1e-6 / max(1.0, sum(max(curve.waiting) for curve in curves))
    problem += waiting if fairness == "total" else worst + scale * waiting
    for number, flags in enumerate(chosen):
        problem += pulp.lpSum(flags) == 1, f"one_{number}"
    problem += summed([curve.heads for curve in curves]) == total, "total"
    for number, (curve, flags) in enumerate(zip(curves, chosen, strict=True)):
        wait = pulp.lpSum(value * flag for value, flag in zip(curve.wait, flags, strict=True))
        problem += wait <= worst, f"worst_{number}"
    return _solved(problem, curves, chosen)


def _solved(problem: Any, curves: Sequence[Curve], chosen: Sequence[Sequence[Any]]) -> Allocation | None:
    try:
        problem.solve(pulp.getSolver(available(), msg=False, gapRel=0.0))
    except pulp.PulpSolverError as error:
        raise SolverError(f"the solver ended without an answer: {error}") from None
    if problem.status == pulp.LpStatusInfeasible:
        return None
    if problem.status != pulp.LpStatusOptimal:
        raise SolverError("the solver ended without an answer")
    places = [next(place for place, flag in enumerate(flags) if flag.value() > 0.5) for flags in chosen]
    pairs = list(zip(curves, places, strict=True))
    return Allocation(
        {curve.pool: curve.heads[place] for curve, place in pairs},
        sum(curve.waiting[place] for curve, place in pairs),
        max(curve.wait[place] for curve, place in pairs),
    )
