"""The story that docs/history.md tells comes out as told."""

from __future__ import annotations

import datetime as dt
from pathlib import Path

import pytest

from scripts.history_page import DAYS, Told, history_page, tell
from sheetsales.process.history import Push
from sheetsales.texts import LANGUAGES, Lang

D = dt.date
ROOT = Path(__file__).parents[1]


@pytest.fixture(scope="module", params=LANGUAGES)
def told(request: pytest.FixtureRequest) -> Told:
    lang: Lang = request.param
    return tell(lang)


def test_each_check_notes_one_row_however_the_sheet_was_moved_about(told: Told) -> None:
    assert [
        (e.seen_on, e.before, e.stage, int(e.amount or 0), e.expected_close) for e in told.history.entries
    ] == [
        (DAYS[0], None, "identify", 420000, D(2026, 10, 30)),
        (DAYS[1], "identify", "contact", 420000, D(2026, 11, 30)),
        (DAYS[2], "contact", "contact", 480000, D(2026, 12, 15)),
        (DAYS[3], "contact", "quote", 480000, D(2026, 12, 15)),
    ]


def test_stage_since_is_filled_where_it_was_left_blank(told: Told) -> None:
    assert told.stage_since == (DAYS[0], DAYS[1], DAYS[1], DAYS[3])


def test_the_skip_is_found_when_it_happens_and_pushes_and_days_come_out_right(told: Told) -> None:
    assert [[f.code for f in found] for found in told.findings] == [[], [], [], ["SS305"]]
    assert told.history.pushes == (
        Push(DAYS[1], D(2026, 10, 30), D(2026, 11, 30)),
        Push(DAYS[2], D(2026, 11, 30), D(2026, 12, 15)),
    )
    assert [stay.days(DAYS[3]) for stay in told.history.stays(DAYS[0])] == [14, 42, 0]


@pytest.mark.parametrize(("lang", "name"), [("zh", "history.zh-CN.md"), ("en", "history.md")])
def test_the_page_says_what_happened(lang: Lang, name: str) -> None:
    assert (ROOT / "docs" / name).read_text(encoding="utf-8") == history_page(lang)
