"""Which figures come first, of halls, of call centres, and of both."""

from __future__ import annotations

from typing import Any

from sim.results.headline import Figure, headline_figures, leading_figures
from tests.scenarios_for_tests import small

LEVEL = "service_level_30_s_met"
CENTRE: dict[str, Any] = {
    "services.pay.phone": {"solved": "90 %"},
    "centres.town": {
        "lines": {name: {"arrivals": {"per_day": 9, "profile": "profile.csv"}} for name in ("han", "mongol")},
        "pools": ["own", "hired"],
        "trunks": 5,
    },
    "pools.own": {"works_at": "phone", "heads": 1},
    "pools.hired": {"works_at": "phone", "heads": 1, "phone": {"outsourced": True}},
    "targets": [{"measure": LEVEL, "scope": "language:mongol", "at_least": "75 %"}],
}
HALL_ONLY = {"time_in_hall", "visits_per_case", "wait_mean", "queue_max", "lost", "overtime"}


def test_a_hall_has_no_figures_of_calls() -> None:
    figures = headline_figures(small())
    assert {figure.scope for figure in figures} == {"all"}
    assert {figure.measure for figure in figures} >= HALL_ONLY
    assert not {"calls_offered", "abandoned", "cost_per_handled"} & {figure.measure for figure in figures}
    assert leading_figures(small()) == (Figure("wait_mean"),)


def test_a_centre_has_no_figures_of_halls() -> None:
    centre = small({**CENTRE, "halls": None, "pools.clerks": None})
    figures = headline_figures(centre)
    assert not HALL_ONLY & {figure.measure for figure in figures}
    assert figures[:4] == (
        Figure("calls_offered"),
        Figure("calls_answered"),
        Figure(LEVEL, "language:mongol"),  # as the target names it
        Figure(LEVEL, "all", "peak"),
    )
    assert {Figure(LEVEL, f"language:{line}") for line in ("han", "mongol")} <= set(figures)
    assert {Figure("occupancy", f"pool:{pool}") for pool in ("own", "hired")} <= set(figures)
    assert {Figure("contractor_share"), Figure("busy_tone")} <= set(figures)
    assert len(set(figures)) == len(figures)
    assert leading_figures(centre) == (Figure(LEVEL),)


def test_hours_lost_are_told_where_counters_close() -> None:
    outage = {"halls.north.outages": [{"every": "8 h", "lasts": "10 min"}]}
    for changes, told in (({}, False), (outage, True)):
        figures = {figure.measure for figure in headline_figures(small(changes))}
        assert ("hours_lost" in figures) == told


def test_a_target_on_one_channel_makes_that_channel_lead() -> None:
    """Chats would make the figure another one than the target is about."""
    target = {"measure": LEVEL, "scope": "channel:phone", "at_least": "75 %"}
    assert leading_figures(small(CENTRE | {"targets": [target]})) == (
        Figure("wait_mean", "channel:hall"),
        Figure(LEVEL, "channel:phone"),
    )


def test_without_trunks_contractor_and_second_line_their_figures_are_left_out() -> None:
    line = {"han": CENTRE["centres.town"]["lines"]["han"]}
    centre = small(
        {
            "services.pay.phone": {"solved": "90 %"},
            "halls": None,
            "pools": {"own": {"works_at": "phone", "heads": 1}},
            "centres.town": {"lines": line, "pools": ["own"]},
        }
    )
    figures = headline_figures(centre)
    assert {figure.scope for figure in figures} == {"all"}
    assert not {"busy_tone", "contractor_share"} & {figure.measure for figure in figures}
    assert leading_figures(centre) == (Figure("service_level_20_s_missed"),)


def test_both_are_told_apart_by_channel() -> None:
    figures = headline_figures(small(CENTRE))
    assert Figure("wait_mean", "channel:hall") in figures
    assert Figure("calls_per_case", "channel:phone") in figures
    assert Figure("abandoned") in figures  # only calls can be abandoned
    assert not {Figure("wait_mean"), Figure("calls_per_case"), Figure("queue_max")} & set(figures)


def test_outages_are_told_where_there_are_any() -> None:
    """Minutes without supply lead beside waits, but where supply is only worse; major event days are told of a year."""
    kind = {"per_day": {"everywhere": 1}, "customers": 10, "lasts": "2 h"}
    outages = {"outages": {"customers": {"everywhere": 1000}, "kinds": {"fault": kind}}}
    assert leading_figures(small(outages)) == (Figure("wait_mean"), Figure("saidi"))
    told = [figure.measure for figure in headline_figures(small(outages))]
    assert told[told.index("outages") :][:5] == [
        "outages",
        "customers_interrupted",
        "saidi",
        "saifi",
        "caidi",
    ]
    assert "major_event_days" not in told
    year = [figure.measure for figure in headline_figures(small({**outages, "calendar.days": 365}))]
    assert "major_event_days" in year
    lesser = {"outages": {"customers": {"everywhere": 1000}, "kinds": {"low": {**kind, "lesser": True}}}}
    assert leading_figures(small(lesser)) == (Figure("wait_mean"),)
