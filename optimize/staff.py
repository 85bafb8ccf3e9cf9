"""The cheapest staffing that holds a scenario's targets, checked on replications that the search never saw."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field, replace
from typing import Literal

import numpy as np

from optimize.allocation import Allocation
from optimize.deadline import Deadline
from optimize.descent import beginnings, downhill, even_plans
from optimize.level_search import LevelSearch, is_of_calls, is_paid_by_call, with_calls
from optimize.lost import guard_of, strictest
from optimize.many_halls import Halls, can_be_parted, found_by_halls, replications_for
from optimize.plan import PLAN, Plan, plan_of
from optimize.program import Choice, cheapest, choice_of
from optimize.reasons import most_heads, no_rules_can_be_kept, nobody_can_hold, nothing_is_left
from optimize.search import SMALL, Search
from optimize.solver import available, solve
from optimize.stretches import changes_of
from optimize.trials import Slacks, Trials, slacks_of, unsuited
from optimize.two_step import TwoStep, tried, two_step_plans
from optimize.work_bound import work_bound
from sim.candidates import evaluate
from sim.experiment import contacts_of
from sim.result import Result
from sim.scenario import Scenario

Method = Literal["cuts", "two-step", "share-out"]
Say = Callable[[str], None]

CALLS = 2_200_000.0
"""Contacts simulated of a plan of a large call centre (assumed: a week of 500,000 then has four replications)."""

FEWEST = 4
"""Replications of such a plan at least, and checks have twice as many (assumed)."""

PARTED_VISITS = 30_000_000.0
"""Visits simulated for halls that are staffed one by one (assumed: about a minute with the lane engine)."""

FRESH = 1 << 20
"""Number of the first replication of the first check; searches use those from 0 on."""

ATTEMPTS = 5
"""Plans that are checked before it is given up, each time on other replications (assumed)."""


VISITS = 4_000_000.0
"""Visits simulated for lines, and as many for the proof, before the search ends with what it has (assumed: some seconds each
with the lane engine)."""


AFFORDABLE = 100
"""Staffings of the proof below which simulating one is dear, so that a quick look decides what is worth it (assumed)."""


class CannotStaff(ValueError):
    """The scenario does not say what a plan needs; nothing was simulated."""


@dataclass(frozen=True)
class Effort:
    """How much is simulated.

    Attributes
    ----------
    search : int
        Replications of the search; doubled each time a plan fails its check.
    check : int
        Fresh replications of a check.
    rounds : int
        Most rounds of lines.
    proof : int
        Most staffings simulated to prove that nothing is cheaper.
    look : int
        Replications of the quick look that says what single heads do.
    glance : int
        Replications of the first look at even staffings, where simulating is dear.
    fewer : int
        Fresh replications that show what one person fewer does.
    """

    search: int = 40
    check: int = 160
    rounds: int = 30
    proof: int = 400
    look: int = 8
    glance: int = 3
    fewer: int = 8

    def within(self, choice: Choice, visits: float = VISITS) -> Effort:
        """The same, with so few rounds and staffings that each of the two takes about `visits` simulated visits."""
        each = contacts_of(choice.scenario) * self.search
        staffings = int(visits / each)
        rounds = staffings // (len(choice.places) + 1)
        return replace(self, rounds=min(self.rounds, rounds), proof=min(self.proof, staffings))


@dataclass(frozen=True)
class Outcome:
    """What the search ended with.

    Attributes
    ----------
    choice : Choice
        What was chosen.
    method : str
        ``cuts``, ``two-step`` or ``share-out``.
    status : str
        ``optimal`` (nothing cheaper holds, if more heads never hurt), ``feasible``, ``infeasible``, or ``time_limit``
        where the effort ended before a plan was found.
    reason : str
        In words, where there is no plan.
    plan : Plan or None
        The plan.
    check : Result or None
        Every measure under the plan, on fresh replications.
    search : Search or None
        What was learnt.
    steps : list of TwoStep
        Two-step plans by caution.
    fewer : list of (Plan, bool)
        The plan with one person fewer, each with whether it holds on fresh replications.
    fresh : range
        Numbers of the replications of the check.
    before : Result or None
        The scenario's own staffing on the same replications, where it was simulated beside the plan.
    least : float
        What the work alone costs, that no plan can do without (see `work_bound`).
    levels : LevelSearch or None
        What was tried of a large call centre.
    shared : Allocation or None
        What is waited, where heads were shared out and no targets were looked at.
    """

    choice: Choice
    method: Method
    status: Literal["optimal", "feasible", "infeasible", "time_limit"]
    reason: str = ""
    plan: Plan | None = None
    check: Result | None = None
    search: Search | None = None
    steps: list[TwoStep] = field(default_factory=list)
    fewer: list[tuple[Plan, bool]] = field(default_factory=list)
    fresh: range = range(0)
    before: Result | None = None
    least: float = 0.0
    levels: LevelSearch | None = None
    shared: Allocation | None = None

    @property
    def as_policy(self) -> Result | None:
        """The check, with the plan as the name of its policy."""
        return self.check and replace(self.check, scenario=self.check.scenario.replace({}, PLAN))

    @property
    def bound(self) -> float:
        """What no plan costs less than, if more heads never hurt."""
        bound = max(self.least, self.search.bound if self.search else 0.0)
        return min(bound, self.plan.cost) if self.plan else bound


def _silent(_: str) -> None:
    """Tell nobody."""


def staff(
    scenario: Scenario,
    method: Method = "cuts",
    seed: int = 1,
    effort: Effort | None = None,
    say: Say = _silent,
    deadline: Deadline | None = None,
    workers: int = 1,
) -> Outcome:
    """Find the cheapest plan that holds all targets.

    Parameters
    ----------
    scenario : Scenario
        With its sections `staffing` and `targets`.
    method : str
        ``cuts``; or ``two-step``, the closed forms' plan for the least volume from the forecast on with which it holds.
    seed : int
        Seed of the dice.
    effort : Effort, optional
        How much is simulated.
    say : callable
        Told what is going on.
    deadline : Deadline, optional
        When the search ends with what it has; the check on fresh replications comes on top.
    workers : int
        Processes at most; they change no digit.

    Raises
    ------
    CannotStaff
        The scenario has no section `staffing`, or targets that cannot guide a search.
    SolverError
        There is no solver, or it broke off.
    """
    if scenario.staffing is None:
        raise CannotStaff(
            "there is nothing to choose, add for example staffing: {pools: {clerks: {most: 12}}}"
        )
    until, choice = deadline or Deadline(), choice_of(scenario)
    spent = (effort or Effort()).within(choice)
    levels = is_of_calls(choice) and (spent.proof < AFFORDABLE or is_paid_by_call(choice))
    wrong = unsuited(scenario.targets, compared=levels)
    if wrong:
        raise CannotStaff("; ".join(wrong))
    available()
    reason = no_rules_can_be_kept(choice)
    if reason:
        return Outcome(choice, method, "infeasible", reason)
    if levels:
        return _by_levels(choice, method, spent, seed, workers, say, until)
    parted = method == "cuts" and spent.proof < AFFORDABLE and can_be_parted(choice)
    if parted:
        search = replications_for(choice, spent.search, PARTED_VISITS)
        spent = replace(spent, search=search, check=min(spent.check, 4 * search))
    outcome, failed = Outcome(choice, method, "time_limit"), dict[tuple[int, ...], object]()
    for attempt in range(ATTEMPTS):
        trials = Trials(choice, range(spent.search << min(attempt, 3)), seed, workers)
        trials.known |= failed  # type: ignore[arg-type]
        if parted:
            outcome = _hall_by_hall(choice, trials, say)
        else:
            outcome = _searched(choice, method, trials, spent, say, until)
        if outcome.plan is None:
            return outcome
        say("check on fresh replications")
        first = FRESH * (attempt + 1)
        checked, slacks = _checked(outcome, range(first, first + spent.check), spent, seed, workers)
        if (slacks >= 0).all():
            return checked
        failed[outcome.plan.heads] = slacks
        if until.is_over:
            said = "the plan found in time held in the search and not in the check on fresh replications: give it longer"
            return Outcome(choice, method, "time_limit", said, search=outcome.search, steps=outcome.steps)
    said = f"{ATTEMPTS} plans held in the search and not in the check on fresh replications: search with more replications"
    return Outcome(choice, method, "time_limit", said, search=outcome.search, steps=outcome.steps)


def _searched(
    choice: Choice, method: Method, trials: Trials, effort: Effort, say: Say, until: Deadline
) -> Outcome:
    """The best plan on the replications of the search."""
    say("quick look")
    dear = effort.proof < AFFORDABLE
    look, glance = (
        Trials(choice, trials.replications[:count], trials.seed, trials.workers, effort.check)
        for count in (effort.look, effort.glance if dear else effort.look)
    )
    plans, even = two_step_plans(choice), even_plans(choice)
    full = most_heads(choice)
    glance.slacks([full, *(plan.heads for plan in (*plans.values(), *even))])
    if not glance.hold([full])[0]:
        say("most heads everywhere")
        reason = nobody_can_hold(choice, trials)
        if reason:
            return Outcome(choice, method, "infeasible", reason)
    say("requirements by closed forms")
    steps = tried(plans, trials, glance if dear else None)
    if method == "two-step":
        return _by_requirements(choice, steps)
    search = Search(choice, trials, until=until)
    for step in steps:
        if step.holds:
            search.offer(step.plan)
    if not until.is_over:
        say("downhill")
        downhill(search, look, beginnings(glance, [*even, *plans.values()]))
    if search.best is None:
        search.offer(_fullest(choice))
    say("integer program and simulation")
    search.follow_lines(effort.rounds)
    say("fewer heads")
    search.prune(look if dear else None)
    say("proof that nothing is cheaper")
    proven = search.prove(effort.proof)
    if search.best is None and proven:
        reason = nothing_is_left(choice, search.rises)
        return Outcome(choice, method, "infeasible", reason, search=search, steps=steps)
    if search.best is None:
        short = "in time: give it longer" if until.is_over else "within the effort: allow more staffings"
        reason = f"no plan was found {short}, or look at the bounds"
        return Outcome(choice, method, "time_limit", reason, search=search, steps=steps)
    return Outcome(
        choice, method, "optimal" if proven else "feasible", "", search.best, search=search, steps=steps
    )


def _by_levels(
    choice: Choice, method: Method, effort: Effort, seed: int, workers: int, say: Say, until: Deadline
) -> Outcome:
    """A plan of a large call centre, or of one where answered calls are paid; checked."""
    count = max(FEWEST, min(effort.search, int(CALLS / contacts_of(choice.scenario))))
    check = min(effort.check, 2 * count)
    search = LevelSearch(choice, range(count), seed, workers, check)
    if method == "two-step":
        say("requirements by closed forms")
        search.try_requirements()
    else:
        say("levels by closed forms, and simulation")
        search.rounds(until)
    for attempt in range(ATTEMPTS):
        best = search.best
        if best is None and (until.is_over or method == "two-step" or not search.kept):
            break
        if best is None:
            search.more(until)
            continue
        say("check on fresh replications")
        fresh = range(FRESH * (attempt + 1), FRESH * (attempt + 1) + check)
        changes = changes_of(choice.scenario, choice.places, best.plan.heads)
        result, before = evaluate(choice.scenario, [changes, {}], fresh, seed, workers=workers)
        if all(verdict.holds for verdict in result.verdicts()):
            plan = with_calls(best.plan, result)
            least = work_bound(choice, until)
            return Outcome(
                choice,
                method,
                "feasible",
                plan=plan,
                check=result,
                steps=search.steps,
                fresh=fresh,
                before=before,
                least=least,
                levels=search,
            )
        if until.is_over or method == "two-step":
            break
        say("plans with more in hand")
        search.fell_short(best, result, until)
    said = "no plan was found that holds: give it longer, or look at the bounds"
    return Outcome(choice, method, "time_limit", said, steps=search.steps)


def _hall_by_hall(choice: Choice, trials: Trials, say: Say) -> Outcome:
    """The best plan of halls that nothing but totals and money couples."""
    say("hall by hall")
    halls = Halls(choice, trials.replications, trials.seed, trials.workers)
    plan = found_by_halls(halls)
    trials.parts = list(halls.known.values())
    trials.simulated = sum(len(known) for known in trials.parts)
    trials.guard = halls.guard
    search = Search(choice, trials, plan, rises=halls.rises(), bound=halls.bound())
    if plan is None and search.bound == float("inf"):
        return Outcome(choice, "cuts", "infeasible", nothing_is_left(choice, search.rises), search=search)
    if plan is None:
        reason = "no plan was found among the staffings tried hall by hall: look at the bounds and the total"
        return Outcome(choice, "cuts", "time_limit", reason, search=search)
    trials.known[plan.heads] = halls.slacks(plan.heads)
    status: Literal["optimal", "feasible"] = (
        "feasible" if search.bound < plan.cost * (1 - SMALL) else "optimal"
    )
    return Outcome(choice, "cuts", status, "", plan, search=search)


def _by_requirements(choice: Choice, steps: list[TwoStep]) -> Outcome:
    holding = [step for step in steps if step.holds and step.factor >= 1]
    if holding:
        return Outcome(choice, "two-step", "feasible", "", holding[0].plan, steps=steps)
    reason = (
        "no two-step plan up to twice the volume keeps rules and holds all targets: try --method cuts"
        if steps
        else "closed forms know none of the targets, or the bounds leave no plan that covers them: try --method cuts"
    )
    return Outcome(choice, "two-step", "infeasible", reason, steps=steps)


def _fullest(choice: Choice) -> Plan:
    """The plan with the most head-hours that the rules allow."""
    import pulp

    program = cheapest(choice)
    minutes = [place.minutes for place in choice.places]
    program.problem.setObjective(
        pulp.lpSum(-each * heads for each, heads in zip(minutes, program.heads, strict=True))
    )
    return plan_of(solve(program))


def _checked(
    outcome: Outcome, fresh: range, effort: Effort, seed: int, workers: int
) -> tuple[Outcome, Slacks]:
    """The outcome with its plan, and one person fewer at a time, on fresh replications; and the plan's slacks there."""
    choice, plan = outcome.choice, outcome.plan
    assert plan is not None
    changes = changes_of(choice.scenario, choice.places, plan.heads)
    (result,) = evaluate(choice.scenario, [changes], fresh, seed, workers=workers)
    kept = strictest(choice.scenario).slacks(result)
    if (kept < 0).any():
        kept = guard_of(choice.scenario, fresh, seed).slacks(result)
    slacks = np.append(slacks_of(result), kept)
    fewer: list[tuple[Plan, bool]] = []
    if outcome.search and (slacks >= 0).all():
        fewer = _fewer(outcome, slacks, fresh, effort, seed, workers)
    checked = replace(outcome, reason="", check=result, fewer=fewer, fresh=fresh)
    return checked, slacks


def _fewer(
    outcome: Outcome, slacks: Slacks, fresh: range, effort: Effort, seed: int, workers: int
) -> list[tuple[Plan, bool]]:
    """The plan with one person fewer at a time, and whether it holds, if intervals are those of the check."""
    assert outcome.search is not None
    assert outcome.plan is not None
    choice, plans, heads = outcome.choice, outcome.search.fewer(), outcome.plan.heads
    if outcome.search.trials.parts:
        halls = Halls(choice, fresh[: effort.search], seed, workers, effort.check)
        halls.try_all(halls.fewer(halls.of_halls(heads)))
        return [(plan, halls.holds_where_other(plan.heads, heads)) for plan in plans]
    again = Trials(choice, fresh[: effort.fewer], seed, workers, effort.check)
    effects = again.effects(heads, [each.heads for each in plans])
    return [(plan, bool((slacks + effect >= 0).all())) for plan, effect in zip(plans, effects, strict=True)]
