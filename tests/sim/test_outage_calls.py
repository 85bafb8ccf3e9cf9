"""Calls about outages at a centre, on both engines: logs that are written by hand, and made scenarios bit for bit."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np
import pytest

import sim.events.engine
import sim.lanes.engine
from sim.log.columns import names_of
from sim.log.outage_log import OutageLog
from sim.log.outages import OutageStage
from sim.log.records import Outcome, Records, Stage
from sim.network.outage_calls import PlannedCalls, calls_of_outages
from sim.scenario import Scenario
from tests.sim.outages_by_hand import LISTED, Outage, one_line, tables

ENGINES = (sim.events.engine, sim.lanes.engine)


def happens(monkeypatch: pytest.MonkeyPatch, outages: list[Outage]) -> None:
    """Let these outages be what both engines know of."""

    def with_calls(scenario: Scenario, log: OutageLog) -> tuple[OutageLog, PlannedCalls | None]:
        drawn, lives, steps, estimates = tables(outages)
        found = calls_of_outages(scenario, drawn, lives, steps, estimates)
        log = log._replace(outages=drawn, lives=lives, steps=steps, estimates=estimates)
        return log._replace(sent=found.sent, callers=found.callers), found.calls

    for engine in ENGINES:
        monkeypatch.setattr(engine, "with_calls", with_calls)


def text(records: Records, scenario: Scenario) -> str:
    """The rows about outages, in the order of time and case, as text."""
    own = records.where(records.outage >= 0)
    order = np.lexsort((own.stage, own.case, own.arrived))
    services = list(scenario.services)
    lines = []
    for row in order.tolist():
        times = (own.arrived[row], own.started[row], own.ended[row])
        at = " ".join("-" if np.isnan(time) else f"{int(time) // 60:02}:{time % 60:04.1f}" for time in times)
        stage, outcome = Stage(own.stage[row]).name.lower(), Outcome(own.outcome[row]).name.lower()
        lines.append(
            f"{services[own.service[row]]} {own.attempt[row]} {stage} {at} {outcome} {own.outage[row]}"
        )
    return "\n".join(lines)


QUIET = {
    "centres.centre.lines.mandarin.arrivals.per_day": 0,
    "pools.agents.heads": 1,
    "outages.kinds.fault.calls": {"share": "100 %", "latent": "15 min"},
}
"""Nobody calls about anything else; one agent; all customers would call a quarter of an hour after the start."""


@pytest.mark.parametrize("simulate", [engine.simulate for engine in ENGINES])
def test_one_outage_with_a_message_and_a_wrong_estimate(
    simulate: Callable[[Scenario, int, range], Records], monkeypatch: pytest.MonkeyPatch
) -> None:
    """Out at 10:00, known at 10:10, and at 10:12 all three see a message that gives 11:00, which is enough at 10:15 for all. At 11:00 it is not back:
    at 11:03 they call, one after the other to the one agent, whose talk about a known outage takes a minute. What is told at 11:02 is enough for
    nobody. Supply is back at noon; at 12:30 all complain, each for six minutes."""
    messages = {
        "channels": {"sms": {"subscribed": "100 %", "delay": "2 min", "reach": "100 %", "cost": "0.05 yuan"}},
        "enough": {"known": "100 %"},
        "trust": {"share": "100 %"},
    }
    scenario = one_line(
        {
            **QUIET,
            "outages.messages": messages,
            "outages.calls.again": {"estimate": "100 %", "latent": "3 min"},
            "outages.complaints": {"service": "complaint", "share": "100 %", "after": "30 min"},
        }
    )
    given = ((OutageStage.KNOWN, 610.0, 660.0), (OutageStage.REVISED, 660.0, 720.0))
    happens(monkeypatch, [Outage(600.0, 720.0, customers=3, known=610.0, estimates=given)])
    records = simulate(scenario, 1, range(1))
    assert (
        text(records, scenario)
        == """\
known 1 agent 11:03.0 11:03.0 11:04.0 resolved 0
known 1 agent 11:03.0 11:04.0 11:05.0 resolved 0
known 1 agent 11:03.0 11:05.0 11:06.0 resolved 0
complaint 1 agent 12:30.0 12:30.0 12:36.0 resolved 0
complaint 1 agent 12:30.0 12:36.0 12:42.0 resolved 0
complaint 1 agent 12:30.0 12:42.0 12:48.0 resolved 0"""
    )
    assert records.outages is not None
    sent, callers = records.outages.sent, records.outages.callers
    assert sent.stage.tolist() == [OutageStage.KNOWN, OutageStage.REVISED, OutageStage.RESTORED]
    assert sent.time.tolist() == [610.0, 660.0, 720.0]
    assert sent.customers.tolist() == [3, 3, 3]
    counts = {name: getattr(callers, name).tolist() for name in names_of(callers)}
    assert counts == {
        "lane": [0],
        "number": [0],
        "would_call": [3],
        "back": [0],
        "told": [3],
        "housekeeper": [0],
        "called": [0],
        "estimate": [3],
        "neighbours": [0],
        "complaints": [3],
    }


@pytest.mark.parametrize("simulate", [engine.simulate for engine in ENGINES])
def test_unknown_outages_fill_the_trunks_and_callers_call_again(
    simulate: Callable[[Scenario, int, range], Records], monkeypatch: pytest.MonkeyPatch
) -> None:
    """Two customers of an outage call at 10:15, before anybody knows of it, and find one trunk: the other one hears the busy tone, and calls again
    ten minutes later. A third one, of an outage behind it from 10:20 on, calls at 10:35, when that is known."""
    scenario = one_line(
        {
            **QUIET,
            "centres.centre.trunks": 1,
            "centres.centre.redial": {"busy": "100 %", "after": "10 min"},
        }
    )
    outages = [
        Outage(600.0, 720.0, customers=2, known=625.0),
        Outage(620.0, 740.0, customers=1, known=635.0, behind=0),
    ]
    happens(monkeypatch, outages)
    assert (
        text(simulate(scenario, 1, range(1)), scenario)
        == """\
outage 1 agent 10:15.0 10:15.0 10:19.0 resolved 0
outage 1 line 10:15.0 - 10:15.0 busy 0
outage 2 agent 10:25.0 10:25.0 10:29.0 resolved 0
known 1 agent 10:35.0 10:35.0 10:36.0 resolved 1"""
    )


def test_a_contact_knows_its_outage_in_the_table(monkeypatch: pytest.MonkeyPatch) -> None:
    scenario = one_line(QUIET)
    happens(monkeypatch, [Outage(600.0, 720.0, customers=2), Outage(800.0, 900.0, customers=1)])
    from sim.results.contacts_table import contacts_table

    table = contacts_table(sim.events.engine.simulate(scenario, 1, range(1)), scenario)
    assert table["outage"].tolist() == [0, 0, 1]


def assert_the_same(found: Records, other: Records) -> None:
    """All rows are the same, whatever their order."""
    in_order = [
        np.lexsort((each.started, each.stage, each.attempt, each.case, each.replication))
        for each in (found, other)
    ]
    for name in names_of(found):
        columns = [getattr(each, name)[rows] for each, rows in zip((found, other), in_order, strict=True)]
        assert np.array_equal(*columns, equal_nan=columns[0].dtype.kind == "f"), name


BUSY = {
    "outages.listed": "list.csv",
    "centres.centre.redial": {"busy": "80 %", "reneged": "50 %", "after": {"exponential": {"mean": "5 min"}}},
    "centres.centre.trunks": 30,
    "centres.centre.patience": {"time": {"exponential": {"mean": "2 min"}}},
    "pools.agents.heads": 12,
}


def test_engines_agree_on_a_flood() -> None:
    scenario = one_line(BUSY, LISTED)
    event, lanes = (engine.simulate(scenario, 3, range(2, 4)) for engine in ENGINES)
    assert (event.outage >= 0).sum() > 500
    assert_the_same(event, lanes)


def test_other_calls_are_the_same_with_and_without_outages() -> None:
    # nobody calls about them: all rows are those of the scenario without the section, digit by digit
    nobody = {"outages.kinds.fault.calls": None, "outages.kinds.fault.reported": None, "outages.calls": None}
    for engine in ENGINES:
        with_them = engine.simulate(one_line({**BUSY, **nobody}, LISTED), 3, range(2))
        without = engine.simulate(
            one_line({**{key: BUSY[key] for key in BUSY if "listed" not in key}, "outages": None}),
            3,
            range(2),
        )
        assert_the_same(with_them, without)


def test_first_calls_about_other_matters_are_the_same_in_a_flood() -> None:
    def first(records: Records) -> set[tuple[int, float]]:
        """When cases of other matters call for the first time."""
        own = (records.outage < 0) & (records.attempt == 1) & (records.stage != Stage.AFTER_CALL)
        return set(zip(records.replication[own].tolist(), records.arrived[own].tolist(), strict=True))

    for engine in ENGINES:
        with_them = engine.simulate(one_line(BUSY, LISTED), 3, range(2))
        assert first(with_them) == first(engine.simulate(one_line({"outages": None}), 3, range(2)))
