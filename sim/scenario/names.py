"""Names of other parts, as a list or all of them."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Annotated, Any, Literal

from pydantic import PlainValidator, WithJsonSchema

from sim.scenario.base import Written
from sim.scenario.problems import WrongAt, refuse


def _read_names(value: Any) -> Any:
    if value == "all":
        return value
    if not isinstance(value, list | tuple) or not value:
        raise ValueError("is not a list of names, write [one, another], or all")
    refuse(each_once(value, "a name, write it as where it is described", "name each once"))
    return tuple(value)


def each_once(names: Sequence[Any], what: str, right: str) -> Iterator[WrongAt]:
    """What is wrong with items of a list of names: those that are no text, and those that stand there before."""
    for number, name in enumerate(names):
        if not isinstance(name, str):
            yield WrongAt((number,), f"is not {what}")
        elif name in names[:number]:
            yield WrongAt((number,), f"is named twice, {right}")


def among(name: str, names: Sequence[str]) -> bool:
    """Whether a list of names, or `all`, has a name."""
    return names == "all" or name in names


Names = Annotated[
    tuple[str, ...] | Literal["all"],
    PlainValidator(_read_names),
    WithJsonSchema(
        {"anyOf": [{"const": "all"}, {"type": "array", "items": {"type": "string"}, "minItems": 1}]}
    ),
    Written("`all`, or list of names"),
]
