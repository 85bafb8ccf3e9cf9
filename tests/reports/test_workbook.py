"""The workbook of a plan: what stands where, how it prints, and that its formulas say what the plan says."""

from __future__ import annotations

import datetime as dt
import io
import shutil
import subprocess
from pathlib import Path
from typing import Any

import pytest
from openpyxl import load_workbook

from optimize.rosters.posts import given_of_posts
from reports.sheet import ends_of_weeks
from reports.workbook import workbook
from tests.reports.made_plan import made_plan
from tests.reports.made_roster import rostered

LIBREOFFICE = shutil.which("soffice")


def opened(raw: bytes) -> Any:
    return load_workbook(io.BytesIO(raw))


def of_plan(language: str = "en") -> bytes:
    """Of the plan made by hand: 360 yuan for clerks, 60 for a junior, with what its check adds."""
    outcome, _ = made_plan()
    assert outcome.plan
    return workbook(outcome.choice, outcome.plan, None, language, outcome)


def of_roster(language: str = "en") -> bytes:
    given, found = rostered()
    return workbook(given.choice, given.plan, found, language)


def column(sheet: Any, letter: str) -> list[Any]:
    return [cell.value for cell in sheet[letter]]


def test_first_sheet_says_where_when_whether_and_for_how_much() -> None:
    """The cost is the certificate's: the schedule, here alone, of 420 yuan."""
    book = opened(of_plan())
    assert book.sheetnames == ["Plan", "north", "counterline"]
    assert book["counterline"].sheet_state == "hidden"
    sheet = book["Plan"]
    assert sheet["A1"].value == "one clerk"
    facts = dict(zip(column(sheet, "A"), column(sheet, "B"), strict=True))
    assert facts["sites"] == "hall north"
    assert facts["dates"] == "1 Jan 2024 to 1 Jan 2024: 1 days, 1 of them open"
    assert facts["policy"] == "baseline"
    assert facts["schedule, with paid breaks and premiums"] == 420
    assert str(facts["Total"]).startswith("=SUM(B")
    assert "mean wait: at most 5.0 min" in facts
    assert facts["clerks"] == facts["juniors"] == "hall north"


def test_heads_of_blocks_are_boxes_over_the_day() -> None:
    """Two clerks from 08:00 to 10:00 and one until 12:00: 2 x (2 + 1) = 6 hours of heads; juniors nobody and one."""
    sheet = opened(of_plan())["north"]
    assert [cell.value for cell in sheet[3]][:5] == ["Pool", "Day", "Hours", "08:00", "10:00"]
    assert [[cell.value for cell in row][:5] for row in sheet["A4:E8"]] == [
        ["clerks", "mon 2024-01-01", "=2*SUM(D4,E4)", 2, 1],
        ["clerks", "Hours of all heads", "=SUM(C4:C4)", None, None],
        [None] * 5,
        ["juniors", "mon 2024-01-01", "=2*SUM(D7,E7)", 0, 1],
        ["juniors", "Hours of all heads", "=SUM(C7:C7)", None, None],
    ]
    assert sheet.conditional_formatting


@pytest.mark.parametrize("make", [of_plan, of_roster])
def test_every_sheet_prints_on_a4_across_with_names_and_page_numbers(make: Any) -> None:
    for sheet in opened(make()):
        if sheet.sheet_state == "visible":
            assert (sheet.page_setup.orientation, str(sheet.page_setup.paperSize)) == ("landscape", "9")
            assert sheet.oddFooter.center.text == "Page &P of &N"
            assert sheet.print_title_cols
            assert (sheet.sheet_properties.pageSetUpPr.fitToPage, sheet.page_setup.fitToHeight) == (True, 0)
            if sheet.title != "Plan":
                assert sheet.print_title_rows == "$1:$3"
    assert "North && South" in opened(of_roster())["Roster"].oddHeader.left.text


def test_roster_has_shift_break_leave_wish_and_holidays() -> None:
    """An wished to be off on Tuesday and is, Bo wished to work, =Cai has leave on Wednesday; Monday and Sunday are closed."""
    sheet = opened(of_roster())["Roster"]
    assert column(sheet, "A")[2:7] == ["Name", "An", "Bo", "=Cai", "People at work"]
    assert sheet["A6"].data_type == "s"
    assert [cell.value for cell in sheet[3]][1:3] == ["mon\n2024-01-01", "tue\n2024-01-02"]
    assert [sheet[f"{letter}{row}"].value for row in (4, 5, 6) for letter in "BH"] == ["H"] * 6
    assert (sheet["C4"].value, sheet["D6"].value) == ("W", "O")
    first, second = sheet["C5"].value.split("\n")
    assert first == "D 08:00-17:00 W"
    assert second in ("B 12:00-13:00", "B 13:00-14:00")
    assert sheet["I4"].value == '=COUNTIF(B4:H4,"*:*")'
    fills = {sheet[cell].fill.fgColor.rgb for cell in ("B4", "C4", "D6", "C5")}
    assert len(fills) == 4
    legend = dict(zip(column(sheet, "A"), column(sheet, "B"), strict=True))
    assert legend["D 08:00-17:00"] == 9
    assert legend["O"] == "fixed day off, or leave"


def test_breaks_are_marked_over_the_day() -> None:
    """At noon and at one a thick line lies under the heads, and nowhere else; bars have a letter there."""
    sheet = opened(of_roster())["north"]
    times = {cell.value: cell.column_letter for cell in sheet[3]}
    tuesday = next(row for row in sheet.iter_rows(min_row=4) if str(row[1].value).startswith("tue"))[0].row
    marked = {
        time
        for time, letter in times.items()
        if time and ":" in time and sheet[f"{letter}{tuesday}"].border.bottom.style == "thick"
    }
    assert marked == {"12:00", "13:00"}
    assert sheet[f"{times['12:00']}4"].value == "B"


def test_chinese_words_weekdays_and_font() -> None:
    book = opened(of_roster("zh"))
    assert book.sheetnames == ["方案", "north", "各班次人数", "排班表", "counterline"]
    assert book["排班表"]["C3"].value == "周二\n2024-01-02"
    cells = [cell for sheet in book.worksheets[:4] for row in sheet for cell in row if cell.value]
    assert {cell.font.name for cell in cells} == {"Microsoft YaHei"}
    assert book["方案"].oddFooter.center.text == "第 &P 页，共 &N 页"


def test_pages_of_a_month_end_on_sundays() -> None:
    """Four weeks from Monday 29 April 2024 on: after 7, 14 and 21 days, or, two weeks a page, after 14; a week is one page."""
    dates = [dt.date(2024, 4, 29) + dt.timedelta(day) for day in range(28)]
    assert ends_of_weeks(dates, 1) == [7, 14, 21]
    assert ends_of_weeks(dates, 2) == [14]
    assert ends_of_weeks(dates[:7], 1) == []


@pytest.mark.skipif(LIBREOFFICE is None, reason="LibreOffice is not installed")
def test_formulas_say_what_the_plan_says(tmp_path: Path) -> None:
    """As LibreOffice computes them: 10 shifts of 9 h, 2 heads an hour but 1 in the breaks: 5 days x (7 x 2 + 2 x 1) = 80 hours of heads."""
    given, _ = rostered()
    path = tmp_path / "plan.xlsx"
    path.write_bytes(of_roster())
    convert = [str(LIBREOFFICE), "--headless", f"-env:UserInstallation=file://{tmp_path}/profile"]
    subprocess.run(
        [*convert, "--convert-to", "xlsx", "--outdir", tmp_path / "out", path],
        check=True,
        capture_output=True,
    )
    book = load_workbook(tmp_path / "out" / "plan.xlsx", data_only=True)
    roster, site, shifts, plan = (book[name] for name in ("Roster", "north", "People by shift", "Plan"))
    assert [roster[f"{letter}7"].value for letter in "BCDEFGH"] == [0, 2, 2, 2, 2, 2, 0]
    assert (roster["I7"].value, roster["J7"].value) == (10, 90)
    assert column(shifts, "K")[3:7] == [5, 5, 10, 90]
    heads = [row for row in site.iter_rows(min_row=4, values_only=True) if str(row[1]).startswith("tue")]
    assert heads[0][2:] == (16, 2, 2, 2, 2, 1, 1, 2, 2, 2)
    totals = dict(zip(column(plan, "A"), column(plan, "C"), strict=True))
    assert totals["clerks"] == 80
    assert dict(zip(column(plan, "A"), column(plan, "B"), strict=True))["Total"] == pytest.approx(
        given.plan.cost
    )
    assert given.plan.cost == 5400


def test_shifts_of_a_list_make_a_workbook_too() -> None:
    """Such as those of a `shifts.csv`, whatever the types of shifts allow: the same people, and the cost of the schedule alone."""
    _, found = rostered()
    given = given_of_posts(found.task.scenario, found.task.posts)
    assert given.plan.cost == 5400
    sheet = opened(workbook(given.choice, given.plan, found))["Plan"]
    facts = dict(zip(column(sheet, "A"), column(sheet, "B"), strict=True))
    assert facts["status"].startswith("not checked")
    assert "overtime, as simulated" not in facts
