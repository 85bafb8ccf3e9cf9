"""The output folder of a run: made, looked at before anything is simulated, and kept from other runs meanwhile."""

from __future__ import annotations

import tempfile
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path

from commands.folder_lock import Busy, locked
from commands.stop import Stop
from reports.output import FIGURES
from reports.provenance import tables_named
from sim.running.checkpoint import FOLDER
from sim.running.file_set import read_manifest
from sim.scenario import Scenario


@contextmanager
def output_folder(out: Path, scenario: Scenario, *more: Path | None) -> Iterator[None]:
    """Make the folder, and try to write into it before hours of simulation rather than after them.

    Parameters
    ----------
    out : Path
        The folder.
    scenario : Scenario
        What is read: the folder may hold neither its file nor its tables.
    *more : Path or None
        Other files that are read.
    """
    try:
        out.mkdir(parents=True, exist_ok=True)
        with tempfile.TemporaryFile(dir=out):
            pass
        _refuse_inputs(out, [scenario.source.path, *tables_named(scenario.base), *filter(None, more)])
        _refuse_links(out)
        read_manifest(out)
    except OSError as error:
        named = Path(error.filename) if error.filename else out
        what = f"{named}: {error.strerror or error}" if named.parent == out else error.strerror or error
        raise Stop(f"--out {out}: cannot be written: {what}") from None
    try:
        with locked(out):
            yield
    except Busy:
        raise Stop(
            f"--out {out}: another run is writing into this folder: wait for it, or name another folder"
        ) from None


def _refuse_inputs(out: Path, inputs: Iterable[Path]) -> None:
    """What a run reads must not lie where it writes."""
    folders = [(out / name).resolve() for name in ("", FIGURES, FOLDER)]
    for path in inputs:
        if path.is_file() and {path.parent.resolve(), path.resolve().parent} & set(folders):
            raise Stop(
                f"--out {out}: holds {path.name}, which this run reads and could overwrite: name another folder"
            )


def _refuse_links(out: Path) -> None:
    for name in (FIGURES, FOLDER):
        if (out / name).is_symlink():
            raise Stop(
                f"--out {out}: {name} in it is a link, which is not followed: remove it, or name another folder"
            )
