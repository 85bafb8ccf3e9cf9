"""M/E_k/c between the queues that it becomes: one stage, one server, many stages."""

from __future__ import annotations

import itertools

import numpy as np
import pytest

from sim import theory


@pytest.mark.parametrize(("rate", "servers"), [(0.7, 1), (4, 5), (18, 20)])
def test_one_stage_is_erlang_c(rate, servers):
    found = theory.mekc(rate, 1, servers, 1)
    assert found.wait_probability == pytest.approx(float(theory.erlang_c(servers, rate)), rel=1e-9)
    assert found.mean_wait == pytest.approx(float(theory.mmc_mean_wait(rate, 1, servers)), rel=1e-9)


@pytest.mark.parametrize("stages", [2, 3])
def test_one_server_is_pollaczek_and_khinchine(stages):
    found = theory.mekc(0.8, 1, 1, stages)
    assert found.mean_wait == pytest.approx(float(theory.mg1_mean_wait(0.8, 1, stages**-0.5)), rel=1e-9)


def test_two_servers_and_two_stages_by_blocks():
    """Neuts' matrix-geometric solution, blocks written by hand. Stages go at 2; phases of two in service: both in the first stage, one in
    each, both in the second."""
    rate, pace = 1.6, 2.0
    on = np.array([[0, 2, 0], [0, 0, 1], [0, 0, 0]]) * pace  # first stages that end
    up, down = (
        rate * np.eye(3),
        np.array([[0, 0, 0], [1, 0, 0], [0, 2, 0]]) * pace,
    )  # who starts is in the first stage
    stay = on - (rate + 2 * pace) * np.eye(3)
    ratio = np.zeros((3, 3))
    for _ in range(3000):
        ratio = -(up + ratio @ ratio @ down) @ np.linalg.inv(stay)
    # unknown: empty; one in the first, in the second stage; two in service and nobody waiting
    balance = np.zeros((6, 6))
    balance[0, 1], balance[1, 2], balance[2, 0] = rate, pace, pace
    balance[1, 3], balance[2, 4] = rate, rate  # who comes joins in the first stage
    balance[4, 1], balance[5, 2] = (
        pace,
        2 * pace,
    )  # a second stage ends, and who is left is in the first, or the second
    balance[3:, 3:] += on + ratio @ down
    balance -= np.diag([rate, rate + pace, rate + pace, *[rate + 2 * pace] * 3])
    tail = np.linalg.inv(np.eye(3) - ratio)
    equations = balance.T.copy()
    equations[0] = [1, 1, 1, *tail.sum(axis=1)]
    share = np.linalg.solve(equations, np.eye(6)[0])
    found = theory.mekc(rate, 1, 2, 2)
    assert found.wait_probability == pytest.approx((share[3:] @ tail).sum(), rel=1e-8)
    assert found.queue == pytest.approx((share[3:] @ ratio @ tail @ tail).sum(), rel=1e-8)


def test_waits_lie_between_constant_and_exponential_service():
    """Crommelin's below, and the gap to it falls about as 1 / stages; Erlang C above."""
    constant, exponential = theory.mdc_mean_wait(1.6, 1, 2), float(theory.mmc_mean_wait(1.6, 1, 2))
    gaps = [theory.mekc(1.6, 1, 2, stages).mean_wait - constant for stages in (1, 2, 4, 8)]
    assert gaps[0] == pytest.approx(exponential - constant, rel=1e-9)
    assert all(0.5 < later / gap < 0.52 for gap, later in itertools.pairwise(gaps))


def test_a_load_that_is_too_much_is_refused():
    with pytest.raises(ValueError, match="the load of 5 is too much for 5 servers"):
        theory.mekc(5, 1, 5, 2)
