"""``check --fix`` gives back drop-downs and formats that pasting took away, and touches nothing else."""

from __future__ import annotations

import datetime as dt
import re
import zipfile
from collections.abc import Callable
from functools import cache
from pathlib import Path

import pytest
import xlsxwriter

from sheetsales.backends.ooxml.looks_read import read_looks
from sheetsales.checking.fixes.fix import Fix, What, Why
from sheetsales.checking.fixes.told import fix_lines, fixes_document
from sheetsales.texts import Lang
from sheetsales.workflow import mending
from sheetsales.workflow.mending import Mended, mend, propose
from tests.checking.files import PIPELINE, REST, TODAY

SAMPLES = Path(__file__).parents[2] / "samples"
SAMPLE_TODAY = dt.date(2026, 10, 31)
_CELL = re.compile(r'<c r="([A-Z]+)(\d+)"[^>]*>')


@cache
def letters(lang: str) -> dict[str, str]:
    """The columns of the sample's Pipeline by key."""
    from sheetsales.workflow.opening import open_book

    found = open_book(SAMPLES / f"sales-{lang}.xlsx", today=SAMPLE_TODAY).book.table("pipeline").bound[0]
    from sheetsales.cells.address import column_letters

    return {key: column_letters(column.sheet_column) for key, column in found.by_key.items()}


def pasted(path: Path, lang: str, change: Callable[[str], str]) -> Path:
    """The sample with its Pipeline sheet's XML changed."""
    with zipfile.ZipFile(SAMPLES / f"sales-{lang}.xlsx") as old, zipfile.ZipFile(path, "w") as new:
        for info in old.infolist():
            data = old.read(info)
            if (
                info.filename.startswith("xl/worksheets/sheet")
                and b"lst_forecast" in data
                and b"lst_reason" in data
            ):
                data = change(data.decode()).encode()
            new.writestr(info.filename, data, zipfile.ZIP_DEFLATED)
    return path


def without_styles(xml: str, lost: Callable[[str, int], bool]) -> str:
    def plain(cell: re.Match[str]) -> str:
        return re.sub(r' s="\d+"', "", cell[0]) if lost(cell[1], int(cell[2])) else cell[0]

    return _CELL.sub(plain, xml)


def put_back(done: Mended, *whats: What) -> list[Fix]:
    return [fix for fix in done.fixes.fixed if fix.what in whats]


@pytest.mark.parametrize("lang", ["zh", "en"])
def test_what_pasting_took_is_given_back_once(tmp_path: Path, lang: Lang) -> None:
    at = letters(lang)
    sheet = "商机" if lang == "zh" else "Pipeline"

    def change(xml: str) -> str:
        xml = xml.replace(
            f'sqref="{at["stage"]}2:{at["stage"]}5152"',
            f'sqref="{at["stage"]}2:{at["stage"]}9 {at["stage"]}13:{at["stage"]}5152"',
        )
        xml = re.sub(rf'<dataValidation [^>]*sqref="{at["kind"]}2:.*?</dataValidation>', "", xml)
        return without_styles(
            xml,
            lambda c, r: (
                (c == at["id"] and 20 <= r <= 25)
                or (c == at["amount"] and r in (12, 14))
                or (c == at["expected_close"] and r == 12)
            ),
        )

    path = pasted(tmp_path / "book.xlsx", lang, change)
    proposed = propose(path, today=SAMPLE_TODAY)
    done = mend(path, today=SAMPLE_TODAY)
    assert (proposed.fixes.fixed, proposed.fixes.left) == (done.fixes.fixed, done.fixes.left)
    assert [(f.a1, f.after, f.what) for f in put_back(done, What.DROPDOWN, What.FORMAT)] == [
        (f"{at['id']}20:{at['id']}25", "@", What.FORMAT),
        (f"{at['stage']}10:{at['stage']}12", "lst_stage", What.DROPDOWN),
        (f"{at['amount']}12:{at['amount']}14", "#,##0", What.FORMAT),
        (f"{at['kind']}2:{at['kind']}151", "lst_deal_kind", What.DROPDOWN),
    ]
    assert [f.a1 for f in put_back(done, What.DATE_SHOWN)] == [f"{at['expected_close']}12"]
    columns = {"id": 1, "expected_close": 7}
    looks = read_looks(path, {sheet: set(columns.values())})[sheet]
    whole = read_looks(SAMPLES / f"sales-{lang}.xlsx", {sheet: ()})[sheet]
    assert {(r.areas, r.source) for r in looks.rules} == {(r.areas, r.source) for r in whole.rules}
    assert looks.formats[7][12] == "yyyy-mm-dd"
    lines = "\n".join(fix_lines(done.fixes, lang, dry_run=True))
    assert f"{sheet}!{at['stage']}10:{at['stage']}12  lst_stage" in lines
    cells = [item["cell"] for item in fixes_document(done.fixes)["fixed"]]
    assert f"{at['amount']}12:{at['amount']}14" in cells
    again = mend(path, today=SAMPLE_TODAY, dry_run=True)
    assert not again.fixes.fixed


def test_formats_lost_here_and_there_are_left_to_a_person(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    from sheetsales.checking.fixes import looks

    monkeypatch.setattr(looks, "MOST_STRETCHES", 1)
    at = letters("en")
    gone = f'sqref="{at["stage"]}2:{at["stage"]}9 {at["stage"]}12 {at["stage"]}15:{at["stage"]}5152"'
    path = pasted(
        tmp_path / "book.xlsx",
        "en",
        lambda xml: xml.replace(f'sqref="{at["stage"]}2:{at["stage"]}5152"', gone),
    )
    done = mend(path, today=SAMPLE_TODAY, dry_run=True)
    assert not put_back(done, What.DROPDOWN)
    assert [left.why for left in done.fixes.left].count(Why.SCATTERED) == 1


def own_tracker(path: Path, *, general: tuple[int, ...] = (), items: str = "", ruled: int = 20) -> Path:
    """A tracker nobody made from our template: percentages and money in formats of its own."""
    book = xlsxwriter.Workbook(str(path))
    money, day = book.add_format({"num_format": "¥#,##0.00"}), book.add_format({"num_format": "yyyy/m/d"})
    for name, rows in REST["en"].items():
        sheet = book.add_worksheet(name)
        for r, row in enumerate(rows):
            for c, value in enumerate(row):
                sheet.write(r, c, value, day if isinstance(value, dt.date) else None)
    sheet = book.add_worksheet("Pipeline")
    sheet.write_row(0, 0, PIPELINE["en"][0])
    for r in range(1, 21):
        row = [
            f"O-{r:04d}",
            "C-001",
            f"Deal {r}",
            "Quotation",
            1000 + r,
            "S04",
            dt.date(2026, 12, r),
            None,
            dt.date(2026, 6, 1),
            dt.date(2026, 10, 30),
        ]
        for c, value in enumerate(row):
            style = (
                None if r + 1 in general else money if c == 4 else day if isinstance(value, dt.date) else None
            )
            sheet.write(
                r,
                c,
                value if style or not isinstance(value, dt.date) else (value - dt.date(1899, 12, 30)).days,
                style,
            )
    if items:
        sheet.data_validation(1, 3, ruled, 3, {"validate": "list", "source": items.split(",")})
    book.close()
    return path


def test_in_a_tracker_of_ones_own_the_other_cells_tell(tmp_path: Path) -> None:
    path = own_tracker(tmp_path / "book.xlsx", general=(5,), items="Quotation,Won", ruled=15)
    done = mend(path, today=TODAY)
    told = [(f.a1, f.after) for f in put_back(done, What.DROPDOWN, What.FORMAT)]
    assert told == [("D17:D21", '"Quotation,Won"'), ("E5", "¥#,##0.00")]
    looks = read_looks(path, {"Pipeline": {5, 7}})["Pipeline"]
    assert set(looks.formats[5].values()) == {"General", "¥#,##0.00"}
    assert looks.formats[7][5] == "yyyy/m/d"
    assert [area.a1 for area in looks.rules[0].areas] == ["D2:D21"]


@pytest.mark.parametrize(
    ("general", "items", "ruled"),
    [
        (tuple(range(4, 22)), "", 0),  # most have none: that is how the column is
        ((), "Negotiation,Won", 15),  # what stands there is not in the list
        ((), "Quotation,Won", 5),  # few cells have the drop-down: it may be meant so
    ],
)
def test_where_the_other_cells_do_not_tell_nothing_is_done(
    tmp_path: Path, general: tuple[int, ...], items: str, ruled: int
) -> None:
    path = own_tracker(tmp_path / "book.xlsx", general=general, items=items, ruled=ruled)
    done = mend(path, today=TODAY, dry_run=True)
    assert not put_back(done, What.DROPDOWN, What.FORMAT)


def test_only_looks_lost_are_a_run_of_their_own_with_a_backup(tmp_path: Path) -> None:
    path = own_tracker(tmp_path / "book.xlsx", items="Quotation,Won", ruled=15)
    mending.mend(path, today=TODAY)
    assert list((tmp_path / ".sheetsales").rglob("*.xlsx"))
