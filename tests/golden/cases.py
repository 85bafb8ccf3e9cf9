"""The cases of the golden figures: every bundled scenario and policy, whole and of one day; the validation models; the made ones."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from functools import cache, partial

from sim.lanes.engine import refuses
from sim.running.experiment import Chosen
from sim.scenario import Scenario, bundled, load
from tests.golden.hashes import contacts, figures
from tests.golden.made import KINDS, made
from tests.validation.model import SCENARIOS

ONE_DAY = {"calendar.days": 1, "targets": [], "staffing": None}

QUICK = re.compile(r"(lecong_hall, .*|mengxi_95598, (baseline|callbacks)|shunde_halls, baseline), one day")
"""Bundled scenarios in the quick test: with them all measures and most rules are."""

EACH_OF = 12
"""Of so many made scenarios of a kind the first is run in the quick test."""


def is_quick(name: str) -> bool:
    """Whether the case of that name belongs to the quick test."""
    kind, _, number = name.partition(" ")
    return bool(QUICK.fullmatch(name)) or (kind in KINDS and int(number) % EACH_OF == 1)


@dataclass(frozen=True)
class Said:
    """What a case said: the hash of each measure, and that of its contacts (nothing where they were not looked at)."""

    figures: dict[str, str]
    contacts: str = ""


@dataclass(frozen=True)
class Case:
    """One scenario and how it is run.

    Attributes
    ----------
    scenario : callable
        Gives the scenario.
    replications : int
        How often it is run.
    with_contacts : bool
        Whether its contacts are hashed, too, in both engines where both take it.
    """

    scenario: Callable[[], Scenario]
    replications: int
    with_contacts: bool = True

    def says(self) -> Said:
        """Run it, and look at its contacts in both engines, where both take it.

        Raises
        ------
        AssertionError
            The two engines do not have the same contacts.
        """
        scenario = self.scenario()
        said = figures(scenario, self.replications)
        if not self.with_contacts:
            return Said(said)
        engines: list[Chosen] = ["simpy"] if refuses(scenario) else ["simpy", "numpy"]
        found = {engine: contacts(scenario, self.replications, engine) for engine in engines}
        assert len(set(found.values())) == 1, f"the engines differ in their contacts: {found}"
        return Said(said, found["simpy"])

    def says_quickly(self) -> Said:
        """Run it, without a look at its contacts."""
        return Said(figures(self.scenario(), self.replications))


@cache
def cases() -> dict[str, Case]:
    """All cases by name."""
    found: dict[str, Case] = {}
    for name in bundled():
        for policy in ("baseline", *load(name).policies):
            found[f"{name}, {policy}"] = Case(partial(_bundled, name, policy), 2, with_contacts=False)
            found[f"{name}, {policy}, one day"] = Case(partial(_one_day, name, policy), 1)
    for path in sorted(SCENARIOS.glob("*.yaml")):
        found[f"validation {path.stem}"] = Case(partial(load, path), 2, with_contacts=False)
    return found | {name: Case(scenario, 3) for name, scenario in made().items()}


def _bundled(name: str, policy: str) -> Scenario:
    return load(name).with_policy(policy)


def _one_day(name: str, policy: str) -> Scenario:
    return _bundled(name, policy).replace(ONE_DAY)
