"""Which days, which hours, which intervals."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from typing import Any

from pydantic import Field, field_validator, model_validator

from sim.scenario.base import Part, Whole
from sim.scenario.fields import Date, Hours, PositiveMinutes, Weekdays
from sim.scenario.problems import WrongAt, refuse
from sim.scenario.public_holidays import (
    SATURDAY,
    WORKED_AS,
    DaysOff,
    DaysWorked,
    countries_in,
    is_known,
    is_off,
    is_worked,
    years_by_hand,
)
from sim.scenario.units import DAY, Window, apart, parse_weekdays

DAILY = frozenset(range(7))


class OwnHours(Part):
    """When a place is open, where that differs from the calendar; what is not given is the calendar's."""

    hours: Hours | None = Field(default=None, min_length=1)
    """Opening hours, where they differ from the calendar's; they then hold on all its days, but for its own `weekday_hours`."""
    weekday_hours: dict[str, Hours] | None = None
    """Other opening hours on some days of the week, such as `{sat: [09:00-12:00]}`, in place of the calendar's."""
    open: Weekdays | None = None
    """Days of the week that are open, such as `mon-sat`, in place of the calendar's."""
    closed: DaysOff | None = None
    """Dates that are closed, or countries on whose public holidays it is, in place of the calendar's."""

    @field_validator("weekday_hours")
    @classmethod
    def _known_weekdays(cls, value: dict[str, Any] | None) -> dict[str, Any] | None:
        apart(value or {}, parse_weekdays)
        return value


NONE_OF_ITS_OWN = OwnHours()


class Calendar(Part):
    """The horizon: its days, opening hours and reporting interval."""

    start: Date = Field(examples=["2010-12-21"])
    """First day, such as `2010-12-21`."""
    days: Whole = Field(ge=1, le=3660, examples=[6])
    """Number of days that are measured, 1 to 3660."""
    warm_up: Whole = Field(default=0, ge=0, le=366)
    """Days simulated before `start` and not measured, so that return visits from earlier days are there."""
    hours: Hours = Field(min_length=1, examples=[["08:30-12:00", "14:00-17:30"]])
    """Opening hours, such as `[08:30-12:00, 14:00-17:30]`; a gap between two stretches is a lunch closure."""
    open: Weekdays = DAILY
    """Days of the week that are open, such as `mon-fri`; every day if not given."""
    weekday_hours: dict[str, Hours] = {}
    """Other opening hours on some days of the week, such as `{sat-sun: [09:00-12:00]}`."""
    closed: DaysOff = ()
    """Dates that are closed, such as `[2026-12-31]`; `china`, or `[china, 2026-12-31]`, for the public holidays of the country with the
    weekends that touch them, and for its `working` days too. Years that are not announced yet are given by hand."""
    working: DaysWorked = ()
    """Saturdays and Sundays that are working days (made up for a holiday, 调休): dates, or the name of a country. Such a Saturday counts as a
    Friday and such a Sunday as a Monday (assumed) wherever something depends on the day of the week: opening, profile and volume of
    arrivals, schedules, plans, fixed days off. It is closed if it is among `closed`."""
    interval: PositiveMinutes = 30.0
    """Length of a reporting interval; must divide the day. Default 30 min, the usual grid of staffing."""

    @field_validator("weekday_hours")
    @classmethod
    def _known_weekdays(cls, value: dict[str, Any]) -> dict[str, Any]:
        apart(value, parse_weekdays)
        return value

    @model_validator(mode="after")
    def _hours_of_open_days(self) -> Calendar:
        refuse(
            WrongAt(
                ("weekday_hours", days),
                "gives hours for a day of the week that is not among open, add it there",
            )
            for days in self.weekday_hours
            if not parse_weekdays(days) <= self.open
        )
        return self

    @field_validator("interval")
    @classmethod
    def _divides_the_day(cls, value: float) -> float:
        if value < 1 or (DAY / value) % 1:
            raise ValueError(
                "does not divide the day into whole intervals of a minute or more, write 15 min, 30 min or 1 h"
            )
        return value

    def date(self, day: int) -> dt.date:
        """The date of day `day`; day 0 is `start`, days of the warm-up are negative."""
        return self.start + dt.timedelta(days=day)

    def hours_on(self, day: int, own: OwnHours = NONE_OF_ITS_OWN) -> tuple[Window, ...]:
        """Opening hours of day `day`, in minutes after its midnight, of a place that may have its own; empty where closed."""
        date = self.date(day)
        weekday = self.weekday(date)
        if is_off(date, self.closed_of(own)) or weekday not in self.open_days_of(own):
            return ()
        for days, hours in self.weekday_hours_of(own).items():
            if weekday in parse_weekdays(days):
                return hours
        return own.hours or self.hours

    def weekday(self, date: dt.date) -> int:
        """The day of the week that a date counts as (Monday is 0): its own, but for a Saturday or Sunday that is worked."""
        own = date.weekday()
        if own < SATURDAY or not is_worked(date, (*self.working, *countries_in(self.closed))):
            return own
        return WORKED_AS[own]

    def is_working_day(self, date: dt.date) -> bool:
        """Whether offices work on a date: it counts as Monday to Friday, and is not closed."""
        return self.weekday(date) < SATURDAY and not is_off(date, self.closed)

    def is_known(self, date: dt.date, own: OwnHours = NONE_OF_ITS_OWN) -> bool:
        """Whether it is known if a place is open on a date: holidays of some countries are announced year by year."""
        days = (*self.closed_of(own), *self.closed, *self.working)
        by_hand = years_by_hand(days)
        return all(is_known(country, date.year, by_hand) for country in countries_in(days))

    def holidays(self) -> tuple[list[dt.date], list[dt.date]]:
        """Dates of the horizon that are closed, and its Saturdays and Sundays that are worked."""
        dates = [self.date(day) for day in range(self.days)]
        off = [date for date in dates if is_off(date, self.closed)]
        return off, [date for date in dates if self.weekday(date) != date.weekday() and date not in off]

    def closed_of(self, own: OwnHours) -> tuple[dt.date | str, ...]:
        """Days on which a place is closed, whatever day of the week they are."""
        return self.closed if own.closed is None else own.closed

    def open_days_of(self, own: OwnHours) -> frozenset[int]:
        """Days of the week on which a place is open."""
        return self.open if own.open is None else own.open

    def weekday_hours_of(self, own: OwnHours) -> Mapping[str, tuple[Window, ...]]:
        """Other hours of a place on some days of the week: its own, or the calendar's where it has neither these nor `hours`."""
        if own.weekday_hours is not None:
            return own.weekday_hours
        return {} if own.hours else self.weekday_hours


def overlap(span: Window, windows: list[Window]) -> float:
    """Minutes of `span` that the union of the ordered `windows` covers."""
    covered, reached = 0.0, span.start
    for window in windows:
        start, end = max(window.start, reached), min(window.end, span.end)
        if end > start:
            covered, reached = covered + end - start, end
    return covered
