"""What a plan must meet."""

from __future__ import annotations

from collections.abc import Callable
from decimal import Decimal
from typing import Annotated, Any

from pydantic import BeforeValidator, Field, WithJsonSchema, field_validator, model_validator

from sim.measures import registry
from sim.scenario.base import Part, Written
from sim.scenario.fields import Share
from sim.scenario.units import parse_duration, parse_money, parse_share


def _kept(value: Any) -> str | float:
    if isinstance(value, bool) or not isinstance(value, str | int | float):
        raise ValueError("is not a threshold, write it in the measure's unit, such as 15 min or 95 %")
    return value


Threshold = Annotated[
    str | float,
    BeforeValidator(_kept),
    WithJsonSchema({"anyOf": [{"type": "string"}, {"type": "number"}]}),
    Written("quantity in the unit of the measure"),
]


PEAKS = ("peak", "open_peak")
"""Periods that are the worst interval of the average day, of all intervals and of those that begin while it is open."""


class Target(Part):
    """A measure that must stay on one side of a threshold, with a stated confidence."""

    measure: str = Field(examples=["wait_mean"])
    """Name of a measure, as in the table of measures. With `gap_` before it, the worst of several scopes against the best, as a
    difference (`gap_service_level_20_s_missed`); with `ratio_`, the worst over the best (`ratio_wait_mean`)."""
    scope: str = "all"
    """`all`, or `hall:`, `pool:`, `service:`, `segment:`, `channel:`, `centre:` or `language:` (a phone line) and a name; of orders
    `all`, `office:`, `department:`, `category:`, `region:`, `segment:` or `cause:` and a name; of a measure that compares, the kind alone (`language`: the worst line), or a kind and a name (`language:mongolian`: that line)."""
    period: str = "all"
    """`all`, `peak` (the worst interval of the average day), `open_peak` (the worst of those that begin while it is open, so that those who
    wait at the door before do not make it), or a date."""
    at_most: Threshold | None = None
    """Threshold from above, in the measure's unit: `15 min`, `5 %`, `40000 yuan`, or a bare number for counts."""
    at_least: Threshold | None = None
    """Threshold from below."""
    confidence: Share = 0.95
    """The limit of this one-sided confidence interval must hold the threshold; 95 % if not given."""

    @field_validator("confidence")
    @classmethod
    def _can_be_had(cls, value: float) -> float:
        if not 0.5 <= value < 1:
            raise ValueError("is not a usable confidence, write one from 50 % to 99.9 %")
        return value

    @model_validator(mode="after")
    def _one_threshold(self) -> Target:
        if self.at_most is None and self.at_least is None:
            raise ValueError("has neither at_most nor at_least, write for example at_most: 15 min")
        if self.at_most is not None and self.at_least is not None:
            raise ValueError(
                "has both at_most and at_least, keep one (two targets may bound a measure from both sides)"
            )
        return self


def threshold(target: Target) -> float:
    """The threshold of a target as a number in the unit of its measure.

    Raises
    ------
    ValueError
        It is not written in that unit; says how it would be.
    """
    raw = target.at_most if target.at_most is not None else target.at_least
    unit = registry.measure(target.measure).unit
    if unit in _PARSERS:
        return _PARSERS[unit](raw)
    if isinstance(raw, str) or raw is None or not 0 <= raw < float("inf"):
        raise ValueError(f"is not a threshold for {target.measure}, write a number without a unit such as 12")
    return float(raw)


def written(name: str, bound: float) -> str | float:
    """A threshold for a measure as a file has it, to the last digit: ``15 min`` from 15."""
    exact, unit = Decimal(bound), registry.measure(name).unit
    if unit == "share":
        return f"{100 * exact:f} %"
    return f"{exact:f} {unit}" if unit in _PARSERS else bound


_PARSERS: dict[str, Callable[[Any], float]] = {
    "min": parse_duration,
    "share": parse_share,
    "yuan": parse_money,
}
