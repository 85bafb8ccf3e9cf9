"""What a search for a plan is asked for, and how much it may simulate."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field, replace
from typing import Literal

from optimize.deadline import Deadline
from optimize.known_results import KnownResults
from optimize.plans.choice import Choice
from optimize.requirements.counter_requirements import Way
from optimize.simulation import Simulation
from sim.running.experiment import contacts_of
from sim.running.workers import Workers

Method = Literal["cuts", "two-step", "share-out", "check"]
"""Which way to a plan."""

VISITS = 4_000_000.0
"""Visits simulated for lines, and as many for the proof, before the search ends with what it has (assumed: some seconds each
with the lane engine)."""

PARTED_VISITS = 30_000_000.0
"""Visits simulated for halls that are staffed one by one (assumed: about a minute with the lane engine)."""

AFFORDABLE = 100
"""Staffings of the proof below which simulating one is dear, so that a quick look decides what is worth it (assumed)."""


@dataclass(frozen=True)
class Effort:
    """How much is simulated.

    Attributes
    ----------
    search : int
        Replications of the search; doubled each time a plan fails its check.
    check : int
        Fresh replications of a check.
    rounds : int
        Most rounds of lines.
    proof : int
        Most staffings simulated to prove that nothing is cheaper.
    look : int
        Replications of the quick look that says what single heads do.
    glance : int
        Replications of the first look at even staffings, where simulating is dear.
    fewer : int
        Fresh replications that show what one person fewer does.
    """

    search: int = 40
    check: int = 160
    rounds: int = 30
    proof: int = 400
    look: int = 8
    glance: int = 3
    fewer: int = 8

    @property
    def is_dear(self) -> bool:
        """Whether simulating a staffing is dear."""
        return self.proof < AFFORDABLE

    def within(self, choice: Choice, visits: float = VISITS, contacts: float | None = None) -> Effort:
        """The same, with so few rounds and staffings that each of the two takes about `visits` simulated visits, and looks at no
        more replications than there are; a replication has so many contacts, if that is not all of them."""
        each = (contacts or contacts_of(choice.scenario)) * self.search
        staffings = int(visits / each)
        rounds = staffings // (len(choice.places) + 1)
        return replace(
            self,
            rounds=min(self.rounds, rounds),
            proof=min(self.proof, staffings),
            look=min(self.look, self.search),
            glance=min(self.glance, self.search),
            fewer=min(self.fewer, self.check),
        )


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
    workers : int or Executor
        Who works, such as so many processes at most.
    until : Deadline
        When the search ends with what it has.
    say : callable
        Told what is going on.
    ceiling : float
        What a plan under another policy costs: a search need not go on where no plan of its own is cheaper.
    known : KnownResults
        What was simulated before, by this process or one that was killed.
    is_apart : bool
        Whether the search tries offices without the halls and call centres before them.
    """

    choice: Choice
    method: Method
    way: Way
    effort: Effort
    seed: int
    workers: Workers
    until: Deadline
    say: Callable[[str], None]
    ceiling: float = float("inf")
    known: KnownResults = field(default_factory=KnownResults)
    is_apart: bool = False

    def simulation(self, replications: range, as_of: int | None = None) -> Simulation:
        """On what staffings are tried, on some replications."""
        return Simulation(self.choice, replications, self.seed, self.workers, as_of, self.known)
