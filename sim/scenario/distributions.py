"""Distributions of times: what a planner writes, the mean, and the inverse distribution function.

Every variate is the inverse of one uniform, so that it rises with the uniform: common random numbers then
reduce variance as they should.
"""

from __future__ import annotations

import math
from functools import cached_property
from typing import Annotated, Any, Protocol

import numpy as np
from numpy.typing import NDArray
from pydantic import BeforeValidator, Field, ValidationInfo, WithJsonSchema, model_validator

from sim.scenario.base import Part, Real, Whole, Written, tables_of
from sim.scenario.fields import Minutes, PositiveMinutes
from sim.scenario.tables import parse_number
from sim.scenario.units import LONGEST

Floats = NDArray[np.float64]


class _Shape(Protocol):
    @property
    def mean_minutes(self) -> float: ...

    def inverse(self, uniforms: Floats) -> Floats: ...


class Exponential(Part):
    """Exponential times."""

    mean: PositiveMinutes = Field(examples=["4 min"])
    """Mean time."""

    @property
    def mean_minutes(self) -> float:
        return self.mean

    @property
    def parameters(self) -> tuple[float]:
        return (self.mean,)

    @staticmethod
    def quantile(uniforms: Floats, mean: float | Floats) -> Floats:
        return np.asarray(-mean * np.log1p(-uniforms))

    def inverse(self, uniforms: Floats) -> Floats:
        return self.quantile(uniforms, *self.parameters)


class Gamma(Part):
    """Gamma times, by mean and coefficient of variation (standard deviation over mean)."""

    mean: PositiveMinutes = Field(examples=["4 min"])
    """Mean time."""
    cv: Real = Field(gt=0, le=20, examples=[0.6])
    """Coefficient of variation; 1 is exponential."""

    @property
    def mean_minutes(self) -> float:
        return self.mean

    def inverse(self, uniforms: Floats) -> Floats:
        from scipy.special import gammaincinv

        shape = self.cv**-2
        return np.asarray(gammaincinv(shape, uniforms) * (self.mean / shape), dtype=np.float64)


class Erlang(Part):
    """The sum of equal exponential stages."""

    mean: PositiveMinutes = Field(examples=["4 min"])
    """Mean time of all stages together."""
    stages: Whole = Field(ge=1, le=1000, examples=[3])
    """Number of stages; 1 is exponential."""

    @property
    def mean_minutes(self) -> float:
        return self.mean

    def inverse(self, uniforms: Floats) -> Floats:
        from scipy.special import gammaincinv

        return np.asarray(
            gammaincinv(float(self.stages), uniforms) * (self.mean / self.stages), dtype=np.float64
        )


class Lognormal(Part):
    """Lognormal times, the usual shape of handle times, by mean and coefficient of variation."""

    mean: PositiveMinutes = Field(examples=["4 min"])
    """Mean time."""
    cv: Real = Field(gt=0, le=20, examples=[0.6])
    """Coefficient of variation."""

    @property
    def mean_minutes(self) -> float:
        return self.mean

    @property
    def parameters(self) -> tuple[float, float]:
        variance = math.log1p(self.cv**2)
        return math.log(self.mean) - variance / 2, math.sqrt(variance)

    @staticmethod
    def quantile(uniforms: Floats, location: float | Floats, deviation: float | Floats) -> Floats:
        from scipy.special import ndtri

        return np.exp(location + deviation * np.asarray(ndtri(uniforms), dtype=np.float64))

    def inverse(self, uniforms: Floats) -> Floats:
        return self.quantile(uniforms, *self.parameters)


class Weibull(Part):
    """Weibull times, by mean and shape."""

    mean: PositiveMinutes = Field(examples=["4 min"])
    """Mean time."""
    shape: Real = Field(ge=0.1, le=100, examples=[1.5])
    """Shape; below 1 the hazard falls with time, 1 is exponential, above 1 it rises."""

    @property
    def mean_minutes(self) -> float:
        return self.mean

    def inverse(self, uniforms: Floats) -> Floats:
        scale = self.mean / math.gamma(1 + 1 / self.shape)
        return scale * (-np.log1p(-uniforms)) ** (1 / self.shape)


class Triangular(Part):
    """Triangular times, when only the least, the usual and the most are known."""

    low: Minutes = Field(examples=["2 min"])
    """Least time."""
    mode: Minutes = Field(examples=["5 min"])
    """Usual time."""
    high: PositiveMinutes = Field(examples=["12 min"])
    """Longest time."""

    @model_validator(mode="after")
    def _ordered(self) -> Triangular:
        if not self.low <= self.mode <= self.high or self.low == self.high:
            raise ValueError(
                "is out of order, write low, mode and high from short to long, with low below high"
            )
        return self

    @property
    def mean_minutes(self) -> float:
        return (self.low + self.mode + self.high) / 3

    def inverse(self, uniforms: Floats) -> Floats:
        width = self.high - self.low
        rising, falling = self.mode - self.low, self.high - self.mode
        left = np.minimum(self.low + np.sqrt(uniforms * width * rising), self.mode)
        right = np.maximum(self.high - np.sqrt((1 - uniforms) * width * falling), self.mode)
        return np.where(uniforms * width < rising, left, right)


class Uniform(Part):
    """Times that are equally likely between two bounds."""

    low: Minutes = Field(examples=["2 min"])
    """Least time."""
    high: PositiveMinutes = Field(examples=["12 min"])
    """Longest time."""

    @model_validator(mode="after")
    def _ordered(self) -> Uniform:
        if self.low >= self.high:
            raise ValueError("is out of order, low must be below high")
        return self

    @property
    def mean_minutes(self) -> float:
        return (self.low + self.high) / 2

    def inverse(self, uniforms: Floats) -> Floats:
        return self.low + (self.high - self.low) * uniforms


def _read_times(value: Any, info: ValidationInfo) -> Any:
    if isinstance(value, tuple):
        return value
    table = tables_of(info).read(value)
    units = [unit for unit in ("minutes", "seconds") if unit in table.header]
    if len(units) != 1:
        raise ValueError(
            f"has {'both columns' if units else 'neither of the columns'} minutes and seconds, it needs one of them"
        )
    scale = 1.0 if units == ["minutes"] else 1 / 60
    times = [scale * time for time in table.column(units[0], parse_number)]
    if max(times) > LONGEST:
        raise ValueError(
            f"has a time longer than a year in line {table.lines[times.index(max(times))]}, check its unit"
        )
    return tuple(sorted(times))


Times = Annotated[
    tuple[float, ...],
    BeforeValidator(_read_times),
    WithJsonSchema({"type": "string", "examples": ["tables/times.csv"]}),
    Written("CSV file"),
]


def _bare(value: Any) -> Any:
    """A duration without a shape; what cannot be one is refused with both ways to write it."""
    text = isinstance(value, str) and not value.lstrip("+-. ")[:1].isdigit()
    if text or value is None or isinstance(value, list):
        raise ValueError("is not a time, write 6 min, or a shape such as {lognormal: {mean: 4 min, cv: 0.6}}")
    return value


class Distribution(Part):
    """A distribution of times: a bare duration is constant, else exactly one shape with its parameters.

    ``6 min``, ``{exponential: {mean: 6 min}}``, ``{lognormal: {mean: 4 min, cv: 0.6}}``,
    ``{empirical: tables/times.csv}``.
    """

    constant: Minutes | None = None
    """Always the same time."""
    exponential: Exponential | None = None
    """Exponential."""
    gamma: Gamma | None = None
    """Gamma."""
    erlang: Erlang | None = None
    """Erlang."""
    lognormal: Lognormal | None = None
    """Lognormal."""
    weibull: Weibull | None = None
    """Weibull."""
    triangular: Triangular | None = None
    """Triangular."""
    uniform: Uniform | None = None
    """Uniform."""
    empirical: Times | None = None
    """Observed times, drawn with equal chance: the path of a CSV file with a column `minutes` or `seconds`."""

    @model_validator(mode="before")
    @classmethod
    def _one_shape(cls, value: Any) -> Any:
        if isinstance(value, Distribution):
            return value
        if not isinstance(value, dict):
            return {"constant": _bare(value)}
        if len(value) != 1:
            raise ValueError(
                f"names {len(value) or 'no'} shapes, name exactly one, such as {{lognormal: {{mean: 4 min, cv: 0.6}}}}"
            )
        if None in value.values():
            raise ValueError(
                "names a shape without parameters, write them too: {lognormal: {mean: 4 min, cv: 0.6}}"
            )
        return value

    @cached_property
    def shape(self) -> _Shape | None:
        """The shape that is given, if the time is neither constant nor observed."""
        shapes = (
            self.exponential,
            self.gamma,
            self.erlang,
            self.lognormal,
            self.weibull,
            self.triangular,
            self.uniform,
        )
        return next((shape for shape in shapes if shape is not None), None)

    @cached_property
    def mean_minutes(self) -> float:
        """Mean in minutes."""
        if self.constant is not None:
            return self.constant
        if self.empirical is not None:
            return math.fsum(self.empirical) / len(self.empirical)
        assert self.shape is not None
        return self.shape.mean_minutes

    @property
    def is_constant(self) -> bool:
        """Whether no dice are needed."""
        return self.constant is not None

    def inverse(self, uniforms: Floats) -> Floats:
        """Times in minutes for uniforms in [0, 1), of the same shape; never falls where the uniform rises."""
        if self.constant is not None:
            return np.full_like(uniforms, self.constant)
        if self.empirical is not None:
            times = np.asarray(self.empirical)
            return times[(uniforms * len(times)).astype(np.intp)]
        assert self.shape is not None
        return self.shape.inverse(uniforms)
