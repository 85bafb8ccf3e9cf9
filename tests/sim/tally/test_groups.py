"""Replications added up in groups."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from sim.tally import group_size, join_tallies, layered, regroup


def alone(count: int) -> dict[str, np.ndarray]:
    """A tally in which each replication says its own number."""
    return {"replications": np.ones(count, np.int32), "value": np.arange(count, dtype=float)}


@pytest.mark.parametrize(
    ("count", "size"), [(1, 1), (512, 1), (513, 2), (1024, 2), (1025, 4), (2048, 4), (2049, 8), (10_000, 32)]
)
def test_a_group_is_the_smallest_power_of_two_that_leaves_512_rows(count, size):
    assert group_size(count) == size


def test_rows_hold_replications_between_multiples_of_the_size():
    grouped = regroup(alone(10), 4)
    assert grouped["replications"].tolist() == [4, 4, 2]
    assert grouped["value"].tolist() == [0 + 1 + 2 + 3, 4 + 5 + 6 + 7, 8 + 9]


def test_a_batch_that_begins_within_a_group_ends_its_first_row_with_the_group():
    grouped = regroup(alone(6), 4, first=3)
    assert grouped["replications"].tolist() == [1, 4, 1]


def test_rows_over_the_edge_of_a_group_are_refused():
    with pytest.raises(ValueError, match="cannot be cut at the edges of groups of 2"):
        regroup(regroup(alone(8), 4), 2)


@given(st.lists(st.integers(1, 700), min_size=1, max_size=8))
def test_groups_are_those_of_the_whole_however_it_came_in_batches(batches):
    count, first, parts = sum(batches), 0, []
    for size in batches:
        batch = {
            "replications": np.ones(size, np.int32),
            "value": np.arange(first, first + size, dtype=float),
        }
        parts.append(layered(batch, first))
        first += size
    found = regroup(join_tallies(parts), group_size(count))
    expected = regroup(alone(count), group_size(count))
    for name in expected:
        np.testing.assert_array_equal(found[name], expected[name])


def test_what_is_kept_of_a_long_run_is_bounded():
    kept = layered(alone(10_000))
    # 512 alone, and 256 rows for each doubling up to 8192; the rest in groups of 32
    assert len(kept["value"]) == 512 + 4 * 256 + 57
    assert kept["value"].sum() == 10_000 * 9_999 / 2


@pytest.mark.parametrize("count", [1, 300, 512, 514, 1024, 1028, 5_008])
def test_a_shorter_run_can_be_had_from_what_is_kept(count):
    kept = layered(alone(6_000))
    rows = int(np.searchsorted(np.cumsum(kept["replications"]), count)) + 1
    short = regroup({name: values[:rows] for name, values in kept.items()}, group_size(count))
    np.testing.assert_array_equal(short["value"], regroup(alone(count), group_size(count))["value"])
