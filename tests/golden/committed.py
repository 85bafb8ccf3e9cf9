"""What the cases said when their hashes were committed: ``hashes.json``, a line a case."""

from __future__ import annotations

import json
from dataclasses import asdict
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
    """What is not what it was: measures that changed, came and went, and the contacts."""
    names = dict.fromkeys([*before.figures, *now.figures])
    found = [
        f"{name}{'' if name in before.figures else ' (new)'}{'' if name in now.figures else ' (gone)'}"
        for name in names
        if before.figures.get(name) != now.figures.get(name)
    ]
    return found + ["the contacts"] * (before.contacts != now.contacts)
