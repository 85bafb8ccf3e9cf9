"""What is compiled is there before processes begin, and it is told that something is compiled."""

from __future__ import annotations

import logging
from collections.abc import Iterator
from typing import Any

import pytest
from numba import types

from sim.compiling.compiled import _announced, compiled
from sim.lanes import precompile
from sim.lanes.engine import sheets
from sim.lanes.precompile import compile_beforehand
from tests.scenarios_for_tests import small

TWO_POOLS: dict[str, Any] = {
    "calendar.days": 3,
    "halls.north.pools": ["clerks", "juniors"],
    "pools.juniors": {"works_at": "counter", "heads": 1},
}
"""Two pools serve one line."""


@pytest.fixture
def begun(monkeypatch: pytest.MonkeyPatch) -> list[int]:
    """Filled with the replications and days that are simulated to make ready."""
    seen: list[int] = []

    def counted(candidates: Any, seed: int, replications: range) -> Iterator[Any]:
        for sheet in sheets(candidates, seed, replications):
            seen.append(len(replications))
            yield sheet

    monkeypatch.setattr(precompile, "sheets", counted)
    monkeypatch.setattr(precompile, "_known", set())
    return seen


def test_the_first_day_of_one_replication_is_simulated_once_for_each_policy(begun: list[int]) -> None:
    """Other heads of the same pools need nothing more."""
    hall = small({**TWO_POOLS, "policies": {"two": {"pools.clerks.heads": 2}}})
    for each in (hall, hall, hall.replace({"pools.clerks.heads": 3})):
        compile_beforehand(each)
    assert begun == [1]
    compile_beforehand(hall.with_policy("two"))
    assert begun == [1, 1]


def test_a_day_on_which_nobody_comes_is_not_the_last(begun: list[int]) -> None:
    """The first day of three is closed."""
    compile_beforehand(small({**TWO_POOLS, "calendar.open": "tue-wed"}))
    assert begun == [1, 1]


@pytest.fixture
def told(caplog: pytest.LogCaptureFixture, monkeypatch: pytest.MonkeyPatch) -> pytest.LogCaptureFixture:
    """What is told, as if nothing had been compiled in this process."""
    caplog.set_level(logging.INFO, "sim.compiling.compiled")
    monkeypatch.setattr(_announced, "_said", set())
    return caplog


def made(module: str) -> Any:
    """Two functions of a module, the second of which calls the first; whichever is compiled, nothing is on disk."""

    def one(number: int) -> int:
        return number + 1

    def two(number: int) -> int:
        return first(number) + 1  # type: ignore[no-any-return]

    one.__module__ = two.__module__ = module
    first: Any = compiled(one)
    return compiled(two)


def test_it_is_told_once_what_takes_how_long(told: pytest.LogCaptureFixture) -> None:
    """Not again for what is called on the way, nor for a second function; not at all for other programs' functions."""
    made("elsewhere").compile((types.int64,))
    assert told.messages == []
    for module in ("sim.lanes.some", "sim.lanes.other", "sim.lanes.centre.some"):
        made(module).compile((types.int64,))
    assert [message.rpartition(": ")[2] for message in told.messages] == [
        "some fifteen seconds",
        "about half a minute",
    ]
