"""Sheets read before are not read again; what changed is, and what comes out is the same either way."""

from __future__ import annotations

import zipfile
from io import BytesIO
from pathlib import Path

import pytest
import xlsxwriter

from sheetsales.backends import reader
from sheetsales.backends.reader import keep_sheets, read_workbook
from sheetsales.backends.reading.kept import KeptSheets
from sheetsales.backends.reading.sheet import read_sheet


@pytest.fixture
def parts_read(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """The parts that are really read, in a process that keeps sheets."""
    found: list[str] = []

    def counted(package: object, part: str, decoders: object) -> object:
        found.append(part)
        return read_sheet(package, part, decoders)  # type: ignore[arg-type]  # as the reader hands them on

    monkeypatch.setattr(reader, "_kept", None)
    monkeypatch.setattr(reader, "read_sheet", counted)
    keep_sheets()
    return found


def book(path: Path, *, amount: float = 5, words: tuple[str, ...] = ("上海", "武汉")) -> Path:
    out = BytesIO()
    made = xlsxwriter.Workbook(out, {"in_memory": True})
    deals, people = made.add_worksheet("Deals"), made.add_worksheet("People")
    people.write_column(0, 0, words)
    deals.write_row(0, 0, ["Amount", "Note"])
    deals.write_row(1, 0, [amount, words[0]])
    made.close()
    path.write_bytes(out.getvalue())
    return path


def values(path: Path) -> list[list[object]]:
    return [[list(column) for column in grid.columns] for grid in read_workbook(path).grids]


def test_only_sheets_that_changed_are_read_again(tmp_path: Path, parts_read: list[str]) -> None:
    first = values(book(tmp_path / "a.xlsx"))
    assert parts_read == ["xl/worksheets/sheet1.xml", "xl/worksheets/sheet2.xml"]
    assert values(book(tmp_path / "b.xlsx")) == first
    assert len(parts_read) == 2
    changed = values(book(tmp_path / "a.xlsx", amount=7))
    assert parts_read[2:] == ["xl/worksheets/sheet1.xml"]
    assert changed[0] == [["Amount", 7], ["Note", "上海"]]
    assert changed[1] == first[1]


def test_other_texts_behind_the_same_numbers_are_read_anew(tmp_path: Path, parts_read: list[str]) -> None:
    values(book(tmp_path / "a.xlsx", words=("上海", "武汉")))
    other = values(book(tmp_path / "a.xlsx", words=("北京", "广州")))
    assert other == [[["Amount", 5], ["Note", "北京"]], [["北京", "广州"]]]
    assert len(parts_read) == 4


def with_texts(path: Path, more: bytes) -> Path:
    """The same sheets, byte for byte, with texts added behind those that are there."""
    with zipfile.ZipFile(book(path)) as old:
        parts = {name: old.read(name) for name in old.namelist()}
    parts["xl/sharedStrings.xml"] = parts["xl/sharedStrings.xml"].replace(b"</sst>", more + b"</sst>")
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as new:
        for name, data in parts.items():
            new.writestr(name, data)
    return path


def test_texts_that_came_behind_the_others_leave_the_sheets_as_they_were(
    tmp_path: Path, parts_read: list[str]
) -> None:
    first = values(with_texts(tmp_path / "a.xlsx", b""))
    assert values(with_texts(tmp_path / "b.xlsx", b"<si><t>new</t></si>")) == first
    assert len(parts_read) == 2


def test_another_meaning_of_dates_or_styles_is_another_sheet(tmp_path: Path, parts_read: list[str]) -> None:
    def dated(path: Path, style: str) -> Path:
        out = BytesIO()
        made = xlsxwriter.Workbook(out, {"in_memory": True})
        made.add_worksheet("Days").write_number(0, 0, 46000, made.add_format({"num_format": style}))
        made.close()
        path.write_bytes(out.getvalue())
        return path

    day = values(dated(tmp_path / "a.xlsx", "yyyy-mm-dd"))
    number = values(dated(tmp_path / "a.xlsx", "0.00"))
    assert day != number
    assert len(parts_read) == 2


def test_nothing_is_kept_unless_asked_for(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(reader, "_kept", None)
    values(book(tmp_path / "a.xlsx"))
    assert reader._kept is None
    keep_sheets()
    kept = reader._kept
    keep_sheets()
    assert reader._kept is kept


def test_the_oldest_make_room_and_what_is_too_large_is_not_kept() -> None:
    kept = KeptSheets[str](100)
    read: list[str] = []

    def rows(name: str, size: int) -> str:
        def once() -> str:
            read.append(name)
            return name

        return kept.rows(name.encode(), size, ["x"], once)

    rows("a", 60), rows("b", 40), rows("a", 60)
    assert read == ["a", "b"]
    rows("c", 40), rows("a", 60)
    assert read == ["a", "b", "c"]
    rows("b", 40)
    assert read == ["a", "b", "c", "b"]
    rows("large", 101), rows("large", 101)
    assert read[4:] == ["large", "large"]
    assert kept.rows(b"b", 40, ["y"], lambda: "other texts") == "other texts"
    assert kept.rows(b"b", 40, ["y", "z"], lambda: "again") == "other texts"
