"""Why there is no plan, in words: too few heads, rules that contradict each other, a target beyond reach, the budget."""

from __future__ import annotations

from collections.abc import Sequence
from math import isnan
from typing import Any

from optimize.oracle import Oracle
from optimize.plans.choice import Choice
from optimize.plans.constraints import Rise, cheapest, rises_are_made
from optimize.plans.covering import services_have_somebody
from optimize.plans.solved import Answer, solve
from optimize.simulation import Heads
from optimize.slacks import slacks_of
from optimize.target_checks import more_heads_never_hurt
from sim.measures.registry import measure
from sim.results.result import Result
from sim.scenario.staffing import Staffing

PLENTY = 4
"""So many times the most heads are plenty, and at least 20: who is not served in time then is not for lack of heads (assumed)."""


def no_rules_can_be_kept(choice: Choice) -> str:
    """Why no plan keeps the rules, whatever customers do; empty where some plan does."""
    return "" if _solved(choice).heads else _in_the_way(choice, "no plan keeps all rules")


def cost_of_rules(choice: Choice) -> float:
    """What the rules alone cost, whatever customers do; infinite where no plan keeps them."""
    answer = _solved(choice)
    return answer.bound if answer.heads else float("inf")


def most_heads(choice: Choice) -> Heads:
    """The staffing with the most heads everywhere."""
    return tuple(choice.bounds(index)[1] for index in range(len(choice.places)))


def nobody_can_hold(choice: Choice, oracle: Oracle) -> str:
    """Why the targets do not hold even with the most heads everywhere; empty where they do. That no plan holds, follows only where
    more heads never hurt, or all plans were tried."""
    assert choice.scenario.staffing is not None
    if oracle.hold([most_heads(choice)])[0]:
        return ""
    pools = choice.scenario.staffing.pools
    most = {name: choice.scenario.staffing.most_heads(name) for name in pools}
    plenty = {name: max(20, PLENTY * each.most) for name, each in pools.items()}
    changes: list[dict[str, Any]] = [
        {
            f"pools.{name}.{key}": value
            for name in pools
            for key, value in (("heads", heads[name]), ("shifts", []))
        }
        for heads in ({name: max(1, heads) for name, heads in most.items()}, plenty)
    ]
    at_most, with_plenty = oracle.simulation.of_changes(changes)
    if (slacks_of(with_plenty) >= 0).all():
        said = ", ".join(f"{name} {heads}" for name, heads in most.items())
        return f"too few heads: with the most heads at all times ({said}) {missed(at_most)}"
    said = ", ".join(f"{name} {heads}" for name, heads in plenty.items())
    beyond = "a target is beyond reach: " if more_heads_never_hurt(choice) else ""
    return f"{beyond}even with far more heads ({said}) {missed(with_plenty)}"


def none_was_found(reason: str) -> str:
    """What is said where no plan was found, and it is not known that more heads never hurt; with the reason that there would be
    none if they never did."""
    return (
        "none of the plans tried holds the targets, those with each pool at its most and at its least among them; more heads may hurt "
        f"here, so that another plan may hold. If they never did: {reason}"
    )


def nothing_is_left(choice: Choice, rises: Sequence[Rise]) -> str:
    """Why none of the plans that keep the rules holds the targets, though the most heads everywhere would."""
    return _in_the_way(choice, "no plan that keeps all rules holds the targets", rises)


def missed(result: Result) -> str:
    """The first target that does not hold: ``wait_mean (all, peak) reaches 17.2 min at 95 % confidence, and must be at most 15 min``."""
    for verdict in result.verdicts():
        if not verdict.holds:
            target, side = verdict.target, "at most" if verdict.target.at_most is not None else "at least"
            unit = measure(target.measure).unit
            return (
                f"{target.measure} ({target.scope}, {target.period}) reaches {_with_unit(verdict.limit, unit)} at "
                f"{100 * target.confidence:g} % confidence, and must be {side} {_with_unit(verdict.threshold, unit)}"
            )
    return "the targets hold"


def _with_unit(value: float, unit: str) -> str:
    """A figure as a target has it: a share in percent, a count without a unit."""
    if isnan(value):
        return "no value"
    return f"{100 * value:.4g} %" if unit == "share" else f"{value:.4g} {unit}".removesuffix(" count")


def _in_the_way(choice: Choice, what: str, rises: Sequence[Rise] = ()) -> str:
    """Which rule alone, left out, would leave a plan."""
    staffing = choice.scenario.staffing
    assert staffing is not None
    if staffing.budget is not None:
        cheaper = _solved(_with(choice, staffing.model_copy(update={"budget": None})), rises)
        if cheaper.heads and cheaper.cost <= staffing.budget:
            return f"the budget of {staffing.budget:g} yuan is too small for overtime and paid calls on top of any schedule"
        if cheaper.heads:
            return f"the budget of {staffing.budget:g} yuan is too small: a plan costs {cheaper.cost:.2f} yuan or more"
    if (
        staffing.total is not None
        and _solved(_with(choice, staffing.model_copy(update={"total": None})), rises).heads
    ):
        return f"too few heads: with a total of {staffing.total} at once {what}"
    without = Choice(choice.scenario.without_floaters(), choice.places, choice.shifts)
    if choice.scenario.floaters and _solved(without, rises).heads:
        there = ", ".join(f"{each.people} of {name}" for name, each in choice.scenario.floaters.items())
        return f"too few floaters, or too far between their halls: with {there} {what}"
    for name, relaxed in _relaxed(staffing):
        if _solved(_with(choice, relaxed), rises).heads:
            return f"rules contradict each other: {what}, but without {name} there is one{_counted(staffing, name)}"
    return f"rules contradict each other: {what}"


def _counted(staffing: Staffing, rule: str) -> str:
    """What a rule says together with others, where counting shows it: of people and their days off, how many shifts they work."""
    for pool, choice in staffing.pools.items():
        off = max(choice.days_off, staffing.roster.days_off if staffing.roster and choice.shift_types else 0)
        named = rule in (f"staffing.pools.{pool}.people", f"staffing.pools.{pool}.days_off")
        if named and choice.people is not None and off:
            shifts = (7 - off) * choice.people
            return f" ({choice.people} people with {off} days off each work {shifts} shifts a week at most)"
    return ""


def _relaxed(staffing: Staffing) -> list[tuple[str, Staffing]]:
    """The same bounds, each time without one rule of one pool."""
    found = [("staffing.cover", staffing.model_copy(update={"cover": ()}))] if staffing.cover else []
    for name, each in staffing.pools.items():
        looser: dict[str, dict[str, Any]] = {
            "least": {"least": 0},
            "change": {"change": None},
            "most_part_time": {"most_part_time": 1.0},
            "people": {"people": None},
            "days_off": {"days_off": 0},
            "least_in_week": {"least_in_week": None},
            "most_in_week": {"most_in_week": None},
            "least_share": {"least_share": 0.0},
            "most_share": {"most_share": 1.0},
        }
        for kind, shift in each.shift_types.items():
            for key, value in (("least", 0), ("most", type(shift).model_fields["most"].default)):
                free = shift.model_copy(update={key: value})
                looser[f"shift_types.{kind}.{key}"] = {"shift_types": {**each.shift_types, kind: free}}
        for key, update in looser.items():
            pools = {**staffing.pools, name: each.model_copy(update=update)}
            found.append((f"staffing.pools.{name}.{key}", staffing.model_copy(update={"pools": pools})))
    return found


def _with(choice: Choice, staffing: Staffing) -> Choice:
    return Choice(choice.scenario.with_staffing(staffing), choice.places, choice.shifts)


def _solved(choice: Choice, rises: Sequence[Rise] = ()) -> Answer:
    program = cheapest(choice)
    program.add(services_have_somebody(program)).add(rises_are_made(program, rises))
    return solve(program)
