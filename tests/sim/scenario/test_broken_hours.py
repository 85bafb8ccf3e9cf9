"""Times, hours, dates and days that cannot be meant. Each message was read by a person before it was written down here."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.sim.scenario.broken import Broken, broken, said_of

CASES = (
    broken(
        "a clock time after midnight",
        "hours: [08:30-12:00, 14:00-17:30]",
        "hours: [08:30-25:00]",
        "5: calendar.hours[0] = 08:30-25:00: is not a time of day, they go from 00:00 to 24:00",
    ),
    broken(
        "a clock time of sixty minutes",
        "hours: [08:30-12:00, 14:00-17:30]",
        "hours: 08:60-12:00",
        "5: calendar.hours = 08:60-12:00: is not a time of day, they go from 00:00 to 24:00",
    ),
    broken(
        "hours reversed",
        "hours: [08:30-12:00, 14:00-17:30]",
        "hours: [12:00-08:30]",
        "5: calendar.hours[0] = 12:00-08:30: ends before it starts, write the earlier time first, as in 08:30-12:00, and hours past midnight as two stretches, 22:00-24:00 and 00:00-06:00",
    ),
    broken(
        "hours that overlap",
        "hours: [08:30-12:00, 14:00-17:30]",
        "hours: [08:30-12:00, 11:00-17:30]",
        "5: calendar.hours[1] = 11:00-17:30: starts before 12:00, when the stretch before it ends; write them in order",
    ),
    broken(
        "hours out of order",
        "hours: [08:30-12:00, 14:00-17:30]",
        "hours: [14:00-17:30, 08:30-12:00]",
        "5: calendar.hours[1] = 08:30-12:00: starts before 17:30, when the stretch before it ends; write them in order",
    ),
    broken(
        "hours without an end",
        "hours: [08:30-12:00, 14:00-17:30]",
        "hours: 08:30",
        "5: calendar.hours = 08:30: is not a stretch of the day, write it as 08:30-12:00",
    ),
    broken(
        "no hours",
        "hours: [08:30-12:00, 14:00-17:30]",
        "hours: []",
        "5: calendar.hours: has no entries, it must have at least one",
    ),
    broken(
        "hours as a number",
        "hours: [08:30-12:00, 14:00-17:30]",
        "hours: 8",
        "5: calendar.hours = 8: is not a list of hours, write [08:30-12:00, 14:00-17:30]",
    ),
    broken(
        "opening on an odd minute",
        "hours: [08:30-12:00, 14:00-17:30]",
        "hours: 08:31-12:00",
        "5: calendar.hours = 08:31-12:00: starts at 08:31, opening hours start on a multiple of 5 minutes",
        "41: pools.greeters.shifts[0].time = 08:30-17:30: puts staff on duty 08:30-17:30, outside the opening hours: keep it within 08:31-12:00",
    ),
    broken(
        "a date as in Europe",
        "start: 2010-12-20",
        "start: 21/12/2010",
        "3: calendar.start = 21/12/2010: is not a date, write year, month and day as 2010-12-21",
    ),
    broken(
        "a date without dashes",
        "start: 2010-12-20",
        "start: 20101220",
        "3: calendar.start = 20101220: is not a date, write year, month and day as 2010-12-21",
    ),
    broken(
        "a day that the calendar lacks",
        "start: 2010-12-20",
        "start: 2010-02-30",
        "3: calendar.start = 2010-02-30: is not a day of the calendar, months go to 12 and days to 28, 29, 30 or 31",
    ),
    broken(
        "a date at the end of time",
        "start: 2010-12-20",
        "start: 9999-12-31",
        "3: calendar.start = 9999-12-31: is too far away, years go from 1900 to 2199",
    ),
    broken(
        "an unknown weekday",
        "open: mon-fri",
        "open: mo-fr",
        "6: calendar.open = mo-fr: has the unknown weekday 'mo-fr', write mon-fri or [mon, wed]",
    ),
    broken(
        "no weekdays",
        "open: mon-fri",
        "open: []",
        "6: calendar.open: is not a list of weekdays, write mon-fri or [mon, wed]",
    ),
    broken(
        "a day of the month that no month has",
        "      weekday: {mon: 120 %}",
        "      day_of_month: {21-32: 160 %}",
        "28: halls.centre.arrivals.day_of_month.21-32: is not a day of the month, write 21 or 21-26",
    ),
    broken(
        "days of the month that overlap",
        "      weekday: {mon: 120 %}",
        "      day_of_month: {21-26: 160 %, 26: 90 %}",
        "28: halls.centre.arrivals.day_of_month.26: shares a day with 21-26, give each day once",
    ),
    broken(
        "weekdays that overlap",
        "{mon: 120 %}",
        "{mon: 120 %, mon-fri: 90 %}",
        "28: halls.centre.arrivals.weekday.mon-fri: shares a day with mon, give each day once",
    ),
    broken(
        "a factor on a date that is none",
        "      weekday: {mon: 120 %}",
        "      dates: {2010-13-01: 80 %}",
        "28: halls.centre.arrivals.dates.2010-13-01: is not a day of the calendar, months go to 12 and days to 28, 29, 30 or 31",
    ),
    broken(
        "other hours on a day that is not open",
        "  interval: 30 min",
        "  interval: 30 min\n  weekday_hours: {sat: 09:00-12:00}",
        "8: calendar.weekday_hours.sat = 09:00-12:00: gives hours for a day of the week that is not among open, add it there",
    ),
    broken(
        "weekdays with other hours twice",
        "  interval: 30 min",
        "  interval: 30 min\n  weekday_hours: {fri: 09:00-12:00, thu-fri: 09:00-13:00}",
        "8: calendar.weekday_hours.thu-fri: shares a day with fri, give each day once",
    ),
)


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.name)
def test_the_message_names_the_place_the_value_and_what_would_be_right(case: Broken, tmp_path: Path) -> None:
    assert said_of(case, tmp_path) == list(case.says)
