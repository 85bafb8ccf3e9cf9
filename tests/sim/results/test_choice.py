"""Which rows a table of measures has."""

from __future__ import annotations

import pandas as pd
import pytest

from reports import output
from reports.output import measures_files
from sim import Result, run
from sim.results.choice import OPEN, Choice
from tests.scenarios_for_tests import small


@pytest.fixture(scope="module")
def result() -> Result:
    """Monday to Sunday, open from Monday to Friday from 08:00 to 12:00."""
    return run(small({"calendar.days": 7, "calendar.open": "mon-fri", "pools.clerks.cost": "60 yuan/h"}), 3)


def test_where_nothing_is_open_and_nothing_happens_there_are_no_rows(result: Result) -> None:
    """Of a total, five dates in place of seven; work after closing stays."""
    every, opened = result.to_frame(), result.to_frame(choice=OPEN)
    for table, count in ((every, 7), (opened, 5)):
        dates = table[
            (table["measure"] == "contacts") & (table["scope"] == "all") & (table["period"].str.len() == 10)
        ]
        assert len(dates) == count
    starts = opened[
        (opened["measure"] == "contacts") & (opened["scope"] == "all") & opened["period"].str.contains("T")
    ]
    assert len(starts) == 5 * 8  # half-hours
    late = opened[(opened["measure"] == "overtime") & opened["period"].str.contains("T12:00")]
    assert (late["mean"] > 0).all()
    kept = every.merge(opened, on=["measure", "scope", "period"])
    assert (kept["mean_x"] == kept["mean_y"]).all()
    assert len(kept) == len(opened)
    left_out = every.merge(opened, on=["measure", "scope", "period"], how="left", indicator=True)
    assert (left_out.loc[left_out["_merge"] == "left_only", "mean_x"] == 0).all()


def test_scopes_and_periods_are_chosen(result: Result) -> None:
    wanted = Choice(frozenset({"hall", "pool:clerks"}), frozenset({"peak", "2024-01-02"}))
    table = result.to_frame(choice=wanted)
    assert set(table["scope"]) == {"hall:north", "pool:clerks"}
    assert set(table["period"]) == {"peak", "2024-01-02"}


def test_a_table_of_very_many_rows_is_written_as_parquet_too(
    result: Result, monkeypatch: pytest.MonkeyPatch, tmp_path
) -> None:
    assert set(measures_files([result])) == {"measures.csv"}
    monkeypatch.setattr(output, "MANY_ROWS", 100)
    files = measures_files([result])
    for name, content in files.items():
        assert isinstance(content, bytes)
        (tmp_path / name).write_bytes(content)
    csv, parquet = pd.read_csv(tmp_path / "measures.csv"), pd.read_parquet(tmp_path / "measures.parquet")
    assert len(csv) == len(parquet) > 100
    assert list(csv) == list(parquet)
    assert (csv["scope"] == parquet["scope"].astype(str)).all()
    assert csv["mean"].to_numpy() == pytest.approx(parquet["mean"].to_numpy())
