"""A plan that held in its check, without people whom the targets do not need, as far as that holds, too."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace

import numpy as np

from optimize.plans.plan import Plan, StaffingRules
from optimize.sites.separability import are_separable
from optimize.task import Task
from optimize.verify.beside import judged_beside
from optimize.verify.check import CheckedPlan, cheaper_on_fresh
from optimize.verify.exchanges import exchanges
from optimize.verify.one_person_fewer import (
    ENOUGH,
    VISITS,
    Guide,
    OneFewer,
    ReducedPlan,
    one_fewer,
    without,
    without_spare_people,
)
from sim.running.experiment import contacts_of

CONTACTS = 20_000_000.0
"""Contacts of the checks of plans without some people that hold, about (assumed: one check of a large centre)."""

ROUNDS = 12
"""Such checks at most (assumed)."""

ROUNDS_OF_HALLS = 4
"""Such checks at least where halls are nowhere coupled: each leaves out somebody in most of them (assumed)."""

LEFT = (0.5, 0.75, 0.875)
"""Shares of what each target has in hand that are left when several people are left out: the next where the one before fell short, since
what is read from few replications is not exact (assumed)."""

EXCHANGED = 5_000_000.0
"""Contacts simulated of plans of a call centre with one person on a cheaper shift, each time (assumed: some seconds; a large centre has none)."""

MOST_EXCHANGES = 4
"""How often somebody's shift is exchanged, at most (assumed)."""

CHECKS = 3
"""Plans with an exchange that are checked, each time (assumed)."""

LEAST_EXCHANGED = 4
"""Such plans that must be affordable for it to be worth while (assumed)."""

LEFT_OF_HALLS = (0.0, 0.5)
"""The same of halls that are nowhere coupled: where one falls short, its people alone stay (assumed)."""


@dataclass
class Sparing:
    """A search for people whom a plan does not need.

    Attributes
    ----------
    task : Task
        What is asked for.
    guide : Guide
        What says whose loss should hurt least.
    attempt : int
        Number of the last check.
    cut_short : bool
        Whether there was no time to its end.
    refused : set of int
        Numbers of shifts of which nobody goes: without them a plan fell short.
    left_out : int
        People who are not needed.
    fell_short : float or None
        Cost of the last plan that fell short without some more people.
    exchanged : bool
        Whether cheaper shifts were tried.
    rounds : int
        Checks of plans without some people that hold, at most, and of plans without a single one each time.
    """

    task: Task
    guide: Guide
    attempt: int
    cut_short: bool = False
    refused: set[int] = field(default_factory=set)
    left_out: int = 0
    fell_short: float | None = None
    exchanged: bool = False
    rounds: int = 1

    def __post_init__(self) -> None:
        self.rules = StaffingRules(self.task.choice)
        self._is_parted = are_separable(self.task.choice)

    def plans(self, held: CheckedPlan) -> Iterator[tuple[CheckedPlan, OneFewer | None]]:
        """Cheaper and cheaper plans that hold, from one that does; at the end the last one with what one person fewer does to it, None in
        place of that as long as it is not known."""
        contacts = contacts_of(self.task.choice.scenario)
        least = ROUNDS_OF_HALLS if self._is_parted else 1
        self.rounds = int(np.clip(CONTACTS / contacts / len(held.fresh), least, ROUNDS))
        for number in range(self.rounds + 1):
            if self._is_over():
                return
            self.task.say("one person fewer")
            found = replace(one_fewer(self.task, held, self.guide), left_out=self.left_out)
            after = self._spared(held, found) if number < self.rounds else None
            if after is None and number < self.rounds and not self.exchanged:
                after, self.exchanged = self._exchanged(held), True
            if after is None:
                yield held, replace(found, fell_short=self.fell_short)
                return
            self.left_out += sum(held.plan.people) - sum(after.plan.people)
            held, self.fell_short = after, None
            yield held, None

    def _is_over(self) -> bool:
        self.cut_short |= self.task.until.is_over
        return self.cut_short

    def _spared(self, held: CheckedPlan, found: OneFewer) -> CheckedPlan | None:
        """The plan without people whom the targets do not need: what is left holds, too, and costs less."""
        tried: list[Plan] = []
        for left in LEFT_OF_HALLS if self._is_parted else LEFT:
            spared, gone = without_spare_people(self.rules, held, found, left, self.refused)
            while spared is not None and spared.people not in [each.people for each in tried]:
                if self._is_over():
                    return None
                self.attempt += 1
                is_better, after = cheaper_on_fresh(self.task, spared, self.attempt, held)
                if is_better:
                    return after
                tried.append(after.plan)
                self.fell_short = after.plan.cost
                kept = self._without_part(gone, held, after) if self._is_parted else []
                spared, gone = self._without(held.plan, kept), kept
        return self._without_one(held, found, tried)

    def _exchanged(self, held: CheckedPlan) -> CheckedPlan | None:
        """The plan with one person after the other on a cheaper shift, as long as that holds; None where nobody's can be."""
        contacts, best = contacts_of(self.task.choice.scenario), held
        affordable = (EXCHANGED if self.task.choice.scenario.centres else VISITS) / contacts
        most = int(affordable / ENOUGH)
        for _ in range(MOST_EXCHANGES if most >= LEAST_EXCHANGED else 0):
            if self._is_over():
                break
            self.task.say("one person on a cheaper shift")
            room = best.slacks[list(self.guide.guided)]
            plans = exchanges(self.rules, self.guide.levels, room, best.plan, most)
            count = int(np.clip(affordable / max(1, len(plans)), ENOUGH, len(held.fresh)))
            judged = judged_beside(self.task, best, plans, count) if plans else []
            good = [plan for plan, slacks in judged if (slacks >= 0).all() and plan.cost < best.plan.cost]
            after = self._first_that_holds(best, sorted(good, key=lambda plan: plan.cost)[:CHECKS])
            if after is None:
                break
            best = after
        return best if best is not held else None

    def _first_that_holds(self, held: CheckedPlan, plans: Sequence[Plan]) -> CheckedPlan | None:
        """The first of some plans that holds on fresh replications, and costs less there than another one; None where none does."""
        for plan in plans:
            if self._is_over():
                return None
            self.attempt += 1
            is_better, after = cheaper_on_fresh(self.task, plan, self.attempt, held)
            if is_better:
                return after
        return None

    def _without_one(self, held: CheckedPlan, found: OneFewer, tried: Sequence[Plan]) -> CheckedPlan | None:
        """The plan without one person, where several cannot go: first whose loss leaves most in hand."""
        known = {each.people for each in tried}
        single = [
            each
            for each in found.tried
            if each.holds and each.plan.cost < held.plan.cost and each.number not in self.refused
        ]
        for each in single[: self.rounds]:
            if self._is_over():
                return None
            if each.plan.people not in known:
                self.attempt += 1
                is_better, after = cheaper_on_fresh(self.task, each.plan, self.attempt, held)
                if is_better:
                    return after
                self.fell_short = after.plan.cost
            self.refused.add(each.number)
        return None

    def _without_part(
        self, gone: Sequence[ReducedPlan], held: CheckedPlan, after: CheckedPlan
    ) -> list[ReducedPlan]:
        """Those without whom a plan fell short who have no part in any target that it missed; the others stay."""
        missed = after.slacks < 0
        kept = [each for each in gone if np.array_equal(each.slacks[missed], held.slacks[missed])]
        self.refused |= {each.number for each in gone} - {each.number for each in kept}
        return kept if len(kept) < len(gone) else []

    def _without(self, plan: Plan, gone: Sequence[ReducedPlan]) -> Plan | None:
        """A plan without some people; None where nobody goes."""
        spared: Plan | None = plan if gone else None
        for each in gone:
            spared = without(self.rules, spared, each.number) if spared else None
        return spared
