"""What goes in, as tables: who comes where and when, how many heads there are, and how long a service takes."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

import numpy as np

from reports.assumptions import text_of
from reports.grids import Grid
from reports.tables import Cell, Row
from reports.words import Words, format_interval, format_percent, format_time_limit, format_value
from reports.words.catalogue import capital
from sim.results.result import Result
from sim.scenario.units import clock_text


def input_tables(result: Result, say: Words) -> list[Grid]:
    """Volumes, heads, handle times and work orders of one result's scenario, as far as it has them."""
    tables = (_volumes(result, say), _heads(result, say), _services(result, say), _orders(result, say))
    return [table for table in tables if table.rows]


def _headings(say: Words, *keys: str) -> list[str]:
    return [capital(say(key)) for key in keys]


def _volumes(result: Result, say: Words) -> Grid:
    """A row a hall and a line: who comes on a normal day by the file, on an open day by the simulation, and when it is open."""
    rows = []
    for site in result.scenario.sites.values():
        hours = opening_hours(result, site.name) or say("value.none")
        for door in site.doors:
            scope = f"language:{door.line}" if door.line else site.scope
            name = say.scope(scope) if door.line else say.scope(site.scope)
            if door.channel == "app":
                name = say("inputs.app", site=say.scope(site.scope))
            cells = [Cell(format_value(door.arrivals.per_day, "count", say.language))]
            cells += [_came(result, scope, say) if door.channel != "app" else Cell(say("value.none"))]
            rows.append(Row(capital(name), [*cells, Cell(hours)]))
    columns = _headings(say, "inputs.where", "inputs.per_day", "inputs.simulated", "run.hours")
    return Grid("volumes", columns, rows, say("inputs.volumes.note"))


def _came(result: Result, scope: str, say: Words) -> Cell:
    kind, _, name = scope.partition(":")
    days = int(result.frame.open_days(kind)[result.frame.names[kind].index(name)])
    mean, low, high = (value / days for value in result.estimate("contacts", scope)[:3])
    text = format_value(mean, "count", say.language)
    return Cell(text, format_interval(low, high, "count", say.language, mean))


def opening_hours(result: Result, site: str) -> str:
    """The opening hours that occur at a site."""
    calendar = result.scenario.calendar
    hours = (
        ", ".join(
            f"{clock_text(each.start)}–{clock_text(each.end)}"
            for each in result.scenario.sites[site].hours(calendar, day)
        )
        for day in range(calendar.days)
    )
    return " / ".join(dict.fromkeys(each for each in hours if each))


def _heads(result: Result, say: Words) -> Grid:
    """A row a pool: where it works, heads over a day, price of an hour."""
    rows = []
    for number, (name, pool) in enumerate(result.scenario.pools.items()):
        cost = format_value(pool.cost * 60, "yuan", say.language) if pool.cost else say("value.none")
        cells = [
            Cell(capital(say.scope(result.frame.site_of_pool(name)))),
            Cell(say(f"inputs.at.{pool.works_at}")),
            Cell("; ".join(_heads_over_day(result, number, say)) or say("plot.no_heads")),
            Cell(cost),
        ]
        rows.append(Row(say.pool(name), cells))
    keys = ("plan.pool", "inputs.where", "inputs.at", "inputs.heads", "inputs.cost")
    return Grid("heads", _headings(say, *keys), rows, say("inputs.heads.note"), texts=True)


def _heads_over_day(result: Result, pool: int, say: Words) -> Iterator[str]:
    """``08:30–12:00: 5``; fewest and most, where days with anybody on duty differ."""
    step = result.scenario.calendar.interval
    heads = result.frame.present[pool] / step
    worked = heads[heads.any(axis=1)]
    if not len(worked):
        return
    fewest, most = worked.min(axis=0), worked.max(axis=0)
    changes = np.flatnonzero((np.diff(fewest) != 0) | (np.diff(most) != 0)) + 1
    for start, end in zip([0, *changes], [*changes, len(most)], strict=True):
        if most[start] <= 0:
            continue
        low, high = (f"{value:.3g}" for value in (fewest[start], most[start]))
        count = low if low == high else say("interval", low=low, high=high)
        yield f"{clock_text(start * step)}–{clock_text(end * step)}: {count}"


def _services(result: Result, say: Words) -> Grid:
    """A row a service: its share, its law and mean of handle time, and what else becomes of its customers."""
    source, rows = result.scenario.source, []
    for name, service in result.scenario.services.items():
        law = text_of(source.value(("services", name, "handle_time")))
        law = law[1:-1] if law.startswith("{") else law
        shares = (service.share, service.quick, service.papers_missing)
        share, quick, missing = (format_percent(round(each, 4), say.language) for each in shares)
        mean = format_value(service.handle_time.mean_minutes, "min", say.language)
        cells = [share, mean, law, quick if service.quick else "", missing if service.papers_missing else ""]
        rows.append(Row(say.name(f"service:{name}"), [Cell(each or say("value.none")) for each in cells]))
    keys = ("inputs.service", "inputs.share", "inputs.mean", "inputs.law", "inputs.quick", "inputs.missing")
    return Grid("services", _headings(say, *keys), rows, say("inputs.services.note"))


def _orders(result: Result, say: Words) -> Grid:
    """A row a kind of order: how many come a day, which departments work on it for how long, and its deadline."""
    rows = []
    for office in result.scenario.offices.values():
        for name, category in office.categories.items():
            mean, low, high = (
                value / result.frame.days
                for value in result.estimate("orders_created", f"category:{name}")[:3]
            )
            interval = format_interval(low, high, "count", say.language, mean)
            work = sum(stage.work.mean_minutes for stage in category.all_stages)
            way = " → ".join(say.name(f"department:{stage.department}") for stage in category.all_stages)
            cells = [
                Cell(format_value(mean, "count", say.language), interval),
                Cell(way),
                Cell(format_value(work, "min", say.language)),
                Cell(
                    format_time_limit(category.deadline, say.language)
                    if category.deadline
                    else say("value.none")
                ),
            ]
            rows.append(Row(capital(say.name(f"category:{name}")), cells))
    keys = ("orders.kind", "orders.a_day", "orders.way", "orders.work", "orders.deadline")
    return Grid("orders_in", _headings(say, *keys), rows, say("orders.inputs.note"), texts=True)


def all_hours(result: Result, say: Words) -> str:
    """The opening hours that occur, by hall where halls differ."""
    found: dict[str, str] = {
        say.name(site.scope): opening_hours(result, name) or say("value.none")
        for name, site in result.scenario.sites.items()
    }
    if len(set(found.values())) == 1:
        return next(iter(found.values()))
    named: Sequence[str] = [say("run.hours_of", hall=hall, hours=hours) for hall, hours in found.items()]
    return say("clause.between").join(named)
