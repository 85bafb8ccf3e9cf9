"""Contacts that are alike, counted once: those of one lane, interval, fate and scopes.

Most contacts of a large call centre differ in nothing that a sum asks for but their minutes, and those can be added up.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from math import prod
from typing import Any

import numpy as np
from numpy.typing import NDArray

from sim.log.sheet import Numbers
from sim.tally.groups import Array, Ints

WORTH_IT = 1
"""Contacts for each place of the table in which they are counted, at the least (measured: with fewer it saves nothing)."""

MOST_KINDS = 2**22
"""Kinds of contacts that are told apart at the most, so that tables of them stay small (assumed)."""

SAMPLE = 2048
"""Contacts that are looked at before the others, since most halls have too few that are alike (assumed)."""


@dataclass(frozen=True)
class Alike:
    """Groups of contacts that are alike; columns of equal length, one row a group.

    Attributes
    ----------
    lane, cell, fate : ndarray of int
        Lane, interval of the sheet, and fate of its contacts.
    hall, service, segment, pool, ended_by, language, matter, supply : ndarray of int
        As in :class:`sim.log.sheet.Contacted`; zeros where nobody asks for it.
    count : ndarray of int, optional
        How many they are; one each, if not given.
    """

    lane: Numbers
    cell: Numbers
    fate: Numbers
    hall: Numbers
    service: Numbers
    segment: Numbers
    pool: Numbers
    ended_by: Numbers
    language: Numbers
    matter: Numbers
    supply: Numbers
    count: Ints | None = None
    _group: Ints | None = None
    _some: Ints | None = None

    def added(self, minutes: Array) -> Array:
        """Minutes of each contact, which are whole numbers of ticks, added up by group, without rounding."""
        if self._group is None:
            return minutes
        assert self._some is not None
        group, some = self._group, np.flatnonzero(minutes != 0)
        if 2 * len(some) < len(minutes):  # most wait for nobody
            group, minutes = group[some], minutes[some]
        added = np.bincount(group, minutes, self._some[-1] + 1)
        return added.astype(np.float64, copy=False)[self._some]


SCOPES = ("hall", "service", "segment", "pool", "ended_by", "language", "matter", "supply")


def alike(lane: Numbers, cell: Ints, cells: int, kinds: Mapping[str, tuple[Numbers, int]]) -> Alike:
    """Groups of contacts that are alike; of one each where too few are.

    Parameters
    ----------
    lane, cell : ndarray of int
        Lane and interval of each contact.
    cells : int
        How many intervals there are.
    kinds : mapping
        Fate and scopes by name: numbers of each contact from -1 on, and what they are below.
    """
    alone = Alike(lane, cell, **_filled({name: numbers for name, (numbers, _) in kinds.items()}, len(lane)))
    if not len(lane) or prod(size + 1 for _, size in kinds.values()) > MOST_KINDS:
        return alone
    low = int(lane.min())
    most = len(lane) / (WORTH_IT * (int(lane.max()) + 1 - low) * cells)
    if len(np.unique(_numbered(kinds, SAMPLE))) > most:
        return alone
    kind = _numbered(kinds)
    present = np.flatnonzero(np.bincount(kind))
    if len(present) > most:
        return alone
    short = np.zeros(present[-1] + 1, dtype=np.int64)
    short[present] = np.arange(len(present))
    group = lane.astype(np.int64)
    group -= low
    group *= cells
    group += cell
    group *= len(present)
    group += short[kind]
    count = np.bincount(group)
    some = np.flatnonzero(count != 0)
    place, which = np.divmod(some, len(present))
    scopes = _filled({name: numbers[which] for name, numbers in _parted(present, kinds).items()}, len(some))
    lanes, its_cell = np.divmod(place, cells)
    return Alike(lanes + low, its_cell, **scopes, count=count[some], _group=group, _some=some)


def _filled(columns: Mapping[str, Numbers], rows: int) -> dict[str, Any]:
    """The columns of a table of groups, with zeros for scopes that nobody asks for."""
    return dict.fromkeys(SCOPES, np.broadcast_to(np.int64(0), rows)) | dict(columns)


def _numbered(kinds: Mapping[str, tuple[Numbers, int]], most: int | None = None) -> NDArray[np.int32]:
    """One number for what contacts are in every respect; of the first so many contacts, if not of all."""
    number = np.zeros(1, dtype=np.int32)
    for numbers, size in kinds.values():
        number = number * np.int32(size + 1) + np.int32(1)
        number = number + numbers[:most].astype(np.int32, copy=False)
    return number


def _parted(number: Ints, kinds: Mapping[str, tuple[Numbers, int]]) -> dict[str, Ints]:
    """What such numbers mean, by name."""
    found = {}
    for name, (_, size) in reversed(list(kinds.items())):
        number, rest = np.divmod(number, size + 1)
        found[name] = rest - 1
    return found
