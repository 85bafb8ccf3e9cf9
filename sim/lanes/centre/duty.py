"""Who comes on duty and goes when, and when lines are emptied, lane by lane: heads that are missing differ."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

import numpy as np
from numpy.typing import NDArray

from sim.draws.absence import Absence
from sim.lanes.centre.state import CLOSES, COMES_ON, GOES, OPENS
from sim.scenario.units import DAY, Window
from sim.time.opening import Opening

Floats = NDArray[np.float64]
Flags = NDArray[np.bool_]
Bits = NDArray[np.int8]
Lanes = NDArray[np.int64] | slice


class Duty:
    """The changes of a centre over the horizon.

    Parameters
    ----------
    opening : Opening
        When the centre is open.
    candidates : sequence of sequence of Absence
        For each candidate who is missing of each pool; its lanes follow those of the candidate before.
    first : sequence of int
        Number of the first seat of each pool, and behind them the number of all.
    seats : sequence of int
        Seats of each agent of a pool, as :func:`sim.lanes.centre.board.widths` has them.
    """

    def __init__(
        self,
        opening: Opening,
        candidates: Sequence[Sequence[Absence]],
        first: Sequence[int],
        seats: Sequence[int],
    ) -> None:
        self._opening, self._seats = opening, first[-1]
        self._lanes = sum(len(pools[0].replications) for pools in candidates)
        self._moves: list[tuple[float, int, bool, Lanes]] = []
        self._shuts: list[tuple[float, bool, Lanes]] = []
        low = 0
        for pools in candidates:
            high = low + len(pools[0].replications)
            ends = np.zeros((high - low, len(opening.windows)), dtype=np.bool_)
            for absence, number, each in zip(pools, first[:-1], seats, strict=True):
                self._add(absence, number, each, low, ends)
            self._shut(ends, low)
            low = high

    def _add(self, absence: Absence, first: int, seats: int, low: int, ends: Flags) -> None:
        """The moves of a pool; marks in `ends` the closings at which somebody's duty ends."""
        closings = {window.end: number for number, window in enumerate(self._opening.windows)}
        for head in range(len(absence.servers)):
            for duty, calls, lanes in absence.patterns(head):
                rows: Lanes = slice(low, low + len(ends)) if lanes is None else lanes + low
                for window in calls:
                    for seat in range(first + head * seats, first + (head + 1) * seats):
                        self._moves.append((window.start, seat, True, rows))
                        self._moves.append((window.end, seat, False, rows))
                closed = [closings[window.end] for window in duty if window.end in closings]
                for closing in closed:
                    ends[slice(None) if lanes is None else lanes, closing] = True

    def _shut(self, ends: Flags, low: int) -> None:
        """Stretches in which nobody may wait, by who is there at the closings."""
        patterns, of_lane = np.unique(ends, axis=0, return_inverse=True)
        for number, pattern in enumerate(patterns):
            lanes = np.flatnonzero(of_lane.reshape(-1) == number) + low
            windows = self._opening.windows
            duty = [
                [
                    Window(windows[place].start, windows[place].end)
                    for place in np.flatnonzero(pattern).tolist()
                ]
            ]
            for stretch in self._opening.shut(duty):
                self._shuts.append((stretch.start, True, lanes))
                self._shuts.append((stretch.end, False, lanes))

    def on(self, day: int) -> tuple[Floats, Bits, Bits]:
        """The changes of a day, in order; those before the first day are on it, and those after the last on that.

        Returns
        -------
        tuple
            Their times, in minutes since the horizon's first midnight; whether seats come on duty or go then, shape (changes,
            lanes, seats), and whether lines are closed or opened, shape (changes, lanes): see :class:`sim.lanes.centre.state.Day`.
        """
        days = self._opening.days
        start = -np.inf if day == days[0] else day * DAY
        end = np.inf if day == days[-1] else (day + 1) * DAY
        times = sorted(
            {each[0] for moves in (self._moves, self._shuts) for each in moves if start <= each[0] < end}
        )
        number = {time: place for place, time in enumerate(times)}
        moves = np.zeros((len(times), self._lanes, self._seats), np.int8)
        doors = np.zeros((len(times), self._lanes), np.int8)
        for time, seat, comes, lanes in self._moves:
            if time in number:
                moves[number[time], lanes, seat] |= COMES_ON if comes else GOES
        for time, closes, lanes in self._shuts:
            if time in number:
                doors[number[time], lanes] |= CLOSES if closes else OPENS
        return np.array(times), moves, doors


def absences(
    candidates: Sequence[Sequence[Absence]],
) -> Iterator[tuple[int, int, int, Window]]:
    """Pool, lane, head and stretch of everybody who is missing on duty in the horizon."""
    low = 0
    for pools in candidates:
        for place, absence in enumerate(pools):
            for row in range(len(absence.replications)):
                for head, window in absence.absent(row):
                    yield place, low + row, head, window
        low += len(pools[0].replications)
