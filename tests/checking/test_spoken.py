"""A check in words and as JSON: what matters first, the next step last."""

from __future__ import annotations

import datetime as dt
import json
from dataclasses import replace
from decimal import Decimal
from typing import Any

import pytest

from sheetsales.cells.address import CellRef
from sheetsales.cells.edits import EditPlan
from sheetsales.cells.values import CellError
from sheetsales.checking.as_json import document
from sheetsales.checking.check_column import check_text
from sheetsales.checking.judge import Judged, judge
from sheetsales.checking.plan import plan
from sheetsales.checking.spoken import Outcome, outcome, spoken
from sheetsales.findings import Finding, Severity
from sheetsales.rules.own_titles import rule_titles
from sheetsales.texts import Lang, Text, same
from tests.checking.logs import log_of
from tests.rules.books import TODAY, as_workbook, make_book

D = dt.date
NAMES: dict[Lang, list[str]] = {
    "zh": ["赵国梁", "孙可", "林晓燕", "何嘉怡"],
    "en": ["Graham", "Sophie", "Laura", "Holly"],
}


def deal(number: int, owner: str | None = "S0", **fields: Any) -> dict[str, Any]:
    return {
        "id": f"O-{number:04d}", "stage": "quote", "amount": Decimal(100_000 * number), "owner": owner,
        "expected_close": D(2026, 8, 31), "stage_since": D(2026, 10, 30), **fields,
    }  # fmt: skip


def judged_of(
    deals: list[dict[str, Any]],
    lang: Lang = "zh",
    load: tuple[Finding, ...] = (),
    baseline: bool = False,
    **more: Any,
) -> tuple[Judged, EditPlan]:
    team = [{"id": f"S{i}", "name": name} for i, name in enumerate(NAMES[lang])]
    log = log_of(deals)
    book = make_book(lang=lang, pipeline=deals, team=team, **{"stage_log": log, **more})
    workbook = as_workbook(book)
    judged = judge(workbook, book, load, today=TODAY, store={}, baseline=baseline)
    return judged, plan(workbook, judged)


def lines(
    deals: list[dict[str, Any]], lang: Lang = "zh", what: Outcome = Outcome.WRITTEN, **more: Any
) -> list[str]:
    return list(spoken(*judged_of(deals, lang, **more), what, lang))


def note(code: str = "SS004", severity: Severity = Severity.INFO, **fields: Any) -> Finding:
    return replace(Finding(code, severity, same("it."), same("do.")), **fields)


STALLED: dict[str, Any] = {"stage_since": D(2026, 1, 1), "expected_close": D(2026, 12, 1)}


def test_it_begins_with_the_deals_the_money_and_whom_to_speak_to() -> None:
    deals = [deal(5, "S0", **STALLED), deal(3, "S1"), deal(2, "S2"), deal(1, "S3"), deal(9, stage="won")]
    zh, en = (lines(deals, lang, activities=[{"date": TODAY, "opportunity": "O-9"}]) for lang in ("zh", "en"))
    assert zh[0].startswith("4 单在手，1 单停滞，共 50 万元；先找这三个人：赵国梁（")
    assert en[0].startswith(
        "4 open deals, 1 stalled, worth 500k; speak first to these three people: Graham ("
    )
    assert "孙可（1 处，30 万元）" in zh[0]
    assert "Sophie (1 finding, 300k)" in en[0]


def test_one_person_is_asked_for_by_himself() -> None:
    assert "；先找赵国梁（1 处，10 万元）。" in lines([deal(1)])[0]
    assert "; speak first to Graham (1 finding, 100k)." in lines([deal(1)], "en")[0]


def test_what_cannot_be_known_is_not_said_to_be_none() -> None:
    assert "有没有停滞看不出来" in lines([deal(1)])[0]
    assert "none stalled" in lines([deal(1)], "en", activities=[{"date": TODAY, "opportunity": "O-1"}])[0]
    undated = [{"id": "O-1", "stage": "quote", "owner": "S0"}]
    assert "看不出来" in lines(undated, activities=[{"date": TODAY, "opportunity": "O-1"}])[0]


def test_open_deals_are_not_counted_where_most_stages_are_unknown() -> None:
    assert judged_of([deal(1), deal(2, stage=None)])[0].summary.open_deals == 1
    unknown = [deal(n, stage=None, customer="甲") for n in (2, 3)]
    assert judged_of([deal(1), *unknown])[0].summary.open_deals is None


def test_stalled_deals_without_amounts_are_counted_without_a_sum() -> None:
    deals = [deal(1, **STALLED, amount=None)]
    said = lines(deals, activities=[{"date": D(2026, 1, 1), "opportunity": "O-9"}])
    assert said[0].startswith("1 单在手，1 单停滞；")


def test_a_workbook_without_pipeline_starts_with_the_counts() -> None:
    book = make_book(team=[{"id": "S0", "name": "赵国梁"}])
    workbook = as_workbook(book)
    judged = judge(workbook, book, [note()], today=TODAY, store={})
    said = list(spoken(judged, plan(workbook, judged), Outcome.WRITTEN, "zh"))
    assert said[0] == "没有发现问题，另有 1 条信息。"
    assert said[2] == "● it.do."
    many = judge(workbook, book, [note(key=str(i)) for i in range(7)], today=TODAY, store={})
    assert "信息：认不出的表头 2（SS004）" in spoken(many, EditPlan(), Outcome.WRITTEN, "zh")


def test_ten_findings_and_the_rest_by_code() -> None:
    said = lines([deal(i) for i in range(1, 14)])
    shown = [line for line in said if line.startswith("▲ ")]
    assert len(shown) == 10
    assert "O-0013（130 万元）" in shown[0]
    assert "其余 3 处：预计成交已过 3（SS204）" in said
    assert "3 more: Expected close has passed 3 (SS204)" in lines([deal(i) for i in range(1, 14)], "en")


def test_lines_are_aligned_and_do_not_say_the_cell_twice() -> None:
    load = (
        note(
            "SS015",
            Severity.ERROR,
            at=CellRef("商机", 2, 3),
            message=same("商机!C2 的金额“1”是文本。"),
            owner="S0",
        ),
        note("SS001", Severity.WARNING, record_key="team", message=same("没有人员表。")),
    )
    said = [
        line
        for line in lines([deal(1, expected_close=D(2026, 12, 1))], load=load)
        if line.startswith(("✕", "▲"))
    ]
    assert said == ["✕ 商机!C2  金额“1”是文本。do.", "▲ 人员     没有人员表。do."]


def test_counts_in_both_languages() -> None:
    load = (note("SS015", Severity.ERROR, owner="S1"), note())
    assert lines([deal(1)], load=load)[1] == "2 处问题：1 错误 · 1 提醒，涉及 2 人，另有 1 条信息。"
    assert lines([deal(1)], "en", load=load)[1] == "2 findings: 1 error · 1 warning, 2 people, and 1 note."
    nobody = (note("SS015", Severity.ERROR),)
    clean = [deal(1, expected_close=D(2026, 12, 1))]
    assert lines(clean, load=nobody)[1] == "1 处问题：1 错误 · 0 提醒。"
    assert lines(clean, "en", load=nobody)[1] == "1 finding: 1 error · 0 warnings."
    assert lines(clean)[1] == "没有发现问题。"
    assert lines(clean, "en")[1] == "No problems found."


def test_what_is_held_back_is_said() -> None:
    waivers = [{"code": "SS204", "record_id": "O-0001", "until": TODAY}]
    assert "1 finding is held back by Waivers." in lines([deal(1)], "en", waivers=waivers)
    assert "2 findings accepted earlier are not shown." in lines([deal(1), deal(2)], "en", baseline=True)
    assert "另有 2 处是先前接受的老问题，没有列出。" in lines([deal(1), deal(2)], baseline=True)


def test_a_calendar_that_does_not_know_the_year_says_so() -> None:
    settings, activities = (
        {"calendar": "CN", "extra_holidays": "国庆"},
        [{"date": TODAY, "opportunity": "O-1"}],
    )
    judged, made = judged_of([deal(1, **STALLED)], settings=settings, activities=activities)
    assert [text.zh[:15] for text in judged.summary.notices] == ["参数里的额外假日或工作日“国庆"]
    book = judged.book
    later = judge(as_workbook(book), book, (), today=D(2090, 1, 2), store={})
    assert len(later.summary.notices) == 2
    assert any("法定节假日还没有收录" in line for line in spoken(later, made, Outcome.WRITTEN, "zh"))


@pytest.mark.parametrize(
    ("what", "zh", "en"),
    [
        (Outcome.WRITTEN, "结果已写入“检查结果”表", "The findings are in the sheet “Findings”"),
        (Outcome.UNCHANGED, "文件没有动", "the file was not touched"),
        (Outcome.SHOWN, "这是预演：会改 0 个单元格", "Dry run: it would set 0 cells"),
    ],
)
def test_the_next_step_comes_last(what: Outcome, zh: str, en: str) -> None:
    assert zh in lines([deal(1)], "zh", what)[-1]
    assert en in lines([deal(1)], "en", what)[-1]


def test_given_ids_are_told() -> None:
    assert lines([deal(1, **{"raw:id": None})])[-1].startswith("补了 1 个编号，结果已写入“检查结果”表")
    clean = deal(1, expected_close=D(2026, 12, 1), **{"raw:id": None})
    assert lines([clean], "en")[-1] == "Gave 1 id. The result is in the workbook."


def test_outcomes() -> None:
    judged, made = judged_of([deal(1)])
    assert judged.findings
    assert outcome(made, dry_run=False) is Outcome.WRITTEN
    assert outcome(made, dry_run=True) is Outcome.SHOWN
    assert outcome(EditPlan(), dry_run=True) is Outcome.UNCHANGED


def test_json_holds_every_finding_and_the_figures() -> None:
    load = (
        note("SS011", Severity.ERROR, value=CellError("#N/A"), record_key="team"),
        note("SS014", Severity.ERROR, value=Decimal("1.5"), money=Decimal("0.5")),
        note("SS020", Severity.WARNING, value=dt.timedelta(1)),
    )
    judged, _ = judged_of([deal(1)], load=load)
    made = document(judged, "en")
    assert json.loads(json.dumps(made)) == made
    first = next(f for f in made["findings"] if f["code"] == "SS204")
    assert first | {"message": "", "hint": ""} == {
        "code": "SS204", "severity": "warning", "sheet": "商机", "sheet_key": "pipeline", "cell": "E2",
        "record": "O-0001", "column": "Expected close", "column_key": "expected_close", "value": "2026-08-31",
        "message": "", "hint": "", "owner": "赵国梁", "money": 100000, "since": "2026-11-02", "also": [],
    }  # fmt: skip
    assert {f["value"] for f in made["findings"]} == {"2026-08-31", "#N/A", 1.5, "1 day, 0:00:00"}
    assert made["summary"] | {"first": []} == {
        "today": "2026-11-02", "open": 1, "open_stage_unknown": 0, "stalled": None, "stalled_amount": None, "currency": "CNY", "error": 2,
        "warning": 2, "info": 0, "people": 1, "first": [], "gone": [], "accepted": 0, "waived": 0,
        "everyone": [
            {"id": "S0", "name": "赵国梁", "errors": 0, "warnings": 1, "amount": 100000, "oldest": "2026-11-02"},
        ],
    }  # fmt: skip
    assert made["summary"]["first"] == [{"id": "S0", "name": "赵国梁", "findings": 1, "amount": 100000}]


def test_the_check_column_counts_and_names_the_columns() -> None:
    book = make_book(pipeline=[deal(1)])
    found = [
        note("SS301", Severity.ERROR, record_key="pipeline", column="contract_no"),
        note("SS301", Severity.ERROR, record_key="pipeline", column="reason"),
        note("SS209", Severity.WARNING, record_key="pipeline", column="stage_since"),
        note("SS004", Severity.INFO, record_key="pipeline"),
        note("ZZ999", Severity.INFO, record_key="elsewhere", column="x"),
    ]
    assert check_text(book, found, "zh") == (
        "2 错误 · 1 提醒 · 2 信息：阶段必填列为空（合同编号、原因）；商机停滞（进入阶段日期）；认不出的表头；ZZ999（x）"
    )
    assert check_text(book, found[:1], "en") == "1 error: Column the stage requires is blank (Contract no.)"
    long = [note(f"SS{i:03d}", Severity.INFO, record_key="", column="") for i in range(200, 260)]
    assert len(check_text(book, long, "zh")) == 120


def test_text_is_in_the_language_asked_for() -> None:
    load = (note(message=Text("中文。", "English."), hint=Text("做。", "Do.")),)
    judged, _ = judged_of([deal(1, expected_close=D(2026, 12, 1))], load=load)
    assert document(judged, "zh")["findings"][0]["message"] == "中文。"
    assert document(judged, "en")["findings"][0]["hint"] == "Do."


def test_everybody_is_counted_where_the_headline_cannot_name_them_all() -> None:
    said = lines([deal(i, f"S{i}") for i in range(4)])
    assert "按人：何嘉怡 1 提醒、林晓燕 1 提醒、孙可 1 提醒、赵国梁 1 提醒" in said
    assert "By person: Holly 1 warning, Laura 1 warning, Sophie 1 warning, Graham 1 warning" in lines(
        [deal(i, f"S{i}") for i in range(4)], "en"
    )
    assert not any(line.startswith("按人") for line in lines([deal(i, f"S{i}") for i in range(3)]))
    many = next(line for line in lines([deal(i, f"X{i}") for i in range(11)]) if line.startswith("按人"))
    assert many.endswith("、还有 3 人")


def test_what_the_last_check_listed_and_this_one_does_not_find_is_said_to_be_gone() -> None:
    first, _ = judged_of([deal(1), deal(2)])
    rows = [deal(1, expected_close=D(2026, 12, 1)), deal(2)]
    book = make_book(pipeline=rows, team=[{"id": "S0", "name": "赵国梁"}], stage_log=log_of(rows))
    workbook = as_workbook(book)
    judged = judge(workbook, book, (), today=TODAY, store=first.store)
    assert [(code, record) for code, _, record, _, _ in judged.summary.gone] == [("SS204", "O-0001")]
    said = {
        lang: list(spoken(judged, plan(workbook, judged), Outcome.WRITTEN, lang)) for lang in ("zh", "en")
    }
    assert "上次列出的，有 1 处已改好或不再出现。" in said["zh"]
    assert "1 finding of the last check is mended or gone." in said["en"]
    assert document(judged, "zh")["summary"]["gone"] == [
        {"code": "SS204", "sheet_key": "pipeline", "record": "O-0001", "column_key": "expected_close"}
    ]


def test_a_rule_of_the_teams_own_goes_by_its_name() -> None:
    book = make_book(pipeline=[deal(1)], rules=[{"code": "M01", "name": "大单要审批"}, {"code": "M02"}])
    found = [
        note("M01", Severity.ERROR, record_key="pipeline", column="amount"),
        note("M02", Severity.ERROR, record_key="pipeline"),
    ]
    assert check_text(book, found, "zh") == "2 错误：大单要审批（金额）；M02"
    assert rule_titles(book)["M01"].zh == "大单要审批"
    assert rule_titles(book)["SS301"] is rule_titles(make_book(pipeline=[deal(1)]))["SS301"]
