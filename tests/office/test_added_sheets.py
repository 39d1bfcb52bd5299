"""Sheets added to a workbook: LibreOffice opens it, and its drop-downs offer what they should."""

from __future__ import annotations

from pathlib import Path

import openpyxl
import pytest

from sheetsales.backends.ooxml.apply import apply_plan
from sheetsales.cells.address import CellRef
from sheetsales.cells.edits import AddSheet, EditPlan, SetCell
from sheetsales.cells.values import Formula
from sheetsales.texts import LANGUAGES, Lang
from sheetsales.workflow.adding import add_sheets
from tests.office.office import _read, recalculated, wrong_values
from tests.sheets.books import TODAY, older, ours, stranger, tracker

pytestmark = pytest.mark.office


def asked(path: Path, names: list[str]) -> dict[str, tuple[object, object, object]]:
    """What LibreOffice makes of each name: how many it offers, the first of them and the last."""
    formulas = [
        [Formula(f"ROWS({n})"), Formula(f"INDEX({n},1)"), Formula(f"INDEX({n},ROWS({n}))")] for n in names
    ]
    cells = [
        SetCell(CellRef("Asked", row, column), formula)
        for row, line in enumerate(formulas, 2)
        for column, formula in enumerate(line, 1)
    ]
    asking = path.with_name("asking.xlsx")
    with asking.open("wb") as out:
        apply_plan(path, EditPlan((AddSheet("Asked", ("n", "first", "last")), *cells)), out)
    sheet = _read(recalculated(asking, path.parent / "out"), data_only=True)["Asked"]
    rows = [(row[0], row[1], row[2]) for row in sheet.iter_rows(min_row=2, values_only=True)]
    return dict(zip(names, rows, strict=False))


@pytest.mark.parametrize("lang", LANGUAGES)
def test_drop_downs_offer_lists_and_records(lang: Lang, tmp_path: Path) -> None:
    path = ours(tmp_path / "book.xlsx", lang)
    add_sheets(path, ["orders", "improve"], today=TODAY)
    found = asked(path, ["lst_quote_status", "lst_instalment", "lst_contract", "lst_task_from", "lst_stage"])
    zh = lang == "zh"
    assert found["lst_quote_status"] == (5, "草稿" if zh else "Draft", "已作废" if zh else "Withdrawn")
    assert found["lst_instalment"] == (6, "预付款" if zh else "Deposit", "退款" if zh else "Refund")
    assert found["lst_contract"][0] == 1
    assert found["lst_task_from"] == (5, "步骤" if zh else "Step", "会议" if zh else "Meeting")
    count, wrong = wrong_values(path, tmp_path / "recalculated")
    assert count > 0
    assert wrong == []


def test_drop_downs_offer_what_stands_in_a_tracker_of_the_teams_own(tmp_path: Path) -> None:
    path = tracker(tmp_path / "book.xlsx")
    add_sheets(path, ["orders", "tasks"], today=TODAY)
    found = asked(path, ["lst_customer", "lst_opportunity", "lst_order_status"])
    assert found["lst_customer"] == (6, "甬润0公司", "甬润5公司")
    assert found["lst_opportunity"] == (6, "D0", "D5")
    assert found["lst_order_status"] == (6, "待确认", "取消")


def test_a_stranger_and_an_older_workbook_open(tmp_path: Path) -> None:
    for path, name in ((stranger(tmp_path / "a.xlsx"), "service"), (older(tmp_path / "b.xlsx"), "orders")):
        add_sheets(path, [name], today=TODAY)
        book = openpyxl.load_workbook(recalculated(path, tmp_path / name))
        rules = [rule for sheet in book.worksheets for rule in sheet.data_validations.dataValidation]
        assert {rule.formula1 for rule in rules} >= {
            "lst_priority" if name == "service" else "lst_order_fault"
        }
