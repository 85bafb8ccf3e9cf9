"""Several policies simulated in step on the same dice, and kept when interrupted, so that the same command goes on."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from sim.results.result import Result
from sim.running import checkpoint
from sim.running.executor import WorkerLost
from sim.running.experiment import Batch, Engine, Finished, chosen_engine, precise_enough
from sim.running.workers import Workers
from sim.scenario import Scenario
from sim.tally import join_tallies

Seen = Callable[[Scenario, Batch | None, int, int], None]
"""Told of each batch of a policy, and before the first: how many replications are finished, and how many there will be."""


@dataclass
class Study:
    """What is known of some policies.

    Attributes
    ----------
    finished : list of Finished
        The replications of each policy.
    folder : Path
        Where they are kept if the study is interrupted.
    count : int
        Replications finished of every policy.
    interrupted : bool
        Whether Ctrl-C ended it, or the loss of a worker.
    lost : str
        What is known of a worker that was lost; empty where none was.
    """

    finished: list[Finished]
    folder: Path
    count: int = 0
    interrupted: bool = False
    lost: str = ""
    _keys: list[str] = field(default_factory=list)

    @classmethod
    def begin(
        cls, scenarios: Sequence[Scenario], seed: int, engine: Engine, folder: Path, afresh: bool
    ) -> Study:
        """A study that goes on where one that was kept in the folder ended, if not `afresh`.

        Raises
        ------
        ValueError
            The lane engine is asked for, and does not take a scenario.
        """
        finished = [Finished(each, seed, chosen_engine(each, engine)) for each in scenarios]
        keys = [checkpoint.fingerprint(each.scenario, seed, each.engine) for each in finished]
        for each, key in zip(finished, keys, strict=True):
            kept = None if afresh else checkpoint.find(folder, key)
            each.parts += [kept] if kept else []
        return cls(finished, folder, _keys=keys)

    def simulate(
        self, stops: Iterable[int], precision: float | None, workers: Workers, records: bool, seen: Seen
    ) -> None:
        """Simulate until all policies have so many replications; with a precision, until that is reached.

        Ctrl-C, or the loss of a worker, ends it with the replications that every policy has, and all are kept in the folder.
        """
        try:
            for self.count in stops:
                for each in self.finished:
                    self._go_on(each, workers, records, seen)
                if precision and all(precise_enough(one, precision) for one in self.results()):
                    return
        except (KeyboardInterrupt, WorkerLost) as error:
            self.interrupted, self.lost = True, str(error)
            common = set(self.finished[0].counts).intersection(*(each.counts for each in self.finished))
            self.count = max(common)
            self.keep()

    def _go_on(self, each: Finished, workers: Workers, records: bool, seen: Seen) -> None:
        seen(each.scenario, None, each.count, self.count)
        for batch in each.go_on(self.count, workers, records):
            seen(each.scenario, batch, each.count, self.count)

    def results(self) -> list[Result]:
        """What the replications say that every policy has."""
        return [each.result(self.count) for each in self.finished]

    def keep(self) -> None:
        """Keep the finished replications of every policy."""
        known = zip(self._keys, self.finished, strict=True)
        checkpoint.save(self.folder, {key: join_tallies(each.parts) for key, each in known if each.parts})

    def forget(self) -> None:
        """Remove what was kept: the study is complete."""
        checkpoint.clear(self.folder)
