"""One lane of crews: outages become known, crews are sent to them, and end them."""

from __future__ import annotations

from math import inf

import numpy as np
from numpy.typing import NDArray

from sim.compiling.compiled import compiled
from sim.compiling.entries import Record, Rows, Whole
from sim.lanes import changes, grid, heads, heap
from sim.lanes.changes import COMES
from sim.lanes.crews import line, rulings, state
from sim.lanes.crews.line import leave, stand
from sim.lanes.crews.rulings import (
    back_at,
    calls_aid,
    customers_back,
    first_told,
    is_noticed,
    isolation_begins,
    repaired_at,
    seen_from,
)
from sim.lanes.crews.state import CrewLane
from sim.lanes.grid import grid_of
from sim.lanes.heads import come, free_at, go, keep_busy, release
from sim.log import outages as log_of_outages
from sim.log.outages import Told
from sim.network import crew_jobs
from sim.rules import outage as rules_of_outages

PARTS = (changes, crew_jobs, grid, heads, heap, line, log_of_outages, rules_of_outages, rulings, state)
"""The modules that what is compiled here takes from."""

AID_COMES, AID_GOES, SEEN, BACK, KNOWN, READY = (np.int64(kind) for kind in range(6))
"""Kinds of what is planned, in the order within one instant."""

PLANNED = np.int64(Told.PLANNED)
NOBODY = np.int64(-1)
PLACES = np.int64(1 << 40)
"""Outages that fit within one kind."""


@compiled
def run(jobs: Rows, visits: Rows, calls: NDArray[np.float64], duty: Rows, lane: CrewLane, end: float) -> None:
    """Take a lane through the horizon; the jobs learn what happens."""
    own = lane.own[0]
    for row in range(len(jobs)):
        if jobs[row].is_root:
            _plan(lane, jobs[row].start, SEEN, np.int64(row), np.int64(row))
    while True:
        event = lane.plans[0].time if own.planned else inf
        event = min(event, duty[own.change].time)
        sends = _next_sending(lane)
        if min(event, sends) >= end:
            return
        own.now = min(event, sends)
        while duty[own.change].time == own.now:
            _change(lane, duty[own.change])
            own.change += 1
        while own.planned and lane.plans[0].time == own.now:
            plan = lane.plans[0]
            row, kind = plan.row, plan.kind
            own.planned -= 1
            heap.pop(lane.plans, own.planned)
            _event(jobs, calls, lane, row, kind)
        _send(jobs, visits, lane)


@compiled
def _plan(lane: CrewLane, time: float, kind: Whole, number: Whole, row: Whole) -> None:
    """Let something happen; never, if it has no time."""
    if time < inf:
        own = lane.own[0]
        heap.push(lane.plans, own.planned, time, kind * PLACES + number, row, kind)
        own.planned += 1


# -- crews --------------------------------------------------------------------------------------------------------------


@compiled
def _change(lane: CrewLane, change: Record) -> None:
    """A crew comes or goes."""
    pool = lane.pools[change.pool]
    if change.kind == COMES:
        come(lane, pool, change.pool, change.number, lane.own[0].now)
    else:
        go(lane, pool, change.pool, change.number)


@compiled
def _free_from(lane: CrewLane, number: Whole) -> float:
    """From when on somebody of a pool is free and here."""
    if number == lane.aid[0].pool and not lane.aid[0].is_here:
        return inf
    return free_at(lane, lane.pools[number], number)


@compiled
def _next_sending(lane: CrewLane) -> float:
    """When a crew can next be sent to an outage that waits."""
    found = inf
    for region in range(len(lane.waiting)):
        if lane.waiting[region]:
            for number in range(len(lane.pools)):
                if lane.goes[number, region]:
                    found = min(found, _free_from(lane, np.int64(number)))
    return float(max(found, lane.own[0].now))


@compiled
def _free_pool(lane: CrewLane, region: Whole) -> Whole:
    """The first pool that goes to a region, is here, and has somebody free; -1 if there is none."""
    for number in range(len(lane.pools)):
        if lane.goes[number, region] and _free_from(lane, np.int64(number)) <= lane.own[0].now:
            return np.int64(number)
    return NOBODY


# -- outages become known -----------------------------------------------------------------------------------------------


@compiled
def _event(jobs: Rows, calls: NDArray[np.float64], lane: CrewLane, row: Whole, kind: Whole) -> None:
    """What was planned happens; of customers who are back, the row is how many."""
    own, aid = lane.own[0], lane.aid[0]
    if kind == AID_COMES:
        aid.is_here = True
    elif kind == AID_GOES:
        aid.is_here = False
        _call_aid(lane)
    elif kind == SEEN:
        _seen(jobs, calls, lane, row)
    elif kind == BACK:
        own.out -= row
    elif kind == KNOWN:
        job = jobs[row]
        own.out += job.counted
        _call_aid(lane)
        if job.ends == inf:
            _plan(lane, own.now + job.dispatch, READY, row, row)
    else:
        _wait(jobs, lane, row)


@compiled
def _seen(jobs: Rows, calls: NDArray[np.float64], lane: CrewLane, row: Whole) -> None:
    """An outage can be seen from now on: when it will be known, and when it ends if that needs no crew."""
    job, now = jobs[row], lane.own[0].now
    job.hidden_until = now
    _find_known(job, calls, now)
    if job.ends < inf:
        job.restored = back_at(job.ends, now)
        job.known = is_noticed(job.known, job.restored)
        _restored(jobs, lane, row)
    if job.known < inf:
        _plan(lane, job.known, KNOWN, row, row)
    else:
        job.by = NOBODY


@compiled
def _find_known(job: Record, calls: NDArray[np.float64], now: float) -> None:
    """When the utility knows of an outage that can be seen from now on, and how."""
    if job.announced:
        job.known, job.by = now, PLANNED
        return
    reported = inf
    if job.calls:
        call = _first_call(calls, job, now) + job.calls - 1
        if call < job.end_call:
            reported = calls[call] + job.taken_down
    job.known, job.by = first_told(now + job.sensed, reported, now + job.found)


@compiled
def _first_call(calls: NDArray[np.float64], job: Record, now: float) -> int:
    """The first of the calls about an outage that are not before now."""
    low, high = job.first_call, job.end_call
    while low < high:
        middle = (low + high) >> 1
        if calls[middle] < now:
            low = middle + 1
        else:
            high = middle
    return int(low)


@compiled
def _wait(jobs: Rows, lane: CrewLane, row: Whole) -> None:
    """Wait for the next crew."""
    region = jobs[row].region
    stand(jobs, lane.lines[region], lane.waiting[region], row, lane.own[0].by_customers)
    lane.waiting[region] += 1


# -- crews are sent -----------------------------------------------------------------------------------------------------


@compiled
def _send(jobs: Rows, visits: Rows, lane: CrewLane) -> None:
    """Send free crews to whoever goes first of those they go to."""
    by_customers = lane.own[0].by_customers
    while True:
        best: Whole = NOBODY
        taker: Whole = NOBODY
        for region in range(len(lane.waiting)):
            if not lane.waiting[region]:
                continue
            number = _free_pool(lane, np.int64(region))
            row = lane.lines[region, 0]
            if number >= 0 and (
                best < 0 or rulings.rank(jobs[row], by_customers) < rulings.rank(jobs[best], by_customers)
            ):
                best, taker = row, number
        if best < 0:
            return
        region = jobs[best].region
        lane.waiting[region] -= 1
        leave(jobs, lane.lines[region], lane.waiting[region], by_customers)
        _send_one(jobs, visits, lane, best, taker)


@compiled
def _send_one(jobs: Rows, visits: Rows, lane: CrewLane, row: Whole, number: Whole) -> None:
    """Send the crew that has been free longest to an outage."""
    job, pool, own = jobs[row], lane.pools[number], lane.own[0]
    visit = visits[job.first_visit + job.sent]
    visit.pool, visit.head = number, lane.on_duty[pool.first].number - pool.first
    visit.assigned, visit.on_site = own.now, own.now + visit.travel
    if not job.sent:
        own.begun += 1
        job.assigned, job.begun = own.now, own.begun
    job.sent += 1
    job.on_site, job.last_arrived = min(job.on_site, visit.on_site), max(job.last_arrived, visit.on_site)
    speed = lane.pools[visits[job.first_visit].pool].speed
    job.assessed = job.on_site + grid_of(job.assess / speed)
    keep_busy(lane, pool, number, inf)
    if job.sent < job.needs:
        _wait(jobs, lane, row)
    else:
        _finish(jobs, visits, lane, row, speed)


@compiled
def _finish(jobs: Rows, visits: Rows, lane: CrewLane, row: Whole, speed: float) -> None:
    """All crews are sent: it is known when each stage ends."""
    job = jobs[row]
    repair, restore = grid_of(job.repair / speed), grid_of(job.restore / speed)
    job.isolated = isolation_begins(job.assessed, job.last_arrived) + grid_of(job.isolate / speed)
    job.repaired = repaired_at(job.isolated, repair, restore, job.failures)
    job.restored = job.repaired + restore
    for place in range(job.first_visit, job.first_visit + job.needs):
        visit = visits[place]
        visit.left = job.restored
        pool = lane.pools[visit.pool]
        release(lane, pool, visit.pool, pool.first + visit.head, visit.left)
    _restored(jobs, lane, row)


@compiled
def _restored(jobs: Rows, lane: CrewLane, row: Whole) -> None:
    """It is known when an outage ends: from then on those behind it can be seen."""
    job = jobs[row]
    if lane.aid[0].pool >= 0 and job.known < inf:
        _await_return(lane, job)
    child = job.child
    while child >= 0:
        behind = jobs[child]
        _plan(lane, seen_from(behind.start, job.restored), SEEN, child, child)
        child = behind.sibling


# -- crews from outside -------------------------------------------------------------------------------------------------


@compiled
def _await_return(lane: CrewLane, job: Record) -> None:
    """Count customers less when they have supply again, stage by stage."""
    count = _return(lane, job, job.assessed, job.back_assessed, np.int64(0))
    count = _return(lane, job, job.isolated, job.back_isolated, count)
    count = _return(lane, job, job.repaired, job.back_repaired, count)
    _return(lane, job, job.restored, 1.0, count)


@compiled
def _return(lane: CrewLane, job: Record, time: float, share: float, before: Whole) -> Whole:
    """Count those less who have supply again at a stage, when so many had before; returns how many then have."""
    count: Whole = np.int64(customers_back(job.counted, share))
    if count <= before:
        return before
    _plan(lane, time, BACK, job.number, count - before)
    return count


@compiled
def _call_aid(lane: CrewLane) -> None:
    """Call crews from outside, if it is time to."""
    own, aid = lane.own[0], lane.aid[0]
    if aid.pool >= 0 and calls_aid(aid, own.out, own.now):
        comes = own.now + aid.after
        aid.until = comes + aid.stays
        _plan(lane, comes, AID_COMES, np.int64(0), NOBODY)
        _plan(lane, aid.until, AID_GOES, np.int64(0), NOBODY)
