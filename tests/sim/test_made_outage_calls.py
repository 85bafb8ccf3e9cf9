"""Made outages with messages, housekeepers, estimates and complaints: both engines say the same, bit for bit."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from sim.log.columns import names_of
from sim.log.outages import OutageStage
from tests.sim.outages_by_hand import Outage, one_line
from tests.sim.test_outage_calls import BUSY, ENGINES, assert_the_same, happens

SHARES = st.sampled_from(["0 %", "40 %", "100 %"])


@st.composite
def rules(draw: st.DrawFn) -> dict[str, Any]:
    """Rules about who calls and who is told."""
    changes: dict[str, Any] = {key: value for key, value in BUSY.items() if key != "outages.listed"}
    changes["outages.kinds.fault.calls"] = {"share": "60 %", "latent": {"exponential": {"mean": "20 min"}}}
    changes["outages.calls.again"] = {"estimate": draw(SHARES), "neighbours": draw(SHARES)}
    if draw(st.booleans()):
        channels = {
            "sms": {"subscribed": "50 %", "delay": "20 s"},
            "app": {"subscribed": draw(SHARES).replace("100", "50")},
        }
        changes["outages.messages"] = {
            "channels": channels,
            "enough": {"known": draw(SHARES), "revised": "50 %"},
        }
    if draw(st.booleans()):
        changes["outages.housekeepers"] = {"customers": "40 %", "each": 50}
    if draw(st.booleans()):
        changes["outages.complaints"] = {"service": "complaint", "share": "10 %", "after": "2 h"}
    if draw(st.booleans()):
        changes["outages.calls.asleep"] = {"hours": "23:00-07:00", "share": "90 %"}
    return changes


@st.composite
def lives(draw: st.DrawFn) -> list[Outage]:
    """One to three outages in each of two lanes."""
    found = []
    for lane in range(2):
        for _ in range(draw(st.integers(1, 3))):
            start = float(draw(st.integers(0, 1500)))
            known, restored = start + draw(st.integers(1, 60)), start + draw(st.integers(61, 600))
            wrong = start + draw(st.integers(61, 300))
            estimates = ((OutageStage.KNOWN, known, wrong), (OutageStage.REVISED, wrong, restored))
            steps = ((start + 60.5, 0.5),) if draw(st.booleans()) else ()
            seed = draw(st.floats(0.01, 0.99))
            found.append(
                Outage(
                    start, restored, 200, known=known, estimates=estimates, steps=steps, seed=seed, lane=lane
                )
            )
    return found


@settings(max_examples=12, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(changes=rules(), outages=lives())
def test_engines_agree_on_made_outages(
    changes: dict[str, Any], outages: list[Outage], monkeypatch: pytest.MonkeyPatch
) -> None:
    happens(monkeypatch, outages)
    scenario = one_line(changes)
    event, lanes = (engine.simulate(scenario, 5, range(2)) for engine in ENGINES)
    assert_the_same(event, lanes)
    for name in names_of(event.outages.callers):
        assert np.array_equal(getattr(event.outages.callers, name), getattr(lanes.outages.callers, name))
