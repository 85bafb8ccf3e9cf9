"""All lanes of crews: each goes through the whole horizon by itself."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

import numpy as np
from numpy.typing import NDArray

from sim.compiling.compiled import digest, entry
from sim.compiling.entries import Rows
from sim.draws.attendance import Attendance
from sim.draws.outage_callers import ReportTimes
from sim.lanes.crews import lane as one_lane
from sim.lanes.crews.lane import PARTS
from sim.lanes.crews.state import CrewLane, room_for
from sim.lanes.office.duty import duty_of, nobody
from sim.log.outages import Outages
from sim.network.crew_jobs import jobs_of
from sim.network.crew_plan import crew_plan
from sim.network.outage_lives import OutageLives, outage_lives
from sim.scenario import Scenario
from sim.scenario.units import DAY

Ints = NDArray[np.int64]


def _entry(sources: int) -> Callable[..., Any]:
    """The function that is compiled; anew when the sources change (see :func:`sim.compiling.compiled.digest`)."""

    @entry
    def run(
        jobs: Rows,
        visits: Rows,
        calls: NDArray[np.float64],
        first: Ints,
        duty: Rows,
        first_change: Ints,
        lane: CrewLane,
        end: float,
    ) -> int:
        """Take each lane through the horizon."""
        for number in range(len(first) - 1):
            own, aid = lane.own[0], lane.aid[0]
            own.now, own.change, own.planned, own.out, own.begun = -np.inf, first_change[number], 0, 0, 0
            aid.until, aid.is_here = -np.inf, False
            for head in range(len(lane.heads)):
                lane.heads[head].until = -np.inf
            for pool in range(len(lane.desks)):
                lane.desks[pool].held = 0
            for region in range(len(lane.waiting)):
                lane.waiting[region] = 0
            one_lane.run(jobs[first[number] : first[number + 1]], visits, calls, duty, lane, end)
        return sources

    return run


_run = _entry(digest(one_lane, *PARTS))


def restored(
    scenario: Scenario, outages: Outages, would_call: ReportTimes, staff: Sequence[Attendance]
) -> OutageLives:
    """What happens to outages; parameters and result as those of :func:`sim.events.crews.restored`."""
    plan, work = crew_plan(scenario), jobs_of(scenario, outages, would_call)
    lanes = int(outages.lane.max(initial=-1)) + 1
    first, most = work.first_of(lanes), [len(each.absence.servers) for each in staff]
    duty = duty_of([[each.absence for each in staff]], most) if staff else nobody(lanes)
    room = room_for(plan, most, int(np.diff(first).max(initial=0)))
    end = scenario.calendar.days * DAY
    _run(*work, first, duty.changes, duty.first_change, room, end)
    return outage_lives(scenario, outages, work)
