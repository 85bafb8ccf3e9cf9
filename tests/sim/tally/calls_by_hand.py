"""Call centres with records written by hand, for figures worked out by hand."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import numpy as np

from sim.log.records import Records
from sim.results.result import Result
from sim.scenario import Scenario
from sim.tally import Frame, tally
from tests.scenarios_for_tests import written

NOT = float("nan")
OWN, HIRED, NOBODY = 0, 1, -1
HAN, MONGOL = 0, 1


def scenario(hands_over: bool = False) -> Scenario:
    """With a hired pool that may hand calls over to the own one, or not."""
    transfer = {"transfer": {"to": ["own"], "share": "100 %"}} if hands_over else {}
    line: dict[str, Any] = {"arrivals": {"per_day": 10, "profile": "profile.csv"}}
    return written(
        {
            "name": "by hand",
            "calendar": {"start": "2024-01-01", "days": 1, "hours": ["08:00-10:00"], "interval": "1 h"},
            "services": {"ask": {"share": "100 %", "handle_time": "4 min"}},
            "centres": {"town": {"lines": {"mandarin": line, "mongolian": line}, "pools": ["own", "hired"]}},
            "pools": {
                "own": {"works_at": "phone", "heads": 2, "cost": "60 yuan/h", "phone": {"absence": "10 %"}},
                "hired": {
                    "works_at": "phone",
                    "heads": 1,
                    "phone": {"outsourced": True, "cost_per_call": "5 yuan", "least_calls": 10, **transfer},
                },
            },
            "targets": [
                {"measure": "abandoned_after_0_s", "at_most": "100 %"},
            ],
        },
        {"profile.csv": "start,end,weight\n08:00,10:00,1\n"},
    )


def result_of(rows: Sequence[tuple[Any, ...]], hands_over: bool = False) -> Result:
    """The result of one replication with these rows of the only centre."""
    table = np.array(rows, dtype=np.float64)
    case, attempt, language, stage, pool, server, outcome = table[:, :7].astype(np.int64).T
    nothing = np.zeros(len(table), dtype=np.int64)
    columns = (nothing, case, attempt, nothing, nothing, nothing, stage, pool, server, outcome)
    records = Records(*columns, *table[:, 7:].T.copy(), language=language)
    whose = scenario(hands_over)
    return Result(whose, tally(records, Frame(whose), range(1)), 1, "simpy")
