"""``forms``: answers of forms that people filled in elsewhere become activities or customers."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Final

from sheetsales.backends.base import Applied
from sheetsales.backends.exports import export_sheets
from sheetsales.cells.edits import EditPlan
from sheetsales.cells.grid import Grid
from sheetsales.dataclass import dataclass
from sheetsales.errors import BadRequest
from sheetsales.imports.crm.form_sheet import (
    PAGE,
    Form,
    export_of,
    forms_in,
    headings_of,
    known_form,
    proposed_form,
    rows_of,
)
from sheetsales.imports.crm.recognise import Export
from sheetsales.imports.crm.taking import Asked, Outcome, Taking
from sheetsales.pages import keep, same_sheet_name
from sheetsales.speech.lists import listed
from sheetsales.texts import Lang, Text
from sheetsales.workflow.newest import anew
from sheetsales.workflow.opening import Opened, open_book
from sheetsales.workflow.taking_in import TakenIn, refused_files
from sheetsales.workflow.writing import write_plan

_NO_QUESTIONS: Final = Text(
    "{files} 里没有答卷：没有一行是问题。", "{files} hold no answers: no row looks like questions."
)


@dataclass(frozen=True)
class Answered:
    """What became of answers. ``proposed`` are forms nobody had described: they stand on ``sheet`` now, to be looked at, and
    nothing was taken from any file."""

    lang: Lang
    sheet: str
    proposed: tuple[Form, ...]
    taken: TakenIn | None
    applied: Applied


@anew
def take_answers(
    path: Path,
    files: Sequence[Path],
    *,
    today: dt.date,
    record: str = "",
    at_once: bool = False,
    dry_run: bool = False,
) -> Answered:
    """Take the answers of forms that the sheet Forms describes; put those it does not on that sheet first. ``at_once`` takes
    what is proposed as it is."""
    opened = open_book(path, today=today)
    lang = opened.book.lang
    forms = forms_in(opened.workbook)
    sheets = [(file, grid) for file in files for grid in export_sheets(file) if headings_of(grid)]
    if not sheets:
        raise BadRequest(_NO_QUESTIONS.fill(files=listed([file.name for file in files])))
    proposed = _proposed(sheets, forms, record)
    page = tuple(keep(opened.workbook, lang, PAGE, list(rows_of((*forms, *proposed), lang))))
    sheet = same_sheet_name(opened.workbook, PAGE, lang)
    if proposed and not at_once:
        plan = EditPlan(page, opened.workbook.sha256 or None)
        return Answered(lang, sheet, proposed, None, write_plan(path, plan, dry_run=dry_run))
    outcome = _outcome(opened, sheets, (*forms, *proposed), today)
    edits = (*page, *outcome.plan.edits) if proposed else outcome.plan.edits
    applied = write_plan(path, EditPlan(edits, opened.workbook.sha256 or None), dry_run=dry_run)
    places: Mapping[str, Path] = {file.name: file for file in files}
    errors, notices = ((), ()) if dry_run else refused_files(outcome, places, lang)
    return Answered(lang, sheet, proposed, TakenIn(lang, outcome, applied, (), errors, notices), applied)


def _proposed(sheets: Sequence[tuple[Path, Grid]], forms: Sequence[Form], record: str) -> tuple[Form, ...]:
    found: list[Form] = []
    taken = {form.name for form in forms}
    for file, grid in sheets:
        if known_form(grid, (*forms, *found)) is None:
            name = file.stem if file.stem not in taken else f"{file.stem} · {grid.name}"
            taken.add(name)
            found.append(proposed_form(name, grid, record))
    return tuple(found)


def _outcome(
    opened: Opened, sheets: Sequence[tuple[Path, Grid]], forms: Sequence[Form], today: dt.date
) -> Outcome:
    exports: list[Export] = []
    for file, grid in sheets:
        form = known_form(grid, forms)
        export = export_of(file.name, grid, form) if form is not None else None
        if export is not None:
            exports.append(export)
    return Taking(opened.book, opened.workbook, opened.store, today, Asked()).run(exports)
