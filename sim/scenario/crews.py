"""Crews: who goes to outages and ends them, how long the way is, who comes from outside; and estimates of when supply is back."""

from __future__ import annotations

from collections.abc import Iterable
from types import MappingProxyType
from typing import Literal

from pydantic import Field

from sim.scenario.base import Name, Part, Real, Whole
from sim.scenario.distributions import Distribution
from sim.scenario.fields import Minutes, PositiveFactor, PositiveMinutes

CREWS = "crews"
"""The name of the site of all crews, which is no place on the map: they are wherever their work is."""

PROMISED = MappingProxyType({"city": 45.0, "country": 90.0, "remote": 120.0})
"""Minutes until a crew is on site, by kind of region: State Grid service promises, 2023. The way is taken to be as long on average (assumed)."""


class CrewPool(Part):
    """Where the crews of a pool go."""

    regions: tuple[Name, ...] = ()
    """Regions to which they go, such as `[country]`; all if not given."""

    def goes_to(self, region: str) -> bool:
        """Whether they go to a region."""
        return not self.regions or region in self.regions


class MutualAid(Part):
    """Crews from outside, who come when many customers are out. They are paid for the minutes from dispatch to leaving, as overtime, and for
    no others; they go to all regions, after the own crews."""

    pool: Name = Field(examples=["neighbours"])
    """Their pool: how many there are, and at what hours they work while they are here."""
    customers_out: Whole = Field(ge=1, examples=[30_000])
    """They are called once so many customers of outages that are known are without supply; and again when their stay is over, if it is still so."""
    after: Minutes = Field(examples=["6 h"])
    """How long after the call they are here."""
    stays: PositiveMinutes = Field(examples=["2 days"])
    """For how long they stay; who is at an outage then ends it."""


class Crews(Part):
    """Pools that travel to outages: how they are sent, and how long the way is."""

    pools: dict[Name, CrewPool] = Field(min_length=1, examples=[{"line_crews": {}}])
    """Pools with `works_at: field`. Of several that have somebody free and go to the region, the one named first goes."""
    dispatch: Distribution = Distribution(constant="0 min")
    """Time from when an outage is known until a crew can be sent; none if not given, as where the system sends it by itself."""
    travel: dict[Name, Distribution] = Field(default={}, examples=[{"city": "45 min", "country": "90 min"}])
    """Time to the site by region, from wherever the crew is; of regions called `city`, `country` and `remote` that are not named 45, 90
    and 120 min (State Grid service promises, 2023)."""
    promised: dict[Name, Minutes] = Field(default={}, examples=[{"city": "45 min"}])
    """Time from when an outage is known within which a crew is promised on site, by region; with the same defaults."""
    first: Literal["customers", "known"] = "customers"
    """Who goes first among outages of the same priority, key customers or not: that with most customers, or the one known longest."""
    mutual_aid: MutualAid | None = None
    """Crews from outside; none if not given."""

    @property
    def all_pools(self) -> tuple[str, ...]:
        """Names of the pools of own crews, and then that of crews from outside."""
        return (*self.pools, *([self.mutual_aid.pool] if self.mutual_aid else []))

    def goes_to(self, pool: str, region: str) -> bool:
        """Whether a pool goes to a region; crews from outside go to all."""
        return pool not in self.pools or self.pools[pool].goes_to(region)

    @property
    def aid_pool(self) -> str | None:
        """The pool of crews from outside, if there is one."""
        return self.mutual_aid.pool if self.mutual_aid else None

    def travel_to(self, region: str) -> Distribution | None:
        """The way to a region; none where nothing says how long it is."""
        known = self.travel.get(region)
        if known is None and region in PROMISED:
            return Distribution(constant=f"{PROMISED[region]:g} min")
        return known

    def promised_in(self, region: str) -> float | None:
        """Minutes within which a crew is promised on site in a region; none where nothing is promised."""
        return self.promised.get(region, PROMISED.get(region))

    def without_way(self, regions: Iterable[str]) -> list[str]:
        """Those of some regions for which nothing says how long the way is."""
        return [region for region in regions if self.travel_to(region) is None]


class EstimateLaw(Part):
    """How an estimated time of restoration is wrong: the time that is left, times bias, times a lognormal error with mean 1."""

    bias: PositiveFactor = 1.0
    """Mean of what is told over what is true: 150 % promises half as long again."""
    cv: Real = Field(default=0.0, ge=0, le=20)
    """Coefficient of variation of the error; 0 is none."""


class Estimates(Part):
    """Estimated times of restoration, given anew at each stage that is named here. One that passes while supply is not back is followed by
    another one at that moment, by the law of the last stage."""

    known: EstimateLaw | None = None
    """When the outage is known; not given there if left out."""
    assigned: EstimateLaw | None = None
    """When the first crew is sent."""
    on_site: EstimateLaw | None = None
    """When the first crew is there."""
    cause: EstimateLaw | None = None
    """When the cause is found."""
    rounded: PositiveMinutes = 30.0
    """Estimates are rounded up to the next multiple of this time of the clock; 30 min (assumed)."""

    @property
    def laws(self) -> dict[str, EstimateLaw]:
        """The stages at which an estimate is given, in their order, with the law of each."""
        found = {name: getattr(self, name) for name in ("known", "assigned", "on_site", "cause")}
        return {name: law for name, law in found.items() if law is not None}


__all__ = ["CREWS", "PROMISED", "CrewPool", "Crews", "EstimateLaw", "Estimates", "MutualAid"]
