"""The integer program of a call centre: shifts at least cost that are worth enough to the targets, by closed forms.

Each team's share of calls that is as a target wants it is bounded by lines above its seats (see `levels`); the sum over all
intervals must reach the target. What answered calls cost is linear in the heads of the pool that is paid for them: each of its heads is
taken to be as busy as the team's are in that interval on average. Both are guesses that simulation corrects: `level` and `busier`
are how.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from itertools import pairwise
from math import inf, isinf, sqrt
from typing import Any

import pulp

from optimize.levels.level_curves import SupportingLine, seats_for, share_with, supporting_lines
from optimize.levels.team_seats import TeamInterval, present, seats_of, team_intervals
from optimize.plans.choice import Choice
from optimize.plans.constraints import cheapest
from optimize.plans.covering import services_have_somebody
from optimize.plans.program import Constraint, Program
from optimize.requirements.call_load import away_at
from optimize.requirements.call_requirements import centre_intervals
from optimize.requirements.erlang import Goal
from optimize.requirements.teams import narrow_loads
from sim.scenario.units import Window

BUSY = 0.9
"""Share of its time for which a pool may be needed by work that only it can do (assumed)."""


@dataclass(frozen=True)
class TargetLevel:
    """That a share of the calls of some lines is as it should be.

    Attributes
    ----------
    goal : Goal
        Which share.
    lines : frozenset of str
        Of the calls of which lines.
    least : float
        How large.
    below : frozenset of str
        Lines that it is measured against in the simulation, if any. A program cannot promise a difference: its shares are bounded
        from above only, so that it would promise less to the others.
    peak : bool
        Whether in each interval of the day, and not over all of them together.
    """

    goal: Goal
    lines: frozenset[str]
    least: float
    below: frozenset[str] = frozenset()
    peak: bool = False


@dataclass
class LevelProgram:
    """A program of shifts, with the shares that its heads are worth.

    Attributes
    ----------
    program : Program
        Shifts and heads.
    slots : list of TeamInterval
        Teams by interval.
    levels : sequence of TargetLevel
        What must be reached.
    curves : dict
        By slot's number and goal the lines above the share.
    paid : object
        What answered calls cost, as an expression.
    price : float
        What it costs to miss a level, or the seats of narrow work, altogether; infinite where they must be reached.
    missed : list of LpVariable
        By which share each of them is missed, where that may be.
    """

    program: Program
    slots: list[TeamInterval]
    levels: Sequence[TargetLevel]
    curves: dict[tuple[int, Goal], tuple[SupportingLine, ...]] = field(default_factory=dict)
    paid: Any = 0.0
    price: float = inf
    missed: list[Any] = field(default_factory=list)

    def missing(self) -> list[Any]:
        """A share by which something may be missed; nothing where all must be reached."""
        if isinf(self.price):
            return []
        self.missed.append(self.program.problem.add_variable(f"missed_{len(self.missed)}", 0, 1))
        return self.missed[-1:]


def level_program(
    choice: Choice, levels: Sequence[TargetLevel], busier: float = 1.0, price: float = inf
) -> LevelProgram:
    """The program for some levels.

    Parameters
    ----------
    choice : Choice
        What is chosen.
    levels : sequence of TargetLevel
        What must be reached.
    busier : float
        Times what answered calls are guessed to cost.
    price : float
        What it costs to miss a level altogether; by default it must be reached.
    """
    found = worth(choice, levels, busier, price)
    found.program.add(services_have_somebody(found.program)).add(narrow_work_is_done(found))
    found.program.add(days_with_the_same_calls_are_alike(found))
    problem = found.program.problem
    problem.setObjective(
        pulp.lpSum([problem.objective, found.paid, *(price * missed for missed in found.missed)])
    )
    return found


def worth(choice: Choice, levels: Sequence[TargetLevel], busier: float, price: float) -> LevelProgram:
    """What heads are worth to the levels, and what answered calls cost, with nothing that says what a plan must be beyond its rules."""
    program = cheapest(
        choice, pulp.LpContinuous
    )  # fewer whole numbers to branch on: many times as quick here
    found = LevelProgram(program, list(team_intervals(program)), levels, price=price)
    program.add(calls_are_paid(found, busier)).add(levels_are_reached(found))
    return found


def narrow_work_is_done(found: LevelProgram) -> Iterator[Constraint]:
    """Work that only some pools of a team can do finds them there."""
    program, scenario = found.program, found.program.choice.scenario
    for group, (pools, load) in enumerate(narrow_loads(scenario).items()):
        centre = scenario.site_of(pools[0]).name
        missing = found.missing()
        for day in range(scenario.calendar.days):
            for number, span in enumerate(centre_intervals(scenario, centre, day)):
                mean = float(load[day, int(span.start) : int(span.end)].mean())
                seats = seats_of(program, pools, day, span, 1)
                needed = mean / BUSY
                yield (
                    pulp.lpSum([seats, *(needed * share for share in missing)]) >= needed,
                    f"narrow_{group}_{day}_{number}",
                )


def levels_are_reached(found: LevelProgram) -> Iterator[Constraint]:
    """Over all intervals, the shares add up to what each level asks for; of a level of the peak, each interval has seats for it."""
    summed = [level for level in found.levels if not level.peak]
    shares, first, alike = dict[tuple[int, Goal], Any](), dict[tuple[Any, ...], int](), _alike(found)
    for number, slot in enumerate(found.slots):
        for kind, goal in enumerate(dict.fromkeys(level.goal for level in summed)):
            lines = frozenset().union(*(level.lines for level in summed if level.goal == goal))
            if slot.calls(lines):
                curve = supporting_lines(round(slot.rate, 9), slot.team.handle, slot.team.patience, goal)
                found.curves[number, goal] = curve
                same = first.setdefault((goal, *alike[number]), number)
                if same != number:
                    shares[number, goal] = shares[same, goal]
                    continue
                least = min(
                    0.0, curve[0].start
                )  # below the load, where nobody hangs up, all get late; not only these
                share = found.program.problem.add_variable(f"level_{kind}_{number}", least, 1)
                shares[number, goal] = share
                for place, line in enumerate(curve):
                    bound = float(line.slope) * slot.seats + float(line.start)
                    yield share <= bound, f"curve_{kind}_{number}_{place}"
    for place, level in enumerate(found.levels):
        if level.peak:
            yield from _seats_are_there(found, level, place)
            continue
        parts = [weight * shares[number, level.goal] for number, weight in weights_of(found, level).items()]
        missing = [level.least * share for share in found.missing()]
        yield pulp.lpSum(parts + missing) >= level.least, f"level_{place}"


def _seats_are_there(found: LevelProgram, level: TargetLevel, place: int) -> Iterator[Constraint]:
    """A level of the peak: seats for it in each stretch in which heads are the same."""
    missing = found.missing()
    for number, slot in enumerate(peak_parts(found, level)):
        least = seats_for(round(slot.rate, 9), slot.team.handle, slot.team.patience, level.goal, level.least)
        seats = pulp.lpSum([slot.seats, *(least * share for share in missing)])
        yield seats >= least, f"peak_{place}_{number}"


def peak_parts(found: LevelProgram, level: TargetLevel) -> Iterator[TeamInterval]:
    """The slots with calls of a level, cut where the heads of their team may change."""
    choice = found.program.choice
    for slot in found.slots:
        inside = {
            edge
            for pool in slot.team.pools
            for index in choice.stretches_of(pool, slot.day)
            for edge in (choice.places[index].span.start, choice.places[index].span.end)
            if slot.span.start < edge < slot.span.end
        }
        for start, end in pairwise(sorted({slot.span.start, slot.span.end} | inside)):
            span = Window(start, end)
            seats = seats_of(found.program, slot.team.pools, slot.day, span, slot.team.seats)
            part = TeamInterval(slot.team, slot.day, span, seats)
            if part.calls(level.lines):
                yield part


def promised_levels(found: LevelProgram) -> list[float]:
    """What the heads of a solved program are worth to each level: its shares may be lower where nothing asks for more."""
    return [
        _promised_peak(found, level)
        if level.peak
        else sum(
            weight * max(0.0, _least(found.curves[number, level.goal], pulp.value(found.slots[number].seats)))
            for number, weight in weights_of(found, level).items()
        )
        for level in found.levels
    ]


def _promised_peak(found: LevelProgram, level: TargetLevel) -> float:
    """What the heads of a solved program are worth where they are worth least."""
    return min(share_at(slot, float(pulp.value(slot.seats)), level) for slot in peak_parts(found, level))


def share_at(slot: TeamInterval, seats: float, level: TargetLevel) -> float:
    """The share of a slot's calls that is as a level wants it, with so many seats."""
    return share_with(seats, round(slot.rate, 9), slot.team.handle, slot.team.patience, level.goal)


def _least(curve: Sequence[SupportingLine], seats: float) -> float:
    """The lowest of some lines at a number of seats."""
    return min(line.at(seats) for line in curve)


def weights_of(found: LevelProgram, level: TargetLevel) -> dict[int, float]:
    """By slot's number its share of a level's calls."""
    calls = {number: slot.calls(level.lines) for number, slot in enumerate(found.slots)}
    total = sum(calls.values())
    return {number: count / total for number, count in calls.items() if count}


def _like(found: LevelProgram) -> dict[int, int]:
    """For each day the first one on which the same calls come."""
    calls: dict[int, list[float]] = {}
    for slot in found.slots:
        calls.setdefault(slot.day, []).append(round(slot.rate, 9))
    first = dict[tuple[float, ...], int]()
    return {day: first.setdefault(tuple(rates), day) for day, rates in calls.items()}


def _alike(found: LevelProgram) -> list[tuple[Any, ...]]:
    """What is equal for slots with the same seats and calls, if days with the same calls have the same people: the day, and
    the day before, whose night shifts end on it."""
    scenario, like = found.program.choice.scenario, _like(found)
    calendar = scenario.calendar
    return [
        (
            slot.team.pools,
            slot.team.centre,
            slot.span,
            like[slot.day],
            like.get((slot.day - 1) % calendar.days),
            tuple(
                away_at(scenario.pools[pool], calendar, slot.day, slot.span.start) for pool in slot.team.pools
            ),
        )
        for slot in found.slots
    ]


def days_with_the_same_calls_are_alike(found: LevelProgram) -> Iterator[Constraint]:
    """Days on which the same calls come have the same people on the same shifts.

    Nothing says that the cheapest plan is so; but a program of a week with five workdays is then one of a workday, which the solver
    ends in time.
    """
    choice, people, like = found.program.choice, found.program.people, _like(found)
    ways = {
        (shift.pool, shift.kind, shift.time, shift.pause, shift.days): number
        for number, shift in enumerate(choice.shifts)
    }
    for number, shift in enumerate(choice.shifts):
        days = tuple(like.get(day, day) for day in shift.days)
        other = ways.get((shift.pool, shift.kind, shift.time, shift.pause, days), number)
        if other != number:
            yield pulp.lpSum([people[number], -1 * people[other]]) == 0, f"alike_{number}"


def calls_are_paid(found: LevelProgram, busier: float) -> Iterator[Constraint]:
    """What answered calls cost by day, and no less than for the calls that are paid at the least."""
    program, scenario, costs = found.program, found.program.choice.scenario, []
    for place, (name, pool) in enumerate(scenario.pools.items()):
        price = pool.phone.cost_per_call
        own = [slot for slot in found.slots if name in slot.team.pools] if price else []
        for day in dict.fromkeys(slot.day for slot in own):
            cost = program.problem.add_variable(f"paid_{place}_{day}", price * pool.phone.least_calls)
            costs.append(cost)
            today = [
                busier * price * each
                for slot in own
                if slot.day == day
                for each in _calls_of(program, slot, name)
            ]
            yield pulp.lpSum([cost, *(-1 * each for each in today)]) >= 0, f"calls_{place}_{day}"
    found.paid = pulp.lpSum(costs)


def _calls_of(program: Program, slot: TeamInterval, pool: str) -> list[Any]:
    """Calls that the heads of a pool answer in an interval, if all seats of the team are equally busy."""
    load = slot.rate * slot.team.handle
    if not load:
        return []
    usual = load + sqrt(load)
    calls = slot.rate * (slot.span.end - slot.span.start)
    return [calls / usual * present(program, pool, slot.day, slot.span, slot.team.seats)]
