"""Counterline's command line: parse, call, write. Nothing else."""

from __future__ import annotations

import json
import signal
import sys
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any, cast

import typer

if TYPE_CHECKING:
    from optimize.posts import Post
    from optimize.roster import RosterFound
    from sim.experiment import Batch
    from sim.scenario import Scenario
    from sim.study import Study

BAD_INPUT, NO_PLAN, INTERRUPTED = 2, 3, 130

MOST = 10_000_000
"""Replications that can be asked for: days of work for the smallest scenario."""

app = typer.Typer(
    help="Simulate and staff the customer service of a utility.",
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_enable=False,
    rich_markup_mode=None,
    context_settings={"help_option_names": ["-h", "--help"]},
)

ScenarioName = Annotated[
    str, typer.Argument(metavar="SCENARIO", help="A YAML file, or the name of a bundled scenario.")
]
Seed = Annotated[int, typer.Option(min=0, help="Seed of the dice.")]
Out = Annotated[
    Path | None, typer.Option(help="Output folder.  [default: out/<name>-<command>]", show_default=False)
]
Quiet = Annotated[bool, typer.Option("--quiet", "-q", help="Print nothing but errors.")]
AsJson = Annotated[bool, typer.Option("--json", help="Print the table as JSON.")]
Replications = Annotated[
    int | None,
    typer.Option(
        min=1, max=MOST, help="Independent runs of the horizon.  [default: 100]", show_default=False
    ),
]
Precision = Annotated[
    str | None,
    typer.Option(
        help="In place of --replications: 100, 200, and so on, until half the interval of every policy's mean wait is "
        "at most so much of it, such as '2 %'."
    ),
]
EngineName = Annotated[str, typer.Option("--engine", help="auto, simpy or numpy.")]
Workers = Annotated[
    int | None,
    typer.Option(min=1, help="Processes.  [default: as many as there are processors]", show_default=False),
]
Language = Annotated[str, typer.Option(help="Words of page, figures and workbook: en or zh.")]
Records = Annotated[bool, typer.Option("--records", help="Write contacts.parquet, one row a stage.")]


class Stop(Exception):
    """The command ends with a message and an exit code."""

    def __init__(self, message: str, code: int = BAD_INPUT) -> None:
        super().__init__(message)
        self.code = code


@dataclass(frozen=True)
class Order:
    """What `run` and `compare` are asked for, as it was written."""

    out: Path
    replications: int | None
    precision: str | None
    engine: str
    workers: int | None
    records: bool
    seed: int
    language: str
    quiet: bool
    as_json: bool


@app.command("list")
def list_scenarios(as_json: AsJson = False) -> None:
    """The bundled scenarios, one line each."""
    from sim.scenario import bundled, load

    names = {name: load(path).name for name, path in bundled().items()}
    print(
        json.dumps(names, ensure_ascii=False, indent=2)
        if as_json
        else "\n".join(f"{name:24} {text}" for name, text in names.items())
    )


@app.command()
def validate(scenario: ScenarioName) -> None:
    """All problems of a scenario and its policies at once, or `ok`."""
    from sim.scenario import load

    load(scenario)
    print("ok")


@app.command()
def schema() -> None:
    """JSON Schema of scenario files, for editors."""
    from sim.scenario.reference import json_schema

    print(json.dumps(json_schema(), indent=2, ensure_ascii=False))


@app.command("run")
def run_one(
    scenario: ScenarioName,
    policy: Annotated[str, typer.Option(help="A policy of the scenario.")] = "baseline",
    replications: Replications = None,
    precision: Precision = None,
    engine: EngineName = "auto",
    workers: Workers = None,
    records: Records = False,
    plan: Annotated[
        Path | None, typer.Option(help="A plan.csv whose staffing replaces the scenario's.")
    ] = None,
    seed: Seed = 1,
    out: Out = None,
    language: Language = "en",
    quiet: Quiet = False,
    as_json: AsJson = False,
) -> None:
    """Simulate a scenario: headline table, measures.csv, report.html, figures."""
    from sim.scenario import load
    from sim.scenario.plan import with_plan

    loaded = load(scenario, policy)
    chosen = with_plan(loaded, plan) if plan else loaded
    folder = out or Path("out") / f"{loaded.source.path.stem}-run"
    _simulate_and_write(
        [chosen],
        "run",
        Order(folder, replications, precision, engine, workers, records, seed, language, quiet, as_json),
    )


@app.command("compare")
def compare_policies(
    scenario: ScenarioName,
    policies: Annotated[
        str | None,
        typer.Option(
            help="Policies, with commas; `baseline` is the scenario without one.  [default: all]",
            show_default=False,
        ),
    ] = None,
    replications: Replications = None,
    precision: Precision = None,
    engine: EngineName = "auto",
    workers: Workers = None,
    records: Records = False,
    seed: Seed = 1,
    out: Out = None,
    language: Language = "en",
    quiet: Quiet = False,
    as_json: AsJson = False,
) -> None:
    """Compare policies on the same dice: as run, and comparison.csv of paired differences."""
    from sim.scenario import load

    loaded = load(scenario)
    named = [loaded.policy, *loaded.policies] if policies is None else policies.split(",")
    names = [name.strip() for name in named]
    if len(set(names)) < max(2, len(names)):
        raise Stop("--policies names at least two different policies, such as baseline,greeter")
    folder = out or Path("out") / f"{loaded.source.path.stem}-compare"
    chosen = [loaded.with_policy(name) for name in names]
    _simulate_and_write(
        chosen,
        "compare",
        Order(folder, replications, precision, engine, workers, records, seed, language, quiet, as_json),
    )


@app.command("staff")
def staff_pools(
    scenario: ScenarioName,
    policy: Annotated[str, typer.Option(help="A policy of the scenario.")] = "baseline",
    method: Annotated[str, typer.Option(help="cuts or two-step.")] = "cuts",
    share: Annotated[
        str | None,
        typer.Option(
            "--share-out",
            help="In place of a search: share out staffing.total over halls for the least waiting in total (total), or where it is longest (worst).",
        ),
    ] = None,
    replications: Annotated[
        int, typer.Option(min=2, help="Replications of the search; the check has four times as many others.")
    ] = 40,
    explain: Annotated[
        bool,
        typer.Option(
            "--why",
            help="Say what binds, what a head more or fewer, other demand and absences change, and cost by threshold.",
        ),
    ] = False,
    shifts: Annotated[
        Path | None,
        typer.Option(help="A shifts.csv whose shifts are given to people, in place of a search for a plan."),
    ] = None,
    time_limit: Annotated[
        float | None,
        typer.Option(
            min=1,
            help="Seconds after which each search, for a plan, other thresholds and a roster, ends with what it has; checks come on top.  "
            "[default: none for a plan, 60 for a roster]",
            show_default=False,
        ),
    ] = None,
    seed: Seed = 1,
    out: Out = None,
    language: Language = "en",
    quiet: Quiet = False,
    as_json: AsJson = False,
) -> None:
    """The cheapest staffing that holds all targets: plan.csv, shifts.csv, plan.xlsx, certificate.json, measures.csv; with
    staffing.roster, roster.csv."""
    import time

    from optimize.allocation import Fairness
    from optimize.beside import beside
    from optimize.deadline import Deadline
    from optimize.effort import Effort
    from optimize.outcome import CannotStaff, Method
    from optimize.posts import posts_of, read_posts
    from optimize.share_out import share_out
    from optimize.solver import SolverError
    from optimize.staff import staff
    from optimize.why import why
    from reports.plan_files import certificate, write_plan
    from reports.plan_page import write_plan_page
    from reports.plan_terminal import print_plan, print_why
    from reports.progress import status
    from reports.roster_files import write_roster
    from sim.experiment import processors
    from sim.scenario import load

    if method not in ("cuts", "two-step"):
        raise Stop(f"--method {method!r} is unknown, write cuts or two-step")
    if share not in (None, "total", "worst"):
        raise Stop(f"--share-out {share!r} is unknown, write total or worst")
    _check_language(language)
    loaded = load(scenario, policy)
    folder = out or Path("out") / f"{loaded.source.path.stem}-staff"
    _make_folder(folder)
    if shifts:
        found = _rostered(loaded, read_posts(loaded, shifts), time_limit, quiet)
        write_roster(found, folder, language)
        _tell_roster(found, folder, quiet, as_json)
        return
    try:
        with status(quiet) as say:
            effort = Effort(replications, 4 * replications)
            until = Deadline(time_limit, time.monotonic)
            if share:
                outcome = share_out(loaded, cast(Fairness, share), seed, effort, say, processors())
            else:
                outcome = staff(loaded, cast(Method, method), seed, effort, say, until, processors())
            say("the scenario's own staffing on the same replications")
            compared = beside(outcome, seed)
            say("why the plan is as it is")
            again = Deadline(time_limit, time.monotonic)
            account = why(outcome, replications, seed, again) if explain and outcome.plan else None
    except (CannotStaff, SolverError) as error:
        raise Stop(f"{loaded.source.path}: {error}") from None
    roster = None
    if outcome.plan and loaded.staffing and loaded.staffing.roster:
        roster = _rostered(loaded, posts_of(outcome.choice, outcome.plan), time_limit, quiet)
    write_plan(outcome, folder, seed, roster, account, language)
    write_plan_page(compared, folder, language)
    _warn_of_boxes(language)
    if as_json:
        print(json.dumps(certificate(outcome, seed, account), ensure_ascii=False, indent=2))
    elif not quiet:
        print_plan(outcome)
        print_why(account, outcome)
        print(f"Plan: {folder}")
    if outcome.plan is None:
        raise Stop(f"{outcome.status}: {outcome.reason}", NO_PLAN)
    if roster:
        _tell_roster(roster, folder, quiet or as_json, as_json=False)


def _rostered(scenario: Scenario, posts: tuple[Post, ...], seconds: float | None, quiet: bool) -> RosterFound:
    """Shifts given to the scenario's people."""
    import time

    from optimize.deadline import Deadline
    from optimize.roster import SECONDS, find_roster
    from optimize.solver import SolverError
    from reports.progress import status

    try:
        with status(quiet) as say:
            return find_roster(scenario, posts, Deadline(seconds or SECONDS, time.monotonic), say)
    except SolverError as error:
        raise Stop(f"{scenario.source.path}: {error}") from None


def _tell_roster(found: RosterFound, folder: Path, quiet: bool, as_json: bool) -> None:
    """Say how the search for a roster ended."""
    from reports.roster_files import summary
    from reports.roster_terminal import print_roster

    if as_json:
        print(json.dumps(summary(found), ensure_ascii=False, indent=2))
    elif not quiet:
        print_roster(found)
        print(f"Roster: {folder}")
    if not found.exists:
        raise Stop(f"{found.status.value}: {found.reason}", NO_PLAN)


def _simulate_and_write(scenarios: Sequence[Scenario], command: str, order: Order) -> None:
    """What `run` and `compare` share: simulate every scenario, write, print."""
    from reports.output import write_outputs
    from reports.terminal import print_headline

    goal, most = _asked(order)
    _make_folder(order.out)
    study = _simulated(scenarios, order, goal, most)
    if study.interrupted and study.count == 0:
        raise Stop(
            "interrupted before every policy had a finished replication; the same command goes on",
            INTERRUPTED,
        )
    results = study.results()
    try:
        write_outputs(results, order.out, command, study.interrupted, order.language)
    except BaseException as error:  # whatever it is, the replications must not be lost with it
        study.keep()
        if isinstance(error, KeyboardInterrupt):
            raise Stop(
                "interrupted before the report was written; the same command goes on", INTERRUPTED
            ) from None
        raise
    _warn_of_boxes(order.language)
    if not order.quiet:
        print_headline(results, order.as_json)
        print(f"Report: {order.out / 'report.html'}", file=sys.stderr if order.as_json else sys.stdout)
    if study.interrupted:
        raise Stop(
            f"interrupted after {study.count} replications; they are written, and the same command goes on",
            INTERRUPTED,
        )
    study.forget()


def _asked(order: Order) -> tuple[float | None, int]:
    """The precision asked for, if any, and the most replications; whatever is wrong with the options ends the command."""
    from sim.experiment import MOST_REPLICATIONS, REPLICATIONS

    if order.precision is not None and order.replications is not None:
        raise Stop("give either --replications or --precision")
    if order.engine not in ("auto", "simpy", "numpy"):
        raise Stop(f"--engine {order.engine!r} is unknown, write auto, simpy or numpy")
    _check_language(order.language)
    goal = _precision(order.precision)
    return goal, MOST_REPLICATIONS if goal else order.replications or REPLICATIONS


def _simulated(scenarios: Sequence[Scenario], order: Order, goal: float | None, most: int) -> Study:
    """All scenarios simulated, with a bar on the terminal, and records written where they are wanted."""
    from reports.progress import bar
    from sim.experiment import REPLICATIONS, Engine, processors
    from sim.study import Study

    try:
        study = Study.begin(scenarios, order.seed, cast(Engine, order.engine), most, order.out, order.records)
    except ValueError as error:
        raise Stop(str(error)) from None
    stops = range(REPLICATIONS, most + 1, REPLICATIONS) if goal else [most]
    with _records_file(order.out, scenarios, order.records) as write, bar(order.quiet) as advance:

        def seen(scenario: Scenario, batch: Batch | None, done: int, total: int) -> None:
            if batch:
                write(scenario, batch.records)
            advance(scenario.policy, done, total)

        study.simulate(stops, goal, order.workers or processors(), order.records, seen)
    return study


def _precision(text: str | None) -> float | None:
    from sim.scenario.units import parse_positive_factor

    if text is None:
        return None
    try:
        return parse_positive_factor(text)
    except ValueError as error:
        raise Stop(f"--precision {text!r} {error}") from None


def _check_language(language: str) -> None:
    from reports.words import LANGUAGES

    if language not in LANGUAGES:
        raise Stop(f"--language {language!r} is unknown, write {' or '.join(LANGUAGES)}")


def _warn_of_boxes(language: str) -> None:
    """Say what the pictures lack, once they are written."""
    from reports.plots.style import draws_chinese

    if language == "zh" and not draws_chinese():
        said = "no font with Chinese is installed, so words in figures/*.png are boxes; report.html and figures/*.svg are not affected"
        print(f"counterline: {said}: install one, such as Noto Sans CJK SC", file=sys.stderr)


def _make_folder(out: Path) -> None:
    """Make the output folder and try to write into it, before hours of simulation rather than after them."""
    import tempfile

    try:
        out.mkdir(parents=True, exist_ok=True)
        with tempfile.TemporaryFile(dir=out):
            pass
    except OSError as error:
        raise Stop(f"--out {out}: cannot be written: {error.strerror or error}") from None


@contextmanager
def _records_file(out: Path, scenarios: Sequence[Scenario], wanted: bool) -> Iterator[Any]:
    """Writes each batch's records into contacts.parquet, which is moved into place at the end."""
    if not wanted:
        yield lambda scenario, records: None
        return
    from reports.records_file import RecordsFile

    with RecordsFile(out / "contacts.parquet", with_policy=len(scenarios) > 1) as file:
        yield file.write


def main() -> None:
    """Run the command line; problems are sentences on stderr, never tracebacks."""
    signal.signal(signal.SIGTERM, _as_interrupt)
    try:
        app()
    except Stop as stop:
        print(f"counterline: {stop}", file=sys.stderr)
        sys.exit(stop.code)
    except KeyboardInterrupt:
        print("counterline: interrupted", file=sys.stderr)
        sys.exit(INTERRUPTED)
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
