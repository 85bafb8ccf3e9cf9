"""Numbers at several addresses at once are those at each address alone, by NumPy and by compiled loops."""

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from sim.draws.contact_sampler import ContactSampler, MixedSampler, NewCases
from sim.draws.dice import Dice
from sim.lanes.quick_dice import QuickDice

ADDRESSES = (("hall:north", 1, -3), ("hall:north", 2, -3), ("line:hub:chasing", 1, 400))
REPLICATIONS = range(7, 12)

ROWS = st.lists(st.tuples(st.integers(0, 2), st.integers(0, 4), st.integers(0, 2**52)), max_size=20)
"""Address, replication, and an entity, which may be as large as the numbers of those who come because of orders."""


@given(ROWS)
def test_each_number_is_that_of_its_address_alone(rows: list[tuple[int, int, int]]) -> None:
    address, row, entity = np.array(rows, np.int64).reshape(-1, 3).T.copy()
    alone = [
        Dice(5).at("papers", site, day, row[[place]], entity[[place]], REPLICATIONS, attempt)[0]
        for place, (site, attempt, day) in enumerate(ADDRESSES[number] for number in address)
    ]
    for dice in (Dice(5), QuickDice(5)):
        found = dice.at_addresses("papers", ADDRESSES, address, row, entity, REPLICATIONS)
        assert found.tolist() == alone


def test_contacts_of_mixed_cases_draw_as_those_of_each_day_do() -> None:
    """Two cases of day -3 at the second contact and one of day 4 at the first, and what they draw at the contact after that."""
    whole = np.arange(2)
    cases = NewCases(-3, REPLICATIONS, np.array([0, 1, 2, 2, 2, 2]), whole, whole, whole * 1.0, whole, whole)
    own = ContactSampler(Dice(5), "hall:north", cases, 2)
    other = ContactSampler(
        Dice(5), "hall:south", NewCases(4, *[*cases.__dict__.values()][1:]), 1, np.array([1])
    )
    mixed = MixedSampler(
        Dice(5), (("hall:south", 1, 4), ("hall:north", 2, -3)), REPLICATIONS,
        np.array([1, 0, 1]), np.array([0, 1, 1]), np.array([0, 1, 1]), np.array([0, 1, 1]), np.array([0, 1, 1]),
    )  # fmt: skip
    for later in (0, 1):
        every = np.arange(3)
        alone = (
            own.some(np.arange(2), later).uniform("papers"),
            other.some(np.array([0]), later).uniform("papers"),
        )
        expected = [alone[0][0], alone[1][0], alone[0][1]]
        assert mixed.some(every, later).uniform("papers").tolist() == expected
        assert mixed.some(every, later).attempt.tolist() == [2 + later, 1 + later, 2 + later]
        assert mixed.some(every, later).of_some("papers", np.array([2, 0])).tolist() == [
            expected[2],
            expected[0],
        ]
    at_first = own.uniform("quick", attempt=1)
    assert mixed.uniform("quick", attempt=1)[[0, 2]].tolist() == at_first.tolist()
