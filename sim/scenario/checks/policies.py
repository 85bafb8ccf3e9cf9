"""Checks of policies: their names, and when they begin."""

from __future__ import annotations

from collections.abc import Mapping
from contextlib import suppress
from typing import Any

from sim.scenario.calendar import Calendar
from sim.scenario.checks.sections import Found
from sim.scenario.overrides import BASELINE
from sim.scenario.policy_steps import BEGINS, STEPS, parse_begin
from sim.scenario.source import Key


def policies_have_names_of_their_own(policies: Mapping[str, Any]) -> Found:
    """No policy has the name that means the scenario without a policy."""
    if BASELINE in policies:
        yield ("policies", BASELINE), "is the name of the scenario without a policy, choose another"


def policies_begin_in_the_horizon(policies: Mapping[str, Mapping[str, Any]], calendar: Calendar) -> Found:
    """No policy, nor a step of one, begins when all is over."""
    last = calendar.date(calendar.days - 1)
    for name, said in policies.items():
        steps = said.get(STEPS)
        numbered = enumerate(steps) if isinstance(steps, list) else ()
        written: list[tuple[Key, Any]] = [
            (("policies", name), said),
            *((("policies", name, STEPS, number), step) for number, step in numbered),
        ]
        for key, step in written:
            with suppress(ValueError):
                if isinstance(step, Mapping) and BEGINS in step and parse_begin(step[BEGINS]) > last:
                    yield (
                        (*key, BEGINS),
                        f"is after the horizon, which ends with {last.isoformat()}: what begins then does nothing",
                    )
