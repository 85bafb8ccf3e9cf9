"""Whatever a call centre has, the lane engine refuses it by name, or gives the answer of the event engine."""

from __future__ import annotations

from typing import Any

import pytest

from sim.lanes.engine import refuses
from sim.scenario import Scenario
from tests.sim.events.written_calls import centre
from tests.sim.lanes.same_answer import assert_same_records

ARRIVALS = {"per_day": 80, "profile": "profile.csv"}
TWO_LINES: dict[str, dict[str, Any]] = {"one": {}, "two": {}}
CHAT: dict[str, dict[str, Any]] = {"one": {}, "two": {"channel": "chat"}}
SLOW = {"at_once": 2, "pace": ["100 %", "60 %"]}
EXPONENTIAL = {"exponential": {"mean": "4 min"}}


def busy(
    pool: dict[str, Any], lines: dict[str, dict[str, Any]], arrivals: dict[str, Any], **rules: Any
) -> Scenario:
    """Two agents in two pools, and calls enough for both to be busy."""
    pools = {"own": {"phone": {"quality": "70 %"} | pool}, "other": {}}
    scenario = centre(
        pools, lines, patience={"time": EXPONENTIAL}, redial={"reneged": "60 %", "unsolved": "30 %"}, **rules
    )
    of_lines = {f"centres.town.lines.{line}.arrivals": ARRIVALS | arrivals for line in lines}
    return scenario.replace(of_lines | {"services.ask.handle_time": EXPONENTIAL})


FEATURES = {
    "callback": busy({}, TWO_LINES, {}, callback={"wait": "1 min", "accept": "50 %"}),
    "transfer": busy({"transfer": {"to": ["other"], "share": "80 %"}}, TWO_LINES, {}),
    "chat": busy({"chats": {"at_once": 2, "pace": ["100 %", "60 %"]}}, CHAT, {}),
    "chats beside calls": busy({"chats": {"at_once": 3, "during_call": 2}}, CHAT, {}),
    "app": busy({}, TWO_LINES, {}, app={"arrivals": ARRIVALS, "contained": "50 %", "then": {"two": "60 %"}}),
    "moves": busy({}, TWO_LINES, {}, moves=[{"after": ["reneged"], "line": "two", "share": "50 %"}]),
    "training": busy({"training": [{"time": "09:00-10:00", "heads": 1}]}, TWO_LINES, {}),
    "halves": busy({}, TWO_LINES, {"halves": {"cv": 0.4, "correlation": 0.5, "at": "10:00"}}),
}
FEATURES["chats handed over at another pace"] = centre(
    {
        "first": {
            "phone": {
                "quality": "40 %",
                "chats": SLOW,
                "speaks": ["one"],
                "transfer": {"to": ["second"], "share": "90 %"},
            }
        },
        "second": {
            "phone": {"chats": {"at_once": 3, "pace": ["80 %", "50 %", "30 %"]}, "speaks": ["one", "two"]}
        },
    },
    {"one": {"channel": "chat"}, "two": {"channel": "chat"}},
    routing=[{"lines": ["one"], "steps": [{"pools": ["first"]}]}, {"steps": [{"pools": ["second"]}]}],
).replace(
    {f"centres.town.lines.{line}.arrivals": ARRIVALS for line in ("one", "two")}
    | {"services.ask.handle_time": EXPONENTIAL, "services.ask.phone.after_call": EXPONENTIAL}
)
FEATURES["a day without a call"] = FEATURES["halves"].replace(
    {"calendar.days": 3, "calendar.closed": ["2024-01-02"]}
)
FEATURES["days from the app to the call"] = busy(
    {},
    TWO_LINES,
    {},
    app={
        "arrivals": ARRIVALS,
        "contained": "10 %",
        "then": {"two": "90 %"},
        "after": {"exponential": {"mean": "48 h"}},
    },
    trunks=2,
).replace({"calendar.days": 9})


@pytest.mark.parametrize("feature", FEATURES)
def test_a_feature_is_refused_by_name_or_has_the_same_answer(feature: str) -> None:
    scenario = FEATURES[feature]
    named = refuses(scenario)
    assert all(named)
    if not named:
        assert_same_records(scenario)
