"""Why customers have the problems that they bring to an office."""

from __future__ import annotations

from pydantic import Field, model_validator

from sim.scenario.base import Label, Name, Part, Whole
from sim.scenario.distributions import Distribution
from sim.scenario.fields import Date, Minutes, Share
from sim.scenario.problems import WrongAt


class Cause(Part):
    """A root cause of problems: some of the orders of a category have it."""

    label: Label = ""
    """What reports call it; its key without underscores if not given."""
    category: Name = Field(examples=["meter"])
    """The category of these orders."""
    share: Share = Field(examples=["40 %"])
    """Share of the orders of that category that have this cause; those of all its causes add up to 100 % at most, and the rest has none that
    is named."""
    recurs: Share = 0.0
    """Share of these orders whose problem comes back after they are closed: the customer contacts again by the same door, for the same service,
    and leaves an order of the same category and cause. Of orders that come by no contact, or by one that chases another order, none does."""
    after: Distribution | None = Field(default=None, examples=[{"exponential": {"mean": "60 days"}}])
    """After how long by the calendar, where some come back; the customer comes on that day, or on the next one on which the door is open, and not on
    the day on which the order is closed."""


class Analysis(Part):
    """The monthly analysis of causes: at the begin of each calendar month it takes the causes of which most orders have come lately, and does
    away with them. A cause is taken once, whether it is found out or not."""

    begins: Date | None = Field(default=None, examples=["2011-03-01"])
    """The first day of it: causes are taken at the begin of each month from then on. The first day of all if not given."""
    takes: Whole = Field(ge=1, le=1000, examples=[2])
    """How many causes it takes a month, those with most orders first; one that has had no order lately is not taken."""
    months_back: Whole = Field(default=1, ge=1, le=120)
    """How many of the last calendar months count."""
    success: Share = 1.0
    """Chance that a cause which is taken is found out."""
    removes: Share = 1.0
    """Share of the problems of a cause which is found out that no longer arise from the begin of the next month on."""
    pool: Name | None = None
    """The pool of the office that does it, where it takes time: the head of the lowest number gives its first hours on duty of the month to it, and none
    to orders meanwhile."""
    work: Minutes = 0.0
    """Its time for one cause; it is set aside for as many as are taken at most, whether or not so many causes have had orders."""

    @model_validator(mode="after")
    def _whose_time(self) -> Analysis:
        if self.work and self.pool is None:
            raise WrongAt(("work",), "is nobody's time: add pool, such as pool: analysts")
        if self.pool is not None and not self.work:
            raise WrongAt(("pool",), "has nothing to do: add work, such as work: 20 h")
        return self


class TypicalProblems(Part):
    """The list of typical problems with standing remedies, made anew at the begin of each calendar month: orders of its causes need less work."""

    causes: Whole = Field(ge=1, le=1000, examples=[5])
    """How many causes it has: those with most orders in the calendar month before."""
    work: Share = Field(examples=["75 %"])
    """Share of the work in departments that orders of these causes then need which come in the month."""
