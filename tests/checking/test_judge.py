"""What a check makes of findings: order, since, baseline, waivers, and what it remembers."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace
from decimal import Decimal
from typing import Any

import pytest

from sheetsales.cells.address import Area, CellRef
from sheetsales.cells.build import grid_from_rows
from sheetsales.cells.edits import AddSheet, ReplaceRows, SetCell
from sheetsales.cells.values import CellError
from sheetsales.checking import memory
from sheetsales.checking.judge import Judged, judge
from sheetsales.checking.order import at_risk, most_at_risk, worst_first
from sheetsales.checking.plan import plan
from sheetsales.findings import Finding, Severity
from sheetsales.schema.store import read_store
from sheetsales.texts import Text, same
from tests.checking.logs import log_of
from tests.rules.books import TODAY, as_workbook, make_book

D = dt.date
LATE, FINE = D(2026, 8, 31), D(2026, 12, 1)
TEAM = [{"id": "S04", "name": "赵国梁"}, {"id": "S07", "name": "孙可"}]


def deal(number: int, **fields: Any) -> dict[str, Any]:
    return {
        "id": f"O-{number:04d}", "name": f"第 {number} 单", "stage": "quote", "amount": Decimal(10_000 * number),
        "owner": "S04", "expected_close": LATE, "check": None, **fields,
    }  # fmt: skip


GOOD = deal(1, expected_close=FINE)


def checked(
    rows: list[dict[str, Any]], *, today: dt.date = TODAY, store: dict[str, str] | None = None, **more: Any
) -> Judged:
    baseline = more.pop("baseline", False)
    book = make_book(pipeline=rows, team=TEAM, stage_log=log_of(rows), **more)
    return judge(as_workbook(book), book, (), today=today, store=store or {}, baseline=baseline)


def a_finding(code: str = "SS204", **fields: Any) -> Finding:
    base = Finding(code, Severity.WARNING, same("it"), same("do"), CellRef("商机", 2, 1), "pipeline", "O-1")
    return replace(base, **fields)


def test_since_is_kept_by_record_and_never_by_row() -> None:
    first = checked([deal(1), deal(2)], today=D(2026, 10, 1))
    again = checked([deal(3), deal(2), deal(1)], store=dict(first.store))
    assert {f.record: f.since for f in again.findings} == {
        "O-0001": D(2026, 10, 1),
        "O-0002": D(2026, 10, 1),
        "O-0003": TODAY,
    }


def test_a_mended_finding_is_forgotten() -> None:
    first = checked([deal(1)], today=D(2026, 9, 1))
    mended = checked([deal(1, expected_close=FINE)], today=D(2026, 10, 1), store=dict(first.store))
    assert mended.store[memory.SINCE] == ""
    back = checked([deal(1)], store=dict(mended.store))
    assert [f.since for f in back.findings] == [TODAY]


def test_an_earlier_day_moves_no_finding_into_the_future() -> None:
    first = checked([deal(1)])
    assert [f.since for f in checked([deal(1)], today=D(2026, 10, 1), store=dict(first.store)).findings] == [
        D(2026, 10, 1)
    ]


def test_baseline_hides_what_is_there_and_shows_what_is_new() -> None:
    accepted = checked([deal(1), deal(2)], baseline=True)
    assert accepted.findings == ()
    assert accepted.summary.accepted == 2
    later = checked([deal(1), deal(3)], store=dict(accepted.store))
    assert [f.record for f in later.findings] == ["O-0003"]
    assert later.summary.accepted == 1
    back = checked([deal(1), deal(2)], store=dict(later.store))
    assert [f.record for f in back.findings] == ["O-0002"], "O-0002 had been mended in between"


@pytest.mark.parametrize(
    "text", ["", "{", "[]", "{}", "[1,2]", '[["SS204","pipeline","c",""]]', '[["a","b","c","d",5]]']
)
def test_a_memory_that_is_not_ours_counts_as_none(text: str) -> None:
    assert memory.read_since(text) == {}
    assert memory.read_baseline(text) == frozenset()


def test_memory_keeps_any_identity_whole() -> None:
    odd = a_finding(record='O|1 "x"\n', column="a|b", key="k;1", since=D(2026, 1, 2))
    plain = a_finding(record="O-2", since=D(2026, 1, 3))
    undated = a_finding(record="O-3")
    text = memory.write_since([odd, plain, undated])
    assert memory.read_since(text) == {odd.identity: D(2026, 1, 2), plain.identity: D(2026, 1, 3)}
    kept = memory.write_baseline([odd.identity, plain.identity])
    assert memory.read_baseline(kept) == {odd.identity, plain.identity}


def test_same_inputs_on_the_same_day_are_unchanged() -> None:
    assert not checked([GOOD]).unchanged
    store = dict(checked([GOOD]).store)
    assert checked([GOOD], store=store).unchanged
    assert checked([{**GOOD, "check": "1 提醒：……"}], store=store).unchanged, "we write that cell ourselves"


@pytest.mark.parametrize(
    "change",
    [
        {"today": D(2026, 11, 3)},
        {"settings": {"calendar": "none"}},
        {"waivers": [{"code": "SS209", "record_id": "O-0001", "until": TODAY}]},
    ],
)
def test_another_day_rule_or_input_is_a_change(change: dict[str, Any]) -> None:
    store = dict(checked([GOOD]).store)
    assert not checked([GOOD], store=store, **change).unchanged


def test_a_changed_cell_a_moved_row_and_a_new_load_finding_are_changes() -> None:
    other = {**GOOD, "id": "O-0002"}
    store = dict(checked([GOOD, other]).store)
    assert not checked([GOOD, {**other, "amount": Decimal(5)}], store=store).unchanged
    assert not checked([other, GOOD], store=store).unchanged
    book = make_book(pipeline=[GOOD, other], team=TEAM)
    assert not judge(as_workbook(book), book, [a_finding("SS004")], today=TODAY, store=store).unchanged


@pytest.mark.parametrize(
    "raw", [dt.datetime(2026, 12, 1, 9, 30), CellError("#N/A"), dt.time(9, 30), "2026-12-01"]
)
def test_any_kind_of_cell_counts(raw: Any) -> None:
    rows = [{**GOOD, "raw:expected_close": value} for value in (raw, D(2026, 12, 1))]
    store = dict(checked(rows[:1]).store)
    assert checked(rows[:1], store=store).unchanged
    assert not checked(rows[1:], store=store).unchanged


def test_who_writes_nothing_remembers_nothing_and_finds_the_same() -> None:
    book = make_book(pipeline=[deal(1)], team=TEAM, stage_log=log_of([deal(1)]))
    whole = judge(as_workbook(book), book, (), today=TODAY, store={})
    read = judge(as_workbook(book), book, (), today=TODAY, store={"check.fingerprint": ""}, remembers=False)
    assert (read.findings, read.summary, read.found) == (whole.findings, whole.summary, whole.found)
    assert whole.store
    assert (read.store, read.unchanged) == ({}, False)


def test_a_waiver_holds_to_its_last_day_and_is_counted() -> None:
    rows = [{"code": "SS204", "record_id": "O-0001", "until": TODAY}, {"code": "SS204", "record_id": "O-0002", "until": D(2026, 11, 1)},
            {"code": "SS204", "record_id": "O-0003", "until": None}]  # fmt: skip
    judged = checked([deal(1), deal(2), deal(3)], waivers=rows)
    assert sorted(f.record for f in judged.findings if f.code == "SS204") == ["O-0002", "O-0003"]
    assert judged.summary.waived == 1


def test_rules_are_switched_off_and_change_severity_in_the_sheet() -> None:
    off = [{"code": "SS204", "on": False, "severity": None}, {"code": None, "on": True, "severity": None}]
    assert checked([deal(1)], rules=off).findings == ()
    worse = [{"code": "SS204", "on": None, "severity": "error"}]
    assert [f.severity for f in checked([deal(1)], rules=worse).findings] == [Severity.ERROR]
    unknown = [{"code": "SS204", "on": True, "severity": "terrible"}]
    assert [f.severity for f in checked([deal(1)], rules=unknown).findings] == [Severity.WARNING]


def test_the_basic_level_leaves_standard_rules_out_unless_switched_on() -> None:
    rows = [deal(1, expected_close=FINE, stage_since=D(2026, 1, 1))]
    assert [f.code for f in checked(rows).findings] == ["SS304"]
    assert checked(rows, settings={"level": "入门"}).findings == ()
    on = [{"code": "SS304", "on": True, "severity": None}]
    assert [f.code for f in checked(rows, settings={"level": "basic"}, rules=on).findings] == ["SS304"]


def test_people_come_by_what_they_have_at_risk_and_nobody_last() -> None:
    small = a_finding(owner="S04", money=Decimal(1), severity=Severity.ERROR, record="O-1")
    large = a_finding(owner="S07", money=Decimal(9), record="O-2")
    noted = a_finding(owner="S01", money=Decimal(99), severity=Severity.INFO, record="O-3")
    nobody = a_finding(owner="", money=Decimal(999), severity=Severity.ERROR, record="O-4")
    assert worst_first([nobody, noted, small, large]) == (large, small, noted, nobody)


def test_within_a_person_worst_then_dearest_then_as_in_the_workbook() -> None:
    error = a_finding(owner="S04", severity=Severity.ERROR)
    dear = a_finding(owner="S04", money=Decimal(9), at=CellRef("商机", 9, 1))
    upper, lower = (a_finding(owner="S04", at=CellRef("商机", row, 1)) for row in (3, 4))
    sheet = a_finding(owner="S04", at=None)
    assert worst_first([lower, sheet, upper, dear, error]) == (error, dear, sheet, upper, lower)


def test_a_record_is_at_risk_once() -> None:
    twice = [a_finding(money=Decimal(5)), a_finding("SS301", money=Decimal(5)), a_finding(money=None)]
    rows = [a_finding(record="", at=CellRef("商机", row, 1), money=Decimal(2)) for row in (2, 3)]
    assert at_risk(twice) == 5
    assert at_risk(rows) == 4


def test_the_dearest_findings_show_each_cell_once() -> None:
    at = CellRef("商机", 2, 1)
    first = a_finding("SS209", at=at, money=Decimal(5))
    echo = a_finding("SS304", at=at, money=Decimal(5))
    other = a_finding(at=CellRef("商机", 3, 1))
    sheet = a_finding("SS001", at=None, record="")
    assert most_at_risk([echo, other, first, sheet], 10) == (first, sheet, other)
    assert most_at_risk([echo, other, first], 1) == (first,)


# --- the plan ----------------------------------------------------------------------------------------------------------


def planned(
    rows: list[dict[str, Any]], *more: Any, store: dict[str, str] | None = None, lang: Any = "zh"
) -> list[Any]:
    book = make_book(pipeline=rows, team=TEAM, lang=lang, stage_log=log_of(rows))
    workbook = as_workbook(book, *more)
    judged = judge(workbook, book, (), today=TODAY, store=store or {})
    made = plan(workbook, judged)
    assert made.book == workbook.sha256
    return list(made.edits)


def test_a_workbook_without_findings_sheet_gets_one() -> None:
    check, sheet, kept = planned([deal(1, owner=None)])
    assert check == SetCell(CellRef("商机", 2, 7), "1 提醒：预计成交已过（预计成交）", None)
    assert isinstance(sheet, AddSheet)
    assert (sheet.name, sheet.table, sheet.headings[3], len(sheet.rows)) == (
        "检查结果",
        "tblFindings",
        "单元格",
        1,
    )
    assert isinstance(kept, AddSheet)
    assert kept.name == "_sheetsales"


def test_names_that_are_taken_are_left_alone() -> None:
    mine = grid_from_rows("检查结果", [["质检", "结论"], ["A", "合格"]], table="tblfindings")
    sheet = next(e for e in planned([deal(1)], mine) if isinstance(e, AddSheet) and e.visibility == "visible")
    assert (sheet.name, sheet.table) == ("检查结果 2", "tblFindings2")


def test_a_clean_workbook_gets_no_sheet_and_loses_old_words() -> None:
    clear, kept = planned([deal(1, expected_close=FINE, check="1 提醒：早改好了")])
    assert clear == SetCell(CellRef("商机", 2, 7), None, "1 提醒：早改好了")
    assert isinstance(kept, AddSheet)


FINDINGS = [
    "严重程度",
    "代码",
    "工作表",
    "单元格",
    "记录",
    "列",
    "值",
    "问题",
    "怎么办",
    "负责人",
    "发现日期",
]


def test_the_findings_table_is_replaced_and_the_teams_own_column_kept() -> None:
    old: list[list[Any]] = [
        [*FINDINGS, "处理情况"],
        ["提醒", "SS204", "商机", "F9", "O-0001", "预计成交", None, "旧", "旧", None, None, "周五前"],
        ["提醒", "SS204", "商机", "F8", "O-0009", "预计成交", None, "旧", "旧", None, None, "已改"],
    ]
    replaced = next(
        e
        for e in planned([deal(1), deal(2)], grid_from_rows("结果", old, table="tblFindings"))
        if isinstance(e, ReplaceRows)
    )
    assert replaced.table == "tblFindings"
    assert [(row["记录"], row.get("处理情况")) for row in replaced.rows] == [
        ("O-0002", None),
        ("O-0001", "周五前"),
    ]


def test_a_formula_column_of_the_teams_own_is_left_to_its_formula() -> None:
    old: list[list[Any]] = [
        [*FINDINGS, "天数"],
        ["提醒", "SS204", "商机", "F9", "O-0001", "预计成交", None, "旧", "旧", None, None, 63],
    ]
    grid = replace(grid_from_rows("结果", old, table="tblFindings"), formulas=frozenset({(2, 4), (2, 12)}))
    replaced = next(e for e in planned([deal(1)], grid) if isinstance(e, ReplaceRows))
    assert "天数" not in replaced.rows[0]


def test_a_sheet_called_findings_that_is_the_teams_own_is_left_alone() -> None:
    mine = grid_from_rows("检查结果", [FINDINGS[:7], ["合格"]])
    assert not any(isinstance(e, ReplaceRows) for e in planned([deal(1)], mine))


def test_a_findings_sheet_whose_table_is_gone_is_still_ours() -> None:
    sheet = grid_from_rows("检查结果", [FINDINGS, ["提醒", "SS204"]])
    replaced = next(e for e in planned([deal(1)], sheet) if isinstance(e, ReplaceRows))
    assert replaced.table == "检查结果!A1:K2"


def test_an_unchanged_workbook_gets_no_edit() -> None:
    sheet = grid_from_rows("检查结果", [FINDINGS, ["提醒", "SS204"]], table="tblFindings")
    book = make_book(pipeline=[deal(1)], team=TEAM, stage_log=log_of([deal(1)]))
    store = dict(judge(as_workbook(book, sheet), book, (), today=TODAY, store={}).store)
    assert planned([deal(1)], sheet, store=store) == []


def test_rows_that_stand_there_already_are_not_written_again() -> None:
    sheet = next(e for e in planned([deal(1)]) if isinstance(e, AddSheet) and e.visibility == "visible")
    shown: list[list[Any]] = [[getattr(v, "text", v) for v in row] for row in sheet.rows]
    shown[0][10] = dt.datetime(2026, 11, 2)
    grid = grid_from_rows("检查结果", [[*sheet.headings], *shown], table="tblFindings")
    assert not any(isinstance(e, ReplaceRows) for e in planned([deal(1)], grid))


def test_the_sheet_speaks_the_workbooks_language() -> None:
    sheet = next(
        e for e in planned([deal(1)], lang="en") if isinstance(e, AddSheet) and e.visibility == "visible"
    )
    assert sheet.name == "Findings"
    assert sheet.rows[0][0] == "Warning"
    assert sheet.rows[0][5] == "Expected close"


def edits_on(change: dict[str, Any], **fields: Any) -> tuple[Judged, list[SetCell]]:
    """The cells a check would set where the deals' sheet has this about it."""
    rows = [deal(1), deal(2, **fields)]
    book = make_book(pipeline=rows, team=TEAM, stage_log=log_of(rows))
    workbook = as_workbook(book)
    grids = tuple(replace(g, **change) if g.name == "商机" else g for g in workbook.grids)
    judged = judge(replace(workbook, grids=grids), book, (), today=TODAY, store={})
    made = plan(replace(workbook, grids=grids), judged)
    return judged, [edit for edit in made.edits if isinstance(edit, SetCell)]


NO_ID: dict[str, Any] = {"raw:id": None}


def test_formulas_stay() -> None:
    _, cells = edits_on({"formulas": frozenset({(2, 7), (3, 1)})}, **NO_ID)
    assert [cell.at.a1 for cell in cells] == ["G3"]


def test_cells_merged_away_are_left_alone() -> None:
    areas = (Area("商机", 10, 1, 11, 9), Area("商机", 2, 1, 3, 1), Area("商机", 3, 7, 4, 7))
    _, cells = edits_on({"merged": areas}, **NO_ID)
    assert [cell.at.a1 for cell in cells] == ["G2", "G3"]


def test_a_protected_sheet_is_left_alone_and_that_is_said() -> None:
    judged, cells = edits_on({"protected": True}, **NO_ID)
    assert cells == []
    assert judged.summary.notices[0].en.startswith("“商机” is protected")
    bare = [{"id": "O-1", "stage": "quote"}]
    plain = make_book(pipeline=bare, stage_log=log_of(bare))
    workbook = as_workbook(plain)
    workbook = replace(workbook, grids=tuple(replace(g, protected=True) for g in workbook.grids))
    assert judge(workbook, plain, (), today=TODAY, store={}).summary.notices == ()


def test_a_deleted_findings_sheet_is_made_again() -> None:
    first = checked([deal(1)])
    assert planned([deal(1)], store=dict(first.store)) != []


def test_what_is_remembered_is_read_back_from_the_sheet() -> None:
    kept = planned([deal(1)])[-1]
    rows: list[list[Any]] = [list(kept.headings), *map(list, kept.rows)]
    workbook = as_workbook(make_book(pipeline=[deal(1)]), grid_from_rows(kept.name, rows))
    assert memory.read_since(read_store(workbook)[memory.SINCE]) == {
        ("SS204", "pipeline", "O-0001", "expected_close", ""): TODAY
    }


@pytest.mark.parametrize(
    ("ids", "expected"), [([7, None], 8), (["O-0007", None], "O-0008"), ([None, None], "O-0002")]
)
def test_blank_ids_are_filled_as_the_column_is_written(ids: list[Any], expected: Any) -> None:
    """Loading gives the ids; the plan writes them as numbers where the team numbers with numbers."""
    given = [f"{i}" if isinstance(i, int) else i for i in ids]
    names = [given[0] or "O-0001", str(expected)]
    rows = [
        deal(1, id=name, expected_close=FINE, **{"raw:id": raw}) for name, raw in zip(names, ids, strict=True)
    ]
    cells = [e for e in planned(rows) if isinstance(e, SetCell)]
    assert cells[-1] == SetCell(CellRef("商机", 3, 1), expected, None)


def test_findings_on_missing_sheets_name_the_sheet_and_lead_nowhere() -> None:
    book = make_book(pipeline=[deal(1, expected_close=FINE)])
    workbook = as_workbook(book)
    load = [
        a_finding(
            "SS001", at=None, record_key="team", record="", message=Text("没有人员表。", "No Team sheet.")
        ),
        a_finding("SS004", at=None, record_key="", record="", value="x" * 300),
    ]
    judged = judge(workbook, book, load, today=TODAY, store={})
    sheet = next(e for e in plan(workbook, judged).edits if isinstance(e, AddSheet))
    assert [row[2:4] for row in sheet.rows] == [("人员", None), ("", None)]
    assert [row[6] for row in sheet.rows] == [None, "x" * 200 + "…"]


def test_records_without_ids_are_called_by_name_and_a_habit_by_none() -> None:
    rows = [{"name": f"第 {i} 单", "stage": "quote", "expected_close": LATE, "owner": "S04"} for i in (1, 2)]
    book = make_book(pipeline=rows, team=TEAM, activities=[{"date": LATE, "opportunity": "O-1"}])
    workbook = as_workbook(book)
    load = [
        a_finding("SS015", record="", key="*"),
        a_finding("SS021", record="", record_key="activities", at=CellRef("跟进记录", 2, 1)),
        a_finding("SS022", record="", at=CellRef("商机", 99, 1)),
    ]
    sheet = next(
        e
        for e in plan(workbook, judge(workbook, book, load, today=TODAY, store={})).edits
        if isinstance(e, AddSheet)
    )
    assert {row[1]: row[4] for row in sheet.rows} == {
        "SS204": "第 2 单",
        "SS015": None,
        "SS021": None,
        "SS022": None,
    }
