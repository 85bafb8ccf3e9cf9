"""Hand-written outages, and logs of what crews did about them, to be compared with ones written by hand.

Only the draws are replaced: when each outage begins, what work it needs and when customers would call. Times are written as in
:mod:`tests.sim.events.written_log`.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from copy import deepcopy
from dataclasses import dataclass
from math import nan
from typing import Any

import numpy as np

from sim.draws.crew_staff import crew_staff
from sim.draws.dice import Dice
from sim.draws.outage_callers import ReportTimes
from sim.log.outages import Outages, OutageStage, Told
from sim.network.outage_lives import OutageLives
from sim.scenario import Scenario
from tests.scenarios_for_tests import small
from tests.sim.events.written_log import clock, minutes

Restored = Callable[..., OutageLives]
"""What an engine makes of outages."""


@dataclass
class Written:
    """An outage written by hand: its start, minutes of work, when meters tell after it can be seen, when customers would call."""

    name: str
    start: str
    customers: int = 100
    region: str = "city"
    crews: int = 1
    assess: float = 10
    isolate: float = 10
    repair: float = 60
    restore: float = 10
    failures: int = 0
    behind: str = ""
    sensed: float = 0
    calls: tuple[str, ...] = ()
    ends: str = ""
    priority: int = 0
    key: bool = False
    kind: str = "fault"
    announced: str = ""
    promised: str = ""


NEVER = nan
"""For `sensed`: meters do not tell."""

CREWS: dict[str, Any] = {
    "calendar": {"start": "2024-01-01", "days": 2, "hours": ["08:00-12:00"]},
    "regions": {"city": "60 %", "country": "40 %"},
    "pools.line_crews": {"works_at": "field", "heads": 2},
    "outages.customers": {"city": 10_000, "country": 5_000},
    "outages.kinds.fault": {"per_day": {"city": 1}, "customers": 100, "sensed": {"share": "100 %"}, "repair": {"repair": "60 min"}},
    "outages.crews.pools": {"line_crews": {}},
    "outages.crews.travel": {"city": "30 min", "country": "60 min"},
}  # fmt: skip
"""Two crews who are on duty day and night, half an hour from the city, an hour from the country."""


CALLED: dict[str, Any] = {
    "services.outage": {"share": "0 %", "handle_time": "4 min"},
    "centres.desk": {
        "round_the_clock": True,
        "lines": {"mandarin": {"arrivals": {"per_day": 24, "profile": "profile.csv"}}},
        "pools": ["agents"],
    },
    "pools.agents": {"works_at": "phone", "heads": 5},
    "outages.calls": {"lines": {"mandarin": "100 %"}, "service": "outage"},
    "outages.kinds.fault.calls": {"share": "10 %", "latent": {"exponential": {"mean": "20 min"}}},
}
"""A call centre to which customers without supply call."""


def crews(changes: Mapping[str, Any] | None = None) -> Scenario:
    """The scenario of :data:`CREWS` with other values at dotted keys."""
    return small({**deepcopy(CREWS), **(changes or {})})


def outages_table(
    scenario: Scenario, written: Sequence[Written], lane: int = 0
) -> tuple[Outages, ReportTimes]:
    """Hand-written outages of a lane as the draws have them, with the calls about them; in the order of their starts."""
    assert scenario.outages is not None
    names, rows = [each.name for each in written], len(written)
    kinds, regions = list(scenario.outages.kinds), list(scenario.regions)

    def times(texts: Sequence[str]) -> Any:
        return np.array([minutes(text) if text else nan for text in texts])

    start = times([each.start for each in written])
    whole = {
        name: np.array([getattr(each, name) for each in written], dtype=np.int64)
        for name in ("customers", "priority", "crews", "failures")
    }
    work = {
        name: np.array([getattr(each, name) for each in written], dtype=np.float64)
        for name in ("assess", "isolate", "repair", "restore")
    }
    table = Outages(
        lane=np.full(rows, lane),
        number=np.arange(rows),
        kind=np.array([kinds.index(each.kind) for each in written], dtype=np.int64),
        region=np.array([regions.index(each.region) for each in written], dtype=np.int64),
        cause=np.full(rows, -1),
        key=np.array([each.key for each in written], dtype=np.bool_),
        start=start,
        behind=np.array(
            [names.index(each.behind) if each.behind else -1 for each in written], dtype=np.int64
        ),
        ends=times([each.ends for each in written]),
        announced=times([each.announced for each in written]),
        promised=times([each.promised for each in written]),
        sensed=start + np.array([each.sensed for each in written], dtype=np.float64),
        seed=(np.arange(rows) + 0.5) / (rows + 1),
        **whole,
        **work,
    )
    called = [[minutes(time) for time in each.calls] for each in written]
    first = np.cumsum([0, *map(len, called)], dtype=np.int64)
    return table, ReportTimes(first, np.array([time for own in called for time in own], dtype=np.float64))


def log_of(restored: Restored, scenario: Scenario, written: Sequence[Written]) -> list[str]:
    """A line for the life of each outage, then one for each crew, each time at which customers were back, and each estimate."""
    table, would_call = outages_table(scenario, written)
    found = restored(scenario, table, would_call, crew_staff(scenario, Dice(1), range(1)))
    return lines_of(found, scenario, [each.name for each in written])


def lines_of(found: OutageLives, scenario: Scenario, names: Sequence[str]) -> list[str]:
    """The same lines of what happened."""
    pools, lives, lines = list(scenario.pools), found.lives, []
    stages = ("known", "assigned", "on_site", "cause", "isolated", "restored")
    for row, name in enumerate(names):
        by = Told(int(lives.by[row])).name.lower() if lives.by[row] >= 0 else "unknown"
        lines.append(" ".join([name, by, *(_time(getattr(lives, stage)[row]) for stage in stages)]))
    visits, steps, estimates = found.visits, found.steps, found.estimates
    for row in range(len(visits.lane)):
        who = f"{pools[visits.pool[row]]}#{visits.head[row]}"
        when = " ".join(_time(column[row]) for column in (visits.assigned, visits.on_site, visits.left))
        lines.append(f"{names[visits.number[row]]} {who} {when}")
    for row in range(len(steps.lane)):
        lines.append(f"{names[steps.number[row]]} back {_time(steps.time[row])} {100 * steps.share[row]:g} %")
    for row in range(len(estimates.lane)):
        stage = OutageStage(int(estimates.stage[row])).name.lower()
        when = f"{_time(estimates.given[row])} {_time(estimates.estimate[row])}"
        lines.append(f"{names[estimates.number[row]]} {stage} {when}")
    return lines


def _time(minute: float) -> str:
    return "-" if np.isnan(minute) else clock(float(minute))
