"""The rows of one centre in one replication."""

from __future__ import annotations

from array import array

from sim.events.call import Call
from sim.events.rows import NOBODY
from sim.log.records import Outcome, Stage

NO_AGENT = (NOBODY, NOBODY)
"""In place of the numbers of a pool and an agent."""


class CallRows:
    """Rows, one a stage, as numbers one after the other: those of a hall, and the line.

    Attributes
    ----------
    numbers : array
        What :func:`sim.events.rows.of_centre` reads.
    """

    def __init__(self) -> None:
        self.numbers = array("d")

    def add(
        self,
        call: Call,
        stage: Stage,
        outcome: Outcome,
        who: tuple[int, int],
        times: tuple[float, float, float],
    ) -> None:
        """Write down a stage: numbers of pool and agent; when it arrived, was started and ended."""
        contact = (call.case, call.logged_attempt, call.service, call.segment)
        self.numbers.extend((*contact, stage, *who, outcome, *times, call.line))
