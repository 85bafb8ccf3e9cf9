"""Many staffings of one scenario at once, on the same contacts with the same dice.

Under the lane engine the staffings are lanes of one run: arrivals and what contacts carry are drawn once for all of them.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from functools import partial
from typing import Any

from sim.log.sheet import Sheet, sheet_of
from sim.results.result import Result
from sim.running.experiment import (
    Chosen,
    Engine,
    batches,
    chosen_engine,
    contacts_of,
    lanes_at_once,
)
from sim.running.workers import Workers, count_of, executor
from sim.scenario import Scenario
from sim.scenario.pool import Pool
from sim.tally import Counter, Frame, Tally, group_size, join_tallies, regroup
from sim.tally.wanted import Only
from sim.time.duty_windows import KnownServers

WORTH = 150_000
"""Contacts to simulate from which on a further process is worth its start (assumed: half a second of work with halls)."""

STAFFING = frozenset({"heads", "shifts", "paid", "cost", "overtime_pay"})
"""Keys of pools in which variants may differ that run together."""

CREWS = frozenset({"field"})
"""Where pools work of which outages depend."""

Job = tuple[list[Scenario], range, int, Only | None, Chosen]
"""Variants, replications, seed, measures and engine."""


def evaluate(
    scenario: Scenario,
    changes: Sequence[Mapping[str, Any]],
    replications: range,
    seed: int = 1,
    only: Only | None = None,
    engine: Engine = "auto",
    workers: Workers = 1,
) -> list[Result]:
    """Simulate variants of a scenario on common random numbers.

    Parameters
    ----------
    scenario : Scenario
        What is varied.
    changes : sequence of mapping
        For each variant the values that it changes, as :meth:`Scenario.replace` takes them, such as
        ``{"pools.clerks.heads": 8}``. Variants that differ in heads, shifts and costs alone run together.
    replications : range
        Numbers of consecutive replications.
    seed : int
        Seed of the dice.
    only : frozenset of (str, str), optional
        Names of measures with kinds of scope, such as ``("wait_mean", "hall")``: the results have only these.
    engine : str
        ``auto``, ``simpy`` or ``numpy``; changes no digit.
    workers : int or Executor
        Who works, such as so many processes at most; that changes no digit either.

    Returns
    -------
    list of Result
        One a variant, in the order of `changes`.

    Raises
    ------
    ScenarioError
        A change cannot be meant.
    ValueError
        There are no replications, or the engine does not take a variant.
    """
    variants = [scenario.replace(change) for change in changes]
    return evaluate_variants(variants, replications, seed, only, engine, workers)


def evaluate_variants(
    variants: Sequence[Scenario],
    replications: range,
    seed: int = 1,
    only: Only | None = None,
    engine: Engine = "auto",
    workers: Workers = 1,
) -> list[Result]:
    """Simulate variants that are there already; parameters and result as those of :func:`evaluate`."""
    if not len(replications):
        raise ValueError("there are no replications to run")
    found: dict[int, Result] = {}
    for numbers in _alike(variants):
        group = [variants[number] for number in numbers]
        chosen = chosen_engine(group[0], engine)
        tallies = _tallies(group, replications, seed, only, chosen, workers)
        for number, variant, sums in zip(numbers, group, tallies, strict=True):
            found[number] = Result(variant, sums, seed, chosen)
    return [found[number] for number in range(len(variants))]


def _tallies(
    variants: list[Scenario],
    replications: range,
    seed: int,
    only: Only | None,
    engine: Chosen,
    workers: Workers,
) -> Iterator[Tally]:
    """The tally of each variant; as many variants run together as lanes fit."""
    worth = max(1, int(len(replications) * len(variants) * contacts_of(variants[0]) / WORTH))
    count = min(count_of(workers), worth)
    pieces = batches(variants[0], replications, engine, count)
    together = max(1, lanes_at_once(variants[0]) // len(pieces[0])) if engine == "numpy" else 1
    blocks = [variants[first : first + together] for first in range(0, len(variants), together)]
    jobs = [(block, piece, seed, only, engine) for block in blocks for piece in pieces]
    done = _all_together(jobs, workers if worth > 1 else 1)
    for _ in blocks:
        for of_one in zip(*(next(done) for _ in pieces), strict=True):
            yield regroup(join_tallies(of_one), group_size(len(replications)), replications.start)


def _all_together(jobs: list[Job], workers: Workers) -> Iterator[list[Tally]]:
    """The tallies of each job, in order."""
    variants, *_, engine = jobs[0]
    who = executor(workers, len(jobs))
    if who.count > 1 and engine == "numpy":
        from sim.lanes.precompile import compile_beforehand

        compile_beforehand(variants[0])
    return who.map(_together, jobs)


def _together(
    variants: list[Scenario], replications: range, seed: int, only: Only | None, engine: Chosen
) -> list[Tally]:
    """The tallies of some variants over one batch."""
    if engine == "simpy":
        from sim.events.engine import simulate

        counter = Counter(Frame(variants[0]), replications, only=only)
        counter.add(sheet_of(simulate(variants[0], seed, replications), replications.start))
        return [counter.tally()]
    from sim.lanes.engine import sheets

    return counted(variants, partial(sheets, variants, seed, replications), replications, only)


def counted(
    variants: Sequence[Scenario],
    sheets: Callable[[bool], Iterable[Sheet]],
    replications: range,
    only: Only | None,
    servers: KnownServers | None = None,
) -> list[Tally]:
    """The tallies of some variants that are on the same sheets, the lanes of each behind those of the one before.

    `sheets` gives them, with the numbers of cases or without; `servers` are those that were worked out for them.
    """
    known = servers or KnownServers()
    counters = [Counter(Frame(variant, known), replications, only=only) for variant in variants]
    lanes = len(replications)
    for sheet in sheets(counters[0].reads_cases):
        if not counters[0].reads_work:
            sheet = sheet.without_work()
        for counter, own in zip(counters, sheet.split(len(counters), lanes), strict=True):
            counter.add(own)
    return [counter.tally() for counter in counters]


def _alike(variants: Sequence[Scenario]) -> list[list[int]]:
    """Numbers of the variants that differ in heads, shifts and costs alone, group by group."""
    groups: list[tuple[Scenario, list[int]]] = []
    for number, variant in enumerate(variants):
        for first, numbers in groups:
            if _without_staffing(first) == _without_staffing(variant):
                numbers.append(number)
                break
        else:
            groups.append((variant, [number]))
    return [numbers for _, numbers in groups]


def _may_differ(scenario: Scenario, pool: Pool) -> frozenset[str]:
    """Keys of a pool in which variants may differ that run together: with other crews outages last otherwise, and others call, if anybody does."""
    calls = scenario.outages is not None and scenario.outages.calls is not None
    return frozenset() if calls and pool.works_at in CREWS else STAFFING


def _without_staffing(scenario: Scenario) -> list[Any]:
    """What must be the same for variants to run together."""
    pools = {
        name: tuple(
            getattr(pool, key) for key in type(pool).model_fields if key not in _may_differ(scenario, pool)
        )
        for name, pool in scenario.pools.items()
    }
    return [
        scenario.calendar,
        scenario.services,
        scenario.segments,
        scenario.halls,
        scenario.centres,
        scenario.offices,
        scenario.regions,
        scenario.outages,
        scenario.come_back,
        scenario.floaters,
        pools,
        list(pools),
    ]
