"""Fonts of pictures, whatever is installed on the machine that runs the tests."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from types import SimpleNamespace

import pytest
from fontTools.ttLib import TTFont
from matplotlib import font_manager
from matplotlib.font_manager import FontProperties
from matplotlib.textpath import TextPath

from reports.fonts import (
    OWN,
    OWN_FILE,
    USUAL,
    characters_lacking,
    draws_chinese,
    font_families,
    has_chinese,
)
from reports.words.chinese import CHINESE

OLD, NEW, BROKEN = "/fonts/DejaVuSans.ttf", "/fonts/NotoSansCJK-Regular.ttc", "/fonts/broken.ttf"


class Fonts:
    """A list of fonts as matplotlib keeps it, and what it is told to read."""

    def __init__(self) -> None:
        self.ttflist = [SimpleNamespace(name=USUAL, fname=OLD)]
        self.read: list[str | Path] = []

    def addfont(self, path: str | Path) -> None:
        """Read a font."""
        self.read.append(path)
        if path == BROKEN:
            raise RuntimeError("Can not load face")
        name = OWN if path == OWN_FILE else "Noto Sans CJK JP"
        self.ttflist.append(SimpleNamespace(name=name, fname=path))


@pytest.fixture
def fonts(monkeypatch: pytest.MonkeyPatch) -> Iterator[Fonts]:
    """A list in which no font has Chinese."""
    made = Fonts()
    monkeypatch.setattr(font_manager, "fontManager", made)
    font_families.cache_clear()
    yield made
    font_families.cache_clear()


def test_a_font_that_was_installed_later_is_found(fonts: Fonts, monkeypatch: pytest.MonkeyPatch) -> None:
    """matplotlib keeps its list for ever; only what is not in it is read, and what cannot be read is passed over."""
    monkeypatch.setattr(font_manager, "findSystemFonts", lambda: [OLD, NEW, BROKEN])
    assert font_families() == [USUAL, "Noto Sans CJK JP"]
    assert draws_chinese()
    assert fonts.read == [NEW, BROKEN]


def test_where_there_is_none_that_of_the_package_is_taken(
    fonts: Fonts, monkeypatch: pytest.MonkeyPatch
) -> None:
    """It has all characters of our words; which of a name it lacks is known: a dragon that no hall is called after."""
    monkeypatch.setattr(font_manager, "findSystemFonts", lambda: [OLD])
    assert font_families() == [USUAL, OWN]
    assert draws_chinese()
    assert fonts.read == [OWN_FILE]
    assert characters_lacking([*CHINESE.values(), "供电营业厅", "north – Ост"]) == ""
    assert characters_lacking(["城北龘厅", "龘"]) == "龘"


def test_the_font_of_the_package_is_small_and_says_its_licence() -> None:
    """Under the SIL Open Font License a changed font keeps the licence and not the name."""
    assert OWN_FILE.stat().st_size < 500_000
    names = TTFont(OWN_FILE)["name"]
    assert names.getDebugName(1) == OWN
    assert "SIL Open Font License" in names.getDebugName(13)
    assert "SIL OPEN FONT LICENSE Version 1.1" in OWN_FILE.with_name("OFL.txt").read_text(encoding="utf-8")


def test_where_another_font_has_chinese_nothing_is_lacking(
    fonts: Fonts, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(font_manager, "findSystemFonts", lambda: [NEW])
    assert characters_lacking(["龘"]) == ""


def test_the_font_of_the_package_draws_chinese() -> None:
    """matplotlib reads it: a text in it has an outline, and says nothing of missing glyphs."""
    path = TextPath((0, 0), "营业厅", prop=FontProperties(fname=str(OWN_FILE)))
    assert path.get_extents().width > 20


def test_where_one_is_in_the_list_nothing_is_looked_for(
    fonts: Fonts, monkeypatch: pytest.MonkeyPatch
) -> None:
    fonts.ttflist.append(SimpleNamespace(name="SimHei", fname="/fonts/simhei.ttf"))
    monkeypatch.setattr(font_manager, "findSystemFonts", lambda: pytest.fail("looked"))
    assert font_families() == [USUAL, "SimHei"]


@pytest.mark.parametrize(
    ("text", "has"), [("城北", True), ("（", True), ("한국", True), ("café – №", False), ("Монгол", False)]
)
def test_which_names_need_such_a_font(text: str, has: bool) -> None:
    """The usual font has Latin, Greek and Cyrillic letters."""
    assert has_chinese(["north", text]) == has
