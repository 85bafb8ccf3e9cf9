"""What became of contacts, as far as any sum asks for it.

Whether a contact was served, caught, within ten minutes … depends on a small code of what became of it. Codes that count
for the same sums are one fate.
"""

from __future__ import annotations

from collections.abc import Iterable

import numpy as np
from numpy.typing import NDArray

from sim.records import Outcome, Stage
from sim.sheet import Contacted
from sim.tally.wanted import limit_of, within

Codes = NDArray[np.uint16]
Flags = NDArray[np.bool_]
Ints = NDArray[np.int64]

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
    """What became of each contact, as one number: outcome, last stage, first or not, special, limits exceeded.

    Special is 1 where it was bypassed, 2 where it declined a callback, 3 where it took one.
    """
    code = contacts.outcome.astype(np.uint16)
    code += contacts.stage.astype(np.uint16) * np.uint16(1 << 4)  # times is several times as quick as a shift
    code += contacts.first.astype(np.uint16) * np.uint16(1 << 8)
    if contacts.bypassed.any():
        code += contacts.bypassed.astype(np.uint16) << 9
    if contacts.callback.any():
        code += (contacts.callback + (contacts.callback > 0)).astype(np.uint16) << 9
    waited = np.flatnonzero(contacts.wait != 0)
    late = np.searchsorted(limits, contacts.wait[waited]).astype(np.uint16)
    code[waited] += late << 11
    return code


def _flags(limits: list[float]) -> dict[str, Flags]:
    """Whether contacts of each code count in each sum."""
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
    return flags
