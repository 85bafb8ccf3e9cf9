"""More replications than rows: groups depend on the number of replications alone (rows are made few for the test)."""

import numpy as np
import pandas as pd
import pytest

from reports.paired import same_replications
from sim.results.comparison import compare
from sim.running import experiment
from sim.running.experiment import Finished, run
from sim.tally import groups, join_tallies
from tests.scenarios_for_tests import small

MANY = 23
"""With at most four rows a run of 23 is in groups of eight."""


@pytest.fixture(autouse=True)
def few_rows(monkeypatch):
    monkeypatch.setattr(groups, "GROUPS", 4)


@pytest.fixture(scope="module")
def hall():
    return small(
        {
            "calendar.interval": "4 h",
            "services.pay.handle_time": {"exponential": {"mean": "5 min"}},
            "halls.north.patience": {"exponential": {"mean": "20 min"}},
            "halls.north.arrivals.per_day": 3,
            "pools.clerks.cost": "37 yuan/h",
        }
    )


def finished(hall, *stops, contacts=6):
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(experiment, "CONTACTS_PER_BATCH", contacts)
        runs = Finished(hall, 1, "simpy")
        for stop in stops:
            for _ in runs.go_on(stop):
                pass
    return runs


def same(one, other):
    pd.testing.assert_frame_equal(one.to_frame(), other.to_frame(), check_exact=True)


def test_a_long_run_has_few_rows_and_counts_all_its_replications(hall):
    result = finished(hall, MANY).result()
    assert result.sums["replications"].tolist() == [8, 8, 7]
    assert result.replications == MANY
    assert result.group == 8
    assert set(result.to_frame().query("measure == 'contacts' and period == 'all'")["replications"]) == {MANY}


@pytest.mark.parametrize("contacts", [3, 9, 30, 3000])
def test_batches_change_no_digit(hall, contacts):
    same(finished(hall, MANY, contacts=contacts).result(), finished(hall, MANY).result())


@pytest.mark.parametrize("stops", [(3, MANY), (5, 11, 13, MANY), (21, 22, MANY)])
def test_stops_change_no_digit_and_their_results_can_be_had_again(hall, stops):
    runs = finished(hall, *stops)
    same(runs.result(), finished(hall, MANY).result())
    for stop in stops:
        same(runs.result(stop), finished(hall, stop).result())


def test_means_are_those_of_the_replications_alone(hall, monkeypatch):
    grouped = finished(hall, MANY).result()
    monkeypatch.setattr(groups, "GROUPS", 512)
    alone = finished(hall, MANY).result()
    assert alone.group == 1
    columns = ["measure", "scope", "period", "replications"]
    pd.testing.assert_frame_equal(grouped.to_frame()[columns], alone.to_frame()[columns])
    # costs are no whole numbers of ticks, so that their sums are rounded in another order
    np.testing.assert_allclose(grouped.to_frame()["mean"], alone.to_frame()["mean"], rtol=1e-13)


def test_a_checkpoint_within_a_group_goes_on_to_the_same_answer(hall):
    runs = finished(hall, 13)
    again = Finished(hall, 1, "simpy", [join_tallies(runs.parts)])
    assert again.count == 13
    for _ in again.go_on(MANY):
        pass
    same(again.result(), finished(hall, MANY).result())


def test_a_result_within_a_group_is_had_by_going_on_to_it(hall):
    runs = finished(hall, MANY)
    with pytest.raises(ValueError, match="cannot be cut behind the first 19"):
        runs.result(19)
    for _ in runs.go_on(19):
        pass
    same(runs.result(19), finished(hall, 19).result())


def test_rows_of_a_long_run_are_bounded_however_small_its_batches(hall):
    assert len(join_tallies(finished(hall, 64, contacts=3).parts)["replications"]) == 4 + 2 + 2 + 2 + 2


def test_results_of_different_lengths_are_paired_in_the_same_groups(hall):
    short, long = finished(hall, 13).result(), finished(hall, MANY).result()
    paired = same_replications([short, long])
    assert [result.sums["replications"].tolist() for result in paired] == [
        [8],
        [8],
    ]  # five more are half a group
    same(*paired)
    with pytest.raises(ValueError, match="7 replications cannot be paired with groups of 8"):
        same_replications([finished(hall, 7).result(), long])


def test_paired_differences_are_of_groups_too(hall):
    table = compare([run(hall, MANY), run(hall.replace({"pools.clerks.heads": 2}, "two"), MANY)])
    assert set(table.query("measure == 'contacts'")["replications"]) == {MANY}
