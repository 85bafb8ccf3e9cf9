"""Where contacts are, as the table of draws asks for it: a hall, the lines of a call centre, or its app."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property

from sim.scenario import Scenario
from sim.scenario.centre import App, Centre
from sim.scenario.demand import Segment, Service
from sim.scenario.hall import Greeter, Hall

HALL, PHONE, CHAT, APP = "hall", "phone", "chat", "app"
"""The channels of contacts."""

CALLS = (PHONE, CHAT)
"""The channels of the lines of a call centre."""


@dataclass(frozen=True, eq=False)
class Place:
    """Where contacts are.

    Attributes
    ----------
    scenario : Scenario
        What holds.
    site : Hall or Centre
        The hall or centre.
    channels : tuple of str
        The channels by which contacts come there.
    """

    scenario: Scenario
    site: Hall | Centre
    channels: tuple[str, ...]

    @property
    def hall(self) -> Hall:
        """The site, which is a hall."""
        assert isinstance(self.site, Hall)
        return self.site

    @property
    def centre(self) -> Centre:
        """The site, which is a centre."""
        assert isinstance(self.site, Centre)
        return self.site

    @property
    def app(self) -> App:
        """The centre's app, which it has."""
        assert self.centre.app is not None
        return self.centre.app

    @property
    def greeter(self) -> Greeter:
        """What the hall's greeter does; nothing where it has none."""
        return self.hall.greeter or NO_GREETER

    @cached_property
    def segments(self) -> list[Segment]:
        """The segments in the scenario's order."""
        return list(self.scenario.segments.values())

    @cached_property
    def services(self) -> list[Service]:
        """The services in the scenario's order."""
        return list(self.scenario.services.values())


NO_GREETER = Greeter.model_validate({"triage": "0 s"})
