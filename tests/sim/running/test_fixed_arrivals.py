"""Staffings on the visits of one have the measures of runs of their own, where the same customers come back."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given, settings

from sim.lanes import days_apart
from sim.lanes.office_apart import known_orders
from sim.results.result import Result
from sim.running.candidates import evaluate_variants
from sim.running.fixed_arrivals import FixedArrivals
from sim.running.fixed_orders import ORDERS
from sim.running.fixed_visits import VISITS, can_be_known, fixed_visits
from sim.scenario import Scenario, load
from tests.hall_features import EVERYTHING
from tests.hall_strategy import halls
from tests.optimize.made_offices import made_office
from tests.sim.events.written_orders import office

MANY = 12
"""Rounds after which nobody's coming back changes any more."""

ASKED = frozenset({("in_time", "all"), ("backlog_mean", "all"), ("time_to_close_p90", "all")})

HEADS = [
    {"pools.greeters.heads": 1, "pools.clerks.heads": {"08:30": 6, "10:00": 9, "14:00": 8}},
    {"pools.greeters.heads": 1, "pools.clerks.heads": {"08:30": 9, "15:00": 5}},
    {"pools.greeters.heads": 1, "pools.clerks.heads": 12},
]
"""Clerks change nothing of what the greeter tells customers, nor of who comes back."""


def lecong() -> Scenario:
    return load("lecong_hall").replace({"calendar.days": 3, "calendar.warm_up": 2})


@pytest.fixture(autouse=True)
def to_the_end(monkeypatch: pytest.MonkeyPatch) -> None:
    """Who comes back is found out to the end, not nearly."""
    monkeypatch.setattr(days_apart, "ROUNDS", MANY)


def same(one: Result, other: Result) -> None:
    assert one.sums.keys() == other.sums.keys()
    for name, values in one.sums.items():
        np.testing.assert_array_equal(values, other.sums[name], err_msg=name)


@settings(max_examples=12)
@given(halls(EVERYTHING))
def test_the_staffing_of_the_run_has_its_own_measures(scenario: Scenario) -> None:
    """Of made halls with everything: greeters, kiosks, skills, balking, closings."""
    if can_be_known(scenario):
        (found,) = fixed_visits(scenario, range(3)).evaluate([scenario])
        (whole,) = evaluate_variants([scenario], range(3))
        same(found, whole)


def test_other_clerks_have_the_measures_of_their_own_run() -> None:
    variants = [lecong().replace(heads) for heads in HEADS]
    found = fixed_visits(variants[0], range(4)).evaluate(variants)
    for one, other in zip(found, evaluate_variants(variants, range(4)), strict=True):
        same(one, other)


def test_where_nobody_comes_back_any_staffing_has() -> None:
    scenario = lecong().replace({"come_back.papers_missing": "0 %"})
    changes = [{"pools.greeters.heads": greeters, "pools.clerks.heads": 8} for greeters in (0, 1, 2)]
    variants = [scenario.replace(each) for each in changes]
    found = fixed_visits(variants[2], range(3)).evaluate(variants)
    for one, other in zip(found, evaluate_variants(variants, range(3)), strict=True):
        same(one, other)


@pytest.mark.parametrize(("at_once", "workers"), [(1, 1), (10_000, 2)])
def test_how_many_run_together_changes_no_digit(at_once: int, workers: int) -> None:
    variants = [lecong().replace(heads) for heads in HEADS]
    together = fixed_visits(variants[0], range(3)).evaluate(variants)
    visits = fixed_visits(
        variants[0], range(4), workers=workers, kind=replace(VISITS, at_once=at_once, worth=1)
    )
    apart = visits.first(3).evaluate(variants)
    again = visits.first(3).evaluate(variants)
    for one, other in zip([*apart, *again], [*together, *together], strict=True):
        same(one, other)


@pytest.mark.parametrize(("at_once", "workers"), [(1, 1), (10_000, 2)])
def test_how_many_staffings_of_an_office_run_together_changes_no_digit(at_once: int, workers: int) -> None:
    """Nobody asks about orders here, so that all is as in whole runs; of five replications the first three, which are parts of two pieces."""
    variants = [made_office(True, True).replace({"pools.crews.heads": heads}) for heads in (1, 2, 3)]
    known = list(map(known_orders, [variants[0]] * 2, [1, 1], [range(2), range(2, 5)]))
    kind = replace(ORDERS, at_once=at_once, worth=1)
    found = FixedArrivals(kind, known, workers).first(3).evaluate(variants, ASKED)
    for one, other in zip(found, evaluate_variants(variants, range(3), only=ASKED), strict=True):
        same(one, other)


def test_the_first_replications_are_those_of_a_shorter_run() -> None:
    variants = [lecong().replace(heads) for heads in HEADS]
    first = fixed_visits(variants[0], range(5)).first(2).evaluate(variants)
    for one, other in zip(first, fixed_visits(variants[0], range(2)).evaluate(variants), strict=True):
        same(one, other)


def test_visits_of_several_halls_side_by_side() -> None:
    """Halls of Shunde with the same rules go side by side; three days of them."""
    target = {"measure": "wait_mean", "scope": "hall:lecong", "at_most": "15 min"}
    shunde = load("shunde_halls").replace({"calendar.days": 3, "targets": [target]})
    heads = {f"pools.{hall}_greeters.heads": 1 for hall in ("daliang", "lecong")}
    variants = [shunde.replace(heads), shunde.replace(heads | {"pools.lecong_clerks.heads": 4})]
    found = fixed_visits(variants[0], range(2)).evaluate(variants)
    for one, other in zip(found, evaluate_variants(variants, range(2)), strict=True):
        same(one, other)


def test_where_there_are_offices_visits_are_not_known() -> None:
    """Orders go on from day to day, so that days cannot stand side by side: it is refused by name, and searches do without."""
    scenario = office()
    assert not can_be_known(scenario)
    with pytest.raises(ValueError, match="offices"):
        fixed_visits(scenario, range(3))
