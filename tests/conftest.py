"""What all tests share: hypothesis draws the same examples every time, so that a failure is a change in the code; one cluster; which files go
first."""

from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path

import pytest
from hypothesis import HealthCheck, settings

settings.register_profile(
    "stable",
    derandomize=True,
    database=None,
    deadline=None,
    max_examples=40,
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large],
)
settings.load_profile("stable")


LONGEST = (
    "optimize/test_goal.py",
    "commands/test_trial.py",
    "sim/lanes/test_same_answer.py",
    "optimize/test_made_cases.py",
    "commands/test_standard_output.py",
    "sim/lanes/test_networks.py",
    "reports/test_page.py",
    "commands/test_streams.py",
    "optimize/test_centres.py",
    "optimize/sites/test_oracle.py",
    "commands/test_staff.py",
    "benchmarks/test_run.py",
    "test_examples.py",
    "commands/test_interrupted.py",
    "sim/lanes/centre/test_same_answer.py",
    "reports/test_output.py",
)
"""Files of a quarter of a minute or more, the longest first: where several processes run tests, none is left alone with one of them at the end."""


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Put the tests of these files first; all others stay in their order."""
    place = {Path(__file__).parent / name: number for number, name in enumerate(LONGEST)}
    items.sort(key=lambda item: place.get(item.path, len(place)))


@pytest.fixture(scope="session")
def cluster_address() -> Iterator[str]:
    """The address of a Dask cluster of two worker processes, begun when it is first asked for."""
    import dask
    from distributed import LocalCluster

    with dask.config.set(
        {"distributed.deploy.lost-worker-timeout": "300s"}
    ):  # a busy machine begins a process late
        cluster = LocalCluster(n_workers=2, threads_per_worker=1, dashboard_address=":0", memory_limit=0)
        yield cluster.scheduler_address
        with suppress(TimeoutError):  # and ends it late
            cluster.close()
