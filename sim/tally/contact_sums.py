"""Sums over contacts, each in the interval in which it arrived.

Whether a contact was served, caught, within ten minutes … depends on a small code of what became of it. A table turns
the code into a number with one group of digits for each such question, so that one weighted count adds up several.
"""

from __future__ import annotations

from collections.abc import Mapping

import numpy as np
from numpy.typing import NDArray

from sim.records import Outcome, Stage
from sim.sheet import Contacted
from sim.tally.frame import BY_INTERVAL, Frame
from sim.tally.groups import Array, Ints, Tally
from sim.tally.seen import Rows, Seen
from sim.tally.wanted import limit_of, within

Codes = NDArray[np.uint16]

EXACT_BITS = 53
"""Whole numbers of so many bits are exact in double precision (IEEE 754)."""

MINUTES = {
    "wait": "wait",
    "stay": "stay",
    "answer_wait": "wait",
    "offer_wait": "wait",
    "callback_wait": "callback_wait",
    "transfer_wait": "transfer_wait",
}
"""Sums of minutes of the served, and what is added up; all other sums count contacts."""

COUNTED = {
    "answer_wait": "answered",
    "offer_wait": "offered",
    "callback_wait": "kept",
    "transfer_wait": "handed_over",
}
"""Whose minutes they are, where not those of the served."""

NOBODY = ("pool", "language")
"""Kinds of scope of which a contact may have none."""


class ContactSums:
    """Sums over contacts by kind of scope; see :class:`sim.tally.seen.Part`."""

    def __init__(self, frame: Frame, rows: Rows, names: Mapping[str, set[str]]) -> None:
        self._frame, self._rows, self._names = frame, rows, names
        wanted = sorted(set().union(*names.values()) - {*MINUTES, "contacts"})
        self._limits = sorted({limit_of(name) for name in wanted if ":" in name})
        flags = _flags(self._limits)
        self._flags = {name: flags[name] for name in wanted}
        self._sums: Tally = {
            f"{name}/{kind}/{cut}": np.zeros(
                (len(rows), frame.size(kind), length), np.float64 if name in MINUTES else np.int32
            )
            for kind in names
            for name in names[kind]
            for cut, length in self._cuts(kind).items()
        }

    def _cuts(self, kind: str) -> dict[str, int]:
        days, intervals = self._frame.days, self._frame.intervals
        return {"interval": days * intervals} if kind in BY_INTERVAL else {"date": days, "clock": intervals}

    def add(self, seen: Seen) -> None:
        """Count the contacts of a sheet."""
        contacts = seen.sheet.contacts
        keys = {kind: self._key(seen, kind) for kind in self._names}
        counts = {kind: np.bincount(key, minlength=self._cells(seen, kind)) for kind, key in keys.items()}
        for kind in keys:
            if "contacts" in self._names[kind]:
                self._keep(seen, "contacts", kind, counts[kind])
        self._count(seen, keys, max((int(count.max(initial=1)) for count in counts.values()), default=1))
        for name in MINUTES:
            kinds = [kind for kind in keys if name in self._names[kind]]
            if kinds:
                counted = getattr(seen, COUNTED.get(name, "served"))
                stays = MINUTES[name] == "stay"
                every = contacts.ended - contacts.arrived if stays else getattr(contacts, MINUTES[name])
                minutes = every[counted]
                for kind in kinds:
                    found = np.bincount(keys[kind][counted], minutes, self._cells(seen, kind))
                    self._keep(seen, name, kind, found)

    def _cells(self, seen: Seen, kind: str) -> int:
        """Cells of a sheet: row, scope (for pools and languages one more, for none, the first), interval."""
        scopes = self._frame.size(kind) + (kind in NOBODY)
        return len(self._rows) * scopes * len(seen.days) * self._frame.intervals

    def _key(self, seen: Seen, kind: str) -> Ints:
        key = seen.row * (self._frame.size(kind) + (kind in NOBODY))
        key += self._frame.column(seen.sheet.contacts, kind)
        key += kind in NOBODY
        key *= len(seen.days) * self._frame.intervals
        key += seen.cell
        return key

    def _count(self, seen: Seen, keys: dict[str, Ints], most: int) -> None:
        """Add up the flags, as many at a time as have room in one number if none exceeds `most`."""
        if not self._flags:
            return
        code, bits = _codes(seen.sheet.contacts, self._limits), most.bit_length()
        together, names = EXACT_BITS // bits, list(self._flags)
        for start in range(0, len(names), together):
            group = names[start : start + together]
            digits = np.zeros(len(self._flags[group[0]]))
            for place, name in enumerate(group):
                digits += np.ldexp(self._flags[name], bits * place)
            weights = digits[code]
            for kind, key in keys.items():
                if self._names[kind].isdisjoint(group):
                    continue
                packed = np.bincount(key, weights, self._cells(seen, kind)).astype(np.int64)
                for place, name in enumerate(group):
                    if name in self._names[kind]:
                        self._keep(seen, name, kind, (packed >> bits * place) & ((1 << bits) - 1))

    def _keep(self, seen: Seen, name: str, kind: str, values: Array | Ints) -> None:
        by_day = values.reshape(len(self._rows), -1, len(seen.days), self._frame.intervals)
        by_day = by_day[:, 1:] if kind in NOBODY else by_day
        first, last = seen.days.start, seen.days.stop
        if kind in BY_INTERVAL:
            whole = by_day.reshape(*by_day.shape[:2], -1)
            intervals = slice(first * self._frame.intervals, last * self._frame.intervals)
            self._sums[f"{name}/{kind}/interval"][:, :, intervals] += whole
        else:
            self._sums[f"{name}/{kind}/date"][:, :, first:last] += by_day.sum(axis=3)
            self._sums[f"{name}/{kind}/clock"] += by_day.sum(axis=2)

    def sums(self) -> Tally:
        """What has been counted."""
        return self._sums


def _codes(contacts: Contacted, limits: list[float]) -> Codes:
    """What became of each contact, as one number: outcome, last stage, first or not, special, limits exceeded.

    Special is 1 where it was bypassed, 2 where it declined a callback, 3 where it took one.
    """
    late = np.zeros(len(contacts.wait), dtype=np.uint16)
    for minutes in limits:
        late += contacts.wait > minutes
    code = contacts.outcome.astype(np.uint16)
    code += contacts.stage.astype(np.uint16) << 4
    code += contacts.first.astype(np.uint16) << 8
    code += contacts.bypassed.astype(np.uint16) << 9
    code += (contacts.callback + (contacts.callback > 0)).astype(np.uint16) << 9
    code += late << 11
    return code


def _flags(limits: list[float]) -> dict[str, Array]:
    """What contacts of each code count for in each sum, 0.0 or 1.0."""
    code = np.arange(2048 * (len(limits) + 1))
    outcome, stage = code & 15, (code >> 4) & 15
    began, special, late = (code >> 8) & 1 == 1, (code >> 9) & 3, code >> 11
    resolved, papers = outcome == Outcome.RESOLVED, outcome == Outcome.PAPERS_MISSING
    unsolved, balked, reneged = (
        outcome == each for each in (Outcome.UNSOLVED, Outcome.BALKED, Outcome.RENEGED)
    )
    served, second, took = resolved | papers | unsolved, stage == Stage.TRANSFER, special == 3
    agent, talked = ((stage == Stage.AGENT) | second) & ~took, served | second
    answered, abandoned = agent & talked, agent & ~second & (balked | reneged)
    flags = {
        "cases": began,
        "served": served,
        "resolved": resolved,
        "first_resolved": resolved & began,
        "at_greeter": resolved & (stage == Stage.GREETER),
        "at_kiosk": resolved & (stage == Stage.KIOSK),
        "papers_missing": papers,
        "caught": papers & (stage == Stage.GREETER),
        "bypassed": special == 1,
        "balked": balked,
        "reneged": reneged,
        "sent_home": outcome == Outcome.SENT_HOME,
        "turned_away": outcome == Outcome.TURNED_AWAY,
        "lost": ~served,
        "again": ~began,
        "busy_tone": outcome == Outcome.BUSY,
        "left_menu": outcome == Outcome.LEFT_MENU,
        "at_menu": resolved & (stage == Stage.MENU),
        "offered": agent,
        "answered": answered,
        "abandoned": abandoned,
        "agent_solved": answered & resolved,
        "callback_offered": special >= 2,
        "callback_taken": took,
        "callback_kept": took & talked,
        "talked": answered | (took & talked),
        "handed_over": second,
        "in_app": stage == Stage.APP,
        "at_app": resolved & (stage == Stage.APP),
    }
    for place, minutes in enumerate(limits):
        in_time = late <= place
        flags |= {within(minutes): served & in_time, within(minutes, "answered"): answered & in_time}
        flags |= {within(minutes, "abandoned"): abandoned & in_time}
        flags |= {within(minutes, "abandoned_after"): abandoned & ~in_time}
        flags |= {within(minutes, "met"): (answered | abandoned) & in_time}
        flags |= {within(minutes, "stayed"): agent & ~(abandoned & in_time)}
    return {name: flag.astype(np.float64) for name, flag in flags.items()}
