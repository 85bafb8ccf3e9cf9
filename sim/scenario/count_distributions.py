"""Distributions of whole numbers, such as customers of an outage: what a planner writes, and the inverse distribution function.

As of times (:mod:`sim.scenario.distributions`), each variate is the inverse of one uniform. It is rounded to a whole number, and is 1 at least.
"""

from __future__ import annotations

import math
from functools import cached_property
from typing import Any

import numpy as np
from numpy.typing import NDArray
from pydantic import Field, model_validator

from sim.scenario.base import Part, Real, Whole
from sim.scenario.distributions import Lognormal

Floats = NDArray[np.float64]
Ints = NDArray[np.int64]

MOST_COUNTED = 100_000_000
"""The largest number that can be meant (assumed: more customers than any utility has)."""


class LognormalCount(Part):
    """Lognormal numbers, many small and a few very large ones, by mean and coefficient of variation."""

    mean: Real = Field(ge=1, le=MOST_COUNTED, examples=[300])
    """Mean, before rounding."""
    cv: Real = Field(gt=0, le=20, examples=[2])
    """Coefficient of variation."""

    def inverse(self, uniforms: Floats) -> Floats:
        """Numbers for uniforms in [0, 1), before rounding."""
        return Lognormal.model_construct(mean=self.mean, cv=self.cv).inverse(uniforms)

    def below(self, number: float) -> float:
        """The share that is below a number."""
        location, deviation = Lognormal.model_construct(mean=self.mean, cv=self.cv).parameters
        return 0.5 * math.erfc((location - math.log(number)) / (deviation * math.sqrt(2.0)))


class UniformCount(Part):
    """Numbers that are equally likely between two bounds, which count."""

    low: Whole = Field(ge=1, le=MOST_COUNTED, examples=[20])
    """Least number."""
    high: Whole = Field(ge=1, le=MOST_COUNTED, examples=[400])
    """Largest number."""

    @model_validator(mode="after")
    def _ordered(self) -> UniformCount:
        if self.low >= self.high:
            raise ValueError("is out of order, low must be below high")
        return self

    @property
    def mean(self) -> float:
        """Mean."""
        return (self.low + self.high) / 2

    def inverse(self, uniforms: Floats) -> Floats:
        """Numbers for uniforms in [0, 1), before rounding."""
        return self.low + np.floor((self.high - self.low + 1) * uniforms)

    def below(self, number: float) -> float:
        """The share that is below a number."""
        return min(max((math.ceil(number) - self.low) / (self.high - self.low + 1), 0.0), 1.0)


_RIGHT = "{lognormal: {mean: 300, cv: 2}}"


class CountDistribution(Part):
    """A distribution of whole numbers: a bare number is constant, else exactly one shape with its parameters, such as
    ``{lognormal: {mean: 300, cv: 2}}``."""

    constant: Whole | None = Field(default=None, ge=1, le=MOST_COUNTED)
    """Always the same number."""
    lognormal: LognormalCount | None = None
    """Lognormal."""
    uniform: UniformCount | None = None
    """Uniform."""

    @model_validator(mode="before")
    @classmethod
    def _one_shape(cls, value: Any) -> Any:
        if isinstance(value, CountDistribution):
            return value
        if isinstance(value, int) and not isinstance(value, bool):
            return {"constant": value}
        if not isinstance(value, dict):
            raise ValueError(f"is not a number, write 300, or a shape such as {_RIGHT}")
        if len(value) != 1:
            raise ValueError(f"names {len(value) or 'no'} shapes, name exactly one, such as {_RIGHT}")
        if None in value.values():
            raise ValueError(f"names a shape without parameters, write them too: {_RIGHT}")
        return value

    @cached_property
    def _shape(self) -> LognormalCount | UniformCount:
        shape = self.lognormal or self.uniform
        assert shape is not None
        return shape

    @property
    def mean(self) -> float:
        """Mean, before rounding."""
        return float(self.constant) if self.constant is not None else self._shape.mean

    def above(self, most: int) -> float:
        """The share that is above a number."""
        if self.constant is not None:
            return float(self.constant > most)
        return 1.0 - self._shape.below(most + 0.5 if self.lognormal else most + 1)

    def inverse(self, uniforms: Floats) -> Ints:
        """Whole numbers for uniforms in [0, 1), of the same shape; never falls where the uniform rises."""
        if self.constant is not None:
            return np.full(uniforms.shape, self.constant, dtype=np.int64)
        found: Ints = np.clip(np.rint(self._shape.inverse(uniforms)), 1, MOST_COUNTED).astype(np.int64)
        return found
