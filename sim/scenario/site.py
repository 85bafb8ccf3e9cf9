"""A site: a place where people work, a hall, a call centre or an office, or all crews together, with its doors, pools, hours and rules.

What is true of any site stands here once; what only its kind knows, such as a greeter or a menu, is in its rules: the part of the
scenario file that it is made from.
"""

from __future__ import annotations

from collections.abc import Container, Iterable, Mapping
from dataclasses import dataclass
from typing import Literal, NamedTuple

from sim.scenario.calendar import DAILY, NONE_OF_ITS_OWN, Calendar, OwnHours
from sim.scenario.centre import Centre
from sim.scenario.crews import CREWS, Crews
from sim.scenario.demand import Arrivals
from sim.scenario.hall import Hall
from sim.scenario.office import Office
from sim.scenario.outages import Outages
from sim.scenario.source import Key
from sim.scenario.units import DAY, Window

Kind = Literal["hall", "centre", "office", "crews"]
AtClosing = Literal["serve", "wait", "send_home"]


class Door(NamedTuple):
    """A way in: the door of a hall, a line of a call centre, or its app.

    Attributes
    ----------
    channel : str
        ``hall``, ``phone``, ``chat`` or ``app``; or ``order`` of work orders that come by no contact.
    line : str or None
        Name of the line; None of a hall's door, and of an app.
    key : tuple
        Where its arrivals stand in the file.
    arrivals : Arrivals
        Who comes when.
    """

    channel: str
    line: str | None
    key: Key
    arrivals: Arrivals


@dataclass(frozen=True)
class Site:
    """A hall, a call centre or an office, or all crews together.

    Attributes
    ----------
    kind : str
        ``hall``, ``centre``, ``office`` or ``crews``.
    name : str
        Its name, which no other site has.
    rules : Hall, Centre, Office or Crews
        The rules of its kind.
    doors : tuple of Door
        The ways in; an office and crews have none.
    """

    kind: Kind
    name: str
    rules: Hall | Centre | Office | Crews
    doors: tuple[Door, ...]

    @property
    def key(self) -> Key:
        """Where it stands in the file."""
        return ("outages", "crews") if isinstance(self.rules, Crews) else (f"{self.kind}s", self.name)

    def pool_key(self, number: int) -> Key:
        """Where the file says that its pool of a number works there."""
        if not isinstance(self.rules, Crews):
            return (*self.key, "pools", number)
        name = self.pools[number]
        of_aid = number == len(self.rules.pools)
        return (*self.key, "mutual_aid", "pool") if of_aid else (*self.key, "pools", name)

    @property
    def scope(self) -> str:
        """What measures call it: ``hall:lecong``."""
        return f"{self.kind}:{self.name}"

    @property
    def title(self) -> str:
        """What messages call it: ``hall lecong``."""
        return "crews" if isinstance(self.rules, Crews) else f"{self.kind} {self.name}"

    @property
    def pools(self) -> tuple[str, ...]:
        """Names of the pools that work there, in its order."""
        return self.rules.all_pools if isinstance(self.rules, Crews) else self.rules.pools

    @property
    def ways_in(self) -> tuple[Door, ...]:
        """Its doors, and in an office the categories of orders that come by no contact, as doors of the channel ``order``."""
        if not isinstance(self.rules, Office):
            return self.doors
        return tuple(
            Door("order", None, (*self.key, "categories", name, "arrivals"), each.arrivals)
            for name, each in self.rules.categories.items()
            if each.arrivals is not None
        )

    @property
    def is_round_the_clock(self) -> bool:
        """Whether it is open day and night, whatever the calendar says."""
        return isinstance(self.rules, Crews) or (
            isinstance(self.rules, Centre) and self.rules.round_the_clock
        )

    @property
    def has_own_days(self) -> bool:
        """Whether it says itself on which days it is open."""
        return bool(self.own_hours.open)

    @property
    def own_hours(self) -> OwnHours:
        """What it says itself of its hours; crews say nothing."""
        return NONE_OF_ITS_OWN if isinstance(self.rules, Crews) else self.rules

    @property
    def has_app(self) -> bool:
        """Whether some contacts come through an app."""
        return any(door.channel == "app" for door in self.doors)

    def hours(self, calendar: Calendar, day: int) -> tuple[Window, ...]:
        """Opening hours on a day."""
        return (Window(0.0, DAY),) if self.is_round_the_clock else calendar.hours_on(day, self.own_hours)

    def open_days(self, calendar: Calendar) -> frozenset[int]:
        """Days of the week on which it is open."""
        return DAILY if self.is_round_the_clock else calendar.open_days_of(self.own_hours)

    @property
    def at_closing(self) -> AtClosing:
        """What happens to those inside at closing; orders lie in an office until it opens again."""
        return "wait" if isinstance(self.rules, Office | Crews) else self.rules.at_closing

    @property
    def at_break(self) -> AtClosing:
        """What happens to those inside at a closure within the day; a call centre or office closes then as it does in the evening."""
        return self.rules.at_lunch if isinstance(self.rules, Hall) else self.at_closing

    @property
    def overtime_limit(self) -> float:
        """Minutes after closing in which somebody is still served; nobody stays longer in an office."""
        return 0.0 if isinstance(self.rules, Office | Crews) else self.rules.overtime_limit

    @property
    def early(self) -> float:
        """Minutes before an opening from which customers wait at the door."""
        return self.rules.door if isinstance(self.rules, Hall) else 0.0

    @property
    def last_ticket(self) -> float:
        """Minutes before closing in which nobody gets in any more."""
        return self.rules.last_ticket if isinstance(self.rules, Hall) else 0.0


def sites_of(
    halls: Mapping[str, Hall],
    centres: Mapping[str, Centre],
    offices: Mapping[str, Office] | None = None,
    outages: Outages | None = None,
) -> list[Site]:
    """All halls, then all call centres, then all offices, and then the crews."""
    found = []
    for name, hall in halls.items():
        key: Key = ("halls", name, "arrivals")
        found.append(Site("hall", name, hall, (Door("hall", None, key, hall.arrivals),)))
    for name, centre in centres.items():
        lines = [
            Door(each.channel, line, ("centres", name, "lines", line, "arrivals"), each.arrivals)
            for line, each in centre.lines.items()
        ]
        app = (
            [Door("app", None, ("centres", name, "app", "arrivals"), centre.app.arrivals)]
            if centre.app
            else []
        )
        found.append(Site("centre", name, centre, (*lines, *app)))
    found += [Site("office", name, office, ()) for name, office in (offices or {}).items()]
    if outages is not None and outages.crews is not None:
        found.append(Site("crews", CREWS, outages.crews, ()))
    return found


def channels_of(sites: Iterable[Site]) -> list[str]:
    """Channels through which contacts come, in the order in which they are told."""
    used = {door.channel for site in sites for door in site.doors}
    return [channel for channel in ("hall", "phone", "chat", "app") if channel in used]


def lines_of(sites: Iterable[Site], channels: Container[str] = ("phone", "chat")) -> tuple[str, ...]:
    """Names of the lines for some channels, each once."""
    doors = (door for site in sites for door in site.doors)
    return tuple(dict.fromkeys(door.line for door in doors if door.line and door.channel in channels))
