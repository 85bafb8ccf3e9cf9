"""Fonts of pictures, whatever is installed on the machine that runs the tests."""

from __future__ import annotations

from collections.abc import Iterator
from types import SimpleNamespace

import pytest
from matplotlib import font_manager

from reports.fonts import USUAL, draws_chinese, font_families, has_chinese

OLD, NEW, BROKEN = "/fonts/DejaVuSans.ttf", "/fonts/NotoSansCJK-Regular.ttc", "/fonts/broken.ttf"


class Fonts:
    """A list of fonts as matplotlib keeps it, and what it is told to read."""

    def __init__(self) -> None:
        self.ttflist = [SimpleNamespace(name=USUAL, fname=OLD)]
        self.read: list[str] = []

    def addfont(self, path: str) -> None:
        """Read a font."""
        self.read.append(path)
        if path == BROKEN:
            raise RuntimeError("Can not load face")
        self.ttflist.append(SimpleNamespace(name="Noto Sans CJK JP", fname=path))


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


def test_where_there_is_none_none_is_found(fonts: Fonts, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(font_manager, "findSystemFonts", lambda: [OLD])
    assert font_families() == [USUAL]
    assert not draws_chinese()
    assert fonts.read == []


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
