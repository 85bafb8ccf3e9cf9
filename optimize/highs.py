"""A problem of PuLP given to HiGHS as a whole, in arrays, in a process of its own.

Variable by variable and row by row, as PuLP does it, that takes longer than a small problem takes to be solved. A process can be ended
that does not keep its time, answers Ctrl-C at once, and leaves no threads of HiGHS in this one.
"""

from __future__ import annotations

from importlib.util import find_spec
from typing import Any

import numpy as np
import pulp
from numpy.typing import NDArray

from optimize.highs_model import Model, Said, solve_model
from optimize.solver_status import SolverResult, Status
from sim.running.executor import is_worker
from sim.running.processes import Processes

EXACT = 1e-9
"""Relative gap up to which two costs count as the same (assumed: costs are whole yuan or so)."""

GRACE = 3.0
"""Seconds that HiGHS has to end by itself when its time is over (assumed: it looks at the clock several times a second, mostly)."""

INFEASIBLE = ("kInfeasible", "kUnboundedOrInfeasible")
"""What HiGHS calls a problem without solution; no program here is unbounded, since all people cost something."""

STOPPED = (
    "kObjectiveBound",
    "kObjectiveTarget",
    "kTimeLimit",
    "kIterationLimit",
    "kSolutionLimit",
    "kInterrupt",
    "kUnknown",
)
"""How HiGHS ends before it is through."""

_solver = Processes(1)
"""Where HiGHS runs."""


def has_highs() -> bool:
    """Whether HiGHS is installed."""
    return find_spec("highspy") is not None


def run_highs(
    problem: Any,
    whole: bool,
    gap: float,
    seconds: float | None = None,
    below: float | None = None,
    interior: bool = False,
) -> SolverResult:
    """Solve a problem that minimises; parameters as those of :func:`optimize.solver.run`.

    Raises
    ------
    WorkerLost
        The process of the solver was ended from outside.
    """
    options: dict[str, float | str] = {"mip_rel_gap": gap}
    if interior:
        options["solver"] = "ipm"
    if seconds is not None:
        options["time_limit"] = float(seconds)
    if below is not None:  # HiGHS does not see the constant of the objective
        options["objective_bound"] = below - float(problem.objective.constant)
    variables = problem.variables()
    said = _said(_model(problem, variables, whole), options, seconds)
    if said is None:
        return SolverResult(Status.TIME_LIMIT)
    ended = _ended(said, float(problem.objective.constant), gap if whole else 0.0)
    if ended.has_solution:
        for variable, value in zip(variables, said.values.tolist(), strict=True):
            variable.varValue = value
    return ended


def _said(model: Model, options: dict[str, float | str], seconds: float | None) -> Said | None:
    """What HiGHS says, in time; a process that works for another one, which can end it, solves for itself."""
    if is_worker():
        return solve_model(model, options)
    try:
        return _solver.call(solve_model, model, options, seconds=None if seconds is None else seconds + GRACE)
    except TimeoutError:
        return None


def _ended(said: Said, constant: float, gap: float) -> SolverResult:
    if said.status in ("kOptimal", "kModelEmpty") and said.is_feasible:
        return SolverResult(Status.OPTIMAL, _proven(said, gap) + constant)
    if said.status in INFEASIBLE:
        return SolverResult(Status.INFEASIBLE)
    if said.status not in STOPPED:
        return SolverResult(Status.FAILED)
    return (
        SolverResult(Status.FEASIBLE, said.bound + constant)
        if said.is_feasible
        else SolverResult(Status.TIME_LIMIT)
    )


def _proven(said: Said, gap: float) -> float:
    """What no solution is below: of one that is the best but for a gap, less than it costs, and but for rounding, what it costs."""
    best, least = said.cost, said.bound
    return least if gap > EXACT and best - least > EXACT * abs(best) else best


def _model(problem: Any, variables: list[Any], whole: bool) -> Model:
    """The problem in arrays."""
    rows, place = problem.constraints(), {each.name: number for number, each in enumerate(variables)}
    entries = [[(place[each.name], by) for each, by in row.items() if by] for row in rows]
    costs = np.zeros(len(variables))
    for each, by in problem.objective.items():
        costs[place[each.name]] = by
    return Model(
        costs,
        _limits([each.lowBound for each in variables], -np.inf),
        _limits([each.upBound for each in variables], np.inf),
        np.array([whole and each.cat == pulp.LpInteger for each in variables], dtype=np.bool_),
        _limits([each.getLb() for each in rows], -np.inf),
        _limits([each.getUb() for each in rows], np.inf),
        np.cumsum([0, *map(len, entries)], dtype=np.int32),
        np.array([column for row in entries for column, _ in row], dtype=np.int32),
        np.array([by for row in entries for _, by in row], dtype=np.float64),
    )


def _limits(limits: list[float | None], none: float) -> NDArray[np.float64]:
    return np.array([none if each is None else each for each in limits], dtype=np.float64)
