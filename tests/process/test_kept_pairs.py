"""Pairs of customers are looked for once, and again only where a name or a key changed."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence

import pytest

from sheetsales.book.table import BookTable
from sheetsales.process import kept_pairs
from sheetsales.process.duplicates import Pair, duplicates
from sheetsales.process.kept_pairs import search
from sheetsales.schema.workbook import RECORDS

NAMES = ["Norbury Machinery Ltd", "Ashford Foods plc", "Norbury Machinery Limited"]


def customers(**columns: Sequence[str | None]) -> BookTable:
    held: Mapping[str, Sequence[str | None]] = {"name": NAMES, **columns}
    count = len(held["name"])
    return BookTable(RECORDS["customers"], (), range(2, count + 2), bytes(count), held, held)


@pytest.fixture
def searched(monkeypatch: pytest.MonkeyPatch) -> list[int]:
    """How many rows each search looked through."""
    done: list[int] = []

    def counted(table: BookTable, least: float) -> tuple[Pair, ...]:
        done.append(len(table))
        return duplicates(table, least)

    monkeypatch.setattr(kept_pairs, "duplicates", counted)
    return done


def test_the_same_customers_are_not_searched_again(searched: list[int]) -> None:
    table = customers(phone=["020 7946 0001", None, "020 7946 0001"])
    first = search(table, 0.85)
    assert [(pair.first, pair.second, pair.shared) for pair in first.pairs] == [(0, 2, ("phone",))]
    assert search(table, 0.85, first.text) == first
    assert searched == [3]


@pytest.mark.parametrize(
    ("changed", "least"),
    [
        ({"name": [*NAMES[:2], "Norbury Machines Limited"]}, 0.85),
        ({"phone": ["020 7946 0001", None, None]}, 0.85),
        ({"name": NAMES[::-1]}, 0.85),
        ({}, 0.9),
    ],
)
def test_another_name_phone_order_or_score_is_searched_anew(
    searched: list[int], changed: dict[str, Sequence[str | None]], least: float
) -> None:
    kept = search(customers(), 0.85).text
    table = customers(**changed)
    assert search(table, least, kept).pairs == duplicates(table, least)
    assert searched == [3, 3]


@pytest.mark.parametrize(
    "spoil",
    [
        lambda mark: mark,
        lambda mark: json.dumps([mark, [0]]),
        lambda mark: json.dumps([mark, [0, 2, "high", []]]),
        lambda mark: json.dumps([mark, [0, 99, 1.0, []]]),
        lambda mark: json.dumps([mark, [2, 0, 1.0, []]]),
        lambda mark: json.dumps(["other", mark]),
        lambda mark: json.dumps([["x"], [0, 2, 1.0, [mark]]]),
        lambda mark: json.dumps({mark: 1}),
    ],
)
def test_a_text_that_somebody_edited_counts_for_nothing(searched: list[int], spoil) -> None:  # type: ignore[no-untyped-def]
    first = search(customers(), 0.85)
    mark = json.loads(first.text)[0]
    assert search(customers(), 0.85, spoil(mark)) == first
    assert searched == [3, 3]


def test_too_many_pairs_are_not_kept(searched: list[int]) -> None:
    many = customers(name=["Norbury Machinery Ltd"] * (kept_pairs._MOST + 2))
    found = search(many, 0.85)
    assert len(found.pairs) == kept_pairs._MOST + 1
    assert found.text == ""
