"""What can go wrong between a click and its result: one sentence each, and the workbook as it was."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from sheetsales.backends.reader import read_workbook
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


def test_a_python_that_is_missing_or_fails_or_knows_no_sheetsales(desk: Desk, book: Path) -> None:
    without = desk.folder / "without.sh"
    without.write_text('#!/bin/sh\ncd /\nexec /usr/bin/python3 -I "$@"\n')
    without.chmod(0o755)
    for python in (desk.folder / "no python", desk.program("exit 3\n"), without):
        desk.use(python, first_answer=2)
        assert untouched(desk.steps(book, ["press", "Check data"], FINDINGS))
        said = desk.said()[-1]
        assert "sheetsales buttons install" in said
        assert f'sheetsales check "{book.name}"' in said
        assert str(desk.jobs()[-1]) in said


def test_a_python_that_hangs_is_given_up(desk: Desk, book: Path) -> None:
    hang = 'printf "hanging\\r\\n" > "$5/progress.txt"\nexec sleep 20\n'
    desk.use(desk.program(hang), first_answer=2, longest_run=4)
    started = time.monotonic()
    assert untouched(desk.steps(book, ["press", "Check data"], FINDINGS))
    assert time.monotonic() - started < 60
    assert "for too long" in desk.said()[0]
    assert (desk.jobs()[0] / "cancel.txt").exists()


def test_a_run_killed_half_way_changes_nothing(desk: Desk, book: Path) -> None:
    dying = 'printf "working\\r\\n" > "$5/progress.txt"\nprintf "sheetsales 1\\r\\n" > "$5/done.txt.tmp"\nkill -9 $$\n'
    desk.use(desk.program(dying), first_answer=2, longest_run=4)
    assert untouched(desk.steps(book, ["press", "Check data"], FINDINGS))
    said = desk.said()[0]
    assert "for too long" in said
    assert "the workbook is as it was" in said
    assert str(desk.jobs()[0]) in said


def test_a_long_run_tells_how_far_it_is_and_ends_well(desk: Desk, book: Path) -> None:
    steps = "".join(f'printf "step {n} of 4\\r\\n" > "$5/progress.txt"\nsleep 2\n' for n in range(1, 5))
    desk.use(desk.program(steps + REAL), first_answer=2)
    found = desk.steps(book, ["press", "Check data"], FINDINGS)
    assert found[0]["ended"]
    assert not untouched(found)


@pytest.fixture
def display(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """A screen, for without one LibreOffice answers its own questions."""
    if not shutil.which("Xvfb"):
        pytest.skip("needs Xvfb")
    read, write = os.pipe()
    server = subprocess.Popen(
        ["Xvfb", "-displayfd", str(write), "-screen", "0", "1200x800x24", "-ac"],
        pass_fds=(write,), stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL,
    )  # fmt: skip
    os.close(write)
    with os.fdopen(read) as number:
        monkeypatch.setenv("DISPLAY", f":{number.readline().strip()}")
    yield
    server.terminate()
    server.wait(20)


@pytest.mark.usefixtures("display")
def test_a_second_click_stops_a_run(desk: Desk, book: Path) -> None:
    desk.use(desk.program('printf "slow\\r\\n" > "$5/progress.txt"\nsleep 12\n' + REAL), first_answer=2)
    found = desk.steps(book, ["press_twice", "Check data", "progress.txt"], FINDINGS)
    assert found[0]["ended"]
    assert "still running. Stop it?" in found[0]["said"][0]
    assert untouched(found)
    assert desk.said()[0] == "Stopped. The workbook is as it was."
    assert (desk.jobs()[0] / "cancel.txt").exists()
    assert len(desk.jobs()) == 1


def test_a_watcher_that_died_a_moment_ago_is_not_waited_for_long(desk: Desk, book: Path) -> None:
    (desk.home / "watcher.txt").write_text("pid=1\r\n")
    started = time.monotonic()
    assert not untouched(desk.steps(book, ["press", "Check data"], FINDINGS))
    assert time.monotonic() - started < 60


@pytest.mark.usefixtures("display")
def test_a_folder_that_cannot_be_written_is_named(desk: Desk, book: Path) -> None:
    (desk.home / "jobs").write_text("somebody's file in the way")
    found = desk.steps(book, ["press", "Check data"], FINDINGS)
    assert found[0]["ended"]
    assert untouched(found)
    assert (desk.home / "jobs").read_text() == "somebody's file in the way"
    said = found[0]["said"][0]
    assert "No folder for the job could be made" in said
    assert str(desk.home / "jobs") in said
    assert "the workbook is as it was" in said


@pytest.mark.usefixtures("display")
def test_a_workbook_that_was_never_saved_is_left_alone(desk: Desk, book: Path) -> None:
    found = desk.steps(book, ["open_unsaved", str(book)], ["press", "Check data"], FINDINGS)
    assert found[1]["ended"]
    assert "has never been saved. Save it, then click again." in found[1]["said"][0]
    assert untouched(found)
    assert not (desk.home / "jobs").exists()


def test_a_workbook_open_for_reading_only_is_not_written_but_its_report_is_made(
    desk: Desk, book: Path
) -> None:
    found = desk.steps(
        book, ["open_read_only", str(book)], ["press", "Check data"], ["press", "Monthly report"], FINDINGS
    )
    assert untouched(found)
    assert "is open read-only" in desk.said()[0]
    assert "nothing was written" in desk.said()[0]
    assert "The report for" in desk.said()[1]


def test_sheets_are_not_added_where_the_structure_is_protected(desk: Desk, book: Path) -> None:
    found = desk.steps(book, ["protect_structure"], ["press", "Allocate tasks"], ["sheets"])
    assert "structure is protected" in desk.said()[0]
    assert "Allocation" not in found[-1]


def test_of_two_workbooks_of_one_name_the_clicked_one_is_written(desk: Desk, book: Path) -> None:
    elsewhere = desk.folder / "elsewhere"
    elsewhere.mkdir()
    other = elsewhere / book.name
    other.write_bytes(book.read_bytes())
    found = desk.steps(
        book,
        ["open_beside", str(other)],
        ["press", "Check data"],
        FINDINGS,
        ["turn_to_beside"],
        FINDINGS,
        ["press", "Undo last run"],
        ["press", "Check data"],
        FINDINGS,
    )
    empty, first, mine = untouched(found[:5]), untouched(found[:3]), untouched(found)
    assert (first, empty, mine) == (False, True, False)
    assert "no run to undo" in desk.said()[1]


@pytest.mark.parametrize(
    "spoil",
    [
        'head -c 900 "$5/made" > "$5/done.txt"',
        'sed -i "s/^end.[0-9a-f]*/end\\t00000000000000000000000000000000/" "$5/made"; mv "$5/made" "$5/done.txt"',
        'sed -i "s/Error/Terror/" "$5/made"; mv "$5/made" "$5/done.txt"',
    ],
    ids=["cut", "another click", "altered"],
)
def test_an_answer_that_is_not_whole_or_not_ours_is_not_used(spoil: str, desk: Desk, book: Path) -> None:
    # The real Python answers in a copy of the job, so that done.txt is never there before it is spoilt.
    twin = '"$SHEETSALES_HOME/jobs/twin"'
    desk.use(
        desk.program(
            f'cp -r "$5" {twin}\n"{sys.executable}" -m sheetsales click {twin} || exit 1\n'
            f'mv {twin}/done.txt "$5/made"\nrm -r {twin}\n{spoil}\n'
        ),
        first_answer=20,
    )
    assert untouched(desk.steps(book, ["press", "Check data"], FINDINGS))
    assert "cut short or is not for this click" in desk.said()[0]


def last_run(book: Path) -> str:
    """Where Home notes the last run: when, what, found."""
    names = read_workbook(book).names
    first, last = (
        names[f"home_last_{name}"].rpartition("!")[2].replace("$", "") for name in ("run", "result")
    )
    return f"{first}:{last}"


def test_a_cell_changed_meanwhile_is_named_and_nothing_is_written(desk: Desk, book: Path) -> None:
    # Python answers when the cell is set, however slow the machine is at setting it.
    until_set = 'for i in $(seq 300); do [ -f "$5/set.txt" ] && break; sleep 0.2; done\n'
    desk.use(desk.program('printf "slow\\r\\n" > "$5/progress.txt"\n' + until_set + REAL))
    found = desk.steps(
        book,
        ["press_and_set", "Check data", "Findings", "C3", "mine", "progress.txt"],
        ["read", "Findings", "A2:K9"],
        ["read", "Home", last_run(book)],
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
    assert not untouched(found)  # all else is written


def test_a_running_watcher_is_asked_first(desk: Desk, book: Path) -> None:
    """Whoever keeps ``watcher.txt`` fresh answers without a new process: here a shell loop for the watcher."""
    desk.use(desk.folder / "no python", first_answer=1)
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
    desk.use(desk.program(f'exec "{sys.executable}" "{maker}" "$5"\n'))
    found = desk.steps(book, ["press", "检查数据"], ["read", "检查结果", "A2:K5001"])
    assert all(row[7] for row in found[1])
    assert 0 < found[0]["seconds_to_write"] < 30
