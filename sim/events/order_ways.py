"""The ways of work orders through their offices, drawn many at once."""

from __future__ import annotations

from typing import NamedTuple

import numpy as np

from sim.network.itineraries import Floats, Ints, Itineraries, customer_of, itineraries, regions_of
from sim.network.rules_by_order import RulesByOrder, by_rules
from sim.scenario import Scenario


class Ways(NamedTuple):
    """The ways of some orders, as lists: columns of :class:`sim.network.itineraries.Itineraries`, and the region, the seed, the customer, the
    number of the rules and the cause of each order; the cause is a number in the office, -1 where none is named."""

    start: list[int]
    own: list[int]
    kind: list[int]
    desk: list[int]
    work: list[float]
    travel: list[float]
    lag: list[float]
    lag_clock: list[int]
    outcome: list[int]
    solved: list[bool]
    pause: list[float]
    for_customer: list[bool]
    region: list[int]
    seed: list[float]
    customer: list[float]
    rules: list[int]
    cause: list[int]

    @staticmethod
    def of(
        scenario: Scenario,
        rules: RulesByOrder,
        begun: Ints | int,
        category: Ints,
        sender: Ints,
        segment: Ints,
        seed: Floats,
        at: Ints | None = None,
        again: Ints | None = None,
    ) -> Ways:
        """The ways of orders, each with what had begun when it was created, its category among those of all offices, its sender, its segment, its
        seed, the department where it stands, and its cause, if it is that of an earlier order (-1 of others)."""
        region = regions_of(scenario, seed)
        return Ways.in_regions(rules, begun, category, sender, segment, seed, region, at, again)

    @staticmethod
    def in_regions(
        rules: RulesByOrder,
        begun: Ints | int,
        category: Ints,
        sender: Ints,
        segment: Ints,
        seed: Floats,
        region: Ints,
        at: Ints | None = None,
        again: Ints | None = None,
    ) -> Ways:
        """The same of orders whose region is known."""
        number = rules.of(begun, region, segment)

        def draw(which: int, some: Ints) -> Itineraries:
            stands = None if at is None else at[some]
            return itineraries(rules.each[which], category[some], sender[some], seed[some], stands)

        drawn, last = by_rules(number, draw), rules.each[-1]
        columns = {name: column.tolist() for name, column in drawn._asdict().items()}
        cause = last.causes.of_orders(category - last.first_category, seed)
        if again is not None:
            cause = np.where(again >= 0, again, cause)
        return Ways(
            **columns,
            region=region.tolist(),
            seed=seed.tolist(),
            customer=customer_of(seed).tolist(),
            rules=number.tolist(),
            cause=cause.tolist(),
        )
