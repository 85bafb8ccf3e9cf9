"""Who comes to a hall, and what each visit carries."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property

import numpy as np
from numpy.typing import NDArray

from sim.draws.appointments import with_appointments
from sim.draws.arrivals import ArrivalSampler
from sim.draws.contact_sampler import ContactSampler, MixedSampler, NewCases
from sim.draws.contacts import Contacts, PlacedDraws
from sim.draws.dice import Dice
from sim.draws.place import HALL, Place
from sim.scenario import Scenario
from sim.scenario.hall import Hall
from sim.time.opening import Opening
from sim.time.slots import slots_on

Floats = NDArray[np.float64]
Ints = NDArray[np.int64]


@dataclass(frozen=True)
class HallDemand:
    """Draws the demand of one hall.

    Attributes
    ----------
    scenario : Scenario
        Whose demand.
    hall_name : str
        The hall.
    opening : Opening
        Its opening windows.
    dice : Dice
        The random numbers.
    """

    scenario: Scenario
    hall_name: str
    opening: Opening
    dice: Dice

    @property
    def site(self) -> str:
        """The name of the hall in addresses of random numbers."""
        return f"hall:{self.hall_name}"

    @cached_property
    def hall(self) -> Hall:
        """The hall in the scenario."""
        return self.scenario.halls[self.hall_name]

    @cached_property
    def draws(self) -> PlacedDraws:
        """What visits carry."""
        return PlacedDraws(Place(self.scenario, self.hall, (HALL,)))

    @cached_property
    def coming(self) -> ArrivalSampler:
        """Who comes to its door."""
        return ArrivalSampler(self.scenario, self.site, self.hall.arrivals, self.opening, self.dice)

    def volume(self, day: int) -> float:
        """Mean number of new cases of a day before its busyness; zero where the hall is closed."""
        return self.coming.volume(day)

    def cases(self, day: int, replications: range) -> NewCases:
        """The new cases of a day; those who have an appointment come around its slot, or not at all."""
        cases, rules = self.coming.cases(day, replications), self.hall.appointments
        if rules is None or not rules.share:
            return cases
        slots = slots_on(self.scenario, self.hall_name, self.opening, day)
        in_line = self.opening.windows[0].start if self.hall.arrivals.at_start else np.nan
        return with_appointments(cases, rules, slots, self.site, self.dice, in_line)

    def time_of_day(self, day: int, fraction: Floats) -> Floats:
        """When a fraction of a day's arrivals has come, on the grid, in minutes since the first midnight."""
        return self.coming.time_of_day(day, fraction)

    def contacts(
        self, cases: NewCases, attempt: int = 1, of: Ints | None = None, began_at: str | None = None
    ) -> Contacts:
        """The visits of some cases (all, or those at the places `of`) at their `attempt`-th contact; their draws keep the address of the line or
        app where the cases began, if they did not in the hall."""
        return self.visits_of(ContactSampler(self.dice, began_at or self.site, cases, attempt, of))

    def visits_of(self, sampler: ContactSampler | MixedSampler) -> Contacts:
        """The visits of whom a sampler draws for."""
        return Contacts(self.draws, sampler)
