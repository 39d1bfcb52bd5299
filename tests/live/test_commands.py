"""Commands on a workbook that is open, with changes nobody has saved: they speak of what the user sees."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from sheetsales.backends.reader import read_workbook
from sheetsales.cli.main import main
from sheetsales.errors import WorkbookLocked
from sheetsales.workflow.checking import check
from sheetsales.workflow.mending import mend
from sheetsales.workflow.writing import write_plan
from tests.buttons import books
from tests.buttons.books import TODAY
from tests.buttons.conformance.plans import PLANS
from tests.buttons.macro_model import shown
from tests.live.conftest import Opener
from tests.support.uno_office import Office

pytestmark = pytest.mark.office


@pytest.fixture
def sample(tmp_path: Path) -> Path:
    path = tmp_path / "sales book.xlsx"
    path.write_bytes(books.sample("en"))
    return path


def spoil(document: Any) -> None:
    """Two things a user typed and did not save: a stage that is none, an amount as text."""
    sheet = document.Sheets.getByName("Pipeline")
    headings = [sheet.getCellByPosition(i, 0).String for i in range(30)]
    sheet.getCellByPosition(
        next(i for i, h in enumerate(headings) if h.startswith("Stage")), 1
    ).String = "Nowhere"
    sheet.getCellByPosition(
        next(i for i, h in enumerate(headings) if h.startswith("Amount")), 2
    ).String = "12,500"


def test_check_finds_what_was_not_saved_and_writes_where_it_is_open(
    sample: Path, opener: Opener, documents: list[Any], office: Office, tmp_path: Path
) -> None:
    live = opener(sample)
    spoil(documents[0])
    before = sample.read_bytes()
    result = check(sample, today=TODAY)
    assert any(f.at is not None and "Nowhere" in f.message.en for f in result.judged.findings)
    assert "not saved yet" in result.applied.notices[-1].en
    assert sample.read_bytes() == before
    assert not (sample.parent / ".sheetsales").exists()
    findings = live.read().grid("Findings")
    assert findings is not None
    assert any("Nowhere" in str(value) for column in findings.columns for value in column)
    again = check(sample, today=TODAY)
    assert again.plan.edits == ()
    saved = office.save_copy(documents[0], tmp_path / "saved.xlsx")
    assert check(saved, today=TODAY).plan.edits == ()


def test_fix_mends_what_was_not_saved(sample: Path, opener: Opener, documents: list[Any]) -> None:
    live = opener(sample)
    spoil(documents[0])
    before = sample.read_bytes()
    tried = mend(sample, today=TODAY, dry_run=True)
    assert tried.fixes.edits
    done = mend(sample, today=TODAY)
    assert done.fixes.edits == tried.fixes.edits
    pipeline = live.read().grid("Pipeline")
    assert pipeline is not None
    assert 12500 in [value for column in pipeline.columns for value in column]
    assert sample.read_bytes() == before
    assert mend(sample, today=TODAY).fixes.edits == ()


def test_apply_writes_where_the_book_is_open(
    path: Path, opener: Opener, capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    live = opener(path)
    plan = tmp_path / "plan.json"
    plan.write_text(json.dumps({"version": 1, "edits": [{"op": "set_cell", "at": "Range!C3", "value": 5}]}))
    for options, value in ((["--dry-run"], 1), ([], 5)):
        with pytest.raises(SystemExit) as end:
            main(["apply", str(plan), str(path), "--lang", "en", *options])
        assert end.value.code == 0, capsys.readouterr()
        grid = live.read().grid("Range")
        assert grid is not None
        assert grid.value(3, 3) == value
    assert "not saved yet" in capsys.readouterr().out
    assert shown(read_workbook(path))["Range"][3, 3] == 1


def test_a_book_open_somewhere_else_is_refused_with_the_reason(path: Path, office: Office) -> None:
    path.with_name(f"~${path.name}").write_bytes(b"")
    from sheetsales.cells.edits import EditPlan

    plan = EditPlan(PLANS["set"])
    with pytest.raises(WorkbookLocked, match=r"is open in Excel.*probably a colleague"):
        write_plan(path, plan)
    assert write_plan(path, plan, dry_run=True).cells == 3
