"""Deals of a product go to who sells it."""

from __future__ import annotations

import pytest

from sheetsales.planning.plan import Decided, decide
from tests.planning.books import TASKS_ZH, TEAM_ZH, TODAY, Rows, loaded

DEALS = ("编号", "客户", "名称", "产品", "阶段", "金额", "负责人", "创建日期")


def _decided(first: str | None, second: str | None, product: str | None, owner: str | None = None) -> Decided:
    people = [
        ("S04", "赵国梁", "销售", "是", "", "报价", "资深", 40, 0.5, None, first),
        ("S05", "何嘉怡", "销售", "是", "", "报价", "资深", 40, 0.5, None, second),
    ]
    tasks: Rows = [("T-1", "写方案", owner, TODAY, "待办", 2, None, "报价", None, None, None, "O-1")]
    _, book = loaded(
        {
            "人员": [(*TEAM_ZH, "负责产品"), *people],
            "任务": [(*TASKS_ZH, "商机"), *tasks],
            "商机": [DEALS, ("O-1", "C-1", "改造", product, "报价", 100, "赵国梁", TODAY)],
        }
    )
    return decide(book, today=TODAY)


def _to(decided: Decided) -> str | None:
    return decided.allocation.assignments[0].person


@pytest.mark.parametrize(
    ("first", "second", "product", "candidates"),
    [
        ("网关", "空压机、平台", "平台", ["S05"]),
        ("网关", "平台", "网 关", ["S04"]),
        ("网关", None, "平台", ["S05"]),
        ("网关", "平台", None, ["S04", "S05"]),
        (None, None, "平台", ["S04", "S05"]),
    ],
)
def test_a_deals_product_is_sold_by_who_names_it_or_names_none(
    first: str | None, second: str | None, product: str | None, candidates: list[str]
) -> None:
    decided = _decided(first, second, product)
    assert _to(decided) in candidates
    assert decided.allocation.assignments[0].candidates == len(candidates)


def test_who_has_a_task_but_does_not_sell_its_product_hands_it_on_and_reads_why() -> None:
    decided = _decided("网关", "平台", "平台", owner="赵国梁")
    assert _to(decided) == "S05"
    why = decided.reasons["T-1"]
    assert "但缺产品“平台”，转给何嘉怡" in why.zh
    assert "does not have the product 平台" in why.en


def test_a_product_nobody_sells_stays_open_and_says_so() -> None:
    decided = _decided("网关", "空压机", "平台")
    assert _to(decided) is None
    assert decided.reasons["T-1"].zh == (
        "没有派出去：在职的人都不负责产品“平台”。请在人员表补上产品，或改商机的产品。"
    )
    assert "nobody active sells 平台" in decided.reasons["T-1"].en
