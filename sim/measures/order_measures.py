"""Measures of the orders of offices: how many come, how long they take, whether they are in time, and how many lie open."""

from __future__ import annotations

import re

from sim.measures import sums
from sim.measures.measure import MINUTES_OF_A_WEEK, Better, Measure, ratio

CREATED = "orders created in the horizon"
CLOSED = "orders created in the horizon and closed in it"
JUDGED = (
    "orders created in the horizon that have a deadline, and are closed or past it at the end of the horizon"
)
OPEN_LEFT_OUT = "orders still open are left out"
OPEN_COUNTED = "orders still open are counted, with what has happened to them so far"
LATE_COUNTED = "orders still open count as late from their deadline on, and are left out before it"
STOCK = "every open order is counted, those that were created in the warm-up too"


def _total(name: str, top: sums.Sum, formula: str, treatment: str, unit: str = "count") -> Measure:
    return Measure(name, unit, "total", top, formula, "none: a total", treatment)


def _share(
    name: str, top: sums.Sum, bottom: sums.Sum, formula: str, denominator: str, treatment: str, better: Better
) -> Measure:
    return ratio(name, "share", top, bottom, formula, denominator, treatment, better)


def _lying(name: str, top: sums.Sum, what: str) -> Measure:
    return ratio(name, "min", top, sums.ORDERS_CLOSED, f"{what} / orders closed", CLOSED, OPEN_LEFT_OUT)


def _close_time(name: str, quantile: float) -> Measure:
    formula = f"smallest t that at least {100 * quantile:g} % of the times from creation to closing do not exceed, in each replication; averaged"
    return Measure(
        name, "min", "quantile", sums.CLOSE_TIME, formula, CLOSED, OPEN_LEFT_OUT, quantile=quantile
    )


ORDERS: dict[str, Measure] = {
    measure.name: measure
    for measure in (
        _total("orders_created", sums.ORDERS, "orders created", "counted"),
        _total(
            "orders_closed",
            sums.ORDERS_CLOSED,
            "orders created in the period that are closed by the end of the horizon",
            OPEN_LEFT_OUT,
        ),
        _share(
            "in_time",
            sums.IN_TIME,
            sums.JUDGED,
            "orders closed by their deadline / orders with a deadline that are closed or past it",
            JUDGED,
            LATE_COUNTED,
            "high",
        ),
        ratio(
            "time_to_close_mean",
            "min",
            sums.CLOSE_TIME,
            sums.ORDERS_CLOSED,
            "time from creation to closing, nights and days off too, of orders closed / orders closed",
            CLOSED,
            OPEN_LEFT_OUT,
        ),
        _close_time("time_to_close_median", 0.5),
        _close_time("time_to_close_p90", 0.9),
        ratio(
            "bounces",
            "count",
            sums.BOUNCES,
            sums.ORDERS,
            "times that a department found an order not to be its own / orders created",
            CREATED,
            OPEN_COUNTED,
        ),
        ratio(
            "chases_per_order",
            "count",
            sums.CHASES,
            sums.ORDERS,
            "contacts in which customers ask about an open order, without those that are made again after one in vain / orders created",
            CREATED,
            OPEN_COUNTED,
        ),
        _total(
            "repeats",
            sums.REPEATS,
            "orders that are left since the problem of an earlier one has come back",
            "counted",
        ),
        _share(
            "by_own_head",
            sums.BY_OWN,
            sums.OWNED,
            "steps that the head began to whom the customer belongs / steps begun in departments whose heads have customers of their own",
            "steps begun in such departments, of orders created in the horizon",
            OPEN_COUNTED,
            "high",
        ),
        _share(
            "first_right",
            sums.PLACED_RIGHT,
            sums.PLACED,
            "orders that came to the right department and to no wrong one before or after / orders that came to any",
            "orders created in the horizon that have reached their department, or a wrong one",
            "orders still open are counted once they have reached a department",
            "high",
        ),
        _share(
            "reopened",
            sums.REOPENED,
            sums.FINISHED,
            "orders that the call before closing reopened, once or more / orders closed or reopened",
            "orders created in the horizon that are closed, or were reopened",
            "orders still open are counted if they were reopened",
            "low",
        ),
        ratio(
            "worked_mean",
            "min",
            sums.WORKED_ON_CLOSED,
            sums.ORDERS_CLOSED,
            "minutes that heads worked on orders closed, in wrong departments too / orders closed",
            CLOSED,
            OPEN_LEFT_OUT,
        ),
        _share(
            "travel_share",
            sums.TRAVELLED,
            sums.WORKED_ON_CLOSED,
            "minutes that heads were on the road to orders closed / minutes that heads worked on these, travel too",
            "minutes that heads worked on orders created in the horizon and closed in it",
            OPEN_LEFT_OUT,
            "low",
        ),
        _share(
            "lying_share",
            sums.LYING,
            sums.CLOSE_TIME,
            "time in which nobody works on orders closed, nights and days off too / time from their creation to their closing",
            "time from creation to closing of orders created in the horizon and closed in it",
            OPEN_LEFT_OUT,
            "low",
        ),
        _lying(
            "lying_in_line",
            sums.LYING_IN_LINE,
            "minutes that orders closed stood in lines, nights and days off too",
        ),
        _lying(
            "lying_in_hand",
            sums.LYING_IN_HAND,
            "minutes that orders closed lay in the hands of heads who were off duty",
        ),
        _lying(
            "lying_with_wrong",
            sums.LYING_WITH_WRONG,
            "minutes that orders closed lay at departments which had found them not to be their own",
        ),
        _lying(
            "lying_elsewhere",
            sums.LYING_ELSEWHERE,
            "minutes that orders closed lay otherwise, joint meetings left out: for the customer, a permit, or others of a batch",
        ),
        ratio(
            "cost_per_order",
            "yuan",
            sums.COST_OF_OFFICES,
            sums.ORDERS_CLOSED,
            "staff cost of offices, idle time too / orders closed",
            CLOSED,
            OPEN_LEFT_OUT,
        ),
        ratio(
            "backlog_mean",
            "count",
            sums.BACKLOG,
            sums.ELAPSED,
            "minutes for which orders are open, from creation to closing / minutes of the period, nights too",
            "minutes of the period",
            STOCK,
        ),
        _total("backlog_end", sums.BACKLOG_END, "orders open at the end of the period", STOCK),
        ratio(
            "backlog_age_end",
            "min",
            sums.BACKLOG_AGE,
            sums.BACKLOG_END,
            "time since their creation of orders open at the end of the period / those",
            "orders open at the end of the period",
            STOCK,
        ),
        Measure(
            "backlog_growth",
            "1/week",
            "ratio",
            sums.BACKLOG_GROWTH,
            "(orders open at the end of the period - orders open at its beginning) / weeks of the period",
            "weeks of the period",
            STOCK,
            bottom=sums.ELAPSED,
            scale=MINUTES_OF_A_WEEK,
            signed=True,
        ),
    )
}
"""Measures of scenarios with offices, by name; those of escalations have a level."""

PAUSES: dict[str, Measure] = {
    measure.name: measure
    for measure in (
        _share(
            "clock_paused",
            sums.CLOCK_PAUSED,
            sums.ACCEPTED,
            "orders accepted whose deadline's clock a pause stops, whoever waits / orders accepted",
            "orders created in the horizon that have reached their department",
            "orders still open are counted once they have reached their department",
            "low",
        ),
        _share(
            "in_time_promised",
            sums.IN_TIME_PROMISED,
            sums.JUDGED_PROMISED,
            "orders closed by their deadline, where the clock stands still only while an order waits for its customer / orders with a deadline that are closed or past it",
            JUDGED,
            LATE_COUNTED,
            "high",
        ),
    )
}
"""Measures of offices whose clocks can be stopped, by name."""

MEETINGS: dict[str, Measure] = {
    measure.name: measure
    for measure in (
        _share(
            "joint_meeting",
            sums.TO_MEETING,
            sums.ORDERS,
            "orders that wait for a joint meeting, once or more / orders created",
            CREATED,
            OPEN_COUNTED,
            "low",
        ),
        _lying(
            "lying_for_meeting",
            sums.LYING_FOR_MEETING,
            "minutes that orders closed lay until joint meetings were over",
        ),
    )
}
"""Measures of offices with joint meetings, by name."""

APPROVALS: dict[str, Measure] = {
    measure.name: measure
    for measure in (
        _share(
            "approval",
            sums.APPROVED,
            sums.ORDERS,
            "orders of whose next step a specialist approved, once or more / orders created",
            CREATED,
            OPEN_COUNTED,
            "low",
        ),
    )
}
"""Measures of offices in which specialists approve, by name."""

OF_RECURRENCE = ("repeats",)
"""Those that tables have where problems come back."""

_ESCALATED = re.compile(r"escalated_([1-9]\d?)")


def escalated(name: str) -> Measure | None:
    """The share of orders that an escalation reaches, where a name such as ``escalated_2`` means one."""
    match = _ESCALATED.fullmatch(name)
    if match is None:
        return None
    level = int(match[1])
    formula = f"orders that reached level {level} of escalation, or a higher one / orders with a deadline that are closed or past it"
    top = sums.escalated(level)
    return _share(
        name,
        top,
        sums.JUDGED,
        formula,
        JUDGED,
        "orders still open are counted from their deadline on, and left out before it",
        "low",
    )


def escalation_names(levels: int) -> list[str]:
    """Names of the measures of so many levels of escalation."""
    return [f"escalated_{level}" for level in range(1, levels + 1)]
