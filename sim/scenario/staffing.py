"""What the optimizer may choose: heads by time of day, or numbers of people on types of shifts, and when such a shift may be worked."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Annotated, Literal

import numpy as np
from pydantic import BeforeValidator, Field, WithJsonSchema, model_validator

from sim.scenario.base import Name, Part, Whole, Written, YesNo
from sim.scenario.calendar import DAILY
from sim.scenario.fields import Clock, Factor, Minutes, PositiveMinutes, Share, Span, Weekdays
from sim.scenario.pool import MOST_HEADS
from sim.scenario.problems import WrongAt
from sim.scenario.roster import Roster
from sim.scenario.units import DAY, Window, parse_money


def _money(value: object) -> float:
    return value if isinstance(value, float) else parse_money(value)


Yuan = Annotated[
    float,
    BeforeValidator(_money),
    WithJsonSchema({"type": "string", "pattern": r"^\s*\d+(\.\d+)?\s*yuan\s*$", "examples": ["40000 yuan"]}),
    Written("amount", "{:g} yuan".format),
]


class ShiftType(Part):
    """A kind of shift that a plan may use: every start and length that it allows is one shift to choose."""

    earliest: Clock = Field(examples=["08:30"])
    """Earliest start."""
    latest: Clock | None = None
    """Latest start; only the earliest if not given."""
    step: PositiveMinutes = 30.0
    """Minutes between two starts, and between two beginnings of the break; 30 min, the usual grid of staffing."""
    lengths: tuple[PositiveMinutes, ...] = Field(min_length=1, examples=[["8 h"]])
    """Lengths from start to end with the break, such as `[8 h, 9 h]`; one chosen for each shift. One that passes midnight needs
    a place that is open through it, and days that may differ (`staffing.days: apart`) or all the same types. The horizon goes
    round: who works through its last midnight stands for who came the evening before it began."""
    pause: Minutes = 0.0
    """Length of the break; no break if not given."""
    pause_within: Span | None = None
    """Stretch of the day in which the break lies; anywhere in the shift but its first and last hour if not given."""
    pause_paid: YesNo = True
    """Whether the break is paid; not, for example, the afternoon between the two parts of a split shift."""
    days: Weekdays = DAILY
    """Days of the week on which it may begin; every day if not given."""
    part_time: YesNo = False
    """Whether it is part-time work, which `most_part_time` limits."""
    least: Whole = Field(default=0, ge=0, le=MOST_HEADS)
    """Least people on shifts of this type on each of its days."""
    most: Whole = Field(default=MOST_HEADS, ge=0, le=MOST_HEADS)
    """Most people on shifts of this type on each of its days."""
    premium: Factor = 0.0
    """Pay above the pool's cost, such as `30 %` for shifts at night."""

    @model_validator(mode="after")
    def _can_be_worked(self) -> ShiftType:
        last = self.earliest if self.latest is None else self.latest
        if last < self.earliest:
            raise WrongAt(("latest",), "is before the earliest start, write a later time")
        if self.least > self.most:
            raise WrongAt(("least",), f"is above most ({self.most}), write at most that")
        for number, length in enumerate(self.lengths):
            if length > DAY:
                raise WrongAt(("lengths", number), "is longer than a day, write a shorter shift")
            if self.pause >= length:
                raise WrongAt(("pause",), "is as long as the shift, write a shorter break")
        return self


class PoolChoice(Part):
    """Between what bounds the heads of one pool are chosen."""

    least: Whole = Field(default=0, ge=0, le=MOST_HEADS)
    """Least heads on duty at any time while open."""
    most: Whole = Field(ge=0, le=MOST_HEADS, examples=[12])
    """Most heads on duty at any time."""
    block: PositiveMinutes | None = None
    """Length of the stretches in each of which the heads stay the same, counted from each opening, the last of which may be shorter;
    such as `4 h` for mornings and afternoons. If not given, the calendar's intervals; in an office, where an order lies for days, all its hours of
    a day. Where there are shift types, heads are counted by the
    calendar's intervals, or by blocks that are parts of one, such as `30 min` of an hour."""
    change: Whole | None = Field(default=None, ge=0, le=MOST_HEADS)
    """Most heads by which one stretch of an opening may differ from the one before; any if not given."""
    shift_types: dict[Name, ShiftType] = {}
    """Types of shifts, of which the heads are made up; any heads in any stretch if not given."""
    most_part_time: Share = 1.0
    """Largest share of part-time people among all who work on a day; 100 % if not given."""
    people: Whole | None = Field(default=None, ge=0, le=MOST_HEADS)
    """People that there are, such as those who speak a second language: most on all shifts of a day together, or without shift
    types most on duty at any time; any if not given. They are as many as all rules together need: with `days_off` each works on the other
    days alone, whoever works through midnight begins nothing before that ends, and where there is a `roster`, its rest and days off hold.
    `cross_training` moves some of them from one pool to another."""
    days_off: Whole = Field(default=0, ge=0, le=6)
    """Days off in a row that everybody has in each week, Monday to Sunday and round again: with 2, people work patterns of five
    days in seven, and the shifts of the week's days are as many as such people work. Needs shift types and whole
    weeks, and `days: weekdays` or `apart`; 0 sets no pattern. Nobody works a night that ends on one of them."""
    least_in_week: Minutes | None = None
    """Least paid time of all its people together in each whole week, such as `200 h`; any if not given. Of a shift that passes midnight
    each part counts for the week in which it lies."""
    most_in_week: Minutes | None = None
    """Most paid time of all its people together in each week, such as `400 h`; any if not given."""
    least_share: Share = 0.0
    """Least share of its paid time in that of all pools that are chosen, over the horizon; such as what a contractor was
    promised."""
    most_share: Share = 1.0
    """Largest share of its paid time in that of all pools that are chosen, over the horizon."""

    def counted_by(self, interval: float) -> float:
        """The length by which heads on shifts are counted, in minutes: a part of an interval of so many, or the whole."""
        block = self.block
        return block if block and block < interval and interval % block == 0 else interval

    @model_validator(mode="after")
    def _leaves_a_choice(self) -> PoolChoice:
        if self.least > self.most:
            raise WrongAt(("least",), f"is above most ({self.most}), write at most that")
        if self.least_share > self.most_share:
            raise WrongAt(
                ("least_share",), f"is above most_share ({100 * self.most_share:g} %), write at most that"
            )
        least, most = self.least_in_week or 0.0, self.most_in_week
        if most is not None and least > most:
            raise WrongAt(("least_in_week",), f"is above most_in_week ({most / 60:g} h), write at most that")
        if self.days_off and not self.shift_types:
            raise WrongAt(
                ("days_off",), "is about people, and there are no shift types to work: add shift_types"
            )
        return self


class Cover(Part):
    """Pools that must have somebody on duty together, such as all that speak a language."""

    pools: tuple[Name, ...] = Field(min_length=1, examples=[["clerks", "juniors"]])
    """Which pools; heads of pools whose own schedule stands count too."""
    least: Whole = Field(default=1, ge=1, le=MOST_HEADS)
    """Least heads on duty in them together, at all times while one of them is open."""


class CrossTraining(Part):
    """That people of one pool may be trained for what another one does; the plan says how many are."""

    of: Name = Field(examples=["own"])
    """The pool whose people may be trained; it says how many `people` it has."""
    into: Name = Field(examples=["bilingual"])
    """The pool in which whoever was trained works, all through the horizon and with all its skills, speed and cost; it says
    how many `people` it has, too. Give it whatever those who are trained can still do, so that they lose nothing."""
    most: Whole = Field(ge=1, le=MOST_HEADS, examples=[10])
    """Most people who are trained."""
    cost: Yuan = Field(examples=["2000 yuan"])
    """What it costs to train one, as far as that falls on the horizon: the price of a course, times the horizon over the time
    for which the course is of use, such as 1/52 of the price for a week of a plan that is worked for a year. It is a part of
    what a plan costs, and of its budget."""


class Goal(Part):
    """The one measure that a plan makes as good as its budget allows; it is lowest or highest that is best, as the table of measures says."""

    measure: str = Field(examples=["wait_mean"])
    """Name of a measure, as in the table of measures; not one about the heads themselves, nor one that compares places."""
    scope: str = "all"
    """As of a target."""
    period: str = "all"
    """`all`, `peak` or `open_peak` (the worst interval of the average day), or a date."""


class Staffing(Part):
    """What ``counterline staff`` decides; pools that it does not name keep their own heads."""

    pools: dict[Name, PoolChoice] = Field(min_length=1, examples=[{"clerks": {"most": 12}}])
    """The pools whose heads are chosen."""
    days: Literal["alike", "weekdays", "apart"] = "alike"
    """Whether all days with the same hours get the same heads (`alike`), only those with the same day of the week
    (`weekdays`), or each day its own (`apart`)."""
    total: Whole | None = Field(default=None, ge=0, le=MOST_HEADS)
    """Most heads on duty at once in all these pools together; any if not given."""
    cover: tuple[Cover, ...] = ()
    """Pools that must have somebody on duty together at all times."""
    cross_training: tuple[CrossTraining, ...] = ()
    """Whom a plan may have trained for what another pool does. A roster's table of people stays as it is: enter there in which
    pool they work then."""
    budget: Yuan | None = None
    """Most that the plan may cost over the horizon; any if not given."""
    goal: Goal | None = None
    """What a plan makes as good as it can for at most the `budget`, which must be given then: `{measure: wait_mean, scope: hall:north}`.
    All targets hold, too; there need be none. Without a goal the plan is the cheapest that holds the targets."""
    policies: tuple[Name, ...] = Field(default=(), examples=[["baseline", "open_at_noon"]])
    """Policies of the file among which a plan chooses the cheapest one that holds, `baseline` among them if it is named: other
    opening hours, for example. Each is staffed by its own bounds, over the same days. Without any, the one is staffed that the
    command names."""
    roster: Roster | None = None
    """Who works the plan's shifts; a plan names nobody if not given."""

    @model_validator(mode="after")
    def _goals_have_a_budget(self) -> Staffing:
        if self.goal and self.budget is None:
            raise WrongAt(
                ("goal",), "has no budget to keep to, write how much a plan may cost: budget: 40000 yuan"
            )
        if self.goal and self.policies:
            raise WrongAt(
                ("goal",),
                "is sought under one policy: take staffing.policies out, and name a policy with --policy",
            )
        return self

    def most_heads(self, pool: str) -> int:
        """Most heads of a pool at once: without shift types no more than there are people, with all who may be trained for it."""
        choice = self.pools[pool]
        if choice.people is None or choice.shift_types:
            return choice.most
        trained = sum(each.most for each in self.cross_training if each.into == pool)
        return min(choice.most, choice.people + trained)


__all__ = ["Cover", "CrossTraining", "Goal", "PoolChoice", "ShiftType", "Staffing", "Yuan"]


EDGE = 60.0
"""Minutes at both ends of a shift in which no break lies where the scenario does not say (assumed)."""


def count_shift_times(kind: ShiftType) -> int:
    """How many ways there are at most, without going through them."""
    latest = kind.earliest if kind.latest is None else kind.latest
    starts = (latest - kind.earliest) // kind.step + 1
    within = kind.pause_within
    room = max(kind.lengths) if within is None else within.end - within.start
    pauses = room // kind.step + 1 if kind.pause else 1
    return int(starts * len(kind.lengths) * pauses)


def shift_times(kind: ShiftType) -> Iterator[tuple[Window, Window | None]]:
    """Times and breaks of all shifts of a type, from early to late."""
    latest = kind.earliest if kind.latest is None else kind.latest
    for start in np.arange(kind.earliest, latest + 1e-9, kind.step).tolist():
        for length in kind.lengths:
            time = Window(start, start + length)
            if not kind.pause:
                yield time, None
                continue
            first, last = kind.pause_within or Window(time.start + EDGE, time.end - EDGE)
            if last <= time.start:  # after the midnight that the shift passes
                first, last = first + DAY, last + DAY
            first, last = max(first, time.start), min(last, time.end) - kind.pause
            for begin in np.arange(first, last + 1e-9, kind.step).tolist():
                yield time, Window(begin, begin + kind.pause)
