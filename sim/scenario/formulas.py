"""Cells of a CSV file that a spreadsheet would take for a formula: a name such as ``=A1``, which is a name."""

from __future__ import annotations

import re

_FORMULA = re.compile(r"'*[=+\-@\t\r＝＋－＠]")
"""What begins like a formula (OWASP, "CSV Injection"), and what begins so behind the apostrophes of :func:`as_text`."""


def as_text(cell: str) -> str:
    """A text for a cell: with an apostrophe before it where a spreadsheet would compute it."""
    return f"'{cell}" if _FORMULA.match(cell) else cell


def as_meant(cell: str) -> str:
    """The text that :func:`as_text` was given."""
    return cell[1:] if cell.startswith("'") and _FORMULA.match(cell) else cell
