"""A Dask cluster of two worker processes: the same digits, whoever is killed meanwhile; and what is said of one that cannot be used."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import replace
from functools import partial
from operator import pow as power
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from distributed import LocalCluster

from sim import run
from sim.results.result import Result
from sim.running import candidates, dask_cluster, experiment
from sim.running.candidates import evaluate
from sim.running.dask_cluster import ClusterError, DaskCluster, check_versions
from sim.running.executor import WorkerLost
from sim.running.experiment import _simulate
from sim.running.fixed_visits import VISITS, fixed_visits
from sim.running.version import versions
from tests.scenarios_for_tests import small
from tests.sim.running.blocks import kill_once, marked, process_of, times


@pytest.fixture
def cluster(cluster_address: str) -> Iterator[DaskCluster]:
    with DaskCluster(cluster_address) as executor:
        yield executor


def same(one: Result, other: Result) -> None:
    assert one.sums.keys() == other.sums.keys()
    for name, values in one.sums.items():
        np.testing.assert_array_equal(values, other.sums[name], err_msg=name)


def test_answers_are_in_the_order_of_the_jobs(cluster: DaskCluster) -> None:
    assert cluster.count == 2
    assert list(cluster.map(power, [(2, number) for number in range(9)])) == [
        2**number for number in range(9)
    ]


def test_work_is_done_by_the_workers_one_block_each_at_a_time(cluster: DaskCluster) -> None:
    pids = set(cluster.map(process_of, [(0.1,)] * 6))
    assert len(pids) == 2
    assert os.getpid() not in pids


@pytest.mark.parametrize("engine", ["simpy", "numpy"])
def test_a_run_has_the_digits_of_this_process_alone(
    cluster: DaskCluster, engine: experiment.Engine, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(experiment, "CONTACTS_PER_BATCH", 40)
    same(run(small(), 8, engine=engine, executor=cluster), run(small(), 8, engine=engine))


def test_variants_and_known_visits_too(cluster: DaskCluster, monkeypatch: pytest.MonkeyPatch) -> None:
    """However few contacts they have: staffings of a search, and those on the visits of one, which workers get once."""
    monkeypatch.setattr(candidates, "WORTH", 1)
    changes = [{"pools.clerks.heads": heads} for heads in (1, 2, 3)]
    variants = [small().replace(change) for change in changes]
    for one, other in zip(
        evaluate(small(), changes, range(4), workers=cluster),
        evaluate(small(), changes, range(4)),
        strict=True,
    ):
        same(one, other)
    shared = replace(VISITS, worth=1)
    visits = [fixed_visits(variants[0], range(4), workers=who, kind=shared) for who in (cluster, 1)]
    known = [each.evaluate(variants) for each in visits]
    for one, other in zip(*known, strict=True):
        same(one, other)


def killed_once(mark: Path, first: int, *job: Any) -> experiment.Batch:
    """The block that begins with replication `first` kills its worker before it is through, when it is begun for the first time."""
    batch = _simulate(*job)
    if batch.replications.start == first:
        kill_once(mark)
    return batch


def test_a_run_whose_worker_is_killed_in_the_middle_has_the_digits_of_the_undisturbed_one(
    cluster: DaskCluster, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Eight blocks of one replication; kill -9 of the worker of the fourth."""
    undisturbed = run(small(), 8, engine="simpy")
    monkeypatch.setattr(experiment, "CONTACTS_PER_BATCH", 1)
    monkeypatch.setattr(experiment, "_simulate", partial(killed_once, tmp_path / "killed", 3))
    same(run(small(), 8, engine="simpy", executor=cluster), undisturbed)
    assert (tmp_path / "killed").exists()


def test_finished_blocks_are_kept_and_what_was_shared_is_handed_out_again(
    cluster: DaskCluster, tmp_path: Path
) -> None:
    """What is known before the worker is killed is done once, the block under way twice."""
    answers = cluster.map(
        times, [(tmp_path, shared, number) for shared in [cluster.share(7)] for number in range(6)]
    )
    assert [next(answers) for _ in range(3)] == [0, 7, 14]
    (tmp_path / "known").touch()
    assert list(answers) == [21, 28, 35]
    assert [(tmp_path / f"{number}").read_text() for number in range(4)] == ["x", "x", "x", "xx"]


def test_what_goes_wrong_in_a_block_is_what_is_raised(cluster: DaskCluster) -> None:
    with pytest.raises(ZeroDivisionError):
        list(cluster.map(power, [(0, -1)]))
    assert list(cluster.map(power, [(2, 3)])) == [8]


def test_work_that_is_given_up_is_not_begun(cluster: DaskCluster, tmp_path: Path) -> None:
    """Of six blocks at the cluster one is known, and each worker has begun another, or a second one by then; the sixth is nobody's."""
    jobs = iter(cluster.map(marked, [(tmp_path, number) for number in range(20)]))
    assert next(jobs) == 0
    with pytest.raises(KeyboardInterrupt):
        jobs.throw(KeyboardInterrupt)  # type: ignore[attr-defined]
    assert list(cluster.map(power, [(2, 3)])) == [8]
    assert 2 <= len(list(tmp_path.iterdir())) <= 5


@pytest.mark.parametrize(
    ("address", "told"),
    [
        (
            "tcp://127.0.0.1:9",
            r"the scheduler of the cluster cannot be reached \(.*refused\)",
        ),
        (
            "smoke://signals",
            r"the scheduler of the cluster cannot be reached \(unknown address scheme 'smoke'",
        ),
        ("", r"the scheduler of the cluster cannot be reached \(missing port number in address ''"),
    ],
)
def test_a_scheduler_that_cannot_be_reached(address: str, told: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(dask_cluster, "SECONDS", 1)
    with pytest.raises(ClusterError, match=told + r".*: give the address that `dask scheduler` prints"):
        DaskCluster(address)


def test_a_cluster_without_workers(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(dask_cluster, "SECONDS", 1)
    told = r"the cluster has no workers: start some with `dask worker \S+ --nthreads 1`"
    with (
        LocalCluster(n_workers=0, dashboard_address=":0", processes=False) as empty,
        pytest.raises(ClusterError, match=told),
    ):
        DaskCluster(empty)


@pytest.mark.parametrize("name", ["Counterline", "numpy"])
def test_workers_with_another_version(
    cluster_address: str, name: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    """As if this machine had one that the workers do not have."""
    monkeypatch.setitem(versions(), name, "0.0.1")
    told = rf"the worker tcp://\S+ has {name} \S+.* in place of 0.0.1: install the same there"
    with pytest.raises(ClusterError, match=told):
        DaskCluster(cluster_address)


def test_workers_without_counterline() -> None:
    told = r"the worker tcp://w has no Counterline, or another version: install this machine's there \(.+\)"
    with pytest.raises(ClusterError, match=told):
        check_versions({"tcp://w": ModuleNotFoundError("No module named 'sim'")}, versions())


def test_a_cluster_without_dask(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "distributed", None)
    with pytest.raises(
        ClusterError, match=r"Dask, which is not installed: pip install 'dask\[distributed\]'"
    ):
        DaskCluster("tcp://127.0.0.1:9")


def test_nothing_of_dask_is_imported_unless_a_cluster_is_asked_for() -> None:
    script = "import sys, counterline, sim.running.dask_cluster; print('dask' in sys.modules, 'distributed' in sys.modules)"
    ran = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=True)
    assert ran.stdout == "False False\n"


def test_the_loss_of_the_scheduler_is_told() -> None:
    with LocalCluster(n_workers=1, threads_per_worker=1, dashboard_address=":0", processes=False) as cluster:
        answers = DaskCluster(cluster).map(process_of, [(0.05,)] * 100)
        next(answers)
        cluster.close()
        with pytest.raises(WorkerLost, match="the scheduler of the cluster is gone"):
            list(answers)
