"""What a lane asks for at every event, as plain numbers and lists: single entries of these are read quicker than of arrays."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from math import inf

import numpy as np

from sim.lanes.centre.board import Board, Kind
from sim.onward import AGAIN, moves
from sim.records import Outcome
from sim.scenario.centre import Centre
from sim.ticks import on_grid_one


@dataclass(frozen=True)
class Rulebook:
    """The rules of a centre.

    Attributes
    ----------
    rules : Centre
        The centre in the scenario.
    board : Board
        Its routes and skills.
    """

    rules: Centre
    board: Board

    # -- routes -----------------------------------------------------------------------------------------------------

    @cached_property
    def offers(self) -> list[list[tuple[tuple[int, ...], float, int, int]]]:
        """Of each class the steps: pools, minutes waited from which on (infinite where only the number of calls
        decides), calls waiting from which on (infinite where that is no reason), and agents kept free."""
        return [
            [
                (
                    offer.pools,
                    inf if offer.waiting and not offer.after else offer.after,
                    offer.waiting or 1 << 40,
                    offer.reserve,
                )
                for offer in kind.offers
            ]
            for kind in self.board.kinds
        ]

    @cached_property
    def links(self) -> list[list[tuple[int, float, int, int]]]:
        """The same pool by pool."""
        return [
            [(pool, after, waiting, reserve) for pools, after, waiting, reserve in offers for pool in pools]
            for offers in self.offers
        ]

    @cached_property
    def offered(self) -> list[tuple[int, ...]]:
        """Pools that a call of each class is offered to, in their order, when nobody can be answered who waits; none where
        more than who is free decides."""
        return [() if self.lengths else _offered(kind) for kind in self.board.kinds]

    @cached_property
    def route(self) -> list[int]:
        """Route of each class."""
        return [kind.route for kind in self.board.kinds]

    @cached_property
    def chat(self) -> list[bool]:
        """Whether each class is of chats."""
        return [kind.chat for kind in self.board.kinds]

    @cached_property
    def urgency(self) -> list[tuple[float, float]]:
        """Priority of each class, and points that it gains in a minute of waiting."""
        return [(float(kind.priority), kind.rises) for kind in self.board.kinds]

    @cached_property
    def lengths(self) -> bool:
        """Whether one more who waits may be a reason to take others."""
        return any(offer.waiting for kind in self.board.kinds for offer in kind.offers)

    @cached_property
    def first_come(self) -> bool:
        """Whether the longest wait alone decides who goes first."""
        return len({kind.priority for kind in self.board.kinds}) <= 1 and not any(
            kind.rises for kind in self.board.kinds
        )

    # -- talks ------------------------------------------------------------------------------------------------------

    @cached_property
    def speed(self) -> list[list[float] | None]:
        """Speed of each pool by line and service (as one number); None where it is 100 % in all."""
        pools = self.board.speed.reshape(len(self.board.speed), -1)
        return [each.tolist() if (each != 1.0).any() else None for each in pools]

    @cached_property
    def phone(self) -> list[bool]:
        """Whether contacts are calls, by line and service (as one number)."""
        return [not chat for chat in self.board.routing.chat for _ in range(self.board.speed.shape[2])]

    @cached_property
    def solved(self) -> list[list[list[float]]]:
        """Share solved by pool, line and service."""
        found: list[list[list[float]]] = self.board.solved.tolist()
        return found

    @cached_property
    def handed_to(self) -> list[list[list[list[int]]]]:
        """Class of what is handed over by pool, line, service and segment; -1 where nothing is."""
        found: list[list[list[list[int]]]] = self.board.handed_to.tolist()
        return found

    # -- callers ----------------------------------------------------------------------------------------------------

    @cached_property
    def announces(self) -> bool:
        """Whether the wait that is announced matters."""
        return bool(self.rules.balking) or self.rules.callback is not None

    @cached_property
    def again(self) -> dict[int, tuple[str, float]]:
        """By outcome the key of those who contact again after it, and the share of them."""
        return {outcome: (key, getattr(self.rules.redial, key)) for outcome, key in AGAIN.items()}

    @cached_property
    def moves(self) -> dict[str, list[list[tuple[float, int]]]]:
        """By ending and line: draws below which a case goes on to another line, and that line."""
        return {
            key: [
                [(below, int(to)) for below, to in moves(self.rules, line, key)] for line in self.rules.lines
            ]
            for key in {AGAIN[outcome] for outcome in Outcome if outcome in AGAIN}
        }

    @cached_property
    def ring(self) -> tuple[float, float]:
        """Minutes for which an agent rings in vain, and from then until the call is back in the queue."""
        callback = self.rules.callback
        return (on_grid_one(callback.ring), on_grid_one(callback.again_after)) if callback else (0.0, 0.0)

    @cached_property
    def least_solved(self) -> np.ndarray[tuple[int, int], np.dtype[np.float64]]:
        """The least share that a pool solves, by line and service."""
        found: np.ndarray[tuple[int, int], np.dtype[np.float64]] = self.board.solved.min(axis=0)
        return found


def _offered(kind: Kind) -> tuple[int, ...]:
    at_once = [offer for offer in kind.offers if not offer.after]
    if any(len(each.pools) > 1 or each.reserve for each in at_once):
        return ()
    return tuple(offer.pools[0] for offer in at_once)
