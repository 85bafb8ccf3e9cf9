"""Scenarios made with given heads are those that a plan's overrides give."""

from __future__ import annotations

import pytest

from optimize.plans.program import choice_of
from optimize.plans.stretches import changes_of
from optimize.staffed import Staffed
from sim.scenario import load
from tests.optimize.made_halls import made


@pytest.mark.parametrize("name", ["lecong_hall", "shunde_halls", "mengxi_95598"])
def test_pools_are_those_of_the_overrides(name: str) -> None:
    """Of bundled scenarios: days alike, days apart, shifts."""
    choice = choice_of(load(name))
    heads = [number % 5 + (number < 3) for number in range(len(choice.places))]
    whole = choice.scenario.replace(changes_of(choice.scenario, choice.places, heads))
    found = Staffed(choice).with_heads(heads)
    assert found.pools == whole.pools
    assert found.halls == whole.halls


def test_nobody_may_be_there() -> None:
    choice = choice_of(made(0, 0, True, False).scenario)
    found = Staffed(choice).with_heads([0] * len(choice.places))
    for name in {place.pool for place in choice.places}:
        assert all(piece.heads == 0 for piece in found.pools[name].heads or ())
