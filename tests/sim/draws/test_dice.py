"""The second promise: a random number is found by its address, and nothing else moves it."""

import itertools
from collections.abc import Iterator
from enum import StrEnum, unique

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy import stats

from sim.draws.dice import BLOCK, GOLDEN, Dice, Stream, address_seed, increment_of

SITE, HANDLE = "hall:north", "handle time"
ENTITIES = 256
RARE = 1e-6
"""Chance that a sound generator fails one of the statistical checks; the seeds are fixed, so each passes always or never."""


def test_a_block_reads_the_same_as_each_number_alone():
    block = Dice(7).uniforms(HANDLE, SITE, 2, 5, range(3, 7))
    assert block.shape == (4, 5)
    for row, replication in enumerate(range(3, 7)):
        for entity in range(5):
            alone = Dice(7).uniforms(HANDLE, SITE, 2, entity + 1, range(replication, replication + 1))
            assert alone[0, entity] == block[row, entity]


def split_mix(start: int, increment: int) -> Iterator[int]:
    """SplitMix64 in whole numbers, one after the other (Steele, Lea and Flood 2014, figures 16 and 17, with the mixing
    constants of Java's SplittableRandom)."""
    state = start
    while True:
        state = (state + increment) % 2**64
        mixed = (state ^ (state >> 30)) * 0xBF58476D1CE4E5B9 % 2**64
        mixed = (mixed ^ (mixed >> 27)) * 0x94D049BB133111EB % 2**64
        yield mixed ^ (mixed >> 31)


def test_the_plain_generator_gives_the_published_numbers():
    # seed 1234567: the test vector that implementations of SplitMix64 share (Rosetta Code, "Pseudo-random
    # numbers/Splitmix64")
    published = [6457827717110365317, 3203168211198807973, 9817491932198370423]
    assert list(itertools.islice(split_mix(1234567, 0x9E3779B97F4A7C15), 3)) == published


@given(seed=st.integers(0, 2**70), day=st.integers(-400, 400), replication=st.integers(0, 10**6))
def test_numbers_are_those_of_the_plain_generator(seed, day, replication):
    address = address_seed(seed, HANDLE, SITE, 3, day)
    seeds = split_mix(((address >> 64) + replication * GOLDEN) % 2**64, GOLDEN)
    bits = split_mix(next(seeds), increment_of(address % 2**64))
    expected = [(next(bits) >> 12) / 2**52 for _ in range(5)]
    drawn = Dice(seed).uniforms(HANDLE, SITE, day, 5, range(replication, replication + 1), attempt=3)
    assert drawn[0].tolist() == expected


@given(st.integers(0, 2**64 - 1))
def test_increments_are_odd_and_their_bits_change_often(bits):
    increment = increment_of(bits)
    text = f"{increment:064b}"
    assert increment % 2
    assert sum(one != other for one, other in itertools.pairwise(text)) >= 23
    # steps of any odd number go through all of 2**64


@given(st.lists(st.tuples(st.integers(0, 4), st.integers(0, 99_999)), max_size=20), st.integers(0, 99))
def test_single_numbers_read_the_same_as_the_block(places, start):
    row, entity = np.array(places, dtype=np.int64).reshape(-1, 2).T
    replications = range(start, start + 5)
    whole = Dice(1).uniforms(HANDLE, SITE, 2, int(entity.max(initial=0)) + 1, replications, attempt=2)
    some = Dice(1).at(HANDLE, SITE, 2, row, entity, replications, attempt=2)
    np.testing.assert_array_equal(some, whole[row, entity])


def test_more_single_numbers_than_are_mixed_at_once_read_the_same_as_the_block():
    row, entity = np.divmod(np.arange(2 * BLOCK + 6), BLOCK // 2 + 3)
    whole = Dice(1).uniforms(Stream.GAP, SITE, 0, BLOCK // 2 + 3, range(4))
    np.testing.assert_array_equal(Dice(1).at(Stream.GAP, SITE, 0, row, entity, range(4)), whole[row, entity])


@pytest.mark.parametrize("count", [1, 3, BLOCK // 2, BLOCK - 1, BLOCK, BLOCK + 1])
def test_more_entities_move_no_draw(count):
    many = Dice(1).uniforms(Stream.GAP, SITE, 0, BLOCK + 7, range(3))
    np.testing.assert_array_equal(Dice(1).uniforms(Stream.GAP, SITE, 0, count, range(3)), many[:, :count])


def test_no_entities_are_an_empty_block():
    assert Dice(1).uniforms(Stream.GAP, SITE, 0, 0, range(3)).shape == (3, 0)


@given(start=st.integers(0, 10_000), sizes=st.lists(st.integers(1, 5), min_size=1, max_size=4))
def test_batches_of_replications_move_no_draw(start, sizes):
    edges = list(itertools.accumulate(sizes, initial=start))
    parts = [
        Dice(1).uniforms(Stream.SERVICE, SITE, 0, 11, range(low, high))
        for low, high in itertools.pairwise(edges)
    ]
    whole = Dice(1).uniforms(Stream.SERVICE, SITE, 0, 11, range(start, edges[-1]))
    np.testing.assert_array_equal(np.concatenate(parts), whole)


def test_each_part_of_an_address_leads_to_other_numbers():
    base = {"stream": "needs a quick answer", "site": SITE, "day": 1, "attempt": 1, "replications": range(1)}
    changes = [
        {},
        {"stream": "papers missing"},
        {"site": "hall:south"},
        {"day": 2},
        {"day": -1},
        {"attempt": 2},
        {"replications": range(1, 2)},
    ]
    rows = [Dice(1).uniforms(**{**base, **change}, count=ENTITIES)[0] for change in changes]
    rows.append(Dice(2).uniforms(**base, count=ENTITIES)[0])
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
        [0.6896021256376208, 0.9820235370522237, 0.6720630304098376],
        [0.19226089053860118, 0.6759426877109678, 0.17631662435729312],
    ]


# -- sanity of the numbers ------------------------------------------------------------------------------------------


@pytest.fixture(scope="module")
def drawn():
    """Replications (rows) of the entities of one day."""
    return Dice(1).uniforms(HANDLE, SITE, 0, ENTITIES, range(400))


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
    blocks = [Dice(1).uniforms(stream, SITE, 0, ENTITIES, range(20)).ravel() for stream in Stream]
    blocks += [Dice(1).uniforms(HANDLE, SITE, 0, ENTITIES, range(20), attempt=2).ravel()]
    blocks += [Dice(1).uniforms(HANDLE, SITE, day, ENTITIES, range(20)).ravel() for day in (1, -1)]
    blocks += [Dice(1).uniforms(HANDLE, "hall:south", 0, ENTITIES, range(20)).ravel()]
    blocks += [Dice(2).uniforms(HANDLE, SITE, 0, ENTITIES, range(20)).ravel()]
    z = (np.array(blocks) - 0.5) * np.sqrt(12.0)
    products = (z @ z.T / z.shape[1])[np.triu_indices(len(z), 1)]
    assert z.shape[1] * np.square(products).sum() < stats.chi2.ppf(1 - RARE, len(products))


def test_pairs_of_neighbours_fill_the_square_evenly(drawn):
    bins = 16
    count = np.histogram2d(drawn[:, ::2].ravel(), drawn[:, 1::2].ravel(), bins, ((0, 1), (0, 1)))[0]
    expected = drawn.size / 2 / bins**2
    assert np.sum((count - expected) ** 2 / expected) < stats.chi2.ppf(1 - RARE, bins**2 - 1)


def changed_bits(one, other):
    """How many of the 52 bits differ, pair by pair."""
    as_bits = [np.asarray(uniforms * 2**52, dtype=np.uint64) for uniforms in (one, other)]
    changed = np.ascontiguousarray(as_bits[0] ^ as_bits[1])
    return np.unpackbits(changed.view(np.uint8).reshape(*changed.shape, 8), axis=-1).sum(axis=-1, dtype=float)


def test_a_neighbour_differs_in_half_of_its_bits(drawn):
    # the number of changed bits is Binomial(52, 1/2), whose mean over independent pairs has variance 13 / pairs
    next_day = Dice(1).uniforms(HANDLE, SITE, 1, ENTITIES, range(400))
    pairs = {
        "replication": (drawn[:-1:2], drawn[1::2]),
        "entity": (drawn[:, :-1:2], drawn[:, 1::2]),
        "day": (drawn, next_day),
    }
    for name, (one, other) in pairs.items():
        changed = changed_bits(one, other)
        assert changed.size * (changed.mean() - 26) ** 2 / 13 < stats.chi2.ppf(1 - RARE, 1), name
        expected = stats.binom.pmf(np.arange(16, 37), 52, 0.5) * changed.size
        count = np.bincount(changed.astype(int).ravel(), minlength=53)[16:37]
        assert np.sum((count - expected) ** 2 / expected) < stats.chi2.ppf(1 - RARE, len(count)), name


def test_each_bit_of_a_neighbour_changes_as_often_as_not(drawn):
    # 52 counts of changes of one bit, each Binomial(pairs, 1/2)
    for one, other in ((drawn[:-1:2], drawn[1::2]), (drawn[:, :-1:2], drawn[:, 1::2])):
        bits = [np.asarray(uniforms * 2**52, dtype=np.uint64).ravel() for uniforms in (one, other)]
        changed = (bits[0] ^ bits[1])[:, None] >> np.arange(52, dtype=np.uint64) & np.uint64(1)
        z = (changed.mean(axis=0) - 0.5) * 2 * np.sqrt(len(changed))
        assert np.sum(z**2) < stats.chi2.ppf(1 - RARE, 52)
