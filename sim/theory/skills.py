"""Classes of calls before pools of agents with different skills: N, W, M and other designs, as a Markov chain.

Which pool a call goes to, and which call a free agent takes, follow fixed orders. Service is exponential with one mean in each pool,
patience exponential in each class, so that the numbers of busy agents and of waiting calls are a Markov chain.

Source of the designs: Garnett and Mandelbaum, "An introduction to skills-based routing and its operational complexities", Technion 2000.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike

from sim.theory.arguments import Floats, positive, whole
from sim.theory.chain import State, markov_chain

BEYOND = 1e-9
"""Probability of a full queue above which the chain is cut too short."""


@dataclass(frozen=True)
class SkillQueue:
    """The steady state of a design. Made by :func:`skill_queue`.

    Attributes
    ----------
    abandonment, mean_wait : ndarray, shape (classes,)
        Share of each class that hangs up, and mean time in queue of all its calls.
    occupancy : ndarray, shape (pools,)
        Share of the agents of each pool that are busy.
    """

    abandonment: Floats
    mean_wait: Floats
    occupancy: Floats


def skill_queue(
    arrival_rates: ArrayLike,
    patience_rates: ArrayLike,
    service_rates: ArrayLike,
    servers: ArrayLike,
    routes: Sequence[Sequence[int]],
    most_waiting: int = 40,
) -> SkillQueue:
    """The steady state of a design of classes and pools.

    Parameters
    ----------
    arrival_rates, patience_rates : array_like, shape (classes,)
        Arrivals in a unit of time, and one over the mean patience. A free agent takes the waiting class that is named first.
    service_rates, servers : array_like, shape (pools,)
        Services of one busy agent in a unit of time, and number of agents.
    routes : sequence of sequence of int
        For each class the numbers of its pools; a call takes the first of them that has an agent free.
    most_waiting : int
        Calls of a class that may wait; further ones are lost, which has to be so rare that it does not matter.

    Raises
    ------
    ValueError
        An argument is out of range, shapes do not agree, or more calls wait than `most_waiting` has room for.
    """
    rates, patience = positive("arrival_rates", arrival_rates), positive("patience_rates", patience_rates)
    pace, heads = positive("service_rates", service_rates), whole("servers", servers)
    if not (len(rates) == len(patience) == len(routes) and len(pace) == len(heads)):
        raise ValueError(
            "shapes do not agree, give a patience and a route for each class, and servers for each pool"
        )
    pools, classes = range(len(heads)), range(len(rates))

    def change(state: State, place: int, by: int) -> State:
        return (*state[:place], state[place] + by, *state[place + 1 :])

    def moves(state: State) -> list[tuple[State, float]]:
        busy, waiting = state[: len(pools)], state[len(pools) :]
        found: list[tuple[State, float]] = []
        for each in classes:
            free = [pool for pool in routes[each] if busy[pool] < heads[pool]]
            if free:
                found.append((change(state, free[0], 1), rates[each]))
            elif waiting[each] < most_waiting:
                found.append((change(state, len(pools) + each, 1), rates[each]))
            if waiting[each]:
                found.append((change(state, len(pools) + each, -1), waiting[each] * patience[each]))
        for pool in pools:
            if busy[pool]:
                next_class = [each for each in classes if waiting[each] and pool in routes[each]]
                place = len(pools) + next_class[0] if next_class else pool
                found.append((change(state, place, -1), busy[pool] * pace[pool]))
        return found

    chain = markov_chain((0,) * (len(pools) + len(classes)), moves)
    mean = chain.steady_state @ np.array(chain.states, dtype=np.float64)
    full = chain.mean(chain.steady_state, lambda state: max(state[len(pools) :]) == most_waiting)
    if full > BEYOND:
        raise ValueError(f"most_waiting = {most_waiting} is reached {full:.1e} of the time, give more")
    busy, queues = mean[: len(pools)], mean[len(pools) :]
    return SkillQueue(patience * queues / rates, queues / rates, busy / heads)
