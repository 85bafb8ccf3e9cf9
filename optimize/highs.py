"""A problem of PuLP given to HiGHS as a whole, in arrays: variable by variable and row by row, as PuLP does it, that takes longer
than a small problem takes to be solved."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import numpy as np
import pulp
from numpy.typing import NDArray

from optimize.ending import Ended, Status

FEASIBLE_POINT = 2
"""What HiGHS calls a solution that keeps all constraints (``kSolutionStatusFeasible``)."""

EXACT = 1e-9
"""Relative gap up to which two costs count as the same (assumed: costs are whole yuan or so)."""

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


def has_highs() -> bool:
    """Whether HiGHS is installed."""
    try:
        import highspy  # noqa: F401
    except ImportError:
        return False
    return True


def run_highs(
    problem: Any, whole: bool, gap: float, seconds: float | None = None, below: float | None = None
) -> Ended:
    """Solve a problem that minimises; parameters as those of :func:`optimize.solver.run`."""
    import highspy

    new: Callable[[], Any] = highspy.Highs
    variables, model = problem.variables(), new()
    options = {
        "output_flag": False,
        "mip_rel_gap": gap,
        "time_limit": None if seconds is None else float(seconds),
    }
    # HiGHS does not see the constant of the objective
    options["objective_bound"] = None if below is None else below - problem.objective.constant
    for name, value in options.items():
        if value is not None:
            model.setOptionValue(name, value)
    model.passModel(_in_arrays(problem, variables, whole))
    model.run()
    ended = _ended(problem, model, gap if whole else 0.0)
    if ended.has_solution:
        for variable, each in zip(variables, list(model.getSolution().col_value), strict=True):
            variable.varValue = each
    return ended


def _ended(problem: Any, model: Any, gap: float) -> Ended:
    name, info = model.getModelStatus().name, model.getInfo()
    feasible = int(info.primal_solution_status) == FEASIBLE_POINT
    constant = float(problem.objective.constant)
    if name in ("kOptimal", "kModelEmpty") and feasible:
        return Ended(Status.OPTIMAL, _proven(info, gap) + constant)
    if name in INFEASIBLE:
        return Ended(Status.INFEASIBLE)
    if name not in STOPPED:
        return Ended(Status.FAILED)
    return (
        Ended(Status.FEASIBLE, float(info.mip_dual_bound) + constant)
        if feasible
        else Ended(Status.TIME_LIMIT)
    )


def _proven(info: Any, gap: float) -> float:
    """What no solution is below: of one that is the best but for a gap, less than it costs, and but for rounding, what it costs."""
    best, least = float(info.objective_function_value), float(info.mip_dual_bound)
    return least if gap > EXACT and best - least > EXACT * abs(best) else best


def _in_arrays(problem: Any, variables: list[Any], whole: bool) -> Any:
    """The problem as HiGHS keeps it, row by row."""
    import highspy

    rows, place = problem.constraints(), {each.name: number for number, each in enumerate(variables)}
    entries = [[(place[each.name], by) for each, by in row.items() if by] for row in rows]
    program, matrix = highspy.HighsLp(), highspy.HighsSparseMatrix()
    program.num_col_, program.num_row_ = len(variables), len(rows)
    costs = np.zeros(len(variables))
    for each, by in problem.objective.items():
        costs[place[each.name]] = by
    program.col_cost_ = costs
    program.col_lower_ = _limits([each.lowBound for each in variables], -highspy.kHighsInf)
    program.col_upper_ = _limits([each.upBound for each in variables], highspy.kHighsInf)
    program.row_lower_ = _limits([each.getLb() for each in rows], -highspy.kHighsInf)
    program.row_upper_ = _limits([each.getUb() for each in rows], highspy.kHighsInf)
    kinds = highspy.HighsVarType
    program.integrality_ = [
        kinds.kInteger if whole and each.cat == pulp.LpInteger else kinds.kContinuous for each in variables
    ]
    matrix.format_, matrix.num_col_, matrix.num_row_ = (
        highspy.MatrixFormat.kRowwise,
        len(variables),
        len(rows),
    )
    matrix.start_ = np.cumsum([0, *map(len, entries)])
    matrix.index_ = np.array([column for row in entries for column, _ in row], dtype=np.int32)
    matrix.value_ = np.array([by for row in entries for _, by in row], dtype=np.float64)
    program.a_matrix_ = matrix
    return program


def _limits(limits: list[float | None], none: float) -> NDArray[np.float64]:
    return np.array([none if each is None else each for each in limits], dtype=np.float64)
