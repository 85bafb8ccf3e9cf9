"""Who stands in line in one lane: rows of a table that are chained, each of which knows who is ahead of it and behind."""

from __future__ import annotations

from sim.compiling.compiled import compiled
from sim.compiling.entries import Rows, Whole


@compiled
def stand(rows: Rows, lines: Rows, row: Whole, ahead: Whole) -> None:
    """Put a row in the line of its class behind another; the first one is behind -1."""
    one = rows[row]
    line = lines[one.klass]
    following = rows[ahead].behind if ahead >= 0 else line.head
    one.waits, one.ahead, one.behind = True, ahead, following
    if ahead >= 0:
        rows[ahead].behind = row
    else:
        line.head = row
    if following >= 0:
        rows[following].ahead = row
    else:
        line.tail = row


@compiled
def leave(rows: Rows, lines: Rows, row: Whole) -> None:
    """Take a row out of its line."""
    one = rows[row]
    line = lines[one.klass]
    if one.ahead >= 0:
        rows[one.ahead].behind = one.behind
    else:
        line.head = one.behind
    if one.behind >= 0:
        rows[one.behind].ahead = one.ahead
    else:
        line.tail = one.ahead
    one.waits = False


@compiled
def renumber(rows: Rows, lines: Rows, classes: int, numbers: Rows) -> None:
    """Rows are numbered anew: ``numbers[old]`` is the new number, at which those in line are already."""
    for klass in range(classes):
        line = lines[klass]
        row = line.head
        if row < 0:
            continue
        line.head, line.tail, ahead = numbers[row], numbers[line.tail], -1
        while row >= 0:
            one = rows[numbers[row]]
            one.ahead, ahead, row = ahead, numbers[row], one.behind
            if row >= 0:
                one.behind = numbers[row]
