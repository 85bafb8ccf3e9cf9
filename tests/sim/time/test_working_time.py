"""Working days of China by a second opinion, where it is installed: the package chinesecalendar, kept by hand from the State Council's notices."""

from __future__ import annotations

import datetime as dt

import pytest

from sim.scenario.units import DAY
from tests.sim.time.working_dates import Clock


@pytest.mark.parametrize("year", range(2018, 2027))
def test_working_days_are_those_of_another_package(year: int) -> None:
    other = pytest.importorskip("chinese_calendar")
    first, last = dt.date(year, 1, 1), dt.date(year, 12, 31)
    clock = Clock.of(first.isoformat(), (last - first).days + 1)
    found = {first + dt.timedelta(days=end // DAY) for end in clock.time.day_ends.tolist()}
    days = [first + dt.timedelta(days=day) for day in range((last - first).days + 1)]
    assert [day for day in days if day in found] == [day for day in days if other.is_workday(day)]
