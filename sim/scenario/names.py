"""Names of other parts, as a list or all of them."""

from __future__ import annotations

from typing import Annotated, Any, Literal

from pydantic import PlainValidator, WithJsonSchema

from sim.scenario.base import Written
from sim.scenario.problems import WrongAt


def _read_names(value: Any) -> Any:
    if value == "all":
        return value
    if not isinstance(value, list | tuple) or not value:
        raise ValueError("is not a list of names, write [one, another], or all")
    for number, name in enumerate(value):
        if not isinstance(name, str):
            raise WrongAt((number,), "is not a name, write it as where it is described")
        if name in value[:number]:
            raise WrongAt((number,), "is named twice, name each once")
    return tuple(value)


Names = Annotated[
    tuple[str, ...] | Literal["all"],
    PlainValidator(_read_names),
    WithJsonSchema(
        {"anyOf": [{"const": "all"}, {"type": "array", "items": {"type": "string"}, "minItems": 1}]}
    ),
    Written("`all`, or list of names"),
]
