"""Where orders lie, by hand: waits for customers, permits and meetings, told apart by what came before them."""

from __future__ import annotations

from math import inf, nan

import numpy as np

from sim.log.orders import OrderOutcome, Orders, OrderSteps, StepKind
from sim.tally.lying import lying

STEPS = [
    # office, number, joined, started, ended, outcome
    # order 0 of the first office: classified at 10, in a meeting until 100, when it is accepted, waits for its customer until 130; a permit from 150 on
    (1, 0, 0, 4, 10, OrderOutcome.TO_MEETING),
    (1, 0, 130, 140, 150, OrderOutcome.DONE),
    (1, 0, 250, 250, 260, OrderOutcome.CLOSED),
    # order 1: kept by a wrong department from 15 until another one looks at 45, and there until the end
    (1, 1, 0, 5, 15, OrderOutcome.PASSED_ON),
    (1, 1, 45, 60, nan, OrderOutcome.OPEN),
    # the order of the warm-up, which is not asked for
    (1, 2, 0, 5, 15, OrderOutcome.PASSED_ON),
    # order 0 of the second office: opened again, and still in line at the end
    (2, 0, 0, 1, 2, OrderOutcome.REOPENED),
    (2, 0, 2, nan, nan, OrderOutcome.OPEN),
]


def test_lying_by_hand() -> None:
    office, number, joined, started, ended, outcome = map(np.array, zip(*STEPS, strict=True))
    nothing = np.zeros(len(STEPS), dtype=np.int64)
    kinds = np.full(len(STEPS), StepKind.WORK)
    steps = OrderSteps(nothing, number, nothing, kinds, office, nothing, nothing, nothing, joined, started, ended, ended - started, outcome)  # fmt: skip
    found = lying(_orders([(1, 0, 100.0), (1, 1, inf), (2, 0, 0.0)]), steps)
    assert found.in_line.tolist() == [4 + 10, 5 + 15, 1]
    assert found.in_hand.tolist() == [6 + 10 + 10, 10, 1]
    assert found.kept.tolist() == [0, 30, 0]
    assert found.for_meeting.tolist() == [90, 0, 0]


def test_no_orders_and_no_steps() -> None:
    steps = OrderSteps(*(np.zeros(0, np.int64),) * 8, *(np.zeros(0),) * 4, np.zeros(0, np.int64))
    assert lying(_orders([(1, 0, 5.0)]), steps).in_line.tolist() == [0]
    assert len(lying(_orders([]), steps).in_line) == 0


def _orders(rows: list[tuple[int, int, float]]) -> Orders:
    """Orders of which the office, the number and the acceptance are said."""
    office, number, accepted = (np.array([row[place] for row in rows]) for place in range(3))
    nothing = np.zeros(len(rows), dtype=np.int64)
    columns = dict.fromkeys(Orders.__dataclass_fields__, nothing)
    known = {"office": office.astype(np.int64), "number": number.astype(np.int64), "accepted": accepted}
    return Orders(**columns | known)  # type: ignore[arg-type]
