"""What the pages show and the formulas behind it, as text. ``python -m tests.reports.test_goldens`` writes them anew."""

from __future__ import annotations

import re
import tempfile
import warnings
from collections.abc import Iterator
from pathlib import Path

import pytest
from openpyxl.utils import range_boundaries
from openpyxl.worksheet.worksheet import Worksheet

from sheetsales.reports.figures.tables import TABLES
from sheetsales.reports.monthly import APPENDIX
from sheetsales.reports.sections import PAGES
from sheetsales.texts import LANGUAGES, Lang
from sheetsales.workflow.making import make_workbook, tell_story
from sheetsales.workflow.opening import open_book
from tests.reports.conftest import TODAY, Made, report_of

GOLDENS = Path(__file__).with_name("goldens")


def shown(sheet: Worksheet, formulas: Worksheet) -> Iterator[str]:
    """The rows of a page as its cells show them, numbers to six digits, trailing blanks left out."""
    for row in sheet.iter_rows():
        cells = [_text(cell.value) for cell in row]
        if any(cells):
            yield "\t".join(cells).rstrip()
    for table in formulas.tables.values():
        yield f"[{table.name}]"


def columns(appendix: Worksheet) -> Iterator[str]:
    """The columns of the tables of figures with the formula each has in its first row; values are on the pages."""
    for name in (table.name for table in TABLES if table.name in appendix.tables):
        left, top, right, _ = map(int, filter(None, range_boundaries(appendix.tables[name].ref)))
        yield f"[{name}]"
        for number in range(left, right + 1):
            formula = str(appendix.cell(top + 1, number).value or "")
            formula = re.sub(rf"{name}\[\[#This Row\],\[(.*?)\]\]", r"[@\1]", formula)
            yield f"{appendix.cell(top, number).value}\t{formula if formula.startswith('=') else ''}".rstrip()


def _text(value: object) -> str:
    return "" if value is None else f"{value:.6g}" if isinstance(value, float) else str(value)


def goldens(made: Made) -> Iterator[tuple[str, str]]:
    """What every page shows, and the formulas of the tables of figures, by the name of its file."""
    for page in PAGES:
        title = page.name.in_(made.lang)
        if title in made.values.sheetnames:
            yield f"{page.key}.{made.lang}.txt", _whole(shown(made.values[title], made.formulas[title]))
    yield f"formulas.{made.lang}.txt", _whole(columns(made.formulas[APPENDIX.in_(made.lang)]))


def _whole(lines: Iterator[str]) -> str:
    return "\n".join(lines) + "\n"


def test_the_pages_show_what_they_showed(report: Made) -> None:
    made = dict(goldens(report))
    kept = {path.name for path in GOLDENS.glob(f"*.{report.lang}.txt")}
    assert made.keys() == kept
    for name, text in made.items():
        assert text == (GOLDENS / name).read_text(encoding="utf-8"), name


@pytest.mark.parametrize("lang", LANGUAGES)
def test_formulas_are_short_enough_to_be_read(lang: Lang) -> None:
    for line in (GOLDENS / f"formulas.{lang}.txt").read_text(encoding="utf-8").splitlines():
        assert len(line) < 1000, line


def write() -> None:
    for lang in LANGUAGES:
        with tempfile.TemporaryDirectory() as folder:
            book = Path(folder, "book.xlsx")
            story = tell_story(lang, "b2b", today=TODAY, opportunities=150, seed=1)
            make_workbook(book, lang=lang, process="b2b", today=TODAY, story=story)
            with warnings.catch_warnings():
                warnings.simplefilter("ignore")
                made = report_of(open_book(book, today=TODAY), Path(folder, "report.xlsx"), lang)
            for name, text in goldens(made):
                (GOLDENS / name).write_text(text, encoding="utf-8")


if __name__ == "__main__":
    write()
