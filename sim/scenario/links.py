"""Links in the file system, and those that lead to no file."""

from __future__ import annotations

from pathlib import Path

LOST_LINK = "is a link that leads to no file, name the file itself"


def is_link(path: Path) -> bool:
    """Whether a path is a link, wherever that leads."""
    try:
        return path.is_symlink()
    except (OSError, ValueError):  # a name too long, or with a null
        return False
