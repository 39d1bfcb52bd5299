"""Later checks of the same names find the pairs in the workbook, and say the same; on the same day they write nothing."""

from __future__ import annotations

import datetime as dt
from pathlib import Path

import pytest

from sheetsales.process import kept_pairs
from sheetsales.rules.customers.same_company import PAIRS
from sheetsales.workflow.checking import CheckResult, check
from sheetsales.workflow.opening import open_book
from tests.checking.files import PIPELINE, TODAY, write_book

CUSTOMERS = [
    ["编号", "名称", "负责人"],
    ["C-001", "甬润机械有限公司", "S04"],
    ["C-002", "宁波甬润机械有限公司", "S04"],
    ["C-003", "海曙精工有限公司", "S04"],
]


def told(result: CheckResult) -> list[tuple[str, str]]:
    return [(f.record, f.message.zh) for f in result.judged.findings if f.code == "SS101"]


@pytest.fixture
def book(tmp_path: Path) -> Path:
    return write_book(tmp_path / "book.xlsx", {"商机": PIPELINE["zh"], "客户": CUSTOMERS})


def test_later_checks_search_no_more(book: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    first = check(book, today=TODAY)
    assert [record for record, _ in told(first)] == ["C-002"]
    assert PAIRS in open_book(book, today=TODAY).store
    written = book.read_bytes()
    monkeypatch.setattr(kept_pairs, "duplicates", lambda *_: pytest.fail("searched again"))
    assert told(check(book, today=TODAY)) == told(first)
    assert book.read_bytes() == written
    assert told(check(book, today=TODAY + dt.timedelta(days=1))) == told(first)
