"""Who books an appointment, at which slot, and when booked customers come: the same for both engines."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
from numpy.typing import NDArray

from sim.draws.bookings import Bookings
from sim.draws.contact_sampler import NewCases
from sim.draws.dice import Dice, Stream
from sim.scenario.appointments import Appointments
from sim.scenario.units import DAY
from sim.time.slots import DaySlots
from sim.time.ticks import TICKS_PER_MINUTE, on_grid, on_grid_one

Floats = NDArray[np.float64]
Ints = NDArray[np.int64]

NO_SLOT = -1


def with_appointments(
    cases: NewCases, rules: Appointments, slots: DaySlots, site: str, dice: Dice, in_line: float = np.nan
) -> NewCases:
    """The new cases of a day as they come, if they do, in order of time again; each keeps its number, and with it its dice.

    Parameters
    ----------
    cases : NewCases
        The cases, at the times at which all would walk in.
    rules : Appointments
        The hall's.
    slots : DaySlots
        The slots of the day.
    site : str
        The name of the hall in addresses of random numbers.
    dice : Dice
        The random numbers.
    in_line : float
        When those come who are in line at the start of the horizon, if it is on that day: none of them books.
    """

    def uniforms(stream: Stream, rows: Ints) -> Floats:
        return dice.at(stream, site, cases.day, cases.lane[rows], cases.index[rows], cases.replications)

    books = uniforms(Stream.BOOKS, np.arange(len(cases))) < rules.share
    bookers = np.flatnonzero(books & (cases.arrived != in_line))
    slot = _slots_of(cases, bookers, slots, rules.most_per_day)
    booked, slot = bookers[slot != NO_SLOT], slot[slot != NO_SLOT]
    appointed, came = np.full((2, len(cases)), np.nan)
    appointed[booked] = slots.time[slot]
    shows = uniforms(Stream.SHOWS, booked) >= rules.no_show
    comes = booked[shows]
    delay = on_grid(rules.delay.inverse(uniforms(Stream.DELAY, comes)))
    latest = (cases.day + 1) * DAY - 1 / TICKS_PER_MINUTE
    came[comes] = np.minimum(appointed[comes] - on_grid_one(rules.ahead) + delay, latest)
    in_time = came <= appointed + on_grid_one(rules.grace)
    arrived = cases.arrived.copy()
    arrived[booked] = appointed[booked]
    arrived[comes] = np.maximum(appointed[comes], came[comes])
    order = np.lexsort((cases.index, arrived, cases.lane))
    return replace(
        cases,
        index=cases.index[order],
        arrived=arrived[order],
        service=cases.service[order],
        segment=cases.segment[order],
        bookings=Bookings(appointed[order], came[order], in_time[order]),
    )


def _slots_of(cases: NewCases, bookers: Ints, slots: DaySlots, most: int | None) -> Ints:
    """The number of the slot that each of those gets who mean to book; `NO_SLOT` where there is none left for the service.

    The first ones of all lanes choose together, then the second ones, and so on.
    """
    found, lanes = np.full(len(bookers), NO_SLOT), len(cases.replications)
    if not len(slots.time):
        return found
    free = np.tile(slots.places, (lanes, 1))
    left = np.full(lanes, len(bookers) if most is None else most)
    lane = cases.lane[bookers]
    rank = np.arange(len(bookers)) - np.searchsorted(lane, lane)
    for turn in range(int(rank.max(initial=-1)) + 1):
        own = np.flatnonzero(rank == turn)
        who, here = bookers[own], lane[own]
        fits = (slots.time >= cases.arrived[who, None]) & slots.serves[cases.service[who]] & (free[here] > 0)
        first = np.argmax(fits, axis=1)
        takes = fits[np.arange(len(own)), first] & (left[here] > 0)
        own, here, first = own[takes], here[takes], first[takes]
        found[own] = first
        free[here, first] -= 1
        left[here] -= 1
    return found
