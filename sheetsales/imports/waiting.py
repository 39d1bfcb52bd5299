"""The sheet of payments nobody could place: rows wait there until somebody writes the contract."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Mapping, Sequence
from decimal import Decimal
from typing import Final

from sheetsales.book.parsing.cleaning import is_blank
from sheetsales.cells.address import CellRef
from sheetsales.cells.edits import AddSheet, AppendRows, Edit, SetCell
from sheetsales.cells.grid import Grid, Workbook
from sheetsales.cells.values import CellValue, EditValue
from sheetsales.dataclass import dataclass
from sheetsales.imports.matching import Match, mark_of
from sheetsales.imports.payments import Payment
from sheetsales.look.numbers import DATE, MONEY
from sheetsales.speech.lists import listed
from sheetsales.texts import Lang, Text

TITLE: Final = Text("待认领", "To be matched")
TABLE: Final = "tblToBeMatched"
COLUMNS: Final[Mapping[str, Text]] = {
    "day": Text("到账日期", "Received on"),
    "amount": Text("金额", "Amount"),
    "currency": Text("币种", "Currency"),
    "payer": Text("付款人", "Payer"),
    "memo": Text("摘要", "Details"),
    "reference": Text("流水号", "Reference"),
    "candidates": Text("可能的合同", "May be for"),
    "why": Text("为什么没对上", "Why it waits"),
    "contract": Text("合同编号（填这里）", "Contract no. (write it here)"),
    "booked": Text("已记入", "Booked on"),
}
_WIDTHS: Final = (13.0, 14.0, 9.0, 28.0, 36.0, 22.0, 28.0, 36.0, 22.0, 13.0)
_FORMATS: Final = {"day": DATE, "amount": MONEY, "booked": DATE}
_TEXTS: Final = ("payer", "reference", "contract", "currency")
_BETWEEN: Final = " / "


@dataclass(frozen=True)
class Waiting:
    """The sheet as it stands: ``claimed`` are payments of which somebody wrote the contract, each with the cell that says
    when it was booked; ``marks`` tell every payment that waits or waited there."""

    grid: Grid | None
    target: str
    headings: Mapping[str, str]
    claimed: tuple[tuple[Payment, CellRef], ...]
    marks: frozenset[str]


def waiting_in(workbook: Workbook) -> Waiting:
    """What waits in a workbook."""
    for grid in workbook.grids:
        for table in grid.tables:
            if table.name.startswith(TABLE):
                return _read(
                    grid, table.name, table.area.first_row, table.area.last_row, table.area.first_column
                )
    return Waiting(None, TABLE, {}, (), frozenset())


def _read(grid: Grid, target: str, top: int, bottom: int, left: int) -> Waiting:
    places, headings = {}, {}
    for column in range(left, left + 64):
        said = str(grid.value(top, column) or "")
        for key, title in COLUMNS.items():
            if said in (title.zh, title.en):
                places[key], headings[key] = column, said
    claimed, marks = [], set()
    for row in range(top + 1, bottom + 1):
        cells = {key: grid.value(row, column) for key, column in places.items()}
        payment = _payment(row, cells)
        if payment is not None:
            marks.add(mark_of(payment))
            if payment.contract and is_blank(cells.get("booked")) and "booked" in places:
                claimed.append((payment, CellRef(grid.name, row, places["booked"])))
    return Waiting(grid, target, headings, tuple(claimed), frozenset(marks))


def _payment(row: int, cells: Mapping[str, CellValue]) -> Payment | None:
    day, amount = cells.get("day"), cells.get("amount")
    if isinstance(day, dt.datetime):
        day = day.date()
    if (
        not isinstance(day, dt.date)
        or isinstance(amount, bool)
        or not isinstance(amount, int | float | Decimal)
    ):
        return None
    texts = {key: " ".join(str(cells.get(key) or "").split()) for key in _TEXTS}
    said = tuple(filter(None, (part.strip() for part in texts["currency"].split(_BETWEEN.strip()))))
    return Payment(
        row, day, Decimal(str(amount)), texts["payer"], "", texts["contract"], texts["reference"], said
    )


def waiting_edits(waiting: Waiting, matches: Sequence[Match], lang: Lang) -> Iterator[Edit]:
    """Rows for the payments that wait, on a new sheet where there is none."""
    if not matches:
        return
    rows = [_row(match, lang) for match in matches]
    if waiting.grid is None:
        yield AddSheet(
            TITLE.in_(lang), tuple(title.in_(lang) for title in COLUMNS.values()),
            tuple(tuple(row[key] for key in COLUMNS) for row in rows), TABLE, widths=_WIDTHS,
            formats=tuple(_FORMATS.get(key) for key in COLUMNS),
        )  # fmt: skip
        return
    cells = (
        {waiting.headings[key]: value for key, value in row.items() if key in waiting.headings}
        for row in rows
    )
    yield AppendRows(waiting.target, tuple(cells))


def _row(match: Match, lang: Lang) -> dict[str, EditValue]:
    one = match.payment
    return {
        "day": one.day,
        "amount": one.amount,
        "currency": _BETWEEN.join(one.currencies) or None,
        "payer": one.payer or None,
        "memo": one.memo or None,
        "reference": mark_of(one),  # known again, whatever is corrected beside it
        "candidates": listed(match.candidates).in_(lang) if match.candidates else None,
        "why": match.why.in_(lang),
        "contract": None,
        "booked": None,
    }


def booked_edits(booked: Sequence[CellRef], today: dt.date) -> Iterator[Edit]:
    """The day claimed payments were booked, beside them."""
    for at in booked:
        yield SetCell(at, today, None)
