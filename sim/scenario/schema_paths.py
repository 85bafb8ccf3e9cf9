"""Where the schema leads: the annotation, and the part of a scenario, behind a path of keys."""

from __future__ import annotations

import types
import typing
from typing import Annotated, Any

from pydantic import BaseModel
from pydantic.fields import FieldInfo

from sim.scenario.problems import nearest

Key = tuple[str | int, ...]


def bare(annotation: Any) -> Any:
    """An annotation without what is around it: ``Annotated``, and ``None`` as the other choice."""
    origin = typing.get_origin(annotation)
    if origin is Annotated:
        return bare(typing.get_args(annotation)[0])
    if origin in (typing.Union, types.UnionType):
        choices = [choice for choice in typing.get_args(annotation) if choice is not type(None)]
        return bare(choices[0]) if len(choices) == 1 else annotation
    return annotation


def part_of(annotation: Any) -> type[BaseModel] | None:
    """The part of a scenario that an annotation means, if it means one."""
    found = bare(annotation)
    return found if isinstance(found, type) and issubclass(found, BaseModel) else None


def items_of(annotation: Any) -> Any:
    """What the values of a mapping, or the items of a sequence, are; None where it is neither."""
    found = bare(annotation)
    arguments = typing.get_args(found)
    if typing.get_origin(found) is dict:
        return arguments[1]
    return arguments[0] if typing.get_origin(found) is tuple and len(arguments) == 2 else None


def annotation_at(root: type[BaseModel], key: Key) -> Any:
    """The annotation at a path of keys below `root`; None where the schema knows none."""
    here: Any = root
    for name in key:
        part = part_of(here)
        if part is None:
            here = items_of(here)
        else:
            field = part.model_fields.get(str(name))
            here = field.annotation if field else None
    return here


def keys_at(root: type[BaseModel], key: Key) -> list[str]:
    """Keys that the schema knows below a path of keys."""
    part = part_of(annotation_at(root, key))
    return list(part.model_fields) if part else []


def example_of(root: type[BaseModel], key: Key) -> str:
    """What could stand at a key, as a planner would write it; empty where the schema gives no example."""
    field = field_at(root, key)
    return flow(field.examples[0]) if field and field.examples else ""


def field_at(root: type[BaseModel], key: Key) -> FieldInfo | None:
    """The field of a part of a scenario at a key; None where there is none."""
    part = part_of(annotation_at(root, key[:-1]))
    return part.model_fields.get(str(key[-1])) if part else None


def flow(value: Any) -> str:
    """A value as YAML on one line."""
    if isinstance(value, dict):
        return "{" + ", ".join(f"{key}: {flow(below)}" for key, below in value.items()) + "}"
    if isinstance(value, list):
        return "[" + ", ".join(map(flow, value)) + "]"
    if isinstance(value, float):
        return f"{value:g}"
    return str(value).lower() if isinstance(value, bool) else str(value)


def unknown_key(name: str, known: list[str]) -> str:
    """What a message says of a key that the schema does not know."""
    return f"is an unknown key, {nearest(name, sorted(known), 0.5)}"
