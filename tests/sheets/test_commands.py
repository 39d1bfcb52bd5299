"""``sheetsales sheets`` and ``new --with`` as people type them."""

from __future__ import annotations

import json
from contextlib import redirect_stderr, redirect_stdout
from io import StringIO
from pathlib import Path
from typing import Any

import openpyxl
import pytest

from sheetsales.cells.plan_json import read_plan
from sheetsales.cli.main import main
from sheetsales.schema.workbook import RECORDS
from tests.sheets.books import older, ours, tracker


def run(*words: object, code: int = 0) -> str:
    """What the command says, on both streams."""
    out = StringIO()
    with redirect_stdout(out), redirect_stderr(out), pytest.raises(SystemExit) as end:
        main([str(word) for word in words])
    assert int(end.value.code or 0) == code, out.getvalue()
    return out.getvalue()


def test_what_is_there_and_what_could_be_added(tmp_path: Path) -> None:
    path = ours(tmp_path / "书.xlsx", "zh")
    before = path.read_bytes()
    shown = run("sheets", path, "--lang", "zh").splitlines()
    assert shown[0] == "书.xlsx 里的表："
    assert "  ✓ 商机" in shown
    assert "模块 orders 订单回款：签了单还要盯交付和收钱的团队" in shown
    assert "  · 回款：没有" in shown
    assert "  · 提成单：涉及个人收入或评价，只放主管自己的工作簿" in shown
    assert shown[-1] == "添加：sheetsales sheets add 书.xlsx orders（先加 --dry-run 可预演）"
    assert path.read_bytes() == before


def test_new_columns_are_named(tmp_path: Path) -> None:
    path = older(tmp_path / "book.xlsx", "en")
    shown = run("sheets", path, "--lang", "en")
    assert "✓ Orders; 5 new columns: Confirmed on, Delivered so far, Fault, Carrier, Tracking no." in shown
    run("sheets", "add", path, "orders", "--only", "orders", "--lang", "en")
    after = run("sheets", path, "--lang", "en")
    assert "✓ Orders\n" in after
    assert "✓ Customers; 8 new columns: Last purchase, Purchases, Bought so far" in after
    run("sheets", "add", path, "orders", "--lang", "en")
    assert "new column" not in run("sheets", path, "--lang", "en")


def test_a_sheet_of_the_teams_own_is_said(tmp_path: Path) -> None:
    path = tracker(tmp_path / "book.xlsx", "en")
    shown = run("sheets", path, "--lang", "en")
    assert "✓ Customers: the team's own “Accounts”" in shown
    assert "? Receipts: “Payments” looks like it; to have it used, run sheetsales adopt first" in shown
    said = run("sheets", "add", path, "orders", "--lang", "en")
    assert "Receipts: “Payments” looks like one of your own, so none was added." in said
    run("adopt", path, "--yes")
    said = run("sheets", "add", path, "orders", "tasks", "customers", "--lang", "en")
    assert "Receipts: the team's own “Payments” is used; none was added." in said
    assert "Customers: the team's own “Accounts” is used; none was added." in said
    assert "Added to book.xlsx: Tasks." in said


def test_adding_says_what_came_and_how_to_take_it_back(tmp_path: Path) -> None:
    path = ours(tmp_path / "书.xlsx", "zh")
    said = run("sheets", "add", path, "service", "--lang", "zh").splitlines()
    assert said == [
        "已加进 书.xlsx：售后、满意度调查。",
        "别的一格没动；写之前留了备份，sheetsales undo 书.xlsx 可撤销，sheetsales restore 书.xlsx 可整本退回。",
    ]
    assert run("sheets", "add", path, "service", "--lang", "zh") == "书.xlsx 里已经都有，没有写任何东西。\n"
    assert "已撤销" in run("undo", path, "--lang", "zh")
    again = run("sheets", "add", path, "service", "--lang", "en", "--dry-run")
    assert "choices, settings, indicators or links that are missing would come" in again
    assert "A dry run; nothing was written." in again
    assert "are there now" in run("sheets", "add", path, "service", "--lang", "en")


def test_a_dry_run_is_a_plan_for_other_programs(tmp_path: Path) -> None:
    path = older(tmp_path / "book.xlsx")
    before = path.read_bytes()
    document: dict[str, Any] = json.loads(run("sheets", "add", path, "orders", "--dry-run", "--json"))
    assert path.read_bytes() == before
    assert document["written"] is False
    assert document["added"]["receipts"] == "回款"
    assert document["along"] == ["选项"]
    assert document["columns"]["orders"][0] == "confirmed_on"
    assert {entry["record"]: entry["state"] for entry in document["asked"]}["orders"] == "there"
    plan = tmp_path / "plan.json"
    plan.write_text(json.dumps(document["plan"], ensure_ascii=False), encoding="utf-8")
    assert read_plan(plan.read_bytes()).edits
    run("apply", plan, path)
    assert json.loads(run("sheets", "add", path, "orders", "--json"))["added"] == {}


def test_the_list_as_json(tmp_path: Path) -> None:
    path = ours(tmp_path / "book.xlsx", "en")
    found = json.loads(run("sheets", path, "--json"))["sheets"]
    by_record = {entry["record"]: entry for entry in found}
    assert by_record["pipeline"] == {
        "record": "pipeline", "module": "core", "title": {"zh": "商机", "en": "Pipeline"}, "state": "there",
        "sheet": "Pipeline", "new_columns": [],
    }  # fmt: skip
    assert by_record["commission"]["state"] == "apart"
    assert by_record["costs"]["state"] == "absent"


def test_mistakes_end_with_a_sentence(tmp_path: Path) -> None:
    path = ours(tmp_path / "book.xlsx", "en")
    assert "Name a module or a sheet" in run("sheets", "add", path, "--lang", "en", code=2)
    assert "did you mean 'market'" in run("sheets", "add", path, "markt", "--lang", "en", code=2)
    assert "manager's own workbook" in run("sheets", "add", path, "commission", "--lang", "en", code=2)
    assert "BOOK | add BOOK" in run("sheets", "--help")
    assert "BOOK" in run("sheets", "--lang", "en", code=2)
    assert "BOOK" in run("sheets", code=2)
    assert "--only" in run("sheets", "add", "--help")


@pytest.mark.parametrize("lang", ["zh", "en"])
def test_everything_there_leaves_nothing_to_add(lang: str, tmp_path: Path) -> None:
    path = tmp_path / "book.xlsx"
    run("new", path, "--lang", lang, "--with", "contacts,orders，service、people,improve,market")
    shown = run("sheets", path, "--lang", lang).splitlines()
    assert shown[-1] in ("都有了，没有可加的。", "Everything is there; nothing to add.")


def test_a_new_workbook_with_modules(tmp_path: Path) -> None:
    path = tmp_path / "book.xlsx"
    said = run("new", path, "--lang", "en", "--with", "service")
    assert "with Service, Surveys" in said
    book = openpyxl.load_workbook(path)
    names = book.sheetnames
    assert names[names.index("Targets") + 1 : names.index("Team")] == ["Service", "Surveys"]
    assert {row[0].value for row in book["Lists"].iter_rows(min_row=2)} >= {"Kind of service"}
    assert "Answer requests within days" in {row[1].value for row in book["Settings"].iter_rows(min_row=2)}
    home = {cell.value for row in book["Home"].iter_rows() for cell in row}
    assert {"Modules", "Surveys"} <= home
    assert "Orders" not in names
    made = json.loads(run("new", tmp_path / "other.xlsx", "--with", "orders", "--json", "--dry-run"))
    assert made["modules"][-1] == "Returns"
    assert "did you mean 'service'" in run(
        "new", tmp_path / "x.xlsx", "--with", "sevice", "--lang", "en", code=2
    )
    assert RECORDS["surveys"].table in {name for sheet in book.worksheets for name in sheet.tables}
