"""Where contacts go, against records written by hand (see ``made_calls``)."""

from __future__ import annotations

import pytest

from sim import run
from sim.results.flow import SOLVED, flows
from tests.scenarios_for_tests import small
from tests.sim.made_calls import made_calls


def test_a_centres_contacts_are_counted_by_how_they_end() -> None:
    """Two replications: four cases and one further call; three calls solved, one not, one abandoned."""
    (flow,) = flows(made_calls())
    assert flow.channel == "phone"
    assert (float(flow.first.mean), float(flow.again.mean)) == (2.0, 0.5)
    ends = {end: float(count.mean) for end, count in flow.ends.items() if count.mean}
    assert ends == {"by_agent": 1.5, "unsolved": 0.5, "left": 0.5}
    assert {way: float(count.mean) for way, count in flow.again_on.items()} == {("unsolved", "phone"): 0.5}


def test_what_the_app_does_not_settle_is_told_apart() -> None:
    """Everybody whom the app does not settle calls, and every call is solved."""
    line = {"arrivals": {"per_day": 20, "profile": "profile.csv"}}
    app = {**line, "contained": "40 %", "time": "1 min", "then": {"han": "100 %"}, "after": "1 min"}
    result = run(
        small(
            {
                "halls": None,
                "pools": {"agents": {"works_at": "phone", "heads": 50}},
                "centres.town": {
                    "lines": {"han": line},
                    "app": app,
                    "pools": ["agents"],
                    "round_the_clock": True,
                },
            }
        ),
        replications=3,
    )
    phone, of_app = flows(result)
    assert float(of_app.ends["by_oneself"].mean + of_app.ends["not_contained"].mean) == pytest.approx(
        float(of_app.first.mean)
    )
    assert float(phone.again.mean) == pytest.approx(float(of_app.ends["not_contained"].mean))
    assert set(of_app.again_on) == {("not_contained", "phone")}
    assert float(of_app.again_on["not_contained", "phone"].mean) == pytest.approx(float(phone.again.mean))
    assert not phone.again_on
    assert float(phone.ends["by_agent"].mean) == pytest.approx(float(phone.first.mean + phone.again.mean))


def test_halls_and_centres_are_apart_and_nobody_is_lost() -> None:
    """Everything that comes ends somehow; in the hall nobody hears a busy tone, and papers are missing."""
    both = small(
        {
            "services.pay.papers_missing": "50 %",
            "services.pay.phone": {"solved": "50 %"},
            "centres.town": {
                "lines": {"han": {"arrivals": {"per_day": 30, "profile": "profile.csv"}}},
                "pools": ["agents"],
                "trunks": 2,
            },
            "pools.agents": {"works_at": "phone", "heads": 1},
        }
    )
    result = run(both, replications=3)
    hall, phone = flows(result)
    assert [hall.channel, phone.channel] == ["hall", "phone"]
    for flow in (hall, phone):
        ended = sum(float(count.mean) for count in flow.ends.values())
        assert float(flow.first.mean + flow.again.mean) == pytest.approx(ended)
        contacts = result.estimate("contacts", f"channel:{flow.channel}").mean
        assert ended == pytest.approx(contacts)
    papers = result.estimate("papers_missing", "hall:north").mean
    assert float(hall.ends["unsolved"].mean) == pytest.approx(
        papers * result.estimate("contacts", "hall:north").mean
    )
    assert hall.ends["busy_tone"].mean == 0
    assert phone.ends["busy_tone"].mean > 0
    assert hall.ends["other"].mean == phone.ends["other"].mean == 0
    solved = sum(float(flow.ends[end].mean) for flow in (hall, phone) for end in SOLVED)
    share = result.estimate("resolved").mean
    assert solved == pytest.approx(share * result.estimate("contacts").mean)
