"""The files of a staffing plan: ``plan.csv``, ``shifts.csv``, ``plan.xlsx``, ``certificate.json``, ``measures.csv``."""

from __future__ import annotations

import csv
import io
import json
import math
from collections.abc import Iterable
from pathlib import Path
from typing import Any

from optimize.allocation import Allocation
from optimize.level_search import LevelSearch
from optimize.outcome import Outcome
from optimize.plan import trained_in
from optimize.posts import SHIFT_COLUMNS
from optimize.roster import RosterFound
from optimize.shortfall import Shortfall, shortfalls
from optimize.stretches import name_of, plan_rows
from optimize.two_step import TwoStep
from optimize.why import Why
from reports.output import measures_csv, put
from reports.roster_files import write_roster
from reports.why_account import account_of
from reports.words import words
from reports.workbook import workbook
from sim.result import Verdict
from sim.scenario.plan import COLUMNS
from sim.scenario.units import clock_text

CERTIFICATE = "certificate.json"
FILES = ("plan.csv", "shifts.csv", "plan.xlsx", "measures.csv", CERTIFICATE)
"""Everything that a plan is written to; without a plan only the certificate is, and what an earlier one left is removed."""


def write_plan(
    outcome: Outcome,
    out: Path,
    seed: int,
    roster: RosterFound | None = None,
    account: Why | None = None,
    language: str = "en",
) -> None:
    """Write all files, each moved into place when it is whole; everything is made before the first is written.

    Parameters
    ----------
    outcome : Outcome
        What the search ended with.
    out : Path
        The folder, made if it is not there.
    seed : int
        Seed of the dice.
    roster : RosterFound, optional
        The plan's roster; its files are written too.
    account : Why, optional
        Why the plan is as it is; goes into the certificate.
    language : str
        Language of the workbook.

    Raises
    ------
    OSError
        The folder cannot be written.
    """
    files = {
        CERTIFICATE: json.dumps(certificate(outcome, seed, account), indent=2, ensure_ascii=False).encode()
        + b"\n"
    }
    checked = outcome.as_policy
    if outcome.plan is not None and checked is not None:
        files = {
            "plan.csv": plan_csv(outcome).encode(),
            "shifts.csv": shifts_csv(outcome).encode(),
            "plan.xlsx": workbook(outcome.choice, outcome.plan, roster, language),
            "measures.csv": measures_csv([checked]).encode(),
            **files,
        }
    out.mkdir(parents=True, exist_ok=True)
    for name in FILES:
        if name in files:
            put(out / name, files[name])
        else:
            (out / name).unlink(missing_ok=True)
    write_roster(roster, out, language)


def plan_csv(outcome: Outcome) -> str:
    """Heads by pool, date and stretch, as ``counterline run --plan`` reads them."""
    assert outcome.plan is not None
    rows = plan_rows(outcome.choice.scenario, outcome.choice.places, outcome.plan.heads)
    return _csv(
        COLUMNS,
        ([pool, *(row[name] for name in COLUMNS[1:])] for pool, of_pool in rows.items() for row in of_pool),
    )


def shifts_csv(outcome: Outcome) -> str:
    """People by shift and date, with what they cost that day by the schedule."""
    assert outcome.plan is not None
    calendar = outcome.choice.scenario.calendar
    rows: list[list[Any]] = []
    for shift, people in zip(outcome.choice.shifts, outcome.plan.people, strict=True):
        pause = [clock_text(edge) for edge in shift.pause] if shift.pause else ["", ""]
        for day in shift.days if people else ():
            cost = f"{people * shift.cost / len(shift.days):.2f}"
            times = [clock_text(shift.time.start), clock_text(shift.time.end), *pause]
            rows.append([shift.pool, calendar.date(day).isoformat(), shift.kind, *times, people, cost])
    return _csv(SHIFT_COLUMNS, sorted(rows, key=lambda row: (row[0], row[1], row[3], row[4])))


def certificate(outcome: Outcome, seed: int, account: Why | None = None) -> dict[str, Any]:
    """What is known of a plan, and how: ``certificate.json``."""
    plan, check = outcome.plan, outcome.check
    known: dict[str, Any] = {
        "status": outcome.status,
        "reason": outcome.reason,
        "method": outcome.method,
        "cost": plan.cost if plan else None,
        "bound": _number(outcome.bound) if outcome.is_bounded else None,
        "gap": outcome.gap,
        "cost_of_calls": plan.calls if plan else None,
        "cross_training": [
            {"of": each.of, "into": each.into, "people": people, "cost": each.cost * people}
            for each, people in (trained_in(outcome.choice, plan) if plan else ())
        ],
        "bound_assumes": words()(f"plan.assumed.{outcome.assumed}") if outcome.is_bounded else None,
        "targets": [_target(verdict) for verdict in check.verdicts()] if check else [],
        "replications": check.replications if check else 0,
        "seed": seed,
        "two_step": {
            "as_it_stands": _step([step for step in outcome.steps if step.factor == 1]),
            "least_volume_that_holds": _step([step for step in outcome.steps if step.holds]),
        },
        "fewer": [
            {"people": plan_of_fewer.people, "cost": plan_of_fewer.cost, "holds": holds}
            for plan_of_fewer, holds in outcome.fewer
        ],
    }
    if outcome.shared:
        known["shared_out"] = _shared(outcome.shared)
    return known | _search(outcome) | ({"why": account_of(account)} if account else {})


def _shared(shared: Allocation) -> dict[str, Any]:
    """Heads by pool, and what was waited with them on the replications of the search."""
    return {
        "heads": shared.heads,
        "minutes_waited": shared.waiting,
        "longest_mean_wait_of_a_hall": shared.worst,
    }


def _search(outcome: Outcome) -> dict[str, Any]:
    search = outcome.search
    if outcome.levels:
        return _by_levels(outcome, outcome.levels)
    if search is None:
        return {}
    tests, broken = search.line_tests()
    pairs, worse = search.trials.broken_pairs()
    lines_are_right = not broken and (outcome.plan is None or search.line_bound <= outcome.plan.cost)
    return {
        "search": {
            "replications": len(search.trials.replications),
            "rounds": search.rounds,
            "staffings_simulated": search.trials.simulated,
            "bound_if_waits_are_convex": _number(search.line_bound) if lines_are_right else None,
            "tests_of_convexity": {"comparisons": tests, "failed": broken},
            "most_lost_by_hall": search.trials.guard.most,
            "tests_of_more_heads_never_hurt": {"pairs": pairs, "failed": worse},
        },
        "stretches": [name_of(outcome.choice.scenario, place) for place in outcome.choice.places],
        "heads": list(outcome.plan.heads) if outcome.plan else [],
    }


def _by_levels(outcome: Outcome, search: LevelSearch) -> dict[str, Any]:
    """What a search by levels tried: what closed forms promised of each plan, and what simulation kept."""
    tried = [
        {
            "cost": each.plan.cost,
            "promised": [round(level, 6) for level in each.promise.levels.tolist()],
            "kept": [round(level, 6) for level in each.levels.tolist()],
            "holds": each.holds,
            "short_of": [
                _short_of(missed) for missed in shortfalls(search.choice.scenario.targets, each.slacks)
            ],
        }
        for each in search.kept
    ]
    return {
        "search": {
            "replications": len(search.replications),
            "staffings_simulated": len(search.kept),
            "levels": [search.choice.scenario.targets[number].measure for number in search.guided],
            "tried": tried,
        },
        "stretches": [name_of(outcome.choice.scenario, place) for place in outcome.choice.places],
        "heads": list(outcome.plan.heads) if outcome.plan else [],
    }


def _short_of(missed: Shortfall) -> dict[str, Any]:
    """A target that a plan missed, and by how much in the measure's unit; null where the measure has no value."""
    target = missed.target
    where = {"measure": target.measure, "scope": target.scope, "period": target.period}
    return {**where, "by": _number(missed.by)}


def _step(steps: list[TwoStep]) -> dict[str, Any] | None:
    """The first of some two-step plans: times which volume it is for, what it costs, whether it held in the search."""
    if not steps:
        return None
    return {"volume": steps[0].factor, "cost": steps[0].plan.cost, "holds_in_search": steps[0].holds}


def _target(verdict: Verdict) -> dict[str, Any]:
    target, estimate = verdict.target, verdict.estimate
    return {
        "measure": target.measure,
        "scope": target.scope,
        "period": target.period,
        "side": "at_most" if target.at_most is not None else "at_least",
        "threshold": verdict.threshold,
        "confidence": target.confidence,
        "value": _number(estimate.mean),
        "ci_low": _number(estimate.low),
        "ci_high": _number(estimate.high),
        "limit": _number(verdict.limit),
        "holds": verdict.holds,
    }


def _number(value: float) -> float | None:
    """A number as JSON knows them."""
    return value if math.isfinite(value) else None


def _csv(columns: Iterable[str], rows: Iterable[list[Any]]) -> str:
    text = io.StringIO()
    writer = csv.writer(text, lineterminator="\n")
    writer.writerow(columns)
    writer.writerows(rows)
    return text.getvalue()
