"""Doors of a centre through which calls about outages come: behind each line that gets such calls one of their own, so that no other case has another
number, and no other draw moves."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import cached_property

import numpy as np
from numpy.typing import NDArray

from sim.draws.calls import LineDemand
from sim.draws.contact_sampler import ContactSampler, NewCases
from sim.draws.contacts import Contacts, PlacedDraws
from sim.draws.dice import Dice
from sim.log.records import NO_OUTAGE, Records
from sim.log.sheet import case_number, parts_of_case
from sim.network.outage_calls import PlannedCalls, centre_of, rules_of
from sim.network.row_search import firsts_of
from sim.scenario import Scenario
from sim.scenario.centre import Centre
from sim.scenario.units import DAY
from sim.time.opening import Opening

Floats = NDArray[np.float64]
Ints = NDArray[np.int64]


@dataclass(frozen=True)
class OutageDoor:
    """Those who call one line about outages; every call is the first one of a case.

    Attributes
    ----------
    of : LineDemand
        The line, whose calls these are like.
    calls : PlannedCalls
        The calls on that line, by lane and time.
    lanes : int
        How many lanes there are.
    """

    of: LineDemand
    calls: PlannedCalls
    lanes: int

    @property
    def site(self) -> str:
        """The name of the door in addresses of random numbers."""
        return f"outage:{self.of.centre_name}:{self.of.line}"

    @property
    def line(self) -> str | None:
        """Its line."""
        return self.of.line

    @property
    def centre(self) -> Centre:
        """Its centre."""
        return self.of.centre

    @property
    def opening(self) -> Opening:
        """When the centre is open."""
        return self.of.opening

    @property
    def dice(self) -> Dice:
        """The random numbers."""
        return self.of.dice

    @property
    def draws(self) -> PlacedDraws:
        """What the calls carry."""
        return self.of.draws

    @property
    def coming(self) -> OutageDoor:
        """Who calls for the first time."""
        return self

    def contacts(
        self,
        cases: NewCases,
        attempt: int = 1,
        of: Ints | None = None,
        chats: bool = False,
        began_at: str | None = None,
    ) -> Contacts:
        """The calls, or chats, of some cases at their `attempt`-th contact, as :meth:`LineDemand.contacts` has them."""
        return Contacts(
            self.draws, ContactSampler(self.dice, began_at or self.site, cases, attempt, of), chats
        )

    def cases(self, day: int, replications: range) -> NewCases:
        """The new cases of a day."""
        arrived, start = self.arrived(day, replications)
        lane = np.repeat(np.arange(self.lanes), np.diff(start))
        return self.cases_of(day, replications, start, lane, np.arange(len(lane)) - start[lane], arrived)

    def arrived(self, day: int, _: range) -> tuple[Floats, Ints]:
        """Times of the calls of a day, lane by lane; where each lane begins, and where the last one ends."""
        lanes = np.arange(self.lanes)
        first, count = self._first(day, lanes), self._first(day, lanes, 1) - self._first(day, lanes)
        start = np.concatenate(([0], np.cumsum(count)))
        return self.calls.time[np.arange(start[-1]) + np.repeat(first - start[:-1], count)], start

    def cases_of(
        self, day: int, replications: range, start: Ints, lane: Ints, index: Ints, arrived: Floats
    ) -> NewCases:
        """Some of the new cases of a day, by lane and number."""
        place, calls = self.place(day, lane, index), self.calls
        matter = calls.service[place], calls.segment[place]
        return NewCases(day, replications, start, lane, index, arrived, *matter, entity=calls.entity[place])

    def outages_on(self, day: int, lane: int) -> Ints:
        """The numbers of the outages of the cases of a day in a lane."""
        first, end = (int(self._first(day, np.array([lane]), more)[0]) for more in (0, 1))
        return self.calls.outage[first:end]

    def began(self) -> tuple[Ints, Ints, Ints]:
        """The lane of each call, the day on which its case began, and its number there."""
        days = self.opening.days
        cell = np.repeat(np.arange(len(self._firsts) - 1), np.diff(self._firsts))
        return cell // len(days), cell % len(days) + days.start, np.arange(len(cell)) - self._firsts[cell]

    def place(self, day: int | Ints, lane: Ints, index: Ints) -> Ints:
        """The rows of some cases among the calls, by the day on which each began, its lane and its number."""
        return self._first(day, lane) + index

    def _first(self, day: int | Ints, lane: Ints, more: int = 0) -> Ints:
        """Where the cases of lanes begin that begin on a day, or `more` days later."""
        days = self.opening.days
        return np.asarray(self._firsts[lane * len(days) + (day - days.start) + more])

    @cached_property
    def _firsts(self) -> Ints:
        days = self.opening.days
        day = (self.calls.time // DAY).astype(np.int64) - days.start
        return firsts_of(self.calls.lane * len(days) + day, self.lanes * len(days))


class OutageDoors:
    """The doors for calls about outages of one centre, behind all its others.

    Parameters
    ----------
    doors : sequence of OutageDoor
        The doors.
    first : int
        The number of the first of them.
    """

    def __init__(self, doors: Sequence[OutageDoor], first: int) -> None:
        self._doors, self._first = tuple(doors), first

    @property
    def numbers(self) -> range:
        """Their numbers."""
        return range(self._first, self._first + len(self._doors))

    def entity_of(self, door: Ints, day: Ints, lane: Ints, index: Ints) -> Ints:
        """The numbers of cases in addresses of random numbers; those that begin at other doors keep `index`."""
        return self._looked_up("entity", index, door, day, lane, index)

    def outage_of(self, site: int, case: Ints, lane: Ints) -> Ints:
        """The number of the outage of each case in its lane; -1 of those that begin elsewhere.

        Parameters
        ----------
        site : int
            The centre's number among all sites.
        case, lane : ndarray of int
            Numbers of cases as :func:`sim.log.sheet.case_number` gives them, and their lanes.
        """
        began_at, day, door, index = parts_of_case(case)
        door = np.where((case >= 0) & (began_at == site), door, -1)
        return self._looked_up("outage", np.full(len(door), NO_OUTAGE), door, day, lane, index)

    def cases(self, site: int) -> tuple[Ints, Ints, Ints]:
        """The lanes of all cases, their numbers as :func:`sim.log.sheet.case_number` gives them, and those of their outages."""
        found = [(_NONE, _NONE, _NONE)]
        for door, of in zip(self.numbers, self._doors, strict=True):
            lane, day, index = of.began()
            found.append((lane, case_number(site, day, index, door), of.calls.outage))
        lanes, cases, outages = map(np.concatenate, zip(*found, strict=True))
        return lanes, cases, outages

    def _looked_up(self, name: str, others: Ints, door: Ints, day: Ints, lane: Ints, index: Ints) -> Ints:
        found = others
        for number, of in zip(self.numbers, self._doors, strict=True):
            own = np.flatnonzero(door == number)
            if len(own):
                found = found.copy() if found is others else found
                place = of.place(*(np.asarray(each, np.int64)[own] for each in (day, lane, index)))
                found[own] = getattr(of.calls, name)[place]
        return found


_NONE = np.zeros(0, dtype=np.int64)


def with_outages(records: Records, replication: Ints, case: Ints, outage: Ints) -> Records:
    """Records that know which cases are about outages.

    Parameters
    ----------
    records : Records
        The records.
    replication, case, outage : ndarray of int
        Replications and numbers of these cases, and the numbers of their outages there.
    """
    if not len(case):
        return records
    width = 1 + max(int(each.max(initial=0)) for each in (case, records.case))
    key = replication * width + case
    order = np.argsort(key)
    of_rows = records.replication * width + records.case
    place = np.minimum(np.searchsorted(key[order], of_rows), len(key) - 1)
    there = (key[order][place] == of_rows) & (records.case >= 0)  # rows of absence have no case
    return replace(records, outage=np.where(there, outage[order][place], NO_OUTAGE))


def outage_doors(
    scenario: Scenario, lines: Sequence[LineDemand], calls: PlannedCalls | None, lanes: int
) -> list[OutageDoor]:
    """The doors of a centre for calls about outages: one for each of its lines that gets such calls.

    Parameters
    ----------
    scenario : Scenario
        What holds.
    lines : sequence of LineDemand
        The lines of the centre, in their order.
    calls : PlannedCalls or None
        All calls about outages; none where there is no section about them.
    lanes : int
        How many lanes there are.
    """
    if calls is None or centre_of(scenario) != lines[0].centre_name:
        return []
    own = rules_of(scenario).lines
    with_calls = [number for number, each in enumerate(lines) if each.line in own]
    return [OutageDoor(lines[line], calls.where(calls.line == line), lanes) for line in with_calls]
