"""``contacts.parquet``, of offices ``orders.parquet`` and ``order_steps.parquet``, and ``outages.parquet``: written batch by batch under temporary names, until they
are moved into place with the rest."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import suppress
from pathlib import Path
from types import TracebackType
from typing import TYPE_CHECKING, Any, BinaryIO

from sim.log.records import Records
from sim.results.contacts_table import contacts_table
from sim.results.orders_table import order_steps_table, orders_table
from sim.results.outages_table import outages_table
from sim.running.file_set import create, naming
from sim.scenario import Scenario

if TYPE_CHECKING:
    import pandas as pd

OF_CONTACTS: dict[str, Callable[[Records, Scenario], pd.DataFrame]] = {"contacts.parquet": contacts_table}
OF_ORDERS: dict[str, Callable[[Records, Scenario], pd.DataFrame]] = {
    "orders.parquet": orders_table,
    "order_steps.parquet": order_steps_table,
}
OF_OUTAGES: dict[str, Callable[[Records, Scenario], pd.DataFrame]] = {"outages.parquet": outages_table}


class RecordsFiles:
    """Writes records as they come; on leaving the context temporary files are removed, unless they were moved by then.

    Parameters
    ----------
    folder : Path
        Where the files go in the end.
    with_policy : bool
        Whether a first column says the policy.
    """

    def __init__(self, folder: Path, with_policy: bool) -> None:
        self._folder, self._with_policy = folder, with_policy
        self._files: dict[str, tuple[BinaryIO, Any]] = {}

    def __enter__(self) -> RecordsFiles:
        return self

    def write(self, scenario: Scenario, records: Records) -> None:
        """Append the records of a batch."""
        import pyarrow as pa

        for name, frame in _tables(scenario, records):
            if self._with_policy:
                frame.insert(0, "policy", scenario.policy)
            table = pa.Table.from_pandas(frame, preserve_index=False)
            with naming(self._folder / name):
                writer = self._writer(name, table.schema)
                writer.write_table(table.cast(writer.schema))

    def _writer(self, name: str, schema: Any) -> Any:
        """What writes one of the files, begun if it is not yet."""
        import pyarrow.parquet as pq

        if name not in self._files:
            file = create(self._folder / name)
            self._files[name] = file, pq.ParquetWriter(file, schema)
        return self._files[name][1]

    def whole(self) -> dict[str, Path]:
        """The temporary files, closed, by the names that they get; none where nothing was written."""
        for name, (file, writer) in self._files.items():
            with naming(self._folder / name):
                writer.close()
                file.close()
        return {name: Path(file.name) for name, (file, _) in self._files.items()}

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        for file, _ in self._files.values():
            with suppress(OSError):  # a full disk was told of already
                file.close()
            Path(file.name).unlink(missing_ok=True)


def _tables(scenario: Scenario, records: Records) -> Iterator[tuple[str, pd.DataFrame]]:
    """The tables of a batch, by the names of their files."""
    made = (OF_CONTACTS if len(records) else {}) | (OF_ORDERS if records.orders is not None else {})
    made |= OF_OUTAGES if records.outages is not None else {}
    yield from ((name, table(records, scenario)) for name, table in made.items())
