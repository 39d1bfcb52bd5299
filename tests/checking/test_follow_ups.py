"""Logged once: a follow-up moves its deal's next step, its customer's contacts, and closes the task it kept."""

from __future__ import annotations

import datetime as dt
from typing import Any

import pytest

from sheetsales.cells.edits import SetCell
from sheetsales.checking.fixes.find import find_fixes
from sheetsales.checking.fixes.fix import What
from sheetsales.findings import Finding
from sheetsales.planning.completion import completion
from sheetsales.rules.catalogue import find
from sheetsales.rules.scene import Scene
from tests.rules.books import as_workbook, make_book

D = dt.date
TODAY = D(2026, 11, 2)


def book(**changes: Any) -> Any:
    deal: dict[str, Any] = {
        "id": "O-1", "customer": "C-1", "stage": "quote", "owner": "S1", "next_step": "打电话", "next_step_on": D(2026, 10, 20),
    }  # fmt: skip
    call: dict[str, Any] = {
        "date": D(2026, 10, 20), "rep": "S1", "customer": "C-1", "opportunity": "O-1", "next_step": "报价", "next_on": D(2026, 11, 6),
    }  # fmt: skip
    before: dict[str, Any] = {
        **call,
        "date": D(2026, 10, 12),
        "next_step": "打电话",
        "next_on": D(2026, 10, 20),
    }
    customer = {"id": "C-1", "name": "甲", "last_contact": None, "next_contact": D(2026, 10, 1)}
    task = {
        "id": "T-1", "title": "甲：打电话", "status": "open", "opportunity": "O-1", "customer": "C-1", "step": None,
        "from": "manual", "due": D(2026, 10, 20), "done_on": None, "assignee": "S1",
    }  # fmt: skip
    return make_book(
        pipeline=[deal | changes.get("deal", {})],
        activities=changes.get("activities", [before, call | changes.get("call", {})]),
        customers=[customer | changes.get("customer", {})],
        tasks=[task | changes.get("task", {})],
        team=[{"id": "S1", "name": "周敏"}],
    )


def mended(**changes: Any) -> dict[str, Any]:
    found = book(**changes)
    fixes = find_fixes(as_workbook(found), found, today=TODAY)
    told = {str(fix.at): fix.after for fix in fixes.fixed if fix.what is What.FOLLOWED}
    assert [e.at for e in fixes.edits if isinstance(e, SetCell)] == [fix.at for fix in fixes.fixed]
    return told


def codes(**changes: Any) -> list[Finding]:
    found = find(Scene(book(**changes), TODAY), ()).findings
    return [f for f in found if f.code in ("SS221", "SS112", "SS508")]


def test_all_that_a_follow_up_settled_is_carried_over() -> None:
    assert mended() == {
        "商机!F2": D(2026, 11, 6),
        "商机!E2": "报价",
        "客户!C2": D(2026, 10, 20),
        "客户!D2": D(2026, 11, 6),
        "任务!C2": "done",
        "任务!I2": D(2026, 10, 20),
    }


def test_it_is_proposed_first() -> None:
    contacts, step, task = codes()
    assert step.message.zh == "甲（O-1）在 10 月 20 日的跟进里约了 11 月 6 日，下一步日期还是 10 月 20 日。"
    assert (
        step.message.en
        == "甲 (O-1) was followed up on 20 October for 6 November, but its next step still stands on 20 October."
    )
    assert "the last contact was on 20 October and the next is agreed for 6 November" in contacts.message.en
    assert (
        task.message.en == "Task '甲：打电话' (T-1) is open, but the deal was followed up on the day agreed."
    )


@pytest.mark.parametrize(
    "changes",
    [
        {"deal": {"next_step_on": D(2026, 10, 30)}},
        {"deal": {"stage": "won"}},
        {"call": {"next_on": None}},
        {"call": {"next_on": D(2026, 10, 19)}},
        {"call": {"date": D(2026, 11, 3)}},
        {"call": {"opportunity": None}},
    ],
    ids=["set since", "won", "nothing agreed", "agreed for the past", "still to come", "about no deal"],
)
def test_a_next_step_that_is_nobodys_to_move_stays(changes: dict[str, Any]) -> None:
    assert "商机!F2" not in mended(**changes)
    assert "商机!E2" not in mended(**changes)


def test_a_blank_next_step_is_filled_and_one_without_words_keeps_them() -> None:
    blank = {"next_step_on": None}
    assert mended(deal=blank)["商机!F2"] == D(2026, 11, 6)
    assert "还空着" in next(f for f in codes(deal=blank) if f.code == "SS221").message.zh
    assert "商机!E2" not in mended(call={"next_step": None})


def test_a_customer_in_touch_since_or_with_a_later_date_stays() -> None:
    customer = {"last_contact": D(2026, 10, 25), "next_contact": D(2026, 12, 1)}
    assert not [cell for cell in mended(customer=customer) if cell.startswith("客户")]
    assert not mended(activities=[])
    assert not codes(activities=[])


@pytest.mark.parametrize(
    "task",
    [{"status": "done"}, {"due": D(2026, 10, 27)}, {"from": "quota"}, {"due": None}, {"opportunity": "O-9"}],
    ids=["done", "agreed for no such day", "a quota", "without a day", "another deal"],
)
def test_a_task_that_the_follow_up_does_not_prove_stays_open(task: dict[str, Any]) -> None:
    assert "任务!C2" not in mended(task=task)


def test_a_contact_due_is_proved_by_any_activity_with_the_customer() -> None:
    task = {"opportunity": None, "from": "cadence", "due": D(2026, 10, 30)}
    assert mended(task=task)["任务!C2"] == "done"
    (proposal,) = completion(book(task=task), TODAY).proposals
    assert (proposal.on, proposal.agreed) == (D(2026, 10, 20), False)
    assert "任务!C2" not in mended(task=task | {"due": D(2026, 11, 30)})
