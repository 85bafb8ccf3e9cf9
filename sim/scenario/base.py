"""The base of every part of a scenario: frozen, and nothing misspelt gets in."""

from __future__ import annotations

from collections.abc import Callable
from copy import copy
from dataclasses import dataclass
from typing import Annotated, Any

from pydantic import AfterValidator, AllowInfNan, BaseModel, ConfigDict, Field, Strict, ValidationInfo

from sim.scenario.characters import check_text
from sim.scenario.tables import Tables


@dataclass(frozen=True)
class Written:
    """How a planner writes a value of a field.

    Attributes
    ----------
    what : str
        What it is, in words for the reference.
    back : callable
        From the value inside to what a file has: text, a number, a list.
    """

    what: str
    back: Callable[[Any], Any] = copy


class Part(BaseModel):
    """A part of a scenario: immutable, unknown keys refused, documented by its fields' docstrings, which nobody reads before
    they are asked for (:func:`sim.scenario.field_descriptions.descriptions_of`)."""

    model_config = ConfigDict(frozen=True, extra="forbid", strict=False)


def check_name(value: str) -> str:
    """A name that fits into keys and scopes.

    Raises
    ------
    ValueError
        It does not.
    """
    if (
        not 1 <= len(value) <= 80
        or value != value.strip()
        or not value.isprintable()
        or set(value) & set(".:,[]")
    ):
        raise ValueError(
            "is not a usable name, write 1 to 80 characters without . : , [ ] and spaces at its ends"
        )
    return value


Name = Annotated[str, AfterValidator(check_name), Written("name")]
"""A name that a planner gives to a service, hall, pool, segment or policy."""


Text = Annotated[str, AfterValidator(check_text), Written("text")]
"""What a planner says in words."""

Label = Annotated[str, AfterValidator(check_text), Field(max_length=60), Written("text")]
"""What people call something, where its key is not that."""


def tables_of(info: ValidationInfo) -> Tables:
    """The scenario's tables, from the validation context; there are none without a file."""
    return (info.context or {}).get("tables") or Tables(None)


Whole = Annotated[int, Strict(), Written("whole number")]
"""A whole number, not text and not true or false."""

YesNo = Annotated[bool, Strict(), Written("true or false")]
"""True or false, not a number and not text."""

Real = Annotated[float, Strict(), AllowInfNan(False), Written("number")]
"""A finite number, not text and not true or false."""
