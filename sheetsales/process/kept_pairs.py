"""The pairs of customers that look alike, kept from one check to the next: found anew only where a name or key changed."""

from __future__ import annotations

import hashlib
import json
import marshal
from typing import Any, Final, NamedTuple

from sheetsales.book.table import BookTable
from sheetsales.process.duplicates import Pair, duplicates
from sheetsales.version import __version__

_COMPARED: Final = ("name", "phone", "email", "credit_code", "registration_no")
_MARSHAL: Final = 2
"""The last version of the format in which a value's bytes do not depend on who else holds it."""
_MOST: Final = 5_000
"""More pairs are found anew each time: a workbook is no place for them."""


class Search(NamedTuple):
    """The pairs, and the text by which the next check knows them again; "" where that is too long to keep."""

    pairs: tuple[Pair, ...]
    text: str


def search(customers: BookTable, least: float, kept: str = "") -> Search:
    """``duplicates``, out of the text that an earlier search left where the customers are still the same.

    A text that is not ours, or of other customers, another score or another version, counts as none.
    """
    mark = _mark(customers, least)
    known = _read(kept, mark, len(customers))
    if known is not None:
        return Search(known, kept)
    pairs = duplicates(customers, least)
    return Search(pairs, _written(mark, pairs) if len(pairs) <= _MOST else "")


def _mark(customers: BookTable, least: float) -> str:
    """The digest of all that the search looks at, in sheet order."""
    columns = [list(customers.get(key)) for key in _COMPARED]
    seen = marshal.dumps((__version__, least, columns), _MARSHAL)
    return hashlib.blake2b(seen, digest_size=16).hexdigest()


def _written(mark: str, pairs: tuple[Pair, ...]) -> str:
    return json.dumps([mark, *pairs], separators=(",", ":"))


def _read(text: str, mark: str, rows: int) -> tuple[Pair, ...] | None:
    """The pairs of a text with that mark; None where it has another, or somebody wrote something else there."""
    if mark not in text:
        return None
    try:
        found = json.loads(text)
        pairs = tuple(_pair(*part) for part in found[1:])
    except (ValueError, TypeError, KeyError):
        return None
    if found[0] != mark or not all(0 <= pair.first < pair.second < rows for pair in pairs):
        return None
    return pairs


def _pair(first: Any, second: Any, score: Any, shared: Any) -> Pair:
    return Pair(int(first), int(second), float(score), tuple(map(str, shared)))
