"""Where a case goes after a contact in vain: the rules of a centre as numbers."""

from __future__ import annotations

from itertools import accumulate
from typing import NamedTuple

from sim.log.records import Outcome
from sim.scenario.centre import Centre
from sim.scenario.names import among

AGAIN = {
    Outcome.TURNED_AWAY: "closed",
    Outcome.SENT_HOME: "closed",
    Outcome.BUSY: "busy",
    Outcome.LEFT_MENU: "left_menu",
    Outcome.BALKED: "balked",
    Outcome.RENEGED: "reneged",
    Outcome.UNSOLVED: "unsolved",
    Outcome.NOT_REACHED: "not_reached",
}
"""Outcomes after which a case may go on, and the key that says how many do."""

NOWHERE = -1
"""The line of who goes to a hall, and the hall of who goes to a line."""


class MoveTarget(NamedTuple):
    """Where some of those go who contact again.

    Attributes
    ----------
    below : float
        Those whose draw is below this, and not below that of the move before.
    line : int
        Number of the line in the centre, or `NOWHERE`.
    hall : int
        Number of the hall in the scenario, or `NOWHERE`.
    """

    below: float
    line: int
    hall: int


def from_app(rules: Centre) -> list[MoveTarget]:
    """Where those go whom the app did not help; who is left gives up."""
    lines, then = list(rules.lines), rules.app.then if rules.app else {}
    below = accumulate(then.values())
    return [MoveTarget(each, lines.index(line), NOWHERE) for each, line in zip(below, then, strict=True)]


def moves(rules: Centre, line: str, ending: str, halls: list[str]) -> list[MoveTarget]:
    """Where those go who contact again after calls on a line that ended so; who is left stays on it."""
    found: list[MoveTarget] = []
    for move in rules.moves:
        if ending in move.after and among(line, move.lines):
            below = (found[-1].below if found else 0.0) + move.share
            to_line = NOWHERE if move.line is None else list(rules.lines).index(move.line)
            to_hall = NOWHERE if move.hall is None else halls.index(move.hall)
            found.append(MoveTarget(below, to_line, to_hall))
    return found
