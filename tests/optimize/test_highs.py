"""Problems of PuLP solved by HiGHS: values, constants, and how it ends."""

from __future__ import annotations

from typing import Any

import pulp
import pytest

from optimize.highs import run_highs
from optimize.solver_status import Status

EXACT = 1e-9


def knapsack(constant: float = 0.0) -> tuple[Any, list[Any]]:
    """Worth 10, 13 and 7 at weights 3, 4 and 2, at most 6 of them: 13 and 7 are best."""
    problem = pulp.LpProblem("knapsack", pulp.LpMinimize)
    take = [problem.add_variable(f"take_{number}", 0, 1, pulp.LpInteger) for number in range(3)]
    problem += pulp.lpSum(-worth * each for worth, each in zip((10, 13, 7), take, strict=True)) + constant
    problem += (
        pulp.lpSum(weight * each for weight, each in zip((3, 4, 2), take, strict=True)) <= 6,
        "weight",
    )
    return problem, take


@pytest.mark.parametrize("constant", [0.0, 100.0])
def test_values_and_bound(constant: float) -> None:
    """The second and the third; the constant of the objective is in the bound."""
    problem, take = knapsack(constant)
    ended = run_highs(problem, True, EXACT)
    assert (ended.status, ended.bound) == (Status.OPTIMAL, pytest.approx(constant - 20))
    assert [round(each.value()) for each in take] == [0, 1, 1]
    assert pulp.value(problem.objective) == pytest.approx(constant - 20)


def test_parts_of_people() -> None:
    """Worth by weight is 3.5 for the third, 3 1/3 for the first, 3.25 for the second: two and a quarter of the last are 20.25."""
    problem, take = knapsack()
    ended = run_highs(problem, False, EXACT)
    assert (ended.status, ended.bound) == (Status.OPTIMAL, pytest.approx(-20.25))
    assert [each.value() for each in take] == [pytest.approx(1), pytest.approx(0.25), pytest.approx(1)]


def test_rows_of_all_kinds() -> None:
    """x + y = 5, x - y >= -1, 2 y <= 5, x free below: y is 2.5, x is 2.5 at least cost of x."""
    problem = pulp.LpProblem("rows", pulp.LpMinimize)
    x, y = problem.add_variable("x", None, None), problem.add_variable("y", 0, None)
    problem += 1 * x
    for row, name in ((x + y == 5, "sum"), (x - y >= -1, "step"), (2 * y <= 5, "most")):
        problem += row, name
    assert run_highs(problem, True, EXACT).status is Status.OPTIMAL
    assert (x.value(), y.value()) == (pytest.approx(2.5), pytest.approx(2.5))


def test_nothing_keeps_the_rows() -> None:
    problem, take = knapsack()
    problem += pulp.lpSum(take) >= 3, "all"
    assert run_highs(problem, True, EXACT).status is Status.INFEASIBLE


@pytest.mark.parametrize("constant", [0.0, 100.0])
def test_solutions_below(constant: float) -> None:
    """Nothing costs less than -20: what need not be found above -25 is not there; above -15 it is."""
    assert not run_highs(knapsack(constant)[0], True, EXACT, below=constant - 25).has_solution
    assert run_highs(knapsack(constant)[0], True, EXACT, below=constant - 15).status is Status.OPTIMAL


def test_no_time() -> None:
    """Stopped at once, HiGHS has no solution, or one that keeps all rows."""
    problem, take = knapsack()
    ended = run_highs(problem, True, EXACT, seconds=0.0)
    assert ended.status in (Status.TIME_LIMIT, Status.FEASIBLE, Status.OPTIMAL)
    assert not ended.has_solution or 3 * take[0].value() + 4 * take[1].value() + 2 * take[2].value() <= 6
