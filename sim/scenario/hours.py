"""When a hall or a call centre is open: its own hours, where it has some, on the days of the calendar."""

from __future__ import annotations

from sim.scenario.calendar import Calendar
from sim.scenario.centre import Centre
from sim.scenario.hall import Hall
from sim.scenario.units import DAY, Window


def hall_hours(calendar: Calendar, hall: Hall, day: int) -> tuple[Window, ...]:
    """Opening hours of a hall on a day: its own, where it has some and the calendar is open."""
    hours = calendar.hours_on(day)
    return hall.hours if hall.hours and hours else hours


def centre_hours(calendar: Calendar, centre: Centre, day: int) -> tuple[Window, ...]:
    """Hours of a call centre on a day: as those of a hall, but where it is open round the clock."""
    if centre.round_the_clock:
        return (Window(0.0, DAY),)
    hours = calendar.hours_on(day)
    return centre.hours if centre.hours and hours else hours


def overlap(span: Window, windows: list[Window]) -> float:
    """Minutes of `span` that the union of the ordered `windows` covers."""
    covered, reached = 0.0, span.start
    for window in windows:
        start, end = max(window.start, reached), min(window.end, span.end)
        if end > start:
            covered, reached = covered + end - start, end
    return covered
