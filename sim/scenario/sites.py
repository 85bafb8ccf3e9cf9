"""Halls and call centres alike: where customers come to, as the checks see it."""

from __future__ import annotations

from collections.abc import Mapping
from typing import NamedTuple

from sim.scenario.calendar import Calendar
from sim.scenario.centre import Centre
from sim.scenario.demand import Arrivals
from sim.scenario.hall import Hall
from sim.scenario.hours import centre_hours, hall_hours
from sim.scenario.source import Key
from sim.scenario.units import Window


class Site(NamedTuple):
    """A hall or a call centre.

    Attributes
    ----------
    key : tuple
        Where it stands in the file.
    what : str
        ``hall`` or ``centre``.
    place : Hall or Centre
        The part itself.
    arrivals : tuple of (tuple, Arrivals)
        Who comes, each with where that stands.
    door : float
        Minutes before an opening from which customers wait.
    """

    key: Key
    what: str
    place: Hall | Centre
    arrivals: tuple[tuple[Key, Arrivals], ...]
    door: float

    @property
    def name(self) -> str:
        """Its name, with what it is."""
        return f"{self.what} {self.key[1]}"

    def hours(self, calendar: Calendar, day: int) -> tuple[Window, ...]:
        """Opening hours on a day."""
        if isinstance(self.place, Centre):
            return centre_hours(calendar, self.place, day)
        return hall_hours(calendar, self.place, day)


def channels_of(halls: Mapping[str, Hall], centres: Mapping[str, Centre]) -> list[str]:
    """Channels through which contacts come."""
    lines = {line.channel for centre in centres.values() for line in centre.lines.values()}
    app = any(centre.app is not None for centre in centres.values())
    on_lines = [channel for channel in ("phone", "chat") if channel in lines]
    return ["hall"] * bool(halls) + on_lines + ["app"] * app


def phone_lines(centres: Mapping[str, Centre]) -> tuple[str, ...]:
    """Names of the lines for calls, each once."""
    lines = (line for centre in centres.values() for line in centre.lines.items())
    return tuple(dict.fromkeys(name for name, line in lines if line.channel == "phone"))


def sites_of(halls: Mapping[str, Hall], centres: Mapping[str, Centre]) -> list[Site]:
    """All halls, and then all call centres."""
    found = []
    for name, hall in halls.items():
        key: Key = ("halls", name)
        found.append(Site(key, "hall", hall, (((*key, "arrivals"), hall.arrivals),), hall.door))
    for name, centre in centres.items():
        key = ("centres", name)
        lines = tuple(
            ((*key, "lines", line, "arrivals"), each.arrivals) for line, each in centre.lines.items()
        )
        app = (((*key, "app", "arrivals"), centre.app.arrivals),) if centre.app else ()
        found.append(Site(key, "centre", centre, lines + app, 0.0))
    return found
