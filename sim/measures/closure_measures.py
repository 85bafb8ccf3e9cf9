"""Measures of counters that close while their staff is on duty."""

from __future__ import annotations

from sim.measures import sums
from sim.measures.measure import Measure

CLOSURES: dict[str, Measure] = {
    "hours_lost": Measure(
        "hours_lost",
        "h",
        "total",
        sums.CLOSED,
        "minutes on duty at counters that are closed by chance or as listed / 60",
        "none: a total",
        "no part",
        scale=1 / 60,
    )
}
"""By name; tables have them where counters may be closed."""
