"""What a plan costs is what its owner pays, overtime too: a case by hand, and made cases against every plan there is."""

from __future__ import annotations

from itertools import product
from typing import Any

import pytest

from optimize.outcome import StaffingOutcome
from optimize.plans.choice import choice_of
from optimize.plans.pay import changes_of_plan
from optimize.staff import staff
from optimize.task import Effort
from reports.certificate import certificate
from sim.running.candidates import evaluate
from sim.scenario import Scenario
from tests.optimize.made_centres import HIRED, TWO_LINES, centre
from tests.optimize.true_costs import holding_costs
from tests.scenarios_for_tests import small

QUICK = Effort(search=16, check=64, rounds=10, proof=200)


def rush(pay: str, most: int = 5) -> Scenario:
    """Half an hour from 08:00 on, a yuan a minute: twelve customers of twenty minutes come in its first minute, and all are served."""
    return small(
        {
            "calendar.interval": "30 min",
            "calendar.hours": ["08:00-08:30"],
            "halls.north.arrivals": {"per_day": 12, "profile": "profile.csv", "counts": "counts.csv"},
            "services.pay.handle_time": "20 min",
            "pools.clerks.cost": "60 yuan/h",
            "pools.clerks.overtime_pay": pay,
            "targets": [{"measure": "wait_mean", "at_most": "60 min"}],
            "staffing": {"pools": {"clerks": {"least": 1, "most": most, "block": "30 min"}}},
        },
        {
            "profile.csv": "start,end,weight\n08:00,08:30,1\n",
            "counts.csv": "date,start,end,contacts\n2024-01-01,08:00,08:01,12\n",
        },
    )


@pytest.mark.parametrize(
    ("pay", "heads", "cost"), [("150 %", 5, 285.0), ("300 %", 5, 420.0), ("50 %", 2, 150.0)], ids=str
)
def test_overtime_by_hand(pay: str, heads: int, cost: float) -> None:
    """The work is 240 minutes; so many clerks do 30 each by 08:30, and the rest in overtime: 30 h + p (240 - 30 h) yuan. One clerk alone
    lets customers wait for 110 minutes in the mean, two for 50. At half as much again the two whose schedule is the cheapest, 60 yuan, cost
    330 with overtime and five 285; at three times 600 against 420; at half the pay two cost 150, and each further clerk 15 more.
    Until the first customers come, each clerk idles for less than a minute."""
    scenario = rush(pay)
    found = staff(scenario, effort=QUICK)
    price = scenario.pools["clerks"].overtime_pay
    assert found.plan is not None
    assert found.plan.heads == (heads,)
    assert cost <= found.plan.cost <= cost + price * heads
    assert found.status == "optimal"


def test_one_person_more_where_overtime_is_dear() -> None:
    """Four may be there: a fifth of the work is done by each by half past, 120 of 240 minutes, and 120 + 1.5 * 120 are 300 yuan; nobody is
    left out though with three, or two, the target holds too, since that costs 315, or 330."""
    found = staff(rush("150 %", most=4), effort=QUICK)
    assert found.plan is not None
    assert found.plan.heads == (4,)
    assert 300 <= found.plan.cost <= 306
    assert found.record.fewer is not None
    (three,) = found.record.fewer.tried
    assert three.holds
    assert 315 <= three.plan.cost <= 320


def test_a_budget_is_one_for_all_that_is_paid() -> None:
    """With 290 yuan, five are the only ones who do not cost more; 280 are too few, though five on the schedule cost 150."""
    scenario = rush("150 %")
    found = staff(scenario.replace({"staffing.budget": "295 yuan"}), effort=QUICK)
    assert found.plan is not None
    assert found.plan.heads == (5,)
    assert staff(scenario.replace({"staffing.budget": "280 yuan"}), effort=QUICK).plan is None


HALL: dict[str, Any] = {
    "calendar.interval": "1 h",
    "halls.north.arrivals.per_day": 50,
    "services.pay.handle_time": {"exponential": {"mean": "8 min"}},
    "pools.clerks.cost": "60 yuan/h",
    "targets": [{"measure": "wait_mean", "at_most": "9 min"}],
}
LATE = "start,end,weight\n08:00,10:00,1\n10:00,11:00,2\n11:00,12:00,6\n"
SHIFTS: dict[str, Any] = {
    "day": {
        "earliest": "08:00",
        "lengths": ["4 h"],
        "pause": "1 h",
        "pause_within": "09:00-11:00",
        "pause_paid": True,
    },
    "late": {"earliest": "10:00", "lengths": ["2 h"], "premium": "20 %", "part_time": True},
}
JUNIORS: dict[str, Any] = {
    "services.pay.share": "60 %",
    "services.ask": {"share": "40 %", "handle_time": {"exponential": {"mean": "4 min"}}},
    "halls.north.pools": ["clerks", "juniors"],
    "pools.juniors": {"works_at": "counter", "heads": 1, "serves": ["ask"], "cost": "35 yuan/h"},
}

CASES: dict[str, Scenario] = {
    "a rush at the end": small(
        {**HALL, "staffing": {"pools": {"clerks": {"least": 1, "most": 4, "block": "2 h"}}}},
        {"profile.csv": LATE},
    ),
    "dear overtime": small(
        {
            **HALL,
            "pools.clerks.overtime_pay": "400 %",
            "staffing": {"pools": {"clerks": {"least": 1, "most": 4, "block": "2 h"}}},
        },
        {"profile.csv": LATE},
    ),
    "paid breaks and part-time": small(
        {**HALL, "staffing": {"pools": {"clerks": {"least": 1, "most": 4, "shift_types": SHIFTS}}}},
        {"profile.csv": LATE},
    ),
    "two kinds of pools, and customers who leave": small(
        {
            **HALL,
            **JUNIORS,
            "halls.north.patience": {"exponential": {"mean": "20 min"}},
            "staffing": {
                "pools": {
                    "clerks": {"least": 1, "most": 4, "block": "2 h"},
                    "juniors": {"most": 2, "block": "4 h"},
                }
            },
        },
        {"profile.csv": LATE},
    ),
    "two lines": centre(
        {
            **TWO_LINES,
            "pools.agents.overtime_pay": "300 %",
            "staffing": {
                "pools": {"agents": {"most": 6, "block": "4 h"}, "both": {"most": 5, "block": "4 h"}}
            },
        }
    ),
    "calls of a contractor whose heads are not chosen": centre(
        {**HIRED, "staffing": {"pools": {"agents": {"most": 6, "block": "2 h"}}}}
    ),
}


@pytest.mark.parametrize("name", CASES)
def test_the_cheapest_of_every_plan(name: str) -> None:
    """Of all plans that rules allow and that hold, none costs less than what the search found, schedule, breaks, premiums, overtime and paid
    calls together; the plan's cost is what its check says."""
    scenario = CASES[name]
    found, choice = staff(scenario, effort=QUICK), choice_of(scenario)
    most = [range(min(choice.bounds(index)[1] for index in shift.covers) + 1) for shift in choice.shifts]
    costs = holding_costs(choice, product(*most), QUICK.search)
    assert found.plan is not None
    assert found.record.found is not None
    assert (found.status, found.record.found.cost) == ("optimal", pytest.approx(min(costs.values())))
    assert found.plan.cost == pytest.approx(cost_in_check(found))
    assert found.bound.cost <= found.plan.cost


def cost_in_check(found: StaffingOutcome) -> float:
    """What staff cost when the plan is run on the replications of its check, as the certificate says."""
    assert found.plan is not None
    changes = changes_of_plan(found.choice, found.plan)
    (result,) = evaluate(found.choice.scenario, [changes], found.record.fresh, 1)
    known = certificate(found, 1)
    assert known["cost"] == pytest.approx(
        sum(known[f"cost_of_{part}"] for part in ("schedule", "overtime", "calls"))
    )
    return float(result.estimate("staff_cost").mean)
