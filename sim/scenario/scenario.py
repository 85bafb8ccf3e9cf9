"""The scenario: one service system over a horizon. Immutable; variants come from :meth:`Scenario.replace`."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cached_property
from typing import Annotated, Any, Self

from pydantic import BeforeValidator, Field, PrivateAttr

from sim.scenario.base import Name, Part, Text, Written
from sim.scenario.calendar import Calendar
from sim.scenario.centre import Centre
from sim.scenario.demand import Arrivals, ComeBack, Segment, Service
from sim.scenario.hall import Hall
from sim.scenario.pool import Piece, Pool, rows_of
from sim.scenario.site import Site, channels_of, lines_of, sites_of
from sim.scenario.source import Source
from sim.scenario.staffing import Staffing
from sim.scenario.target import Target

BASELINE = "baseline"
"""The scenario without a policy."""

EVERYONE = {"everyone": Segment(share="100 %")}


def _overrides(value: Any) -> Any:
    if not isinstance(value, dict):
        raise ValueError("is not a set of overrides, write {pools.clerks.heads: 8}")
    return value


class Scenario(Part):
    """One service system over a horizon: calendar, demand, staff, rules, costs, targets."""

    name: Text = Field(min_length=1, max_length=200, examples=["Lecong service hall"])
    """What the scenario is called in reports."""
    note: Text = ""
    """A sentence about it for the reader of the report; a policy may give its own."""
    calendar: Calendar
    """Days, hours, interval."""
    services: dict[Name, Service] = Field(min_length=1)
    """What customers want."""
    segments: dict[Name, Segment] = Field(default=EVERYONE, min_length=1)
    """Who customers are; one segment `everyone` if not given."""
    halls: dict[Name, Hall] = {}
    """Service halls."""
    centres: dict[Name, Centre] = {}
    """Call centres. A scenario has halls, centres, or both."""
    pools: dict[Name, Pool] = Field(min_length=1)
    """Staff and machines."""
    come_back: ComeBack = ComeBack()
    """Who comes back another day."""
    targets: tuple[Target, ...] = ()
    """What a plan must meet."""
    staffing: Staffing | None = None
    """What a plan may choose, and between what bounds."""
    policies: dict[Name, Annotated[dict[str, Any], BeforeValidator(_overrides), Written("overrides")]] = {}
    """Named variants: each a set of overrides, such as `{pools.clerks.heads: 8}`."""

    _source: Source = PrivateAttr()
    _base: Source = PrivateAttr()
    _laid: dict[str, Any] = PrivateAttr(default_factory=dict)
    _policy: str = PrivateAttr(default=BASELINE)

    @property
    def source(self) -> Source:
        """What it was made from: the file, with all overrides laid over it."""
        self._write()
        return self._source

    @property
    def base(self) -> Source:
        """The same without its policy: the file, with what was replaced."""
        self._write()
        return self._base

    @property
    def policy(self) -> str:
        """The policy that this is under; ``baseline`` without one."""
        return self._policy

    def with_policy(self, name: str) -> Scenario:
        """The scenario under the policy `name` of its file (``baseline``: without one).

        Policies do not add up: `name` takes the place of the policy that it is under. What :meth:`replace` changed
        stays, but where the policy says otherwise.

        Raises
        ------
        ScenarioError
            There is no such policy, or its overrides cannot be meant.
        """
        from sim.scenario.loading import apply_policy

        return apply_policy(self, name)

    def replace(self, overrides: Mapping[str, Any], name: str | None = None) -> Scenario:
        """A variant with other values, written as in the file: ``{"pools.clerks.heads": 8}``.

        `name` is what its policy is called from then on; it keeps its own if not given.

        Raises
        ------
        ScenarioError
            A key is unknown, or a value cannot be meant.
        """
        from sim.scenario.loading import override

        return override(self, overrides, name or self._policy)

    def with_heads(self, pieces: Mapping[str, tuple[Piece, ...]]) -> Scenario:
        """A variant in which some pools have other heads, who are paid while they are on duty, and no shifts; nothing is read or checked
        again, which a search has no time for.

        Parameters
        ----------
        pieces : mapping
            The schedule of each of these pools, such as another scenario's pool has it.
        """
        pools = dict(self.pools)
        laid: dict[str, Any] = {}
        for name, own in pieces.items():
            pools[name] = pools[name].model_copy(update={"heads": own, "paid": (), "shifts": ()})
            laid[f"pools.{name}.heads"] = own
            laid |= {
                f"pools.{name}.{key}": [] for key in ("paid", "shifts") if getattr(self.pools[name], key)
            }
        return self._with({"pools": pools}, laid)

    def with_staffing(self, staffing: Staffing) -> Scenario:
        """A variant with another section `staffing`; nothing is read or checked again."""
        return self._with({"staffing": staffing}, {"staffing": staffing})

    def model_copy(self, *, update: Mapping[str, Any] | None = None, deep: bool = False) -> Self:
        """A copy with the same values.

        Raises
        ------
        TypeError
            There are others: the copy would keep the source of the old ones, and lose the new ones when it is varied again.
        """
        if update:
            raise TypeError("a scenario with other values is made by replace, with_heads or with_staffing")
        return super().model_copy(deep=deep)

    def _with(self, fields: Mapping[str, Any], laid: Mapping[str, Any]) -> Scenario:
        """A variant with other fields, and what its source has to say of them, by dotted key."""
        variant = super().model_copy(update=fields)
        variant._laid = {**self._laid, **laid}
        return variant

    def _write(self) -> None:
        """Let the sources say what was laid over them: when they are asked for, since most variants of a search never are."""
        if not self._laid:
            return
        from sim.scenario.overrides import overridden

        values = {
            key: rows_of(value) if key.endswith(".heads") else value for key, value in self._laid.items()
        }
        whole = self._base is self._source
        self._source = overridden(self._source, values, ())[0]
        self._base = self._source if whole else overridden(self._base, values, ())[0]
        self._laid = {}

    @cached_property
    def sites(self) -> dict[str, Site]:
        """All halls, and then all call centres, by name."""
        return {site.name: site for site in sites_of(self.halls, self.centres)}

    def site_of(self, pool: str) -> Site:
        """The site at which a pool works."""
        return next(site for site in self.sites.values() if pool in site.pools)

    @property
    def channels(self) -> list[str]:
        """Channels through which contacts come."""
        return channels_of(self.sites.values())

    @property
    def arrivals(self) -> tuple[Arrivals, ...]:
        """Who comes by each door of each site."""
        return tuple(door.arrivals for site in self.sites.values() for door in site.doors)

    @property
    def languages(self) -> tuple[str, ...]:
        """Names of all lines of all centres, each once."""
        return lines_of(self.sites.values())

    def pools_at(self, site: str, stage: str) -> tuple[str, ...]:
        """Names of the pools of a site that work at `stage`, in the site's order."""
        return tuple(pool for pool in self.sites[site].pools if self.pools[pool].works_at == stage)
