"""Options of the commands."""

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
Strict = Annotated[bool, typer.Option("--strict", help="Take warnings for errors.")]
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
Records = Annotated[
    bool,
    typer.Option(
        "--records",
        help="Write contacts.parquet, one row a stage; of offices orders.parquet and order_steps.parquet; outages.parquet.",
    ),
]

StaffPolicy = Annotated[
    str | None,
    typer.Option(
        help="A policy of the scenario.  [default: the cheapest of staffing.policies, or baseline]",
        show_default=False,
    ),
]
Method = Annotated[str, typer.Option(help="cuts or two-step.")]
Requirements = Annotated[
    str,
    typer.Option(
        "--requirements",
        help="How the heads that each interval requires are worked out, for --method two-step, requirements.csv and the figure "
        "of the plan: closed forms with the mean rate (sipp), the highest (max), that of one service earlier (lag), the "
        "offered load (mol), or its square root in reserve (square_root); or simulation, where a pool is alone at the "
        "counters of its hall, which may take minutes.",
    ),
]
ShareOut = Annotated[
    str | None,
    typer.Option(
        "--share-out",
        help="In place of a search: share out staffing.total over halls for the least waiting in total (total), or where it is longest (worst).",
    ),
]
SearchReplications = Annotated[
    int | None,
    typer.Option(
        min=2,
        max=MOST,
        help="Replications of the search; the check has four times as many others, or twice where they are dear.  [default: 40; with --check those of the plan's own check]",
        show_default=False,
    ),
]
Explain = Annotated[
    bool,
    typer.Option(
        "--why",
        help="Say what binds, what a head more or fewer, other demand and absences change, and cost by threshold.",
    ),
]
Shifts = Annotated[
    Path | None,
    typer.Option(help="A shifts.csv whose shifts are given to people, in place of a search for a plan."),
]
TimeLimit = Annotated[
    float | None,
    typer.Option(
        min=1,
        help="Seconds after which each search, for a plan (of all policies together), other thresholds and a roster, ends with what it has; the last quarter, 2 min at most, is for the check of the plan.  "
        "[default: none for a plan, 60 for a roster]",
        show_default=False,
    ),
]
PlanFile = Annotated[
    Path | None, typer.Option(help="A plan.csv or plan.xlsx whose staffing replaces the scenario's.")
]
CheckFile = Annotated[
    Path | None,
    typer.Option(
        "--check",
        help="In place of a search: a plan.xlsx or plan.csv, changed by hand or not. Says what it costs, and whether targets and rules hold.",
    ),
]
Policies = Annotated[
    str | None,
    typer.Option(
        help="Policies, with commas; `baseline` is the scenario without one.  [default: all]",
        show_default=False,
    ),
]
Everything = Annotated[
    bool,
    typer.Option("--all", help="Print every headline figure, and each target, not only the first table."),
]
Scopes = Annotated[
    str | None,
    typer.Option(
        help="Scopes that measures.csv has, with commas: kinds such as hall, or single ones such as hall:north.  [default: all]",
        show_default=False,
    ),
]
Periods = Annotated[
    str | None,
    typer.Option(
        help="Periods that measures.csv has, with commas: all, peak, open_peak, month, date, interval, or single ones such as "
        "2024-03-04 or 2024-03-04T08:30.  [default: all]",
        show_default=False,
    ),
]
