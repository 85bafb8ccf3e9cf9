"""People who work now in one hall, now in another."""

from __future__ import annotations

from pydantic import Field

from sim.scenario.base import Name, Part, Whole
from sim.scenario.fields import Minutes


class Floaters(Part):
    """People who work now in one hall, now in another. In each hall they are a pool of their own, whose `heads` or `shifts` say how many of them are there
    when: by time, by day of the week, by date. Where a plan gives them types of shifts, who has a break in one hall is not in another one.

    Whose time in a hall begins goes there from where he was last: at once, if that was the same hall or the day's work begins; else after the
    travel, which begins when the time in the other hall ends. Of those who are free, somebody who was last in the same hall comes first (of several
    the one who was there until just before), then somebody who has not begun yet, then who has been free longest. Whoever is on the way serves nobody; what of it lies in the time of the
    hall is paid.
    """

    pools: tuple[Name, ...] = Field(min_length=2, examples=[["north_floaters", "south_floaters"]])
    """Their pools, one in each hall."""
    people: Whole = Field(ge=1, le=10_000, examples=[3])
    """How many there are of them."""
    travel: Minutes = Field(examples=["30 min"])
    """Time to get from one hall to another."""
