"""Records of eleven contacts written by hand, of a hall with two clerks and a greeter, for figures worked out by hand.

Two days, open 08:00 to 10:00 (minutes 480 to 600, and 1920 to 2040). A clerk costs 1 yuan a minute, the greeter half a
yuan; overtime is paid one and a half times. Replication 0 has ten contacts of nine cases, replication 1 has one.
"""

from __future__ import annotations

import numpy as np

from sim.log.records import Outcome, Records, Stage
from sim.results.result import Result
from sim.scenario import Scenario
from sim.tally import Frame, tally
from tests.scenarios_for_tests import small

NOT = float("nan")
PAY, CONNECT = 0, 1
CLERKS, GREETERS, NOBODY = 0, 1, -1

D, G, F, C = Stage.DOOR, Stage.GREETER, Stage.FORM, Stage.COUNTER
ROWS = [
    # replication, case, attempt, service, stage, pool, server, outcome, arrived, started, ended
    (0, 0, 1, PAY, G, GREETERS, 0, Outcome.SERVED, 470, 480, 481),  # at the door before opening
    (0, 0, 1, PAY, C, CLERKS, 0, Outcome.RESOLVED, 481, 485, 490),
    (0, 1, 1, PAY, G, NOBODY, -1, Outcome.BYPASSED, 482, NOT, 484),
    (0, 1, 1, PAY, C, CLERKS, 1, Outcome.RESOLVED, 484, 484, 494),
    (0, 2, 1, CONNECT, G, GREETERS, 0, Outcome.SERVED, 490, 490, 492),
    (0, 2, 1, CONNECT, F, GREETERS, 0, Outcome.SERVED, 492, 492, 496),
    (0, 2, 1, CONNECT, C, CLERKS, 0, Outcome.PAPERS_MISSING, 492, 500, 510),
    (0, 3, 1, CONNECT, G, GREETERS, 0, Outcome.PAPERS_MISSING, 500, 500, 502),
    (0, 4, 1, PAY, D, NOBODY, -1, Outcome.BALKED, 505, NOT, 505),
    (0, 5, 1, PAY, C, NOBODY, -1, Outcome.RENEGED, 520, NOT, 530),
    (0, 6, 1, CONNECT, D, NOBODY, -1, Outcome.TURNED_AWAY, 610, NOT, 610),
    (0, 7, 1, PAY, C, CLERKS, 1, Outcome.RESOLVED, 590, 605, 615),  # ten minutes of overtime
    (0, 3, 2, CONNECT, C, CLERKS, 0, Outcome.RESOLVED, 1980, 1980, 1990),  # comes back
    (0, 8, 1, PAY, C, NOBODY, -1, Outcome.SENT_HOME, 2035, NOT, 2040),
    (1, 0, 1, PAY, C, CLERKS, 0, Outcome.RESOLVED, 500, 503, 510),
]


def scenario(changes: dict[str, object] | None = None) -> Scenario:
    """The scenario that the records could come from."""
    return small(
        {
            "calendar": {"start": "2024-01-01", "days": 2, "hours": ["08:00-10:00"], "interval": "1 h"},
            "services": {
                "pay": {"share": "50 %", "handle_time": "5 min"},
                "connect": {"share": "50 %", "handle_time": "10 min", "papers_missing": "50 %"},
            },
            "pools": {
                "clerks": {"works_at": "counter", "heads": 2, "cost": "60 yuan/h"},
                "greeters": {"works_at": "greeter", "heads": 1, "cost": "30 yuan/h"},
            },
            "halls.north.pools": ["clerks", "greeters"],
            "halls.north.greeter": {"triage": "1 min"},
            **(changes or {}),
        },
        {"profile.csv": "start,end,weight\n08:00,10:00,1\n"},
    )


def records() -> Records:
    """The rows as columns, shuffled: their order must not matter."""
    table = np.array(ROWS)[np.argsort(np.modf(np.arange(len(ROWS)) * np.sqrt(2))[0])]
    replication, case, attempt, service, stage, pool, server, outcome = table[:, :8].astype(np.int64).T
    nothing = np.zeros(len(table), dtype=np.int64)
    return Records(
        replication,
        case,
        attempt,
        nothing,
        service,
        nothing,
        stage,
        pool,
        server,
        outcome,
        *table[:, 8:].T.copy(),
    )


def result(changes: dict[str, object] | None = None, policy: str = "baseline") -> Result:
    """The result of both replications."""
    made = scenario(changes).with_policy(policy)
    return Result(made, tally(records(), Frame(made), range(2)), 1, "simpy")
