"""Contacts that are alike are counted once, and nothing is lost by that."""

from __future__ import annotations

from collections import Counter

import numpy as np
import pytest

from sim.tally.alike import alike
from sim.time.ticks import TICKS_PER_MINUTE

CELLS, FATES, POOLS = 3, 4, 2


def made(contacts: int) -> tuple[dict[str, np.ndarray], np.ndarray]:
    """Contacts that go through lanes, cells, fates and pools in turn, the last of them nobody's; whole ticks of minutes."""
    place = np.arange(contacts)
    columns = {
        "lane": place % 2,
        "cell": place // 2 % CELLS,
        "fate": place // 7 % FATES,
        "pool": place // 5 % (POOLS + 1) - 1,
    }
    return columns, (place * 37 % 1001) / TICKS_PER_MINUTE


@pytest.mark.parametrize("contacts", [0, 1, 40, 5000])
def test_every_group_has_the_count_and_the_minutes_of_its_contacts(contacts: int) -> None:
    columns, minutes = made(contacts)
    kinds = {"fate": (columns["fate"], FATES), "pool": (columns["pool"], POOLS)}
    found = alike(columns["lane"], columns["cell"], CELLS, kinds)
    expected: dict[tuple[int, ...], list[float]] = {}
    for place, who in enumerate(zip(*(values.tolist() for values in columns.values()), strict=True)):
        expected.setdefault(who, []).append(minutes[place])
    count = np.ones(len(found.lane)) if found.count is None else found.count
    counted, added = Counter[tuple[int, ...]](), Counter[tuple[int, ...]]()
    for *who, number, sum_of_minutes in zip(
        *(getattr(found, name).tolist() for name in columns),
        count.tolist(),
        found.added(minutes).tolist(),
        strict=True,
    ):
        counted[tuple(who)] += number
        added[tuple(who)] += sum_of_minutes
    assert counted == {who: len(each) for who, each in expected.items()}
    assert added == {who: sum(each) for who, each in expected.items()}


def test_many_alike_are_few_groups() -> None:
    columns, _ = made(5000)
    kinds = {"fate": (columns["fate"], FATES), "pool": (columns["pool"], POOLS)}
    assert len(alike(columns["lane"], columns["cell"], CELLS, kinds).lane) == 2 * CELLS * FATES * (POOLS + 1)


def test_few_contacts_are_left_as_they_are() -> None:
    columns, _ = made(30)
    kinds = {"fate": (columns["fate"], FATES), "pool": (columns["pool"], POOLS)}
    found = alike(columns["lane"], columns["cell"], CELLS, kinds)
    assert found.count is None
    assert found.lane is columns["lane"]


def test_scopes_that_nobody_asks_for_are_zero() -> None:
    columns, _ = made(5000)
    found = alike(columns["lane"], columns["cell"], CELLS, {"fate": (columns["fate"], FATES)})
    assert not found.pool.any()
    assert len(found.pool) == len(found.lane) == 2 * CELLS * FATES
