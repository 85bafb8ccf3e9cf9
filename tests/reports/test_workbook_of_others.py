"""A workbook that another program saved reads as it was written: whatever that does with styles, texts and numbers, which differ by program."""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Callable
from pathlib import Path

import pytest
from openpyxl import Workbook, load_workbook

from reports.workbook import workbook
from reports.workbook_reading import read_workbook
from tests.reports.made_plan import made_plan
from tests.reports.made_roster import rostered

Saved = Callable[[bytes], bytes]


def values_alone(raw: bytes) -> bytes:
    """As programs without formats do: no styles, no merged cells, nothing hidden, all numbers floats, formulas as what they show."""
    book, bare = load_workbook(io.BytesIO(raw)), Workbook()
    bare.remove(bare.active)
    for sheet in book:
        own = bare.create_sheet(sheet.title)
        for cell in (cell for row in sheet for cell in row if cell.value is not None):
            shown = None if cell.data_type == "f" else cell.value
            put = own.cell(cell.row, cell.column, float(shown) if isinstance(shown, int) else shown)
            put.data_type = (
                "s" if isinstance(shown, str) else put.data_type
            )  # a name such as =Cai is no formula
    return saved(bare)


def shared_texts(raw: bytes) -> bytes:
    """As Excel and LibreOffice do: a table of the texts of all sheets, to which cells point."""
    return _with_a_table(raw, lambda text: f'<t xml:space="preserve">{text}</t>', r"\2")


def texts_in_pieces(raw: bytes) -> bytes:
    """The same where somebody made the beginning of each text bold, by a program that writes whole numbers with an exponent."""
    return _with_a_table(raw, _half_bold, r"\2.0E0")


def _half_bold(text: str) -> str:
    piece = '<r>{}<t xml:space="preserve">{}</t></r>'
    at = 0 if text.startswith("&") else 1  # no piece ends within an escape
    return piece.format("<rPr><b/></rPr>", text[:at]) + piece.format("", text[at:])


def _with_a_table(raw: bytes, item: Callable[[str], str], number: str) -> bytes:
    """Texts in one table, each as `item` writes it, and whole numbers of one digit as `number` does."""
    out, texts = io.BytesIO(), dict[str, int]()
    kind = "application/vnd.openxmlformats-officedocument.spreadsheetml.sharedStrings+xml"

    def pointing(found: re.Match[str]) -> str:
        return f'<c{found[1]} t="s"><v>{texts.setdefault(found[2], len(texts))}</v></c>'

    with zipfile.ZipFile(io.BytesIO(raw)) as old, zipfile.ZipFile(out, "w") as new:
        for name in old.namelist():
            content = old.read(name)
            if name.startswith("xl/worksheets/"):
                text = re.sub(
                    r'<c([^>]*) t="inlineStr"><is><t[^>]*>([^<]*)</t></is></c>',
                    pointing,
                    content.decode().replace(' t="inlineStr" />', " />"),
                )
                assert "inlineStr" not in text
                content = re.sub(
                    r'(<c r="\w+"(?: s="\d+")? t="n"><v>)(\d)(?=</v>)', rf"\1{number}", text
                ).encode()
            if name == "[Content_Types].xml":
                part = f'<Override PartName="/xl/sharedStrings.xml" ContentType="{kind}" /></Types>'
                content = content.replace(b"</Types>", part.encode())
            new.writestr(name, content)
        items = "".join(f"<si>{item(text)}</si>" for text in texts)
        new.writestr(
            "xl/sharedStrings.xml",
            f'<sst xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main">{items}</sst>',
        )
    return out.getvalue()


def saved(book: Workbook) -> bytes:
    raw = io.BytesIO()
    book.save(raw)
    return raw.getvalue()


@pytest.mark.parametrize("as_saved", [values_alone, shared_texts, texts_in_pieces])
def test_a_plan_by_blocks(tmp_path: Path, as_saved: Saved) -> None:
    """Heads 2 and 1, 0 and 1; one is changed to 3, which costs 120 yuan more."""
    outcome, _ = made_plan()
    path = tmp_path / "plan.xlsx"
    raw = as_saved(workbook(outcome.choice, outcome.plan, outcome=outcome))
    path.write_bytes(raw)
    handed = read_workbook(outcome.choice.scenario, path)
    assert handed.given.plan.heads == (2, 1, 0, 1)
    assert handed.changes == ()
    book = load_workbook(path)
    book["north"]["D4"] = 3.0
    path.write_bytes(as_saved(saved(book)))
    assert read_workbook(outcome.choice.scenario, path).given.plan.cost == 420 + 120


@pytest.mark.parametrize("as_saved", [values_alone, shared_texts, texts_in_pieces])
def test_a_roster(tmp_path: Path, as_saved: Saved) -> None:
    """Nothing is called a change."""
    given, found = rostered()
    path = tmp_path / "plan.xlsx"
    path.write_bytes(as_saved(workbook(given.choice, given.plan, found)))
    handed = read_workbook(given.choice.scenario, path)
    assert handed.changes == ()
    assert handed.given.plan.cost == 5400


def test_what_a_spreadsheet_shows_as_a_whole_number_is_one(tmp_path: Path) -> None:
    """0.1 times 3, times 10, is stored as 3.0000000000000004, and shown as 3."""
    outcome, _ = made_plan()
    path = tmp_path / "plan.xlsx"
    path.write_bytes(workbook(outcome.choice, outcome.plan))
    book = load_workbook(path)
    book["north"]["D4"] = 0.1 * 3 * 10
    assert 0.1 * 3 * 10 != 3
    book.save(path)
    assert read_workbook(outcome.choice.scenario, path).given.plan.heads[0] == 3
