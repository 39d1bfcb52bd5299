"""Where the workbook shows that something was done: in a filled column, in an activity of a deal, in a row of a ledger."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import cached_property
from typing import TYPE_CHECKING, Final

from sheetsales.book.book import Book
from sheetsales.book.parsing.cleaning import is_blank
from sheetsales.book.process import Evidence, Proof
from sheetsales.book.table import BookTable

if TYPE_CHECKING:
    from sheetsales.process.ledger_evidence import LedgerProof, LedgerRows

LEDGERS: Final = ("quotes", "contracts", "orders", "receipts", "returns", "service", "surveys")
"""Sheets of modules whose rows belong to deals, or to customers that deals were won with, so that they may prove something
of one."""
Shown = Callable[[int, Sequence[int]], bool]
"""Whether the deal of a row shows a proof, given its activities in the stage."""


class Lookup:
    """Looks for proofs. ``activities`` is None where the workbook keeps none that can be told apart by deal."""

    def __init__(self, book: Book, activities: BookTable | None) -> None:
        self._book, self._activities = book, activities
        self._deals = book.table("pipeline")

    @cached_property
    def _ledgers(self) -> LedgerRows:
        from sheetsales.process.ledger_evidence import LedgerRows  # only workbooks with ledgers take it

        return LedgerRows(self._book)

    def in_ledger(self, proof: Proof) -> LedgerProof | None:
        """How to look for a proof in a ledger; None where it is none of them, or has no such column."""
        if not names_ledger(proof) or not self._book.has(proof.record):
            return None
        return self._ledgers.proof(proof.record, proof.name)

    def of(self, proof: Proof, documents: Sequence[str]) -> Shown | None:
        """How to look for a proof; None where the workbook has nowhere to look."""
        if names_ledger(proof):
            found = self.in_ledger(proof)
            return found.shown if found is not None else None
        if proof.what == "activity":
            return self._by_kind(proof.name)
        if proof.what == "document":
            return self._by_document(documents)
        if proof.record == "pipeline":
            return _filled(self._deals, proof.name)
        if proof.record == "customers":
            return self._of_customer(proof.name)
        if proof.record == "activities" and self._activities is not None:
            filled = _filled(self._activities, proof.name)
            if filled is not None:
                return lambda _, found: any(filled(i, ()) for i in found)
        return None

    def _of_customer(self, column: str) -> Shown | None:
        customers = self._book.table("customers")
        filled = _filled(customers, column)
        if filled is None:
            return None
        whose, rows = self._deals.get("customer"), customers.by_id
        return lambda row, _: (at := rows.get(whose[row])) is None or filled(at, ())

    def _by_kind(self, kind: str) -> Shown | None:
        if self._activities is None or not self._activities.has("kind"):
            return None
        kinds = self._activities.get("kind")
        return lambda _, found: any(kinds[i] == kind for i in found)

    def _by_document(self, documents: Sequence[str]) -> Shown | None:
        table = self._activities
        if table is None or not documents or not (table.has("content") or table.has("result")):
            return None
        content, result = table.get("content"), table.get("result")
        names = [document.casefold() for document in documents]

        def named(_: int, found: Sequence[int]) -> bool:
            said = (f"{content[i] or ''} {result[i] or ''}".casefold() for i in found)
            return any(name in text for text in said for name in names)

        return named


def _filled(table: BookTable, column: str) -> Shown | None:
    if not table.has(column):
        return None
    values, raw = table.get(column), table.raw.get(column)
    if raw is None:
        return lambda row, _: values[row] is not None
    return lambda row, _: values[row] is not None or not is_blank(raw[row])


def ways_of(book: Book, evidence: Evidence) -> tuple[tuple[Proof, ...], ...]:
    """The ways to prove it in this workbook: those that name a ledger only where the workbook keeps it, if any other is left."""
    kept = tuple(
        proofs for proofs in evidence.any_of if all(book.has(p.record) for p in proofs if names_ledger(p))
    )
    return kept or evidence.any_of


def names_ledger(proof: Proof) -> bool:
    """Whether the proof is a column of a ledger whose rows belong to deals."""
    return proof.what == "column" and proof.record in LEDGERS


def in_an_activity(proof: Proof) -> bool:
    """Whether the proof is an activity, so that its day is known."""
    return proof.what != "column" or proof.record == "activities"
