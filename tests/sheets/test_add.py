"""Sheets added to workbooks of ours, older ones, trackers of a team's own and workbooks with nothing of ours."""

from __future__ import annotations

import zipfile
from pathlib import Path

import openpyxl
import pytest

from sheetsales.backends.reader import read_workbook
from sheetsales.cells.edits import AddColumns, AddSheet, EditPlan, SetCell, SetName, SetValidation
from sheetsales.cells.grid import Grid
from sheetsales.errors import EditConflict
from sheetsales.look.numbers import NUMBER, PERCENT
from sheetsales.schema import defaults
from sheetsales.schema.bind import bind
from sheetsales.schema.modules import MODULES
from sheetsales.schema.workbook import RECORDS
from sheetsales.template.headings import headings
from sheetsales.texts import LANGUAGES, Lang
from sheetsales.workflow.adding import Added, add_sheets, sheets_of
from sheetsales.workflow.adopting import keep, propose_for
from sheetsales.workflow.checking import check
from tests.sheets.books import SINCE_ADDED, TODAY, older, ours, stranger, tracker


def add(path: Path, *names: str, only: tuple[str, ...] = (), dry_run: bool = False) -> Added:
    return add_sheets(path, names, only, today=TODAY, dry_run=dry_run)


def again(path: Path, *names: str, only: tuple[str, ...] = ()) -> None:
    """A second run writes nothing."""
    before = path.read_bytes()
    assert add(path, *names, only=only).addition.plan.edits == ()
    assert path.read_bytes() == before


def grids(path: Path) -> dict[str, Grid]:
    return {grid.name: grid for grid in read_workbook(path).grids}


def same_but(before: dict[str, Grid], after: dict[str, Grid], *changed: str) -> None:
    for name, grid in before.items():
        if name not in changed:
            assert [tuple(c) for c in after[name].columns] == [tuple(c) for c in grid.columns], name
            assert after[name].tables == grid.tables
            assert after[name].visibility == grid.visibility


@pytest.mark.parametrize("lang", LANGUAGES)
@pytest.mark.parametrize("module", MODULES, ids=lambda module: module.key)
def test_every_module_comes_whole_and_only_once(module: str, lang: Lang, tmp_path: Path) -> None:
    key = module.key  # type: ignore[attr-defined]  # a module
    path = ours(tmp_path / "book.xlsx", lang)
    before = grids(path)
    added = add(path, key)
    binding = bind(read_workbook(path))
    for record_key, sheet in added.addition.sheets.items():
        (table,) = binding.of(record_key)
        record = RECORDS[record_key]
        assert (table.sheet, table.table) == (sheet, record.table)
        assert set(table.by_key) == {c.key for c in record.columns_for(lang)}
        assert table.unknown == ()
    changed = (
        ("选项", "参数", "指标", "首页") if lang == "zh" else ("Lists", "Settings", "Indicators", "Home")
    )
    customers = RECORDS["customers"].title.in_(lang)
    assert set(added.addition.columns) == ({"customers"} if key == "orders" else set())
    same_but(before, grids(path), *changed, *([customers] if key == "orders" else []))
    again(path, key)


def test_a_sheet_is_made_as_a_new_workbook_has_it(tmp_path: Path) -> None:
    path = ours(tmp_path / "book.xlsx", "zh")
    add(path, "orders")
    sheet = openpyxl.load_workbook(path)["回款"]
    record = RECORDS["receipts"]
    assert tuple(cell.value for cell in sheet[1]) == headings(record, "zh", "CNY")
    assert sheet["A1"].comment.text.startswith("合同的每一期款一行")
    assert sheet.tables["tblReceipts"].ref == "A1:O21"
    rules = {str(rule.sqref): rule.formula1 for rule in sheet.data_validations.dataValidation}
    assert rules["C2:C5021"] == "lst_instalment"
    assert rules["B2:B5021"] == "lst_contract"
    assert sheet.column_dimensions["H"].hidden
    assert len(sheet.conditional_formatting) == 1
    assert [sheet.cell(2, c).number_format for c in (1, 4, 5)] == ["@", "yyyy-mm-dd", "#,##0"]


@pytest.mark.parametrize("lang", LANGUAGES)
def test_indicators_come_along_as_percentages_or_numbers(lang: Lang, tmp_path: Path) -> None:
    path = ours(tmp_path / "book.xlsx", lang)
    add(path, "orders", "service")
    rows = openpyxl.load_workbook(path)["指标" if lang == "zh" else "Indicators"].iter_rows(min_row=2)
    found = {row[0].value: row for row in rows}
    new = [row["code"] for row in defaults.indicators_of(["orders"])]
    assert list(found)[-len(new) :] == new
    cells = {
        code: (found[code][4].value, found[code][4].number_format) for code in ("dso", "collection_rate")
    }
    assert cells == {"dso": (45, NUMBER), "collection_rate": (0.95, PERCENT)}
    assert found["overdue_share"][5].value == ("越低越好" if lang == "zh" else "Lower")
    assert found["expected_cash"][4].value is None


def test_indicators_stay_away_where_there_is_no_such_sheet(tmp_path: Path) -> None:
    path = ours(tmp_path / "book.xlsx", "en")
    book = openpyxl.load_workbook(path)
    del book["Indicators"]
    book.save(path)
    add(path, "orders")
    assert "Indicators" not in openpyxl.load_workbook(path).sheetnames


def test_lists_names_settings_and_links_come_along(tmp_path: Path) -> None:
    path = ours(tmp_path / "book.xlsx", "en")
    before = grids(path)
    add(path, "orders", "improve")
    after = grids(path)
    book = openpyxl.load_workbook(path)
    lists = [[c.value for c in row[:2]] for row in book["Lists"].iter_rows(min_row=2)]
    assert ["Quote status", "draft"] in lists
    assert ["Instalment", "refund"] in lists
    at = lists.index(["Task from", "meeting"])
    assert lists[at - 1] == ["Task from", "manual"]
    assert "lst_quote_status" in book.defined_names
    assert book.defined_names["lst_contract"].attr_text.startswith("OFFSET(Contracts!$A$1,1,0,")
    settings = {row[1].value: row[2].value for row in book["Settings"].iter_rows(min_row=2)}
    assert settings["Payment grace days"] == 3
    assert settings["Money tolerance"] == 0.01
    assert "Evaluate within days" not in settings
    home = [[c.value for c in row] for row in book["Home"].iter_rows(min_row=before["Home"].last_row + 1)]
    titles = [row[1] for row in home if row[1] and not str(row[1]).startswith("=")]
    assert titles == ["Modules"]
    assert [row[2] for row in home if row[2]][-2:] == ["Orders and cash", "Improvement"]
    assert after["Home"].value(before["Home"].last_row + 3, 5) == "Price list"


FROM = [["Task from", "step", "步骤", "Step"], ["Task from", "manual", "手工", "Manual"]]
PRIORITY = [["Priority", "high", "高", "High"], ["Priority", "low", "低", "Low"]]


@pytest.mark.parametrize(
    ("rows", "expected"),
    [
        ([*FROM, *PRIORITY], ["step", "manual", "meeting", "high", "low"]),
        ([*PRIORITY, *FROM], ["high", "low", "step", "manual", "meeting"]),
        (PRIORITY, ["high", "low"]),
        ([*FROM, ["Task from", "meeting", "会议", "Meeting"]], ["step", "manual", "meeting"]),
    ],
)
def test_a_choice_of_a_module_stands_behind_those_of_its_list(
    rows: list[list[str]], expected: list[str], tmp_path: Path
) -> None:
    path = older(tmp_path / "book.xlsx", "en", lists=rows)
    add(path, "improve", only=("meetings",))
    lists = [[c.value for c in row[:2]] for row in openpyxl.load_workbook(path)["Lists"].iter_rows(min_row=2)]
    assert [code for name, code in lists if name in ("Task from", "Priority")] == expected
    assert ["Kind of meeting", "weekly"] in lists
    again(path, "improve", only=("meetings",))


def test_a_module_added_later_is_linked_below_the_first(tmp_path: Path) -> None:
    path = ours(tmp_path / "book.xlsx", "zh")
    add(path, "orders", only=("receipts",))
    add(path, "service", "orders")
    home = grids(path)["首页"]
    texts = [home.value(row, column) for row in range(1, home.last_row + 1) for column in range(1, 9)]
    assert texts.count("模块") == 1
    assert texts.count("回款") == 1
    assert {"售后", "满意度调查", "合同"} <= set(texts)
    again(path, "service", "orders")


def test_checks_find_nothing_in_new_sheets(tmp_path: Path) -> None:
    path = ours(tmp_path / "book.xlsx", "zh")
    for module in MODULES:
        add(path, module.key)
    result = check(path, today=TODAY, dry_run=True)
    assert result.judged.findings == ()


@pytest.mark.parametrize("lang", LANGUAGES)
def test_an_older_sheet_gets_the_columns_it_lacks(lang: Lang, tmp_path: Path) -> None:
    path = older(tmp_path / "book.xlsx", lang)
    before = grids(path)
    _, found, _ = sheets_of(path)
    (orders,) = [s for s in found if s.record.key == "orders"]
    assert sorted(c.key for c in orders.lacking) == sorted(SINCE_ADDED)
    added = add(path, "orders", only=("orders",))
    assert tuple(c.key for c in added.addition.columns["orders"]) == tuple(c.key for c in orders.lacking)
    (table,) = bind(read_workbook(path)).of("orders")
    assert set(table.by_key) == {c.key for c in RECORDS["orders"].columns}
    name = RECORDS["orders"].title.in_(lang)
    was, now = before[name], grids(path)[name]
    wide = len(was.columns)
    assert [tuple(c) for c in now.columns[:wide]] == [tuple(c) for c in was.columns]
    assert (now.tables[0].area.last_column, now.tables[0].area.last_row) == (wide + len(SINCE_ADDED), 3)
    again(path, "orders", only=("orders",))


def test_something_beside_the_table_is_not_written_over(tmp_path: Path) -> None:
    path = older(tmp_path / "book.xlsx", beside="合计")
    before = path.read_bytes()
    with pytest.raises(EditConflict, match="T3"):
        add(path, "orders")
    assert path.read_bytes() == before


@pytest.mark.parametrize("lang", LANGUAGES)
def test_an_adopted_tracker_keeps_its_own_and_gets_the_rest(lang: Lang, tmp_path: Path) -> None:
    path = tracker(tmp_path / "book.xlsx", lang)
    keep(propose_for(path))
    before = grids(path)
    added = add(path, "orders")
    states = {s.record.key: (s.state, s.sheet) for s in added.addition.standings}
    assert states["receipts"] == ("theirs", "回款台账" if lang == "zh" else "Payments")
    assert states["orders"] == ("absent", "")
    assert "receipts" not in added.addition.sheets
    same_but(before, grids(path))
    names = openpyxl.load_workbook(path).defined_names
    sheet = "客户台账" if lang == "zh" else "Accounts"
    assert names["lst_customer"].attr_text == (
        f"OFFSET({sheet}!$C$3,1,0,MAX(1,COUNTA({sheet}!$C$4:$C$1048576)),1)"
    )
    assert "lst_team" not in names
    before_check = check(tracked := tracker(tmp_path / "other.xlsx", lang), today=TODAY, dry_run=True)
    assert tracked.exists()
    after_check = check(path, today=TODAY, dry_run=True)
    assert {f.code for f in after_check.judged.findings} <= {f.code for f in before_check.judged.findings}
    again(path, "orders")


def test_a_sheet_that_only_looks_like_ours_is_said_and_not_doubled(tmp_path: Path) -> None:
    path = tracker(tmp_path / "book.xlsx")
    added = add(path, "orders")
    (receipts,) = [s for s in added.addition.standings if s.record.key == "receipts"]
    assert (receipts.state, receipts.sheet) == ("like", "回款台账")
    assert "receipts" not in added.addition.sheets
    named = add(path, "orders", only=("receipts",))
    assert named.addition.sheets == {"receipts": "回款"}


def test_a_workbook_with_nothing_of_ours_gets_lists_and_settings_too(tmp_path: Path) -> None:
    path = stranger(tmp_path / "book.xlsx")
    before = grids(path)
    added = add(path, "service", "tasks", "stages")
    assert list(added.addition.sheets) == ["tasks", "stages", "service", "surveys"]
    assert added.addition.along == ("Lists", "Settings")
    same_but(before, grids(path))
    book = openpyxl.load_workbook(path)
    assert {row[0].value for row in book["Lists"].iter_rows(min_row=2)} >= {"Kind of service", "Task status"}
    assert "Currency" not in {row[0].value for row in book["Lists"].iter_rows(min_row=2)}
    assert [row[0].value for row in book["Stages"].iter_rows(min_row=2)][:3] == [
        row["code"] for row in defaults.stages("b2b")
    ][:3]
    assert [f.code for f in check(path, today=TODAY, dry_run=True).judged.findings] == ["SS005"]
    again(path, "service", "tasks", "stages")


def test_a_taken_title_gets_a_number(tmp_path: Path) -> None:
    import xlsxwriter

    path = tmp_path / "book.xlsx"
    book = xlsxwriter.Workbook(path)
    book.add_worksheet("Service").write_row(0, 0, ["what", "ever"])
    book.close()
    assert add(path, "service", only=("service",)).addition.sheets == {"service": "Service 2"}
    again(path, "service", only=("service",))


def test_a_dry_run_writes_nothing_and_says_all(tmp_path: Path) -> None:
    path = ours(tmp_path / "book.xlsx", "zh")
    before = path.read_bytes()
    plan = add(path, "orders", dry_run=True).addition.plan
    assert path.read_bytes() == before
    kinds = [type(edit) for edit in plan.edits]
    assert kinds.count(AddSheet) == 6
    assert {SetName, SetValidation, SetCell} <= set(kinds)
    assert kinds.count(AddColumns) == 1, "what customers bought"
    first_name = kinds.index(SetName)
    assert AddSheet not in kinds[first_name:], "names refer to sheets that are there"


def test_undoing_takes_rows_back(tmp_path: Path) -> None:
    from sheetsales.workflow.undoing import undo

    path = ours(tmp_path / "book.xlsx", "zh")
    before = grids(path)
    add(path, "orders")
    said = undo(path).said
    assert "回款" in said.zh
    after = grids(path)
    for name in ("选项", "参数"):
        assert [t.area for t in after[name].tables] == [t.area for t in before[name].tables]
        rows = range(1, before[name].last_row + 1)
        columns = range(1, before[name].last_column + 1)
        assert [after[name].value(r, c) for r in rows for c in columns] == [
            before[name].value(r, c) for r in rows for c in columns
        ]


def test_the_file_stays_sound(tmp_path: Path) -> None:
    path = ours(tmp_path / "book.xlsx", "en")
    for module in MODULES:
        add(path, module.key)
    with zipfile.ZipFile(path) as parts:
        assert parts.testzip() is None
    book = openpyxl.load_workbook(path)
    tables = [name for sheet in book.worksheets for name in sheet.tables]
    assert len({name.lower() for name in tables}) == len(tables)
    assert isinstance(add(path, "orders").addition.plan, EditPlan)
