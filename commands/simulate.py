"""`run` and `compare`: simulate every scenario, write, print."""

from __future__ import annotations

import sys
from collections.abc import Mapping, Sequence
from contextlib import AbstractContextManager, nullcontext, suppress
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, cast

from commands.at_work import at_work
from commands.checks import check_choices, warn_of_boxes, warn_of_empty
from commands.output_folder import output_folder
from commands.stop import FAILED, INTERRUPTED, Stop
from reports.output import write_outputs
from reports.progress import bar
from reports.terminal import print_headline, print_summary
from reports.words import LANGUAGES
from sim.results.choice import OPEN, Choice
from sim.results.result import Result
from sim.running.experiment import MOST_REPLICATIONS, REPLICATIONS, Batch, Engine
from sim.running.study import Study
from sim.running.workers import Workers
from sim.scenario import Scenario
from sim.scenario.units import parse_positive_factor

if TYPE_CHECKING:
    from reports.records_file import RecordsFiles


@dataclass(frozen=True)
class RunRequest:
    """What `run` and `compare` are asked for, as it was written."""

    out: Path
    replications: int | None
    precision: str | None
    engine: str
    workers: int | None
    cluster: str | None
    records: bool
    seed: int
    language: str
    quiet: bool
    as_json: bool
    plan: Path | None = None
    choice: Choice = OPEN
    everything: bool = True


def simulate_and_write(scenarios: Sequence[Scenario], command: str, order: RunRequest) -> None:
    """What `run` and `compare` share: simulate every scenario, write, print."""
    goal, most = _asked(order)
    with (
        at_work(order.workers, order.cluster) as workers,
        output_folder(order.out, scenarios[0], order.plan),
        _records_file(order, scenarios) as records,
    ):
        study = _simulated(scenarios, order, goal, most, workers, records)
        if study.interrupted and study.count == 0:
            raise Stop(_before_anything(study), _code(study))
        results = study.results()
        _write(results, command, order, study, records.whole() if records else {})
        if not study.interrupted:
            study.forget()
    warn_of_boxes(scenarios, order.language)
    warn_of_empty(results)
    if not order.quiet:
        if order.everything or order.as_json:
            print_headline(results, order.as_json)
        else:
            print_summary(results)
        print(f"Report: {order.out / 'report.html'}", file=sys.stderr if order.as_json else sys.stdout)
    if study.interrupted:
        raise Stop(
            f"{_why(study)} after {study.count} replications; they are written, and the same command goes on",
            _code(study),
        )


def _why(study: Study) -> str:
    return f"{study.lost}: the run ended" if study.lost else "interrupted"


def _code(study: Study) -> int:
    return FAILED if study.lost else INTERRUPTED


def _before_anything(study: Study) -> str:
    """What is told where nothing can be shown: whether some policy at least is further than the others."""
    if any(each.count for each in study.finished):
        return (
            f"{_why(study)} before every policy had its first batch of replications; the same command goes on"
        )
    return f"{_why(study)} before the first batch of replications was finished, so that there is nothing to show or to go on with"


def _write(
    results: list[Result], command: str, order: RunRequest, study: Study, records: Mapping[str, Path]
) -> None:
    """Write everything; where that breaks off, the replications are kept."""
    try:
        write_outputs(results, order.out, command, study.interrupted, order.language, records, order.choice)
    except BaseException as error:  # whatever it is, the replications must not be lost with it
        with suppress(OSError):  # the disk is full, which is told of the first file that finds it so
            study.keep()
        if isinstance(error, KeyboardInterrupt):
            raise Stop(
                "interrupted before the report was written; the same command goes on", INTERRUPTED
            ) from None
        raise


def _asked(order: RunRequest) -> tuple[float | None, int]:
    """The precision asked for, if any, and the most replications; whatever is wrong with the options ends the command."""
    if order.precision is not None and order.replications is not None:
        raise Stop("give either --replications or --precision")
    engines = ("auto", "simpy", "numpy")
    check_choices(("--engine", order.engine, engines), ("--language", order.language, LANGUAGES))
    goal = _precision(order.precision)
    return goal, MOST_REPLICATIONS if goal else order.replications or REPLICATIONS


def _simulated(
    scenarios: Sequence[Scenario],
    order: RunRequest,
    goal: float | None,
    most: int,
    workers: Workers,
    records: RecordsFiles | None,
) -> Study:
    """All scenarios simulated, with a bar on the terminal, and records written where they are wanted."""
    stops = range(REPLICATIONS, most + 1, REPLICATIONS) if goal else [most]
    with bar(order.quiet) as advance:
        try:
            study = Study.begin(scenarios, order.seed, cast(Engine, order.engine), order.out, order.records)
        except ValueError as error:
            raise Stop(str(error)) from None

        def seen(scenario: Scenario, batch: Batch | None, done: int, total: int) -> None:
            if batch and batch.records is not None and records:
                records.write(scenario, batch.records)
            advance(scenario.policy, done, total)

        study.simulate(stops, goal, workers, order.records, seen)
    return study


def _precision(text: str | None) -> float | None:
    """How narrow intervals are asked to be."""
    if text is None:
        return None
    try:
        return parse_positive_factor(text)
    except ValueError as error:
        raise Stop(f"--precision {text!r} {error}") from None


def _records_file(
    order: RunRequest, scenarios: Sequence[Scenario]
) -> AbstractContextManager[RecordsFiles | None]:
    """Writes each batch's records into contacts.parquet, and those of orders beside it."""
    if not order.records:
        return nullcontext()
    from reports.records_file import RecordsFiles  # here, because it is slow to import

    return RecordsFiles(order.out, with_policy=len(scenarios) > 1)
