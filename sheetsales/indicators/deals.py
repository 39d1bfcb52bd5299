"""Opportunities as they stood at the end of a day."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from decimal import Decimal
from typing import Any

from sheetsales.book.book import Book
from sheetsales.book.process import Stage
from sheetsales.dataclass import dataclass
from sheetsales.process.counted import copies
from sheetsales.process.deal_state import State, state_of
from sheetsales.process.money import amounts as amounts_of

_COLUMNS = (
    "id", "customer", "name", "stage", "owner", "created_on", "closed_on", "expected_close", "stage_since",
    "forecast_category", "product", "quantity", "probability", "kind",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Deal:
    """One opportunity. ``amount`` is in the workbook's currency, None where blank or its rate is missing.

    ``row`` is its index in the pipeline table. ``state`` is ``unknown`` where it ended in a stage nobody knows, or has
    not begun.
    A won or lost deal without ``closed_on`` belongs to no period. ``stage_since`` is None where nobody wrote it,
    ``probability`` where none between 0 and 1 is typed. ``kind`` is the kind of business,
    ``stage_word`` what stands under stage where that is none of the process.
    """

    row: int
    id: str
    customer: str
    name: str
    stage: Stage | None
    state: State
    amount: Decimal | None
    owner: str
    created_on: dt.date | None
    closed_on: dt.date | None
    expected_close: dt.date | None
    stage_since: dt.date | None
    category: str | None
    product: str | None
    quantity: float | None
    probability: float | None
    kind: str | None
    stage_word: str = ""


def read_deals(book: Book, as_of: dt.date) -> tuple[Deal, ...]:
    """Every opportunity that existed by ``as_of``, once and in sheet order, one closed later still open.

    Rows without customer, name and stage are no opportunities. A deal closed after ``as_of`` has no known stage then;
    the stage log, where there is one, tells it (see ``facts``). One whose stage cannot be read is open, in no stage,
    unless it has a closing date.
    """
    table = book.table("pipeline")
    amounts, stages, twice = amounts_of(book), book.process.by_code, copies(table)
    words = table.raw.get("stage", ())
    deals = []
    for i, values in enumerate(zip(*(table.get(key) for key in _COLUMNS), strict=True)):
        _, customer, name, code, _, created, *_ = values
        if (code is None and customer is None and name is None) or (created is not None and created > as_of):
            continue
        if i in twice:
            continue
        stage = stages.get(code) if code else None
        word = "" if stage is not None or not words else " ".join(str(words[i] or "").split())
        deals.append(_deal(i, table.rows[i], values, stage, word, amounts[i], as_of))
    return tuple(deals)


def _deal(
    i: int,
    sheet_row: int,
    values: tuple[Any, ...],
    stage: Stage | None,
    word: str,
    amount: Decimal | None,
    as_of: dt.date,
) -> Deal:
    """The deal that ``values`` of ``_COLUMNS`` say, as it stood by ``as_of``."""
    key, customer, name, _, owner, created, closed, expected, since, *rest = values
    category, product, quantity, probability, kind = rest
    state = state_of(stage, closed, as_of)
    if state == "open" and stage is not None and not stage.open:  # it ended later
        stage, since = None, None
    return Deal(
        row=i,
        id=key or f"#{sheet_row}",
        customer=customer or "",
        name=name or "",
        stage=stage,
        state=state,
        amount=amount,
        owner=owner or "",
        created_on=created,
        closed_on=closed if state in ("won", "lost") else None,
        expected_close=expected,
        stage_since=since,
        category=category,
        product=product,
        quantity=quantity,
        probability=_chance(probability),
        kind=kind,
        stage_word=word,
    )


def _chance(typed: float | None) -> float | None:
    """A typed probability that is one."""
    return float(typed) if typed is not None and 0 <= typed <= 1 else None


def total(deals: Iterable[Deal]) -> Decimal:
    """The sum of the amounts that are known."""
    return sum((d.amount for d in deals if d.amount is not None), Decimal(0))
