"""Replications: over processes, to a precision, interrupted and gone on with."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from typing import Literal

import numpy as np

from sim.log.records import Records
from sim.results.result import CONFIDENCE, Result
from sim.running.executor import Executor
from sim.running.workers import Workers, count_of, executor
from sim.scenario import Scenario
from sim.scenario.outage_load import expected_calls
from sim.tally import Counter, Frame, Tally, group_size, join_tallies, layered, tally

Engine = Literal["auto", "simpy", "numpy"]
Chosen = Literal["simpy", "numpy"]

REPLICATIONS = 100
"""Replications where the user does not say (assumed: intervals of a few percent for a busy hall)."""

CONTACTS_PER_BATCH = 60_000
"""Contacts of a batch of the event engine, about: some seconds of work, so that an interruption loses little."""

CONTACTS_PER_DAY = 250_000
"""Contacts of a day in all lanes of a batch of the lane engine, at most: thousands of weeks of the Lecong hall then take some 750 MB in all,
with the programs themselves; wider batches save nothing (measured)."""

CALLS_PER_DAY = 2_000_000
"""The same for call centres, whose contacts are kept narrow until a day is over: some 580 MB in all for a week of the
bundled centre, with the programs themselves (measured); wider batches save little more."""

CONTACTS_PER_WORKER = 1_500_000
"""Contacts of the lane engine for each process that shares the work: about a second, as long as a process takes to begin (measured)."""

RECORDS_PER_BATCH = 500_000
"""Contacts of a batch of the lane engine whose records are kept: about 150 MB of rows (measured)."""

LANES = 2048
"""Lanes of a batch at most: what is done for all of them together costs little more than for a few."""

MOST_REPLICATIONS = 10_000
"""Where a run to a precision stops at the latest."""


LANE_DAYS = 20_000
"""Days times lanes of a batch of the lane engine, at the most: of a horizon of years a batch is then some seconds of work, so that one
sees how far it is (assumed). A month, or a year of fifty replications, has its usual batches."""

LANE_CONTACTS = 12_000_000
"""New customers of a batch of the lane engine over the whole horizon, at the most: of each who waits some 25 bytes are kept until the horizon
is over, for quantiles, and as much again is needed then (measured: a year of twelve halls takes 1,073 MiB with twelve lanes; it has nine so)."""

ROWS_OF_A_PART = 16
"""Rows of a tally to which the next batch is joined; a longer one is left alone, since joining copies (assumed)."""


@dataclass(frozen=True)
class Batch:
    """Finished replications, in order: their tally in groups, and their records where those were asked for."""

    replications: range
    sums: Tally
    records: Records | None


@dataclass
class Finished:
    """The replications of one policy that are finished: always the first so many, without a gap.

    Attributes
    ----------
    scenario : Scenario
        What is simulated, under its policy.
    seed : int
        Seed of the dice.
    engine : str
        The engine that simulates it.
    parts : list of Tally
        Tallies of consecutive replications, the later ones in larger groups (see :func:`sim.tally.layered`).
    """

    scenario: Scenario
    seed: int
    engine: Chosen
    parts: list[Tally] = field(default_factory=list)

    @property
    def count(self) -> int:
        """How many replications are finished."""
        return sum(int(part["replications"].sum()) for part in self.parts)

    @property
    def counts(self) -> list[int]:
        """After how many replications their rows can be cut."""
        ends = np.cumsum([0.0, *(each for part in self.parts for each in part["replications"])])
        return [int(end) for end in ends]

    def result(self, count: int | None = None) -> Result:
        """What the first `count` of them say (all, if not given).

        Raises
        ------
        ValueError
            None is finished, or their rows cannot be cut there: `go_on` to that count first.
        """
        if not self.parts:
            raise ValueError("no replication is finished")
        asked = self.count if count is None else count
        sums: Tally = {}
        for name in self.parts[0]:  # one by one, since all of them together are large twice over
            own = join_tallies([{each: part[each] for each in ("replications", name)} for part in self.parts])
            sums |= Result(self.scenario, own, self.seed, self.engine).first(asked, group_size(asked)).sums
        return Result(self.scenario, sums, self.seed, self.engine)

    def go_on(self, replications: int, workers: Workers = 1, records: bool = False) -> Iterator[Batch]:
        """Simulate until there is a result of so many replications; yields each batch as it is added."""
        self._cut_behind(replications)
        earlier = len(self.parts)
        for batch in simulate_batches(
            self.scenario, range(self.count, replications), self.seed, workers, records, self.engine
        ):
            self._add(batch.sums, earlier)
            yield batch

    def _cut_behind(self, replications: int) -> None:
        """Forget what lies in one row with the replication at which a result is asked for, and behind it."""
        last = max(count for count in self.counts if count <= replications)
        if last == replications or self.count < replications:
            return
        kept, self.parts = join_tallies(self.parts), []
        rows = int(np.searchsorted(np.cumsum(kept["replications"]), last, side="right"))
        if rows:
            self.parts = [{name: values[:rows] for name, values in kept.items()}]

    def _add(self, sums: Tally, earlier: int) -> None:
        """Keep one more batch; only rows of this call are added up, so that the result where it began can still be had."""
        if len(self.parts) > earlier and len(self.parts[-1]["replications"]) < ROWS_OF_A_PART:
            sums = join_tallies([self.parts.pop(), sums])
        self.parts.append(layered(sums, self.count))


def run(
    scenario: Scenario,
    replications: int = REPLICATIONS,
    seed: int = 1,
    engine: Engine = "auto",
    workers: int = 1,
    executor: Executor | None = None,
    records: bool = False,
) -> Result:
    """Simulate a scenario.

    Parameters
    ----------
    scenario : Scenario
        What to simulate, under its policy.
    replications : int
        Number of independent runs of the horizon, at least one.
    seed : int
        Seed of the dice; the same seed is the same contacts for every policy and engine.
    engine : str
        ``auto``, ``simpy`` or ``numpy``.
    workers : int
        Processes; they change no digit of the result.
    executor : Executor, optional
        Who works in place of these processes, such as a :class:`~sim.running.dask_cluster.DaskCluster`.
    records : bool
        Whether what happened to each contact is kept, for :meth:`~sim.results.result.Result.contacts`.

    Returns
    -------
    Result
        Every measure with its interval.

    Raises
    ------
    ValueError
        There are no replications to run, or the engine does not take the scenario.

    Examples
    --------
    >>> from sim import load, run
    >>> result = run(load("lecong_hall"), replications=2)
    >>> result.replications
    2
    """
    if replications < 1:
        raise ValueError(f"replications = {replications}: there must be at least one")
    finished = Finished(scenario, seed, chosen_engine(scenario, engine))
    made = finished.go_on(replications, executor or workers, records)
    kept = tuple(batch.records for batch in made if batch.records is not None)
    return replace(finished.result(), records=kept)


def precise_enough(result: Result, precision: float, measure: str = "wait_mean") -> bool:
    """Whether half the interval of the headline measure is at most `precision` of it."""
    estimate = result.estimate(measure, confidence=CONFIDENCE)
    return (estimate.high - estimate.low) / 2 <= precision * abs(estimate.mean)


def chosen_engine(scenario: Scenario, engine: Engine = "auto") -> Chosen:
    """The engine that simulates a scenario. Both give the same answer, so this is a matter of speed alone.

    ``auto`` takes the lane engine wherever that takes the scenario.

    Parameters
    ----------
    scenario : Scenario
        What to simulate.
    engine : str
        ``auto``, ``simpy`` or ``numpy``.

    Raises
    ------
    ValueError
        The lane engine is asked for, and does not take the scenario; says what it does not take.
    """
    from sim.lanes.engine import refuses

    if engine == "simpy":
        return "simpy"
    refused = refuses(scenario)
    if refused and engine == "auto":
        return "simpy"
    if refused:
        raise ValueError(f"the lane engine does not take {', '.join(refused)}: use --engine simpy or auto")
    return "numpy"


def batches(
    scenario: Scenario,
    replications: range,
    engine: Chosen = "simpy",
    workers: int = 1,
    records: bool = False,
) -> list[range]:
    """Consecutive pieces of `replications`, each of some seconds of work."""
    contacts = contacts_of(scenario)
    if engine == "numpy":
        size = min(lanes_at_once(scenario), -(-len(replications) // workers))
        days = scenario.calendar.days + scenario.calendar.warm_up
        size = min(size, int(LANE_DAYS / days))
        size = min(size, int(LANE_CONTACTS / contacts))
        size = min(size, int(RECORDS_PER_BATCH / contacts)) if records else size
    else:
        size = int(CONTACTS_PER_BATCH / contacts)
    size = max(1, size)
    return [replications[start : start + size] for start in range(0, len(replications), size)]


def lanes_at_once(scenario: Scenario) -> int:
    """Lanes of a batch of the lane engine."""
    most = CALLS_PER_DAY if scenario.centres else CONTACTS_PER_DAY
    return max(1, min(LANES, int(most / _contacts_a_day(scenario))))


def contacts_of(scenario: Scenario) -> float:
    """About how many contacts a replication has."""
    return _contacts_a_day(scenario) * (scenario.calendar.days + scenario.calendar.warm_up)


def _contacts_a_day(scenario: Scenario) -> float:
    """New customers, work orders that come by no contact, and calls about outages."""
    ways_in = (door for site in scenario.sites.values() for door in site.ways_in)
    days = scenario.calendar.days + scenario.calendar.warm_up
    about_outages = expected_calls(scenario.outages, days) / days
    return max(1.0, sum(door.arrivals.per_day for door in ways_in) + about_outages)


def simulate_batches(
    scenario: Scenario,
    replications: range,
    seed: int,
    workers: Workers = 1,
    records: bool = False,
    engine: Chosen = "simpy",
) -> Iterator[Batch]:
    """Simulate batch by batch, over processes where that is quicker, and yield finished batches in order."""
    if isinstance(workers, int) and engine == "numpy":
        contacts = len(replications) * contacts_of(scenario)
        workers = max(1, min(workers, int(contacts / CONTACTS_PER_WORKER)))
    pieces = batches(scenario, replications, engine, count_of(workers), records)
    jobs = [(scenario, seed, batch, records, engine) for batch in pieces]
    who = executor(workers, len(jobs))
    if who.count > 1 and engine == "numpy":
        from sim.lanes.precompile import compile_beforehand

        compile_beforehand(scenario)
    yield from who.map(_simulate, jobs)


def _simulate(scenario: Scenario, seed: int, replications: range, records: bool, engine: Chosen) -> Batch:
    frame, group = Frame(scenario), group_size(replications.start + 1)
    if engine == "numpy" and not records:
        from sim.lanes.engine import sheets
        from sim.lanes.sheets import of_several_days

        counter = Counter(frame, replications, group)
        for sheet in of_several_days(sheets([scenario], seed, replications, counter.reads_cases)):
            counter.add(sheet)
        return Batch(replications, counter.tally(), None)
    if engine == "numpy":
        from sim.lanes.engine import simulate
    else:
        from sim.events.engine import simulate
    rows = simulate(scenario, seed, replications)
    return Batch(replications, tally(rows, frame, replications, group), rows if records else None)
