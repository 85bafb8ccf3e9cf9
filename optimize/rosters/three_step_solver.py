"""A large roster program solved in three steps, each of which can end the search.

The linear relaxation first. Whoever it gives a shift to without doubt keeps that shift in a second, much smaller program,
which has a good solution soon (relaxation induced neighbourhoods: Danna, Rothberg and Le Pape, *Mathematical Programming* 102,
2005, here around the relaxation alone). The whole program then looks for a better one, or proves that there is none. The bound is
never that of the smaller program.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace

import pulp

from optimize.deadline import Deadline
from optimize.rosters.program import RosterProgram, Rule
from optimize.solver import run
from optimize.solver_status import SolverResult, Status

Say = Callable[[str], None]

FIRST_SHARE = 0.5
"""Share of the time for the smaller program; the rest is for the proof (assumed)."""

SURE = 1 - 1e-6
"""Value from which the relaxation gives a shift to somebody without doubt."""

NEARLY = 1e-4
"""By how much two penalties may differ and count as the same."""


IMPROVING = "roster: a better one, or proof that there is none"
"""What is said when the third step begins."""


@dataclass(frozen=True)
class Solved:
    """What came of a program.

    Attributes
    ----------
    status : Status
        How it ended.
    value, bound : float
        The objective of the solution, and what none is below.
    working : frozenset of (int, int)
        Numbers of people and posts, where the person works the post.
    given_way : tuple of (Rule, float)
        Softened rules, each with by how much it is not kept.
    """

    status: Status
    value: float = float("inf")
    bound: float = -float("inf")
    working: frozenset[tuple[int, int]] = frozenset()
    given_way: tuple[tuple[Rule, float], ...] = ()

    @property
    def has_solution(self) -> bool:
        """Whether there is a solution."""
        return self.status in (Status.OPTIMAL, Status.FEASIBLE)


def silent(_: str) -> None:
    """Tell nobody."""


def solve_in_three_steps(build: Callable[[], RosterProgram], until: Deadline, say: Say = silent) -> Solved:
    """Solve a program.

    Parameters
    ----------
    build : callable
        Makes the program anew, always the same.
    until : Deadline
        When to end with the best so far.
    say : callable
        Told what is going on.

    Raises
    ------
    SolverError
        There is no solver, or it broke off.
    """
    found = Solved(Status.TIME_LIMIT)
    with until.ends():
        for step in _steps(build, until, say):
            found = step
    return found


def _steps(build: Callable[[], RosterProgram], until: Deadline, say: Say) -> Iterator[Solved]:
    """What is known after each step."""
    say("roster: relaxation")
    program = build()
    relaxed = run(program.problem, until.left(), whole=False)
    if relaxed.status is not Status.OPTIMAL:
        yield Solved(Status.INFEASIBLE if relaxed.status is Status.INFEASIBLE else Status.TIME_LIMIT)
        return
    say("roster: who is sure of a shift keeps it")
    found = _with_the_sure(program, relaxed, until)
    yield found
    if found.value > found.bound + NEARLY and not until.is_over:
        say(IMPROVING)
        yield _better(build(), found, until)


def _with_the_sure(program: RosterProgram, relaxed: SolverResult, until: Deadline) -> Solved:
    """A solution in which whoever the relaxation is sure of keeps the shift; the bound is the relaxation's."""
    sure = [works for works in program.works.values() if works.value() >= SURE]
    if sure:
        program.problem += pulp.lpSum(sure) >= len(sure)
    ended = run(program.problem, until.left(FIRST_SHARE))
    if not ended.has_solution:
        return Solved(Status.TIME_LIMIT, bound=relaxed.bound)
    found = _read(program, Status.FEASIBLE, relaxed.bound)
    return replace(found, status=Status.OPTIMAL) if found.value <= found.bound + NEARLY else found


def _better(program: RosterProgram, found: Solved, until: Deadline) -> Solved:
    """The best solution of all, if it is better than the one found; or the same with a better bound."""
    below = found.value - NEARLY if found.has_solution else None
    ended = run(program.problem, until.left(), below=below)
    if ended.has_solution and _value(program) < found.value:
        return _read(program, ended.status, max(found.bound, ended.bound))
    if ended.status is Status.INFEASIBLE and not found.has_solution:
        return Solved(Status.INFEASIBLE)
    if ended.status in (Status.INFEASIBLE, Status.OPTIMAL):
        return replace(found, status=Status.OPTIMAL, bound=found.value)
    return replace(found, bound=min(found.value, max(found.bound, ended.bound)))


def _value(program: RosterProgram) -> float:
    return float(pulp.value(program.problem.objective))


def _read(program: RosterProgram, status: Status, bound: float) -> Solved:
    working = frozenset(key for key, works in program.works.items() if works.value() > 1 / 2)
    given_way = tuple((rule, float(slack.value())) for rule, slack in program.given_way)
    return Solved(status, _value(program), bound, working, given_way)
