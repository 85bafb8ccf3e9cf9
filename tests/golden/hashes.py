"""Hashes of what a scenario says: one for each measure, in all its scopes and periods, and one for the contacts of an engine.

What they hang on: NumPy's and SciPy's logarithms, exponentials and inverse distribution functions, whose last bit differs between processors and versions.
That bit gets lost where an engine rounds a time to ticks (2**-20 min), so the times of contacts and all means, which are sums and quotients of
whole ticks, are hashed as they are: of some ten million draws, each within 10**-16 of itself, about one in a thousand such
sets has a time that is rounded to another tick. Ends of intervals have a quantile of Student's t and a square root in them, and are rounded to 20 binary digits
of their own (six decimal ones).
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable

import numpy as np
import pandas as pd
from numpy.typing import NDArray

import sim
from sim.results.contacts_table import contacts_table
from sim.running.experiment import Chosen, simulate_batches
from sim.scenario import Scenario

SEED = 1
DIGITS = 20
"""Binary digits that are kept of the ends of intervals."""

COLUMNS = (
    "replication", "case", "contact", "attempt", "channel", "site", "service", "segment", "stage", "pool", "arrived", "started", "ended", "outcome",
)  # fmt: skip
"""The columns of ``contacts.parquet`` that are hashed. What later versions add is not, so that the old ones still speak."""


def figures(scenario: Scenario, replications: int) -> dict[str, str]:
    """A hash for each measure of ``measures.csv`` that has a value anywhere."""
    table = sim.run(scenario, replications, SEED).to_frame()
    table = table[
        table["period"] != "open_peak"
    ]  # a period that later versions add is not hashed, so that the old ones still speak
    return {str(name): _of_figures(rows) for name, rows in table.groupby("measure", sort=False)}


def contacts(scenario: Scenario, replications: int, engine: Chosen) -> str:
    """A hash of all stages of all contacts, in an order of its own."""
    batches = simulate_batches(scenario, range(replications), SEED, records=True, engine=engine)
    table = pd.concat(
        [contacts_table(batch.records, scenario) for batch in batches if batch.records is not None]
    )
    texts = [name for name in COLUMNS if isinstance(table[name].dtype, pd.CategoricalDtype)]
    table = table.astype(dict.fromkeys(texts, str)).sort_values(list(COLUMNS), kind="stable")
    return _hash(_bytes(table[name]) for name in COLUMNS)


def _of_figures(rows: pd.DataFrame) -> str:
    ends = rounded(rows[["ci_low", "ci_high"]].to_numpy(dtype=float))
    labels = [_bytes(rows[name]) for name in ("scope", "period", "unit", "replications")]
    return _hash([*labels, _bytes(rows["mean"]), ends.astype("<f8").tobytes()])


def rounded(values: NDArray[np.float64]) -> NDArray[np.float64]:
    """Numbers rounded to `DIGITS` binary digits; what is no number is infinite."""
    fraction, exponent = np.frexp(np.where(np.isnan(values), np.inf, values))
    return np.ldexp(np.rint(fraction * 2.0**DIGITS), exponent - DIGITS) + 0.0  # and no negative zero


def _bytes(column: pd.Series) -> bytes:
    """A column as bytes that hang on its values alone: not on how narrow its numbers are kept, nor on which NaN it has."""
    if pd.api.types.is_integer_dtype(column.dtype):
        return column.to_numpy().astype("<i8").tobytes()
    if pd.api.types.is_float_dtype(column.dtype):
        return column.fillna(np.inf).to_numpy().astype("<f8").tobytes()
    return "\n".join(column.astype(str)).encode()


def _hash(parts: Iterable[bytes]) -> str:
    """Eight hexadecimal digits: a change stays unseen once in four billion."""
    found = hashlib.blake2b(digest_size=4)
    for part in parts:
        found.update(len(part).to_bytes(8, "little") + part)
    return found.hexdigest()
