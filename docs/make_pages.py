"""Writes the pages of this folder that are made from the code: ``python docs/make_pages.py`` (``make docs``)."""

from __future__ import annotations

import sys
from collections.abc import Callable
from pathlib import Path

from reports.certificate_page import certificate_markdown
from sim.draws.page import draws_markdown
from sim.measures.page import measures_markdown
from sim.scenario.reference import reference_markdown

FOLDER = Path(__file__).resolve().parent
sys.path.insert(0, str(FOLDER))

from make_house import house_markdown  # noqa: E402

PAGES: dict[str, Callable[[], str]] = {
    "architecture.md": house_markdown,
    "certificate.md": certificate_markdown,
    "draws.md": draws_markdown,
    "measures.md": measures_markdown,
    "scenario.md": reference_markdown,
}
"""Each generated page, and what makes it."""


def main() -> None:
    for name, made in PAGES.items():
        (FOLDER / name).write_text(made(), encoding="utf-8")


if __name__ == "__main__":
    main()
