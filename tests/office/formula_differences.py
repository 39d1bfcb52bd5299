"""Where rules follow what Excel documents and LibreOffice 7 does otherwise."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

Row = Mapping[str, Any]


@dataclass(frozen=True)
class Difference:
    """``where`` are the rows concerned, ``excel`` what Excel shows there where that is one value."""

    reason: str
    where: Callable[[Row], bool]
    excel: Any = None


_TRUTH = (
    "TRUE and FALSE are values of their own in Excel: ISNUMBER(TRUE) is FALSE, and a truth is greater than any number or "
    "text (sort order: numbers, texts, FALSE, TRUE). LibreOffice keeps them as the numbers 1 and 0."
)
_BLANK_DAY = (
    "A blank is serial number 0. Excel counts days from serial 1 = 1 January 1900, so that 0 reads as 1900-01-00 and a "
    "month before it is #NUM!. LibreOffice counts from 30 December 1899."
)
_DATEDIF = (
    "DATEDIF: if the start is later than the end, the result is #NUM! (Excel's help). LibreOffice gives Err:502. "
    + _BLANK_DAY
)


def _is_truth(row: Row) -> bool:
    return isinstance(row["mixed"], bool)


def _is_blank_day(row: Row) -> bool:
    return row["day"] is None


def _starts_late(row: Row) -> bool:
    return row["day"] is None or row["day2"] is None or row["day"] > row["day2"]


DIFFERENCES: Mapping[str, Difference] = {
    "[@mixed]>5": Difference(_TRUTH, _is_truth, excel=True),
    "ISNUMBER([@mixed])+2*ISTEXT([@mixed])+4*ISERROR([@mixed])+8*ISBLANK([@mixed])": Difference(
        _TRUTH, _is_truth, excel=0.0
    ),
    "YEAR([@day])*10000+MONTH([@day])*100+DAY([@day])": Difference(
        _BLANK_DAY, _is_blank_day, excel=19_000_100.0
    ),
    "EDATE([@day],1)-EOMONTH([@day],-1)": Difference(_BLANK_DAY, _is_blank_day, excel="#NUM!"),
    'DATEDIF([@day],[@day2],"m")*100+DATEDIF([@day],[@day2],"d")': Difference(_DATEDIF, _starts_late),
    'TEXT([@num],"#,##0.00")&TEXT([@day],"yyyy-mm-dd")&TEXT([@num2]/100,"0.0%")': Difference(
        _BLANK_DAY, _is_blank_day
    ),
}
