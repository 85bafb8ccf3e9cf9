"""Solving an integer program: HiGHS, or CBC where HiGHS is missing; what comes back is never taken for more than it is."""

from __future__ import annotations

import warnings
from typing import Any

import pulp

from optimize.highs import EXACT, has_highs, run_highs
from optimize.solver_status import SolverResult, Status
from sim.running.executor import WorkerLost

NEARLY_WHOLE = 1e-4
"""By how much a value may miss a whole number and count as one (assumed: solvers take 1e-6)."""


class SolverError(RuntimeError):
    """There is no solver, or it ended without an answer."""


def run(
    problem: Any,
    seconds: float | None = None,
    solver: str | None = None,
    whole: bool = True,
    below: float | None = None,
    gap: float = EXACT,
    interior: bool = False,
) -> SolverResult:
    """Solve a problem of PuLP that minimises.

    Parameters
    ----------
    problem : LpProblem
        What to solve.
    seconds : float, optional
        After how long the solver stops.
    solver : str, optional
        ``HiGHS`` or ``PULP_CBC_CMD``; the first that is there if not given.
    whole : bool
        Whether integer variables must be whole; if not, its bound is below that of the problem.
    below : float, optional
        Solutions above it need not be found: where there is no other, the problem counts as infeasible. A hint, which a
        solver may leave aside.
    gap : float
        Relative gap at which the solver stops.
    interior : bool
        Whether it goes through the inside of what is allowed, which is quicker for large relaxations: a hint, too.

    Raises
    ------
    SolverError
        No solver is installed, or it was killed or broke off.
    """
    name = solver or available()
    try:
        if name == "HiGHS":
            return run_highs(problem, whole, gap, seconds, below, interior)
        with warnings.catch_warnings():
            warnings.simplefilter("ignore", DeprecationWarning)  # PuLP 4 gives CBC another name
            chosen = pulp.getSolver(name, mip=whole, msg=False, timeLimit=seconds, gapRel=gap)
            problem.solve(chosen)
    except (pulp.PulpSolverError, WorkerLost) as error:
        raise SolverError(f"the solver {name} ended without an answer: {error}") from None
    return _ended(problem, whole)


def available() -> str:
    """The solver that is used.

    Raises
    ------
    SolverError
        None is installed.
    """
    if has_highs():
        return "HiGHS"
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", DeprecationWarning)
        there = pulp.listSolvers(onlyAvailable=True)
    for name in ("PULP_CBC_CMD", "COIN_CMD"):
        if name in there:
            return name
    raise SolverError("there is no solver for integer programs: install HiGHS with pip install highspy")


def _ended(problem: Any, whole: bool) -> SolverResult:
    """How CBC ended; of a solution that it did not prove to be the best, no bound is known."""
    if problem.status == pulp.LpStatusInfeasible:
        return SolverResult(Status.INFEASIBLE)
    if problem.status != pulp.LpStatusOptimal or not _has_values(problem, whole):
        stopped = problem.status in (pulp.LpStatusOptimal, pulp.LpStatusNotSolved)
        return SolverResult(Status.TIME_LIMIT if stopped else Status.FAILED)
    if problem.sol_status == pulp.LpSolutionOptimal:
        return SolverResult(Status.OPTIMAL, pulp.value(problem.objective))
    return SolverResult(Status.FEASIBLE)


def _has_values(problem: Any, whole: bool) -> bool:
    """Whether each variable has a value, and each integer variable a whole one where that is wanted."""
    for variable in problem.variables():
        value = variable.value()
        if value is None or (
            whole and variable.cat == pulp.LpInteger and abs(value - round(value)) >= NEARLY_WHOLE
        ):
            return False
    return True
