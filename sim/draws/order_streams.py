"""Streams of the random numbers that a work order carries."""

from __future__ import annotations

from enum import unique

from sim.draws.seeded_dice import SeededStream


@unique
class OrderStream(SeededStream):
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

    APPROVAL = "time in which a specialist approves"

    @property
    def entity(self) -> str:
        """What carries them."""
        return "order"
