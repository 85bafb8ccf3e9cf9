"""`staff --check`: what a plan costs that somebody gives, and whether targets and rules hold."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from commands.at_work import at_work
from commands.checks import check_choices, warn_of_boxes, warn_of_empty
from commands.given_plan import GivenPlan, given_plan
from commands.in_lines import in_lines
from commands.output_folder import output_folder
from commands.stop import NO_PLAN, Stop
from optimize.given_check import GivenCheck, check_given
from optimize.outcome import CannotStaff
from optimize.solver import SolverError
from optimize.staffing_comparison import compare_with_own_staffing
from optimize.verify.check import fresh_replications
from reports.check_files import check_certificate, check_files
from reports.check_terminal import print_check
from reports.output import account, account_of, put_outputs
from reports.plan_page import plan_page_files
from reports.progress import status
from reports.screen import print_json
from reports.words import LANGUAGES
from sim.running.workers import Workers
from sim.scenario import Scenario

REPLICATIONS = 160
"""Replications of a check where neither the command nor the workbook says how many: four times those of a search."""


@dataclass(frozen=True)
class CheckRequest:
    """What `staff --check` is asked for, as it was written."""

    plan: Path
    out: Path
    replications: int | None
    cluster: str | None
    seed: int
    language: str
    quiet: bool
    as_json: bool


def check_plan(scenario: Scenario, order: CheckRequest) -> None:
    """Check a plan, write what is known of it and print it; where it does not hold the command ends with exit code 3."""
    check_choices(("--language", order.language, LANGUAGES))
    plan = given_plan(scenario, order.plan)
    with at_work(None, order.cluster) as workers, output_folder(order.out, scenario, order.plan):
        checked = _checked(plan, order, workers)
        _write(scenario, plan, checked, order, workers)
    if checked.outcome.check:
        warn_of_boxes([scenario], order.language)
        warn_of_empty([checked.outcome.check])
    changes = plan.handed.changes if plan.handed else ()
    if order.as_json:
        print_json(check_certificate(checked, order.seed, changes))
    elif not order.quiet:
        print_check(checked, changes)
        print(f"Check: {order.out}")
    if not checked.holds:
        raise Stop(f"the plan does not hold: {checked.outcome.reason}", NO_PLAN)


def _checked(plan: GivenPlan, order: CheckRequest, workers: Workers) -> GivenCheck:
    """The check, on the replications of the workbook's own or on as many as are asked for."""
    handed = plan.handed
    own = handed.origin.fresh if handed and handed.origin.seed == order.seed else range(0)
    count = 4 * order.replications if order.replications else len(own) or REPLICATIONS
    fresh = range(own.start, own.start + count) if len(own) else fresh_replications(0, count)
    before = handed.before if handed and handed.changes else None
    people = handed.people if handed else None
    try:
        with status(order.quiet, in_lines) as say:
            say("the plan on fresh replications")
            return check_given(plan.given, fresh, order.seed, workers, people, before)
    except (CannotStaff, SolverError) as error:
        raise Stop(str(error)) from None


def _write(
    scenario: Scenario, plan: GivenPlan, checked: GivenCheck, order: CheckRequest, workers: Workers
) -> None:
    """Write what is known, with a page beside the scenario's own staffing where the plan could be simulated."""
    changes = plan.handed.changes if plan.handed else ()
    files = check_files(checked, order.seed, changes, order.language)
    known = account_of(scenario, "staff", order.seed)
    beside = compare_with_own_staffing(checked.outcome, order.seed, workers=workers)
    if beside:
        files |= plan_page_files(checked.outcome, beside, order.language)
        known = account([beside.before, beside.after], "staff")
    put_outputs(order.out, files, known)
