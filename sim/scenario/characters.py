"""Characters that need care: those that no text needs, those of Chinese keyboards, and those that a spreadsheet computes.

No text needs halves of characters, which no file can hold, or control characters, which a terminal obeys. Full-width characters such as
``１２``, ``：`` and ``，`` stand where a scenario or table has those of ASCII. A cell such as ``=A1`` is a name here, and a formula in a
spreadsheet.
"""

from __future__ import annotations

import re
import unicodedata
from typing import NamedTuple

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


_QUOTES = dict.fromkeys("“”「」", '"') | dict.fromkeys("‘’", "'")
_NAMES = {":": "colon", ",": "comma", ";": "semicolon", '"': "quote", "'": "quote"}
_NAMES |= dict.fromkeys("{}", "brace") | dict.fromkeys("[]", "bracket")


def ascii_of(char: str) -> str:
    """The digit or sign of ASCII that a full-width character stands for; empty where it is no such one."""
    usual = _QUOTES.get(char) or unicodedata.normalize("NFKC", char)
    return usual if not char.isascii() and (usual in _NAMES or usual in set("0123456789")) else ""


class Wide(NamedTuple):
    """What is full-width in a text, such as ``the full-width digits １２``, and what stands for it in ASCII."""

    what: str
    usual: str

    def __str__(self) -> str:
        return f"{self.what}, write {self.usual}"


def full_width(text: str) -> Wide | None:
    """The first full-width sign of a text, or its first full-width digits; None where there are none."""
    first = next((place for place, char in enumerate(text) if ascii_of(char)), None)
    if first is None:
        return None
    usual = ascii_of(text[first])
    if usual in _NAMES:
        return Wide(f"the full-width {_NAMES[usual]} {text[first]}", usual)
    digits = _digits(text[first:])
    return Wide(f"the full-width digits {digits}", "".join(map(ascii_of, digits)))


def _digits(text: str) -> str:
    """The full-width digits with which a text begins."""
    end = next((place for place, char in enumerate(text) if not ascii_of(char).isdigit()), len(text))
    return text[:end]


_FORMULA = re.compile(r"'*[=+\-@\t\r＝＋－＠]")
"""What begins like a formula (OWASP, "CSV Injection"), and what begins so behind the apostrophes of :func:`as_text`."""


def as_text(cell: str) -> str:
    """A text for a cell: with an apostrophe before it where a spreadsheet would compute it."""
    return f"'{cell}" if _FORMULA.match(cell) else cell


def as_meant(cell: str) -> str:
    """The text that :func:`as_text` was given."""
    return cell[1:] if cell.startswith("'") and _FORMULA.match(cell) else cell
