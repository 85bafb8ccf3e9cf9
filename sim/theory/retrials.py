"""Retrial queues: who finds all places taken, or hangs up, may try again after an exponential time.

Sources: Falin, "A survey of retrial queues", *Queueing Systems* 7 (1990); Falin and Templeton, *Retrial Queues*, 1997;
Aguir, Karaesmen, Aksin and Chauvet, "The impact of retrials on call center performance", *OR Spectrum* 26 (2004).
"""

from __future__ import annotations

from dataclasses import dataclass

from sim.theory.arguments import not_negative, positive, whole
from sim.theory.chain import State, markov_chain

BEYOND = 1e-13
"""Probability of a full orbit above which the chain is cut too short."""


@dataclass(frozen=True)
class RetrialQueue:
    """The steady state of a queue with retrials. Made by :func:`retrial_queue`. Rates are in the unit of its arguments.

    Attributes
    ----------
    attempts : float
        Rate of attempts, first ones and later ones.
    blocked, abandoned : float
        Rate of attempts that find all places taken, and of people who hang up.
    queue, busy, orbit : float
        Mean number waiting, of busy servers, and of those who will try again.
    full : float
        Share of time in which all places are taken, and of first attempts that find them so.
    """

    attempts: float
    blocked: float
    abandoned: float
    queue: float
    busy: float
    orbit: float
    full: float


def retrial_queue(
    arrival_rate: float,
    service_rate: float,
    servers: int,
    places: int,
    retrial_rate: float,
    again_blocked: float = 1.0,
    patience_rate: float = 0.0,
    again_abandoned: float = 0.0,
) -> RetrialQueue:
    """The steady state of M/M/c with so many places, patience, and retrials; Falin's if all try again and `places` is c.

    Parameters
    ----------
    arrival_rate, service_rate : float
        First attempts, and services of one busy server, in a unit of time.
    servers, places : int
        Number of servers, and most who can be present at once, waiting or in service.
    retrial_rate : float
        One over the mean time until somebody tries again.
    again_blocked, again_abandoned : float
        Share who try again after they found all places taken, and after they hung up.
    patience_rate : float
        One over the mean patience of those who wait; zero if nobody hangs up.

    Raises
    ------
    ValueError
        An argument is out of range, or more and more people try again.
    """
    rate, service = (
        float(positive("arrival_rate", arrival_rate)),
        float(positive("service_rate", service_rate)),
    )
    count = int(whole("servers", servers))
    most, again = int(whole("places", places, count)), float(positive("retrial_rate", retrial_rate))
    patience = float(not_negative("patience_rate", patience_rate))
    shares = _share("again_blocked", again_blocked), _share("again_abandoned", again_abandoned)
    leaving = count * service + (most - count) * patience * (1 - shares[1])
    if shares[0] == 1 and rate >= leaving:
        raise ValueError(
            f"arrival_rate = {rate:g} makes ever more people try again, give less than {leaving:g}"
        )
    orbit = 64
    while True:
        found, full = _solved(rate, service, count, most, again, shares, patience, orbit)
        if full < BEYOND:
            return found
        orbit *= 2


def _share(name: str, value: float) -> float:
    share = float(not_negative(name, value))
    if share > 1:
        raise ValueError(f"{name} = {value!r} is out of range, give a share from 0 to 1")
    return share


def _solved(
    rate: float,
    service: float,
    count: int,
    places: int,
    again: float,
    shares: tuple[float, float],
    patience: float,
    most: int,
) -> tuple[RetrialQueue, float]:
    """The queue with room for `most` in orbit, and the probability that it is full."""
    after_blocked, after_abandoned = shares

    def moves(state: State) -> list[tuple[State, float]]:
        present, orbit = state
        busy, waiting = min(present, count), max(present - count, 0)
        more = min(orbit + 1, most)
        found = [((present - 1, orbit), busy * service + waiting * patience * (1 - after_abandoned))]
        if waiting:
            found.append(((present - 1, more), waiting * patience * after_abandoned))
        if present < places:
            found += [((present + 1, orbit), rate), ((present + 1, orbit - 1), orbit * again)]
        else:
            found += [
                ((present, more), rate * after_blocked),
                ((present, orbit - 1), orbit * again * (1 - after_blocked)),
            ]
        return [(state, pace) for state, pace in found if pace > 0]

    chain = markov_chain((0, 0), moves)
    steady = chain.steady_state
    queue = chain.mean(steady, lambda state: max(state[0] - count, 0))
    orbit = chain.mean(steady, lambda state: state[1])
    found = RetrialQueue(
        attempts=rate + orbit * again,
        blocked=chain.mean(steady, lambda state: (state[0] == places) * (rate + state[1] * again)),
        abandoned=queue * patience,
        queue=queue,
        busy=chain.mean(steady, lambda state: min(state[0], count)),
        orbit=orbit,
        full=chain.mean(steady, lambda state: state[0] == places),
    )
    return found, chain.mean(steady, lambda state: state[1] == most)
