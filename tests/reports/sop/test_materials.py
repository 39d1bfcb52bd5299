"""The library's entries for each stage, in the handbook."""

from __future__ import annotations

import datetime as dt
from pathlib import Path

import openpyxl
import pytest

from sheetsales.indicators.facts import gather
from sheetsales.indicators.period import month_of
from sheetsales.reports.draft import Draft
from sheetsales.reports.periods import Periods
from sheetsales.reports.sop.materials import materials
from sheetsales.texts import Lang
from tests.indicators.team_book import TODAY, book_of
from tests.reports.sop.test_handbook import made, texts

ROWS = (
    {"id": "LB-1", "title": "Reference book", "link": "Library/cars.pdf", "stage": "present"},
    {"title": "Comparison", "stage": "quote", "valid_to": TODAY},
    {"id": "LB-3", "title": "Old certificate", "stage": "present", "valid_to": TODAY - dt.timedelta(days=1)},
    {"id": "LB-4", "title": "Form", "stage": "present"},
    {"id": "LB-5", "title": "For no stage"},
)


@pytest.mark.parametrize(
    ("lang", "found"),
    [
        (
            "en",
            {"present": "Reference book (LB-1, Library/cars.pdf); Form (LB-4)", "quote": "Comparison (LB-6)"},
        ),
        (
            "zh",
            {
                "present": "Reference book（LB-1，Library/cars.pdf）；Form（LB-4）",
                "quote": "Comparison（LB-6）",
            },
        ),
    ],
)
def test_by_stage_without_what_has_run_out(lang: Lang, found: dict[str, str]) -> None:
    book = book_of(library=ROWS)
    draft = Draft(None, lang, gather(book, TODAY), Periods(month_of(TODAY), 1, TODAY))
    assert materials(draft) == found


def test_the_handbook_names_it_on_the_page_of_the_stage(tmp_path: Path) -> None:
    _, path = made(book_of(library=ROWS), tmp_path)
    said = texts(openpyxl.load_workbook(path)["Handbook"])
    at = said.index("Material")
    assert said[at + 1] == "Reference book (LB-1, Library/cars.pdf); Form (LB-4)"
