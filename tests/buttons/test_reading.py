"""Answers on the sheet Reading, taken in by a click."""

from __future__ import annotations

import datetime as dt
from pathlib import Path

import pytest
import xlsxwriter

from sheetsales.backends.reader import read_workbook
from sheetsales.cells.edits import EditPlan, SetCell
from sheetsales.pages import find
from sheetsales.schema.reading import READING
from sheetsales.workflow.adopting import keep, propose_for
from sheetsales.workflow.checking import check
from sheetsales.workflow.mending import mend
from sheetsales.workflow.writing import write_plan
from tests.buttons.jobs import answer, click, make_job
from tests.buttons.macro_model import Sheets, shown

ROWS = (
    ("Customer", "Deal", "Stage", "Price", "Owner"),
    ("Acme ", "Pumps", "Contract sent", 80000, "Ann"),
    ("Bolt", "Valves", "Quotation", 120000, "Bob"),
    ("Crown", "Service", "Won", 60000, "Ann"),
)


@pytest.fixture
def answered(tmp_path: Path) -> Path:
    path = tmp_path / "deals.xlsx"
    with xlsxwriter.Workbook(str(path)) as made:
        sheet = made.add_worksheet("Deals")
        for row, cells in enumerate(ROWS):
            sheet.write_row(row, 0, cells)
    keep(propose_for(path, asks=True))
    place = find(read_workbook(path), READING)
    assert place is not None
    price = next(i for i, row in enumerate(place.rows) if row[2] == "Price")
    write_plan(path, EditPlan((SetCell(place.cell(price, 6), "Amount"),)))
    return path


@pytest.mark.parametrize("button", ["check", "fix"])
def test_a_click_takes_the_answers_in_like_the_command(button: str, answered: Path, home: Path) -> None:
    job = make_job(home, answered.read_bytes(), button, language="en")
    assert click(job) == 0
    sheets = Sheets(read_workbook(job / "snapshot.xlsx"))
    sheets.apply(answer(job))
    today = dt.date(2026, 11, 2)
    if button == "check":
        check(answered, today=today)
    else:
        mend(answered, today=today)
    written = shown(read_workbook(answered))
    assert sheets.shown() == written
    assert '"heading":"Price","column":"amount"' in str(written["_sheetsales"])
    assert sheets.visible["Reading"] == "hidden"
