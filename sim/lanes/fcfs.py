"""First come, first served with equal servers, in every lane at once: the Kiefer-Wolfowitz recursion.

The servers' free times are kept sorted, so the customer takes the first; the new free time is put in place by a pass of
minima and maxima over the rest, which NumPy does for all lanes with a few wide operations. A single server needs no
recursion: cumulative sums and running maxima say it all (Lindley's equation, solved).

Source: Kiefer and Wolfowitz, "On the theory of queues with many servers", Trans. AMS 78 (1955).
"""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float64]


def serve(ready: Floats, minutes: Floats, free: Floats, gives_up: Floats | None = None) -> Floats:
    """When each customer's service starts, first come, first served.

    Parameters
    ----------
    ready : ndarray
        When each customer comes, shape (customers, lanes), rising down each lane; padding in front is minus infinity.
    minutes : ndarray
        Service times, of the same shape; zero in the padding.
    free : ndarray
        When each server is free, shape (servers, lanes), rising down each lane; left as it is after the last customer.
    gives_up : ndarray or None
        Until when each customer waits; who would start later takes no server time.

    Returns
    -------
    ndarray
        Start of service, of the shape of `ready`; of those who give up, the start that they did not wait for.
    """
    if len(free) == 1:
        return _serve_alone(ready, minutes, free, gives_up)
    start, end = np.empty_like(ready), np.empty(ready.shape[1])
    now, then, higher = free, np.empty_like(free), np.empty_like(free[1:])
    for customer, began in enumerate(start):
        np.maximum(ready[customer], now[0], out=began)
        np.add(began, minutes[customer], out=end)
        if gives_up is not None:
            np.copyto(end, now[0], where=began > gives_up[customer])
        # without its first, and with `end` put in its place: each is the middle of its neighbours before and `end`
        np.maximum(now[1:], end, out=higher)
        np.minimum(now[1], end, out=then[0])
        np.minimum(now[2:], higher[:-1], out=then[1:-1])
        then[-1] = higher[-1]
        now, then = then, now
    free[...] = now
    return start


def _serve_alone(ready: Floats, minutes: Floats, free: Floats, gives_up: Floats | None) -> Floats:
    """One server: where nobody gives up, the start is the work done before plus the largest gap so far."""
    if gives_up is not None:
        start = np.empty_like(ready)
        for customer, began in enumerate(start):
            np.maximum(ready[customer], free[0], out=began)
            np.copyto(free[0], began + minutes[customer], where=began <= gives_up[customer])
        return start
    before = np.cumsum(minutes, axis=0) - minutes
    gap = ready - before
    np.maximum(gap[0], free[0], out=gap[0])
    np.maximum.accumulate(gap, axis=0, out=gap)
    gap += before
    free[0] = gap[-1] + minutes[-1]
    return gap
