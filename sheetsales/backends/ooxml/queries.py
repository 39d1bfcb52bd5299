"""Tables that a query fills: a refresh puts the query's own rows in place of all that stand there.

What a refresh does with rows beyond its result is in the query's ``growShrinkType``: it deletes their cells
(insertDelete, the default) or clears them (insertClear, overwriteClear). None of the three keeps them.
"""

from __future__ import annotations

from sheetsales.backends.ooxml import refusals
from sheetsales.backends.ooxml.open_book import OpenBook
from sheetsales.backends.ooxml.row_target import RowTarget
from sheetsales.backends.ooxml.spans import Node, parse
from sheetsales.errors import EditRefused


def is_queried(target: RowTarget) -> bool:
    return target.table is not None and target.table.rewrite.root.attrs.get("tableType") == "queryTable"


def refuse_query(target: RowTarget) -> None:
    """Raises ``EditRefused`` for a Table that a query fills."""
    if is_queried(target):
        raise EditRefused(refusals.QUERY_TABLE.fill(table=target.name))


def allow_append(book: OpenBook, target: RowTarget, rows: int) -> None:
    """Say that a refresh takes the rows away; raises ``EditRefused`` where it comes by itself."""
    if target.table is None or not is_queried(target):
        return
    for relation in book.package.related(target.table.part, "queryTable"):
        query = parse(book.package.read(relation.target), relation.target)
        if query.truth("refreshOnLoad") or _refreshes(book, query.number("connectionId")):
            raise EditRefused(refusals.QUERY_ON_OPENING.fill(table=target.name))
    book.notices.append(refusals.IN_QUERY.fill(table=target.name, rows=rows))


def _refreshes(book: OpenBook, connection: int) -> bool:
    """Whether a connection refreshes when the file is opened, or every so many minutes."""
    return any(
        node.truth("refreshOnLoad") or node.number("interval") > 0
        for relation in book.package.related(book.workbook.part, "connections")
        for node in _connections(book, relation.target)
        if node.number("id", -1) == connection
    )


def _connections(book: OpenBook, part: str) -> list[Node]:
    return parse(book.package.read(part), part).all("connection")
