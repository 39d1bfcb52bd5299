"""Eight messy ledgers adopted, checked and reported: the findings, the totals by a second reading, every cell where it was."""

from __future__ import annotations

import datetime as dt
import json
import re
from pathlib import Path
from typing import Any, Final

import pandas as pd
import pytest
from openpyxl import load_workbook

from sheetsales.cli.main import main
from tests.adopt.ledger_books import LEDGERS, Ledger

TODAY: Final = "2026-11-02"
TOLD: Final[dict[str, set[tuple[str, str]]]] = {
    "contracts zh": {("SS020", "F6"), ("SS020", "G6"), ("SS020", "I6"), ("SS652", "J6"), ("SS654", "I9"), ("SS019", "G10")},
    "contracts en": {("SS020", "D6"), ("SS020", "E6"), ("SS652", "J7"), ("SS654", "G8")},
    "receipts zh": {("SS020", "E4"), ("SS020", "G6"), ("SS651", "E4"), ("SS654", "G8"), ("SS014", "H9")},
    "receipts en": {("SS020", "E6"), ("SS020", "G6"), ("SS651", "E5"), ("SS654", "H8"), ("SS656", "G10")},
    "orders zh": {("SS020", "J5"), ("SS020", "H6"), ("SS638", "G6"), ("SS635", "I8"), ("SS633", "J9")},
    "orders en": {("SS020", "H6"), ("SS638", "G6"), ("SS635", "I8"), ("SS633", "J9")},
    "quotations zh": {("SS020", "H5"), ("SS020", "I6"), ("SS638", "G5")},
    "quotations en": {("SS020", "H5"), ("SS020", "I6"), ("SS638", "G5")},
}  # fmt: skip
"""Every finding above information: all of it is in the ledgers, and nothing else is."""


def run(capsys: pytest.CaptureFixture[str], *arguments: str) -> str:
    capsys.readouterr()
    with pytest.raises(SystemExit):
        main(list(arguments))
    return capsys.readouterr().out


def adopted(ledger: Ledger, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> Path:
    path = ledger.made(tmp_path / "ledger.xlsx")
    run(capsys, "adopt", str(path), "--yes")
    return path


def findings(path: Path, capsys: pytest.CaptureFixture[str]) -> list[dict[str, Any]]:
    said = run(capsys, "check", str(path), "--today", TODAY, "--level", "standard", "--json")
    found: list[dict[str, Any]] = json.loads(said)["findings"]
    return found


def cells(path: Path, sheet: str) -> list[tuple[Any, ...]]:
    return list(load_workbook(path)[sheet].iter_rows(values_only=True))


@pytest.mark.parametrize("name", LEDGERS)
def test_first_findings_are_right_and_nothing_is_lost(
    name: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path = adopted(LEDGERS[name], tmp_path, capsys)
    before = cells(path, LEDGERS[name].sheet)
    found = findings(path, capsys)
    told = {(one["code"], one["cell"]) for one in found if one["severity"] != "info"}
    assert told == TOLD[name]
    assert len(told) == sum(one["severity"] != "info" for one in found)
    assert cells(path, LEDGERS[name].sheet) == before


def day_of(cell: Any) -> dt.date | None:
    """A second reading of dates, by nothing of ours."""
    if pd.isna(cell) or isinstance(cell, dt.date):
        return None if pd.isna(cell) else cell
    text = re.sub("日$", "", re.sub("[年月.]", "-", str(cell)))
    for written in ("%Y-%m-%d", "%d %B %Y", "%d %b %Y", "%d/%m/%Y"):
        found = pd.to_datetime(text, format=written, errors="coerce")
        if not pd.isna(found):
            return found.date()
    return None


def table(path: Path, name: str) -> pd.DataFrame:
    """The rows with a number of their own, the columns by their places."""
    frame = pd.read_excel(path, sheet_name=LEDGERS[name].sheet, header=None, engine="openpyxl")
    return frame[frame[NUMBERS.get(name, 1)].map(is_number)]


def is_number(value: Any) -> bool:
    return isinstance(value, str) and value.startswith(("XS-", "CT-", "DD-", "SO-", "BJ-", "Q-"))


NUMBERS: Final = {"contracts en": 0, "quotations zh": 0, "quotations en": 0}
"""Where the number stands, if not in the second column."""
SUMS: Final[dict[str, tuple[tuple[str, int, int, float], ...]]] = {
    "contracts zh": (("contracts", 5, 4, 1e4), ("receipts", 6, 7, 1e4), ("receipts", 8, 9, 1e4), ("receipts", 10, 11, 1e4)),
    "contracts en": (("contracts", 3, 2, 1), ("receipts", 4, 5, 1), ("receipts", 6, 7, 1), ("receipts", 8, 9, 1)),
    "receipts zh": (("receipts", 6, 7, 1e4),),
    "receipts en": (("receipts", 6, 7, 1),),
    "orders zh": (("orders", 7, 6, 1),),
    "orders en": (("orders", 7, 6, 1e3),),
    "quotations zh": (("quotes", 7, 6, 1),),
    "quotations en": (("quotes", 7, 6, 1),),
}  # fmt: skip
"""By ledger: record, place of the day, place of the money, and the unit of the money."""


def by_month(path: Path, name: str) -> dict[str, dict[str, float]]:
    """What each month comes to, a line without a day having that of its number."""
    rows = table(path, name)
    numbers = rows[NUMBERS.get(name, 1)]
    found: dict[str, dict[str, float]] = {}
    for record, day, money, unit in SUMS[name]:
        days = rows[day].map(day_of).astype(object)
        if record in ("orders", "quotes"):
            days = days.groupby(numbers).transform("first")
        amounts = pd.to_numeric(rows[money], errors="coerce") * unit
        known = days.notna() & amounts.notna()
        months = found.setdefault(record, {})
        for on, amount in zip(days[known], amounts[known], strict=True):
            months[f"{on:%Y-%m}"] = months.get(f"{on:%Y-%m}", 0) + float(amount)
    return found


@pytest.mark.parametrize("name", LEDGERS)
def test_the_months_come_to_what_a_second_reading_adds_up(
    name: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path = adopted(LEDGERS[name], tmp_path, capsys)
    said = run(capsys, "report", str(path), "--today", TODAY, "--json")
    told = {
        one["record"]: {line["month"]: line["amount"] for line in one["by_month"] if line["rows"]}
        for one in json.loads(said)["from"]
    }
    expected = by_month(path, name)
    assert told.keys() == expected.keys()
    for record, months in expected.items():
        assert told[record] == pytest.approx(months), record


def test_what_instalments_leave_open_is_known(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path = adopted(LEDGERS["contracts zh"], tmp_path, capsys)
    said = json.loads(run(capsys, "report", str(path), "--today", TODAY, "--json"))
    signed, received = said["from"]
    assert signed["outstanding"] == {"amount": 27_500.0, "rows_unknown": 0, "from": "合同台账"}
    left = [(one["what"], one["amount"], one["cells"]) for one in received["left_out"]]
    assert left == [("没有日期，或日期看不懂", 296_000.0, ["合同台账!G10", "合同台账!I9"])]
    owners = {line["owner"]: line["year_to_date"] for line in received["by_owner"]}
    assert owners == {"林晓燕": 200_500.0, "赵国梁": 465_000.0}


def test_adopting_says_how_instalments_are_read(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path = LEDGERS["contracts en"].made(tmp_path / "ledger.xlsx")
    said = run(capsys, "adopt", str(path), "--yes")
    assert (
        "Payment 1, Payment 2, Final payment (6 columns): each payment is read as a row of Receipts" in said
    )
    assert "sheets add ledger.xlsx receipts" not in said


def test_headings_that_are_left_alone_are_no_instalments(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path = LEDGERS["contracts en"].made(tmp_path / "ledger.xlsx")
    answers = tmp_path / "map.toml"
    lines = "\n".join(f'"{heading}" = "-"' for heading in LEDGERS["contracts en"].rows[3][4:10])
    answers.write_text(f'[sheets."Contracts FY26".columns]\n{lines}\n', encoding="utf-8")
    run(capsys, "adopt", str(path), "--map", str(answers))
    said = json.loads(run(capsys, "report", str(path), "--today", TODAY, "--json"))
    assert [one["record"] for one in said["from"]] == ["contracts"]


def test_mending_goes_back_to_the_cells_of_the_instalment(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path = adopted(LEDGERS["contracts en"], tmp_path, capsys)
    before = cells(path, "Contracts FY26")
    run(capsys, "check", str(path), "--today", TODAY, "--fix")
    after = cells(path, "Contracts FY26")
    changed = {
        (r, c): now
        for r, (old, new) in enumerate(zip(before, after, strict=True), 1)
        for c, (was, now) in enumerate(zip(old, new, strict=True), 1)
        if was != now
    }
    assert changed == {(6, 4): dt.datetime(2026, 3, 14), (6, 5): dt.datetime(2026, 3, 31)}


def test_a_receipts_sheet_beside_counts_for_the_contracts_it_names(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path = LEDGERS["contracts en"].made(tmp_path / "ledger.xlsx")
    book = load_workbook(path)
    sheet = book.create_sheet("Receipts log")
    for row in (
        ("Contract No.", "Instalment", "Date received", "Amount received", "Customer"),
        ("CT-101", "Deposit", dt.date(2026, 2, 20), 14400, "Norbury Machinery Ltd"),
        ("CT-104", "Deposit", dt.date(2026, 9, 1), 4000, "Kestrel Packaging"),
    ):
        sheet.append(row)
    book.save(path)
    run(capsys, "adopt", str(path), "--yes")
    said = json.loads(run(capsys, "report", str(path), "--today", TODAY, "--json"))
    received = next(one for one in said["from"] if one["record"] == "receipts")
    assert received["year_to_date"]["amount"] == 14_400 + 5_850 + 33_000 + 33_000 + 6_600 + 4_000


def test_a_receipts_sheet_of_ours_goes_on_from_the_instalments_beside(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """What stands in columns stays read and has no number of its own; what comes next gets rows on the new sheet."""
    path = adopted(LEDGERS["contracts en"], tmp_path, capsys)
    run(capsys, "sheets", "add", str(path), "receipts")
    found = findings(path, capsys)
    (half,) = [one for one in found if one["code"] == "SS654"]
    assert (half["cell"], half["record"]) == ("G8", "")
    assert half["message"].startswith("'Contracts FY26'!G8 has 4,000 received")
    export = tmp_path / "bank.csv"
    export.write_text("Date,Amount,Name,Reference\n2026-11-02,100,Larkhill,CT-102\n", encoding="utf-8")
    run(capsys, "import", str(path), str(export), "--from", "bank", "--today", TODAY)
    rows = [row for row in cells(path, "Receipts") if row[1] == "CT-102"]
    assert [(row[6], row[2]) for row in rows] == [(100, None)]
    said = json.loads(
        run(capsys, "report", str(path), "--today", "2026-11-30", "--month", "2026-11", "--json")
    )
    (received,) = [one for one in said["from"] if one["record"] == "receipts"]
    assert received["month"] == {"rows": 1, "amount": 100.0}
