"""Estimated times of restoration: what is told at each stage of an outage, and when an estimate has passed."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np
from numpy.typing import NDArray

from sim.draws.outage_streams import OutageStream
from sim.draws.seeded_dice import SeededDice
from sim.log.columns import joined
from sim.log.outages import Estimates, Outages, OutageStage
from sim.network.crew_jobs import CrewJobs
from sim.scenario import Scenario
from sim.scenario.crews import EstimateLaw
from sim.scenario.distributions import Lognormal
from sim.scenario.units import DAY
from sim.time.ticks import on_grid, on_grid_one

Floats = NDArray[np.float64]
Ints = NDArray[np.int64]

STAGES = {
    "known": (OutageStage.KNOWN, "known"),
    "assigned": (OutageStage.ASSIGNED, "assigned"),
    "on_site": (OutageStage.ON_SITE, "on_site"),
    "cause": (OutageStage.CAUSE, "assessed"),
}
"""The stages at which an estimate can be given, as the scenario calls them: the stage, and when the job reaches it."""


def estimates_of(scenario: Scenario, outages: Outages, work: CrewJobs) -> Estimates:
    """All estimates of some outages, by lane, number and time: what was promised, those of each stage, and those that followed one that had passed.

    An outage that is not restored within the horizon counts as restored at its end, where it is not known when it would have been.
    """
    parts = list(_Estimating(scenario, outages, work).all())
    found = joined(parts)
    return found.where(np.lexsort((found.stage, found.given, found.number, found.lane)))


class _Estimating:
    """Gives the estimates of some outages, stage by stage."""

    def __init__(self, scenario: Scenario, outages: Outages, work: CrewJobs) -> None:
        assert scenario.outages is not None
        section = scenario.outages.estimates
        self._outages, self._jobs = outages, work.jobs
        self._laws = section.laws if section else {}
        self._rounded = on_grid_one(section.rounded) if section else 0.0
        self._dice = SeededDice(outages.seed)
        end, restored = scenario.calendar.days * DAY, work.jobs["restored"]
        self._back = np.where(np.isfinite(restored), restored, end)
        self._told_until = np.minimum(self._back, end)
        self._revised = np.zeros(len(restored), dtype=np.int64)

    def all(self) -> Iterator[Estimates]:
        """Those of each stage with those that followed them; each stage holds until the next one at which an outage gets an estimate."""
        reached = {name: self._reached(name) for name in self._laws}
        until, ends = self._told_until, dict[str, Floats]()
        for name in reversed(reached):
            ends[name] = until
            until = np.where(np.isfinite(reached[name]), reached[name], until)
        promised = np.flatnonzero(~np.isnan(self._outages.promised))
        yield from self._promises(promised, until)
        for name, times in reached.items():
            rows = np.flatnonzero(np.isfinite(times))
            dice, law = self._dice.of(rows), self._laws[name]
            stage = STAGES[name][0]
            uniforms = dice.uniforms(OutageStream.ESTIMATE, int(stage))
            estimate = self._estimate(law, rows, times[rows], uniforms)
            yield self._rows(rows, stage, times[rows], estimate)
            yield from self._revisions(law, rows, estimate, ends[name])

    def _reached(self, name: str) -> Floats:
        """When each outage gets the estimate of a stage; infinite: never. What was promised beforehand stands in place of that when it is known."""
        times = self._jobs[STAGES[name][1]]
        has = times < self._told_until
        if name == "known":
            has = has & np.isnan(self._outages.promised)
        return np.where(has, times, np.inf)

    def _promises(self, rows: Ints, until: Floats) -> Iterator[Estimates]:
        outages = self._outages
        estimate = outages.promised[rows]
        yield self._rows(rows, OutageStage.ANNOUNCED, outages.announced[rows], estimate)
        law = self._laws.get("known")
        if law is not None:
            yield from self._revisions(law, rows, estimate, until)

    def _revisions(
        self, law: EstimateLaw, rows: Ints, estimate: Floats, until: Floats
    ) -> Iterator[Estimates]:
        """What is told whenever an estimate passes before a time, by outage, while supply is not back."""
        while True:
            passed = estimate < until[rows]
            rows, given = rows[passed], estimate[passed]
            if not len(rows):
                return
            uniforms = self._dice.of(rows).uniforms(OutageStream.REVISED, self._revised[rows])
            self._revised[rows] += 1
            estimate = self._estimate(law, rows, given, uniforms)
            yield self._rows(rows, OutageStage.REVISED, given, estimate)

    def _estimate(self, law: EstimateLaw, rows: Ints, given: Floats, uniforms: Floats) -> Floats:
        """What is told at some times: rounded up, and always later than the time itself."""
        error = Lognormal(mean="1 min", cv=law.cv).inverse(uniforms) if law.cv else 1.0
        time = given + on_grid((self._back[rows] - given) * law.bias * error)
        up = on_grid(np.ceil(time / self._rounded) * self._rounded)
        return np.where(up > given, up, up + self._rounded)

    def _rows(self, rows: Ints, stage: OutageStage, given: Floats, estimate: Floats) -> Estimates:
        lane, number = self._outages.lane[rows], self._outages.number[rows]
        return Estimates(lane, number, np.full(len(rows), int(stage)), given, estimate)
