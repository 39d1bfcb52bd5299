from __future__ import annotations

import datetime as dt
from decimal import Decimal
from typing import Any

import pytest

from sheetsales.book.parsing.cleaning import clean, fold, is_blank, narrow, split_list
from sheetsales.book.parsing.column_reader import read_column, shown
from sheetsales.book.parsing.periods import PeriodReader, YesNoReader, parse_period
from sheetsales.book.parsing.texts import AnyReader, IdReader, ListReader, TextReader
from sheetsales.cells.values import CellError
from tests.book.loading import read


@pytest.mark.parametrize("blank", [None, "", " ", "\u00a0", "\u3000", "\u200b", "\ufeff \n"])
def test_what_people_call_blank(blank: Any) -> None:
    assert is_blank(blank)
    assert read(TextReader(), blank, "x") == [None, "x"]


def test_zero_and_no_are_not_blank() -> None:
    assert not is_blank(0)
    assert not is_blank(False)


def test_words_are_compared_without_width_case_or_stray_blanks() -> None:
    assert fold(" Ａ  级\u200b ") == fold("a 级")
    assert fold("Graham  WHITLOCK") == "graham whitlock"
    assert narrow("０５７４－８７６５（转）") == "0574-8765（转）"
    assert clean("\u202a13800138000\u202c") == "13800138000"


def test_lists_are_split_at_what_people_use() -> None:
    assert split_list("C04、C05, C06；C07/C08\n C09 | ,") == ("C04", "C05", "C06", "C07", "C08", "C09")
    assert read(ListReader(), "华东、华南", 7, None) == [("华东", "华南"), ("7",), None]


def test_a_clean_column_of_text_is_not_copied() -> None:
    values = ["a", None, "名称"]
    assert read_column(values, TextReader())[0] is values
    assert read_column([None, None], TextReader())[0] == [None, None]


def test_text_is_trimmed() -> None:
    assert read(TextReader(), " a ", None, "b\u00a0", "  ") == ["a", None, "b", None]
    assert read(TextReader(), "a\u200bb") == ["ab"]
    assert read(TextReader(strict=True), "a\u200bb", "c") == [("ab", "SS029"), "c"]
    assert read(TextReader(), 7.0, dt.date(2026, 7, 9), "x", True, CellError("#REF!")) == [
        "7",
        "2026-07-09",
        "x",
        "TRUE",
        (None, "SS011"),
    ]


def test_ids_are_text_always() -> None:
    reader = IdReader()
    assert read(reader, "007", None, " O-1 ") == ["007", None, "O-1"]
    assert read(reader, 7.0, 1482937, 1.5, "x") == [
        ("7", "SS024"),
        ("1482937", "SS024"),
        ("1.5", "SS024"),
        "x",
    ]
    assert read(reader, 9.13302e17, Decimal(10**15)) == [(None, "SS025"), (None, "SS025")]
    assert read(reader, dt.date(2026, 3, 12), dt.time(3, 12)) == [(None, "SS026"), ("03:12:00", "SS024")]
    assert read(reader, "０５７４", "\u202a138\u202c", "合〔2026〕３号", "（甲）1") == [
        ("0574", "SS028"), ("138", "SS029"), ("合〔2026〕3号", "SS028"), "（甲）1",
    ]  # fmt: skip
    assert read(reader, True, "x") == ["TRUE", "x"]


def test_anything_is_kept_as_it_is() -> None:
    assert read(AnyReader(), 0.15, " CN ", dt.date(2026, 1, 1), True) == [
        0.15,
        "CN",
        dt.date(2026, 1, 1),
        True,
    ]


@pytest.mark.parametrize(
    ("typed", "period"),
    [
        ("2026", "2026"), ("2026年", "2026"), ("2026年度", "2026"), ("2026Q4", "2026Q4"), ("2026-Q4", "2026Q4"), ("2026q4", "2026Q4"), ("Q4 2026", "2026Q4"),
        ("2026年第四季度", "2026Q4"), ("2026年4季度", "2026Q4"), ("2026-10", "2026-10"), ("2026/1", "2026-01"), ("2026.10", "2026-10"), ("2026年10月", "2026-10"),
        ("202610", "2026-10"), ("Oct 2026", "2026-10"), ("October 2026", "2026-10"), ("２０２６－１０", "2026-10"), ("2026M10", "2026-10"),
        ("10月", None), ("2026-13", None), ("Q4", None), ("第四季度", None), ("2026H1", None), ("26-10", None),
    ],
)  # fmt: skip
def test_periods_as_people_type_them(typed: str, period: str | None) -> None:
    assert parse_period(typed) == period


def test_periods_in_cells() -> None:
    assert read(PeriodReader(), 2026.0, 202610, dt.date(2026, 10, 1), "10月", 2026.1, True) == [
        "2026", "2026-10", "2026-10", (None, "SS023"), (None, "SS023"), (None, "SS023"),
    ]  # fmt: skip


def test_yes_and_no() -> None:
    values = [True, None, False]
    assert read_column(values, YesNoReader())[0] is values
    assert read(YesNoReader(), "是", "No", "√", "×", "在职", "离职", "也许", 1.0, 0, None, 3) == [
        True, False, True, False, True, False, (None, "SS031"), True, False, None, (None, "SS031"),
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("value", "text"),
    [
        (128000.0, "128000"), (0.1, "0.1"), (True, "TRUE"), (False, "FALSE"), (9.13302e17, "9.13302E+17"), (10**17, "1.00000E+17"), (dt.datetime(2026, 7, 9), "2026-07-09"),
        (dt.datetime(2026, 7, 9, 10, 30), "2026-07-09 10:30"), (dt.date(2026, 7, 9), "2026-07-09"), (CellError("#N/A"), "#N/A"), ("x ", "x "),
    ],
)  # fmt: skip
def test_values_are_shown_as_the_cell_shows_them(value: Any, text: str) -> None:
    assert shown(value) == text
