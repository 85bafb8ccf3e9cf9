"""Plans with one person on a cheaper shift: half an hour shorter, at another time of the same hours, or of another pool; or on one shift in
place of two people on two, such as halves of a day."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import combinations_with_replacement, product
from typing import NamedTuple

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
    some = [
        each
        for each in (*_cheaper(choice, plan), *_joined(choice, plan))
        if harm[list(each.left)].sum() - harm[each.taken] <= BEARABLE
    ]
    sign = -1 if levels else 1
    some.sort(key=lambda each: sign * each.saves(choice))
    for each in some:
        people = list(plan.people)
        for number in each.left:
            people[number] -= 1
        people[each.taken] += 1
        other = rules.plan(tuple(people)) if len(found) < most else None
        if other is not None:
            found.append(other)
    return found


class Exchange(NamedTuple):
    """One person on a shift, in place of one or two on others.

    Attributes
    ----------
    left : tuple of int
        The shifts that lose a person each.
    taken : int
        The shift that gets one.
    """

    left: tuple[int, ...]
    taken: int

    def saves(self, choice: Choice) -> float:
        """What it saves, in yuan over the horizon."""
        return sum(choice.shifts[number].cost for number in self.left) - choice.shifts[self.taken].cost


def _cheaper(choice: Choice, plan: Plan) -> Iterator[Exchange]:
    """Shifts with somebody on them, each with a cheaper one of which a part is at the same time."""
    there = [number for number, count in enumerate(plan.people) if count]
    for before, after in product(there, range(len(choice.shifts))):
        if _meet(choice.shifts[before], choice.shifts[after]):
            exchange = Exchange((before,), after)
            if exchange.saves(choice) > 0:
                yield exchange


def _joined(choice: Choice, plan: Plan) -> Iterator[Exchange]:
    """Two people on shorter shifts, each with a longer one that costs less than both and of which a part is at the time of either."""
    shifts = choice.shifts
    there = [number for number, count in enumerate(plan.people) if count]
    for after, shift in enumerate(shifts):
        shorter = [
            each for each in there if shifts[each].minutes < shift.minutes and _meet(shifts[each], shift)
        ]
        for one, other in combinations_with_replacement(shorter, 2):
            exchange = Exchange((one, other), after)
            if exchange.saves(choice) > 0 and (one != other or plan.people[one] > 1):
                yield exchange


def _meet(one: ShiftOption, other: ShiftOption) -> bool:
    """Whether two shifts are on the same days, and at the same time in part."""
    together = one.time.start < other.time.end and other.time.start < one.time.end
    return one.days == other.days and together
