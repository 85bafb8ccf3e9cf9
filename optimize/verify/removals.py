"""Whose loss should hurt a plan of a call centre least, by closed forms: one shift of each kind, for simulation to judge."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from optimize.levels.calibration import Floats
from optimize.levels.level_curves import SupportingLine
from optimize.levels.program import LevelProgram, TargetLevel, level_program, peak_parts, share_at, weights_of
from optimize.plans.choice import Choice
from optimize.plans.plan import Plan, StaffingRules
from optimize.plans.shifts import ShiftOption
from sim.scenario.units import clock_text


@dataclass(frozen=True)
class Removal:
    """A plan with one person fewer.

    Attributes
    ----------
    number : int
        Number of the shift that has lost a person.
    plan : Plan
        What is left, without what answered calls cost.
    """

    number: int
    plan: Plan


@dataclass(frozen=True)
class Removals:
    """Plans with one person fewer.

    Attributes
    ----------
    offered : tuple of Removal
        Those to be tried.
    left : int
        How many shifts with somebody on them are not among those: because others of their kind should hurt less, or because of the rules.
    bound : tuple of str
        Kinds of shifts of which the rules let nobody go.
    """

    offered: tuple[Removal, ...]
    left: int
    bound: tuple[str, ...]


def removals(
    rules: StaffingRules, levels: Sequence[TargetLevel], room: Floats, plan: Plan, most: int
) -> Removals:
    """Plans with one person fewer: all of them, or where these are too many one of each kind, the one that should hurt least.

    Parameters
    ----------
    rules : StaffingRules
        The rules of what is chosen.
    levels : sequence of TargetLevel
        What the targets ask for.
    room : ndarray
        By how much each level is kept better than it must be.
    plan : Plan
        From which somebody is taken.
    most : int
        How many there may be, if these are not one of each kind.
    """
    with_somebody = [number for number, count in enumerate(plan.people) if count]
    choice, kinds = rules.choice, defaultdict[str, list[int]](list)
    if len(with_somebody) > most:
        harm = harm_by_shift(choice, levels, room, plan)
        for number in sorted(with_somebody, key=lambda number: float(harm[number])):
            kinds[kind_of(choice.shifts[number])].append(number)
    else:
        kinds |= {str(number): [number] for number in with_somebody}
    found = {kind: _first_allowed(rules, plan, numbers) for kind, numbers in kinds.items()}
    offered = tuple(loss for loss in found.values() if loss)
    bound = tuple(
        sorted({kind_of(choice.shifts[kinds[kind][0]]) for kind, loss in found.items() if not loss})
    )
    return Removals(offered, len(with_somebody) - len(offered), bound)


def kind_of(shift: ShiftOption) -> str:
    """A pool and its type of shift; of single stretches, the pool and when they begin."""
    return f"{shift.pool}, {shift.kind or clock_text(shift.time.start)}"


def harm_by_shift(choice: Choice, levels: Sequence[TargetLevel], room: Floats, plan: Plan) -> Floats:
    """How much of what its levels have in hand a plan loses with one person of each shift, by closed forms: the largest part of any.

    A level that has nothing in hand counts as one that has `SCARCE`.
    """
    if not levels:
        return np.zeros(len(choice.shifts))
    found = level_program(choice, levels)
    for variable, count in zip(found.program.heads, plan.heads, strict=True):
        variable.varValue = count
    by_level = [
        _harm_of_peak(found, level, choice) if level.peak else _harm(found, level, choice) for level in levels
    ]
    return np.asarray((np.array(by_level) / np.maximum(room, SCARCE)[:, None]).max(axis=0))


SCARCE = 0.001
"""Share in hand that is as good as none (assumed: simulation says no more than that)."""


def _harm(found: LevelProgram, level: TargetLevel, choice: Choice) -> Floats:
    """What a level loses with a person fewer on each shift: the sum of what it loses with a head fewer in each of its stretches."""
    lost, place = np.zeros(len(found.program.heads)), _places(found)
    for number, weight in weights_of(found, level).items():
        seats, curve = found.slots[number].seats, found.curves[number, level.goal]
        here = float(seats.value())
        for variable, share in seats.items():
            lost[place[variable.name]] += weight * (_worth(curve, here) - _worth(curve, here - share))
    return np.array([float(lost[list(shift.covers)].sum()) for shift in choice.shifts])


def _harm_of_peak(found: LevelProgram, level: TargetLevel, choice: Choice) -> Floats:
    """The same of a level of the peak: how far its worst interval falls below the worst one of now."""
    lost, place = np.zeros(len(found.program.heads)), _places(found)
    parts = list(peak_parts(found, level))
    worst = min(share_at(part, float(part.seats.value()), level) for part in parts)
    for part in parts:
        here = float(part.seats.value())
        for variable, share in part.seats.items():
            number = place[variable.name]
            lost[number] = max(lost[number], worst - share_at(part, here - share, level))
    return np.array([float(lost[list(shift.covers)].max(initial=0.0)) for shift in choice.shifts])


def _places(found: LevelProgram) -> dict[str, int]:
    """The stretch of each variable of heads, by name."""
    return {variable.name: index for index, variable in enumerate(found.program.heads)}


def _worth(curve: Sequence[SupportingLine], seats: float) -> float:
    return min(line.at(seats) for line in curve)


def _first_allowed(rules: StaffingRules, plan: Plan, numbers: Sequence[int]) -> Removal | None:
    for number in numbers:
        people = tuple(count - (place == number) for place, count in enumerate(plan.people))
        fewer = rules.plan(people)
        if fewer:
            return Removal(number, fewer)
    return None
