"""What is looked at before anything is simulated, and what pictures lack once they are written."""

from __future__ import annotations

import sys
import tempfile
from pathlib import Path

from commands.stop import Stop
from reports.plots.style import draws_chinese
from reports.words import LANGUAGES


def check_language(language: str) -> None:
    """End the command if there are no words in that language."""
    if language not in LANGUAGES:
        raise Stop(f"--language {language!r} is unknown, write {' or '.join(LANGUAGES)}")


def make_folder(out: Path) -> None:
    """Make the output folder and try to write into it, before hours of simulation rather than after them."""
    try:
        out.mkdir(parents=True, exist_ok=True)
        with tempfile.TemporaryFile(dir=out):
            pass
    except OSError as error:
        raise Stop(f"--out {out}: cannot be written: {error.strerror or error}") from None


def warn_of_boxes(language: str) -> None:
    """Say what the pictures lack, once they are written."""
    if language == "zh" and not draws_chinese():
        said = "no font with Chinese is installed, so words in figures/*.png are boxes; report.html and figures/*.svg are not affected"
        print(f"counterline: {said}: install one, such as Noto Sans CJK SC", file=sys.stderr)
