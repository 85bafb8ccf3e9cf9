"""Offices with hand-written orders, and logs of what happened, to be compared with ones written by hand.

Only the dice are replaced: when each order comes, of which category, and the steps of its way are written in the test. Times are
written as in :mod:`tests.sim.events.written_log`.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from math import inf
from typing import Any, NamedTuple

import numpy as np
import simpy

from sim.draws.dice import Dice
from sim.events.clock import COME_IN, Moment
from sim.events.office_plan import OfficeSetting
from sim.events.order import Order, Origin, Source
from sim.events.order_rows import log_of
from sim.events.order_ways import Ways
from sim.log.order_log import OrderLog
from sim.log.orders import OrderOutcome, StepKind
from sim.network.itineraries import CALENDAR, MEETING, WORKING, Itineraries
from sim.network.office import OfficePlan
from sim.network.office_plan import office_plan
from sim.scenario import Scenario
from sim.scenario.units import DAY
from tests.scenarios_for_tests import small
from tests.sim.events.written_log import clock, minutes

OrdersLog = Callable[..., list[str]]
"""What happens in an office to hand-written orders: a line a step, and a line an order."""


class Step(NamedTuple):
    """A step: what is done, the name of the department (empty: the coordinator), minutes of a head, and what follows."""

    kind: StepKind
    department: str
    work: float
    lag: float = 0.0
    lag_clock: int = CALENDAR
    outcome: OrderOutcome = OrderOutcome.DONE
    travel: float = 0.0


def classify(work: float) -> Step:
    """The coordinator classifies an order."""
    return Step(StepKind.CLASSIFY, "", work, outcome=OrderOutcome.CLASSIFIED)


def to_meeting(work: float) -> Step:
    """The coordinator classifies an order, which then waits for the next joint meeting."""
    return Step(StepKind.CLASSIFY, "", work, 0.0, MEETING, OrderOutcome.TO_MEETING)


def look(department: str, work: float, keeps: float = 0.0) -> Step:
    """A wrong department looks at an order, and keeps it for some working time."""
    return Step(StepKind.LOOK, department, work, keeps, WORKING, OrderOutcome.PASSED_ON)


def work(
    department: str,
    minutes: float,
    waits: float = 0.0,
    outcome: OrderOutcome = OrderOutcome.DONE,
    travel: float = 0.0,
) -> Step:
    """The right department works, and travels for it; then the order lies for some time by the calendar."""
    return Step(StepKind.WORK, department, minutes, waits, CALENDAR, outcome, travel)


def call(minutes: float, outcome: OrderOutcome = OrderOutcome.CLOSED) -> Step:
    """The coordinator calls the customer."""
    return Step(StepKind.CLOSING_CALL, "", minutes, outcome=outcome)


@dataclass
class WrittenOrder:
    """An order written by hand; its last step closes it, whatever is written there. `approvals` are the minutes of those that levels may ask for."""

    name: str
    created: str
    steps: Sequence[Step]
    category: str = ""
    sender: int = 0
    region: int = 0
    solved: bool = True
    pause: float = 0.0
    for_customer: bool = True
    customer: float = 0.0
    approvals: Sequence[float] = ()
    origin: Mapping[str, int] = field(default_factory=dict)


def order(name: str, created: str, *steps: Step, category: str = "", **more: Any) -> WrittenOrder:
    """An order; see :class:`WrittenOrder`. It is of the office's first category if it does not say otherwise."""
    *others, last = steps
    return WrittenOrder(
        name, created, [*others, last._replace(outcome=OrderOutcome.CLOSED)], category, **more
    )


def by_time(orders: Sequence[WrittenOrder]) -> list[WrittenOrder]:
    """Orders as an office numbers them: those of one instant as they are written, which is the order of their cases."""
    return sorted(orders, key=lambda each: minutes(each.created))


def itineraries_of(scenario: Scenario, plan: OfficePlan, orders: Sequence[WrittenOrder]) -> Itineraries:
    """The ways of orders."""
    departments = list(scenario.offices[plan.name].departments)
    approvals = [
        [Step(StepKind.APPROVE, "", time, outcome=OrderOutcome.APPROVED) for time in order.approvals]
        for order in orders
    ]
    both = list(zip(orders, approvals, strict=True))
    steps = [each for order, behind in both for each in (*order.steps, *behind)]
    desks = [departments.index(each.department) if each.department else plan.coordinator for each in steps]
    specialists = [desk for behind in approvals for desk in plan.approvals.desk[: len(behind)].tolist()]
    for place, each in enumerate(steps):
        if each.kind is StepKind.APPROVE:
            desks[place] = specialists.pop(0)
    return Itineraries(
        np.cumsum([0, *(len(order.steps) + len(behind) for order, behind in both)], dtype=np.int64),
        np.array([len(order.steps) for order in orders], dtype=np.int64),
        np.array([each.kind for each in steps], dtype=np.int64),
        np.array(desks, dtype=np.int64),
        np.array([each.work for each in steps], dtype=np.float64),
        np.array([each.travel for each in steps], dtype=np.float64),
        np.array([each.lag for each in steps], dtype=np.float64),
        np.array([each.lag_clock for each in steps], dtype=np.int64),
        np.array([each.outcome for each in steps], dtype=np.int64),
        np.array([order.solved for order in orders]),
        np.array([order.pause for order in orders], dtype=np.float64),
        np.array([order.for_customer for order in orders]),
    )


def category_of(plan: OfficePlan, scenario: Scenario, each: WrittenOrder) -> int:
    """The number of an order's category in its office."""
    categories = list(scenario.offices[plan.name].categories)
    return categories.index(each.category) if each.category else 0


def event_log(scenario: Scenario, orders: Sequence[WrittenOrder], office: str = "bureau") -> list[str]:
    """What happens to hand-written orders by the event engine: see :func:`lines_of`."""
    env = simpy.Environment(initial_time=-scenario.calendar.warm_up * DAY)
    plan, known = office_plan(scenario, office), by_time(orders)
    setting = OfficeSetting.of(scenario, plan, Dice(1), range(1))
    there = setting.office(env, 0)
    created = np.array([minutes(each.created) for each in known])
    regions = np.array([each.region for each in known], dtype=np.int64)
    rules = there.rules.of(there.rules.begun(created), regions, np.zeros_like(regions)).tolist()
    columns = {
        name: column.tolist() for name, column in itineraries_of(scenario, plan, known)._asdict().items()
    }
    own = np.array([category_of(plan, scenario, each) for each in known], dtype=np.int64)
    causes = plan.causes.of_orders(own, np.full(len(known), 0.5))
    ways = Ways(
        **columns,
        region=[each.region for each in known],
        seed=[0.5] * len(known),
        rules=rules,
        customer=[each.customer for each in known],
        cause=causes.tolist(),
    )
    for case, each in enumerate(known):
        origin = Origin(Source.CONTACT, each.sender, each.sender, case, 1, 0, 0)
        category = int(own[case])
        written = Order(origin, category, there.priority(ways, case, category), ways, case)
        Moment(env, minutes(each.created), COME_IN, _receive, (there, written))
    env.run()
    log = log_of(0, there, [0] * len(scenario.sites), scenario.calendar.days * DAY)
    return lines_of(log, scenario, office, known)


def _receive(moment: Moment) -> None:
    office, order = moment.subject
    office.receive(order)


def lines_of(log: OrderLog, scenario: Scenario, office: str, orders: Sequence[WrittenOrder]) -> list[str]:
    """A line a step, and a line an order.

    A step reads: name of the order, kind, desk, pool and number of the head, when it joined the line, was begun and ended, outcome. An order
    reads: name, when it was accepted, due and closed (``-``: never), minutes worked, bounces, how often it was reopened, level.
    """
    numbers = zip(log.orders.number.tolist(), log.orders.case.tolist(), strict=True)
    names = {
        number: by_time(orders)[number if case < 0 else case].name  # nobody's contact has left it
        for number, case in numbers
    }
    return _steps(log, scenario, office, names) + _orders(log, names)


def _steps(log: OrderLog, scenario: Scenario, office: str, names: Mapping[int, str]) -> list[str]:
    pools, found = list(scenario.pools), []
    desks = list(scenario.offices[office].desks)
    columns = ("number", "kind", "desk", "pool", "head", "joined", "started", "ended", "outcome")
    for row in zip(*(getattr(log.steps, name).tolist() for name in columns), strict=True):
        number, kind, desk, pool, head, *times, outcome = row
        who = f"{pools[pool]}#{head}" if pool >= 0 else "-"
        place = desks[desk].rpartition(" ")[2]
        told = " ".join(map(clock, times))
        found.append(
            f"{names[number]} {StepKind(kind).name.lower()} {place} {who} {told} {OrderOutcome(outcome).name.lower()}"
        )
    return found


def _orders(log: OrderLog, names: Mapping[int, str]) -> list[str]:
    columns = ("number", "accepted", "due", "closed", "worked", "bounces", "reopened", "level")
    found = []
    for row in zip(*(getattr(log.orders, name).tolist() for name in columns), strict=True):
        number, *times, worked, bounces, reopened, level = row
        told = " ".join("-" if time == inf else clock(time) for time in times)
        found.append(f"{names[number]} order {told} {worked:g} {bounces} {reopened} {level}")
    return found


def office(changes: Mapping[str, Any] | None = None, days: int = 7) -> Scenario:
    """An office with one head in each of two departments, who work 08:00 to 12:00 and 13:00 to 17:00 from Monday to Friday; day 0 is a Monday.

    `changes` are at dotted keys below ``offices.bureau``, or, from a dot on, at keys of the file, such as ``.pools.fitters.heads``.
    """
    base: dict[str, Any] = {
        "calendar.days": days,
        "offices.bureau": {
            "hours": ["08:00-12:00", "13:00-17:00"],
            "open": "mon-fri",
            "pools": ["fitters", "meters"],
            "departments": {
                "operations": {"pools": ["fitters"]},
                "metering": {"pools": ["meters"]},
            },
            "categories": {"voltage": {"department": "operations", "work": "1 h"}},
        },
        "services.pay.orders": {"voltage": "10 %"},
        "pools.fitters": {"works_at": "office", "heads": 1},
        "pools.meters": {"works_at": "office", "heads": 1},
    }
    for key, value in (changes or {}).items():
        base[key[1:] if key.startswith(".") else f"offices.bureau.{key}"] = value
    return small(base)
