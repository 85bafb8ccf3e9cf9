"""Staffings of offices on the work orders of one run, without its halls and call centres.

Where nobody asks about orders the figures are those of whole runs, digit by digit. Where customers do, others wait a little longer for that, and
their orders come a little later. Of contacts nothing is known.
"""

from __future__ import annotations

from collections.abc import Sequence

from sim.lanes.engine import refuses
from sim.lanes.office_apart import KnownOrders, known_orders, sheets_of_offices
from sim.running.candidates import counted
from sim.running.experiment import batches
from sim.running.fixed_arrivals import FixedArrivals, Kind
from sim.running.workers import Workers, count_of, executor
from sim.scenario import Scenario
from sim.scenario.office import Office
from sim.tally import Tally
from sim.tally.wanted import Only

FixedOrders = FixedArrivals[KnownOrders]
"""The orders of a run with one staffing, on which others of the offices are tried."""


def fixed_orders(scenario: Scenario, replications: range, seed: int = 1, workers: Workers = 1) -> FixedOrders:
    """Those of the run of a scenario: :func:`can_be_apart` says whether they can be.

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
    """
    jobs = [(scenario, seed, piece) for piece in batches(scenario, replications, "numpy", count_of(workers))]
    return FixedArrivals(ORDERS, list(executor(workers, len(jobs)).map(known_orders, jobs)), workers)


def can_be_apart(scenario: Scenario) -> bool:
    """Whether offices of a scenario can be simulated on orders known from a run of it: what they do makes no other order, and none different."""
    return (
        bool(scenario.offices)
        and not refuses(scenario)
        and scenario.later is None
        and all(map(_orders_are_given, scenario.offices.values()))
    )


def _orders_are_given(office: Office) -> bool:
    """Whether no order of an office comes of another one that it has closed, or carries what depends on its heads or on its causes so far."""
    return not (
        office.analysis
        or office.typical_problems
        or any(each.recurs for each in office.causes.values())
        or any(each.leaves for each in office.categories.values())
        or any(each.own for each in office.departments.values())
    )


def _tallies(variants: Sequence[Scenario], known: KnownOrders, only: Only | None) -> list[Tally]:
    return counted(variants, lambda _: sheets_of_offices(variants, known), known.replications, only)


ORDERS = Kind(_tallies, at_once=3_000_000, worth=30_000)
"""Orders of a day and those that lie are at hand: more together are no quicker (measured). A further process is worth half a second of work
(assumed)."""
