"""The architecture is open: a stage with its rule, its draws and its measure, added from outside, in both engines and in the report.

The stage is a cloakroom before the counters: half of the visitors bring a coat, and hang it up before they come to the door.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest

from reports.tables import targets
from reports.words import words
from reports.words.chinese import CHINESE
from reports.words.english import ENGLISH
from sim import run
from sim.draws import table
from sim.draws.draw import Draw
from sim.draws.laws import Chance, Law, Time
from sim.draws.place import HALL
from sim.draws.terms import ALWAYS
from sim.events.engine import simulate
from sim.log.records import Stage
from sim.log.stages import add_stage, remove_stage
from sim.measures.measure import ratio
from sim.measures.registry import REGISTRY
from sim.measures.sums import CONTACTS, RowSum
from sim.results.contacts_table import contacts_table
from sim.rules.stops import BEFORE_DOOR, Stop
from sim.scenario import Scenario
from sim.scenario.distributions import Distribution
from tests.scenarios_for_tests import small
from tests.sim.lanes.same_answer import assert_same_records, assert_same_sums


def minutes_in_cloakroom(visit: Any) -> Any:
    """The rule: who has no coat does not stop."""
    return visit.hang * visit.coat


def add_draws(monkeypatch: pytest.MonkeyPatch, coat: Law, hang: Law) -> None:
    """Two more rows of the table of draws, in place of those of the same columns, if there are any."""
    rows = (
        Draw("coat", "brings a coat", coat, (HALL,), "arrival", ALWAYS, "Whether a coat is to be hung up."),
        Draw("hang", "time to hang up a coat", hang, (HALL,), "arrival", ALWAYS, "Minutes for that."),
    )
    others = [draw for draw in table.DRAWS if draw.column not in ("coat", "hang")]
    monkeypatch.setattr(table, "DRAWS", (*others, *rows))
    table.check()


@pytest.fixture
def cloakroom(monkeypatch: pytest.MonkeyPatch) -> Iterator[int]:
    """All that there is to add."""
    stage = add_stage("cloakroom", before=Stage.DOOR)
    time = Distribution(uniform={"low": "1 min", "high": "3 min"})
    add_draws(
        monkeypatch, Chance(lambda at: [0.5] * len(at.services)), Time(lambda _: time, words="1 to 3 min")
    )
    stop = Stop(stage, minutes_in_cloakroom)
    BEFORE_DOOR.append(stop)
    minutes = RowSum(
        "cloakroom", "stops", lambda stop: stop.stage == stage, lambda stop: stop.until - stop.since
    )
    measure = ratio(
        "cloakroom_time", "min", minutes, CONTACTS, "minutes in the cloakroom / visits", "visits", "counted"
    )
    monkeypatch.setitem(REGISTRY, measure.name, measure)
    monkeypatch.setitem(ENGLISH, "measure.cloakroom_time", "time in the cloakroom")
    monkeypatch.setitem(CHINESE, "measure.cloakroom_time", "存衣时间")
    yield stage
    BEFORE_DOOR.remove(stop)
    remove_stage(stage)


def hall(**more: object) -> Scenario:
    """A hall with a greeter, to which some come back, and a queue that some leave."""
    return small(
        {
            "calendar.days": 3,
            "services.pay.papers_missing": "40 %",
            "halls.north.arrivals.per_day": 60,
            "halls.north.pools": ["clerks", "greeters"],
            "halls.north.greeter": {"triage": "1 min"},
            "halls.north.patience": {"exponential": {"mean": "15 min"}},
            "pools.greeters": {"works_at": "greeter", "heads": 1},
            "targets": [{"measure": "cloakroom_time", "at_most": "2 min"}],
            **more,
        }
    )


def test_both_engines_take_it(cloakroom: int) -> None:
    """The same rows and the same sums to the last bit."""
    assert_same_records(hall())
    assert_same_sums(hall())


def test_log_sums_and_the_table_of_the_report_have_it(cloakroom: int) -> None:
    """The measure is what the rows of the log say; half of those who come hang up a coat, for 2 min in the mean."""
    scenario = hall()
    result, rows = run(scenario, 20, engine="numpy"), simulate(scenario, 1, range(20))
    table = contacts_table(rows, scenario)
    own, visits = table[table["stage"] == "cloakroom"], table.groupby(["replication", "contact"])
    assert (visits["stage"].first() == "cloakroom").sum() == len(own)  # before door, greeter and counter
    estimate = result.estimate("cloakroom_time")
    assert estimate.mean == pytest.approx((own["ended"] - own["started"]).sum() / visits.ngroups, rel=1e-13)
    assert abs(estimate.mean - 0.5 * 2) < 3 * (estimate.high - estimate.low) / 2
    assert len(own) / visits.ngroups == pytest.approx(0.5, abs=4 * 0.5 / visits.ngroups**0.5)
    [row] = targets([result], words("en"))
    assert "Time in the cloakroom" in row.label
    assert [cell.text for cell in row.cells][1] == "1.0 min"
    assert "cloakroom_time" in set(result.to_frame()["measure"])


@pytest.mark.parametrize("engine", ["simpy", "numpy"])
def test_whoever_comes_later_by_two_minutes_waits_as_long(
    cloakroom: int, monkeypatch: pytest.MonkeyPatch, engine: str
) -> None:
    """Where all hang up a coat for two minutes, and nobody is about to close, the hall is what it was, two minutes later."""
    tables = {"profile.csv": "start,end,weight\n08:30,10:00,1\n"}
    scenario = small({"halls.north.arrivals.per_day": 15}, tables)
    stops = list(BEFORE_DOOR)
    always, two = Chance(lambda at: [1.0] * len(at.services)), Distribution(constant="2 min")
    add_draws(monkeypatch, always, Time(lambda _: two))
    later = run(scenario, 5, engine=engine)
    BEFORE_DOOR.clear()
    sooner = run(scenario, 5, engine=engine)
    BEFORE_DOOR.extend(stops)
    assert later.estimate("cloakroom_time").mean == 2.0
    assert later.estimate("wait_mean").mean == sooner.estimate("wait_mean").mean > 0
    in_hall = sooner.estimate("time_in_hall").mean + 2.0
    assert later.estimate("time_in_hall").mean == pytest.approx(in_hall, rel=1e-14)
    assert later.estimate("contacts").mean == sooner.estimate("contacts").mean
