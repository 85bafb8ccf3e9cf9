"""Worker processes: what they answer, what they are not, and that they end."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable
from operator import pow as power
from pathlib import Path

import pytest

from sim.running.executor import Executor, Serial, Shared, WorkerLost, is_worker
from sim.running.processes import Processes
from sim.running.workers import executor

LONG = 600.0
"""Seconds that a process would sleep; the test would not end."""

SOON = 60.0
"""Seconds within which something must have happened on a busy machine."""

ROOT = Path(__file__).resolve().parents[3]


def times(shared: Shared[int], number: int) -> int:
    return shared.get() * number


def kill_oneself() -> None:
    os.kill(os.getpid(), signal.SIGKILL)


@pytest.mark.parametrize("who", [Serial(), Processes(1), Processes(2)])
def test_answers_are_in_the_order_of_the_jobs(who: Executor) -> None:
    assert list(who.map(power, [(2, number) for number in range(9)])) == [1, 2, 4, 8, 16, 32, 64, 128, 256]


@pytest.mark.parametrize("workers", [1, 2])
def test_what_is_shared_reaches_whoever_does_the_work(workers: int) -> None:
    who = executor(workers)
    five, seven = who.share(5), who.share(7)
    assert list(who.map(times, [(five, 1), (five, 2), (seven, 3)])) == [5, 10, 21]


def test_work_is_done_by_others_only_where_several_are_asked_for() -> None:
    assert list(executor(1).map(is_worker, [()])) == [False]
    assert list(executor(2).map(is_worker, [()])) == [True]


def test_work_that_breaks_off_is_not_waited_for() -> None:
    """Two processes asleep and two jobs that wait; afterwards there are no such processes, and the next work has new ones."""
    who = Processes(2)
    jobs = iter(who.map(_slept, [(0.0,), (LONG,), (LONG,), (LONG,)]))
    first = next(jobs)
    with pytest.raises(KeyboardInterrupt):
        _interrupt(jobs)
    assert not _lives(first)
    assert next(iter(who.map(_slept, [(0.0,)]))) != first


def _slept(seconds: float) -> int:
    time.sleep(seconds)
    return os.getpid()


def _interrupt(jobs: object) -> None:
    jobs.throw(KeyboardInterrupt)  # type: ignore[attr-defined]


def test_a_process_that_does_not_keep_its_time_is_ended() -> None:
    who = Processes(1)
    begun = time.monotonic()
    with pytest.raises(TimeoutError):
        who.call(time.sleep, LONG, seconds=1.0)
    assert time.monotonic() - begun < SOON
    assert who.call(power, 3, 2, seconds=SOON) == 9


def test_the_loss_of_a_worker_is_told_and_the_next_work_has_new_ones() -> None:
    who = Processes(2)
    with pytest.raises(WorkerLost, match="a worker process was killed, as systems do when memory runs out"):
        list(who.map(kill_oneself, [()]))
    assert list(who.map(power, [(2, 3)])) == [8]


UNGUARDED = """
import sys
import sim.running.experiment as experiment
import sim.running.processes as processes
processes.METHOD = {method!r}
experiment.CONTACTS_PER_WORKER = 1
from sim import load, run
scenario = load({file!r})
print(run(scenario, 4, workers=2).estimate("contacts").mean == run(scenario, 4).estimate("contacts").mean)
"""


@pytest.mark.parametrize("method", [pytest.param("spawn", marks=pytest.mark.slow), "forkserver"])
def test_a_script_needs_no_main_guard(method: str, tmp_path: Path) -> None:
    """Where processes begin anew they would run the script once more, which would begin processes, and so on."""
    if method not in __import__("multiprocessing").get_all_start_methods():
        pytest.skip("this system does not begin processes so")
    script = tmp_path / "script.py"
    script.write_text(UNGUARDED.format(method=method, file=str(_file(tmp_path))))
    ran = _run(script)
    assert (ran.returncode, ran.stdout, ran.stderr) == (0, "True\n", "")


AFTER_A_SOLVER = """
import highspy
import numpy as np
from optimize.highs_model import Model, solve_model
from sim.running.workers import executor

def knapsack():
    n, rng = 30, np.random.default_rng(1)
    weights = rng.integers(100, 1000, (5, n)).astype(float)
    return Model(
        -rng.integers(10, 1000, n).astype(float), np.zeros(n), np.ones(n), np.ones(n, dtype=bool), np.full(5, -np.inf),
        np.full(5, 5000.0), np.arange(6, dtype=np.int32) * n, np.tile(np.arange(n, dtype=np.int32), 5), weights.ravel(),
    )

highs = highspy.Highs()
highs.setOptionValue("output_flag", False)
highs.setOptionValue("threads", 2)
from optimize.highs_model import _passed
highs.passModel(_passed(knapsack()))
highs.run()
costs = [said.cost for said in executor(2).map(solve_model, [(knapsack(), {}), (knapsack(), {})])]
print(costs == [highs.getInfo().objective_function_value] * 2)
"""


def test_solvers_in_workers_end_though_this_process_has_used_one(tmp_path: Path) -> None:
    """HiGHS with two threads in the parent; a copy of it would wait for these threads for ever."""
    script = tmp_path / "script.py"
    script.write_text(AFTER_A_SOLVER)
    ran = _run(script)
    assert (ran.returncode, ran.stdout.splitlines()[-1:], ran.stderr) == (0, ["True"], "")


ASLEEP = """
import os, time
from sim.running.workers import executor

def main():
    for pid in executor(2).map(os.getpid, [()] * 4):
        print(pid, flush=True)
    list(executor(2).map(time.sleep, [(600.0,)] * 4))

main()
"""


def test_workers_end_with_their_parent_though_it_is_killed(tmp_path: Path) -> None:
    script = tmp_path / "script.py"
    script.write_text(ASLEEP)
    parent = subprocess.Popen(
        [sys.executable, str(script)], stdout=subprocess.PIPE, text=True, cwd=ROOT, env=_environment()
    )
    assert parent.stdout is not None
    workers = {int(parent.stdout.readline()) for _ in range(4)}
    assert all(map(_lives, workers))
    parent.kill()
    parent.wait()
    parent.stdout.close()
    _wait_until(lambda: not any(map(_lives, workers)))


def _wait_until(true: Callable[[], bool]) -> None:
    begun = time.monotonic()
    while not true():
        assert time.monotonic() - begun < SOON
        time.sleep(0.05)


def _lives(pid: int) -> bool:
    """Whether a process is there, and not only its exit code."""
    try:
        return ") Z" not in Path(f"/proc/{pid}/stat").read_text()
    except OSError:
        return False


def _file(folder: Path) -> Path:
    from tests.scenarios_for_tests import small

    return small().source.path


def _run(script: Path) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, str(script)],
        capture_output=True,
        text=True,
        timeout=200,
        cwd=ROOT,
        env=_environment(),
        check=False,
    )


def _environment() -> dict[str, str]:
    return os.environ | {"PYTHONPATH": str(ROOT)}


def test_a_file_of_the_callers_folder_is_no_module_of_ours(tmp_path: Path) -> None:
    """`sim.py` lies where the program is called, and the program elsewhere."""
    (tmp_path / "sim.py").write_text("raise SystemExit('not this one')\n")
    script = tmp_path / "elsewhere" / "script.py"
    script.parent.mkdir()
    script.write_text(
        "from sim.running.processes import Processes\nprint(list(Processes(2).map(abs, [(-1,), (-2,)])))\n"
    )
    ran = subprocess.run(
        [sys.executable, str(script)],
        cwd=tmp_path,
        env={**os.environ, "PYTHONPATH": str(ROOT)},
        capture_output=True,
        text=True,
        timeout=SOON,
        check=False,
    )
    assert (ran.stdout, ran.stderr) == ("[1, 2]\n", "")
