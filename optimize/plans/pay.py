"""What a plan pays for: how many people are paid meanwhile and how much above their pool's cost, row by row of its heads.

Heads say who is on duty. Whoever is in a paid break, or has come before the first stretch on duty, is paid as well; the rows
are cut wherever somebody begins or ends being paid, so that the number is the same all through each of them.
"""

from __future__ import annotations

from collections import defaultdict
from itertools import pairwise
from typing import Any, NamedTuple

from optimize.plans.choice import Choice
from optimize.plans.plan import Plan
from optimize.plans.shifts import day_after
from optimize.plans.stretches import plan_rows
from sim.scenario.plan import overrides_of
from sim.scenario.units import DAY, clock_text, parse_clock


class _Paid(NamedTuple):
    """People who are paid from `start` to `end` on a day, at a premium."""

    start: float
    end: float
    people: int
    premium: float


def rows_of_plan(choice: Choice, plan: Plan) -> dict[str, list[dict[str, Any]]]:
    """The rows of a plan by pool, in order of time: ``date``, ``start``, ``end``, ``heads``, and in pools that have types of shifts, or pay
    for more than heads on duty, ``paid`` and ``premium``."""
    scenario = choice.scenario
    rows, paid = plan_rows(scenario, choice.places, plan.heads), _paid_on(choice, plan)
    more = {shift.pool for shift in choice.shifts if shift.kind or shift.premium or not shift.covers}
    assert scenario.staffing is not None
    more |= {pool for pool, chosen in scenario.staffing.pools.items() if chosen.shift_types}
    dates = {scenario.calendar.date(day).isoformat(): day for day in range(scenario.calendar.days)}
    return {
        pool: [part for row in own for part in _with_pay(row, paid[pool, dates[str(row["date"])]])]
        if pool in more
        else own
        for pool, own in rows.items()
    }


def changes_of_plan(choice: Choice, plan: Plan) -> dict[str, Any]:
    """What a plan overrides in the scenario: heads, and what is paid for them."""
    return overrides_of(choice.scenario, rows_of_plan(choice, plan))


def _paid_on(choice: Choice, plan: Plan) -> defaultdict[tuple[str, int], list[_Paid]]:
    """Who is paid when, by pool and day; what a shift does after midnight is paid on the day after."""
    found = defaultdict[tuple[str, int], list[_Paid]](list)
    for shift, people in zip(choice.shifts, plan.people, strict=True):
        for day in shift.days if people else ():
            for part in shift.paid:
                later = part.start >= DAY
                midnight = DAY if later else 0.0
                on = day_after(choice.scenario, day) if later else day
                paid = _Paid(part.start - midnight, part.end - midnight, people, shift.premium)
                found[shift.pool, on].append(paid)
    return found


def _with_pay(row: dict[str, Any], paid: list[_Paid]) -> list[dict[str, Any]]:
    """A row, cut where somebody begins or ends being paid, each part with who is paid in it."""
    start, end = parse_clock(row["start"]), parse_clock(row["end"])
    inner = {edge for each in paid for edge in each[:2] if start < edge < end}
    parts = []
    for first, last in pairwise(sorted({start, end, *inner})):
        now = [each for each in paid if each.start <= first and last <= each.end]
        people = sum(each.people for each in now)
        above = sum(each.people * each.premium for each in now) / people if people else 0.0
        span = {"start": clock_text(first), "end": clock_text(last)}
        parts.append(row | span | {"paid": people, "premium": f"{100 * above:.12g} %"})
    return parts
