"""A plan by integer programs that learn from simulation, or by requirements."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field, replace

from optimize.bounds.bound import Assumed, Bound
from optimize.bounds.hall_bound import hall_bound
from optimize.bounds.office_bound import office_bound
from optimize.cuts.descent import beginnings, downhill, even_plans, own_plan
from optimize.cuts.screening import FixedArrivalOracle, Screening, screening_of, search_on_fixed_arrivals
from optimize.cuts.search import Search
from optimize.infeasibility import most_heads, nobody_can_hold, none_was_found, nothing_is_left
from optimize.local_search import are_few, try_neighbours
from optimize.memory import replications_that_fit
from optimize.offices_apart import OfficesApart, apart
from optimize.oracle import Oracle
from optimize.outcome import PlanStatus, Record, StaffingOutcome
from optimize.plans.plan import Plan, corners, fullest
from optimize.proposal import Proposal
from optimize.requirements.counter_requirements import Requirement
from optimize.simulation import Heads, Simulation
from optimize.slacks import Slacks
from optimize.staff_by_enumeration import enumerate_plans
from optimize.target_checks import doubtful_measures, more_heads_never_hurt
from optimize.task import Task
from optimize.two_step.simulated_requirements import simulated_needs
from optimize.two_step.two_step import least_holding_factor, plan_for, tried, two_step_plans
from optimize.verify.check import CheckedPlan
from optimize.verify.one_person_fewer import Guide


@dataclass
class Cuts:
    """Proposes the best plan on the replications of the search, or with ``two-step`` the plan by requirements; on twice as many after each
    plan that fell short. Where the search is broken off, the best that was found until then.

    Attributes
    ----------
    task : Task
        What is asked for.
    failed : dict
        Slacks in their checks of the staffings that fell short.
    """

    task: Task
    failed: dict[Heads, Slacks] = field(default_factory=dict)
    guide = Guide()
    _by_work: Bound | None = None
    _is_settled: bool = False

    @property
    def check(self) -> int:
        """Replications of a check."""
        return self.task.effort.check

    def propose(self, attempt: int) -> StaffingOutcome:
        """As the loop asks for it."""
        task = self.task
        count = min(task.effort.search << min(attempt, 3), replications_that_fit(task.choice.scenario))
        whole, own = task.simulation(range(count)), own_plan(task.choice) if task.is_apart else None
        search, found = self._search(whole), None
        with task.until.ends():
            search = self._search(self._apart(whole)) if task.is_apart else search
            if own:
                task.say("the heads as they stand")
                search.offer(own)
            self._bound_by_work(search.oracle.simulation)
            found = _begun(task, search, own)
        found = found or _found(task, search, False, "").with_record(stopped_after=task.until.seconds_if_over)
        if (
            not search.oracle.simulated and own and own.heads not in self.failed
        ):  # there was no time to try any
            found = replace(found, status="feasible", reason="", plan=own)
        return found.with_bounds(self._by_work) if self._by_work and found.plan else found

    def _search(self, simulation: Simulation) -> Search:
        """A search that begins, in which nothing is proposed that fell short of a check."""
        oracle = Oracle(simulation)
        oracle.strike_out(self.failed)
        return Search(self.task.choice, oracle, until=self.task.until, ceiling=self.task.ceiling)

    def _apart(self, whole: Simulation) -> Simulation:
        self.task.say("orders of a run with the most heads")
        return apart(whole)

    def _bound_by_work(self, simulation: Simulation) -> None:
        """What the work of offices costs at least that are staffed apart, on the orders of the first search."""
        if isinstance(simulation, OfficesApart) and simulation.orders and not self._by_work:
            self.task.say("what the work costs at least")
            self._by_work = office_bound(self.task.choice, simulation.orders.pieces)

    def fell_short(self, held: CheckedPlan) -> None:
        """Not propose a plan again."""
        self.failed[held.plan.heads] = held.slacks

    def improved(self, held: CheckedPlan, attempt: int) -> tuple[CheckedPlan, int]:
        """The same plan."""
        return held, attempt

    def settled(self, outcome: StaffingOutcome) -> tuple[StaffingOutcome, Plan | None]:
        """The outcome with the bound that its plan leaves, if the search had ruled it out and taken another one for the cheapest; and what is the
        cheapest then."""
        plan, search = outcome.plan, outcome.record.search
        if plan is None or not isinstance(search, Search) or search.has_all or search.best is None:
            return outcome, None
        if plan.heads == search.best.heads and self._is_settled:
            least = replace(outcome, status="optimal", bound=Bound(search.bound, _assumed(search)))
            return least.with_bounds(), None
        if plan.heads == search.best.heads or (outcome.status != "optimal" and search.bound <= plan.cost):
            return outcome, None
        self.task.say("proof that nothing is cheaper")
        proven = False
        with self.task.until.last.ends():
            search.take_for_held(plan)
            proven = search.prove(self.task.effort.proof)
        is_other, self._is_settled = search.best.heads != plan.heads, proven and not search.compared[1]
        status: PlanStatus = "optimal" if self._is_settled and not is_other else "feasible"
        settled = replace(outcome, status=status, bound=Bound(search.bound, _assumed(search)))
        bounds = [outcome.bound] if outcome.bound.assumed in ("halls", "turns") else []
        return settled.with_bounds(*bounds), search.best if is_other else None


def _begun(task: Task, search: Search, own: Plan | None) -> StaffingOutcome:
    """Requirements by simulation if they were asked for, a quick look, and all that follows."""
    oracle, simulated = search.oracle, list[Requirement]()
    if task.method == "two-step" and task.way == "simulation":
        task.say("requirements by simulation")
        simulated = simulated_needs(oracle.simulation)
    task.say("quick look")
    return _searched(task, search, screening_of(oracle, task.effort), simulated, own)


def _searched(
    task: Task, search: Search, looks: Screening, simulated: list[Requirement], own: Plan | None
) -> StaffingOutcome:
    """The same, with looks, requirements by simulation, and the heads as they stand."""
    choice, oracle, by_requirements = task.choice, search.oracle, task.method == "two-step"
    plans = two_step_plans(choice, task.way, simulated) if by_requirements else two_step_plans(choice)
    even, full = [] if task.is_apart and plans else even_plans(choice), most_heads(choice)
    even += [own] if own else []
    looks.glance.slacks([full, *(plan.heads for plan in (*plans.values(), *even))])
    none_holds = ""
    if not looks.glance.hold([full])[0]:
        task.say("most heads everywhere")
        none_holds = nobody_can_hold(choice, oracle)
        if none_holds and more_heads_never_hurt(choice):
            return StaffingOutcome(choice, "infeasible", none_holds)
    task.say("plans by requirements")
    steps = tried(plans, oracle, looks.glance if task.effort.is_dear else None)
    if by_requirements:
        return _by_requirements(task, oracle, steps, simulated)
    for step in steps:
        if step.holds:
            search.offer(step.plan)
    found = _by_trying(task, search, looks, [*even, *plans.values()], none_holds)
    found = found.with_record(proposals=tuple(steps))
    is_open = found.status in ("feasible", "time_limit")
    return _with_hall_bound(found, looks.fixed_arrivals) if looks.fixed_arrivals and is_open else found


def _with_hall_bound(outcome: StaffingOutcome, fixed_arrivals: FixedArrivalOracle) -> StaffingOutcome:
    """The outcome with what the work alone costs."""
    (known,) = fixed_arrivals.same.pieces
    return outcome.with_bounds(hall_bound(outcome.choice, known, outcome.record.guard))


def _by_trying(
    task: Task, search: Search, looks: Screening, starts: Sequence[Plan], none_holds: str
) -> StaffingOutcome:
    """The best plan that is found by simulation."""
    relies = not doubtful_measures(task.choice)
    if not relies and _try_every(task, search):
        return _found(task, search, True, none_holds)
    if not more_heads_never_hurt(task.choice) and not task.is_apart:
        task.say("pools at their most and at their least")
        search.offer_all(corners(task.choice))
    if not task.until.is_over:
        task.say("downhill")
        _downhill(search, looks, beginnings(looks.glance, starts))
    proven = _by_cuts(task, search, looks, relies)
    is_decided = (proven or search.bound >= search.ceiling) and not search.compared[1]
    if is_decided or _try_every(task, search):
        return _found(task, search, proven or search.has_all, none_holds)
    if are_few(task.choice):
        task.say("plans next to the best")
        try_neighbours(search, task.choice, len(search.oracle.replications), task.until)
    return _found(task, search, proven, none_holds)


def _try_every(task: Task, search: Search) -> bool:
    """Try every plan, where they are few, so that nothing need be assumed; whether that was done."""
    every = [] if task.until.is_over else enumerate_plans(task)
    if every:
        task.say("every plan that the rules allow")
        search.try_every(every)
    return bool(every)


def _downhill(search: Search, looks: Screening, starts: Sequence[Plan]) -> None:
    """A good plan quickly."""
    if looks.fixed_arrivals:
        search_on_fixed_arrivals(search, looks.fixed_arrivals, looks.look, starts)
    else:
        downhill(search, looks.look, starts)


def _by_cuts(task: Task, search: Search, looks: Screening, relies: bool) -> bool:
    """Integer programs that learn from simulation; whether nothing cheaper than what they found can hold, if more heads never hurt."""
    effort = task.effort
    if search.best is None:
        search.offer(fullest(search.choice))
    if relies:
        task.say("integer program and simulation")
        search.follow_lines(effort.rounds)
    task.say("fewer heads")
    if not looks.fixed_arrivals:
        search.prune(looks.look if effort.is_dear else None)
    search.add_where_overtime_is_dearer(looks.look if effort.is_dear else None)
    if not relies:
        return False
    task.say("proof that nothing is cheaper")
    return search.prove(effort.proof)


def _found(task: Task, search: Search, proven: bool, none_holds: str) -> StaffingOutcome:
    """How a search ended."""
    best, compared = search.best, search.compared
    if best is None and proven:
        return without_plan(search, none_holds)
    found = replace(outcome_of(search), plan=best)
    if best:
        stopped = None if proven else task.until.seconds_if_over
        status: PlanStatus = "optimal" if proven and not compared[1] else "feasible"
        return replace(found, status=status).with_record(stopped_after=stopped).with_bounds()
    if search.bound >= search.ceiling and not compared[1]:
        return replace(found, status="dearer", reason="no plan is cheaper than that of another policy")
    short = "in time: give it longer" if task.until.is_over else "within the effort: allow more staffings"
    return replace(found, status="time_limit", reason=f"no plan was found {short}, or look at the bounds")


def outcome_of(search: Search) -> StaffingOutcome:
    """What a search knows, but for its plan and how it ended."""
    compared = search.compared
    bound = Bound() if compared[1] else Bound(search.bound, _assumed(search))
    record = Record("cuts", search=search, replications=len(search.replications), compared=compared)
    return StaffingOutcome(search.choice, "feasible", bound=bound, record=record)


def _assumed(search: Search) -> Assumed:
    """Under what the bound of a search is right."""
    if search.has_all:
        return "all"
    return "orders" if search.oracle.simulation.is_near else "heads"


def without_plan(search: Search, none_holds: str = "") -> StaffingOutcome:
    """How a search ended after which no plan is left: that none can hold, is known only where all were tried, or more heads never hurt.

    Parameters
    ----------
    search : Search
        The search.
    none_holds : str
        Why the plan with the most heads everywhere does not hold, where it does not.
    """
    choice, compared = search.choice, search.compared
    reason = none_holds or nothing_is_left(choice, search.rises)
    ended = replace(outcome_of(search), status="infeasible", reason=reason)
    if search.has_all or (more_heads_never_hurt(choice) and not compared[1]):
        return ended
    return replace(ended, status="time_limit", reason=none_was_found(reason))


def _by_requirements(
    task: Task, oracle: Oracle, steps: list[Proposal], simulated: Sequence[Requirement]
) -> StaffingOutcome:
    """The plan by requirements for the least volume from the forecast on with which it holds, to a precision."""
    choice, way, known = task.choice, task.way, {step.factor: step for step in steps}
    record = Record("two-step", needs=tuple(simulated), replications=len(oracle.replications))

    def holds(factor: float) -> bool:
        if factor not in known:
            plan = plan_for(choice, factor, way, simulated)
            if plan is None:
                return False
            (known[factor],) = tried({factor: plan}, oracle)
        return known[factor].holds

    least = least_holding_factor(holds, [step.factor for step in steps if step.factor >= 1])
    steps = sorted(known.values(), key=lambda step: step.factor)
    record = replace(record, proposals=tuple(steps))
    if least is not None:
        return StaffingOutcome(choice, "feasible", plan=known[least].plan, record=record)
    forms = "simulation by interval knows" if way == "simulation" else "closed forms know"
    reason = (
        "no two-step plan up to twice the volume keeps rules and holds all targets: try --method cuts"
        if steps
        else f"{forms} none of the targets, or the bounds leave no plan that covers them: try --method cuts"
    )
    return StaffingOutcome(choice, "time_limit", reason, record=record)
