"""``print``: a document from the rows of a workbook, in the team's own form or ours."""

from __future__ import annotations

import datetime as dt
from pathlib import Path
from typing import BinaryIO, Final

from sheetsales.backends.saving import check_place, save_new
from sheetsales.backends.workroom import workroom
from sheetsales.checking.judge import judge
from sheetsales.dataclass import dataclass
from sheetsales.documents.document import Kind
from sheetsales.documents.drawn import draw
from sheetsales.documents.printed import document
from sheetsales.forms.problem import Filled, Problem
from sheetsales.texts import Lang, Text
from sheetsales.workflow.copies import Copies, make_copies
from sheetsales.workflow.opening import open_book
from sheetsales.workflow.places import check_new
from sheetsales.workflow.templating import check_template, fill

_WHAT: Final = Text("单据", "The document")


@dataclass(frozen=True)
class Printed:
    """A document that was made: where it is, its number as the workbook has it, what was said on the way."""

    path: Path
    kind: Kind
    number: str
    lang: Lang
    copies: tuple[Path, ...]
    notices: tuple[Text, ...]
    filled: tuple[Filled, ...]
    problems: tuple[Problem, ...]


def print_document(
    book: Path,
    kind: Kind,
    number: str,
    *,
    today: dt.date,
    out: Path | None = None,
    pdf: bool = False,
    template: Path | None = None,
    force: bool = False,
    dry_run: bool = False,
) -> Printed:
    """Make the document of a number, of a statement the customer's, beside the workbook or at ``out``, which may be a folder.

    Raises ``BadRequest`` where the number is unknown or its rows do not go together, ``NothingToDo`` where the sheet is
    missing.
    """
    opened = open_book(book, today=today)
    judged = judge(
        opened.workbook, opened.book, opened.findings, today=today, store=opened.store, remembers=False
    )
    made = document(judged.book, kind, number, today, judged.findings)
    name = made.stem + (template.suffix.lower() if template else ".xlsx")
    place = book.with_name(name) if out is None else out / name if out.is_dir() else out
    copies = Copies(pdf=place.with_suffix(".pdf")) if pdf else Copies()
    _check(place, copies, template, book, force=force)
    with workroom() as folder:
        form, filled = template or folder / "form.xlsx", folder / place.name
        if template is None:
            draw(made, form, today)
        filling = fill(form, made.contents, filled, f"{kind} {made.number}", today)
        done: tuple[Path, ...] = ()
        notices = list(made.notices)
        if not dry_run:
            data = filled.read_bytes()

            def write(target: BinaryIO) -> None:
                target.write(data)

            save_new(place, write, overwrite=force, like=book)
            done, said = make_copies(copies, filled, folder / "none.html", book)
            notices += said
    return Printed(
        place, kind, made.number, made.lang, done, tuple(notices), filling.filled, filling.problems
    )


def _check(place: Path, copies: Copies, template: Path | None, book: Path, *, force: bool) -> None:
    """Refuses places that are taken, and templates that are none."""
    if template is not None:
        check_template(template, book, place)
    kind = template.suffix.lower() if template is not None else ".xlsx"
    check_new(_WHAT, place, book, kind, overwrite=force)
    if copies.pdf is not None:
        check_place(copies.pdf, overwrite=force)
