"""The edits that bring the sheet Reading up to date: none where it says it already."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import groupby
from typing import Final

from sheetsales.adopt.proposal import Proposal
from sheetsales.adopt.reading.offers import Offer, list_rows, offer_named
from sheetsales.adopt.reading.page import ASK, LEFT, UNREAD
from sheetsales.adopt.reading.rows import rows
from sheetsales.cells.address import Area, CellRef, column_letters, quote_sheet
from sheetsales.cells.edits import (
    AddSheet,
    Edit,
    EntryLook,
    SetName,
    SetNote,
    SetValidation,
    SetVisibility,
    Signal,
)
from sheetsales.cells.grid import Workbook
from sheetsales.look import styles
from sheetsales.look.styles import tab_colour
from sheetsales.pages import Row, find, keep, new_sheet
from sheetsales.schema.reading import LISTS, READING
from sheetsales.texts import Lang, Text

_REACH: Final = 2_000
_HOW: Final = Text(
    "从下拉里选。选好后运行 sheetsales adopt 或 check（或点“检查数据”），就照此读表；已认错的行也在这里改。空着的不动。",
    "Choose from the drop-down. The next sheetsales adopt or check (or a click on Check data) reads the workbook that way; "
    "what was read wrongly is corrected here too. Blank leaves it as it is.",
)


def reading_edits(
    workbook: Workbook, proposal: Proposal, *, asked: bool = False, answered: bool = False
) -> tuple[Edit, ...]:
    """The sheet as it should be now. It is made where somebody ``asked`` for it, and kept where it is; once nothing is open
    after an answer (``answered``) it is folded away."""
    lang, place = proposal.language, find(workbook, READING)
    if place is None and not asked:
        return ()
    said = rows(proposal, lang)
    offers = [
        offer for name in dict.fromkeys(str(row["offers"]) for row in said) if (offer := offer_named(name))
    ]
    edits = list(_lists(workbook, offers, proposal.preset, lang))
    if place is None:
        return (*_new(workbook, said, lang, edits),)
    grid = workbook.grid(place.sheet)
    hidden = grid is not None and grid.visibility != "visible"
    edits += keep(workbook, lang, READING, said)
    if asked and hidden:
        edits.append(SetVisibility(place.sheet, "visible"))
    elif answered and not (hidden or proposal.questions or workbook.structure_locked):
        edits.append(SetVisibility(place.sheet, "hidden"))
    return tuple(edits)


def _new(workbook: Workbook, said: Sequence[Row], lang: Lang, lists: Sequence[Edit]) -> Iterator[Edit]:
    sheet = new_sheet(workbook, lang, READING, said)
    yield replace(sheet, look=_look(lang))
    yield from lists
    columns = [column.key for column in READING.columns]
    at, offers = columns.index("answer") + 1, columns.index("offers") + 1
    yield SetNote(CellRef(sheet.name, 1, at), _HOW.in_(lang))
    yield SetValidation(Area(sheet.name, 2, at, _REACH, at), f"INDIRECT(${column_letters(offers)}2)")


def _look(lang: Lang) -> EntryLook:
    """What waits for an answer stands out, what is not read is quiet."""
    folded = tuple(column.key in ("offers", "sheets") for column in READING.columns)
    shown = len(READING.columns) - sum(folded)
    watch = styles.WATCH_CELL
    signals = (
        Signal(f'$A2="{ASK.in_(lang)}"', 1, shown, _hex(watch["font_color"]), _hex(watch["bg_color"])),
        Signal(f'OR($A2="{LEFT.in_(lang)}",$A2="{UNREAD.in_(lang)}")', 1, shown, _hex(styles.QUIET)),
    )
    written = tuple(column.key != "answer" for column in READING.columns)
    return EntryLook(folded, written, signals, tab=_hex(tab_colour(written=True)), reach=_REACH)


def _hex(colour: object) -> str:
    return str(colour).removeprefix("#")


def _lists(workbook: Workbook, offers: Sequence[Offer], preset: str, lang: Lang) -> Iterator[Edit]:
    """The lists of the drop-downs with a name each, anew where one has changed."""
    said = [{"list": name, "choice": choice} for name, choice in list_rows(offers, preset, lang)]
    changed = list(keep(workbook, lang, LISTS, said))
    if not changed:
        return
    yield from changed
    place = find(workbook, LISTS)
    added = next((edit for edit in changed if isinstance(edit, AddSheet)), None)
    name = added.name if added else place.sheet if place else ""
    first = 2
    for key, group in groupby(said, key=lambda row: row["list"]):
        last = first + sum(1 for _ in group) - 1
        yield SetName(key, f"{quote_sheet(name)}!$B${first}:$B${last}")
        first = last + 1
