"""What the cases said when their hashes were committed: ``hashes.json``, a line a case."""

from __future__ import annotations

import json
from dataclasses import asdict, replace
from pathlib import Path

from tests.golden.cases import Said

FILE = Path(__file__).with_name("hashes.json")


def committed() -> dict[str, Said]:
    """What each case said."""
    return {name: Said(**said) for name, said in json.loads(FILE.read_text(encoding="utf-8")).items()}


def commit(said: dict[str, Said]) -> None:
    """Write the file anew."""
    lines = [
        f"{json.dumps(name)}: {json.dumps(asdict(each), separators=(',', ':'))}"
        for name, each in said.items()
    ]
    FILE.write_text("{\n" + ",\n".join(lines) + "\n}\n", encoding="utf-8")


def changes(before: Said, now: Said) -> list[str]:
    """What is not what it was: measures that changed or went, and the contacts. A measure that was added changes nothing."""
    found = [
        f"{name}{'' if name in now.figures else ' (gone)'}"
        for name, said in before.figures.items()
        if said != now.figures.get(name)
    ]
    return found + ["the contacts"] * (before.contacts != now.contacts)


def new_ones(before: Said, now: Said) -> list[str]:
    """Measures that it did not have."""
    return [name for name in now.figures if name not in before.figures]


def with_new_ones(before: Said, now: Said) -> Said:
    """What it said, and what the measures say that it did not have."""
    return replace(
        before, figures=before.figures | {name: now.figures[name] for name in new_ones(before, now)}
    )
