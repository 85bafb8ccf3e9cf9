"""A plan of a large call centre by levels, checked."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from itertools import count

from optimize.bounds.bound import Bound
from optimize.bounds.centre_bound import centre_bounds
from optimize.handing_out import handed_out, unchecked
from optimize.infeasibility import nobody_can_hold, none_was_found
from optimize.levels.calibration import SimulatedPlan
from optimize.levels.search import FACTORS, LevelSearch
from optimize.local_search import are_few, try_neighbours
from optimize.oracle import Oracle
from optimize.outcome import Record, StaffingOutcome
from optimize.plans.plan import Plan
from optimize.proposal import Proposal
from optimize.search import search
from optimize.simulation import Heads
from optimize.target_checks import more_heads_never_hurt
from optimize.task import Task
from optimize.two_step.two_step import least_holding_factor
from optimize.verify.check import ATTEMPTS, CheckedPlan, check_on_fresh
from optimize.verify.one_person_fewer import Guide
from sim.running.experiment import contacts_of

CALLS = 8_000_000.0
"""Contacts simulated of a plan of a large call centre (assumed: a week of 500,000 then has 16 replications, ten seconds of two cores)."""

FEWEST = 4
"""Replications of such a plan at least, and checks have twice as many (assumed)."""

FOR_BOUND = 3.0
"""Seconds that the bound has at least, on top of the time limit (assumed: its relaxation is found in so many)."""

NOTHING = {
    "cuts": "no plan was found that holds: look at the bounds, allow more replications, or, if there was a time limit, more time",
    "two-step": "no two-step plan for the volumes tried holds all targets: try --method cuts",
}


def staff_by_levels(task: Task) -> StaffingOutcome:
    """A plan of a large call centre, or of one where answered calls are paid; checked, as far as there is time."""
    proposer = levels_of(task)
    found = _by_requirements(proposer) if task.method == "two-step" else search(task, proposer)
    return with_centre_bounds(task, with_tried(found, proposer.levels, proposer.levels.tried))


def with_centre_bounds(task: Task, outcome: StaffingOutcome) -> StaffingOutcome:
    """An outcome of a call centre with what work and waits cost at least; one that is decided as it is."""
    if outcome.status in ("optimal", "infeasible") or task.until.broken_off.by:
        return outcome
    task.say("what work and waits cost at least")
    until, bounds = task.until.last.at_least(FOR_BOUND), list[Bound]()
    with until.ends():
        bounds.extend(centre_bounds(task.choice, task.seed, until))
    return outcome.with_bounds(*bounds)


def levels_of(task: Task) -> Levels:
    """Who proposes plans by levels for a task."""
    enough = max(FEWEST, min(task.effort.search, int(CALLS / contacts_of(task.choice.scenario))))
    check = min(task.effort.check, 2 * enough)
    levels = LevelSearch(task.simulation(range(enough), check))
    return Levels(task, levels, check)


def with_tried(
    outcome: StaffingOutcome, search: LevelSearch, plans: Sequence[SimulatedPlan]
) -> StaffingOutcome:
    """The outcome with the search, and with what was tried."""
    tried = [
        Proposal(
            "levels",
            each.plan,
            each.holds,
            promised=each.level_plan.levels,
            kept=each.levels,
            slacks=each.slacks,
        )
        for each in plans
    ]
    proposals = (*search.steps, *tried, *outcome.record.proposals)
    return outcome.with_record(proposals=proposals, search=search, replications=len(search.replications))


def _nothing(task: Task) -> StaffingOutcome:
    return StaffingOutcome(task.choice, "time_limit", NOTHING[task.method], record=Record(task.method))


def _found(task: Task, plan: Plan) -> StaffingOutcome:
    return StaffingOutcome(task.choice, "feasible", plan=plan, record=Record(task.method))


def _by_requirements(proposer: Levels) -> StaffingOutcome:
    """The plan by requirements of closed forms for the least volume from the forecast on with which it holds, in the search and on fresh
    replications."""
    task, search, check = proposer.task, proposer.levels, proposer.check
    held, attempts = dict[Heads, CheckedPlan](), count(0)

    def holds(factor: float) -> bool:
        step = search.step_of(factor, task.way)
        if step is None or not step.holds:
            return False
        heads = step.plan.heads
        if heads not in held:
            held[heads] = check_on_fresh(task, step.plan, next(attempts), check)
        search.checked(held[heads].plan, held[heads].holds)
        return held[heads].holds

    task.say("requirements by closed forms")
    with task.until.ends():
        search.try_requirements(task.way)
        least_holding_factor(holds, FACTORS)
    good = [step for step in search.steps if step.checked]
    if good:
        found = _found(task, good[0].plan).with_record(stopped_after=task.until.seconds_if_over)
        return handed_out(task, found, held[good[0].plan.heads], Guide(), 0)[0]
    open_ones = [step.plan for step in search.steps if step.holds and step.checked is None]
    if task.until.is_over and open_ones:
        return unchecked(_found(task, open_ones[0]), task)
    return _nothing(task)


@dataclass
class Levels:
    """Proposes the cheapest plan of a search by levels that holds; after one that fell short, plans with more in hand.

    Attributes
    ----------
    task : Task
        What is asked for.
    levels : LevelSearch
        The search.
    check : int
        Replications of a check.
    """

    task: Task
    levels: LevelSearch
    check: int

    @property
    def guide(self) -> Guide:
        """What targets ask for that closed forms know."""
        return Guide(self.levels.levels, self.levels.guided)

    def propose(self, attempt: int) -> StaffingOutcome:
        """As the loop asks for it."""
        task, until = self.task, self.task.until
        if attempt == 0:
            task.say("levels by closed forms, and simulation")
            with until.ends():
                self.levels.rounds(until)
                _try_neighbours(task, self.levels)
        else:
            task.say("plans with more in hand")
            with until.ends():
                self.levels.more(until)
        for _ in range(ATTEMPTS):
            if self.levels.best or until.is_over or not self.levels.tried:
                break
            with until.ends():
                self.levels.more(until)
        best = self.levels.best
        if best is not None:
            stopped = until.seconds if self.levels.cut_short else None
            count = len(self.levels.replications)
            return _found(task, best.plan).with_record(stopped_after=stopped, replications=count)
        return (
            _nothing(task) if self.levels.holds_any or until.is_over else _without_a_plan(task, self.levels)
        )

    def fell_short(self, held: CheckedPlan) -> None:
        """Keep more in hand from now on."""
        self.levels.fell_short(held.plan, held.result)

    def improved(self, held: CheckedPlan, attempt: int) -> tuple[CheckedPlan, int]:
        """One that held in the search, if only barely, where few numbers are chosen."""
        with self.task.until.ends():
            if are_few(self.task.choice):
                return _cheaper(self.task, self.levels, held, attempt)
        return held, attempt

    def settled(self, outcome: StaffingOutcome) -> tuple[StaffingOutcome, None]:
        """The same outcome: its bound does not rest on what was tried."""
        return outcome, None


def _try_neighbours(task: Task, search: LevelSearch) -> None:
    """Plans next to the best, where few numbers are chosen."""
    if are_few(task.choice) and search.tried:
        task.say("plans next to the best")
        through = try_neighbours(search, task.choice, len(search.replications), task.until)
        search.cut_short |= not through


def _without_a_plan(task: Task, search: LevelSearch) -> StaffingOutcome:
    """Whether there can be a plan at all."""
    task.say("most heads everywhere")
    reason = ""
    with task.until.ends():
        reason = nobody_can_hold(task.choice, Oracle(replace(search.simulation, as_of=None)))
    if reason and more_heads_never_hurt(task.choice):
        return StaffingOutcome(task.choice, "infeasible", reason)
    return replace(_nothing(task), reason=none_was_found(reason) if reason else NOTHING[task.method])


def _cheaper(task: Task, search: LevelSearch, held: CheckedPlan, attempt: int) -> tuple[CheckedPlan, int]:
    """The cheapest of some plans that held in the search, if only barely, and hold on fresh replications, too; with the number of the last
    check."""
    barely = [each.plan for each in search.tried if each.holds and each.plan.cost < held.plan.cost]
    for plan in sorted(barely, key=lambda plan: plan.cost)[:ATTEMPTS]:
        attempt += 1
        other = check_on_fresh(task, plan, attempt, len(held.fresh))
        if other.holds and other.plan.cost < held.plan.cost:
            return other, attempt
    return held, attempt
