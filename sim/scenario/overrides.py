"""Overrides, such as those of a policy: dotted keys with other values, laid over what a scenario file says."""

from __future__ import annotations

import typing
from collections.abc import Mapping
from copy import deepcopy
from dataclasses import replace
from typing import Any

from pydantic import BaseModel

from sim.scenario.problems import Problem, key_text, nearest, value_text
from sim.scenario.schema_paths import annotation_at, bare, keys_at, part_of, unknown_key
from sim.scenario.source import Key, Source

BASELINE = "baseline"
"""The scenario without a policy."""

_UNSAID = {"segments": {"everyone": {"share": "100 %"}}}
"""What a file means that leaves these sections out, where that is more than no keys."""


TEXTS = ("label", "note")
"""What a policy says of itself, and not of what happens."""


def texts_of(overrides: Mapping[str, Any]) -> tuple[dict[str, Any], dict[str, Any]]:
    """What a policy says of itself, and the other overrides."""
    of_itself = {key: value for key, value in overrides.items() if key in TEXTS}
    return of_itself, {key: value for key, value in overrides.items() if key not in TEXTS}


def overridden(
    root: type[BaseModel], source: Source, overrides: Mapping[str, Any], place: Key = ()
) -> tuple[Source, list[Problem]]:
    """The source with each dotted key set, and what is wrong with the keys.

    Parameters
    ----------
    root : type
        The scenario's schema.
    source : Source
        What they are laid over.
    overrides : mapping
        The values by key.
    place : tuple
        Where they stand in the file, if they do: lines of what they set are those of the overrides.
    """
    data, lines = dict(source.data), dict[Key, int]()
    problems: list[Problem] = []
    for dotted, value in overrides.items():
        key: Key = tuple(dotted.split("."))
        line = source.line((*place, dotted)) if place else source.line(key)
        parent, wrong = _parent(root, data, key)
        if wrong:
            problems.append(Problem(str(source.path), line, (*place, dotted), value, wrong))
            continue
        parent[key[-1]] = _plain(value)
        lines[key] = line
    return replace(source, data=data, lines=_laid_over(source.lines, lines)), problems


def _laid_over(lines: Mapping[Key, int], over: dict[Key, int]) -> dict[Key, int]:
    """The lines of keys, with those of overrides; each override, in their order, takes away what was below its key."""
    latest = dict[Key, int]()
    for key, line in reversed(over.items()):
        if not _replaced(key, latest):
            latest[key] = line
    return {key: line for key, line in lines.items() if not _replaced(key, latest)} | latest


def _replaced(key: Key, lines: Mapping[Key, int]) -> bool:
    """Whether an override among `lines` sets a key, or one above it."""
    return any(key[:length] in lines for length in range(1, len(key) + 1))


def _plain(value: Any) -> Any:
    """A copy of a value, with numbers of NumPy as Python's own."""
    return value.item() if hasattr(value, "item") and not getattr(value, "shape", ()) else deepcopy(value)


def _parent(root: type[BaseModel], data: dict[str, Any], key: Key) -> tuple[dict[Any, Any], str]:
    """The group of keys that holds the last part of `key`, copied on the way to it, or why there is none."""
    if key[0] in ("policies", "name"):
        return {}, f"cannot be overridden, only what the scenario does can be, not its {key[0]}"
    here: Any = data
    for depth, part in enumerate(key[:-1]):
        path = key[: depth + 1]
        if here.get(part) is None:
            wrong = _absent(root, here, path)
            if wrong:
                return {}, wrong
            here[part] = deepcopy(_UNSAID.get(str(part), {})) if depth == 0 else {}
        if isinstance(here[part], list):
            return {}, f"reaches into the list {key_text(path)}, override the whole list"
        if not isinstance(here[part], dict):
            return (
                {},
                f"goes below {key_text(path)}, which is {value_text(here[part])} and has no keys: override it whole",
            )
        here[part] = dict(here[part])
        here = here[part]
    return here, _stranger(root, key)


def _absent(root: type[BaseModel], here: dict[Any, Any], path: Key) -> str:
    """Why the group of keys at `path` cannot be begun by an override; empty where the schema knows it."""
    part = part_of(annotation_at(root, path[:-1]))
    if part is not None and str(path[-1]) in part.model_fields:
        below = annotation_at(root, path)
        keyed = part_of(below) or typing.get_origin(bare(below)) is dict
        return "" if keyed else f"goes below {key_text(path)}, which has no keys: override it whole"
    known = keys_at(root, path[:-1]) or list(here)
    return f"names {key_text(path)}, which the scenario does not have, {nearest(str(path[-1]), known)}"


def _stranger(root: type[BaseModel], key: Key) -> str:
    """Why the last part of a key cannot be set; empty where the schema knows it."""
    part = part_of(annotation_at(root, key[:-1]))
    if part is None or str(key[-1]) in part.model_fields:
        return ""
    return unknown_key(str(key[-1]), list(part.model_fields))
