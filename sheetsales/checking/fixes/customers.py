"""What each customer bought, in the columns that the ledgers add to Customers; all of them are written by sheetsales."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Mapping, Sequence
from decimal import Decimal

from sheetsales.book.book import Book
from sheetsales.book.labels import text_of
from sheetsales.book.table import BookTable
from sheetsales.cells.values import CellValue
from sheetsales.indicators.bought import bought
from sheetsales.indicators.facts import Facts, gather
from sheetsales.indicators.grading import rfm, suggestions
from sheetsales.indicators.loyalty import purchases, undated
from sheetsales.process.price_list import PriceList
from sheetsales.process.returns import returns

Figures = Mapping[str, CellValue]
_NOTHING = Decimal()


def purchase_columns(book: Book, today: dt.date) -> Iterator[tuple[BookTable, int, str, CellValue]]:
    """Row, column and what it is to say, None for a blank: of who bought nothing that is on record, nothing is said."""
    table = book.table("customers")
    columns = [c.key for c in table.record.module_columns if table.has(c.key)]
    if not columns or book.since is not None:
        return
    for row, figures in purchase_figures(book, today):
        for column in columns:
            yield table, row, column, figures.get(column)


def purchase_figures(book: Book, today: dt.date) -> Iterator[tuple[int, Figures]]:
    """What is known of the purchases of each row of Customers, by column; a customer listed twice is told of once."""
    table = book.table("customers")
    facts = gather(book.whole or book, today)
    told = _told(facts)
    ids = facts.book.table("customers")
    grades = {
        ids.row_cell(s.row): text_of(book, "customers", "grade", s.grade, book.lang)
        for s in suggestions(facts)
    }
    for row, (key, name) in enumerate(zip(table.get("id"), table.get("name"), strict=True)):
        known = key or name
        if known is None:
            continue
        once = key is None or table.by_id[key] == row
        yield row, {**told.get(known, {}), "suggested_grade": grades.get(table.row_cell(row))} if once else {}


def _told(facts: Facts) -> Mapping[str, Figures]:
    """The figures of every customer that bought, by id; by name where there is none."""
    found, dateless = purchases(facts), undated(facts)
    rebuy, back, scored = PriceList(facts.book).rebuy_months, _given_back(facts), rfm(facts, found)
    told: dict[str, Figures] = {}
    for key in (*found, *(key for key in dateless if key not in found)):
        those, more = found.get(key, ()), dateless.get(key, ())
        figures: dict[str, CellValue] = {
            "purchases": len(those) + len(more),
            "bought": _worth([*(one.amount for one in those), *more], back.get(key, _NOTHING)),
        }
        if those:
            sums, score = bought(those, rebuy), scored.get(key)
            figures |= {
                "last_purchase": sums.last,
                "purchase_gap": sums.gap,
                "next_purchase": sums.expected,
                "preference": _product(facts.book, sums.product),
                "rfm": None if score is None else "-".join(map(str, score)),
            }
        told[key] = figures
    return told


def _worth(amounts: Sequence[Decimal | None], gone: Decimal | None) -> CellValue:
    """What all purchases come to, less what was given back; None where any of them is unknown."""
    if gone is None or None in amounts:
        return None
    return _plain(sum((one for one in amounts if one is not None), _NOTHING) - gone)


def _product(book: Book, code: str) -> str | None:
    return text_of(book, "pipeline", "product", code, book.lang) if code else None


def _given_back(facts: Facts) -> Mapping[str, Decimal | None]:
    """What returns gave back, by customer; None where one of them does not say."""
    found: dict[str, Decimal | None] = {}
    for one in returns(facts.book, facts.as_of) if facts.book.has("returns") else ():
        so_far = found.get(one.customer, _NOTHING)
        found[one.customer] = None if so_far is None or one.amount is None else so_far + one.amount
    return found


def _plain(amount: Decimal) -> int | float:
    number = float(amount)
    return int(number) if number.is_integer() else number
