"""The causes of orders as numbers, and by which dice orders have them."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest

from sim.draws.order_streams import OrderStream
from sim.draws.seeded_dice import SeededDice
from sim.network.office_plan import offices_of
from tests.sim.network.offices import METER, VOLTAGE, office

CAUSES: dict[str, Any] = {
    "offices.bureau.causes": {
        "wires": {"category": "voltage", "share": "30 %"},
        "age": {"category": "meter", "share": "100 %"},
        "load": {"category": "voltage", "share": "50 %"},
    }
}


def test_shares_add_up_over_the_causes_of_a_category() -> None:
    """By hand: 30 % wires, 50 % load, the rest none; meters have one cause, connections none."""
    (plan,) = offices_of(office(CAUSES))
    np.testing.assert_allclose(plan.causes.steps, [[0.3, 0.3, 0.8], [0, 1, 1], [0, 0, 0]])


def test_the_uniform_of_an_order_says_its_cause() -> None:
    (plan,) = offices_of(office(CAUSES))
    seed = np.arange(1000) / 1000
    uniforms = SeededDice(seed).uniforms(OrderStream.CAUSE, 0)
    found = plan.causes.of_orders(np.full(1000, VOLTAGE), seed)
    np.testing.assert_array_equal(found, np.where(uniforms < 0.3, 0, np.where(uniforms < 0.8, 2, -1)))
    assert (plan.causes.of_orders(np.full(1000, METER), seed) == 1).all()


def test_shares_of_tenths_leave_no_order_without_a_cause() -> None:
    """Ten times a tenth is less than one in floating point."""
    tenths = {f"cause {number}": {"category": "meter", "share": "10 %"} for number in range(10)}
    (plan,) = offices_of(office({"offices.bureau.causes": tenths}))
    assert np.cumsum([0.1] * 10)[-1] < 1.0
    assert plan.causes.steps[METER, -1] == 1.0


@pytest.mark.parametrize("causes", [{}, CAUSES["offices.bureau.causes"]], ids=["none", "three"])
def test_causes_are_numbered_over_all_offices(causes: dict[str, Any]) -> None:
    """The second office's begin behind those of the first."""
    changes = {
        "offices.bureau.causes": causes,
        "offices.depot": {
            "pools": ["drivers"],
            "departments": {"lorries": {"pools": ["drivers"]}},
            "categories": {"move": {"department": "lorries", "work": "1 h"}},
            "causes": {"distance": {"category": "move", "share": "10 %"}},
        },
        "pools.drivers": {"works_at": "office", "heads": 1},
        "services.pay.orders": {"move": "10 %"},
    }
    first, second = offices_of(office(changes))
    assert (first.causes.count, second.causes.count) == (len(causes), 1)
    assert (first.causes.first, second.causes.first) == (0, len(causes))
