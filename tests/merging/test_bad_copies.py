"""``sheetsales collect``: copies that are no good: each is told, nothing of the others is lost."""

from __future__ import annotations

import shutil
from pathlib import Path
from typing import Any

import pytest

from sheetsales.cli.main import main
from sheetsales.workflow.portions import Asked
from sheetsales.workflow.splitting import split
from tests.merging.crowded import crowded
from tests.merging.out_and_back import TODAY, change, copy_of, put, took


def test_a_copy_never_issued_only_proposes(book: Path) -> None:
    plain = book.parent / "plain.xlsx"
    change(
        Path(shutil.copy(copy_of(book), plain)),
        lambda one: one.remove(one["_sheetsales"]),
        put("Pipeline", "E2", 3),
    )
    result = took(book, plain)
    assert (result.came[0].number, result.came[0].cells, len(result.came[0].asked)) == (0, 0, 1)
    assert "Never issued" in result.came[0].said[0].en
    broken = book.parent / "broken.xlsx"
    change(
        Path(shutil.copy(copy_of(book), broken)),
        put("Pipeline", "E2", 4),
        lambda one: spoil(one["_sheetsales"]),
    )
    assert "damaged" in took(book, broken).came[0].said[0].en


def spoil(sheet: Any) -> None:
    for row in sheet.iter_rows(min_row=2):
        if str(row[0].value).startswith("copy") and row[0].value != "copy.mark":
            row[1].value = "{}"


def test_what_cannot_be_taken_is_named_and_the_others_go_on(
    book: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    other = tmp_path / "other"
    other.mkdir()
    (other / "out").mkdir()
    foreign = crowded(other / "sales.xlsx")
    split(foreign, other / "out", Asked(only=("S01",)), today=TODAY)
    out = book.parent / "out"
    shutil.copy(other / "out" / "sales-Ann Lee.xlsx", out / "foreign.xlsx")
    (out / "damaged.xlsx").write_bytes(b"PK\x03\x04 no more")
    shutil.copy(copy_of(book), out / "sales(1).xlsx")
    (out / "elsewhere.xlsx").symlink_to(out / "nowhere.xlsx")
    (out / "folder.xlsx").mkdir()
    (out / "~$sales-Bob Ray.xlsx").write_bytes(b"\x07Bob Ray" + b" " * 157)
    with pytest.raises(SystemExit) as end:
        main(["collect", str(book), str(out), "--lang", "en", "--today", "2026-11-30"])
    assert end.value.code == 1
    shown = capsys.readouterr().out
    assert "foreign.xlsx: This is a copy of another workbook" in shown
    assert "damaged.xlsx: " in shown
    assert "elsewhere.xlsx: " in shown
    assert "folder.xlsx: " in shown
    assert "sales-Bob Ray.xlsx: " in shown
    assert "sales(1).xlsx: Already collected" in shown or "sales-Ann Lee.xlsx: Already collected" in shown
    assert "Not handed in yet: Bob Ray" in shown
