"""``contacts.parquet``: one row a stage, written batch by batch and moved into place when whole."""

from __future__ import annotations

from pathlib import Path
from types import TracebackType
from typing import Any

from sim.records import Records
from sim.scenario import Scenario


class RecordsFile:
    """Writes records as they come; on leaving the context without an error the file is moved into place.

    Parameters
    ----------
    path : Path
        Where the file goes.
    with_policy : bool
        Whether a first column says the policy.
    """

    def __init__(self, path: Path, with_policy: bool) -> None:
        self._path, self._partial = path, path.with_suffix(".partial")
        self._with_policy = with_policy
        self._writer: Any = None

    def __enter__(self) -> RecordsFile:
        return self

    def write(self, scenario: Scenario, records: Records) -> None:
        """Append the records of a batch."""
        import pyarrow as pa
        import pyarrow.parquet as pq

        frame = records.to_frame(scenario)
        if self._with_policy:
            frame.insert(0, "policy", scenario.policy)
        table = pa.Table.from_pandas(frame, preserve_index=False)
        if self._writer is None:
            self._writer = pq.ParquetWriter(self._partial, table.schema)
        self._writer.write_table(table.cast(self._writer.schema))

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        if self._writer is not None:
            self._writer.close()
        if kind is None and self._writer is not None:
            self._partial.replace(self._path)
        else:
            self._partial.unlink(missing_ok=True)
