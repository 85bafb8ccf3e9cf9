"""Offices staffed apart from the halls and call centres before them, whose heads stand: tried on the orders that contacts leave in one run.

What an office does with its orders has no effect on those before it but one: customers whose order is open ask about it. They take time at the
counters and on the phone, so that others leave their orders a little later, and ask themselves; they leave no orders. So in a search the orders are
those of a run with the most heads in the offices, and a plan is checked as a whole. Where nobody asks, the search says what the whole simulation does,
digit by digit.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from optimize.infeasibility import most_heads
from optimize.plans.choice import Choice
from optimize.simulation import Simulation
from optimize.task import Effort, Task
from sim.measures.registry import measure
from sim.results.result import Result
from sim.running.fixed_orders import FixedOrders, can_be_apart, fixed_orders
from sim.scenario import Scenario
from sim.scenario.order_load import expected_orders
from sim.tally.wanted import Only

ORDERS = 20_000_000.0
"""Orders simulated for the proof (assumed: two minutes of two cores)."""

EXPECTED = 120
"""Staffings that are expected to be tried (assumed)."""


@dataclass(frozen=True)
class OfficesApart(Simulation):
    """The offices of a choice, on the orders of one run.

    Attributes
    ----------
    orders : FixedOrders
        Those orders.
    """

    orders: FixedOrders | None = None

    @property
    def is_near(self) -> bool:
        """As of all simulation: it is where customers ask about orders of some office, so that its heads have an effect on halls and call centres."""
        return any(office.chasing is not None for office in self.choice.scenario.offices.values())

    def first(self, count: int) -> Simulation:
        """On the first replications alone, as :meth:`Simulation.first` says."""
        assert self.orders is not None
        return replace(
            self,
            replications=self.replications[:count],
            as_of=self.as_of or len(self.replications),
            orders=self.orders.first(count),
        )

    def _simulated(self, variants: Sequence[Scenario], only: Only | None) -> list[Result]:
        assert self.orders is not None
        return self.orders.evaluate(variants, only)


def apart(whole: Simulation) -> OfficesApart:
    """Offices on the orders of a run with the most heads in them; what is said of a staffing is not what the whole simulation says, and is not kept."""
    scenario = whole.with_heads(most_heads(whole.choice))
    orders = fixed_orders(scenario, whole.replications, whole.seed, whole.workers)
    return OfficesApart(
        whole.choice, whole.replications, whole.seed, whole.workers, whole.as_of, None, orders
    )


def are_apart(choice: Choice) -> bool:
    """Whether only heads of offices are chosen, and only work orders are asked about, none of them held against others."""
    scenario = choice.scenario
    measures = [measure(target.measure) for target in scenario.targets]
    return (
        all(scenario.site_of(place.pool).kind == "office" for place in choice.places)
        and all(each.family == "order" and not each.of for each in measures)
        and can_be_apart(scenario)
    )


def with_offices_apart(task: Task, effort: Effort) -> Task:
    """A task whose search tries offices apart, on as many replications as it can afford."""
    scenario = task.choice.scenario
    calendar = scenario.calendar
    a_week = expected_orders(scenario.sites.values(), calendar, scenario.services, scenario.segments).values()
    orders = sum(a_week) * (calendar.days + calendar.warm_up) / 7
    search = int(min(effort.search, max(8, ORDERS / (EXPECTED * max(1.0, orders)))))
    spent = replace(effort, search=search, check=min(effort.check, 4 * search), rounds=0)
    return replace(task, effort=spent.within(task.choice, ORDERS, orders), is_apart=True)
