"""Days customers promised to pay by, out of notes."""

from __future__ import annotations

import datetime as dt

import pytest

from sheetsales.process.promises import promised

NEAR = dt.date(2026, 11, 3)


@pytest.mark.parametrize(
    ("note", "day"),
    [
        ("客户答应 11 月 15 日付", "2026-11-15"),
        ("10 月 28 日催过，承诺11月20日到账", "2026-11-20"),
        ("说好明年 1 月 5 号付", "2027-01-05"),
        ("约定 2026-12-01 付清", "2026-12-01"),
        ("答应 2026年12月2日 付", "2026-12-02"),
        ("Promised for 15 November", "2026-11-15"),
        ("rang 2 Nov, will pay on Nov 20th", "2026-11-20"),
        ("agreed 3rd December 2026", "2026-12-03"),
        ("agreed Dec 4, 2026", "2026-12-04"),
        ("11 月 15 日打过电话", None),
        ("客户答应尽快付", None),
        ("答应 13 月 45 日付", None),
        ("promised 31 Feb", None),
        ("", None),
        (None, None),
    ],
)
def test_promises(note: str | None, day: str | None) -> None:
    assert promised(note, NEAR) == (dt.date.fromisoformat(day) if day else None)
