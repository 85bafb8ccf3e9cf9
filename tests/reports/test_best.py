"""Which of some results is the best: by what targets are about."""

from __future__ import annotations

from typing import Any

import pytest

from reports.best import best_of, judged_by
from sim import run
from sim.results.result import Result
from tests.sim.results.test_orders import with_office

QUICK_COUNTER: dict[str, Any] = {"pools.clerks.heads": 4}
"""Nobody waits long at the counter; orders wait as they do."""

QUICK_OFFICE: dict[str, Any] = {"pools.ops.heads": 8, "pools.coord.heads": 4}
"""Orders are done soon; customers wait as they do."""


def results(targets: list[dict[str, Any]]) -> list[Result]:
    return [
        run(with_office({**each, "targets": targets}), replications=3)
        for each in ({}, QUICK_COUNTER, QUICK_OFFICE)
    ]


@pytest.mark.parametrize(
    ("measure", "first", "best"),
    [("time_to_close_mean", "in_time", 2), ("wait_mean", "wait_mean", 1), (None, "wait_mean", 1)],
)
def test_the_best_is_so_by_what_targets_are_about(measure: str | None, first: str, best: int) -> None:
    """A target that none holds: the office with more heads where it is about orders, the hall with more clerks where it is about waits, or nothing."""
    found = results([{"measure": measure, "at_most": "1 s"}] if measure else [])
    assert judged_by(found[0].scenario)[0].measure == first
    assert best_of(found) is found[best]
