"""CSV files as a spreadsheet opens them."""

from __future__ import annotations

import codecs
import csv
import io
from pathlib import Path

import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st
from openpyxl import Workbook, load_workbook

from optimize.outcome import StaffingOutcome
from optimize.plans.choice import choice_of
from optimize.rosters.posts import posts_of, read_posts
from reports.csv_text import csv_bytes, csv_of_frame, csv_of_rows
from reports.output import write_outputs
from reports.plan_files import plan_csv, shifts_csv
from reports.sheet import Formula, add_row
from reports.workbook import workbook
from sim import run
from sim.scenario.characters import as_meant, as_text
from sim.scenario.plan import with_plan
from sim.scenario.tables import Tables
from tests.optimize.tiny import TARGET, plan_with
from tests.scenarios_for_tests import small

COMMAND = "=cmd|' /C calc'!A0"


@pytest.mark.parametrize("name", [COMMAND, "+1", "-", "@home", "＝A1"])
def test_what_a_spreadsheet_would_compute_has_an_apostrophe(name: str) -> None:
    assert csv_of_rows(("pool", "heads"), [(name, -1)]).splitlines()[1] == f"'{name},-1"
    table = pd.DataFrame({"policy": [name, "busy"], "mean": [-0.5, float("nan")]})
    assert csv_of_frame(table) == f"policy,mean\n'{name},-0.5\nbusy,\n"


@given(st.text(st.sampled_from("'=+-@a＝"), max_size=5))
def test_a_name_comes_back_from_a_file_as_it_was(name: str) -> None:
    assert as_meant(as_text(name)) == name


def test_a_name_with_an_apostrophe_of_its_own_stays(tmp_path: Path) -> None:
    names = [COMMAND, f"'{COMMAND}", "'t Hoff", "an", "''"]
    (tmp_path / "t.csv").write_bytes(csv_bytes(csv_of_rows(("name", "x"), [(name, 1) for name in names])))
    assert Tables(tmp_path).read("t.csv").column("name", str) == names


@pytest.mark.parametrize(
    ("text", "marked"), [("pool\n城北\n", True), ("pool\ncaf\u00e9\n", True), ("pool\nan\n", False)]
)
def test_a_file_has_a_mark_where_it_is_not_ascii(text: str, marked: bool) -> None:
    """Without it Excel reads the bytes in the encoding of the system."""
    raw = csv_bytes(text)
    assert raw.startswith(codecs.BOM_UTF8) == marked
    assert raw.decode("utf-8-sig") == text


def test_every_table_of_a_run_is_safe_and_marked(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A Chinese policy that looks like a formula, with a pool that does."""
    monkeypatch.setattr("reports.output.draw_figures", lambda *_: [])
    pools = {COMMAND: {"works_at": "counter", "heads": 1}}
    scenario = small({"halls.north.pools": [COMMAND], "pools": pools, "policies": {"=城北": {}}})
    results = [run(scenario.with_policy(name), replications=2) for name in ("baseline", "=城北")]
    write_outputs(results, tmp_path, "compare")
    for name in ("measures.csv", "comparison.csv"):
        raw = (tmp_path / name).read_bytes()
        cells = {cell for row in csv.reader(io.StringIO(raw.decode("utf-8-sig"))) for cell in row}
        assert raw.startswith(codecs.BOM_UTF8), name
        assert not [cell for cell in cells if cell.startswith("=")], name
        assert "'=城北" in cells
    assert "policy" in pd.read_csv(tmp_path / "measures.csv").columns
    assert f"pool:{COMMAND}" in set(pd.read_csv(tmp_path / "measures.csv")["scope"])


def plan_of_a_command() -> StaffingOutcome:
    """One clerk on each shift of a pool, and of a type, that look like formulas."""
    pools = {COMMAND: {"works_at": "counter", "heads": 1, "cost": "60 yuan/h"}}
    types = {"=late": {"earliest": "08:00", "lengths": ["4 h"]}}
    staffing = {
        "pools": {COMMAND: {"most": 2, "shift_types": types}},
        "roster": {"people": "people.csv"},
    }
    people = f"name,pools,most_hours\n=Cai,{COMMAND},40\n"
    changes = {"halls.north.pools": [COMMAND], "pools": pools, "targets": [TARGET], "staffing": staffing}
    choice = choice_of(small(changes, {"people.csv": people}))
    plan = plan_with(choice, (1,) * len(choice.shifts))
    return StaffingOutcome(choice, "feasible", plan=plan, check=run(choice.scenario, 2))


def test_a_plan_is_safe_and_comes_back(tmp_path: Path) -> None:
    outcome = plan_of_a_command()
    assert outcome.plan
    scenario = outcome.choice.scenario
    for name, text in (("plan", plan_csv(outcome)), ("shifts", shifts_csv(outcome))):
        assert all(row.startswith(f"'{COMMAND},") for row in text.splitlines()[1:])
        (tmp_path / f"{name}.csv").write_bytes(csv_bytes(text))
    assert {piece.heads for piece in with_plan(scenario, tmp_path / "plan.csv").pools[COMMAND].heads} == {1}
    assert read_posts(scenario, tmp_path / "shifts.csv") == posts_of(outcome.choice, outcome.plan)


def test_no_name_is_a_formula_in_a_workbook() -> None:
    """But for the totals, and the hours of heads by half-hours."""
    outcome = plan_of_a_command()
    assert outcome.plan
    book = load_workbook(io.BytesIO(workbook(outcome.choice, outcome.plan)))
    cells = [cell for sheet in book for row in sheet for cell in row if cell.data_type == "f"]
    assert {str(cell.value).partition("(")[0].partition("!")[0] for cell in cells} == {
        "=SUM",
        "=SUMPRODUCT",
        "=0.5*SUM",
        "='north'",
    }
    shifts = book["People by shift"]
    assert [(cell.value, cell.data_type) for cell in shifts[4]][:2] == [(COMMAND, "s"), ("=late", "s")]


def test_cells_are_text_unless_they_are_meant_as_formulas() -> None:
    """Also what openpyxl takes for the sign of an error."""
    sheet = Workbook().active
    add_row(sheet, ["=A1", Formula("=SUM(A1)"), "#N/A", 3, None])
    assert [cell.data_type for cell in sheet[1]] == ["s", "f", "s", "n", "n"]
