"""Columns decoded at once give what their cells give one by one."""

from __future__ import annotations

import datetime as dt
import random

import pytest

from sheetsales.backends.reading import decode
from sheetsales.backends.reading.decode import Decoders, Kind, NoSuchString
from sheetsales.cells.values import CellError

STRINGS = [f"text {n}" for n in range(500)]
RAW: dict[Kind, list[bytes]] = {
    "shared": [b"%d" % n for n in range(500)],
    "text": [b"plain", "中文".encode(), b"a &amp; b", b"_x0041_", b" x ", b"a\0b"]
    + [b"text %d" % n for n in range(300)],
    "number": [b"1", b"-2", b"3.5", b"-0.25", b"1E3", b"7.", b"--1", b"1-1", b"9" * 400]
    + [b"%d" % n for n in range(300)],
    "date": [b"%d" % n for n in range(40_000, 40_300)],
    "elapsed": [b"%d.5" % n for n in range(300)],
    "bool": [b"1", b"0", b"true"],
    "error": [b"#N/A", b"#REF!"],
    "iso": [b"2026-10-31", b"later"],
}


def decoders() -> Decoders:
    return Decoders(STRINGS, ("number", "date"), date1904=False)


@pytest.mark.parametrize("few", [1, 40, 100_000])
@pytest.mark.parametrize("kind", RAW)
def test_blocks_and_single_cells_agree(kind: Kind, few: int, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(decode, "_FEW", few)
    monkeypatch.setattr(decode, "_MANY", few)
    rng = random.Random(few)
    column = decoders().column(kind)
    for _ in range(20):
        block = [rng.choice([b"", *RAW[kind]]) for _ in range(200)]
        alone = [decoders().column(kind).values([raw])[0] for raw in block]
        values = column.values(block)
        assert values == alone
        assert [type(value) for value in values] == [type(value) for value in alone]


def test_values_that_repeat_are_one_object(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(decode, "_MANY", 5)
    column = decoders().column("text")
    blocks = [column.values([b"one %d" % (n % 3) for n in range(40)]) for _ in range(5)]
    assert len({id(value) for block in blocks for value in block}) == 3


def test_values_that_never_repeat_are_not_kept(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(decode, "_MANY", 5)
    column = decoders().column("text")
    first, second = (column.values([b"%d" % (n + start) for n in range(40)]) for start in (0, 40))
    assert [*first, *second] == [str(n) for n in range(80)]


@pytest.mark.parametrize("raw", [b"500", b"-1", b"x", b"1.0", b"9" * 5000, b"1 2"])
def test_no_such_string(raw: bytes) -> None:
    with pytest.raises(NoSuchString):
        decoders().column("shared").values([b"1", raw])


@pytest.mark.parametrize(
    ("cell_type", "style", "kind"),
    [
        ("s", 1, "shared"),
        ("n", 1, "date"),
        ("", 0, "number"),
        ("", 9, "number"),
        ("", -1, "number"),
        ("e", 0, "error"),
    ],
)
def test_kind(cell_type: str, style: int, kind: Kind) -> None:
    assert decoders().kind(cell_type, style) == kind


def test_each_kind_once() -> None:
    assert decoders().column("error").values([b"#N/A"]) == [CellError("#N/A")]
    assert decoders().column("date").values([b"46326"]) == [dt.date(2026, 10, 31)]
