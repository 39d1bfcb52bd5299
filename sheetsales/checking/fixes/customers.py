"""What each customer bought, in the columns that the ledgers add to Customers; all of them are written by sheetsales."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Mapping
from decimal import Decimal

from sheetsales.book.book import Book
from sheetsales.book.labels import text_of
from sheetsales.book.table import BookTable
from sheetsales.cells.values import CellValue
from sheetsales.indicators.bought import bought
from sheetsales.indicators.facts import Facts, gather
from sheetsales.indicators.grading import rfm, suggestions
from sheetsales.indicators.loyalty import purchases
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
        figures = {**told.get(known, {}), "suggested_grade": grades.get(table.row_cell(row))} if once else {}
        for column in columns:
            yield table, row, column, figures.get(column)


def _told(facts: Facts) -> Mapping[str, Figures]:
    """The figures of every customer that bought, by id; by name where there is none."""
    found = purchases(facts)
    rebuy, back, scored = PriceList(facts.book).rebuy_months, _given_back(facts), rfm(facts, found)
    told: dict[str, Figures] = {}
    for key, those in found.items():
        sums = bought(those, rebuy, back.get(key, _NOTHING))
        score = scored.get(key)
        told[key] = {
            "last_purchase": sums.last,
            "purchases": sums.count,
            "bought": None if sums.amount is None else _plain(sums.amount),
            "purchase_gap": sums.gap,
            "next_purchase": sums.expected,
            "preference": text_of(facts.book, "pipeline", "product", sums.product, facts.book.lang)
            if sums.product
            else None,
            "rfm": None if score is None else "-".join(map(str, score)),
        }
    return told


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
