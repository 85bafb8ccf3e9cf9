"""Measures of simulated orders against the table of the same orders, worked out again with pandas; and files of records."""

from __future__ import annotations

from collections.abc import Mapping
from copy import deepcopy
from pathlib import Path
from typing import Any

import numpy as np
import pandas as pd
import pytest

from reports.records_file import RecordsFiles
from sim import run
from sim.results.desks import desk_figures, order_flow, overloaded
from sim.results.headline import headline_figures, leading_figures
from sim.results.result import Result
from sim.scenario import Scenario, ScenarioError
from tests.scenarios_for_tests import small

OFFICE: dict[str, Any] = {
    "calendar.days": 10,
    "calendar.warm_up": 3,
    "services.pay.orders": {"voltage": "40 %", "meter": "20 %"},
    "regions": {"city": "70 %", "country": "30 %"},
    "offices.bureau": {
        "pools": ["ops", "met", "coord", "duty"],
        "departments": {"operations": {"pools": ["ops"]}, "metering": {"pools": ["met"]}},
        "categories": {
            "voltage": {
                "department": "operations",
                "work": {"exponential": {"mean": "30 min"}},
                "deadline": "24 h",
                "solved": "80 %",
            },
            "meter": {
                "stages": [
                    {"department": "metering", "work": "30 min", "waits": "1 h", "rework": "20 %"},
                    {"department": "operations", "work": "10 min"},
                ]
            },
        },
        "routing": {"look": "5 min", "keeps": {"exponential": {"mean": "1 h"}}},
        "coordinator": {
            "pool": "coord",
            "classify": "3 min",
            "right": "60 %",
            "closing_call": {"time": "2 min", "finds": "90 %"},
        },
        "chasing": {"service": "pay", "a_day": "20 %"},
        "escalations": [{"at": "50 %", "priority": 1}, {"at": "80 %", "priority": 1, "pool": "duty"}],
    },
    "pools.ops": {"works_at": "office", "heads": 2},
    "pools.met": {"works_at": "office", "heads": 1},
    "pools.coord": {"works_at": "office", "heads": 1},
    "pools.duty": {"works_at": "office", "heads": 1},
}
ONE_HEAD: dict[str, Any] = {
    "pools.ops.heads": 1,
    "pools.duty": None,
    "offices.bureau.pools": ["ops", "met", "coord"],
    "offices.bureau.escalations": [],
}
"""One head of operations, and nobody to whom orders are escalated."""
DAY = pd.Timedelta("1D")
REPLICATIONS = 4


def with_office(changes: Mapping[str, Any] | None = None) -> Scenario:
    """A hall and an office, with other values at dotted keys."""
    return small({**deepcopy(OFFICE), **(changes or {})})


@pytest.fixture(scope="module", params=["simpy", "numpy"])
def result(request: pytest.FixtureRequest) -> Result:
    return run(with_office(), replications=REPLICATIONS, engine=request.param, records=True)


def test_measures_are_those_of_the_table(result: Result) -> None:
    """Each formula of the registry, applied to the rows of ``orders.parquet``."""
    every, start, end = result.orders(), pd.Timestamp("2024-01-01"), pd.Timestamp("2024-01-11")
    own = every[(every["created"] >= start) & (every["created"] < end)]
    closed = own[own["closed"].notna()]
    timed = own[own["category"] == "voltage"]
    judged = timed[timed["closed"].notna() | (timed["due"] < end)]
    took = closed["closed"] - closed["created"]
    minutes = took / pd.Timedelta("1min")
    still = every[every["closed"].isna()]
    before = every[(every["created"] < start)]
    expected = {
        "orders_created": len(own) / REPLICATIONS,
        "orders_closed": len(closed) / REPLICATIONS,
        "in_time": (judged["closed"] <= judged["due"]).sum() / len(judged),
        "time_to_close_mean": minutes.mean(),
        "bounces": own["bounces"].sum() / len(own),
        "chases_per_order": own["chases"].sum() / len(own),
        "reopened": (own["reopened"] > 0).sum() / (own["closed"].notna() | (own["reopened"] > 0)).sum(),
        "worked_mean": closed["worked"].mean(),
        "lying_share": 1 - closed["worked"].sum() / minutes.sum(),
        "escalated_1": (judged["level"] >= 1).mean(),
        "escalated_2": (judged["level"] >= 2).mean(),
        "backlog_end": len(still) / REPLICATIONS,
        "backlog_age_end": (end - still["created"]).mean() / pd.Timedelta("1min"),
        "backlog_growth": (len(still) - len(before)) / REPLICATIONS / 10 * 7,
        "backlog_mean": (every["closed"].fillna(end) - every["created"].clip(lower=start)).sum()
        / (10 * DAY)
        / REPLICATIONS,
    }
    assert 0.1 < expected["in_time"] < 1.0
    assert expected["bounces"] > 0.1
    assert expected["chases_per_order"] > 0.01
    for name, value in expected.items():
        assert result.estimate(name).mean == pytest.approx(value, rel=1e-9), name
    of_each = [
        np.quantile(found, 0.9, method="inverted_cdf") for _, found in minutes.groupby(closed["replication"])
    ]
    assert result.estimate("time_to_close_p90").mean == pytest.approx(np.mean(of_each), rel=1e-9)


def test_time_to_close_is_work_and_where_orders_lie(result: Result) -> None:
    """Minutes in line are those of the steps of closed orders; all parts together are the whole."""
    parts = ("worked_mean", "lying_in_line", "lying_in_hand", "lying_with_wrong", "lying_elsewhere")
    whole = {name: result.estimate(name).mean for name in (*parts, "time_to_close_mean")}
    assert sum(whole[name] for name in parts) == pytest.approx(whole["time_to_close_mean"], rel=1e-9)
    assert min(whole[name] for name in parts[:4]) > 0
    orders = result.orders().set_index(["replication", "order"])
    start, end = pd.Timestamp("2024-01-01"), pd.Timestamp("2024-01-11")
    own = orders[(orders["created"] >= start) & (orders["created"] < end) & orders["closed"].notna()]
    steps = result.order_steps().set_index(["replication", "order"])
    steps = steps[steps.index.isin(own.index)]
    in_line = (steps["started"] - steps["joined"]).sum() / pd.Timedelta("1min")
    assert whole["lying_in_line"] == pytest.approx(in_line / len(own), rel=1e-9)


def test_steps_belong_to_orders(result: Result) -> None:
    """Work on an order is that of its steps, and what came to desks left them, or stands there."""
    orders, steps = result.orders(), result.order_steps()
    ended = steps[steps["ended"].notna()]
    looks = ended[ended["kind"] == "look"].groupby(["replication", "order"]).size()
    by_order = orders.set_index(["replication", "order"])["bounces"]
    pd.testing.assert_series_equal(
        looks.astype("int16"), by_order[by_order > 0], check_names=False, check_index_type=False
    )
    closed_steps = (steps["outcome"] == "closed").sum()
    assert closed_steps == orders["closed"].notna().sum()
    flow = order_flow(result).mean
    assert flow.sum() > 0
    assert flow.shape == (5, 5)


def test_engines_agree() -> None:
    """The same figures, to the last bit, whoever simulates."""
    one, other = (run(with_office(), replications=2, engine=engine) for engine in ("simpy", "numpy"))
    assert one.sums.keys() == other.sums.keys()
    for name, values in one.sums.items():
        np.testing.assert_array_equal(values, other.sums[name], err_msg=name)


def test_shares_of_staff(result: Result) -> None:
    """Heads of the office are there while it is open, and paid by the hour as others are."""
    assert result.estimate("heads_on_duty", "office:bureau").mean == pytest.approx(5.0)
    busy = result.estimate("occupancy", "pool:ops").mean
    assert 0.2 < busy <= 1.0
    load = desk_figures(result).load
    assert load.mean[0] >= busy * 0.9


def test_too_few_heads_are_told_of() -> None:
    """One head of operations, who is there for 4 h a day, gets some 8 orders of 30 min a day and 4 of 10 min, and some of them again: the line grows."""
    scenario = with_office(ONE_HEAD)
    poor = run(scenario, replications=4)
    assert overloaded(poor) == ["bureau"]
    growth = poor.estimate("backlog_growth", "office:bureau")
    assert growth.low > 0
    rich = run(with_office({"pools.ops.heads": 8, "pools.coord.heads": 4}), replications=4)
    assert overloaded(rich) == []


def test_too_few_heads_who_can_do_some_orders_are_told_of() -> None:
    """The same head alone does voltage; the line of meters is done by eight others, so that the desk as a whole is idle for most of its time. With five heads
    for voltage it keeps up."""
    others = {
        **ONE_HEAD,
        "offices.bureau.pools": ["ops", "meters", "met", "coord"],
        "offices.bureau.departments.operations.pools": ["ops", "meters"],
        "pools.ops.serves": ["voltage"],
        "pools.meters": {"works_at": "office", "heads": 8, "serves": ["meter"]},
        "pools.coord.heads": 4,
    }
    poor = run(with_office(others), replications=4)
    assert overloaded(poor) == ["bureau"]
    rich = run(with_office({**others, "pools.ops.heads": 8}), replications=4)
    assert overloaded(rich) == []


def test_heads_with_several_orders_in_hand_do_more_before_they_are_too_few() -> None:
    """With eight in hand at full pace the head does what eight would do; at an eighth of the pace no more than one."""
    full = {**ONE_HEAD, "pools.ops.office": {"at_once": 8}, "pools.coord.heads": 4}
    assert overloaded(run(with_office(full), replications=4)) == []
    slow = {
        **full,
        "pools.ops.office": {
            "at_once": 8,
            "pace": ["100 %", "50 %", "33 %", "25 %", "20 %", "17 %", "14 %", "12.5 %"],
        },
    }
    assert overloaded(run(with_office(slow), replications=4)) == ["bureau"]


def test_files_of_records(result: Result, tmp_path: Path) -> None:
    with RecordsFiles(tmp_path, with_policy=True) as files:
        for records in result.records:
            files.write(result.scenario, records)
        written = files.whole()
        assert sorted(written) == ["contacts.parquet", "order_steps.parquet", "orders.parquet"]
        orders = pd.read_parquet(written["orders.parquet"])
        assert set(orders["policy"]) == {"baseline"}
        assert len(orders) == len(result.orders())
        assert orders["order"].tolist() == result.orders()["order"].tolist()
        steps = pd.read_parquet(written["order_steps.parquet"])
        assert {"department:operations", "pool:coord", "pool:duty"} <= set(steps["desk"])


def test_a_scenario_without_offices_has_nothing_of_it() -> None:
    plain = run(small(), replications=2, records=True)
    assert not {"orders_created", "in_time", "backlog_mean"} & {each.name for each in plain.measures}
    assert not [name for name in plain.sums if "order" in name or "backlog" in name or "desk" in name]
    assert not plain.frame.names["office"] + plain.frame.names["category"] + plain.frame.names["region"]
    with pytest.raises(ValueError, match="has no offices"):
        plain.orders()
    with RecordsFiles(Path("nowhere"), with_policy=False):
        pass  # nothing is written


def test_headline_figures() -> None:
    scenario = with_office()
    assert [figure.measure for figure in leading_figures(scenario)] == ["wait_mean", "in_time"]
    names = [figure.measure for figure in headline_figures(scenario)]
    assert {"in_time", "reopened", "escalated_2", "backlog_growth"} <= {*names}
    assert "in_time" not in [figure.measure for figure in leading_figures(small())]


def test_targets_on_orders() -> None:
    """A peak has no meaning for what is counted at the end of a day; an unknown category is told of with its nearest name."""
    asked = [{"measure": "in_time", "scope": "category:voltage", "at_least": "50 %"}]
    scenario = with_office({"targets": asked})
    verdict = run(scenario, replications=2).verdicts()[0]
    assert verdict.target.scope == "category:voltage"
    for wrong, message in (
        ({"measure": "backlog_end", "period": "peak", "at_most": 10}, "has no meaning for backlog_end"),
        ({"measure": "in_time", "scope": "category:voltag", "at_least": "50 %"}, "unknown category"),
        ({"measure": "in_time", "scope": "pool:ops", "at_least": "50 %"}, "unknown scope for in_time"),
    ):
        with pytest.raises(ScenarioError, match=message):
            with_office({"targets": [wrong]})
