"""Full-width characters of Chinese keyboards where a scenario or table has those of ASCII: ``１２``, ``：``, ``，``."""

from __future__ import annotations

import unicodedata
from typing import NamedTuple

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
