"""The greeters of a hall in a stretch of time that begins with nobody at the door: what they take off the counters.

They greet in the order of coming, pass over whoever has waited too long, and help with the form of whom they have greeted where nobody waits then.
Those who come before the end of the stretch are followed until they have left the door; from the end on there are as many greeters as there can be.
"""

from __future__ import annotations

from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from sim.compiling.compiled import compiled, entry

Floats = NDArray[np.float64]
Ints = NDArray[np.int64]


class AtDoor(NamedTuple):
    """Those who come, day by day.

    Attributes
    ----------
    first : ndarray of int
        Where each day begins, and where the last one ends.
    entry : ndarray
        When each comes in, in order within a day.
    greeting, helping : ndarray
        Minutes of a greeter for each, and for the form of whoever has one and stays.
    taken, formed : ndarray
        Minutes at the counter that this takes off.
    """

    first: Ints
    entry: Floats
    greeting: Floats
    helping: Floats
    taken: Floats
    formed: Floats


@compiled
def _first_end(ends: Floats) -> int:
    """Which greeter ends first."""
    first = 0
    for head in range(1, len(ends)):
        if ends[head] < ends[first]:
            first = head
    return first


@entry
def take_off(
    visits: AtDoor,
    heads: tuple[int, int],
    end: float,
    bypass: float,
    ends: Floats,
    doing: Ints,
    minutes: Floats,
) -> None:
    """Add up by day what greeters take off.

    Parameters
    ----------
    visits : AtDoor
        Who comes before the end of the stretch.
    heads : tuple of int
        Greeters in the stretch, and from its end on; no fewer then.
    end : float
        When it ends.
    bypass : float
        Minutes after which whoever waits passes by.
    ends, doing : ndarray
        Space to work in, for the most greeters, of whom there is one at least.
    minutes : ndarray
        Minutes at the counters that are taken off, one for each day.
    """
    for day in range(len(minutes)):
        ends[:], doing[:] = np.inf, -1
        here, come, line = heads[0], visits.first[day], visits.first[day]
        while True:
            head = _first_end(ends)
            coming = visits.entry[come] if come < visits.first[day + 1] else np.inf
            now = min(coming, ends[head])
            if here < heads[1] and end <= now:
                here, now = heads[1], end
            elif now == np.inf:
                break
            elif coming <= now:
                come += 1
            else:
                visit, ends[head], doing[head] = doing[head], np.inf, -1
                while line < come and visits.entry[line] + bypass < now:
                    line += 1
                if visit >= 0 and visits.helping[visit] > 0 and line == come:
                    minutes[day] += visits.formed[visit]
                    ends[head] = now + visits.helping[visit]
            while line < come and visits.entry[line] + bypass < now:
                line += 1
            for free in range(here):
                if ends[free] == np.inf and line < come:
                    minutes[day] += visits.taken[line]
                    ends[free], doing[free] = now + visits.greeting[line], line
                    line += 1
