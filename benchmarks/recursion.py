"""First come, first served with equal servers, in every lane at once: the Kiefer-Wolfowitz recursion in wide operations.

What NumPy can do where nothing but waits is asked for: who serves whom is not kept. Halls go through the compiled loop instead
(:mod:`sim.lanes.hall.lane`).

The servers' free times are kept sorted, so the customer takes the first; the new free time is put in place by a pass of
minima and maxima over the rest, which NumPy does for all lanes with four wide operations a customer. A single server needs no
sorting, and in few lanes no recursion either: cumulative sums and running maxima say it all (Lindley's equation, solved).

Source: Kiefer and Wolfowitz, "On the theory of queues with many servers", Trans. AMS 78 (1955).
"""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float64]

WIDE = 256
"""From so many lanes on, a NumPy call for each customer costs less than sums along lanes (measured: 200 to 500)."""


def serve(ready: Floats, minutes: Floats, free: Floats) -> Floats:
    """When each customer's service starts, first come, first served.

    Parameters
    ----------
    ready : ndarray
        When each customer comes, shape (customers, lanes), rising down each lane.
    minutes : ndarray
        Service times, of the same shape.
    free : ndarray
        When each server is free, shape (servers, lanes), rising down each lane; left as it is after the last customer.

    Returns
    -------
    ndarray
        Start of service, of the shape of `ready`.
    """
    if len(free) == 1:
        alone = _serve_alone_wide if ready.shape[1] >= WIDE else _serve_alone
        return alone(ready, minutes, free)
    start, other = np.empty_like(ready), np.empty_like(free)
    now, then = _Sorted(free), _Sorted(other)
    for customer, began in enumerate(start):
        np.maximum(ready[customer], now.first, out=began)
        np.add(began, minutes[customer], out=then.first)
        # each is the middle of its neighbours before and of the new time, which stands first until it is in its place
        np.maximum(now.rest, then.first, out=then.rest)
        np.minimum(now.rest, then.but_last, out=then.but_last)
        now, then = then, now
    if len(start) % 2:
        free[...] = other
    return start


class _Sorted:
    """Free times of the servers, and the views of them that are used for every customer."""

    __slots__ = ("but_last", "first", "rest")

    def __init__(self, times: Floats) -> None:
        self.first, self.rest, self.but_last = times[0], times[1:], times[:-1]


def _serve_alone_wide(ready: Floats, minutes: Floats, free: Floats) -> Floats:
    """One server in many lanes: customer by customer is quicker than sums along each lane."""
    start = np.empty_like(ready)
    for customer, began in enumerate(start):
        np.maximum(ready[customer], free[0], out=began)
        np.add(began, minutes[customer], out=free[0])
    return start


def _serve_alone(ready: Floats, minutes: Floats, free: Floats) -> Floats:
    """One server in few lanes: the start is the work done before, plus the largest gap so far."""
    before = np.empty_like(minutes)
    before[:1] = 0.0
    np.cumsum(minutes[:-1], axis=0, out=before[1:])
    start = ready - before
    np.maximum(start[0], free[0], out=start[0])
    np.maximum.accumulate(start, axis=0, out=start)
    start += before
    np.add(start[-1], minutes[-1], out=free[0])
    return start
