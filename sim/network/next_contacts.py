"""How long after a contact the next one of its case comes at the latest, if one does."""

from __future__ import annotations

import numpy as np

from sim.draws.dice import LARGEST
from sim.scenario import Scenario
from sim.scenario.units import DAY
from sim.time.opening import Opening, opening_of


def longest_until_next(scenario: Scenario) -> float:
    """Minutes from the end of a contact to the next one of its case, at the most.

    Visitors return on one of the next open days; calls and cases in the app go on after a time whose largest value is that of the largest
    random number.
    """
    back = len(scenario.come_back.after_days)
    halls = [_until_open_day(opening_of(scenario, hall), back) for hall in scenario.halls]
    calls = []
    for centre in scenario.centres.values():
        times = [centre.redial.after, *([centre.app.after] if centre.app else [])]
        calls += [float(each.inverse(np.array([LARGEST]))[0]) for each in times]
    return max([*halls, *calls], default=0.0) + 1.0  # times are rounded to the grid


def _until_open_day(opening: Opening, count: int) -> float:
    """Minutes from any time until the end of the so manyth open day after it, or until that of the horizon."""
    longest = 0
    for day in opening.days:
        then = opening.open_day_after(day, count)
        longest = max(longest, (opening.end_day if then is None else then + 1) - day)
    return longest * DAY
