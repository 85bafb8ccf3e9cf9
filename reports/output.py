"""The files of a run: tables, manifest, page and figures, each whole or not there at all."""

from __future__ import annotations

import json
from collections.abc import Sequence
from pathlib import Path

from reports.csv_text import csv_bytes, csv_of_frame
from reports.figure_plans import KINDS, FigurePlan
from reports.figures import draw_figures
from reports.page import render_page
from reports.paired import same_replications
from reports.plan_section import PlanSection
from reports.provenance import files_read, versions
from sim.comparison import compare
from sim.result import Result

COMPARISON, MEASURES = "comparison.csv", "measures.csv"
FIGURES = "figures"
"""The folder of the figures; what an earlier run left there is removed."""


def write_outputs(
    results: Sequence[Result],
    out: Path,
    command: str,
    interrupted: bool = False,
    language: str = "en",
) -> None:
    """Write ``measures.csv``, ``comparison.csv`` (of several results), ``manifest.json``, ``report.html`` and ``figures/``.

    Everything is made before the first file is written, and each file is moved into place when it is whole. The same
    results give the same bytes.

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

    Raises
    ------
    OSError
        The folder cannot be written.
    """
    files = report_files(results, command, interrupted, language)
    put_report(files | {Path(MEASURES): csv_bytes(measures_csv(results))}, out)


def report_files(
    results: Sequence[Result],
    command: str,
    interrupted: bool = False,
    language: str = "en",
    more: Sequence[FigurePlan] = (),
    plan: PlanSection | None = None,
) -> dict[Path, bytes]:
    """``report.html``, ``manifest.json``, ``figures/``, and of several results ``comparison.csv``, by path; see above.

    `more` are figures that the results alone do not give; `plan` is what the page says of the plan, where the last result is one.
    """
    shown = same_replications(results)
    figures = draw_figures(shown, language, more)
    texts = {
        "manifest.json": manifest(results, command, interrupted),
        "report.html": render_page(shown, language, interrupted, figures, plan),
    }
    files = {Path(name): text.encode() for name, text in texts.items()}
    if len(results) > 1:
        files[Path(COMPARISON)] = csv_bytes(csv_of_frame(compare(shown)))
    for figure in figures:
        files[Path(FIGURES, f"{figure.name}.svg")] = figure.svg
        files[Path(FIGURES, f"{figure.name}.png")] = figure.png
    return files


def put_report(files: dict[Path, bytes], out: Path) -> None:
    """Put the files of a report into a folder, and remove what an earlier one left there."""
    (out / FIGURES).mkdir(parents=True, exist_ok=True)
    for name, content in files.items():
        put(out / name, content)
    _remove_stale(out, set(files))


def remove_report(out: Path) -> None:
    """Remove the report that an earlier run left in a folder."""
    for name in ("manifest.json", "report.html"):
        (out / name).unlink(missing_ok=True)
    _remove_stale(out, set())
    if (out / FIGURES).is_dir() and not any((out / FIGURES).iterdir()):
        (out / FIGURES).rmdir()


def put(path: Path, content: bytes) -> None:
    """Write a file under a temporary name and move it into place; leave nothing when that fails."""
    part = path.with_name(f".{path.name}.part")
    try:
        part.write_bytes(content)
        part.replace(path)
    except BaseException:
        part.unlink(missing_ok=True)
        raise


def measures_csv(results: Sequence[Result]) -> str:
    """``measures.csv``: every measure of all results, one below the other."""
    import pandas as pd

    return csv_of_frame(pd.concat([result.to_frame() for result in results], ignore_index=True))


def manifest(results: Sequence[Result], command: str, interrupted: bool = False) -> str:
    """``manifest.json``: what the figures came from. No clock time and no name of a machine or folder."""
    first = results[0]
    content = {
        "command": command,
        "scenario": first.scenario.name,
        "files": files_read(first.scenario.source),
        "policies": {
            result.policy: {"replications": result.replications, "engine": result.engine}
            for result in results
        },
        "seed": first.seed,
        "interrupted": interrupted,
        "versions": versions(),
    }
    return json.dumps(content, indent=2, ensure_ascii=False) + "\n"


def _remove_stale(out: Path, written: set[Path]) -> None:
    """Remove what an earlier run wrote and this one did not."""
    stale = [
        out / COMPARISON,
        *(path for kind in KINDS for path in (out / FIGURES).glob(f"{kind}*.[ps][nv]g")),
    ]
    for path in stale:
        if path.relative_to(out) not in written:
            path.unlink(missing_ok=True)
