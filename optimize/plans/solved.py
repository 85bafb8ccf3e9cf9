"""The program of a staffing, solved."""

from __future__ import annotations

from dataclasses import dataclass

from optimize.highs import EXACT
from optimize.plans.program import Program
from optimize.solver import run
from optimize.solver_status import Status


@dataclass(frozen=True)
class Answer:
    """What the solver found.

    Attributes
    ----------
    status : Status
        How it ended.
    cost, bound : float
        Cost of the solution, and what no solution is below; infinite where there is none.
    people, heads, trained : tuple of int
        By shift, by stretch and by training; empty where there is no solution.
    """

    status: Status
    cost: float = float("inf")
    bound: float = -float("inf")
    people: tuple[int, ...] = ()
    heads: tuple[int, ...] = ()
    trained: tuple[int, ...] = ()


def solve(
    program: Program, seconds: float | None = None, solver: str | None = None, gap: float = EXACT
) -> Answer:
    """Solve a program of a staffing.

    Parameters
    ----------
    program : Program
        What to solve.
    seconds : float, optional
        After how long the solver stops.
    solver : str, optional
        ``HiGHS`` or ``PULP_CBC_CMD``; the first that is there if not given.
    gap : float
        Relative gap at which the solver stops.

    Raises
    ------
    SolverError
        No solver is installed, or it was killed or broke off.
    """
    ended = run(program.problem, seconds, solver, gap=gap)
    if not ended.has_solution:
        return Answer(ended.status)
    people, heads, trained = (
        tuple(round(variable.value()) for variable in variables)
        for variables in (program.people, program.heads, program.trained)
    )
    cost = sum(program.choice.cost(people, trained))
    bound = cost if ended.status is Status.OPTIMAL else ended.bound
    return Answer(ended.status, cost, bound, people, heads, trained)
