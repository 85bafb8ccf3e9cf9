"""Neighbours of a plan where few numbers are chosen: one of them changed, then two, until none next to the best is better.

What a program proposes is as good as the guesses that it is made of. Where there are few numbers, all plans next to a good one can be
simulated, so that no guess is needed: from the best plan to the best next to it, until there is none.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import combinations_with_replacement, product
from typing import Protocol

from optimize.cuts.search import SMALL
from optimize.deadline import Deadline
from optimize.plans.choice import Choice
from optimize.plans.plan import Plan, StaffingRules
from sim.running.experiment import contacts_of

FEW = 12
"""Numbers up to which pairs of them are changed (assumed: some 300 plans next to one)."""

CONTACTS = 40_000_000.0
"""Contacts simulated of neighbours, where no time limit says when to end (assumed: some half a minute of two cores)."""

AT_ONCE = 2_000_000.0
"""Contacts simulated in one call, about, so that a time limit is kept (assumed: a second or two)."""


class PlanSearch(Protocol):
    """A search that tries plans by simulation, and remembers them."""

    @property
    def cheapest(self) -> Plan | None:
        """The cheapest plan that holds."""

    @property
    def nearest(self) -> Plan:
        """The plan that misses its targets least."""

    def is_known(self, plan: Plan) -> bool:
        """Whether a plan was tried."""

    def offer_all(self, plans: Sequence[Plan]) -> None:
        """Try plans."""


def are_few(choice: Choice) -> bool:
    """Whether so few numbers are chosen that all plans next to one can be tried."""
    return len(choice.shifts) <= FEW and not choice.trainings


def try_neighbours(search: PlanSearch, choice: Choice, replications: int, until: Deadline) -> bool:
    """Go from the best plan to a better one next to it, as long as there is one; whether that came to its end.

    Where no plan holds, the better one is that which misses its targets less.

    Parameters
    ----------
    search : PlanSearch
        With at least one plan tried.
    choice : Choice
        What is chosen.
    replications : int
        Of each plan.
    until : Deadline
        When to end; without a limit, so many contacts are simulated as are affordable.
    """
    each = replications * contacts_of(choice.scenario)
    at_once, affordable = max(1, int(AT_ONCE / each)), max(1, int(CONTACTS / each))
    rules, took = StaffingRules(choice), 0.0
    while True:
        base = _best(search)
        for plans in _in_order(search, rules, base, at_once):
            left = until.left()
            if affordable <= 0 if left is None else left <= took:
                return False
            search.offer_all(plans)
            affordable -= len(plans)
            took = (left or 0.0) - (until.left() or 0.0)
            if _best(search) != base:
                break
        else:
            return True


def _best(search: PlanSearch) -> Plan:
    """The cheapest plan that holds; where none does, the one that is nearest to that."""
    return search.cheapest or search.nearest


def _in_order(search: PlanSearch, rules: StaffingRules, base: Plan, at_once: int) -> Iterator[list[Plan]]:
    """The plans next to one that are not known yet, some at a time: those with one change before those with two, and of plans
    cheaper than one that holds the dearer first, since they are likelier to hold."""
    holds = search.cheapest is not None
    for changes in (1, 2):
        plans = {plan.heads: plan for plan in neighbours(rules, base, changes) if not search.is_known(plan)}
        some = [plan for plan in plans.values() if not holds or plan.cost < base.cost * (1 - SMALL)]
        some.sort(key=lambda plan: -plan.cost)
        yield from (some[first : first + at_once] for first in range(0, len(some), at_once))


def neighbours(rules: StaffingRules, plan: Plan, changes: int) -> Iterator[Plan]:
    """Plans that rules allow, with so many people more or fewer than in another, on the same shift or on different ones."""
    for numbers in combinations_with_replacement(range(len(plan.people)), changes):
        for steps in product((1, -1), repeat=changes):
            people = list(plan.people)
            for number, step in zip(numbers, steps, strict=True):
                people[number] += step
            if min(people) >= 0 and tuple(people) != plan.people:
                other = rules.plan(tuple(people))
                if other is not None:
                    yield other


__all__ = ["are_few", "neighbours", "try_neighbours"]
