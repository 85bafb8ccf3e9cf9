"""When a site is open: its windows over the horizon, who gets in when, and when its lines are emptied."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable
from dataclasses import dataclass, replace
from functools import cached_property
from typing import Literal

import numpy as np
from numpy.typing import NDArray

from sim.scenario import Scenario
from sim.scenario.units import DAY, Window
from sim.time.ticks import on_grid_one

Rule = Literal["serve", "wait", "send_home"]


@dataclass(frozen=True)
class OpenWindow:
    """One opening, in minutes since the horizon's first midnight.

    Attributes
    ----------
    day : int
        Day of the horizon.
    start, end : float
        Opening and closing.
    last : bool
        Whether the day ends with it; else a lunch closure follows.
    rule : str
        What happens at its end to those inside.
    last_ticket : float
        Until when tickets are given.
    """

    day: int
    start: float
    end: float
    last: bool
    rule: Rule
    last_ticket: float


@dataclass(frozen=True)
class Opening:
    """Opening windows of a site, over warm-up and horizon, in order.

    Attributes
    ----------
    windows : tuple of OpenWindow
        All of them.
    first_day, end_day : int
        Days simulated: ``first_day <= day < end_day``; the warm-up is negative.
    door : float
        Minutes before an opening from which customers wait at the door.
    overtime_limit : float
        Minutes after the day's closing until which people inside are called.
    after : tuple of Window
        Hours of the day after the horizon, in minutes after its midnight, where it is open through the horizon's last midnight;
        empty elsewhere. Nothing is simulated there, but whoever works on is not in overtime.
    """

    windows: tuple[OpenWindow, ...]
    first_day: int
    end_day: int
    door: float
    overtime_limit: float
    after: tuple[Window, ...] = ()

    @property
    def days(self) -> range:
        """All days simulated."""
        return range(self.first_day, self.end_day)

    def on(self, day: int) -> list[OpenWindow]:
        """The windows of a day."""
        return list(self._by_day.get(day, ()))

    @cached_property
    def _by_day(self) -> dict[int, list[OpenWindow]]:
        found: dict[int, list[OpenWindow]] = {}
        for window in self.windows:
            found.setdefault(window.day, []).append(window)
        return found

    def open_day_after(self, day: int, count: int) -> int | None:
        """The `count`-th open day after `day`; None beyond the horizon."""
        place = bisect_right(self._open_days, day) + count - 1
        return self._open_days[place] if place < len(self._open_days) else None

    @cached_property
    def _open_days(self) -> list[int]:
        return sorted({window.day for window in self.windows})

    def entry(self, day: int, arrived: NDArray[np.float64]) -> NDArray[np.float64]:
        """When those who arrive on `day` get in: at once, at the next opening, or never (infinity)."""
        entry = np.full(arrived.shape, np.inf)
        for window in self.on(day):
            inside = (arrived >= window.start) & (arrived < window.last_ticket)
            waiting = (arrived >= window.start - self.door) & (arrived < window.start) & np.isinf(entry)
            entry = np.where(inside, arrived, np.where(waiting, window.start, entry))
        return entry

    def extended(self, windows: list[Window]) -> list[Window]:
        """Windows in which a clerk with these duty windows calls customers: those who are on duty when a hall that
        serves all inside closes, stay (at lunch until the next opening; at closing until the overtime limit)."""
        return [Window(duty.start, self._ends.get(duty.end, duty.end)) for duty in windows]

    @cached_property
    def _ends(self) -> dict[float, float]:
        """Until when clerks stay who are on duty when a hall closes that serves all inside, by closing."""
        return {
            window.end: self._until(number)
            for number, window in enumerate(self.windows)
            if window.rule == "serve"
        }

    def _until(self, number: int) -> float:
        window = self.windows[number]
        following = self.windows[number + 1].start if number + 1 < len(self.windows) else np.inf
        return min(window.end + self.overtime_limit, following) if window.last else following

    def shut(self, duties: Iterable[Iterable[Window]]) -> list[Window]:
        """Stretches in which nobody may wait: from the emptying of the lines to the next opening.

        Parameters
        ----------
        duties : iterable of iterables of Window
            Duty windows of all who could serve the line; where none of them is on duty when a hall closes that
            serves all inside, its line is emptied at once.
        """
        ends = {duty.end for duties_of_one in duties for duty in duties_of_one}
        stretches = []
        for number, window in enumerate(self.windows):
            following = self.windows[number + 1].start if number + 1 < len(self.windows) else np.inf
            if window.rule == "send_home":
                stretches.append(Window(window.end, following))
            elif window.last and window.rule == "serve":
                emptied = self._until(number) if window.end in ends else window.end
                stretches.append(Window(emptied, following))
        return stretches


def opening_of(scenario: Scenario, name: str) -> Opening:
    """The opening windows of a site of a scenario."""
    site, calendar = scenario.sites[name], scenario.calendar
    rules: dict[bool, Rule] = {True: site.at_closing, False: site.at_break}
    windows: list[OpenWindow] = []
    for day in range(-calendar.warm_up, calendar.days):
        hours, midnight = site.hours(calendar, day), day * DAY
        for number, (start, end) in enumerate(hours):
            last = number == len(hours) - 1
            tickets = end if rules[last] == "wait" else max(start, end - site.last_ticket)
            windows.append(
                OpenWindow(day, midnight + start, midnight + end, last, rules[last], midnight + tickets)
            )
    for number, following in enumerate(windows[1:]):
        if windows[number].end == following.start:  # open through midnight: no closing
            end = windows[number].end
            windows[number] = replace(windows[number], last=False, rule="wait", last_ticket=end)
    after = site.hours(calendar, calendar.days)
    goes_on = windows and windows[-1].end == calendar.days * DAY and after and after[0].start == 0
    return Opening(
        tuple(windows),
        -calendar.warm_up,
        calendar.days,
        site.early,
        on_grid_one(site.overtime_limit),
        after if goes_on else (),
    )
