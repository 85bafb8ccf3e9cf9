"""The second promise: a random number is found by its address, and nothing else moves it."""

import itertools
from enum import StrEnum, unique

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy import stats

from sim.dice import PAGE, Dice, Stream, address_seed

SITE = "hall:north"
RARE = 1e-6
"""Chance that a sound generator fails one of the statistical checks; the seeds are fixed, so each passes always or never."""


def test_a_block_reads_the_same_as_each_number_alone():
    block = Dice(7).uniforms(Stream.HANDLE, SITE, 2, 5, range(3, 7))
    assert block.shape == (4, 5)
    for row, replication in enumerate(range(3, 7)):
        for entity in range(5):
            alone = Dice(7).uniforms(Stream.HANDLE, SITE, 2, entity + 1, range(replication, replication + 1))
            assert alone[0, entity] == block[row, entity]


def test_a_number_is_where_the_address_says():
    # an independent reading: the generator of the page, moved on by replication * page size + place
    seed = address_seed(7, Stream.HANDLE, SITE, 1, 2, 1)
    generator = np.random.Generator(np.random.PCG64DXSM(seed).advance(5 * PAGE + 10))
    entity = PAGE + 10
    block = Dice(7).uniforms(Stream.HANDLE, SITE, 2, entity + 1, range(5, 6))
    assert block[0, entity] == generator.random()


@pytest.mark.parametrize("count", [1, PAGE - 1, PAGE, PAGE + 1, 2 * PAGE, 2 * PAGE + 1])
def test_more_entities_move_no_draw_at_page_boundaries(count):
    many = Dice(1).uniforms(Stream.GAP, SITE, 0, 3 * PAGE, range(3))
    np.testing.assert_array_equal(Dice(1).uniforms(Stream.GAP, SITE, 0, count, range(3)), many[:, :count])


def test_no_entities_are_an_empty_block():
    assert Dice(1).uniforms(Stream.GAP, SITE, 0, 0, range(3)).shape == (3, 0)


@given(
    start=st.integers(0, 10_000),
    sizes=st.lists(st.integers(1, 5), min_size=1, max_size=4),
    page=st.integers(1, 9),
)
def test_batches_of_replications_move_no_draw(start, sizes, page):
    edges = list(itertools.accumulate(sizes, initial=start))
    parts = [
        Dice(1).uniforms(Stream.SERVICE, SITE, 0, 11, range(low, high), page=page)
        for low, high in itertools.pairwise(edges)
    ]
    whole = Dice(1).uniforms(Stream.SERVICE, SITE, 0, 11, range(start, edges[-1]), page=page)
    np.testing.assert_array_equal(np.concatenate(parts), whole)


def test_each_part_of_an_address_leads_to_other_numbers():
    base = {"stream": Stream.QUICK, "site": SITE, "day": 1, "attempt": 1, "replications": range(1)}
    changes = [
        {},
        {"stream": Stream.PAPERS},
        {"site": "hall:south"},
        {"day": 2},
        {"day": -1},
        {"attempt": 2},
        {"replications": range(1, 2)},
    ]
    rows = [Dice(1).uniforms(**{**base, **change}, count=PAGE)[0] for change in changes]
    rows.append(Dice(2).uniforms(**base, count=PAGE)[0])
    for one, other in itertools.combinations(rows, 2):
        assert not np.intersect1d(one, other).size


def test_the_names_of_streams_are_unique():
    # an alias would be left out of the members, so that two names of one stream would show here
    assert len({stream.value for stream in Stream}) == len(Stream.__members__)


def test_a_stream_that_shares_a_name_cannot_be_made():
    members = {stream.name: stream.value for stream in Stream} | {"COPY": Stream.GAP.value}
    with pytest.raises(ValueError, match="COPY -> GAP"):
        unique(StrEnum("Copy", members))


PARTS = st.one_of(st.text("1:a", max_size=4), st.integers(0, 12))


@given(
    st.lists(PARTS, max_size=5),
    st.lists(PARTS, max_size=5),
)
def test_two_addresses_share_a_seed_only_where_their_parts_are_written_alike(one, other):
    alike = [str(part) for part in one] == [str(part) for part in other]
    assert (address_seed(*one) == address_seed(*other)) == alike


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ((1, "a", 11, 1), (1, "a", 1, 11)),
        (("ab", "c"), ("a", "bc")),
        (("1:a", "b"), ("1", "a1:b")),
        (("", "a"), ("a", "")),
    ],
)
def test_addresses_that_would_read_alike_without_their_lengths_differ(one, other):
    assert address_seed(*one) != address_seed(*other)


def test_the_first_numbers_of_a_seed_stay_as_they_are():
    # Golden: a change of these changes every result that anybody has written down.
    drawn = Dice(1).uniforms(Stream.GAP, SITE, 0, 3, range(2))
    assert drawn.tolist() == [
        [0.07043660934640494, 0.15276776855208796, 0.07674603387526946],
        [0.6811274969392067, 0.8597055746860082, 0.8499239029436385],
    ]


# -- sanity of the numbers ------------------------------------------------------------------------------------------


@pytest.fixture(scope="module")
def drawn():
    """Replications (rows) of the entities of one page."""
    return Dice(1).uniforms(Stream.HANDLE, SITE, 0, PAGE, range(400))


def test_uniforms_lie_in_the_unit_interval(drawn):
    assert drawn.min() >= 0.0
    assert drawn.max() < 1.0


def test_uniforms_fill_the_unit_interval_evenly(drawn):
    bins = 100
    count = np.histogram(drawn, bins, (0.0, 1.0))[0]
    expected = drawn.size / bins
    assert np.sum((count - expected) ** 2 / expected) < stats.chi2.ppf(1 - RARE, bins - 1)


@pytest.mark.parametrize("lag", [1, 2, 17])
def test_neighbouring_entities_and_replications_are_uncorrelated(drawn, lag):
    # the mean of products of independent standardized pairs is normal with variance 1 / pairs; its square chi-square
    z = (drawn - 0.5) * np.sqrt(12.0)
    for products in (z[lag:] * z[:-lag], z[:, lag:] * z[:, :-lag]):
        assert products.size * products.mean() ** 2 < stats.chi2.ppf(1 - RARE, 1)


def test_streams_attempts_days_sites_and_seeds_are_uncorrelated():
    blocks = [Dice(1).uniforms(stream, SITE, 0, PAGE, range(20)).ravel() for stream in Stream]
    blocks += [Dice(1).uniforms(Stream.HANDLE, SITE, 0, PAGE, range(20), attempt=2).ravel()]
    blocks += [Dice(1).uniforms(Stream.HANDLE, SITE, day, PAGE, range(20)).ravel() for day in (1, -1)]
    blocks += [Dice(1).uniforms(Stream.HANDLE, "hall:south", 0, PAGE, range(20)).ravel()]
    blocks += [Dice(2).uniforms(Stream.HANDLE, SITE, 0, PAGE, range(20)).ravel()]
    z = (np.array(blocks) - 0.5) * np.sqrt(12.0)
    products = (z @ z.T / z.shape[1])[np.triu_indices(len(z), 1)]
    assert z.shape[1] * np.square(products).sum() < stats.chi2.ppf(1 - RARE, len(products))


def test_pairs_of_neighbours_fill_the_square_evenly(drawn):
    bins = 16
    count = np.histogram2d(drawn[:, ::2].ravel(), drawn[:, 1::2].ravel(), bins, ((0, 1), (0, 1)))[0]
    expected = drawn.size / 2 / bins**2
    assert np.sum((count - expected) ** 2 / expected) < stats.chi2.ppf(1 - RARE, bins**2 - 1)
