"""`staff`: look for a plan, and with staffing.roster for a roster, write them, print them."""

from __future__ import annotations

import json
import time
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import cast

from commands.checks import check_choices, make_folder, warn_of_boxes
from commands.stop import NO_PLAN, Stop
from optimize.allocation import Fairness
from optimize.among_policies import staff_among
from optimize.beside import Beside, beside
from optimize.deadline import Deadline
from optimize.effort import Effort
from optimize.outcome import CannotStaff, Method, Outcome
from optimize.rosters.posts import Post, posts_of, read_posts
from optimize.rosters.roster import SECONDS, RosterFound, find_roster
from optimize.share_out import share_out
from optimize.solver import SolverError
from optimize.staff import staffed, task_of
from optimize.task import Task
from optimize.two_step.requirements import WAYS, Way
from optimize.why import Why, why
from reports.certificate import certificate
from reports.plan_files import CERTIFICATE, write_plan
from reports.plan_page import write_plan_page
from reports.plan_terminal import print_plan
from reports.progress import Say, status
from reports.roster_files import summary, write_roster
from reports.roster_terminal import print_roster
from reports.why_terminal import print_why
from reports.words import LANGUAGES
from sim.processes import processors
from sim.scenario import BASELINE, Scenario


@dataclass(frozen=True)
class Order:
    """What `staff` is asked for, as it was written."""

    out: Path
    method: str
    way: str
    share: str | None
    replications: int
    explain: bool
    time_limit: float | None
    seed: int
    language: str
    quiet: bool
    as_json: bool

    def deadline(self, otherwise: float | None = None) -> Deadline:
        """A deadline that begins now."""
        return Deadline(self.time_limit or otherwise, time.monotonic)


@dataclass(frozen=True)
class Found:
    """A plan, the scenario's own staffing beside it, and why it is as it is."""

    outcome: Outcome
    beside: Beside | None
    account: Why | None


def find_plan(scenarios: Sequence[Scenario], order: Order) -> None:
    """Look for a plan under one of some policies, and for its roster, and write them; without a plan the command ends with what
    was learnt."""
    _check(order)
    if order.share and len(scenarios) > 1:
        raise Stop("--share-out is about one policy: name it, such as --policy baseline")
    found = _found(scenarios, order)
    outcome, roster = found.outcome, None
    scenario = outcome.choice.scenario
    if outcome.plan and scenario.staffing and scenario.staffing.roster:
        roster = _rostered(scenario, posts_of(outcome.choice, outcome.plan), order)
    write_plan(outcome, order.out, order.seed, roster, found.account, order.language)
    write_plan_page(outcome, found.beside, order.out, order.language)
    if found.beside:
        warn_of_boxes(order.language)
    if order.as_json:
        print(json.dumps(certificate(outcome, order.seed, found.account), ensure_ascii=False, indent=2))
    elif not order.quiet:
        print_plan(outcome)
        print_why(found.account, outcome)
        known = order.out / CERTIFICATE
        print(f"Plan: {order.out}{how_to_run(scenario)}" if outcome.plan else f"What is known: {known}")
    if outcome.plan is None:
        raise Stop(f"{outcome.status}: {outcome.reason}", NO_PLAN)
    if roster:
        _tell_roster(roster, order, as_json=False)


def give_shifts(scenario: Scenario, shifts: Path, order: Order) -> None:
    """Give the shifts of a file to people, and write the roster."""
    _check(order)
    found = _rostered(scenario, read_posts(scenario, shifts), order)
    write_roster(found, order.out, order.language)
    _tell_roster(found, order, order.as_json)


def _check(order: Order) -> None:
    check_choices(
        ("--method", order.method, ("cuts", "two-step")),
        ("--requirements", order.way, WAYS),
        ("--share-out", order.share, ("total", "worst")),
        ("--language", order.language, LANGUAGES),
    )
    make_folder(order.out)


def how_to_run(scenario: Scenario) -> str:
    """Under which policy a plan is to be run; empty where it is one of the scenario without a policy."""
    return "" if scenario.policy == BASELINE else f" (run it with --policy {scenario.policy})"


def _found(scenarios: Sequence[Scenario], order: Order) -> Found:
    try:
        with status(order.quiet) as say:
            outcome = _outcome(scenarios, order, say)
            say("the scenario's own staffing on the same replications")
            compared = beside(outcome, order.seed, cast(Way, order.way))
            say("why the plan is as it is")
            explained = order.explain and outcome.plan
            account = None
            if explained:
                account = why(outcome, order.replications, order.seed, order.deadline(), processors())
    except (CannotStaff, SolverError) as error:
        raise Stop(f"{scenarios[0].source.path}: {error}") from None
    return Found(outcome, compared, account)


def _outcome(scenarios: Sequence[Scenario], order: Order, say: Say) -> Outcome:
    effort = Effort(order.replications, 4 * order.replications)
    if order.share:
        return share_out(scenarios[0], cast(Fairness, order.share), order.seed, effort, say, processors())
    method, way, until = cast(Method, order.method), cast(Way, order.way), order.deadline()

    def task_for(scenario: Scenario) -> Task:
        return task_of(scenario, method, order.seed, effort, say, until, processors(), way)

    return staffed(task_for(scenarios[0])) if len(scenarios) == 1 else staff_among(scenarios, task_for)


def _rostered(scenario: Scenario, posts: tuple[Post, ...], order: Order) -> RosterFound:
    """Shifts given to the scenario's people."""
    try:
        with status(order.quiet) as say:
            return find_roster(scenario, posts, order.deadline(SECONDS), say)
    except SolverError as error:
        raise Stop(f"{scenario.source.path}: {error}") from None


def _tell_roster(found: RosterFound, order: Order, as_json: bool) -> None:
    """Say how the search for a roster ended."""
    if as_json:
        print(json.dumps(summary(found), ensure_ascii=False, indent=2))
    elif not (order.quiet or order.as_json):
        print_roster(found)
        known = order.out / "roster.json"
        print(f"Roster: {order.out}" if found.exists else f"What is known of a roster: {known}")
    if not found.exists:
        raise Stop(f"{found.status.value}: {found.reason}", NO_PLAN)
