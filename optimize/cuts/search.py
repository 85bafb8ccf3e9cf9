"""The search for the cheapest plan that holds its targets in simulation: an integer program that learns from each round.

Two kinds of lesson from a staffing that falls short:

* a *line*: its slack plus the slopes to its one-head-more neighbours must not be negative (Atlason, Epelman and
  Henderson, "Call center staffing with simulation and cutting plane methods", *Annals of Operations Research* 127, 2004).
  A line is right where the slack is concave in heads (a wait that is convex); that is tested on every staffing tried, and
  a line that a plan known to hold would break is moved until it does not;
* a *rise*: some stretch must have more heads, since fewer of all of them fall short too. It is right where more heads
  never hurt, which is tested as well. Rises are made as strong as simulation allows: from the largest staffing found
  that still falls short.

Lines lead to a good plan in few rounds. Rises alone prove that nothing is cheaper.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field
from operator import lt

import numpy as np

from optimize.deadline import Deadline
from optimize.oracle import Oracle
from optimize.plans.choice import Choice
from optimize.plans.constraints import (
    Cut,
    Rise,
    cheapest,
    cuts_are_kept,
    people_differ,
    rises_are_made,
    total_cost,
)
from optimize.plans.covering import services_have_somebody
from optimize.plans.plan import Plan, StaffingRules, plan_of
from optimize.plans.program import Program
from optimize.plans.solved import Answer, solve
from optimize.simulation import Heads
from optimize.slacks import Slacks, nearest
from optimize.solver_status import Status

SMALL = 1e-6
"""Share of a cost by which a plan must be cheaper to count as cheaper."""

FEW = 4
"""Plans with one person fewer, or more, that are tried where trying all is dear (assumed)."""

AT_ONCE = 8
"""Staffings that one round of the proof looks at, where so many are affordable (assumed)."""


MOST_ELSEWHERE = 40
"""Plans whose overtime and calls leave room for others below the best, up to which a proof goes on (assumed: each makes the program larger)."""


@dataclass
class Search:
    """State of a search.

    Attributes
    ----------
    choice : Choice
        What is chosen.
    oracle : Oracle
        The simulation.
    best : Plan or None
        The cheapest plan found so far that holds.
    lines, rises : list
        What was learnt.
    line_bound : float
        What no plan costs less than, if the lines are right.
    bound : float
        What no plan costs less than, if more heads never hurt.
    rounds : int
        Integer programs solved.
    drawn : list of (Cut, int)
        The lines as they were before any was moved, each with the number of its target.
    until : Deadline
        When to end with what there is.
    ceiling : float
        The proof ends where no plan costs less than this.
    offered : dict
        By its heads each plan offered, and each found by taking people out.
    elsewhere : list
        People of plans that hold, but whose overtime and calls leave room for others between their schedule and the best.
    has_all : bool
        Whether every plan that the rules allow was tried.
    """

    choice: Choice
    oracle: Oracle
    best: Plan | None = None
    lines: list[Cut] = field(default_factory=list)
    rises: list[Rise] = field(default_factory=list)
    line_bound: float = 0.0
    bound: float = 0.0
    rounds: int = 0
    drawn: list[tuple[Cut, int]] = field(default_factory=list)
    until: Deadline = field(default_factory=Deadline)
    ceiling: float = float("inf")
    offered: dict[Heads, Plan] = field(default_factory=dict)
    elsewhere: list[Heads] = field(default_factory=list)
    has_all: bool = False

    @property
    def compared(self) -> tuple[int, int]:
        """How often a staffing that holds was compared with one with more heads, and how often that one does not hold: then the bound
        is none. Nothing is compared where every plan was tried."""
        return (0, 0) if self.has_all else self.oracle.broken_pairs()

    def try_every(self, plans: Sequence[Plan]) -> None:
        """Offer every plan that the rules allow: nothing need be relied on then."""
        self.offer_all(plans)
        self.has_all, self.bound = True, self.best.cost if self.best else float("inf")

    @property
    def cheapest(self) -> Plan | None:
        """The cheapest plan found that holds."""
        return self.best

    @property
    def nearest(self) -> Plan:
        """Of the plans offered, at least one, the one that misses its targets least."""
        plans, targets = list(self.offered.values()), self.choice.scenario.targets
        return plans[nearest(targets, [self.oracle.known[plan.heads][: len(targets)] for plan in plans])]

    def is_known(self, plan: Plan) -> bool:
        """Whether a plan was tried."""
        return plan.heads in self.oracle.known

    @property
    def replications(self) -> range:
        """Numbers of the replications."""
        return self.oracle.replications

    def offer(self, plan: Plan) -> bool:
        """Whether a plan holds; it is the best from then on if it is cheaper."""
        self.offer_all([plan])
        return self.oracle.hold([plan.heads])[0]

    def offer_all(self, plans: Sequence[Plan]) -> None:
        """Offer plans, simulated in one call; those that hold and may be cheaper than the best are priced."""
        self.oracle.try_plans([plan for plan in plans if not self.is_known(plan)])
        holds = self.oracle.hold([plan.heads for plan in plans])
        self.offered |= {plan.heads: plan for plan in plans}
        good = [
            plan for plan, each in zip(plans, holds, strict=True) if each and self._is_cheaper(plan.schedule)
        ]
        for plan in self.oracle.priced(good):
            self.offered[plan.heads] = plan
            if self._is_cheaper(plan.cost) and self.choice.affords(plan.cost):
                self.best = plan

    def _is_cheaper(self, cost: float) -> bool:
        return self.best is None or cost < self.best.cost * (1 - SMALL)

    # -- lines -------------------------------------------------------------------------------------------------------

    def follow_lines(self, rounds: int) -> None:
        """Solve, simulate with all neighbours, learn a line for each target missed; until a solution holds."""
        for _ in range(rounds):
            if self.until.is_over:
                return
            answer = self._solve(self.lines)
            if not answer.heads:
                return  # the lines contradict each other: they are not right here
            self.line_bound = max(self.line_bound, answer.bound)
            if self.best and answer.cost >= self.best.cost * (1 - SMALL):
                return
            neighbours = self._one_more(answer.heads)
            slack, *slacks = self.oracle.slacks([answer.heads, *neighbours.values()])
            if (slack >= 0).all():
                self.offer(plan_of(answer))
                return
            self._learn(answer.heads, slack, dict(zip(neighbours, slacks, strict=True)))

    def _one_more(self, heads: Heads) -> dict[int, Heads]:
        """One-head-more neighbours, by the stretch."""
        return {
            index: (*heads[:index], count + 1, *heads[index + 1 :])
            for index, count in enumerate(heads)
            if count < self.choice.bounds(index)[1]
        }

    def _learn(self, heads: Heads, slack: Slacks, more: dict[int, Slacks]) -> None:
        for target in np.flatnonzero(slack < 0):
            slopes = {
                index: max(0.0, float(near[target] - slack[target]))
                for index, near in more.items()
                if np.isfinite(near[target]) and np.isfinite(slack[target])
            }
            slopes = {index: slope for index, slope in slopes.items() if slope > 0}
            if slopes:
                least = -float(slack[target]) + sum(slope * heads[index] for index, slope in slopes.items())
                line = Cut(tuple(slopes.items()), least)
                self.drawn.append((line, int(target)))
                self.lines.append(self._moved(line))
        self.rises += [rise for rise in (rise_above(self.choice, heads),) if rise not in self.rises]

    def learn_from(self, other: Search, shift: Slacks) -> None:
        """Take over the lines of a search with other thresholds, by which slacks are larger by `shift` here."""
        for line, target in other.drawn:
            own = Cut(line.slopes, line.least - float(shift[target]))
            self.drawn.append((own, target))
            self.lines.append(self._moved(own))

    def _moved(self, line: Cut) -> Cut:
        """A line, moved so that no staffing known to hold breaks it."""
        holding = [heads for heads, slacks in self.oracle.known.items() if (slacks >= 0).all()]
        return Cut(line.slopes, min([line.least, *(line.value(heads) for heads in holding)]))

    def line_tests(self) -> tuple[int, int]:
        """Comparisons of a line with a staffing tried, and in how many the target was nearer to holding than the line
        says: what must not be if slacks are concave in heads."""
        tests = broken = 0
        for line, target in self.drawn:
            for heads, slacks in self.oracle.known.items():
                if np.isfinite(slacks[target]):
                    tests += 1
                    broken += bool(slacks[target] > line.value(heads) - line.least + 1e-9)
        return tests, broken

    # -- pruning -----------------------------------------------------------------------------------------------------

    def prune(self, look: Oracle | None = None) -> None:
        """Take people out one by one while all targets hold, the dearest first.

        With a look on fewer replications, only those few are tried whom it shows to be missed least.
        """
        while self.best and not self.until.is_over:
            fewer = self.fewer()
            if look:
                fewer = self._missed_least(fewer, look)
            before = self.best
            self.offer_all(fewer)
            if self.best is before:
                return

    def add_where_overtime_is_dearer(self, look: Oracle | None = None) -> None:
        """Have one person more on a shift that costs less than all overtime does, or on several, as long as that makes the plan cheaper.

        With a look on fewer replications, only those are tried of which it says so.
        """
        rules = StaffingRules(self.choice)
        while self.best and not self.until.is_over:
            before = self.best
            cheap = [
                number
                for number, shift in enumerate(self.choice.shifts)
                if shift.cost < before.overtime + before.calls
            ]
            more = {number: plan for number in cheap if (plan := _with_more(rules, before, [number]))}
            if look:
                more = self._cheaper_by(look, more)
            self.offer_all(list(more.values()))
            if self.best is before:
                return
            holds = self.oracle.hold([plan.heads for plan in more.values()])
            cost = {
                number: self.offered[plan.heads].cost
                for (number, plan), each in zip(more.items(), holds, strict=True)
                if each
            }
            self._add_together(rules, before, cost)

    def _cheaper_by(self, look: Oracle, more: Mapping[int, Plan]) -> dict[int, Plan]:
        """Those plans that a look says cost less than the best, as many as are worth trying."""
        assert self.best is not None
        here, *others = look.priced([self.best, *more.values()])
        cost = {number: other.cost for number, other in zip(more, others, strict=True)}
        cheaper = sorted((number for number in cost if cost[number] < here.cost), key=lambda each: cost[each])
        return {number: more[number] for number in cheaper[:FEW]}

    def _add_together(self, rules: StaffingRules, before: Plan, cost: Mapping[int, float]) -> None:
        """Have one person more on all shifts at once on which one alone makes the plan cheaper, or on the better part of them."""
        good = sorted((number for number in cost if cost[number] < before.cost), key=lambda each: cost[each])
        sizes = [len(good) >> halved for halved in range(len(good).bit_length() - 1)]  # one alone was tried
        several = (_with_more(rules, before, good[:size]) for size in sizes)
        self.offer_all([plan for plan in several if plan])

    def _missed_least(self, fewer: list[Plan], look: Oracle) -> list[Plan]:
        """Those plans with one person fewer that come nearest to holding."""
        assert self.best is not None
        (here,) = self.oracle.slacks([self.best.heads])
        effects = look.effects(self.best.heads, [plan.heads for plan in fewer])
        worst = [float((here + effect).min()) for effect in effects]
        order = sorted(range(len(fewer)), key=lambda number: -worst[number])
        return [fewer[number] for number in order[:FEW]]

    def fewer(self) -> list[Plan]:
        """The best plan with one person fewer on one of its shifts, where the rules allow it."""
        assert self.best is not None
        people = self.best.people
        taken = [
            (*people[:number], count - 1, *people[number + 1 :])
            for number, count in enumerate(people)
            if count
        ]
        rules = StaffingRules(self.choice)
        return [plan for plan in map(rules.plan, taken) if plan]

    # -- proof -------------------------------------------------------------------------------------------------------

    def take_for_held(self, plan: Plan) -> None:
        """Take a plan for one that holds, as a check on other replications says: whatever had ruled it out is given up, and the proof begins anew from
        what is left."""
        (self.best,) = self.oracle.priced([plan])
        self.oracle.take_for_held(plan.heads)
        short = [heads for heads, slacks in self.oracle.known.items() if not (slacks >= 0).all()]
        self.rises = [
            rise_above(self.choice, heads)
            for heads in largest([heads for heads in short if any(map(lt, heads, plan.heads))])
        ]
        self.bound, self.elsewhere = 0.0, []

    def prove(self, most: int) -> bool:
        """Look at the cheapest staffings that no rise forbids until one holds; whether that ended, before `most` were simulated
        and the time was over, and with something cheaper than the ceiling."""
        stop = self.oracle.simulated + most
        while not self.until.is_over:
            affordable = (stop - self.oracle.simulated - 1) // len(self.choice.places)
            plans = self._cheapest_ones(max(1, min(AT_ONCE, affordable)))
            if plans is None:
                return False
            if not plans:
                self.bound = self.best.cost if self.best else float("inf")
                return True
            self.bound = max(self.bound, plans[0].cost)
            if self.bound >= self.ceiling:
                return False
            if affordable < 1:
                return False
            holds = self.oracle.hold([plan.heads for plan in plans])
            good = [plan for plan, each in zip(plans, holds, strict=True) if each]
            self.offer_all(good)
            self.elsewhere += [plan.people for plan in good if self._is_cheaper(plan.schedule)]
            if len(self.elsewhere) > MOST_ELSEWHERE:
                return False
            short = [plan.heads for plan, each in zip(plans, holds, strict=True) if not each]
            highest = lifted(self.choice, self.oracle, short)
            self.rises += [rise_above(self.choice, heads) for heads in dict.fromkeys(highest)]
        return False

    def _cheapest_ones(self, count: int) -> list[Plan] | None:
        """The so many cheapest plans that no rise forbids and that are cheaper than the best, from cheap to dear; None where the time
        ended before the first was known to be the cheapest, or that there is none."""
        found: list[Plan] = []
        for _ in range(count):
            forbidden = [rise_above(self.choice, plan.heads) for plan in found]
            answer = self._solve((), forbidden, below=self.best.cost if self.best else None)
            if not found and answer.status not in (Status.OPTIMAL, Status.INFEASIBLE):
                return None
            if answer.status is not Status.OPTIMAL:
                break
            found.append(plan_of(answer))
        return found

    def _solve(
        self, lines: Sequence[Cut], forbidden: Sequence[Rise] = (), below: float | None = None
    ) -> Answer:
        self.rounds += 1
        program: Program = cheapest(self.choice)
        program.add(services_have_somebody(program)).add(cuts_are_kept(program, lines))
        program.add(rises_are_made(program, [*self.rises, *forbidden]))
        program.add(people_differ(program, self.elsewhere))
        if below is not None:
            program.add(iter([(total_cost(program) <= below * (1 - SMALL), "cheaper")]))
        return solve(program, self.until.left())


def largest(staffings: Sequence[Heads]) -> list[Heads]:
    """Those that have nowhere fewer heads than any other has."""
    table = np.array(staffings)
    return [heads for heads in staffings if ((table >= np.array(heads)).all(axis=1)).sum() == 1]


def rise_above(choice: Choice, heads: Heads) -> Rise:
    """That some stretch has more than these heads."""
    return Rise(
        tuple((index, count + 1) for index, count in enumerate(heads) if count < choice.bounds(index)[1])
    )


def lifted(choice: Choice, oracle: Oracle, staffings: Sequence[Heads]) -> list[Heads]:
    """For each staffing that falls short, one with no fewer heads anywhere in which any further head might help.

    Stretch by stretch the heads are raised as far as the staffing still falls short, by bisection; all staffings are
    tried in one call. Each begins at another stretch, so that they end differently.
    """
    heads = [list(each) for each in staffings]
    for step in range(len(choice.places)):
        places = [(step + number) % len(choice.places) for number in range(len(heads))]
        for each, place, count in zip(heads, places, _highest(choice, oracle, heads, places), strict=True):
            each[place] = count
    return [tuple(each) for each in heads]


def _highest(choice: Choice, oracle: Oracle, heads: Sequence[list[int]], places: Sequence[int]) -> list[int]:
    """The most heads at one place of each staffing with which it still falls short."""
    low = [each[place] for each, place in zip(heads, places, strict=True)]
    high = [choice.bounds(place)[1] for place in places]
    middle = list(high)  # most often even the most heads there do not help, so that is tried first
    while True:
        open_ones = [number for number in range(len(heads)) if low[number] < high[number]]
        if not open_ones:
            return low
        tried = []
        for number in open_ones:
            place = places[number]
            tried.append((*heads[number][:place], middle[number], *heads[number][place + 1 :]))
        for number, good in zip(open_ones, oracle.hold(tried), strict=True):
            if good:
                high[number] = middle[number] - 1
            else:
                low[number] = middle[number]
            middle[number] = (low[number] + high[number] + 1) // 2


def _with_more(rules: StaffingRules, plan: Plan, numbers: Collection[int]) -> Plan | None:
    """A plan with one person more on some shifts; None where the rules forbid it."""
    return rules.plan(tuple(count + (number in numbers) for number, count in enumerate(plan.people)))
