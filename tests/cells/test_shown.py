"""What Excel prints for a value under a format."""

from __future__ import annotations

import datetime as dt
from decimal import Decimal

import pytest

from sheetsales.cells.shown import shown
from sheetsales.cells.values import CellError, CellValue

DAY = dt.date(2026, 10, 31)
MOMENT = dt.datetime(2026, 3, 5, 14, 7, 9, 250_000)


@pytest.mark.parametrize(
    ("value", "code", "text"),
    [
        (None, "0.00", ""), (True, "General", "TRUE"), (False, "0", "FALSE"), (CellError("#N/A"), "0", "#N/A"),
        (0, "General", "0"), (0.8, "General", "0.8"), (1234567.0, "General", "1234567"), (-2.5, "", "-2.5"),
        (1 / 3, "General", "0.333333333"), (123456789012.0, "General", "1.23457E+11"), (1e-10, "General", "1E-10"),
        (0.8, "0%", "80%"), (0.8, "0.00%", "80.00%"), (-0.125, "0.0%", "-12.5%"), (0.005, "0%", "1%"),
        (1234.5, "0", "1235"), (1234.5, "0.00", "1234.50"), (1234.5, "#,##0", "1,235"), (1234567.891, "#,##0.00", "1,234,567.89"),
        (-1234.5, "#,##0.00", "-1,234.50"), (-1234.5, "#,##0;(#,##0)", "(1,235)"), (0, '0;-0;"—"', "—"), (-0.001, "0.00", "0.00"),
        (0, "#", ""), (0.5, ".00", ".50"), (0.5, "#.##", ".5"), (3, "0.##", "3."), (7, "000", "007"), (1234567, "0.0,", "1234.6"),
        (12.5, '0.0"元"', "12.5元"), (12.5, "[$¥-804]#,##0.00", "¥12.50"), (12, r"\¥0", "¥12"), (12, "[Red]0", "12"),
        (12, "_(0_)", " 12 "), (12, "[>100]0.0;0", "12"), (0.5, "# ?/?", "0.5"), (12345, "0.00E+00", "12345"),
        (5, "@", "5"), (-5, '"x"General', "-x-5"),
        ("00123", "@", "00123"), ("text", "0.00", "text"), ("a", '0;0;0;"<"@">"', "<a>"), ("a", '@" 元"', "a 元"),
        (Decimal("0.1"), "0.00", "0.10"),
        (DAY, "yyyy-mm-dd", "2026-10-31"), (46326, "yyyy-mm-dd", "2026-10-31"), (DAY, 'yyyy"年"m"月"d"日"', "2026年10月31日"),
        (DAY, "[$-804]yyyy年m月", "2026年10月"), (DAY, "[$-F800]dddd, mmmm dd, yyyy", "Saturday, October 31, 2026"),
        (DAY, "d-mmm-yy", "31-Oct-26"), (DAY, "mmmmm", "O"), (DAY, "ddd", "Sat"), (DAY, "aaaa aaa", "星期六 六"), (DAY, "e", "2026"),
        (MOMENT, "yyyy/m/d h:mm", "2026/3/5 14:07"), (MOMENT, "hh:mm:ss", "14:07:09"), (MOMENT, "mm:ss.0", "07:09.3"),
        (MOMENT, "h:mm AM/PM", "2:07 PM"), (MOMENT, '上午/下午h"时"mm"分"', "下午2时07分"), (dt.time(0, 5), "h:mm AM/PM", "12:05 AM"),
        (dt.time(8, 30), "h:mm", "8:30"), (dt.timedelta(hours=30, minutes=5), "[h]:mm", "30:05"), (1.5, "[hh]:mm:ss", "36:00:00"),
        (-0.5, "[h]:mm", "-12:00"), (0.5, "[mm]", "720"), (-1, "yyyy", "####"), (3e6, "yyyy", "####"),
        (1, "yyyy-mm-dd", "1900-01-01"), (dt.date(1900, 1, 1), "d", "1"), (61, "yyyy-mm-dd", "1900-03-01"),
    ],
)  # fmt: skip
def test_shown(value: CellValue, code: str, text: str) -> None:
    assert shown(value, code) == text


def test_the_other_date_system() -> None:
    assert shown(44864, "yyyy-mm-dd", date1904=True) == "2026-10-31"
    assert shown(DAY, "yyyy-mm-dd", date1904=True) == "2026-10-31"
