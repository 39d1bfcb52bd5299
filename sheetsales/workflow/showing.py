"""Sheets in the workbook that show what reports show: added when somebody asks, renewed by every check."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import replace
from typing import TYPE_CHECKING, Final

from sheetsales.book.book import Book
from sheetsales.cells.edits import AddSheet, Edit
from sheetsales.checking.judge import Judged, judge
from sheetsales.checking.memory import FINGERPRINT
from sheetsales.dataclass import dataclass
from sheetsales.errors import BadRequest
from sheetsales.pages.laid_out import pages_there
from sheetsales.schema.store import store_edits
from sheetsales.texts import Text
from sheetsales.workflow.opening import Opened

if TYPE_CHECKING:
    from sheetsales.reports.in_book.scene import Scene

PERSON, EVERYBODY = "person", "all"
_WHOSE: Final = Text(
    "请写是谁的周回顾：sheetsales sheets add BOOK person --who 姓名（可写几个，用逗号隔开），所有人写 --who all。",
    "Say whose weekly review: sheetsales sheets add BOOK person --who NAME (several with commas), --who all for everybody.",
)
_NOBODY: Final = Text(
    "人员表里没有在职的人，做不出周回顾。先把人填进人员表；没有人员表的，用 sheetsales sheets add BOOK team 加上。",
    "Team names nobody who is there, so there is no weekly review to make. Fill in Team first; sheetsales sheets add BOOK team "
    "brings one where there is none.",
)
_SHOWN: Final = "shown"
"""What the sheets were made of when they were renewed last."""


def with_shown_sheets(opened: Opened, judged: Judged) -> tuple[Judged, tuple[Edit, ...]]:
    """The same with what the sheets rest on to be remembered, and the edits that renew them; none where they say it all."""
    if not pages_there(opened.workbook) or not judged.book.table("pipeline").bound:
        return judged, ()
    from sheetsales.reports.in_book.sheets import choices, renewed

    mark = f"{judged.store[FINGERPRINT]} {choices(opened.workbook)}"
    if opened.store.get(_SHOWN) == mark:
        return judged, ()
    edits = tuple(renewed(_scene(opened, judged)))
    if judged.unchanged:  # a check has nothing to write then, but another month was chosen
        return judged, (*edits, *store_edits(opened.workbook, {_SHOWN: mark}))
    return replace(judged, store={**judged.store, _SHOWN: mark}), edits


def shown_keys(book: Book, key: str, who: Sequence[str], today: dt.date) -> tuple[str, ...]:
    """The sheets meant by a key: one, or of people one for each. Raises ``BadRequest`` where nobody is named, or somebody
    Team does not have."""
    if key != PERSON:
        return (key,)
    from sheetsales.process.people import people
    from sheetsales.reports.editions import of_person
    from sheetsales.reports.in_book.person_sheet import slug

    if not who:
        raise BadRequest(_WHOSE)
    known = people(book)
    if EVERYBODY in who:
        found = [person for person in known.all if person.id and not known.gone(person.id, today)]
        if not found:
            raise BadRequest(_NOBODY)
    else:
        found = [known.by_id[person] for name in who for person in of_person(book, name).ids or ()]
    return tuple(f"{PERSON}_{slug(person)}" for person in found)


@dataclass(frozen=True)
class Showing:
    """Sheets that come, and those that were there and are brought up to date, by title; and the edits."""

    added: tuple[str, ...]
    renewed: tuple[str, ...]
    edits: tuple[Edit, ...]


def shown_sheets(opened: Opened, keys: Sequence[str], *, today: dt.date) -> Showing:
    """The sheets asked for, as they should be. Raises ``NothingToDo`` for a workbook without deals."""
    from sheetsales.reports.in_book.sheets import added
    from sheetsales.reports.required import require_pipeline

    require_pipeline(opened.book)
    judged = judge(opened.workbook, opened.book, opened.findings, today=today, store=opened.store)
    found = list(added(_scene(opened, judged), keys))
    new = {title for title, edits in found if any(isinstance(edit, AddSheet) for edit in edits)}
    return Showing(
        tuple(title for title, _ in found if title in new),
        tuple(title for title, edits in found if edits and title not in new),
        tuple(edit for _, edits in found for edit in edits),
    )


def _scene(opened: Opened, judged: Judged) -> Scene:
    from sheetsales.process.part import without_pay
    from sheetsales.reports.in_book.scene import (
        Scene,  # a check of a workbook without such sheets goes without reports
    )
    from sheetsales.rules.everything import CATALOGUE

    return Scene(opened.workbook, without_pay(judged.book), judged.findings, judged.today, CATALOGUE)
