"""The scenario: one service system over a horizon, read by :func:`load`. Immutable; variants come from :meth:`Scenario.replace`."""

from __future__ import annotations

import logging
from collections.abc import Mapping, Sequence
from dataclasses import replace
from functools import cached_property
from pathlib import Path
from typing import Annotated, Any, Self

from pydantic import BeforeValidator, Field, PrivateAttr

from sim.scenario.base import Label, Name, Part, Text, Written
from sim.scenario.calendar import Calendar
from sim.scenario.centre import Centre
from sim.scenario.demand import Arrivals, ComeBack, Segment, Service
from sim.scenario.fields import Share
from sim.scenario.files import find
from sim.scenario.floaters import Floaters
from sim.scenario.hall import Hall
from sim.scenario.later import Later
from sim.scenario.loading import build, policies_of, warnings_of
from sim.scenario.office import Category, Office, categories_of
from sim.scenario.order_load import expected_orders
from sim.scenario.outages import Outages
from sim.scenario.overrides import BASELINE, overridden
from sim.scenario.pool import Piece, Pool, rows_of
from sim.scenario.problems import Problem, ScenarioError, few_searches, nearest, value_text
from sim.scenario.site import Site, channels_of, lines_of, sites_of
from sim.scenario.source import Source, read_source
from sim.scenario.staffing import Staffing
from sim.scenario.summary import summary
from sim.scenario.target import Target
from sim.scenario.under_policy import build_under_policy

_log = logging.getLogger(__name__)

EVERYONE = {"everyone": Segment(share="100 %")}

EVERYWHERE = {"everywhere": 1.0}


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
    label: Label = ""
    """What reports call it beside its policies, such as `As it stands`; `baseline` if not given. Each policy may give its own, and is called by
    its key without underscores if it does not."""
    calendar: Calendar
    """Days, hours, interval."""
    services: dict[Name, Service] = {}
    """What customers want; needed wherever customers come."""
    segments: dict[Name, Segment] = Field(default=EVERYONE, min_length=1)
    """Who customers are; one segment `everyone` if not given."""
    regions: dict[Name, Share] = Field(default=EVERYWHERE, min_length=1)
    """Where the customers of work orders live, such as `{city: 60 %, country: 40 %}`, adding up to 100 %; one region `everywhere` if not given."""
    halls: dict[Name, Hall] = {}
    """Service halls."""
    centres: dict[Name, Centre] = {}
    """Call centres. A scenario has halls, centres, or both."""
    offices: dict[Name, Office] = {}
    """Offices, whose departments do the work orders that contacts leave (`services: orders`)."""
    outages: Outages | None = None
    """Customers without supply: outages that are drawn by kind, region and season, come in storms, or are listed; none if not given."""
    pools: dict[Name, Pool] = Field(min_length=1)
    """Staff and machines."""
    floaters: dict[Name, Floaters] = {}
    """People who work now in one hall, now in another; each of the halls has a pool of them."""
    come_back: ComeBack = ComeBack()
    """Who comes back another day."""
    targets: tuple[Target, ...] = ()
    """What a plan must meet."""
    staffing: Staffing | None = None
    """What a plan may choose, and between what bounds."""
    policies: dict[Name, Annotated[dict[str, Any], BeforeValidator(_overrides), Written("overrides")]] = {}
    """Named variants: each a set of overrides, such as `{pools.clerks.heads: 8}`. A policy may begin later, and hold for some work orders only:
    beside its overrides then stand `begins` (a date, or a month such as `2011-07`), and `regions` and `segments` (lists of names); or it has
    `steps`, a list of `{begins, regions, segments, set}`, each with its overrides in `set`, later ones laid over earlier ones. An order lives
    under the rules in force when it was created; heads of pools, and how many customers come, change on the date. What of a policy can begin later:
    heads of pools, new pools, `per_day` of arrivals and its factors, and of offices departments, routing, coordinator, escalations, and what is done in categories, with their deadlines."""

    _source: Source = PrivateAttr()
    _base: Source = PrivateAttr()
    _laid: dict[str, Any] = PrivateAttr(default_factory=dict)
    _policy: str = PrivateAttr(default=BASELINE)
    _later: Later | None = PrivateAttr(default=None)
    _warnings: tuple[Problem, ...] = PrivateAttr(default=())

    def __str__(self) -> str:
        title = f"{self.name} ({self.policy})"
        sites = self.sites.values()
        orders = expected_orders(sites, self.calendar, self.services, self.segments)
        return summary(title, self.calendar, sites, self.pools, self.targets, self.policies, orders)

    def __repr__(self) -> str:
        return f"Scenario({self.name!r}, {self.policy})"

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

    @property
    def later(self) -> Later | None:
        """What begins later under its policy, or holds for some work orders only; None where all holds always, for all."""
        return self._later

    @property
    def warnings(self) -> tuple[Problem, ...]:
        """What its file says that is allowed and yet worth a word: what can never act, and what can hardly be meant. Variants keep it."""
        return self._warnings

    def with_policy(self, name: str) -> Scenario:
        """The scenario under the policy `name` of its file (``baseline``: without one).

        Policies do not add up: `name` takes the place of the policy that it is under. What :meth:`replace` changed
        stays, but where the policy says otherwise.

        Raises
        ------
        ScenarioError
            There is no such policy, or its overrides cannot be meant.
        """
        base = self.base
        if name == BASELINE:
            variant, problems = build(Scenario, base, base)
            return _whole(variant, problems, base, base, name, self._warnings)
        if name not in self.policies:
            hint = nearest(name, [BASELINE, *self.policies])
            raise ScenarioError([base.problem(("policies",), f"has no policy {value_text(name)!r}, {hint}")])
        built = build_under_policy(Scenario, base, name, set())
        return _whole(built.scenario, built.problems, built.source, base, name, self._warnings, built.later)

    def replace(self, overrides: Mapping[str, Any], name: str | None = None) -> Scenario:
        """A variant with other values, written as in the file: ``{"pools.clerks.heads": 8}``.

        `name` is what its policy is called from then on; it keeps its own if not given.

        Raises
        ------
        ScenarioError
            A key is unknown, or a value cannot be meant.
        """
        source, problems = overridden(Scenario, self.source, overrides)
        base = source if self.base is self.source else overridden(Scenario, self.base, overrides)[0]
        if self._later is not None and not problems:
            return self._later_replaced(self._later, base, overrides, name or self._policy)
        variant, more = build(Scenario, source, base)
        return _whole(variant, problems or more, source, base, name or self._policy, self._warnings)

    def _later_replaced(
        self, later: Later, base: Source, overrides: Mapping[str, Any], name: str
    ) -> Scenario:
        """The same of a scenario of which something begins later: the overrides hold in all its steps."""
        more = (*later.more, dict(overrides))
        built = build_under_policy(Scenario, base, later.policy, set(), more)
        found = _whole(built.scenario, built.problems, built.source, base, name, self._warnings, built.later)
        found._later = built.later and replace(built.later, more=more)
        return found

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

    def without_floaters(self) -> Scenario:
        """A variant in which the pools of floaters are pools as any, who need no time to travel; nothing is read or checked again."""
        return self._with({"floaters": {}}, {"floaters": {}}) if self.floaters else self

    def floaters_of(self, pool: str) -> Floaters | None:
        """The floaters of whom a pool is a part, if it is."""
        return next((each for each in self.floaters.values() if pool in each.pools), None)

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
        values = {
            key: rows_of(value) if key.endswith(".heads") else value for key, value in self._laid.items()
        }
        whole = self._base is self._source
        self._source = overridden(Scenario, self._source, values)[0]
        self._base = self._source if whole else overridden(Scenario, self._base, values)[0]
        if self._later is not None:
            self._later = replace(self._later, more=(*self._later.more, values))
        self._laid = {}

    @property
    def measures_asked(self) -> tuple[str, ...]:
        """Names of the measures that targets and a goal ask for."""
        goal = self.staffing.goal if self.staffing else None
        return (*(target.measure for target in self.targets), *([goal.measure] if goal else []))

    @cached_property
    def sites(self) -> dict[str, Site]:
        """All halls, then all call centres, then all offices, and then the crews, by name."""
        return {site.name: site for site in sites_of(self.halls, self.centres, self.offices, self.outages)}

    @property
    def aid_pool(self) -> str | None:
        """The pool of crews from outside, if there is one."""
        return self.outages.crews.aid_pool if self.outages and self.outages.crews else None

    @property
    def has_pauses(self) -> bool:
        """Whether the clocks of some work orders can be stopped."""
        return any(each.pause is not None for each in self.categories.values())

    @property
    def has_meetings(self) -> bool:
        """Whether some work orders may wait for a joint meeting."""
        return any(each.coordinator and each.coordinator.meeting for each in self.offices.values())

    @property
    def has_approvals(self) -> bool:
        """Whether a specialist must approve before something is done about some work orders."""
        return any(level.approval for each in self.offices.values() for level in each.escalations)

    @cached_property
    def categories(self) -> dict[str, Category]:
        """The categories of work orders of all offices, in the order of their numbers, by name."""
        return categories_of(self.offices)

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

    @cached_property
    def has_appointments(self) -> bool:
        """Whether customers can book slots in a hall, under this policy or another: tables of all policies have the same measures."""
        return _says(self._base.data.get("halls"), "appointments") or any(
            "appointments" in dotted.split(".") or _says(value, "appointments")
            for overrides in self.policies.values()
            for dotted, value in overrides.items()
        )

    def pools_at(self, site: str, stage: str) -> tuple[str, ...]:
        """Names of the pools of a site that work at `stage`, in the site's order."""
        return tuple(pool for pool in self.sites[site].pools if self.pools[pool].works_at == stage)


def _says(value: Any, key: str) -> bool:
    """Whether raw data have a key somewhere."""
    return isinstance(value, dict) and (key in value or any(_says(below, key) for below in value.values()))


def _whole(
    scenario: Scenario | None,
    problems: Sequence[Problem],
    source: Source,
    base: Source,
    policy: str,
    warnings: Sequence[Problem] = (),
    later: Later | None = None,
) -> Scenario:
    """A scenario of which nothing is wrong, with what it was made from."""
    if problems or scenario is None:
        raise ScenarioError(problems)
    scenario._source, scenario._base, scenario._policy = source, base, policy
    scenario._warnings, scenario._later = tuple(warnings), later
    return scenario


def load(name: str | Path, policy: str = BASELINE) -> Scenario:
    """Read a scenario, check it and all its policies, and put it under `policy`.

    Parameters
    ----------
    name : str or Path
        A YAML file, or the name of a bundled scenario.
    policy : str
        A policy of the file; ``baseline`` is the scenario without one.

    Raises
    ------
    ScenarioError
        Everything that is wrong, each with file, line, key, value and what would be right.

    Notes
    -----
    What is allowed and yet worth a word is logged as a warning, and kept as :attr:`Scenario.warnings`.
    """
    source = read_source(find(str(name)))
    variants: dict[str, tuple[Part, Source]] = {}
    in_steps: list[str] = []
    with few_searches():
        scenario, problems = build(Scenario, source, source)
        known = {(problem.key, problem.message) for problem in problems}
        if scenario:
            variants[BASELINE] = scenario, source
        for other in policies_of(source):
            built = build_under_policy(Scenario, source, other, known)
            problems += built.problems
            if built.scenario:
                variants[other] = built.scenario, built.source
            if built.later:
                in_steps.append(other)
    warned = [] if problems else warnings_of(variants, in_steps)
    for warning in warned:
        _log.warning("warning: %s", warning)
    found = _whole(scenario, problems, source, source, BASELINE, warned)
    return found if policy == BASELINE else found.with_policy(policy)
