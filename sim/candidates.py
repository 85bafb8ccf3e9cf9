"""Many variants of one scenario on the same dice: what an optimizer asks for."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from sim.experiment import Chosen, batches, chosen_engine
from sim.records import Records
from sim.result import Result
from sim.scenario import Scenario
from sim.sheet import sheet_of
from sim.tally import Frame
from sim.tally.counter import Counter
from sim.tally.groups import group_size
from sim.tally.wanted import Only


def evaluate(
    scenario: Scenario,
    changes: Sequence[Mapping[str, Any]],
    replications: range,
    seed: int = 1,
    only: Only | None = None,
) -> list[Result]:
    """Simulate a scenario with each of some changes, on common random numbers.

    Parameters
    ----------
    scenario : Scenario
        What is changed.
    changes : sequence of mapping
        Overrides as :meth:`Scenario.replace` takes them, one mapping a variant.
    replications : range
        Numbers of the replications; those of another range are other customers.
    seed : int
        Seed of the dice.
    only : frozenset of (str, str), optional
        Names of measures with kinds of scope: only these can be read from the results. All if not given.

    Returns
    -------
    list of Result
        One for each of the changes, in order.
    """
    return [_one(scenario.replace(each), replications, seed, only) for each in changes]


def _one(scenario: Scenario, replications: range, seed: int, only: Only | None) -> Result:
    engine = _engine(scenario, replications)
    counter = Counter(Frame(scenario), replications, group_size(len(replications)), only)
    counter.add(sheet_of(_records(scenario, seed, replications, engine), replications.start))
    return Result(scenario, counter.tally(), seed, engine)


def _engine(scenario: Scenario, replications: range) -> Chosen:
    """The lane engine where it is quicker, and wherever there is work for more than one batch of the other."""
    from sim.lanes.engine import refuses

    chosen = chosen_engine(scenario)
    much = len(batches(scenario, replications)) > 1
    return "numpy" if chosen == "numpy" or (much and not refuses(scenario)) else "simpy"


def _records(scenario: Scenario, seed: int, replications: range, engine: Chosen) -> Records:
    if engine == "numpy":
        from sim.lanes.engine import simulate
    else:
        from sim.events.engine import simulate
    return simulate(scenario, seed, replications)
