"""A broken scenario with what is wrong left out, so that a wrong number hides no misspelt name."""

from __future__ import annotations

from collections.abc import Iterable
from copy import deepcopy
from typing import Any

from pydantic import BaseModel

from sim.scenario.schema import annotation_at, part_of
from sim.scenario.source import Key


def mended(data: dict[str, Any], wrong: Iterable[Key], root: type[BaseModel]) -> dict[str, Any] | None:
    """The data without the values at the keys `wrong`, or with the schema's examples where there must be one.

    None where that would take away or make up names, which other parts of the scenario may mean.
    """
    data = deepcopy(data)
    for key in sorted(wrong, key=len, reverse=True):
        while key and isinstance(key[-1], int):
            key = key[:-1]
        if not key or not _is_mended(data, key, root):
            return None
    return data


def touches(key: Key, others: Iterable[Key]) -> bool:
    """Whether a key is above, at or below one of the others."""
    return any(key[: len(other)] == other or other[: len(key)] == key for other in others)


def _is_mended(data: dict[str, Any], key: Key, root: type[BaseModel]) -> bool:
    """Whether what stands at a key could be left out of the data, or replaced."""
    above: Any = data
    for step in key[:-1]:
        above = above.get(step) if isinstance(above, dict) else above[step] if _has(above, step) else None
    part = part_of(annotation_at(root, key[:-1]))
    if part is None or not isinstance(above, dict):
        return False
    name = str(key[-1])
    field = part.model_fields.get(name)
    if field is None or not field.is_required():
        above.pop(name, None)
        return True
    example = field.examples[0] if field.examples else None
    above[name] = example
    return isinstance(example, int | float | str)


def _has(above: Any, part: str | int) -> bool:
    return isinstance(above, list) and isinstance(part, int) and part < len(above)
