"""``contacts.parquet``: one row a stage, written batch by batch under a temporary name, until it is moved into place with the rest."""

from __future__ import annotations

from contextlib import suppress
from pathlib import Path
from types import TracebackType
from typing import Any, BinaryIO

from sim.log.records import Records
from sim.results.contacts_table import contacts_table
from sim.running.file_set import create, naming
from sim.scenario import Scenario


class RecordsFile:
    """Writes records as they come; on leaving the context the temporary file is removed, unless it was moved by then.

    Parameters
    ----------
    path : Path
        Where the file goes in the end.
    with_policy : bool
        Whether a first column says the policy.
    """

    def __init__(self, path: Path, with_policy: bool) -> None:
        self._path, self._with_policy = path, with_policy
        self._file: BinaryIO | None = None
        self._writer: Any = None

    def __enter__(self) -> RecordsFile:
        return self

    def write(self, scenario: Scenario, records: Records) -> None:
        """Append the records of a batch."""
        import pyarrow as pa
        import pyarrow.parquet as pq

        frame = contacts_table(records, scenario)
        if self._with_policy:
            frame.insert(0, "policy", scenario.policy)
        table = pa.Table.from_pandas(frame, preserve_index=False)
        with naming(self._path):
            if self._file is None:
                self._file = create(self._path)
                self._writer = pq.ParquetWriter(self._file, table.schema)
            self._writer.write_table(table.cast(self._writer.schema))

    def whole(self) -> Path | None:
        """The temporary file, closed; None where nothing was written."""
        if self._file is None:
            return None
        with naming(self._path):
            self._writer.close()
            self._file.close()
        return Path(self._file.name)

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        if self._file is not None:
            with suppress(OSError):  # a full disk was told of already
                self._file.close()
            Path(self._file.name).unlink(missing_ok=True)
