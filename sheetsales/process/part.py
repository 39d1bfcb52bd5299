"""A part of a book: the records of some people, and nothing of others."""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import replace
from functools import cached_property
from typing import Any, Final

from sheetsales.book.book import Book
from sheetsales.book.table import BookTable
from sheetsales.dataclass import dataclass
from sheetsales.process.goals import Holder, goals
from sheetsales.process.numbered import by_number, headed
from sheetsales.process.people import people

PAY_AND_JUDGEMENT: Final = (
    "commission_plans", "commission", "evaluations", "training", "development", "headcount", "costs",
)  # fmt: skip
"""Records of pay and of how people are judged: for managers alone."""
_COSTS: Final = frozenset({"cost", "floor_price"})
"""What the price list tells managers alone."""
_OF_ALL: Final = (
    "stages",
    "steps",
    "settings",
    "indicators",
    "upkeep",
    "compliance",
    "rules",
    "lists",
    "products",
    "sop_revisions",
)
"""Records that say how the team works, not who did what."""
_OF_ANYBODY: Final = frozenset({"date", "opportunity", "customer"})
"""What is known of a colleague's activity on one of their deals."""


def rows_kept(table: BookTable, rows: Sequence[int]) -> BookTable:
    """The table with those rows alone, in that order."""

    def of(column: Sequence[Any]) -> Sequence[Any]:
        return [column[i] for i in rows]

    return replace(
        table,
        rows=of(table.rows),
        sources=of(table.sources),
        columns={key: of(column) for key, column in table.columns.items()},
        raw={key: of(column) for key, column in table.raw.items()},
        own={},
    )


def with_column(table: BookTable, key: str, values: Sequence[Any]) -> BookTable:
    """The table with other values in a column."""
    return replace(table, columns={**table.columns, key: values}, raw={**table.raw, key: values})


def without_pay(book: Book) -> Book:
    """The book without the records of pay and of how people are judged, without what products cost and without risks that
    are about people."""
    tables = {key: table for key, table in book.tables.items() if key not in PAY_AND_JUDGEMENT}
    if "products" in tables:
        tables["products"] = _without_columns(tables["products"], _COSTS)
    if "risks" in tables:
        kinds = tables["risks"].get("category")
        tables["risks"] = rows_kept(tables["risks"], [i for i, kind in enumerate(kinds) if kind != "people"])
    return replace(book, tables=tables)


def _without_columns(table: BookTable, keys: Collection[str]) -> BookTable:
    kept = {key: column for key, column in table.columns.items() if key not in keys}
    return replace(table, columns=kept, raw={k: c for k, c in table.raw.items() if k not in keys}, own={})


def of_people(book: Book, ids: Collection[str], team: str = "") -> Book:
    """The book with the deals, customers, tasks and activities of some people (ids of Team) alone.

    What is set for them, or for the ``team``, is also what is set for the whole: it is all there is. Of a colleague's
    activity on a deal of theirs only day and deal stay: it says when the deal was last looked after, and counts for
    nobody.
    """
    return _Part(book, frozenset(ids), team).book()


@dataclass(frozen=True)
class _Part:
    whole: Book
    ids: frozenset[str]
    team: str

    def book(self) -> Book:
        makers: Mapping[str, Callable[[BookTable], BookTable]] = {
            "pipeline": lambda table: self._by(table, "owner"),
            "team": lambda table: self._by(table, "id"),
            "tasks": lambda table: self._by(table, "assignee"),
            "customers": self._customers,
            "activities": self._activities,
            "stage_log": self._log,
            "targets": self._targets,
            "contracts": lambda table: self._by(table, "owner"),
            "orders": lambda table: self._by(table, "owner"),
            "quotes": self._quotes,
            "receipts": self._receipts,
            "returns": self._returns,
            "service": lambda table: self._by(table, "owner"),
            "surveys": self._surveys,
            "problems": lambda table: self._by(table, "owner"),
            "risks": lambda table: self._by(table, "owner"),
            "meetings": lambda table: self._by(table, "owner"),
        }
        tables = {}
        for key, table in self.whole.tables.items():
            if key in _OF_ALL:
                tables[key] = table
            elif key in makers:
                tables[key] = makers[key](table)
        return replace(self.whole, tables=tables)

    @cached_property
    def deals(self) -> frozenset[str]:
        return frozenset(filter(None, self._by(self.whole.table("pipeline"), "owner").get("id")))

    def _by(self, table: BookTable, column: str) -> BookTable:
        owners = table.get(column)
        return rows_kept(table, [i for i in range(len(table)) if owners[i] in self.ids])

    def _customers(self, table: BookTable) -> BookTable:
        """Those they own, and those they have deals with."""
        deals = self._by(self.whole.table("pipeline"), "owner")
        known = frozenset(filter(None, deals.get("customer")))
        owners, keys, names = table.get("owner"), table.get("id"), table.get("name")
        kept = [
            i for i in range(len(table)) if owners[i] in self.ids or keys[i] in known or names[i] in known
        ]
        part = rows_kept(table, kept)
        return with_column(part, "owner", [o if o in self.ids else None for o in part.get("owner")])

    def _activities(self, table: BookTable) -> BookTable:
        reps, deals = table.get("rep"), table.get("opportunity")
        kept = [i for i in range(len(table)) if reps[i] in self.ids or deals[i] in self.deals]
        part = rows_kept(table, kept)
        own = [rep in self.ids for rep in part.get("rep")]
        for key in part.columns:
            if key not in _OF_ANYBODY:
                values = zip(part.get(key), own, strict=True)
                part = with_column(part, key, [value if mine else None for value, mine in values])
        return part

    def _quotes(self, table: BookTable) -> BookTable:
        """Whole quotations: the owner may stand on one line alone."""
        owners = {n: headed(table, rows, "owner") for n, rows in by_number(table).items()}
        numbers = [number or f"#{row}" for row, number in enumerate(table.get("id"))]
        return rows_kept(table, [row for row, number in enumerate(numbers) if owners[number] in self.ids])

    def _receipts(self, table: BookTable) -> BookTable:
        """Those they own, and those of their contracts that nobody else owns."""
        contracts = self.whole.table("contracts")
        owner_of = dict(zip(contracts.get("id"), contracts.get("owner"), strict=True))
        owners = zip(table.get("owner"), table.get("contract"), strict=True)
        return rows_kept(
            table, [row for row, (who, of) in enumerate(owners) if (who or owner_of.get(of)) in self.ids]
        )

    def _returns(self, table: BookTable) -> BookTable:
        """Those they handle, and those of their orders."""
        orders = self.whole.table("orders")
        owner_of = dict(zip(orders.get("id"), orders.get("owner"), strict=True))
        owners = zip(table.get("owner"), table.get("order_no"), strict=True)
        return rows_kept(
            table, [row for row, (who, of) in enumerate(owners) if {who, owner_of.get(of)} & self.ids]
        )

    def _surveys(self, table: BookTable) -> BookTable:
        """The answers of customers they served, or own."""
        customers = self.whole.table("customers")
        owner_of = dict(zip(customers.get("id"), customers.get("owner"), strict=True))
        reps = zip(table.get("rep"), table.get("customer"), strict=True)
        return rows_kept(
            table, [row for row, (who, of) in enumerate(reps) if of and (who or owner_of.get(of)) in self.ids]
        )

    def _log(self, table: BookTable) -> BookTable:
        deals = table.get("opportunity")
        part = rows_kept(table, [i for i in range(len(table)) if deals[i] in self.deals])
        return with_column(part, "owner", [o if o in self.ids else None for o in part.get("owner")])

    def _targets(self, table: BookTable) -> BookTable:
        """What is set for them and their team, and once more as what is set for the whole."""
        mine = Holder("team", self.team) if self.team else Holder("person", next(iter(self.ids), ""))
        found = [
            goal
            for goal in goals(self.whole, people(self.whole)).rows
            if goal.holder == mine or (goal.holder.level == "person" and goal.holder.key in self.ids)
        ]
        rows = [(goal.row, goal.holder.level) for goal in found]
        rows += [(goal.row, "company") for goal in found if goal.holder == mine]
        part = rows_kept(table, [row for row, _ in rows])
        owners = [
            None if level == "company" else o for o, (_, level) in zip(part.get("owner"), rows, strict=True)
        ]
        return with_column(with_column(part, "owner", owners), "level", [level for _, level in rows])
