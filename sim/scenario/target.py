"""What a plan must meet."""

from __future__ import annotations

from typing import Annotated, Any

from pydantic import BeforeValidator, WithJsonSchema, model_validator

from sim.scenario.base import Part
from sim.scenario.units import Share


def _kept(value: Any) -> str | float:
    if isinstance(value, bool) or not isinstance(value, str | int | float):
        raise ValueError("is not a threshold, write it in the measure's unit, such as 15 min or 95 %")
    return value


Threshold = Annotated[
    str | float, BeforeValidator(_kept), WithJsonSchema({"anyOf": [{"type": "string"}, {"type": "number"}]})
]


class Target(Part):
    """A measure that must stay on one side of a threshold, with a stated confidence."""

    measure: str
    """Name of a measure, as in the table of measures."""
    scope: str = "all"
    """`all`, or `hall:`, `pool:`, `service:`, `segment:` or `channel:` and a name."""
    period: str = "all"
    """`all`, `peak` (the worst interval of the average day), or a date."""
    at_most: Threshold | None = None
    """Threshold from above, in the measure's unit: `15 min`, `5 %`, `40000 yuan`, or a bare number for counts."""
    at_least: Threshold | None = None
    """Threshold from below."""
    confidence: Share = 0.95
    """The limit of this one-sided confidence interval must hold the threshold; 95 % if not given."""

    @model_validator(mode="after")
    def _one_threshold(self) -> Target:
        if (self.at_most is None) == (self.at_least is None):
            raise ValueError("needs exactly one of at_most and at_least, write for example at_most: 15 min")
        if not 0.5 <= self.confidence < 1:
            raise ValueError("has a confidence that proves nothing or cannot be had, write 50 % to 99.9 %")
        return self
