"""What the records of modules say of themselves, and that nobody pays for them who does not use them."""

import re
import subprocess
import sys

import pytest

from sheetsales.schema.choices import BY_KEY, LISTS, lists_of
from sheetsales.schema.column import Kind
from sheetsales.schema.lazily import Lazily
from sheetsales.schema.modules import MODULES, listed, module_of
from sheetsales.schema.record import Record
from sheetsales.schema.workbook import RECORDS, SHEETS, SIGNS

MODULE_RECORDS = [RECORDS[sheet.key] for sheet in listed()]


def test_every_sheet_of_a_module_is_declared_once() -> None:
    assert [r.key for r in MODULE_RECORDS] == list(dict.fromkeys(sheet.key for sheet in listed()))
    for module in MODULES:
        for sheet in module.sheets:
            record = RECORDS[sheet.key]
            assert (record.module, record.title, record.table) == (module.key, sheet.title, sheet.table)
    assert len({sign.table.casefold() for sign in SIGNS}) == len(SIGNS) == len(RECORDS)


@pytest.mark.parametrize("record", RECORDS.values(), ids=lambda record: record.key)
def test_the_facts_of_a_record_name_its_own_columns(record: Record) -> None:
    named = {
        record.id_column, record.name_column, record.money_column, record.owner_column, record.check_column,
        record.offered_column, record.counted_column, *record.other_names,
    }  # fmt: skip
    assert named - {""} <= record.by_key.keys()
    assert not record.owner_column or record.by_key[record.owner_column].kind in (
        Kind.REF, Kind.TEXT, Kind.ID,
    )  # fmt: skip
    if record.money_column:
        assert record.by_key[record.money_column].kind is Kind.MONEY


@pytest.mark.parametrize("record", RECORDS.values(), ids=lambda record: record.key)
def test_signals_name_columns_and_choices_that_exist(record: Record) -> None:
    for signal in record.signals:
        assert {signal.first, signal.last} <= record.by_key.keys()
        for key, code in re.findall(r"\{(\w+)(?::(\w+))?\}", signal.when):
            known = {choice.code for choice in BY_KEY[key].choices} if code else record.by_key.keys()
            assert (code or key) in known


@pytest.mark.parametrize("record", RECORDS.values(), ids=lambda record: record.key)
def test_references_and_choices_lead_somewhere(record: Record) -> None:
    for column in record.columns:
        if column.kind is Kind.REF:
            assert column.ref in RECORDS
        if column.kind is Kind.CHOICE:
            assert column.choices in BY_KEY
    folds = [column.folded for column in record.columns]
    assert record.module == "core" or folds == sorted(folds), "folded columns stand last"


def test_pay_and_judgement_stand_in_the_managers_own_workbook() -> None:
    apart = {record.key for record in MODULE_RECORDS if record.home == "people"}
    assert apart == {"commission_plans", "commission", "development", "evaluations"}


def test_ids_of_lines_are_shared_and_those_of_contracts_typed() -> None:
    kinds = {record.key: record.ids for record in MODULE_RECORDS if record.ids != "ours"}
    assert kinds == {
        "products": "shared", "quotes": "shared", "orders": "shared", "contracts": "given", "sop_revisions": "given",
    }  # fmt: skip


def test_lists_come_with_the_columns_that_use_them() -> None:
    assert lists_of(["grade", ""]) is LISTS
    assert [c.key for c in lists_of(["instalment", "quote_status"])[len(LISTS) :]] == [
        "quote_status",
        "instalment",
    ]
    used = {column.choices for record in RECORDS.values() for column in record.columns}
    assert {key for module in MODULES for key in module.lists} <= used


def test_a_lazy_mapping_makes_each_value_once() -> None:
    made: list[str] = []

    def make(key: str) -> int:
        made.append(key)
        return len(key)

    lazy = Lazily({"here": 1}, ("later", "here"), make)
    assert list(lazy) == ["here", "later"]
    assert "later" in lazy
    assert made == []
    assert lazy["later"] == lazy["later"] == 5
    assert made == ["later"]
    assert lazy.get("nowhere") is None
    assert len(lazy) == 2


def test_a_workbook_without_modules_never_reads_them() -> None:
    script = (
        "import sys, datetime as dt; from pathlib import Path; from sheetsales.workflow.opening import open_book; "
        "from sheetsales.workflow.checking import check; check(Path('samples/sales-en.xlsx'), today=dt.date(2026, 11, 2), dry_run=True); "
        "print(*(m for m in sys.modules if m.startswith('sheetsales.schema.modules.')))"
    )
    done = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=True)
    assert done.stdout.split() == []


def test_only_sheets_of_modules_belong_to_one() -> None:
    assert all(module_of(record.key) is None for record in SHEETS)
    found = module_of("receipts")
    assert found is not None
    assert found.key == "orders"
