"""The least caution with which a plan by requirements holds."""

from __future__ import annotations

import pytest

from optimize.two_step.two_step import PRECISION, least_holding_factor

GRID = (1.0, 1.1, 1.2, 1.35)


@pytest.mark.parametrize("least", [1.0, 1.003, 1.02, 1.1, 1.137, 1.35])
def test_the_least_caution_to_its_precision(least: float) -> None:
    """Plans hold from some caution on: what is found holds, and a hundredth less would not, or is less than the forecast."""
    asked: list[float] = []

    def holds(caution: float) -> bool:
        asked.append(caution)
        return caution >= least

    found = least_holding_factor(holds, GRID)
    assert found is not None
    assert least <= found < least + PRECISION + 1e-9
    assert found in asked
    assert len(asked) == len(set(asked))


def test_no_caution_is_below_that_of_the_forecast() -> None:
    """Where the forecast's own plan holds, less is not looked for; one question is enough."""
    assert least_holding_factor(lambda caution: True, GRID) == 1.0


def test_none_where_none_holds() -> None:
    assert least_holding_factor(lambda caution: False, GRID) is None


def test_a_caution_that_falls_short_of_its_check_is_not_what_is_found() -> None:
    """With 1.0 short and everything from 1.02 on good, the next caution that was tried, 1.1, is not the answer: 1.02 is."""
    assert least_holding_factor(lambda caution: caution > 1.011, GRID) == pytest.approx(1.02)
