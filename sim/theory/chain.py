"""Markov chains in continuous time, given by what may happen in each state: their steady state, and their course from a start.

This solves models that have no closed form, such as several classes of calls before several groups of agents. A chain with infinitely
many states is cut by the caller, where what lies beyond has a probability that does not matter.

Sources: Stewart, *Introduction to the Numerical Solution of Markov Chains*, 1994; uniformization: Jensen 1953, and Grassmann,
"Transient solutions in Markovian queueing systems", *Computers & Operations Research* 4 (1977).
"""

from __future__ import annotations

import math
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from functools import cached_property
from typing import Any

import numpy as np

from sim.theory.arguments import Floats, positive

State = tuple[int, ...]
Moves = Callable[[State], Iterable[tuple[State, float]]]
"""The states to which a state may go next, each with its rate; a state may be named twice, and rates of zero count for nothing."""

MOST_STATES = 1_000_000
"""Where the search for states gives up."""


@dataclass(frozen=True)
class MarkovChain:
    """All states that can be reached from a start, and the rates between them. Made by :func:`markov_chain`.

    Attributes
    ----------
    states : tuple of State
        The start foremost.
    rates : scipy.sparse.csr_matrix
        Rate from one state (row) to another (column), nothing on the diagonal.
    """

    states: tuple[State, ...]
    rates: Any

    @cached_property
    def pace(self) -> Floats:
        """The rate at which each state is left."""
        return np.asarray(self.rates.sum(axis=1), dtype=np.float64).ravel()

    def mean(self, shares: Floats, value: Callable[[State], float]) -> float:
        """The mean of a figure of the state, such as the number waiting, for given probabilities of the states."""
        return float(shares @ np.array([value(state) for state in self.states]))

    @cached_property
    def steady_state(self) -> Floats:
        """The long-run share of time in each state.

        The balance equations of all states but the start, whose share is one until all are divided by their sum.
        """
        from scipy.sparse import diags
        from scipy.sparse.linalg import spsolve

        balance = (diags(self.pace) - self.rates).T.tocsc()
        others = spsolve(balance[1:, 1:], -balance[1:, [0]].toarray().ravel())
        shares = np.append(1.0, others)
        return np.asarray(shares / shares.sum())

    def course(self, length: float) -> tuple[Floats, Floats]:
        """What happens from the start on, by uniformization.

        Returns
        -------
        tuple of ndarray
            The share of the time in each state up to `length`, and the probability of each state then.
        """
        from scipy.sparse import diags
        from scipy.stats import poisson

        pace, span = float(self.pace.max()), float(positive("length", length))
        steps = np.arange(int(pace * span + 12 * math.sqrt(pace * span) + 40))
        jumps = (self.rates + diags(pace - self.pace)).T.tocsr() / pace
        over, exactly = poisson.sf(steps, pace * span) / (pace * span), poisson.pmf(steps, pace * span)
        now = np.zeros(len(self.states))
        now[0] = 1.0
        average, last = np.zeros_like(now), np.zeros_like(now)
        for each, hit in zip(over, exactly, strict=True):
            average += each * now
            last += hit * now
            now = jumps @ now
        return average / average.sum(), last / last.sum()


def markov_chain(start: State, moves: Moves) -> MarkovChain:
    """The chain of all states that can be reached from `start`.

    Raises
    ------
    ValueError
        There are more than a million, or a rate is below zero.
    """
    from scipy.sparse import coo_matrix

    numbers, states = {start: 0}, [start]
    rows: list[int] = []
    columns: list[int] = []
    rates: list[float] = []
    for row, state in enumerate(states):  # grows while it is gone through
        for following, rate in moves(state):
            if rate < 0:
                raise ValueError(f"the rate from {state} to {following} is {rate!r}, give zero or more")
            if rate == 0 or following == state:
                continue
            if following not in numbers:
                numbers[following] = len(states)
                states.append(following)
            rows.append(row)
            columns.append(numbers[following])
            rates.append(rate)
        if len(states) > MOST_STATES:
            raise ValueError(
                f"the chain has more than {MOST_STATES:,} states, cut it where little lies beyond"
            )
    shape = (len(states), len(states))
    return MarkovChain(tuple(states), coo_matrix((rates, (rows, columns)), shape=shape).tocsr())
