"""The comments of a scenario file: where a value comes from, for the report's table of assumptions."""

from __future__ import annotations

import re

Key = tuple[str | int, ...]


def comments_of(lines: list[str], ends: dict[Key, tuple[int, int]]) -> dict[Key, str]:
    """The comment behind the last value of its line, or else the comment lines right above."""
    last_column: dict[int, int] = {}
    for line, column in ends.values():
        last_column[line] = max(column, last_column.get(line, 0))
    found: dict[Key, str] = {}
    for key, (line, _) in ends.items():
        if line >= len(lines):
            continue
        behind = re.search(r"(?:^|\s)#\s*(.*)$", lines[line][last_column[line] :])
        comment = _continued(lines, line, behind[1]) if behind else _above(lines, line)
        if comment:
            found[key] = comment
    return found


def _continued(lines: list[str], line: int, first: str) -> str:
    """A comment that goes on in the next lines, under the same column, is one comment."""
    column = lines[line].rindex("#" + lines[line].rsplit("#", 1)[1])
    parts = [first]
    for below in lines[line + 1 :]:
        if below[:column].strip() or not below[column:].startswith("#"):
            break
        parts.append(below[column + 1 :])
    return " ".join(part.strip() for part in parts)


def _above(lines: list[str], line: int) -> str:
    parts: list[str] = []
    indent = len(lines[line]) - len(lines[line].lstrip())
    for above in reversed(lines[:line]):
        stripped = above.lstrip()
        if not stripped.startswith("#") or len(above) - len(stripped) != indent:
            break
        parts.append(stripped.lstrip("# ").rstrip())
    return " ".join(reversed(parts))
