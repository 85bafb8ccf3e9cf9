"""Work orders that come by no contact, such as meters to be changed by a plan."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property

from sim.draws.arrivals import ArrivalSampler
from sim.draws.contact_sampler import ContactSampler, Floats, NewCases
from sim.draws.dice import Dice, Stream
from sim.scenario import Scenario
from sim.time.opening import Opening


@dataclass(frozen=True)
class PlannedOrders:
    """Draws the orders of one category that come by no contact, on days on which its office works.

    Attributes
    ----------
    scenario : Scenario
        What holds.
    office_name, category : str
        The office, and its category.
    opening : Opening
        When the office works.
    dice : Dice
        The random numbers.
    """

    scenario: Scenario
    office_name: str
    category: str
    opening: Opening
    dice: Dice

    @property
    def site(self) -> str:
        """The name of the category in addresses of random numbers."""
        return f"office:{self.office_name}:{self.category}"

    @cached_property
    def coming(self) -> ArrivalSampler:
        """Which orders come."""
        arrivals = self.scenario.offices[self.office_name].categories[self.category].arrivals
        assert arrivals is not None
        return ArrivalSampler(self.scenario, self.site, arrivals, self.opening, self.dice)

    def orders(self, day: int, replications: range) -> NewCases:
        """The orders of a day, whose cases they are; services mean nothing."""
        return self.coming.cases(day, replications)

    def seeds(self, orders: NewCases) -> Floats:
        """The uniform of each order from which all follows that it carries."""
        return ContactSampler(self.dice, self.site, orders, 1).uniform(Stream.PLANNED_ORDER)
