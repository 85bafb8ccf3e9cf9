"""Halls with appointments as a whole: against exact queues, against halls without them, and measures against the log."""

from __future__ import annotations

from math import exp
from typing import Any

import numpy as np
import pytest
from scipy.linalg import expm

from sim import compare, run
from sim.events import engine as events
from sim.lanes import engine as lanes
from sim.results.contacts_table import contacts_table
from sim.results.headline import headline_figures
from sim.running.fixed_visits import fixed_visits
from sim.scenario import Scenario, ScenarioError
from tests.scenarios_for_tests import small
from tests.sim.lanes.same_answer import assert_same_records, assert_same_sums

# -- D/M/c with no-shows ------------------------------------------------------------------------------------------------

SLOTS, EVERY, HANDLE, NO_SHOW = 24, 10.0, 9.0, 0.2


def booked_out(servers: int) -> Scenario:
    """24 slots of as many places as there are clerks, all of them booked before the day begins."""
    places = servers * SLOTS
    return small(
        {
            "services.pay.handle_time": {"exponential": {"mean": f"{HANDLE:g} min"}},
            "pools.clerks.heads": servers,
            "halls.north.arrivals": {"per_day": 1, "profile": "profile.csv", "counts": "counts.csv"},
            "halls.north.appointments": {
                "share": "100 %",
                "slots": [{"hours": "08:00-12:00", "every": f"{EVERY:g} min", "places": servers}],
                "no_show": f"{100 * NO_SHOW:g} %",
            },
        },
        {"counts.csv": f"date,start,end,contacts\n2024-01-01,07:30,08:00,{places}\n"},
    )


def exact_wait(servers: int, slots: int = SLOTS) -> float:
    """Mean wait of those who come, by the Markov chain of the number in the hall at the slots, from an empty hall on.

    At a slot each of `servers` customers comes with probability 1 - `NO_SHOW`, independently; between two slots customers leave as a
    pure death process, whose transitions are a matrix exponential. Who finds n before him waits for n - servers + 1 departures, each at
    rate servers / HANDLE.
    """
    most = servers * slots
    rates = np.minimum(np.arange(most + 1), servers) / HANDLE
    generator = np.diag(-rates) + np.diag(rates[1:], -1)
    between = expm(generator * EVERY)
    there, waited, came = np.eye(1, most + 1)[0], 0.0, 0.0
    for _ in range(slots):
        for _ in range(servers):
            wait = np.maximum(np.arange(most + 1) - servers + 1, 0) * HANDLE / servers
            waited += (1 - NO_SHOW) * float(there @ wait)
            came += 1 - NO_SHOW
            there = NO_SHOW * there + (1 - NO_SHOW) * np.append(0.0, there[:-1])
        there = there @ between
    return waited / came


def test_the_exact_wait_by_a_formula():
    """Two slots, one clerk: the second waits if the first came and is still there, and then the mean of an exponential time."""
    still_there = (1 - NO_SHOW) * exp(-EVERY / HANDLE)
    assert exact_wait(1, slots=2) == pytest.approx(still_there * HANDLE / 2)


@pytest.mark.parametrize("servers", [1, 2])
def test_appointments_with_no_shows_against_the_exact_queue(servers):
    result = run(booked_out(servers), replications=9000, seed=3, engine="numpy")
    found = result.estimate("wait_mean_booked", confidence=0.99)
    expected = exact_wait(servers)
    assert found.low < expected < found.high
    assert found.high - found.low < 0.08 * expected


# -- nobody books -------------------------------------------------------------------------------------------------------

HALL: dict[str, Any] = {
    "calendar.days": 2,
    "services.pay.handle_time": {"exponential": {"mean": "6 min"}},
    "services.pay.share": "60 %",
    "services.ask": {"share": "40 %", "handle_time": "3 min", "quick": "30 %", "papers_missing": "20 %"},
    "halls.north.arrivals.per_day": 40,
    "halls.north.pools": ["clerks", "greeters"],
    "halls.north.greeter": {"triage": "20 s", "answers": "50 %"},
    "halls.north.patience": {"exponential": {"mean": "30 min"}},
    "pools.clerks.heads": 1,
    "pools.greeters": {"works_at": "greeter", "heads": 1},
}
RULES: dict[str, Any] = {
    "share": "40 %",
    "slots": [{"hours": "08:00-12:00", "every": "15 min", "places": 1}],
    "no_show": "25 %",
    "ahead": "5 min",
    "delay": {"exponential": {"mean": "6 min"}},
}
APPOINTMENTS = "halls.north.appointments"


@pytest.mark.parametrize("engine", ["simpy", "numpy"])
def test_a_share_of_zero_is_a_hall_without_appointments(engine):
    one, other = (
        run(small(each), 3, engine=engine)
        for each in ({**HALL, APPOINTMENTS: RULES | {"share": "0 %"}}, HALL)
    )
    keys = ["scope", "period", "measure"]
    with_section, without = (
        each.to_frame().set_index(keys)[["mean", "ci_low", "ci_high"]] for each in (one, other)
    )
    assert set(without.index) < set(with_section.index)
    np.testing.assert_array_equal(with_section.loc[without.index].to_numpy(), without.to_numpy())


def test_both_engines_agree_on_a_hall_with_greeter_patience_and_returns():
    scenario = small({**HALL, APPOINTMENTS: RULES})
    assert_same_records(scenario)
    assert_same_sums(scenario)


def test_staffings_tried_on_known_visits_have_the_measures_of_their_own_runs():
    """Nobody comes back here, so that visits are the same under every staffing; of three replications the first two also count alone."""
    plain = {**HALL, "services.ask.papers_missing": "0 %", "pools.clerks.cost": "60 yuan/h"}
    variants = [small({**plain, APPOINTMENTS: RULES, "pools.clerks.heads": heads}) for heads in (1, 2)]
    known = fixed_visits(variants[0], range(3))
    for count, found in ((3, known.evaluate(variants)), (2, known.first(2).evaluate(variants))):
        for variant, result in zip(variants, found, strict=True):
            alone = run(variant, count)
            for name, values in alone.sums.items():
                np.testing.assert_array_equal(result.sums[name], values, err_msg=name)


def test_policies_with_and_without_appointments_are_compared():
    policies = {"none": {APPOINTMENTS: None}, "more": {f"{APPOINTMENTS}.share": "80 %"}}
    scenario = small({**HALL, APPOINTMENTS: RULES, "policies": policies})
    results = [run(scenario.with_policy(name), 3, engine="simpy") for name in ("baseline", "none", "more")]
    assert results[1].estimate("booked").mean == 0
    table = compare(results).query("scope == 'all' and period == 'all'")
    assert {"wait_mean", "booked"} <= set(table["measure"])


def test_visits_after_calls_walk_in():
    line = {"arrivals": {"per_day": 30, "profile": "profile.csv"}}
    scenario = small(
        {
            **HALL,
            "calendar.days": 3,
            APPOINTMENTS: RULES,
            "services.pay.phone": {"solved": "20 %"},
            "pools.agents": {"works_at": "phone", "heads": 3},
            "centres.town": {
                "lines": {"main": line},
                "pools": ["agents"],
                "redial": {"unsolved": "100 %"},
                "moves": [{"after": ["unsolved"], "hall": "north", "share": "60 %"}],
            },
        }
    )
    assert_same_records(scenario)
    assert_same_sums(scenario)
    table = contacts_table(lanes.simulate(scenario, 1, range(3)), scenario)
    assert (table[table["stage"] == "booked"]["attempt"] == 1).all()
    assert (table[table["site"] == "north"]["attempt"] > 1).any()


def test_a_policy_moves_customers_between_the_two_kinds():
    policies = {"more": {f"{APPOINTMENTS}.share": "80 %"}}
    many = {"slots": [{"hours": "08:00-12:00", "every": "15 min", "places": 5}]}
    scenario = small({**HALL, APPOINTMENTS: RULES | many, "policies": policies})
    shares = [
        run(scenario.with_policy(name), 10, engine="simpy")
        .to_frame()
        .query("measure == 'booked' and scope == 'all' and period == 'all'")
        for name in ("baseline", "more")
    ]
    few, many = (float(each["mean"].iloc[0]) for each in shares)
    assert 0.1 < few < many - 0.1


# -- measures -----------------------------------------------------------------------------------------------------------


def test_measures_are_what_the_log_says():
    """Each figure once more from the rows of the log, by hand."""
    scenario = small(
        {
            **HALL,
            "halls.north.greeter": None,
            "halls.north.pools": ["clerks"],
            "pools.greeters": None,
            APPOINTMENTS: RULES,
        }
    )
    result = run(scenario, 4, engine="simpy")
    frame = result.to_frame().query("scope == 'hall:north' and period == 'all'").set_index("measure")["mean"]
    table = contacts_table(events.simulate(scenario, 1, range(4)), scenario)
    key = ["replication", "case", "attempt"]
    slots = table[table["stage"] == "booked"].set_index(key)
    visits = table[table["stage"] != "booked"].set_index(key)
    kept = slots[slots["outcome"] == "served"]
    served = visits[visits["outcome"].isin(["resolved", "papers_missing"])]
    wait = served["started"] - served["arrived"]
    is_booked = wait.index.isin(kept.index)
    begun = served["started"].reindex(kept.index)
    assert 0 < len(kept) < len(slots)
    assert frame["booked"] == pytest.approx(len(kept) / len(visits))
    assert frame["no_shows"] == pytest.approx(1 - len(kept) / len(slots))
    assert frame["slots_used"] == pytest.approx(len(kept) / (4 * 2 * 16))  # 16 slots a day
    assert frame["wait_mean_booked"] == pytest.approx(wait[is_booked].mean())
    assert frame["wait_mean_walk_in"] == pytest.approx(wait[~is_booked].mean())
    assert frame["slot_kept_5_min"] == pytest.approx((begun - kept["arrived"] <= 5).mean())
    early = kept["ended"] < kept["arrived"]
    assert early.any()
    assert (visits["arrived"].reindex(kept.index)[early] == kept["arrived"][early]).all()


def test_the_headline_tells_of_appointments_where_there_are_any():
    with_them, without = (
        {each.measure for each in headline_figures(small(own))}
        for own in ({**HALL, APPOINTMENTS: RULES}, HALL)
    )
    assert with_them - without == {
        *("booked", "wait_mean_booked", "wait_mean_walk_in", "slot_kept_10_min", "no_shows", "slots_used")
    }


# -- what cannot be meant -----------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("own", "message"),
    [
        (
            {"slots": [{"hours": "18:00-19:00", "every": "15 min", "places": 1}]},
            "slots[0].hours = 18:00-19:00: has no slot at which the hall gives tickets, open 08:00-12:00: write hours within",
        ),
        (
            {"slots": [{"hours": "09:00-10:00", "every": "15 min", "places": 1, "days": "sat-sun"}]},
            "slots[0].days = sat-sun: offers slots on 'sat, sun', and the hall is open on no such day of the horizon",
        ),
        (
            {"slots": [{"hours": "09:00-10:00", "every": "15 min", "places": 1, "services": ["ask", "pya"]}]},
            "slots[0].services[1] = pya: is no service, did you mean pay?",
        ),
        (
            {"slots": [{"hours": "09:00-10:00", "every": "90 s", "places": 1}]},
            "slots[0].every = 90 s: is no whole number of minutes, write 10 min or 15 min",
        ),
        ({"no_show": 20}, "no_show = 20: has no unit, write 20 %"),
        ({"slots": []}, "slots: has no entries, it must have at least one"),
    ],
)
def test_rules_that_cannot_be_meant(own, message):
    with pytest.raises(ScenarioError) as caught:
        small({**HALL, APPOINTMENTS: RULES | own})
    assert str(caught.value).partition(f"{APPOINTMENTS}.")[2] == message


def test_appointments_that_nobody_books_are_warned_of():
    scenario = small({**HALL, APPOINTMENTS: RULES | {"share": "0 %"}})
    assert "lets nobody book, so that appointments have no effect: is a policy to raise it?" in [
        each.message for each in scenario.warnings
    ]


def test_more_who_mean_to_book_than_places_are_warned_of_under_each_policy():
    """40 customers a day and 16 places: 16 of them are 40 %."""
    policies = {"more": {f"{APPOINTMENTS}.share": "60 %"}}
    scenario = small({**HALL, APPOINTMENTS: RULES, "policies": policies})
    assert [each.message for each in scenario.warnings] == [
        "lets 24 customers a day mean to book, for whom there are 16 places: the others walk in (under the policy more)"
    ]


def test_tickets_called_in_vain_without_patience_are_warned_of():
    said = [each.message for each in small({"halls.north.called_in_vain": "30 s"}).warnings]
    assert said == ["has no effect, since nobody gives up waiting: add patience"]


def test_the_lanes_take_appointments():
    assert not lanes.refuses(small({**HALL, APPOINTMENTS: RULES}))
