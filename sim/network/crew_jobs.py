"""Outages as jobs for crews: what both engines read of each, and write down about it and about each crew that it needs."""

from __future__ import annotations

from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from sim.compiling.entries import Rows
from sim.draws.outage_callers import ReportTimes
from sim.draws.outage_streams import OutageStream
from sim.draws.seeded_dice import SeededDice
from sim.log.outages import Outages
from sim.network.crew_plan import crew_plan
from sim.scenario import Scenario
from sim.scenario.distributions import Distribution
from sim.scenario.outages import OutageKind
from sim.time.ticks import on_grid, on_grid_one

Floats = NDArray[np.float64]
Ints = NDArray[np.int64]

NONE = -1
"""In place of a row: there is none."""

JOB = np.dtype(
    [
        ("lane", "i8"),
        ("number", "i8"),
        ("region", "i8"),
        ("customers", "i8"),
        ("counted", "i8"),
        ("priority", "i8"),
        ("key", "b1"),
        ("start", "f8"),
        ("ends", "f8"),
        ("announced", "b1"),
        ("sensed", "f8"),
        ("calls", "i8"),
        ("first_call", "i8"),
        ("end_call", "i8"),
        ("taken_down", "f8"),
        ("found", "f8"),
        ("child", "i8"),
        ("sibling", "i8"),
        ("is_root", "b1"),
        ("dispatch", "f8"),
        ("needs", "i8"),
        ("first_visit", "i8"),
        ("assess", "f8"),
        ("isolate", "f8"),
        ("repair", "f8"),
        ("restore", "f8"),
        ("failures", "i8"),
        ("back_assessed", "f8"),
        ("back_isolated", "f8"),
        ("back_repaired", "f8"),
        ("hidden_until", "f8"),
        ("known", "f8"),
        ("by", "i8"),
        ("begun", "f8"),
        ("sent", "i8"),
        ("assigned", "f8"),
        ("on_site", "f8"),
        ("last_arrived", "f8"),
        ("assessed", "f8"),
        ("isolated", "f8"),
        ("repaired", "f8"),
        ("restored", "f8"),
    ],
    align=True,
)
"""An outage. Its lane, its number in it, region, customers, those of them that count as without supply, priority, whether a key customer is among
them; its start, and when it ends if that needs no crew (infinite: crews end it); whether it was announced; how long after it can be
seen meters tell (infinite: never); the how many-th call tells, which would-be calls are its own among all, and how long a call takes to be taken down; how
long after it can be seen a patrol finds it at the latest (infinite: never);
the number of the first outage behind it, of the next one behind the same, and whether it lies behind none; time until a crew can be sent,
how many crews it needs, the row of the first visit; minutes of work, and how many repairs fail; shares of its customers who are back after
stages.

Then what the engines find: until when it is hidden, when and how it is known (:class:`sim.log.outages.Told`), as the how many-th of its lane it
was begun, how many crews were sent, and when each stage was reached; infinite: never."""

VISIT = np.dtype(
    [("travel", "f8"), ("pool", "i8"), ("head", "i8"), ("assigned", "f8"), ("on_site", "f8"), ("left", "f8")],
    align=True,
)
"""One crew that an outage needs: its way; and found by the engines, its pool's place in the plan and its number in the pool (`NONE`: nobody was sent), and
when it was sent, arrived and left (infinite: not yet)."""


class CrewJobs(NamedTuple):
    """The outages of some lanes for their crews.

    Attributes
    ----------
    jobs, visits : ndarray
        Entries of `JOB`, the rows of :class:`sim.log.outages.Outages`, and of `VISIT`, outage by outage.
    calls : ndarray of float
        Times of would-be calls.
    """

    jobs: Rows
    visits: Rows
    calls: Floats

    def first_of(self, lanes: int) -> Ints:
        """Where the outages of each of so many lanes begin, and the last one's end: shape (lanes + 1,)."""
        return np.searchsorted(self.jobs["lane"], np.arange(lanes + 1))


def jobs_of(scenario: Scenario, outages: Outages, would_call: ReportTimes) -> CrewJobs:
    """The jobs of some outages, as long as nothing has happened."""
    plan, dice = crew_plan(scenario), SeededDice(outages.seed)
    jobs = np.zeros(len(outages.lane), JOB)
    for name in ("lane", "number", "region", "customers", "priority", "key", "start", "failures"):
        jobs[name] = getattr(outages, name)
    jobs["needs"] = outages.crews
    jobs["ends"] = np.where(np.isnan(outages.ends), np.inf, outages.ends)
    jobs["announced"] = ~np.isnan(outages.announced)
    jobs["sensed"] = np.where(np.isnan(outages.sensed), np.inf, outages.sensed - outages.start)
    for stage in ("assess", "isolate", "repair", "restore"):
        jobs[stage] = getattr(outages, stage)
    jobs["first_call"], jobs["end_call"] = would_call.first[:-1], would_call.first[1:]
    jobs["dispatch"] = on_grid(plan.dispatch.inverse(dice.uniforms(OutageStream.DISPATCH, 0)))
    assert scenario.outages is not None
    for number, kind in enumerate(scenario.outages.kinds.values()):
        _as_of_kind(jobs, np.flatnonzero(outages.kind == number), kind, dice)
    _link(jobs, outages)
    for name in ("known", "begun", "assigned", "on_site", "assessed", "isolated", "repaired", "restored"):
        jobs[name] = np.inf
    jobs["hidden_until"] = np.where(jobs["is_root"], jobs["start"], np.inf)
    jobs["last_arrived"], jobs["by"] = -np.inf, NONE
    return CrewJobs(jobs, _visits(jobs, dice, plan.travel), would_call.time)


def _as_of_kind(jobs: Rows, rows: Ints, kind: OutageKind, dice: SeededDice) -> None:
    """Say of some outages what all of their kind have."""
    jobs["found"][rows] = np.inf if kind.repair is None else on_grid_one(kind.found)
    jobs["counted"][rows] = 0 if kind.lesser else jobs["customers"][rows]
    if kind.reported is not None:
        drawn = kind.reported.after.inverse(dice.of(rows).uniforms(OutageStream.TAKEN_DOWN, 0))
        jobs["calls"][rows], jobs["taken_down"][rows] = kind.reported.calls, on_grid(drawn)
    steps = kind.repair.steps if kind.repair else {}
    share = 0.0
    for stage, name in (("assess", "assessed"), ("isolate", "isolated"), ("repair", "repaired")):
        share = max(share, steps.get(stage, 0.0))  # type: ignore[call-overload]
        jobs[f"back_{name}"][rows] = np.where(np.isinf(jobs["ends"][rows]), share, 0.0)


def _link(jobs: Rows, outages: Outages) -> None:
    """Say of each outage which ones lie behind it, in the order of their numbers."""
    jobs["child"], jobs["sibling"], jobs["is_root"] = NONE, NONE, outages.behind < 0
    behind = np.flatnonzero(outages.behind >= 0)
    first = np.searchsorted(outages.lane, outages.lane[behind])
    for row, ahead in zip(
        behind[::-1].tolist(), (first + outages.behind[behind])[::-1].tolist(), strict=True
    ):
        jobs["sibling"][row], jobs["child"][ahead] = jobs["child"][ahead], outages.number[row]


def _visits(jobs: Rows, dice: SeededDice, ways: tuple[Distribution, ...]) -> Rows:
    """A visit for each crew that an outage needs, with the way to its region."""
    needs = jobs["needs"]
    first = np.cumsum(needs) - needs
    jobs["first_visit"] = first
    visits = np.zeros(int(needs.sum()), VISIT)
    row = np.repeat(np.arange(len(jobs)), needs)
    uniforms = dice.of(row).uniforms(OutageStream.TRAVEL, np.arange(len(row)) - first[row])
    region = jobs["region"][row]
    for number, way in enumerate(ways):
        there = region == number
        visits["travel"][there] = on_grid(way.inverse(uniforms[there]))
    visits["pool"], visits["head"] = NONE, NONE
    for name in ("assigned", "on_site", "left"):
        visits[name] = np.inf
    return visits
