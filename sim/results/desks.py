"""Desks of offices: which orders come to each from where, how long they stand in line, and how much work that is for its people."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

import numpy as np

from sim.measures.measure import MINUTES_OF_A_WEEK
from sim.measures.sums import BUSY, WORKED
from sim.results.estimates import Sample, mean_of_all, ratio_of
from sim.results.result import CONFIDENCE, Result
from sim.tally import Array, total
from sim.tally.order_steps import LINES


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
        begun. Above 1, the line grows without end. Where not everybody does everything, or has several orders in hand, that of those pools, and of the
        orders that they alone can do, for which it is highest: the minutes that these take / minutes on duty times orders in hand at once, likewise.
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
    come_there, begun_there = come, begun
    if frame.offices.lines:
        come_there, begun_there = come.copy(), begun.copy()
        _tightest_of_lines(result, come_there, begun_there, busy, worked)
    occupancy, brought = (
        ratio_of(top, bottom, replications=each)
        for top, bottom in ((busy, worked), (come_there, begun_there))
    )
    return DeskFigures(
        mean_of_all(come * MINUTES_OF_A_WEEK / frame.horizon, each),
        mean_of_all(sums["desk_in_line"] / frame.horizon, each),
        ratio_of(sums["desk_waited"], begun, replications=each),
        occupancy.times(brought),
    )


def _tightest_of_lines(result: Result, come: Array, begun: Array, busy: Array, worked: Array) -> None:
    """Put in the place of what a desk with lines of its own has what the pools have there that can be relieved least, with the orders that they alone can do."""
    frame, sums = result.frame, result.sums
    lines = frame.offices.lines
    pools = [each.office.at_once for each in frame.scenario.pools.values()]
    there = total(sums, frame, WORKED, "pool", "all") * np.array(pools)
    for desk in sorted({line.desk for line in lines}):
        found: list[tuple[float, tuple[Array, ...]]] = []
        own = [number for number, line in enumerate(lines) if line.desk == desk]
        for able in sorted(_unions([frozenset(lines[number].pools) for number in own]), key=sorted):
            of_them = [number for number in own if able >= set(lines[number].pools)]
            columns = [sums[name][:, of_them].sum(axis=1) for name in LINES]
            columns.append(there[:, sorted(able)].sum(axis=1))
            came, was_begun, minutes, on_duty = (float(column.sum()) for column in columns)
            if was_begun and on_duty:
                found.append((minutes / on_duty * came / was_begun, tuple(columns)))
        if found:
            tightest = max(found, key=lambda each: each[0])[1]
            come[:, desk], begun[:, desk], busy[:, desk], worked[:, desk] = tightest


def _unions(sets: Sequence[frozenset[int]]) -> set[frozenset[int]]:
    """All unions of some sets, one or more of them."""
    found: set[frozenset[int]] = set()
    for each in sets:
        found |= {each, *(each | other for other in found)}
    return found


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
