"""Random numbers of work orders: all that an order carries follows from one uniform, so that it is the same in whatever company it comes."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum, unique

import numpy as np
from numpy.typing import NDArray

from sim.draws.dice import address_seed, fractions, increment_of

Floats = NDArray[np.float64]
Ints = NDArray[np.int64]


@unique
class OrderStream(StrEnum):
    """What a random number of an order decides."""

    REGION = "region"
    FIRST = "sent to the right department"
    WRONG = "first wrong department"
    LOOK = "time to find out that it is wrong"
    KEEPS = "time until it is passed on"
    PASSES = "to whom it is passed on"
    CLASSIFY = "time to classify"
    WORK = "time of work"
    REWORK = "sent back by inspection"
    WAITS = "waiting that nobody causes"
    SOLVED = "work solves the matter"
    CLOSING = "time of the closing call"
    FINDS = "closing call finds that it is unsolved"
    CHASES = "customer chases it"
    CHASE_TIME = "time of day at which the customer does"
    WAITS_FOR_CUSTOMER = "waits for the customer"
    MISUSED = "clock is stopped though nobody waits"
    PAUSE = "time of the pause"
    MEETS = "waits for the joint meeting"

    CUSTOMER = "which head's customer it is"
    LEAVES = "whether it leaves another order"
    LEFT_SEED = "the seed of the order that it leaves"
    AVERTS = "whether the need would have become a problem"

    TRAVEL = "time on the road"

    CAUSE = "cause of the problem"
    PREVENTED = "problem no longer arises"
    RECURS = "problem comes back"
    AFTER = "time until it does"
    RECUR_TIME = "time of day at which the customer comes then"


@dataclass(frozen=True)
class OrderDice:
    """Random numbers of some orders.

    Attributes
    ----------
    seeds : ndarray
        The uniform of each, from which all others follow.
    """

    seeds: Floats

    def uniforms(self, stream: OrderStream, step: Ints | int) -> Floats:
        """Uniforms in [0, 1), one an order.

        Parameters
        ----------
        stream : OrderStream
            What they decide.
        step : int or ndarray
            Which number of the stream, from 0.
        """
        address = address_seed("order", stream)
        steps = np.array(step, dtype=np.int64, ndmin=1).view(np.uint64) + np.uint64(1)
        bits = steps * np.uint64(increment_of(address & (2**64 - 1))) + np.uint64(address >> 64)
        return fractions(bits + (self.seeds * 2.0**52).astype(np.uint64) * np.uint64(2**12))

    def of(self, orders: Ints) -> OrderDice:
        """Those of some of the orders."""
        return OrderDice(self.seeds[orders])
