"""Calls of a centre that ask about open orders: behind each line a door of their own, at whose address they are drawn."""

from __future__ import annotations

from typing import Any

import numpy as np
from numpy.typing import NDArray

from sim.draws.chasing import entity_of
from sim.lanes.asking import Asking
from sim.lanes.centre.call_columns import Who
from sim.lanes.office.asking import Askers
from sim.log.columns import joined
from sim.log.sheet import case_number

Floats = NDArray[np.float64]
Ints = NDArray[np.int64]
Flags = NDArray[np.bool_]
Numbers = NDArray[np.integer[Any]]


class AskingCalls:
    """Those who ask, numbered as they come to be known: in place of its number on its day, a call has this one.

    Parameters
    ----------
    first_door : int
        Number of the first of their doors, behind all others; that of a line is so much higher.
    """

    def __init__(self, first_door: int) -> None:
        self.first_door = first_door
        none = np.empty(0, np.int64)
        self._whose, self._entity = Asking(none, none, none, none, np.empty(0)), none
        self._to_come: Who | None = None

    def expect(self, day: int, line: int, askers: Askers, arrived: Floats) -> None:
        """Let them call a line on a day."""
        count, known = len(arrived), len(self._entity)
        every = (np.full(count, value) for value in (line, askers.service, self.first_door + line, day, 1))
        on_line, service, door, days, attempt = every
        number = np.arange(known, known + count)
        new = Who(askers.lane, on_line, service, askers.segment, door, days, number, attempt, arrived)
        self._to_come = new if self._to_come is None else together(self._to_come, new)
        self._whose = joined([self._whose, askers.whose])
        self._entity = np.concatenate((self._entity, entity_of(askers.seed)))

    def until(self, limit: Floats) -> Who | None:
        """Who calls before the limit of its lane and has not been given yet; None where nobody does."""
        who = self._to_come
        if who is None:
            return None
        come = who.arrived < limit[who.lane]
        self._to_come = None if come.all() else Who._make(column[~come] for column in who)
        return Who._make(column[come] for column in who) if come.any() else None

    def asks(self, door: Numbers) -> Flags:
        """Whether calls whose cases began at some doors ask, or follow from ones that did."""
        return np.asarray(door >= self.first_door)

    def addressed(self, who: Who) -> Who:
        """The same calls with the numbers that they have in addresses of random numbers."""
        asks = np.flatnonzero(self.asks(who.door))
        if not len(asks):
            return who
        number = who.number.copy()
        number[asks] = self._entity[number[asks]]
        return who._replace(number=number)

    def cases_of(
        self, centre: int, day: Numbers, index: Numbers, door: Numbers, attempt: Numbers
    ) -> tuple[Ints, Ints]:
        """Of some calls of a centre the numbers of their cases, as :func:`sim.log.sheet.case_number` has them, and of their attempts in the log."""
        case, attempts, asks = (
            case_number(centre, day, index, door),
            attempt.astype(np.int64),
            np.flatnonzero(self.asks(door)),
        )
        if len(asks):
            whose = self.whose(index[asks])
            case[asks] = whose.case
            attempts[asks] += whose.before
        return case, attempts

    def again(self, door: Numbers, number: Numbers) -> tuple[Ints, Ints, Floats]:
        """Category and cause of the orders that some calls leave since the problems of earlier ones are back, -1 of others; and the customers of those
        who come because of orders."""
        category, cause, customer = np.full(len(door), -1), np.full(len(door), -1), np.zeros(len(door))
        asks = np.flatnonzero(self.asks(door))
        whose = self.whose(number[asks])
        category[asks], cause[asks], customer[asks] = whose.category, whose.cause, whose.customer
        return category, cause, customer

    def entity(self, number: Numbers) -> Ints:
        """The numbers in addresses of some calls that ask."""
        return self._entity[number]

    def whose(self, number: Numbers) -> Asking:
        """Whose some calls are that ask."""
        return self._whose.where(number)


def together(who: Who, others: Who) -> Who:
    """Calls one after the other."""
    return Who._make(np.concatenate(pair) for pair in zip(who, others, strict=True))
