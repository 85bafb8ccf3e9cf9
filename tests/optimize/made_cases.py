"""Made cases with two kinds of pools: halls and call centres with breaks, part-time work, people who leave, and calls paid one by one; each so
small that every plan can be tried."""

from __future__ import annotations

from itertools import product
from typing import Any

from sim.scenario import Scenario
from tests.optimize.made_centres import TWO_LINES, centre
from tests.scenarios_for_tests import small

LATE = "start,end,weight\n08:00,10:00,1\n10:00,11:00,2\n11:00,12:00,6\n"
EARLY = "start,end,weight\n08:00,09:00,5\n09:00,10:00,2\n10:00,12:00,2\n"
BREAKS: dict[str, dict[str, Any]] = {
    "no break": {},
    "paid break": {"pause": "1 h", "pause_within": "09:00-11:00", "step": "1 h"},
    "unpaid break": {"pause": "1 h", "pause_within": "09:00-11:00", "step": "1 h", "pause_paid": False},
}
HALL: dict[str, Any] = {
    "calendar.interval": "1 h",
    "halls.north.arrivals.per_day": 50,
    "services.pay": {"share": "60 %", "handle_time": {"exponential": {"mean": "7 min"}}},
    "services.ask": {"share": "40 %", "handle_time": {"exponential": {"mean": "4 min"}}},
    "halls.north.pools": ["clerks", "juniors"],
    "pools.clerks.cost": "60 yuan/h",
    "pools.juniors": {"works_at": "counter", "heads": 1, "serves": ["ask"], "cost": "35 yuan/h"},
    "targets": [{"measure": "wait_mean", "at_most": "9 min"}],
}
PATIENCE: dict[str, Any] = {"halls.north.patience": {"exponential": {"mean": "20 min"}}}


def shifts(pause: str, part_time: bool) -> dict[str, Any]:
    """A whole day, with a break or without, and two hours in which most come."""
    found: dict[str, Any] = {"day": {"earliest": "08:00", "lengths": ["4 h"], **BREAKS[pause]}}
    if part_time:
        found["half"] = {
            "earliest": "08:00",
            "latest": "10:00",
            "step": "2 h",
            "lengths": ["2 h"],
            "premium": "20 %",
        }
        found["half"]["part_time"] = True
    return found


def hall(profile: str, pause: str, part_time: bool, patient: bool, overtime: str = "150 %") -> Scenario:
    """Clerks on shifts, and juniors for one of two services on whole mornings."""
    clerks = {"least": 1, "most": 3, "shift_types": shifts(pause, part_time), "most_part_time": "70 %"}
    changes: dict[str, Any] = {
        **HALL,
        "pools.clerks.overtime_pay": overtime,
        "staffing": {"pools": {"clerks": clerks, "juniors": {"most": 2, "block": "4 h"}}},
    }
    return small(changes if patient else changes | PATIENCE, {"profile.csv": profile})


def two_lines(pause: str, part_time: bool, leaves: bool, paid: bool) -> Scenario:
    """Agents on shifts for one line, and some in blocks who answer both; these by the hour, or paid by the call."""
    level = {"measure": "service_level_60_s_missed", "at_least": "60 %", "confidence": "90 %"}
    changes: dict[str, Any] = {
        **TWO_LINES,
        "targets": [{**level, "scope": f"language:{line}"} for line in ("main", "second")],
        "centres.west.lines.main.arrivals.per_day": 120,
        "staffing": {
            "pools": {
                "agents": {"most": 2 if part_time else 3, "shift_types": shifts(pause, part_time)},
                "both": {"most": 4, "block": "4 h"},
            }
        },
    }
    if not leaves:
        changes["centres.west.patience"] = None
    if paid:
        changes["pools.both"] = {
            "works_at": "phone",
            "heads": 2,
            "phone": {"outsourced": True, "cost_per_call": "6 yuan", "least_calls": 30},
        }
    return centre(changes)


def _halls(profiles: dict[str, str], overtime: tuple[str, ...]) -> dict[str, Scenario]:
    return {
        f"hall, {when}, {pause}, {'part-time' if part else 'whole days'}, {'patient' if patient else 'some leave'}, {pay}": hall(
            profile, pause, part, patient, pay
        )
        for (when, profile), pause, part, patient, pay in product(
            profiles.items(), BREAKS, (False, True), (False, True), overtime
        )
    }


def _centres(pauses: tuple[str, ...]) -> dict[str, Scenario]:
    return {
        f"centre, {pause}, {'part-time' if part else 'whole days'}, {'some leave' if leaves else 'patient'}, {'by the call' if paid else 'by the hour'}": two_lines(
            pause, part, leaves, paid
        )
        for pause, part, leaves, paid in product(pauses, (False, True), (False, True), (False, True))
    }


QUICK: dict[str, Scenario] = _halls({"late": LATE}, ("150 %",)) | _centres(("paid break",))
"""20 cases."""

MORE: dict[str, Scenario] = _halls({"early": EARLY}, ("50 %", "400 %")) | _centres(
    ("no break", "unpaid break")
)
"""40 more."""
