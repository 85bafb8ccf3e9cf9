"""Outages that hypothesis makes: both engines say the same of them to the last bit, and what holds of all crews holds of theirs."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import fields
from functools import cache
from itertools import pairwise
from math import nan
from typing import Any

import numpy as np
from hypothesis import given, settings
from hypothesis import strategies as st

from sim.draws.crew_staff import crew_staff
from sim.draws.dice import Dice
from sim.draws.outage_callers import ReportTimes
from sim.events import engine as events
from sim.events.crews import restored as by_events
from sim.lanes import engine as lanes
from sim.lanes.crews.lanes import restored as by_lanes
from sim.log.columns import joined, names_of
from sim.log.outage_log import OutageLog
from sim.log.outages import Outages
from sim.network.outage_lives import OutageLives
from sim.running.candidates import evaluate_variants
from sim.running.experiment import run
from sim.scenario import Scenario
from sim.scenario.units import DAY
from tests.sim.events.written_log import clock
from tests.sim.events.written_outages import CALLED, Written, crews, outages_table
from tests.sim.lanes.same_answer import assert_same_records, assert_same_sums

LANES = range(2)

AID = {"pool": "neighbours", "customers_out": 150, "after": "90 min", "stays": "4 h"}
KIND: dict[str, Any] = {
    **CALLED,
    "outages.kinds.fault.reported": {"calls": 2, "after": {"exponential": {"mean": "4 min"}}},
    "outages.kinds.fault.repair.steps": {"assess": "10 %", "isolate": "40 %"},
    "outages.estimates": {
        "known": {"bias": "130 %", "cv": 0.6},
        "assigned": {"cv": 0.5},
        "cause": {"bias": "80 %", "cv": 0.2},
    },
    "outages.crews.dispatch": {"uniform": {"low": "0 min", "high": "20 min"}},
    "outages.crews.travel": {
        "city": {"lognormal": {"mean": "30 min", "cv": 0.5}},
        "country": {"gamma": {"mean": "60 min", "cv": 0.5}},
    },
}
DIFFERENT: tuple[dict[str, Any], ...] = (
    {},
    {"pools.line_crews.heads": {"06:00": 3, "14:00": 1, "22:00": 0}, "outages.crews.first": "known"},
    {
        **KIND,
        "pools.line_crews.absence": "30 %",
        "pools.country_crews": {"works_at": "field", "heads": {"08:00": 2, "17:00": 1}, "speed": "130 %"},
        "outages.crews.pools": {"country_crews": {"regions": ["country"]}, "line_crews": {}},
        "pools.neighbours": {"works_at": "field", "heads": {"07:00": 2, "20:00": 0}},
        "outages.crews.mutual_aid": AID,
    },
)  # fmt: skip
"""Two crews day and night; shifts; two pools with people missing, aid from outside, and dice for all that can have them."""


@st.composite
def made(draw: st.DrawFn) -> list[Written]:
    """Outages of two days, many of them at the same times, some behind earlier ones."""
    count = draw(st.integers(0, 12))
    starts = sorted(draw(st.lists(st.integers(0, 40), min_size=count, max_size=count)))
    found: list[Written] = []
    for number, start in enumerate(starts):
        minute = st.sampled_from([0, 0, 10, 30, 95])
        by_itself = draw(st.integers(0, 5)) == 0
        calls = sorted(draw(st.lists(st.integers(start, start + 8), max_size=4)))
        found.append(
            Written(
                f"{number}",
                clock(start * 60.0),
                customers=draw(st.sampled_from([1, 50, 50, 120])),
                region=draw(st.sampled_from(["city", "country"])),
                crews=0 if by_itself else draw(st.integers(1, 2)),
                assess=draw(minute),
                isolate=draw(minute),
                repair=draw(minute),
                restore=draw(minute),
                failures=draw(st.sampled_from([0, 0, 0, 2])),
                behind=draw(st.sampled_from(["", *(each.name for each in found)])),
                sensed=draw(st.sampled_from([0.0, 7.0, nan])),
                calls=tuple(clock(hour * 60.0) for hour in calls),
                ends=clock((start + draw(st.integers(0, 5))) * 60.0) if by_itself else "",
                priority=draw(st.integers(0, 1)),
                key=draw(st.booleans()),
            )
        )
    return found


def tables(scenario: Scenario, lanes: list[list[Written]]) -> tuple[Outages, ReportTimes]:
    """The outages of some lanes together."""
    parts = [outages_table(scenario, written, lane) for lane, written in enumerate(lanes)]
    before = np.cumsum([0, *(len(calls.time) for _, calls in parts)])
    first = [calls.first[:-1] + low for (_, calls), low in zip(parts, before.tolist(), strict=False)]
    times = np.concatenate([calls.time for _, calls in parts])
    return joined([table for table, _ in parts]), ReportTimes(np.concatenate([*first, [len(times)]]), times)


@cache
def scenario_of(number: int) -> Scenario:
    """One of the different scenarios."""
    return crews(DIFFERENT[number])


@settings(max_examples=40)
@given(st.sampled_from(range(len(DIFFERENT))), made(), made())
def test_both_engines_say_the_same_and_nothing_impossible(
    different: int, one: list[Written], other: list[Written]
) -> None:
    scenario = scenario_of(different)
    outages, would_call = tables(scenario, [one, other])
    staff = crew_staff(scenario, Dice(1), LANES)
    found = by_events(scenario, outages, would_call, staff)
    again = by_lanes(scenario, outages, would_call, staff)
    for mine, its in zip(found, again, strict=True):
        for each in fields(mine):
            np.testing.assert_array_equal(getattr(mine, each.name), getattr(its, each.name), each.name)
    check_times(outages, found)
    check_crews(scenario, outages, found, staff)


def check_times(outages: Outages, found: OutageLives) -> None:
    """Stages follow one another; nobody is known before he can be seen, nor restored before the start, nor before those in front."""
    lives = found.lives
    stages = ("known", "assigned", "on_site", "cause", "isolated", "restored")
    for row in range(len(lives.lane)):
        times = [getattr(lives, name)[row] for name in stages]
        times = [time for time in times if not np.isnan(time)]
        assert times == sorted(times)
        assert not times or times[0] >= outages.start[row]
        if outages.behind[row] >= 0:
            front = lives.restored[row - outages.number[row] + outages.behind[row]]
            assert not times or times[0] >= front
        assert np.isnan(lives.restored[row]) or lives.restored[row] < 2 * DAY
    for table in (found.steps, found.estimates):
        assert (np.diff(table.lane * 10_000 + table.number) >= 0).all()
    assert (found.estimates.estimate > found.estimates.given).all()


def check_crews(scenario: Scenario, outages: Outages, found: OutageLives, staff: list[Any]) -> None:
    """No crew is at two places; each is sent while on duty; an outage that crews end has had as many as it needs."""
    visits = found.visits
    pools = list(scenario.pools)
    duty = {pools.index(each.pool): each for each in staff}
    stays: dict[tuple[int, int, int], list[tuple[float, float]]] = defaultdict(list)
    for row in range(len(visits.lane)):
        who = int(visits.lane[row]), int(visits.pool[row]), int(visits.head[row])
        assigned, left = float(visits.assigned[row]), float(visits.left[row])
        stays[who].append((assigned, 2 * DAY if np.isnan(left) else left))
        windows = duty[who[1]].present(who[0]).calls[who[2]]
        assert any(window.start <= assigned < window.end for window in windows)
    for times in stays.values():
        assert all(earlier[1] <= later[0] for earlier, later in pairwise(sorted(times)))
    sent = np.zeros(len(outages.lane), dtype=np.int64)
    np.add.at(sent, np.searchsorted(outages.lane, visits.lane) + visits.number, 1)
    ended = ~np.isnan(found.lives.restored)
    assert (sent[ended] == outages.crews[ended]).all()
    assert (sent <= outages.crews).all()


def test_whole_scenarios_are_the_same_on_both_engines() -> None:
    """Drawn outages beside a hall, with people missing and aid from outside: records, logs, sums."""
    scenario = crews(
        {
            **DIFFERENT[2],
            "calendar": {"start": "2024-01-01", "days": 4, "warm_up": 1, "hours": ["08:00-12:00"]},
            "outages.kinds.fault.per_day": {"city": 8, "country": 4},
            "outages.kinds.fault.customers": {"lognormal": {"mean": 60, "cv": 1}},
        }
    )
    assert_same_records(scenario)
    assert_same_sums(scenario)
    for one, other in zip(*(logs(engine, scenario) for engine in (events, lanes)), strict=True):
        for name in names_of(one):
            np.testing.assert_array_equal(getattr(one, name), getattr(other, name), name)


def logs(engine: Any, scenario: Scenario) -> OutageLog:
    """The log of the outages that an engine writes."""
    found: OutageLog = engine.simulate(scenario, 1, range(2, 4)).outages
    assert len(found.visits.lane)
    return found


def test_crews_alone_that_differ_run_together() -> None:
    """Two staffings on the same outages, where nobody calls: as each by itself, and as the event engine has it."""
    changes = {
        "calendar": {"start": "2024-01-01", "days": 6, "hours": ["08:00-12:00"]},
        "halls": None,
        "services": None,
        "pools.clerks": None,
        "outages.kinds.fault.per_day": {"city": 12},
        "outages.kinds.fault.customers": {"lognormal": {"mean": 60, "cv": 1}},
    }
    variants = [crews({**changes, "pools.line_crews.heads": heads}) for heads in (1, 3)]
    together = evaluate_variants(variants, LANES)
    for variant, found in zip(variants, together, strict=True):
        own, by_event = (run(variant, seed=1, replications=2, engine=engine) for engine in ("numpy", "simpy"))
        for measure in ("saidi", "on_site_in_time", "occupancy", "staff_cost"):
            means = [result.estimate(measure, "all").mean for result in (found, own, by_event)]
            assert means[0] == means[1] == means[2]
    waits = [result.estimate("time_to_restore_mean", "all").mean for result in together]
    assert waits[0] > waits[1]
