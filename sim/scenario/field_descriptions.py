"""What the schema says of each field: its docstring, its kind in words, and its default as a planner writes it."""

from __future__ import annotations

import ast
import inspect
import itertools
import textwrap
import types
import typing
from collections.abc import Callable, Iterable
from copy import copy
from typing import Annotated, Any, Literal

from pydantic.fields import FieldInfo

from sim.scenario.base import Part, Written
from sim.scenario.distributions import Distribution
from sim.scenario.problems import listed
from sim.scenario.schema_paths import bare, items_of, part_of


def parts_below(root: type[Part]) -> list[type[Part]]:
    """Every part that the schema of `root` names, each once, in the order of the fields; `root` first."""
    found: list[type[Part]] = [root]
    for part in found:
        for field in part.model_fields.values():
            for inner in _parts_in(field.annotation):
                if inner not in found:
                    found.append(inner)
    return found


def _parts_in(annotation: Any) -> Iterable[type[Part]]:
    part = part_of(annotation)
    if part is not None and issubclass(part, Part):
        yield part
    for argument in typing.get_args(annotation):
        yield from _parts_in(argument)


def descriptions_of(part: type[Part]) -> dict[str, str]:
    """The docstring of each field that has one, on one line, read from the source: pydantic would read all of them at every start."""
    found: dict[str, str] = {}
    for kind in reversed(part.__mro__):
        if issubclass(kind, Part):
            found |= _own_descriptions(kind)
    return found


def _own_descriptions(part: type[Part]) -> dict[str, str]:
    definition = ast.parse(textwrap.dedent(inspect.getsource(part))).body[0]
    assert isinstance(definition, ast.ClassDef)
    return {
        field.target.id: " ".join(str(said.value.value).split())
        for field, said in itertools.pairwise(definition.body)
        if isinstance(field, ast.AnnAssign) and isinstance(field.target, ast.Name)
        if isinstance(said, ast.Expr) and isinstance(said.value, ast.Constant)
    }


def written_as(annotation: Any, metadata: Iterable[Any] = ()) -> Written | None:
    """How values of an annotation are written, where its type says so."""
    for mark in metadata:
        if isinstance(mark, Written):
            return mark
    arguments = typing.get_args(annotation)
    if typing.get_origin(annotation) is Annotated:
        return written_as(arguments[0], arguments[1:])
    if typing.get_origin(annotation) in (typing.Union, types.UnionType):
        return next((found for found in map(written_as, arguments) if found), None)
    return None


def bound_writer(field: FieldInfo | None) -> Callable[[Any], str]:
    """What writes a bound of a field as a file has its values: with a unit, where they have one."""
    written = written_as(field.annotation, field.metadata) if field else None
    return "{:.10g}".format if written is None or written.back is copy else written.back


def kind_text(field: FieldInfo) -> str:
    """What a field is, in words, with its bounds; parts as links of Markdown."""
    limits = {
        name: bound_writer(field)(getattr(mark, name))
        for mark in field.metadata
        for name in ("gt", "ge", "le")
        if getattr(mark, name, None) is not None
    }
    least, most = limits.get("ge") or limits.get("gt"), limits.get("le")
    bounds = f", {'above ' if 'gt' in limits else ''}{least} to {most}" if most else ""
    return _kind(field.annotation, field.metadata) + bounds


def _kind(annotation: Any, metadata: Iterable[Any] = ()) -> str:
    written = written_as(annotation, metadata)
    if written:
        return written.what
    part = part_of(annotation)
    if part:
        return f"[{part.__name__}](#{part.__name__.lower()})"
    found = bare(annotation)
    if typing.get_origin(found) is Literal:
        return listed(f"`{choice}`" for choice in typing.get_args(found))
    if typing.get_origin(found) is dict:
        return f"by {_kind(typing.get_args(found)[0])}: {_kind(items_of(found))}"
    if typing.get_origin(found) is tuple:
        return f"list: {_kind(items_of(found))}"
    return "text"


def default_of(field: FieldInfo) -> Any:
    """The default of a field as a file would have it; None where nothing stands for it."""
    return _as_written(field.get_default(call_default_factory=True), field.annotation, field.metadata)


def _as_written(value: Any, annotation: Any, metadata: Iterable[Any] = ()) -> Any:
    if value is None or isinstance(value, Distribution):
        return None if value is None else _as_written(value.constant, *_constant())
    if isinstance(value, Part):
        return {
            name: _as_written(getattr(value, name), field.annotation, field.metadata)
            for name, field in type(value).model_fields.items()
            if name in value.model_fields_set
        }
    if not isinstance(value, str):
        written = written_as(annotation, metadata)
        if written and value != {}:
            return written.back(value)
    if isinstance(value, dict):
        return {name: _as_written(item, items_of(annotation)) for name, item in value.items()}
    if isinstance(value, tuple):
        return [_as_written(item, items_of(annotation)) for item in value]
    return value


def _constant() -> tuple[Any, list[Any]]:
    field = Distribution.model_fields["constant"]
    return field.annotation, field.metadata
