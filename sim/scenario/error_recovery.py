"""A broken scenario with what is wrong left out, so that a wrong number hides no misspelt name."""

from __future__ import annotations

from collections.abc import Iterable
from copy import deepcopy
from typing import Any

from pydantic import BaseModel
from pydantic.fields import FieldInfo

from sim.scenario.schema_paths import annotation_at, part_of
from sim.scenario.source import Key


def without_errors(data: dict[str, Any], wrong: Iterable[Key], root: type[BaseModel]) -> dict[str, Any]:
    """The data without the values at the keys `wrong`, or with the schema's examples in their place.

    A section is left out where mending it would take away or make up names, which other parts of the scenario may mean.
    """
    data = deepcopy(data)
    for key in sorted(wrong, key=len, reverse=True):
        while key and isinstance(key[-1], int):
            key = key[:-1]
        if key and not _is_mended(data, key, root):
            data.pop(str(key[0]), None)
    return data


class KeyTree:
    """Some keys, and whether others are above, at or below one of them."""

    def __init__(self, keys: Iterable[Key]) -> None:
        self.keys = set(keys)
        self._above = {key[:length] for key in self.keys for length in range(len(key) + 1)}

    def touches(self, key: Key) -> bool:
        """Whether a key is above, at or below one of them."""
        return key in self._above or any(key[:length] in self.keys for length in range(len(key)))


def _is_mended(data: dict[str, Any], key: Key, root: type[BaseModel]) -> bool:
    """Whether what stands at a key could be left out of the data, or replaced."""
    above: Any = data
    for step in key[:-1]:
        above = above.get(step) if isinstance(above, dict) else above[step] if _has(above, step) else None
    if not isinstance(above, dict):
        return False
    name, part = str(key[-1]), part_of(annotation_at(root, key[:-1]))
    if part is None:
        above[name] = _example_of(part_of(annotation_at(root, key)))
        return above[name] is not None
    field = part.model_fields.get(name)
    example = _plain(field) if field else None
    if field is None or (example is None and not field.is_required()):
        above.pop(name, None)
        return True
    above[name] = example
    return example is not None


def _example_of(part: type[BaseModel] | None) -> dict[str, Any] | None:
    """What a part may be, by the schema's examples; None where these do not suffice, or there is no such part."""
    fields = part.model_fields if part else {}
    examples = {name: _plain(field) for name, field in fields.items()}
    if not part or any(field.is_required() and examples[name] is None for name, field in fields.items()):
        return None
    return {name: example for name, example in examples.items() if example is not None}


def _plain(field: FieldInfo) -> int | float | str | None:
    """The schema's example of a field, if that is one number or text."""
    example = field.examples[0] if field.examples else None
    return example if isinstance(example, int | float | str) else None


def _has(above: Any, part: str | int) -> bool:
    return isinstance(above, list) and isinstance(part, int) and part < len(above)
