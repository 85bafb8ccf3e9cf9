"""Call centres whose figures are published or known: what the tests and the page hold the simulation against."""

from __future__ import annotations

import math
from dataclasses import dataclass
from functools import lru_cache

import numpy as np
from scipy.stats import norm, poisson

import sim
from sim.results.estimates import Estimate
from sim.results.result import Result
from tests.validation.model import SCENARIOS


@lru_cache(maxsize=4)
def simulated(name: str, replications: int, seed: int, engine: str = "simpy") -> Result:
    """A model's scenario file, run."""
    return sim.run(sim.load(SCENARIOS / f"{name}.yaml"), replications, seed, engine=engine)


TITLES = {"call_mmc": "MMC", "call_cc": "CallCC", "telethon": "Telethon"}
"""Names of the published models."""


@dataclass(frozen=True)
class Published:
    """A published interval of a figure, from 1,000 days or weeks; `scale` makes ours of its unit."""

    model: str
    measure: str
    low: float
    high: float
    confidence: float
    digits: float
    scale: float = 1.0
    unit: str = ""

    @property
    def title(self) -> str:
        """The model's name."""
        return TITLES[self.model]

    def agrees(self, found: Estimate) -> bool:
        """Whether it and our figure with its 99 % interval differ by no more than the 99 % interval of their difference."""
        ours = self.scale * (found.high - found.low) / 2
        theirs = (self.high - self.low) / 2 * norm.ppf(0.995) / norm.ppf((1 + self.confidence) / 2)
        apart = abs(self.scale * found.mean - (self.low + self.high) / 2)
        return bool(apart <= math.hypot(ours, theirs) + self.digits / 2)


# Buist and L'Ecuyer, ContactCenters: examples (2014). MMC and Telethon: 95 % intervals; CallCC: 90 %. Waits of CallCC are
# those of all callers, and the good ones include those who hang up within 20 s; it gives seconds.
PUBLISHED = (
    Published("call_mmc", "service_level_20_s_missed", 0.900, 0.904, 0.95, 0.001),
    Published("call_mmc", "speed_of_answer", 0.097, 0.102, 0.95, 0.001, 1.0, "min"),
    Published("call_cc", "time_in_queue", 10.060, 13.608, 0.9, 0.001, 60.0, "s"),
    Published("call_cc", "service_level_20_s_met", 0.844, 0.862, 0.9, 0.001),
    Published("call_cc", "abandoned", 0.0311, 0.0374, 0.9, 0.0001),
    Published("telethon", "calls_answered", 961.4, 964.8, 0.95, 0.1),
)
REPLICATIONS = {"call_mmc": (12, 1000), "call_cc": (30, 1000), "telethon": (20, 1000)}


def present(pieces: np.ndarray, length: float, steps: int) -> np.ndarray:
    """Mean number present at `steps` points of each piece, from empty: rates of each piece are constant, mu = theta = 1.

    m' = rate - m within a piece, so m(t) = rate + (m(0) - rate) exp(-t).
    """
    times = (np.arange(steps) + 0.5) * length / steps
    found, start = np.empty((len(pieces), steps)), 0.0
    for number, rate in enumerate(pieces / length):
        found[number] = rate + (start - rate) * np.exp(-times)
        start = rate + (start - rate) * math.exp(-length)
    return found


def feldman_points() -> dict[str, float]:
    """Exact share who do not wait, at ten points of the last cycle (by the interval that begins there).

    Feldman, Mandelbaum, Massey and Whitt 2008: with patience as long as service the number present is Poisson(m(t)). 100 agents all
    day; a call waits if 100 or more are present. Cycles of 2 pi hours.
    """
    scenario = sim.load(SCENARIOS / "feldman.yaml")
    weights = np.array([row.weights[0] for row in scenario.centres["centre"].lines["one"].arrivals.profile])
    waits = poisson.sf(99, present(weights, 1 / 12, 50)).mean(axis=1)
    stretches = [round((17.5 + point * 2 * math.pi / 10) * 12) for point in range(10)]
    return {f"2024-01-01T{each // 12:02d}:{each % 12 * 5:02d}": 1 - float(waits[each]) for each in stretches}
