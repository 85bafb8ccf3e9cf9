"""The ways of work orders through their offices, drawn many at once."""

from __future__ import annotations

from typing import NamedTuple

import numpy as np

from sim.network.itineraries import Floats, Ints, itineraries, regions_of
from sim.network.office import OfficePlan
from sim.scenario import Scenario


class Ways(NamedTuple):
    """The ways of some orders, as lists: columns of :class:`sim.network.itineraries.Itineraries`, and the region, seed and cause of each order;
    the cause is a number in the office, -1 where none is named."""

    start: list[int]
    kind: list[int]
    desk: list[int]
    work: list[float]
    lag: list[float]
    lag_clock: list[int]
    outcome: list[int]
    solved: list[bool]
    region: list[int]
    seed: list[float]
    cause: list[int]

    @staticmethod
    def of(
        scenario: Scenario,
        plan: OfficePlan,
        category: Ints,
        sender: Ints,
        seed: Floats,
        at: Ints | None = None,
        again: Ints | None = None,
    ) -> Ways:
        """The ways of orders, each with its category among those of all offices, its sender, its seed, the department where it stands, and its cause,
        if it is that of an earlier order (-1 of others)."""
        drawn = itineraries(plan, category, sender, seed, at)
        columns = {name: column.tolist() for name, column in drawn._asdict().items()}
        cause = plan.causes.of_orders(category - plan.first_category, seed)
        if again is not None:
            cause = np.where(again >= 0, again, cause)
        region = regions_of(scenario, seed)
        return Ways(**columns, region=region.tolist(), seed=seed.tolist(), cause=cause.tolist())
