"""What ``rollup`` counts, leaves out and says."""

from __future__ import annotations

import json
import shutil
from pathlib import Path
from typing import Any

import pytest

from tests.rollup.conftest import RATE, SAMPLES, TODAY
from tests.support.commands import exit_code


def run(places: list[Path], out: Path, *more: str) -> int:
    named = [str(place) for place in places]
    return exit_code(
        ["rollup", *named, "-o", str(out), "--today", TODAY.isoformat(), "--month", "2026-10", *more]
    )


def document(places: list[Path], out: Path, capsys: pytest.CaptureFixture[str], *more: str) -> dict[str, Any]:
    capsys.readouterr()
    run(places, out, "--json", "--lang", "en", "--jobs", "1", *more)
    found: dict[str, Any] = json.loads(capsys.readouterr().out)
    return found


def test_what_cannot_be_read_is_a_row_and_no_stop(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    shutil.copy(SAMPLES / "sales-en.xlsx", tmp_path / "good.xlsx")
    (tmp_path / "bad.xlsx").write_bytes(b"no workbook")
    (tmp_path / "~$good.xlsx").write_bytes(b"left by a program")
    (tmp_path / ".sheetsales").mkdir()
    shutil.copy(SAMPLES / "sales-zh.xlsx", tmp_path / ".sheetsales" / "backup.xlsx")
    found = document([tmp_path], tmp_path / "group.xlsx", capsys)
    assert [(one["file"], one["fate"]) for one in found["not_counted"]] == [("bad.xlsx", "unread")]
    assert [book["file"] for book in found["workbooks"]] == ["good.xlsx"]
    assert run([tmp_path], tmp_path / "group.xlsx") == 1  # its own table is no workbook to count


def test_reports_of_ours_are_told_and_not_counted(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    book = Path(shutil.copy(SAMPLES / "sales-en.xlsx", tmp_path / "good.xlsx"))
    exit_code(
        [
            "report",
            str(book),
            "--month",
            "2026-10",
            "--today",
            TODAY.isoformat(),
            "-o",
            str(tmp_path / "r.xlsx"),
        ]
    )
    assert run([book], tmp_path / "earlier.xlsx") == 0
    found = document([tmp_path], tmp_path / "group.xlsx", capsys)
    assert {(one["file"], one["fate"]) for one in found["not_counted"]} == {
        ("r.xlsx", "ours"),
        ("earlier.xlsx", "ours"),
    }


def test_copies_count_once(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    for name in ("sales.xlsx", "sales (1).xlsx"):
        shutil.copy(SAMPLES / "sales-en.xlsx", tmp_path / name)
    found = document([tmp_path], tmp_path / "group.xlsx", capsys)
    assert [book["file"] for book in found["workbooks"]] == ["sales.xlsx"]
    (left_out,) = found["not_counted"]
    assert (left_out["file"], left_out["fate"], left_out["of"]) == ("sales (1).xlsx", "copy", "sales.xlsx")
    assert run([tmp_path], tmp_path / "group.xlsx") == 0


def test_a_copy_that_was_saved_again_is_known_by_its_deals(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    book = Path(shutil.copy(SAMPLES / "sales-en.xlsx", tmp_path / "sales.xlsx"))
    later = Path(shutil.copy(book, tmp_path / "final.xlsx"))
    assert exit_code(["check", str(later), "--today", TODAY.isoformat()]) == 1
    assert later.read_bytes() != book.read_bytes()
    found = document([tmp_path], tmp_path / "group.xlsx", capsys)
    assert len(found["workbooks"]) == 1
    assert [one["fate"] for one in found["not_counted"]] == ["older"]


def test_issued_copies_are_in_their_workbook_already(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    book = Path(shutil.copy(SAMPLES / "sales-en.xlsx", tmp_path / "sales.xlsx"))
    assert (
        exit_code(
            [
                "split",
                str(book),
                "-o",
                str(tmp_path / "out"),
                "--only",
                "S02,S03",
                "--today",
                TODAY.isoformat(),
            ]
        )
        == 0
    )
    whole = document([book], tmp_path / "one.xlsx", capsys)
    found = document([tmp_path], tmp_path / "group.xlsx", capsys)
    assert [one["fate"] for one in found["not_counted"]] == ["ours", "issued", "issued"]
    assert found["group"] == whole["group"]


def test_without_a_rate_money_is_left_out_and_told(
    teams: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    found = document([teams], tmp_path / "group.xlsx", capsys, "--currency", "CNY")
    assert found["group"]["won_deals"] == sum(book["won_deals"] for book in found["workbooks"])
    known = [book["won"] for book in found["workbooks"] if book["currency"] == "CNY"]
    assert found["group"]["won"] == sum(known)
    assert [book["won"] for book in found["workbooks"] if book["currency"] == "GBP"] == [None, None]
    assert run([teams], tmp_path / "group.xlsx", "--currency", "CNY", "--lang", "en") == 1
    assert "No workbook says what GBP is in CNY" in capsys.readouterr().out


def test_a_dry_run_writes_nothing(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    out = tmp_path / "group.xlsx"
    assert run([SAMPLES / "sales-en.xlsx"], out, "--dry-run", "--lang", "zh") == 0
    assert not out.exists()
    assert "这是预演" in capsys.readouterr().out


def test_it_speaks_of_what_it_made(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    out = tmp_path / "group.xlsx"
    assert run([SAMPLES / "sales-en.xlsx"], out, "--lang", "en") == 0
    said = capsys.readouterr().out
    assert "Signed £645k, 84.9% of target" in said
    assert str(out) in said


@pytest.mark.parametrize(
    ("more", "says"),
    [
        (["--month", "2026-13"], "not a month"),
        (["--month", "2027-05"], "has not begun"),
        (["--rate", "USD"], "is no rate"),
        (["--rate", "USD=0"], "is no rate"),
        (["--rate", "USD=x"], "is no rate"),
    ],
)
def test_what_cannot_be_asked(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], more: list[str], says: str
) -> None:
    arguments = [
        "rollup",
        str(SAMPLES / "sales-en.xlsx"),
        "-o",
        str(tmp_path / "g.xlsx"),
        "--today",
        TODAY.isoformat(),
    ]
    assert exit_code([*arguments, "--lang", "en", *more]) == 2
    assert says in capsys.readouterr().err


def test_where_it_may_not_go(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    book = Path(shutil.copy(SAMPLES / "sales-en.xlsx", tmp_path / "sales.xlsx"))
    assert run([book], tmp_path / "g.csv", "--lang", "en") == 2
    before = book.read_bytes()
    assert run([SAMPLES / "sales-zh.xlsx"], book, "--lang", "en") == 2
    assert book.read_bytes() == before
    assert "--force" in capsys.readouterr().err


def test_nothing_to_count(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (tmp_path / "bad.xlsx").write_bytes(b"no workbook")
    assert run([tmp_path], tmp_path / "g.xlsx", "--lang", "en") == 2
    assert "None of 1 file can be counted" in capsys.readouterr().err


def test_the_same_group_gives_the_same_file(teams: Path, tmp_path: Path) -> None:
    made = [tmp_path / "one.xlsx", tmp_path / "two.xlsx"]
    for out, jobs in zip(made, ("1", "2"), strict=True):
        assert run([teams], out, "--rate", f"GBP={RATE}", "--currency", "CNY", "--jobs", jobs) == 0
    assert made[0].read_bytes() == made[1].read_bytes()


def test_a_new_year_and_its_archive_are_one_workbook(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    old = Path(shutil.copy(SAMPLES / "sales-en.xlsx", tmp_path / "sales.xlsx"))
    whole = document([old], tmp_path / "one.xlsx", capsys, "--dry-run")
    assert (
        exit_code(
            [
                "newyear",
                str(old),
                "--year",
                "2026",
                "-o",
                str(tmp_path / "new.xlsx"),
                "--today",
                TODAY.isoformat(),
            ]
        )
        == 0
    )
    found = document([tmp_path], tmp_path / "group.xlsx", capsys)
    assert [one["fate"] for one in found["not_counted"]] == ["older"]
    for key in ("won", "ytd", "won_deals", "open_deals", "open_amount"):
        assert found["group"][key] == whole["group"][key], key
