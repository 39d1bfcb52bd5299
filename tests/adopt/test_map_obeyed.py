"""What a map file says is done, or refused with its place."""

from __future__ import annotations

from pathlib import Path

import pytest

from sheetsales.adopt import propose
from sheetsales.adopt.answers import Answers
from sheetsales.adopt.mapfile import read_map
from sheetsales.cells.build import workbook_from_rows
from sheetsales.cells.grid import Workbook
from sheetsales.cells.values import CellValue
from sheetsales.errors import BadRequest

ROWS: list[list[CellValue]] = [
    ["Closed in 2026", None, None, None],
    ["lead ref", "seller ref", "won at", "value\nof it"],
]
ROWS += [[f"m{n}", f"s{n}", f"2026-0{n}-02", n * 100] for n in range(1, 8)]


def _book() -> Workbook:
    return workbook_from_rows(
        {"Deals 2026": [list(row) for row in ROWS], "Staff": [["Who", "What"], ["Ann", "Rep"]]}
    )


def _map(tmp_path: Path, columns: str, more: str = 'record = "pipeline"') -> Answers:
    path = tmp_path / "map.toml"
    path.write_text(
        f'[sheets."Deals 2026"]\n{more}\n[sheets."Deals 2026".columns]\n{columns}\n', encoding="utf-8"
    )
    return read_map(path)


def test_the_headings_that_are_named_decide_the_row(tmp_path: Path) -> None:
    answers = _map(tmp_path, '"lead ref" = "id"\n"won at" = "closed_on"\n"value of it" = "amount"')
    (table,) = propose(_book(), answers).tables
    assert table.block.heading_row == 2
    assert {b.column.key: b.heading for b in table.assigned.bound} == {
        "id": "lead ref", "closed_on": "won at", "amount": "value\nof it",
    }  # fmt: skip


def test_titles_of_either_language_stand_for_codes(tmp_path: Path) -> None:
    answers = _map(tmp_path, '"lead ref" = "编号"\n"won at" = "Closed on"', 'record = "商机"')
    (table,) = propose(_book(), answers).tables
    assert [b.column.key for b in table.assigned.bound] == ["id", "closed_on"]


def test_values_may_be_answered_by_what_a_stage_is_called() -> None:
    rows = [["Deal ID", "Customer", "Deal", "Stage", "Amount", "Owner"]]
    rows += [[f"D-{n}", f"Firm {n}", f"Pump {n}", "Closing soon", str(n), "Bob"] for n in range(6)]
    workbook = workbook_from_rows({"Deals": [list(row) for row in rows]})
    answers = Answers(values={"pipeline.stage": {"Closing soon": "谈判"}})
    assert propose(workbook, answers).values["pipeline.stage"]["Closing soon"] == "negotiate"


@pytest.mark.parametrize("more", ['record = "pipeline"', 'record = "pipeline"\nheading_row = 2', ""])
def test_a_heading_that_is_not_there_is_refused_with_its_place(tmp_path: Path, more: str) -> None:
    answers = _map(tmp_path, '"lead ref" = "id"\n"no such" = "owner"', more)
    with pytest.raises(BadRequest) as refused:
        propose(_book(), answers)
    assert 'sheets."Deals 2026".columns' in str(refused.value)
    assert "no such" in str(refused.value)


def test_without_any_of_the_headings_the_sheets_own_are_told(tmp_path: Path) -> None:
    with pytest.raises(BadRequest, match="no such"):
        propose(_book(), _map(tmp_path, '"no such" = "owner"', 'record = "pipeline"\nheading_row = 2'))
