"""What the lane engine does not take is named, with its centre; of halls it takes whatever a scenario can say."""

from __future__ import annotations

import pytest

from sim.lanes.engine import refuses
from tests.scenarios_for_tests import small


@pytest.mark.parametrize(
    "changes",
    [
        {},
        {"calendar.hours": ["00:00-24:00"], "calendar.days": 2},
        {"calendar.hours": ["08:00-23:00"], "halls.north.overtime_limit": "4 h"},
        {"segments": {f"s{n}": {"share": f"{100 / 20} %", "priority": n} for n in range(20)}},
        {"halls.north.arrivals.per_day": 40_000},
    ],
    ids=["a small hall", "through midnight", "overtime past midnight", "many priorities", "many visits"],
)
def test_it_takes_every_hall(changes):
    assert refuses(small(changes)) == []
