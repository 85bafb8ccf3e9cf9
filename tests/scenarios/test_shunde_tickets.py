"""The bundled tickets of Shunde against what the paper says of them (named in the scenario file), and what their policies do."""

from __future__ import annotations

from functools import cache

import pytest

from sim.results.result import Result
from sim.running.candidates import evaluate
from sim.scenario import load
from sim.scenario.order_load import expected_orders

VISITS, PROBLEMS = 77_352, 9_300
"""Transactions of a month at the halls, and problems that a station has to answer."""

ASKED = frozenset({("contacts", "channel")}) | frozenset(
    (name, "all")
    for name in (
        "contacts",
        "orders_created",
        "in_time",
        "time_to_close_mean",
        "bounces",
        "first_right",
        "reopened",
        "chases_per_order",
    )
)


FEW_DAYS = {"calendar.days": 14, "calendar.warm_up": 0}
NOBODY_ASKS = {f"offices.stations.chasing.{key}": "0 %" for key in ("a_day", "a_day_older", "overdue")}


@cache
def under(policy: str) -> Result:
    """Two replications."""
    return evaluate(load("shunde_tickets", policy), [{}], range(2), 1, ASKED)[0]


def test_orders_are_expected_as_the_paper_counts_them() -> None:
    """In the mean week of December, times its 31 days: all problems of halls and hotline, whatever the policy."""
    scenario = load("shunde_tickets")
    (a_week,) = expected_orders(
        scenario.sites.values(), scenario.calendar, scenario.services, scenario.segments
    ).values()
    assert a_week * 31 / 7 == pytest.approx(PROBLEMS, rel=0.01)


def test_visits_and_orders_of_a_month() -> None:
    """Return visits included; orders of two replications, to some 1.5 % (days of halls vary by 5 %)."""
    result = under("baseline")
    assert result.estimate("orders_created").mean == pytest.approx(PROBLEMS, rel=0.015)
    assert result.estimate("contacts", "channel:hall").mean == pytest.approx(VISITS, rel=0.015)


def test_a_coordinator_sends_orders_right_and_they_are_in_time() -> None:
    """Right at first are 70 % from the halls and 60 % from the hotline, which sends 2,920 of 9,300; 95 % from the coordinator."""
    before, after = under("baseline"), under("coordinator")
    assert before.estimate("first_right").mean == pytest.approx(0.7 - 0.1 * 2920 / 9300, abs=0.01)
    assert after.estimate("first_right").mean == pytest.approx(0.95, abs=0.01)
    assert after.estimate("in_time").mean > 0.95 > before.estimate("in_time").mean
    assert after.estimate("time_to_close_mean").mean < before.estimate("time_to_close_mean").mean
    assert before.estimate("reopened").mean == 0 < after.estimate("reopened").mean


def test_whoever_is_told_asks_less() -> None:
    before, after = under("baseline"), under("coordinator")
    assert 0 < after.estimate("chases_per_order").mean < before.estimate("chases_per_order").mean / 2


def test_a_clock_that_starts_at_acceptance_mends_the_figure_and_nothing_else() -> None:
    """On common random numbers, and where nobody asks because an order is late, all orders take as long to the last digit, and more of them
    are in time."""
    before, after = (
        evaluate(load("shunde_tickets", policy).replace(NOBODY_ASKS | FEW_DAYS), [{}], range(1), 1, ASKED)[0]
        for policy in ("baseline", "clock_on_acceptance")
    )
    for name in ("time_to_close_mean", "bounces", "orders_created"):
        assert after.estimate(name).mean == before.estimate(name).mean
    assert after.estimate("in_time").mean > before.estimate("in_time").mean
