"""What all tests share: hypothesis draws the same examples every time, so that a failure is a change in the code; one cluster."""

from collections.abc import Iterator
from contextlib import suppress

import pytest
from hypothesis import HealthCheck, settings

settings.register_profile(
    "stable",
    derandomize=True,
    database=None,
    deadline=None,
    max_examples=60,
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large],
)
settings.load_profile("stable")


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
