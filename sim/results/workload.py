"""Heads that are there, heads that are busy, and the work that comes, over the average day."""

from __future__ import annotations

from typing import NamedTuple

import numpy as np

from sim.measures.sums import BUSY, CALLBACK_TAKEN, CONTACTS, OFFERED, OPEN, PRESENT, SERVED, TALKED, Sum
from sim.results.estimates import Sample, ratio_of
from sim.results.result import Result
from sim.tally import Array, total


class Workload(NamedTuple):
    """Numbers of heads by interval of the average day, each a sample of shape (intervals,); NaN where closed.

    Attributes
    ----------
    present : Sample
        Heads on duty: minutes on duty / opening minutes.
    busy : Sample
        Heads busy: minutes busy / opening minutes.
    offered : Sample
        The offered load in Erlangs, minutes of work that arrive a minute: customers who come for service (calls that reach
        the queue for agents, callbacks among them) an opening minute, times the mean minutes of work on a customer served, over the horizon.
        Those who leave bring the work that they would have had. Before the opening there may be customers at the door; they
        have no opening minutes, and are left out.
    """

    present: Sample
    busy: Sample
    offered: Sample


def workload(result: Result, site: str) -> Workload:
    """The workload of one hall or centre.

    Parameters
    ----------
    result : Result
        Of one policy.
    site : str
        ``hall:`` or ``centre:`` and a name.

    Raises
    ------
    KeyError
        There is no such site.
    """
    kind, _, name = site.partition(":")
    if name not in result.frame.names.get(kind, []) or kind not in ("hall", "centre"):
        raise KeyError(f"{site} is no hall or centre")
    place = result.frame.names[kind].index(name)
    came, served = ((CONTACTS,), SERVED) if kind == "hall" else ((OFFERED, CALLBACK_TAKEN), TALKED)

    def of_day(found: Sum, cut: str = "clock") -> Array:
        return total(result.sums, result.frame, found, kind, cut)[:, place]

    minutes, each = of_day(OPEN), result.sums["replications"]
    work = ratio_of(of_day(BUSY, "all"), of_day(served, "all"), replications=each)
    arriving = ratio_of(np.sum([of_day(each) for each in came], axis=0), minutes, replications=each)
    return Workload(
        ratio_of(of_day(PRESENT), minutes, replications=each),
        ratio_of(of_day(BUSY), minutes, replications=each),
        arriving.times(Sample(work.mean, work.influence[:, None], work.behind)),
    )
