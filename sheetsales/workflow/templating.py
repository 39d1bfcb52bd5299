"""A report put into a team's own template: everything wrong with it is told before anything is written."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Final, TypeVar

from sheetsales.backends.reader import read_workbook
from sheetsales.backends.saving import save_new
from sheetsales.backends.workroom import workroom
from sheetsales.cells.address import CellRef, parse_area
from sheetsales.cells.edits import Edit, ReplaceRows, SetCell, SetName
from sheetsales.cells.grid import Workbook
from sheetsales.cells.values import Formula
from sheetsales.dataclass import dataclass
from sheetsales.errors import BadRequest, NotAWorkbook
from sheetsales.texts import Lang, Text
from sheetsales.workflow.opening import open_book
from sheetsales.workflow.places import check_new

if TYPE_CHECKING:
    from sheetsales.cells.form import Repeat
    from sheetsales.forms.contents import Contents
    from sheetsales.forms.filling import Filling
    from sheetsales.reports.summary import ReportSummary
    from sheetsales.workflow.template_sheets import People

Summary = TypeVar("Summary", bound="ReportSummary")
KINDS: Final = (".xlsx", ".xlsm")
MARK: Final = "sheetsales_filled"
"""The defined name by which a filled template is known again; it holds what it was filled with."""
_OTHER_KIND: Final = Text(
    "模板要是 .xlsx 或 .xlsm，“{name}”不行。在 Excel 里另存为“Excel 工作簿 (*.xlsx)”再来。",
    "A template is an .xlsx or .xlsm file; '{name}' will not do. Save it in Excel as Excel Workbook (*.xlsx) and try again.",
)
_NEW: Final = Text("新模板", "A new template")
_IS_BOOK: Final = Text(
    "“{name}”就是工作簿本身，不能当模板。模板另用一个文件；没有的话用 sheetsales report --template-new 做一个。",
    "'{name}' is the workbook itself and cannot be its template. Use another file; sheetsales report --template-new makes one to begin with.",
)
_IS_OUT: Final = Text(
    "“{name}”是模板，不能写到它上面。用 -o 换个文件名。",
    "'{name}' is the template and is not written over. Choose another file with -o.",
)


def check_template(template: Path, book: Path, place: Path) -> None:
    """Refuses what is no template, the workbook itself, and writing over the template."""
    if template.suffix.lower() not in KINDS:
        raise BadRequest(_OTHER_KIND.fill(name=template.name))
    if template.exists() and template.samefile(book):
        raise BadRequest(_IS_BOOK.fill(name=template.name))
    if template.exists() and place.exists() and template.samefile(place):
        raise BadRequest(_IS_OUT.fill(name=template.name))


def fill_template(
    summary: Summary,
    template: Path,
    out: Path,
    *,
    today: dt.date,
    earlier: Sequence[Path] = (),
    people: People = tuple,
) -> Summary:
    """Fill ``template`` with what a report tells and write it to ``out``; what people typed into one of the ``earlier``
    files, the first that is there, stays with its rows. ``people`` are those that sheets are made for where it asks for
    them."""
    if summary.contents is None:
        raise TypeError(summary)
    made = fill(template, summary.contents(), out, summary.month, today, earlier=earlier, people=people)
    return replace(summary, filled=made.filled, problems=made.problems)


def fill(
    template: Path,
    contents: Contents,
    out: Path,
    mark: str,
    today: dt.date,
    *,
    earlier: Sequence[Path] = (),
    people: People = tuple,
) -> Filling:
    """The template filled with contents, in ``out``; raises ``BadRequest`` with all that is wrong where nothing can be.
    ``mark`` stands for ``{month}`` in the names of sheets."""
    from sheetsales.backends.ooxml.form_fill import (
        fill_form,
        refused,
        store_values,
    )  # lxml-free, but not small
    from sheetsales.forms.filling import filling_of
    from sheetsales.workflow.template_sheets import spread

    sheets = spread(template, contents, out.with_name("sheets.xlsx"), mark, people, _typed_before(earlier))

    def no(repeats: Sequence[Repeat], edits: Sequence[Edit]) -> Sequence[tuple[int, Text]]:
        return refused(sheets.path, repeats, edits)

    made = filling_of(sheets.parts, no, sheets.problems)
    if made.stopped:
        raise BadRequest(faults(template, made))
    mid = out.with_name("filled.xlsx")
    with mid.open("wb") as stream:
        fill_form(sheets.path, made.repeats, (*made.edits, SetName(MARK, f'"{mark}"')), stream)
    with out.open("wb") as stream:
        store_values(mid, _recalculated(mid, made, today), stream)
    return made


def _recalculated(path: Path, made: Filling, today: dt.date) -> tuple[tuple[CellRef, Formula], ...]:
    """The template's own formulas with what they come to now."""
    from sheetsales.backends.ooxml.form_formulas import read_formulas
    from sheetsales.backends.ooxml.form_read import read_form
    from sheetsales.forms.recalculated import recalculated, written_areas

    form = read_form(path)
    formulas = read_formulas(path, form.workbook)
    cells = [edit.at for edit in made.edits if isinstance(edit, SetCell)]
    filled = {one.name.casefold() for one in made.filled}
    named = [parse_area(name.refers_to) for name in form.names if name.name.casefold() in filled]
    cells += [CellRef(area.sheet, area.first_row, area.first_column) for area in named if area is not None]
    tables = [edit.table for edit in made.edits if isinstance(edit, ReplaceRows)]
    return recalculated(form, formulas, tuple(written_areas(form, cells, tables)), today)


@dataclass(frozen=True)
class NewTemplate:
    """A template that was made, how many of its cells and Tables have a name, and its language."""

    path: Path
    names: int
    tables: int
    lang: Lang


def new_template(
    book: Path,
    place: Path,
    *,
    today: dt.date,
    lang: Lang | None = None,
    force: bool = False,
    dry_run: bool = False,
) -> NewTemplate:
    """Write a template to begin with, in the workbook's language unless another is asked for."""
    from sheetsales.indicators.catalogue import definition
    from sheetsales.reports.form.starter import write_starter
    from sheetsales.reports.indicators_table import codes_of

    check_new(_NEW, place, book, KINDS[0], overwrite=force)
    held = open_book(book, today=today).book
    language = lang or held.lang
    indicators = [(code, definition(held, code).title) for code in codes_of(held)]
    with workroom() as folder:
        made = folder / place.name
        counts = write_starter(made, language, indicators, today=today)
        if not dry_run:
            save_new(place, lambda out: out.write(made.read_bytes()), overwrite=force)
    return NewTemplate(place, counts.names, counts.tables, language)


def faults(template: Path, made: Filling) -> Text:
    """Everything that is wrong with a template, a line each."""
    from sheetsales.forms import texts

    lines = [texts.STOPPED.fill(name=template.name), *(problem.line for problem in made.problems)]
    return Text("\n".join(line.zh for line in lines), "\n".join(line.en for line in lines))


def _typed_before(places: Sequence[Path]) -> Workbook | None:
    for place in places:
        if place.is_file():
            try:
                return read_workbook(place)
            except NotAWorkbook:
                continue
    return None
