"""Targets that cannot guide a search for a plan."""

from optimize.unsuited import unsuited
from sim.scenario.target import Target


def said(measure: str, **side: str) -> list[str]:
    return unsuited([Target.model_validate({"measure": measure, **side})])


def test_a_gap_may_grow_with_more_heads_in_the_best_place():
    for found in (
        said("ratio_wait_mean", scope="hall", at_most="2"),
        said("gap_lost", scope="hall", at_most="5 %"),
    ):
        assert len(found) == 1
        assert "more heads in one place may break it" in found[0]


def test_a_mean_wait_may_guide():
    assert said("wait_mean", at_most="15 min") == []
