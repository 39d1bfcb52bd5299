"""Rules that are rows: what the packaged language says, and that all of it is prepared."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Any

import pytest

from sheetsales.findings import Finding, Severity
from sheetsales.formula.lists.evaluate import unknown_functions
from sheetsales.formula.mistakes import Absent, Mistake
from sheetsales.formula.own import ROW, parsed
from sheetsales.formula.syntax import Cell, Node, Whole, walk
from sheetsales.rules.catalogue import RULES
from sheetsales.rules.rows import BY_CODE, DECLARED
from sheetsales.rules.rows.cells import BookCells
from sheetsales.rules.rows.declared import Case, RowRule, conditions
from sheetsales.rules.rows.facts import FACTS
from sheetsales.rules.rows.find import find
from sheetsales.rules.rows.prepared import TREES
from sheetsales.rules.rows.trial import tried_row_rule
from sheetsales.rules.scene import Scene
from sheetsales.schema.workbook import RECORDS
from sheetsales.texts import Lang, Text
from tests.rows.module_rules import (
    BELOW_FLOOR,
    HALF_FILLED,
    LATE,
    LINE_WRONG,
    NOT_CONFIRMED,
    ORDERS_EXCEED,
    PRICES,
    TRIED,
    UNTRAINED,
)
from tests.written.sheets import TODAY, book_of

Rows = Sequence[Mapping[str, Any]]


def found(rule: RowRule, lang: Lang = "en", **sheets: Rows) -> list[Finding]:
    return list(find(rule, Scene(book_of(lang, **sheets), TODAY)))


def said(rule: RowRule, lang: Lang = "en", **sheets: Rows) -> list[str]:
    return [finding.message.in_(lang) for finding in found(rule, lang, **sheets)]


def day(month: int, number: int) -> dt.date:
    return dt.date(2026, month, number)


@pytest.mark.parametrize("rule", DECLARED, ids=lambda rule: rule.info.code)
def test_every_formula_is_prepared(rule: RowRule) -> None:
    for formula in rule.formulas:
        assert TREES[formula] == parsed(formula)
        assert not unknown_functions(parsed(formula))


@pytest.mark.parametrize("rule", [*DECLARED, *TRIED], ids=lambda rule: rule.info.code)
def test_every_formula_names_what_there_is(rule: RowRule) -> None:
    for part in (part for formula in rule.formulas for part in walk(parsed(formula))):
        if isinstance(part, Cell | Whole) and part.record:
            record = rule.record if part.record == ROW else part.record
            assert part.column in RECORDS[record].by_key or (record, part.column) in FACTS
    for case in rule.cases:
        assert case.column in RECORDS[rule.record].by_key


def test_rows_are_rules_like_others() -> None:
    codes = [rule.info.code for rule in RULES]
    assert {"SS107", "SS204", "SS302", "SS505"} <= set(BY_CODE) <= set(codes)
    assert codes == sorted(codes)


def test_prices_are_wrong_in_two_ways() -> None:
    row = {"id": "P4", "name": "Gauge", "price": 5000, "floor_price": 6200, "cost": 6600}
    fine = {"id": "P5", "name": "Scale", "price": 12000, "floor_price": 10200, "cost": 6600}
    assert said(PRICES, products=[row, fine]) == [
        "P4 lists 5,000, below its floor of 6,200.",
        "P4 has a floor of 6,200 below its cost of 6,600.",
    ]
    assert [f.column for f in found(PRICES, products=[row])] == ["price", "floor_price"]


def test_a_case_is_passed_over_where_its_column_is_missing() -> None:
    row = {"id": "P4", "name": "Gauge", "price": 5000, "floor_price": 6200}
    assert said(PRICES, products=[row]) == ["P4 lists 5,000, below its floor of 6,200."]
    assert said(PRICES) == []


QUOTE = {"id": "Q1", "customer": "C1", "product": "P1", "price": 18600, "discount": 0.16, "owner": "S01", "status": "Sent", "date": dt.date(2026, 10, 1)}  # fmt: skip


def test_a_named_value_is_worked_out_and_said() -> None:
    products = [{"id": "P1", "name": "Gauge", "price": 18600, "floor_price": 15810}]
    quote = {**QUOTE, "quantity": 1, "amount": 15624}
    assert said(BELOW_FLOOR, quotes=[quote], products=products) == [
        "Q1 comes to 15624, below its floor of 15810, at 16% off."
    ]
    assert said(BELOW_FLOOR, quotes=[{**quote, "discount": 0.15}], products=products) == []
    assert said(BELOW_FLOOR, quotes=[{**quote, "product": "P9"}], products=products) == []


@pytest.mark.parametrize(
    ("setting", "severity"),
    [("warning", Severity.WARNING), ("Error", Severity.ERROR), ("提示", Severity.ERROR)],
)
def test_a_setting_says_how_severe_it_is(setting: str, severity: Severity) -> None:
    products = [{"id": "P1", "name": "Gauge", "price": 18600, "floor_price": 15810}]
    settings = [{"name": "Floor price rule", "value": setting}]
    quote = {**QUOTE, "quantity": 1, "amount": 15624}
    findings = found(BELOW_FLOOR, quotes=[quote], products=products, settings=settings)
    assert [f.severity for f in findings] == [severity]


ORDER = {
    "id": "R-1",
    "customer": "C1",
    "product": "P1",
    "quantity": 2,
    "amount": 174100,
    "owner": "S01",
    "status": "In production",
}


def test_working_days_are_counted_by_the_calendar() -> None:
    settings = [{"name": "Calendar", "value": "none"}, {"name": "Extra holidays", "value": "2026-10-30"}]
    waits = {
        **ORDER,
        "ordered_on": day(10, 27),
        "confirmed_on": None,
        "shipped_on": None,
        "delivered_on": None,
    }
    assert said(NOT_CONFIRMED, orders=[waits]) == ["R-1 has waited 4 working days for confirmation."]
    assert "3 working days" in said(NOT_CONFIRMED, orders=[waits], settings=settings)[0]
    assert said(NOT_CONFIRMED, orders=[{**waits, "ordered_on": day(10, 30)}]) == []


def test_money_a_day_and_lateness_are_said_in_both_languages() -> None:
    late = {**ORDER, "promised_on": day(10, 30), "delivered_on": None}
    assert said(LATE, orders=[late]) == ["R-1 (174.1k) was promised for 30 October and is 3 days late."]
    assert "1 day late" in said(LATE, orders=[{**late, "promised_on": day(11, 1)}])[0]
    zh = {**late, "status": "生产中"}
    assert said(LATE, "zh", orders=[zh]) == ["R-1 （17.4 万元）承诺 10 月 30 日 交付，已迟 3 天。"]


def test_a_group_is_told_once() -> None:
    contracts = [{"id": "CT-1", "customer": "C1", "amount": 162900, "signed_on": day(9, 1), "owner": "S01"}]
    orders = [{**ORDER, "id": f"R-{i}", "amount": 90000, "contract_no": "CT-1"} for i in range(3)]
    (finding,) = found(ORDERS_EXCEED, orders=orders, contracts=contracts)
    assert finding.record == "R-0"
    assert finding.message.en == "Contract CT-1 is for 162900; its orders add up to 270000."
    fewer = [orders[0], {**orders[1], "status": "Cancelled"}]
    assert said(ORDERS_EXCEED, orders=fewer, contracts=contracts) == []


def test_a_line_is_multiplied_out() -> None:
    wrong = {**ORDER, "quantity": 57, "price": 2800, "discount": 0.0294, "amount": 145900}
    assert said(LINE_WRONG, orders=[wrong]) == ["R-1 is 154907.76, not 145,900."]
    assert said(LINE_WRONG, orders=[{**wrong, "amount": 154900}]) == []


def test_a_receipt_is_half_filled_in_three_ways() -> None:
    rows: list[dict[str, Any]] = [
        {"id": "RC-1", "contract": "CT-1", "amount": 156800, "received_on": None},
        {"id": "RC-2", "contract": "CT-1", "amount": None, "received_on": day(8, 19)},
        {"id": "RC-3", "contract": "CT-1", "amount": 5, "received_on": day(11, 19)},
        {"id": "RC-4", "contract": "CT-1", "amount": 5, "received_on": day(8, 19)},
    ]
    assert [f.record for f in found(HALF_FILLED, receipts=rows)] == ["RC-1", "RC-2", "RC-3"]


def test_a_list_in_one_cell_is_looked_into() -> None:
    team = [{"id": "S01", "name": "Ann"}, {"id": "S02", "name": "Bea"}]
    rows = [
        {"id": "TR-1", "date": day(10, 1), "topic": "Sales", "expected": "S01、S02", "person": "S01"},
        {"id": "TR-2", "date": day(10, 2), "topic": "Sales", "expected": "S01, S02", "person": "S02; S01"},
    ]
    assert [f.record for f in found(UNTRAINED, training=rows, team=team)] == ["TR-1"]


def test_conditions_are_shown_with_what_their_words_mean() -> None:
    assert conditions(LATE) == (LATE.cases[0].condition,)
    assert conditions(LINE_WRONG)[0].endswith(
        "where right = [@quantity]*[@price]*(1-[@discount]); tolerance = MAX(1,0.01*ABS([@amount]))"
    )


def _deals(rule: RowRule, *deals: Mapping[str, Any]) -> list[str]:
    return said(rule, pipeline=[{"customer": "C1", "name": "Deal", "owner": "S01", "id": f"O-{i}", **d} for i, d in enumerate(deals)])  # fmt: skip


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("{amount:money}", "12k"), ("{amount}", "12,000"), ("{discount:percent}", "5%"), ("{expected_close:ahead}", "8 days"),
        ("{owner}", "S01"), ("{stage}", "Quotation"), ("{reason:title}", "Reason"), ("{reason:day}", ""), ("{today}", "2 November"),
        ("{next_step_max_days}", "14"), ("{soon:day}", "9 November"), ("{soon:late}", "-7 days"), ("{half}", "6000.5"), ("{half:money}", "6,001"),
        ("{word}", "ok"), ("{count:deal|deals}", "1 deal"), ("plain", "plain"), ("{next_step:quoted}", "'Confirm the sizes'"), ("{nothing}", ""),
        ("{half:figure}", "6,000.5"), ("{whole:figure}", "154,907.76"), ("{fine:exact}", "2.94%"), ("{code:stage}", "Quotation"),
        ("{person:pipeline.owner}", "S01"), ("{way:pipeline.source}", "Referral"),
    ],
)  # fmt: skip
def test_placeholders(text: str, expected: str) -> None:
    named = {"soon": "TODAY()+7", "half": "[@amount]/2+0.5", "word": 'IF([@amount]>1,"ok","no")', "count": "COUNT([@amount])", "nothing": "[@closed_on]", "whole": "154907.7561", "fine": "0.0294", "code": "[@stage]", "person": '"S01"', "way": '"referral"'}  # fmt: skip
    rule = replace(LATE, record="pipeline", cases=(Case("[@amount]>0", "amount", Text("x", text), Text("x", "x")),), named=named)  # fmt: skip
    deal = {"stage": "Quotation", "amount": 12000, "discount": 0.05, "expected_close": day(11, 10), "next_step": "Confirm the sizes", "closed_on": None}  # fmt: skip
    assert _deals(rule, deal) == [expected]


def test_a_long_step_is_cut() -> None:
    rule = BY_CODE["SS208"]
    step = "Confirm all the sizes and colours with the buyer and the warehouse before Friday"
    message = _deals(rule, {"stage": "Quotation", "next_step": step, "next_step_on": day(10, 30)})[0]
    assert "'Confirm all the sizes and colours with the buye…'" in message
    assert (
        "its next step"
        in _deals(rule, {"stage": "Quotation", "next_step": None, "next_step_on": day(10, 30)})[0]
    )


def test_facts_are_columns() -> None:
    pipeline: list[dict[str, Any]] = [
        {"id": "O-1", "customer": "C1", "stage": "Won", "amount": 5}, {"id": "O-2", "customer": "C1", "stage": "Quotation", "amount": None},
    ]  # fmt: skip
    activities = [{"date": day(10, 1), "opportunity": "O-1", "rep": "S01", "kind": "Call"}]
    cells = BookCells(Scene(book_of("en", pipeline=pipeline, activities=activities), TODAY))
    assert cells.cells("pipeline", "stage_kind") == ["won", "open"]
    assert cells.cells("pipeline", "own_amount") == [5.0, None]
    orders = cells.cells("pipeline", "stage_order")
    assert orders[1] < orders[0]  # type: ignore[operator]  # numbers, as just read
    assert cells.cells("pipeline", "last_contact") == [46296.0, None]
    alone = BookCells(Scene(book_of("en", pipeline=pipeline), TODAY))
    assert alone.cells("pipeline", "last_contact") == [None, None]


def test_what_cannot_be_read_is_no_blank() -> None:
    rows: list[dict[str, Any]] = [{"id": "O-1", "customer": "C1", "stage": "Won", "closed_on": "soon"}, {"id": "O-2", "customer": "C1", "stage": "Won", "closed_on": None}]  # fmt: skip
    cells = BookCells(Scene(book_of("en", pipeline=rows), TODAY))
    assert cells.cells("pipeline", "closed_on") == ["soon", None]


@pytest.mark.parametrize("name", ["no_such_word"])
def test_an_unknown_word_is_a_mistake(name: str) -> None:
    rule = replace(
        LATE, record="pipeline", cases=(Case(f"[@amount]>{name}", "amount", Text("", ""), Text("", "")),)
    )
    with pytest.raises(Absent):
        _deals(rule, {"stage": "Won", "amount": 1})
    with pytest.raises(Absent):
        BookCells(Scene(book_of("en", pipeline=[]), TODAY)).cells("pipeline", name)


@pytest.mark.parametrize("formula", ["[@a", "deals", "deals[@a]", "NOSUCH(1)", "[@Amount due]", "A1"])
def test_what_is_no_formula_of_ours_is_a_mistake(formula: str) -> None:
    if formula == "deals":
        assert isinstance(parsed(formula), Node)
        return
    with pytest.raises(Mistake):
        parsed(formula)


def test_a_rule_is_tried_part_by_part() -> None:
    rows: list[dict[str, Any]] = [
        {"id": "O-1", "customer": "C1", "stage": "Quotation", "expected_close": day(10, 1)},
        {"id": "O-2", "customer": "C1", "stage": "Won", "expected_close": day(10, 1)},
        {"id": "O-3", "customer": "C1", "stage": "Quotation", "expected_close": None},
    ]
    waivers = [{"code": "SS204", "record_id": "O-1", "reason": "x", "until": day(12, 1)}]
    scene = Scene(book_of("en", pipeline=rows, waivers=waivers), TODAY)
    trial = tried_row_rule(scene, BY_CODE["SS204"])
    assert (trial.rows, trial.count, trial.near, trial.waived) == (3, 1, 2, 1)
    assert [part.holds for part in trial.parts] == [2, 3, 2]
    assert [row.record for row in (*trial.caught, *trial.nearly)] == ["O-1", "O-2", "O-3"]
    assert trial.rule.name == "Expected close has passed"


def test_a_rule_of_several_cases_is_tried_case_by_case() -> None:
    rows = [{"id": "O-1", "customer": "C1", "stage": "Quotation", "next_step_on": day(10, 1)}]
    trial = tried_row_rule(
        Scene(book_of("zh", pipeline=[{**rows[0], "stage": "报价"}]), TODAY), BY_CODE["SS208"]
    )
    assert [(part.holds, part.of) for part in trial.parts] == [(1, None), (1, 0), (0, 0)]
    assert trial.rule.condition.startswith("OR(AND(")


def test_a_named_value_says_whose_it_is() -> None:
    rule = replace(
        LATE, record="pipeline", owner="boss", named={"boss": '"S02"'},
        cases=(Case("[@amount]>0", "amount", Text("{ask}改。", "{ask} mend it."), Text("x", "x")),),
    )  # fmt: skip
    team = [{"id": "S01", "name": "Ann"}, {"id": "S02", "name": "Bea"}]
    deal = {"id": "O-1", "customer": "C1", "name": "Deal", "stage": "Quotation", "owner": "S01", "amount": 5}
    (finding,) = found(rule, pipeline=[deal], team=team)
    assert (finding.message.en, finding.owner) == ("Ask Bea to mend it.", "S02")


def test_one_code_over_several_sheets() -> None:
    other = replace(LINE_WRONG, record="quotes")
    both = replace(LINE_WRONG, also=(other,))
    wrong = {**ORDER, "price": 100, "discount": 0, "amount": 5}
    told = found(
        both, orders=[wrong], quotes=[{**QUOTE, "quantity": 2, "price": 100, "discount": 0, "amount": 5}]
    )
    assert [f.record_key for f in told] == ["orders", "quotes"]
    assert set(other.formulas) <= set(both.formulas)


def test_a_group_is_told_once_for_each_column() -> None:
    cases = tuple(
        Case("[@amount]>0", column, Text("x", "x"), Text("x", "x")) for column in ("amount", "product")
    )
    rule = replace(ORDERS_EXCEED, cases=cases, once_per="group", named={"group": "[@contract_no]"})
    orders = [{**ORDER, "id": f"R-{i}", "contract_no": "CT-1"} for i in range(3)]
    assert [f.column for f in found(rule, orders=orders)] == ["amount", "product"]
