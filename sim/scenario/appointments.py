"""Appointments of a hall: slots that are offered, who books them, and who keeps them."""

from __future__ import annotations

from pydantic import Field

from sim.scenario.base import Name, Part, Whole
from sim.scenario.calendar import DAILY
from sim.scenario.distributions import Distribution
from sim.scenario.fields import Hours, Minutes, PositiveMinutes, Share, Weekdays


class Slots(Part):
    """Appointments that a hall offers on each of some days of the week; those outside its opening hours fall out."""

    hours: Hours = Field(min_length=1, examples=["09:00-11:30"])
    """Stretches of the day, such as `[09:00-11:30, 14:00-16:00]`: a slot at the beginning of each, and one more `every` so long before its
    end."""
    every: PositiveMinutes = Field(ge=1, examples=["15 min"])
    """From one slot to the next, in whole minutes."""
    places: Whole = Field(ge=1, le=10_000, examples=[2])
    """Customers who can book each slot."""
    services: tuple[Name, ...] | None = Field(default=None, min_length=1)
    """Services for which they are; all of them if not given."""
    days: Weekdays = DAILY
    """Days of the week, such as `mon-fri`; every day if not given."""


class Appointments(Part):
    """Customers who book a slot before they come, beside those who walk in.

    Of the hall's new customers, a share means to book. Each takes, in the order of the times at which they would have walked in, the
    earliest slot for the service at or after that time on that day (of two at one time, the one written first); whoever finds none
    walks in at that time. A booked customer comes around the slot, or not at all; then the slot is lost. Who comes early waits for the
    slot, and is in line from then on; the wait counts from the slot, or from a later arrival. Return visits, and visits after a call, walk in.
    """

    share: Share = Field(examples=["30 %"])
    """Share of new customers who mean to book. A policy that changes it moves customers between the two kinds, and keeps who they are."""
    slots: tuple[Slots, ...] = Field(min_length=1)
    """The slots that are offered, such as `[{hours: 09:00-11:30, every: 15 min, places: 2}]`."""
    most_per_day: Whole | None = Field(default=None, ge=0, le=1_000_000)
    """Most appointments on a day; as many as there are places if not given."""
    no_show: Share = 0.0
    """Share of booked customers who do not come."""
    ahead: Minutes = 0.0
    """How long before the slot booked customers mean to be there; 0 min (assumed: at the slot)."""
    delay: Distribution = Distribution(constant="0 min")
    """By how much each comes later than that; 0 min if not given. With `ahead: 10 min` and a delay of 10 min in the mean, customers are there
    at the slot on average, some early and some late."""
    grace: Minutes = 15.0
    """Who comes later than so long after the slot waits as those who walk in do; 15 min (assumed)."""
    priority: Whole = Field(default=1, ge=-100, le=100)
    """Added to the priority of the segment of who comes in time, from the slot on: higher is called first; 1 (assumed: before those who walk
    in)."""
