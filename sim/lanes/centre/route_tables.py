"""What is the same in all lanes of a centre: its routes and skills as tables of numbers.

Calls that the same pools take in the same order, from the same waits on and with the same priority, make a *class*: they
wait in one queue. A *link* is a pool that may take calls of a class, from one step of its route.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Any, NamedTuple

import numpy as np
from numpy.typing import NDArray

from sim.lanes.centre.table import CALL
from sim.network.routing import Offer, Routing, Way
from sim.scenario.phone import Chats

Floats = NDArray[np.float64]
Ints = NDArray[np.integer[Any]]
Flags = NDArray[np.bool_]


class CallClass(NamedTuple):
    """What makes calls wait in one queue."""

    route: int
    offers: tuple[Offer, ...]
    priority: int
    rises: float
    chat: bool


@dataclass(frozen=True)
class RouteTables:
    """The routes and skills of a centre.

    Attributes
    ----------
    routing : Routing
        Its routes and skills by number.
    first : tuple of int
        Number of the first seat of each pool, and behind them the number of all.
    chats : tuple of (Chats or None)
        The rules of each pool that takes chats.
    shares : tuple of float
        Share that each pool hands over of what it cannot solve.
    """

    routing: Routing
    first: tuple[int, ...]
    chats: tuple[Chats | None, ...]
    shares: tuple[float, ...]

    def pool_of(self, seat: Ints) -> Ints:
        """The pool of each seat; of a seat below zero, the first."""
        return np.searchsorted(np.array(self.first[1:]), seat, side="right")

    @cached_property
    def kinds(self) -> list[CallClass]:
        """The classes.

        Raises
        ------
        OverflowError
            They are more than the table of calls has numbers for.
        """
        ways = [kind for _, kind in self._ways()] + [kind for _, kind in self._transfers()]
        found = list(dict.fromkeys(ways))
        if len(found) > np.iinfo(CALL["klass"]).max:
            raise OverflowError(
                f"{len(found)} ways through the centre are too many for lanes: use --engine simpy"
            )
        return found

    def _ways(self) -> Iterator[tuple[tuple[int, int, int, int], CallClass]]:
        """Each way of each line, service and segment, with its class."""
        routing = self.routing
        for line, services in enumerate(routing.ways):
            for service, ways in enumerate(services):
                for segment, priority in enumerate(routing.priority[line]):
                    for number, way in enumerate(ways):
                        kind = CallClass(
                            way.route, way.offers, priority, routing.rises[line], routing.chat[line]
                        )
                        yield (line, service, segment, number), kind

    def _transfers(self) -> Iterator[tuple[tuple[int, int, int, int], CallClass]]:
        """The way of what each pool hands over of each line, service and segment, with its class."""
        routing = self.routing
        for pool, lines in enumerate(routing.transfers):
            for line, services in enumerate(lines):
                for service, way in enumerate(services):
                    for segment, priority in enumerate(routing.priority[line] if way else ()):
                        assert way is not None
                        kind = CallClass(
                            way.route, way.offers, priority, routing.rises[line], routing.chat[line]
                        )
                        yield (pool, line, service, segment), kind

    @cached_property
    def handed_to(self) -> Ints:
        """Class of what is handed over, by pool, line, service and segment; -1 where nothing is."""
        lines, services = len(self.routing.ways), len(self.routing.ways[0])
        shape = (len(self.routing.skills), lines, services, len(self.routing.priority[0]))
        table = np.full(shape, -1, dtype=np.int16)
        for place, kind in self._transfers():
            table[place] = self.kinds.index(kind)
        return table

    @cached_property
    def chat(self) -> Flags:
        """Whether each line is for chats."""
        return np.array(self.routing.chat)

    @cached_property
    def class_table(self) -> Ints:
        """Class of each call by line, service, segment and way."""
        lines, services = len(self.routing.ways), len(self.routing.ways[0])
        table = np.zeros((lines, services, len(self.routing.priority[0]), self.until.shape[2]), np.int64)
        for place, kind in self._ways():
            table[place] = self.kinds.index(kind)
        return table

    @cached_property
    def until(self) -> Floats:
        """Draws below which calls take each way, by line, service and way; infinite behind the last."""
        ways: list[list[tuple[Way, ...]]] = [list(services) for services in self.routing.ways]
        most = max((len(each) for services in ways for each in services), default=1)
        table = np.full((len(ways), len(ways[0]), max(most, 1)), np.inf)
        for line, services in enumerate(ways):
            for service, each in enumerate(services):
                table[line, service, : len(each)] = [way.until for way in each]
        return table

    # -- skills -----------------------------------------------------------------------------------------------------

    @cached_property
    def speed(self) -> Floats:
        """Speed by pool, line and service."""
        return np.array([[[each.speed for each in line] for line in pool] for pool in self.routing.skills])

    @cached_property
    def solved(self) -> Floats:
        """Share of calls solved by pool, line and service."""
        return np.array([[[each.solved for each in line] for line in pool] for pool in self.routing.skills])

    @property
    def width(self) -> list[int]:
        """Seats of an agent of each pool."""
        return widths(self.chats)


def widths(chats: Sequence[Chats | None]) -> list[int]:
    """Seats of an agent of each pool: one for a call, and one for each chat at once."""
    return [1 if each is None else 1 + each.at_once for each in chats]
