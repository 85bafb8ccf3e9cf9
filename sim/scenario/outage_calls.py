"""Who calls because of an outage: how many of its customers, when, on which lines, and when they call again or complain."""

from __future__ import annotations

from typing import Annotated, Any

from pydantic import BeforeValidator, Field, WithJsonSchema, field_validator

from sim.scenario.base import Name, Part, Whole, Written
from sim.scenario.distributions import Distribution
from sim.scenario.fields import Minutes, PositiveFactor, Share, Span
from sim.scenario.units import DAY, Window, parse_clock, plain, window_text


def parse_night(value: Any) -> Window:
    """A stretch from one time of day to another one, on the next day where that is earlier: ``23:00-07:00`` ends at minute 1860."""
    if isinstance(value, Window):
        return value
    parts = plain(value).split("-") if isinstance(value, str) else []
    if len(parts) != 2:
        raise ValueError("is not a stretch of the day, write it as 23:00-07:00")
    start, end = parse_clock(parts[0]), parse_clock(parts[1])
    if start % DAY == end % DAY:
        raise ValueError("begins when it ends, write two times of day as in 23:00-07:00")
    return Window(start, end if end > start else end + DAY)


def _night_text(night: Window) -> str:
    return window_text(Window(night.start, night.end if night.end <= DAY else night.end - DAY))


Night = Annotated[
    Window,
    BeforeValidator(parse_night),
    WithJsonSchema({"type": "string", "pattern": r"^\s*\d{1,2}:\d{2}\s*-\s*\d{1,2}:\d{2}\s*$"}),
    Written("stretch of the day, over midnight where it ends at an earlier time", _night_text),
]


class KindCalls(Part):
    """Who calls about an outage of a kind, if nothing keeps them from it."""

    share: Share = Field(examples=["8 %"])
    """Share of its customers who mean to call: each by its own chance."""
    latent: Distribution = Field(examples=["20 min"])
    """Time from noticing the outage to the call."""


class Asleep(Part):
    """Those who do not notice at night that the supply is gone."""

    hours: Night = Field(examples=["23:00-07:00"])
    """From when until when."""
    share: Share = Field(examples=["90 %"])
    """Share of those who would notice an outage that begins in these hours, and sleep instead."""
    wakes: Minutes = 60.0
    """They notice it so long after the end of these hours at the latest, each time until then being as likely; 1 h (assumed)."""


class Again(Part):
    """Who calls once more, of those who have called or been told."""

    estimate: Share = 0.0
    """Share who call once more when the time has passed that they were told last for their supply, and it is not back."""
    neighbours: Share = 0.0
    """Share who call once more when part of the outage, or the one in front of it, has its supply back and they have not."""
    latent: Distribution = Distribution.model_validate({"exponential": {"mean": "15 min"}})
    """Time until they do; exponential with mean 15 min (assumed)."""


class OutageCalls(Part):
    """How calls about outages come to a centre. A call is an ordinary one there: it needs a trunk, goes through the menu, waits, may give up and call
    again, and leaves orders as its service has it."""

    centre: Name | None = None
    """The centre that takes them; needed if there are several."""
    lines: dict[Name, Share] = Field(min_length=1, examples=[{"mandarin": "95 %", "mongolian": "5 %"}])
    """Shares of its lines, which add up to 100 %."""
    service: Name = Field(examples=["outage"])
    """What a call about an outage is."""
    known_service: Name | None = None
    """What it is of an outage that the utility knows of when the call comes: usually with a short talk, and `in_menu` as the share whom a recorded
    announcement answers. As `service` if not given."""
    asleep: Asleep | None = None
    """Who sleeps through the beginning; everybody notices at once if not given."""
    again: Again = Again()
    """Who calls once more."""

    @field_validator("lines")
    @classmethod
    def _all_of_them(cls, shares: dict[str, float]) -> dict[str, float]:
        total = sum(shares.values())
        if abs(total - 1) > 1e-6:
            raise ValueError(f"has shares that add up to {100 * total:g} %, they must add up to 100 %")
        return shares


class OftenOut(Part):
    """Complaints where supply was lost before."""

    days: Whole = Field(default=90, ge=1, le=3660)
    """How far back earlier outages count; 90 days (assumed)."""
    factor: PositiveFactor = Field(examples=["150 %"])
    """Factor on the share that complains for each earlier outage of the whole region in these days; one of a tenth of its customers counts as a tenth."""


class Complaints(Part):
    """Complaints after an outage: calls on the lines of outage calls, each a case of its own."""

    service: Name = Field(examples=["complaint"])
    """What such a call is."""
    share: Share = 0.0
    """Share of the customers who complain, however short it was."""
    per_hour: Share = 0.0
    """Share more for each hour without supply."""
    told: PositiveFactor = 1.0
    """Factor on both for those to whom a message about the outage came before their supply was back, such as 50 %."""
    before: OftenOut | None = None
    """How much more where supply was lost before; no more if not given."""
    after: Distribution = Distribution.model_validate({"exponential": {"mean": "12 h"}})
    """Time from when supply is back until the complaint; exponential with mean 12 h (assumed)."""


class Housekeepers(Part):
    """A named person for the customers of an estate, who answers questions in a group chat, one after the other."""

    customers: Share = Field(examples=["40 %"])
    """Share of the customers who are in a group."""
    each: Whole = Field(default=500, ge=1, le=1_000_000)
    """Customers of an outage for whom there is one housekeeper; 500 (assumed)."""
    hours: Span = Window(480.0, 1200.0)
    """When they answer; 08:00-20:00 (assumed)."""
    answer: Distribution = Distribution.model_validate({"exponential": {"mean": "2 min"}})
    """Time to answer one; exponential with mean 2 min (assumed)."""
    within: Minutes = 15.0
    """Who would call asks there first, and calls after so long if nobody has begun to answer by then; 15 min (assumed)."""


class EmergencyWater(Part):
    """Water points for those who are without supply for long."""

    points: Whole = Field(ge=1, le=100_000, examples=[12])
    """How many there are."""
    share: Share = Field(examples=["20 %"])
    """Share of the customers out who come for water in an hour."""
    after: Minutes = 240.0
    """From when on, counted from when their supply was lost; 4 h (assumed)."""
