"""Dates and times in place of minutes, for tests of clocks that are worked out by hand."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from math import inf
from typing import Any

from sim.scenario.deadline import TimeLimit, parse_time_limit
from sim.time.deadlines import due, due_after_pause, minutes_run, on_list, time_at_share
from sim.time.working_time import WorkingTime, working_time_of
from tests.scenarios_for_tests import small

OFFICE: dict[str, Any] = {
    "calendar.hours": ["08:30-12:00", "14:00-17:30"],  # seven hours
    "calendar.open": "mon-fri",
    "calendar.closed": "china",
}


@dataclass(frozen=True)
class Clock:
    """The clock of a site, which speaks of dates such as ``2026-02-13 16:30``; ``24:00`` is the next midnight, and ``never`` infinity."""

    midnight: dt.datetime
    time: WorkingTime

    @classmethod
    def of(cls, start: str, days: int, **changes: Any) -> Clock:
        """The clock of an office over some days."""
        scenario = small({**OFFICE, "calendar.start": start, "calendar.days": days, **changes})
        midnight = dt.datetime.combine(scenario.calendar.start, dt.time())
        return cls(midnight, working_time_of(scenario, ["north"]))

    def at(self, date: str) -> float:
        """Minutes of a date."""
        if date == "never":
            return inf
        return (dt.datetime.fromisoformat(date) - self.midnight) / dt.timedelta(minutes=1)

    def date(self, minutes: float) -> str:
        """The date of minutes."""
        if minutes == inf:
            return "never"
        return (self.midnight + dt.timedelta(minutes=minutes)).isoformat(" ", "minutes")

    def on_list(self, date: str) -> str:
        """When the list is made on which stands what has come by a date."""
        return self.date(on_list(self.time, 0, self.at(date)))

    def due(self, start: str, limit: str) -> str:
        """When a deadline ends."""
        return self.date(self._due(start, parse_time_limit(limit)))

    def after_pauses(self, start: str, limit: str, *pauses: tuple[str, str]) -> str:
        """When it ends after some pauses."""
        amount, unit = parse_time_limit(limit)
        end = self._due(start, TimeLimit(amount, unit))
        for paused, resumed in pauses:
            end = due_after_pause(self.time, 0, unit, self.at(start), end, self.at(paused), self.at(resumed))
        return self.date(end)

    def at_share(self, start: str, limit: str, share: float, *pauses: tuple[str, str]) -> str:
        """When a share of it is used up, after some pauses."""
        unit = parse_time_limit(limit).unit
        stood = sum(
            minutes_run(self.time, 0, unit, self.at(resumed))
            - minutes_run(self.time, 0, unit, self.at(paused))
            for paused, resumed in pauses
        )
        end = self.at(self.after_pauses(start, limit, *pauses))
        return self.date(time_at_share(self.time, 0, unit, self.at(start), end, share, stood))

    def _due(self, start: str, limit: TimeLimit) -> float:
        return due(self.time, 0, limit.unit, self.at(start), limit.amount)
