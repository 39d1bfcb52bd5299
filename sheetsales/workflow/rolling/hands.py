"""Workbooks handed to workers: processes of this machine, or a Dask cluster; a worker that dies ends no run."""

from __future__ import annotations

import multiprocessing
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import FIRST_COMPLETED, Executor, Future, ProcessPoolExecutor, wait
from concurrent.futures.process import BrokenProcessPool
from dataclasses import replace
from pathlib import Path
from typing import Final

from sheetsales.reports.group.facts import NotCounted
from sheetsales.texts import Text
from sheetsales.workflow.rolling.reducing import Outcome, Task, reduce_workbook

_DIED: Final = Text(
    "读它的进程两次都没有做完就没了（内存不够，或被结束）。请单独试：sheetsales check {name}",
    "The process that read it died both times before it was done (out of memory, or ended by somebody). Try it alone: "
    "sheetsales check {name}",
)
_FAULT: Final = Text(
    "程序自己出了错（{kind}），这一份没有算；请单独试：sheetsales check {name}",
    "The program itself failed on it ({kind}); it is not counted. Try it alone: sheetsales check {name}",
)
Reduce = Callable[[Task], Outcome]
Watch = Callable[[set[Future[Outcome]]], None]
AHEAD: Final = 2
"""Tasks handed out to each worker at a time: it never waits, and few are lost with it."""


def by_processes(
    tasks: Sequence[Task], jobs: int, reduce: Reduce = reduce_workbook, *, ship: bool = False
) -> list[Outcome]:
    """What becomes of each task, in their order. Tasks that were in hand when a process died are done again, each alone;
    whoever ends its process then too is told."""
    found: dict[int, Outcome] = {}
    left = list(range(len(tasks)))
    while left:
        with _pool(min(jobs, len(left))) as pool:
            suspects = hand_out(pool, tasks, left, found, AHEAD * jobs, reduce, ship=ship)
        for number in suspects:
            found[number] = _alone(_loaded(tasks[number], ship=ship), reduce)
        left = [number for number in left if number not in found]
    return [found[number] for number in range(len(tasks))]


def _pool(jobs: int) -> ProcessPoolExecutor:
    """New processes, not copies of this one: what threads of this one hold they cannot inherit."""
    return ProcessPoolExecutor(jobs, mp_context=multiprocessing.get_context("spawn"))


def hand_out(
    pool: Executor, tasks: Sequence[Task], numbers: Sequence[int], found: dict[int, Outcome], most: int, reduce: Reduce,
    *, ship: bool, watch: Watch | None = None,
) -> list[int]:  # fmt: skip
    """Fills in what becomes of tasks; returns those in hand as a process died, where that ended the pool. ``watch`` is
    called with what is awaited whenever a while passes."""
    coming: Iterator[int] = iter(numbers)
    in_hand: dict[Future[Outcome], int] = {}
    while True:
        for number in coming:
            try:
                in_hand[pool.submit(reduce, _loaded(tasks[number], ship=ship))] = number
            except BrokenProcessPool:
                return [*in_hand.values(), number]
            if len(in_hand) >= most:
                break
        if not in_hand:
            return []
        done, _ = wait(in_hand, timeout=1.0 if watch else None, return_when=FIRST_COMPLETED)
        if watch is not None:
            watch(set(in_hand))
        broken = [future for future in done if isinstance(future.exception(), BrokenProcessPool)]
        for future in done.difference(broken):
            number = in_hand.pop(future)
            found[number] = outcome_of(future, tasks[number])
        if broken:
            return [*in_hand.values()]


def _alone(task: Task, reduce: Reduce) -> Outcome:
    """The task in a process of its own."""
    with _pool(1) as pool:
        return outcome_of(pool.submit(reduce, task), task)


def outcome_of(future: Future[Outcome], task: Task) -> Outcome:
    """What became of a task: its outcome, or that its process died or the program failed on it."""
    fault = future.exception()
    if fault is None:
        return future.result()
    kind = type(fault).__name__
    text = _DIED if kind in ("BrokenProcessPool", "KilledWorker") else _FAULT
    return NotCounted(task.place, "unread", text.fill(kind=kind, name=Path(task.path).name))


def _loaded(task: Task, *, ship: bool) -> Task:
    """The task with the workbook's bytes, where these are to go along; a file that cannot be read goes as it is."""
    if not ship:
        return task
    try:
        return replace(task, content=Path(task.path).read_bytes())
    except OSError:
        return task
