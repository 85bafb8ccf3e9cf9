"""What the page says of outages: their measures, where it was dark at which hour, and the worst of them with what was known when."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from reports.grids import Grid
from reports.heat_tables import SHADES, HeatTable
from reports.tables import Cell, Row, measured_row
from reports.words import Words, format_value
from reports.words.catalogue import capital
from sim.log.outages import Told
from sim.results.headline import outages_told
from sim.results.outage_timeline import has_hours, out_by_hour
from sim.results.result import Result
from sim.scenario.units import DAY, clock_text
from sim.tally.worst_outages import COLUMNS, WORST

KINDS = ("region", "outage_kind", "outage_cause")
"""Kinds of scope by which minutes without supply are told, each where there are several."""

TIMES = (
    "start",
    "known",
    "assigned",
    "on_site",
    "cause_found",
    "first_estimate",
    "last_estimate",
    "restored",
)
"""What is told of the worst outages, in the order in which it usually happens."""


@dataclass(frozen=True)
class OutageSection:
    """The section on outages.

    Attributes
    ----------
    figures : list of Row
        Measures of all outages: a column a policy.
    groups : list of Row
        Minutes without supply by region, kind and cause.
    hours : list of HeatTable
        Shares of customers without supply by region and hour, under each policy.
    worst : list of (str, Grid)
        The worst outages of one replication under each policy, with their titles.
    """

    figures: list[Row]
    groups: list[Row]
    hours: list[HeatTable]
    worst: list[tuple[str, Grid]]


def outage_section(results: Sequence[Result], say: Words) -> OutageSection | None:
    """The section, where there are outages."""
    own = [result for result in results if result.scenario.outages is not None]
    if len(own) < len(results) or not own:
        return None
    told = dict.fromkeys(name for result in own for name in outages_told(result.scenario))
    rows = [measured_row(own, name, "all", say) for name in told]
    worst = [(number, result) for number, result in enumerate(own, 1) if len(_worst(result))]
    return OutageSection(
        [row for row in rows if row],
        _groups(own, say),
        [_hours(result, own, say) for result in own if has_hours(result)],
        [
            (say("outages.worst", policy=say.policy(each.policy)), _table(each, number, say))
            for number, each in worst
        ],
    )


def _groups(results: Sequence[Result], say: Words) -> list[Row]:
    """Minutes without supply by region, kind and cause, each where there are several."""
    rows = []
    for kind in KINDS:
        names = dict.fromkeys(name for result in results for name in result.frame.names[kind])
        for name in names if len(names) > 1 else ():
            scope = f"{kind}:{name}"
            rows.append(measured_row(results, "saidi", "all", say, scope, capital(say.scope(scope))))
    return [row for row in rows if row]


def _hours(result: Result, results: Sequence[Result], say: Words) -> HeatTable:
    """A row for each region and day, all policies on one scale of shades."""
    highest = max(float(np.nanmax(out_by_hour(each), initial=0.0)) for each in results) or 1.0
    values, rows = out_by_hour(result), list[tuple[str, list[tuple[str, int | None]]]]()
    calendar = result.scenario.calendar
    for region, of_days in zip(result.frame.names["region"], values, strict=True):
        for day, hours in enumerate(of_days):
            label = say.name(f"region:{region}")
            if len(of_days) > 1:
                label = say("label.scoped", measure=label, scope=say.date(calendar.date(day), "short"))
            rows.append((label, [_shaded(value, highest) for value in hours.tolist()]))
    starts = [clock_text(60.0 * hour) for hour in range(24)]
    return HeatTable(say("outages.hours", policy=say.policy(result.policy)), starts, rows, "low")


def _shaded(value: float, highest: float) -> tuple[str, int | None]:
    """A share in percent with its shade."""
    if math.isnan(value):
        return "", None
    return f"{100 * value:.1f}", min(int(SHADES * value / highest), SHADES - 1)


def _worst(result: Result) -> list[dict[str, float]]:
    """The worst outages that the tally has; rows of zeros are none."""
    found = result.sums.get(f"{WORST}/all/all")
    if found is None:
        return []
    rows = [dict(zip(COLUMNS, each, strict=True)) for each in found[0].tolist()]
    return [row for row in rows if row["customers"] > 0]


def _table(result: Result, number: int, say: Words) -> Grid:
    """What was known of the worst outages, and when."""
    heads = ["outage", "customers", "minutes", "by", *TIMES]
    columns = [capital(say(f"outages.{head}")) for head in heads]
    rows = [_row(each, result, say) for each in _worst(result)]
    return Grid(f"worst_outages_{number}", columns, rows, say("outages.worst.note"))


def _row(each: dict[str, float], result: Result, say: Words) -> Row:
    names = result.frame.names
    label = say.name(f"region:{names['region'][int(each['region'])]}")
    kind = say.name(f"outage_kind:{names['outage_kind'][int(each['kind'])]}")
    by = int(each["by"])
    cells = [
        Cell(format_value(each["customers"], "count", say.language)),
        Cell(format_value(each["customer_minutes"] / 60.0, "count", say.language)),
        Cell(say(f"outages.by.{Told(by).name.lower()}") if by >= 0 else say("value.none")),
        *(Cell(_when(each[name], result, say)) for name in TIMES),
    ]
    return Row(say("label.scoped", measure=capital(label), scope=kind), cells)


def _when(minutes: float, result: Result, say: Words) -> str:
    """A time with its date; a dash where it has not come."""
    if math.isnan(minutes):
        return say("value.none")
    day = math.floor(minutes / DAY)
    date = say.date(result.scenario.calendar.date(day), "short")
    return f"{date} {clock_text(minutes - day * DAY)}"
