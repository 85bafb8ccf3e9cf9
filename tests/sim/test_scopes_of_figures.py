"""What a figure is divided by, and whom it is about, are what its name and its scope say."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest

from reports.figure_plans import figure_plans
from reports.plots.calls import day_of_calls
from reports.plots.flow import boxes_and_bands
from reports.words import words
from sim.results.flow import flows
from sim.results.headline import Figure, headline_figures
from sim.results.result import Result
from sim.running.experiment import run
from sim.scenario import Scenario
from tests.scenarios_for_tests import small

MONDAY = "2024-01-01"

LEVEL = "service_level_20_s_missed"


def line(**more: Any) -> dict[str, Any]:
    return {"arrivals": {"per_day": 60, "profile": "profile.csv"}, **more}


def mean(result: Result, *figure: str) -> float:
    return float(result.sample(*figure).mean)


# -- an average day -----------------------------------------------------------------------------------------------------


@pytest.fixture(scope="module")
def week() -> Result:
    """A centre that is closed on Saturday and Sunday: five open days of seven."""
    scenario = small(
        {
            "calendar": {
                "start": MONDAY,
                "days": 7,
                "hours": ["08:00-12:00"],
                "weekday_hours": {"sat-sun": []},
                "interval": "1 h",
            },
            "halls": {},
            "centres.town": {"lines": {"one": line()}, "pools": ["own"]},
            "pools": {"own": {"works_at": "phone", "heads": 1}},
        }
    )
    return run(scenario, replications=4)


def test_an_average_day_of_calls_is_a_mean_over_open_days(week: Result) -> None:
    """Calls of all intervals of the day are a fifth of those of the week; without closed days they were a seventh."""
    offered, answered, _ = day_of_calls(week)
    assert offered.mean.sum() == pytest.approx(mean(week, "calls_offered") / 5, rel=1e-12)
    assert answered.sum() == pytest.approx(mean(week, "calls_answered") / 5, rel=1e-12)


def test_the_flow_of_an_average_day_is_one_of_open_days(week: Result) -> None:
    boxes, _ = boxes_and_bands(flows(week), int(week.frame.open_days("all")[0]), words())
    origins = sum(box.value for box in boxes if box.column == 0)
    assert origins == pytest.approx(mean(week, "contacts") / 5, rel=1e-12)


def test_the_peak_of_a_total_is_a_mean_over_open_days_too(week: Result) -> None:
    by_hour = week.by_interval("contacts").to_numpy(dtype=float)
    assert mean(week, "contacts", "all", "peak") == pytest.approx(
        np.nansum(by_hour, axis=0).max() / 5, rel=1e-12
    )


def test_each_place_has_its_own_open_days() -> None:
    """The hall is open on five days, the centre day and night on all seven; together there is somebody open on seven."""
    scenario = small(
        {
            "calendar": {
                "start": MONDAY,
                "days": 7,
                "hours": ["08:00-12:00"],
                "weekday_hours": {"sat-sun": []},
                "interval": "1 h",
            },
            "centres.town": {"round_the_clock": True, "lines": {"one": line()}, "pools": ["own"]},
            "pools.own": {"works_at": "phone", "heads": 1},
        }
    )
    result = run(scenario, replications=2)
    days = {
        "hall:north": 5,
        "channel:hall": 5,
        "centre:town": 7,
        "channel:phone": 7,
        "language:one": 7,
        "all": 7,
    }
    for scope, count in days.items():
        profile = result.profile("contacts", scope)["mean"].sum()
        assert profile == pytest.approx(mean(result, "contacts", scope) / count, rel=1e-12), scope
    assert result.frame.open_days("pool").tolist() == [5, 7]


# -- whom a figure is about ---------------------------------------------------------------------------------------------


def test_the_contractors_share_is_one_of_calls() -> None:
    """Customers at the counters of a hall are not the contractor's to handle."""
    scenario = small(
        {
            "halls.north.arrivals.per_day": 100,
            "centres.town": {"lines": {"one": line()}, "pools": ["own", "hired"]},
            "pools.own": {"works_at": "phone", "heads": 1},
            "pools.hired": {"works_at": "phone", "heads": 1, "phone": {"outsourced": True}},
        }
    )
    result = run(scenario, replications=3)
    handled = result.sums["handled/pool/interval"].sum(axis=(0, 2))
    clerks, own, hired = handled.tolist()
    assert min(clerks, own, hired) > 0
    assert mean(result, "contractor_share") == pytest.approx(hired / (own + hired), rel=1e-12)
    assert mean(result, "contractor_share", "centre:town") == pytest.approx(hired / (own + hired), rel=1e-12)
    assert mean(result, "cost_per_handled") == mean(result, "staff_cost") / (
        handled.sum() / 3
    )  # of everybody


def test_steps_of_orders_are_no_customers() -> None:
    """What an office costs is paid by those who come, and by the orders closed; nobody is handled there."""
    scenario = small(
        {
            "halls.north.arrivals.per_day": 100,
            "services.pay.orders": {"matter": "50 %"},
            "centres.town": {"lines": {"one": line()}, "pools": ["own"]},
            "pools.own": {"works_at": "phone", "heads": 1, "cost": "30 yuan/h"},
            "pools.fitters": {"works_at": "office", "heads": 2, "cost": "60 yuan/h"},
            "offices.bureau": {
                "pools": ["fitters"],
                "departments": {"operations": {"pools": ["fitters"]}},
                "categories": {"matter": {"department": "operations", "work": "5 min"}},
            },
        }
    )
    result = run(scenario, replications=3)
    clerks, own, fitters = (result.sums["handled/pool/interval"].sum(axis=(0, 2)) / 3).tolist()
    assert min(clerks, own, fitters) > 0
    assert mean(result, "cost_per_handled") == pytest.approx(mean(result, "staff_cost") / (clerks + own))
    closed = mean(result, "orders_closed")
    assert mean(result, "cost_per_order") == pytest.approx(
        mean(result, "staff_cost", "office:bureau") / closed
    )
    assert mean(result, "cost_per_order", "office:bureau") == mean(result, "cost_per_order")
    assert np.isnan(mean(result, "cost_per_handled", "office:bureau"))


KIOSK = {
    "services.pay.kiosk": {"chosen": "50 %", "handle_time": "2 min"},
    "halls.north.pools": ["clerks", "kiosks"],
    "pools.clerks.cost": "60 yuan/h",
    "pools.kiosks": {"works_at": "kiosk", "heads": 3, "cost": "6 yuan/h"},
}


def test_kiosks_are_no_staff() -> None:
    """Figures of staff are those of the clerks alone; what kiosks cost is paid all the same, and their pool has figures."""
    result = run(small({**KIOSK, "halls.north.arrivals.per_day": 60}), replications=3)
    assert mean(result, "heads_on_duty", "pool:kiosks") == 3
    assert 0 < mean(result, "occupancy", "pool:kiosks") < mean(result, "occupancy", "pool:clerks")
    for name in ("occupancy", "heads_on_duty", "served_per_head_hour", "overtime"):
        for scope in ("all", "hall:north"):
            assert mean(result, name, scope) == mean(result, name, "pool:clerks"), (name, scope)
    of_pools = mean(result, "staff_cost", "pool:clerks") + mean(result, "staff_cost", "pool:kiosks")
    assert mean(result, "staff_cost") == pytest.approx(of_pools, rel=1e-12)


def with_chats(scope: str) -> Scenario:
    return small(
        {
            "halls": {},
            "centres.town": {
                "lines": {"one": line(), "web": line(channel="chat")},
                "pools": ["own", "online"],
            },
            "pools": {
                "own": {"works_at": "phone", "heads": 1, "phone": {"speaks": ["one"]}},
                "online": {
                    "works_at": "phone",
                    "heads": 1,
                    "phone": {"speaks": ["web"], "chats": {"at_once": 3}},
                },
            },
            "targets": [{"measure": LEVEL, "scope": scope, "at_least": "80 %"}],
        }
    )


@pytest.mark.parametrize("scope", ["channel:phone", "channel:chat"])
def test_at_the_peak_below_a_channel_is_that_channel(scope: str) -> None:
    """Chats are not on the phone, and the other way round."""
    figures = headline_figures(with_chats(scope))
    place = figures.index(Figure(LEVEL, scope))
    assert figures[place + 1] == Figure(LEVEL, scope, "peak")
    assert Figure(LEVEL, "all", "peak") not in figures


def test_levels_over_the_days_are_of_the_channel_that_the_target_is_about() -> None:
    """The curve, the map of days and hours, and their titles."""
    result = run(with_chats("channel:phone"), replications=2)
    plans = {plan.kind: plan for plan in figure_plans([result], "en")}
    titles = {}
    for kind in ("level_over_day", "level_heat_map"):
        axes: Any = plans[kind].panels[0](None)  # type: ignore[arg-type]
        titles[kind] = axes.get_title(loc="left")
        assert "on the phone" in titles[kind], titles
