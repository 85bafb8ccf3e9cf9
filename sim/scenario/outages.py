"""Outages: customers of an area without supply, drawn by kind, region and season, in storms, or listed."""

from __future__ import annotations

import datetime as dt
import math
from typing import Annotated, Any, Literal

from pydantic import BeforeValidator, Field, field_validator, model_validator

from sim.scenario.base import Label, Name, Part, Real, Whole, Written, YesNo
from sim.scenario.count_distributions import MOST_COUNTED, CountDistribution
from sim.scenario.crews import Crews, Estimates
from sim.scenario.demand import Profile
from sim.scenario.distributions import Distribution
from sim.scenario.fields import Factor, Minutes, PositiveMinutes, Share, Span, at_most_all
from sim.scenario.listed_outages import MOST_CREWS, ListedOutages
from sim.scenario.moments import Moments
from sim.scenario.outage_calls import Complaints, Housekeepers, KindCalls, OutageCalls
from sim.scenario.outage_messages import Messages
from sim.scenario.problems import WrongAt
from sim.scenario.units import DAY, apart, parse_months, parse_weekdays

NO_TIME = Distribution(constant="0 min")

DAYS_OF_MONTHS = (31, 28.25, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31)
"""Days of each month in the mean year of the calendar but for its centuries."""


def _read_season(value: Any) -> Any:
    if not isinstance(value, dict):
        raise ValueError("is not a table of months, write {jun-aug: 200 %}")
    apart(value, parse_months, "month")
    return value


def _read_weekdays(value: Any) -> Any:
    if not isinstance(value, dict):
        raise ValueError("is not a table of weekdays, write {sat-sun: 60 %}")
    apart(value, parse_weekdays)
    return value


Season = Annotated[dict[str, Factor], BeforeValidator(_read_season), Written("percentages by months")]
"""Factors on how often something happens, by months such as ``jun-aug``."""


def in_month(season: dict[str, float], month: int) -> float:
    """The factor of a month (January is 1); 1 where none is given."""
    return next((factor for months, factor in season.items() if month in parse_months(months)), 1.0)


class Sensed(Part):
    """What meters tell of an outage without anybody's call."""

    share: Share = Field(examples=["60 %"])
    """Share of the outages of which they tell."""
    after: Distribution = NO_TIME
    """Time from the start until the utility knows; none if not given."""


class Reported(Part):
    """What calls tell of an outage."""

    calls: Whole = Field(default=1, ge=1, le=10_000)
    """The how many-th call tells the utility of it; the first if not given."""
    after: Distribution = NO_TIME
    """Time to take it down, from when the customer would call; none if not given."""


class Repair(Part):
    """What crews do at an outage, in this order: the first one assesses; once all are there, they isolate, repair and restore."""

    crews: Whole = Field(default=1, ge=1, le=MOST_CREWS)
    """How many crews it needs."""
    assess: Distribution = NO_TIME
    """Time until the cause is known."""
    isolate: Distribution = NO_TIME
    """Time to part the fault from the net."""
    repair: Distribution = Field(examples=[{"lognormal": {"mean": "90 min", "cv": 1}}])
    """Time of repair."""
    restore: Distribution = NO_TIME
    """Time to switch supply on again."""
    fails: Share = Field(default=0.0, lt=1)
    """Share of repairs that turn out to have failed when supply is switched on: repair and restoring are done once more, with the same times."""
    steps: dict[Literal["assess", "isolate", "repair"], Share] = {}
    """Share of its customers who are back when a stage is done, such as `{isolate: 50 %}` by switching; all are back when it is restored."""


class OutageKind(Part):
    """A kind of outage. It ends when crews have restored supply (`repair`), by itself (`lasts`), or when the list says so."""

    label: Label = ""
    """What reports call it; its key without underscores if not given."""
    per_day: dict[Name, Annotated[Real, Field(ge=0, le=100_000)]] = {}
    """Mean number on a normal day by region, such as `{city: 3, country: 2}`: a Poisson process. None if it is only listed, or comes in storms."""
    season: Season = {}
    """How many come in some months, such as `{jun-aug: 200 %}` of a normal day."""
    weekday: Annotated[
        dict[str, Factor], BeforeValidator(_read_weekdays), Written("percentages by days of the week")
    ] = {}
    """How many come on some days of the week, such as `{sat-sun: 0 %}` of a normal day."""
    profile: Profile | None = Field(default=None, examples=["tables/fault_hours.csv"])
    """When in the day they begin, as of arrivals; even over the day if not given."""
    at: Span | None = None
    """Or the stretch of the day in which they begin, even in it, such as `08:00-10:00` of planned work."""
    customers: CountDistribution | None = None
    """How many customers are without supply; where more are drawn than the region has, all of them. Needed where outages are drawn."""
    causes: dict[Name, Share] = {}
    """Shares of causes, such as `{trees: 40 %, equipment: 60 %}`, adding up to 100 % at most; the rest has none that is named."""
    priority: Whole = Field(default=0, ge=-100, le=100)
    """Higher is taken first by crews, interrupting nobody; 0 is ordinary."""
    key: Share = 0.0
    """Share with a key customer, such as a hospital: taken before others of the same priority."""
    sensed: Sensed | None = None
    """What meters tell; nothing if not given."""
    reported: Reported | None = None
    """What calls tell; nothing if not given."""
    found: PositiveMinutes = DAY
    """How long after its start a patrol finds an outage at the latest that needs crews and of which nobody has told; 24 h (assumed)."""
    repair: Repair | None = None
    """What crews do until supply is back."""
    lasts: Distribution | None = None
    """Or how long it lasts by itself."""
    announced: Minutes | None = None
    """How long before its start customers can be told, such as `7 days` of planned work; nobody knows beforehand if not given."""
    promised: PositiveMinutes | None = None
    """The time without supply that the announcement gives."""
    calls: KindCalls | None = None
    """Who calls about it; nobody if not given."""
    lesser: YesNo = False
    """Whether supply is only worse, as with low pressure or low voltage: such outages do not count in SAIDI, SAIFI and CAIDI."""

    @field_validator("causes")
    @classmethod
    def _not_more_than_all(cls, shares: dict[str, float]) -> dict[str, float]:
        return at_most_all(shares)

    @model_validator(mode="after")
    def _one_way(self) -> OutageKind:
        if self.repair is not None and self.lasts is not None:
            raise ValueError("has both repair and lasts, keep the one that ends it")
        if self.profile is not None and self.at is not None:
            raise WrongAt(("at",), "stands beside profile, keep one of the two")
        if self.repair is not None and self.announced is not None:
            raise WrongAt(("announced",), "stands beside repair, and planned work needs no crew: write lasts")
        if self.promised is not None and self.announced is None:
            raise WrongAt(("promised",), "is given to nobody, say with announced how long before: 7 days")
        return self

    def mean_on(self, region: str, date: dt.date, weekday: int) -> float:
        """Mean number in a region on a date, which counts as a day of the week."""
        of_week = (factor for days, factor in self.weekday.items() if weekday in parse_weekdays(days))
        return self.per_day.get(region, 0.0) * in_month(self.season, date.month) * math.prod(of_week)

    def pieces(self, weekday: int) -> list[tuple[float, float, float]]:
        """Start, end and weight of the stretches of a day of the week in which they begin."""
        if self.profile is not None:
            return [(row.start, row.end, row.weights[weekday]) for row in self.profile]
        return [(*self.at, 1.0)] if self.at is not None else [(0.0, DAY, 1.0)]


class Storm(Part):
    """A kind of storm: outages in a cluster. Storms are a Poisson process, even over the day, or begin when the scenario says."""

    label: Label = ""
    """What reports call it; its key without underscores if not given."""
    a_year: Real | None = Field(default=None, ge=0, le=10_000, examples=[4])
    """Mean number of storms in a year of the calendar."""
    begins: Moments = ()
    """Or when they begin, in each replication the same, such as `[2013-07-20 14:00]` of an exercise; which outages they bring is drawn."""
    season: Season = {}
    """How they lie in the year, such as `{jun-aug: 300 %}`: three times as many on a day of these months as on a day of others."""
    kind: Name = Field(examples=["fault"])
    """The kind of its outages, which says all else of them."""
    outages: Real = Field(gt=0, le=1_000_000, examples=[60])
    """Mean number of outages of a storm, which is Poisson."""
    over: Distribution = Field(examples=[{"gamma": {"mean": "8 h", "cv": 0.5}}])
    """Time from the begin of the storm to each of its outages."""
    regions: dict[Name, Share] = Field(min_length=1, examples=[{"city": "30 %", "country": "70 %"}])
    """Where they are, adding up to 100 %."""
    behind: Share = 0.0
    """Share of its outages that lie behind an earlier one of the storm in the same region, each with the same chance; the first one never does."""

    @field_validator("regions")
    @classmethod
    def _make_a_whole(cls, value: dict[str, float]) -> dict[str, float]:
        total = sum(value.values())
        if abs(total - 1) > 1e-6:
            raise ValueError(f"has shares that add up to {100 * total:g} %, they must add up to 100 %")
        return value

    @model_validator(mode="after")
    def _one_way(self) -> Storm:
        if (self.a_year is None) == (not self.begins):
            both = (
                "both a_year and begins, keep one"
                if self.begins
                else "neither a_year nor begins, write for example a_year: 4"
            )
            raise ValueError(f"has {both}")
        if self.begins and self.season:
            raise WrongAt(("season",), "stands beside begins, which says when storms come: leave it out")
        return self

    def mean_on(self, date: dt.date) -> float:
        """Mean number of storms that begin on a date by chance."""
        factors = [in_month(self.season, month) for month in range(1, 13)]
        year = math.fsum(days * factor for days, factor in zip(DAYS_OF_MONTHS, factors, strict=True))
        return (self.a_year or 0.0) * factors[date.month - 1] / year if year else 0.0


class Outages(Part):
    """Customers without supply: how many there are in each region, and what outages they have."""

    customers: dict[Name, Annotated[Whole, Field(ge=1, le=MOST_COUNTED)]] = Field(
        min_length=1, examples=[{"city": 120_000, "country": 80_000}]
    )
    """Supplied customers by region."""
    kinds: dict[Name, OutageKind] = Field(min_length=1)
    """Kinds of outages."""
    storms: dict[Name, Storm] = {}
    """Kinds of storms; none if not given."""
    listed: ListedOutages = ()
    """CSV file with the columns `start` (such as `2013-07-25 14:30`), `region`, `kind`, `customers` and, where given, `name`, `cause`, `priority`,
    `key` (yes or no), `work` (time of repair), `crews`, `behind` (the name of another row), `sensed` and `restored` (as `start`): outages that are
    the same in each replication. What a row does not say is as its kind says."""

    crews: Crews | None = None
    """Who goes to outages and ends them; nobody if not given."""
    estimates: Estimates | None = None
    """Estimated times of restoration; none are given if left out."""
    calls: OutageCalls | None = None
    """How calls about outages come to a centre; needed where kinds have `calls`."""
    messages: Messages | None = None
    """Messages that are pushed to customers; none if not given."""
    housekeepers: Housekeepers | None = None
    """Named persons who answer in group chats; none if not given."""
    complaints: Complaints | None = None
    """Complaints afterwards; none if not given."""

    @property
    def gives_estimates(self) -> bool:
        """Whether customers are told when supply will be back."""
        given = self.estimates is not None and bool(self.estimates.laws)
        return given or any(kind.promised is not None for kind in self.kinds.values())

    @property
    def causes(self) -> tuple[str, ...]:
        """Names of the causes of all kinds and rows, each once: in the order of their numbers."""
        of_kinds = (cause for kind in self.kinds.values() for cause in kind.causes)
        return tuple(dict.fromkeys([*of_kinds, *(row.cause for row in self.listed if row.cause)]))
