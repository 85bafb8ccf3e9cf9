"""Logs written out by hand, of both engines."""

from __future__ import annotations

import pytest

from tests.sim.events import written_calls
from tests.sim.events.written_calls import Log
from tests.sim.lanes.centre.written_lanes import lane_log


@pytest.fixture(params=[written_calls.log, lane_log], ids=["events", "lanes"])
def log(request: pytest.FixtureRequest) -> Log:
    """What happens to hand-written callers, by either engine."""
    found: Log = request.param
    return found
