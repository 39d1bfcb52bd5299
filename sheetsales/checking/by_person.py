"""The findings counted by person, in a small sheet of their own."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Final

from sheetsales.cells.edits import Edit
from sheetsales.cells.grid import Workbook
from sheetsales.cells.values import CellValue
from sheetsales.checking.summary import PersonFindings
from sheetsales.checking.written_pages import BY_PERSON_PAGE
from sheetsales.pages import keep
from sheetsales.texts import Lang

FEWEST: Final = 2
"""People with findings; for fewer a sheet of its own says nothing new."""


def by_person_edits(workbook: Workbook, lang: Lang, people: Sequence[PersonFindings]) -> Iterator[Edit]:
    """The edit that makes the sheet say these people; none where it does. Columns the team added stay beside a name."""
    yield from keep(workbook, lang, BY_PERSON_PAGE, [_row(person) for person in people], least=FEWEST)


def _row(person: PersonFindings) -> dict[str, CellValue]:
    return {
        "owner": person.name,
        "errors": person.errors,
        "warnings": person.warnings,
        "amount": person.money,
        "oldest": person.oldest,
    }
