"""From what engines find about outages to the log: lives, steps of return, estimates, visits of crews, and their work."""

from __future__ import annotations

from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from sim.log.outages import CrewVisits, Estimates, Lives, Outages, Steps
from sim.log.work import Work
from sim.network.crew_jobs import CrewJobs
from sim.network.crew_plan import crew_plan
from sim.network.outage_estimates import estimates_of
from sim.scenario import Scenario
from sim.scenario.units import DAY

Floats = NDArray[np.float64]
Ints = NDArray[np.int64]


class OutageLives(NamedTuple):
    """What happened to some outages.

    Attributes
    ----------
    lives, steps, estimates, visits, work
        Tables of the log; `work` has a row for each crew that was sent and was not back before the horizon.
    """

    lives: Lives
    steps: Steps
    estimates: Estimates
    visits: CrewVisits
    work: Work


def outage_lives(scenario: Scenario, outages: Outages, work: CrewJobs) -> OutageLives:
    """The log of some outages, when either engine has run their crews."""
    made = _Made(scenario, outages, work)
    visits = made.visits()
    return OutageLives(
        made.lives(), made.steps(), estimates_of(scenario, outages, work), visits, made.work(visits)
    )


class _Made:
    """Makes the log of some outages."""

    def __init__(self, scenario: Scenario, outages: Outages, work: CrewJobs) -> None:
        self._scenario, self._outages = scenario, outages
        self._jobs, self._visits = work.jobs, work.visits
        self._end = scenario.calendar.days * DAY

    def _seen(self, times: Floats) -> Floats:
        """Times within the horizon; NaN in place of others."""
        return np.where(times < self._end, times, np.nan)

    def lives(self) -> Lives:
        """One row an outage."""
        jobs = self._jobs
        known = self._seen(jobs["known"])
        return Lives(
            lane=self._outages.lane,
            number=self._outages.number,
            known=known,
            by=np.where(np.isnan(known), -1, jobs["by"]),
            assigned=self._seen(jobs["assigned"]),
            on_site=self._seen(jobs["on_site"]),
            cause=self._seen(jobs["assessed"]),
            isolated=self._seen(jobs["isolated"]),
            restored=self._seen(jobs["restored"]),
        )

    def steps(self) -> Steps:
        """A row for each time within the horizon at which more customers had supply again."""
        jobs = self._jobs
        times = np.stack([jobs[name] for name in ("assessed", "isolated", "repaired", "restored")], axis=1)
        shares = np.stack([*(jobs[f"back_{each}"] for each in ("assessed", "isolated", "repaired")), np.ones(len(jobs))], axis=1)  # fmt: skip
        more = np.diff(shares, axis=1, prepend=0.0) > 0.0
        later = np.append(times[:, 1:], np.full((len(jobs), 1), np.inf), axis=1)
        told = more & (times < self._end) & ((times < later) | np.isinf(later))
        row, stage = np.nonzero(told)
        return Steps(
            self._outages.lane[row], self._outages.number[row], times[row, stage], shares[row, stage]
        )

    def visits(self) -> CrewVisits:
        """A row for each crew that was sent, by outage and time."""
        needs = self._jobs["needs"]
        row = np.repeat(np.arange(len(needs)), needs)
        sent = np.flatnonzero(np.isfinite(self._visits["assigned"]))
        row, own = row[sent], self._visits[sent]
        return CrewVisits(
            lane=self._outages.lane[row],
            number=self._outages.number[row],
            pool=crew_plan(self._scenario).numbers[own["pool"]],
            head=own["head"].copy(),
            assigned=own["assigned"].copy(),
            on_site=self._seen(own["on_site"]),
            left=self._seen(own["left"]),
        )

    def work(self, visits: CrewVisits) -> Work:
        """What crews did within the horizon, from being sent to leaving."""
        until = np.where(np.isnan(visits.left), self._end, visits.left)
        here = np.flatnonzero(until >= 0.0)
        began = visits.assigned[here] >= 0.0
        return Work(
            lane=visits.lane[here],
            pool=visits.pool[here],
            server=visits.head[here],
            started=np.where(began, visits.assigned[here], 0.0),
            ended=until[here],
            customer=began,
        )
