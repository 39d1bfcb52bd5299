"""Headings and sheets that changed since they were adopted: found again, or told."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal

from sheetsales.adopt import propose
from sheetsales.cells.build import workbook_from_rows
from sheetsales.cells.values import CellValue
from sheetsales.schema.bind import bind
from sheetsales.schema.binding import Binding
from sheetsales.schema.stored import parse, to_json

HEADINGS = ("客户名称", "项目名称", "阶段", "预计金额", "负责人")


def _rows(headings: Sequence[str] = HEADINGS) -> list[list[CellValue]]:
    rows: list[list[CellValue]] = [list(headings)]
    firms: list[list[CellValue]] = [[f"客户{n}厂", f"项目{n}", "报价", 1000 * n, "李静"] for n in range(1, 7)]
    return [*rows, *firms]


KEPT = parse(to_json(propose(workbook_from_rows({"单子": _rows()})).stored()))


def _bound(sheet: str, *headings: str) -> Binding:
    return bind(workbook_from_rows({sheet: _rows(headings)}), KEPT)


def test_what_did_not_change_is_not_told() -> None:
    assert _bound("单子", *HEADINGS).gone == ()


def test_a_heading_that_says_the_same_is_found_again() -> None:
    binding = _bound("单子", "客户名称", "项目名称", "阶段", "估计总价（万元）", "负责人")
    (table,) = binding.of("pipeline")
    amount = table.by_key["amount"]
    assert (amount.heading, amount.sheet_column, amount.factor) == ("估计总价（万元）", 4, Decimal(10_000))
    assert binding.gone == ()


def test_one_that_nobody_understands_is_told() -> None:
    binding = _bound("单子", "客户名称", "项目名称", "阶段", "嘻嘻", "负责人")
    assert "amount" not in binding.of("pipeline")[0].by_key
    assert [(g.sheet, g.heading, g.column.key if g.column else "") for g in binding.gone] == [
        ("单子", "预计金额", "amount")
    ]


def test_a_heading_of_another_column_is_not_taken_for_it() -> None:
    binding = _bound("单子", "客户名称", "项目名称", "阶段", "备注", "负责人")
    (table,) = binding.of("pipeline")
    assert "notes" not in table.by_key
    assert [gone.heading for gone in binding.gone] == ["预计金额"]


def test_a_sheet_that_was_renamed_is_read_and_not_told() -> None:
    binding = _bound("单子2027", *HEADINGS)
    assert [table.sheet for table in binding.of("pipeline")] == ["单子2027"]
    assert binding.gone == ()


def test_a_sheet_that_is_gone_is_told() -> None:
    binding = _bound("别的", "甲", "乙", "丙", "丁", "戊")
    assert [(gone.sheet, gone.record.key, gone.heading) for gone in binding.gone] == [
        ("单子", "pipeline", "")
    ]
