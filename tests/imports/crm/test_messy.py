"""Exports as people and programs spoil them: what is sure is read, what is not is told, and nothing is guessed."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from decimal import Decimal
from pathlib import Path

import pytest

from sheetsales.backends.exports import export_sheets
from sheetsales.backends.exports.read import grid_of
from sheetsales.book.column_readers import Context
from sheetsales.book.parsing.dates import Order
from sheetsales.cells.values import CellValue
from sheetsales.errors import BadRequest
from sheetsales.imports.crm.recognise import Export, recognised
from sheetsales.imports.crm.taking import Asked
from sheetsales.imports.crm.typed import Records, read_records
from sheetsales.imports.crm.values import Decimals, read_dates, read_ids
from tests.imports.crm.support import TODAY, counts, export, of, records, taken_in, whys, workbook

HEADINGS = ("Record Id", "Deal Name", "Account Name", "Stage", "Amount", "Closing Date", "Probability (%)", "Deal Owner")  # fmt: skip
CONTEXT = Context({}, {}, "en", TODAY, False)


def row(
    key: str = "1", name: str = "A", *, stage: str = "Qualification", amount: str = "5",
    close: str = "2026-01-02", chance: str = "10", owner: str = "Ann",
) -> tuple[str, ...]:  # fmt: skip
    return key, name, "N", stage, amount, close, chance, owner


def known(file: str, rows: Sequence[Sequence[CellValue]]) -> Export:
    found = recognised(file, grid_of("deals", 0, rows))
    assert found is not None
    return found


def read(
    *rows: Sequence[CellValue],
    file: str = "deals.csv",
    decimals: Decimals | None = None,
    order: Order | None = None,
) -> Records:
    return read_records(known(file, [HEADINGS, *rows]), CONTEXT, order, "USD", decimals)


@pytest.mark.parametrize("text", ["1.23E+18", "1.23E18", "1,23e+18", "1E+18", "123456789012345000"])
def test_an_id_that_excel_has_shortened_is_never_matched(text: str) -> None:
    found = read_ids([text, "3477061000000534112"] if "E" in text.upper() else [text])
    assert next(iter(found.typed)) is None
    assert set(found.odd) == {0}


def test_zeros_at_the_end_of_a_long_id_may_be_its_own() -> None:
    ids = ["3477061000000534100", "3477061000000534112", "3477061000000534113"]
    assert list(read_ids(ids).typed) == ids
    assert list(read_ids(["1234567890123400"]).typed) == ["1234567890123400"]


def test_an_id_that_lost_its_zeros_is_told_and_makes_no_second_record(tmp_path: Path) -> None:
    book = workbook(tmp_path / "book.xlsx")
    taken_in(book, export(tmp_path / "deals.csv", [HEADINGS, row("000123")]))
    spoilt = of(taken_in(book, export(tmp_path / "next.csv", [HEADINGS, row("123")])), "pipeline")
    assert counts(spoilt) == (0, 0, 0, 1)
    assert "'000123'" in whys(spoilt)[2]
    both = export(tmp_path / "both.csv", [HEADINGS, row("000123"), row("123", "B")])
    assert counts(of(taken_in(book, both), "pipeline")) == (1, 0, 1, 0), "where both are there, they are two"


def test_three_orders_of_dates_in_one_file_prove_none() -> None:
    found = read(
        row("1", close="2026-03-14"), row("2", close="14/03/2026"), row("3", close="03/14/2026"),
        row("4", close="03/04/2026"), row("5", close="4-Mar-26"), row("6", close="05/06/26"),
    )  # fmt: skip
    assert [day and day.isoformat() for day in found.get("close")] == [
        "2026-03-14", "2026-03-14", "2026-03-14", None, "2026-03-04", None,
    ]  # fmt: skip
    assert set(found.refused) == {3, 5}
    assert "--dates" in found.refused[3].why.en


@pytest.mark.parametrize(("order", "day"), [("day", "2026-06-05"), ("month", "2026-05-06")])
def test_a_year_of_two_digits_is_read_where_the_order_was_told(order: Order, day: str) -> None:
    assert list(read_dates(["05/06/26"], CONTEXT, order, ahead=False).typed) == [dt.date.fromisoformat(day)]


@pytest.mark.parametrize(
    ("decimals", "amounts"), [("point", ["1.234", "12.5"]), ("comma", ["1234", "125"])]
)  # fmt: skip
def test_decimals_are_read_as_they_were_told(decimals: Decimals, amounts: list[str]) -> None:
    found = read(row("1", amount="1.234"), row("2", amount="12.5"), decimals=decimals)
    assert list(found.get("amount")) == list(map(Decimal, amounts))


def test_amounts_that_may_be_thousands_or_decimals_are_told() -> None:
    found = read(row("1", amount="1.234"), row("2", amount="12.500"), row("3", amount="300"))
    assert list(found.get("amount")) == [None, None, Decimal(300)]
    assert "--decimal" in found.refused[0].why.en
    proven = read(row("1", amount="1.234"), row("2", amount="12.50"))
    assert list(proven.get("amount")) == [Decimal("1.234"), Decimal("12.50")]
    commas = read(row("1", amount="1.234,50"), row("2", amount="(300,00)"), row("3", amount="12.500,00"))
    assert list(commas.get("amount")) == [Decimal("1234.50"), Decimal("-300.00"), Decimal("12500.00")]


def test_a_share_among_whole_percentages_is_told() -> None:
    found = read(row("1", chance="0.5"), row("2", chance="75"), row("3", chance="50%"))
    assert list(found.get("probability")) == [None, 0.75, 0.5]
    assert "0.5 %" in found.blanked[0].why.en


def test_an_amount_and_a_column_that_name_two_currencies_are_refused() -> None:
    rows = [
        (*HEADINGS, "Currency"),
        (*row("1", amount="€5"), "USD"), (*row("2", amount="€5"), ""), (*row("3", amount="$5"), "USD"),
    ]  # fmt: skip
    found = read_records(known("deals.csv", rows), CONTEXT, None, "USD")
    assert list(found.get("currency")) == ["USD", "EUR", "USD"]
    assert found.refused[0].why.en == "the amount says EUR, the column of currencies USD"
    assert set(found.refused) == {0}


@pytest.mark.parametrize(
    "below",
    [
        [("Grand Total", None, None, None, "5"), ("Confidential",)],
        [(None, None, None, "Grand total", "5"), ("合计", None, None, None, "5"), ("Count", 1)],
        [(), ("Confidential Information - Do Not Distribute",), ("Copyright (c) 2000-2026 salesforce.com",), ("Generated By: Ann",)],
    ],
)  # fmt: skip
def test_what_programs_print_below_is_no_record(below: list[tuple[CellValue, ...]]) -> None:
    found = read(row(), *below)
    assert found.rows == [2]
    assert not found.refused


def test_a_row_with_more_cells_than_headings_is_refused(tmp_path: Path) -> None:
    lines = [HEADINGS, row("1"), row("2")]
    text = "\n".join(",".join(one) for one in lines) + "\n3,A,N,Qualification,1,234.00,2026-01-02,10,Ann\n"
    path = tmp_path / "deals.csv"
    path.write_text(text, encoding="utf-8")
    found = read_records(known("deals.csv", _rows(path)), CONTEXT, None, "USD")
    assert "shifted" in found.refused[2].why.en
    assert set(found.refused) == {2}
    unnamed = [(*HEADINGS, None), (*row("1"), "x"), (*row("2"), "y"), row("3")]
    assert not read_records(known("deals.csv", unnamed), CONTEXT, None, "USD").refused


def _rows(path: Path) -> list[tuple[CellValue, ...]]:
    return list(zip(*export_sheets(path)[0].columns, strict=True))


@pytest.mark.parametrize(
    ("encoding", "name"),
    [("utf-8-sig", "甲"), ("gb18030", "甲项目"), ("utf-16", "甲"), ("utf-16-le", "甲"), ("cp1252", "Müller 300 € ÄÖÜ")],
)  # fmt: skip
@pytest.mark.parametrize("sign", [",", ";", "\t", "|"])
def test_encodings_and_signs_are_found(tmp_path: Path, encoding: str, name: str, sign: str) -> None:
    path = export(tmp_path / "deals.csv", [HEADINGS, row("1", name)], encoding=encoding, sign=sign)
    assert _rows(path)[1] == row("1", name)


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (",".join(HEADINGS).encode() + b'\r\n1,"A,N,Qualification,5\r\n2,B,N,Qualification,6\r\n', "no partner"),
        (",".join(HEADINGS).encode() + "\r\n1,專案,臺北公司,Qualification,5\r\n".encode("big5"), "encoding"),
        (",".join(HEADINGS).encode() + b"\r\n1,\0A,N,Qualification,5\r\n", "damaged"),
    ],
)  # fmt: skip
def test_what_would_be_read_wrong_is_refused_whole(tmp_path: Path, content: bytes, said: str) -> None:
    path = tmp_path / "deals.csv"
    path.write_bytes(content)
    with pytest.raises(BadRequest, match=said):
        export_sheets(path)


def test_text_that_is_called_xls_is_read(tmp_path: Path) -> None:
    path = export(tmp_path / "deals.xls", [HEADINGS, row()])
    assert _rows(path)[1] == row()
    path.write_bytes(b"<html><table><tr><td>Deal Name,</td></tr></table></html>")
    with pytest.raises(BadRequest, match="not what its ending says"):
        export_sheets(path)


def test_what_looks_like_a_formula_stays_a_text_and_a_second_import_changes_no_byte(tmp_path: Path) -> None:
    book = workbook(tmp_path / "book.xlsx")
    names = ("=1+1", "@handle", "+86 138 0000 0000", "-x", "=cmd|'/c calc'!A0")
    rows = [row(str(n), name) for n, name in enumerate(names)]
    path = export(tmp_path / "deals.csv", [HEADINGS, *rows, row("9", "x" * 40_000)])
    first = of(taken_in(book, path), "pipeline")
    assert counts(first) == (len(names), 0, 0, 1)
    assert "40,000" in whys(first)[7]
    assert [name for (name,) in records(book, "pipeline", "name")] == list(names)
    before = book.read_bytes()
    assert counts(of(taken_in(book, path), "pipeline")) == (0, 0, len(names), 1)
    assert book.read_bytes() == before


def test_headings_that_stand_twice_are_told() -> None:
    found = known("deals.csv", [(*HEADINGS, "amount", "Remark"), (*row(), "7", "x")])
    assert found.repeated == ("amount",)
    assert found.left == ("amount", "Remark")


def test_an_owner_who_is_only_an_id_joins_no_team(tmp_path: Path) -> None:
    book = workbook(tmp_path / "book.xlsx")
    rows = [row("1", owner="Ann"), row("2", "B", owner="005000000000001AAA"), row("3", "C", owner="")]
    result = taken_in(book, export(tmp_path / "deals.csv", [HEADINGS, *rows]))
    assert [one.name for one in result.outcome.people] == ["Ann"]
    assert of(result, "pipeline").nobody == {"005000000000001AAA": 1}


def test_the_same_record_twice_without_ids_is_told_by_its_row(tmp_path: Path) -> None:
    book = workbook(tmp_path / "book.xlsx")
    rows = [HEADINGS[1:], row("1")[1:], row("2")[1:]]
    taken = of(taken_in(book, export(tmp_path / "deals.csv", rows)), "pipeline")
    assert whys(taken) == {3: "row 2 says the same record, and no id tells the two apart"}


def test_the_decimals_that_were_told_reach_the_workbook(tmp_path: Path) -> None:
    book = workbook(tmp_path / "book.xlsx")
    path = export(tmp_path / "deals.csv", [HEADINGS, row(amount="1.234")], sign=";")
    taken_in(book, path, asked=Asked(decimals="comma"))
    assert records(book, "pipeline", "amount") == [(Decimal(1234),)]
