"""A workbook that comes back: as it was, changed, saved by another program, and with cells that cannot be meant."""

from __future__ import annotations

import shutil
import subprocess
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from openpyxl import Workbook, load_workbook

from optimize.plans.choice import choice_of
from optimize.plans.shifts import shift_name
from reports.workbook import workbook
from reports.workbook_reading import Handed, is_workbook, read_workbook
from sim.scenario.problems import ScenarioError
from tests.reports.made_plan import made_plan
from tests.reports.made_roster import rostered
from tests.reports.test_workbook import LIBREOFFICE, of_plan, of_roster

Edit = Callable[[Any], None]


def changed(folder: Path, raw: bytes, edit: Edit) -> Path:
    """The workbook with other cells, as openpyxl saves it: without any computed value."""
    path = folder / "plan.xlsx"
    path.write_bytes(raw)
    book = load_workbook(path)
    edit(book)
    book.save(path)
    return path


def back(path: Path, raw: bytes, edit: Edit = lambda book: None) -> Handed:
    """The plan by blocks, read back."""
    outcome, _ = made_plan()
    return read_workbook(outcome.choice.scenario, changed(path, raw, edit))


def roster_back(path: Path, edit: Edit = lambda book: None) -> Handed:
    given, _ = rostered()
    return read_workbook(given.choice.scenario, changed(path, of_roster(), edit))


def problems(read: Callable[[], object]) -> list[str]:
    """What is wrong, without the folder."""
    with pytest.raises(ScenarioError) as error:
        read()
    return [str(each).partition("plan.xlsx:")[2] for each in error.value.problems]


def test_unchanged_it_is_the_plan(tmp_path: Path) -> None:
    """Heads 2 and 1 of clerks, 0 and 1 of juniors, for 420 yuan; nothing is called a change."""
    handed = back(tmp_path, of_plan())
    assert handed.given.plan.heads == (2, 1, 0, 1)
    assert handed.given.plan.cost == handed.before.plan.cost == 420
    assert handed.changes == ()


def test_other_heads_cost_what_they_cost(tmp_path: Path) -> None:
    """A clerk more from 08:00 to 10:00, by a formula of one's own: 120 yuan more. Text that is a number is one, too."""

    def edit(book: Any) -> None:
        book["north"]["D4"] = "3"
        book["north"]["E7"] = 0

    handed = back(tmp_path, of_plan(), edit)
    assert handed.given.plan.heads == (3, 1, 0, 0)
    assert handed.given.plan.cost == 420 + 120 - 60
    assert handed.changes == (
        "clerks, 2024-01-01, 08:00-10:00: 2 -> 3",
        "juniors, 2024-01-01, 10:00-12:00: 1 -> 0",
    )


def test_in_chinese_it_reads_the_same(tmp_path: Path) -> None:
    assert back(tmp_path, of_plan("zh")).given.plan.heads == (2, 1, 0, 1)


def test_bad_cells_are_told_at_once_with_sheet_and_cell(tmp_path: Path) -> None:
    def edit(book: Any) -> None:
        sheet = book["north"]
        sheet["D4"], sheet["E4"], sheet["D7"], sheet["E7"] = 2.5, "two", -1, None

    assert problems(lambda: back(tmp_path, of_plan(), edit)) == [
        "4: north!D4 = 2.5: is not a number of heads, write a whole number such as 3",
        "4: north!E4 = two: is not a number of heads, write a whole number such as 3",
        "7: north!D7 = -1: is out of range, write a whole number from 0 to 10000",
        "7: north!E7: is empty, write how many heads, 0 for nobody",
    ]


def test_a_formula_without_a_stored_value_is_told(tmp_path: Path) -> None:
    """As openpyxl writes it; Excel and LibreOffice store what it shows."""

    def edit(book: Any) -> None:
        book["north"]["D4"] = "=1+2"

    (said,) = problems(lambda: back(tmp_path, of_plan(), edit))
    assert said.startswith("4: north!D4: is a formula without a stored value, write the number, or save")


@pytest.mark.skipif(LIBREOFFICE is None, reason="LibreOffice is not installed")
def test_saved_by_libreoffice_formulas_have_values(tmp_path: Path) -> None:
    def edit(book: Any) -> None:
        book["north"]["D4"] = "=1+2"

    outcome, _ = made_plan()
    path = changed(tmp_path, of_plan(), edit)
    subprocess.run(
        [str(LIBREOFFICE), "--headless", f"-env:UserInstallation=file://{tmp_path}/profile", "--convert-to", "xlsx",
         "--outdir", tmp_path / "out", path],
        check=True, capture_output=True,
    )  # fmt: skip
    assert read_workbook(outcome.choice.scenario, tmp_path / "out" / "plan.xlsx").given.plan.heads[0] == 3
    roster = changed(tmp_path, of_roster(), lambda book: None)
    shutil.rmtree(tmp_path / "out")
    subprocess.run(
        [str(LIBREOFFICE), "--headless", f"-env:UserInstallation=file://{tmp_path}/profile", "--convert-to", "xlsx",
         "--outdir", tmp_path / "out", roster],
        check=True, capture_output=True,
    )  # fmt: skip
    given, _ = rostered()
    assert read_workbook(given.choice.scenario, tmp_path / "out" / "plan.xlsx").changes == ()


def test_unchanged_roster(tmp_path: Path) -> None:
    """Everybody works what the roster says, with the same breaks."""
    given, found = rostered()
    handed = roster_back(tmp_path)
    assert handed.changes == ()
    assert handed.given.plan.cost == 5400
    worked = {
        (who, handed.given.choice.shifts[number].pause): shift_name(
            given.choice.scenario, handed.given.choice.shifts[number]
        )
        for (who, _), number in (handed.people or {}).items()
    }
    assert {(each.person, each.pause) for each in found.shifts} == set(worked)
    assert len(handed.people or {}) == 10


def test_another_person_and_one_more(tmp_path: Path) -> None:
    """=Cai, who has leave on Wednesday, works then, with a break that was moved: a third person for 540 yuan. A letter and a break do."""

    def edit(book: Any) -> None:
        book["Roster"]["D6"] = "D 08:00-17:00, break 14：00-15:00".replace(", break", "")

    handed = roster_back(tmp_path, edit)
    assert handed.given.plan.cost == 5400 + 540
    assert handed.changes == (
        "clerks, 2024-01-03, day 08:00-17:00, break 14:00-15:00: 0 -> 1",
        "=Cai, 2024-01-03: off -> clerks day 08:00-17:00, break 14:00-15:00",
    )
    assert handed.before
    assert handed.before.plan.cost == 5400


def test_bad_cells_of_a_roster(tmp_path: Path) -> None:
    """What was written, and what would be right; a name that nobody has, a row that is gone, a number over a count."""

    def edit(book: Any) -> None:
        sheet = book["Roster"]
        sheet["C4"], sheet["D4"] = "N 22:00-06:00", "D 08:00-17:00 15:00-16:00"
        sheet["D6"], sheet["B5"] = "D 09:00-17:00 12:00-13:00", "D 08:00-17:00 12:00-13:00"
        sheet["E4"] = "D"
        sheet["A5"] = "Beau"
        book["north"]["D6"] = 7

    said = problems(lambda: roster_back(tmp_path, edit))
    assert [each.partition(": ")[2].partition(" = ")[0] for each in said] == [
        "Roster: has no row for Bo: leave the row, with empty cells for days off",
        "Roster!C4", "Roster!D4", "Roster!E4", "Roster!A5", "Roster!D6", "north!D6",
    ]  # fmt: skip
    ends = [each.partition(" = ")[2] for each in said[1:]]
    assert (
        "is no shift, write its letter and time, such as D 08:00-17:00, or nothing for a day off; letters are D (clerks day)"
        in ends[0]
    )
    assert ends[1] == (
        "D 08:00-17:00 15:00-16:00: has a break that it may not have: write 08:00-17:00 11:00-12:00, 12:00-13:00, "
        "13:00-14:00 or 14:00-15:00"
    )
    assert "D: lacks its break: write 08:00-17:00 11:00-12:00" in ends[2]
    assert "Beau: is nobody in the table of people" in ends[3]
    assert ends[4] == (
        "D 09:00-17:00 12:00-13:00: is at a time at which clerks day is not worked on that day: write 08:00-17:00"
    )
    assert "is counted from shifts, which make" in ends[5]


def test_a_shift_on_a_closed_day(tmp_path: Path) -> None:
    def edit(book: Any) -> None:
        book["Roster"]["B4"] = "D 08:00-17:00 12:00-13:00"

    assert problems(lambda: roster_back(tmp_path, edit)) == [
        "4: Roster!B4 = D 08:00-17:00 12:00-13:00: is a shift of clerks day on a day without one, leave the cell empty"
    ]


def test_people_by_shift_without_a_roster(tmp_path: Path) -> None:
    """The third row of the sheet of shifts has 5 people with their break at noon; one fewer on Tuesday saves 540 yuan."""
    given, _ = rostered()
    raw = workbook(given.choice, given.plan)

    def edit(book: Any) -> None:
        book["People by shift"]["F4"] = 0

    handed = read_workbook(given.choice.scenario, changed(tmp_path, raw, edit))
    assert handed.given.plan.cost == 5400 - 540
    assert handed.people is None
    assert handed.changes == ("clerks, 2024-01-02, day 08:00-17:00, break 12:00-13:00: 1 -> 0",)

    def spoil(book: Any) -> None:
        sheet = book["People by shift"]
        sheet["F4"], sheet["G4"], sheet["A5"] = "x", None, "clarks"

    said = problems(lambda: read_workbook(given.choice.scenario, changed(tmp_path, raw, spoil)))
    assert said == [
        "4: People by shift!F4 = x: is not a number of people, write a whole number such as 3",
        "4: People by shift!G4: is empty, write how many people, 0 for nobody",
        "5: People by shift!A5 = clarks: is an unknown pool, did you mean clerks?",
    ]


def test_what_is_no_workbook_of_a_plan(tmp_path: Path) -> None:
    """A workbook of something else, a sheet that was renamed, a zip file that is none."""
    outcome, _ = made_plan()
    path = tmp_path / "plan.xlsx"
    Workbook().save(path)
    assert (
        "is not a plan.xlsx of counterline staff"
        in problems(lambda: read_workbook(outcome.choice.scenario, path))[0]
    )

    def rename(book: Any) -> None:
        book["north"].title = "south"

    assert problems(lambda: back(tmp_path, of_plan(), rename))[0] == (
        "1: has no sheet 'north' any more: leave it, and its name, as they were"
    )
    path.write_bytes(b"PK\x03\x04 and so on")
    assert (
        "is not a workbook that can be read, save it in the format of Excel"
        in problems(lambda: read_workbook(outcome.choice.scenario, path))[0]
    )


@pytest.mark.parametrize(
    ("name", "content", "said"),
    [
        ("plan.xlsx", b"", "is an empty file, hand back the plan.xlsx of a staffing as it was saved"),
        ("plan.xlsx", None, "is not a file, write the path of the plan.xlsx of a staffing"),
        (
            "plan.xlsx",
            b"pool,date\n",
            "is not a workbook that can be read, save it in the format of Excel (.xlsx)",
        ),
        (
            "plan.ods",
            b"PK\x03\x04",
            "is not a workbook that can be read, save it in the format of Excel (.xlsx)",
        ),
    ],
)
def test_what_stands_in_the_place_of_a_workbook(
    tmp_path: Path, name: str, content: bytes | None, said: str
) -> None:
    """A workbook is told by its name, too: nobody who hands back an empty one is told of CSV files."""
    path = tmp_path / name
    if content is not None:
        path.write_bytes(content)
    assert is_workbook(path)
    outcome, _ = made_plan()
    with pytest.raises(ScenarioError) as error:
        read_workbook(outcome.choice.scenario, path)
    assert [each.message for each in error.value.problems] == [said]


def test_a_workbook_with_a_similar_name(tmp_path: Path) -> None:
    (tmp_path / "plan.xlsx").write_bytes(of_plan())
    outcome, _ = made_plan()
    with pytest.raises(ScenarioError, match=r"is not a file, did you mean plan\.xlsx"):
        read_workbook(outcome.choice.scenario, tmp_path / "plans.xlsx")


def test_a_scenario_without_staffing_says_what_is_missing(tmp_path: Path) -> None:
    outcome, _ = made_plan()
    path = tmp_path / "plan.xlsx"
    path.write_bytes(of_plan())
    with pytest.raises(ScenarioError) as error:
        read_workbook(outcome.choice.scenario.replace({"staffing": None}), path)
    assert str(error.value).endswith(
        "staffing: is missing, and says what the cells of plan.xlsx mean: add the section that it was made with, "
        "or name the plan.csv that was written beside it"
    )


def labelled(outcome: Any) -> Any:
    """The choice of a plan, with names for its places and pools: two of them alike, one with a letter that marks something else."""
    names = {"halls.north.label": "Hall B", "pools.clerks.label": "柜员", "pools.juniors.label": "柜员"}
    return choice_of(outcome.choice.scenario.replace(names))


def test_with_names_it_reads_the_same(tmp_path: Path) -> None:
    """Sheets and rows have the names of the page; whoever writes the key in place of one is understood, too."""
    outcome, _ = made_plan()
    choice = labelled(outcome)

    def edit(book: Any) -> None:
        sheet = book["Hall B"]
        assert [sheet[f"A{row}"].value for row in (4, 7)] == ["柜员 (clerks)", "柜员 (juniors)"]
        sheet["A4"], sheet["D4"] = "clerks", 3

    path = changed(tmp_path, workbook(choice, outcome.plan), edit)
    handed = read_workbook(choice.scenario, path)
    assert handed.given.plan.heads == (3, 1, 0, 1)
    assert handed.changes == ("clerks, 2024-01-01, 08:00-10:00: 2 -> 3",)


def test_a_misspelt_name_is_told_with_the_names_of_the_workbook(tmp_path: Path) -> None:
    given, _ = rostered()
    scenario = given.choice.scenario.replace({"pools.clerks.label": "Window staff"})
    raw = workbook(replace(given.choice, scenario=scenario), given.plan)

    def spoil(book: Any) -> None:
        book["People by shift"]["A5"] = "Windows staff"

    assert problems(lambda: read_workbook(scenario, changed(tmp_path, raw, spoil))) == [
        "5: People by shift!A5 = Windows staff: is an unknown pool, did you mean Window staff?"
    ]
