"""What closed forms are asked for that cannot be meant."""

from __future__ import annotations

import numpy as np
import pytest

from sim import theory


@pytest.mark.parametrize(
    ("call", "message"),
    [
        (lambda: theory.erlang_b(-1, 2), "servers = -1 is out of range, give a whole number of 0 or more"),
        (lambda: theory.erlang_c(0, 2), "servers = 0 is out of range, give a whole number of 1 or more"),
        (lambda: theory.erlang_c(2.5, 2), "servers = 2.5 is out of range"),
        (lambda: theory.erlang_c("two", 2), "servers = 'two' is not a number"),
        (
            lambda: theory.erlang_b(3, float("nan")),
            "load = nan is out of range, give a finite number of zero or more",
        ),
        (
            lambda: theory.mmc_mean_wait(1, 0, 2),
            "service_rate = 0 is out of range, give a finite number above zero",
        ),
        (lambda: theory.mmc_wait_within(1, 1, 2, -1), "time = -1 is out of range"),
        (
            lambda: theory.mmc_wait_quantile(1, 1, 2, 1),
            "share = 1 is out of range, give a finite number from 0 to below 1",
        ),
        (lambda: theory.fewest_agents(1e9, 1, 0.8, 1), "the load of 1e+09 Erlang is out of range"),
        (lambda: theory.fewest_agents(1, 1, 1.0, 1), "share = 1.0 is out of range"),
        (lambda: theory.erlang_a(1, 1, 0, 2), "patience_rate = 0 is out of range"),
        (lambda: theory.erlang_a(9, 1, 1e-8, 2).queue, "patience_rate = 1e-08 lets 7e+08 people wait"),
        (lambda: theory.erlang_a(1, 1, 1, 2).service_level(1, "lost"), "abandoned = 'lost' is unknown"),
        (lambda: theory.erlang_a(1, 1, 1, 2).wait_quantile(1), "share = 1 is out of range"),
        (lambda: theory.mg1_priority_waits([0.5, 0.6], [1, 1], [0, 0]), "the load of 1.1 is too much"),
        (lambda: theory.jackson([1], [[1]], [2], [1]), "customers who never leave"),
        (lambda: theory.jackson([1], [[1.5]], [2], [1]), "routing has a row above 1"),
        (lambda: theory.jackson([1, 2], [[0.5]], [2], [1]), "shapes do not agree"),
        (lambda: theory.sinusoidal_load(0, 1, 2, 1), "amplitude = 2 is out of range"),
        (lambda: theory.square_root_staffing(1, np.inf), "quality = inf is out of range"),
    ],
)
def test_arguments_that_cannot_be_meant_say_what_is_right(call, message):
    with pytest.raises(ValueError) as caught:
        call()
    assert message in str(caught.value)
