"""What is to come in one lane, by time; of what is at one instant, by case."""

from __future__ import annotations

from heapq import heapify, heappush
from math import inf

from sim.lanes.centre.phases import COME_IN, GIVE_UP, MOVE_ON, RISE
from sim.lanes.centre.rulebook import Rulebook
from sim.lanes.centre.under_way import HOW, UnderWay
from sim.records import Outcome, Stage

KINDS = 8
CHANGE, QUIT, MENU, COMES, HANDED, BACK, CALL_AGAIN, HAND_OVER = range(KINDS)
"""A change of staff or hours; patience ends; the menu ends for somebody who has called before; somebody calls again; a call
is handed over; one that could not be reached is back in the queue; the last two are those two before they are drawn."""

Entry = list[float]
"""Time with its phase, place of the case, kind, row of the call, and line of a next call that is not drawn yet."""


class Plans:
    """The plans of one lane.

    Parameters
    ----------
    number : int
        The lane.
    book : Rulebook
        The centre's rules.
    calls : UnderWay
        The calls of all lanes.
    undrawn : list of (int, Entry)
        Where plans go, beside this, that are not drawn yet, of all lanes.

    Attributes
    ----------
    agenda : list of Entry
        A heap: the same list for good.
    end : float
        When the horizon ends.
    """

    __slots__ = ("_book", "_calls", "_number", "_undrawn", "agenda", "end")

    def __init__(
        self, number: int, book: Rulebook, calls: UnderWay, undrawn: list[tuple[int, Entry]]
    ) -> None:
        self._number, self._book, self._calls, self._undrawn = number, book, calls, undrawn
        self.agenda: list[Entry] = [[inf, 0, CHANGE, 0]]
        self.end = inf

    def change(self, time: float, number: int) -> None:
        """A change of the day is due at a time."""
        heappush(self.agenda, [time, -1, CHANGE, number])

    def quit(self, row: int, time: float) -> None:
        """The patience of a call will end."""
        heappush(self.agenda, [time + GIVE_UP, row, QUIT, row])

    def menu(self, row: int, until: float, place: float) -> None:
        """Somebody who calls again is in the menu until then."""
        heappush(self.agenda, [until + MOVE_ON, place, MENU, row])

    def wait_again(self, row: int, time: float) -> None:
        """A call that could not be reached will be back in its queue."""
        heappush(self.agenda, [time + RISE, self._calls.place(row), BACK, row])

    def hand_over(self, row: int, time: float) -> None:
        """A call will wait for another agent."""
        self._later([time + MOVE_ON, self._calls.place(row), HAND_OVER, row, 0])

    def leave(self, row: int, stage: Stage, outcome: Outcome, now: float) -> None:
        """A call ends without an agent; some callers call again."""
        calls = self._calls
        calls.over.append(row)
        calls.ended.append(now)
        calls.how.append(stage * HOW + outcome)
        ending, share = self._book.again[outcome]
        table = calls.table
        if table.redial[row] < share and table.attempt[row] < self._book.rules.redial.most_calls:
            self.call_again(row, now, ending)

    def call_again(self, row: int, ended: float, ending: str) -> None:
        """A caller calls again on the same line or another, if that is within the horizon."""
        table = self._calls.table
        time = ended + float(table.redial_after[row])
        if time >= self.end:
            return
        line = int(table.line[row])
        draw = table.moves[row]
        to = next((to for below, to in self._book.moves[ending][line] if draw < below), line)
        self._later([time + COME_IN, self._calls.place(row) + 1, CALL_AGAIN, row, to])

    def _later(self, entry: Entry) -> None:
        heappush(self.agenda, entry)
        self._undrawn.append((self._number, entry))

    def keep(self, rows: list[int], waits: dict[int, int]) -> None:
        """Rows are numbered anew, ``rows[old]`` is the new number; of those whose patience ends only `waits` stay."""
        for entry in self.agenda:
            if entry[2] == QUIT:
                entry[3] = waits.get(int(entry[3]), -1)
            elif entry[2] != CHANGE:
                entry[3] = rows[int(entry[3])]
        self.agenda[:] = [entry for entry in self.agenda if entry[3] >= 0]
        heapify(self.agenda)

    def turn(self, minutes: float) -> None:
        """Let times count from a midnight that is so many minutes later."""
        for entry in self.agenda:
            entry[0] -= minutes
