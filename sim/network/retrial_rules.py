"""Where a case goes after a contact in vain: the rules of a centre as numbers."""

from __future__ import annotations

from itertools import accumulate

from sim.log.records import Outcome
from sim.scenario.centre import Centre
from sim.scenario.routes import among

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

Target = tuple[float, int | str]
"""Cases whose draw is below the number, and not below that of the target before, go to the line or hall."""


def from_app(rules: Centre) -> list[Target]:
    """Where those go whom the app did not help; who is left gives up."""
    lines, then = list(rules.lines), rules.app.then if rules.app else {}
    return list(zip(accumulate(then.values()), map(lines.index, then), strict=True))


def moves(rules: Centre, line: str, ending: str) -> list[Target]:
    """Where those go who contact again after calls on a line that ended so; who is left stays on it."""
    found: list[Target] = []
    for move in rules.moves:
        if ending in move.after and among(line, move.lines):
            to = list(rules.lines).index(move.line) if move.line is not None else str(move.hall)
            found.append(((found[-1][0] if found else 0.0) + move.share, to))
    return found
