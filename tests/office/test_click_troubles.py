"""What can go wrong between a click and its result: one sentence each, and the workbook as it was."""

from __future__ import annotations

import os
import sys
import time
from pathlib import Path

import pytest

from sheetsales.workflow.buttoning import add_buttons
from tests.buttons import books
from tests.office.desk import Desk

pytestmark = pytest.mark.office
REAL = f'exec "{sys.executable}" "$@"\n'


@pytest.fixture
def desk(tmp_path: Path) -> Desk:
    return Desk(tmp_path)


@pytest.fixture
def book(desk: Desk) -> Path:
    plain = desk.folder / "book.xlsx"
    plain.write_bytes(books.sample("en"))
    return add_buttons(plain).path


def untouched(found: list[list[list[object]]]) -> bool:
    return not any(value for row in found[-1] for value in row)


FINDINGS = ["read", "Findings", "A2:K9"]


def test_a_python_that_is_missing_or_fails(desk: Desk, book: Path) -> None:
    for python in (desk.folder / "no python", desk.program("exit 3\n")):
        desk.use(python, first_answer=2)
        assert untouched(desk.steps(book, ["press", "Check data"], FINDINGS))
        said = desk.said()[-1]
        assert "sheetsales buttons install" in said
        assert f'sheetsales check "{book.name}"' in said
        assert str(desk.jobs()[-1]) in said


def test_a_python_that_hangs_is_given_up(desk: Desk, book: Path) -> None:
    hang = 'printf "hanging\\r\\n" > "$4/progress.txt"\nexec sleep 20\n'
    desk.use(desk.program(hang), first_answer=2, longest_run=4)
    started = time.monotonic()
    assert untouched(desk.steps(book, ["press", "Check data"], FINDINGS))
    assert time.monotonic() - started < 60
    assert "for too long" in desk.said()[0]
    assert (desk.jobs()[0] / "cancel.txt").exists()


@pytest.mark.parametrize(
    "spoil",
    [
        'head -c 900 "$4/made" > "$4/done.txt"',
        'sed -i "s/^end.[0-9a-f]*/end\\t00000000000000000000000000000000/" "$4/made"; mv "$4/made" "$4/done.txt"',
        'sed -i "s/Error/Terror/" "$4/made"; mv "$4/made" "$4/done.txt"',
    ],
    ids=["cut", "another click", "altered"],
)
def test_an_answer_that_is_not_whole_or_not_ours_is_not_used(spoil: str, desk: Desk, book: Path) -> None:
    # The real Python answers in a copy of the job, so that done.txt is never there before it is spoilt.
    twin = '"$SHEETSALES_HOME/jobs/twin"'
    desk.use(
        desk.program(
            f'cp -r "$4" {twin}\n"{sys.executable}" -m sheetsales click {twin} || exit 1\n'
            f'mv {twin}/done.txt "$4/made"\nrm -r {twin}\n{spoil}\n'
        ),
        first_answer=20,
    )
    assert untouched(desk.steps(book, ["press", "Check data"], FINDINGS))
    assert "cut short or is not for this click" in desk.said()[0]


def test_a_cell_changed_meanwhile_is_named_and_nothing_is_written(desk: Desk, book: Path) -> None:
    desk.use(desk.program('printf "slow\\r\\n" > "$4/progress.txt"\nsleep 3\n' + REAL))
    found = desk.steps(
        book,
        ["press_and_set", "Check data", "Findings", "C3", "mine", "progress.txt"],
        ["read", "Findings", "A2:K9"],
        ["read", "Home", "D14:D16"],
    )
    assert "Findings!C3" in desk.said()[0]
    assert "was changed" in desk.said()[0]
    cells = [value for row in found[1] for value in row if value]
    assert cells == ["mine"]
    assert found[2] == [["—"], ["—"], ["—"]]


def test_a_protected_sheet_is_named(desk: Desk, book: Path) -> None:
    found = desk.steps(book, ["protect", "Home"], ["press", "Check data"], FINDINGS)
    assert "Home" in desk.said()[0]
    assert "protected" in desk.said()[0]
    assert untouched(found)


def test_a_running_watcher_is_asked_first(desk: Desk, book: Path) -> None:
    """Whoever keeps ``watcher.txt`` fresh answers without a new process: here a shell loop for the watcher."""
    desk.use(desk.folder / "no python", first_answer=1)
    import subprocess

    loop = (
        'for n in $(seq 300); do date > "$SHEETSALES_HOME/watcher.txt"; for j in "$SHEETSALES_HOME"/jobs/*; do '
        f'[ -f "$j/request.txt" ] && [ ! -f "$j/done.txt" ] && "{sys.executable}" -m sheetsales click "$j"; done; '
        "sleep 0.2; done"
    )
    environment = {**os.environ, "SHEETSALES_HOME": str(desk.home)}
    watcher = subprocess.Popen(["/bin/sh", "-c", loop], env=environment)
    try:
        found = desk.steps(book, ["press", "Check data"], FINDINGS)
    finally:
        watcher.terminate()
        watcher.wait(20)
    assert not untouched(found)
    assert "findings" in desk.said()[0]


def test_five_thousand_findings_are_written_in_blocks(desk: Desk) -> None:
    """Cell by cell this would take minutes; about three seconds of the processor is what blocks take."""
    plain = desk.folder / "book.xlsx"
    plain.write_bytes(books.sample("zh"))
    book = add_buttons(plain).path
    maker = Path(__file__).with_name("answer_many.py")
    desk.use(desk.program(f'exec "{sys.executable}" "{maker}" "$4"\n'))
    found = desk.steps(book, ["press", "检查数据"], ["read", "检查结果", "A2:K5001"])
    assert all(row[7] for row in found[1])
    assert 0 < found[0]["seconds_to_write"] < 30
