"""What a model whose answers are known is, and its run.

A steady state is had from one day that starts empty at 11:00: the figures are those of the customers and minutes from
12:00 on, and the site closes ten minutes after the last of these. Rates are in customers a minute, times in minutes.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

import sim
from sim.results.estimates import Estimate

CONFIDENCE = 0.99
SEED = 1
LONG = 10
"""Times as many replications in the long version."""
SCENARIOS = Path(__file__).parent / "scenarios"


@dataclass(frozen=True)
class Check:
    """One figure: where it is found, what it should be, and by which source."""

    measure: str
    expected: float
    source: str
    scope: str = "all"
    period: str = "2024-01-01T12:00"


@dataclass(frozen=True)
class Model:
    """One scenario file, how often it is run, and its figures.

    `narrow` is the most that half the 99 % interval of any of them may be, as a share of the expected value: a fault
    of that size shows. Replications are so many that about 99 seeds in 100 give such an interval, and more where
    replications are skewed (of n normal ones, the relative standard error of the standard deviation is 1/√(2 (n - 1))).
    """

    name: str
    title: str
    parameters: str
    replications: int
    narrow: float
    checks: tuple[Check, ...]


@lru_cache
def simulated(model: Model, seed: int = SEED, times: int = 1) -> sim.Result:
    """The run of a model, with `times` its replications; the figures of one model share it."""
    return sim.run(sim.load(SCENARIOS / f"{model.name}.yaml"), times * model.replications, seed)


def figure(
    model: Model, check: Check, seed: int = SEED, times: int = 1, confidence: float = CONFIDENCE
) -> Estimate:
    """What a model's run says of one figure, with its interval, of 99 % if it does not say otherwise."""
    return simulated(model, seed, times).estimate(check.measure, check.scope, check.period, confidence)
