"""Which rules of an office an order lives under: those in force when it was created, in its region, for its segment."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, NamedTuple

import numpy as np
from numpy.typing import NDArray

from sim.network.itineraries import BY_ORDER, Itineraries
from sim.network.office import OfficePlan
from sim.network.office_plan import Numbers, office_plan, plan_under
from sim.scenario import Scenario
from sim.scenario.units import DAY

Floats = NDArray[np.float64]
Ints = NDArray[np.int64]
Flags = NDArray[np.bool_]
Numbered = NDArray[np.integer[Any]]


class RulesStep(NamedTuple):
    """For which orders a step of a policy holds: from when on, and by region and segment whether."""

    begins: float
    regions: Flags
    segments: Flags


@dataclass(frozen=True)
class RulesByOrder:
    """The rules of an office.

    Attributes
    ----------
    each : tuple of OfficePlan
        The office under each set of rules; they differ in nothing but what is done with an order.
    steps : tuple of RulesStep
        For which orders each step holds; none where one set of rules holds always, for all.
    by_steps : ndarray
        Number of the rules under the steps that hold; bit *n* of the index stands for step *n*.
    """

    each: tuple[OfficePlan, ...]
    steps: tuple[RulesStep, ...]
    by_steps: Ints

    def begun(self, created: Floats) -> Ints:
        """The steps that have begun when orders are created, as bits."""
        found = np.zeros(np.shape(created), dtype=np.int64)
        for number, step in enumerate(self.steps):
            found |= (created >= step.begins).astype(np.int64) << number
        return found

    def begun_at(self, created: float) -> int:
        """The same of one order."""
        return sum(1 << number for number, step in enumerate(self.steps) if created >= step.begins)

    def of(self, begun: Ints | int, region: Numbered, segment: Numbered) -> Ints:
        """The numbers of the rules that orders live under, of which some steps had begun."""
        holds = np.zeros(len(region), dtype=np.int64)
        for number, step in enumerate(self.steps):
            holds |= (step.regions[region] & step.segments[segment]).astype(np.int64) << number
        found: Ints = self.by_steps[holds & begun]
        return found


def rules_by_order(scenario: Scenario, name: str) -> RulesByOrder:
    """The rules of an office of a scenario."""
    later = scenario.later
    if later is None:
        return RulesByOrder((office_plan(scenario, name),), (), np.zeros(1, dtype=np.int64))
    offices = [own[name] for own in later.offices.values()]
    numbers = Numbers.of([*offices, scenario.offices[name]])
    distinct = [office for place, office in enumerate(offices) if office not in offices[:place]]
    by_steps = np.zeros(1 << len(later.steps), dtype=np.int64)
    for steps, office in zip(later.offices, offices, strict=True):
        by_steps[steps] = distinct.index(office)
    return RulesByOrder(
        tuple(plan_under(scenario, name, office, numbers) for office in distinct),
        tuple(
            RulesStep(
                -np.inf if step.begins is None else step.begins * DAY,
                np.isin(np.arange(len(scenario.regions)), step.regions),
                np.isin(np.arange(len(scenario.segments)), step.segments),
            )
            for step in later.steps
        ),
        by_steps,
    )


def by_rules(rules: Ints, draw: Callable[[int, Ints], Itineraries]) -> Itineraries:
    """The steps of some orders, which live under different rules.

    Parameters
    ----------
    rules : ndarray of int
        Number of the rules of each.
    draw : callable
        Gives the steps of some of them, from the number of their rules, and their places.
    """
    numbers = np.unique(rules).tolist()
    if len(numbers) < 2:
        return draw(numbers[0] if numbers else 0, np.arange(len(rules)))
    places = [np.flatnonzero(rules == number) for number in numbers]
    parts = [draw(number, place) for number, place in zip(numbers, places, strict=True)]
    order = np.argsort(np.concatenate(places))
    counts = np.concatenate([np.diff(part.start) for part in parts])
    of_step = np.repeat(np.concatenate(places), counts)
    by_order = np.argsort(of_step, kind="stable")
    columns = {
        name: np.concatenate([getattr(part, name) for part in parts])
        for name in Itineraries._fields
        if name != "start"
    }
    start = np.concatenate(([0], np.cumsum(counts[order])))
    for name, column in columns.items():
        columns[name] = column[order if name in BY_ORDER else by_order]
    return Itineraries(start, **columns)
