"""Time that heads of an office give to its joint meetings and to its monthly analysis."""

from __future__ import annotations

from collections.abc import Iterator

from sim.scenario import Scenario
from sim.scenario.causes import Analysis
from sim.scenario.later import in_force
from sim.scenario.meetings import meeting_days
from sim.scenario.office import Meeting, Office
from sim.scenario.units import Window
from sim.time.ticks import on_grid_one
from sim.time.time_away import Duty, away, there


class OfficeTime:
    """What the heads of a pool do besides orders, if it works in an office; it is asked day by day.

    Parameters
    ----------
    scenario : Scenario
        What holds.
    pool : str
        The pool.
    """

    def __init__(self, scenario: Scenario, pool: str) -> None:
        self._calendar, self._left = scenario.calendar, 0.0
        office = next((each for each in scenario.offices.values() if pool in each.pools), None)
        self._analysis = (
            office.analysis if office and office.analysis and office.analysis.pool == pool else None
        )
        self._meetings = list(_meetings(scenario, pool)) if office else []

    def without(self, today: Duty, day: int) -> Duty:
        """The windows of duty of each head on a day without those in which it does something else than orders.

        In a meeting are the heads of the lowest numbers who are on duty at some time in it; the analysis is done by the head of the lowest number.
        """
        for days, heads, span in self._meetings:
            if day in days:
                today = away(today, there(today, span)[:heads], span)
        return today if self._analysis is None else self._without_analysis(today, day, self._analysis)

    def _without_analysis(self, today: Duty, day: int, rules: Analysis) -> Duty:
        """The same without the first hours of a month, as many as its causes take."""
        date = self._calendar.date(day)
        if date.month != self._calendar.date(day - 1).month and (
            rules.begins is None or date >= rules.begins
        ):
            self._left = on_grid_one(rules.takes * rules.work)
        for head, windows in enumerate(today[:1]):
            for window in windows if self._left else ():
                spent = min(self._left, window.end - window.start)
                today, self._left = (
                    away(today, [head], Window(window.start, window.start + spent)),
                    self._left - spent,
                )
        return today


def _meetings(scenario: Scenario, pool: str) -> Iterator[tuple[frozenset[int], int, Window]]:
    """The meetings in which heads of a pool sit: on which days, how many of them, and from when to when."""
    name = next(name for name, each in scenario.offices.items() if pool in each.pools)
    days = range(-scenario.calendar.warm_up, scenario.calendar.days)
    for meeting, holds in _rules(scenario, name, days):
        if meeting.heads.get(pool):
            held = meeting_days(meeting, scenario.sites[name], scenario.calendar)
            span = Window(meeting.time, meeting.time + meeting.lasts)
            yield held & holds, meeting.heads[pool], span


def _rules(scenario: Scenario, name: str, days: range) -> Iterator[tuple[Meeting, frozenset[int]]]:
    """The rules of joint meetings of an office, and on which days each holds for some orders."""
    later = scenario.later
    if later is None:
        yield from ((each, frozenset(days)) for each in _of(scenario.offices[name]))
        return
    numbers = {day: in_force(later.steps, day, len(scenario.regions), len(scenario.segments)) for day in days}
    known: list[tuple[Meeting, set[int]]] = []
    for day, of_day in numbers.items():
        for number in sorted(of_day):
            for meeting in _of(later.offices[number][name]):
                of_same = next((held for each, held in known if each == meeting), None)
                if of_same is None:
                    known.append((meeting, {day}))
                else:
                    of_same.add(day)
    yield from ((meeting, frozenset(held)) for meeting, held in known)


def _of(office: Office) -> tuple[Meeting, ...]:
    rules = office.coordinator.meeting if office.coordinator else None
    return (rules,) if rules else ()
