"""How the seconds of a time limit are shared out: to the search, to the check of its plan, and to what comes behind."""

from __future__ import annotations

import pytest

from optimize.deadline import Deadline
from optimize.outcome import Record, StaffingOutcome
from optimize.plans.plan import fullest
from optimize.staff import task_of
from optimize.staffing_comparison import compare_with_own_staffing
from optimize.task import Task
from optimize.verify import check as module
from optimize.verify.check import CheckedPlan, check_on_fresh_in_time
from sim.results.result import Result
from tests.optimize.made_halls import made


class Clock:
    """Runs when it is told to."""

    def __init__(self) -> None:
        self.now = 0.0

    def __call__(self) -> float:
        return self.now


def test_what_comes_behind_is_left_even_by_what_comes_last() -> None:
    """Of 100 s, 30 reserved: the search has 70; its end and the check 100; once 20 are left to what comes behind, 50 and 80, and this has 20 less 5."""
    clock = Clock()
    until = Deadline(100.0, clock, reserved=30.0)
    assert (until.left(), until.last.left()) == (70.0, 100.0)
    until.leave(20.0)
    until.leave(10.0)
    assert (until.left(), until.last.left(), until.to_the_end(5.0).left()) == (50.0, 80.0, 95.0)
    clock.now = 60.0
    assert (until.is_over, until.last.left(), until.to_the_end(5.0).left()) == (True, 20.0, 35.0)


def test_a_part_leaves_what_becomes_known_later() -> None:
    """Half of 80 s: what is left already is not left twice, what comes on top is."""
    until = Deadline(100.0, Clock())
    until.leave(20.0)
    part = until.part(0.5)
    assert part.left() == 40.0
    part.leave(35.0)
    assert (part.left(), until.left()) == (25.0, 65.0)


def taking(seconds: float, clock: Clock, monkeypatch: pytest.MonkeyPatch) -> list[int]:
    """Each replication of a check takes so many seconds; the numbers of replications of all checks."""
    found, simulated = list[int](), module.check_on

    def check_on(simulation, plan, only=None):  # type: ignore[no-untyped-def]
        found.append(len(simulation.replications))
        clock.now += seconds * len(simulation.replications)
        return simulated(simulation, plan, only)

    monkeypatch.setattr(module, "check_on", check_on)
    return found


def checked(limit: float, clock: Clock, count: int) -> tuple[Task, CheckedPlan]:
    choice = made(0, 0, True, False)
    task = task_of(choice.scenario, deadline=Deadline(limit, clock))
    held = check_on_fresh_in_time(task, fullest(choice), 0, count)
    assert held is not None
    return task, held


def test_a_check_has_as_many_replications_as_there_is_time_for(monkeypatch: pytest.MonkeyPatch) -> None:
    """By hand, a second each of 24 s: two take 2 and leave 22; a check and 1.2 times as long for the scenario's own staffing, 2.2 s each, leave time for 10 and
    not for 32. That takes 10, and leaves 12 of what are 12 then."""
    clock = Clock()
    counts = taking(1.0, clock, monkeypatch)
    task, held = checked(24.0, clock, 32)
    assert (counts, len(held.fresh)) == ([2, 10], 10)
    assert task.until.behind.seconds == pytest.approx(12.0)
    assert task.until.left() == 0.0


def test_where_there_is_time_a_check_is_whole(monkeypatch: pytest.MonkeyPatch) -> None:
    """Two of 32 take 2 s, so that all take 32 and what comes behind 38.4: less than 200 s."""
    clock = Clock()
    counts = taking(1.0, clock, monkeypatch)
    assert len(checked(200.0, clock, 32)[1].fresh) == 32
    assert counts == [2, 32]


def test_without_a_limit_nothing_is_tried_before(monkeypatch: pytest.MonkeyPatch) -> None:
    choice = made(0, 0, True, False)
    counts = taking(1.0, Clock(), monkeypatch)
    held = check_on_fresh_in_time(task_of(choice.scenario), fullest(choice), 0, 8)
    assert held is not None
    assert counts == [8]


def test_the_own_staffing_has_the_replications_that_there_is_time_for() -> None:
    """It is known to take 12 s for ten of them, and has 6: so five."""
    choice = made(0, 0, True, False)
    clock = Clock()
    _, held = checked(10_000.0, clock, 10)
    outcome = StaffingOutcome(
        choice, "feasible", plan=held.plan, check=held.result, record=Record(fresh=held.fresh)
    )
    until = Deadline(6.0, clock)
    until.leave(12.0)
    found = compare_with_own_staffing(outcome, 1, until=until.to_the_end(0.0))
    assert found is not None
    assert counted(found.before) == 5
    assert counted(found.after) == 10


def counted(result: Result) -> int:
    """Replications of a result."""
    return result.replications
