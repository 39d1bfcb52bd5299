"""Draft rows, approval by somebody else, and what comes after it."""

from __future__ import annotations

import datetime as dt
from pathlib import Path

import pytest

from sheetsales.cells.edits import EditPlan, SetCell
from sheetsales.errors import BadRequest, NotAWorkbook, NothingToDo
from sheetsales.workflow.opening import open_book
from sheetsales.workflow.paying import approve_pay, draft_pay, preview_pay
from sheetsales.workflow.writing import write_plan
from tests.pay.conftest import BOOK, PEOPLE, QUARTER, TODAY
from tests.pay.sheets import change, commission

MANAGER, LEAD = "Helen Marsh", "Daniel Cole"
SIGNED = {
    MANAGER: 5534.22, LEAD: 10979.52, "Laura Bennett": 38348.50, "Graham Whitlock": 3636.00, "Holly Jenkins": 8090.00,
    "Owen Hughes": 0.00, "Sophie Kerr": 4000.00,
}  # fmt: skip
"""The quarter on value signed with bonuses and honours."""


def draft(folder: Path, period: str = QUARTER, today: dt.date = TODAY) -> None:
    draft_pay(folder / PEOPLE, period, today=today)


def approve(folder: Path, by: str = MANAGER, period: str = QUARTER, today: dt.date = TODAY) -> None:
    approve_pay(folder / PEOPLE, period, by, today=today)


def totals(folder: Path, period: str = QUARTER) -> dict[str, float]:
    sums: dict[str, float] = {}
    for row in commission(folder):
        if row["Period"] == period:
            sums[row["Person"]] = round(sums.get(row["Person"], 0) + row["Commission"], 2)
    return sums


def test_a_preview_writes_nothing(english: Path) -> None:
    before = (english / PEOPLE).read_bytes()
    found = preview_pay(english / PEOPLE, QUARTER, today=TODAY)
    assert {found.book.person_name(who): float(found.pay.total(who)) for who in found.pay.people()} == SIGNED
    assert (english / PEOPLE).read_bytes() == before


def test_drafts_are_written_over_not_added(english: Path) -> None:
    draft(english)
    assert totals(english) == SIGNED
    once = commission(english)
    assert {row["Status"] for row in once} == {"Draft"}
    draft(english)
    assert commission(english) == once


def test_a_dry_run_writes_nothing(english: Path) -> None:
    before = (english / PEOPLE).read_bytes()
    draft_pay(english / PEOPLE, QUARTER, today=TODAY, dry_run=True)
    assert (english / PEOPLE).read_bytes() == before


def test_both_languages_come_to_the_same(both: Path) -> None:
    """Chinese books pay on cash received unless their settings say otherwise."""
    draft(both)
    rows = commission(both)
    amount = "提成" if "期间" in rows[0] else "Commission"
    assert round(sum(row[amount] for row in rows), 2) == (94899.74 if amount == "提成" else 70588.24)


def test_nobody_approves_their_own_pay(english: Path) -> None:
    draft(english)
    found = approve_pay(english / PEOPLE, QUARTER, MANAGER, today=TODAY)
    status = {row["Person"]: (row["Status"], row["Approved by"]) for row in commission(english)}
    assert status[MANAGER] == ("Draft", None)
    assert all(status[who] == ("Approved", MANAGER) for who in SIGNED if who != MANAGER)
    assert "Helen Marsh cannot approve their own pay; somebody else must: £5,534.22." in [
        n.en for n in found.notices
    ]
    approve(english, LEAD)
    assert {row["Status"] for row in commission(english)} == {"Approved"}


@pytest.mark.parametrize(
    ("by", "says"),
    [
        ("", "Say who approves"),
        ("Nobody", "Team has nobody called 'Nobody'"),
        ("Holly Jenkins", "a lead or a manager must"),
    ],
)
def test_who_may_approve(english: Path, by: str, says: str) -> None:
    draft(english)
    with pytest.raises(BadRequest, match=says):
        approve(english, by)


def test_only_drafts_of_today_are_approved_and_only_of_a_period_that_is_over(english: Path) -> None:
    with pytest.raises(NothingToDo, match="has no drafts"):
        approve(english)
    draft(english)
    change(english, "pipeline", "O-0086", "amount", 400_000)
    with pytest.raises(BadRequest, match="Run --draft first"):
        approve(english)
    with pytest.raises(BadRequest, match="2026Q4 ends on 2026-12-31"):
        approve(english, period="2026Q4")


def test_approved_rows_never_change_and_a_difference_is_an_adjustment(english: Path) -> None:
    """A deal of 378,100 turns out as 368,100: the senior rep's quarter, past 600,000, loses 4.5 % of 10,000."""
    draft(english)
    approve(english)
    fixed = [row for row in commission(english) if row["Status"] == "Approved"]
    change(english, "pipeline", "O-0086", "amount", 368_100)
    draft(english)
    rows = commission(english)
    assert [row for row in rows if row["Status"] == "Approved"] == fixed
    adjusted = {row["Person"]: row["Commission"] for row in rows if row["Kind"] == "Adjustment"}
    assert adjusted["Laura Bennett"] == -450.00
    assert all(row["Plan"] == QUARTER for row in rows if row["Kind"] == "Adjustment")
    approve(english)
    draft(english)
    assert not [
        row for row in commission(english) if row["Status"] == "Draft" and row["Person"] == "Laura Bennett"
    ]


def test_a_later_period_takes_the_difference_of_an_earlier_one_and_what_was_carried(english: Path) -> None:
    draft(english)
    approve(english)
    approve(english, LEAD)
    change(english, "pipeline", "O-0086", "amount", 368_100)
    draft(english, "2026Q4")
    fourth = [row for row in commission(english) if row["Period"] == "2026Q4"]
    kinds = {(row["Person"], row["Kind"]): row["Commission"] for row in fourth}
    assert kinds["Laura Bennett", "Adjustment"] == -450.00
    assert kinds["Owen Hughes", "Carried forward"] == -152.31


def test_what_somebody_wrote_beside_a_draft_stays(english: Path) -> None:
    draft(english)
    rows = commission(english)
    at = next(
        i for i, row in enumerate(rows) if row["Opportunity"] == "O-0086" and row["Person"] == "Laura Bennett"
    )
    change(english, "commission", str(at), "query", "Is this the whole order?", own=True)
    change(english, "pipeline", "O-0086", "stage", "Lost")
    draft(english)
    kept = [row for row in commission(english) if row["Query"]]
    assert [(row["Opportunity"], row["Commission"]) for row in kept] == [("O-0086", 0)]
    assert kept[0]["How it came about"] == "By today's data this is not due any more"


def test_a_change_to_an_approved_row_shows(english: Path) -> None:
    draft(english)
    approve(english)
    rows = commission(english)
    at = next(i for i, row in enumerate(rows) if row["Person"] == "Laura Bennett")
    change(english, "commission", str(at), "amount", 99_999, own=True)
    said = [n.en for n in preview_pay(english / PEOPLE, QUARTER, today=TODAY).notices]
    assert said[:1] == [
        "Approved rows of Laura Bennett for 2026Q3 were changed since (they differ from the digest kept). Compare with a backup."
    ]


def test_what_one_more_deal_pays(english: Path) -> None:
    """200,000 more for the senior rep on top of 331,100: 30,000 × 0 … all of it in the tiers of 3 %; lead 0.4 %, manager 0.3 %."""
    found = preview_pay(english / PEOPLE, "2026Q4", today=TODAY, what_if="S03 +200,000")
    assert {k: str(v) for k, v in (found.would or {}).items()} == {
        "S01": "600.00",
        "S02": "800.00",
        "S03": "6000.00",
    }
    for text in ("S03", "Nobody +5", "S03 + many"):
        with pytest.raises(BadRequest):
            preview_pay(english / PEOPLE, "2026Q4", today=TODAY, what_if=text)


@pytest.mark.parametrize(
    ("period", "says"), [("Q9", "'Q9' is no period"), ("2027Q1", "2027Q1 has not begun")]
)
def test_periods_that_cannot_be(english: Path, period: str, says: str) -> None:
    with pytest.raises(BadRequest, match=says):
        preview_pay(english / PEOPLE, period, today=TODAY)


def test_the_shared_workbook_has_no_pay(english: Path) -> None:
    with pytest.raises(NothingToDo, match="has no Commission plans"):
        preview_pay(english / BOOK, QUARTER, today=TODAY)


def test_money_of_an_earlier_quarter_is_paid_by_the_figures_of_that_quarter(made: dict[str, Path]) -> None:
    """On cash the manager's second quarter counts, whose gate goes by the satisfaction of its own surveys."""
    found = preview_pay(made["zh"] / PEOPLE, QUARTER, today=TODAY)
    second = next(
        e for e in found.pay.earned if e.key.person == "S01" and e.key.span.first == dt.date(2026, 4, 1)
    )
    assert [step.unknown for step in second.steps] == [False] * 4


def test_an_honour_by_a_figure_nobody_has_is_said(english: Path) -> None:
    said = [n.en for n in preview_pay(english / PEOPLE, QUARTER, today=TODAY).notices]
    assert any("FORECAST-Q (Best forecaster) goes by forecast accuracy" in text for text in said)
    assert [text.split(" (see")[0] for text in said if "STAR-M" in text] == [
        f"The honour STAR-M (Star of the month): nobody qualifies for 2026-{month}"
        for month in ("07", "08", "09")
    ]
    assert not any("STAR-Q" in text for text in said)


def test_a_period_over_months_already_drafted_is_refused(english: Path) -> None:
    """A quarter is due with its last month: both lengths of period would pay each deal twice."""
    draft(english, "2026-09")
    with pytest.raises(BadRequest, match="already holds rows of 2026-09, which shares months with 2026Q3"):
        draft(english)
    assert (
        "already holds rows of 2026-09" in preview_pay(english / PEOPLE, QUARTER, today=TODAY).notices[0].en
    )
    draft(english, "2026-09")
    draft(english, "2026Q4")


def test_drafts_of_both_lengths_are_not_both_approved(english: Path) -> None:
    """Whoever typed or kept drafts of both gets one of them approved."""
    draft(english)
    rows = commission(english)
    at = next(i for i, row in enumerate(rows) if row["Person"] == "Laura Bennett")
    change(english, "commission", str(at), "period", "2026-09", own=True)
    change(english, "commission", str(at), "status", "Approved", own=True)
    with pytest.raises(BadRequest, match="shares months with 2026Q3"):
        approve(english)


def test_who_has_only_their_own_left_to_approve_is_told(english: Path) -> None:
    draft(english)
    approve(english)
    with pytest.raises(BadRequest, match="Helen Marsh cannot approve their own pay"):
        approve(english)


def test_an_id_changed_in_team_is_named_as_such(english: Path) -> None:
    draft(english)
    approve(english)
    change(english, "team", "S03", "id", "S33")
    said = [n.en for n in preview_pay(english / PEOPLE, QUARTER, today=TODAY).notices]
    assert said[0] == (
        "Team no longer has S03, whose rows of 2026Q3 were approved. If the id was changed, change it back."
    )


@pytest.mark.parametrize("text", ["S03 -5", "S03 +1,0,0", "S03 +1e9", "S03 ,", "S03 +" + "9" * 40])
def test_nonsense_after_if_is_refused(english: Path, text: str) -> None:
    with pytest.raises(BadRequest, match="Write --if as"):
        preview_pay(english / PEOPLE, "2026Q4", today=TODAY, what_if=text)


def test_one_more_deal_of_somebody_who_lacks_a_target_says_so(english: Path) -> None:
    found = preview_pay(english / PEOPLE, "2026Q4", today=TODAY, what_if="S08 ＋20,000.50")
    assert "S08" not in (found.would or {})
    assert [one.person for one in found.pay.open] == ["S08"]


def test_a_row_of_the_plans_copied_down_is_told(english: Path) -> None:
    change(english, "commission_plans", "1", "from", 0, own=True)
    for column, value in (("to", 0.6), ("value", 0.015)):
        change(english, "commission_plans", "1", column, value, own=True)
    said = [n.en for n in preview_pay(english / PEOPLE, QUARTER, today=TODAY).notices]
    assert said[0] == "1 row of Commission plans (REP-2026) repeats a row above and counts once; delete it."


def test_what_is_approved_is_not_approved_twice(english: Path) -> None:
    draft(english)
    approve(english)
    once = commission(english)
    approve(english, LEAD)
    with pytest.raises(NothingToDo, match="no drafts to approve"):
        approve(english)
    draft(english)
    assert [row["Commission"] for row in commission(english)] == [row["Commission"] for row in once]


def test_where_the_shared_workbook_was_moved_the_way_out_is_told(english: Path) -> None:
    before = (english / PEOPLE).read_bytes()
    (english / BOOK).rename(english / "elsewhere.xlsx")
    with pytest.raises(NotAWorkbook, match="Correct Reads workbook in its settings"):
        draft(english)
    assert (english / PEOPLE).read_bytes() == before


def test_where_nobody_has_a_target_only_plans_by_amount_pay(english: Path) -> None:
    """Everybody by attainment is named with the reason, none of them with a nought."""
    table = open_book(english / BOOK, today=TODAY).book.table("targets")
    cells = [cell for row in range(len(table)) if (cell := table.cell(row, "period")) is not None]
    write_plan(english / BOOK, EditPlan(tuple(SetCell(cell, "2020-01") for cell in cells)))
    found = preview_pay(english / PEOPLE, QUARTER, today=TODAY).pay
    plans = {piece.plan for piece in found.slices if piece.kind == "commission"}
    assert plans == {"SEN-2026"}
    unpaid = {one.person for one in found.open if "target" in one.why.en and one.amount}
    assert {"S01", "S02", "S05"} <= unpaid
