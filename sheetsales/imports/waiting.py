"""The sheet of payments nobody could place: rows wait there until somebody writes the contract."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Mapping, Sequence
from decimal import Decimal
from typing import Final

from sheetsales.book.parsing.cleaning import is_blank
from sheetsales.cells.address import CellRef
from sheetsales.cells.edits import AppendRows, Edit, SetCell
from sheetsales.cells.grid import Workbook
from sheetsales.cells.values import CellValue
from sheetsales.dataclass import dataclass
from sheetsales.imports.matching import Match, mark_of
from sheetsales.imports.payments import Payment
from sheetsales.look.numbers import DATE, MONEY
from sheetsales.pages import Column, Page, Place, Row, find, new_sheet
from sheetsales.speech.lists import listed
from sheetsales.texts import Lang, Text

PAGE: Final = Page(
    Text("待认领", "To be matched"),
    "tblToBeMatched",
    (
        Column("day", Text("到账日期", "Received on"), 13, DATE),
        Column("amount", Text("金额", "Amount"), 14, MONEY),
        Column("currency", Text("币种", "Currency"), 9),
        Column("payer", Text("付款人", "Payer"), 28),
        Column("memo", Text("摘要", "Details"), 36),
        Column("reference", Text("流水号", "Reference"), 22),
        Column("candidates", Text("可能的合同", "May be for"), 28),
        Column("why", Text("为什么没对上", "Why it waits"), 36),
        Column("contract", Text("合同编号（填这里）", "Contract no. (write it here)"), 22),
        Column("booked", Text("已记入", "Booked on"), 13, DATE),
    ),
    needed=("day", "amount"),
)
_TEXTS: Final = ("payer", "reference", "contract", "currency")
_BETWEEN: Final = " / "


@dataclass(frozen=True)
class Waiting:
    """The sheet as it stands: ``claimed`` are payments of which somebody wrote the contract, each with the cell that says
    when it was booked; ``marks`` tell every payment that waits or waited there. ``place`` None where there is no sheet."""

    place: Place | None
    claimed: tuple[tuple[Payment, CellRef], ...] = ()
    marks: frozenset[str] = frozenset()


def waiting_in(workbook: Workbook) -> Waiting:
    """What waits in a workbook."""
    place = find(workbook, PAGE)
    if place is None:
        return Waiting(None)
    at = {key: place.headings.index(heading) for heading, key in place.keys.items()}
    claimed, marks = [], set()
    for number, row in enumerate(place.rows):
        cells = {key: row[column] for key, column in at.items()}
        payment = _payment(place.cell(number, 0).row, cells)
        if payment is not None:
            marks.add(mark_of(payment))
            if payment.contract and "booked" in at and is_blank(cells["booked"]):
                claimed.append((payment, place.cell(number, at["booked"])))
    return Waiting(place, tuple(claimed), frozenset(marks))


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


def waiting_edits(
    workbook: Workbook, waiting: Waiting, matches: Sequence[Match], lang: Lang
) -> Iterator[Edit]:
    """Rows for the payments that wait, on a new sheet where there is none."""
    rows = [_row(match, lang) for match in matches]
    place = waiting.place
    if not rows:
        return
    if place is None:
        yield new_sheet(workbook, lang, PAGE, rows)
        return
    yield AppendRows(
        place.target, tuple({heading: row[key] for heading, key in place.keys.items()} for row in rows)
    )


def _row(match: Match, lang: Lang) -> Row:
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
