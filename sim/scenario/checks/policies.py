"""Checks of policies: their names, and when they begin."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from contextlib import suppress
from typing import Any

from sim.scenario.calendar import Calendar
from sim.scenario.checks.sections import Found
from sim.scenario.overrides import BASELINE
from sim.scenario.policy_steps import BEGINS, REGIONS, SEGMENTS, SET, STEPS, parse_begin
from sim.scenario.source import Key


def policies_have_names_of_their_own(policies: Mapping[str, Any]) -> Found:
    """No policy has the name that means the scenario without a policy."""
    if BASELINE in policies:
        yield ("policies", BASELINE), "is the name of the scenario without a policy, choose another"


def policies_begin_in_the_horizon(policies: Mapping[str, Mapping[str, Any]], calendar: Calendar) -> Found:
    """No policy, nor a step of one, begins when all is over."""
    last = calendar.date(calendar.days - 1)
    for key, step in _written(policies):
        with suppress(ValueError):
            if BEGINS in step and parse_begin(step[BEGINS]) > last:
                said = (
                    f"is after the horizon, which ends with {last.isoformat()}: what begins then does nothing"
                )
                yield (*key, BEGINS), said


def heads_hold_for_some(policies: Mapping[str, Mapping[str, Any]], pools: Mapping[str, Any]) -> Found:
    """No step that holds for some regions or segments changes the heads of a pool that is there for all."""
    for key, step in _written(policies):
        some = [kind for kind in (REGIONS, SEGMENTS) if isinstance(step.get(kind), list)]
        overrides, place = (step[SET], (*key, SET)) if isinstance(step.get(SET), Mapping) else (step, key)
        for dotted in overrides if some else ():
            head, _, rest = str(dotted).partition(".")
            name, _, what = rest.rpartition(".")
            if head == "pools" and name in pools and what in ("heads", "paid"):
                who = " and ".join(", ".join(map(str, step[kind])) for kind in some)
                yield (
                    (*place, dotted),
                    f"holds for everybody, and not for {who} alone: {name} work for all. Write it in a step without {' and '.join(some)}, or give these a "
                    "pool of their own",
                )


def _written(policies: Mapping[str, Mapping[str, Any]]) -> Iterator[tuple[Key, Mapping[str, Any]]]:
    """Each policy, and each step of one, with its place."""
    for name, said in policies.items():
        yield ("policies", name), said
        steps = said.get(STEPS)
        for number, step in enumerate(steps) if isinstance(steps, list) else ():
            if isinstance(step, Mapping):
                yield ("policies", name, STEPS, number), step
