"""Six messy workbooks from ``adopt`` to the report, asked at the keyboard and on the sheet: figures are those that pandas
computes from the same rows."""

from __future__ import annotations

import json
import shutil
import sys
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

import pandas as pd
import pytest

from sheetsales.backends.reader import read_workbook
from sheetsales.cells.edits import EditPlan, SetCell
from sheetsales.cli.main import main
from sheetsales.pages import find
from sheetsales.schema.reading import READING
from sheetsales.texts import Lang
from sheetsales.workflow.writing import write_plan
from tests.adopt.first_hour_books import BOOKS
from tests.office.office import choose_answers
from tests.support.terminal import Talk, talk

Figures = Mapping[str, float | None]
MONTH, TODAY = pd.Period("2026-10"), "2026-11-05"


def _deals(
    frame: pd.DataFrame, stage: str, money: str, closed: str, won: str, lost: str, factor: float = 1
) -> Figures:
    """What a script over the rows says of deals, as of the end of the month."""
    month = pd.to_datetime(frame[closed]).dt.to_period("M")
    is_won = (frame[stage] == won) & (month <= MONTH)
    is_open = ~frame[stage].isin([won, lost])
    return {
        "won_amount": frame.loc[is_won & (month == MONTH), money].sum() * factor,
        "won_count": (is_won & (month == MONTH)).sum(),
        "won_year": frame.loc[is_won, money].sum() * factor,
        "open": is_open.sum(),
        "open_amount": frame.loc[is_open, money].sum() * factor,
    }


def _ledger(frame: pd.DataFrame, day: str, money: str, person: str, unpaid: pd.Series | None) -> Figures:
    """The same of a ledger of contracts or orders; persons one by one."""
    month = pd.to_datetime(frame[day]).dt.to_period("M")
    now = frame[month == MONTH]
    return {
        "rows": len(now),
        "amount": now[money].sum(),
        "year": frame.loc[month <= MONTH, money].sum(),
        "outstanding": None if unpaid is None else unpaid.sum(),
        **{f"of {name}": part[money].sum() for name, part in now.groupby(person)},
    }


def _per_rep(path: Path) -> Figures:
    frames = pd.read_excel(path, engine="openpyxl", sheet_name=None, header=2)
    frame = pd.concat(frames[name] for name in ("王芳", "张伟", "李娜"))
    return _deals(frame, "目前进展", "预计金额（万元）", "成交日期", "已签约", "丢单", 10_000)


def _month_sheets(path: Path) -> Figures:
    frames = pd.read_excel(path, engine="openpyxl", sheet_name=None, header=2)
    frame = pd.concat(frames[f"{n}月"] for n in range(1, 11))
    frame = frame[frame["签单日期"] != "合计"]
    return _ledger(frame, "签单日期", "金额", "业务员", frame["未收款"])


def _contracts(path: Path) -> Figures:
    frame = pd.read_excel(path, engine="openpyxl", sheet_name="合同台账", header=2)
    return _ledger(frame, "签订日期", "合同金额（元）", "销售员", frame["合同金额（元）"] - frame["已收款"])


def _orders(path: Path) -> Figures:
    return _ledger(
        pd.read_excel(path, engine="openpyxl", sheet_name="Export"),
        "Order Date",
        "Line Total",
        "Sales Rep",
        None,
    )


def _crm(path: Path) -> Figures:
    frame = pd.read_excel(path, engine="openpyxl", sheet_name="opportunities")
    return _deals(frame, "Stage", "Amount", "Close Date", "Closed Won", "Closed Lost")


def _wide_quotas(path: Path) -> Figures:
    return _deals(
        pd.read_excel(path, engine="openpyxl", sheet_name="Jobs"),
        "Status",
        "Price",
        "Closed on",
        "Won",
        "Lost",
    )


EXPECTED: Mapping[str, Callable[[Path], Figures]] = {
    "per_rep": _per_rep, "month_sheets": _month_sheets, "contracts": _contracts, "orders": _orders, "crm": _crm,
    "wide_quotas": _wide_quotas,
}  # fmt: skip
ZH = ("per_rep", "month_sheets", "contracts")
ANSWERS: Mapping[str, Mapping[str, str]] = {
    "per_rep": {"待签合同": "谈判"},
    "crm": {"Contract out for signature": "Negotiation"},
    "wide_quotas": {"Price": "Amount", "Verbal": "Negotiation"},
}
"""What has to be answered; the other books ask nothing."""


def _lang(book: str) -> Lang:
    return "zh" if book in ZH else "en"


def _run(*arguments: object) -> int:
    with pytest.raises(SystemExit) as ended:
        main([str(argument) for argument in arguments])
    return int(str(ended.value.code))


def _reported(path: Path, capsys: pytest.CaptureFixture[str]) -> Figures:
    """Check, then the figures of the report."""
    assert _run("check", path, "--today", TODAY) in (0, 1)
    capsys.readouterr()
    assert _run("report", path, "--today", TODAY, "--month", str(MONTH), "--json", "--force") == 0
    said: dict[str, Any] = json.loads(capsys.readouterr().out)
    if "from" not in said:
        indicators = {one["code"]: one for one in said["indicators"]}
        return {
            "won_amount": indicators["won_amount"]["value"],
            "won_count": indicators["won_count"]["value"],
            "won_year": indicators["won_amount"]["year_to_date"],
            "open": said["open"]["deals"],
            "open_amount": said["open"]["amount"],
        }
    (ledger,) = said["from"]
    return {
        "rows": ledger["month"]["rows"],
        "amount": ledger["month"]["amount"],
        "year": ledger["year_to_date"]["amount"],
        "outstanding": ledger["outstanding"]["amount"],
        **{f"of {line['owner']}": line["amount"] for line in ledger["by_owner"] if line["rows"]},
    }


def _same(found: Figures, expected: Figures) -> None:
    assert found.keys() == expected.keys()
    for key, value in expected.items():
        assert found[key] == (None if value is None else pytest.approx(float(value))), key


@pytest.fixture(params=BOOKS, ids=str)
def book(request: pytest.FixtureRequest, tmp_path: Path) -> Path:
    """A workbook under its own name, and an untouched copy for pandas."""
    path = BOOKS[request.param](tmp_path / f"{request.param}.xlsx")
    shutil.copy(path, tmp_path / "rows.xlsx")
    return path


def _talk(path: Path) -> Talk:
    """What somebody says to the questions, found by what they are about."""
    answers = ANSWERS.get(path.stem, {})
    return talk(["adopt", str(path)], [*answers.values(), "1"], lang=_lang(path.stem))


@pytest.mark.skipif(sys.platform == "win32", reason="a terminal of its own needs a pty")
def test_at_the_keyboard(book: Path, capsys: pytest.CaptureFixture[str]) -> None:
    said = _talk(book)
    assert said.code == 0, said.text
    for about in ANSWERS.get(book.stem, {}):
        assert about in said.text.split("1/", 1)[1]
    _same(_reported(book, capsys), EXPECTED[book.stem](book.with_name("rows.xlsx")))


def test_on_the_sheet(book: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert _run("adopt", book, "--ask-in-workbook") == 0
    place = find(read_workbook(book), READING)
    assert place is not None
    answers = ANSWERS.get(book.stem, {})
    edits = [
        SetCell(place.cell(i, 6), answers[str(row[2])])
        for i, row in enumerate(place.rows)
        if str(row[2]) in answers
    ]
    assert len(edits) == len(answers)
    asked = [row for row in place.rows if row[0] in ("请回答", "Please answer")]
    assert len(asked) == len(answers)
    if edits:
        write_plan(book, EditPlan(tuple(edits)))
    _same(_reported(book, capsys), EXPECTED[book.stem](book.with_name("rows.xlsx")))
    before = book.read_bytes()
    assert _run("adopt", book, "--yes") == 0
    assert book.read_bytes() == before


@pytest.mark.office
@pytest.mark.parametrize("name", ["per_rep", "wide_quotas"])
def test_on_the_sheet_in_libreoffice(name: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    book = BOOKS[name](tmp_path / f"{name}.xlsx")
    expected = EXPECTED[name](book)
    assert _run("adopt", book, "--ask-in-workbook") == 0
    choose_answers(book, "识别确认" if name in ZH else "Reading", dict(ANSWERS[name]))
    _same(_reported(book, capsys), expected)


def test_the_recorded_talk_of_the_quotas(tmp_path: Path) -> None:
    said = _talk(BOOKS["wide_quotas"](tmp_path / "wide_quotas.xlsx")).text
    assert "1/2  Jobs: 'Price' holds" in said
    assert (
        "Is it Amount?\n     1 yes, it is Amount   2 no, leave it alone   3 ask me later\n     [2] > Amount\n"
        in said
    )
    assert "2/2  'Verbal' under Stage (5 deals," in said
    assert "2 answers noted." in said
    assert "Jan 2026, Feb 2026, Mar 2026 and 9 more (12 columns): the targets of those periods" in said
    assert "What works now:\n  sheetsales check wide_quotas.xlsx" in said


def test_quotas_side_by_side_stand_on_the_sheet_as_targets(tmp_path: Path) -> None:
    book = BOOKS["wide_quotas"](tmp_path / "wide_quotas.xlsx")
    assert _run("adopt", book, "--ask-in-workbook", "--lang", "en") == 0
    place = find(read_workbook(book), READING)
    assert place is not None
    read = {str(row[2]): (row[0], row[5]) for row in place.rows}
    assert read["Oct 2026"] == ("Read", "the target of 2026-10")
    new = tmp_path / "m.toml"
    assert _run("adopt", book, "--write-map", new) == 0
    assert "Oct 2026" not in new.read_text(encoding="utf-8")
