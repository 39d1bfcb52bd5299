"""Without Excel: nothing of the live backend is loaded for a closed workbook, and values on their way are right."""

from __future__ import annotations

import datetime as dt
import subprocess
import sys
from decimal import Decimal
from pathlib import Path

import pytest

from sheetsales.backends.live.marker import is_open_in_excel
from sheetsales.backends.live.values import elapsed, format_of, received, sent
from sheetsales.cells.values import CellError, CellValue, EditValue, Formula, Link
from sheetsales.errors import EditRefused, WorkbookLocked
from sheetsales.workflow.checking import check
from tests.checking.files import TODAY, team_book

ROOT = Path(__file__).parents[2]
NOON = dt.datetime(2026, 11, 2, 12)


def test_a_check_of_a_closed_workbook_loads_nothing_of_excel(tmp_path: Path) -> None:
    book = team_book(tmp_path / "book.xlsx")
    program = (
        "import sys, datetime, pathlib; from sheetsales.workflow.checking import check; "
        "check(pathlib.Path(sys.argv[1]), today=datetime.date(2026, 11, 2)); "
        "print(sorted(m for m in sys.modules if m == 'xlwings' or m.startswith('sheetsales.backends.live')))"
    )
    done = subprocess.run(
        [sys.executable, "-c", program, str(book)],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=True,
        timeout=60,
    )
    assert done.stdout.split("\n")[0] == "['sheetsales.backends.live', 'sheetsales.backends.live.marker']"


def test_where_there_is_no_excel_an_open_workbook_is_read_from_the_file_and_not_written(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delitem(sys.modules, "xlwings", raising=False)
    book = team_book(tmp_path / "book.xlsx")
    assert not is_open_in_excel(book)
    marker = book.with_name(f"~${book.name}")
    marker.write_bytes(b"")
    assert is_open_in_excel(book)
    before = book.read_bytes()
    assert check(book, today=TODAY, dry_run=True).judged.findings
    with pytest.raises(WorkbookLocked, match=r"is open in Excel.*delete"):
        check(book, today=TODAY)
    assert book.read_bytes() == before
    assert "xlwings" not in sys.modules


@pytest.mark.parametrize(
    ("value", "wanted"),
    [
        (None, None), ("", None), ("客户", "客户"), ("two words", "two words"), ("a\r\nb", "a\nb"),
        ("007", "'007"), ("=1+1", "'=1+1"), ("+86", "'+86"), ("-", "'-"), ("@x", "'@x"), ("true", "'true"), ("1e5", "'1e5"),
        ("'quoted", "''quoted"), ("#N/A", "'#N/A"), ("Jan 5", "'Jan 5"),
        (True, True), (7, 7.0), (Decimal("3.25"), 3.25),
        (dt.date(2026, 11, 2), dt.datetime(2026, 11, 2)), (NOON, NOON),
        (NOON.replace(tzinfo=dt.UTC), NOON), (dt.date(1900, 1, 1), 1.0),
        (dt.time(12), 0.5), (dt.timedelta(days=1, hours=18), 1.75),
        (CellError("#REF!"), "#REF!"), (Formula("SUM(A1,2)", 3), "=SUM(A1,2)"), (Link("P!A1", "x"), '=HYPERLINK("#P!A1","x")'),
    ],
)  # fmt: skip
def test_values_are_sent_so_that_they_stay_what_they_are(value: EditValue, wanted: object) -> None:
    assert sent(value) == wanted
    assert type(sent(value)) is type(wanted)


@pytest.mark.parametrize(
    "value", ["x" * 32_768, "\ud800", float("inf"), 10**400, Decimal("NaN"), dt.date(1, 1, 1)]
)
def test_what_no_cell_holds_is_refused(value: EditValue) -> None:
    with pytest.raises(EditRefused):
        sent(value)


@pytest.mark.parametrize(
    ("value", "wanted"),
    [
        (1.0, 1), (1.5, 1.5), (1e300, 1e300), (7, 7), (True, True), ("", None), (None, None), ("x", "x"), (Decimal("2.50"), 2.5),
        (dt.datetime(2026, 1, 2, tzinfo=dt.UTC), dt.date(2026, 1, 2)), (NOON, NOON), (dt.datetime(1899, 12, 30, 12), dt.time(12)),
        (dt.datetime(1899, 12, 31), dt.date(1900, 1, 1)), (NOON.replace(microsecond=999_900), NOON.replace(second=1)),
        (b"odd", "b'odd'"),
    ],
)  # fmt: skip
def test_values_are_received_as_a_closed_file_gives_them(value: object, wanted: CellValue) -> None:
    assert received(value) == wanted
    assert type(received(value)) is type(wanted)


def test_lengths_of_time_and_formats() -> None:
    assert elapsed(dt.time(12)) == dt.timedelta(hours=12)
    assert elapsed(dt.datetime(1900, 1, 1, 18)) == dt.timedelta(days=1, hours=18)
    assert elapsed("x") == "x"
    wanted = ["yyyy-mm-dd", "yyyy-mm-dd hh:mm", "yyyy-mm-dd", "hh:mm:ss", "[h]:mm:ss", None]
    values: list[EditValue] = [
        dt.date(2026, 1, 2),
        NOON,
        dt.datetime(2026, 1, 2),
        dt.time(1),
        dt.timedelta(1),
        5,
    ]
    assert [format_of(value) for value in values] == wanted
