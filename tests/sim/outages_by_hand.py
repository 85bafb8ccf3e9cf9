"""Outages whose lives are written by hand: when each is known, assessed and restored, in steps or at once, and which times were given for that."""

from __future__ import annotations

from collections.abc import Mapping
from copy import deepcopy
from dataclasses import dataclass, field
from typing import Any

import numpy as np

from sim.log.outages import Estimates, Lives, Outages, OutageStage, Steps, Told
from sim.scenario import Scenario
from tests.scenarios_for_tests import written

NEVER = float("nan")

ONE_LINE: dict[str, Any] = {
    "name": "one line",
    "calendar": {"start": "2024-07-01", "days": 2, "hours": ["00:00-24:00"]},  # a Monday
    "services": {
        "bill": {"share": "100 %", "handle_time": "4 min"},
        "outage": {"share": "0 %", "handle_time": "4 min"},
        "known": {"share": "0 %", "handle_time": "1 min"},
        "complaint": {"share": "0 %", "handle_time": "6 min"},
    },
    "regions": {"city": "60 %", "country": "40 %"},
    "centres": {
        "centre": {
            "round_the_clock": True,
            "lines": {"mandarin": {"arrivals": {"per_day": 24, "profile": "flat.csv"}}},
            "pools": ["agents"],
        }
    },
    "pools": {"agents": {"works_at": "phone", "heads": 500}},
    "outages": {
        "customers": {"city": 1_000_000, "country": 1_000_000},
        "kinds": {
            "fault": {
                "lasts": "3 h",
                "reported": {"calls": 1},
                "calls": {"share": "10 %", "latent": {"exponential": {"mean": "20 min"}}},
            }
        },
        "calls": {"lines": {"mandarin": "100 %"}, "service": "outage", "known_service": "known"},
    },
}
"""A centre day and night with one line, one bill an hour, and room for everybody; outages of one kind."""

FLAT = "start,end,weight\n00:00,24:00,1\n"


LISTED = {
    "list.csv": "start,region,kind,customers,restored\n"
    "2024-07-01 10:00,city,fault,3000,2024-07-01 13:00\n"
    "2024-07-01 23:30,country,fault,300,2024-07-02 02:00\n"
}
"""A list of two outages, the second one over midnight."""


def one_line(changes: Mapping[str, Any] | None = None, more: Mapping[str, str] | None = None) -> Scenario:
    """The scenario `ONE_LINE` with other values at dotted keys, and more tables; a key with the value None is left out."""
    data = deepcopy(ONE_LINE)
    for dotted, value in (changes or {}).items():
        *parents, last = dotted.split(".")
        here = data
        for part in parents:
            here = here.setdefault(part, {})
        here[last] = value
        if value is None:
            del here[last]
    return written(data, {"flat.csv": FLAT, **(more or {})})


@dataclass
class Outage:
    """One outage; times are minutes. `steps` are times and shares of customers who are back from then on; `estimates` stages, when given, and for
    when."""

    start: float
    restored: float
    customers: int = 1000
    known: float = NEVER
    assigned: float = NEVER
    on_site: float = NEVER
    cause: float = NEVER
    steps: tuple[tuple[float, float], ...] = ()
    estimates: tuple[tuple[OutageStage, float, float], ...] = ()
    announced: float = NEVER
    region: int = 0
    behind: int = -1
    seed: float = 0.5
    lane: int = 0
    number: int = field(default=0, init=False)


def tables(outages: list[Outage]) -> tuple[Outages, Lives, Steps, Estimates]:
    """The tables of outages, by lane and start."""
    outages = sorted(outages, key=lambda each: (each.lane, each.start))
    for place, each in enumerate(outages):
        each.number = place - [other.lane for other in outages].index(each.lane)

    def column(name: str) -> Any:
        return np.array([getattr(each, name) for each in outages])

    whole, none = np.zeros(len(outages), np.int64), np.full(len(outages), np.nan)
    names = ("lane", "number", "region", "customers", "behind", "start", "announced", "seed")
    columns = {name: column(name) for name in names}
    for name in ("kind", "cause", "priority", "crews", "failures"):
        columns[name] = whole
    for name in ("promised", "assess", "isolate", "repair", "restore", "sensed"):
        columns[name] = none
    drawn = Outages(**columns, key=whole.astype(bool), ends=column("restored"))
    by = np.where(np.isnan(column("announced")), Told.SENSED, Told.PLANNED)
    own = {
        name: column(name) for name in ("lane", "number", "known", "assigned", "on_site", "cause", "restored")
    }
    steps = [
        (each, *step)
        for each in outages
        for step in (*each.steps, (each.restored, 1.0))
        if step[0] == step[0]
    ]
    given = [(each, *estimate) for each in outages for estimate in each.estimates]

    def of(rows: list[Any], place: int) -> Any:
        return np.array([row[place] for row in rows], dtype=np.float64)

    def whose(rows: list[Any]) -> dict[str, Any]:
        return {
            name: np.array([getattr(row[0], name) for row in rows], dtype=np.int64)
            for name in ("lane", "number")
        }

    return (
        drawn,
        Lives(**own, by=by, isolated=none),
        Steps(**whose(steps), time=of(steps, 1), share=of(steps, 2)),
        Estimates(
            **whose(given),
            stage=np.array([row[1] for row in given], dtype=np.int64),
            given=of(given, 2),
            estimate=of(given, 3),
        ),
    )
