"""The page of a plan: the same as that of a run, with plan and scenario side by side, and the plan over the requirement."""

from __future__ import annotations

from collections import Counter
from functools import partial

from optimize.outcome import StaffingOutcome
from optimize.staffing_comparison import StaffingComparison
from optimize.why import Why
from reports.csv_text import csv_bytes, csv_of_frame
from reports.figure_plans import FigurePlan, with_rest
from reports.output import Files, report_files
from reports.plan_section import plan_section
from reports.plots.frontier import FRONTIER_HEIGHT, cost_against_goal
from reports.plots.largest import largest
from reports.plots.plan import PLAN_HEIGHT, plan_over_requirement
from sim.scenario.units import clock_text

REQUIREMENTS = "requirements.csv"


def plan_page_files(
    outcome: StaffingOutcome,
    beside: StaffingComparison,
    language: str = "en",
    account: Why | None = None,
) -> Files:
    """``report.html``, ``comparison.csv``, ``figures/`` and ``requirements.csv`` of a plan.

    Parameters
    ----------
    outcome : StaffingOutcome
        What the search ended with.
    beside : StaffingComparison
        The plan beside the scenario's own staffing.
    language : str
        Language of page and figures.
    account : Why, optional
        Why the plan is as it is.
    """
    results = [beside.before, beside.after]
    section = plan_section(outcome, beside, language, account)
    files = report_files(
        results,
        language=language,
        more=[*plan_figures(beside, language), *goal_figures(outcome, language)],
        plan=section,
    )
    if beside.needs:
        files[REQUIREMENTS] = csv_bytes(requirements_csv(beside))
    return files


def requirements_csv(beside: StaffingComparison) -> str:
    """What each interval requires: hall or centre, pools of which heads may be, date, interval, visits or calls an hour and offered
    load (empty of requirements by simulation), heads."""
    import pandas as pd

    calendar = beside.before.scenario.calendar
    rows = [
        {
            "site": need.site,
            "pools": " ".join(need.pools),
            "date": calendar.date(need.day).isoformat(),
            "start": clock_text(need.span.start),
            "end": clock_text(need.span.end),
            "per_hour": 60 * need.rate,
            "load": need.load,
            "heads": need.heads,
        }
        for need in beside.needs
    ]
    return csv_of_frame(pd.DataFrame(rows), "%.6g")


def goal_figures(outcome: StaffingOutcome, language: str) -> list[FigurePlan]:
    """What values of the goal cost; nothing without a goal, or where a single plan is known."""
    found = outcome.record.goal
    if found is None or len(found.frontier) < 2:
        return []
    draw = partial(cost_against_goal, found, language=language)
    return [FigurePlan("frontier", "frontier", FRONTIER_HEIGHT, with_rest([draw], 1, language))]


def plan_figures(beside: StaffingComparison, language: str) -> list[FigurePlan]:
    """The plan over the requirement: a panel for each group of pools that the closed forms know; empty without any."""
    heads = Counter[tuple[str, tuple[str, ...]]]()
    for need in beside.needs:
        heads[need.site, need.pools] += need.heads
    draws = [
        partial(
            plan_over_requirement,
            beside.before,
            beside.after,
            [need for need in beside.needs if (need.site, need.pools) == group],
            language=language,
        )
        for group in largest(list(heads), heads.__getitem__)
    ]
    panels = with_rest(draws, len(heads), language)
    return [FigurePlan("plan", "plan", PLAN_HEIGHT, panels)] if panels else []
