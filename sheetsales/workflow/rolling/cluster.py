"""The same tasks handed to a running Dask cluster; only this file knows Dask."""

from __future__ import annotations

import logging
from collections.abc import Iterator, Sequence
from concurrent.futures import CancelledError, Future
from contextlib import contextmanager, suppress
from typing import Any, Final

from sheetsales.errors import BadRequest, ClusterGone
from sheetsales.texts import Text
from sheetsales.workflow.rolling.hands import AHEAD, Reduce, hand_out
from sheetsales.workflow.rolling.reducing import Outcome, Task, reduce_workbook

_NOT_INSTALLED: Final = Text(
    '--dask 要装 Dask：pip install "sheetsales[dask]"；不装的话去掉 --dask，用本机的进程做。',
    '--dask takes Dask: pip install "sheetsales[dask]". Without it leave out --dask: the processes of this machine do it.',
)
_NO_SCHEDULER: Final = Text(
    "连不上 Dask 调度器 {address}。请看它在不在运行（dask scheduler），地址对不对；或去掉 --dask，用本机做。",
    "No Dask scheduler answers at {address}. See whether it runs (dask scheduler) and the address is right, or leave out --dask "
    "to use this machine.",
)
_NO_WORKERS: Final = Text(
    "{address} 上没有工作进程。请启动：dask worker {address}；或去掉 --dask，用本机做。",
    "The cluster at {address} has no workers. Start some: dask worker {address}; or leave out --dask to use this machine.",
)
_GONE: Final = Text(
    "Dask 调度器 {address} 中途没了，什么都没写。请重新启动它再运行一次，或去掉 --dask，用本机做。",
    "The Dask scheduler at {address} went away half-way; nothing was written. Start it again and run this once more, or leave out "
    "--dask to use this machine.",
)
PATIENCE: Final = 10
"""Seconds to wait for an answer."""
FOR_WORKERS: Final = 30
"""Seconds to wait for workers: those just started take a while to report."""
_QUIET: Final = (
    "distributed.client",
    "distributed.core",
    "distributed.comm",
    "distributed.batched",
    "tornado.application",
)


def by_cluster(
    tasks: Sequence[Task], address: str, reduce: Reduce = reduce_workbook, *, ship: bool = False
) -> list[Outcome]:
    """What becomes of each task, in their order. A task whose worker dies goes to another one; the scheduler gives it up
    where that dies as well. Raises ``ClusterGone``, ``BadRequest`` without Dask or for an address that is none."""
    found: dict[int, Outcome] = {}
    with _client(address) as client:
        threads = _workers(client, address)
        watch = _Watch(client, address)
        try:
            pool = client.get_executor(pure=False, retries=0)
            hand_out(pool, tasks, range(len(tasks)), found, AHEAD * threads, reduce, ship=ship, watch=watch)
        except (CancelledError, OSError) as fault:
            raise ClusterGone(_GONE.fill(address=address)) from fault
    return [found[number] for number in range(len(tasks))]


@contextmanager
def _client(address: str) -> Iterator[Any]:
    try:
        import dask
        import distributed
    except ImportError as fault:
        raise BadRequest(_NOT_INSTALLED) from fault
    connect: Any = distributed.Client
    with dask.config.set({"distributed.comm.timeouts.connect": f"{PATIENCE}s"}), _quietly():
        try:
            client = connect(address, timeout=PATIENCE, set_as_default=False)
        except (OSError, ValueError, TimeoutError) as fault:
            raise ClusterGone(_NO_SCHEDULER.fill(address=address)) from fault
        try:
            yield client
        finally:
            with suppress(OSError, TimeoutError, CancelledError):
                client.close(timeout=1)


@contextmanager
def _quietly() -> Iterator[None]:
    """Dask tells of lost connections at length; we say it in one sentence."""
    loggers = [logging.getLogger(name) for name in _QUIET]
    before = [logger.level for logger in loggers]
    for logger in loggers:
        logger.setLevel(logging.CRITICAL)
    try:
        yield
    finally:
        for logger, level in zip(loggers, before, strict=True):
            logger.setLevel(level)


def _workers(client: Any, address: str) -> int:
    """How many tasks the workers do at a time; raises ``ClusterGone`` where there are none."""
    try:
        client.wait_for_workers(1, timeout=FOR_WORKERS)
    except (OSError, TimeoutError) as fault:
        raise ClusterGone(_NO_WORKERS.fill(address=address)) from fault
    return max(1, sum(map(int, client.nthreads().values())))


class _Watch:
    """Sees to it that nobody waits for a cluster that is gone."""

    def __init__(self, client: Any, address: str) -> None:
        self._client, self._address, self._without = client, address, 0

    def __call__(self, awaited: set[Future[Outcome]]) -> None:
        if self._client.status != "running":
            raise ClusterGone(_GONE.fill(address=self._address))
        is_idle = not any(future.done() for future in awaited)
        nobody = is_idle and not self._client.nthreads()
        self._without = self._without + 1 if nobody else 0
        if self._without > FOR_WORKERS:
            raise ClusterGone(_NO_WORKERS.fill(address=self._address))
