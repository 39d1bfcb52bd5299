"""Opportunities as they stood at the end of a day."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal
from typing import Literal

from sheetsales.book.book import Book
from sheetsales.book.process import Stage
from sheetsales.process.money import amounts as amounts_of

State = Literal["open", "won", "lost", "hold", "unknown"]

_COLUMNS = (
    "id", "customer", "name", "stage", "owner", "created_on", "closed_on", "expected_close", "stage_since",
    "forecast_category", "product", "quantity",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Deal:
    """One opportunity. ``amount`` is in the workbook's currency, None where blank or its rate is missing.

    ``row`` is its index in the pipeline table. ``state`` is ``unknown`` where the stage is not one of the process.
    A won or lost deal without ``closed_on`` belongs to no period. ``stage_since`` is None where nobody wrote it.
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


def read_deals(book: Book, as_of: dt.date) -> tuple[Deal, ...]:
    """Every opportunity that existed by ``as_of``, in sheet order, one closed later still open.

    Rows without customer, name and stage are no opportunities. A deal closed after ``as_of`` has no known stage
    then; the stage log, where there is one, tells it (see ``facts``).
    """
    table = book.table("pipeline")
    amounts = amounts_of(book)
    stages = book.process.by_code
    deals = []
    for i, values in enumerate(zip(*(table.get(key) for key in _COLUMNS), strict=True)):
        key, customer, name, code, owner, created, closed, expected, since, category, product, quantity = (
            values
        )
        if (code is None and customer is None and name is None) or (created is not None and created > as_of):
            continue
        stage = stages.get(code) if code else None
        state = _state(stage)
        ended = state in ("won", "lost")
        if ended and closed is not None and closed > as_of:
            stage, state, ended, since = None, "open", False, None
        deals.append(
            Deal(
                i,
                key or f"#{table.rows[i]}",
                customer or "",
                name or "",
                stage,
                state,
                amounts[i],
                owner or "",
                created,
                closed if ended else None,
                expected,
                since,
                category,
                product,
                quantity,
            )
        )
    return tuple(deals)


def _state(stage: Stage | None) -> State:
    if stage is None or stage.kind == "plan":
        return "unknown"
    if stage.won:
        return "won"
    if stage.lost:
        return "lost"
    return "hold" if stage.kind == "hold" else "open"


def total(deals: Iterable[Deal]) -> Decimal:
    """The sum of the amounts that are known."""
    return sum((d.amount for d in deals if d.amount is not None), Decimal(0))
