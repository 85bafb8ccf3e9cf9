"""Figures of whole cases, on records written by hand, against figures worked out by hand."""

from __future__ import annotations

import numpy as np
import pytest

from sim.log.records import Outcome, Records, Stage
from sim.log.sheet import sheet_of
from sim.results.result import Result
from sim.scenario import Scenario
from sim.tally import Counter, Frame, tally
from tests.scenarios_for_tests import written

NOT = float("nan")
NORTH, TOWN = 0, 1
CLERKS, AGENTS, NOBODY = 0, 1, -1
NEXT_DAY = 1440.0

ROWS = [
    # replication, case, attempt, site, stage, pool, outcome, arrived, started, ended
    # from a call to a hall: hung up after 3 min, and waited 12 min at the counter on the next day; solved after 1400 min
    (0, 0, 1, TOWN, Stage.AGENT, NOBODY, Outcome.RENEGED, 600, NOT, 603),
    (0, 0, 2, NORTH, Stage.COUNTER, CLERKS, Outcome.RESOLVED, NEXT_DAY + 540, NEXT_DAY + 552, NEXT_DAY + 560),
    # one further call: waits of 2 and 4 min, solved after 100 min
    (0, 1, 1, TOWN, Stage.AGENT, AGENTS, Outcome.UNSOLVED, 610, 612, 620),
    (0, 1, 2, TOWN, Stage.AGENT, AGENTS, Outcome.RESOLVED, 700, 704, 710),
    # over midnight, and handed over: waits of 1 and 3 min, solved after 24 min
    (0, 2, 1, TOWN, Stage.AGENT, AGENTS, Outcome.UNSOLVED, 1438, 1439, 1445),
    (0, 2, 2, TOWN, Stage.AGENT, AGENTS, Outcome.HANDED_OVER, 1450, 1450, 1455),
    (0, 2, 2, TOWN, Stage.TRANSFER, AGENTS, Outcome.RESOLVED, 1455, 1458, 1462),
    # never solved: waits of 20 and 30 min, and no third visit
    (0, 3, 1, NORTH, Stage.COUNTER, CLERKS, Outcome.PAPERS_MISSING, 540, 560, 566),
    (0, 3, 2, NORTH, Stage.COUNTER, NOBODY, Outcome.SENT_HOME, 2 * NEXT_DAY + 540, NOT, 2 * NEXT_DAY + 570),
    # solved at once: a wait of 5 min, 13 min in all
    (0, 4, 1, NORTH, Stage.COUNTER, CLERKS, Outcome.RESOLVED, 545, 550, 558),
    # called back after 40 min, solved after 46 min
    (1, 0, 1, TOWN, Stage.OFFER, NOBODY, Outcome.SERVED, 500, 500, 500),
    (1, 0, 1, TOWN, Stage.CALLBACK, AGENTS, Outcome.RESOLVED, 500, 540, 546),
]

WAITS, TIMES = "wait_per_case_mean", "time_to_resolve_mean"
BY_HAND = {
    (WAITS, "all", "all"): ((3 + 12) + (2 + 4) + (1 + 3) + (20 + 30) + 5 + 40) / 6,
    (TIMES, "all", "all"): (1400 + 100 + 24 + 13 + 46) / 5,
    # where its first contact came
    (WAITS, "hall:north", "all"): (50 + 5) / 2,
    (TIMES, "hall:north", "all"): 13.0,
    (WAITS, "channel:hall", "all"): (50 + 5) / 2,
    (WAITS, "centre:town", "all"): (15 + 6 + 4 + 40) / 4,
    (TIMES, "centre:town", "all"): (1400 + 100 + 24 + 46) / 4,
    (TIMES, "language:one", "all"): (1400 + 100 + 24 + 46) / 4,
    (TIMES, "channel:phone", "all"): (1400 + 100 + 24 + 46) / 4,
    (TIMES, "service:ask", "all"): 1583 / 5,
    (WAITS, "segment:everyone", "all"): 20.0,
    # when its first contact came: all of them on the first day
    (WAITS, "all", "2024-01-01"): 20.0,
    (TIMES, "centre:town", "2024-01-01"): 1570 / 4,
}


def scenario() -> Scenario:
    """A hall and a call centre over three days, open all day."""
    return written(
        {
            "name": "by hand",
            "calendar": {"start": "2024-01-01", "days": 3, "hours": ["00:00-24:00"], "interval": "1 h"},
            "services": {"ask": {"share": "100 %", "handle_time": "4 min", "papers_missing": "10 %"}},
            "halls": {"north": {"arrivals": {"per_day": 10, "profile": "profile.csv"}, "pools": ["clerks"]}},
            "centres": {
                "town": {
                    "lines": {"one": {"arrivals": {"per_day": 10, "profile": "profile.csv"}}},
                    "pools": ["agents"],
                    "redial": {"reneged": "50 %", "unsolved": "50 %"},
                    "moves": [{"after": ["reneged"], "hall": "north", "share": "50 %"}],
                }
            },
            "pools": {
                "clerks": {"works_at": "counter", "heads": 1},
                "agents": {"works_at": "phone", "heads": 1},
            },
        },
        {"profile.csv": "start,end,weight\n00:00,24:00,1\n"},
    )


def records() -> Records:
    """The rows as columns."""
    table = np.array(ROWS, dtype=np.float64)
    replication, case, attempt, site, stage, pool, outcome = table[:, :7].astype(np.int64).T
    nothing = np.zeros(len(table), dtype=np.int64)
    columns = (replication, case, attempt, site, nothing, nothing, stage, pool, nothing, outcome)
    return Records(*columns, *table[:, 7:].T.copy(), language=np.where(site == TOWN, 0, -1))


@pytest.fixture(scope="module")
def result() -> Result:
    made = scenario()
    return Result(made, tally(records(), Frame(made), range(2)), 1, "simpy")


@pytest.mark.parametrize(("measure", "scope", "period"), BY_HAND)
def test_cases_by_hand(result: Result, measure: str, scope: str, period: str) -> None:
    found = result.estimate(measure, scope, period).mean
    assert found == pytest.approx(BY_HAND[measure, scope, period], rel=1e-15)


@pytest.mark.parametrize("measure", [WAITS, TIMES])
def test_no_case_began_on_later_days(result: Result, measure: str) -> None:
    """Their contacts of those days count on the first."""
    assert np.isnan(result.estimate(measure, "all", "2024-01-02").mean)
    periods = set(result.to_frame().query(f"measure == '{measure}' and scope == 'all'")["period"])
    assert periods == {"all", "peak", "open_peak", "2024-01-01"}


def test_days_may_come_sheet_by_sheet(result: Result) -> None:
    """A case is followed from one day's sheet to the next ones."""
    frame, rows = Frame(scenario()), records()
    counter = Counter(frame, range(2))
    for day in range(3):
        last = np.searchsorted([NEXT_DAY, 2 * NEXT_DAY], rows.arrived, side="right")
        last[5:7] = 1  # both stages of one call
        counter.add(sheet_of(rows.where(last == day), 0))
    sums = counter.tally()
    for name in (
        f"{sum_name}/{kind}/{cut}"
        for sum_name in ("case_wait", "cases_solved", "resolve_time")
        for kind in ("hall", "channel", "language")
        for cut in ("date", "clock")
    ):
        np.testing.assert_array_equal(sums[name], result.sums[name], name)


@pytest.mark.parametrize("measure", [WAITS, TIMES])
def test_a_target_on_the_cases_of_a_hall_without_any_is_kept(measure: str) -> None:
    """Nobody came whom it is about, so it keeps any threshold; with the cases of the records it has a value."""
    target = {"measure": measure, "scope": "hall:north", "at_most": "1 min"}
    made = scenario().replace({"targets": [target]})
    rows = records()
    nobody = Result(made, tally(rows.where(rows.hall == TOWN), Frame(made), range(2)), 1, "simpy")
    [verdict] = nobody.verdicts()
    assert (verdict.holds, verdict.empty) == (True, True)
    [verdict] = Result(made, tally(rows, Frame(made), range(2)), 1, "simpy").verdicts()
    assert (verdict.holds, verdict.empty) == (False, False)
