"""Measures of levels of warning over call centres."""

from __future__ import annotations

from sim.measures import sums
from sim.measures.measure import Measure

WATCHED: dict[str, Measure] = {
    measure.name: measure
    for measure in (
        Measure(
            "levels_raised",
            "count",
            "total",
            sums.LEVELS_RAISED,
            "levels of warning that began, each in the period of its beginning",
            "none: a total",
            "no part",
        ),
        Measure(
            "level_time",
            "h",
            "total",
            sums.LEVEL_MINUTES,
            "minutes for which levels of warning acted, of each level its own, all in the period in which the level began / 60",
            "none: a total",
            "no part",
            scale=1 / 60,
        ),
    )
}
"""By name; tables have them where somebody watches a centre."""
