"""Teams of a call centre: pools that share calls, with the calls that come to them minute by minute and the work of one."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from optimize.requirements.call_load import (
    CallKind,
    calls_on,
    is_chat,
    kinds_of,
    quality,
    repeats,
    to_agents,
    work,
)
from sim.scenario import Scenario
from sim.scenario.phone import Patience
from sim.scenario.pool import Pool

Floats = NDArray[np.float64]


@dataclass(frozen=True)
class Team:
    """Pools, and the calls that they answer together.

    Attributes
    ----------
    centre : str
        Where they work.
    pools : tuple of str
        Their names.
    rates : dict
        By line, calls a minute in each minute of each day of the horizon, shape (days, 1440).
    handed : ndarray
        The same of calls that other pools hand over, which no measure counts as calls again.
    handle : float
        Mean minutes for which a call, or a chat, takes one seat, with the work after it.
    seats : int
        Calls or chats that a head has in hand at once.
    patience : float or None
        Mean minutes until somebody hangs up; None where nobody does.
    """

    centre: str
    pools: tuple[str, ...]
    rates: dict[str, Floats]
    handed: Floats
    handle: float
    seats: int
    patience: float | None

    @property
    def rate(self) -> Floats:
        """All calls a minute, shape (days, 1440)."""
        return np.asarray(sum(self.rates.values(), self.handed))


def first_teams(scenario: Scenario) -> list[Team]:
    """A team for each set of pools that is the first step of a route: calls split by the shares of the routes."""
    return _teams(scenario, lambda kind: kind.steps[0])


def joint_teams(scenario: Scenario) -> list[Team]:
    """Teams of pools that help each other within seconds."""
    joined: dict[str, frozenset[str]] = {}
    for kind in kinds_of(scenario):
        together = frozenset(kind.soon).union(*(joined.get(pool, frozenset()) for pool in kind.soon))
        joined |= dict.fromkeys(together, together)
    return _teams(
        scenario, lambda kind: tuple(pool for pool in scenario.pools if pool in joined[kind.soon[0]])
    )


def narrow_loads(scenario: Scenario) -> dict[tuple[str, ...], Floats]:
    """Work in Erlang that not all pools of a joint team can do, by the pools that can, shape (days, 1440); with what is handed
    over to some of them."""
    teams = {pool: team.pools for team in joint_teams(scenario) for pool in team.pools}
    found: dict[tuple[str, ...], Floats] = {}
    for kind in kinds_of(scenario):
        calls, giver = _calls(scenario, kind), scenario.pools[kind.steps[0][0]]
        parts = [(kind.soon, 1.0)]
        if giver.phone.transfer:
            unsolved = 1 - scenario.services[kind.service].phone.solved * quality(giver, kind)
            parts.append((giver.phone.transfer.to, unsolved * giver.phone.transfer.share))
        for pools, share in parts:
            if set(pools) < set(teams[pools[0]]):
                minutes = work(scenario, scenario.pools[pools[0]], kind)
                found[pools] = found.get(pools, 0.0) + share * minutes * calls
    return found


def _teams(scenario: Scenario, pools_of: Callable[[CallKind], tuple[str, ...]]) -> list[Team]:
    """A team for each set of pools; what is handed over goes to the first team with the pool that takes it."""
    kinds: dict[tuple[str, tuple[str, ...]], list[CallKind]] = {}
    for kind in kinds_of(scenario):
        kinds.setdefault((kind.centre, pools_of(kind)), []).append(kind)
    calls = {kind: _calls(scenario, kind) for some in kinds.values() for kind in some}
    handed: dict[tuple[str, tuple[str, ...]], list[tuple[CallKind, Floats]]] = {key: [] for key in kinds}
    for kind, rates in calls.items():
        giver = scenario.pools[kind.steps[0][0]]
        transfer = giver.phone.transfer
        taker = next((key for key in kinds if transfer and transfer.to[0] in key[1]), None)
        if transfer and taker:
            unsolved = 1 - scenario.services[kind.service].phone.solved * quality(giver, kind)
            handed[taker].append((kind, unsolved * transfer.share * rates))
    return [
        _team(scenario, key, [(kind, calls[kind]) for kind in some], handed[key])
        for key, some in kinds.items()
    ]


def _calls(scenario: Scenario, kind: CallKind) -> Floats:
    """Calls of a kind a minute that want an agent, repeats with them, shape (days, 1440)."""
    days = range(scenario.calendar.days)
    first = np.array([calls_on(scenario, kind.centre, kind.line, day) for day in days])
    return first * kind.share * to_agents(scenario, kind) * repeats(scenario, kind)


def _team(
    scenario: Scenario,
    key: tuple[str, tuple[str, ...]],
    kinds: Sequence[tuple[CallKind, Floats]],
    handed: Sequence[tuple[CallKind, Floats]],
) -> Team:
    centre, pools = key
    rates: dict[str, Floats] = {}
    for kind, calls in kinds:
        rates[kind.line] = rates.get(kind.line, 0.0) + calls
    every = [*kinds, *handed]
    taken = [(float(calls.sum()), _who(scenario, kind, pools), kind) for kind, calls in every]
    seats = min(_seats(scenario, pool, kind) for _, pool, kind in taken)
    minutes = sum(total * work(scenario, pool, kind) * seats for total, pool, kind in taken)
    return Team(
        centre,
        pools,
        rates,
        np.asarray(sum((calls for _, calls in handed), np.zeros((scenario.calendar.days, 1440)))),
        minutes / max(1e-12, sum(total for total, _, _ in taken)),
        seats,
        _patience(scenario.centres[centre].patience),
    )


def _who(scenario: Scenario, kind: CallKind, pools: tuple[str, ...]) -> Pool:
    """The pool of a team that calls of a kind go to first."""
    able = next((pool for pool in kind.pools if pool in pools), pools[0])
    return scenario.pools[able]


def _seats(scenario: Scenario, pool: Pool, kind: CallKind) -> int:
    """Contacts of a kind that an agent of a pool has in hand at once."""
    chats = is_chat(scenario, kind) and pool.phone.chats
    return chats.at_once if chats else 1


def _patience(patience: Patience | None) -> float | None:
    if patience is None or patience.endless == 1:
        return None
    return patience.time.mean_minutes / (1 - patience.endless)
