"""Follow-ups piled up in one cell, each with its day where one can be told."""

from __future__ import annotations

import datetime as dt

import pytest

from sheetsales.book.parsing.follow_ups import LastContactReader, follow_ups

TODAY = dt.date(2026, 11, 2)


def test_a_pile_is_read_note_by_note() -> None:
    found = follow_ups("8.12 电话，想看样板\n9.3 拜访，量了管径；10.8发方案\n等回话", TODAY)
    assert [note.on for note in found] == [
        dt.date(2026, 8, 12),
        dt.date(2026, 9, 3),
        dt.date(2026, 10, 8),
        None,
    ]
    assert [note.said[:4] for note in found] == ["8.12", "9.3 ", "10.8", "等回话"]


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("10.8电话", "2026-10-08"), ("10月8日 拜访", "2026-10-08"), ("12.8电话", "2025-12-08"), ("2025-03-04 met", "2025-03-04"), ("① 2026年3月4日来访", "2026-03-04"),
        ("1、10.8 电话", "2026-10-08"), ("called 12 Oct", "2026-10-12"), ("Oct 12th, 2025: demo", "2025-10-12"), ("met on 5 Dec", "2025-12-05"),
    ],
)  # fmt: skip
def test_the_day_of_a_note(text: str, day: str) -> None:
    assert follow_ups(text, TODAY)[0].on == dt.date.fromisoformat(day)


@pytest.mark.parametrize(
    "text",
    [
        "谈到12.5万",
        "打了9.5折",
        "2.30 电话",
        "等3.5%返点",
        "再联系",
        "13.1 电话",
        "2026-02-30 来访",
        "版本1.2.3",
    ],
)
def test_a_note_without_a_day_has_none(text: str) -> None:
    assert [note.on for note in follow_ups(text, TODAY)] == [None]


def test_the_year_of_sheet_or_title_comes_first() -> None:
    assert follow_ups("12.8电话", TODAY, 2026)[0].on == dt.date(2026, 12, 8)


def test_the_last_contact_is_the_latest_day_and_never_a_mistake() -> None:
    reader = LastContactReader(TODAY)
    assert reader.one("8.12 电话\n9.3 拜访") == dt.date(2026, 9, 3)
    assert reader.one("再联系") is None
    assert reader.one(dt.datetime(2026, 10, 1)) == dt.date(2026, 10, 1)
    assert reader.one("2026/10/5") == dt.date(2026, 10, 5)
