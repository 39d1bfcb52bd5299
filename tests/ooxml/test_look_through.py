"""What is told of a part by looking through its pieces."""

from __future__ import annotations

from pathlib import Path

import pytest

from sheetsales.backends.limits import Limits
from sheetsales.backends.ooxml.look_through import holds, numbers_from
from sheetsales.backends.ooxml.package import Package
from sheetsales.backends.ooxml.styles import Styles
from tests.ooxml.books import book, worksheet


def opened() -> Styles:
    return Styles(Package(book(worksheet("")), Path("a.xlsx"), Limits()), "xl/workbook.xml")


@pytest.mark.parametrize("least", [0, 1, 9, 10, 58, 90, 99, 100, 109, 190, 999, 1234])
def test_all_numbers_from_one_on_and_none_below(least: int) -> None:
    row = b"".join(b'<c r="A1" s="%d"/>' % number for number in range(2_500))
    assert numbers_from([row], " s", least) == set(range(least, 2_500))


@pytest.mark.parametrize("quote", [b'"', b"'"])
@pytest.mark.parametrize("size", [1, 2, 3, 7, 64])
def test_numbers_across_pieces(quote: bytes, size: int) -> None:
    row = b"""<c r="A1" s='5'/><c s="8"/><x dxfId="77"/><c s=?0012?/><c s="120"/>""".replace(b"?", quote)
    pieces = [row[at : at + size] for at in range(0, len(row), size)]
    assert numbers_from(pieces, " s", 8) == {8, 12, 120}
    assert numbers_from(pieces, "xfId", 8) == {77}
    assert numbers_from(pieces, " t", 8) == set()
    assert holds(pieces, (b"dxfId",))
    assert not holds(pieces, (b"dxfid", b"\1"))


def test_all_sheets_are_looked_through_once(monkeypatch: pytest.MonkeyPatch) -> None:
    asked: list[tuple[str, str, int]] = []

    def found(_: Package, part: str, name: str, least: int) -> set[int]:
        asked.append((part, name, least))
        return {least + 1, least + 3}

    monkeypatch.setattr(Package, "numbers_from", found)
    styles = opened()
    made = [styles.with_format(0, code) for code in ("0.0000", "0.00000", "0.000000")]
    first = made[0]
    assert made == [first, first + 2, first + 4]
    assert asked == [("xl/worksheets/sheet1.xml", " s", first)]


def test_very_large_workbooks_are_not_looked_through(monkeypatch: pytest.MonkeyPatch) -> None:

    monkeypatch.setattr(Package, "numbers_from", lambda *_: pytest.fail("looked through"))
    monkeypatch.setattr(Package, "size", lambda *_: (64 << 20) + 1)
    opened().with_format(0, "0.0000")
