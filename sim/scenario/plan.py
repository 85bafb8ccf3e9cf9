"""A plan of heads, in place of the scenario's own staffing: the ``plan.csv`` that ``counterline staff`` writes.

Columns: ``pool``, ``date``, ``start``, ``end``, ``heads``, and, where a plan has shifts, ``paid`` and ``premium``: how many
people are paid meanwhile, those in paid breaks too, and how much above the pool's cost in the mean. A pool that the plan
names has these heads and no others, and is paid so; a pool that it does not name keeps its own.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterator, Mapping
from itertools import chain, pairwise
from pathlib import Path
from typing import Any

from sim.scenario.calendar import overlap
from sim.scenario.pool import parse_heads
from sim.scenario.problems import Problem, ScenarioError, first_of, listed
from sim.scenario.scenario import Scenario
from sim.scenario.tables import WrongLine, read_file
from sim.scenario.units import DAY, Window, clock_text, parse_clock, parse_date, parse_factor, window_text

COLUMNS = ("pool", "date", "start", "end", "heads")

PAY = ("paid", "premium")
"""What a plan may say beside its heads: how many people are paid, and how much above the pool's cost."""


def _parse_paid(text: str) -> int | None:
    return parse_heads(text) if text else None


def _parse_premium(text: str) -> float:
    return parse_factor(text) if text else 0.0


PARSERS: dict[str, Callable[[str], Any]] = {
    "date": parse_date,
    "start": parse_clock,
    "end": parse_clock,
    "heads": parse_heads,
    "paid": _parse_paid,
    "premium": _parse_premium,
}
"""What reads a cell of each column but the pool; an empty one says nothing of pay."""

MOST_PROBLEMS = 20
"""Problems of a plan that are told (assumed: one screen)."""

Row = tuple[int, dict[str, Any]]
"""Line of the file, and what stands there as a scenario file has it."""


def with_plan(scenario: Scenario, path: Path) -> Scenario:
    """The scenario with the staffing of a plan.

    Raises
    ------
    ScenarioError
        The plan cannot be read, names an unknown pool, or puts staff on duty while its place is closed.
    """
    rows = _rows(scenario, path)
    try:
        return scenario.replace(overrides_of(scenario, _pieces(rows)))
    except ScenarioError as error:
        raise ScenarioError(_in_plan(path, rows, each) for each in error.problems) from None


def read_plan(scenario: Scenario, path: Path) -> dict[str, list[dict[str, Any]]]:
    """The rows of a plan by pool, as a scenario file has them; raises as :func:`with_plan` does."""
    return _pieces(_rows(scenario, path))


def _pieces(rows: Mapping[str, list[Row]]) -> dict[str, list[dict[str, Any]]]:
    return {pool: [piece for _, piece in own] for pool, own in rows.items()}


def _rows(scenario: Scenario, path: Path) -> dict[str, list[Row]]:
    """The rows of a plan that can be meant, by pool."""
    try:
        table = read_file(path, "the plan.csv of a staffing")
        columns = (*COLUMNS, *(name for name in PAY if name in table.header))
        cells = dict(zip(columns, table.columns(dict.fromkeys(columns, str)), strict=True))
    except (OSError, ValueError) as error:
        line = error.line if isinstance(error, WrongLine) else 1
        raise ScenarioError([Problem(str(path), line, (), None, str(error))]) from None
    rows, problems = _read(scenario, path, table.lines, cells)
    if not problems:
        problems = [each for pool, own in rows.items() for each in _gaps(scenario, path, pool, own)]
    for pool, own in rows.items():
        problems += [*_misplaced(scenario, path, pool, own), *_overlaps(path, own)]
    if not problems:
        problems = [each for pool, own in rows.items() for each in _uncovered(scenario, path, pool, own)]
    if problems:
        in_order = sorted(problems, key=lambda problem: problem.line)
        raise ScenarioError(first_of(in_order, MOST_PROBLEMS))
    return rows


def _read(
    scenario: Scenario, path: Path, lines: list[int], cells: Mapping[str, list[str]]
) -> tuple[dict[str, list[Row]], list[Problem]]:
    """The rows that can be read, by pool, and what is wrong with the others."""
    rows, problems = defaultdict[str, list[Row]](list), list[Problem]()
    for line, *row in zip(lines, *cells.values(), strict=True):
        named = dict(zip(cells, row, strict=True))
        wrong = list(_wrong(scenario, named))
        problems += [Problem(str(path), line, (column,), cell, said) for column, cell, said in wrong]
        if not wrong:
            rows[named["pool"].strip()].append(_row(line, named))
    return rows, problems


def _wrong(scenario: Scenario, row: Mapping[str, str]) -> Iterator[tuple[str, str, str]]:
    """What is wrong with the cells of a row: column, cell, and what would be right."""
    if row["pool"].strip() not in scenario.pools:
        yield "pool", row["pool"], f"is an unknown pool, pools are {', '.join(scenario.pools)}"
    values = dict[str, Any]()
    for column, parse in _parsers(row):
        cell = row[column].strip()
        try:
            values[column] = parse(cell)
        except ValueError as error:
            yield column, row[column], str(error) if cell else "is empty, fill it in"
    if {"start", "end"} <= set(values) and values["end"] <= values["start"]:
        yield "end", row["end"], "is not later than the start of the row, start must be earlier than end"
    if values.get("paid") is not None and values["paid"] < values.get("heads", 0):
        said = f"is less than the heads, and whoever is on duty is paid: write {values['heads']} or more"
        yield "paid", row["paid"], said


def _parsers(row: Mapping[str, str]) -> Iterator[tuple[str, Callable[[str], Any]]]:
    """The columns that a row has but for the pool, with what reads each."""
    return ((column, parse) for column, parse in PARSERS.items() if column in row)


def _row(line: int, cells: Mapping[str, str]) -> Row:
    """A row that can be read, as a scenario file has it."""
    found = {column: parse(cells[column].strip()) for column, parse in _parsers(cells)}
    piece = {
        "date": found["date"].isoformat(),
        "start": clock_text(found["start"]),
        "end": clock_text(found["end"]),
        "heads": found["heads"],
    }
    return line, piece | {column: cells[column].strip() for column in PAY if cells.get(column, "").strip()}


def _in_plan(path: Path, rows: Mapping[str, list[Row]], found: Problem) -> Problem:
    """A problem of the schedule that a plan gives, at the row of the plan that it is about."""
    if found.key[:1] != ("pools",) or found.key[1] not in rows:
        return found
    line, _ = rows[str(found.key[1])][0]
    return Problem(str(path), line, ("pool",), found.key[1], found.message)


def _misplaced(scenario: Scenario, path: Path, pool: str, rows: list[Row]) -> Iterator[Problem]:
    """Rows for dates that the horizon does not have, and those that put staff on duty while it is closed; a row for the
    whole day means: while open."""
    calendar = scenario.calendar
    last = calendar.date(calendar.days - 1)
    site = scenario.site_of(pool)
    for line, piece in rows:
        date, place = (
            parse_date(piece["date"]),
            Window(parse_clock(piece["start"]), parse_clock(piece["end"])),
        )
        open_at = site.hours(calendar, (date - calendar.start).days)
        if not calendar.start <= date <= last:
            said = f"is outside the horizon, write a date from {calendar.start.isoformat()} to {last.isoformat()}"
            yield Problem(str(path), line, ("date",), piece["date"], said)
        elif people_of(piece) and not open_at:
            said = f"is a day on which the {site.title} is closed, leave out the row or write 0 heads"
            yield Problem(str(path), line, ("date",), piece["date"], said)
        elif people_of(piece) and place != Window(0.0, DAY) and not _is_open(place, open_at):
            said = f"puts staff on duty {window_text(place)}, outside the opening hours of the {site.title}: keep it within "
            said += listed(map(window_text, open_at))
            yield Problem(str(path), line, ("start",), piece["start"], said)


def people_of(piece: Mapping[str, Any]) -> int:
    """How many people a row pays."""
    return int(piece.get("paid", piece["heads"]))


def _is_open(place: Window, hours: tuple[Window, ...]) -> bool:
    """Whether some of a stretch of time is in the opening hours, and none of it before the first or after the last."""
    return hours[0].start <= place.start and place.end <= hours[-1].end and overlap(place, list(hours)) > 0


def _overlaps(path: Path, rows: list[Row]) -> list[Problem]:
    """Rows of a pool for a time that another row is for."""
    found, in_order = [], sorted(rows, key=lambda row: (row[1]["date"], row[1]["start"]))
    for (one, before), (other, after) in pairwise(in_order):
        if before["date"] == after["date"] and after["start"] < before["end"]:
            said = f"overlaps line {min(one, other)}, give each time its heads once"
            found.append(Problem(str(path), max(one, other), ("start",), after["start"], said))
    return found


def overrides_of(scenario: Scenario, rows: Mapping[str, list[dict[str, Any]]]) -> dict[str, Any]:
    """What the rows of a plan override, as :meth:`Scenario.replace` takes it.

    Parameters
    ----------
    scenario : Scenario
        What the plan is for.
    rows : mapping
        By pool, rows with ``date``, ``start``, ``end`` and ``heads`` as a scenario file has them, for each open day of
        the horizon; the open days before it get the same staff. Where a row has ``paid`` or ``premium``, so is paid.
    """
    overrides: dict[str, Any] = {}
    for pool, of_pool in rows.items():
        pieces, own = _warm_up(scenario, pool, of_pool) + of_pool, scenario.pools[pool]
        overrides[f"pools.{pool}.heads"] = [
            {key: value for key, value in piece.items() if key not in PAY} for piece in pieces
        ]
        paid = [_paid(piece) for piece in pieces] if any(set(PAY) & set(piece) for piece in pieces) else []
        overrides |= {f"pools.{pool}.paid": paid} if paid or own.paid else {}
        overrides |= {f"pools.{pool}.shifts": []} if own.shifts else {}
    return overrides


def _paid(piece: Mapping[str, Any]) -> dict[str, Any]:
    """Who is paid in a row of a plan, as a scenario file has it."""
    when = {key: value for key, value in piece.items() if key not in ("heads", *PAY)}
    return when | {"people": people_of(piece), "premium": piece.get("premium", "0 %")}


def _gaps(scenario: Scenario, path: Path, pool: str, rows: list[Row]) -> list[Problem]:
    """Open days of the horizon of which the plan says nothing."""
    calendar, planned = scenario.calendar, {piece["date"] for _, piece in rows}
    days = (day for day in range(calendar.days) if scenario.site_of(pool).hours(calendar, day))
    dates = [calendar.date(day).isoformat() for day in days]
    missing = [date for date in dates if date not in planned]
    if not missing:
        return []
    shown = ", ".join(missing[:3]) + (f" and {len(missing) - 3} more days" if len(missing) > 3 else "")
    message = f"has no row for {pool} on {shown}, give each open day a row (with 0 heads where nobody works)"
    return [Problem(str(path), 1, (), None, message)]


def _uncovered(scenario: Scenario, path: Path, pool: str, rows: list[Row]) -> Iterator[Problem]:
    """Opening hours of which the plan says nothing, the first of each day."""
    calendar = scenario.calendar
    site = scenario.site_of(pool)
    of_date = defaultdict[str, list[Window]](list)
    for _, piece in rows:
        of_date[piece["date"]].append(Window(parse_clock(piece["start"]), parse_clock(piece["end"])))
    for day in range(calendar.days):
        date = calendar.date(day).isoformat()
        own = sorted(of_date[date])
        gaps = (_first_gap(hours, own) for hours in site.hours(calendar, day))
        gap = next((each for each in gaps if each), None)
        if gap:
            said = f"has no row for {pool} on {date} {window_text(gap)}, write one (with 0 heads if nobody works)"
            yield Problem(str(path), 1, (), None, said)


def _first_gap(hours: Window, rows: list[Window]) -> Window | None:
    """The first part of a stretch of time that no row is for; rows are in order."""
    start = hours.start
    for row in rows:
        if row.start > start:
            break
        start = max(start, row.end)
    end = min([row.start for row in rows if row.start > start], default=hours.end)
    return Window(start, min(end, hours.end)) if start < hours.end else None


def _warm_up(scenario: Scenario, pool: str, pieces: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """Staff on the open days before the horizon: as the plan has it on the first day with the same weekday, else on the first with
    the same opening hours, else on the first of all."""
    calendar, site = scenario.calendar, scenario.site_of(pool)
    of_date = defaultdict[str, list[dict[str, Any]]](list)
    for piece in pieces:
        of_date[piece["date"]].append(piece)
    planned = [day for day in range(calendar.days) if calendar.date(day).isoformat() in of_date]
    copies = []
    for day in range(-calendar.warm_up, 0):
        date, hours = calendar.date(day), site.hours(calendar, day)
        if not hours:
            continue
        weekday = calendar.weekday(date)
        weekdays = (each for each in planned if calendar.weekday(calendar.date(each)) == weekday)
        hours_alike = (each for each in planned if site.hours(calendar, each) == hours)
        like = calendar.date(next(chain(weekdays, hours_alike, planned))).isoformat()
        copies += [piece | {"date": date.isoformat()} for piece in of_date[like]]
    return copies
