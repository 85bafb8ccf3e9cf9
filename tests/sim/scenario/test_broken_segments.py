"""Segments with work of their own that cannot be meant, or never acts. Each message was read by a person before it was written down here."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from sim.scenario import ScenarioError
from tests.scenarios_for_tests import small
from tests.sim.events.written_calls import centre
from tests.sim.scenario.broken import Broken, broken, said_of

RURAL = "  rural: {share: 30 %, priority: 1}"

CASES = (
    broken(
        "a service that nobody offers",
        RURAL,
        "  rural: {share: 30 %, services: {pya: 100 %}}",
        "21: segments.rural.services.pya = 100 %: is an unknown service, did you mean pay?",
    ),
    broken(
        "shares of a segment that are not the whole",
        RURAL,
        "  rural: {share: 30 %, services: {pay: 60 %, connect: 30 %}}",
        "21: segments.rural.services: have shares that add up to 90 %, they must add up to 100 %",
    ),
    broken(
        "a segment that wants nothing",
        RURAL,
        "  rural: {share: 30 %, services: {}}",
        "21: segments.rural.services: has no entries, it must have at least one",
    ),
    broken(
        "times of nothing",
        RURAL,
        "  rural: {share: 30 %, time_factor: 0 %}",
        "21: segments.rural.time_factor = 0 %: is too small, a percentage here is at least 1 %",
    ),
    broken(
        "more quick questions than customers",
        RURAL,
        "  rural: {share: 30 %, quick: 130 %}",
        "21: segments.rural.quick = 130 %: is more than the whole, a share is between 0 % and 100 %",
    ),
)


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.name)
def test_the_message_names_the_place_the_value_and_what_would_be_right(case: Broken, tmp_path: Path) -> None:
    assert said_of(case, tmp_path) == list(case.says)


def test_what_only_a_segment_wants_must_be_served() -> None:
    """Of the services' own shares nobody wants to ask; those of the segment do, and no clerk can answer."""
    changes: dict[str, Any] = {
        "services.ask": {"share": "0 %", "handle_time": "2 min"},
        "pools.clerks.serves": ["pay"],
    }
    small(changes)
    with pytest.raises(
        ScenarioError, match=r"services\.ask: is a service that nobody in the hall north can serve"
    ):
        small({**changes, "segments": {"everyone": {"share": "100 %", "services": {"ask": "100 %"}}}})


@pytest.mark.parametrize(
    ("keys", "said"),
    [
        (
            {"kiosk": "40 %"},
            "segments.everyone.kiosk = 40 %: has no effect, since no hall has a kiosk that can do a service: add one",
        ),
        ({"quick": "40 %"}, ""),
    ],
)
def test_warnings(keys: dict[str, Any], said: str) -> None:
    scenario = small({"segments": {"everyone": {"share": "100 %", **keys}}})
    assert [str(each).split(": ", 1)[1] for each in scenario.warnings] == ([said] if said else [])


def test_quick_questions_on_the_phone_have_no_effect() -> None:
    scenario = centre(segments={"everyone": {"share": "100 %", "quick": "40 %"}})
    assert [str(each).split(": ", 1)[1] for each in scenario.warnings] == [
        "segments.everyone.quick = 40 %: has no effect, since there is no hall: leave it out"
    ]
