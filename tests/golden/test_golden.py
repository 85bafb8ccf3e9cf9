"""Every scenario says what it said: ``python -m tests.golden`` shows what has changed, and writes the hashes of a change that is meant."""

from __future__ import annotations

import json
from math import pi, tan

import numpy as np
import pytest
from scipy.special import stdtrit

from tests.golden.cases import Said, cases, is_quick
from tests.golden.committed import FILE, changes, committed, new_ones, with_new_ones
from tests.golden.hashes import rounded
from tests.golden.made import KINDS, made

CAUCHY = tan(pi * (0.975 - 0.5))
"""The 97.5 % quantile of Student's t with one degree of freedom: the law of Cauchy, whose quantiles are tangents."""

exact_intervals = pytest.mark.skipif(
    abs(stdtrit(1, 0.975) - CAUCHY) > 1e-12,
    reason="this SciPy's quantiles of Student's t are wrong from their tenth digit on, and so are the ends of all intervals",
)

NAMES = list(json.loads(FILE.read_text(encoding="utf-8")))


@exact_intervals
@pytest.mark.parametrize("name", [name for name in NAMES if is_quick(name)])
def test_figures_are_what_they_were(name: str) -> None:
    before = committed()[name]
    now = cases()[name].says_quickly()
    assert (changes(Said(before.figures), now), new_ones(before, now)) == ([], [])


@exact_intervals
@pytest.mark.slow
@pytest.mark.parametrize("name", NAMES)
def test_figures_and_contacts_are_what_they_were(name: str) -> None:
    assert changes(committed()[name], cases()[name].says()) == []


def test_every_case_has_its_hashes() -> None:
    assert list(committed()) == list(cases())
    assert len(made()) == sum(KINDS.values()) == 200


def test_a_change_is_told_by_its_measure() -> None:
    before = Said({"wait_mean": "1", "lost": "2", "balked": "3"}, "4")
    assert changes(before, before) == []
    now = Said({"wait_mean": "1", "lost": "5", "resolved": "6"}, "7")
    assert changes(before, now) == ["lost", "balked (gone)", "the contacts"]
    assert new_ones(before, now) == ["resolved"]


def test_a_new_measure_hides_no_change() -> None:
    """What has changed keeps its hash, and is told the next time, too."""
    before = Said({"wait_mean": "1", "lost": "2"}, "3")
    now = Said({"wait_mean": "4", "lost": "2", "resolved": "5"}, "6")
    kept = with_new_ones(before, now)
    assert kept == Said({"wait_mean": "1", "lost": "2", "resolved": "5"}, "3")
    assert changes(kept, now) == ["wait_mean", "the contacts"]
    assert new_ones(kept, now) == []


def test_ends_of_intervals_lose_their_last_digits_and_no_others() -> None:
    values = np.array([1 / 3, 1e-9 / 3, 0.0, -0.0, np.inf, np.nan])
    same = rounded(values)
    np.testing.assert_array_equal(rounded(values * (1 + 4e-16)), same)
    assert (rounded(values * (1 + 2e-6))[:2] != same[:2]).all()
    assert not np.signbit(same).any()
    assert np.isinf(same[-2:]).all()
