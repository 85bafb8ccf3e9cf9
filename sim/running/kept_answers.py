"""What a search has learnt from simulation, on disk, so that one that was killed goes on from there.

The answers lie in an output folder, in files of the folder's set: written under a temporary name, moved into place, and listed in the manifest
with their SHA-256. They belong to one run; another one, of another scenario, seed, effort or version, does not find them.
"""

from __future__ import annotations

import hashlib
import io
import json
import logging
from collections.abc import Mapping, Sequence
from pathlib import Path
from zipfile import ZIP_STORED, BadZipFile, ZipFile

from sim.running.checkpoint import FOLDER, clear, fingerprint
from sim.running.file_set import put_set, read_manifest, unchanged
from sim.scenario import Scenario

_log = logging.getLogger(__name__)


class KeptAnswers:
    """The answers of one search in an output folder.

    Parameters
    ----------
    out : Path
        The folder.
    scenarios : sequence of Scenario
        What is staffed.
    seed : int
        Seed of the dice.
    effort : sequence of object
        What else the search depends on: its method, and how much it simulates.
    """

    def __init__(self, out: Path, scenarios: Sequence[Scenario], seed: int, effort: Sequence[object]) -> None:
        runs = [fingerprint(scenario, seed, "auto") for scenario in scenarios]
        text = json.dumps([runs, list(effort)], default=str)
        self._out, self._key = out, hashlib.sha256(text.encode()).hexdigest()
        self._count = 0

    def read(self) -> dict[str, bytes]:
        """Everything that an earlier process of the same search has kept; what is not as it was written is left out, and told."""
        found: dict[str, bytes] = {}
        names = [name for name in read_manifest(self._out).written if name.startswith(self._name(""))]
        self._count = len(names)
        for name in names:
            content = unchanged(self._out, name)
            try:
                with ZipFile(io.BytesIO(content or b"")) as kept:
                    found |= {each: kept.read(each) for each in kept.namelist()}
            except BadZipFile:
                _log.warning(
                    "%s is not as Counterline wrote it: what it held is simulated anew", self._out / name
                )
        return found

    def add(self, new: Mapping[str, bytes]) -> None:
        """Keep more answers."""
        content = io.BytesIO()
        with ZipFile(content, "w", ZIP_STORED) as kept:
            for name, answer in new.items():
                kept.writestr(name, answer)
        put_set(self._out, {self._name(f"{self._count:05d}.zip"): content.getvalue()})
        self._count += 1

    def forget(self) -> None:
        """Remove them: the search came to its end."""
        clear(self._out)

    def _name(self, end: str) -> str:
        return f"{FOLDER}/{self._key}-{end}"
