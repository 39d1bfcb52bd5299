"""Which check keeps a month, and when a month is final."""

import datetime as dt
import json
import zipfile
from dataclasses import replace
from pathlib import Path

import pytest

from sheetsales.checking import closing, memory
from sheetsales.checking.closing import LAST_CHECK, with_snapshot
from sheetsales.errors import BadRequest, EditRefused
from sheetsales.process.snapshot import Snapshots
from sheetsales.workflow.checking import check
from sheetsales.workflow.closing import close
from sheetsales.workflow.opening import open_book
from tests.checking.files import team_book
from tests.checking.test_judge import GOOD, checked, deal
from tests.support.commands import exit_code

D = dt.date
OCTOBER, NOVEMBER = D(2026, 10, 30), D(2026, 11, 2)
ABOUT = "snapshot.2026-10.about"


@pytest.fixture
def book(tmp_path: Path) -> Path:
    return team_book(tmp_path / "book.xlsx")


def store_of(book: Path) -> dict[str, str]:
    return dict(open_book(book, today=NOVEMBER).store)


def kept_after(store: dict[str, str], today: dt.date) -> dict[str, str]:
    judged = checked([GOOD, deal(2)], today=today, store=store)
    return dict(with_snapshot(judged, store).store)


def test_the_first_check_after_a_months_end_keeps_it(book: Path) -> None:
    check(book, today=OCTOBER)
    assert ABOUT not in store_of(book)
    notices = check(book, today=NOVEMBER).judged.summary.notices
    assert [said.en for said in notices if said.en.startswith("The figures of October 2026 are kept")]
    assert store_of(book)[ABOUT] == "2026-11-02\t"
    kept = Snapshots(store_of(book)).of("2026-10")
    assert kept is not None
    assert {deal.id for deal in kept.deals} >= {"O-0118", "O-0109", "O-0003"}
    assert any(finding.told for finding in kept.findings)


def test_a_second_check_of_the_same_day_changes_nothing(book: Path) -> None:
    check(book, today=OCTOBER)
    check(book, today=NOVEMBER)
    before = book.read_bytes()
    assert check(book, today=NOVEMBER).plan.edits == ()
    assert book.read_bytes() == before


def test_the_very_first_check_keeps_no_month_before_it(book: Path) -> None:
    check(book, today=NOVEMBER)
    store = store_of(book)
    assert store[LAST_CHECK] == "2026-11"
    assert not Snapshots(store).months
    check(book, today=NOVEMBER + dt.timedelta(days=1))
    assert not Snapshots(store_of(book)).months


def test_until_the_tenth_it_is_renewed_once_a_day() -> None:
    first = kept_after({LAST_CHECK: "2026-10"}, NOVEMBER)
    assert first[ABOUT] == "2026-11-02\t"
    assert ABOUT not in kept_after(
        {**first, "check.fingerprint": "x", ABOUT: "2026-11-02\t2026-11-02"}, D(2026, 11, 5)
    )
    assert kept_after(first, D(2026, 11, 10))[ABOUT] == "2026-11-10\t"
    assert ABOUT not in kept_after(first, D(2026, 11, 11))


def test_a_check_long_after_still_keeps_the_month_just_over() -> None:
    assert kept_after({LAST_CHECK: "2026-07"}, D(2026, 11, 25))[ABOUT] == "2026-11-25\t"


def test_of_checks_that_did_not_keep_the_month_the_oldest_finding_tells() -> None:
    old = checked([GOOD, deal(2)], today=D(2026, 10, 5)).store
    assert ABOUT in kept_after({memory.SINCE: old[memory.SINCE]}, NOVEMBER)
    new = checked([GOOD, deal(2)], today=NOVEMBER).store
    assert ABOUT not in kept_after({memory.SINCE: new[memory.SINCE]}, NOVEMBER)


def test_what_the_level_holds_back_is_kept_as_not_told() -> None:
    judged = checked([GOOD, deal(2)], today=NOVEMBER)
    judged = replace(judged, findings=(), found=judged.found)
    snapshot = closing.snapshot_of(judged, "2026-10")
    assert snapshot.findings
    assert not any(finding.told for finding in snapshot.findings)


def test_close_finalises_a_month_and_touches_nothing_else(book: Path) -> None:
    check(book, today=OCTOBER)
    with zipfile.ZipFile(book) as package:
        before = {name: package.read(name) for name in package.namelist()}
    closed = close(book, today=D(2026, 11, 3))
    assert not closed.already
    assert store_of(book)[ABOUT] == "2026-11-03\t2026-11-03"
    with zipfile.ZipFile(book) as package:
        changed = {name for name in package.namelist() if before.get(name) != package.read(name)}
    assert len([name for name in changed if name.startswith("xl/worksheets/")]) == 1
    again = close(book, today=D(2026, 11, 5))
    assert again.already
    assert again.plan.edits == ()
    assert close(book, today=D(2026, 11, 5), force=True).snapshot.closed_on == D(2026, 11, 5)
    check(book, today=D(2026, 11, 6))
    assert store_of(book)[ABOUT] == "2026-11-05\t2026-11-05"


def test_closing_an_unchecked_workbook_adds_the_store_and_a_dry_run_nothing(book: Path) -> None:
    before = book.read_bytes()
    assert close(book, today=NOVEMBER, dry_run=True).plan.edits
    assert book.read_bytes() == before
    close(book, today=NOVEMBER)
    assert Snapshots(store_of(book)).months == ("2026-10",)


@pytest.mark.parametrize(
    ("month", "said"), [("2026-11", "not over yet"), ("soon", "not a month"), ("2027-01", "2026-10")]
)
def test_a_month_that_is_not_over_is_refused(book: Path, month: str, said: str) -> None:
    with pytest.raises(BadRequest) as refused:
        close(book, today=NOVEMBER, month=month)
    assert said in refused.value.text.en


def test_a_protected_structure_has_no_place_for_it(book: Path) -> None:
    import openpyxl
    from openpyxl.workbook.protection import WorkbookProtection

    workbook = openpyxl.load_workbook(book)
    workbook.security = WorkbookProtection(lockStructure=True)
    workbook.save(book)
    before = book.read_bytes()
    with pytest.raises(EditRefused):
        close(book, today=NOVEMBER)
    assert book.read_bytes() == before


@pytest.mark.parametrize(
    ("lang", "first", "again"),
    [
        ("en", "October 2026 is finalised (2026-11-03).", "October 2026 was finalised on 2026-11-03"),
        ("zh", "2026 年 10 月已定稿（2026-11-03）。", "2026 年 10 月已在 2026-11-03 定稿"),
    ],
)
def test_the_command_says_what_it_did(
    book: Path, lang: str, first: str, again: str, capsys: pytest.CaptureFixture[str]
) -> None:
    call = ["close", str(book), "--today", "2026-11-03", "--lang", lang]
    assert exit_code([*call, "--dry-run"]) == 0
    assert "finalised (" not in capsys.readouterr().out
    assert exit_code(call) == 0
    assert capsys.readouterr().out.splitlines()[0] == first
    assert exit_code(call) == 0
    assert capsys.readouterr().out.startswith(again)
    assert exit_code([*call, "--month", "2026-08"]) == 0
    assert {"en": "were not kept", "zh": "没有留"}[lang] in capsys.readouterr().out
    assert exit_code([*call, "--json"]) == 0
    document = json.loads(capsys.readouterr().out)
    assert (document["month"], document["closed_on"], document["already"]) == ("2026-10", "2026-11-03", True)
    assert document["written"] is False
    assert document["indicators"][0]["code"] == "won_amount"
