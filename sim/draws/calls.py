"""Who calls a centre, when, and what each call carries: the same calls for every engine and policy."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property

import numpy as np
from numpy.typing import NDArray

from sim.draws.arrivals import ArrivalSampler
from sim.draws.contact_sampler import ContactSampler, NewCases
from sim.draws.contacts import Contacts, PlacedDraws
from sim.draws.dice import Dice
from sim.draws.place import APP, CALLS, Place
from sim.scenario import Scenario
from sim.scenario.centre import Centre
from sim.time.opening import Opening

Ints = NDArray[np.int64]


@dataclass(frozen=True)
class LineDemand:
    """Draws the demand of one line of a call centre.

    Attributes
    ----------
    scenario : Scenario
        Whose demand.
    centre_name, line : str
        The centre, and its line; no line for its app.
    opening : Opening
        When the centre is open.
    dice : Dice
        The random numbers.
    """

    scenario: Scenario
    centre_name: str
    line: str | None
    opening: Opening
    dice: Dice

    @property
    def site(self) -> str:
        """The name of the line in addresses of random numbers."""
        return f"app:{self.centre_name}" if self.line is None else f"centre:{self.centre_name}:{self.line}"

    @property
    def centre(self) -> Centre:
        """The centre in the scenario."""
        return self.scenario.centres[self.centre_name]

    @cached_property
    def draws(self) -> PlacedDraws:
        """What calls and chats carry."""
        return PlacedDraws(Place(self.scenario, self.centre, CALLS))

    @cached_property
    def in_app(self) -> PlacedDraws:
        """What contacts in the app carry."""
        return PlacedDraws(Place(self.scenario, self.centre, (APP,)))

    @cached_property
    def coming(self) -> ArrivalSampler:
        """Who calls for the first time."""
        app, common = self.centre.app, f"centre:{self.centre_name}"
        way_in = app if self.line is None else self.centre.lines[self.line]
        assert way_in is not None
        return ArrivalSampler(
            self.scenario,
            self.site,
            way_in.arrivals,
            self.opening,
            self.dice,
            common,
            self.centre.day_to_day_cv,
        )

    def cases(self, day: int, replications: range) -> NewCases:
        """The new cases of a day."""
        return self.coming.cases(day, replications)

    def contacts(
        self,
        cases: NewCases,
        attempt: int = 1,
        of: Ints | None = None,
        chats: bool = False,
        began_at: str | None = None,
    ) -> Contacts:
        """The calls, or chats, of some cases (all, or those at the places `of`) at their `attempt`-th contact; the first one of the app is there.
        Their draws are at the address of the door `began_at`, if one is given, and else at that of the line."""
        draws = self.in_app if self.line is None and attempt == 1 else self.draws
        return Contacts(draws, ContactSampler(self.dice, began_at or self.site, cases, attempt, of), chats)
