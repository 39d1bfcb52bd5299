"""Which sheets a name means."""

from __future__ import annotations

import pytest

from sheetsales.errors import BadRequest
from sheetsales.schema.workbook import SHEETS
from sheetsales.template.adding.asked import module_named, wanted_records, with_modules


def keys(*names: str, only: tuple[str, ...] = ()) -> list[str]:
    return [record.key for record in wanted_records(names, only)]


@pytest.mark.parametrize("name", ["orders", "Orders and cash", "订单回款", " ORDERS "])
def test_a_name_of_a_module_and_a_sheet_means_the_module(name: str) -> None:
    assert keys(name) == ["products", "quotes", "contracts", "orders", "receipts", "returns"]


def test_single_sheets_by_key_or_title_in_the_order_of_a_workbook() -> None:
    assert keys("receipts", "合同", "Tasks", "tasks") == ["tasks", "contracts", "receipts"]
    assert keys("orders", only=("回款", "contracts")) == ["contracts", "receipts"]
    assert keys("orders", "stages", only=("stages", "orders")) == ["stages", "orders"]
    assert keys("orders", only=("客户", "receipts")) == ["customers", "receipts"]


def test_pay_and_judgement_are_not_added_to_the_shared_workbook() -> None:
    assert keys("people") == ["training", "headcount"]
    for name in ("commission", "提成方案", "Evaluations", "development"):
        with pytest.raises(BadRequest, match="manager's own workbook"):
            wanted_records([name])
    with pytest.raises(BadRequest, match="manager's own workbook"):
        wanted_records(["people"], ["commission"])


@pytest.mark.parametrize("name", ["findings", "Stage log", "按人汇总"])
def test_what_a_check_makes_is_not_added(name: str) -> None:
    with pytest.raises(BadRequest, match="when it checks"):
        wanted_records([name])


def test_an_unknown_name_hears_what_it_may_mean_and_what_is_known() -> None:
    with pytest.raises(BadRequest, match="did you mean 'orders'") as caught:
        wanted_records(["ordres"])
    assert "contacts" in caught.value.text.zh
    assert "stages" in caught.value.text.en
    with pytest.raises(BadRequest, match="There is no module or sheet 'zzz'\\. Known"):
        wanted_records(["zzz"])


def test_only_names_sheets_of_what_is_asked_for() -> None:
    with pytest.raises(
        BadRequest, match=r"Surveys is not in what is to be added\. Orders and cash has Price list"
    ):
        wanted_records(["orders"], ["surveys"])
    with pytest.raises(BadRequest, match="not in what is to be added"):
        wanted_records(["tasks"], ["surveys"])
    with pytest.raises(BadRequest, match="not in what is to be added"):
        wanted_records(["service"], ["customers"])


def test_a_new_workbook_has_modules_behind_targets() -> None:
    made = [record.key for record in with_modules(["service", "tasks"])]
    at = made.index("targets")
    assert made[at + 1 : at + 4] == ["service", "surveys", "team"]
    assert len(made) == len(SHEETS) + 2
    assert with_modules([]) == SHEETS
    assert module_named("nothing") is None
