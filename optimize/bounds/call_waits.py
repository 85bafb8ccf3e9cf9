"""What no staffing of a call centre costs less than, because calls wait: the program of the work, with the shares answered in time.

Calls that the same pools can answer in time are a group. In each spell of a day the share of a group that is answered in time is at most
that of a queue of its own with all these pools (`best_shares`), those heads left out that are busy with other calls which they take at once.
That share, weighed with the calls that come, must reach what the targets ask for.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from math import inf, sqrt
from typing import Any

import numpy as np
import pulp

from optimize.bounds.best_shares import SURE, KindOfCall, Line, SpellDemand, best_shares, least_heads
from optimize.bounds.call_work import SLOT, WorkProgram, call_again, minutes_of, musts_of, work_program
from optimize.bounds.spells import Spell, mean_heads, most_heads_in, spells_of
from optimize.levels.target_levels import level_of
from optimize.plans.choice import Choice
from optimize.plans.program import Constraint
from optimize.requirements.call_load import CallKind, chats_at_once, is_chat, time_of, work
from optimize.requirements.teams import Floats
from sim.draws.dice import Dice
from sim.draws.patience import patience_of
from sim.scenario import Scenario
from sim.scenario.target import PEAKS
from sim.scenario.units import DAY


@dataclass(frozen=True)
class Group:
    """Calls that the same pools answer within some time.

    Attributes
    ----------
    pools : tuple of str
        These pools.
    within : float
        The time in minutes; infinite where the answer counts, whenever it comes.
    numbers : tuple of int
        Which calls of the program of the work.
    """

    pools: tuple[str, ...]
    within: float
    numbers: tuple[int, ...]


@dataclass(frozen=True)
class GroupSpell:
    """A group in a spell.

    Attributes
    ----------
    group : Group
        Which group.
    spell : Spell
        When.
    rates : ndarray
        Its calls by kind, in the order of the group's numbers, and minute.
    demand : SpellDemand
        The same, as its queue is simulated.
    lines : tuple of Line
        Above its share at best.
    error : (int, float)
        Which queue was simulated, and the standard error of its share at best.
    share : object
        The share, as a variable.
    """

    group: Group
    spell: Spell
    rates: Floats
    demand: SpellDemand
    lines: tuple[Line, ...]
    error: tuple[int, float]
    share: Any

    def calls(self, numbers: Collection[int]) -> float:
        """How many of some calls come in it."""
        return sum(
            float(own.sum())
            for number, own in zip(self.group.numbers, self.rates, strict=True)
            if number in numbers
        )


@dataclass(frozen=True)
class InTime:
    """That a share of the calls of some lines is answered within some time.

    Attributes
    ----------
    lines : frozenset of str
        Whose calls.
    within : float
        The time in minutes; infinite where the answer counts, whenever it comes.
    share : float
        The share.
    period : str
        ``all``, ``peak`` or a date, as of a target.
    """

    lines: frozenset[str]
    within: float
    share: float
    period: str = "all"


def in_time_of(choice: Choice) -> list[InTime]:
    """Which shares the targets ask for; of a line that may be so much below the others, what it has at least if they have what is asked."""
    scenario, found = choice.scenario, list[InTime]()
    levels = [
        (level, "peak" if target.period in PEAKS else target.period)
        for target in scenario.targets
        if (level := level_of(scenario, target))
    ]
    for level, period in levels:
        goal, share, lines = level.goal, level.least, level.lines
        if goal.kind == "within" and goal.lost != "missed":
            continue
        if level.below:
            every = [
                other.least
                for other, its in levels
                if other.goal == goal
                and other.lines == lines | level.below
                and (its, period) == ("all", "all")
            ]
            share = max(every, default=-inf) + share
        if share > 0:
            found.append(InTime(lines, goal.time if goal.kind == "within" else inf, share, period))
    return found


@dataclass
class WaitsProgram:
    """The program of the work, with shares.

    Attributes
    ----------
    work : WorkProgram
        The program of the work.
    wanted : list of InTime
        What is asked for.
    dice : Dice
        For the queues.
    spells : list of GroupSpell
        Each group in each spell of each day.
    """

    work: WorkProgram
    wanted: list[InTime]
    dice: Dice
    spells: list[GroupSpell] = field(default_factory=list)

    def __post_init__(self) -> None:
        self.spells += self._group_spells()

    @cached_property
    def choice(self) -> Choice:
        """What is chosen."""
        return self.work.program.choice

    def _group_spells(self) -> Iterator[GroupSpell]:
        for place, same in enumerate(self._groups()):
            pools = tuple(dict.fromkeys(pool for group in same for pool in group.pools))
            rates = self._rates(same[0].numbers)
            for day in range(self.choice.scenario.calendar.days):
                for spell in spells_of(self.choice, pools, day):
                    own = rates[:, day, int(spell.start) : int(spell.end)]
                    if own.sum() > 0:
                        yield from self._in_spell(place, same, pools, spell, own)

    def _groups(self) -> list[list[Group]]:
        """Groups of the same calls, by time, of those times that are asked for, or that say how many are answered at all."""
        found: dict[tuple[int, ...], list[Group]] = {}
        for within in sorted({each.within for each in self.wanted} | {inf}):
            lines = {line for each in self.wanted if each.within == within for line in each.lines}
            for group in groups_of(self.work, within):
                asked = lines & {self.work.calls[number].kind.line for number in group.numbers}
                if asked or within == inf:
                    found.setdefault(group.numbers, []).append(group)
        return list(found.values())

    def _in_spell(
        self, place: int, same: Sequence[Group], pools: Sequence[str], spell: Spell, rates: Floats
    ) -> Iterator[GroupSpell]:
        site = f"spell:{place}:{spell.start:g}"
        demand = self._demand(same[0], pools, spell, rates)
        best = best_shares(demand, tuple(group.within for group in same), self.dice, site)
        for which, group in enumerate(same):
            share = self.work.program.problem.add_variable(
                f"share_{place}_{which}_{spell.day}_{spell.start:g}", 0, 1
            )
            error = (id(best), float(best.errors[which]))
            yield GroupSpell(group, spell, rates, demand, best.lines(which), error, share)

    def _rates(self, numbers: Sequence[int]) -> Floats:
        """Calls a minute of some kinds on all days, those with them who call again because their matter was not solved."""
        return np.array([self.work.calls[number].rates * (1 + self.again(number)) for number in numbers])

    def again(self, number: int) -> float:
        """Calls of those who call again because their matter was not solved, against first calls; at least."""
        kind = self.work.calls[number].kind
        share = max(
            (each.share for each in self.wanted if kind.line in each.lines and each.period == "all"),
            default=0.0,
        )
        return share * min(call_again(self.work, number, pool) for pool in kind.pools)

    def _demand(self, group: Group, pools: Sequence[str], spell: Spell, rates: Floats) -> SpellDemand:
        scenario = self.choice.scenario
        kinds: dict[KindOfCall, float] = {}
        for number, own in zip(group.numbers, rates, strict=True):
            for kind, part in self.work.calls[number].kinds:
                each = _kind_of_call(scenario, kind)
                kinds[each] = kinds.get(each, 0.0) + part * float(own.sum())
        total = sum(kinds.values())
        chats = is_chat(scenario, self.work.calls[group.numbers[0]].kind)
        return SpellDemand(
            tuple(kinds),
            tuple(round(count / total, 9) for count in kinds.values()),
            tuple(np.round(rates.sum(axis=0), 9).tolist()),
            spell.change - spell.start,
            _pace(self.choice, pools) if chats else (1.0,),
            most_heads_in(self.choice, pools, spell),
        )


def _kind_of_call(scenario: Scenario, kind: CallKind) -> KindOfCall:
    """What a call takes at least: of the pool that is fastest at it."""
    service, chats = scenario.services[kind.service], is_chat(scenario, kind)
    talk, after = time_of(service, chats), service.phone.after_call
    alone = talk.mean_minutes + after.mean_minutes
    speed = max(
        alone / (work(scenario, pool, kind) * (chats_at_once(pool) if chats else 1))
        for pool in (scenario.pools[name] for name in kind.pools)
    )
    patience = service.phone.patience or scenario.centres[kind.centre].patience
    return KindOfCall(talk, after, round(speed, 12), patience)


def _pace(choice: Choice, pools: Sequence[str]) -> tuple[float, ...]:
    """The speed of one head with one, two, … chats in hand, of the pool where it is highest."""
    rules = [choice.scenario.pools[pool].phone.chats for pool in pools]
    seats = max((each.at_once for each in rules if each), default=1)
    return tuple(
        max(
            [each.pace[min(place, len(each.pace) - 1)] for each in rules if each and place < each.at_once]
            or [1.0]
        )
        for place in range(seats)
    )


def groups_of(found: WorkProgram, within: float) -> list[Group]:
    """Calls and chats by the pools that answer them within some time; those that none can are in no group."""
    groups: dict[tuple[bool, tuple[str, ...]], list[int]] = {}
    scenario = found.program.choice.scenario
    for number, each in enumerate(found.calls):
        soon = {pool for pool, after in each.kind.from_when.items() if after <= within}
        pools = tuple(pool for pool in scenario.pools if pool in soon)
        if pools:
            groups.setdefault((is_chat(scenario, each.kind), pools), []).append(number)
    return [Group(pools, within, tuple(numbers)) for (_, pools), numbers in groups.items()]


def shares_are_of_heads(found: WaitsProgram) -> Iterator[Constraint]:
    """The share of a group in a spell is no more than its heads are worth at best, and as many calls are answered."""
    for place, each in enumerate(found.spells):
        heads = heads_of(found, each)
        for number, (start, slope) in enumerate(each.lines):
            yield each.share - slope * heads <= start, f"worth_{place}_{number}"
        slots, calls = _slots(each.spell), float(each.rates.sum())
        if slots:
            answered = _answers(found, each.group, slots, found.choice.scenario.pools)
            yield pulp.lpSum(answered) >= calls * each.share, f"answers_{place}"


def heads_of(found: WaitsProgram, here: GroupSpell) -> Any:
    """Heads of a group in a spell on average, without those who are busy with other calls."""
    busy = _busy_with_others(found, here)
    return pulp.lpSum([mean_heads(found.work.program, here.group.pools, here.spell), *busy])


def _slots(spell: Spell) -> range:
    """The slots of the program of the work that a spell consists of; none where it has parts of some."""
    if spell.start % SLOT or spell.end % SLOT:
        return range(0)
    before = int(spell.day * DAY // SLOT)
    return range(before + int(spell.start // SLOT), before + int(spell.end // SLOT))


def _busy_with_others(found: WaitsProgram, here: GroupSpell) -> list[Any]:
    """Heads of a group that are busy in a spell with calls of other groups, which they take as soon as they are free, as terms to add."""
    slots, scenario, terms = _slots(here.spell), found.choice.scenario, []
    for number, each in enumerate(found.work.calls):
        if number in here.group.numbers or is_chat(scenario, each.kind):
            continue
        for pool in each.kind.at_once & set(here.group.pools):
            minutes = minutes_of(found.work, number, pool) / here.spell.minutes
            for slot in slots:
                for later in (0, 1):
                    variable = found.work.answered.get(
                        (number, pool, (slot - later) % found.work.slots, later)
                    )
                    if variable is not None:
                        terms.append(-minutes * variable)
    return terms


def nobody_is_passed_over(found: WaitsProgram) -> Iterator[Constraint]:
    """Whom a pool answers would have been answered, too, had he wanted something that this pool takes at once: of those who may be taken
    by it the longest waiting goes first. So no group is left waiting while its pools answer others who came later."""
    for place, here in enumerate(found.spells):
        slots = _slots(here.spell)
        calls, group = found.work.calls, here.group
        at_once = frozenset.intersection(*(calls[number].kind.at_once for number in group.numbers))
        patient = _patient(found, group)
        if (
            not slots
            or not at_once
            or not patient
            or is_chat(found.choice.scenario, calls[group.numbers[0]].kind)
        ):
            continue
        for other in found.spells:
            same_time = (other.spell, other.group.within) == (here.spell, group.within)
            if same_time and other is not here and at_once & set(other.group.pools):
                more = _more_again(found, other, slots)
                some = float(other.rates.sum()) / patient * here.share
                name = f"fair_{place}_{other.group.numbers[0]}"
                if group.within == inf:
                    own = _answers(found, other.group, slots, at_once)
                    yield pulp.lpSum([*own, *more, -1 * some]) <= 0, name
                else:
                    elsewhere = _answers(
                        found, other.group, slots, set(found.choice.scenario.pools) - at_once
                    )
                    in_time = float(other.rates.sum()) * other.share
                    yield pulp.lpSum([in_time, *(-1 * each for each in elsewhere), -1 * some]) <= 0, name


def _patient(found: WaitsProgram, group: Group) -> float:
    """The share of a group's callers who hold out for its time at least; all, where any answer counts."""
    if group.within == inf:
        return 1.0
    uniforms = (np.arange(1000) + 0.5) / 1000
    shares = []
    for number in group.numbers:
        for kind, _ in found.work.calls[number].kinds:
            patience = _kind_of_call(found.choice.scenario, kind).patience
            shares.append(
                float((patience_of(patience, uniforms) >= group.within).mean()) if patience else 1.0
            )
    return min(shares)


def _answers(found: WaitsProgram, group: Group, slots: range, pools: Collection[str]) -> list[Any]:
    """The calls of a group that come in some slots and are answered by some pools, as variables."""
    return [
        found.work.answered[number, pool, slot, later]
        for number in group.numbers
        for pool in dict.fromkeys(found.work.calls[number].kind.pools)
        for slot in slots
        for later in (0, 1)
        if pool in pools and (number, pool, slot, later) in found.work.answered
    ]


def _more_again(found: WaitsProgram, here: GroupSpell, slots: range) -> list[Any]:
    """Calls of those who call again beyond those that the rates have, as terms to take off."""
    known = 0.0
    variables = []
    for number, rates in zip(here.group.numbers, here.rates, strict=True):
        known += float(rates.sum()) * (1 - 1 / (1 + found.again(number)))
        variables += [
            -1 * found.work.again[number, slot] for slot in slots if (number, slot) in found.work.again
        ]
    return [*variables, known]


def shares_are_reached(found: WaitsProgram) -> Iterator[Constraint]:
    """The shares of all spells together are as large as the targets ask for, but for what chance does in the simulated queues."""
    for place, wanted in enumerate(found.wanted):
        for number, spells in enumerate(_periods(found, wanted)):
            weights = [each.calls(_numbers(found, wanted)) for each in spells]
            total = sum(weights)
            if not total:
                continue
            if len(spells) == 1:
                (only,) = spells
                site = f"alone:{only.group.numbers}:{only.spell.start:g}"
                least = least_heads(only.demand, only.group.within, wanted.share, found.dice, site)
                yield heads_of(found, only) >= min(least, float(only.demand.most)), f"heads_{place}_{number}"
                continue
            by_queue: dict[tuple[int, float], float] = {}
            for each, weight in zip(spells, weights, strict=True):
                by_queue[each.error] = by_queue.get(each.error, 0.0) + weight / total
            error = sqrt(sum((weight * error) ** 2 for (_, error), weight in by_queue.items()))
            shares = [
                weight / total * each.share for each, weight in zip(spells, weights, strict=True) if weight
            ]
            yield pulp.lpSum(shares) >= wanted.share - SURE * error, f"in_time_{place}_{number}"


def _numbers(found: WaitsProgram, wanted: InTime) -> set[int]:
    return {number for number, each in enumerate(found.work.calls) if each.kind.line in wanted.lines}


def _periods(found: WaitsProgram, wanted: InTime) -> list[list[GroupSpell]]:
    """The spells, and for a target on the peak those of each interval of the day on all days, over which a share is asked for."""
    scenario, interval = found.choice.scenario, found.choice.scenario.calendar.interval
    numbers = _numbers(found, wanted)
    own = [
        each
        for each in found.spells
        if each.group.within == wanted.within and numbers & set(each.group.numbers)
    ]
    if wanted.period == "all":
        return [own]
    if wanted.period != "peak":
        return [[each for each in own if scenario.calendar.date(each.spell.day).isoformat() == wanted.period]]
    if not _are_of_intervals(own, interval):
        return [own]  # what holds in each interval, holds over all of them
    by_time: dict[float, list[GroupSpell]] = {}
    for each in own:
        by_time.setdefault(each.spell.start // interval * interval, []).append(each)
    return list(by_time.values())


def _are_of_intervals(spells: Sequence[GroupSpell], interval: float) -> bool:
    """Whether each spell lies within an interval of the day, or all groups have the same ones, each of whole intervals."""
    times: dict[Group, set[tuple[float, float]]] = {}
    for each in spells:
        times.setdefault(each.group, set()).add((each.spell.start, each.spell.end))
    every = set[tuple[float, float]]().union(*times.values())
    whole = all(start % interval == 0 and end % interval == 0 for start, end in every)
    return all(end <= start // interval * interval + interval for start, end in every) or (
        whole and all(own == every for own in times.values())
    )


def waits_program(choice: Choice, wanted: list[InTime], seed: int) -> WaitsProgram:
    """The program of the bound."""
    found = WaitsProgram(work_program(choice, musts_of(choice)), wanted, Dice(seed))
    found.work.program.add(shares_are_of_heads(found)).add(nobody_is_passed_over(found)).add(
        shares_are_reached(found)
    )
    return found
