"""How much memory a search would take, told before it begins."""

from __future__ import annotations

import os
from collections.abc import Iterator
from math import ceil
from typing import NamedTuple

from optimize.outcome import CannotStaff
from optimize.plans.stretches import count_stretches
from sim.running.experiment import contacts_of
from sim.scenario import Scenario
from sim.scenario.staffing import count_shift_times

VISIT = 1_000.0
"""Bytes of a visit of a hall whose visits are kept for many staffings (measured: 930 in `lecong_hall`)."""

TERM = 1_000.0
"""Bytes of a stretch, a shift, and a stretch that a shift covers, in an integer program (measured: 700 with all that belongs to it)."""

WISH = 2_000.0
"""Bytes of a person for a shift in the program of a roster (assumed: twice a term, since more rules have a part in it)."""

UNKNOWN = 8.0 * 2**30
"""Bytes where the system does not tell how many it has (assumed: a small computer)."""


class Need(NamedTuple):
    """What something would take.

    Attributes
    ----------
    size : float
        Bytes.
    what : str
        What takes it, and what would make it smaller.
    """

    size: float
    what: str


def refuse_what_is_too_large(need: Need) -> None:
    """Refuse what takes more memory than there is.

    Raises
    ------
    CannotStaff
        It does.
    """
    there = memory()
    if need.size > there:
        raise CannotStaff(
            f"{need.what} would take about {_gigabytes(need.size)} of memory, and there are {_gigabytes(there)}"
        )


def memory() -> float:
    """Bytes of memory of this computer."""
    try:
        return float(os.sysconf("SC_PHYS_PAGES")) * os.sysconf("SC_PAGE_SIZE")
    except (AttributeError, ValueError, OSError):
        return UNKNOWN


def of_choice(scenario: Scenario) -> Need:
    """What the integer program of a staffing takes; worked out without making it."""
    terms = sum(_terms(scenario))
    return Need(
        TERM * terms,
        f"a program with {terms:,} heads and shifts (make staffing.days alike, blocks and steps longer, or the calendar shorter)",
    )


def of_visits(scenario: Scenario, replications: int) -> Need:
    """What the visits of a hall take that are kept for many staffings."""
    most = replications_that_fit(scenario)
    return Need(
        VISIT * contacts_of(scenario) * replications,
        f"the visits of {replications:,} replications (write --replications {most:,} or fewer)",
    )


def replications_that_fit(scenario: Scenario) -> int:
    """Replications whose visits can be kept, at least two."""
    return max(2, int(memory() / (VISIT * contacts_of(scenario))))


def of_roster(people: int, posts: int) -> Need:
    """What the program of a roster takes."""
    return Need(
        WISH * people * posts,
        f"a roster of {people:,} people and {posts:,} shifts (make the calendar shorter, or rosters of fewer people)",
    )


def _terms(scenario: Scenario) -> Iterator[int]:
    """By pool, the stretches, the shifts, and the stretches that these cover."""
    assert scenario.staffing is not None
    for pool, days, stretches in count_stretches(scenario):
        types = scenario.staffing.pools[pool].shift_types.values()
        yield days * stretches
        yield 2 * days * stretches if not types else 0
        for kind in types:
            covered = ceil(max(kind.lengths) / scenario.calendar.interval)
            yield days * count_shift_times(kind) * (1 + min(stretches, covered))


def _gigabytes(size: float) -> str:
    return f"{size / 2**30:,.1f} GiB"
