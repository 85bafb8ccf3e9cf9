"""Workers of a Dask cluster, on this machine or on others, behind the interface of all executors.

A block whose worker is killed is given to another one by Dask's scheduler. Answers are fetched as soon as they are there, so that a
worker that is killed later takes no finished block with it. Nothing of Dask is imported before a cluster is asked for.
"""

from __future__ import annotations

import logging
from collections.abc import Callable, Iterator, Mapping, Sequence
from itertools import islice
from queue import Empty, SimpleQueue
from socket import create_connection
from threading import Lock
from typing import TYPE_CHECKING, Any, Generic, TypeVar

from sim.running.executor import Here, Shared, WorkerLost
from sim.running.version import versions

if TYPE_CHECKING:
    from distributed import Client, Future
    from distributed.deploy.cluster import Cluster

T = TypeVar("T")

SECONDS = 10
"""Seconds in which the scheduler must answer, and some worker must be there (assumed: a network takes less than one)."""

GLANCE = 0.5
"""Seconds between two looks at whether the cluster is still there."""

ALONE = 60
"""Seconds without any worker after which no other one is expected (assumed: a killed worker is back in a few)."""

AHEAD = 3
"""Blocks that each worker has at hand, the one under way included: one in reserve is enough, more cost the scheduler memory."""

GONE = "the scheduler of the cluster is gone"

_log = logging.getLogger(__name__)


class ClusterError(RuntimeError):
    """A cluster that cannot be used; says what to do."""


class DaskCluster:
    """An executor of the workers of a Dask cluster, each of which does one block at a time.

    Parameters
    ----------
    at : str or Cluster or Client
        Where the scheduler is, such as ``tcp://10.0.0.5:8786``; or what Dask has for it, such as a ``LocalCluster``.

    Raises
    ------
    ClusterError
        Dask is not installed, the scheduler or its workers are not there, or workers have other versions than this machine.

    Examples
    --------
    >>> from sim import DaskCluster, load, run
    >>> result = run(load("lecong_hall"), executor=DaskCluster("tcp://10.0.0.5:8786"))  # doctest: +SKIP
    """

    def __init__(self, at: str | Cluster | Client) -> None:
        self._client = _connected(at)
        self._own = self._client is not at
        try:
            check_versions(self._client.run(versions, on_error="return"), versions())
        except BaseException:
            self.close()
            raise
        if max(_threads(self._client), default=1) > 1:
            _log.warning(
                "workers of the cluster have several threads, of which Counterline uses one each: "
                "start more workers, each with --nthreads 1"
            )

    @property
    def count(self) -> int:
        """Workers that there are now."""
        return max(1, len(_threads(self._client)))

    def map(self, work: Callable[..., T], jobs: Sequence[tuple[Any, ...]]) -> Iterator[T]:
        """See :class:`sim.running.executor.Executor`; a block that is given up ends on its worker, and nobody reads its answer."""
        with _Blocks(self._client, work, jobs) as blocks:
            for number in range(len(jobs)):
                yield blocks.answer(number, AHEAD * self.count)

    def share(self, thing: T) -> Shared[T]:
        """See :class:`sim.running.executor.Executor`."""
        return _OnWorkers(self._client, thing)

    def close(self) -> None:
        """Leave the cluster, which goes on without this process."""
        if self._own:
            self._client.close()

    def __enter__(self) -> DaskCluster:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()


class _Blocks(Generic[T]):
    """Jobs of one piece of work: some at the cluster, and the answers that nobody has asked for yet."""

    def __init__(self, client: Client, work: Callable[..., T], jobs: Sequence[tuple[Any, ...]]) -> None:
        self._client, self._work = client, work
        self._left = enumerate(jobs)
        self._under_way: dict[int, Future] = {}
        self._done = SimpleQueue[int]()
        self._answers: dict[int, T] = {}

    def __enter__(self) -> _Blocks[T]:
        return self

    def __exit__(self, *_: object) -> None:
        if self._under_way and self._client.status == "running":
            self._client.cancel(list(self._under_way.values()))

    def answer(self, number: int, most: int) -> T:
        """What the work says to a job, as soon as that is known; meanwhile so many are under way."""
        while number not in self._answers:
            for other, job in islice(self._left, max(0, most - len(self._under_way))):
                self._begin(other, job)
            self._fetch(self._next_done())
        return self._answers.pop(number)

    def _begin(self, number: int, job: tuple[Any, ...]) -> None:
        given = (each.future if isinstance(each, _OnWorkers) else each for each in job)
        future = self._client.submit(_done_there, versions(), self._work, *given, pure=False)
        self._under_way[number] = future
        future.add_done_callback(lambda _: self._done.put(number))

    def _next_done(self) -> int:
        """The number of a job that is done, or cannot be done."""
        alone = 0.0
        while True:
            try:
                return self._done.get(timeout=GLANCE)
            except Empty:
                alone = 0.0 if _threads(self._client) else alone + GLANCE
                if alone >= ALONE:
                    raise WorkerLost(f"the cluster has had no worker for {ALONE} seconds") from None

    def _fetch(self, number: int) -> None:
        from distributed import CancelledError, KilledWorker

        try:
            self._answers[number] = self._under_way.pop(number).result()
        except KilledWorker:
            raise WorkerLost(
                "every worker of the cluster that was given a block was killed, as systems do when memory runs out"
            ) from None
        except CancelledError:
            raise WorkerLost(GONE) from None
        except ClusterError as error:  # a worker that came later
            raise WorkerLost(str(error)) from None


class _OnWorkers(Generic[T]):
    """Something that workers hold, once each. Were the last one that holds it killed, the scheduler would hand it out again."""

    def __init__(self, client: Client, thing: T) -> None:
        import dask

        self._thing = thing
        with dask.config.set({"distributed.admin.large-graph-warning-threshold": "1 TB"}):
            self.future = client.submit(Here, thing, pure=False)

    def get(self) -> T:
        """The thing itself."""
        return self._thing


_one_at_a_time = Lock()


def _done_there(expected: Mapping[str, str], work: Callable[..., T], *job: Any) -> T:
    """What `work` says to a job, in a worker: one at a time, since the work is mostly Python's own."""
    check_versions({"of a block": versions()}, expected)
    with _one_at_a_time:
        return work(*job)


def _connected(at: str | Cluster | Client) -> Client:
    """A client of a cluster that has workers."""
    try:
        from distributed import Client
        from distributed.comm.addressing import get_address_host_port
    except ImportError:
        raise ClusterError(
            "a cluster needs Dask, which is not installed: pip install 'dask[distributed]'"
        ) from None
    if isinstance(at, Client):
        return at
    try:
        if isinstance(at, str):
            # A client that fails to connect is never quite gone, and may hold up the next one.
            create_connection(get_address_host_port(at), SECONDS).close()
        client = Client(at, timeout=SECONDS, set_as_default=False)
    except (OSError, ValueError, TypeError) as error:
        raise ClusterError(
            f"the scheduler of the cluster cannot be reached ({error}): give the address that `dask scheduler` prints, "
            "such as tcp://10.0.0.5:8786"
        ) from None
    where = client.scheduler.address
    try:
        client.wait_for_workers(1, timeout=SECONDS)
    except TimeoutError:
        client.close()
        raise ClusterError(
            f"the cluster has no workers: start some with `dask worker {where} --nthreads 1`"
        ) from None
    return client


def check_versions(found: Mapping[str, Any], expected: Mapping[str, str]) -> None:
    """Refuse workers whose digits might be others: what each said of its versions, or how it failed to."""
    for worker, there in found.items():
        if isinstance(there, BaseException):
            raise ClusterError(
                f"the worker {worker} has no Counterline, or another version: install this machine's there "
                f"({expected['Counterline']}), and start it anew"
            )
        for name, here in expected.items():
            if there.get(name) != here:
                raise ClusterError(
                    f"the worker {worker} has {name} {there.get(name)} in place of {here}: "
                    "install the same there, with the versions of requirements.txt, and start it anew"
                )


def _threads(client: Client) -> list[int]:
    """How many threads each worker has."""
    try:
        if client.status == "running":
            return list(client.nthreads().values())
    except OSError:
        pass
    raise WorkerLost(GONE)
