"""The appointments that a hall offers on a day."""

from __future__ import annotations

from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from sim.scenario import Scenario
from sim.scenario.units import DAY
from sim.time.opening import Opening


class DaySlots(NamedTuple):
    """The slots of a day in order of time.

    Attributes
    ----------
    time : ndarray, shape (slots,)
        Minutes since the horizon's first midnight.
    places : ndarray of int, shape (slots,)
        Customers who can book each.
    serves : ndarray of bool, shape (services, slots)
        Whether it is for each service.
    """

    time: NDArray[np.float64]
    places: NDArray[np.int64]
    serves: NDArray[np.bool_]


def slots_on(scenario: Scenario, hall: str, opening: Opening, day: int) -> DaySlots:
    """The slots of a hall on a day; those at which it gives no tickets are none."""
    calendar, rules = scenario.calendar, scenario.halls[hall].appointments
    weekday, services = calendar.weekday(calendar.date(day)), list(scenario.services)
    found: list[tuple[float, int, list[bool]]] = []
    for each in rules.slots if rules else ():
        serves = [each.services is None or service in each.services for service in services]
        for stretch in each.hours if weekday in each.days else ():
            times = day * DAY + np.arange(stretch.start, stretch.end, each.every)
            found += [(time, each.places, serves) for time in times.tolist()]
    found.sort(key=lambda slot: slot[0])
    time = np.array([slot[0] for slot in found])
    open_then = opening.entry(day, time) == time
    return DaySlots(
        time[open_then],
        np.array([slot[1] for slot in found], dtype=np.int64)[open_then],
        np.array([slot[2] for slot in found], dtype=np.bool_).reshape(-1, len(services))[open_then].T,
    )
