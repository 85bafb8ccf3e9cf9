"""An office as numbers, by hand."""

from __future__ import annotations

import numpy as np

from sim.network.office import Desk
from sim.network.office_plan import offices_of
from tests.sim.network.offices import CONSTRUCTION, COORDINATOR, OPERATIONS, office


def test_desks_are_departments_then_the_coordinators_then_those_of_escalations():
    """Pools are numbered in the file's order: clerks 0, crews 1, fitters 2, builders 3, then those that changes add."""
    levels = [
        {"at": "50 %", "priority": 1},
        {"at": "80 %", "pool": "duty"},
        {"at": "120 %", "pool": "duty", "priority": 2},
    ]
    changes = COORDINATOR | {
        "offices.bureau.pools": ["crews", "fitters", "builders", "coordinators", "duty"],
        "offices.bureau.escalations": levels,
        "offices.bureau.categories.meter.deadline": "5 days",
        "pools.duty": {"works_at": "office", "heads": 1},
    }
    (plan,) = offices_of(office(changes))
    assert plan.desks == (
        Desk("operations", (1,)),
        Desk("metering", (2,)),
        Desk("construction", (3,)),
        Desk("", (4,)),
        Desk("", (5,)),
    )
    assert (plan.number, plan.departments, plan.coordinator) == (1, 3, 3)
    assert plan.escalations.daily.tolist() == [False, False, False]
    assert plan.escalations.at.tolist() == [0.5, 0.8, 1.2]
    assert plan.escalations.priority.tolist() == [1, 0, 2]
    assert plan.escalations.desk.tolist() == [-1, 4, 4]


def test_stages_stand_one_behind_the_other():
    (plan,) = offices_of(office())
    assert plan.coordinator == -1
    assert plan.stages.start.tolist() == [0, 1, 2, 4]
    assert plan.stages.department.tolist() == [0, 1, OPERATIONS, CONSTRUCTION]
    assert plan.stages.rework.tolist() == [0, 0, 0, 0.2]
    assert [each.mean_minutes for each in plan.stages.work] == [90, 60, 60, 360]


def test_shares_of_thirds_leave_nobody_without_a_department():
    """Three times a third is less than one in floating point: the last one takes who is left."""
    row = {"metering": "50 %", "construction": "50 %"}
    (plan,) = offices_of(office({"offices.bureau.routing.passes_on": {"operations": row}}))
    assert (plan.wrong[:, -1] == 1.0).all()
    assert (plan.passed_on[..., -1] == 1.0).all()
    np.testing.assert_array_equal(plan.wrong[0], [0, 0.5, 1])
    np.testing.assert_array_equal(plan.passed_on[1, 0], [0, 0.5, 1])
    np.testing.assert_array_equal(plan.passed_on[0, 1], [1, 1, 1])  # metering has no row: to the right one


def test_categories_are_numbered_over_all_offices():
    """The second office's begin behind the three of the first."""
    changes = {
        "offices.depot": {
            "pools": ["drivers"],
            "departments": {"lorries": {"pools": ["drivers"]}},
            "categories": {"move": {"department": "lorries", "work": "1 h", "priority": 3}},
        },
        "pools.drivers": {"works_at": "office", "heads": 1},
        "services.pay.orders": {"move": "10 %"},
    }
    first, second = offices_of(office(changes))
    assert (first.categories, second.categories) == (range(3), range(3, 4))
    assert (first.number, second.number) == (1, 2)
    assert second.priority.tolist() == [3]


def test_chances_of_zero_are_no_chasing():
    rules = {"service": "pay", "informed": "60 %"}
    (plan,) = offices_of(office({"offices.bureau.chasing": rules}))
    assert plan.chases is None
    (plan,) = offices_of(office({"offices.bureau.chasing": rules | {"overdue": "10 %"}}))
    assert plan.chases == (0, 0.0, 0.0, 0.1, 0.6)
