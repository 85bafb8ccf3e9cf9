"""Counterline's command line: its commands and their options. Nothing else."""

from __future__ import annotations

import signal
import sys
from pathlib import Path
from typing import Any

import typer
from typer.core import TyperGroup

from commands.console import replace_what_cannot_be_printed
from commands.options import (
    AsJson,
    CheckFile,
    Cluster,
    EngineName,
    Everything,
    Explain,
    Language,
    Method,
    Out,
    Periods,
    PlanFile,
    Policies,
    Policy,
    Precision,
    Quiet,
    Records,
    Replications,
    Requirements,
    ScenarioName,
    Scopes,
    SearchReplications,
    Seed,
    ShareOut,
    Shifts,
    StaffPolicy,
    Strict,
    TimeLimit,
    Workers,
)
from commands.stop import BAD_INPUT, FAILED, INTERRUPTED, Stop
from commands.streams import open_streams
from sim.running.executor import WorkerLost


class Commands(TyperGroup):
    """The commands; what ends one from outside is told in a sentence, where Typer has a word of its own or none."""

    def invoke(self, ctx: Any) -> Any:
        """Run the command that was asked for."""
        try:
            return super().invoke(ctx)
        except KeyboardInterrupt:
            raise Stop("interrupted", INTERRUPTED) from None
        except EOFError as error:
            raise Stop(
                f"a file that was read is cut off: {str(error) or 'it ends too early'}", FAILED
            ) from error


app = typer.Typer(
    cls=Commands,
    help="Simulate and staff the customer service of a utility.",
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_enable=False,
    rich_markup_mode=None,
    context_settings={"help_option_names": ["-h", "--help"]},
)


@app.command("list")
def list_scenarios(as_json: AsJson = False) -> None:
    """The bundled scenarios, one line each."""
    from reports.screen import print_json
    from sim.scenario import bundled, load

    names = {name: load(path).name for name, path in bundled().items()}
    if as_json:
        print_json(names)
    else:
        print("\n".join(f"{name:24} {text}" for name, text in names.items()))


@app.command()
def validate(scenario: ScenarioName, strict: Strict = False) -> None:
    """All problems of a scenario and its policies at once, or `ok`; warnings, and why `staff` would refuse one that can be run."""
    from commands.refusals import warn_of_staffing
    from sim.scenario import load

    found = load(scenario)
    if strict and found.warnings:
        raise Stop("with --strict, warnings are errors")
    print("ok")
    warn_of_staffing(found)


@app.command()
def schema() -> None:
    """JSON Schema of scenario files, for editors."""
    from reports.screen import print_json
    from sim.scenario.reference import json_schema

    print_json(json_schema())


@app.command("run")
def run_one(
    scenario: ScenarioName,
    policy: Policy = "baseline",
    replications: Replications = None,
    precision: Precision = None,
    engine: EngineName = "auto",
    workers: Workers = None,
    cluster: Cluster = None,
    records: Records = False,
    plan: PlanFile = None,
    scopes: Scopes = None,
    periods: Periods = None,
    seed: Seed = 1,
    out: Out = None,
    language: Language = "en",
    quiet: Quiet = False,
    as_json: AsJson = False,
) -> None:
    """Simulate a scenario: headline table, measures.csv, report.html, figures."""
    from commands.named import rows_named
    from commands.simulate import RunRequest, simulate_and_write
    from sim.scenario import load

    chosen = loaded = load(scenario, policy)
    if plan:
        from commands.given_plan import (
            planned,
        )  # here, since it takes the optimizer and a reader of workbooks

        chosen = planned(loaded, plan)
    folder = out or Path("out") / f"{loaded.source.path.stem}-run"
    order = RunRequest(
        folder,
        replications,
        precision,
        engine,
        workers,
        cluster,
        records,
        seed,
        language,
        quiet,
        as_json,
        plan,
        rows_named(loaded, scopes, periods),
    )
    simulate_and_write([chosen], "run", order)


@app.command("compare")
def compare_policies(
    scenario: ScenarioName,
    policies: Policies = None,
    everything: Everything = False,
    scopes: Scopes = None,
    periods: Periods = None,
    replications: Replications = None,
    precision: Precision = None,
    engine: EngineName = "auto",
    workers: Workers = None,
    cluster: Cluster = None,
    records: Records = False,
    seed: Seed = 1,
    out: Out = None,
    language: Language = "en",
    quiet: Quiet = False,
    as_json: AsJson = False,
) -> None:
    """Compare policies on the same dice: as run, and comparison.csv of paired differences."""
    from commands.named import policies_named, rows_named
    from commands.simulate import RunRequest, simulate_and_write
    from sim.scenario import load

    loaded = load(scenario)
    chosen = [loaded.with_policy(name) for name in policies_named(loaded, policies)]
    folder = out or Path("out") / f"{loaded.source.path.stem}-compare"
    order = RunRequest(
        folder,
        replications,
        precision,
        engine,
        workers,
        cluster,
        records,
        seed,
        language,
        quiet,
        as_json,
        choice=rows_named(loaded, scopes, periods),
        everything=everything,
    )
    simulate_and_write(chosen, "compare", order)


@app.command("staff")
def staff_pools(
    scenario: ScenarioName,
    policy: StaffPolicy = None,
    method: Method = "cuts",
    way: Requirements = "sipp",
    share: ShareOut = None,
    replications: SearchReplications = None,
    explain: Explain = False,
    shifts: Shifts = None,
    check: CheckFile = None,
    time_limit: TimeLimit = None,
    cluster: Cluster = None,
    seed: Seed = 1,
    out: Out = None,
    language: Language = "en",
    quiet: Quiet = False,
    as_json: AsJson = False,
) -> None:
    """The cheapest staffing that holds all targets: plan.csv, shifts.csv, plan.xlsx, certificate.json, measures.csv; with
    staffing.roster, roster.csv."""
    from commands.staff import SEARCH, StaffRequest, find_plan, give_shifts
    from sim.scenario import BASELINE, load

    if check:
        from commands.check_plan import CheckRequest, check_plan
        from commands.given_plan import policy_of

        if shifts or share:
            raise Stop("give either --check or a way to a plan, such as --shifts or --share-out")
        loaded = load(scenario, policy or policy_of(check) or BASELINE)
        folder = out or Path("out") / f"{loaded.source.path.stem}-check"
        check_plan(loaded, CheckRequest(check, folder, replications, cluster, seed, language, quiet, as_json))
        return
    loaded = load(scenario, policy or BASELINE)
    folder = out or Path("out") / f"{loaded.source.path.stem}-staff"
    order = StaffRequest(
        folder,
        method,
        way,
        share,
        replications or SEARCH,
        explain,
        time_limit,
        cluster,
        seed,
        language,
        quiet,
        as_json,
    )
    if shifts:
        give_shifts(loaded, shifts, order)
    else:
        named = loaded.staffing.policies if loaded.staffing and policy is None else ()
        find_plan([loaded.with_policy(name) for name in named] or [loaded], order)


def main() -> None:
    """Run the command line; problems are sentences on stderr, never tracebacks."""
    open_streams()
    for name in ("SIGTERM", "SIGHUP"):  # a terminal that is closed asks as politely as anybody else
        if hasattr(signal, name):
            signal.signal(getattr(signal, name), _as_interrupt)
    replace_what_cannot_be_printed()
    try:
        try:
            app()
        finally:
            sys.stdout.flush()  # here, where a full disk is told as any other error is
    except Stop as stop:
        for line in str(stop).splitlines():
            print(f"counterline: {line}", file=sys.stderr)
        sys.exit(stop.code)
    except WorkerLost as error:
        print(f"counterline: {error}", file=sys.stderr)
        sys.exit(FAILED)
    except OSError as error:
        where = f"{error.filename}: " if error.filename else ""
        print(f"counterline: {where}{error.strerror or error}", file=sys.stderr)
        sys.exit(BAD_INPUT)
    except ValueError as error:
        from sim.scenario.problems import ScenarioError  # here, so that --help does not wait for it

        if not isinstance(error, ScenarioError):
            raise
        print(error, file=sys.stderr)
        sys.exit(BAD_INPUT)


def _as_interrupt(number: int, frame: object) -> None:
    """A polite request to stop keeps what is finished, as Ctrl-C does."""
    raise KeyboardInterrupt


if __name__ == "__main__":
    main()
