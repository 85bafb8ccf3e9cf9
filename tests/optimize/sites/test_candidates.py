"""Which staffings of a hall are tried next: what is ruled out by hand, and that the cheapest is found with few oracle."""

from __future__ import annotations

import numpy as np
import pytest

from optimize.simulation import Heads
from optimize.sites.candidates import CandidateStaffings

ALL = float("inf")


def test_what_is_still_open() -> None:
    """1 to 3 heads at 2 yuan, and 0 to 2 at 3: (2, 1) falls short, which rules out all with at most that in both; (3, 2)
    need not be asked for, since it is nowhere below itself. What costs 10 or more is too dear."""
    options = CandidateStaffings([(1, 3), (0, 2)], [2.0, 3.0])
    is_open = options.still_open([(2, 1)], {(3, 2): 0.0}, 10.0)
    found = {tuple(heads) for heads in options.heads[is_open].tolist()}
    assert found == {(3, 0), (3, 1), (1, 2)}  # 6, 9 and 8 yuan; (2, 2) costs 10


def test_nothing_is_tried_twice_and_never_more_than_asked_for() -> None:
    options = CandidateStaffings([(0, 4), (0, 4)], [1.0, 1.0])
    tried = options.worth_trying([(0, 0)], {(4, 4): 0.0}, ALL, 6)
    assert 0 < len(tried) <= 6
    assert len(set(tried)) == len(tried)
    assert not {(0, 0), (4, 4)} & set(tried)
    assert options.worth_trying([(4, 4)], {}, ALL, 6) == []


@pytest.mark.parametrize("weights", [(3, 2, 4, 1), (1, 1, 1, 1), (5, 1, 5, 3)], ids=str)
@pytest.mark.parametrize("needed", [6, 10])
def test_the_cheapest_that_holds(weights: tuple[int, ...], needed: int) -> None:
    """What holds is known here: a weighted sum of heads of at least so much. The cheapest of all 144 is found, and nothing cheaper
    stays open; where all weigh the same, that takes many, since no two with the same sum rule each other out."""
    costs = [4.0, 3.0, 5.0, 2.0]
    options = CandidateStaffings([(0, 3), (0, 2), (0, 3), (0, 2)], costs)
    enough = options.heads @ np.array(weights) >= needed
    short, holding = list[Heads](), list[Heads]()
    below = ALL
    while tries := options.worth_trying(short, dict.fromkeys(holding, 0.0), below, 6):
        for heads in tries:
            (holding if np.dot(heads, weights) >= needed else short).append(heads)
        below = min([ALL, *(float(np.dot(heads, costs)) for heads in holding)])
    assert below == options.cost[enough].min()
    assert len(short) + len(holding) < 72


def test_one_that_holds_leaves_open_what_its_overtime_leaves_room_for() -> None:
    """(2, 1) costs 7 yuan and 3 on top: (3, 1) at 9 may be cheaper, (2, 2) at 10 is not."""
    options = CandidateStaffings([(1, 3), (0, 2)], [2.0, 3.0])
    found = options.not_ruled_out([(1, 2)], {(2, 1): 3.0})
    assert sorted(found) == [(2, 0), (2, 1), (3, 0), (3, 1)]
