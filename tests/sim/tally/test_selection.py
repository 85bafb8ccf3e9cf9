"""Order statistics within groups are those of sorted groups."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from sim.tally.selection import SMALL, bring_together, select


def selected(group, numbers, groups, shares):
    """At each share of each group's places the number there, and where the groups have none, -1."""
    stop, together = np.zeros(groups, np.int64), np.empty(len(numbers), np.int64)
    bring_together(group, numbers, stop, together)
    count = np.diff(stop, prepend=0)
    places = np.array([np.where(count > 0, np.floor(share * (count - 1)), -1) for share in shares], np.int64)
    found = np.full_like(places, -1)
    select(together, stop, places, found)
    return places, found


def sorted_groups(group, numbers, groups):
    return [np.sort(numbers[group == each]) for each in range(groups)]


@given(st.data())
def test_what_is_selected_stands_there_when_the_group_is_sorted(data):
    """Few values, so that many are equal, and groups on both sides of the length from which on they are parted."""
    size = data.draw(st.integers(0, 8 * SMALL))
    least = data.draw(st.sampled_from([2, 5, 10**9]))
    group = np.array(data.draw(st.lists(st.integers(0, 2), min_size=size, max_size=size)), np.int64)
    numbers = np.array(data.draw(st.lists(st.integers(0, least), min_size=size, max_size=size)), np.int64)
    places, found = selected(group, numbers, 4, [0.0, 0.5, 0.8, 0.95, 1.0])
    for each, values in enumerate(sorted_groups(group, numbers, 4)):
        for place, value in zip(places[:, each], found[:, each], strict=True):
            assert value == (values[place] if len(values) else -1)


@pytest.mark.parametrize(
    "numbers",
    [
        np.arange(5000),
        np.arange(5000)[::-1],
        np.zeros(5000),
        np.arange(5000) % 7,
        -np.abs(np.arange(-2500, 2500)),
    ],
    ids=["rising", "falling", "equal", "seven values", "a hill"],
)
def test_orders_that_make_poor_pivots(numbers):
    """Also the order of each group's numbers is among those that a quick search is slow at."""
    group, numbers = np.arange(5000) % 2, numbers.astype(np.int64)
    places, found = selected(group, numbers, 2, [0.1, 0.5, 0.9])
    for each, values in enumerate(sorted_groups(group, numbers, 2)):
        assert found[:, each].tolist() == values[places[:, each]].tolist()
