"""Several policies in step: an interrupted study keeps what is finished, and the next one goes on there."""

import pytest

from sim.running import experiment
from sim.running.study import Study
from tests.scenarios_for_tests import small


@pytest.fixture
def policies(monkeypatch):
    monkeypatch.setattr(experiment, "CONTACTS_PER_BATCH", 40)  # two replications a batch
    scenario = small({"policies": {"two": {"pools.clerks.heads": 2}}})
    return [scenario, scenario.with_policy("two")]


def interrupted_at(batches):
    """Ctrl-C as so many batches are finished."""
    left = batches

    def seen(scenario, batch, done, total):
        nonlocal left
        left -= batch is not None
        if not left:
            raise KeyboardInterrupt

    return seen


def test_what_every_policy_has_is_reported_and_all_is_kept(policies, tmp_path):
    """Three batches of the first policy and one of the second: two replications of both."""
    study = Study.begin(policies, 1, "simpy", tmp_path, afresh=False)
    study.simulate([6], None, 1, False, interrupted_at(4))
    assert study.interrupted
    assert study.count == 2
    assert [result.replications for result in study.results()] == [2, 2]
    again = Study.begin(policies, 1, "simpy", tmp_path, afresh=False)
    assert [each.count for each in again.finished] == [6, 2]
    assert [each.count for each in Study.begin(policies, 1, "simpy", tmp_path, afresh=True).finished] == [
        0,
        0,
    ]
    assert [each.count for each in Study.begin(policies, 2, "simpy", tmp_path, afresh=False).finished] == [
        0,
        0,
    ]


def test_a_study_that_went_on_says_what_one_without_a_break_says(policies, tmp_path):
    whole = Study.begin(policies, 1, "simpy", tmp_path / "whole", afresh=False)
    whole.simulate([6], None, 1, False, lambda *_: None)
    broken = Study.begin(policies, 1, "simpy", tmp_path, afresh=False)
    broken.simulate([6], None, 1, False, interrupted_at(5))
    again = Study.begin(policies, 1, "simpy", tmp_path, afresh=False)
    again.simulate([6], None, 1, False, lambda *_: None)
    for one, other in zip(again.results(), whole.results(), strict=True):
        assert one.to_frame().equals(other.to_frame())
    again.forget()
    assert not list(tmp_path.glob("unfinished*"))


def test_it_ends_at_the_first_stop_that_is_precise_enough(policies, tmp_path):
    study = Study.begin(policies, 1, "simpy", tmp_path, afresh=False)
    study.simulate([20, 40, 60], 1.0, 1, False, lambda *_: None)
    assert study.count == 20  # half the interval is no more than the mean itself
