"""Processes that die, fail and go on."""

from __future__ import annotations

from pathlib import Path

from sheetsales.indicators.period import month
from sheetsales.reports.group.facts import NotCounted
from sheetsales.workflow.rolling.hands import by_processes
from sheetsales.workflow.rolling.reducing import Outcome, Task
from tests.rollup import workers
from tests.rollup.conftest import TODAY


def tasks(*places: str, path: str = "x") -> list[Task]:
    return [Task(place, path if place == "deadly" else place, month(2026, 10), TODAY) for place in places]


def told(outcomes: list[Outcome]) -> list[tuple[str, str]]:
    return [(one.place, one.fate) for one in outcomes if isinstance(one, NotCounted)]


def test_outcomes_come_in_the_order_of_the_tasks() -> None:
    names = [f"{n}" for n in range(9)]
    assert [one.place for one in by_processes(tasks(*names), 2, workers.done)] == names


def test_a_task_whose_process_died_is_done_again(tmp_path: Path) -> None:
    mark = tmp_path / "died.mark"
    found = by_processes(tasks("1", "deadly", "2", "3", "4", path=str(mark)), 2, workers.dies_once)
    assert mark.exists()
    assert [fate for _, fate in told(found)] == ["no_deals"] * 5


def test_a_task_that_kills_twice_is_told_and_the_others_are_done() -> None:
    found = by_processes(tasks("1", "2", "deadly", "3", "4", "5"), 2, workers.dies_always)
    assert told(found) == [
        (n, "unread" if n == "deadly" else "no_deals") for n in ("1", "2", "deadly", "3", "4", "5")
    ]
    assert "died both times" in found[2].reason.en  # type: ignore[union-attr]  # it is told


def test_a_fault_of_the_program_is_a_row() -> None:
    found = by_processes(tasks("odd", "1"), 1, workers.fails)
    assert told(found) == [("odd", "unread"), ("1", "no_deals")]
    assert "ZeroDivisionError" in found[0].reason.en  # type: ignore[union-attr]  # it is told


def test_contents_go_along_where_that_is_asked(tmp_path: Path) -> None:
    place = tmp_path / "a.xlsx"
    place.write_bytes(b"12345")
    asked = [
        Task("a", str(place), month(2026, 10), TODAY),
        Task("b", str(tmp_path / "no.xlsx"), month(2026, 10), TODAY),
    ]
    sizes = [
        one.reason.en
        for one in by_processes(asked, 1, workers.done, ship=True)
        if isinstance(one, NotCounted)
    ]
    assert sizes == ["5", "0"]
