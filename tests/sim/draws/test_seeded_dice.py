"""Random numbers of orders: found by the order's seed, the stream and the step, and by nothing else."""

from __future__ import annotations

import itertools

import numpy as np
import pytest
from scipy import stats

from sim.draws.dice import address_seed, increment_of
from sim.draws.order_streams import OrderStream
from sim.draws.seeded_dice import SeededDice, SeededStream

SEEDS = np.random.default_rng(7).random(20_000)
RARE = 1e-6
"""Chance that a sound generator fails one of the statistical checks; the seeds are fixed, so each passes always or never."""


def mixed(bits: int) -> float:
    """Stafford's variant 13 in whole numbers, and its upper 52 bits as a fraction."""
    bits = (bits ^ (bits >> 30)) * 0xBF58476D1CE4E5B9 % 2**64
    bits = (bits ^ (bits >> 27)) * 0x94D049BB133111EB % 2**64
    return ((bits ^ (bits >> 31)) >> 12) / 2**52


@pytest.mark.parametrize("step", [0, 5, 3 << 40 | 2 << 20 | 1])
def test_a_number_is_the_mixed_sum_of_seed_and_steps(step: int) -> None:
    """Worked out in whole numbers, which Python does not overflow."""
    address = address_seed("order", OrderStream.WORK)
    start, increment = address >> 64, increment_of(address % 2**64)
    expected = [
        mixed((start + (step + 1) * increment + int(seed * 2**52) * 2**12) % 2**64) for seed in SEEDS[:50]
    ]
    np.testing.assert_array_equal(SeededDice(SEEDS[:50]).uniforms(OrderStream.WORK, step), expected)


def test_each_order_alone_has_the_number_that_it_has_among_others() -> None:
    steps = np.arange(100) % 7
    together = SeededDice(SEEDS[:100]).uniforms(OrderStream.LOOK, steps)
    for order in range(100):
        alone = SeededDice(SEEDS[order : order + 1]).uniforms(OrderStream.LOOK, int(steps[order]))
        assert alone == together[order]
    some = np.array([90, 3, 3])
    for found in (
        SeededDice(SEEDS).of(some).uniforms(OrderStream.LOOK, steps[some]),
        SeededDice(SEEDS).uniforms(OrderStream.LOOK, steps[some], some),
    ):
        np.testing.assert_array_equal(found, together[some])


def test_streams_of_one_name_are_told_apart_by_what_carries_them() -> None:
    """Members of two enumerations are equal where their texts are; numbers of an outage are no numbers of an order all the same."""

    class Other(SeededStream):
        SAME = OrderStream.REGION.value

        @property
        def entity(self) -> str:
            return "other"

    assert Other.SAME == OrderStream.REGION
    dice = SeededDice(SEEDS[:9])
    assert not (dice.uniforms(Other.SAME, 0) == dice.uniforms(OrderStream.REGION, 0)).any()


@pytest.mark.parametrize("stream", list(OrderStream))
def test_numbers_of_a_stream_are_uniform(stream: OrderStream) -> None:
    drawn = SeededDice(SEEDS).uniforms(stream, 0)
    assert ((drawn >= 0) & (drawn < 1)).all()
    assert stats.kstest(drawn, "uniform").pvalue > RARE


def test_streams_and_steps_are_independent() -> None:
    """Rank correlation of each two, over orders whose seeds are uniform, and over orders whose seeds follow one another."""
    close = np.arange(20_000) / 2**52
    addresses = [
        (OrderStream.WORK, 0),
        (OrderStream.WORK, 1),
        (OrderStream.WORK, 1 << 20),
        (OrderStream.LOOK, 0),
    ]
    for seeds in (SEEDS, close):
        drawn = [SeededDice(seeds).uniforms(*address) for address in addresses]
        for one, other in itertools.combinations([seeds, *drawn], 2):
            assert stats.spearmanr(one, other).pvalue > RARE
        for each in drawn:
            assert stats.spearmanr(each[1:], each[:-1]).pvalue > RARE
