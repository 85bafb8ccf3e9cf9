"""Desks of offices: which orders come to each from where, how long they stand in line, and how much work that is for its people."""

from __future__ import annotations

from typing import NamedTuple

import numpy as np

from sim.measures.measure import MINUTES_OF_A_WEEK
from sim.measures.sums import BUSY, WORKED
from sim.results.estimates import Sample, mean_of_all, ratio_of
from sim.results.result import CONFIDENCE, Result
from sim.tally import Array, total


class DeskFigures(NamedTuple):
    """Figures of all desks, each a sample of shape (desks,); NaN where there is nothing to say.

    Attributes
    ----------
    come : Sample
        Steps that join the desk's line, a week.
    in_line : Sample
        Steps in line, in the mean over the horizon, nights too.
    wait : Sample
        Minutes in line of steps that were begun in the horizon, nights too.
    load : Sample
        Minutes of work that come / minutes on duty: the minutes for which its pools are busy, times steps that join the line / steps that are
        begun. Above 1, the line grows without end.
    """

    come: Sample
    in_line: Sample
    wait: Sample
    load: Sample


def desk_figures(result: Result) -> DeskFigures:
    """The figures of every desk, in the order of offices."""
    frame, sums = result.frame, result.sums
    each = sums["replications"]
    come = sums["order_flow"][:, :, :-1].sum(axis=1).astype(np.float64)
    begun = sums["desk_begun"].astype(np.float64)
    busy, worked = (_of_desks(result, total(sums, frame, found, "pool", "all")) for found in (BUSY, WORKED))
    occupancy, brought = (
        ratio_of(top, bottom, replications=each) for top, bottom in ((busy, worked), (come, begun))
    )
    return DeskFigures(
        mean_of_all(come * MINUTES_OF_A_WEEK / frame.horizon, each),
        mean_of_all(sums["desk_in_line"] / frame.horizon, each),
        ratio_of(sums["desk_waited"], begun, replications=each),
        occupancy.times(brought),
    )


def _of_desks(result: Result, of_pools: Array) -> Array:
    desks = result.frame.offices.desks
    return np.stack([of_pools[:, list(desk.pools)].sum(axis=1) for desk in desks], axis=1)


def order_flow(result: Result) -> Sample:
    """Orders a week that go from desk to desk, shape (1 + desks, desks + 1): the first row are those that are new, the last column those that
    are closed."""
    each = result.sums["replications"]
    flow = result.sums["order_flow"].astype(np.float64)
    return mean_of_all(flow * MINUTES_OF_A_WEEK / result.frame.horizon, each)


def overloaded(result: Result, confidence: float = CONFIDENCE) -> list[str]:
    """The offices of which a desk has surely more work than its people can do."""
    if not result.scenario.offices:
        return []
    load = desk_figures(result).load
    half = load.half_width(confidence, sides=1)
    too_much = load.mean - np.where(np.isnan(half), 0.0, half) > 1.0
    desks = result.frame.offices.desks
    return [
        office
        for office in result.scenario.offices
        if any(much for desk, much in zip(desks, too_much.tolist(), strict=True) if desk.office == office)
    ]
