"""M/E_k/c: service in k equal exponential stages, as a Markov chain of the stages in hand.

Sources: Hillier and Lo, *Tables for Multiple-Server Queueing Systems Involving Erlang Distributions*, Stanford 1971; Seelen, Tijms and van
Hoorn, *Tables for Multi-Server Queues*, 1985.
"""

from __future__ import annotations

import math
from typing import NamedTuple

from sim.theory.arguments import positive, whole
from sim.theory.chain import State, markov_chain


class StagedQueue(NamedTuple):
    """The steady state of M/E_k/c.

    Attributes
    ----------
    wait_probability : float
        Share of arrivals that find all servers busy.
    queue, mean_wait : float
        Mean number waiting, and mean wait of all arrivals.
    """

    wait_probability: float
    queue: float
    mean_wait: float


def mekc(arrival_rate: float, service_mean: float, servers: int, stages: int) -> StagedQueue:
    """The steady state of M/E_k/c.

    Parameters
    ----------
    arrival_rate : float
        Arrivals in a unit of time.
    service_mean : float
        Mean of the service time, all stages together.
    servers, stages : int
        Number of servers, and of stages of a service.

    Raises
    ------
    ValueError
        An argument is out of range, or the servers cannot keep up.
    """
    rate, mean = float(positive("arrival_rate", arrival_rate)), float(positive("service_mean", service_mean))
    count, phases = int(whole("servers", servers)), int(whole("stages", stages))
    busy = rate * mean / count
    if busy >= 1:
        raise ValueError(
            f"the load of {rate * mean:g} is too much for {count} servers, give less than {count}"
        )
    # the tail is geometric, and thinner than that of M/M/c, whose ratio is the load of a server
    most = math.ceil(45 / -math.log(busy)) + 1
    pace = phases / mean

    def moves(state: State) -> list[tuple[State, float]]:
        waiting, at = state[0], state[1:]
        found: list[tuple[State, float]] = []
        if sum(at) < count:
            found.append(((0, at[0] + 1, *at[1:]), rate))
        elif waiting < most:
            found.append(((waiting + 1, *at), rate))
        for stage, here in enumerate(at):
            if here:
                found.append((_after(waiting, list(at), stage), here * pace))
        return found

    chain = markov_chain((0,) * (1 + phases), moves)
    shares = chain.steady_state
    queue = chain.mean(shares, lambda state: state[0])
    waits = chain.mean(shares, lambda state: sum(state[1:]) == count)
    return StagedQueue(waits, queue, queue / rate)


def _after(waiting: int, at: list[int], stage: int) -> State:
    """The state after a stage of one service has ended; `at` says how many services are at each stage."""
    at[stage] -= 1
    if stage + 1 < len(at):
        at[stage + 1] += 1
    elif waiting:
        waiting, at[0] = waiting - 1, at[0] + 1
    return (waiting, *at)
