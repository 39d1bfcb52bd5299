"""A real Dask cluster: a scheduler and two workers, each a process of its own."""

from __future__ import annotations

import json
import os
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Final

import pytest

from sheetsales.errors import BadRequest, ClusterGone
from sheetsales.indicators.period import month
from sheetsales.reports.group.facts import NotCounted
from sheetsales.workflow.rolling import cluster
from sheetsales.workflow.rolling.cluster import by_cluster
from sheetsales.workflow.rolling.files import workbooks
from sheetsales.workflow.rolling.hands import by_processes
from sheetsales.workflow.rolling.reducing import Task
from tests.rollup import workers
from tests.rollup.conftest import TODAY
from tests.support.commands import exit_code

pytestmark = pytest.mark.filterwarnings("ignore")
ROOT: Final = Path(__file__).parents[2]


class Cluster:
    """The processes, and where the scheduler answers."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        file = folder / "scheduler.json"
        self.processes = [
            self._start("scheduler", "--port", "0", "--no-dashboard", "--scheduler-file", str(file))
        ]
        while not file.exists() or not file.read_text():
            assert self.processes[0].poll() is None, "the scheduler did not start"
            time.sleep(0.05)
        self.address: str = json.loads(file.read_text())["address"]

    def hire(self, count: int = 2) -> None:
        """Start workers, and wait until the scheduler knows them."""
        for number in range(count):
            log = self._folder / f"worker-{number}.log"
            self.processes.append(
                self._start(
                    "worker", self.address, "--nthreads", "1", "--no-nanny", "--no-dashboard", log=log
                )
            )
        for number, process in enumerate(self.processes[1:]):
            while b"Registered to" not in (self._folder / f"worker-{number}.log").read_bytes():
                assert process.poll() is None, "a worker did not start"
                time.sleep(0.05)

    def _start(self, *words: str, log: Path | None = None) -> subprocess.Popen[bytes]:
        environment = {**os.environ, "PYTHONPATH": str(ROOT)}
        with (log or self._folder / "scheduler.log").open("wb") as out:
            return subprocess.Popen(
                [sys.executable, "-m", "dask", *words],
                stdout=out,
                stderr=out,
                cwd=self._folder,
                env=environment,
            )

    def close(self) -> None:
        for process in self.processes:
            process.kill()
            process.wait()


@pytest.fixture
def running(tmp_path: Path) -> Iterator[Cluster]:
    folder = tmp_path / "cluster"
    folder.mkdir()
    made = Cluster(folder)
    yield made
    made.close()


def tasks(folder: Path) -> list[Task]:
    found = workbooks([folder], folder / "group.xlsx")
    return [Task(one.place, str(one.path), month(2026, 10), TODAY) for one in found]


def test_a_cluster_finds_what_processes_find_though_a_worker_is_killed(running: Cluster, teams: Path) -> None:
    running.hire()
    here = by_processes(tasks(teams), 1)
    for mark in teams.rglob("*.died"):
        mark.unlink()
    there = by_cluster(tasks(teams), running.address, workers.reduced_with_a_death)
    assert list(teams.rglob("*.died"))
    assert there == here
    assert by_cluster(tasks(teams), running.address, ship=True) == here


def test_the_command_makes_the_same_file(running: Cluster, teams: Path, tmp_path: Path) -> None:
    running.hire(1)
    made = [tmp_path / "pool.xlsx", tmp_path / "dask.xlsx"]
    for out, more in zip(made, (["--jobs", "1"], ["--dask", running.address]), strict=True):
        arguments = ["rollup", str(teams), "-o", str(out), "--month", "2026-10", "--today", TODAY.isoformat()]
        assert exit_code([*arguments, "--currency", "CNY", "--rate", "GBP=9.1", *more]) == 0
    assert made[0].read_bytes() == made[1].read_bytes()


def test_a_scheduler_that_goes_away_is_an_error_with_a_way_out(running: Cluster) -> None:
    running.hire(1)
    scheduler = str(running.processes[0].pid)
    with pytest.raises(ClusterGone, match="went away") as told:
        by_cluster(
            [Task("1", scheduler, month(2026, 10), TODAY)], running.address, workers.ends_the_scheduler
        )
    assert "--dask" in told.value.text.zh


def test_a_cluster_without_workers_is_told(running: Cluster, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(cluster, "FOR_WORKERS", 1)
    with pytest.raises(ClusterGone, match="no workers"):
        by_cluster([Task("1", "x", month(2026, 10), TODAY)], running.address, workers.done)


def test_workers_that_all_die_are_told(running: Cluster, monkeypatch: pytest.MonkeyPatch) -> None:
    running.hire(1)
    monkeypatch.setattr(cluster, "FOR_WORKERS", 3)
    with pytest.raises(ClusterGone, match="no workers"):
        by_cluster([Task("deadly", "x", month(2026, 10), TODAY)], running.address, workers.dies_always)


def test_nobody_at_the_address(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(cluster, "PATIENCE", 1)
    for address in ("tcp://127.0.0.1:9", "no address"):
        with pytest.raises(ClusterGone, match="No Dask scheduler"):
            by_cluster([Task("1", "x", month(2026, 10), TODAY)], address, workers.done)


def test_without_dask_it_says_how_to_have_it(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "distributed", None)
    with pytest.raises(BadRequest, match="pip install"):
        by_cluster([], "tcp://127.0.0.1:9", workers.done)


def test_a_task_that_kills_every_worker_is_a_row(running: Cluster) -> None:
    running.hire(5)
    asked = [Task(place, "x", month(2026, 10), TODAY) for place in ("1", "deadly", "2")]
    found = by_cluster(asked, running.address, workers.dies_always)
    assert [one.fate for one in found if isinstance(one, NotCounted)] == ["no_deals", "unread", "no_deals"]
