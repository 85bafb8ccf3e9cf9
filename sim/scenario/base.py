"""The base of every part of a scenario: frozen, and nothing misspelt gets in."""

from __future__ import annotations

from typing import Annotated, Any

from pydantic import AfterValidator, AllowInfNan, BaseModel, ConfigDict, Strict, ValidationInfo


class Part(BaseModel):
    """A part of a scenario: immutable, unknown keys refused, documented by its fields' docstrings."""

    model_config = ConfigDict(frozen=True, extra="forbid", use_attribute_docstrings=True, strict=False)


def _name(value: str) -> str:
    if not value.strip() or len(value) > 80 or any(char in value for char in ".:,[]\n"):
        raise ValueError("is not a usable name, use 1 to 80 characters without . : , [ ]")
    return value


Name = Annotated[str, AfterValidator(_name)]
"""A name that a planner gives to a service, hall, pool, segment or policy."""


def folder_of(info: ValidationInfo) -> Any:
    """The scenario's folder, from the validation context; None where there is none."""
    return (info.context or {}).get("folder")


Whole = Annotated[int, Strict()]
"""A whole number, not text and not true or false."""

Real = Annotated[float, Strict(), AllowInfNan(False)]
"""A finite number, not text and not true or false."""
