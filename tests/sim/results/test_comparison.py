"""Paired differences, against figures worked out by hand (see ``written_records``)."""

from dataclasses import replace

import numpy as np
import pytest
from scipy import stats

from sim.results.comparison import COLUMNS, compare, difference
from sim.results.result import Result
from sim.running.experiment import run
from sim.tally import Frame, tally
from tests.scenarios_for_tests import small
from tests.sim.written_records import records, scenario

POLICIES = {
    "policies": {"cheap": {"pools.clerks.cost": "30 yuan/h"}, "dear": {"pools.clerks.cost": "90 yuan/h"}}
}


@pytest.fixture(scope="module")
def results():
    """The baseline, and two policies under which everybody waits as long, but clerks cost half, or half more."""
    made = [scenario(POLICIES).with_policy(name) for name in ("baseline", "cheap", "dear")]
    return [Result(each, tally(records(), Frame(each), range(2)), 1, "simpy") for each in made]


def test_the_difference_is_b_minus_a_replication_by_replication(results):
    # clerks: 480 + 15 and 480 yuan; at half the price 247.5 and 240 less
    found = difference(results[0], results[1], "staff_cost").estimate(0.95)
    interval = stats.t.interval(0.95, 1, -243.75, stats.sem([-247.5, -240.0]))
    assert found.mean == pytest.approx(-243.75, rel=1e-12)
    assert (found.low, found.high) == pytest.approx(interval, rel=1e-9)


def test_what_is_the_same_differs_by_exactly_nothing(results):
    found = difference(results[0], results[1], "wait_mean").estimate(0.95)
    assert found[:3] == (0.0, 0.0, 0.0)


def test_every_pair_is_compared_the_earlier_first(results):
    table = compare(results)
    assert list(table.columns) == list(COLUMNS)
    pairs = list(zip(table["a"], table["b"], strict=True))
    assert list(dict.fromkeys(pairs)) == [("baseline", "cheap"), ("baseline", "dear"), ("cheap", "dear")]
    rows = table.set_index(["measure", "scope", "period", "a", "b"])
    assert rows.index.is_unique
    row = rows.loc[("staff_cost", "pool:clerks", "all", "cheap", "dear")]
    assert row["mean_a"] == pytest.approx(243.75)
    assert row["mean_b"] == pytest.approx(731.25)
    assert row["difference"] == pytest.approx(487.5)
    np.testing.assert_allclose(row["mean_b"] - row["mean_a"], row["difference"])


def test_only_results_of_the_same_dice_are_compared(results):
    with pytest.raises(ValueError, match="same seed"):
        compare([results[0], replace(results[1], seed=2)])
    fewer = replace(results[1], sums={name: sums[:1] for name, sums in results[1].sums.items()})
    with pytest.raises(ValueError, match="same number of replications"):
        compare([results[0], fewer])


def test_a_policy_that_adds_a_pool_is_compared_in_the_scopes_that_both_have():
    more = {"works_at": "counter", "heads": 1}
    base = small()
    wider = base.replace(
        {"pools.helpers": more, "halls.north.pools": [*base.halls["north"].pools, "helpers"]}, "wider"
    )
    table = compare([run(scenario, 2) for scenario in (base, wider)])
    assert "pool:clerks" in set(table["scope"])
    assert "pool:helpers" not in set(table["scope"])


def test_one_result_is_no_comparison(results):
    with pytest.raises(ValueError, match="at least two results"):
        compare(results[:1])


def test_names_of_variants_stand_in_the_comparison_and_equal_ones_have_numbers() -> None:
    """Two variants without a name of their own are two baselines; one with a name keeps it."""
    hall = small()
    variants = [
        hall,
        hall.replace({"pools.clerks.heads": 2}),
        hall.replace({"pools.clerks.heads": 3}, name="three"),
    ]
    table = compare([run(each, replications=2) for each in variants])
    assert list(dict.fromkeys(zip(table["a"], table["b"], strict=True))) == [
        ("baseline", "baseline (2)"),
        ("baseline", "three"),
        ("baseline (2)", "three"),
    ]
