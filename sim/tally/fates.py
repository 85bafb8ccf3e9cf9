"""What became of contacts, as far as any sum asks for it.

Whether a contact was served, caught, within ten minutes … depends on a small code of what became of it. Codes that count
for the same sums are one fate.
"""

from __future__ import annotations

from collections.abc import Iterable
from math import prod
from typing import Any

import numpy as np
from numpy.typing import NDArray

from sim.log.records import Outcome, Stage
from sim.log.sheet import Contacted
from sim.tally.wanted import limit_of, within

Codes = NDArray[np.unsignedinteger[Any]]
Flags = NDArray[np.bool_]
Ints = NDArray[np.int64]

SPECIAL = 4
"""What else a code tells of a contact: nothing, bypassed, declined a callback, took one."""

AT_ONCE = within(0.0)
"""The sum of those who were served without any wait."""


class Fates:
    """The fates that some sums tell apart.

    Parameters
    ----------
    names : iterable of str
        Names of sums over contacts.

    Attributes
    ----------
    flags : dict
        Whether contacts of each fate count, by name of the sum.
    """

    def __init__(self, names: Iterable[str]) -> None:
        asked = sorted({*names})
        self._limits = sorted({limit_of(name) for name in asked if ":" in name})
        every = _flags(self._limits)
        codes = np.packbits(np.stack([every[name] for name in asked]), axis=0)
        joint, width = codes.T.tobytes(), len(codes)
        numbers: dict[bytes, int] = {}
        fate = [
            numbers.setdefault(joint[start : start + width], len(numbers))
            for start in range(0, len(joint), width)
        ]
        self._fate = np.array(fate, dtype=np.int32)
        _, first = np.unique(self._fate, return_index=True)
        self.flags: dict[str, Flags] = {name: every[name][first] for name in asked}

    def __len__(self) -> int:
        return len(self.flags[AT_ONCE])

    def of(self, contacts: Contacted) -> NDArray[np.int32]:
        """The fate of each contact."""
        return self._fate[_codes(contacts, self._limits)]


def _codes(contacts: Contacted, limits: list[float]) -> Codes:
    """What became of each contact, as one number: limits exceeded, special, first or not, last stage, outcome.

    Special is 1 where it was bypassed, 2 where it declined a callback, 3 where it took one.
    """
    kind = _kind_of(limits)
    code = contacts.first.astype(kind)
    if contacts.bypassed.any():
        code += contacts.bypassed.astype(kind) * kind.type(2)
    if contacts.callback.any():
        code += (contacts.callback + (contacts.callback > 0)).astype(kind) * kind.type(2)
    waited = np.flatnonzero(contacts.wait != 0)
    late = np.searchsorted(limits, contacts.wait[waited]).astype(kind)
    code[waited] += late * kind.type(2 * SPECIAL)
    code *= kind.type(len(Stage))  # times is several times as quick as a shift
    code += contacts.stage.astype(kind)
    code *= kind.type(len(Outcome))
    code += contacts.outcome.astype(kind)
    return code


def _sizes(limits: list[float]) -> tuple[int, ...]:
    """How many values each part of a code has, the most significant first."""
    return len(limits) + 1, SPECIAL, 2, len(Stage), len(Outcome)


def _kind_of(limits: list[float]) -> np.dtype[Any]:
    """The smallest whole numbers in which every code has room."""
    return np.min_scalar_type(prod(_sizes(limits)) - 1)


def _flags(limits: list[float]) -> dict[str, Flags]:
    """Whether contacts of each code count in each sum."""
    sizes = _sizes(limits)
    late, special, began, stage, outcome = np.unravel_index(np.arange(prod(sizes)), sizes)
    began = began == 1
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
        "taken_over": second & served & ~took,
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
    return flags
