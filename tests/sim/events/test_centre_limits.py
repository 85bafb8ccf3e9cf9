"""Call centres whose behaviour is known without a log: one pool, apart, everybody counted, too many, missing heads."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest
from scipy.stats import binom

from sim.draws.absence import Absence
from sim.draws.dice import Dice
from sim.events.engine import simulate
from sim.log.records import Outcome, Records, Stage
from sim.results.result import Result
from sim.scenario import Scenario
from sim.tally import Frame, tally
from sim.time.duty_windows import servers_of
from sim.time.opening import opening_of
from tests.sim.events.written_calls import centre

EXPONENTIAL = {"exponential": {"mean": "4 min"}}
TWO = ("ask", "fault")


def busy(per_day: float, pools: dict[str, Any], services: tuple[str, ...] = TWO, **rules: Any) -> Scenario:
    """A centre with random talks and many calls."""
    scenario = centre(pools, services=services, **rules)
    overrides: dict[str, Any] = {"centres.town.lines.one.arrivals.per_day": per_day}
    return scenario.replace(overrides | {f"services.{name}.handle_time": EXPONENTIAL for name in services})


def agents(records: Records) -> Records:
    """Rows of the stage at which an agent talks, by replication and case."""
    rows = records.where(records.stage == Stage.AGENT)
    return rows.where(np.lexsort((rows.attempt, rows.case, rows.replication)))


def test_agents_who_can_do_all_are_one_pool():
    """Six agents in three pools, in whatever steps, answer at the same times as six in one pool."""
    names = {"a": {"heads": 1}, "b": {"heads": 2}, "c": {"heads": 3}}
    one = agents(simulate(busy(340, {"all": {"heads": 6}}), 1, range(3)))
    assert (one.wait > 0).mean() > 0.3
    for routing in ([], [{"steps": [{"pools": ["c"]}, {"pools": ["a", "b"]}]}]):
        apart = agents(simulate(busy(340, names, routing=routing), 1, range(3)))
        np.testing.assert_array_equal(apart.started, one.started)
        np.testing.assert_array_equal(apart.ended, one.ended)


def test_pools_without_a_shared_skill_are_centres_of_their_own():
    """The calls for one service wait as if there were no others."""
    pools = {"asks": {"heads": 3, "serves": ["ask"]}, "faults": {"heads": 3, "serves": ["fault"]}}
    both = agents(simulate(busy(340, pools), 1, range(3)))
    many = {"asks": {"heads": 3, "serves": ["ask"]}, "faults": {"heads": 300, "serves": ["fault"]}}
    alone = agents(simulate(busy(340, many), 1, range(3)))
    own, other = both.service == 0, both.service == 1
    assert (both.wait[own] > 0).any()
    np.testing.assert_array_equal(both.started[own], alone.started[own])
    assert (alone.wait[other] == 0).all()
    assert (both.wait[other] > 0).any()


def test_more_agents_move_no_draw():
    """Who calls when, wanting what, and for how long, is the same under another staffing."""
    few, more = (agents(simulate(busy(200, {"own": {"heads": heads}}), 1, range(2))) for heads in (4, 9))
    np.testing.assert_array_equal(few.arrived, more.arrived)
    np.testing.assert_array_equal(few.ended - few.started, more.ended - more.started)


def test_replications_do_not_depend_on_their_batch():
    scenario = busy(200, {"own": {"heads": 3, "phone": {"absence": "30 %"}}}, patience={"time": "2 min"})
    whole, third = simulate(scenario, 1, range(3)), simulate(scenario, 1, range(2, 3))
    kept = whole.where(whole.replication == 2)
    for name in ("case", "stage", "pool", "server", "outcome", "arrived", "started", "ended"):
        np.testing.assert_array_equal(getattr(kept, name), getattr(third, name))


@pytest.mark.parametrize("patience", [None, {"time": EXPONENTIAL, "none": "5 %"}])
def test_ten_times_too_many_calls_are_all_counted(patience: dict[str, Any] | None):
    """Every case has one first call, every call one end.

    Ten calls a minute, four agents, twenty trunks: at most one call a minute is answered and, with a mean patience of four
    minutes, five hang up. So more than a third hears the busy tone.
    """
    rules = {} if patience is None else {"patience": patience}
    redial = {"reneged": "50 %", "busy": "50 %", "most_calls": 3}
    scenario = busy(2400, {"own": {"heads": 4}}, trunks=20, redial=redial, overtime_limit="10 min", **rules)
    records = simulate(scenario, 1, range(2))
    last = records.where(~np.isin(records.outcome, [Outcome.SERVED]))
    contact = (last.replication * 10**6 + last.case) * 64 + last.attempt
    assert len(np.unique(contact)) == len(contact) == len(records)
    for replication in range(2):
        first = last.where((last.replication == replication) & (last.attempt == 1))
        np.testing.assert_array_equal(np.sort(first.case), np.arange(len(first)))
    result = Result(scenario, tally(records, Frame(scenario), range(2)), 1, "simpy")
    parts = ["answered", "abandoned", "sent_home", "busy_tone", "turned_away"]
    total = sum(float(result.sample(name).mean) for name in parts[2:])
    offered = float(result.sample("calls_offered").mean) / float(result.sample("contacts").mean)
    total += offered * sum(float(result.sample(name).mean) for name in parts[:2])
    assert total == pytest.approx(1, abs=1e-12)
    assert float(result.sample("occupancy").mean) > 0.99
    assert float(result.sample("busy_tone").mean) > 1 / 3


def test_missing_heads_are_binomial_and_neither_work_nor_count_as_present():
    scenario = busy(60, {"own": {"heads": 20, "phone": {"absence": "10 %"}}}, calendar={"days": 5})
    opening = opening_of(scenario, "town")
    absence = Absence(servers_of(scenario, "own", opening), 0.1, opening, Dice(1), range(400))
    numbers = absence.missing.sum(axis=2).ravel()  # 2,000 days of 20 heads
    assert binom.cdf(numbers.sum(), 40_000, 0.1) > 1e-3
    assert binom.sf(numbers.sum() - 1, 40_000, 0.1) > 1e-3
    assert numbers.var() == pytest.approx(
        20 * 0.1 * 0.9, rel=0.15
    )  # four standard errors: sqrt(2 / 2000) each
    records = simulate(scenario, 1, range(3))
    gone = records.where(records.stage == Stage.ABSENT)
    there = records.where(records.stage == Stage.AGENT)
    missing = {(*key,) for key in np.stack((gone.replication, gone.server, gone.arrived // 1440)).T.tolist()}
    worked = {
        (*key,) for key in np.stack((there.replication, there.server, there.started // 1440)).T.tolist()
    }
    assert missing
    assert not missing & worked
    expected = {(row, head, day) for row, day, head in np.argwhere(absence.missing[:3]).tolist()}
    assert missing == expected
    assert (gone.ended - gone.started == 240).all()  # from 08:00 to 12:00
    result = Result(scenario, tally(records, Frame(scenario), range(3)), 1, "simpy")
    heads = 20 - len(missing) / (3 * 5)
    assert float(result.sample("heads_on_duty").mean) == pytest.approx(heads, rel=1e-12)


def test_calls_of_the_warm_up_are_left_out_but_leave_callers_behind():
    """Who called in vain in the warm-up calls again in the horizon; only that call is recorded."""
    scenario = busy(
        60,
        {"own": {"heads": 1}},
        calendar={"days": 1, "warm_up": 2},
        patience={"time": "0 min"},
        redial={"reneged": "100 %", "after": "24 h", "most_calls": 5},
    )
    records = simulate(scenario, 1, range(3))
    assert records.arrived.min() >= 0
    assert (records.attempt == 2).any()
    assert (records.attempt == 3).any()
