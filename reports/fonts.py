"""Fonts of pictures: the usual one, and one with Chinese where that is installed."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable
from functools import cache

from matplotlib import font_manager

USUAL = "DejaVu Sans"
"""The font that comes with matplotlib."""

CHINESE = (
    "Noto Sans CJK SC",
    "Noto Sans SC",
    "Source Han Sans SC",
    "Source Han Sans CN",
    "Microsoft YaHei",
    "PingFang SC",
    "Hiragino Sans GB",
    "Heiti SC",
    "SimHei",
    "WenQuanYi Micro Hei",
    "WenQuanYi Zen Hei",
    "Noto Sans CJK JP",
    "Droid Sans Fallback",
    "Arial Unicode MS",
    "SimSun",
    "Noto Serif CJK SC",
    "Noto Serif CJK JP",
)
"""Families with Chinese, the best first; of a collection of fonts matplotlib knows the first alone, which may be the Japanese one."""


@cache
def font_families() -> list[str]:
    """The font, and behind it one that has Chinese where such a font is installed."""
    chinese = _chinese()
    if not chinese:
        _read_new_fonts()
        chinese = _chinese()
    return [USUAL, *chinese[:1]]


def draws_chinese() -> bool:
    """Whether a font with Chinese is installed: pictures show boxes without one, drawings use the reader's own fonts."""
    return len(font_families()) > 1


def has_chinese(texts: Iterable[str]) -> bool:
    """Whether texts have characters that the usual font lacks and one with Chinese has."""
    return any(unicodedata.east_asian_width(char) in "WF" for text in texts for char in text)


def add_to_defaults() -> None:
    """Let matplotlib fall back on a font with Chinese in all that is drawn from now on, such as a legend that comes later."""
    from matplotlib import rcParams

    families = list(rcParams["font.family"])
    rcParams["font.family"] = [*families, *(name for name in font_families()[1:] if name not in families)]


def _chinese() -> list[str]:
    installed = {font.name for font in font_manager.fontManager.ttflist}
    return [name for name in CHINESE if name in installed]


def _read_new_fonts() -> None:
    """Read the fonts that were installed since matplotlib made its list, which it keeps for ever."""
    known = {font.fname for font in font_manager.fontManager.ttflist}
    for path in sorted(font_manager.findSystemFonts()):
        if path in known:
            continue
        try:
            font_manager.fontManager.addfont(path)
        except (OSError, RuntimeError, ValueError):  # a damaged file, or one that matplotlib cannot draw with
            continue
