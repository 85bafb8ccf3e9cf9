"""What a console cannot print is replaced, so that a command does not fail for the sake of a dash."""

from __future__ import annotations

import codecs
import io
import sys
import unicodedata
from typing import TextIO

_NEAREST = str.maketrans(
    {
        "\u00a0": " ",
        **dict.fromkeys("‐‑‒–—−", "-"),
        **dict.fromkeys("“”„", '"'),
        **dict.fromkeys("‘’", "'"),
        "…": "...",
        "×": "x",
        "·": ".",
        "≤": "<=",
        "≥": ">=",
    }
)
"""What stands for signs of our own words."""

_NAME = "counterline.nearest"


def replace_what_cannot_be_printed() -> None:
    """From now on, characters that standard output does not have are printed as the nearest of ASCII, or as ``?``.

    Where somebody has asked for another way, such as with ``PYTHONIOENCODING=ascii:backslashreplace``, it stays; standard error
    shows their numbers by itself.
    """
    codecs.register_error(_NAME, _nearest)
    stream: TextIO | None = sys.stdout
    if isinstance(stream, io.TextIOWrapper) and stream.errors in ("strict", "surrogateescape"):
        stream.reconfigure(errors=_NAME)


def _nearest(error: UnicodeError) -> tuple[str, int]:
    """What is printed in place of the characters at which encoding broke off, and where it goes on."""
    assert isinstance(error, UnicodeEncodeError)
    return "".join(map(_ascii, error.object[error.start : error.end])), error.end


def _ascii(char: str) -> str:
    plain = unicodedata.normalize("NFKD", char.translate(_NEAREST)).encode("ascii", "ignore").decode()
    return plain or "?"
