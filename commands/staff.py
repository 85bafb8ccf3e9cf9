"""`staff`: look for a plan, and with staffing.roster for a roster, write them, print them."""

from __future__ import annotations

import sys
import time
from collections.abc import Sequence
from contextlib import AbstractContextManager, nullcontext
from dataclasses import dataclass
from pathlib import Path
from typing import cast

from commands.alarm import alarm
from commands.at_work import at_work
from commands.checks import check_choices, warn_of_boxes, warn_of_empty
from commands.in_lines import in_lines
from commands.output_folder import output_folder
from commands.stop import FAILED, INTERRUPTED, NO_PLAN, Stop
from optimize.allocation import Fairness
from optimize.deadline import Behind, BrokenOff, Deadline
from optimize.known_results import KnownResults
from optimize.outcome import IN_TIME, CannotStaff, Record, StaffingOutcome
from optimize.plans.choice import choice_of
from optimize.policy_choice import staff_under_policies
from optimize.requirements.counter_requirements import WAYS, Way
from optimize.rosters.posts import Post, posts_of, read_posts
from optimize.rosters.roster import SECONDS, RosterFound, find_roster
from optimize.share_out import share_out
from optimize.solver import SolverError
from optimize.staff import staffed, task_of
from optimize.staffing_comparison import StaffingComparison, compare_with_own_staffing
from optimize.task import Effort, Method, Task
from optimize.why import Why, why
from reports.certificate import certificate
from reports.output import account, account_of, put_outputs
from reports.plan_files import CERTIFICATE, plan_files, rostered_files
from reports.plan_page import plan_page_files
from reports.plan_terminal import print_plan
from reports.progress import Say, status
from reports.roster_files import FILES as ROSTER_FILES
from reports.roster_files import summary
from reports.roster_terminal import print_roster
from reports.screen import print_json
from reports.why_terminal import print_why
from reports.words import LANGUAGES
from sim.running.file_set import put_set, read_manifest
from sim.running.kept_answers import KeptAnswers
from sim.running.workers import Workers
from sim.scenario import BASELINE, Scenario

FOR_CHECK = 0.25
"""Share of the time limit that is left to the check of a plan, and to the bound of its cost (assumed)."""

MOST_FOR_CHECK = 120.0
"""Seconds that these need at most (assumed: three halls and a line over four weeks take some twenty for the plan, as many for the
scenario's own staffing, and twice that where the machine has other work)."""


FOR_FILES = 0.05
"""Share of the time limit that is left to the files of a plan, its page among them (assumed)."""

MOST_FOR_FILES = 5.0
"""Seconds that these need at most (assumed)."""

AFTER_TIME = 2.0
"""Seconds that the scenario's own staffing may take beyond the time limit where a plan was checked at its end (assumed)."""

NO_PAGE = "counterline: no time was left for the scenario's own staffing, beside which report.html shows the plan: it is not written; give it longer"

SEARCH = 40
"""Replications of a search if nobody says otherwise."""


@dataclass(frozen=True)
class StaffRequest:
    """What `staff` is asked for, as it was written."""

    out: Path
    method: str
    way: str
    share: str | None
    replications: int
    explain: bool
    time_limit: float | None
    cluster: str | None
    seed: int
    language: str
    quiet: bool
    as_json: bool

    @property
    def depends_on(self) -> tuple[object, ...]:
        """What a search depends on, beside the scenario and the seed."""
        return (self.method, self.way, self.share, self.replications)

    def deadline(self, broken_off: BrokenOff, otherwise: float | None = None) -> Deadline:
        """A deadline that begins now."""
        return Deadline(self.time_limit or otherwise, time.monotonic, alarm, broken_off=broken_off)

    def elsewhere(self) -> AbstractContextManager[Say]:
        """What becomes of progress where there is no terminal: lines for whoever reads a log, nothing for a program that reads JSON."""
        return nullcontext(lambda _: None) if self.as_json else in_lines()

    def search_deadline(self) -> Deadline:
        """The same for a search, which leaves time to the check of its plan."""
        reserved = min(MOST_FOR_CHECK, FOR_CHECK * self.time_limit) if self.time_limit else 0.0
        return Deadline(self.time_limit, time.monotonic, alarm, reserved, behind=Behind(self.for_files))

    @property
    def for_files(self) -> float:
        """Seconds of the time limit that are left to the files of a plan."""
        return min(MOST_FOR_FILES, FOR_FILES * self.time_limit) if self.time_limit else 0.0


@dataclass(frozen=True)
class Found:
    """A plan, the scenario's own staffing beside it, why it is as it is, what broke off the search, and whether it came to its own end."""

    outcome: StaffingOutcome
    beside: StaffingComparison | None
    account: Why | None
    broken_off: BrokenOff
    is_whole: bool


def find_plan(scenarios: Sequence[Scenario], order: StaffRequest) -> None:
    """Look for a plan under one of some policies, and for its roster, and write them; without a plan the command ends with what
    was learnt."""
    _check(order)
    if order.share and len(scenarios) > 1:
        raise Stop("--share-out is about one policy: name it, such as --policy baseline")
    if order.explain and not all(scenario.targets for scenario in scenarios):
        raise Stop("--why says which target binds, and the scenario has none: leave it out, or add a target")
    with at_work(None, order.cluster) as workers, output_folder(order.out, scenarios[0]):
        kept = KeptAnswers(order.out, scenarios, order.seed, order.depends_on)
        found = _found(scenarios, order, workers, KnownResults(kept.read(), kept.add))
        outcome, roster = found.outcome, None
        scenario = outcome.choice.scenario
        if outcome.check and outcome.plan and scenario.staffing and scenario.staffing.roster:
            roster = _rostered(scenario, posts_of(outcome.choice, outcome.plan), order, found.broken_off)
        _write(found, roster, order)
        if found.is_whole:
            kept.forget()
    if found.beside:
        warn_of_boxes([scenario], order.language)
    elif outcome.check and not found.broken_off.by:
        print(NO_PAGE, file=sys.stderr)
    if outcome.check:
        warn_of_empty([outcome.check])
    if order.as_json:
        print_json(certificate(outcome, order.seed, found.account))
    elif not order.quiet:
        print_plan(outcome, found.beside)
        print_why(found.account, outcome)
        known = order.out / CERTIFICATE
        print(f"Plan: {order.out}{how_to_run(scenario)}" if outcome.plan else f"What is known: {known}")
    if found.broken_off.by:
        raise Stop(_what_is_known(found), INTERRUPTED if found.broken_off.by == "user" else FAILED)
    if not outcome.is_checked:
        raise Stop(f"{outcome.status}: {outcome.reason}", NO_PLAN)
    if roster:
        _tell_roster(roster, order, as_json=False)


def give_shifts(scenario: Scenario, shifts: Path, order: StaffRequest) -> None:
    """Give the shifts of a file to people, and write the roster; a plan that lies in the folder stays there."""
    _check(order)
    broken_off = BrokenOff()
    with output_folder(order.out, scenario, shifts):
        found = _rostered(scenario, read_posts(scenario, shifts), order, broken_off)
        known = read_manifest(order.out).account or account_of(scenario, "staff", order.seed)
        files = rostered_files(found, order.language)
        put_set(order.out, files, known, stale=ROSTER_FILES.__contains__)
    if broken_off.by == "user":
        raise Stop("interrupted; what is known of a roster until then is written", INTERRUPTED)
    _tell_roster(found, order, order.as_json)


def _write(found: Found, roster: RosterFound | None, order: StaffRequest) -> None:
    """Write a plan, or what is known without one, with its page and its roster."""
    outcome, beside = found.outcome, found.beside
    files = plan_files(outcome, order.seed, roster, found.account, order.language)
    known = account_of(outcome.choice.scenario, "staff", order.seed)
    if beside:
        files |= plan_page_files(outcome, beside, order.language, found.account)
        known = account([beside.before, beside.after], "staff")
    put_outputs(order.out, files, known)


def _check(order: StaffRequest) -> None:
    check_choices(
        ("--method", order.method, ("cuts", "two-step")),
        ("--requirements", order.way, WAYS),
        ("--share-out", order.share, ("total", "worst")),
        ("--language", order.language, LANGUAGES),
    )


def how_to_run(scenario: Scenario) -> str:
    """Under which policy a plan is to be run; empty where it is one of the scenario without a policy."""
    return "" if scenario.policy == BASELINE else f" (run it with --policy {scenario.policy})"


def _found(
    scenarios: Sequence[Scenario], order: StaffRequest, workers: Workers, known: KnownResults
) -> Found:
    try:
        with status(order.quiet, order.elsewhere) as say:
            until = order.search_deadline()
            if len(known):
                say(f"going on from {len(known):,} staffings that were simulated before")
            outcome = _outcome(scenarios, order, until, say, workers, known)
            is_whole = not until.is_over and outcome.record.stopped_after is None
            compared, account = _shown(outcome, order, until, say, workers)
    except (CannotStaff, SolverError) as error:
        raise Stop(f"{scenarios[0].source.path}: {error}") from None
    return Found(outcome, compared, account, until.broken_off, is_whole)


def _shown(
    outcome: StaffingOutcome, order: StaffRequest, until: Deadline, say: Say, workers: Workers
) -> tuple[StaffingComparison | None, Why | None]:
    """What a report shows beside a plan that was checked, unless time is over or somebody asked to stop."""
    compared, account, broken_off = None, None, until.broken_off
    if outcome.check and not broken_off.by:
        behind = until.to_the_end(order.for_files).at_least(AFTER_TIME)
        with behind.ends():
            say("the scenario's own staffing on the same replications")
            compared = compare_with_own_staffing(outcome, order.seed, cast(Way, order.way), workers, behind)
    if outcome.check and order.explain and not broken_off.by:
        with Deadline(broken_off=broken_off).ends():
            say("why the plan is as it is")
            account = why(outcome, order.replications, order.seed, order.deadline(broken_off), workers)
    return compared, account


def _what_is_known(found: Found) -> str:
    """What is told where something broke off the search."""
    broken_off, outcome = found.broken_off, found.outcome
    why = "interrupted" if broken_off.by == "user" else broken_off.reason
    if outcome.plan is None:
        return f"{why}; no plan was found until then"
    checked = (
        "was checked on fresh replications" if outcome.is_checked else "was not checked on fresh replications"
    )
    return f"{why}; the best plan until then is written, and {checked}"


def _outcome(
    scenarios: Sequence[Scenario],
    order: StaffRequest,
    until: Deadline,
    say: Say,
    workers: Workers,
    known: KnownResults,
) -> StaffingOutcome:
    effort = Effort(order.replications, 4 * order.replications)
    if order.share:
        return _shared_out(scenarios[0], order, effort, until, say, workers)
    method, way = cast(Method, order.method), cast(Way, order.way)

    def task_for(scenario: Scenario) -> Task:
        return task_of(scenario, method, order.seed, effort, say, until, workers, way, known)

    return (
        staffed(task_for(scenarios[0])) if len(scenarios) == 1 else staff_under_policies(scenarios, task_for)
    )


def _shared_out(
    scenario: Scenario, order: StaffRequest, effort: Effort, until: Deadline, say: Say, workers: Workers
) -> StaffingOutcome:
    """Heads shared out over halls; nothing is known before the end."""
    found = None
    with until.last.ends():
        found = share_out(scenario, cast(Fairness, order.share), order.seed, effort, say, workers)
    return found or StaffingOutcome(choice_of(scenario), "time_limit", IN_TIME, record=Record("share-out"))


def _rostered(
    scenario: Scenario, posts: tuple[Post, ...], order: StaffRequest, broken_off: BrokenOff
) -> RosterFound:
    """Shifts given to the scenario's people."""
    try:
        with status(order.quiet, order.elsewhere) as say:
            return find_roster(scenario, posts, order.deadline(broken_off, SECONDS), say)
    except (CannotStaff, SolverError) as error:
        raise Stop(f"{scenario.source.path}: {error}") from None


def _tell_roster(found: RosterFound, order: StaffRequest, as_json: bool) -> None:
    """Say how the search for a roster ended."""
    if as_json:
        print_json(summary(found))
    elif not (order.quiet or order.as_json):
        print_roster(found)
        known = order.out / "roster.json"
        print(f"Roster: {order.out}" if found.exists else f"What is known of a roster: {known}")
    if not found.exists:
        raise Stop(f"{found.status.value}: {found.reason}", NO_PLAN)
