"""What a search for a plan is asked for."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from optimize.deadline import Deadline
from optimize.effort import Effort
from optimize.outcome import Method
from optimize.plans.program import Choice
from optimize.two_step.requirements import Way


@dataclass(frozen=True)
class Task:
    """What is chosen, in which way, and how long it may take.

    Attributes
    ----------
    choice : Choice
        What is chosen.
    method : str
        ``cuts`` or ``two-step``.
    way : str
        How the requirements of ``two-step`` are worked out.
    effort : Effort
        How much is simulated.
    seed : int
        Seed of the dice.
    workers : int
        Processes at most.
    until : Deadline
        When the search ends with what it has.
    say : callable
        Told what is going on.
    ceiling : float
        What a plan under another policy costs: a search need not go on where no plan of its own is cheaper.
    """

    choice: Choice
    method: Method
    way: Way
    effort: Effort
    seed: int
    workers: int
    until: Deadline
    say: Callable[[str], None]
    ceiling: float = float("inf")
