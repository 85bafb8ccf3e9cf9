"""Options that several commands share."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from commands.stop import Stop

MOST = 10_000_000
"""Replications that can be asked for: days of work for the smallest scenario."""

ScenarioName = Annotated[
    str, typer.Argument(metavar="SCENARIO", help="A YAML file, or the name of a bundled scenario.")
]
Policy = Annotated[str, typer.Option(help="A policy of the scenario.")]
Seed = Annotated[int, typer.Option(min=0, help="Seed of the dice.")]


def _folder(text: str) -> Path:
    """An output folder; an empty name, as of a variable that is not set, would be the folder that one is in."""
    if not text.strip():
        raise Stop(f"--out {text!r}: is empty, name a folder, such as --out out/north")
    return Path(text)


Out = Annotated[
    Path | None,
    typer.Option(
        parser=_folder,
        metavar="PATH",
        help="Output folder.  [default: out/<name>-<command>]",
        show_default=False,
    ),
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
Cluster = Annotated[
    str | None,
    typer.Option(
        metavar="ADDRESS",
        help="In place of processes: the workers of a Dask cluster, such as tcp://10.0.0.5:8786; needs the extra [cluster].",
        show_default=False,
    ),
]
Language = Annotated[str, typer.Option(help="Words of page, figures and workbook: en or zh.")]
Records = Annotated[bool, typer.Option("--records", help="Write contacts.parquet, one row a stage.")]
