"""Heads required in each interval, by closed forms: the first of the two steps that everybody uses.

Variants (`variant`), all with a stationary queue in each interval on its own:

* ``sipp``: the interval's mean rate (stationary, independent, period by period),
* ``max``: the highest rate of any of its minutes,
* ``lag``: the mean rate of the interval one mean service time earlier, since a queue follows its arrivals,
* ``mol``: the modified offered load, the mean number present if there were servers without end,
* ``square_root``: ``a + beta sqrt(a)`` on the mean rate's load.

Sources: Green, Kolesar and Soares, "Improving the SIPP approach for staffing service systems that have cyclic demands",
*Operations Research* 49 (2001), for the first three; Jennings, Mandelbaum, Massey and Whitt, "Server staffing to meet
time-varying demand", *Management Science* 42 (1996), for the modified offered load.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal, get_args

import numpy as np

from optimize.requirements.call_load import kinds_of, scheduled
from optimize.requirements.counter_load import Floats, counter_work, hours_on, rates_on
from optimize.requirements.desk_groups import desk_groups
from optimize.requirements.erlang import Goal, fewest, fewest_by_square_root
from sim.scenario import Scenario
from sim.scenario.units import DAY, Window

Variant = Literal["sipp", "max", "lag", "mol", "square_root"]
VARIANTS: tuple[Variant, ...] = get_args(Variant)

Way = Variant | Literal["simulation"]
"""How requirements are worked out: by one of the closed forms, or by simulation (see `simulated_needs`)."""
WAYS: tuple[Way, ...] = (*VARIANTS, "simulation")


@dataclass(frozen=True)
class Requirement:
    """Heads that some services need in one interval of a day.

    Attributes
    ----------
    site : str
        Where: a hall, or a call centre.
    pools : tuple of str
        Pools of which every one can do all these services; heads are of any of them together.
    day : int
        Day of the horizon.
    span : Window
        The interval, cut to the opening, in minutes after midnight.
    rate : float
        Visits a minute that the closed form was given.
    load : float
        Offered load in Erlang.
    heads : int
        The fewest that meet the goal, and as many more as are away then, if all are of the pool of which most are.
    """

    site: str
    pools: tuple[str, ...]
    day: int
    span: Window
    rate: float
    load: float
    heads: int


def requirements(
    scenario: Scenario, goal: Goal, variant: Variant = "sipp", factor: float = 1.0
) -> list[Requirement]:
    """Requirements of all counters on all days.

    Services that the same pools can do have one requirement together. Groups of services do not help each other: five
    heads with both skills never count as five for each.

    Parameters
    ----------
    scenario : Scenario
        Whose demand; its heads have no influence.
    goal : Goal
        What each interval must meet.
    variant : str
        See the module's text.
    factor : float
        Times which volume; more than 1 for caution.
    """
    known: dict[tuple[float, float], int] = {}
    found = []
    for hall, pools, services in groups(scenario):
        work = counter_work(scenario, services)
        handle = work.minutes / min(scenario.pools[pool].speed for pool in pools)
        patience = scenario.halls[hall].patience
        patient = patience.mean_minutes if patience else None
        for day in range(scenario.calendar.days):
            visits = rates_on(scenario, hall, day) * work.share * work.visits * factor
            for span in intervals_on(scenario, hall, day):
                rate = rate_of(visits, span, handle, variant)
                key = (round(rate, 12), handle)
                if key not in known:
                    known[key] = (
                        fewest_by_square_root(rate * handle, handle, goal)
                        if variant == "square_root"
                        else fewest(rate, handle, goal, patient)
                    )
                heads = max(
                    scheduled(scenario.pools[pool], known[key], scenario.calendar, day, span.start)
                    for pool in pools
                )
                found.append(Requirement(hall, pools, day, span, rate, rate * handle, heads))
    return found


def groups(scenario: Scenario) -> list[tuple[str, tuple[str, ...], tuple[str, ...]]]:
    """Hall, pools at its counters, and the services that just these pools can do."""
    found: dict[tuple[str, tuple[str, ...]], list[str]] = {}
    for hall in scenario.halls:
        counters = scenario.pools_at(hall, "counter")
        for service in scenario.services:
            able = tuple(
                pool
                for pool in counters
                if scenario.pools[pool].serves == "all" or service in scenario.pools[pool].serves
            )
            if able:
                found.setdefault((hall, able), []).append(service)
    return [(hall, pools, tuple(services)) for (hall, pools), services in found.items()]


def able_together(scenario: Scenario) -> list[tuple[str, ...]]:
    """Sets of pools of which each must have somebody at some time: for the services of each hall, the calls of each centre, the desks of each
    office."""
    found = [pools for _, pools, _ in groups(scenario)] + [kind.pools for kind in kinds_of(scenario)]
    for name, office in scenario.offices.items():
        found += [group.pools for group in desk_groups(scenario, name, all_pools=True)]
        found += [(pool,) for pool in office.extra_pools]
    return list(dict.fromkeys(found))


def intervals_on(scenario: Scenario, hall: str, day: int) -> list[Window]:
    """Intervals of the calendar on a day, cut to the opening hours."""
    length = scenario.calendar.interval
    spans = []
    for window in hours_on(scenario, hall, day):
        first, last = int(window.start // length), int(np.ceil(window.end / length))
        cuts = (
            Window(max(window.start, number * length), min(window.end, (number + 1) * length))
            for number in range(first, last)
        )
        spans += [cut for cut in cuts if cut.start < cut.end]
    return spans


def rate_of(visits: Floats, span: Window, handle: float, variant: Variant) -> float:
    """The rate that stands for an interval: visits a minute."""
    start, end = int(span.start), max(int(span.start) + 1, int(span.end))
    if variant == "max":
        return float(visits[start:end].max())
    if variant == "lag":
        behind = np.interp(
            np.array([start, end]) - handle, np.arange(DAY + 1), np.concatenate(([0.0], np.cumsum(visits)))
        )
        return float((behind[1] - behind[0]) / (end - start))
    if variant == "mol":
        return float(present(visits, handle)[start:end].mean() / handle)
    return float(visits[start:end].mean())


def present(rates: Floats, handle: float) -> Floats:
    """Mean number present in a system with servers without end that starts empty, averaged over each minute.

    Services are exponential: ``m' = rate - m / handle``, whose solution under a constant rate is exact. Eick, Massey
    and Whitt, "The physics of the M_t/G/infinity queue", *Operations Research* 41 (1993).

    Parameters
    ----------
    rates : ndarray
        Arrivals a minute in each minute, shape (minutes,).
    handle : float
        Mean minutes of a service.
    """
    stay = np.exp(-1 / handle)
    means, number = np.empty(len(rates)), 0.0
    for minute, rate in enumerate(rates):
        steady = rate * handle
        means[minute] = steady + (number - steady) * handle * (1 - stay)
        number = steady + (number - steady) * stay
    return means
