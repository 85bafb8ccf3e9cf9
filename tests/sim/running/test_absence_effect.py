"""People missing by chance: who is, and that nothing else changes."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given, settings

from sim import load
from sim.draws.dice import Dice, Stream
from sim.lanes.floor import floor_of
from sim.results.result import Result
from sim.running.absence_effect import raised, with_missing
from sim.running.candidates import evaluate_variants
from sim.scenario import Scenario
from tests.hall_features import EVERYTHING
from tests.hall_strategy import halls
from tests.scenarios_for_tests import small
from tests.sim.lanes.same_answer import UNSHRUNK

CHANCE = 0.3


def same(one: Result, other: Result) -> None:
    assert one.sums.keys() == other.sums.keys()
    for name, values in one.sums.items():
        np.testing.assert_array_equal(values, other.sums[name], err_msg=name)


def uniforms(pool: str, heads: int, replications: range) -> np.ndarray:
    """The draws of the heads of a pool on the first day, one row a replication."""
    return Dice(1).uniforms(Stream.ABSENCE, f"pool:{pool}", 0, heads, replications)


def test_with_nobody_missing_it_is_the_scenario() -> None:
    scenario = load("lecong_hall").replace({"calendar.days": 2, "calendar.warm_up": 1})
    same(with_missing(scenario, 0.0, range(3)), evaluate_variants([scenario], range(3))[0])


def test_each_head_is_missing_by_its_own_draw() -> None:
    """Three clerks, two from ten on: heads 0 and 1 are there all morning, head 2 until ten, each unless its draw is below the chance."""
    scenario = raised(small({"pools.clerks.heads": {"08:00": 3, "10:00": 2}}), CHANCE)
    replications = range(50)
    there = uniforms("clerks", 3, replications) >= CHANCE
    (staff,) = floor_of(scenario, "north").staff(Dice(1), replications)
    for row in range(50):
        early, late = int(there[row].sum()), int(there[row, :2].sum())
        windows = [window for own in staff.present(row).duty for window in own]
        found = [sum(start <= time < end for start, end in windows) for time in (480.0, 599.0, 600.0, 719.0)]
        assert found == [early, early, late, late]
    assert 0 < there.mean() < 1


def test_the_customers_are_the_same() -> None:
    """One clerk: without the clerk nobody is served, and in the other replications everybody as if nobody could be missing."""
    scenario, replications = small(), range(40)
    gone = uniforms("clerks", 1, replications)[:, 0] < CHANCE
    assert 0 < gone.sum() < 40
    found = with_missing(scenario, CHANCE, replications).sums
    (whole,) = evaluate_variants([scenario], replications)
    served = [name for name in found if name.startswith("handled/pool")]
    assert served
    for name in served:
        assert (found[name][gone] == 0).all()
        np.testing.assert_array_equal(found[name][~gone], whole.sums[name][~gone])


def test_kiosks_are_never_missing() -> None:
    scenario = load("lecong_hall").replace(
        {"calendar.days": 2, "calendar.warm_up": 0, "pools.kiosks.heads": 2}
    )
    variant = raised(scenario, 1.0)
    assert variant.pools["kiosks"] == scenario.pools["kiosks"]
    assert variant.pools["clerks"].chance_missing == 1


@settings(max_examples=8, phases=UNSHRUNK)
@given(halls(EVERYTHING))
def test_side_by_side_each_replication_is_that_of_its_own_run(scenario: Scenario) -> None:
    """Under the event engine, one by one."""
    replications = range(2, 5)
    found = with_missing(scenario, CHANCE, replications)
    for row in range(3):
        (alone,) = evaluate_variants([raised(scenario, CHANCE)], replications[row : row + 1], engine="simpy")
        for name, values in alone.sums.items():
            np.testing.assert_array_equal(found.sums[name][row : row + 1], values, err_msg=name)


@pytest.mark.parametrize("own", [0, 10])
def test_absence_at_the_phone_is_raised(own: int) -> None:
    """Missing for one reason or the other: 10 % and 30 % are 37 %."""
    from tests.optimize.made_centres import centre

    scenario = centre({"pools.agents.phone": {"absence": f"{own} %"}})
    total = 100 - (100 - own) * (1 - CHANCE)
    other = scenario.replace({"pools.agents.phone.absence": f"{total:g} %"})
    found, expected = with_missing(scenario, CHANCE, range(4)), evaluate_variants([other], range(4))[0]
    measure = ("service_level_20_s_missed", "channel:phone")
    assert found.estimate(*measure).mean == expected.estimate(*measure).mean
