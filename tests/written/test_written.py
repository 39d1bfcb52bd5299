"""Rules a manager wrote, over books as they are loaded: names, labels, severities, waivers and messages."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from typing import Any

import pytest

from sheetsales.book.load import load
from sheetsales.cells.build import grid_from_rows, workbook_from_rows
from sheetsales.cells.values import CellError
from sheetsales.findings import Severity
from sheetsales.rules.catalogue import find
from sheetsales.rules.scene import Scene
from sheetsales.schema.bind import bind
from tests.written.sheets import TODAY, book_of, findings, rule

DEALS: tuple[Mapping[str, Any], ...] = (
    {
        "id": "O-0001",
        "customer": "C-001 甬润机械",
        "name": "一",
        "stage": "报价",
        "owner": "张三",
        "amount": 420_000,
    },
    {
        "id": "O-0002",
        "customer": "甬润机械",
        "name": "二",
        "stage": "Quotation",
        "owner": "S01",
        "amount": 1000,
    },
    {"id": "O-0003", "customer": "C-002", "name": "三", "stage": "won", "owner": "S02", "amount": None},
)
CUSTOMERS = ({"id": "C-001", "name": "甬润机械", "grade": "A"}, {"id": "C-002", "name": "东海", "grade": "B"})
TEAM = (
    {"id": "S01", "name": "张三", "role": "销售", "active": "是"},
    {"id": "S02", "name": "李四", "role": "销售", "active": "否"},
)


def caught(condition: str, **more: Any) -> list[str]:
    book = book_of("zh", rules=[rule(condition, **more)], pipeline=DEALS, customers=CUSTOMERS, team=TEAM)
    assert not [f.message.zh for code in ("SS090", "SS091", "SS092", "SS093") for f in findings(book, code)]
    return [f.record for f in findings(book, "M21")]


@pytest.mark.parametrize(
    ("condition", "records"),
    [
        ('[@阶段]="报价"', ["O-0001", "O-0002"]),
        ('[@Stage]="Quotation"', ["O-0001", "O-0002"]),
        ('[@stage]="quote"', ["O-0001", "O-0002"]),
        ('[@阶段]<>"报价"', ["O-0003"]),
        ('tblPipeline[@阶段]="成交"', ["O-0003"]),
        ('商机[[#This Row],[阶段]]="成交"', ["O-0003"]),
        ('[@客户]="C-001"', ["O-0001", "O-0002"]),
        ('[@客户]="甬润机械"', ["O-0001", "O-0002"]),
        ('LEFT([@客户],2)="C-"', ["O-0001", "O-0003"]),
        ('[@负责人]="张三"', ["O-0001", "O-0002"]),
        ("COUNTIFS(tblPipeline[客户],[@客户])>1", ["O-0001", "O-0002"]),
        ("COUNTIF(tblPipeline[阶段],[@阶段])=2", ["O-0001", "O-0002"]),
        ('XLOOKUP([@客户],tblCustomers[编号],客户[等级])="A"', ["O-0001", "O-0002"]),
        ('INDEX(tblCustomers[名称],MATCH([@客户],tblCustomers[编号],0))="东海"', ["O-0003"]),
        ("VLOOKUP([@客户],tblCustomers[[编号]:[等级]],2,FALSE)=\"B\"", ["O-0003"]),
        ('XLOOKUP([@负责人],tblTeam[编号],tblTeam[在职])="否"', ["O-0003"]),
        ('IN([@负责人],"李四","王五")', ["O-0003"]),
        ('SWITCH([@阶段],"报价",1,0)=1', ["O-0001", "O-0002"]),
        ('[@金额]>SUMIFS(tblSettings[值],tblSettings[名称],"大单金额")', ["O-0001"]),
        ('[@金额]>SUMIFS(参数[Value],Settings[Name],"Big deal amount")', ["O-0001"]),
        ("AND(ISBLANK([@金额]),[@金额]=0,[@金额]=\"\")", ["O-0003"]),
        ("NOT(ISNUMBER([@金额]))", ["O-0003"]),
        ('[@金额]>AVERAGE([金额])', ["O-0001"]),
        ("MAX(tblPipeline[[#Data],[金额]])=[@金额]", ["O-0001"]),
        ("NETWORKDAYS(TODAY(),TODAY()+30,\"日历\")<0", []),
    ],
)  # fmt: skip
def test_names_and_labels_mean_what_people_see(condition: str, records: list[str]) -> None:
    assert caught(condition) == records


def test_a_row_may_name_its_table_by_any_name() -> None:
    for name in ("客户", "Customers", "tblCustomers", "customers"):
        assert caught('[@等级]="A"', table=name) == ["C-001"]


def test_settings_of_the_workbook_win_over_the_defaults() -> None:
    settings = [{"name": "大单金额", "value": 500}, {"name": "我的线", "value": 900}]
    condition = 'AND([@金额]>SUMIFS(tblSettings[值],tblSettings[名称],"大单金额"),[@金额]>SUMIFS(参数[值],参数[名称],"我的线"))'
    book = book_of("zh", rules=[rule(condition)], pipeline=DEALS, settings=settings)
    assert [f.record for f in findings(book, "M21")] == ["O-0001", "O-0002"]


def test_the_finding_is_at_the_first_column_named_with_the_severity_of_the_sheet() -> None:
    row = rule(
        'AND([@金额]>1000,[@阶段]="报价")',
        severity="错误",
        name="大单",
        message_zh="{金额} 归 {负责人}，{客户}。",
        message_en="",
    )
    found = findings(book_of("zh", rules=[row], pipeline=DEALS, customers=CUSTOMERS, team=TEAM), "M21")
    assert [(str(f.at), f.severity, f.column, f.owner) for f in found] == [
        ("商机!G2", Severity.ERROR, "amount", "S01")
    ]
    assert found[0].message.zh == found[0].message.en == "420,000 归 张三，甬润机械。"
    assert (
        found[0].hint.zh
        == "规则 M21（大单）成立：金额“420,000”、阶段“报价”。确属例外的，在豁免表写明原因和期限。"
    )


def test_a_rule_without_a_message_says_its_values() -> None:
    row = rule("[@金额]>1000", message_zh=None, message_en=None)
    found = findings(book_of("zh", rules=[row], pipeline=DEALS), "M21")
    assert found[0].message.en == "The condition of Rule M21 holds: Amount 420,000."


def test_a_rule_that_names_no_column_speaks_of_the_row() -> None:
    found = findings(book_of("zh", rules=[rule("TODAY()=DATE(2026,11,2)")], pipeline=DEALS[:1]), "M21")
    assert [(f.column, str(f.at)) for f in found] == [("", "商机!A2")]
    assert found[0].hint.zh.startswith("规则 M21 成立。")


def test_a_waiver_excuses_one_record() -> None:
    waiver = {"code": "M21", "record_id": "O-0001", "reason": "批准", "until": dt.date(2026, 12, 31)}
    book = book_of("zh", rules=[rule('[@阶段]="报价"')], pipeline=DEALS, waivers=[waiver])
    assert [f.record for f in findings(book, "M21")] == ["O-0002"]


def test_thousands_of_rows_are_told_once() -> None:
    deals = [
        {"id": f"O-{n:05}", "customer": "c", "name": "n", "stage": "报价", "owner": "s", "amount": 5}
        for n in range(2001)
    ]
    found = findings(book_of("zh", rules=[rule("[@金额]=5")], pipeline=deals), "M21")
    assert [(f.message.zh, f.record, f.key) for f in found] == [
        ("规则 M21 在 2,001 行成立，第一行是 商机!G2。", "", "*")
    ]


def test_error_cells_and_unread_cells_are_what_they_show() -> None:
    deals = [{**DEALS[0], "amount": CellError("#REF!")}, {**DEALS[1], "amount": "面议"}, *DEALS[2:]]
    book = book_of("zh", rules=[rule("[@金额]>1")], pipeline=deals)
    assert [f.message.zh for f in findings(book, "SS092")] == [
        "规则 M21 在这一行算不出来，得到 #REF!：金额“#REF!”。"
    ]
    assert [f.record for f in findings(book, "M21")] == ["O-0002"]


def test_days_percentages_and_lists_are_shown_as_people_read_them() -> None:
    deal = {
        **DEALS[0],
        "expected_close": TODAY,
        "discount": 0.125,
        "compliance": "C04、C05",
        "quantity": 2.5,
        "notes": "长" * 60,
    }
    condition = 'AND([@预计成交]=TODAY(),[@折扣]>0.1,[@合规]="C04、C05",[@数量]>2,[@备注]<>"",[@下一步]="")'
    found = findings(book_of("zh", rules=[rule(condition)], pipeline=[deal | {"next_step": None}]), "M21")
    assert found[0].hint.zh.startswith(
        "规则 M21 成立：预计成交“2026-11-02”、折扣“12.5%”、合规“C04、C05”、数量“2.5”、备注“长长"
    )
    assert "…”、下一步为空" in found[0].hint.zh


def _foreign(rules: list[list[Any]]) -> dict[str, list[list[Any]]]:
    deals: list[list[Any]] = [
        ["编号", "客户", "名称", "阶段", "负责人", "自己的列", "金额（万元）"],
        ["O-0001", "甲", "一", "报价", "张三", 7, 42],
    ]
    headings: list[Any] = ["编号", "启用", "条件"]
    return {"商机": deals, "规则": [headings, *rules]}


@pytest.mark.parametrize(
    ("condition", "holds"),
    [
        ("[@金额]=420000", True),
        ("[@[金额（万元）]]=42", True),
        ("[@金额]=42", False),
        ("SUM([金额（万元）])=42", True),
    ],
)
def test_a_heading_with_its_unit_counts_in_it(condition: str, holds: bool) -> None:
    grids = {
        name: grid_from_rows(name, rows, index=i)
        for i, (name, rows) in enumerate(_foreign([["M21", "是", condition]]).items())
    }
    workbook = workbook_from_rows(grids)
    book, _ = load(workbook, bind(workbook), today=TODAY)
    assert bool(findings(book, "M21")) is holds


@pytest.mark.parametrize(
    ("condition", "said"),
    [
        ("[@自已的列]>1", "“商机”表没有列“自已的列”，最接近的是“自己的列”"),
        ("tblCustomers[@等级]=1", "“tblCustomers[@等级]”是别的表的行"),
        ("COUNTIF(tblPiepline[阶段],1)>0", "没有表“tblPiepline”，最接近的是“tblPipeline”"),
        ("阶段=1", "没有表“阶段”"),
        ("tblPipeline[#Totals]=1", "规则里不能写“tblPipeline[#Totals]”"),
        ("tblPipeline[@]=1", "@ 后面要一个列名"),
        ("SUMIFS(1)=1", "SUMIFS 至少要 3 个参数"),
        ("LEN()=1", "LEN 要 1 个参数，这里写了 0 个"),
        ("QQQQQ(1)", "没有函数“QQQQQ”"),
        ("VLOOKUP([@客户],tblTeam,2,FALSE)=1", "这张表在工作簿里没有"),
        ("VLOOKUP([@客户],tblPipeline[[客户]:[折扣]],2,FALSE)=1", "“商机”表里没有“折扣”这一列"),
    ],
)  # fmt: skip
def test_what_cannot_be_read_is_said(condition: str, said: str) -> None:
    given = _foreign([["M21", "是", condition]])
    workbook = workbook_from_rows(
        {name: grid_from_rows(name, rows, index=i) for i, (name, rows) in enumerate(given.items())}
    )
    book, _ = load(workbook, bind(workbook), today=TODAY)
    found = [f for f in find(Scene(book, TODAY), ()).findings if f.code in ("SS090", "SS091")]
    assert len(found) == 1
    assert said in found[0].message.zh
    assert found[0].message.en
    assert found[0].hint.zh


def test_rules_share_one_budget_and_the_slowest_are_named(monkeypatch: pytest.MonkeyPatch) -> None:
    """A cheap rule is judged however dear the others are; one that had the budget for itself would be judged too."""
    from sheetsales.formula import work
    from sheetsales.rules.written import judge

    deals = [{**DEALS[0], "id": f"O-{n:04d}", "amount": n} for n in range(60)]
    dear = "+".join(["COUNTIFS(商机[金额],[@金额],商机[编号],[@编号])"] * 20) + ">=20"
    rules = [rule(dear, code=f"M2{n}") for n in range(4)] + [rule("[@金额]=7", code="M30")]

    def said(wanted: list[Mapping[str, Any]], steps: int) -> tuple[list[str], int]:
        monkeypatch.setattr(work, "STEPS", steps)
        monkeypatch.setattr(judge, "STEPS", steps)
        monkeypatch.setattr(judge, "ALL_STEPS", steps)
        book = book_of("zh", rules=wanted, pipeline=deals, customers=CUSTOMERS, team=TEAM)
        return [f.message.zh for f in findings(book, "SS090")], len(findings(book, "M30"))

    alone = next(steps for steps in range(100, 100_000, 100) if not said(rules[:1], steps)[0])
    starved, cheap = said(rules, alone + 200)
    assert cheap == 1
    assert 1 <= len(starved) <= 4
    assert starved[0].startswith("规则 M2")
    assert "自己写的规则合起来要算的太多了，最费时的是M2" in starved[0]
    assert said(rules, alone * 6) == ([], 1)
