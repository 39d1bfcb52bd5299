"""How many sheets of paper the report takes: wide texts make the columns wider rather than the report longer."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from types import SimpleNamespace
from typing import cast

import openpyxl
import pytest
from hypothesis import given
from hypothesis import strategies as st

from sheetsales.look.widths import wrapped_lines
from sheetsales.reports import paper
from sheetsales.reports.block import PAGE_HEIGHT, PAGE_WIDTH, Heading, Look, PlacedTable
from sheetsales.reports.cells import Content
from sheetsales.reports.draft import Draft
from sheetsales.reports.page import Page, broken, heading_again
from sheetsales.reports.paper import ACROSS, LEAST_SCALE, UPRIGHT, Fit, Measured, best_fit, text_shown
from sheetsales.reports.section import PageTable
from sheetsales.reports.wrapped_texts import WrappedTexts
from sheetsales.texts import Text
from tests.reports.conftest import Made
from tests.reports.test_workbook_shape import column_width

pytestmark = pytest.mark.filterwarnings("ignore:.*extension is not supported")


def sheets_of(made: Made) -> dict[str, int]:
    """Visible sheet → sheets of paper."""
    book = openpyxl.load_workbook(made.path)
    return {s.title: len(s.row_breaks.brk) + 1 for s in book.worksheets if s.sheet_state == "visible"}


def test_the_full_report_keeps_every_section_to_two_sheets(report: Made) -> None:
    taken = sheets_of(report)
    assert max(taken.values()) <= 2
    assert sum(taken.values()) <= 14


def test_the_process_table_gets_room_for_its_standards(report: Made) -> None:
    sheet = report.values["流程表" if report.lang == "zh" else "Process"]
    widths = [sheet.column_dimensions[letter].width for letter in "ABCDEFGH"]
    assert sum(widths) <= PAGE_WIDTH / 0.6 + 1
    height = sum(d.height or 0 for d in sheet.row_dimensions.values())
    assert height * min(1, PAGE_WIDTH / sum(widths)) < 2 * PAGE_HEIGHT + 40
    longest = max(
        wrapped_lines(str(row[3]), widths[3])
        for row in sheet.iter_rows(min_row=4, values_only=True)
        if row[3]
    )
    assert longest <= 3


def test_no_page_is_printed_too_small_to_read(report: Made) -> None:
    for title in sheets_of(report):
        sheet = report.formulas[title]
        paper = UPRIGHT if sheet.page_setup.orientation == "portrait" else ACROSS
        width = sum(column_width(sheet, c) - 0.72 for c in range(1, sheet.max_column + 1))
        if title not in ("封面", "Cover", "附表", "Appendix"):
            assert paper.width / width >= LEAST_SCALE - 0.01, title


def test_a_table_that_goes_on_has_its_headings_there_too(report: Made) -> None:
    book = openpyxl.load_workbook(report.path)
    zh = report.lang == "zh"
    sheet = book["流程表" if zh else "Process"]
    row = int(str(sheet.print_title_rows).rpartition("$")[2])
    assert sheet.print_title_rows == f"${row}:${row}"
    assert str(sheet.cell(row, 1).value).startswith("阶段 / 步骤" if zh else "Stage / step")
    customers = book["客户" if zh else "Customers"]
    assert customers.print_title_rows is None  # its tables are whole


def test_the_only_table_that_goes_on_repeats_its_headings_where_no_sheet_begins_below_it() -> None:
    page = cast("Page", SimpleNamespace(heading_rows=[2, 12], table_ends=[9, 40]))
    assert heading_again(page, [30]) == 12
    assert heading_again(page, [30, 44]) is None
    assert heading_again(page, [5, 44]) == 2
    assert heading_again(page, [10]) is None


DRAFT = cast("Draft", SimpleNamespace(speak=lambda text: text.en, money_unit="", unit_clause=""))


def table_of(rows: Sequence[tuple[Content, ...]], looks: Sequence[Look]) -> PageTable:
    """A table of columns named a, b, …"""
    keys = tuple("abcdefgh"[: len(looks)])
    headings = tuple(Heading(key, Text(key, key), look) for key, look in zip(keys, looks, strict=True))
    names = tuple(map(str, range(len(rows))))
    block = PlacedTable("x", "x", Text("x", "x"), headings, names, 1)
    for name, row in zip(names, rows, strict=True):
        for key, content in zip(keys, row, strict=True):
            block.set(name, key, content)
    return PageTable(block, keys, names)


def fitted(table: PageTable) -> Fit:
    """How a page of that table alone lies on paper, its rows as high as their texts take."""

    def measured(widths: Sequence[float]) -> Measured:
        bounds: list[tuple[int, float]] = []
        height = 40.0
        for row in table.rows:
            bounds.append((len(bounds) + 2, height))
            texts = [text_shown(table.block.get(row, key)) for key in table.columns]
            lines = max(wrapped_lines(text, width) for text, width in zip(texts, widths, strict=True))
            height += 15.5 + 14 * (lines - 1)
        return cast("Measured", SimpleNamespace(widths=list(widths), height=height, bounds=bounds))

    return best_fit(DRAFT, [table], measured)


@pytest.mark.parametrize(
    ("rows", "across", "sheets"),
    [(20, True, 1), (60, False, 1), (500, True, 11)],
    ids=["few", "many", "endless"],
)
def test_a_page_lies_upright_only_where_one_sheet_then_takes_it(rows: int, across: bool, sheets: int) -> None:
    fit = fitted(table_of([("word " * 6, 5)] * rows, ("text", "count")))
    assert (fit.paper.across, len(fit.breaks) + 1) == (across, sheets)


def test_texts_wrap_where_the_page_would_else_be_too_wide_but_words_and_figures_stay_whole() -> None:
    words = "incomprehensible " * 5
    table = table_of(
        [(words, words, words, words, words, words, 1_000_000_000)] * 4, (*("text",) * 6, "money")
    )
    fit = fitted(table)
    assert sum(fit.widths) <= ACROSS.width / LEAST_SCALE
    assert min(fit.widths[:6]) >= len("incomprehensible")
    assert fit.widths[6] > len("1,000,000,000")


def test_what_cannot_be_narrower_stays_as_wide() -> None:
    table = table_of([(10**15,) * 8], ("money",) * 8)
    assert sum(fitted(table).widths) > ACROSS.width / LEAST_SCALE


def test_a_page_without_a_row_to_begin_another_with_is_not_broken() -> None:
    def measured(widths: Sequence[float]) -> Measured:
        return cast("Measured", SimpleNamespace(widths=list(widths), height=5000.0, bounds=[]))

    assert not best_fit(DRAFT, [table_of([("word", 5)], ("text", "count"))], measured).breaks


def test_no_row_is_taller_than_rows_go() -> None:
    heights: list[float] = []
    sheet = SimpleNamespace(set_row=lambda _, height: heights.append(height))
    page = Page(DRAFT, sheet, WrappedTexts([]), [10.0])
    page.line(1228.0)
    assert (heights, page.height) == ([409.0], 409.0)


@given(
    rows=st.lists(st.lists(st.integers(0, 90), min_size=1, max_size=5).map(tuple), min_size=1, max_size=6),
    widths=st.lists(st.integers(9, 40).map(float), min_size=5, max_size=5),
)
def test_a_column_tried_narrower_costs_what_the_rows_would_take_then(
    rows: list[tuple[int, ...]], widths: list[float]
) -> None:
    def whole(tried: list[float]) -> int:
        return sum(max(-(-text // int(w - 2)) for text, w in zip(row, tried, strict=False)) for row in rows)

    expected = {c: whole([w - 1 if c == i else w for i, w in enumerate(widths)]) for c in range(5)}
    assert paper._lines(Counter(rows), widths, range(5)) == expected


def test_no_closing_bracket_stands_alone_below_a_heading() -> None:
    assert broken("拜访（含演示）", 11) == "拜访\n（含演示）"
    assert broken("拜访（含演示）", 20) == "拜访（含演示）"
    assert broken("人均签约额\n（元）", 11) == "人均签约额\n（元）"
    assert broken("Working days late", 11) == "Working days late"
