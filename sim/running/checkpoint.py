"""Finished replications on disk, so that an interrupted run can go on.

A checkpoint belongs to one scenario with its tables, one policy, one seed, and the versions of all that digits depend on; a run that
differs in any of these does not find it. It is a file of the output folder's set, whose manifest has its SHA-256: one that is cut, or comes from
somewhere else, is not read.
"""

from __future__ import annotations

import hashlib
import io
import json
import logging
from pathlib import Path
from zipfile import BadZipFile

import numpy as np

from sim.running.file_set import put_set, read_manifest, unchanged
from sim.running.version import versions
from sim.scenario import Scenario
from sim.tally import Tally

FOLDER = "unfinished"
"""Folder of the checkpoints inside an output folder; it is gone when a run is complete."""

_log = logging.getLogger(__name__)


def fingerprint(scenario: Scenario, seed: int, engine: str) -> str:
    """What a checkpoint must share with a run: the scenario under its policy with all tables read, seed, engine, and all versions."""
    known = scenario.model_dump(mode="json", warnings=False, exclude={"policies", "note"})
    later = scenario.later.to_json() if scenario.later else None
    text = json.dumps([versions(), scenario.policy, seed, engine, known, later], sort_keys=True, default=str)
    return hashlib.sha256(text.encode()).hexdigest()


def is_checkpoint(name: str) -> bool:
    """Whether a file of an output folder is a checkpoint."""
    return name.startswith(f"{FOLDER}/")


def save(out: Path, kept: dict[str, Tally]) -> None:
    """Keep the tallies of the first finished replications of some runs, each under its fingerprint."""
    files = {}
    for key, sums in kept.items():
        content = io.BytesIO()
        np.savez_compressed(content, **sums)  # type: ignore[arg-type]
        files[_name(key)] = content.getvalue()
    if files:
        put_set(out, files)


def find(out: Path, key: str) -> Tally | None:
    """The tally kept for a run; None where there is none, or it is not as it was written."""
    path, content = out / _name(key), unchanged(out, _name(key))
    try:
        if content is not None:
            with np.load(io.BytesIO(content)) as kept:
                return dict(kept)
    except (OSError, ValueError, EOFError, BadZipFile):
        pass
    if path.exists():
        _log.warning("%s is not as Counterline wrote it: its replications are simulated anew", path)
    return None


def clear(out: Path) -> None:
    """Remove all checkpoints of an output folder: the run is complete."""
    if any(map(is_checkpoint, read_manifest(out).written)):
        put_set(out, {}, stale=is_checkpoint)


def _name(key: str) -> str:
    return f"{FOLDER}/{key}.npz"
