"""The lane engine: every replication is a lane. It gives the same records as the event engine, or refuses by name."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from sim.demand import HallDemand
from sim.dice import Dice
from sim.lanes.floor import Change, Floor
from sim.lanes.plain import PlainDay, plain_pool
from sim.lanes.queues import NONE
from sim.lanes.stepping import Day, State
from sim.lanes.track import Track
from sim.lanes.visits import Book, Visits
from sim.opening import opening_of
from sim.records import Outcome, Records, Stage, joined
from sim.scenario import Scenario
from sim.scenario.units import DAY
from sim.staffing import servers_of

Ints = NDArray[np.int64]
Floats = NDArray[np.float64]


def refuses(scenario: Scenario) -> list[str]:
    """What the lane engine does not take in a scenario; empty where it takes all of it."""
    found = []
    for name in scenario.halls:
        floor = floor_of(scenario, name)
        if any(window.end % DAY == 0.0 for window in floor.opening.windows[:-1] if not window.last):
            found.append(f"opening hours through midnight (hall {name})")
        elif any(_goes_on(floor, line) for line in range(floor.line_count)):
            found.append(f"overtime past midnight (hall {name})")
    return found


def is_plain(scenario: Scenario) -> bool:
    """Whether every hall is plain, so that no events are stepped through."""
    return all(plain_pool(floor_of(scenario, name)) is not None for name in scenario.halls)


def _goes_on(floor: Floor, line: int) -> bool:
    """Whether somebody may wait in a line beyond the midnight that ends the day."""
    closings = [window.end for window in floor.opening.windows if window.last]
    emptied = [change.time for change in floor.changes if line in change.close]
    return any(
        all(not (closing <= time <= DAY * (closing // DAY + 1)) for time in emptied) for closing in closings
    )


def floor_of(scenario: Scenario, hall: str) -> Floor:
    """A hall of a scenario, without its customers."""
    opening = opening_of(scenario, hall)
    return Floor(
        scenario,
        hall,
        opening,
        {pool: servers_of(scenario, pool, opening) for pool in scenario.halls[hall].pools},
    )


def simulate(scenario: Scenario, seed: int, replications: range) -> Records:
    """Simulate some replications of a scenario; parameters and result as those of the event engine."""
    parts, first = [], np.zeros(len(replications), dtype=np.int64)
    for number, name in enumerate(scenario.halls):
        floor = floor_of(scenario, name)
        book = Book(HallDemand(scenario, name, floor.opening, Dice(seed)), floor, replications)
        parts += _hall(floor, book, number, first)
        first = first + sum(
            (book.cases(day).count for day in floor.opening.days),
            start=np.zeros(len(replications), dtype=np.int64),
        )
    return joined(parts)


def _hall(floor: Floor, book: Book, number: int, first: Ints) -> list[Records]:
    """All days of one hall in all lanes; `first` is the number of each lane's first case."""
    lanes, parts, days = len(book.replications), [], list(floor.opening.days)
    state, pool = State(lanes, floor), plain_pool(floor)
    free = np.full((pool.end - pool.first if pool else 0, lanes), -np.inf)
    offset = {}
    for day in days:
        offset[day] = first
        first = first + book.cases(day).count
    for day in days:
        visits = book.visits(day)
        if pool is not None:
            plain = PlainDay(floor, pool, free, visits)
            plain.run()
            track = plain.track
        else:
            stepped = Day(floor, state, visits)
            stepped.run(_changes(floor, day, days))
            track = stepped.track
        told = (track.outcome == Outcome.PAPERS_MISSING) & np.isnan(track.started)
        book.plan_returns(visits, track.outcome, track.ended, told)
        if day >= 0:
            case = np.stack([offset[each] for each in days])[visits.day - days[0], visits.lane] + visits.index
            parts.append(_records(floor, visits, track, case, number, book.replications))
    return parts


def _changes(floor: Floor, day: int, days: list[int]) -> list[Change]:
    start = -np.inf if day == days[0] else day * DAY
    end = np.inf if day == days[-1] else (day + 1) * DAY
    return [change for change in floor.changes if start <= change.time < end]


def _records(
    floor: Floor, visits: Visits, track: Track, case: Ints, hall: int, replications: range
) -> Records:
    """The rows of a day: door, greeter, form, kiosk and counter of each visit."""
    pool_of, server_of = np.full(floor.server_count + 1, NONE), np.full(floor.server_count + 1, NONE)
    for pool in floor.pools:
        pool_of[pool.first : pool.end] = pool.number
        server_of[pool.first : pool.end] = np.arange(pool.end - pool.first)

    def rows(
        who: Ints,
        stage: Stage | Ints,
        server: Ints,
        outcome: Outcome | Ints,
        arrived: Floats,
        started: Floats,
        ended: Floats,
    ) -> Records:
        def column(value: int | Ints) -> Ints:
            return np.broadcast_to(value, len(who)).astype(np.int64)

        return Records(
            visits.lane[who] + replications.start,
            case[who],
            visits.attempt[who],
            column(hall),
            visits.service[who],
            visits.segment[who],
            column(stage),
            pool_of[server],
            server_of[server],
            column(outcome),
            arrived,
            started,
            ended,
        )

    nobody = np.full(len(visits), NONE)
    door = np.flatnonzero(np.isin(track.outcome, (Outcome.TURNED_AWAY, Outcome.BALKED)))
    greeted = np.flatnonzero(~np.isnan(track.let_go))
    formed = np.flatnonzero(~np.isnan(track.form_ended))
    never = np.full(len(visits), np.nan)
    bypassed = np.isnan(track.greeted[greeted])
    stays = np.flatnonzero(
        (track.line >= 0)
        & ~np.isin(track.outcome, (Outcome.TURNED_AWAY, Outcome.BALKED))
        & ~_ended_at_greeter(track)
    )
    stage = np.where(
        track.line[stays] == floor.kiosk_line,
        Stage.KIOSK,
        np.where(track.line[stays] == floor.greeter_line, Stage.GREETER, Stage.COUNTER),
    )
    greeting_outcome = np.where(
        bypassed,
        Outcome.BYPASSED,
        np.where(_ended_at_greeter(track)[greeted], track.outcome[greeted], Outcome.SERVED),
    )
    return joined(
        [
            rows(
                door,
                Stage.DOOR,
                nobody[door],
                track.outcome[door],
                visits.arrived[door],
                never[door],
                track.ended[door],
            ),
            rows(
                greeted,
                Stage.GREETER,
                np.where(bypassed, NONE, track.greeter[greeted]),
                greeting_outcome,
                visits.arrived[greeted],
                track.greeted[greeted],
                track.let_go[greeted],
            ),
            rows(
                formed,
                Stage.FORM,
                track.greeter[formed],
                Outcome.SERVED,
                track.formed[formed],
                track.formed[formed],
                track.form_ended[formed],
            ),
            rows(
                stays,
                stage,
                track.server[stays],
                track.outcome[stays],
                track.since[stays],
                track.started[stays],
                track.ended[stays],
            ),
        ]
    )


def _ended_at_greeter(track: Track) -> NDArray[np.bool_]:
    """Visits that the greeter ended."""
    done = (track.outcome == Outcome.RESOLVED) | (track.outcome == Outcome.PAPERS_MISSING)
    ended: NDArray[np.bool_] = done & np.isnan(track.started)
    return ended
