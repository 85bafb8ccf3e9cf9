"""Streams of the random numbers that outages and storms carry."""

from __future__ import annotations

from enum import unique

from sim.draws.seeded_dice import SeededStream


@unique
class OutageStream(SeededStream):
    """What a random number of an outage decides; of its customers, their number is the step."""

    CUSTOMERS = "customers without supply"
    CAUSE = "cause"
    KEY = "a key customer is among them"
    SENSED = "meters tell"
    SENSED_AFTER = "time until meters tell"
    ASSESS = "time to assess"
    ISOLATE = "time to isolate"
    REPAIR = "time of repair"
    RESTORE = "time to restore"
    FAILURES = "repairs that fail"
    LASTS = "how long it lasts"
    TAKEN_DOWN = "time to take a report down"
    DISPATCH = "time until a crew can be sent"
    TRAVEL = "time of the way of a crew"
    ESTIMATE = "error of the estimate of a stage"
    REVISED = "error of an estimate that follows another one"

    @property
    def entity(self) -> str:
        """What carries them."""
        return "outage"


@unique
class StormStream(SeededStream):
    """What a random number of a storm decides; of its outages, their number is the step."""

    OUTAGES = "how many outages it brings"
    AFTER = "time from the begin of the storm"
    REGION = "region of the outage"
    BEHIND = "lies behind an earlier one"
    FRONT = "behind which one"
    SEED = "the seed of the outage"

    @property
    def entity(self) -> str:
        """What carries them."""
        return "storm"
