"""Times whose distribution differs from row to row: each row against its own distribution, drawn alone."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest

from sim.draws.distribution_table import DistributionTable
from sim.scenario.distributions import Distribution
from sim.time.ticks import on_grid

LOGNORMALS = [{"lognormal": {"mean": "4 min", "cv": 0.6}}, {"lognormal": {"mean": "7 min", "cv": 0.7}}]
EXPONENTIALS = [{"exponential": {"mean": "30 s"}}, {"exponential": {"mean": "2 min"}}]
OTHERS = [
    {"gamma": {"mean": "3 min", "cv": 0.5}},
    {"gamma": {"mean": "5 min", "cv": 0.5}},
    {"weibull": {"mean": "3 min", "shape": 1.5}},
]


def times_of(shapes: list[Any]) -> list[Distribution | None]:
    return [None if shape is None else Distribution.model_validate(shape) for shape in shapes]


@pytest.mark.parametrize(
    "shapes",
    [
        LOGNORMALS,
        EXPONENTIALS,
        OTHERS,
        ["3 min", None],
        [*LOGNORMALS, "3 min", *EXPONENTIALS, None, *OTHERS],
    ],
)
def test_each_row_has_the_time_of_its_own_distribution_to_the_last_bit(shapes: list[Any]) -> None:
    times = times_of(shapes)
    uniforms = (np.arange(500) + 0.5) / 500
    number = np.arange(500) * 7 % len(times)
    found = DistributionTable(times).of(uniforms, number)
    for place, each in enumerate(times):
        rows = number == place
        expected = np.zeros(rows.sum()) if each is None else on_grid(each.inverse(uniforms[rows]))
        np.testing.assert_array_equal(found[rows], expected)


def test_one_distribution_for_all_is_drawn_as_it_is_alone() -> None:
    shared = times_of(OTHERS[:1])[0]
    uniforms = np.array([0.1, 0.5, 0.9])
    assert shared is not None
    np.testing.assert_array_equal(
        DistributionTable([shared, shared]).of(uniforms, np.array([0, 1, 0])),
        on_grid(shared.inverse(uniforms)),
    )


def test_constants_need_no_dice() -> None:
    assert not DistributionTable(times_of(["3 min", None])).varies
    assert DistributionTable(times_of(["3 min", LOGNORMALS[0]])).varies
