"""Where more heads may break a target, and what is claimed then."""

from __future__ import annotations

from typing import Any

import pytest

from optimize.oracle import Oracle
from optimize.outcome import StaffingOutcome
from optimize.plans.choice import choice_of
from optimize.simulation import Simulation
from optimize.staff import staff
from optimize.target_checks import doubtful_measures, more_heads_never_hurt, target_problems
from optimize.task import Effort
from sim.scenario.target import Target
from tests.optimize.made_centres import centre
from tests.optimize.made_offices import METERING, OPERATIONS, made_office
from tests.optimize.tiny import JUNIORS, tiny
from tests.optimize.true_costs import holding_costs

SOLVED = {"measure": "first_contact_resolved", "at_least": "70 %"}

CHEAP_FIRST: dict[str, Any] = {
    "services.pay.phone": {"solved": "90 %"},
    "centres.west.lines.main.arrivals.per_day": 240,
    "centres.west.patience": {"time": {"exponential": {"mean": "5 min"}}},
    "centres.west.pools": ["cheap", "house"],
    "centres.west.routing": [{"steps": [{"pools": ["cheap"]}, {"pools": ["house"]}]}],
    "pools": {
        "cheap": {"works_at": "phone", "heads": 0, "cost": "30 yuan/h", "phone": {"quality": "60 %"}},
        "house": {"works_at": "phone", "heads": 6, "cost": "60 yuan/h"},
    },
    "targets": [SOLVED],
    "staffing": {"pools": {"cheap": {"most": 7, "block": "4 h"}, "house": {"most": 7, "block": "4 h"}}},
}
"""A cheap pool that solves 60 % of what the house solves, and is asked before it. The house solves 90 % of what it answers, the cheap
pool 54 %: with all cheap heads there no more than about that is solved at first contact."""


@pytest.fixture(scope="module")
def cheap_first() -> StaffingOutcome:
    return staff(centre(CHEAP_FIRST), effort=Effort(10, 20))


def test_a_plan_without_the_poor_pool_is_found(cheap_first: StaffingOutcome) -> None:
    """The fullest plan misses what the house alone keeps, so that it says nothing of the others; of all 64, the cheapest that holds is
    found by brute force."""
    choice = cheap_first.choice
    oracle = Oracle(Simulation(choice, range(10), 1))
    staffings = [(cheap, house) for cheap in range(8) for house in range(8)]
    holds = dict(zip(staffings, oracle.hold(staffings), strict=True))
    assert not holds[7, 7]
    assert holds[0, 6]
    assert cheap_first.plan is not None
    cheapest = min(holding_costs(choice, staffings, 10).values())
    assert cheap_first.record.found is not None
    assert cheap_first.record.found.cost == pytest.approx(cheapest)
    assert (cheap_first.status, cheap_first.bound.assumed) == ("optimal", "all")


def test_two_poor_pools_in_blocks_that_are_too_many_to_list() -> None:
    """Two cheap pools and four stretches of two hours more: 8^6 plans. With the house alone at its most the target holds, so that a plan is
    found; that none is cheaper is not claimed."""
    two = {
        **CHEAP_FIRST,
        "centres.west.pools": ["cheap", "other", "house"],
        "centres.west.routing": [{"steps": [{"pools": ["cheap", "other"]}, {"pools": ["house"]}]}],
        "pools.other": {"works_at": "phone", "heads": 0, "cost": "25 yuan/h", "phone": {"quality": "50 %"}},
        "staffing": {"pools": {name: {"most": 7, "block": "2 h"} for name in ("cheap", "other", "house")}},
    }
    found = staff(centre(two), effort=Effort(4, 8, rounds=3, proof=20))
    assert found.plan is not None
    assert (found.status, found.bound.is_known) == ("feasible", False)


def test_lines_held_against_each_other_where_the_fullest_plan_is_the_worst() -> None:
    """The line of its own has seven agents at the most and the other one, four times as busy, seven; with all of them the gap between them is
    wider than with few on the quiet line. That the fullest plan misses the target says nothing of the others."""
    both = {
        "centres.west.lines.second": {"arrivals": {"per_day": 60, "profile": "profile.csv"}},
        "centres.west.pools": ["agents", "others"],
        "pools.agents.phone": {"speaks": ["main"]},
        "pools.others": {
            "works_at": "phone",
            "heads": 2,
            "cost": "60 yuan/h",
            "phone": {"speaks": ["second"]},
        },
        "staffing": {"pools": {"agents": {"most": 5, "block": "4 h"}, "others": {"most": 7, "block": "4 h"}}},
        "targets": [
            {"measure": "gap_service_level_20_s_missed", "scope": "language:main", "at_most": "20 %"},
            {"measure": "service_level_20_s_missed", "scope": "channel:phone", "at_least": "30 %"},
        ],
    }
    found = staff(centre(both), effort=Effort(10, 20))
    oracle = Oracle(Simulation(found.choice, range(10), 1))
    assert oracle.hold([(5, 7)]) == [False]
    assert (found.status, found.plan is not None) == ("optimal", True)


@pytest.mark.parametrize(
    ("targets", "known", "doubt"),
    [
        ([{"measure": "wait_mean", "at_most": "5 min"}], True, []),
        ([{"measure": "resolved", "at_least": "50 %"}], True, []),
        ([{"measure": "visits_per_case", "at_most": 2}], False, ["visits_per_case"]),
        ([{"measure": "papers_missing", "at_most": "9 %"}], False, ["papers_missing"]),
        ([{"measure": "queue_mean", "at_most": 9}], True, []),
    ],
    ids=lambda value: (
        value[0]["measure"] if isinstance(value, list) and value and isinstance(value[0], dict) else ""
    ),
)
def test_measures_of_a_hall(targets: list[dict[str, Any]], known: bool, doubt: list[str]) -> None:
    """By reasoning: more clerks who work alike shorten waits, and more is solved; but of more who are served more lack papers, and come
    again."""
    choice = tiny({"pools": {"clerks": {"most": 3}}}, {"targets": targets})
    assert (more_heads_never_hurt(choice), doubtful_measures(choice)) == (known, doubt)


def test_a_slower_pool_is_not_known_to_help_and_taken_to() -> None:
    """A slow clerk who takes a customer holds him longer; whether that makes waits longer is tested on the staffings tried."""
    both = {"pools": {"clerks": {"most": 3}, "juniors": {"most": 3}}}
    assert more_heads_never_hurt(tiny(both, JUNIORS))
    slow = {**JUNIORS, "pools.juniors": {**JUNIORS["pools.juniors"], "speed": "50 %"}}
    assert not more_heads_never_hurt(tiny(both, slow))
    assert doubtful_measures(tiny(both, slow)) == []
    solved = {**slow, "targets": [{"measure": "resolved", "at_least": "50 %"}]}
    assert doubtful_measures(tiny(both, solved)) == ["resolved"]


def test_a_greeter_is_one_more_line_to_stand_in() -> None:
    greeter = {
        "halls.north.pools": ["clerks", "greeters"],
        "halls.north.greeter": {"triage": "2 min"},
        "pools.greeters": {"works_at": "greeter", "heads": 0, "cost": "45 yuan/h"},
    }
    assert not more_heads_never_hurt(
        tiny({"pools": {"clerks": {"most": 3}, "greeters": {"most": 1}}}, greeter)
    )
    assert more_heads_never_hurt(tiny({"pools": {"clerks": {"most": 3}}}, greeter))


def test_those_who_hand_over_are_not_known_to_help() -> None:
    """More of them answer more, and hand more over to the others."""
    other = {**CHEAP_FIRST, "targets": [{"measure": "speed_of_answer", "at_most": "1 min"}]}
    alike = {**other, "pools.cheap.phone": {}}
    assert more_heads_never_hurt(choice_of(centre(alike)))
    assert not more_heads_never_hurt(
        choice_of(centre({**alike, "pools.cheap.phone": {"transfer": {"to": ["house"]}}}))
    )


def said(measure: str, **side: str) -> list[str]:
    return target_problems([Target.model_validate({"measure": measure, **side})])


def test_a_gap_may_grow_with_more_heads_in_the_best_place():
    for found in (
        said("ratio_wait_mean", scope="hall", at_most="2"),
        said("gap_lost", scope="hall", at_most="5 %"),
    ):
        assert len(found) == 1
        assert "more heads in one place may break it" in found[0]


def test_work_orders_cannot_guide_where_nobody_is_chosen_who_does_them():
    for found in (said("in_time", at_least="95 %"), said("time_to_close_mean", at_most="3 days")):
        assert len(found) == 1
        assert "staffing.pools names no pool of an office" in found[0]
    late = Target.model_validate({"measure": "in_time", "at_least": "95 %"})
    assert target_problems([late], orders=True) == []


@pytest.mark.parametrize(
    ("measure", "side", "clock", "doubt"),
    [
        ("in_time", "at_least", "creation", False),
        ("backlog_mean", "at_most", "creation", False),
        ("in_time", "at_least", "acceptance", True),
        ("time_to_close_mean", "at_most", "creation", True),
    ],
)
def test_what_more_heads_do_to_orders_is_assumed_or_not(
    measure: str, side: str, clock: str, doubt: bool
) -> None:
    """By reasoning: late and open orders become fewer. The mean time of the closed is short, too, where only urgent ones are closed at all; and
    where a clock begins at acceptance, an order that lies with a coordinator is not late."""
    limit = {"in_time": "80 %", "backlog_mean": 9, "time_to_close_mean": "1 days"}[measure]
    choice = choice_of(
        made_office(
            True,
            True,
            changes={
                "offices.bureau.categories": {"fault": {**OPERATIONS, "clock": clock}, "meter": METERING},
                "targets": [{"measure": measure, side: limit}],
            },
        )
    )
    assert not more_heads_never_hurt(choice)
    assert bool(doubtful_measures(choice)) is doubt


def test_a_mean_wait_may_guide():
    assert said("wait_mean", at_most="15 min") == []
