"""Solving an integer program: HiGHS, or CBC where HiGHS is missing; what comes back is never taken for more than it is."""

from __future__ import annotations

import enum
import warnings
from dataclasses import dataclass
from typing import Any

import pulp

from optimize.program import Program

GAP = 1e-9
"""Relative gap at which a program counts as solved to the end (assumed: costs are whole yuan or so)."""


FEASIBLE_POINT = 2
"""What HiGHS calls a solution that keeps all constraints (``kSolutionStatusFeasible``)."""


class Status(enum.Enum):
    """What became of a program; anything unknown is `FAILED`."""

    OPTIMAL = "optimal"
    FEASIBLE = "feasible"
    INFEASIBLE = "infeasible"
    TIME_LIMIT = "time_limit"
    FAILED = "failed"


class SolverError(RuntimeError):
    """There is no solver, or it ended without an answer."""


@dataclass(frozen=True)
class Answer:
    """What the solver found.

    Attributes
    ----------
    status : Status
        How it ended.
    cost, bound : float
        Cost of the solution, and what no solution is below; infinite where there is none.
    people, heads : tuple of int
        By shift and by stretch; empty where there is no solution.
    """

    status: Status
    cost: float = float("inf")
    bound: float = -float("inf")
    people: tuple[int, ...] = ()
    heads: tuple[int, ...] = ()


def solve(program: Program, seconds: float | None = None, solver: str | None = None) -> Answer:
    """Solve a program.

    Parameters
    ----------
    program : Program
        What to solve.
    seconds : float, optional
        After how long the solver stops.
    solver : str, optional
        ``HiGHS`` or ``PULP_CBC_CMD``; the first that is there if not given.

    Raises
    ------
    SolverError
        No solver is installed, or it was killed or broke off.
    """
    name = solver or available()
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore", DeprecationWarning)  # PuLP 4 gives CBC another name
            chosen = pulp.getSolver(name, msg=False, timeLimit=seconds, gapRel=GAP)
            program.problem.solve(chosen)
    except pulp.PulpSolverError as error:
        raise SolverError(f"the solver {name} ended without an answer: {error}") from None
    return _answer(program)


def available() -> str:
    """The solver that is used.

    Raises
    ------
    SolverError
        None is installed.
    """
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", DeprecationWarning)
        there = pulp.listSolvers(onlyAvailable=True)
    for name in ("HiGHS", "PULP_CBC_CMD", "COIN_CMD"):
        if name in there:
            return name
    raise SolverError("there is no solver for integer programs: install HiGHS with pip install highspy")


def _answer(program: Program) -> Answer:
    problem = program.problem
    if problem.status == pulp.LpStatusInfeasible:
        return Answer(Status.INFEASIBLE)
    values = [variable.value() for variable in (*program.people, *program.heads)]
    whole = all(value is not None and abs(value - round(value)) < 1e-4 for value in values)
    if problem.status != pulp.LpStatusOptimal or not whole or not _has_solution(problem):
        stopped = problem.status in (pulp.LpStatusOptimal, pulp.LpStatusNotSolved)
        return Answer(Status.TIME_LIMIT if stopped else Status.FAILED)
    counts = [round(value) for value in values]
    people, heads = counts[: len(program.people)], counts[len(program.people) :]
    cost = sum(shift.cost * count for shift, count in zip(program.choice.shifts, people, strict=True))
    proven = problem.sol_status == pulp.LpSolutionOptimal
    return Answer(
        Status.OPTIMAL if proven else Status.FEASIBLE,
        cost,
        cost if proven else _bound(problem),
        tuple(people),
        tuple(heads),
    )


def _has_solution(problem: Any) -> bool:
    """Whether values are those of a solution: HiGHS gives values, and PuLP calls them one, where time ran out before any."""
    info = _info(problem)
    return info is None or int(info.primal_solution_status) == FEASIBLE_POINT


def _bound(problem: Any) -> float:
    info = _info(problem)
    return -float("inf") if info is None else float(info.mip_dual_bound)


def _info(problem: Any) -> Any:
    """What HiGHS tells of its run; None from another solver."""
    model = getattr(problem, "solverModel", None)
    return model.getInfo() if model is not None and hasattr(model, "getInfo") else None
