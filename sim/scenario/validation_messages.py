"""From pydantic's errors to sentences for planners."""

from __future__ import annotations

from collections.abc import Callable
from difflib import get_close_matches
from typing import Any

from pydantic import BaseModel, ValidationError

from sim.scenario.field_descriptions import bound_writer
from sim.scenario.problems import Problem, WrongAt, listed
from sim.scenario.schema_paths import annotation_at, example_of, field_at, keys_at, part_of, unknown_key
from sim.scenario.source import Key, Source
from sim.scenario.units import parse_share

_WHOLE = "is not a whole number, write one such as {example}"
_NUMBER = "is not a number, write one such as {example}"
_KEYS = "is not a group of keys, write its keys below it"
_LIST = "is not a list, write it in [ ]"

_RIGHT = {
    "int_type": _WHOLE,
    "int_from_float": _WHOLE,
    "float_type": _NUMBER,
    "finite_number": "is not a finite number, write one such as {example}",
    "string_type": "is not text, write some (in quotes, if it looks like a number)",
    "string_unicode": "has half of a character, write the whole character",
    "bool_type": "is neither true nor false, write one of them",
    "model_type": _KEYS,
    "model_attributes_type": _KEYS,
    "dict_type": "is not a group of names, write each name below it",
    "tuple_type": _LIST,
    "list_type": _LIST,
    "string_too_short": "is empty, write some text",
}

_EMPTY = {"bool_type": "write true or false"}
"""What would be right where nothing stands, so far as :data:`_RIGHT` does not say it without what stands there."""

_BOUNDS = {
    "greater_than": ("above", "gt"),
    "greater_than_equal": ("at least", "ge"),
    "less_than": ("below", "lt"),
    "less_than_equal": ("at most", "le"),
}

WHOLES: tuple[Key, ...] = (("services",), ("segments",))
"""Where shares are those of one whole."""

NOTHING = 1e-6
"""A share that is as good as none (assumed: a millionth)."""


def problems_of(error: ValidationError, source: Source, root: type[BaseModel]) -> list[Problem]:
    """Each of pydantic's errors as a problem with its place in the file.

    Pydantic counts wrong entries as none, and says so besides; that is left out.
    """
    details = error.errors(include_url=False)
    above = {detail["loc"][:length] for detail in details for length in range(len(detail["loc"]))}
    return [
        problem
        for detail in details
        if not (detail["type"] == "too_short" and detail["loc"] in above)
        for problem in _problems(detail, source, root)
    ]


def _problems(detail: Any, source: Source, root: type[BaseModel]) -> list[Problem]:
    """One of pydantic's errors; several problems where that is of several places below a value."""
    error = detail.get("ctx", {}).get("error")
    if not isinstance(error, WrongAt):
        return [_problem(detail, source, root)]
    above = _in_file(tuple(detail["loc"]), source)
    return [_problem_below(above, each, source) for each in (error, *error.others)]


def _problem_below(above: Key, error: WrongAt, source: Source) -> Problem:
    key = (*above, *error.key)
    if error.of_key:
        return Problem(str(source.path), source.line(key), key, None, str(error))
    return source.problem(key, str(error))


def _problem(detail: Any, source: Source, root: type[BaseModel]) -> Problem:
    kind, location = detail["type"], tuple(detail["loc"])
    if "[key]" in location:
        key = location[: location.index("[key]")]
        return Problem(str(source.path), source.line(key), key, None, _sentence(kind, detail, "9"))
    if kind == "extra_forbidden":
        value = source.value(location)
        return source.problem(location, unknown_key(str(location[-1]), keys_at(root, location[:-1])), value)
    if kind == "missing":
        return source.problem(location, _missing_share(location, source) or _missing(root, location))
    key = _in_file(location, source)
    example = example_of(root, key) or ("9" if kind.startswith("int") else "0.5")
    return source.problem(key, _sentence(kind, detail, example, bound_writer(field_at(root, key))))


def _missing(root: type[BaseModel], key: Key) -> str:
    example = example_of(root, key)
    if example:
        return f"is missing, write for example {key[-1]}: {example}"
    keys = keys_at(root, key)
    below = f" ({', '.join(keys)})" if part_of(annotation_at(root, key)) else ""
    return f"is missing, write it with its keys{below} below it"


def _missing_share(key: Key, source: Source) -> str:
    """What a share can be that is missing among others of one whole: what they leave to 100 %; empty where they leave nothing."""
    group = source.value(key[:-2]) if key[-1] == "share" and key[:-2] in WHOLES else None
    if not isinstance(group, dict):
        return ""
    given = [part["share"] for part in group.values() if isinstance(part, dict) and "share" in part]
    try:
        left = 1 - sum(map(parse_share, given))
    except ValueError:  # which is told where it stands
        return ""
    if left < NOTHING:
        return ""
    others = len(group) - len(given) - 1
    more = f" for it and {others} more" if others else ""
    return f"is missing, {100 * left:.6g} % are left to 100 %{more}, write for example share: {100 * left / (others + 1):.6g} %"


def _sentence(
    kind: str, detail: Any, example: str, as_written: Callable[[Any], str] = "{:.10g}".format
) -> str:
    context = detail.get("ctx", {})
    if kind == "value_error":
        return str(context["error"])
    if kind in _RIGHT and _looks_like_number(detail["input"]) and "number" in _RIGHT[kind]:
        return "is text, write the number without quotes"
    if kind == "float_type" and isinstance(detail["input"], int) and not isinstance(detail["input"], bool):
        return f"is too large a number, write one such as {example}"
    if kind in _RIGHT and detail["input"] is None:
        right = _RIGHT[kind].format(example=example).partition(", ")[2]
        return f"is empty, {_EMPTY.get(kind, right)}"
    if kind in _RIGHT:
        return _RIGHT[kind].format(example=example)
    if kind == "literal_error":
        return _choice(str(detail["input"]), context["expected"])
    if kind in _BOUNDS:
        word, bound = _BOUNDS[kind]
        return f"is out of range, it must be {word} {as_written(context[bound])}"
    if kind in ("too_short", "too_long"):
        word, bound = ("at least", "min_length") if kind == "too_short" else ("at most", "max_length")
        count = context[bound]
        return f"has {context['actual_length'] or 'no'} entries, it must have {word} {'one' if count == 1 else count}"
    if kind == "string_too_long":
        return f"is too long, write at most {context['max_length']} characters"
    if kind == "int_parsing_size":
        return "is too large a number"
    return f"cannot be read: {detail['msg']}"


def _choice(value: str, expected: str) -> str:
    choices = [choice.strip("' ") for choice in expected.replace(" or ", ",").split(",")]
    near = get_close_matches(value, choices, n=1)
    return f"is unknown, write {listed(choices)}" + (f" (did you mean {near[0]}?)" if near else "")


def _looks_like_number(value: Any) -> bool:
    try:
        return isinstance(value, str) and bool(float(value) + 1)
    except ValueError:
        return False


def _in_file(location: Key, source: Source) -> Key:
    """The part of pydantic's location that stands in the file."""
    key: Key = ()
    here: Any = source.data
    for part in location:
        if _holds(here, part):
            key, here = (*key, part), here[part]
        else:
            break
    return key


def _holds(here: Any, part: str | int) -> bool:
    if isinstance(here, list | tuple):
        return isinstance(part, int) and part < len(here)
    return isinstance(here, dict) and part in here
