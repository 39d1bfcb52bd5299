"""Values as a macro reads them, kind by kind."""

import datetime as dt
from decimal import Decimal

import pytest

from sheetsales.backends.clicks.change_list import change_list
from sheetsales.backends.placing.changes import Held, NewSheet, Write
from sheetsales.cells.values import CellError, EditValue, Formula, Link
from sheetsales.errors import EditRefused

NONCE = "0" * 32


def cell(value: EditValue, *, date1904: bool = False) -> str:
    """The value's own cell in the answer, references to texts as they stand."""
    write = Write("S", 1, 1, ((value, "end"),), None)
    data = change_list(NONCE, "m", [write], date1904=date1904).decode("ascii")
    return data.split("\r\n")[-3].split("\t")[0]


@pytest.mark.parametrize(
    ("value", "coded"),
    [
        (None, ""), ("", ""), ("Grand", "tGrand"), ("2026-10", "q2026-10"), ("=1", "q=1"), ("TRUE", "qTRUE"), ("中", "t\\0;"),
        ("a\tb", "ta\\0;b"), ("C:\\x", "tC:\\0;x"), (True, "b1"), (3, "n3"), (2.5, "n2.5"), (Decimal("1.10"), "n1.1"), (1e-7, "n1e-07"),
        (dt.date(2026, 1, 1), "d46023"), (dt.datetime(2026, 1, 1, 12), "d46023.5"), (dt.time(6), "d0.25"),
        (dt.timedelta(hours=30), "d1.25"), (CellError("#N/A"), "e#N/A"), (Formula("SUM(A1:A2)", 3), "f=SUM(A1:A2)"),
        (Link("S!A1", "A1"), 'h=HYPERLINK("#S!A1"\\0;"A1")'), (Link("http://x/?a=\"b\"", "x"), 'f=HYPERLINK("http://x/?a=""b""","x")'),
    ],
)  # fmt: skip
def test_a_value_is_coded_by_its_kind(value: EditValue, coded: str) -> None:
    assert cell(value) == coded


def test_dates_follow_the_date_system_of_the_workbook() -> None:
    assert cell(dt.date(2026, 1, 1), date1904=True) == "d44561"


@pytest.mark.parametrize("value", [float("nan"), 10**400, dt.date(1800, 1, 1)])
def test_what_no_cell_can_hold_is_refused(value: EditValue) -> None:
    with pytest.raises(EditRefused):
        cell(value)


def test_formats_are_asked_for_where_dates_stand() -> None:
    rows: tuple[tuple[EditValue, ...], ...] = (
        (dt.date(2026, 1, 1), "x", 1), (dt.date(2026, 1, 2), "y", 2), (7, "z", 3), (dt.datetime(2026, 1, 1, 9), None, True),
    )  # fmt: skip
    held = tuple(tuple(Held(None) for _ in row) for row in rows)
    line = change_list(NONCE, "", [Write("S", 1, 1, rows, held)]).decode().split("\r\n")[3]
    assert line.split("\t")[6:] == [
        "blank",
        "0|yyyy-mm-dd|0-1;0|General|2-2;0|yyyy-mm-dd hh:mm|3-3;2|General|0-2;2|BOOLEAN|3-3",
        "-t-",
    ]


def test_an_answer_is_ascii_with_crlf_and_tells_its_length() -> None:
    data = change_list(NONCE, "你好\n😀", [NewSheet("新", "tbl", "hidden", ("a", "b"), 3, (10.0, 8.5))])
    lines = data.decode("ascii").split("\r\n")
    assert lines[:2] == ["sheetsales 1", "texts 2"]
    assert lines[2] == "\\u4F60\\u597D\\u000A\\uD83D\\uDE00"
    assert lines[4:6] == ["say \\0;", "sheet\t\\1;\ttbl\thidden\t2\t3\t10;8.5"]
    assert lines[6].startswith(f"end\t{NONCE}\t6\t")
