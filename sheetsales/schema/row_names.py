"""The heading that names the rows where no list and no word says so: people on a list of customers or leads, whatever is
sold on a price list."""

from __future__ import annotations

from collections.abc import Collection
from typing import Final

from sheetsales.schema.block import Block, Field
from sheetsales.schema.words import UNKNOWN, words_of

_PEOPLE: Final = frozenset({"PERSON", "NAME", "FULL", "LEAD", "CUST", "CPERSON"})
_COMPANY: Final = frozenset({"COMPANY", "CUST", "NAME", "FULL"})
_NAMES: Final = frozenset({"PERSON", "NAME"})
_WARES: Final = frozenset({UNKNOWN, "PROD"})
_CALLED: Final = frozenset({"CUST", "COMPANY", "LEAD"})
_FEWEST: Final = 5
_DIFFER: Final = 0.9


def names_its_rows(record: str, block: Block, taken: Collection[str]) -> Field | None:
    """The heading that names the rows of a record that is still without a name; None where none plainly does."""
    if "name" in taken:
        return None
    if record == "customers":
        return _person(block)
    return _ware(block) if record == "products" and "price" in taken else None


def _person(block: Block) -> Field | None:
    """The company where each row has a number of its own, though names repeat; else 姓名 or Full Name on a sheet called
    customers or leads, with no company beside it."""
    said = [(field, words_of(field.text)) for field in block.fields]
    numbered = any(numbers_customers(w.known) and f.sample.unique >= _DIFFER for f, w in said)
    company = next(
        (f for f, w in said if w.known <= _COMPANY and "NAME" in w.known and w.known & _CALLED), None
    )
    if numbered and company is not None:
        return company
    if not lists_people(block) or any("COMPANY" in words.known for _, words in said):
        return None
    named = (f for f, words in said if words.known & _NAMES and set(words.tokens) <= _PEOPLE)
    return next(named, None)


def _ware(block: Block) -> Field | None:
    """The first column, where texts that all differ stand below a word for goods, or one that we do not know."""
    first = block.fields[0]
    sample = first.sample
    different = len(sample.texts) >= _FEWEST and sample.unique >= _DIFFER
    plain = len(sample.texts) == len(sample.values)
    return first if different and plain and set(words_of(first.text).tokens) <= _WARES else None


def lists_people(block: Block) -> bool:
    """Whether a sheet says by its name or title that its rows are customers or leads."""
    return any(words_of(text).known & _CALLED for text in (block.grid.name, *block.titles))


def numbers_customers(known: Collection[str]) -> bool:
    """Whether a heading is the number of a customer or a lead: not of one that it became later."""
    return "NO" in known and "CONVERT" not in known and not _CALLED.isdisjoint(known)
