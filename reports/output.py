"""The files of a run: tables, page and figures, and what the manifest says of them."""

from __future__ import annotations

import io
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeAlias

from reports.csv_text import csv_bytes, csv_of_frame
from reports.figure_plans import FigurePlan
from reports.figures import draw_figures
from reports.page import render_page
from reports.paired import same_replications
from reports.plan_section import PlanSection
from reports.provenance import files_read, versions
from sim.results.choice import OPEN, Choice
from sim.results.comparison import compare
from sim.results.result import COLUMNS, Result
from sim.running.checkpoint import is_checkpoint
from sim.running.file_set import Content, put_set
from sim.scenario import Scenario

if TYPE_CHECKING:
    import pandas as pd

COMPARISON, MEASURES, MEASURES_PARQUET = "comparison.csv", "measures.csv", "measures.parquet"
MANY_ROWS = 200_000
"""Rows from which on a table is written as Parquet, too, which is read in a moment."""
FIGURES = "figures"
"""The folder of the figures."""

Files: TypeAlias = dict[str, Content]
"""What is to be written, by name in the output folder."""


def write_outputs(
    results: Sequence[Result],
    out: Path,
    command: str,
    interrupted: bool = False,
    language: str = "en",
    records: Mapping[str, Path] | None = None,
    choice: Choice = OPEN,
) -> None:
    """Write ``measures.csv``, ``comparison.csv`` (of several results), ``manifest.json``, ``report.html`` and ``figures/``.

    Everything is made before the first file is moved into place. The same results give the same bytes.

    Parameters
    ----------
    results : sequence of Result
        Of one scenario and seed; the others are held against the first.
    out : Path
        The folder, made if it is not there.
    command : str
        What the user asked for, for the manifest.
    interrupted : bool
        Whether the run ended early.
    language : str
        Language of page and figures.
    records : mapping, optional
        The temporary files of records, where they are wanted, by the names that they get.
    choice : Choice
        Which rows ``measures.csv`` has.

    Raises
    ------
    OSError
        The folder cannot be written.
    """
    files = report_files(results, interrupted, language)
    files |= measures_files(results, choice)
    files |= records or {}
    put_outputs(out, files, account(results, command, interrupted))


def report_files(
    results: Sequence[Result],
    interrupted: bool = False,
    language: str = "en",
    more: Sequence[FigurePlan] = (),
    plan: PlanSection | None = None,
) -> Files:
    """``report.html``, ``figures/``, and of several results ``comparison.csv``; see above.

    `more` are figures that the results alone do not give; `plan` is what the page says of the plan, where the last result is one.
    """
    shown = same_replications(results)
    figures = draw_figures(shown, language, more)
    files: Files = {"report.html": render_page(shown, language, interrupted, figures, plan).encode()}
    if len(results) > 1:
        files[COMPARISON] = csv_bytes(csv_of_frame(compare(shown)))
    for figure in figures:
        files[f"{FIGURES}/{figure.name}.svg"] = figure.svg
        files[f"{FIGURES}/{figure.name}.png"] = figure.png
    return files


def put_outputs(out: Path, files: Files, account: dict[str, Any]) -> None:
    """Write what a run has to show, in place of what an earlier one showed; checkpoints stay until the run is complete."""
    put_set(out, files, account, lambda name: not is_checkpoint(name))


def measures_files(results: Sequence[Result], choice: Choice = OPEN) -> Files:
    """``measures.csv``: every measure of all results, one below the other, where anything is open or happens; and where that has very
    many rows, the same as ``measures.parquet``."""
    table = _measures(results, choice)
    files: Files = {MEASURES: csv_bytes(csv_of_frame(table))}
    if len(table) > MANY_ROWS:
        files[MEASURES_PARQUET] = _parquet(table)
    return files


def measures_csv(results: Sequence[Result], choice: Choice = OPEN) -> str:
    """The text of ``measures.csv``."""
    return csv_of_frame(_measures(results, choice))


def _measures(results: Sequence[Result], choice: Choice) -> pd.DataFrame:
    import pandas as pd

    frames = [result.to_frame(choice=choice)[list(COLUMNS)] for result in results]
    return pd.concat(frames, ignore_index=True)


def _parquet(table: pd.DataFrame) -> bytes:
    """A table as Parquet, its texts each once."""
    import pyarrow as pa
    import pyarrow.parquet as pq

    texts = table.select_dtypes(["object", "string"]).columns
    packed = table.astype(dict.fromkeys(texts, "category"))
    buffer = io.BytesIO()
    pq.write_table(pa.Table.from_pandas(packed, preserve_index=False), buffer, compression="zstd")
    return buffer.getvalue()


def account(results: Sequence[Result], command: str, interrupted: bool = False) -> dict[str, Any]:
    """What the manifest says the figures came from. No clock time and no name of a machine or folder."""
    first = results[0]
    policies = {
        result.policy: {"replications": result.replications, "engine": result.engine} for result in results
    }
    return account_of(first.scenario, command, first.seed, policies, interrupted)


def account_of(
    scenario: Scenario,
    command: str,
    seed: int,
    policies: dict[str, Any] | None = None,
    interrupted: bool = False,
) -> dict[str, Any]:
    """The same, where there may be no results."""
    return {
        "command": command,
        "scenario": scenario.name,
        "files": files_read(scenario.source),
        "policies": policies or {},
        "seed": seed,
        "interrupted": interrupted,
        "versions": versions(),
    }
