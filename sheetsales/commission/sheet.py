"""The edits that bring the Commission sheet up to date: drafts are written over, approved rows never."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from decimal import Decimal
from typing import Final

from sheetsales.book.book import Book
from sheetsales.book.labels import text_of
from sheetsales.cells.edits import AppendRows, Edit, SetCell
from sheetsales.cells.values import EditValue
from sheetsales.commission.kept import KeptRow
from sheetsales.commission.slices import Slice
from sheetsales.process.written_names import Names
from sheetsales.texts import Lang, Text

_WRITTEN: Final = (
    "period", "person", "plan", "opportunity", "base", "rate", "amount", "kind", "share", "factor", "receipt", "why",
    "status",
)  # fmt: skip
_NO_MORE: Final = Text("按现在的数据没有这一笔了", "By today's data this is not due any more")
_OF: Final = Text("{deal}：", "{deal}: ")


def draft_edits(book: Book, period: str, slices: Sequence[Slice], rows: Sequence[KeptRow]) -> list[Edit]:
    """Drafts of a period replaced: a slice keeps its row, and with it what its person wrote beside it; rows typed by hand
    stay."""
    old: dict[tuple[str, ...], list[KeptRow]] = {}
    for row in rows:
        if row.period == period and not row.fixed and not row.typed:
            old.setdefault(row.key, []).append(row)
    edits: list[Edit] = []
    left: list[Mapping[str, EditValue]] = []
    for piece in slices:
        cells = _cells(book, period, piece)
        same = old.get((piece.person, piece.plan, piece.kind, _deal(book, piece), _receipt(book, piece)))
        if same:
            edits += _over(book, same.pop(0).at, cells)
        else:
            left.append(cells)
    gone = [row for found in old.values() for row in found]
    free = [row.at for row in gone if not row.answered]
    edits += [edit for row in gone if row.answered for edit in _over(book, row.at, _nothing(book))]
    for at, cells in zip(free, left, strict=False):
        edits += _over(book, at, cells)
    for at in free[len(left) :]:
        edits += _over(book, at, dict.fromkeys(_WRITTEN))
    return edits + _appended(book, left[len(free) :])


def approval_edits(book: Book, rows: Iterable[KeptRow], approver: str) -> list[Edit]:
    """Draft rows approved by somebody."""
    table, name = book.table("commission"), Names(book, "commission", "person").of(approver)
    approved = text_of(book, "commission", "status", "approved", book.lang)
    edits: list[Edit] = []
    for row in rows:
        for key, value in (("status", approved), ("approved_by", name)):
            at = table.cell(row.at, key)
            if at is not None:
                edits.append(SetCell(at, value, table.raw[key][row.at]))
    return edits


def _cells(book: Book, period: str, piece: Slice) -> Mapping[str, EditValue]:
    names = Names(book, "commission", "person")
    why = piece.why.in_(book.lang)
    if piece.deal and not _deal(book, piece):
        why = _OF.fill(deal=piece.deal).in_(book.lang) + why
    return {
        "period": period,
        "person": names.of(piece.person),
        "plan": piece.plan or None,
        "opportunity": _deal(book, piece) or None,
        "base": _number(piece.base, 4),
        "rate": _number(piece.rate, 10),
        "amount": _number(piece.amount, 2),
        "kind": text_of(book, "commission", "kind", piece.kind, book.lang),
        "share": _number(piece.share, 6),
        "factor": _number(piece.factor, 6),
        "receipt": _receipt(book, piece) or None,
        "why": why,
        "status": text_of(book, "commission", "status", "draft", book.lang),
    }


def _deal(book: Book, piece: Slice) -> str:
    """The deal as the sheet refers to it; "" for what is none of the Pipeline."""
    return piece.deal if piece.deal in book.table("pipeline").by_id else ""


def _receipt(book: Book, piece: Slice) -> str:
    return piece.receipt if piece.receipt in book.table("receipts").by_id else ""


def _number(value: Decimal | None, digits: int) -> float | None:
    return None if value is None else float(round(value, digits))


def _nothing(book: Book) -> Mapping[str, EditValue]:
    return {"base": None, "rate": None, "amount": 0, "why": _NO_MORE.in_(book.lang)}


def _over(book: Book, at: int, cells: Mapping[str, EditValue]) -> list[Edit]:
    """The cells of a row that change."""
    table = book.table("commission")
    edits: list[Edit] = []
    for key, value in cells.items():
        place, stands = table.cell(at, key), table.raw.get(key, ())[at : at + 1]
        if place is not None and stands and stands[0] != value and not (stands[0] == "" and value is None):
            edits.append(SetCell(place, value, stands[0]))
    return edits


def _appended(book: Book, rows: Sequence[Mapping[str, EditValue]]) -> list[Edit]:
    if not rows:
        return []
    bound = book.table("commission").bound[-1]
    headings = {column.column.key: column.heading for column in bound.columns}
    told = tuple({headings[k]: v for k, v in row.items() if k in headings and v is not None} for row in rows)
    return [AppendRows(bound.target, told)]


def in_words(book: Book, kind: str, lang: Lang) -> str:
    """A kind of pay as people call it."""
    return text_of(book, "commission", "kind", kind, lang)
