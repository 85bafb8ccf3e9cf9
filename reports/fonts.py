"""Fonts of pictures: the usual one, and one with Chinese: the best that is installed, or else the small one of this package."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable
from functools import cache
from pathlib import Path

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

OWN = "Counterline Sans SC"
"""The font of this package: Noto Sans CJK SC with the characters of our words and common ones alone (see ``font/OFL.txt``)."""

OWN_FILE = Path(__file__).with_name("font") / "CounterlineSansSC.otf"


@cache
def font_families() -> list[str]:
    """The font, and behind it one that has Chinese."""
    chinese = _chinese()
    if not chinese:
        _read_new_fonts()
        chinese = _chinese()
    return [USUAL, *(chinese[:1] or _own())]


def draws_chinese() -> bool:
    """Whether there is a font with Chinese: pictures show boxes without one, drawings use the reader's own fonts."""
    return len(font_families()) > 1


def characters_lacking(texts: Iterable[str]) -> str:
    """The Chinese characters of some texts that pictures cannot show: those that the font of this package lacks, where it is the one."""
    if font_families()[1:] != [OWN]:
        return ""
    from matplotlib.ft2font import FT2Font

    known = FT2Font(str(OWN_FILE)).get_charmap()
    chars = dict.fromkeys(char for text in texts for char in text if has_chinese([char]))
    return "".join(char for char in chars if ord(char) not in known)


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


def _own() -> list[str]:
    """The font of this package, as the last resort; none where its file is not there."""
    try:
        font_manager.fontManager.addfont(OWN_FILE)
    except OSError:
        return []
    return [OWN]


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
