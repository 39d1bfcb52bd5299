"""When many cells of a column share a problem, the column is told, not each cell."""

from __future__ import annotations

from decimal import Decimal

import pytest

from sheetsales.book import telling
from sheetsales.cells.address import CellRef
from tests.book.loading import DEAL_HEADINGS, deal, load_deals, only


def test_few_are_told_one_by_one() -> None:
    _, findings = load_deals(*(deal(编号=f"O-{i}", 金额="5元") for i in range(9)))
    assert [f.record for f in findings if f.code == "SS015"] == [f"O-{i}" for i in range(9)]


def test_a_habit_is_told_once_with_its_count_and_its_money() -> None:
    _, findings = load_deals(*(deal(编号=f"O-{i}", 金额="5元") for i in range(10)))
    found = only(findings, "SS015")
    assert (
        found.message.zh
        == "“商机”表的金额列有 10 个数字存成了文本，第一个是 商机!E2 的“5元”，Excel 合计时不会计入。"
    )
    assert (found.record, found.key, found.money, found.at) == ("", "*", Decimal(50), CellRef("商机", 2, 5))


def test_what_less_than_half_of_a_column_shares_is_no_habit() -> None:
    rows = [deal(编号=f"O-{i}", 金额="5元" if i < 10 else 5) for i in range(30)]
    _, findings = load_deals(*rows)
    assert sum(f.code == "SS015" for f in findings) == 10


def test_beyond_measure_everything_is_told_once(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(telling, "TOO_MANY", 10)
    rows = [deal(编号=f"O-{i}", 金额="5元" if i < 11 else 5) for i in range(30)]
    _, findings = load_deals(*rows)
    assert "11 numbers" in only(findings, "SS015").message.en


def test_blank_cells_are_counted_against_all_rows() -> None:
    _, findings = load_deals(*(deal(编号=f"O-{i}", 负责人=None if i % 3 else "S04") for i in range(30)))
    found = only(findings, "SS013")
    assert "Owner is blank in 20 of 30 rows of 商机" in found.message.en


def test_doubled_ids_are_always_told_one_by_one() -> None:
    _, findings = load_deals(*(deal(编号="O-1") for _ in range(12)))
    found = [f for f in findings if f.code == "SS027"]
    assert [f.key for f in found] == [str(n) for n in range(2, 13)]


def test_numbers_for_ids_are_a_habit_worth_a_notice_only() -> None:
    _, findings = load_deals(*(deal(编号=1000 + i) for i in range(10)))
    assert only(findings, "SS024").severity.code == "info"


def test_long_texts_and_line_breaks_are_cut_short() -> None:
    _, findings = load_deals(deal(金额="面议\n" + "很长" * 40))
    message = only(findings, "SS014").message.zh
    assert "\n" not in message
    assert "…”" in message


def test_three_numbers_for_ids_are_a_habit_already_two_are_slips() -> None:
    _, findings = load_deals(*(deal(编号=1000 + i) for i in range(3)))
    assert only(findings, "SS024").key == "*"
    _, findings = load_deals(*(deal(编号=1000 + i) for i in range(2)))
    assert [f.severity.code for f in findings if f.code == "SS024"] == ["warning"] * 2


def test_money_in_a_currency_without_a_rate_is_not_called_the_workbooks() -> None:
    headings = (*DEAL_HEADINGS, "币种")
    rows = [
        [*deal(编号=f"O-{i}", 创建日期="昨天", 金额=1000), c] for i, c in enumerate(("贝壳", "USD", "CNY"))
    ]
    _, findings = load_deals(*rows, headings=headings)
    told = {f.record: f.money for f in findings if f.code == "SS019"}
    assert told == {"O-0": None, "O-1": None, "O-2": Decimal(1000)}
    settings = [["分组", "名称", "值"], ["", "汇率表", "USD=7.1"]]
    _, findings = load_deals(*rows, headings=headings, 参数=settings)
    assert {f.money for f in findings if (f.record, f.code) == ("O-1", "SS019")} == {Decimal(7100)}
