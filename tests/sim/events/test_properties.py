"""What holds in every hall, held against halls that hypothesis makes."""

from __future__ import annotations

from itertools import pairwise

import numpy as np
import pytest
import simpy
from hypothesis import assume, given, settings

from sim.draws.dice import Dice
from sim.draws.visits import HallDemand
from sim.events.arrivals import ArrivalProcess
from sim.events.draws import BatchDraws
from sim.events.engine import simulate
from sim.events.hall import HallProcess
from sim.events.rows import COLUMNS
from sim.log.columns import joined
from sim.log.records import Outcome, Records, Stage
from sim.scenario import Scenario
from sim.scenario.units import DAY
from sim.time.duty_windows import servers_of
from sim.time.opening import Opening, opening_of
from sim.time.ticks import TICKS_PER_MINUTE
from tests.hall_features import EVERYTHING, PLAIN, Features
from tests.hall_strategy import halls
from tests.sim.events.test_staff_in_any_hall import check_nobody_idles, check_staff, contacts_of, entry_of

ONE_HALL = Features(most_halls=1)
FINAL = set(Outcome) - {Outcome.SERVED, Outcome.BYPASSED}


def stories(records: Records) -> dict[tuple[int, int, int], list[dict[str, float]]]:
    """The rows of each contact, in the order of its stages."""
    names = ("stage", "outcome", "arrived", "started", "ended", "hall", "service", "pool", "server")
    columns = zip(*(getattr(records, name).tolist() for name in names), strict=True)
    keys = zip(*(getattr(records, name).tolist() for name in ("replication", "case", "attempt")), strict=True)
    told: dict[tuple[int, int, int], list[dict[str, float]]] = {}
    for key, row in zip(keys, columns, strict=True):
        told.setdefault(key, []).append(dict(zip(names, row, strict=True)))
    return {key: sorted(rows, key=lambda row: row["stage"]) for key, rows in sorted(told.items())}


# -- contacts -------------------------------------------------------------------------------------------------------


def check_contacts(scenario: Scenario) -> None:
    records = contacts_of(simulate(scenario, 1, range(2)))
    told, openings = stories(records), [opening_of(scenario, hall) for hall in scenario.halls]
    for rows in told.values():
        outcomes = [Outcome(int(row["outcome"])) for row in rows]
        assert outcomes[-1] in FINAL
        assert not FINAL & set(outcomes[:-1])
        entry = entry_of(openings[int(rows[0]["hall"])], rows[0]["arrived"])
        assert (entry == np.inf) == (outcomes[-1] is Outcome.TURNED_AWAY)
        for row in rows:
            if not np.isnan(row["started"]):
                assert max(entry, row["arrived"]) <= row["started"]
            assert row["arrived"] <= row["ended"]
            assert np.isnan(row["started"]) == (row["pool"] < 0) == (row["server"] < 0)
        _check_stages_follow(rows)
    for name in ("arrived", "started", "ended"):
        ticks = getattr(records, name)[~np.isnan(getattr(records, name))] * TICKS_PER_MINUTE
        assert (ticks == np.rint(ticks)).all()
    _check_cases(scenario, told)


def _check_stages_follow(rows: list[dict[str, float]]) -> None:
    """Stages follow each other without a gap; a form is filled in within the wait for the counter."""
    plain = [row for row in rows if row["stage"] != Stage.FORM]
    for earlier, later in pairwise(plain):
        assert later["arrived"] == earlier["ended"]
        assert later["stage"] > earlier["stage"]
    for form in (row for row in rows if row["stage"] == Stage.FORM):
        counter = plain[-1]
        assert counter["stage"] == Stage.COUNTER
        assert form["arrived"] == form["started"] == counter["arrived"]
        assert form["ended"] <= (counter["ended"] if np.isnan(counter["started"]) else counter["started"])


def _check_cases(scenario: Scenario, told: dict[tuple[int, int, int], list[dict[str, float]]]) -> None:
    """A case goes on only after a contact that solved nothing, on a later open day, and not for ever."""
    for (replication, case, attempt), rows in told.items():
        assert 1 <= attempt <= max(1, scenario.come_back.most_visits)
        following = told.get((replication, case, attempt + 1))
        if following:
            assert rows[-1]["outcome"] != Outcome.RESOLVED
            day = int(following[0]["arrived"] // DAY)
            assert day > rows[-1]["ended"] // DAY or rows[-1]["outcome"] == Outcome.TURNED_AWAY
            assert day > rows[0]["arrived"] // DAY
            assert scenario.calendar.hours_on(day)
        elif (replication, case, attempt + 2) in told:
            raise AssertionError(f"case {case} skips a contact")


@given(halls())
def test_every_contact_goes_from_door_to_one_outcome_without_a_gap(scenario):
    check_contacts(scenario)


# -- conservation ---------------------------------------------------------------------------------------------------


def check_conservation(scenario: Scenario) -> None:
    """Every case that comes is recorded, and Little's law holds exactly: the time integral of the number in line, read
    off the running engine, is the sum of the times in line, read off the records."""
    for hall in scenario.halls:
        opening = opening_of(scenario, hall)
        draws = BatchDraws(HallDemand(scenario, hall, opening, Dice(3)), range(1))
        env = simpy.Environment(initial_time=-scenario.calendar.warm_up * DAY)
        servers = {pool: servers_of(scenario, pool, opening) for pool in scenario.halls[hall].pools}
        there = HallProcess(env, scenario, ArrivalProcess(draws, 0), servers)
        area = _integral(env, there)
        rows = np.frombuffer(there.rows, dtype=np.float64).reshape(-1, COLUMNS)
        came = sum(int(draws.cases(day).count[0]) for day in opening.days)
        first = rows[rows[:, 1] == 1]
        assert len(np.unique(first[:, 0])) == came == there.arrivals.cases
        assert area == _time_in_line(rows, opening)
        assert there.counter.waiting == there.kiosk.waiting == there.greeter.waiting == 0


def _integral(env: simpy.Environment, there: HallProcess) -> float:
    area = 0.0
    while env.peek() < np.inf:
        waiting = there.counter.waiting + there.kiosk.waiting + there.greeter.waiting
        area += waiting * (env.peek() - env.now)
        env.step()
    return area


def _time_in_line(rows: np.ndarray, opening: Opening) -> float:
    total, inside = 0.0, set()
    for case, attempt, stage, arrived, started, ended in _by_stage(rows)[:, [0, 1, 4, 8, 9, 10]].tolist():
        if stage == Stage.DOOR:
            continue
        if stage == Stage.FORM:  # within the wait for the counter, but not in line
            total -= ended - started
            continue
        # whom a greeter lets go while the hall is closed stands inside, not at the door
        entry = arrived if (case, attempt) in inside else entry_of(opening, arrived)
        inside.add((case, attempt))
        since = entry if entry < np.inf else arrived
        total += (ended if np.isnan(started) else started) - since
    return total


def _by_stage(rows: np.ndarray) -> np.ndarray:
    """Rows of a hall's records by case, contact and stage."""
    return rows[np.lexsort((rows[:, 4], rows[:, 1], rows[:, 0]))]


@given(halls())
def test_all_who_come_are_recorded_and_littles_law_holds(scenario):
    check_conservation(scenario)


# -- one more clerk -------------------------------------------------------------------------------------------------


def check_one_more_clerk(scenario: Scenario) -> None:
    """Under first come, first served by the same heads all day, no wait rises with one more head.

    (With heads that leave at different times it may: then a long service can keep a clerk who would have stayed.)
    """
    name = "north clerks"
    assert scenario.pools[name].heads is not None
    heads = scenario.pools[name].heads[0].heads
    fewer, more = (
        simulate(scenario.replace({f"pools.{name}.heads": number}), 1, range(2)).contacts()
        for number in (heads, heads + 1)
    )
    assume(not (fewer.last.outcome == Outcome.SENT_HOME).any())
    assert (fewer.last.outcome == more.last.outcome).all()
    assert (fewer.first.arrived == more.first.arrived).all()
    assert (more.wait <= fewer.wait).all()


@given(halls(PLAIN))
def test_with_one_more_clerk_nobody_waits_longer(scenario):
    check_one_more_clerk(scenario)


# -- the same dice --------------------------------------------------------------------------------------------------


def check_same_again(scenario: Scenario) -> None:
    whole = simulate(scenario, 5, range(4))
    assert_same(whole, simulate(scenario, 5, range(4)))
    parts = [simulate(scenario, 5, range(1)), simulate(scenario, 5, range(1, 4))]
    assert_same(whole, joined(parts))


def assert_same(one: Records, other: Records) -> None:
    for name in Records.__dataclass_fields__:
        np.testing.assert_array_equal(getattr(one, name), getattr(other, name), name)


def check_one_more_day(scenario: Scenario) -> None:
    days = scenario.calendar.days
    longer = simulate(scenario.replace({"calendar.days": days + 1}), 1, range(1))
    assert_same(simulate(scenario, 1, range(1)), longer.where(longer.arrived < days * DAY))


@settings(max_examples=12)
@given(halls())
def test_the_same_seed_in_whatever_batches_gives_the_same_records(scenario):
    check_same_again(scenario)


@settings(max_examples=15)
@given(halls(ONE_HALL))
def test_one_more_day_changes_nothing_in_the_days_before(scenario):
    check_one_more_day(scenario)


def check_one_more_hall(scenario: Scenario) -> None:
    """A hall named after the others changes nothing in them."""
    hall = {"arrivals": {"per_day": 30, "profile": "north.csv"}, "pools": ["west clerks"]}
    more = scenario.replace({"halls.west": hall, "pools.west clerks": {"works_at": "counter", "heads": 1}})
    both = simulate(more, 1, range(1))
    assert_same(simulate(scenario, 1, range(1)), both.where(both.hall < len(scenario.halls)))


@settings(max_examples=15)
@given(halls())
def test_one_more_hall_changes_nothing_in_the_others(scenario):
    check_one_more_hall(scenario)


# -- more of the same -----------------------------------------------------------------------------------------------


@pytest.mark.slow
@settings(max_examples=600)
@given(halls(EVERYTHING))
def test_all_of_this_in_many_more_halls(scenario):
    check_contacts(scenario)
    check_staff(scenario)
    check_nobody_idles(scenario)
    check_conservation(scenario)
    check_same_again(scenario)
    check_one_more_hall(scenario)


@pytest.mark.slow
@settings(max_examples=600)
@given(halls(PLAIN))
def test_one_more_clerk_in_many_more_halls(scenario):
    check_one_more_clerk(scenario)
