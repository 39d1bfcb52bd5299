"""One situation is one finding: the worst speaks, the others are its clauses."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from typing import Any

import pytest

from sheetsales.book.load_rules import LOAD_RULES
from sheetsales.cells.address import CellRef
from sheetsales.checking.judge import Judged, judge
from sheetsales.checking.starting import LEVEL
from sheetsales.findings import Finding, Severity
from sheetsales.rules.situations import by_record, joined
from sheetsales.texts import Text
from tests.rules.books import TODAY, as_workbook, make_book


def finding(code: str, row: int = 2, column: int = 1, **more: Any) -> Finding:
    severity = more.pop("severity", Severity.WARNING)
    message = Text(f"{code} 说。", f"{code} speaks.")
    at = CellRef("商机", row, column)
    return Finding(code, severity, message, Text("改。", "Mend."), at, "pipeline", f"O-{row}", **more)


def test_the_most_telling_speaks_and_the_others_are_clauses() -> None:
    silent = finding("SS308", clause=Text("很久没联系", "no contact"))
    over = finding("SS304", clause=Text("超期", "over the limit"))
    late = finding("SS208", clause=Text("下一步过期", "next step late"))
    (told,) = joined([over, late, silent, finding("SS209")])
    assert told.code == "SS209"
    assert told.message == Text(
        "SS209 说。另外，很久没联系；下一步过期。", "SS209 speaks. Besides: no contact; next step late."
    )
    assert [part.code for part in told.parts] == ["SS209", "SS308", "SS208", "SS304"]


def test_what_the_first_says_already_is_no_clause_but_elsewhere_it_is() -> None:
    over = finding("SS304", clause=Text("超期", "over the limit"))
    (told,) = joined([finding("SS308"), over])
    assert told.message.en == "SS308 speaks. Besides: over the limit."


def test_an_error_speaks_before_a_warning() -> None:
    late = finding("SS208", severity=Severity.ERROR)
    assert joined([finding("SS209", clause=Text("停滞", "stalled")), late])[0].code == "SS208"


@pytest.mark.parametrize(
    "other",
    [
        finding("SS308", row=3),
        finding("SS204"),
        finding("SS308", key="*"),
        finding("SS308", severity=Severity.INFO),
        Finding("SS308", Severity.WARNING, Text("", ""), Text("", ""), None, "pipeline", "O-2"),
    ],
    ids=["another deal", "another thing", "told for all", "information", "nowhere"],
)
def test_what_is_no_side_of_it_stands_alone(other: Finding) -> None:
    assert joined([finding("SS209"), other]) == (finding("SS209"), other)


def test_cells_of_a_record_are_one_where_asked_for_and_each_is_named() -> None:
    day = finding("SS020", column=7, value="2026.9.5")
    long = finding("SS019", column=9, value="x" * 30, severity=Severity.ERROR)
    found = [day, long, finding("SS011", column=3), finding("SS011", row=9)]
    assert joined(found) == tuple(found)
    told, alone = by_record(found)
    assert (
        told.message.en
        == "SS019 speaks. Besides: C2: a cell shows an error; G2 '2026.9.5': a date stored as text."
    )
    assert told.message.zh.endswith("G2“2026.9.5”日期存成了文本。")
    assert alone == found[-1]


def test_every_code_of_cells_exists() -> None:
    assert {"SS011", "SS020", "SS032"} <= {info.code for info in LOAD_RULES}


# --- what a check makes of it ---------------------------------------------------------------------------------------


def deals(count: int = 1) -> list[dict[str, Any]]:
    row = {"stage": "quote", "owner": "S1", "name": "泵", "customer": "C-1", "source": None, "need": None}
    return [{"id": f"O-{i}", **row} for i in range(count)]


def checked(store: Mapping[str, str], rows: list[dict[str, Any]], level: str = "", **settings: Any) -> Judged:
    sheets: dict[str, Any] = {
        "customers": [{"id": "C-1", "name": "甲", "owner": "S1"}],
        "team": [{"id": "S1", "name": "周敏"}],
        "steps": [{"code": "Q1"}],
        "rules": settings.pop("rules", [{"code": None, "on": None}]),
    }
    book = make_book(settings=settings, pipeline=rows, **sheets)
    return judge(as_workbook(book), book, (), today=TODAY, store=store, level=level)


def codes(judged: Judged) -> list[str]:
    return [f.code for f in judged.findings]


def test_what_a_stage_requires_is_one_finding_a_deal() -> None:
    judged = checked({}, deals(30))
    first = next(f for f in judged.findings if f.code == "SS301" and f.record == "O-0")
    assert "来源和需求为空" in first.message.zh
    assert "Source and Need are blank" in first.message.en
    assert "补上来源和需求" in first.hint.zh
    assert len([f for f in judged.findings if f.record == "O-0" and f.code == "SS301"]) == 1


def test_a_young_workbook_begins_at_level_basic_and_says_how_to_raise_it() -> None:
    young = checked({}, deals())
    assert "SS301" not in codes(young)
    assert young.store[LEVEL] == "basic"
    assert any("check with --level standard" in text.en for text in young.summary.notices)
    again = checked(young.store, deals())
    assert codes(again) == codes(young)
    raised = checked(young.store, deals(), level="standard")
    assert "SS301" in codes(raised)
    assert not any("--level" in text.en for text in raised.summary.notices)
    assert codes(checked(raised.store, deals())) == codes(raised)


def test_a_level_chosen_in_settings_holds_and_a_rule_switched_on_is_listed() -> None:
    assert "SS301" in codes(checked({}, deals(), level="strict"))
    assert "SS301" in codes(checked({}, deals(), rules=[{"code": "SS301", "on": True}]))


def test_a_workbook_that_is_not_young_or_was_checked_before_has_everything_listed() -> None:
    assert "SS301" in codes(checked({}, deals(30)))
    before = {key: text for key, text in checked({}, deals(30)).store.items() if key != LEVEL}
    assert "SS301" in codes(checked(before, deals()))


def test_asking_for_basic_keeps_any_workbook_there() -> None:
    assert "SS301" not in codes(checked({}, deals(30), level="basic"))


def test_limits_of_the_packaged_process_are_proposals_until_accepted() -> None:
    row = {"id": "O-1", "stage": "quote", "owner": "S1", "name": "泵", "stage_since": dt.date(2026, 8, 1)}
    book = make_book(packaged=True, pipeline=[row])
    judged = judge(as_workbook(book), book, (), today=TODAY, store={})
    (told,) = [f for f in judged.findings if f.code == "SS304"]
    assert told.severity is Severity.INFO
    assert "建议期限" in told.message.zh
    assert "against a proposed" in told.message.en
    own = make_book(pipeline=[row])
    assert judge(as_workbook(own), own, (), today=TODAY, store={}).findings[0].severity > Severity.INFO
