"""The table of what each service and segment waits, in files with halls and centres as in those of one kind."""

from __future__ import annotations

import pytest

from reports.tables import groups
from reports.words import format_value, words
from sim import Result, run
from tests.scenarios_for_tests import small
from tests.sim.measures.test_visit_measures import BOTH


@pytest.fixture(scope="module")
def result() -> Result:
    return run(small(BOTH), 3)


def test_visits_and_calls_each_have_a_row_a_service_and_segment(result: Result) -> None:
    """Two tables: the wait of visits alone, and the level of calls; one of a hall, or a centre, alone has no row."""
    (title, visits), (_, calls) = groups([result], words())
    assert title == "mean wait in halls"
    assert [row.label for row in visits] == ["service pay", "service move", "segment home", "segment shop"]
    assert [row.label for row in calls] == [row.label for row in visits]
    for row, scope in zip(
        visits, ("service:pay", "service:move", "segment:home", "segment:shop"), strict=True
    ):
        assert row.cells[0].text == format_value(result.estimate("wait_mean_visits", scope).mean, "min")


def test_a_file_of_halls_alone_has_the_wait_as_before() -> None:
    halls = {key: value for key, value in BOTH.items() if not key.startswith(("centres", "pools.agents"))}
    halls["services"] = {
        name: {key: each for key, each in service.items() if key != "phone"}
        for name, service in halls["services"].items()
    }
    ((title, rows),) = groups([run(small(halls), 3)], words())
    assert title == "mean wait"
    assert len(rows) == 4
