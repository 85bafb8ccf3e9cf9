"""Centres with hand-written callers, and logs of what happened, to be compared with ones written by hand.

Only the dice are replaced, as in :mod:`tests.sim.events.written_log`, whose way to write times holds here too.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from types import SimpleNamespace
from typing import Any

import numpy as np
import simpy

from sim.events.call import Call
from sim.events.centre import CentreProcess
from sim.log.records import Outcome, Stage
from sim.network.routing import routing_of
from sim.scenario import Scenario
from sim.scenario.units import DAY
from sim.time.duty_windows import servers_of
from sim.time.opening import opening_of
from tests.scenarios_for_tests import written
from tests.sim.events.written_log import clock, minutes

Log = Callable[..., list[str]]
"""What happens in a centre to hand-written callers, a line a stage."""

NEVER = 1.0
"""A uniform above every share: what it decides does not happen."""


@dataclass
class Caller:
    """A case written by hand: `carries` overrides what its calls carry, `later` what the second, third … carries."""

    name: str
    arrived: str
    line: str = ""
    service: str = ""
    segment: str = ""
    carries: dict[str, Any] = field(default_factory=dict)
    later: tuple[dict[str, Any], ...] = ()


def caller(
    name: str,
    arrived: str,
    line: str = "",
    service: str = "",
    segment: str = "",
    later: Any = (),
    **carries: Any,
) -> Caller:
    """A case; see :class:`Caller`. Talk is 4 min, and everybody waits for ever, if it does not say otherwise."""
    return Caller(name, arrived, line, service, segment, carries, tuple(later))


class WrittenCallers:
    """Stands for the engine's `CallerProcess`: the callers of a list in the order of their arrival."""

    def __init__(self, scenario: Scenario, centre: str, callers: list[Caller]) -> None:
        self._scenario, self._lines = scenario, list(scenario.centres[centre].lines)
        self._chat = [each.channel == "chat" for each in scenario.centres[centre].lines.values()]
        self._callers = sorted(callers, key=lambda each: minutes(each.arrived))

    def new(self, day: int) -> list[Call]:
        return [
            self.call(case, 1, self._line(each), minutes(each.arrived))
            for case, each in enumerate(self._callers)
            if minutes(each.arrived) // DAY == day
        ]

    def again(self, call: Call, line: int, arrived: float) -> Call:
        return self.call(call.case, call.attempt + 1, line, arrived)

    def _line(self, each: Caller) -> int:
        return -1 if each.line == "app" else self._lines.index(each.line) if each.line else 0

    def call(self, case: int, attempt: int, line: int, arrived: float) -> Call:
        each = self._callers[case]
        services, segments = list(self._scenario.services), list(self._scenario.segments)
        service = services.index(each.service) if each.service else 0
        segment = segments.index(each.segment) if each.segment else 0
        own = ([each.carries, *each.later, *[{}] * attempt])[attempt - 1]
        carried = {
            "menu": 0.0,
            "leaves_menu": False,
            "in_menu": False,
            "talk": 4.0,
            "after_call": 0.0,
            "solve": 0.0,
            "balk": NEVER,
            "split": 0.0,
            "patience": np.inf,
            "accepts": NEVER,
            "reached_at": 1,
            "hands_over": 0.0,
            "second_talk": 3.0,
            "chat": 10.0,
            "second_chat": 6.0,
            "second_solve": 0.0,
            "app_time": 5.0,
            "contained": False,
            "goes_on_after": 2.0,
            "moves": NEVER,
            "move_time": 0.5,
            "redials": NEVER,
            "redials_after": 10.0,
            "order": -1,
            "order_seed": 0.0,
        }
        assert own.keys() <= carried.keys(), own
        whole = carried | own
        for name, in_chat in (("talk", "chat"), ("second_talk", "second_chat")):
            whole[name] = whole[in_chat] if line >= 0 and self._chat[line] else whole[name]
        lists = SimpleNamespace(**{name: [value] for name, value in whole.items()})
        door: Any = SimpleNamespace(origin=0)
        who = (door, case, attempt, int(arrived // DAY), 0, service, segment)
        return Call(who, lists, arrived, line)


def log(scenario: Scenario, callers: list[Caller], centre: str = "town") -> list[str]:
    """What happens to hand-written callers, a line a stage: by case, call and stage.

    A line reads: name (and the number of a later call), stage, pool and number of the agent, arrived, started, ended,
    outcome.
    """
    env = simpy.Environment(initial_time=-scenario.calendar.warm_up * DAY)
    opening = opening_of(scenario, centre)
    servers = {pool: servers_of(scenario, pool, opening) for pool in scenario.centres[centre].pools}
    people: Any = WrittenCallers(scenario, centre, callers)
    there = CentreProcess(env, scenario, centre, opening, routing_of(scenario, centre), people, servers, [])
    env.run()
    names = [each.name for each in sorted(callers, key=lambda each: minutes(each.arrived))]
    rows = sorted(
        np.frombuffer(there.rows.numbers).reshape(-1, 12).tolist(), key=lambda row: (*row[:2], row[4])
    )
    return [line_of([*row[:2], *row[4:11]], names, list(scenario.pools)) for row in rows]


def line_of(row: list[float], names: list[str], pools: list[str]) -> str:
    """A line of a log, from case, contact, stage, pool, agent, outcome, and when it arrived, started and ended."""
    case, attempt, stage, pool, agent, outcome = map(int, row[:6])
    who = names[case] + (str(attempt) if attempt > 1 else "")
    agent_name = f"{pools[pool]}#{agent}" if pool >= 0 else "-"
    times = " ".join(clock(time) for time in row[6:9])
    return f"{who} {Stage(stage).name.lower()} {agent_name} {times} {Outcome(outcome).name.lower()}"


def centre(
    pools: dict[str, dict[str, Any]] | None = None,
    lines: dict[str, dict[str, Any]] | None = None,
    services: tuple[str, ...] = ("ask",),
    calendar: dict[str, Any] | None = None,
    segments: dict[str, Any] | None = None,
    **rules: Any,
) -> Scenario:
    """A centre `town`, open 08:00 to 12:00, with one agent of the pool `own` if it does not say otherwise.

    `pools` are written without ``works_at``, `lines` without arrivals; `rules` are keys of the centre.
    """
    staff = pools or {"own": {}}
    arrivals = {"arrivals": {"per_day": 1, "profile": "profile.csv"}}
    share = f"{100 / len(services)} %"
    data = {
        "name": "town line",
        "calendar": {"start": "2024-01-01", "days": 1, "hours": ["08:00-12:00"], **(calendar or {})},
        "services": {name: {"share": share, "handle_time": "4 min"} for name in services},
        "centres": {
            "town": {
                "lines": {name: arrivals | own for name, own in (lines or {"one": {}}).items()},
                "pools": list(staff),
                **rules,
            }
        },
        "pools": {name: {"works_at": "phone", "heads": 1, **own} for name, own in staff.items()},
        **({"segments": segments} if segments else {}),
    }
    return written(data, {"profile.csv": "start,end,weight\n08:00,12:00,1\n"})
