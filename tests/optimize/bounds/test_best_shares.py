"""Shares answered at best, against queues gone through by hand and against a closed form."""

from __future__ import annotations

from math import inf

import numpy as np
import pytest
from scipy.stats import poisson

from optimize.bounds.best_shares import KindOfCall, SpellDemand, best_shares, least_heads, lines_above
from optimize.bounds.empty_queue import Comers, count_served
from sim.draws.dice import Dice
from sim.scenario.distributions import Distribution
from sim.scenario.phone import Patience

FOUR = Distribution(exponential={"mean": "4 min"})
NONE = Distribution(constant="0 min")
DICE = Dice(1)


def served(
    arrived: list[float],
    patience: float,
    heads: tuple[int, int],
    change: float,
    within: float,
    pace: tuple[float, ...] = (1.0,),
) -> float:
    """How many of some who take 3 minutes each are served within a wait, in a spell of ten minutes."""
    count = len(arrived)
    comers = Comers(np.array([0, count]), np.array(arrived), np.full(count, 3.0), np.full(count, patience))
    counts = np.zeros((2, 1, 1))
    count_served(
        comers,
        heads,
        (change, 10.0),
        np.array(pace),
        np.array([within]),
        np.zeros((max(heads), len(pace))),
        counts,
    )
    return float(counts.sum())


@pytest.mark.parametrize(
    ("case", "expected"),
    [
        (served([0, 1, 2], inf, (1, 1), 10, 2.0), 2),  # they begin at 0, 3 and 6
        (served([0, 1, 2], inf, (1, 1), 10, 4.0), 3),
        (served([0, 1, 2], 1.5, (1, 1), 10, inf), 2),  # the second gives up at 2.5, so the third begins at 3
        (
            served([0, 1, 2], inf, (1, 2), 2, 1.0),
            2 + 1,
        ),  # the second head comes at 2, and takes the second caller
        (served([0, 0, 4], inf, (2, 1), 1, 0.0), 3),  # of two heads one goes at 1, when both have to end at 3
        (served([0, 0, 2], inf, (2, 1), 1, 0.5), 2),
        (
            served([0, 0, 0, 9], inf, (1, 1), 10, 1.0),
            2,
        ),  # begin at 0, 3 and 6; the last one waits from 9 until the end at 10 at most
        (
            served([0, 0, 0], inf, (1, 1), 10, 0.0, (1.0, 0.5)),
            2,
        ),  # two at once, the third when the first ends at 3
        (served([0, 0, 1], inf, (1, 1), 10, 2.0, (1.0, 0.5)), 3),
    ],
)
def test_queues_gone_through_by_hand(case: float, expected: int) -> None:
    """Three minutes each, in the order of coming."""
    assert case == expected


def demand(most: int = 40, change: float = 60.0) -> SpellDemand:
    return SpellDemand(
        (KindOfCall(FOUR, NONE, 1.0, Patience(time=FOUR)),), (1.0,), (5.0,) * 60, change, (1.0,), most
    )


def closed_form(heads: int) -> float:
    """Patience as long as talks: the number present t minutes after it was empty is a Poisson variable with mean 20 (1 - exp(-t / 4)),
    however many heads there are (Feldman, Mandelbaum, Massey and Whitt 2008), and who finds fewer present than heads does not wait."""
    times = (np.arange(600) + 0.5) / 10
    return float(poisson.cdf(heads - 1, 20 * (1 - np.exp(-times / 4))).mean())


def test_at_once_as_by_the_closed_form() -> None:
    """Within four standard errors of a hundred thousand calls."""
    found = best_shares(demand(), (0.0,), DICE, "test")
    for (heads, _), share in zip(found.heads, found.shares[:, 0].tolist(), strict=True):
        if heads >= 12 and share < 1:
            assert share == pytest.approx(closed_form(heads), abs=4 * found.errors[0])


def test_least_heads_of_the_closed_form() -> None:
    """Where the closed form says that 80 % do not wait."""
    least = next(heads for heads in range(40) if closed_form(heads) >= 0.8)
    assert least_heads(demand(), 0.0, 0.8, DICE, "test") == least
    assert least_heads(demand(most=5), 0.0, 0.8, DICE, "test") == inf


def test_heads_that_change_are_worth_at_least_as_much_as_simulated() -> None:
    """More before, as many, or more after: what is said of each is no less than a simulation of it, but for chance."""
    rough = best_shares(demand(change=30.0), (0.0,), DICE, "test")
    by_heads = dict(zip(rough.heads, rough.shares[:, 0].tolist(), strict=True))
    for heads in ((18, 18), (24, 18), (21, 18), (18, 24), (30, 15)):
        times = (np.arange(600) + 0.5) / 10
        each = np.where(times < 30, heads[0], heads[1])
        share = float(poisson.cdf(each - 1, 20 * (1 - np.exp(-times / 4))).mean())
        assert by_heads[heads] >= share - 4 * rough.errors[0]


def test_lines_lie_above_points() -> None:
    """The corners (0, 0), (2, .6), (4, .9), by hand: slopes of .3 and .15, and no line higher than the highest point."""
    lines = lines_above([(0.0, 0.0), (1.0, 0.1), (2.0, 0.6), (3.0, 0.7), (4.0, 0.9), (5.0, 0.9)])
    assert [(round(start, 9), round(slope, 9)) for start, slope in lines] == [
        (0.0, 0.3),
        (0.3, 0.15),
        (0.9, 0.0),
    ]
