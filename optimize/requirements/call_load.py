"""The load of a call centre: calls of each kind in each minute of a day, and how long an agent works on one.

What closed forms and the programs need, worked out from the scenario alone, without simulation. First calls come by the lines'
profiles; those who were not helped by the app come on top, later by the mean times there. Who is served by the menu, or hangs
up in it, is left off. Of those who call again only the ones whose matter an agent did not solve are foreseen, as a factor on the
calls, and those who hang up in the menu; simulation says what busy tones, impatience and moves between lines add.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from math import ceil

import numpy as np
from numpy.typing import NDArray

from sim.scenario import Scenario
from sim.scenario.calendar import Calendar
from sim.scenario.centre import answerers, routes_of, taken
from sim.scenario.demand import Arrivals, Service
from sim.scenario.distributions import Distribution
from sim.scenario.pool import Pool
from sim.scenario.segments import share_of, time_factor_of
from sim.scenario.units import DAY

Floats = NDArray[np.float64]

SOON = 20 / 60
"""Minutes after which a pool of a later step still helps within seconds (assumed: the usual threshold of a service level)."""


@dataclass(frozen=True)
class CallKind:
    """Calls of one line, for one service, on one route.

    Attributes
    ----------
    centre, line, service : str
        Their names.
    share : float
        Share of the calls of the line.
    steps : tuple of tuple of str
        The pools of each step of the route that can answer them; steps without any are left out.
    soon : tuple of str
        Those of them that take a call within seconds, however few of their agents are free.
    from_when : dict
        By pool after how many minutes it takes a call at the earliest.
    at_once : frozenset of str
        Pools that take a call as soon as one of their agents is free.
    """

    centre: str
    line: str
    service: str
    share: float
    steps: tuple[tuple[str, ...], ...]
    soon: tuple[str, ...]
    from_when: Mapping[str, float] = field(default_factory=dict, compare=False)
    at_once: frozenset[str] = frozenset()

    @property
    def pools(self) -> tuple[str, ...]:
        """All pools that can answer them."""
        return tuple(pool for step in self.steps for pool in step)


def kinds_of(scenario: Scenario) -> Iterator[CallKind]:
    """The kinds of calls of all centres that somebody makes; shares of services are those of `services`, not of a mix by time."""
    for name, centre in scenario.centres.items():
        for line in centre.lines:
            for service in scenario.services:
                reached, wanted = 0.0, share_of(service, scenario.services, scenario.segments)
                for route in taken(centre, line, service) if wanted else ():
                    share = wanted * (route.until - reached)
                    reached = route.until
                    yield _kind(scenario, name, line, service, route.number, share)


def _kind(scenario: Scenario, name: str, line: str, service: str, number: int, share: float) -> CallKind:
    centre, pools = scenario.centres[name], scenario.pools
    route = routes_of(centre)[number]
    can = answerers(route, centre, pools, line, service)
    steps = [tuple(pool for pool in step.pools if pool in can) for step in route.steps]
    early = [
        pool
        for step, can_take in zip(route.steps, steps, strict=True)
        for pool in can_take
        if step.after <= SOON and not step.reserve
    ]
    first, *others = (step for step in steps if step)
    from_when = dict[str, float]()
    for step, can_take in zip(route.steps, steps, strict=True):
        after = 0.0 if step.waiting else step.after
        from_when |= {pool: min(after, from_when.get(pool, after)) for pool in can_take}
    at_once = frozenset(
        pool
        for step, can_take in zip(route.steps, steps, strict=True)
        for pool in can_take
        if not (step.after or step.waiting or step.reserve)
    )
    soon = tuple(dict.fromkeys((*first, *early)))
    return CallKind(name, line, service, share, (first, *others), soon, from_when, at_once)


def calls_on(scenario: Scenario, name: str, line: str, day: int) -> Floats:
    """First contacts of a line in each minute of a day of the horizon, shape (1440,): those of the line, and those from the app."""
    centre = scenario.centres[name]
    found = _arrivals_on(scenario, name, centre.lines[line].arrivals, day)
    if centre.app is None:
        return found
    goes = (1 - centre.app.contained) * centre.app.then.get(line, 0.0)
    later = round(centre.app.time.mean_minutes + centre.app.after.mean_minutes)
    return found + goes * np.roll(_arrivals_on(scenario, name, centre.app.arrivals, day), later)


def _arrivals_on(scenario: Scenario, name: str, arrivals: Arrivals, day: int) -> Floats:
    date, rates = scenario.calendar.date(day), np.zeros(round(DAY))
    weekday = scenario.calendar.weekday(date)
    weights = [row.weights[weekday] for row in arrivals.profile]
    for row, weight in zip(arrivals.profile, weights, strict=True):
        rates[int(row.start) : int(row.end)] += weight / (row.end - row.start)
    opened = np.zeros_like(rates)
    hours = scenario.sites[name].hours(scenario.calendar, day)
    for window in hours:
        opened[int(window.start) : int(window.end)] = 1
    rates *= opened * (arrivals.mean_on(date, weekday) / sum(weights) if any(weights) else 0.0)
    if arrivals.at_start and hours and day == _first_open_day(scenario, name):
        rates[int(hours[0].start)] += arrivals.waiting_at_start
    return rates


def _first_open_day(scenario: Scenario, name: str) -> int:
    site, calendar = scenario.sites[name], scenario.calendar
    return next(day for day in range(calendar.days) if site.hours(calendar, day))


def is_chat(scenario: Scenario, kind: CallKind) -> bool:
    """Whether calls of a kind are chats."""
    return scenario.centres[kind.centre].lines[kind.line].channel == "chat"


def to_agents(scenario: Scenario, kind: CallKind) -> float:
    """Share of the calls of a kind that the menu lets through to an agent; all chats."""
    centre, service = scenario.centres[kind.centre], scenario.services[kind.service]
    if is_chat(scenario, kind) or centre.menu is None:
        return 1.0
    return (1 - service.phone.in_menu) * (1 - centre.menu.leave)


def repeats(scenario: Scenario, kind: CallKind) -> float:
    """Calls of a case that is always answered, against its first calls: who hung up in the menu, and whose matter was not
    solved, may call again; a geometric number, of which the end at `most_calls` is left out."""
    centre, service = scenario.centres[kind.centre], scenario.services[kind.service]
    through = to_agents(scenario, kind)
    left = (1 - service.phone.in_menu) * centre.menu.leave if centre.menu and through < 1 else 0.0
    pool = scenario.pools[kind.steps[0][0]]
    unsolved = 1 - service.phone.solved * quality(pool, kind)
    again = left * centre.redial.left_menu + through * unsolved * centre.redial.unsolved
    return 1 / (1 - again)


def work(scenario: Scenario, pool: Pool, kind: CallKind) -> float:
    """Mean minutes that an agent of a pool works on one call of a kind, with the work after it; on a chat, at the pace of all
    chats at once, a chat's share of them."""
    service = scenario.services[kind.service]
    chats = is_chat(scenario, kind)
    talk = time_of(service, chats).mean_minutes
    talk *= time_factor_of(kind.service, scenario.services, scenario.segments)
    minutes = talk + service.phone.after_call.mean_minutes
    return minutes / (_level(pool, kind, "speed") * pool.speed) / (chats_at_once(pool) if chats else 1)


def time_of(service: Service, is_chat: bool) -> Distribution:
    """Time of a talk, or of a chat for an agent who has no other, at speed 100 %."""
    talk = service.phone.talk_time or service.handle_time
    return service.phone.chat_time or talk if is_chat else talk


def chats_at_once(pool: Pool) -> float:
    """How many times as productive as with one chat an agent of a pool is with as many as it may have, at their pace."""
    chats = pool.phone.chats
    if chats is None:
        return 1.0
    return max(
        number * chats.pace[min(number, len(chats.pace)) - 1] for number in range(1, chats.at_once + 1)
    )


def quality(pool: Pool, kind: CallKind) -> float:
    """Factor on the share of the calls of a kind that a pool solves."""
    return min(1.0, pool.phone.quality * _level(pool, kind, "quality"))


def _level(pool: Pool, kind: CallKind, what: str) -> float:
    of_service, of_line = pool.phone.levels.get(kind.service), pool.phone.line_levels.get(kind.line)
    return float(getattr(of_service, what, 1.0) * getattr(of_line, what, 1.0))


def scheduled(pool: Pool, heads: float, calendar: Calendar, day: int, time: float) -> int:
    """Heads to schedule so that so many are there on average: more for those who are missing, and for those who are away at a time."""
    away = away_at(pool, calendar, day, time)
    return ceil(heads / (1 - pool.chance_missing) + away - 1e-9) if heads > 0 else 0


def away_at(pool: Pool, calendar: Calendar, day: int, time: float) -> int:
    """Heads of a pool that are on leave, in training or at a break at a time of a day, if it has as many."""
    date = calendar.date(day)
    weekday = calendar.weekday(date)
    on_leave = (each.heads for each in pool.leave if each.first <= date <= each.last)
    in_training = (
        each.heads
        for each in pool.trainings
        if weekday in each.days and each.time.start <= time < each.time.end
    )
    at_break = (
        each.at_once
        for each in pool.breaks
        if weekday in each.days and 0 <= time - each.within.start < each.turns * each.length
    )
    return sum(on_leave) + sum(in_training) + sum(at_break)
