"""Who works how much: a row a pool and policy, people first and then machines, which are no staff."""

from __future__ import annotations

import math
from collections.abc import Sequence

from reports.grids import Grid
from reports.plan_hours import hours_on_duty
from reports.tables import Cell, Row
from reports.words import Words, format_interval, format_value, shown_unit
from reports.words.catalogue import capital
from sim.results.estimates import Estimate
from sim.results.result import Result
from sim.scenario.units import DAY

MEASURES = ("heads_on_duty", "occupancy", "served_per_head_hour", "overtime")
"""What is told of a pool beside its hours."""


def staff_table(results: Sequence[Result], say: Words) -> Grid:
    """Heads, hours, occupancy, overtime and cost of each pool under each policy."""
    several = len(results) > 1
    pools = dict.fromkeys(pool for result in results for pool in result.scenario.pools)
    rows = [
        Row(_called(results, pool, say), _cells(result, pool, several, say))
        for pool in sorted(pools, key=lambda pool: _is_machine(results, pool))
        for result in results
        if pool in result.scenario.pools
    ]
    names = [*MEASURES[:1], "hours", *MEASURES[1:], "overtime_per_head", "staff_cost"]
    columns = [
        say("plan.pool"),
        *([say("policy")] if several else []),
        *(say(f"staff.{name}") for name in names),
    ]
    return Grid("staff", list(map(capital, columns)), rows, say("staff.note"))


def _is_machine(results: Sequence[Result], pool: str) -> bool:
    return any(
        result.scenario.pools[pool].works_at == "kiosk" for result in results if pool in result.scenario.pools
    )


def _called(results: Sequence[Result], pool: str, say: Words) -> str:
    name = say.pool(pool)
    return say("staff.machine", name=name) if _is_machine(results, pool) else name


def _cells(result: Result, pool: str, several: bool, say: Words) -> list[Cell]:
    scope = f"pool:{pool}"
    on_duty, *others = (_cell(_value(result, name, scope), shown_unit(name), say) for name in MEASURES)
    overtime, days = _value(result, "overtime", scope), head_days(result, pool)
    mean, low, high = (value / days if days else math.nan for value in overtime[:3])
    each = Estimate(mean, low, high, overtime.replications)
    return [
        *([Cell(say.policy(result.policy))] if several else []),
        on_duty,
        Cell(format_value(hours_on_duty(result, pool) * 60, "h", say.language)),
        *others,
        _cell(each, "min", say),
        _cell(_value(result, "staff_cost", scope), "yuan", say),
    ]


def head_days(result: Result, pool: str) -> int:
    """On how many days heads of a pool are on duty, all heads together, by the schedule: five clerks of a week are 25."""
    servers = result.frame.servers[result.frame.names["pool"].index(pool)]
    horizon = result.frame.days * DAY
    return sum(
        len({int(window.start // DAY) for window in duty if 0 <= window.start < horizon})
        for duty in servers.duty
    )


def _cell(estimate: Estimate, unit: str, say: Words) -> Cell:
    text = format_value(estimate.mean, unit, say.language)
    return Cell(text, format_interval(estimate.low, estimate.high, unit, say.language, estimate.mean))


def _value(result: Result, name: str, scope: str) -> Estimate:
    return result.estimate(name, scope)
