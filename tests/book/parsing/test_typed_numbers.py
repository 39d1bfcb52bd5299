"""Numbers typed as text, in either way to mark thousands and decimals."""

from __future__ import annotations

from decimal import Decimal

import pytest

from sheetsales.book.parsing.numbers import NumberReader
from sheetsales.book.parsing.typed_numbers import Marks, marks_of, typed_number
from sheetsales.schema.column import Kind
from tests.book.loading import read


@pytest.mark.parametrize(
    ("text", "number"),
    [
        ("1.234,50", "1234.50"), ("1.234.567", "1234567"), ("1.234.567,8", "1234567.8"), ("950,00", "950.00"),
        ("1,234,567", "1234567"), ("1 234,50", "1234.50"), ("1'234.50", "1234.50"), ("1\u202f234", "1234"), ("0.125", "0.125"),
        ("1234.567", "1234.567"), ("12,500", "12500"), ("12.5万美元", "125000"), ("港币5万", "50000"), ("-€1.234,50", "-1234.50"),
        ("5 euros", "5"), ("A$ 300", "300"),
    ],
)  # fmt: skip
def test_what_leaves_no_doubt(text: str, number: str) -> None:
    typed = typed_number(text)
    assert typed is not None
    assert typed.number == Decimal(number)


@pytest.mark.parametrize(
    "text", ["1.23.4", "1,23,4", "1.2345,6", "12,5", ",", "1,,2", "5 apples", "元元5", "7" * 41]
)
def test_what_is_no_number(text: str) -> None:
    assert typed_number(text) is None


@pytest.mark.parametrize(
    ("text", "marks", "number"),
    [
        ("12.500", Marks.UNKNOWN, None), ("12.500", Marks.POINT, "12.5"), ("12.500", Marks.COMMA, None), ("12.500", Marks.MIXED, None),
        ("12,500", Marks.POINT, "12500"), ("12,500", Marks.COMMA, None), ("12,500", Marks.MIXED, "12500"),
        ("12,5", Marks.COMMA, "12.5"),
    ],
)  # fmt: skip
def test_the_column_decides_only_where_it_does(text: str, marks: Marks, number: str | None) -> None:
    typed = typed_number(text, marks)
    assert typed is not None
    assert typed.number == (None if number is None else Decimal(number))
    if number is None:
        assert sorted(typed.ways) == [Decimal("12.5"), Decimal(12500)]


@pytest.mark.parametrize(
    ("texts", "marks"),
    [
        (["12.500", "7"], Marks.UNKNOWN), (["1,200.50", "12.500"], Marks.POINT), (["1.234,50"], Marks.COMMA), (["950,00"], Marks.COMMA),
        (["1.234,50", "1,234.50"], Marks.MIXED), (["TBD", "-", "9" * 50 + ".5"], Marks.UNKNOWN), (["$12.5k"], Marks.POINT),
    ],
)  # fmt: skip
def test_how_a_column_writes_its_numbers(texts: list[str], marks: Marks) -> None:
    assert marks_of(texts) is marks


def test_hours_have_decimals_where_money_is_asked_for() -> None:
    money, hours = NumberReader(Kind.MONEY, Decimal(1)), NumberReader(Kind.NUMBER, Decimal(1))
    assert read(money, "1.125") == [(None, "SS038")]
    assert read(hours, "1.125") == [(1.125, "SS015")]


def test_under_cents_a_sign_of_money_is_taken_at_its_word() -> None:
    cents = NumberReader(Kind.MONEY, Decimal("0.01"))
    assert read(cents, "¥150", "150") == [(Decimal(150), "SS015"), (Decimal("1.5"), "SS015")]
