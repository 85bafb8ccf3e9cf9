"""A plan of heads, in place of the scenario's own staffing: the ``plan.csv`` that ``counterline staff`` writes.

Columns: ``pool``, ``date``, ``start``, ``end``, ``heads``. A pool that the plan names has these heads and no others; a
pool that it does not name keeps its own.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from sim.scenario.problems import Problem, ScenarioError
from sim.scenario.scenario import Scenario
from sim.scenario.tables import read_table
from sim.scenario.units import clock_text, parse_clock, parse_date

COLUMNS = ("pool", "date", "start", "end", "heads")


def with_plan(scenario: Scenario, path: Path) -> Scenario:
    """The scenario with the staffing of a plan.

    Raises
    ------
    ScenarioError
        The plan cannot be read, names an unknown pool, or puts staff on duty while the hall is closed.
    """
    try:
        table = read_table(path.name, path.parent)
        columns = [table.column(name, str) for name in COLUMNS]
        dates, starts, ends = (
            table.column(name, parse)
            for name, parse in (("date", parse_date), ("start", parse_clock), ("end", parse_clock))
        )
    except (OSError, ValueError) as error:
        raise ScenarioError([Problem(str(path), 1, (), None, str(error))]) from None
    rows: dict[str, list[dict[str, Any]]] = defaultdict(list)
    problems = []
    for (line, _), pool, date, start, end, heads in zip(
        table.rows, columns[0], dates, starts, ends, columns[4], strict=True
    ):
        if pool not in scenario.pools:
            known = ", ".join(scenario.pools)
            problems.append(
                Problem(str(path), line, ("pool",), pool, f"is an unknown pool, pools are {known}")
            )
        rows[pool].append(
            {"date": date.isoformat(), "start": clock_text(start), "end": clock_text(end), "heads": heads}
        )
    problems += [problem for pool, pieces in rows.items() for problem in _gaps(scenario, path, pool, pieces)]
    if problems:
        raise ScenarioError(problems)
    return scenario.replace(overrides_of(scenario, rows))


def overrides_of(scenario: Scenario, rows: Mapping[str, list[dict[str, Any]]]) -> dict[str, Any]:
    """What the rows of a plan override, as :meth:`Scenario.replace` takes it.

    Parameters
    ----------
    scenario : Scenario
        What the plan is for.
    rows : mapping
        By pool, rows with ``date``, ``start``, ``end`` and ``heads`` as a scenario file has them, for each open day of
        the horizon; the days before it get the same staff.
    """
    overrides: dict[str, Any] = {
        f"pools.{pool}.heads": _warm_up(scenario, pieces) + pieces for pool, pieces in rows.items()
    }
    return overrides | {f"pools.{pool}.shifts": [] for pool in rows if scenario.pools[pool].shifts}


def _gaps(scenario: Scenario, path: Path, pool: str, pieces: list[dict[str, Any]]) -> list[Problem]:
    """Open days of the horizon of which the plan says nothing."""
    calendar, planned = scenario.calendar, {piece["date"] for piece in pieces}
    dates = [calendar.date(day).isoformat() for day in range(calendar.days) if calendar.hours_on(day)]
    missing = [date for date in dates if date not in planned]
    if not missing:
        return []
    shown = ", ".join(missing[:3]) + (f" and {len(missing) - 3} more days" if len(missing) > 3 else "")
    message = f"has no row for {pool} on {shown}, give each open day a row (with 0 heads where nobody works)"
    return [Problem(str(path), 1, (), None, message)]


def _warm_up(scenario: Scenario, pieces: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """Staff on the days before the horizon: as the plan has it on the first day with the same weekday, or at all."""
    calendar = scenario.calendar
    planned = sorted({parse_date(piece["date"]) for piece in pieces})
    copies = []
    for day in range(-calendar.warm_up, 0):
        date = calendar.date(day)
        like = next((each for each in planned if each.weekday() == date.weekday()), planned[0])
        copies += [
            piece | {"date": date.isoformat()} for piece in pieces if piece["date"] == like.isoformat()
        ]
    return copies
