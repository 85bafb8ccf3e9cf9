"""Who works and who waits in every hall, held against halls that hypothesis makes."""

from __future__ import annotations

import numpy as np
from hypothesis import given

from sim.draws.attendance import attendance_of
from sim.draws.dice import Dice
from sim.events.engine import simulate
from sim.log.records import AWAY, Records, Stage
from sim.scenario import Scenario
from sim.scenario.units import DAY
from sim.time.duty_windows import servers_of
from sim.time.opening import Opening, opening_of
from sim.time.ticks import TICKS_PER_MINUTE
from tests.hall_strategy import halls


def entry_of(opening: Opening, arrived: float) -> float:
    """When somebody gets in who comes at some time."""
    return float(opening.entry(int(arrived // DAY), np.array([arrived]))[0])


def hours_of(scenario: Scenario, hall: str, day: int) -> list[tuple[float, float]]:
    """Opening hours of a day in minutes since the first midnight, from the scenario's own words."""
    hours = scenario.calendar.hours_on(day)
    own = scenario.halls[hall].hours
    return [(day * DAY + start, day * DAY + end) for start, end in (own if own and hours else hours)]


def heads_at(scenario: Scenario, hall: str, pool: str, time: float) -> int:
    """Heads that are scheduled at a time, from the scenario's own words; after a closing: those who stay."""
    day, rules = int(time // DAY), scenario.halls[hall]
    hours = hours_of(scenario, hall, day)
    for start, end in hours:
        if start <= time < end:
            return _scheduled(scenario, pool, day, time - day * DAY)
    before = [end for _, end in hours if end <= time]
    if not before:
        return 0
    last = len(before) == len(hours)
    stay = rules.at_closing if last else rules.at_lunch
    if stay != "serve" or (last and time >= before[-1] + rules.overtime_limit + 1 / TICKS_PER_MINUTE):
        return 0
    return _scheduled(scenario, pool, day, before[-1] - day * DAY - 1e-6)


def _scheduled(scenario: Scenario, name: str, day: int, minute: float) -> int:
    pool, weekday = scenario.pools[name], scenario.calendar.date(day).weekday()
    if pool.heads is not None:
        return max((piece.heads for piece in pool.heads if piece.start <= minute < piece.end), default=0)
    return sum(
        shift.heads
        for shift in pool.shifts
        if weekday in shift.days
        and shift.time.start <= minute < shift.time.end
        and not any(pause.start <= minute < pause.end for pause in shift.breaks)
    )


def edges_of(scenario: Scenario, hall: str, pool: str) -> list[float]:
    """Times at which the heads of a pool may change."""
    schedule = scenario.pools[pool]
    minutes = {edge for piece in schedule.heads or () for edge in (piece.start, piece.end)}
    minutes |= {edge for shift in schedule.shifts for span in (shift.time, *shift.breaks) for edge in span}
    days = range(-scenario.calendar.warm_up, scenario.calendar.days)
    return sorted(
        {day * DAY + minute for day in days for minute in minutes}
        | {edge for day in days for window in hours_of(scenario, hall, day) for edge in window}
    )


def contacts_of(records: Records) -> Records:
    """The rows of contacts: who is away is none."""
    return records.where(~np.isin(records.stage, AWAY))


def check_staff(scenario: Scenario) -> None:
    records = contacts_of(simulate(scenario, 1, range(2)))
    names, hall_names = list(scenario.pools), list(scenario.halls)
    for replication in range(2):
        for number, pool in enumerate(names):
            mine = (records.pool == number) & (records.replication == replication)
            rows = records.where(mine)
            order = np.lexsort((rows.ended, rows.started))
            rows = rows.where(order)
            for server in np.unique(rows.server):
                one = rows.where(rows.server == server)
                assert (one.started[1:] >= one.ended[:-1]).all(), f"{pool} {server} serves two at once"
            if len(rows):
                _check_heads(scenario, hall_names[rows.hall[0]], pool, rows)


def _check_heads(scenario: Scenario, hall: str, pool: str, rows: Records) -> None:
    """Of those who began since the schedule last changed, no more are busy than heads are scheduled."""
    edges = np.array(edges_of(scenario, hall, pool))
    for start in rows.started.tolist():
        changed = edges[edges <= start].max()
        busy = (rows.started >= changed) & (rows.started <= start) & (rows.ended > start)
        heads = heads_at(scenario, hall, pool, start)
        assert heads >= 1, f"{pool} serves at {start}, when nobody is scheduled"
        assert busy.sum() <= heads


def check_nobody_idles(scenario: Scenario) -> None:
    """While a customer waits at a counter or kiosk, all who could serve are busy, off duty, or away."""
    records = contacts_of(simulate(scenario, 1, range(1)))
    pools, services = list(scenario.pools), list(scenario.services)
    for number, hall in enumerate(scenario.halls):
        opening = opening_of(scenario, hall)
        for stage in (Stage.COUNTER, Stage.KIOSK):
            waits = _waits(opening, records.where(records.hall == number), stage)
            for pool in scenario.pools_at(hall, stage.name.lower()):
                serves = scenario.pools[pool].serves
                able = [
                    (low, high)
                    for low, high, service in waits
                    if serves == "all" or services[service] in serves
                ]
                servers = {pool: servers_of(scenario, pool, opening)}
                (there,) = attendance_of(scenario, hall, servers, opening, Dice(1), range(1))
                for server, windows in enumerate(there.present(0).calls):
                    mine = (records.pool == pools.index(pool)) & (records.server == server)
                    busy = sorted(
                        zip(records.started[mine].tolist(), records.ended[mine].tolist(), strict=True)
                    )
                    for low, high in _idle([tuple(window) for window in windows if window.start >= 0], busy):
                        clash = [wait for wait in able if max(low, wait[0]) < min(high, wait[1])]
                        assert not clash, f"{pool} {server} is idle from {low} to {high} while {clash} wait"


def _waits(opening: Opening, records: Records, stage: Stage) -> list[tuple[float, float, int]]:
    """Stretches in line at a stage, each with the service wanted."""
    forms = records.where(records.stage == Stage.FORM)
    joined_after = dict(
        zip(zip(forms.case.tolist(), forms.attempt.tolist(), strict=True), forms.ended.tolist(), strict=True)
    )
    rows = records.where(records.stage == stage)
    stretches = []
    for case, attempt, arrived, until, service in zip(
        rows.case.tolist(), rows.attempt.tolist(), rows.arrived.tolist(), rows.waited_until.tolist(),
        rows.service.tolist(), strict=True,
    ):  # fmt: skip
        entry = entry_of(opening, arrived)
        since = max(arrived, entry) if entry < np.inf else arrived
        stretches.append((joined_after.get((case, attempt), since), until, service))
    return stretches


def _idle(windows: list[tuple[float, ...]], busy: list[tuple[float, float]]) -> list[tuple[float, float]]:
    idle = []
    for start, end in windows:
        reached = start
        for low, high in busy:
            if low >= end:
                break
            if low > reached:
                idle.append((reached, low))
            reached = max(reached, high)
        if reached < end:
            idle.append((reached, end))
    return idle


@given(halls())
def test_no_more_heads_are_busy_than_are_scheduled(scenario):
    check_staff(scenario)


@given(halls())
def test_nobody_idles_while_a_customer_waits_whom_they_could_serve(scenario):
    check_nobody_idles(scenario)
