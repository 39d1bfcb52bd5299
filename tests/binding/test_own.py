"""Sheets of ours: every column is found, at once, in both languages, and in sheets that people changed."""

from __future__ import annotations

import time
from collections.abc import Callable
from decimal import Decimal

import pytest

from sheetsales.cells.build import grid_from_rows
from sheetsales.schema import aliases
from sheetsales.schema.bind import bind
from sheetsales.schema.headings import normalise
from sheetsales.schema.modules import listed
from sheetsales.schema.workbook import RECORDS, SHEETS
from sheetsales.texts import LANGUAGES, Lang
from tests.binding.books import book, columns, template, title, unknown

ALL = (*SHEETS, *(RECORDS[sheet.key] for sheet in listed()))


@pytest.mark.parametrize("lang", LANGUAGES)
def test_a_template_binds_completely(lang: Lang) -> None:
    binding = bind(template(lang))
    assert binding.language == lang
    assert [t.record.key for t in binding.tables] == [r.key for r in ALL]
    for table in binding.tables:
        assert set(table.by_key) == {c.key for c in table.record.columns_for(lang)}
        assert table.unknown == ()
        assert (table.heading_row, table.first_row, table.last_row) == (1, 2, 2)
        assert {c.factor for c in table.columns} == {Decimal(1)}


def _least(work: Callable[[], object]) -> float:
    """Processor seconds of the quickest of five."""
    times = []
    for _ in range(5):
        normalise.cache_clear()
        start = time.process_time()
        work()
        times.append(time.process_time() - start)
    return min(times)


@pytest.mark.parametrize("lang", LANGUAGES)
def test_a_template_binds_within_a_few_times_its_making(lang: Lang) -> None:
    workbook = template(lang, modules=False)
    assert _least(lambda: bind(workbook)) < 40 * _least(lambda: template(lang, modules=False))


def test_a_template_needs_no_list_of_aliases() -> None:
    aliases.headings.cache_clear()
    bind(template("zh"))
    assert aliases.headings.cache_info().misses == 0


def test_sheets_that_lost_their_tables_are_still_known_by_title_and_headings() -> None:
    binding = bind(template("zh", tables=False))
    assert {t.record.key for t in binding.tables} >= {"pipeline", "customers", "stages", "settings", "team"}


def test_headings_of_both_languages_may_stand_in_one_sheet() -> None:
    record = RECORDS["pipeline"]
    headings = [title(c, "zh" if i % 2 else "en") for i, c in enumerate(record.columns)]
    grid = grid_from_rows("销售", [headings, [None] * len(headings)], table="tblPipeline")
    (table,) = bind(book({"销售": grid})).tables
    assert len(table.columns) == len(record.columns)


def test_a_copied_sheet_and_a_renamed_sheet_are_known_by_their_table() -> None:
    headings = [title(c, "en") for c in RECORDS["customers"].columns_for("en")]
    first = grid_from_rows("North", [headings], table="tblCustomers")
    second = grid_from_rows("North (2)", [headings], table="tblCustomers2")
    binding = bind(book({"North": first, "North (2)": second}))
    assert [(t.sheet, t.record.key) for t in binding.tables] == [
        ("North", "customers"),
        ("North (2)", "customers"),
    ]


def test_a_column_added_to_our_sheet_is_unknown_or_known_by_another_name() -> None:
    headings = ["客户 *", "名称 *", "阶段 *", "负责人 *", "预计成交日期", "我们的暗号"]
    grid = grid_from_rows("商机", [headings, ["甲", "乙", "报价", "李静", None, "x"]], table="tblPipeline")
    (table,) = bind(book({"商机": grid})).tables
    assert columns(table)["预计成交日期"] == "expected_close"
    assert unknown(table) == ["我们的暗号"]


def test_a_unit_put_into_our_heading_counts() -> None:
    grid = grid_from_rows(
        "商机", [["客户 *", "名称 *", "阶段 *", "金额（万元）"], ["甲", "乙", "报价", 3]], table="tblPipeline"
    )
    (table,) = bind(book({"商机": grid})).tables
    assert table.by_key["amount"].factor == 10_000


def test_a_sheet_that_only_has_our_title_is_no_sheet_of_ours() -> None:
    workbook = book({"检查结果": [["发现", "整改"], ["灯坏了", "换"]], "Settings": [["a", "b"]]})
    assert bind(workbook).tables == ()


def test_a_table_without_heading_row_is_left_alone() -> None:
    from dataclasses import replace

    grid = grid_from_rows("商机", [["客户", "名称"]], table="tblPipeline")
    bare = replace(grid, tables=(replace(grid.tables[0], has_heading_row=False),))
    assert bind(book({"商机": bare})).tables == ()


def test_another_sheet_is_not_added_to_our_pipeline_unasked() -> None:
    headings = ["客户名称", "商机名称", "商机阶段", "负责人", "商机金额", "预计成交日期"]
    grid = grid_from_rows("商机", [["客户 *", "名称 *", "阶段 *"], ["a", "b", "c"]], table="tblPipeline")
    old = [headings, ["甲", "乙", "报价", "李静", 10, "2026-11-02"]]
    binding = bind(book({"商机": grid, "旧数据": old}))
    assert [t.sheet for t in binding.tables] == ["商机"]


def test_receipts_of_ours_are_no_list_of_invoices() -> None:
    """Their invoice columns are refused on a sheet of the team's own only."""
    headings = [title(c, "zh") for c in RECORDS["receipts"].columns_for("zh")]
    assert "发票号" in headings
    for table in ("tblReceipts", None):
        grid = grid_from_rows("回款", [headings, [None] * len(headings)], table=table)
        binding = bind(book({"回款": grid}))
        assert [t.record.key for t in binding.tables] == ["receipts"]
        assert binding.refused == ()
