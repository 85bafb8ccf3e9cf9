"""Crews on SimPy's clock: outages become known, crews are sent to them, and end them."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterator, Sequence
from heapq import heappop, heappush
from itertools import pairwise
from math import inf

import numpy as np
import simpy

from sim.compiling.entries import Record, Rows
from sim.draws.attendance import Attendance
from sim.draws.outage_callers import ReportTimes
from sim.events.clock import BACK, CREW_FREE, CREW_SHIFT, KNOWN, READY, SEEN, SEND, Moment
from sim.events.station import ServerPool
from sim.log.outages import Outages, Told
from sim.network.crew_jobs import CrewJobs, jobs_of
from sim.network.crew_plan import NO_AID, AidRules, CrewPlan, crew_plan
from sim.network.outage_lives import OutageLives, outage_lives
from sim.rules.outage import (
    back_at,
    calls_aid,
    customers_back,
    first_told,
    is_noticed,
    isolation_begins,
    rank,
    repaired_at,
    seen_from,
)
from sim.scenario import Scenario
from sim.scenario.units import DAY, Window
from sim.time.duty_windows import Servers
from sim.time.ticks import on_grid_one

Rank = tuple[float, float, float, float, float, int]


class Aid:
    """Crews from outside: whether they are here, and until when those who were called last stay.

    Parameters
    ----------
    rules : AidRules
        When they come.
    """

    __slots__ = ("customers_out", "is_here", "rules", "until")

    def __init__(self, rules: AidRules) -> None:
        self.rules, self.customers_out = rules, rules.customers_out
        self.until, self.is_here = -inf, False


class CrewProcess:
    """The crews of one replication.

    Parameters
    ----------
    env : simpy.Environment
        A clock of their own: it runs before that of the sites.
    plan : CrewPlan
        Who goes where.
    work : CrewJobs
        The outages of this replication, which learn what happens to them.
    servers : sequence of Servers
        The crews of each pool of the plan, without those who are missing.
    end : float
        When the horizon ends; from then on nothing happens.
    """

    def __init__(
        self,
        env: simpy.Environment,
        plan: CrewPlan,
        work: CrewJobs,
        servers: Sequence[Servers],
        end: float,
    ) -> None:
        self.env, self.plan, self._end = env, plan, end
        self._jobs: list[Record] = list(work.jobs.view(np.recarray))
        self._visits: Rows = work.visits.view(np.recarray)
        self._calls = work.calls
        self._lines: list[list[tuple[Rank, Record]]] = [[] for _ in range(plan.goes.shape[1])]
        self._aid, self._out, self._begun, self._sending = Aid(plan.aid), 0, 0, False
        self._pools: list[ServerPool] = []
        for number, (crews, speed) in enumerate(zip(servers, plan.speed.tolist(), strict=True)):
            self._staff(number, crews, speed)
        for job in self._jobs:
            if job.is_root:
                self._plan(job.start, SEEN + job.number, self._seen, job)

    def _plan(self, time: float, place: int, callback: object, subject: object = None) -> None:
        """Let something happen, if that is within the horizon."""
        if time < self._end:
            Moment(self.env, float(time), int(place), callback, subject)  # type: ignore[arg-type]

    # -- crews ------------------------------------------------------------------------------------------------------

    def _staff(self, number: int, crews: Servers, speed: float) -> None:
        first = sum(len(pool.since) for pool in self._pools)
        pool = ServerPool(number, first, len(crews), (), True, speed)
        self._pools.append(pool)
        for head, windows in enumerate(crews.calls):
            self._await_duty(pool, head, iter(windows))

    def _await_duty(self, pool: ServerPool, head: int, windows: Iterator[Window]) -> None:
        window = next(windows, None)
        if window is None:
            return

        def come(moment: Moment) -> None:
            pool.come(head, window.start)
            if pool.has_room(head):
                self._send_later()
            self._plan(window.end, CREW_SHIFT + pool.first + head, go)

        def go(moment: Moment) -> None:
            pool.go(head)
            self._await_duty(pool, head, windows)

        self._plan(window.start, CREW_SHIFT + pool.first + head, come)

    def _is_free(self, moment: Moment) -> None:
        pool, head = moment.subject
        pool.release(head, self.env.now)
        self._send_later()

    def _free_pool(self, region: int) -> ServerPool | None:
        """The first pool that goes to a region, is here, and has somebody free."""
        for pool, goes in zip(self._pools, self.plan.goes[:, region].tolist(), strict=True):
            is_here = pool.number != self.plan.aid.pool or self._aid.is_here
            if goes and is_here and pool.any_free():
                return pool
        return None

    # -- outages become known ---------------------------------------------------------------------------------------

    def _seen(self, moment: Moment) -> None:
        """An outage can be seen from now on: when it will be known, and when it ends if that needs no crew."""
        job, now = moment.subject, self.env.now
        job.hidden_until = now
        job.known, job.by = self._known(job, now)
        if job.ends < inf:
            job.restored = back_at(job.ends, now)
            job.known = is_noticed(job.known, job.restored)
            self._restored(job)
        if job.known < inf:
            self._plan(job.known, KNOWN + job.number, self._is_known, job)
        else:
            job.by = -1

    def _known(self, job: Record, now: float) -> tuple[float, int]:
        """When the utility knows of an outage that can be seen from now on, and how."""
        if job.announced:
            return now, int(Told.PLANNED)
        reported = inf
        if job.calls:
            call = bisect_left(self._calls, now, job.first_call, job.end_call) + job.calls - 1
            reported = self._calls[call] + job.taken_down if call < job.end_call else inf
        return first_told(now + job.sensed, reported, now + job.found)

    def _is_known(self, moment: Moment) -> None:
        job = moment.subject
        self._out += job.counted
        self._call_aid()
        if job.ends == inf:
            self._plan(self.env.now + job.dispatch, READY + job.number, self._is_ready, job)

    def _is_ready(self, moment: Moment) -> None:
        self._wait(moment.subject)
        self._send_later()

    def _wait(self, job: Record) -> None:
        """Wait for the next crew."""
        heappush(self._lines[job.region], (rank(job, self.plan.by_customers), job))

    # -- crews are sent ---------------------------------------------------------------------------------------------

    def _send_later(self) -> None:
        """Send crews when all else has happened at this instant."""
        if not self._sending:
            self._sending = True
            Moment(self.env, self.env.now, SEND, self._send)

    def _send(self, moment: Moment) -> None:
        self._sending = False
        while True:
            ready = [
                (line[0][0], region, pool)
                for region, line in enumerate(self._lines)
                if line and (pool := self._free_pool(region)) is not None
            ]
            if not ready:
                return
            _, region, pool = min(ready, key=lambda each: each[0])
            self._send_one(heappop(self._lines[region])[1], pool)

    def _send_one(self, job: Record, pool: ServerPool) -> None:
        """Send the crew that has been free longest to an outage."""
        now, visit = self.env.now, self._visits[job.first_visit + job.sent]
        visit.pool, visit.head = pool.number, pool.take(now)
        visit.assigned, visit.on_site = now, now + visit.travel
        if not job.sent:
            self._begun += 1
            job.assigned, job.begun = now, self._begun
        job.sent += 1
        job.on_site, job.last_arrived = min(job.on_site, visit.on_site), max(job.last_arrived, visit.on_site)
        first = self._pools[self._visits[job.first_visit].pool]
        job.assessed = job.on_site + on_grid_one(job.assess / first.speed)
        if job.sent < job.needs:
            self._wait(job)
        else:
            self._finish(job, first.speed)

    def _finish(self, job: Record, speed: float) -> None:
        """All crews are sent: it is known when each stage ends."""
        isolate, repair, restore = (
            on_grid_one(each / speed) for each in (job.isolate, job.repair, job.restore)
        )
        job.isolated = isolation_begins(job.assessed, job.last_arrived) + isolate
        job.repaired = repaired_at(job.isolated, repair, restore, job.failures)
        job.restored = job.repaired + restore
        for visit in self._visits[job.first_visit : job.first_visit + job.needs]:
            visit.left = job.restored
            pool = self._pools[visit.pool]
            if visit.left == self.env.now:  # what takes no time is over before anybody else is sent
                pool.release(visit.head, self.env.now)
            else:
                self._plan(visit.left, CREW_FREE + pool.first + visit.head, self._is_free, (pool, visit.head))
        self._restored(job)

    def _restored(self, job: Record) -> None:
        """It is known when an outage ends: from then on those behind it can be seen."""
        if self.plan.aid.pool != NO_AID and job.known < inf:
            self._await_return(job)
        child = job.child
        while child >= 0:
            behind = self._jobs[child]
            self._plan(seen_from(behind.start, job.restored), SEEN + behind.number, self._seen, behind)
            child = behind.sibling

    # -- crews from outside -----------------------------------------------------------------------------------------

    def _await_return(self, job: Record) -> None:
        """Count customers less when they have supply again, stage by stage."""
        before = 0
        for time, share in (
            (job.assessed, job.back_assessed),
            (job.isolated, job.back_isolated),
            (job.repaired, job.back_repaired),
            (job.restored, 1.0),
        ):
            count = customers_back(job.counted, share)
            if count > before:
                self._plan(time, BACK + job.number, self._are_back, count - before)
                before = count

    def _are_back(self, moment: Moment) -> None:
        self._out -= moment.subject

    def _call_aid(self) -> None:
        """Call crews from outside, if it is time to."""
        now, aid = self.env.now, self._aid
        if aid.rules.pool != NO_AID and calls_aid(aid, self._out, now):
            comes = now + aid.rules.after
            aid.until = comes + aid.rules.stays
            self._plan(comes, CREW_SHIFT, self._aid_comes)
            self._plan(aid.until, CREW_SHIFT, self._aid_goes)

    def _aid_comes(self, moment: Moment) -> None:
        self._aid.is_here = True
        self._send_later()

    def _aid_goes(self, moment: Moment) -> None:
        self._aid.is_here = False
        self._call_aid()


def restored(
    scenario: Scenario, outages: Outages, would_call: ReportTimes, staff: Sequence[Attendance]
) -> OutageLives:
    """What happens to outages, replication by replication.

    Parameters
    ----------
    scenario : Scenario
        What holds; it has outages.
    outages : Outages
        Those of some replications; lanes count from the first.
    would_call : ReportTimes
        When customers would call about them.
    staff : sequence of Attendance
        Who of each pool of crews is at work, as :func:`sim.draws.crew_staff.crew_staff` has it.
    """
    plan, calendar = crew_plan(scenario), scenario.calendar
    work = jobs_of(scenario, outages, would_call)
    lanes = int(outages.lane.max(initial=-1)) + 1
    for lane, (first, end) in enumerate(pairwise(work.first_of(lanes).tolist())):
        env = simpy.Environment(initial_time=-calendar.warm_up * DAY)
        servers = [each.present(lane) for each in staff]
        CrewProcess(env, plan, work._replace(jobs=work.jobs[first:end]), servers, calendar.days * DAY)
        _run(env)
    return outage_lives(scenario, outages, work)


def _run(env: simpy.Environment) -> None:
    """Step until nothing more happens."""
    try:
        while True:
            env.step()
    except simpy.core.EmptySchedule:
        return
