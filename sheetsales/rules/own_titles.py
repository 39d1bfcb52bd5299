"""What rules are called: built-in ones as the catalogue has them, a manager's own as the Rules sheet names them."""

from __future__ import annotations

from collections import ChainMap
from collections.abc import Mapping

from sheetsales.book.book import Book
from sheetsales.rules.catalogue import TITLES
from sheetsales.texts import Text, same


def rule_titles(book: Book) -> Mapping[str, Text]:
    """The title of every rule by code. A rule of the team's own without a name is called by its code."""
    rules = book.table("rules")
    named = zip(rules.get("code"), rules.get("name"), strict=True)
    own = {code: same(str(name)) for code, name in named if code and name and code not in TITLES}
    return ChainMap(own, TITLES) if own else TITLES  # type: ignore[arg-type]  # nothing is ever set in it
