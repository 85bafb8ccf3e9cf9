"""From pydantic's errors to sentences for planners."""

from __future__ import annotations

import typing
from collections.abc import Iterable
from difflib import get_close_matches
from typing import Any

from pydantic import BaseModel, ValidationError

from sim.scenario.problems import Problem
from sim.scenario.source import Key, Source

_RIGHT = {
    "int_type": "is not a whole number, write one such as 9",
    "float_type": "is not a number, write one such as 700",
    "finite_number": "is not a finite number",
    "string_type": "is not text",
    "bool_type": "is not true or false",
    "bool_parsing": "is not true or false",
    "model_type": "is not a group of keys, write its keys below it",
    "model_attributes_type": "is not a group of keys, write its keys below it",
    "dict_type": "is not a group of names, write each name below it",
    "tuple_type": "is not a list, write it in [ ]",
    "list_type": "is not a list, write it in [ ]",
    "string_too_short": "is empty, write some text",
}


def problems_of(error: ValidationError, source: Source, root: type[BaseModel]) -> list[Problem]:
    """Each of pydantic's errors as a problem with its place in the file."""
    return [_problem(detail, source, root) for detail in error.errors(include_url=False)]


def _problem(detail: Any, source: Source, root: type[BaseModel]) -> Problem:
    kind, location = detail["type"], tuple(detail["loc"])
    key = _key(location, source, missing=kind == "missing")
    if kind == "extra_forbidden":
        message = _unknown(str(location[-1]), _siblings(root, location[:-1]))
        return source.problem((*key[: len(key) - (key[-1:] == location[-1:])], location[-1]), message)
    if kind == "missing":
        return source.problem(
            (*key, location[-1]) if key[-1:] != location[-1:] else key, "is missing, it must be given"
        )
    return source.problem(key, _sentence(kind, detail))


def _sentence(kind: str, detail: Any) -> str:
    context = detail.get("ctx", {})
    if kind == "value_error":
        return str(context["error"])
    if kind in _RIGHT:
        return _RIGHT[kind]
    if kind == "literal_error":
        near = get_close_matches(
            str(detail["input"]),
            [part.strip("' ") for part in context["expected"].replace(" or ", ",").split(",")],
            n=1,
        )
        return f"is unknown, write {context['expected']}" + (f"; did you mean {near[0]}?" if near else "")
    bounds = {"greater_than": "gt", "greater_than_equal": "ge", "less_than": "lt", "less_than_equal": "le"}
    if kind in bounds:
        words = {"gt": "above", "ge": "at least", "lt": "below", "le": "at most"}
        return f"is out of range, it must be {words[bounds[kind]]} {context[bounds[kind]]:,}"
    if kind in ("too_short", "too_long"):
        return (
            f"has {context['actual_length']} entries, it must have {'at least' if kind == 'too_short' else 'at most'} "
            + str(context.get("min_length", context.get("max_length")))
        )
    if kind == "string_too_long":
        return f"is too long, write at most {context['max_length']} characters"
    return str(detail["msg"][0].lower() + detail["msg"][1:])


def _key(location: Key, source: Source, missing: bool) -> Key:
    """The part of pydantic's location that stands in the file."""
    key: Key = ()
    here: Any = source.data
    for part in location:
        if (isinstance(here, dict) and part in here) or (
            isinstance(here, list) and isinstance(part, int) and part < len(here)
        ):
            key, here = (*key, part), here[part]
        elif part == "[key]":
            continue
        else:
            break
    if missing and len(key) == len(location) - 1:
        return (*key, location[-1])
    return key


def _unknown(name: str, known: Iterable[str]) -> str:
    names = sorted(known)
    near = get_close_matches(name, names, n=1, cutoff=0.5)
    if near:
        return f"is an unknown key, did you mean {near[0]}?"
    return f"is an unknown key, known here are {', '.join(names)}"


def _siblings(root: type[BaseModel], location: Key) -> list[str]:
    """Keys that the schema knows at `location`."""
    here: Any = root
    for part in location:
        here = _inside(here, part)
    return list(here.model_fields) if isinstance(here, type) and issubclass(here, BaseModel) else []


def _inside(annotation: Any, part: str | int) -> Any:
    if isinstance(annotation, type) and issubclass(annotation, BaseModel):
        field = annotation.model_fields.get(str(part))
        return _model_in(field.annotation) if field else annotation
    return annotation


def _model_in(annotation: Any) -> Any:
    """The model within an annotation: of a mapping or a sequence, that of its items."""
    if isinstance(annotation, type) and issubclass(annotation, BaseModel):
        return annotation
    found = (_model_in(argument) for argument in reversed(typing.get_args(annotation)))
    return next((model for model in found if model is not None), None)
