"""Old workbooks in which thousands of deals are overdue: one finding says so, not thousands."""

from __future__ import annotations

import datetime as dt

import pytest

from sheetsales.findings import Finding
from sheetsales.rules.catalogue import RULES
from sheetsales.rules.scene import Scene
from sheetsales.rules.teller import TOO_MANY
from tests.written.sheets import book_of

TODAY = dt.date(2026, 11, 2)


def found(code: str, count: int) -> list[Finding]:
    deals = [
        {"id": f"O-{n}", "customer": f"甲{n}", "name": f"单{n}", "stage": "报价", "owner": "S1", "stage_since": dt.date(2026, 1, 5),
         "created_on": dt.date(2026, 1, 5), "expected_close": dt.date(2026, 3, 2), "amount": 10_000}
        for n in range(count)
    ]  # fmt: skip
    activities = [{"date": dt.date(2026, 1, 6), "rep": "S1", "customer": "甲0", "opportunity": "O-0", "kind": "电话", "content": "x"}]  # fmt: skip
    scene = Scene(book_of("zh", pipeline=deals, activities=activities), TODAY)
    return list(next(rule for rule in RULES if rule.info.code == code).find(scene))


@pytest.mark.parametrize("code", ["SS204", "SS209", "SS304"])
def test_what_thousands_of_deals_share_is_told_once(code: str) -> None:
    (told,) = found(code, TOO_MANY + 1)
    assert "2,001" in told.message.zh
    assert (told.record, told.key) == ("", "*")


@pytest.mark.parametrize("code", ["SS204", "SS209", "SS304"])
def test_a_few_are_told_deal_by_deal(code: str) -> None:
    assert [f.record for f in found(code, 3)] == ["O-0", "O-1", "O-2"]
