"""What no staffing of a call centre costs less than: by the work alone, and by the waits of its calls."""

from __future__ import annotations

from collections.abc import Iterator

from optimize.bounds.bound import Bound
from optimize.bounds.call_waits import in_time_of, waits_program
from optimize.bounds.call_work import NEARLY, SECONDS, work_bound
from optimize.deadline import Deadline
from optimize.plans.choice import Choice
from optimize.solver import run
from sim.scenario import Scenario
from sim.scenario.segments import have_work_of_their_own

FEW = 2000
"""Variables of a program up to which whole numbers of people are looked for (assumed: larger ones take minutes, and add little)."""


def centre_bounds(choice: Choice, seed: int, until: Deadline) -> Iterator[Bound]:
    """The bounds, from that which is known soonest to the highest; the first at once where the time is limited.

    Parameters
    ----------
    choice : Choice
        What is chosen.
    seed : int
        Seed of the dice for the queues.
    until : Deadline
        When to end.
    """
    if have_work_of_their_own(
        choice.scenario.segments
    ):  # shares and times of a service are not the same for all who want it
        yield Bound(0.0, "calls")
        return
    wanted = in_time_of(choice) if is_in_order(choice.scenario) else []
    if until.seconds is not None or not wanted:
        yield Bound(work_bound(choice, until), "calls")
    if wanted:
        problem = waits_program(choice, wanted, seed).work.program.problem
        yield Bound(max(0.0, run(problem, until.left(), whole=False, interior=True).bound), "waits")
        if len(problem.variables()) <= FEW:
            seconds = SECONDS if until.seconds is None else min(SECONDS, until.left() or 1.0)
            yield Bound(max(0.0, run(problem, seconds, gap=NEARLY).bound), "waits")


def is_in_order(scenario: Scenario) -> bool:
    """Whether calls come by chance alone and are answered in the order in which they come, and nobody leaves the queue but for lack of
    patience: what the bound by waits rests on."""
    segments = all(segment.priority == 0 for segment in scenario.segments.values())
    return segments and all(
        not (centre.balking or centre.callback)
        and all(not (line.priority or line.rises or line.arrivals.at_start) for line in centre.lines.values())
        for centre in scenario.centres.values()
    )
