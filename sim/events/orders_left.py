"""The orders that contacts leave when they are resolved, on their way to the offices."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import NamedTuple

import numpy as np

from sim.draws.contacts import PlacedDraws
from sim.events.contact import Contact
from sim.events.door import Door
from sim.events.office import OfficeProcess
from sim.events.order import Chased, Order, Origin
from sim.events.order import Source as OrderSource
from sim.events.order_ways import Ways
from sim.events.rows import OWN
from sim.scenario import Scenario

Leave = Callable[[Contact, int], None]
"""Called when a contact is over that is resolved, with the number of its line at its site."""

NO_LINE = -1
"""In place of the number of a line, and of a language: visits have none."""


def leaves_nothing(contact: Contact, line: int) -> None:
    """No contact leaves an order."""


class Source(NamedTuple):
    """Contacts at a site whose cases began at a door.

    Attributes
    ----------
    site : int
        Number of the site.
    door : Door
        Where their cases began.
    at : PlacedDraws
        What contacts carry at the site.
    """

    site: int
    door: Door
    at: PlacedDraws


class _Drawn(NamedTuple):
    """The orders that some contacts leave to one office: their ways, and by number of the case the place of its order among these."""

    ways: Ways
    place: list[int]


class OrdersLeft:
    """Hands the orders that contacts leave to the offices, in one replication.

    A year has a hundred thousand orders, so their ways are drawn many at once: when the first one is left, those of all orders that contacts from
    the same day, at the same attempt, can leave; of all sources that are drawn together.

    Parameters
    ----------
    scenario : Scenario
        What holds.
    offices : sequence of OfficeProcess
        All offices, in the scenario's order.
    """

    def __init__(self, scenario: Scenario, offices: Sequence[OfficeProcess]) -> None:
        self._scenario, self._offices = scenario, offices
        self._office_of = [office for office in offices for _ in office.plan.categories]
        self._customers: dict[tuple[int, int], float] = {}
        self._at: dict[int, PlacedDraws] = {}
        self._together: dict[tuple[int, Door], Sequence[Source]] = {}
        self._drawn: dict[tuple[int, Door, int, int, int], dict[int, _Drawn]] = {}

    def draw_together(self, sources: Sequence[Source]) -> None:
        """Draw what contacts of some sources leave together; those of a site have one draw."""
        for source in sources:
            self._at[source.site] = source.at
            self._together[source.site, source.door] = sources

    def of(self, site: int, languages: Sequence[int] = ()) -> Leave:
        """What contacts at a site call, whose lines have some languages."""
        of_line = [*languages, NO_LINE]  # no line is the last one

        def leave(contact: Contact, line: int) -> None:
            category = contact.order if contact.again < 0 else contact.again
            if category >= 0:
                self._leave(contact, site, category, line, of_line[line])

        return leave

    def _leave(self, contact: Contact, site: int, category: int, line: int, language: int) -> None:
        office = self._office_of[category]
        begun = office.rules.begun_at(office.env.now)
        key = (site, contact.door, contact.day, contact.attempt, begun)
        if key not in self._drawn:
            self._draw(*key)
        ways, place = self._drawn[key][office.plan.number]
        began = site if contact.door.origin == OWN else len(self._scenario.halls) + contact.door.origin
        who = (contact.case, contact.logged_attempt, contact.service, contact.segment)
        own = category - office.plan.first_category
        origin = Origin(OrderSource.CONTACT, site, began, *who, language)
        order = Order(
            origin, own, office.priority(ways, place[contact.index], own), ways, place[contact.index]
        )
        order.repeats = contact.again >= 0
        if contact.attempts_before:  # it comes because of another order, of the same customer
            order.customer = self._customers[began, contact.case]
        else:
            self._customers[began, contact.case] = order.customer
        if not contact.attempts_before or order.repeats:
            order.chased_at = Chased(site, line, contact.door.origin)
        office.receive(order)

    def _draw(self, site: int, door: Door, day: int, attempt: int, begun: int) -> None:
        """Draw the ways of all orders that contacts of some sources can leave when some steps of the policy have begun."""
        sources = self._together.get((site, door)) or [Source(site, door, self._at[site])]
        drawn = [source.door.orders(source.at, day, attempt) for source in sources]
        category, seed, segment, cause = (np.concatenate(columns) for columns in zip(*drawn, strict=True))
        counts = [len(of_source) for of_source, *_ in drawn]
        sender = np.repeat([source.site for source in sources], counts)
        for source in sources:
            self._drawn[source.site, source.door, day, attempt, begun] = {}
        for office in self._offices:
            of_office = office.plan.categories
            own = (category >= of_office.start) & (category < of_office.stop)
            columns = (category[own], sender[own], segment[own], seed[own])
            ways = Ways.of(self._scenario, office.rules, begun, *columns, again=cause[own])
            places = np.split(np.cumsum(own) - 1, np.cumsum(counts)[:-1])
            for source, place in zip(sources, places, strict=True):
                kept = self._drawn[source.site, source.door, day, attempt, begun]
                kept[office.plan.number] = _Drawn(ways, place.tolist())
