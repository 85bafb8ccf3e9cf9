"""Measures of visits alone, in files whose calls want the same services as visits do."""

from __future__ import annotations

from sim.measures import sums
from sim.measures.measure import LEFT_OUT, Measure, ratio

VISITS: dict[str, Measure] = {
    measure.name: measure
    for measure in (
        ratio(
            "wait_mean_visits",
            "min",
            sums.WAIT_VISITS,
            sums.SERVED_VISITS,
            "waiting time at all stages, door and greeter too, of served visits to halls / served visits",
            "visits to halls that a clerk, greeter or kiosk ended",
            LEFT_OUT,
        ),
    )
}
"""Every measure of visits alone, by name."""
