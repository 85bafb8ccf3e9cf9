"""Replications in batches and over processes: nothing of how they are run shows in what they say."""

import pandas as pd
import pytest

from sim.running import experiment
from sim.running.executor import Serial
from sim.running.experiment import (
    Finished,
    batches,
    chosen_engine,
    precise_enough,
    run,
    simulate_batches,
)
from sim.scenario import load
from tests.golden.made import made
from tests.scenarios_for_tests import small


@pytest.fixture(scope="module")
def busy():
    return small(
        {
            "calendar.days": 2,
            "calendar.interval": "4 h",
            "services.pay.handle_time": {"exponential": {"mean": "5 min"}},
            "services.pay.papers_missing": "20 %",
            "halls.north.patience": {"exponential": {"mean": "20 min"}},
            "halls.north.arrivals.per_day": 30,
        }
    )


@pytest.fixture(scope="module")
def table(busy):
    return run(busy, replications=7).to_frame()


@pytest.mark.parametrize(("contacts", "workers"), [(1, 1), (120, 1), (180, 2), (20_000, 2)])
def test_batches_and_workers_change_no_digit(busy, table, monkeypatch, contacts, workers):
    monkeypatch.setattr(experiment, "CONTACTS_PER_BATCH", contacts)
    pd.testing.assert_frame_equal(
        run(busy, replications=7, engine="simpy", workers=workers).to_frame(), table, check_exact=True
    )


def test_another_seed_is_another_answer(busy, table):
    assert not run(busy, replications=7, seed=2).to_frame().equals(table)


@pytest.mark.parametrize("contacts", [1, 120, 20_000])
def test_batches_cover_the_replications_in_order_without_gap(busy, monkeypatch, contacts):
    monkeypatch.setattr(experiment, "CONTACTS_PER_BATCH", contacts)
    covered = [number for batch in batches(busy, range(3, 120)) for number in batch]
    assert covered == list(range(3, 120))
    assert batches(busy, range(4, 4)) == []


def test_replications_go_on_from_those_that_are_finished(busy, table, monkeypatch):
    monkeypatch.setattr(experiment, "CONTACTS_PER_BATCH", 1)
    finished = Finished(busy, 1, "simpy")
    for number, _ in enumerate(finished.go_on(7)):
        if number == 2:
            break  # interrupted: three are kept
    assert finished.count == 3
    for _ in finished.go_on(7):
        pass
    assert finished.count == 7
    pd.testing.assert_frame_equal(finished.result().to_frame(), table, check_exact=True)


def test_the_first_replications_say_what_a_shorter_run_says(busy, table):
    finished = Finished(busy, 1, "simpy")
    for _ in finished.go_on(10):
        pass
    pd.testing.assert_frame_equal(finished.result(7).to_frame(), table, check_exact=True)


def test_records_are_kept_where_they_are_asked_for(busy):
    with_records = next(simulate_batches(busy, range(2), 1, records=True))
    assert set(with_records.records.replication) == {0, 1}
    assert next(simulate_batches(busy, range(2), 1)).records is None


def test_nothing_finished_says_nothing(busy):
    with pytest.raises(ValueError, match="no replication is finished"):
        Finished(busy, 1, "simpy").result()
    with pytest.raises(ValueError, match="there must be at least one"):
        run(busy, replications=0)


def test_precision_is_half_the_interval_over_the_mean(busy):
    result = run(busy, replications=7)
    estimate = result.estimate("wait_mean")
    reached = (estimate.high - estimate.mean) / estimate.mean
    assert precise_enough(result, reached * 1.001)
    assert not precise_enough(result, reached * 0.999)


def test_one_replication_is_never_precise_enough(busy):
    assert not precise_enough(run(busy, replications=1), 1e9)


def test_the_lane_engine_is_taken_wherever_it_takes_the_scenario():
    """With one line and equal servers a hall is plain; those who balk look at the queue, so that events are needed."""
    assert chosen_engine(small()) == "numpy"
    assert chosen_engine(small(), "simpy") == "simpy"
    assert chosen_engine(small({"halls.north.balking": [{"waiting": 3, "leave": "10 %"}]})) == "numpy"


def test_call_centres_take_lanes():
    assert chosen_engine(load("mengxi_95598")) == "numpy"


def test_visits_of_halls_after_calls_take_lanes():
    """The first made scenario whose callers go on to a hall."""
    visits = next(each for make in made().values() if _goes_to_a_hall(each := make()))
    assert chosen_engine(visits) == "numpy"


def _goes_to_a_hall(scenario):
    return any(move.hall for centre in scenario.centres.values() for move in centre.moves)


def test_what_the_lane_engine_does_not_take_is_named():
    """A centre with a pool more than the table of calls has numbers for."""
    line = {"arrivals": {"per_day": 20, "profile": "profile.csv"}}
    pools = {f"p{number}": {"works_at": "phone", "heads": 1} for number in range(128)}
    centres = {"town": {"lines": {"one": line}, "pools": list(pools)}}
    many = small({"halls": {}, "centres": centres, "pools": pools})
    assert chosen_engine(many) == "simpy"
    with pytest.raises(ValueError, match="does not take more than 127 pools"):
        chosen_engine(many, "numpy")


@pytest.mark.parametrize(("policy", "lanes"), [("baseline", 1), ("baseline", 3), ("greeter_and_kiosks", 3)])
def test_width_of_batches_and_workers_change_no_digit(monkeypatch, policy, lanes):
    scenario = load("lecong_hall").replace({"calendar.days": 2, "calendar.warm_up": 1}).with_policy(policy)
    whole = run(scenario, replications=7, engine="numpy").to_frame()
    monkeypatch.setattr("sim.running.experiment.LANES", lanes)
    monkeypatch.setattr("sim.running.experiment.CONTACTS_PER_WORKER", 1)
    pd.testing.assert_frame_equal(
        run(scenario, replications=7, engine="numpy", workers=2).to_frame(), whole, check_exact=True
    )


@pytest.mark.parametrize(("each", "asked", "given"), [(420, 4, 1), (210, 4, 2), (105, 4, 4), (1, 4, 4)])
def test_a_process_is_begun_only_for_work_enough(busy, monkeypatch, each, asked, given):
    """Seven replications of two days with thirty contacts each are 420."""
    who = []
    monkeypatch.setattr(experiment, "CONTACTS_PER_WORKER", each)
    monkeypatch.setattr(experiment, "executor", lambda workers, jobs: who.append((workers, jobs)) or Serial())
    batches = list(simulate_batches(busy, range(7), 1, asked, engine="numpy"))
    assert who == [(given, len(batches))]
    assert len(batches) == given


@pytest.mark.parametrize("engine", ["simpy", "numpy"])
def test_both_engines_have_the_same_measures(busy, engine):
    expected = run(busy, replications=3, engine="simpy").to_frame()
    pd.testing.assert_frame_equal(
        run(busy, replications=3, engine=engine).to_frame(), expected, check_exact=True
    )


def test_a_hall_to_which_nobody_comes_has_a_result(busy):
    result = run(busy.replace({"halls.north.arrivals.per_day": 0}), replications=2)
    assert result.estimate("contacts").mean == 0.0
    assert result.estimate("occupancy").mean == 0.0
    assert "wait_mean" not in set(result.to_frame()["measure"])


@pytest.mark.parametrize(("engine", "other"), [("simpy", "lanes"), ("numpy", "events")])
def test_the_engine_that_is_named_is_the_one_that_runs(monkeypatch, engine, other):
    def must_not_run(*_):
        raise AssertionError(f"sim.{other} was run")

    monkeypatch.setattr(f"sim.{other}.engine.simulate", must_not_run)
    assert run(small(), replications=2, engine=engine).engine == engine
