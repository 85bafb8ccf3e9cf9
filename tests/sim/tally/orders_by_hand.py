"""A scenario with an office over three days, and orders of two replications written by hand."""

from __future__ import annotations

from dataclasses import replace

import numpy as np

from sim.log.order_log import OrderLog
from sim.log.orders import OrderOutcome, Orders, OrderSteps, StepKind
from sim.log.sheet import Sheet, nobodys_sheet
from sim.log.work import Work
from sim.scenario import Scenario
from tests.scenarios_for_tests import written

NEVER = np.inf
NOT = np.nan
DAY = 1440.0
NORTH, BUREAU = 0, 1
VOLTAGE, CONNECTION, NOTICE = 0, 1, 2
CITY, COUNTRY = 0, 1
OPERATIONS, METERING, PLANNING, COORDINATORS = 0, 1, 2, 3

ORDERS = [
    # lane, number, category, region, created, accepted, due, closed, worked, bounces, reopened, level
    # of the warm-up: closed on the first day; and open until the end
    (0, 0, VOLTAGE, CITY, -500, -400, 900, 600, 90, 0, 0, 0),
    (0, 1, CONNECTION, CITY, -1440, -1400, 2000, NEVER, 30, 2, 0, 2),
    # in time, right at once: 500 min, of which 60 worked
    (0, 2, VOLTAGE, CITY, 100, 110, 800, 600, 60, 0, 0, 0),
    # late by 400 min, passed on twice, reopened once: 2400 min, of which 240 worked; closed on the second midnight but 340 min
    (0, 3, VOLTAGE, COUNTRY, 140, 700, 2140, 2540, 240, 2, 1, 2),
    # closed exactly at its deadline and at the second midnight: in time, and not open at the end of the second day; 1380 min, 80 worked
    (0, 4, CONNECTION, CITY, 1500, 1500, 2880, 2880, 80, 0, 0, 1),
    # open, past its deadline
    (0, 5, VOLTAGE, CITY, 1600, 1700, 4000, NEVER, 10, 1, 0, 1),
    # open, and its deadline still to come; it has found no department yet
    (0, 6, CONNECTION, COUNTRY, 3000, NEVER, 5000, NEVER, 0, 0, 0, 0),
    # no deadline at all: 320 min, 20 worked
    (0, 7, NOTICE, CITY, 3000, 3000, NEVER, 3320, 20, 0, 0, 0),
    # created behind the horizon: nothing
    (0, 8, NOTICE, CITY, 4320, NEVER, NEVER, NEVER, 0, 0, 0, 0),
    # the other replication: one order, in time, 700 min, 70 worked
    (1, 0, VOLTAGE, CITY, 200, 300, 1000, 900, 70, 0, 0, 0),
]

STEPS = [
    # lane, number, step, kind, desk, joined, started, ended, outcome
    (0, 2, 0, StepKind.CLASSIFY, COORDINATORS, 100, 104, 110, OrderOutcome.CLASSIFIED),
    (0, 2, 1, StepKind.WORK, OPERATIONS, 110, 540, 600, OrderOutcome.CLOSED),
    (0, 3, 0, StepKind.CLASSIFY, COORDINATORS, 140, 150, 156, OrderOutcome.CLASSIFIED),
    (0, 3, 1, StepKind.LOOK, METERING, 156, 500, 510, OrderOutcome.PASSED_ON),
    (0, 3, 2, StepKind.LOOK, PLANNING, 600, 600, 610, OrderOutcome.PASSED_ON),
    (0, 3, 3, StepKind.WORK, OPERATIONS, 700, 800, 900, OrderOutcome.REWORK),
    (0, 3, 4, StepKind.WORK, OPERATIONS, 900, 2000, 2540, OrderOutcome.CLOSED),
    # in line at the end
    (0, 6, 0, StepKind.CLASSIFY, COORDINATORS, 3000, NOT, NOT, OrderOutcome.OPEN),
    (1, 0, 0, StepKind.CLASSIFY, COORDINATORS, 200, 290, 300, OrderOutcome.CLASSIFIED),
    (1, 0, 1, StepKind.WORK, OPERATIONS, 300, 830, 900, OrderOutcome.CLOSED),
]


def scenario() -> Scenario:
    """A hall whose visits leave orders, and an office with three departments and a coordinator, open all day over three days."""
    office = {
        "pools": ["coordinators", "operators", "metermen", "planners"],
        "departments": {
            "operations": {"pools": ["operators"]},
            "metering": {"pools": ["metermen"]},
            "planning": {"pools": ["planners"]},
        },
        "categories": {
            "voltage": {
                "department": "operations",
                "work": "1 h",
                "deadline": "24 h",
                "pause": {"time": "5 h", "misused": "10 %"},
            },
            "connection": {
                "stages": [
                    {"department": "planning", "work": "1 h"},
                    {"department": "operations", "work": "1 h"},
                ],
                "deadline": "48 h",
            },
            "notice": {"department": "operations", "work": "10 min"},
        },
        "coordinator": {
            "pool": "coordinators",
            "classify": "6 min",
            "meeting": {
                "every": "week",
                "weekday": "tue",
                "time": "14:00",
                "categories": {"voltage": "10 %"},
            },
        },
        "escalations": [{"at": "50 %", "priority": 1}, {"at": "80 %", "priority": 1}],
        "causes": {
            "wires": {"category": "voltage", "share": "30 %"},
            "papers": {"category": "connection", "share": "100 %", "recurs": "10 %", "after": "9 days"},
        },
    }
    heads = {"works_at": "office", "heads": 1, "cost": "60 yuan/h"}
    return written(
        {
            "name": "orders by hand",
            "calendar": {
                "start": "2024-01-01",
                "days": 3,
                "hours": ["00:00-24:00"],
                "interval": "1 h",
                "warm_up": 1,
            },
            "services": {
                "ask": {
                    "share": "100 %",
                    "handle_time": "4 min",
                    "orders": {"voltage": "20 %", "connection": "10 %", "notice": "10 %"},
                }
            },
            "regions": {"city": "60 %", "country": "40 %"},
            "halls": {"north": {"arrivals": {"per_day": 10, "profile": "profile.csv"}, "pools": ["clerks"]}},
            "offices": {"bureau": office},
            "pools": {
                "clerks": {"works_at": "counter", "heads": 1},
                **dict.fromkeys(office["pools"], heads),  # type: ignore[arg-type]
            },
            "targets": [
                {"measure": "in_time", "at_least": "95 %"},
                {"measure": "in_time", "scope": "category:connection", "at_least": "50 %"},
                {"measure": "time_to_close_mean", "scope": "department:operations", "at_most": "30 h"},
            ],
        },
        {"profile.csv": "start,end,weight\n00:00,24:00,1\n"},
    )


def orders() -> Orders:
    """The rows as columns."""
    lane, number, category, region, *times = np.array(ORDERS, dtype=np.float64).T
    whole = [column.astype(np.int64) for column in (lane, number, category, region, *times[5:])]
    lane, number, category, region, bounces, reopened, level = whole
    nothing = np.zeros(len(lane), dtype=np.int64)
    return Orders(
        lane=lane,
        number=number,
        office=nothing + BUREAU,
        category=category,
        service=nothing,
        segment=nothing,
        region=region,
        sender=nothing + NORTH,
        hall=nothing + NORTH,
        language=nothing - 1,
        case=np.arange(len(lane)),
        created=times[0],
        accepted=times[1],
        due=times[2],
        closed=times[3],
        promised=np.where(number == 2, 550.0, times[2]),
        paused=np.where(np.isin(number, [2, 5]), 300.0, 0.0),
        worked=times[4],
        travelled=np.where(region == COUNTRY, times[4] / 2, 0.0),
        bounces=bounces,
        reopened=reopened,
        meetings=np.where(number == 3, 2, 0),
        approvals=np.where(number == 5, 1, 0),
        level=level,
        chases=np.where(number == 3, 4, np.where(number == 5, 1, 0)),
        solved=np.isfinite(times[3]),
        owned=np.where(number == 3, 4, np.where(number == 5, 1, 0)),
        by_own=np.where(number == 3, 1, 0),
        cause=np.select([number == 3, category == CONNECTION], [0, 1], -1),
        repeats=np.isin(number, (4, 6)),
    )


def steps() -> OrderSteps:
    """The rows as columns."""
    table = np.array(STEPS, dtype=np.float64)
    lane, number, step, kind, desk, outcome = table[:, [0, 1, 2, 3, 4, 8]].astype(np.int64).T
    nothing = np.zeros(len(lane), dtype=np.int64)
    begun = ~np.isnan(table[:, 6])
    return OrderSteps(
        lane=lane,
        number=number,
        step=step,
        kind=kind,
        office=nothing + BUREAU,
        desk=desk,
        pool=np.where(begun, POOL_OF_DESK[desk], -1),
        head=np.where(begun, 0, -1),
        joined=table[:, 5],
        started=table[:, 6],
        ended=table[:, 7],
        minutes=table[:, 7] - table[:, 6],
        outcome=outcome,
    )


POOL_OF_DESK = np.array([2, 3, 4, 1])
"""Number in the scenario of the pool of each desk: clerks come first, then coordinators."""


def work() -> Work:
    """What heads did: each step that was begun, from its start to its end."""
    every = steps()
    some = every.where(~np.isnan(every.started))
    customer = np.ones(len(some.lane), dtype=np.bool_)
    return Work(some.lane, some.pool, some.head, some.started, some.ended, customer)


def sheet(some: slice = slice(None)) -> Sheet:
    """Nobody comes to the hall; the orders, or some of them with their steps and work."""
    every, of_steps = orders().where(some), steps()
    keep = np.isin(of_steps.lane * 100 + of_steps.number, every.lane * 100 + every.number)
    done = work().where(keep[~np.isnan(of_steps.started)])
    return replace(nobodys_sheet(), orders=OrderLog(every, of_steps.where(keep), done))
