"""What a section shows and the formulas behind it, as text. ``python -m tests.reports.test_goldens`` writes them anew."""

from __future__ import annotations

import re
import tempfile
import warnings
from collections.abc import Iterator
from pathlib import Path

import pytest
from openpyxl.utils import range_boundaries
from openpyxl.worksheet.worksheet import Worksheet

from sheetsales.reports.target_table import TABLE
from sheetsales.texts import LANGUAGES, Lang
from sheetsales.workflow.making import make_workbook, tell_story
from sheetsales.workflow.opening import open_book
from tests.reports.conftest import TODAY, Made, report_of
from tests.reports.test_sample_facts import title_of

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
    """The columns of the table of figures with the formula each has in its first row."""
    left, top, right, _ = map(int, filter(None, range_boundaries(appendix.tables[TABLE.name].ref)))
    for number in range(left, right + 1):
        formula = appendix.cell(top + 1, number).value
        formula = re.sub(rf"{TABLE.name}\[\[#This Row\],\[(.*?)\]\]", r"[@\1]", str(formula))
        yield f"{appendix.cell(top, number).value}\t{formula}"


def _text(value: object) -> str:
    return "" if value is None else f"{value:.6g}" if isinstance(value, float) else str(value)


def golden(made: Made) -> str:
    title = title_of("targets", made.lang)
    appendix = made.formulas["附表" if made.lang == "zh" else "Appendix"]
    lines = [*shown(made.values[title], made.formulas[title]), "", *columns(appendix)]
    return "\n".join(lines) + "\n"


def test_the_section_shows_what_it_showed(report: Made) -> None:
    expected = (GOLDENS / f"targets.{report.lang}.txt").read_text(encoding="utf-8")
    assert golden(report) == expected


@pytest.mark.parametrize("lang", LANGUAGES)
def test_formulas_are_short_enough_to_be_read(lang: Lang) -> None:
    for line in (GOLDENS / f"targets.{lang}.txt").read_text(encoding="utf-8").splitlines():
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
            (GOLDENS / f"targets.{lang}.txt").write_text(golden(made), encoding="utf-8")


if __name__ == "__main__":
    write()
