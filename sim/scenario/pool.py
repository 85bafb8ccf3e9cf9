"""Staff: pools, their heads by time of day, their shifts."""

from __future__ import annotations

import datetime as dt
import itertools
import re
from collections.abc import Iterator
from typing import Annotated, Any, Literal, NamedTuple, TypeVar

from pydantic import BeforeValidator, Field, PlainValidator, ValidationInfo, WithJsonSchema, model_validator

from sim.scenario.base import Label, Part, Whole, Written, tables_of
from sim.scenario.calendar import DAILY
from sim.scenario.fields import Hours, PositiveFactor, Share, Span, Weekdays, YuanPerMinute
from sim.scenario.names import each_once
from sim.scenario.office_work import OfficeWork
from sim.scenario.phone import PhoneWork
from sim.scenario.problems import WrongAt, at, each_at, refuse
from sim.scenario.source import Key
from sim.scenario.tables import starts_before_ends
from sim.scenario.time_away import Break, Leave, Training
from sim.scenario.units import (
    DAY,
    WEEKDAYS,
    clock_text,
    parse_clock,
    parse_date,
    parse_factor,
    parse_weekdays,
    window_text,
)

MOST_HEADS = 10_000
"""Heads in one pool (assumed: the largest utility call centres have a few thousand)."""


class Piece(NamedTuple):
    """So many heads from `start` to `end` on some days of the week, or on one date."""

    weekdays: frozenset[int]
    date: dt.date | None
    start: float
    end: float
    heads: int


class Pay(NamedTuple):
    """So many people who are paid from `start` to `end` on some days of the week, or on one date.

    `premium` is what they are paid above the pool's cost, in the mean, as a fraction.
    """

    weekdays: frozenset[int]
    date: dt.date | None
    start: float
    end: float
    people: int
    premium: float


Dated = TypeVar("Dated", Piece, Pay)


_WAYS = "write 9, {08:30: 6, 10:00: 9}, or the path of a CSV file such as tables/heads.csv"


def parse_heads(value: Any) -> int:
    """A number of heads, from YAML or from a cell of a table."""
    whole = isinstance(value, int) or (
        isinstance(value, str) and re.fullmatch(r"[+-]?\d{1,9}", value, re.ASCII)
    )
    if isinstance(value, bool) or not whole:
        raise ValueError("is not a number of heads, write a whole number such as 9")
    if not 0 <= int(value) <= MOST_HEADS:
        raise ValueError(f"is out of range, write a whole number from 0 to {MOST_HEADS}")
    return int(value)


def _read_heads(value: Any, info: ValidationInfo) -> Any:
    if isinstance(value, tuple):
        return value
    if isinstance(value, dict):
        return _steps(value)
    if isinstance(value, list):
        return _rows(value)
    if isinstance(value, str):
        return _table(value, info)
    if value is None:
        raise ValueError(f"is empty, {_WAYS}")
    return (Piece(DAILY, None, 0.0, DAY, parse_heads(value)),)


def rows_of(pieces: tuple[Piece, ...]) -> list[dict[str, Any]] | int:
    """Pieces as the rows of a list in a file, or 0 where there are none."""
    return [_row(piece) for piece in pieces] or 0


def paid_rows_of(paid: tuple[Pay, ...]) -> list[dict[str, Any]]:
    """Who is paid on single dates, as the rows of a list in a file."""
    return [
        {
            "date": each.date.isoformat(),
            "start": clock_text(each.start),
            "end": clock_text(each.end),
            "people": each.people,
            "premium": f"{each.premium:.12%}",
        }
        for each in paid
        if each.date is not None
    ]


def _row(piece: Piece) -> dict[str, Any]:
    row: dict[str, Any] = {
        "start": clock_text(piece.start),
        "end": clock_text(piece.end),
        "heads": piece.heads,
    }
    if piece.date is not None:
        return row | {"date": piece.date.isoformat()}
    return (
        row if piece.weekdays == DAILY else row | {"days": [WEEKDAYS[day] for day in sorted(piece.weekdays)]}
    )


def _rows(rows: list[Any]) -> tuple[Piece, ...]:
    if not rows:
        raise ValueError(f"is empty, {_WAYS}")
    pieces = tuple(each_at(enumerate(rows), _piece))
    refuse(_overlapping(pieces, "give each time its heads once"))
    return pieces


def _piece(row: Any) -> Piece:
    """One row of a list of heads: on which days or date, from when to when, how many."""
    right = "{start: 08:30, end: 12:00, heads: 8}, with days or date if need be"
    when = _when(row, ("start", "end", "heads"), (), f"is not a row of heads, write {right}", right)
    return Piece(*when, at(("heads",), parse_heads, row["heads"]))


def _when(
    row: Any, needed: tuple[str, ...], more: tuple[str, ...], no_row: str, right: str
) -> tuple[frozenset[int], dt.date | None, float, float]:
    """On which days or date a row holds, and from when to when; it has the keys that it needs, and perhaps some more."""
    if not isinstance(row, dict):
        raise ValueError(no_row)
    for key in row:
        if key not in (*needed, *more, "days", "date"):
            raise WrongAt((key,), f"is an unknown key, write {right}")
    missing = [key for key in needed if key not in row]
    if missing:
        raise ValueError(f"has no {missing[0]}, write {right}")
    if "days" in row and "date" in row:
        raise ValueError("has both days and date, keep one")
    start, end = at(("start",), parse_clock, row["start"]), at(("end",), parse_clock, row["end"])
    if end <= start:
        raise ValueError("ends before it starts, start must be earlier than end")
    days = at(("days",), parse_weekdays, row["days"]) if "days" in row else DAILY
    date = at(("date",), parse_date, row["date"]) if "date" in row else None
    return days, date, start, end


def _read_paid(value: Any) -> Any:
    if isinstance(value, tuple):
        return value
    if not isinstance(value, list):
        raise ValueError(f"is not a list of rows, write [{_PAID}]")
    pieces = tuple(each_at(enumerate(value), _pay))
    refuse(_overlapping(pieces, "say of each time once who is paid"))
    return pieces


_PAID = "{start: 11:00, end: 12:00, people: 8, premium: 10 %}"


def _pay(row: Any) -> Pay:
    """One row of who is paid: on which days or date, from when to when, how many, and how much above the pool's cost."""
    when = _when(row, ("start", "end", "people"), ("premium",), f"is not a row, write {_PAID}", _PAID)
    premium = at(("premium",), parse_factor, row["premium"]) if "premium" in row else 0.0
    return Pay(*when, at(("people",), parse_heads, row["people"]), premium)


def _steps(steps: dict[str, Any]) -> tuple[Piece, ...]:
    if not steps:
        raise ValueError(f"is empty, {_WAYS}")
    starts = each_at(((clock, clock) for clock in steps), parse_clock)
    refuse(
        WrongAt((clock,), "is not later than the time before it, write times from early to late", of_key=True)
        for clock, (earlier, later) in zip(list(steps)[1:], itertools.pairwise(starts), strict=True)
        if later <= earlier
    )
    heads = each_at(steps.items(), parse_heads)
    return tuple(Piece(DAILY, None, *piece) for piece in zip(starts, [*starts[1:], DAY], heads, strict=True))


def _table(value: str, info: ValidationInfo) -> tuple[Piece, ...]:
    if not value.lower().endswith(".csv"):
        bare = value.strip().isdigit()
        raise ValueError(
            "is text, write the number without quotes" if bare else f"is not a number of heads, {_WAYS}"
        )
    table = tables_of(info).read(value)
    table.has_only(("start", "end", "heads", "days", "date"))
    if {"days", "date"} <= set(table.header):
        raise ValueError("has both columns days and date, keep one")
    weekdays, dates, starts, ends, heads = table.columns(
        {
            "days": parse_weekdays,
            "date": parse_date,
            "start": parse_clock,
            "end": parse_clock,
            "heads": parse_heads,
        },
        {"days": DAILY, "date": None},
    )
    starts_before_ends(table, starts, ends)
    pieces = tuple(map(Piece, weekdays, dates, starts, ends, heads))
    for number, other in _overlaps(pieces):
        lines = f"lines {table.lines[other]} and {table.lines[number]}"
        raise ValueError(f"has rows that overlap ({lines}), give each time its heads once")
    return pieces


def _overlapping(pieces: tuple[Dated, ...], right: str) -> list[WrongAt]:
    """Rows of a list for the same day and time as another, each once."""
    others = dict(sorted(_overlaps(pieces), reverse=True))  # of each, the first that it overlaps
    return [
        WrongAt((number,), f"overlaps row {others[number] + 1} of the list, {right}")
        for number in sorted(others)
    ]


def _overlaps(pieces: tuple[Dated, ...]) -> Iterator[tuple[int, int]]:
    """Numbers of pieces for the same day and time: the later one and the one that it overlaps."""
    days: dict[object, list[tuple[float, float, int]]] = {}
    for number, piece in enumerate(pieces):
        for day in [piece.date] if piece.date else piece.weekdays:
            days.setdefault(day, []).append((piece.start, piece.end, number))
    for spans in days.values():
        for (_, end, one), (start, _, other) in itertools.pairwise(sorted(spans)):
            if start < end:
                yield max(one, other), min(one, other)


def _read_skills(value: Any) -> Any:
    if value == "all":
        return value
    if not isinstance(value, list | tuple) or not value:
        raise ValueError("is not a list of services, write [pay_bill, complain], or all")
    refuse(each_once(value, "the name of a service, write it as under services", "name each service once"))
    return tuple(value)


def pieces_on(pieces: tuple[Dated, ...], date: dt.date, weekday: int) -> list[Dated]:
    """The pieces of a schedule that hold on a date; pieces for that very date go before those for its weekday."""
    exact = [piece for piece in pieces if piece.date == date]
    return exact or [piece for piece in pieces if piece.date is None and weekday in piece.weekdays]


Heads = Annotated[
    tuple[Piece, ...],
    BeforeValidator(_read_heads),
    WithJsonSchema(
        {
            "anyOf": [
                {"type": "integer", "minimum": 0},
                {
                    "type": "object",
                    "patternProperties": {r"^\d{1,2}:\d{2}$": {"type": "integer", "minimum": 0}},
                    "additionalProperties": False,
                },
                {"type": "array", "items": {"type": "object"}},
                {"type": "string", "pattern": r"\.csv$"},
            ]
        }
    ),
    Written("number, numbers by time of day, or CSV file"),
]


PaidPeople = Annotated[
    tuple[Pay, ...],
    BeforeValidator(_read_paid),
    WithJsonSchema({"type": "array", "items": {"type": "object"}}),
    Written("list of rows", list),
]


Skills = Annotated[
    tuple[str, ...] | Literal["all"],
    PlainValidator(_read_skills),
    WithJsonSchema(
        {"anyOf": [{"const": "all"}, {"type": "array", "items": {"type": "string"}, "minItems": 1}]}
    ),
    Written("`all`, or list of names"),
]


class Shift(Part):
    """A stretch of work that some heads of a pool do, with its breaks."""

    time: Span = Field(examples=["08:30-17:30"])
    """From when to when, such as `08:30-17:30`; inside the opening hours of the hall's day."""
    heads: Whole = Field(ge=0, le=MOST_HEADS, examples=[4])
    """Number of heads on this shift."""
    breaks: Hours = ()
    """Breaks, such as `[12:00-13:00]`; a customer at hand is finished first. Breaks are
    paid, but for what lies outside the opening hours, such as a lunch closure."""
    days: Weekdays = DAILY
    """Days of the week; every day if not given."""

    @model_validator(mode="after")
    def _breaks_inside(self) -> Shift:
        refuse(
            WrongAt(("breaks", number), f"is outside the shift, breaks lie within {window_text(self.time)}")
            for number, pause in enumerate(self.breaks)
            if pause.start < self.time.start or pause.end > self.time.end
        )
        return self


class Pool(Part):
    """Interchangeable staff (or machines), with skills, a schedule, a cost and a speed."""

    label: Label = ""
    """What reports call it; its key without underscores if not given."""
    works_at: Literal["counter", "greeter", "kiosk", "phone", "office", "field"] = Field(examples=["counter"])
    """The stage that it serves: `counter`, `greeter` or `kiosk` of a hall, `phone`, a desk of an `office`, or `field`: crews that go to outages."""
    heads: Heads | None = Field(default=None, examples=[9])
    """Heads on duty while open: a number, `{08:30: 6, 10:00: 9}` (from that time on), or a CSV file (or a list of rows)
    with `start`, `end`, `heads` and optionally `days` or `date`."""
    shifts: tuple[Shift, ...] = ()
    """Shifts, in place of `heads`."""
    paid: PaidPeople = ()
    """Who is paid when, where that is not whoever is on duty by `heads`: rows with `start`, `end`, `people`, and optionally
    `premium` (pay above `cost`, in the mean) and `days` or `date`. A plan with shifts says so of their paid breaks and premiums."""
    serves: Skills = "all"
    """Services that it can do, most urgent line first; in an office categories of work orders, of which its department gives it these alone. `all` if not
    given."""
    speed: PositiveFactor = 1.0
    """Speed against the services' handle times: at 125 % a customer takes four fifths of the time."""
    cost: YuanPerMinute = 0.0
    """Cost of one head, such as `45 yuan/h`."""
    overtime_pay: PositiveFactor = 1.5
    """Pay of overtime against ordinary time; 150 % (Labour Law of China, article 44)."""
    absence: Share = 0.0
    """Chance that a scheduled head is missing on a day, each by its own draw; it is paid all the same."""
    training: tuple[Training, ...] = ()
    """Who is in training when, such as `[{time: 14:00-15:00, heads: 3, days: tue}]`."""
    leave: tuple[Leave, ...] = ()
    """Who is on leave when, such as `[{first: 2010-12-21, last: 2010-12-24, heads: 1}]`."""
    breaks: tuple[Break, ...] = ()
    """Breaks in turns, such as `[{length: 45 min, within: 11:00-13:30, at_once: 2}]`; those of a shift stand with the shift."""
    phone: PhoneWork = PhoneWork()
    """What is particular to work at the phone."""
    office: OfficeWork = OfficeWork()
    """What is particular to work in an office."""

    @model_validator(mode="after")
    def _one_schedule(self) -> Pool:
        if self.heads is None and not self.shifts:
            raise ValueError("has neither heads nor shifts, write for example heads: 9")
        if self.heads is not None and self.shifts:
            raise ValueError("has both heads and shifts, keep one of them")
        if self.paid and self.shifts:
            raise WrongAt(("paid",), "stands beside shifts, which say who is paid: leave it out")
        return self

    @model_validator(mode="after")
    def _away_said_once(self) -> Pool:
        refuse(
            WrongAt((key,), f"stands under phone, too, where earlier files have it: leave out phone.{key}")
            for key in ("absence", "training")
            if {key} <= self.model_fields_set and {key} <= self.phone.model_fields_set
        )
        return self

    @property
    def chance_missing(self) -> float:
        """Chance that a scheduled head is missing on a day, wherever the file says so."""
        return self.phone.absence or self.absence

    @property
    def trainings(self) -> tuple[Training, ...]:
        """Who is in training when, wherever the file says so."""
        return self.phone.training or self.training

    def key_of(self, key: str) -> Key:
        """Where the file says `absence` or `training` of the pool, which may also stand under `phone`."""
        return ("phone", key) if key in self.phone.model_fields_set else (key,)


__all__ = ["MOST_HEADS", "Heads", "Pay", "Piece", "Pool", "Shift", "pieces_on"]
