"""What callers of one lane do who cannot be answered at once: wait, take a callback, hang up at the wait announced."""

from __future__ import annotations

from math import inf

from sim.lanes.centre.answers import Answers
from sim.lanes.centre.plans import Plans
from sim.lanes.centre.queues import Queues
from sim.lanes.centre.rulebook import Rulebook
from sim.lanes.centre.table import DECLINED, TAKEN
from sim.lanes.centre.trunks import Trunks
from sim.lanes.centre.under_way import UnderWay
from sim.lanes.ranks import TICK
from sim.records import Outcome, Stage


class Waiting:
    """The callers who wait in one lane, from their joining to their leaving.

    Parameters
    ----------
    book : Rulebook
        The centre's rules.
    calls : UnderWay
        The calls of all lanes.
    queues : Queues
        Who waits.
    trunks : Trunks
        The trunks.
    plans : Plans
        What is to come.
    answers : Answers
        The agents.
    """

    __slots__ = ("_answers", "_book", "_calls", "_plans", "_queues", "_trunks")

    def __init__(
        self, book: Rulebook, calls: UnderWay, queues: Queues, trunks: Trunks, plans: Plans, answers: Answers
    ) -> None:
        self._book, self._calls, self._queues = book, calls, queues
        self._trunks, self._plans, self._answers = trunks, plans, answers

    def join(self, row: int, klass: int, now: float) -> None:
        """A call waits, if only until those are answered who can be now."""
        queues = self._queues
        self._calls.waited.append(row)
        self._calls.joined.append(now)
        queues.join(row, klass, now)
        self._trunks.holding += self._calls.on_trunk(row)
        while queues.ready < now + TICK and self.match(now):
            pass
        if row in queues.waits:
            self._trunks.watch(now)
            self._stay(row, now)

    def _stay(self, row: int, now: float) -> None:
        """A call that could not be answered at once waits on, takes a callback, or hangs up at the wait announced."""
        table, book = self._calls.table, self._book
        if book.announces and table.first_wait[row] < 0:
            announced = self._answers.last_wait[int(table.line[row])]
            if self._takes_callback(row, announced):
                return
            leave = max((step.leave for step in book.rules.balking if announced >= step.wait), default=0.0)
            if table.balk[row] < leave:
                self.stop(row, Outcome.BALKED, now)
                return
        patience = float(table.patience[row])
        if patience < inf:
            self._plans.quit(row, now + patience)

    def _takes_callback(self, row: int, announced: float) -> bool:
        """Offer a callback if the wait is long; who takes it hangs up."""
        callback, calls = self._book.rules.callback, self._calls
        if callback is None or announced < callback.wait or not self._book.phone[calls.skill[row]]:
            return False
        taken = bool(calls.table.accepts[row] < callback.accept)
        self._trunks.holding -= taken
        calls.table.offered[row] = TAKEN if taken else DECLINED
        return taken

    def again(self, row: int, now: float, closed: bool) -> None:
        """A caller who could not be reached is back in the queue, unless nobody waits any more."""
        wait = self._answers.again.pop(row)
        if closed:
            self._plans.leave(row, Stage.AGENT, Outcome.SENT_HOME, now)
        else:
            self._queues.rejoin(row, wait)

    def stop(self, row: int, outcome: Outcome, now: float) -> None:
        """A caller who waits hangs up, or is sent away."""
        self._queues.leave(row)
        self._trunks.holding -= self._calls.on_trunk(row)
        self._plans.leave(row, Stage.AGENT, outcome, now)

    def match(self, now: float) -> bool:
        """A free agent takes the call that goes first of those that wait and can be taken; False if there is none."""
        found = self._queues.next(now)
        if found is None:
            return False
        row, wait, pool = found
        self._queues.leave(row)
        self._trunks.holding -= self._calls.on_trunk(row)
        self._answers.answer(row, pool, now, wait)
        return True
