"""Staffings of halls on the visits of one run: who comes back is known from that run, which other staffings change little."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial

from sim.lanes.days_apart import KnownVisits, known_visits, sheets_of_known
from sim.lanes.floor import ends_each_day, floor_of
from sim.rules.stops import BEFORE_DOOR
from sim.running.candidates import counted
from sim.running.fixed_arrivals import FixedArrivals, Kind
from sim.running.workers import Workers
from sim.scenario import Scenario
from sim.tally import Tally
from sim.tally.wanted import Only
from sim.time.duty_windows import KnownServers

FixedVisits = FixedArrivals[KnownVisits]
"""The visits of a run with one staffing, on which others are tried."""


def fixed_visits(
    scenario: Scenario,
    replications: range,
    seed: int = 1,
    workers: Workers = 1,
    kind: Kind[KnownVisits] | None = None,
) -> FixedVisits:
    """Those of the run of a scenario: :func:`can_be_known` says whether they can be.

    Parameters
    ----------
    scenario : Scenario
        With its staffing.
    replications : range
        Numbers of consecutive replications.
    seed : int
        Seed of the dice.
    workers : int or Executor
        Who works, such as so many processes at most; that changes no digit.
    kind : Kind, optional
        How they are served, if not as :data:`VISITS`; that changes no digit either.
    """
    return FixedArrivals(kind or VISITS, [known_visits(scenario, seed, replications)], workers)


def can_be_known(scenario: Scenario) -> bool:
    """Whether visits of a scenario can be known from a run: it has halls alone, without outages and orders that they leave, in which nobody is at midnight, and no stops before
    their doors."""
    return (
        not scenario.centres
        and not scenario.offices
        and scenario.outages is None
        and not BEFORE_DOOR
        and all(ends_each_day(floor_of(scenario, name)) for name in scenario.halls)
    )


def _tallies(variants: Sequence[Scenario], known: KnownVisits, only: Only | None) -> list[Tally]:
    servers = KnownServers()
    sheets = partial(sheets_of_known, variants, known, servers=servers)
    return counted(variants, sheets, known.replications, only, servers)


VISITS = Kind(_tallies, at_once=1_000_000, worth=100_000)
"""Together some 500 MB (measured). Processes have the visits already, so that fewer than elsewhere are worth one more (assumed)."""
