"""Cases followed from contact to contact, over days and sites, until they have ended.

Contacts come sheet by sheet, in the order of their days. What is kept between two sheets are the cases that another contact may follow.
"""

from __future__ import annotations

from dataclasses import dataclass, fields
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from sim.log.cases import Cases
from sim.log.columns import joined
from sim.log.order import order_by
from sim.log.records import Outcome
from sim.log.sheet import INDEX_BITS, NO_CASE, Contacted, Floats, Ints, Numbers
from sim.scenario.units import DAY
from sim.time.ticks import TICKS_PER_MINUTE

Flags = NDArray[np.bool_]


class Followed(NamedTuple):
    """Contacts of a sheet that followed another one of their case.

    Attributes
    ----------
    rows : ndarray of int
        Their numbers on the sheet.
    outcome, hall, language : ndarray of int
        How the one before ended, where it was and on which line.
    """

    rows: Ints
    outcome: Numbers
    hall: Numbers
    language: Numbers


@dataclass(frozen=True)
class _Open(Cases):
    """Cases that another contact may follow; `key` rises.

    Attributes
    ----------
    key : ndarray of int
        One number for lane and case.
    known : ndarray of bool
        Whether its first contact is in the log; it came before the horizon otherwise.
    last_outcome, last_hall, last_language : ndarray of int
        Of its last contact.
    """

    key: Ints
    known: Flags
    last_outcome: Numbers
    last_hall: Numbers
    last_language: Numbers


CASE = tuple(column.name for column in fields(Cases))
OF_THE_FIRST = ("hall", "service", "segment", "language", "arrived", "known")
"""What a case keeps of its first contact."""


class OpenCases:
    """Follows cases from contact to contact; all contacts of a day come before those of later days, on one sheet or several.

    Parameters
    ----------
    lanes : int
        How many lanes there are.
    longest : float
        Minutes after the end of a contact within which the next one of its case comes, if one does: a case is over then, and forgotten.
    """

    def __init__(self, lanes: int, longest: float = np.inf) -> None:
        self._longest = longest
        self._open: _Open | None = None
        self._begun: dict[int, int] = {}
        self._begun_bits = 63 - INDEX_BITS - lanes.bit_length()  # what the number of a lane leaves of 63 bits

    def add(self, contacts: Contacted) -> tuple[list[Cases], Followed]:
        """Take the contacts of a sheet: the cases that have ended, and who followed whom."""
        at_once = contacts.first & (contacts.outcome == Outcome.RESOLVED)
        ended = [_of_one_contact(contacts, np.flatnonzero(at_once))]
        rows = np.flatnonzero(~at_once & (contacts.case != NO_CASE))
        if not len(rows):
            return ended, _nobody()
        key = self._key(contacts.lane[rows], contacts.case[rows])
        order = _by_time(key, contacts.arrived[rows], contacts.first[rows])
        key, rows = key[order], rows[order]
        new = np.append(True, key[1:] != key[:-1])
        # a case is over with the contact that resolves it, on whatever sheet later ones stand, which come because of its order
        over = np.append(False, contacts.outcome[rows[:-1]] == Outcome.RESOLVED)
        begins = np.flatnonzero(new | over)
        here = _grouped(contacts, rows, key, begins)
        within = np.delete(np.arange(len(rows)), begins)
        followed = [_follow(contacts, rows[within], rows[within - 1])]
        replaced = None
        if self._open is not None:
            place = np.minimum(np.searchsorted(self._open.key, here.key), len(self._open.key) - 1)
            again = np.flatnonzero((self._open.key[place] == here.key) & new[begins])
            before = self._open.where(place[again])
            last = (before.last_outcome, before.last_hall, before.last_language)
            followed.append(Followed(rows[begins[again]], *last))
            here, replaced = joined([self._open, _continued(before, here, again)]), place[again]
        midnight = contacts.arrived.min() // DAY * DAY  # other lanes of that day may still come
        ended.append(self._keep(here, replaced, float(midnight)))
        return ended, Followed(*map(np.concatenate, zip(*followed, strict=True)))

    def rest(self) -> Cases | None:
        """The cases that are still open when there are no more contacts."""
        return None if self._open is None else _known(self._open, self._open.known)

    def _keep(self, cases: _Open, replaced: Ints | None, now: float) -> Cases:
        """Keep the cases that another contact may follow from now on, but rows that were replaced, and give back those that have ended."""
        over = cases.solved | (cases.ended + self._longest < now)
        gone = over & cases.known
        if replaced is not None:
            over[replaced], gone[replaced] = True, False
        kept = np.flatnonzero(~over)
        self._open = cases.where(kept[np.argsort(cases.key[kept], kind="stable")]) if len(kept) else None
        return _known(cases, gone)

    def _key(self, lane: Numbers, case: Numbers) -> Ints:
        """One number for lane and case: site, day and line at which cases began are numbered as they come.

        Raises
        ------
        OverflowError
            They are too many to be told apart in one number.
        """
        case = case.astype(np.int64)
        begun = case >> INDEX_BITS
        for each in np.unique(begun).tolist():
            self._begun.setdefault(each, len(self._begun))
        if len(self._begun) > 2**self._begun_bits:
            raise OverflowError(f"{len(self._begun)} sites, days and lines do not fit: use smaller batches")
        known = np.array(sorted(self._begun), dtype=np.int64)
        number = np.array([self._begun[each] for each in known.tolist()], dtype=np.int64)
        key = (lane.astype(np.int64) << self._begun_bits) + number[np.searchsorted(known, begun)]
        return (key << INDEX_BITS) + (case & ((1 << INDEX_BITS) - 1))


def _of_one_contact(contacts: Contacted, rows: Ints) -> Cases:
    """Cases that their first contact solved."""
    own = {name: getattr(contacts, name)[rows] for name in CASE if name not in ("wait", "contacts", "solved")}
    one, solved = np.broadcast_to(np.int64(1), len(rows)), np.broadcast_to(np.True_, len(rows))
    return Cases(**own, wait=_all_waits(contacts, rows), contacts=one, solved=solved)


def _grouped(contacts: Contacted, rows: Ints, key: Ints, begins: Ints) -> _Open:
    """Contacts in the order of their cases, as one row a case."""
    first, last = rows[begins], rows[np.append(begins[1:], len(rows)) - 1]
    resolved = contacts.outcome[rows] == Outcome.RESOLVED
    return _Open(
        lane=contacts.lane[first],
        hall=contacts.hall[first],
        service=contacts.service[first],
        segment=contacts.segment[first],
        language=contacts.language[first],
        arrived=contacts.arrived[first],
        ended=np.maximum.reduceat(contacts.ended[rows], begins),
        wait=np.add.reduceat(_all_waits(contacts, rows), begins),
        contacts=np.diff(begins, append=len(rows)),
        solved=np.logical_or.reduceat(resolved, begins),
        key=key[begins],
        known=contacts.first[first],
        last_outcome=contacts.outcome[last],
        last_hall=contacts.hall[last],
        last_language=contacts.language[last],
    )


def _continued(before: _Open, here: _Open, again: Ints) -> _Open:
    """Cases of which some began before: these keep what their first contact was, and go on adding up."""
    columns = {column.name: getattr(here, column.name) for column in fields(here)}
    for name in OF_THE_FIRST:
        column = columns[name] = columns[name].astype(np.result_type(columns[name], getattr(before, name)))
        column[again] = getattr(before, name)
    columns["wait"][again] += before.wait
    columns["contacts"][again] += before.contacts
    columns["ended"][again] = np.maximum(columns["ended"][again], before.ended)
    return _Open(**columns)


def _follow(contacts: Contacted, rows: Ints, before: Ints) -> Followed:
    return Followed(rows, contacts.outcome[before], contacts.hall[before], contacts.language[before])


def _nobody() -> Followed:
    return Followed(*[np.empty(0, dtype=np.int64)] * 4)


def _known(cases: _Open, which: Flags) -> Cases:
    rows = np.flatnonzero(which)
    return Cases(**{name: getattr(cases, name)[rows] for name in CASE})


def _all_waits(contacts: Contacted, rows: Ints) -> Floats:
    """Minutes waited at all stages, for a callback or another agent too."""
    wait = contacts.wait[rows]
    for more in (contacts.callback_wait, contacts.transfer_wait):
        if more.strides != (0,):  # else it is zero everywhere
            wait += more[rows]
    return wait


def _by_time(key: Ints, arrived: Floats, first: Flags) -> Ints:
    """The order of contacts by key, and of those with one key by arrival; the first one of a case is before all others."""
    order = np.argsort(key)
    same = key[order[1:]] == key[order[:-1]]
    several = np.flatnonzero(np.append(False, same) | np.append(same, False))
    rows = order[several]
    case = np.append(0, np.cumsum(~same))[several]
    ticks = (arrived[rows] * TICKS_PER_MINUTE).astype(np.int64)
    order[several] = rows[order_by(case, (~first[rows]).astype(np.int64), ticks, rows)]
    return order
