"""Downhill, where what a staffing does is known beforehand: slacks that are straight in heads."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import numpy as np
import pytest

from optimize.cost import OnTop
from optimize.cuts.descent import beginnings, downhill
from optimize.cuts.head_steps import Effects, effects_at
from optimize.cuts.search import Search
from optimize.oracle import Oracle
from optimize.plans.choice import Choice
from optimize.plans.plan import Plan
from optimize.simulation import Heads, Simulation
from optimize.slacks import Slacks
from tests.optimize.made_halls import every_staffing
from tests.optimize.tiny import JUNIORS, plan_with, tiny

GAINS = np.array([[2.0, 1.0], [3.0, 0.5], [0.0, 0.7], [0.5, 0.2]])
"""What a head in each stretch adds to each of two slacks."""
NEEDED = np.array([11.0, 4.0])
"""What heads must add up to."""


class Straight(Oracle):
    """Oracle of a world in which slacks are straight, so that nothing is simulated."""

    def slacks(self, staffings: Sequence[Heads]) -> list[Slacks]:
        for heads in staffings:
            self.known[heads] = np.array(heads) @ GAINS - NEEDED
        return [self.known[heads] for heads in staffings]

    def priced(self, plans: Sequence[Plan]) -> list[Plan]:
        return list(plans)


@pytest.fixture
def choice() -> Choice:
    """Clerks at 60 yuan an hour and juniors at 30, each in two blocks of two hours."""
    pools: dict[str, Any] = {
        "clerks": {"least": 1, "most": 4, "block": "2 h"},
        "juniors": {"most": 3, "block": "2 h"},
    }
    return tiny({"pools": pools}, JUNIORS)


@pytest.fixture
def oracle(choice: Choice) -> Straight:
    return Straight(Simulation(choice, range(8), 1))


def plan(choice: Choice, *heads: int) -> Plan:
    """In blocks, the people of a shift are the heads of its stretch."""
    people = [heads[shift.covers[0]] for shift in choice.shifts]
    return plan_with(choice, tuple(people))


def test_effects_of_single_heads(choice: Choice, oracle: Straight) -> None:
    """A head more or fewer does what the straight line says; where bounds allow none, nothing is said."""
    (effects,) = effects_at(choice, oracle, [(4, 1, 0, 2)])
    assert set(effects.more) == {1, 2, 3}
    assert set(effects.fewer) == {0, 3}
    for index in (1, 2, 3):
        np.testing.assert_allclose(effects.more[index], GAINS[index])
    np.testing.assert_allclose(effects.fewer[0], GAINS[0])


def test_what_a_plan_would_cost_if_it_just_held() -> None:
    """A head typically does 2 to the first slack and 0.5 to the second. A plan of 100 that lacks 4 and 0.5 lacks two heads at 10;
    one that has 4 and 2 too much could spare two; the second slack alone could spare four."""
    effects = Effects((1, 1), np.array([0.0, 0.0]), {0: np.array([2.0, 0.5])}, {})
    assert effects.priced(100.0, np.array([-4.0, -0.5]), 10.0) == pytest.approx(120.0)
    assert effects.priced(100.0, np.array([4.0, 2.0]), 10.0) == pytest.approx(80.0)


def test_it_begins_where_targets_begin_to_hold(choice: Choice, oracle: Straight) -> None:
    """Clerks alone: (2, 2) lacks 1 and 1, (3, 3) has 4 and 0.5 too much, so that targets begin to hold at two thirds of the
    way (the second slack says so), which is nearer to (3, 3). From (2, 3), which lacks 0.5 in the second slack alone, it is half
    of the way in the dearer direction, but both cost the same at that point but for the stretch that the head is in."""
    starts = [plan(choice, 2, 2, 0, 0), plan(choice, 3, 3, 0, 0), plan(choice, 4, 4, 0, 0)]
    assert [each.heads for each in beginnings(oracle, starts)] == [(3, 3, 0, 0)]


def test_downhill_ends_at_the_cheapest_of_all(choice: Choice, oracle: Straight) -> None:
    """Where effects add up exactly, the integer program is right at once."""
    search = Search(choice, oracle)
    downhill(search, oracle, [plan(choice, 3, 3, 0, 0)])
    holding = [
        plan(choice, *heads).cost
        for heads in every_staffing(choice)
        if (np.array(heads) @ GAINS >= NEEDED).all()
    ]
    assert search.best is not None
    assert search.best.cost == pytest.approx(min(holding))


def test_downhill_from_a_staffing_that_falls_short(choice: Choice, oracle: Straight) -> None:
    """It may begin below: the program adds what is missing."""
    search = Search(choice, oracle)
    downhill(search, oracle, [plan(choice, 2, 2, 1, 0)])
    assert search.best is not None
    assert (oracle.known[search.best.heads] >= 0).all()


class Worst(Straight):
    """One target on the worst of two intervals, which are the two slacks of before."""

    def slacks(self, staffings: Sequence[Heads]) -> list[Slacks]:
        for heads in staffings:
            self.known[heads] = np.array([min(np.array(heads) @ GAINS - NEEDED)])
        return [self.known[heads] for heads in staffings]

    def fine(self, staffings: Sequence[Heads]) -> list[Slacks]:
        return [np.array(heads) @ GAINS - NEEDED for heads in staffings]


def test_a_target_on_the_worst_interval_is_looked_at_interval_by_interval(choice: Choice) -> None:
    """One round ends at the cheapest of all, though which interval is the worst changes on the way."""
    oracle = Worst(Simulation(choice, range(8), 1))
    search = Search(choice, oracle)
    downhill(search, oracle, [plan(choice, 3, 3, 1, 1)], rounds=1)
    holding = [plan(choice, *heads).cost for heads in every_staffing(choice) if oracle.hold([heads])[0]]
    assert search.best is not None
    assert search.best.cost == pytest.approx(min(holding))


class Overtime(Straight):
    """The same, where each head of the first stretch spares 1,000 yuan of overtime, of 4,000 in all."""

    def on_top(self, staffings: Sequence[Heads]) -> list[OnTop]:
        return [OnTop(4_000.0 - 1_000.0 * heads[0], 0.0) for heads in staffings]

    def priced(self, plans: Sequence[Plan]) -> list[Plan]:
        on_top = self.on_top([plan.heads for plan in plans])
        return [plan.with_on_top(*each) for plan, each in zip(plans, on_top, strict=True)]


def test_downhill_counts_overtime(choice: Choice) -> None:
    """A head in the first stretch costs 120 yuan and spares 1,000: the cheapest of all has as many there as may be."""
    oracle = Overtime(Simulation(choice, range(8), 1))
    search = Search(choice, oracle)
    downhill(search, oracle, [plan(choice, 2, 3, 0, 0)])
    holding = [
        plan(choice, *heads).cost + 4_000.0 - 1_000.0 * heads[0]
        for heads in every_staffing(choice)
        if (np.array(heads) @ GAINS >= NEEDED).all()
    ]
    assert search.best is not None
    assert search.best.heads[0] == choice.bounds(0)[1]
    assert search.best.cost == pytest.approx(min(holding))


def test_only_whom_a_look_says_to_be_worth_it_is_added(choice: Choice) -> None:
    """One person more in the first stretch, where overtime is dearer; the other three stretches are not even tried."""
    oracle, look = (Overtime(Simulation(choice, range(8), 1)) for _ in range(2))
    search = Search(choice, oracle)
    search.offer(plan(choice, 3, 3, 1, 0))
    known = set(oracle.known)
    search.add_where_overtime_is_dearer(look)
    assert search.best is not None
    assert search.best.heads == (4, 3, 1, 0)
    assert set(oracle.known) - known == {(4, 3, 1, 0)}
