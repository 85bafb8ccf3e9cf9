"""The ways of work orders through their offices, drawn many at once."""

from __future__ import annotations

from typing import NamedTuple

from sim.network.itineraries import Floats, Ints, customer_of, itineraries, regions_of
from sim.network.office import OfficePlan
from sim.scenario import Scenario


class Ways(NamedTuple):
    """The ways of some orders, as lists: columns of :class:`sim.network.itineraries.Itineraries`, and the region, seed and customer of each order."""

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
    customer: list[float]

    @staticmethod
    def of(
        scenario: Scenario,
        plan: OfficePlan,
        category: Ints,
        sender: Ints,
        seed: Floats,
        at: Ints | None = None,
    ) -> Ways:
        """The ways of orders, each with its category among those of all offices, its sender, its seed, and the department where it stands."""
        return Ways.in_regions(plan, category, sender, seed, regions_of(scenario, seed), at)

    @staticmethod
    def in_regions(
        plan: OfficePlan, category: Ints, sender: Ints, seed: Floats, region: Ints, at: Ints | None = None
    ) -> Ways:
        """The same of orders whose region is known."""
        drawn = itineraries(plan, category, sender, seed, at)
        columns = {name: column.tolist() for name, column in drawn._asdict().items()}
        return Ways(
            **columns,
            region=region.tolist(),
            seed=seed.tolist(),
            customer=customer_of(seed).tolist(),
        )
