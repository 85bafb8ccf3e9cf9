"""Plans with one person on a cheaper shift: half an hour shorter, at another time of the same hours, or of another pool."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import product

from optimize.levels.calibration import Floats
from optimize.levels.program import TargetLevel
from optimize.plans.choice import Choice
from optimize.plans.plan import Plan, StaffingRules
from optimize.plans.shifts import ShiftOption
from optimize.verify.removals import harm_by_shift

BEARABLE = 1.5
"""Share of what a level has in hand that a plan may lose by closed forms and be worth trying (assumed: they are right to about a half)."""


def exchanges(
    rules: StaffingRules, levels: Sequence[TargetLevel], room: Floats, plan: Plan, most: int
) -> list[Plan]:
    """Plans that save something with one person on another shift, at most so many: where closed forms know what is lost, those that save most of what
    they can bear, elsewhere those that change least.

    Parameters
    ----------
    rules : StaffingRules
        The rules of what is chosen.
    levels : sequence of TargetLevel
        What the targets ask for.
    room : ndarray
        By how much each level is kept better than it must be.
    plan : Plan
        The plan.
    most : int
        How many there may be.
    """
    choice, found = rules.choice, list[Plan]()
    harm = harm_by_shift(choice, levels, room, plan)
    pairs = [pair for pair in _cheaper(choice, plan) if harm[pair[0]] - harm[pair[1]] <= BEARABLE]
    sign = -1 if levels else 1
    pairs.sort(key=lambda pair: sign * (choice.shifts[pair[0]].cost - choice.shifts[pair[1]].cost))
    for before, after in pairs:
        people = list(plan.people)
        people[before] -= 1
        people[after] += 1
        other = rules.plan(tuple(people)) if len(found) < most else None
        if other is not None:
            found.append(other)
    return found


def _cheaper(choice: Choice, plan: Plan) -> Iterator[tuple[int, int]]:
    """Shifts with somebody on them, each with a cheaper one of which a part is at the same time."""
    there = [number for number, count in enumerate(plan.people) if count]
    for before, after in product(there, range(len(choice.shifts))):
        one, other = choice.shifts[before], choice.shifts[after]
        if other.cost < one.cost and _meet(one, other):
            yield before, after


def _meet(one: ShiftOption, other: ShiftOption) -> bool:
    """Whether two shifts are on the same days, and at the same time in part."""
    together = one.time.start < other.time.end and other.time.start < one.time.end
    return one.days == other.days and together
