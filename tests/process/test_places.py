"""Public holidays of countries and regions, by code or name."""

from __future__ import annotations

import datetime as dt
import subprocess
import sys

import pytest

from sheetsales.book.places import Place, place_of
from sheetsales.book.settings import Settings
from sheetsales.book.settings_range import why_unusable
from sheetsales.process.calendar import WorkingCalendar, working_calendar
from sheetsales.schema import defaults

D = dt.date


def _calendar(**values: object) -> WorkingCalendar:
    return working_calendar(Settings("en", values))  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("text", "place"),
    [
        ("US", Place("US")), ("us-ca", Place("US", "CA")), ("美国", Place("US")), ("United States", Place("US")), ("UK", Place("GB", "ENG")),
        ("GB-SCT", Place("GB", "SCT")), ("苏格兰", Place("GB", "SCT")), ("德国", Place("DE")), ("DE_BY", Place("DE", "BY")), ("中国", Place("CN")),
        ("EU", Place("EU")), ("Atlantis", None), ("US-XX", None), ("", None),
    ],
)  # fmt: skip
def test_places_by_code_and_name(text: str, place: Place | None) -> None:
    assert place_of(text) == place


@pytest.mark.parametrize(
    ("holidays", "day", "worked"),
    [
        ("US", D(2026, 11, 26), False), ("US", D(2026, 7, 3), False), ("US", D(2026, 11, 27), True), ("EU", D(2026, 5, 1), False),
        ("EU", D(2026, 4, 6), False), ("EU", D(2026, 11, 26), True), ("DE-BY", D(2026, 6, 4), False), ("DE", D(2026, 6, 4), True),
        ("GB-SCT", D(2026, 11, 30), False), ("UK", D(2026, 11, 30), True), ("CN", D(2026, 10, 10), True), ("", D(2026, 11, 26), True),
    ],
)  # fmt: skip
def test_days_that_are_worked(holidays: str, day: dt.date, worked: bool) -> None:
    assert _calendar(holidays=holidays).is_workday(day) is worked


def test_holidays_go_before_the_calendar_and_own_days_before_both() -> None:
    assert not _calendar(calendar="CN", holidays="US").is_workday(D(2026, 11, 26))
    assert _calendar(calendar="CN", holidays="US").is_workday(D(2026, 10, 1))
    assert _calendar(holidays="US", extra_workdays="2026-11-26").is_workday(D(2026, 11, 26))
    assert not _calendar(calendar="US").is_workday(D(2026, 11, 26))
    assert _calendar(holidays="US").guesses(D(2036, 1, 1))


@pytest.mark.parametrize(
    ("key", "value", "usable"),
    [("holidays", "US", True), ("holidays", "Atlantis", False), ("calendar", "none", True), ("calendar", "CN", True),
     ("calendar", "Mars", False), ("holidays", "none", True)],
)  # fmt: skip
def test_a_place_nobody_knows_is_told(key: str, value: str, usable: bool) -> None:
    row = next(row for row in defaults.table("settings") if row["name"] == key)
    reason = why_unusable(row, value)
    assert (reason is None) is usable
    assert usable or "country or region" in (reason.en if reason else "")


def test_the_calendars_of_our_own_take_no_library() -> None:
    code = (
        "import sys\nfrom sheetsales.book.settings import Settings\nfrom sheetsales.process.calendar import working_calendar\n"
        "for name in ('UK', 'CN', 'none'):\n    working_calendar(Settings('en', {'calendar': name}))\n"
        "raise SystemExit('holidays' in sys.modules)"
    )
    assert subprocess.run([sys.executable, "-c", code], check=False).returncode == 0
