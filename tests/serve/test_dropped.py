"""A copy dropped into a watched folder comes into the workbook it was made from."""

from __future__ import annotations

import datetime as dt
import shutil
from pathlib import Path

import pytest

from sheetsales.cli.main import main
from sheetsales.errors import NotAWorkbook
from sheetsales.workflow.opening import open_book
from sheetsales.workflow.portions import Asked
from sheetsales.workflow.serving.dropped import collect_dropped
from sheetsales.workflow.splitting import split
from tests.merging.crowded import crowded
from tests.merging.out_and_back import change, put, value

TODAY = dt.date(2026, 11, 30)


@pytest.fixture(name="book")
def make_book(tmp_path: Path) -> Path:
    (tmp_path / "in").mkdir()
    book = crowded(tmp_path / "sales.xlsx")
    split(book, tmp_path / "in", Asked(only=("S01",)), today=TODAY)
    return book


def test_a_copy_is_collected_into_the_workbook_one_folder_up(book: Path) -> None:
    copy = change(book.parent / "in" / "sales-Ann Lee.xlsx", put("Pipeline", "E2", 1500))
    (book.parent / "in" / "broken.xlsx").write_bytes(b"no workbook")
    done = collect_dropped(copy, TODAY)
    assert done is not None
    assert (done.code, value(book, "Pipeline", 3, 5)) == (0, 1500)
    assert done.said.en.startswith("sales-Ann Lee.xlsx (Ann Lee) came into “sales.xlsx”: 1 cell taken")
    again = collect_dropped(copy, TODAY)
    assert again is not None
    assert "Already collected" in again.said.en


def test_a_copy_without_its_workbook_is_said_and_any_other_workbook_is_none(
    book: Path, tmp_path: Path
) -> None:
    far = tmp_path / "far" / "away"
    far.mkdir(parents=True)
    copy = Path(shutil.copy(book.parent / "in" / "sales-Ann Lee.xlsx", far / "mine.xlsx"))
    done = collect_dropped(copy, TODAY)
    assert done is not None
    assert (done.code, "was not found" in done.said.en) == (1, True)
    assert collect_dropped(crowded(far / "other.xlsx"), TODAY) is None
    (far / "damaged.xlsx").write_bytes(b"PK\x03\x04 no more")
    with pytest.raises(NotAWorkbook):
        collect_dropped(far / "damaged.xlsx", TODAY)
    assert len(open_book(book, today=TODAY).book.table("pipeline")) == 4


def test_collecting_takes_a_folder(capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit) as end:
        main(["serve", "--collect", "--lang", "en"])
    assert end.value.code == 2
    assert "sheetsales serve FOLDER --collect" in capsys.readouterr().err
