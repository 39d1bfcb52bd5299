"""The twelve rules a manager may switch on: each catches the row it was written for, and leaves its neighbour alone."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping, Sequence
from decimal import Decimal
from typing import Any

import pytest

from sheetsales.schema import defaults
from sheetsales.schema.workbook import RECORDS
from sheetsales.texts import LANGUAGES, Lang, Text
from tests.written.sheets import TODAY, book_of, findings

D = dt.date
QUOTE, NEGOTIATION, WON = Text("报价", "Quotation"), Text("谈判", "Negotiation"), Text("成交", "Won")

Sheets = Mapping[str, Sequence[Mapping[str, Any]]]


def _deal(number: int, **more: Any) -> dict[str, Any]:
    given = {"id": f"O-{number:04}", "customer": "C-001", "name": "甲", "stage": QUOTE, "owner": "S01"}
    return {**given, "created_on": D(2026, 9, 1), **more}


CAUGHT: Mapping[str, tuple[str, Sheets]] = {
    "M01": ("O-0001", {"pipeline": [_deal(1, amount=420_000, approved_by=None), _deal(2, amount=420_000, approved_by="S02"), _deal(3, amount=300_000)]}),
    "M02": ("O-0001", {"pipeline": [
        _deal(1, discount=0.12, payment_terms=Text("货到90天付清", "net 90")), _deal(2, discount=0.12, payment_terms="net 30"),
        _deal(3, discount=0.1, payment_terms=Text("货到90天付清", "net 90")),
    ]}),
    "M03": ("O-0001", {"pipeline": [
        _deal(1, forecast_category=Text("承诺", "Commit"), next_step_on=None),
        _deal(2, forecast_category=Text("承诺", "Commit"), next_step_on=D(2026, 11, 9)),
        _deal(3, forecast_category=Text("争取", "Best case")),
    ]}),
    "M04": ("O-0001", {
        "pipeline": [_deal(1, stage=NEGOTIATION, amount=620_000), _deal(2, stage=NEGOTIATION, amount=620_000), _deal(3, stage=NEGOTIATION, amount=499_999)],
        "activities": [
            {"date": D(2026, 10, 1), "rep": "S01", "customer": "C-001", "opportunity": "O-0002", "kind": Text("拜访", "Visit"), "content": "x"},
            {"date": D(2026, 10, 1), "rep": "S01", "customer": "C-001", "opportunity": "O-0001", "kind": Text("电话", "Call"), "content": "x"},
        ],
    }),
    "M05": ("O-0001", {"pipeline": [
        *(_deal(n, stage=NEGOTIATION) for n in range(1, 10)), *(_deal(n, stage=NEGOTIATION, owner="S02") for n in range(11, 19)), _deal(20),
    ]}),
    "M06": ("O-0001", {"pipeline": [
        _deal(1, stage=NEGOTIATION, amount=1_300_000), _deal(2, stage=WON, amount=900_000),
        _deal(3, stage=NEGOTIATION, amount=1_300_000, customer="C-002"),
        _deal(4, stage=NEGOTIATION, amount=1_300_000, payment_terms=Text("预付全款", "Prepaid")),
    ]}),
    "M07": ("O-0001", {"pipeline": [
        _deal(1, stage=WON, closed_on=D(2026, 10, 19), delivery_on=D(2026, 10, 22)),
        _deal(2, stage=WON, closed_on=D(2026, 10, 19), delivery_on=D(2026, 10, 26)), _deal(3, stage=WON, closed_on=D(2026, 10, 19)),
    ]}),
    "M08": ("C-001", {"customers": [
        {"id": "C-001", "name": "甲", "grade": "A", "satisfaction": 72}, {"id": "C-002", "name": "乙", "grade": "A", "satisfaction": 80},
        {"id": "C-003", "name": "丙", "grade": "A", "satisfaction": None}, {"id": "C-004", "name": "丁", "grade": "B", "satisfaction": 50},
    ]}),
    "M09": ("C-001", {
        "customers": [{"id": "C-001", "name": "甲", "grade": "A"}, {"id": "C-002", "name": "乙", "grade": "A"}],
        "pipeline": [_deal(1, created_on=D(2026, 1, 5)), _deal(2, customer="C-002 乙", created_on=D(2026, 6, 5))],
    }),
    "M10": ("", {"activities": [
        {"date": D(2026, 10, 1), "rep": "S01", "customer": "C-001", "kind": Text("拜访", "Visit"), "content": Text("见了王总，挺好", "Met Mr Wang, fine")},
        {"date": D(2026, 10, 1), "rep": "S01", "customer": "C-001", "kind": Text("拜访", "Visit"), "content": "见了王总，谈了二号车间的报价，他要我们下周再来一次 with the plan"},
        {"date": D(2026, 10, 1), "rep": "S01", "customer": "C-001", "kind": Text("电话", "Call"), "content": "x"},
    ]}),
    "M11": ("T-0001", {"tasks": [
        {"id": "T-0001", "title": "甲", "priority": Text("高", "High"), "status": Text("待办", "Open"), "assignee": None, "due": D(2026, 11, 3)},
        {"id": "T-0002", "title": "乙", "priority": Text("高", "High"), "status": Text("待办", "Open"), "assignee": "S01", "due": D(2026, 11, 3)},
        {"id": "T-0003", "title": "丙", "priority": Text("高", "High"), "status": Text("待办", "Open"), "assignee": None, "due": D(2026, 11, 5)},
        {"id": "T-0004", "title": "丁", "priority": Text("高", "High"), "status": Text("待办", "Open"), "assignee": None, "due": None},
    ]}),
    "M12": ("O-0001", {"pipeline": [
        _deal(1, source=Text("转介绍", "Referral"), notes=None), _deal(2, source=Text("转介绍", "Referral"), notes=Text("推荐人：李总", "Referred by: Li")),
        _deal(3, source=Text("官网", "Website")),
    ]}),
}  # fmt: skip


def _spoken(rows: Sequence[Mapping[str, Any]], lang: Lang) -> list[dict[str, Any]]:
    return [{k: v.in_(lang) if isinstance(v, Text) else v for k, v in row.items()} for row in rows]


def _rule(row: Mapping[str, str], lang: Lang, words: Lang) -> dict[str, Any]:
    shown = {
        "code": row["code"],
        "name": row["code"],
        "on": "是" if lang == "zh" else "Yes",
        "severity": row["severity"],
        "table": RECORDS[row["table"]].title.in_(lang),
        "condition": row[f"condition_{words}"],
    }
    return {**shown, "message_zh": row["message_zh"], "message_en": row["message_en"]}


ALL_COLUMNS = {
    "pipeline": ("discount", "approved_by", "amount", "payment_terms", "forecast_category", "next_step_on", "closed_on", "delivery_on", "source", "notes"),
    "customers": ("grade", "satisfaction"),
    "activities": ("opportunity",),
    "tasks": ("priority", "status", "assignee", "due"),
}  # fmt: skip


def _with_all_columns(key: str, rows: list[dict[str, Any]]) -> list[dict[str, Any]]:
    return [{**dict.fromkeys(ALL_COLUMNS[key]), **row} for row in rows]


RULES = defaults.table("rules")


@pytest.mark.parametrize("words", LANGUAGES)
@pytest.mark.parametrize("lang", LANGUAGES)
@pytest.mark.parametrize("row", RULES, ids=[row["code"] for row in RULES])
def test_each_catches_its_row(row: Mapping[str, str], lang: Lang, words: Lang) -> None:
    """``words`` is the language the condition is written in: labels and column names of either are understood."""
    if words != lang and row["code"] in {"M02", "M10", "M12"}:
        pytest.skip("its condition asks for words of free text")
    record, sheets = CAUGHT[row["code"]]
    given = {key: _with_all_columns(key, _spoken(rows, lang)) for key, rows in sheets.items()}
    book = book_of(lang, rules=[_rule(row, lang, words)], **given)
    if words != lang and row["code"] == "M06":
        record = (
            "O-0001"  # payment terms are free text: the other language's word for prepayment is none here
        )
        found = [f for f in findings(book, row["code"]) if f.record != "O-0004"]
    else:
        found = findings(book, row["code"])
    expected = [f"O-{n:04}" for n in range(1, 10)] if row["code"] == "M05" else [record]
    assert [f.record for f in found] == expected
    assert {f.severity.code for f in found} == {row["severity"]}
    assert found[0].at is not None
    assert found[0].at.row == 2
    assert "{" not in found[0].message.in_(lang)
    assert not any(findings(book, code) for code in ("SS090", "SS091", "SS092", "SS093"))


def test_the_message_is_the_managers_own_with_what_the_cells_show() -> None:
    given = {key: _with_all_columns(key, _spoken(rows, "zh")) for key, rows in CAUGHT["M01"][1].items()}
    found = findings(book_of("zh", rules=[_rule(RULES[0], "zh", "zh")], **given), "M01")[0]
    assert (
        found.message.zh
        == "报价 420,000 元超过大单线（30 万元，可在参数中改），但没有审批人。请先报主管批准，再填审批人。"
    )
    assert found.message.en.startswith("This 420,000 quotation is above the big-deal line")
    assert (
        found.hint.zh
        == "规则 M01（M01）成立：阶段“报价”、金额“420,000”、审批人为空。确属例外的，在豁免表写明原因和期限。"
    )
    assert (found.column, found.owner, found.money) == ("stage", "S01", Decimal(420_000))


def test_all_are_switched_off_in_a_new_workbook() -> None:
    assert {row["on"] for row in RULES} == {"no"}
    assert D(2026, 11, 2) == TODAY
