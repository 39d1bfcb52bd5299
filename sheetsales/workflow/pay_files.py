"""The papers of a period's pay as files: a statement for each person, payment list and reconciliation."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Mapping
from decimal import Decimal
from functools import partial
from pathlib import Path
from typing import BinaryIO, Final

from sheetsales.backends.saving import save_new
from sheetsales.commission.kept import KeptRow
from sheetsales.commission.slices import Slice
from sheetsales.dataclass import dataclass
from sheetsales.documents.pay_facts import PayFacts
from sheetsales.documents.pay_statement import TITLE, draw_statement
from sheetsales.documents.pay_summary import TITLE as SUMMARY
from sheetsales.documents.pay_summary import draw_summary
from sheetsales.process.contracts import signed_contracts
from sheetsales.process.returns import returns
from sheetsales.speech.file_names import file_stems
from sheetsales.texts import Text
from sheetsales.workflow.paying import Paid
from sheetsales.workflow.places import check_folder, check_new, make_folder_of

_WHAT: Final = Text("提成单", "A statement")
_PRIVATE: Final = 0o600


@dataclass(frozen=True)
class Files:
    """What was made, or would be; statements by person."""

    paths: tuple[Path, ...]
    statements: Mapping[str, Path]


def write_files(found: Paid, book: Path, out: Path, *, today: dt.date, force: bool, dry_run: bool) -> Files:
    """One statement for each person and the manager's summary, in a folder; raises ``BadRequest`` where files are in the
    way."""
    check_folder(out)
    facts = pay_facts(found, today)
    lang, period = found.book.lang, found.period.label
    stems = file_stems([(person, found.book.person_name(person)) for person in facts.people])
    statements = {
        person: out / f"{_stem(TITLE.in_(lang))}_{period}_{stem}.xlsx" for person, stem in stems.items()
    }
    summary = out / f"{_stem(SUMMARY.in_(lang))}_{period}.xlsx"
    drawn: dict[Path, Callable[[BinaryIO], None]] = {
        place: partial(draw_statement, facts, person) for person, place in statements.items()
    }
    drawn[summary] = partial(draw_summary, facts)
    for place in drawn:
        check_new(_WHAT, place, book, ".xlsx", overwrite=force, several=True)
    if not dry_run:
        for place, draw in drawn.items():
            make_folder_of(place)
            save_new(place, draw, overwrite=force)
            place.chmod(_PRIVATE)
    return Files(tuple(drawn), statements)


def _stem(title: str) -> str:
    return title.replace(" ", "-")


def pay_facts(found: Paid, today: dt.date) -> PayFacts:
    """What the papers are drawn from: today's slices, of approved people what was approved."""
    book, period = found.book, found.period
    after = {row.at: row for row in (*found.kept, *found.approved)}
    rows = tuple(row for row in after.values() if row.period == period.label)
    fixed = tuple(row for row in found.kept if row.period == period.label and (row.fixed or row.typed))
    slices = (*(_known(row, found) for row in fixed), *found.drafts)
    deals = found.facts.deals
    known = {deal.id for deal in deals}
    span = period.span
    cash = tuple(r for r in found.facts.receipts if span.first <= r.day <= span.last)
    before = tuple(r for r in cash if r.came is not None and r.came < span.first)
    counted = sum((r.amount for r in cash if r not in before), Decimal())
    out = [
        u
        for u in found.uncounted
        if u.sheet == "receipts" and u.day is not None and span.first <= u.day <= span.last
    ]
    lost = [u for u in found.uncounted if u.day is None or span.first <= u.day <= span.last]
    return PayFacts(
        book, period.label, period.first, period.last, today, found.facts.basis == "received", slices, found.pay.earned,
        found.pay.open, tuple(lost), rows,
        sum((d.amount for d in deals if span.first <= d.closed_on <= span.last and d.id in known), Decimal()),
        sum((c.amount or Decimal() for c in signed_contracts(book, found.facts.as_of) if c.signed_on is not None and span.first <= c.signed_on <= span.last), Decimal()),
        counted + sum((u.amount or Decimal() for u in out), Decimal()),
        sum((b.amount or Decimal() for b in returns(book, found.facts.as_of) if span.first <= b.returned_on <= span.last), Decimal()),
        counted, sum((r.amount for r in before), Decimal()),
    )  # fmt: skip


def _known(row: KeptRow, found: Paid) -> Slice:
    """An approved row as a slice; where today's data still say the same, with how it came about."""
    for piece in found.pay.slices:
        if (
            piece.amount == row.amount
            and (piece.person, piece.plan, piece.kind, piece.deal, piece.receipt) == row.key
        ):
            return piece
    said = Text(row.why, row.why)
    return Slice(
        row.person, row.plan, row.kind, row.amount, lambda: said, row.deal, row.receipt,  # type: ignore[arg-type]  # a kind of pay
        share=row.share, factor=row.factor, base=row.base, rate=row.rate,
    )  # fmt: skip
