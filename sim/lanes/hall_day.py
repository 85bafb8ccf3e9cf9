"""One day of one hall in all lanes."""

from __future__ import annotations

from dataclasses import dataclass

from sim.lanes.floor import Floor
from sim.lanes.track import Track
from sim.lanes.visits import Visits


@dataclass(frozen=True)
class HallDay:
    """What happened in one hall on one day, in all lanes.

    Attributes
    ----------
    number : int
        Number of the hall in the scenario.
    floor : Floor
        The hall.
    day : int
        Day of the horizon.
    visits : Visits
        Who came.
    track : Track
        What happened to each visit.
    """

    number: int
    floor: Floor
    day: int
    visits: Visits
    track: Track
