"""A workbook without some of its rows, and with all the rest: what stood below moves up, and all that names cells follows."""

from __future__ import annotations

from collections.abc import Mapping, Set
from contextlib import closing
from io import BytesIO
from pathlib import Path

from sheetsales.backends.limits import DEFAULT, Limits
from sheetsales.backends.ooxml.gone_rows import take_along
from sheetsales.backends.ooxml.open_book import OpenBook
from sheetsales.backends.ooxml.rows_out import RowsOut
from sheetsales.backends.ooxml.shift_parts import MovedParts
from sheetsales.backends.ooxml.source import Source
from sheetsales.backends.ooxml.spans import MalformedError, Rewrite, refusal
from sheetsales.backends.ooxml.stale_values import forget_values
from sheetsales.backends.ooxml.string_sweep import shown


def thin_book(source: bytes, gone: Mapping[str, Set[int]], *, path: Path, limits: Limits = DEFAULT) -> bytes:
    """The workbook without the rows ``gone`` of each sheet: macros, drawings, charts, looks and all else stay.

    A formula that needs a cell that went reads ``#REF!``, as in Excel; what formulas last showed of rows that went is
    forgotten, and Excel works it out. Raises ``NotAWorkbook`` where the source cannot be read.
    """
    data = Source.held(source)
    try:
        with closing(data), closing(OpenBook(data, path, limits, allow_protected=True)) as book:
            shown_before = shown(book.package, book.workbook.part)
            for sheet, rows in gone.items():
                if rows:
                    _take_out(book, sheet, rows)
            forget_values(book, {sheet for sheet, rows in gone.items() if rows})
            book.wrote_formula = True
            book.finish()
            _forget_texts(book, shown_before)
            out = BytesIO()
            book.package.save(out)
            return out.getvalue()
    except MalformedError as fault:
        raise refusal(path, fault) from fault


def _take_out(book: OpenBook, sheet: str, rows: Set[int]) -> None:
    entry, out = book.entry(sheet), RowsOut(sheet, rows)
    take_along(book, entry, out)
    MovedParts(book, out, None, None).make().write()
    book.settle()


def _forget_texts(book: OpenBook, before: Set[int] | None) -> None:
    """Empty the shared texts that only rows which went showed; none gets another number."""
    after = shown(book.package, book.workbook.part)
    stale = before - after if before is not None and after is not None else frozenset()
    for relation in book.package.related(book.workbook.part, "sharedStrings") if stale else ():
        rewrite = Rewrite(book.package.read(relation.target), relation.target)
        for number, item in enumerate(rewrite.root.all("si")):
            if number in stale:
                p = item.prefix
                rewrite.replace(item.start, item.end, b"<%bsi><%bt/></%bsi>" % (p, p, p))
        book.package.write(relation.target, rewrite.result())
