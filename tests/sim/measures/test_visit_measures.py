"""The wait of visits where calls want the same services, against the records of each contact."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest

from sim import Result, run
from tests.scenarios_for_tests import small

BOTH: dict[str, Any] = {
    "services": {
        "pay": {"share": "60 %", "handle_time": {"exponential": {"mean": "5 min"}}, "phone": {"solved": "80 %"}},
        "move": {"share": "40 %", "handle_time": {"exponential": {"mean": "8 min"}}},
    },
    "segments": {"home": {"share": "70 %"}, "shop": {"share": "30 %"}},
    "halls.north.arrivals.per_day": 60,
    "pools.agents": {"works_at": "phone", "heads": 1},
    "centres.line": {"lines": {"main": {"arrivals": {"per_day": 60, "profile": "profile.csv"}}}, "pools": ["agents"]},
}  # fmt: skip
"""A hall and a line, each of one head, with two services and two segments."""


@pytest.fixture(scope="module")
def result() -> Result:
    return run(small(BOTH), 4, records=True)


@pytest.mark.parametrize(
    "scope", ["all", "channel:hall", "service:pay", "service:move", "segment:home", "segment:shop"]
)
def test_the_wait_of_visits_is_that_of_their_rows(result: Result, scope: str) -> None:
    """By hand: of each served visit the start at the counter, less its arrival; nothing of calls, which wait for the same services."""
    rows = result.contacts()
    served = rows[(rows.stage == "counter") & rows.outcome.isin(["resolved", "papers_missing", "unsolved"])]
    kind, _, name = scope.partition(":")
    of = served if kind in ("all", "channel") else served[served[kind] == name]
    waits = (
        (of.started - of.arrived).dt.total_seconds() / 60
        if hasattr(of.started, "dt")
        else of.started - of.arrived
    )
    assert len(of) > 20
    assert result.estimate("wait_mean_visits", scope).mean == pytest.approx(float(np.mean(waits)))
    if kind in ("service", "segment"):
        assert result.estimate("wait_mean", scope).mean != pytest.approx(float(np.mean(waits)))


def test_on_the_phone_there_is_none(result: Result) -> None:
    assert np.isnan(result.estimate("wait_mean_visits", "channel:phone").mean)


def test_it_is_in_tables_of_halls_and_centres_alone(result: Result) -> None:
    assert "wait_mean_visits" in set(result.to_frame().measure)
    assert "wait_mean_visits" not in set(run(small({}), 2).to_frame().measure)
