"""Two replications of two hours of a call centre, written by hand."""

from __future__ import annotations

import numpy as np

from sim.log.records import Outcome, Records, Stage
from sim.results.result import Result
from sim.tally import Frame, tally
from tests.scenarios_for_tests import written

NOT = float("nan")
AGENT, AFTER = Stage.AGENT, Stage.AFTER_CALL
SOLVED, UNSOLVED, LEFT, ON = Outcome.RESOLVED, Outcome.UNSOLVED, Outcome.RENEGED, Outcome.SERVED

# Open 08:00 to 10:00 (minutes 480 to 600), two agents.
ROWS = [
    # replication, case, attempt, stage, pool, agent, outcome, arrived, started, ended
    (0, 0, 1, AGENT, 0, 0, SOLVED, 480, 480, 490),
    (0, 0, 1, AFTER, 0, 0, ON, 490, 490, 492),
    (0, 1, 1, AGENT, -1, -1, LEFT, 485, NOT, 487),
    (0, 2, 1, AGENT, 0, 0, UNSOLVED, 550, 550, 556),
    (0, 2, 2, AGENT, 0, 1, SOLVED, 570, 570, 574),
    (1, 0, 1, AGENT, 0, 0, SOLVED, 500, 500, 512),
]


def made_calls() -> Result:
    """Their result."""
    scenario = written(
        {
            "name": "by hand",
            "calendar": {"start": "2024-01-01", "days": 1, "hours": ["08:00-10:00"], "interval": "1 h"},
            "services": {"ask": {"share": "100 %", "handle_time": "4 min"}},
            "centres": {
                "town": {
                    "lines": {"mandarin": {"arrivals": {"per_day": 10, "profile": "profile.csv"}}},
                    "pools": ["agents"],
                }
            },
            "pools": {"agents": {"works_at": "phone", "heads": 2}},
        },
        {"profile.csv": "start,end,weight\n08:00,10:00,1\n"},
    )
    table = np.array(ROWS, dtype=np.float64)
    replication, case, attempt, stage, pool, agent, outcome = table[:, :7].astype(np.int64).T
    nothing = np.zeros(len(table), dtype=np.int64)
    columns = (replication, case, attempt, nothing, nothing, nothing, stage, pool, agent, outcome)
    records = Records(*columns, *table[:, 7:].T.copy(), language=nothing)
    return Result(scenario, tally(records, Frame(scenario), range(2)), 1, "simpy")
