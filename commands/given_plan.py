"""A plan that a command is given: the ``plan.csv`` or ``plan.xlsx`` of a staffing, as it was written or changed since."""

from __future__ import annotations

import sys
from dataclasses import dataclass
from pathlib import Path

from commands.stop import Stop
from optimize.plans.given import Given, given_rows
from optimize.plans.pay import changes_of_plan
from reports.workbook_reading import Handed, is_workbook, read_origin, read_workbook
from sim.scenario import Scenario
from sim.scenario.plan import read_plan, with_plan
from sim.scenario.problems import Problem, ScenarioError, listed


@dataclass(frozen=True)
class GivenPlan:
    """A plan and, where it is a workbook, what else that says."""

    given: Given
    handed: Handed | None = None


def planned(scenario: Scenario, path: Path) -> Scenario:
    """The scenario with the staffing of a plan.

    Raises
    ------
    ScenarioError
        The plan cannot be read or meant.
    """
    if not is_workbook(path):
        return with_plan(scenario, path)
    handed = read_workbook(scenario, path)
    if handed.origin.policy != scenario.policy:
        said = f"counterline: {path}: is a plan under the policy {handed.origin.policy}, and is run under {scenario.policy}"
        print(said, file=sys.stderr)
    return scenario.replace(changes_of_plan(handed.given.choice, handed.given.plan))


def policy_of(path: Path) -> str | None:
    """The policy that a workbook was written under; a table does not say it."""
    return read_origin(path).policy if is_workbook(path) else None


def given_plan(scenario: Scenario, path: Path) -> GivenPlan:
    """A plan for a check.

    Raises
    ------
    ScenarioError
        The plan cannot be read or meant.
    Stop
        The scenario has no section `staffing`, so there is nothing to check it by.
    """
    if scenario.staffing is None:
        raise Stop(
            f"{scenario.source.path}: there is nothing to choose, so a plan has no rules to be checked by: "
            "add for example staffing: {pools: {clerks: {most: 12}}}, or run its plan.csv with counterline run --plan"
        )
    if is_workbook(path):
        handed = read_workbook(scenario, path)
        return GivenPlan(handed.given, handed)
    rows = read_plan(scenario, path)
    chosen = scenario.staffing.pools
    missing, strange = (
        [pool for pool in chosen if pool not in rows],
        [pool for pool in rows if pool not in chosen],
    )
    if missing:
        said = f"has no rows for {listed(missing)}, whose heads are chosen: add them"
        raise ScenarioError([Problem(str(path), 1, (), None, said)])
    if strange:
        said = f"has rows for {listed(strange)}, whose heads are not chosen: leave them out, or add the pools to staffing.pools"
        raise ScenarioError([Problem(str(path), 1, (), None, said)])
    return GivenPlan(given_rows(scenario, rows))
