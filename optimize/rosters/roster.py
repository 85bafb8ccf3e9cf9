"""Named people on the shifts of a plan: the roster with the lowest penalty, or why there is none."""

from __future__ import annotations

from dataclasses import dataclass

import pulp

from optimize.deadline import Deadline
from optimize.memory import of_roster, refuse_what_is_too_large
from optimize.rosters.aims import AIMS
from optimize.rosters.infeasibility import contradictions, too_few_people
from optimize.rosters.posts import Pause, Post
from optimize.rosters.program import RosterProgram, RosterTask, empty_program
from optimize.rosters.rules import add_rules
from optimize.rosters.three_step_solver import NEARLY, Say, Solved, silent, solve_in_three_steps
from optimize.solver_status import Status
from sim.scenario import Scenario

SECONDS = 60.0
"""Time that a search for a roster has if nobody says otherwise."""


@dataclass(frozen=True)
class Assigned:
    """A shift of somebody: the number of the person, the post, the break."""

    person: int
    post: Post
    pause: Pause


@dataclass(frozen=True)
class RosterFound:
    """What the search for a roster ended with.

    Attributes
    ----------
    task : RosterTask
        What was wanted.
    status : Status
        How it ended.
    penalty, bound : float
        Penalty of the roster, and what no roster is below.
    shifts : tuple of Assigned
        Who works what, person by person; empty without a roster.
    reasons : tuple of str
        Which rules and days contradict each other, where no roster keeps all rules.
    """

    task: RosterTask
    status: Status
    penalty: float = float("inf")
    bound: float = -float("inf")
    shifts: tuple[Assigned, ...] = ()
    reasons: tuple[str, ...] = ()

    @property
    def exists(self) -> bool:
        """Whether there is a roster."""
        return self.status in (Status.OPTIMAL, Status.FEASIBLE)

    @property
    def gap(self) -> float:
        """By how much of its penalty the roster could be better at most."""
        return (self.penalty - self.bound) / self.penalty if self.penalty > NEARLY else 0.0

    @property
    def reason(self) -> str:
        """Why there is no roster, in words; empty where there is one."""
        if self.exists:
            return ""
        if self.status is Status.INFEASIBLE:
            return "\n".join(["no roster keeps all rules", *self.reasons])
        return "no roster was found in time, and no proof that there is none: give it longer"


def find_roster(
    scenario: Scenario,
    posts: tuple[Post, ...],
    deadline: Deadline | None = None,
    say: Say = silent,
) -> RosterFound:
    """Give shifts to people.

    Parameters
    ----------
    scenario : Scenario
        With its section `staffing.roster`.
    posts : tuple of Post
        The shifts.
    deadline : Deadline, optional
        When the search ends with the best roster so far; without end if not given. Reasons take as long again at most.
    say : callable
        Told what is going on.

    Raises
    ------
    CannotStaff
        It would take more memory than there is.
    SolverError
        There is no solver, or it broke off.
    """
    task, until = RosterTask(scenario, posts), deadline or Deadline()
    refuse_what_is_too_large(of_roster(len(task.people), len(posts)))
    counted = too_few_people(task)
    if counted:
        why = contradictions(task, Deadline(until.seconds, until.clock), say)
        return RosterFound(task, Status.INFEASIBLE, reasons=(*counted, *why))
    solved = solve_in_three_steps(lambda: roster_program(task), until, say)
    if solved.has_solution:
        shifts = _shifts(task, solved)
        return RosterFound(task, solved.status, solved.value, min(solved.bound, solved.value), shifts)
    if solved.status is not Status.INFEASIBLE:
        return RosterFound(task, solved.status, bound=solved.bound)
    return RosterFound(task, solved.status, reasons=contradictions(task, until.again(), say))


def roster_program(task: RosterTask) -> RosterProgram:
    """The program with all rules and all aims."""
    program = empty_program(task)
    add_rules(program, {})
    program.problem += pulp.lpSum(term for aim in AIMS for term in aim(program))
    return program


def _shifts(task: RosterTask, solved: Solved) -> tuple[Assigned, ...]:
    """Who works what; breaks go to those who work a post in the order of the people."""
    shifts = []
    for number, post in enumerate(task.posts):
        working = [person for person in range(len(task.people)) if (person, number) in solved.working]
        shifts += [Assigned(person, post, pause) for person, pause in zip(working, post.pauses, strict=True)]
    return tuple(sorted(shifts, key=lambda each: (each.person, each.post.day)))
