"""A program in arrays, as HiGHS takes it, and what HiGHS says of it: plain data, so that a process of its own can do the solving."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float64]

FEASIBLE_POINT = 2
"""What HiGHS calls a solution that keeps all constraints (``kSolutionStatusFeasible``)."""


@dataclass(frozen=True)
class Model:
    """A program that minimises, row by row; limits are infinite where there is none.

    Attributes
    ----------
    costs, low, high : ndarray
        Of each column.
    is_whole : ndarray of bool
        Whether a column must be a whole number.
    row_low, row_high : ndarray
        Of each row.
    starts : ndarray of int
        Where the entries of each row begin, and where the last ones end.
    columns, factors : ndarray
        Of each entry.
    """

    costs: Floats
    low: Floats
    high: Floats
    is_whole: NDArray[np.bool_]
    row_low: Floats
    row_high: Floats
    starts: NDArray[np.int32]
    columns: NDArray[np.int32]
    factors: Floats


@dataclass(frozen=True)
class Said:
    """What HiGHS says.

    Attributes
    ----------
    status : str
        Its own name of how it ended.
    is_feasible : bool
        Whether the values keep all constraints.
    cost, bound : float
        Of the solution, and what none is below.
    values : ndarray
        Of each column.
    """

    status: str
    is_feasible: bool
    cost: float
    bound: float
    values: Floats


def solve_model(model: Model, options: Mapping[str, float | str]) -> Said:
    """Have HiGHS solve a model, silently and in one thread.

    With one thread a program has one answer, however many processors a machine has; and HiGHS keeps no threads of its own, which a
    copy of the process would wait for without end.
    """
    highs = _silent_highs()
    for name, value in (("threads", 1), *options.items()):
        highs.setOptionValue(name, value)
    highs.passModel(_passed(model))
    highs.run()
    info = highs.getInfo()
    return Said(
        highs.getModelStatus().name,
        int(info.primal_solution_status) == FEASIBLE_POINT,
        float(info.objective_function_value),
        float(info.mip_dual_bound),
        np.array(highs.getSolution().col_value, dtype=np.float64),
    )


def _silent_highs() -> Any:
    import highspy

    class Silent(highspy.Highs):  # type: ignore[misc,unused-ignore]  # not every version has types
        """HiGHS prints its licence when callbacks are enabled, which its constructor does: silence must come before."""

        def enableCallbacks(self) -> None:  # noqa: N802  # HiGHS's name
            self.setOptionValue("output_flag", False)

    highs: Any = Silent()  # type: ignore[no-untyped-call,unused-ignore]
    highs.setOptionValue("output_flag", False)  # older versions print later, and enable nothing
    return highs


def _passed(model: Model) -> Any:
    import highspy

    program, matrix, kinds = highspy.HighsLp(), highspy.HighsSparseMatrix(), highspy.HighsVarType
    program.num_col_, program.num_row_ = len(model.costs), len(model.row_low)
    program.col_cost_, program.col_lower_, program.col_upper_ = model.costs, model.low, model.high
    program.row_lower_, program.row_upper_ = model.row_low, model.row_high
    program.integrality_ = [kinds.kInteger if whole else kinds.kContinuous for whole in model.is_whole]
    matrix.format_ = highspy.MatrixFormat.kRowwise
    matrix.num_col_, matrix.num_row_ = len(model.costs), len(model.row_low)
    matrix.start_, matrix.index_, matrix.value_ = model.starts, model.columns, model.factors
    program.a_matrix_ = matrix
    return program
