"""Who calls, and what calls carry: against hand calculation, theory, and draws that nothing else moves."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest
from scipy import stats

from sim.draws.calls import LineDemand
from sim.draws.dice import Dice
from sim.draws.patience import patience_of
from sim.draws.terms import tries_of
from sim.scenario import Scenario
from sim.scenario.phone import Patience
from sim.time.opening import opening_of
from tests.scenarios_for_tests import written
from tests.sim.events.written_calls import centre


def demand_of(scenario: Scenario, line: str = "one", seed: int = 1) -> LineDemand:
    return LineDemand(scenario, "town", line, opening_of(scenario, "town"), Dice(seed))


def calls_of(scenario: Scenario, attempt: int = 1, replications: range = range(50)) -> Any:
    demand = demand_of(scenario.replace({"centres.town.lines.one.arrivals.per_day": 200}))
    return demand.contacts(demand.cases(0, replications), attempt)


def test_patience_has_its_shares_of_none_and_endless():
    """The lowest 20 % hang up at once, the highest 30 % never do; the median of the others is at 0.2 + 0.5 / 2."""
    patience = Patience.model_validate(
        {"time": {"exponential": {"mean": "3 min"}}, "none": "20 %", "endless": "30 %"}
    )
    minutes = patience_of(patience, np.array([0.0, 0.199, 0.2, 0.45, 0.699, 0.7, 0.99]))
    assert minutes[[0, 1, 2]].tolist() == [0, 0, 0]
    assert minutes[3] == pytest.approx(3 * np.log(2))
    assert minutes[4] == pytest.approx(-3 * np.log(1 - 0.499 / 0.5))
    assert np.isinf(minutes[5:]).all()
    assert (np.diff(minutes[:6]) >= 0).all()


def test_nobody_but_the_endless_is_left_when_shares_fill_the_whole():
    patience = Patience.model_validate({"time": "3 min", "none": "20 %", "endless": "80 %"})
    assert patience_of(patience, np.array([0.1, 0.2, 0.9])).tolist() == [0, np.inf, np.inf]


def test_tries_until_a_caller_is_reached_are_geometric():
    """With 60 % a try: the first below 0.6, the second below 0.84, the third below 0.936."""
    assert tries_of(0.6, np.array([0.0, 0.599, 0.601, 0.839, 0.841, 0.935, 0.937])).tolist() == [
        1,
        1,
        2,
        2,
        3,
        3,
        4,
    ]
    assert tries_of(1.0, np.array([0.5])).tolist() == [1]
    assert np.isinf(tries_of(0.0, np.array([0.5]))).all()


def test_a_service_may_have_a_patience_of_its_own():
    scenario = centre(services=("ask", "fault"), patience={"time": "3 min"})
    calls = calls_of(scenario.replace({"services.fault.phone.patience": {"time": "9 min", "none": "50 %"}}))
    ask = calls.drawn.cases.service == 0
    assert set(calls.patience[ask]) == {3.0}
    assert set(calls.patience[~ask]) == {0.0, 9.0}


def test_patience_falls_with_each_call():
    scenario = centre(patience={"time": "8 min"}, redial={"patience": "50 %"})
    assert [set(calls_of(scenario, attempt).patience) for attempt in (1, 2, 3)] == [{8.0}, {4.0}, {2.0}]


def test_who_comes_from_the_app_is_patient_as_at_a_second_contact_though_nobody_calls_again():
    scenario = centre(patience={"time": "8 min"}, redial={"patience": "50 %", "most_calls": 1})
    assert set(calls_of(scenario, 2).patience) == {4.0}


def test_each_attempt_and_line_has_draws_of_its_own():
    scenario = centre(lines={"one": {}, "two": {}}).replace(
        {f"centres.town.lines.{line}.arrivals.per_day": 100 for line in ("one", "two")}
    )
    one, two = (demand_of(scenario, line) for line in ("one", "two"))
    first = one.cases(0, range(3))
    assert not np.isin(one.contacts(first, 1).solve, one.contacts(first, 2).solve).any()
    assert not np.isin(first.arrived, two.cases(0, range(3)).arrived).any()


def test_actual_counts_are_used_as_they_are_and_other_dates_stay_poisson():
    """Three calls from 09:00 to 09:30 and five from 11:00 to 12:00 of the first day, in every replication."""
    table = "date,start,end,contacts\n2024-01-01,09:00,09:30,3\n2024-01-01,10:00,10:30,0\n2024-01-01,11:00,12:00,5\n"
    scenario = written(
        {
            "name": "counts",
            "calendar": {"start": "2024-01-01", "days": 2, "hours": ["08:00-12:00"]},
            "services": {"ask": {"share": "100 %", "handle_time": "4 min"}},
            "centres": {
                "town": {
                    "lines": {
                        "one": {
                            "arrivals": {
                                "per_day": 40,
                                "profile": "profile.csv",
                                "counts": "counts.csv",
                                "day_to_day_cv": 0.5,
                            }
                        }
                    },
                    "pools": ["own"],
                }
            },
            "pools": {"own": {"works_at": "phone", "heads": 1}},
        },
        {"profile.csv": "start,end,weight\n08:00,12:00,1\n", "counts.csv": table},
    )
    demand = demand_of(scenario)
    cases = demand.cases(0, range(200))
    assert cases.count.tolist() == [8] * 200
    arrived = cases.arrived.reshape(200, 8)
    assert (np.diff(arrived, axis=1) >= 0).all()
    assert ((arrived[:, :3] >= 540) & (arrived[:, :3] < 570)).all()
    assert ((arrived[:, 3:] >= 660) & (arrived[:, 3:] < 720)).all()
    # uniform in the stretch: the mean of 600 such times has a standard error of 30 / sqrt(12 * 600) min
    assert arrived[:, :3].mean() == pytest.approx(555, abs=4 * 30 / np.sqrt(12 * 600))
    assert len(set(demand.cases(1, range(200)).count.tolist())) > 10


def test_lines_share_the_busyness_of_a_day():
    """Counts of a day are Poisson with gamma means: alone they vary by m + (m cv)^2, and both together by cv^2 m^2."""
    lines = {"one": {}, "two": {}}
    scenario = centre(lines=lines, day_to_day_cv=0.5).replace(
        {f"centres.town.lines.{line}.arrivals.per_day": 400 for line in lines}
    )
    one, two = (demand_of(scenario, line).cases(0, range(2000)).count for line in lines)
    covariance, variance = np.cov(one, two)[0, 1], one.var()
    # standard error of a variance of 2,000 gamma factors of shape 4 (excess kurtosis 6 / 4): sqrt((2 + 1.5) / 2000) = 4.2 %
    assert variance == pytest.approx(400 + 200**2, rel=0.17)
    assert covariance == pytest.approx(200**2, rel=0.17)
    apart = centre(lines=lines).replace(
        {
            f"centres.town.lines.{line}.arrivals": {
                "per_day": 400,
                "profile": "profile.csv",
                "day_to_day_cv": 0.5,
            }
            for line in lines
        }
    )
    one, two = (demand_of(apart, line).cases(0, range(2000)).count for line in lines)
    assert abs(np.corrcoef(one, two)[0, 1]) < 4 / np.sqrt(2000)


HALVES = {"per_day": 400, "profile": "profile.csv", "halves": {"cv": 0.3, "correlation": 0.6, "at": "09:00"}}


def test_morning_and_afternoon_have_gamma_factors_joined_by_a_gaussian_copula():
    """Its rank correlation is 6 / pi * arcsin(r / 2) (Kruskal 1958); means are 1, coefficients of variation as stated."""
    scenario = centre().replace({"centres.town.lines.one.arrivals": HALVES})
    demand, count = demand_of(scenario), 4000
    halves = scenario.centres["town"].lines["one"].arrivals.halves
    assert halves is not None
    early, late = demand.coming.factors(0, halves, range(count))
    for each in (early, late):
        assert each.mean() == pytest.approx(1, abs=4 * 0.3 / np.sqrt(count))
        assert each.std() == pytest.approx(0.3, rel=4 / np.sqrt(count))
    ranks = stats.spearmanr(early, late).statistic
    assert ranks == pytest.approx(6 / np.pi * np.arcsin(0.3), abs=4 / np.sqrt(count))


def test_counts_of_the_morning_and_the_afternoon_vary_as_their_factors():
    """A quarter of 400 comes before 09:00: its variance is 100 + (100 * 0.3)^2, that of the rest 300 + (300 * 0.3)^2."""
    scenario = centre().replace({"centres.town.lines.one.arrivals": HALVES})
    count = 3000
    cases = demand_of(scenario).cases(0, range(count))
    early = np.bincount(cases.lane[cases.arrived < 540], minlength=count)
    late = np.bincount(cases.lane[cases.arrived >= 540], minlength=count)
    assert early.mean() == pytest.approx(100, abs=4 * np.sqrt(1000 / count))
    assert late.mean() == pytest.approx(300, abs=4 * np.sqrt(8400 / count))
    # the excess kurtosis of these counts is near that of the gamma factor, 6 * 0.3^2: standard error sqrt(2.54 / 3000)
    assert early.var() == pytest.approx(1000, rel=4 * np.sqrt(2.54 / count))
    assert late.var() == pytest.approx(8400, rel=4 * np.sqrt(2.54 / count))
    for part, low, high in ((cases.arrived < 540, 480, 540), (cases.arrived >= 540, 540, 720)):
        times = cases.arrived[part]
        error = (high - low) / np.sqrt(12 * len(times))
        assert times.mean() == pytest.approx((low + high) / 2, abs=4 * error)


def test_without_correlation_morning_says_nothing_of_the_afternoon():
    arrivals = HALVES | {"halves": {"cv": 0.3, "correlation": 0, "at": "09:00"}}
    scenario = centre().replace({"centres.town.lines.one.arrivals": arrivals})
    halves = scenario.centres["town"].lines["one"].arrivals.halves
    assert halves is not None
    early, late = demand_of(scenario).coming.factors(0, halves, range(2000))
    assert abs(np.corrcoef(early, late)[0, 1]) < 4 / np.sqrt(2000)
