"""Characters that no text needs: halves of characters, which no file can hold, and control characters, which a terminal obeys."""

from __future__ import annotations

import re

_PAIR = re.compile("[\ud800-\udbff][\udc00-\udfff]")
_HALF = re.compile("[\ud800-\udfff]")
_CONTROL = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x84\x86-\x9f]")

_OBEYED = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069]")


def joined(text: str) -> str:
    """A text with each character that was escaped in two halves, as JSON does, in one.

    Raises
    ------
    ValueError
        It has a half without its other half.
    """
    whole = _PAIR.sub(lambda pair: pair[0].encode("utf-16", "surrogatepass").decode("utf-16"), text)
    return _without(_HALF, whole)


def check_text(text: str) -> str:
    """A text as it is, of one line or several.

    Raises
    ------
    ValueError
        It has half of a character, or a control character that is no tab and no end of a line.
    """
    return _without(_CONTROL, joined(text))


def harmless(text: str) -> str:
    """A text as a terminal may get it: what it would obey, or print from right to left, is spelt out."""
    return _OBEYED.sub(lambda found: repr(found[0])[1:-1], text)


def _without(needless: re.Pattern[str], text: str) -> str:
    found = needless.search(text)
    if found:
        raise ValueError(f"has the character U+{ord(found[0]):04X}, which no text needs, remove it")
    return text
