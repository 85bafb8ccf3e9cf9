"""The certificate of a plan made by hand."""

from __future__ import annotations

import pytest

from reports.plan_files import certificate
from reports.words import words
from tests.reports.made_plan import made_plan, without_bound


def test_bound_gap_and_what_is_assumed_for_them() -> None:
    """399 of 420 yuan; nothing of the three where no bound is known."""
    outcome, _ = made_plan()
    known = certificate(outcome, 1)
    assert (known["cost"], known["bound"], known["gap"]) == (420, 399, pytest.approx(21 / 420))
    assert known["bound_assumes"] == words()("plan.assumed.heads")
    unknown = certificate(without_bound(outcome), 1)
    assert [unknown[key] for key in ("cost", "bound", "gap", "bound_assumes")] == [420, None, None, None]
