"""Which headings side by side make an instalment, however people number and name them."""

from __future__ import annotations

from typing import Any

import pytest

from sheetsales.schema.instalment_headings import Titled, instalments


def read(*headings: Any) -> list[tuple[str, dict[str, int]]]:
    """Each instalment with the places of its columns; a pair has the text above a heading."""
    titled = [Titled(at, *((h, "") if isinstance(h, str) else h)) for at, h in enumerate(headings, 1)]
    return [(one.name, {key: h.column for key, h in one.columns.items()}) for one in instalments(titled)]


@pytest.mark.parametrize(
    ("headings", "expected"),
    [
        (
            ("合同额", "签订日期", "第一次回款日期", "第一次回款金额（万元）", "第二次回款日期", "第二次回款金额"),
            [("第一次回款", {"received_on": 3, "amount": 4}), ("第二次回款", {"received_on": 5, "amount": 6})],
        ),
        (
            (("日期", "第一次回款"), ("金额", "第一次回款"), ("日期", "第二次回款"), ("金额", "第二次回款")),
            [("第一次回款", {"received_on": 1, "amount": 2}), ("第二次回款", {"received_on": 3, "amount": 4})],
        ),
        (
            ("第一次回款", "日期", "第二次回款", "日期"),
            [("第一次回款", {"amount": 1, "received_on": 2}), ("第二次回款", {"amount": 3, "received_on": 4})],
        ),
        (
            ("日期", "1st payment", "Date", "2nd payment", "Notes"),
            [("1st payment", {"amount": 2, "received_on": 1}), ("2nd payment", {"amount": 4, "received_on": 3})],
        ),
        (
            ("回款日期", "回款金额", "回款日期", "回款金额"),
            [("第1次回款", {"received_on": 1, "amount": 2}), ("第2次回款", {"received_on": 3, "amount": 4})],
        ),
        (
            ("Date paid", "Amount paid", "Date paid", "Amount paid"),
            [("Payment 1", {"received_on": 1, "amount": 2}), ("Payment 2", {"received_on": 3, "amount": 4})],
        ),
        (
            ("回款日期1", "回款金额1", "回款日期2", "回款金额2"),
            [("回款 1", {"received_on": 1, "amount": 2}), ("回款 2", {"received_on": 3, "amount": 4})],
        ),
        (
            ("Deposit due", "Deposit due date", "Deposit paid", "Deposit paid on"),
            [("Deposit", {"due_amount": 1, "due_on": 2, "amount": 3, "received_on": 4})],
        ),
        (
            ("预付款应收", "预付款到账日期", "预付款到账金额", "预付款发票号", "尾款到账日期", "尾款到账金额", "尾款备注"),
            [
                ("预付款", {"due_amount": 1, "received_on": 2, "amount": 3, "invoice_no": 4}),
                ("尾款", {"received_on": 5, "amount": 6, "notes": 7}),
            ],
        ),
    ],
)  # fmt: skip
def test_instalments_are_read(headings: Any, expected: Any) -> None:
    assert read(*headings) == expected


@pytest.mark.parametrize(
    "headings",
    [
        ("回款日期", "回款金额", "备注"),
        ("预付款日期", "预付款金额", "尾款日期", "尾款金额"),
        ("预付款应收日期", "预付款应收", "预付款到账日期"),
        ("第一次付款比例", "第一次未回款", "付款方式"),
        ("第一次回款金额", "第二次回款金额"),
        ("第一次回款", "日期", "第二次回款", "备注"),
        ("First name", "Last name", "Last payment"),
        ("回款日期", "回款日期", "回款金额", "回款金额"),
    ],
)
def test_what_may_be_agreed_lacks_its_day_or_stands_alone_is_not(headings: Any) -> None:
    assert read(*headings) == []
