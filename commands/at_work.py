"""Who works for a command: processes of this machine, or a cluster."""

from __future__ import annotations

import logging
from collections.abc import Iterator
from contextlib import contextmanager

from commands.stop import Stop
from sim.running.workers import Workers, processors


@contextmanager
def at_work(workers: int | None, cluster: str | None) -> Iterator[Workers]:
    """So many processes, or as many as there are processors; or the cluster at an address, which is left afterwards."""
    if cluster is None:
        yield workers or processors()
        return
    if workers is not None:
        raise Stop("give either --workers or --cluster: a cluster has workers of its own")
    from sim.running.dask_cluster import ClusterError, DaskCluster

    try:
        executor = DaskCluster(cluster)
    except ClusterError as error:
        raise Stop(f"--cluster {cluster}: {error}") from None
    for name in ("distributed", "distributed.client"):  # what matters of it is told in our words
        logging.getLogger(name).setLevel(logging.CRITICAL)
    with executor:
        yield executor
