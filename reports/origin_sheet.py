"""The hidden sheet of a workbook: what each sheet is, and the plan as it was written, for whoever reads a workbook back that was changed."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from optimize.outcome import StaffingOutcome
from reports.handout import Handout
from reports.sheet import add_row
from reports.words import Words
from sim.scenario.units import Window, clock_text

ORIGIN = "counterline"
"""The name of the sheet."""

VERSION = 1
"""Of how the workbook is laid out."""


def fill_origin(
    sheet: Any,
    handout: Handout,
    titles: Mapping[str, str],
    outcome: StaffingOutcome | None,
    seed: int,
    say: Words,
) -> None:
    """Write the sheet: rows that begin with what they say."""
    sheet.sheet_state = "hidden"
    for row in _rows(handout, titles, outcome, seed, say):
        add_row(sheet, row)


def _rows(
    handout: Handout, titles: Mapping[str, str], outcome: StaffingOutcome | None, seed: int, say: Words
) -> Iterator[list[object]]:
    choice, calendar = handout.choice, handout.choice.scenario.calendar
    yield ["version", VERSION]
    yield ["policy", choice.scenario.policy]
    fresh = outcome.record.fresh if outcome and outcome.check else range(0)
    yield ["checked", seed, fresh.start, len(fresh)]
    for title, kind in titles.items():
        yield ["sheet", title, *kind.split(" ", 1)]
    for site, pools in handout.sites.items():
        yield ["called", "site", site, say.name(choice.scenario.sites[site].scope)]
        for pool in pools:
            yield ["called", "pool", pool, say.pool(pool)]
    for (pool, kind), code in handout.codes(say).items():
        yield ["code", code, pool, kind]
    for name in ("off", "wish", "missed", "holiday", "break"):
        yield ["mark", name, say(f"mark.{name}")]
    for shift, people in zip(choice.shifts, handout.plan.people, strict=True):
        for day in shift.days if people else ():
            edges = [*_clock(shift.time), *(_clock(shift.pause) if shift.pause else ("", ""))]
            yield ["shift", shift.pool, shift.kind, calendar.date(day).isoformat(), *edges, people]
    for each, people in zip(choice.trainings, handout.plan.trained, strict=True):
        yield ["trained", each.of, each.into, people]
    for one in handout.roster.shifts if handout.roster else ():
        name = handout.roster.task.people[one.person].name if handout.roster else ""
        edges = [*_clock(one.post.time), *(_clock(one.pause) if one.pause else ("", ""))]
        yield ["works", name, one.post.pool, one.post.kind, calendar.date(one.post.day).isoformat(), *edges]


def _clock(window: Window) -> tuple[str, str]:
    return clock_text(window.start), clock_text(window.end)
