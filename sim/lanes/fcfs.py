"""First come, first served with equal servers, in every lane at once: the Kiefer-Wolfowitz recursion.

The servers' free times are kept sorted, so the customer takes the first; the new free time is put in place by a pass of
minima and maxima over the rest, which NumPy does for all lanes with a few wide operations. A single server needs no
recursion: cumulative sums and running maxima say it all (Lindley's equation, solved).

Source: Kiefer and Wolfowitz, "On the theory of queues with many servers", Trans. AMS 78 (1955).
"""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from sim.scenario.units import Window

Floats = NDArray[np.float64]


def serve(
    ready: Floats, minutes: Floats, free: Floats, gives_up: Floats | None = None, gaps: Sequence[Window] = ()
) -> Floats:
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
    gaps : sequence of Window
        Stretches in which no server starts; who would start in one starts at its end. In order.

    Returns
    -------
    ndarray
        Start of service, of the shape of `ready`; of those who give up, the start that they did not wait for.
    """
    if len(free) == 1 and gives_up is None and not gaps:
        return _serve_alone(ready, minutes, free)
    start, end = np.empty_like(ready), np.empty(ready.shape[1])
    now, then, higher = free, np.empty_like(free), np.empty_like(free[1:])
    for customer, began in enumerate(start):
        np.maximum(ready[customer], now[0], out=began)
        for gap in gaps:
            np.copyto(began, gap.end, where=(began >= gap.start) & (began < gap.end))
        np.add(began, minutes[customer], out=end)
        if gives_up is not None:
            np.copyto(end, now[0], where=began > gives_up[customer])
        # without its first, and with `end` put in its place: each is the middle of its neighbours before and `end`
        if len(now) == 1:
            now[0] = end
            continue
        np.maximum(now[1:], end, out=higher)
        np.minimum(now[1], end, out=then[0])
        np.minimum(now[2:], higher[:-1], out=then[1:-1])
        then[-1] = higher[-1]
        now, then = then, now
    free[...] = now
    return start


def _serve_alone(ready: Floats, minutes: Floats, free: Floats) -> Floats:
    """One server: the start is the work done before, plus the largest gap so far."""
    before = np.cumsum(minutes, axis=0) - minutes
    start = ready - before
    np.maximum(start[0], free[0], out=start[0])
    np.maximum.accumulate(start, axis=0, out=start)
    start += before
    free[0] = start[-1] + minutes[-1]
    return start
