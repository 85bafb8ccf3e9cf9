"""Quantities at the border: what is written is what is meant."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sim.scenario.problems import WrongAt
from sim.scenario.units import (
    Window,
    clock_text,
    parse_clock,
    parse_date,
    parse_days_of_month,
    parse_duration,
    parse_factor,
    parse_money,
    parse_price,
    parse_share,
    parse_weekdays,
    parse_window,
    parse_windows,
    window_text,
)


@pytest.mark.parametrize(
    ("text", "minutes"),
    [
        ("6 min", 6),
        ("6min", 6),
        ("90 s", 1.5),
        ("2 h", 120),
        ("1 day", 1440),
        ("3 days", 4320),
        (".5 h", 30),
        ("1.5e2 s", 2.5),
        (" 6  min ", 6),
        ("６ min", 6),
        ("0 s", 0),
    ],
)
def test_durations_are_minutes(text: str, minutes: float) -> None:
    assert parse_duration(text) == minutes


@pytest.mark.parametrize(
    ("text", "share"), [("12 %", 0.12), ("12%", 0.12), ("0 %", 0), ("100 %", 1), ("12.5％", 0.125)]
)
def test_shares_are_fractions(text: str, share: float) -> None:
    assert parse_share(text) == share


def test_factors_go_beyond_the_whole_and_prices_are_yuan_a_minute() -> None:
    assert parse_factor("130 %") == 1.3
    assert parse_price("45 yuan/h") == 0.75
    assert parse_price("2 yuan / min") == 2
    assert parse_money("40000 yuan") == 40000


@pytest.mark.parametrize(
    "text", ["08:30-12:00", "8:30-12:00", "08:30 - 12:00", "08:30–12:00", "08：30-12：00"]
)
def test_a_stretch_of_the_day_may_have_spaces_a_long_dash_or_full_width_signs(text: str) -> None:
    assert parse_window(text) == Window(510, 720)


def test_stretches_that_touch_are_apart() -> None:
    assert parse_windows(["08:30-12:00", "12:00-24:00"]) == (Window(510, 720), Window(720, 1440))


def test_the_stretch_that_is_wrong_is_named_by_its_number() -> None:
    with pytest.raises(WrongAt) as caught:
        parse_windows(["08:30-12:00", "14:00-13:00"])
    assert caught.value.key == (1,)


@given(st.integers(0, 1440))
def test_each_minute_of_the_day_reads_as_it_is_written(minute: int) -> None:
    assert parse_clock(clock_text(minute)) == minute


@given(st.integers(0, 1439), st.data())
def test_each_stretch_of_the_day_reads_as_it_is_written(start: int, data: st.DataObject) -> None:
    window = Window(start, data.draw(st.integers(start + 1, 1440)))
    assert parse_window(window_text(window)) == window


@given(st.dates(dt.date(1900, 1, 1), dt.date(2199, 12, 31)))
def test_each_date_reads_as_it_is_written(date: dt.date) -> None:
    assert parse_date(date.isoformat()) == parse_date(date) == date


@pytest.mark.parametrize(
    "value", ["2010-W51-2", "20101221", "2010-12-21T08:00", dt.datetime(2010, 12, 21), 20101221]
)
def test_other_ways_to_write_a_date_are_refused(value: object) -> None:
    """Python reads some of them; a planner who writes one may mean something else."""
    with pytest.raises(ValueError, match="is not a date"):
        parse_date(value)


@pytest.mark.parametrize(
    "text",
    [
        "2024/3/4",
        "2024/03/04",
        "2024年3月4日",
        "２０２４／３／４",
        "2024/3/4 0:00",
        "2024-03-04 00:00:00",
    ],
)
def test_dates_read_as_excel_writes_them_on_a_chinese_system(text: str) -> None:
    """Monday, 4 March 2024: the short date, the long one, and what is left of a cell that is a date and a time."""
    assert parse_date(text) == dt.date(2024, 3, 4)


@pytest.mark.parametrize("text", ["3/4/2024", "04.03.2024", "24/3/4", "2024/3/4 8:30", "2024-3/4"])
def test_dates_that_do_not_begin_with_their_year_or_have_a_time_are_refused(text: str) -> None:
    """The 4th of March or the 3rd of April."""
    with pytest.raises(ValueError, match="is not a date, write year, month and day as 2010-12-21"):
        parse_date(text)


def test_a_date_that_no_calendar_has_is_refused_however_it_is_written() -> None:
    for text in ("2023/2/29", "2023-02-29", "2024/13/1"):
        with pytest.raises(ValueError, match="is not a day of the calendar"):
            parse_date(text)


@pytest.mark.parametrize(
    ("text", "minutes"),
    [("8:30", 510), ("08:30:00", 510), ("0:00:00", 0), ("24:00:00", 1440), ("８：３０", 510)],
)
def test_times_read_as_excel_writes_them(text: str, minutes: float) -> None:
    assert parse_clock(text) == minutes


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("08:29:59", "has seconds, write a whole minute such as 08:30"),
        ("08:30:60", "is not a time of day, they go from 00:00 to 24:00"),
        ("24:00:01", "is not a time of day, they go from 00:00 to 24:00"),
        ("08:30:0", "is not a time of day, write it as 08:30"),
    ],
)
def test_a_time_that_is_not_a_whole_minute_is_refused(text: str, said: str) -> None:
    with pytest.raises(ValueError, match=said):
        parse_clock(text)


@pytest.mark.parametrize(
    ("value", "days"),
    [
        ("mon", {0}),
        ("mon-fri", {0, 1, 2, 3, 4}),
        ("Mon - Fri", {0, 1, 2, 3, 4}),
        ("sat-mon", {5, 6, 0}),
        (["mon", "wed-thu"], {0, 2, 3}),
    ],
)
def test_weekdays_begin_on_monday_and_may_go_over_the_weekend(value: object, days: set[int]) -> None:
    assert parse_weekdays(value) == days


def test_days_of_the_month() -> None:
    assert parse_days_of_month("21") == {21}
    assert parse_days_of_month("21 - 23") == {21, 22, 23}


PARSERS = (
    parse_duration,
    parse_share,
    parse_price,
    parse_clock,
    parse_window,
    parse_weekdays,
    parse_date,
    parse_days_of_month,
)


def complaint(parse: Callable[[str], object], text: str) -> str:
    """What a parser says of a text; empty where it can read it."""
    try:
        parse(text)
    except ValueError as error:
        return str(error)
    return ""


@given(
    st.text(max_size=12) | st.from_regex(r"[-+]?[0-9.,e]{0,6} ?(min|%|yuan/h|:)?[0-9-]{0,4}", fullmatch=True)
)
def test_whatever_a_parser_cannot_read_it_answers_with_a_sentence(text: str) -> None:
    for parse in PARSERS:
        said = complaint(parse, text)
        assert not said or said.split()[0] in ("is", "has", "ends")
