"""What no staffing of halls costs less than, by their work: schedule and overtime."""

from __future__ import annotations

from optimize.abandonment_guard import Guard
from optimize.bounds.bound import Bound
from optimize.bounds.hall_work import hall_work_of
from optimize.bounds.hall_work_program import work_program
from optimize.plans.choice import Choice
from optimize.solver import run
from sim.lanes.days_apart import KnownVisits

SECONDS = 5.0
"""Seconds for whole numbers of people; the relaxation is a bound in any case (assumed)."""

NEARLY = 0.01
"""Relative gap at which that ends."""

FEW = 2000
"""Variables of a program up to which whole numbers of people are looked for (assumed: larger ones take minutes, and add little)."""

KINDS = 4
"""Of how many kinds days are, all halls together (assumed: with twice as many the bound of the bundled Lecong is two thousandths higher)."""


def hall_bound(choice: Choice, known: KnownVisits, guard: Guard) -> Bound:
    """The bound; zero where no target limits the mean wait of a hall of which all is known that it needs."""
    numbers = range(len(choice.scenario.halls))
    kinds = max(1, KINDS // len(numbers))
    lines = [line for number in numbers if (line := hall_work_of(choice, known, guard, number, kinds))]
    if not lines:
        return Bound(0.0, "halls")
    problem = work_program(choice, lines).problem
    found = run(problem, whole=False, interior=True).bound
    if len(problem.variables()) <= FEW:
        found = max(found, run(problem, SECONDS, gap=NEARLY).bound)
    return Bound(max(0.0, found), "halls")
