"""The fewest servers that meet a goal, by closed forms: Erlang C, Erlang A, and square-root staffing."""

from __future__ import annotations

import math
from collections.abc import Callable
from dataclasses import dataclass
from typing import Literal

from sim.measures.registry import threshold_minutes
from sim.scenario.target import Target, threshold
from sim.theory import erlang_a, fewest_agents, halfin_whitt_delay, mmc_mean_wait, square_root_staffing

ENDLESS = 300.0
"""Times the length of a service from which on patience counts as endless (assumed: queues of people so patient that are stable at all
are those of Erlang C, and Erlang A would add up a queue of millions)."""

MOST_SERVERS = 10_000
"""Where a search gives up; the most heads of a pool."""


@dataclass(frozen=True)
class Goal:
    """What the closed forms can aim at.

    Attributes
    ----------
    kind : str
        ``mean``: the mean wait is at most `time`; ``within``: at least `share` waits at most `time`; ``abandoned``: at most
        `share` hangs up.
    time : float
        Minutes.
    share : float
        From 0 to below 1; of no meaning for the mean wait.
    lost : str
        How a customer who gives up counts in the share: ``missed``, ``met`` if that was in time, or ``left out``.
    """

    kind: Literal["mean", "within", "abandoned"]
    time: float
    share: float = 0.0
    lost: Literal["missed", "met", "left out"] = "missed"


def goal_of(target: Target) -> Goal | None:
    """The goal that a target is for the closed forms; None where they know nothing of its measure."""
    if target.measure == "wait_mean" and target.at_most is not None:
        return Goal("mean", threshold(target))
    level = target.measure.startswith("service_level_")
    if (level or target.measure.startswith("wait_within_")) and target.at_least is not None:
        share = min(threshold(target), 1 - 1e-9)
        return Goal("within", threshold_minutes(target.measure), share, "missed" if level else "left out")
    return None


def fewest(rate: float, handle: float, goal: Goal, patience: float | None = None) -> int:
    """The fewest servers with which a stationary queue meets a goal.

    Parameters
    ----------
    rate : float
        Arrivals a minute.
    handle : float
        Mean minutes of a service, exponential.
    goal : Goal
        What to meet.
    patience : float, optional
        Mean minutes of exponential patience: Erlang A. Without it nobody leaves: Erlang C.

    Raises
    ------
    ValueError
        No number of servers up to 10,000 meets it.
    """
    if rate * handle == 0:
        return 0
    patience = shorter_than_endless(patience, handle)
    if patience is None and goal.kind == "abandoned":
        return math.floor(rate * handle) + 1  # nobody hangs up, but the queue must not grow without end
    if patience is None and goal.kind == "within":
        return fewest_agents(rate, 1 / handle, goal.share, goal.time)
    if patience is None:
        return _least(
            lambda servers: float(mmc_mean_wait(rate, 1 / handle, servers)) <= goal.time,
            math.floor(rate * handle) + 1,
        )
    return _least(lambda servers: _patient(rate, handle, 1 / patience, servers, goal), 1)


def shorter_than_endless(patience: float | None, handle: float) -> float | None:
    """Mean patience; None where it is so long that nobody leaves."""
    return patience if patience is not None and patience < ENDLESS * handle else None


def _patient(rate: float, handle: float, leaving: float, servers: int, goal: Goal) -> bool:
    queue = erlang_a(rate, 1 / handle, leaving, servers)
    if goal.kind == "mean":
        return bool(queue.mean_wait_served <= goal.time)
    if goal.kind == "abandoned":
        return bool(queue.abandonment <= goal.share)
    return bool(queue.service_level(goal.time, goal.lost) >= goal.share)


def _least(meets: Callable[[int], bool], first: int) -> int:
    """The least number from `first` on that meets something which, once met, stays so: doubling, then bisection."""
    step, low, high = 1, first - 1, first
    while high > MOST_SERVERS or not meets(high):
        if high > MOST_SERVERS:
            raise ValueError(f"no number of servers up to {MOST_SERVERS:,} meets the goal")
        low, high, step = high, high + step, 2 * step
    while high - low > 1:
        middle = (low + high) // 2
        low, high = (low, middle) if meets(middle) else (middle, high)
    return high


def fewest_by_square_root(load: float, handle: float, goal: Goal) -> int:
    """Servers by the square-root rule ``a + beta sqrt(a)``, with the least beta that meets the goal in the limit.

    In the limit of many servers the wait is exponential with rate ``beta sqrt(a) / handle`` for the share
    ``P(beta)`` of Halfin and Whitt (1981) who wait at all; nobody leaves.

    Parameters
    ----------
    load : float
        Offered load in Erlang.
    handle : float
        Mean minutes of a service.
    goal : Goal
        What to meet.
    """
    from scipy.optimize import brentq

    if load == 0:
        return 0

    def excess(beta: float) -> float:
        waits, drain = float(halfin_whitt_delay(beta)), beta * math.sqrt(load) / handle
        if goal.kind == "mean":
            return waits / drain - goal.time
        return waits * math.exp(-drain * goal.time) - (1 - goal.share)

    least, most = 1e-9, 12.0
    if excess(least) <= 0:
        beta = 0.0
    elif excess(most) >= 0:
        beta = most
    else:
        beta = float(brentq(excess, least, most))
    return int(square_root_staffing(load, beta))
