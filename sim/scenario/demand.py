"""What customers want, who they are, and how many come when."""

from __future__ import annotations

import datetime as dt
import itertools
import math
import re
from typing import Annotated, Any, NamedTuple

from pydantic import AfterValidator, BeforeValidator, Field, ValidationInfo, WithJsonSchema, field_validator

from sim.scenario.base import Label, Name, Part, Real, Whole, Written, tables_of
from sim.scenario.distributions import Distribution
from sim.scenario.fields import Clock, Date, Factor, PositiveFactor, Share, at_most_all
from sim.scenario.phone import PhoneUse
from sim.scenario.tables import Table, parse_weight, starts_before_ends
from sim.scenario.units import (
    WEEKDAYS,
    apart,
    parse_clock,
    parse_date,
    parse_days_of_month,
    parse_share,
    parse_weekdays,
)

_TABLE = WithJsonSchema({"type": "string", "examples": ["tables/profile.csv"]})


class Form(Part):
    """A form that this service needs, and that a greeter can help to fill in."""

    help_time: Distribution = Field(examples=["2 min"])
    """Time that the greeter spends on it."""
    saves: Share = Field(examples=["30 %"])
    """Share of the handle time that the counter saves when the form comes filled in."""


class KioskUse(Part):
    """How this service is done at a kiosk, without a clerk."""

    handle_time: Distribution = Field(examples=["6 min"])
    """Time at the kiosk."""
    chosen: Share = 0.0
    """Share of its customers who go to the kiosk by themselves, where the hall has one."""


class Service(Part):
    """What a customer wants: the contact type."""

    label: Label = ""
    """What reports call it; its key without underscores if not given."""
    share: Share = Field(examples=["46 %"])
    """Share of customers who want it; shares of all services add up to 100 %."""
    handle_time: Distribution = Field(examples=["6 min"])
    """Time at the counter, from call to call, or on the phone, at speed 100 %."""
    quick: Share = 0.0
    """Share of its customers who need only a quick answer."""
    quick_time: Distribution = Distribution(constant="1 min")
    """Time of a quick answer at the counter; 1 min (Shunde paper: "one minute")."""
    papers_missing: Share = 0.0
    """Share of its other customers who come without complete papers."""
    found_after: Share = 0.4
    """Share of the handle time after which a clerk finds that papers are missing; 40 % (assumed)."""
    form: Form | None = None
    """The form it needs, if any."""
    kiosk: KioskUse | None = None
    """How a kiosk does it; not given: only clerks can."""
    phone: PhoneUse = PhoneUse()
    """How it is done on the phone."""
    orders: dict[Name, Share] = {}
    """Shares of its contacts in a hall, by phone or in a chat, of those that are resolved, that leave a work order of a category, such as
    `{voltage: 60 %, meter: 5 %}`; none if not given."""

    @field_validator("orders")
    @classmethod
    def _not_more_than_all(cls, shares: dict[str, float]) -> dict[str, float]:
        return at_most_all(shares)


class Segment(Part):
    """A class of customers."""

    label: Label = ""
    """What reports call it; its key without underscores if not given."""
    share: Share = Field(examples=["46 %"])
    """Share of customers; shares of all segments add up to 100 %."""
    priority: Whole = Field(default=0, ge=-100, le=100)
    """Higher is called first, without interrupting anybody; 0 is ordinary."""
    time_factor: PositiveFactor = 1.0
    """Factor on the time that its customers take at a counter, with an agent or in a chat, such as 130 %; 100 % if not given."""
    services: dict[Name, Share] | None = Field(default=None, min_length=1)
    """What its customers want, such as `{pay_bill: 80 %, complain: 20 %}`, adding up to 100 %, in place of the services' shares and of a
    `mix`; these if not given."""
    quick: Share | None = None
    """Share of its customers who need only a quick answer, whatever their service; the service's if not given."""
    kiosk: Share | None = None
    """Share of its customers who go to the kiosk by themselves, where it does their service; the service's `chosen` if not given."""


class ProfileRow(NamedTuple):
    """Part of a day's arrivals: a weight for each day of the week, spread evenly over ``start <= t < end``."""

    start: float
    end: float
    weights: tuple[float, ...]


class MixRow(NamedTuple):
    """Shares by name from `start` on, until the next row."""

    start: float
    shares: tuple[tuple[str, float], ...]


def _read_profile(value: Any, info: ValidationInfo) -> Any:
    if isinstance(value, tuple):
        return value
    table = tables_of(info).read(value)
    table.has_only(("start", "end", "weight", *WEEKDAYS))
    starts, ends = table.columns({"start": parse_clock, "end": parse_clock})
    starts_before_ends(table, starts, ends)
    for line, end, later in zip(table.lines[1:], ends, starts[1:], strict=False):
        if later < end:
            raise ValueError(
                f"has a row that starts before the one above it ends (line {line}), sort rows by start"
            )
    rows = tuple(map(ProfileRow, starts, ends, _weights(table)))
    if not any(any(row.weights) for row in rows):
        raise ValueError("has only zeros, give some row a weight (a closed day gets no customers anyway)")
    return rows


def _weights(table: Table) -> list[tuple[float, ...]]:
    days = [day for day in WEEKDAYS if day in table.header]
    if len(days) not in (0, 7) or ("weight" in table.header) == bool(days):
        raise ValueError("needs the columns start, end and weight, or start, end and all of mon to sun")
    names = days or ["weight"]
    columns = table.columns(dict.fromkeys(names, parse_weight))
    for name in names:
        percent = table.column(name, lambda cell: cell.endswith("%"))
        if any(percent) and not all(percent):
            raise ValueError(
                f"mixes percentages and plain numbers in its column {name}, write all of them in one way"
            )
    return list(zip(*(columns if days else columns * 7), strict=True))


def _read_mix(value: Any, info: ValidationInfo) -> Any:
    if isinstance(value, tuple):
        return value
    table = tables_of(info).read(value)
    names = [name for name in table.header if name != "start"]
    starts, *columns = table.columns({"start": parse_clock} | dict.fromkeys(names, parse_share))
    for line, (earlier, later) in zip(table.lines[1:], itertools.pairwise(starts), strict=True):
        if later <= earlier:
            raise ValueError(
                f"has a row that does not start after the one above it (line {line}), sort rows by start"
            )
    rows = []
    for number, (line, start) in enumerate(zip(table.lines, starts, strict=True)):
        shares = tuple((name, column[number]) for name, column in zip(names, columns, strict=True))
        total = sum(share for _, share in shares)
        if abs(total - 1) > 1e-6:
            raise ValueError(
                f"has shares in line {line} that add up to {100 * total:g} %, they must add up to 100 %"
            )
        rows.append(MixRow(start, shares))
    return tuple(rows)


def _read_weekday_factors(value: Any) -> Any:
    if not isinstance(value, dict):
        raise ValueError("is not a table of weekdays, write {sat-sun: 60 %}")
    apart(value, parse_weekdays)
    return value


def _read_month_factors(value: Any) -> Any:
    if not isinstance(value, dict):
        raise ValueError("is not a table of days of the month, write {21-26: 160 %}")
    apart(value, parse_days_of_month)
    return value


def _read_volumes(value: Any, info: ValidationInfo) -> Any:
    if isinstance(value, tuple):
        return value
    table = tables_of(info).read(value)
    table.has_only(("date", "contacts"))
    dates, contacts = table.columns({"date": parse_date, "contacts": parse_weight})
    if len(set(dates)) < len(dates):
        raise ValueError("has a date more than once, give each date one row")
    return tuple(zip(dates, contacts, strict=True))


class Count(NamedTuple):
    """So many customers who came from `start` to `end` of a date."""

    date: dt.date
    start: float
    end: float
    contacts: int


def _whole_count(cell: str) -> int:
    if not re.fullmatch(r"\d{1,8}", cell, re.ASCII):
        raise ValueError("is not a count, write a whole number such as 12")
    return int(cell)


def _read_counts(value: Any, info: ValidationInfo) -> Any:
    if isinstance(value, tuple):
        return value
    table = tables_of(info).read(value)
    table.has_only(("date", "start", "end", "contacts"))
    dates, starts, ends, contacts = table.columns(
        {"date": parse_date, "start": parse_clock, "end": parse_clock, "contacts": _whole_count}
    )
    starts_before_ends(table, starts, ends)
    rows = tuple(map(Count, dates, starts, ends, contacts))
    for line, (before, here) in zip(table.lines[1:], itertools.pairwise(rows), strict=True):
        if (here.date, here.start) < (before.date, before.end):
            raise ValueError(
                f"has a row that starts before the one above it ends (line {line}), sort rows by date and start"
            )
    return rows


class Waiting(NamedTuple):
    """So many customers who wait at the start, for a service and of a segment; empty where the shares say which."""

    service: str
    segment: str
    customers: int


def _read_waiting(value: Any, info: ValidationInfo) -> Any:
    if isinstance(value, tuple):
        return value
    if isinstance(value, int) and not isinstance(value, bool):
        if not 0 <= value <= MOST_WAITING:
            raise ValueError(f"is out of range, it must be from 0 to {MOST_WAITING}")
        return (Waiting("", "", value),) if value else ()
    if not isinstance(value, str):
        raise ValueError("is neither a number of customers, such as 12, nor a CSV file")
    table = tables_of(info).read(value)
    table.has_only(("service", "segment", "customers"))
    columns = table.columns({"service": str, "segment": str, "customers": _whole_count}, {"segment": ""})
    return tuple(map(Waiting, *columns))


MOST_WAITING = 1_000_000
"""Customers who can wait at the start (assumed: more have no room in memory)."""

InLine = Annotated[
    tuple[Waiting, ...],
    BeforeValidator(_read_waiting),
    WithJsonSchema({"anyOf": [{"type": "integer"}, {"type": "string"}], "examples": [12]}),
    Written("whole number, or CSV file", list),
]
Counts = Annotated[tuple[Count, ...], BeforeValidator(_read_counts), _TABLE, Written("CSV file")]
Volumes = Annotated[
    tuple[tuple[dt.date, float], ...], BeforeValidator(_read_volumes), _TABLE, Written("CSV file")
]
Profile = Annotated[tuple[ProfileRow, ...], BeforeValidator(_read_profile), _TABLE, Written("CSV file")]
Mix = Annotated[tuple[MixRow, ...], BeforeValidator(_read_mix), _TABLE, Written("CSV file")]


class Halves(Part):
    """Busyness of the morning and of the afternoon: each has a gamma factor with mean 1, and the two go together.

    Their joint distribution is a Gaussian copula, one of the models of Avramidis, Deslauriers and L'Ecuyer, "Modeling daily
    arrivals to a telephone call center", Management Science 50 (2004).
    """

    cv: Real = Field(gt=0, le=2, examples=[0.1])
    """Coefficient of variation of each factor."""
    correlation: Real = Field(ge=-1, le=1, examples=[0.6])
    """Correlation of the normal variates behind the two, from -1 to 1."""
    at: Clock = 720.0
    """When the afternoon begins; 12:00 (assumed)."""


def _check_size(text: str) -> str:
    if not re.fullmatch(r"[1-9]\d{0,3}", text, re.ASCII) or text == "1":
        raise ValueError("is no size of a group, write a whole number from 2 to 9999")
    return text


GroupSize = Annotated[str, AfterValidator(_check_size), Written("number of customers")]


class Groups(Part):
    """Customers who come together, such as a family: each has a matter of his own, and stands in line for it. Who only accompanies somebody is
    no customer."""

    share: Share = Field(examples=["10 %"])
    """Share of arrivals at which a group comes; at the others a single customer does."""
    sizes: dict[GroupSize, Share] = Field(min_length=1, examples=[{"2": "70 %", "4": "30 %"}])
    """How many customers a group has, such as `{2: 70 %, 4: 30 %}`; the shares add up to 100 %."""

    @field_validator("sizes", mode="before")
    @classmethod
    def _written_as_numbers(cls, value: Any) -> Any:
        return {str(size): share for size, share in value.items()} if isinstance(value, dict) else value

    @field_validator("sizes")
    @classmethod
    def _make_a_whole(cls, value: dict[str, float]) -> dict[str, float]:
        total = sum(value.values())
        if abs(total - 1) > 1e-6:
            raise ValueError(f"has shares that add up to {100 * total:g} %, they must add up to 100 %")
        return value

    @property
    def parties(self) -> tuple[tuple[int, float], ...]:
        """Customers of an arrival, and the share of arrivals that have so many."""
        several = ((int(size), self.share * share) for size, share in self.sizes.items())
        return ((1, 1 - self.share), *several)

    @property
    def mean(self) -> float:
        """Mean number of customers of an arrival."""
        return sum(size * share for size, share in self.parties)


class Arrivals(Part):
    """How many customers come, and when: a Poisson process whose rate follows the profile."""

    per_day: Real = Field(ge=0, le=10_000_000, examples=[700])
    """Mean number of new customers on a normal day (return visits come on top)."""
    profile: Profile = Field(examples=["tables/profile.csv"])
    """CSV file with columns `start`, `end` and `weight` (or `mon` to `sun`): the spread of a day's arrivals."""
    weekday: Annotated[
        dict[str, Factor], BeforeValidator(_read_weekday_factors), Written("percentages by days of the week")
    ] = {}
    """Volume on some days of the week, such as `{sat-sun: 60 %}` of a normal day."""
    day_of_month: Annotated[
        dict[str, Factor], BeforeValidator(_read_month_factors), Written("percentages by days of the month")
    ] = {}
    """Volume on some days of the month, such as `{21-26: 160 %}` of a normal day."""
    dates: dict[Date, Factor] = {}
    """Volume on certain dates, such as `{2010-12-25: 80 %}` of a normal day, in place of other factors."""
    volumes: Volumes | None = None
    """CSV file with columns `date` and `contacts`: mean number of new customers on those dates, in place of `per_day`
    and its factors."""
    counts: Counts | None = None
    """CSV file with columns `date`, `start`, `end` and `contacts`: actual numbers of new customers, used as they are; on
    its dates exactly so many come in each stretch, at random times in it."""
    day_to_day_cv: Real = Field(default=0.0, ge=0, le=2)
    """Busyness beyond Poisson: coefficient of variation of a gamma factor with mean 1 that each day draws."""
    halves: Halves | None = None
    """Busyness of morning and afternoon, on top of that of the day; none if not given."""
    groups: Groups | None = None
    """Who comes in groups; everybody alone if not given, and on dates of `counts`. Numbers of customers stay what they are."""
    at_start: InLine = ()
    """Customers who wait when it opens for the first time, in line behind those at the door, or to be answered: how many, or a CSV file with the
    columns `service`, `customers` and, if given, `segment`, whose rows stand one behind the other (who has no service or segment there has one by
    the shares). They come at that instant, on top of the day's own, and count from then on in its measures; what they waited before does not.
    Needs a horizon without `warm_up`, whose days would leave a line of their own."""
    mix: Mix | None = None
    """CSV file with the column `start` and one column a service: shares by time of day, in place of `share`."""
    segment_mix: Mix | None = None
    """CSV file with the column `start` and one column a segment: shares by time of day, in place of `share`."""

    @property
    def waiting_at_start(self) -> int:
        """How many customers wait when it opens for the first time."""
        return sum(row.customers for row in self.at_start)

    def mean_on(self, date: dt.date, weekday: int) -> float:
        """Mean number of new customers on an open day with this date, which counts as a day of the week, before its busyness."""
        forecast = dict(self.volumes or ())
        if date in forecast:
            return forecast[date]
        if date in self.dates:
            return self.per_day * self.dates[date]
        of_week = (factor for days, factor in self.weekday.items() if weekday in parse_weekdays(days))
        of_month = (
            factor for days, factor in self.day_of_month.items() if date.day in parse_days_of_month(days)
        )
        return self.per_day * math.prod(of_week) * math.prod(of_month)


class ComeBack(Part):
    """Who comes back after a visit that solved nothing, and when. A return is on a later open day."""

    papers_missing: Share = 0.9
    """Share who come back after papers were found missing; 90 % (assumed)."""
    balked: Share = 0.0
    """Share who come back after they turned away from a long queue; 0 % (assumed)."""
    reneged: Share = 0.0
    """Share who come back after they gave up waiting; 0 % (assumed)."""
    sent_home: Share = 0.0
    """Share who come back after the hall closed on them; 0 % (assumed)."""
    turned_away: Share = 0.0
    """Share who come back after they found the hall closed; 0 % (assumed)."""
    after_days: tuple[Share, ...] = Field(default=(0.6, 0.3, 0.1), min_length=1, max_length=30)
    """Share of returns on the 1st, 2nd, 3rd … open day after; `[60 %, 30 %, 10 %]` (assumed)."""
    complete: Share = 0.85
    """Share who have complete papers then, when a clerk told them; 85 % (assumed)."""
    complete_when_told: Share = 0.95
    """Share who have complete papers then, when the greeter told them; 95 % (assumed)."""
    most_visits: Whole = Field(default=5, ge=1, le=20)
    """Visits after which a case is given up; 5 (assumed)."""
