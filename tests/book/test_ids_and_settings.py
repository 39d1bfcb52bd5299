from __future__ import annotations

import datetime as dt
from itertools import islice
from typing import Any

import pytest

from sheetsales.book.ids import gives_ids, new_ids
from sheetsales.book.settings import Settings, parse_number
from sheetsales.book.settings_rows import setting_key
from sheetsales.book.table import empty_table
from sheetsales.cells.build import grid_from_rows
from sheetsales.schema.workbook import RECORDS
from tests.book.loading import codes, load_sheets, only


@pytest.mark.parametrize(
    ("record", "taken", "following"),
    [
        ("pipeline", ["O-0149", "O-0150"], ["O-0151", "O-0152"]),
        ("pipeline", [], ["O-0001", "O-0002"]),
        ("customers", [], ["C-001", "C-002"]),
        ("team", [], ["S01", "S02"]),
        ("team", ["S08"], ["S09", "S10"]),
        ("pipeline", ["O-0099", "O-S03-0007", "O-0100"], ["O-0101", "O-0102"]),
        ("pipeline", ["2026-017", "2026-018"], ["2026-019", "2026-020"]),
        ("pipeline", ["X9", "X1", "O-5"], ["O-6", "O-7"]),
        ("tasks", ["T-999"], ["T-1000", "T-1001"]),
        ("pipeline", ["abc", "1" * 20], ["O-0001", "O-0002"]),
        ("pipeline", ["O-9", "O-10"], ["O-11", "O-12"]),
    ],
)
def test_ids_continue_the_teams_own_numbering(record: str, taken: list[str], following: list[str]) -> None:
    assert list(islice(new_ids(RECORDS[record], taken), 2)) == following


def test_order_numbers_are_not_ours_to_give() -> None:
    assert not gives_ids(RECORDS["orders"])
    assert not gives_ids(RECORDS["stages"])
    assert gives_ids(RECORDS["tasks"])


def settings_of(*rows: Any) -> tuple[Settings, Any]:
    grid = grid_from_rows("参数", [("分组", "名称", "值"), *rows], table="tblSettings")
    book, findings = load_sheets({"参数": grid})
    return book.settings, findings


def test_settings_are_known_by_name_in_either_language() -> None:
    settings, findings = settings_of(
        ("一般", "团队名称", " 澄远 "),
        ("", "Stale days", 45),
        (None, "discount_limit_rep", "8%"),
        (None, "大单金额", None),
        (None, "团队名称", "后来"),
    )
    assert codes(findings) == ["SS052"]
    assert settings.team_name == "澄远"
    assert settings.number("stale_days") == 45
    assert settings.number("discount_limit_rep") == 0.08
    assert settings.number("big_deal") == 300000
    assert settings.text("big_deal") == "300000"
    assert str(settings.cells["stale_days"]) == "参数!C3"
    assert settings.currency == "CNY"
    assert setting_key("no such") is None


def test_settings_that_cannot_be_read_keep_their_default() -> None:
    settings, findings = settings_of(
        ("", "无动静天数", "一个月"), ("", "语言", "zh"), ("", "自己记的", 5), ("x", None, 3)
    )
    assert settings.number("stale_days") == 30
    assert (
        only(findings, "SS045").message.zh
        == "参数!C2 的参数“无动静天数”是“一个月”，读不出数字，本次按默认值 30 算。"
    )
    assert only(findings, "SS046").record == "自己记的"
    assert codes(findings) == ["SS013", "SS045"]


def test_settings_without_a_sheet() -> None:
    book, _ = load_sheets({"人员": [("编号", "姓名", "角色", "在职"), ("S1", "甲", "销售", "是")]})
    assert book.settings.number("stale_days") == 30
    assert book.settings.text("no such") == ""
    assert book.settings.number("no such") == 0


def test_settings_as_text() -> None:
    settings = Settings("en", {"a": 5.0, "b": dt.date(2026, 10, 1), "c": " x ", "d": ""})
    assert [settings.text(k) for k in "abcd"] == ["5", "2026-10", "x", ""]


@pytest.mark.parametrize(
    ("cell", "number"),
    [
        ("1,200", 1200),
        ("15 %", 0.15),
        (True, None),
        (None, None),
        ("x", None),
        (dt.date(2026, 1, 1), None),
        (3, 3),
    ],
)
def test_numbers_of_settings(cell: Any, number: float | None) -> None:
    assert parse_number(cell) == number


def test_a_table_that_is_not_there_is_empty() -> None:
    table = empty_table(RECORDS["pipeline"])
    assert (len(table), table.by_id, table.heading("amount"), list(table.get("amount"))) == (0, {}, "", [])


def test_a_number_is_no_currency_and_a_setting_without_default_counts_as_blank() -> None:
    settings, findings = settings_of(("", "币种", 1e300), ("", "每日电话数", 1e300), ("", "汇率表", None))
    assert settings.currency == "CNY"
    assert [f.code for f in findings if f.code == "SS045"] == ["SS045"] * 2
    told = {f.record: f.message.zh for f in findings if f.code == "SS045"}
    assert "是数字，不是币种，本次按默认值 CNY 算" in " ".join(told.values())
    assert "不在 0 到 1,000 之间，本次当作没填。" in " ".join(told.values())
