"""What a finding puts at risk: each amount in the workbook's currency, each deal once."""

from __future__ import annotations

from decimal import Decimal

from sheetsales.checking.order import at_risk
from sheetsales.findings import Finding, RuleInfo, Severity
from sheetsales.rules.at_stake import stakes_of
from sheetsales.rules.catalogue import find
from sheetsales.rules.everything import ALL_RULES as RULES
from sheetsales.rules.everything import CATALOGUE
from sheetsales.rules.scene import Scene
from sheetsales.rules.teller import Said, teller_of
from sheetsales.texts import Text
from tests.rules.books import TODAY, make_book

_RULE = RuleInfo("M1", "tried", Severity.WARNING, Text("试", "Tried"), Text("", ""), Text("改", "Mend it."))


def _scene() -> Scene:
    deals: list[dict[str, object]] = [
        {"id": "O-1", "stage": "quote", "customer": "C-1", "amount": Decimal(9), "currency": "CNY"},
        {"id": "O-2", "stage": "hold", "customer": "C-1", "amount": Decimal(5), "currency": "USD"},
        {"id": "O-3", "stage": "won", "customer": "C-1", "amount": Decimal(7), "currency": "CNY"},
        {"id": "O-4", "stage": "quote", "customer": "C-2", "amount": None, "currency": "CNY"},
    ]
    return Scene(
        make_book(
            settings={"currency": "CNY", "rates": "USD=7"},
            pipeline=deals,
            customers=[{"id": "C-1", "name": "甲"}, {"id": "C-2", "name": "乙"}],
            tasks=[{"id": "T-1", "title": "访", "opportunity": "O-2"}, {"id": "T-2", "title": "访", "opportunity": None}],
            orders=[{"id": "R-1", "amount": Decimal(2)}, {"id": "R-2", "amount": None}],
        ),
        TODAY,
    )  # fmt: skip


def test_a_customer_stands_for_its_deals_under_way_and_a_task_for_its_deal() -> None:
    scene = _scene()
    assert stakes_of(scene, "customers")(0).money == Decimal(9 + 35)
    assert stakes_of(scene, "customers")(1).money is None
    assert stakes_of(scene, "tasks")(0).deals == (("O-2", Decimal(35)),)
    assert stakes_of(scene, "tasks")(1).money is None
    assert stakes_of(scene, "team")(0).money is None


def test_an_order_stands_for_its_own_amount() -> None:
    of_orders = stakes_of(_scene(), "orders")
    assert (of_orders(0).money, of_orders(1).money) == (Decimal(2), None)


def test_a_deal_at_risk_counts_once_however_it_is_told() -> None:
    scene = _scene()
    said = Said("id", Text("", ""), Text("", ""))
    customer = teller_of(scene, "customers").one(_RULE, 0, said)
    deal = teller_of(scene, "pipeline").one(_RULE, 1, said)
    task = teller_of(scene, "tasks").one(_RULE, 0, said)
    assert at_risk([customer, deal, task]) == Decimal(44)
    assert at_risk([deal, task]) == Decimal(35)
    quiet = teller_of(scene, "customers").one(_RULE, 0, said, at_stake=False)
    assert quiet.money is None
    assert at_risk([quiet]) == 0


def test_many_are_one_with_the_sum_of_what_is_known() -> None:
    scene = _scene()
    only: Finding = teller_of(scene, "pipeline").as_one(
        _RULE, [0, 1, 3], Said("id", Text("", ""), Text("", ""))
    )
    assert (only.money, only.record, only.key) == (Decimal(44), "", "*")


def test_the_catalogue_stands_in_the_order_of_its_codes() -> None:
    for codes in ([r.info.code for r in RULES], [i.code for i in CATALOGUE]):
        assert codes == sorted(codes)
        assert len(set(codes)) == len(codes)


def test_a_rule_of_the_teams_own_puts_the_same_at_risk() -> None:
    rule = {
        "code": "M13",
        "on": True,
        "name": "访",
        "table": "任务",
        "condition": '[@任务]="访"',
        "severity": "warning",
    }
    book = _scene().book
    book = make_book(
        settings={"currency": "CNY", "rates": "USD=7"},
        rules=[rule],
        pipeline=book.table("pipeline"),
        tasks=book.table("tasks"),
    )
    told = [f for f in find(Scene(book, TODAY), ()).findings if f.code == "M13"]
    assert [f.money for f in told] == [Decimal(35), None]
