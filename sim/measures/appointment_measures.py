"""Measures of appointments: who comes with one, who does not come, and how the hall keeps its slots."""

from __future__ import annotations

from sim.measures import sums
from sim.measures.measure import COUNTED, LEFT_OUT, Measure, ratio

OF_BOOKED = "customers with an appointment who were served"
OF_OTHERS = "visits without an appointment that were served"
APPOINTED = "appointments, each at its slot"

APPOINTMENTS: dict[str, Measure] = {
    measure.name: measure
    for measure in (
        ratio(
            "booked",
            "share",
            sums.BOOKED,
            sums.CONTACTS,
            "contacts that came with an appointment / contacts",
            "all contacts that arrived",
            COUNTED,
            "high",
        ),
        ratio(
            "wait_mean_booked",
            "min",
            sums.WAIT_BOOKED,
            sums.SERVED_BOOKED,
            "waiting time from the slot, or from a later arrival, of served customers with an appointment / those",
            OF_BOOKED,
            LEFT_OUT,
        ),
        ratio(
            "wait_mean_walk_in",
            "min",
            sums.WAIT_WALK_IN,
            sums.SERVED_WALK_IN,
            "waiting time of served visits without an appointment (return visits too) / those",
            OF_OTHERS,
            LEFT_OUT,
        ),
        ratio(
            "no_shows",
            "share",
            sums.NO_SHOWS,
            sums.APPOINTMENTS,
            "appointments that nobody kept / appointments",
            APPOINTED,
            COUNTED,
        ),
        ratio(
            "slots_used",
            "share",
            sums.SLOTS_USED,
            sums.PLACES,
            "appointments whose customers came / places of all slots",
            "places of all slots in opening hours",
            COUNTED,
            "high",
        ),
    )
}
"""Every measure of appointments without a threshold, by name."""


def slot_kept(name: str, text: str, limit: float) -> Measure:
    """The share of those who came and were served within a limit after their slots."""
    formula = f"customers with an appointment who were served at most {text} after the slot / those who came"
    return ratio(
        name,
        "share",
        sums.slot_kept(limit),
        sums.KEPT_APPOINTMENTS,
        formula,
        "appointments whose customers came, late or not",
        "counted as missed",
        "high",
    )
