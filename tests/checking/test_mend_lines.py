"""What to mend, by the record's name: one line a record, none about a cell where the record has a name."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from sheetsales.cells.address import CellRef
from sheetsales.checking.reminders.named import mend_lines
from sheetsales.findings import Finding, Severity
from sheetsales.texts import Text
from tests.rules.books import make_book

BOOK = make_book(
    pipeline=[
        {
            "id": "O-1",
            "customer": "C-1",
            "name": "监测",
            "amount": None,
            "raw:amount": "12万",
            "discount": 0.15,
        }
    ],
    customers=[{"id": "C-1", "name": "甬润机械"}, {"id": None, "name": "沪翎"}],
    activities=[{"date": None, "raw:date": "10.8", "customer": "C-1", "raw:customer": "甬润"}],
    team=[{"id": "S1", "name": "周敏"}],
)


def finding(code: str, key: str, record: str, row: int, column: str, value: Any, **more: Any) -> Finding:
    sheet = {"pipeline": "商机", "customers": "客户", "activities": "跟进记录"}[key]
    text = Text("话", "words")
    return Finding(
        code, Severity.ERROR, text, text, CellRef(sheet, row, 1), key, record, column, value, **more
    )


def test_findings_of_one_record_are_one_line_by_its_name() -> None:
    first = finding("SS015", "pipeline", "O-1", 2, "amount", "12万")
    other = finding("SS210", "pipeline", "O-1", 2, "discount", 0.15)
    assert list(mend_lines([first, other], BOOK, "zh")) == [
        "甬润机械·监测：金额“12万”（数字存成了文本）；折扣“15%”（折扣超出权限且没有审批人）"
    ]
    (english,) = mend_lines([first], BOOK, "en")
    assert english == "甬润机械 · 监测: Amount “12万” (a number stored as text)"


def test_many_are_counted_and_those_spoken_for_are_among_them() -> None:
    columns = ("amount", "discount", "name", "customer")
    parts = [finding("SS015", "pipeline", "O-1", 2, column, None) for column in columns]
    whole = replace(parts[0], also=tuple(parts[1:]))
    assert next(mend_lines([whole], BOOK, "zh")).endswith("等 4 处")
    assert next(mend_lines([whole], BOOK, "en")).endswith("and 1 more")


def test_records_without_an_id_are_found_by_their_row_and_those_without_a_name_by_what_they_say() -> None:
    customer = finding("SS103", "customers", "", 3, "phone", 7)
    call = finding("SS019", "activities", "", 2, "date", "10.8")
    lines = list(mend_lines([customer, call], BOOK, "zh"))
    assert [line.split("：")[0] for line in lines] == ["沪翎", "跟进记录 甬润 10.8"]


def test_what_is_told_of_many_or_of_no_record_stands_at_its_place() -> None:
    many = replace(finding("SS015", "pipeline", "", 2, "amount", "12万"), key="*")
    sheet = replace(many, at=None, record_key="", column="", key="")
    lines = list(mend_lines([many, sheet], BOOK, "zh"))
    assert lines[0].startswith("商机!A2：")
    assert lines[1] == "：数字存成了文本"
