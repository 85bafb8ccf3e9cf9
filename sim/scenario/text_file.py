"""The text of a table: UTF-8, and what Excel writes on a Chinese system."""

from __future__ import annotations

import codecs
import logging
from pathlib import Path

from sim.scenario.problems import quoted

CHINESE = "gb18030"
"""The national encoding of China; it reads GBK and GB2312, too."""
USUAL = "gb2312"
"""The 6,763 characters in everyday use, and signs."""

_LONGEST_SAMPLE = 20
"""Characters of the text that are shown, so that a reader sees whether they are what was meant."""


def read_text(path: Path) -> str:
    """The text of a file, without the mark of its encoding; that it is not UTF-8 is logged.

    Raises
    ------
    UnicodeDecodeError
        It is neither UTF-8, nor UTF-16 with its mark, nor Chinese in GB18030; says the first byte that is not UTF-8.
    OSError
        The file cannot be read.
    """
    raw = path.read_bytes()
    if raw.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        return raw.decode("utf-16")
    try:
        return raw.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        text = _chinese(raw)
        if text is None:
            raise error
    said = "%s: is not UTF-8, so it was read as GB18030, as in %s: if that is wrong, save it as UTF-8"
    logging.getLogger(__name__).warning(said, path, quoted(_sample(text)))
    return text


def _chinese(raw: bytes) -> str | None:
    """What the bytes say in GB18030; None where few of its characters would be the usual ones, as with Latin letters."""
    try:
        text = raw.decode(CHINESE)
    except UnicodeDecodeError:
        return None
    chars = [char for char in text if not char.isascii()]
    usual = {char for char in set(chars) if char.encode(USUAL, "ignore")}
    return text if 2 * sum(char in usual for char in chars) > len(chars) else None


def _sample(text: str) -> str:
    """The first word with characters that are not ASCII."""
    first = next(place for place, char in enumerate(text) if not char.isascii())
    words = text[first : first + _LONGEST_SAMPLE].replace(",", " ").split()
    return words[0]
