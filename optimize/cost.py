"""What a plan costs its owner on top of its schedule, as simulated: overtime, and answered calls that are paid.

That of all pools which work where heads are chosen: more clerks spare the others overtime, more own agents spare a contractor's calls.
What pools with heads of their own cost by their schedule is the same whatever the plan, and no part of it.
"""

from __future__ import annotations

from collections.abc import Collection
from typing import NamedTuple

from optimize.plans.choice import Choice
from optimize.plans.plan import Plan
from sim.measures.sums import COST_OF_CALLS, COST_OF_OVERTIME, StaffSum
from sim.results.result import Result
from sim.tally import total
from sim.tally.wanted import Only

ONLY: Only = frozenset({("staff_cost", "pool")})
"""What must be tallied for it."""


class OnTop(NamedTuple):
    """Yuan over the horizon, in the mean over some replications.

    Attributes
    ----------
    overtime : float
        For work outside paid time.
    calls : float
        For answered calls that are paid, and those that are paid at the least.
    """

    overtime: float
    calls: float


NOTHING = OnTop(0.0, 0.0)


def paid_pools(choice: Choice) -> frozenset[str]:
    """The pools of the sites where heads are chosen."""
    sites = {choice.scenario.site_of(place.pool).name: place.pool for place in choice.places}
    return frozenset(pool for place in sites.values() for pool in choice.scenario.site_of(place).pools)


def on_top(result: Result, pools: Collection[str]) -> OnTop:
    """What comes on top of the schedules of some pools."""
    own = [number for number, pool in enumerate(result.frame.names["pool"]) if pool in pools]

    def yuan(what: StaffSum) -> float:
        by_date = total(result.sums, result.frame, what, "pool", "date")
        return float(by_date[:, own].sum() / result.replications)

    return OnTop(yuan(COST_OF_OVERTIME), yuan(COST_OF_CALLS) if result.frame.pays_calls else 0.0)


def priced(choice: Choice, plan: Plan, result: Result) -> Plan:
    """A plan with what comes on top in a simulation of it."""
    return plan.with_on_top(*on_top(result, paid_pools(choice)))
