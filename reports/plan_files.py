"""The files of a staffing plan: ``plan.csv``, ``shifts.csv``, ``plan.xlsx``, ``certificate.json``, ``measures.csv``, ``frontier.csv``."""

from __future__ import annotations

import json
from typing import Any

from optimize.outcome import StaffingOutcome
from optimize.plans.pay import rows_of_plan
from optimize.rosters.posts import SHIFT_COLUMNS, given_of_posts
from optimize.rosters.roster import RosterFound
from optimize.why import Why
from reports.certificate import certificate
from reports.csv_text import csv_bytes, csv_of_rows
from reports.goal_facts import FRONTIER, frontier_csv
from reports.output import Files, measures_files
from reports.roster_files import roster_files
from reports.workbook import workbook
from sim.scenario.plan import COLUMNS, PAY
from sim.scenario.units import clock_text

CERTIFICATE, WORKBOOK = "certificate.json", "plan.xlsx"


def plan_files(
    outcome: StaffingOutcome,
    seed: int,
    roster: RosterFound | None = None,
    account: Why | None = None,
    language: str = "en",
) -> Files:
    """All files of a plan; without a check there are no measures, without a plan the certificate alone.

    Parameters
    ----------
    outcome : StaffingOutcome
        What the search ended with.
    seed : int
        Seed of the dice.
    roster : RosterFound, optional
        The plan's roster; its files are among them.
    account : Why, optional
        Why the plan is as it is; goes into the certificate.
    language : str
        Language of the workbook.
    """
    known = json.dumps(certificate(outcome, seed, account), indent=2, ensure_ascii=False) + "\n"
    files: Files = {CERTIFICATE: known.encode()}
    if outcome.plan is not None:
        files |= {
            "plan.csv": csv_bytes(plan_csv(outcome)),
            "shifts.csv": csv_bytes(shifts_csv(outcome)),
            WORKBOOK: workbook(outcome.choice, outcome.plan, roster, language, outcome, seed),
        }
    goal = outcome.record.goal
    if goal is not None and goal.frontier:
        files[FRONTIER] = csv_bytes(frontier_csv(goal))
    checked = outcome.as_policy
    if checked is not None:
        files |= measures_files([checked])
    return files | (roster_files(roster) if roster else {})


def rostered_files(found: RosterFound, language: str = "en") -> Files:
    """The files of a roster of shifts that were given: its own, and a workbook of the plan that they are."""
    files = roster_files(found)
    if found.exists:
        given = given_of_posts(found.task.scenario, found.task.posts)
        files[WORKBOOK] = workbook(given.choice, given.plan, found, language)
    return files


def plan_csv(outcome: StaffingOutcome) -> str:
    """Heads by pool, date and stretch, as ``counterline run --plan`` reads them; where there are types of shifts, with what is paid."""
    assert outcome.plan is not None
    rows = rows_of_plan(outcome.choice, outcome.plan)
    says_pay = any(name in row for of_pool in rows.values() for row in of_pool for name in PAY)
    columns = (*COLUMNS, *PAY) if says_pay else COLUMNS
    return csv_of_rows(
        columns,
        (
            [pool, *(row.get(name, "") for name in columns[1:])]
            for pool, of_pool in rows.items()
            for row in of_pool
        ),
    )


def shifts_csv(outcome: StaffingOutcome) -> str:
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
    return csv_of_rows(SHIFT_COLUMNS, sorted(rows, key=lambda row: (row[0], row[1], row[3], row[4])))
