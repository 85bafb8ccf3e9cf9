"""Whether halls can be staffed one by one, and on how many replications."""

from __future__ import annotations

from optimize.plans.choice import Choice
from optimize.sites.comparisons import compares_halls
from sim.measures.registry import measure

EXPECTED = 30
"""Staffings of a hall that are expected to be tried (the bundled Shunde takes about as many until nothing is open)."""


def are_separable(choice: Choice) -> bool:
    """Whether nothing but totals and money couples the halls: each has its own targets, people work in blocks, nobody is trained
    for another pool, nobody works now here, now there, no office has orders of all of them, and no crews are among those chosen."""
    staffing = choice.scenario.staffing
    assert staffing is not None
    own = all(
        compares_halls(target) if measure(target.measure).of else target.scope.startswith("hall:")
        for target in choice.scenario.targets
    )
    blocks = all(not pool.shift_types and pool.change is None for pool in staffing.pools.values())
    scenario = choice.scenario
    apart = not (staffing.cross_training or scenario.floaters or scenario.offices or scenario.outages)
    return len(choice.scenario.halls) > 1 and own and blocks and apart


def replications_for(choice: Choice, most: int, visits: float) -> int:
    """Replications with which all staffings take about so many visits; at least eight."""
    calendar = choice.scenario.calendar
    days = range(-calendar.warm_up, calendar.days)
    halls = [choice.scenario.sites[name] for name in choice.scenario.halls]
    each = EXPECTED * sum(
        hall.doors[0].arrivals.per_day * sum(bool(hall.hours(calendar, day)) for day in days)
        for hall in halls
    )
    return int(min(most, max(8, visits / each)))
