"""What somebody chose on the sheet Reading, as answers; what cannot be meant is refused with its cell."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Final

from sheetsales.adopt.answers import Answers, ColumnAnswer, SheetAnswer
from sheetsales.adopt.known import merged
from sheetsales.adopt.reading.offers import Offer, answers_of, offer_named, understood
from sheetsales.adopt.reading.rows import SHEET_MARK
from sheetsales.cells.grid import Workbook
from sheetsales.dataclass import dataclass
from sheetsales.errors import BadRequest
from sheetsales.pages import find
from sheetsales.schema.blocks import SEARCHED_ROWS
from sheetsales.schema.reading import READING
from sheetsales.schema.title_rows import heading_cells
from sheetsales.speech.lists import listed
from sheetsales.texts import Text

_MOST: Final = 6
_NO_ANSWER: Final = Text(
    "{at} 写了“{said}”，不在可选项里（{some}）。请从下拉里选一个，或把这一格清空。",
    "{at} says '{said}', which is none of the choices ({some}). Choose one from the drop-down, or clear the cell.",
)
_GONE: Final = Text(
    "{at} 回答的是工作表“{sheet}”的“{heading}”，现在没有这张表或这个列名。请清空这一格，再运行 sheetsales adopt 更新“{page}”。",
    "{at} answers for '{heading}' on the sheet '{sheet}', which is not there any more. Clear the cell and run sheetsales "
    "adopt to bring '{page}' up to date.",
)
_TWICE: Final = Text(
    "{at} 和 {other} 把“{sheet}”的两列都选成了“{said}”。一张表里一列只能对应一个列名，请改掉一个。",
    "{at} and {other} both choose '{said}' for the sheet '{sheet}'. One heading of a sheet can be that column: change one of "
    "them.",
)


@dataclass(frozen=True, slots=True)
class _Chosen:
    """One answered row."""

    at: str
    said: str
    yours: str
    sheets: tuple[str, ...]
    offer: Offer
    code: str


def answers_in(workbook: Workbook, preset: str) -> Answers:
    """The answers on the sheet. Raises ``BadRequest`` naming the cell that cannot be followed."""
    chosen = list(_chosen(workbook, preset))
    _refuse_twice(chosen)
    found = Answers()
    for row in chosen:
        found = merged(found, _answer(row))
    return found


def _chosen(workbook: Workbook, preset: str) -> Iterator[_Chosen]:
    place = find(workbook, READING)
    if place is None:
        return
    at = {key: place.headings.index(heading) for heading, key in place.keys.items()}
    for i, row in enumerate(place.rows):
        said = str(row[at["answer"]] or "").strip()
        if not said:
            continue
        cell = str(place.cell(i, at["answer"]))
        offer = offer_named(str(row[at["offers"]] or ""))
        yours = str(row[at["yours"]] or "").strip()
        sheets = tuple(name for name in str(row[at["sheets"]] or "").split(SHEET_MARK) if name)
        code = understood(said, offer, preset) if offer else None
        if offer is None or code is None:
            some = listed(answers_of(offer or Offer(), preset).values(), most=_MOST)
            raise BadRequest(_NO_ANSWER.fill(at=cell, said=said, some=some))
        row_chosen = _Chosen(cell, said, yours, sheets, offer, code)
        _refuse_gone(row_chosen, workbook, place.sheet)
        yield row_chosen


def _refuse_gone(row: _Chosen, workbook: Workbook, page: str) -> None:
    for sheet in row.sheets:
        grid = workbook.grid(sheet)
        is_there = grid is not None
        if grid is not None and row.offer.record:
            rows = range(grid.first_row, min(grid.first_row + SEARCHED_ROWS, grid.last_row + 1))
            is_there = any(
                " ".join(text.split()) == row.yours for r in rows for _, text in heading_cells(grid, r)
            )
        if not is_there:
            raise BadRequest(_GONE.fill(at=row.at, sheet=sheet, heading=row.yours, page=page))


def _refuse_twice(chosen: list[_Chosen]) -> None:
    """Two headings of one sheet cannot be the same column."""
    seen: dict[tuple[str, str], _Chosen] = {}
    for row in chosen:
        if not row.offer.record or row.offer.column or row.code == "-":
            continue
        for sheet in row.sheets:
            other = seen.setdefault((sheet, row.code), row)
            if other is not row:
                raise BadRequest(_TWICE.fill(at=row.at, other=other.at, sheet=sheet, said=row.said))


def _answer(row: _Chosen) -> Answers:
    if row.offer.column:
        return Answers(values={f"{row.offer.record}.{row.offer.column}": {row.yours: row.code}})
    if row.offer.record:
        return Answers({sheet: SheetAnswer(columns=_column(row)) for sheet in row.sheets})
    return Answers({sheet: SheetAnswer(row.code) for sheet in row.sheets})


def _column(row: _Chosen) -> Mapping[str, ColumnAnswer]:
    return {row.yours: ColumnAnswer(row.code)}
