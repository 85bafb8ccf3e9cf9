"""Finished replications on disk, so that an interrupted run can go on.

A checkpoint belongs to one scenario with its tables, one policy, one seed and one version; a run that differs in any of
these does not find it.
"""

from __future__ import annotations

import hashlib
import json
from pathlib import Path
from zipfile import BadZipFile

import numpy as np

from sim.scenario import Scenario
from sim.tally import Tally
from sim.version import VERSION

FOLDER = "unfinished"
"""Folder of the checkpoints inside an output folder; it is gone when a run is complete."""

TALLY = "groups"
"""Which sums a tally holds, and how: changed with them, so that no checkpoint of another kind is read."""


def fingerprint(scenario: Scenario, seed: int, engine: str) -> str:
    """What a checkpoint must share with a run: the scenario under its policy with all tables read, seed, engine, version."""
    known = scenario.model_dump(mode="json", warnings=False, exclude={"policies", "note"})
    text = json.dumps([VERSION, TALLY, scenario.policy, seed, engine, known], sort_keys=True, default=str)
    return hashlib.sha256(text.encode()).hexdigest()


def save(out: Path, key: str, sums: Tally) -> None:
    """Keep the tally of the first finished replications of a run."""
    folder = out / FOLDER
    folder.mkdir(parents=True, exist_ok=True)
    partial = folder / f"{key}.partial"
    with partial.open("wb") as file:
        np.savez_compressed(file, **sums)  # type: ignore[arg-type]
    partial.replace(folder / f"{key}.npz")


def find(out: Path, key: str) -> Tally | None:
    """The tally kept for a run; None where there is none, or it cannot be read."""
    path = out / FOLDER / f"{key}.npz"
    try:
        with np.load(path) as kept:
            return dict(kept)
    except (OSError, ValueError, BadZipFile):
        return None


def clear(out: Path) -> None:
    """Remove all checkpoints of an output folder: the run is complete."""
    folder = out / FOLDER
    if folder.is_dir():
        for path in folder.glob("*"):
            path.unlink()
        folder.rmdir()
