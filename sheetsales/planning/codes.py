"""What tasks and people say in words — regions, skills, products — made comparable."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import cached_property
from typing import Any, Final

from sheetsales.book.book import Book
from sheetsales.process.people import folded
from sheetsales.regex import regex
from sheetsales.texts import Text

EVERYWHERE: Final = "national"
GRADES: Final = "ABCD"
_PRODUCT: Final = "product "
"""Before the code of a product, so that no region or skill has the same."""
_SPLIT: Final = regex(r"[、,，;；/]+")


def _by_label(labels: Mapping[str, Text]) -> dict[str, str]:
    """Folded label, in either language → code."""
    return {folded(said): code for code, label in labels.items() for said in (label.zh, label.en)}


class Codes:
    """What tasks and people say in words, made comparable; remembers how each was written."""

    def __init__(self, book: Book) -> None:
        self.words: dict[str, str] = {}
        regions, products = book.labels.get("region", {}), book.labels.get("product", {})
        self._region_codes, self._labels = frozenset(regions), _by_label(regions)
        self._product_labels = {folded(code): code for code in products} | _by_label(products)
        for code, label in (
            *regions.items(),
            *((f"{_PRODUCT}{code}", label) for code, label in products.items()),
        ):
            self.words[code] = label.in_(book.lang) or code
        customers, deals = book.table("customers"), book.table("pipeline")
        self._grades = dict(zip(customers.get("id"), customers.get("grade"), strict=True))
        self._places = dict(zip(customers.get("id"), customers.get("region"), strict=True))
        self._customers = dict(zip(deals.get("id"), deals.get("customer"), strict=True))
        self._products = dict(zip(deals.get("id"), deals.get("product"), strict=True))
        self._team_regions = book.table("team").get("region")
        self._known: dict[Any, frozenset[str]] = {}
        self._strange: dict[str, list[int]] = {}

    def customer_of(self, deal: str | None) -> str | None:
        return self._customers.get(deal) if deal else None

    def grade(self, customer: str | None) -> str | None:
        grade = self._grades.get(customer) if customer else None
        return grade if grade and grade in GRADES else None

    def region_of(self, customer: str | None) -> str | None:
        return self._places.get(customer) if customer else None

    def region(self, said: str | None) -> str:
        """The code of a region a choice column holds, the word itself where Lists does not know it; "" for none."""
        return said if said in self._region_codes else self._region_of_label(said)

    def needed_region(self, row: int, said: str | None) -> str:
        """The code of a region that is asked for; "" for none, for everywhere, and for a word that neither Lists nor
        anybody in Team knows, which is kept for asking under the row that holds it."""
        code = self.region(said)
        if code in ("", EVERYWHERE):
            return ""
        if code not in self._region_codes and code not in self._served:
            self._strange.setdefault(str(said).strip(), []).append(row)
            return ""
        return code

    def strange_regions(self) -> Mapping[str, tuple[int, ...]]:
        """The words asked for that nobody knows, each with its rows."""
        return {word: tuple(rows) for word, rows in self._strange.items()}

    @cached_property
    def _served(self) -> frozenset[str]:
        return frozenset().union(*map(self.regions, self._team_regions))

    def regions(self, said: Sequence[str] | None) -> frozenset[str]:
        """The codes of a list of labels; a label that reads like another region's code is the label."""
        return frozenset(filter(None, map(self._region_of_label, said or ())))

    def _region_of_label(self, said: str | None) -> str:
        if not said:
            return ""
        word = folded(str(said))
        code = self._labels.get(word, word)
        self.words.setdefault(code, str(said).strip())
        return code

    def product_of(self, deal: str | None) -> str | None:
        return self._products.get(deal) if deal else None

    def product(self, said: str | None) -> str:
        """The code of a product, marked as one; "" for none."""
        if not said:
            return ""
        word = folded(str(said))
        code = f"{_PRODUCT}{self._product_labels.get(word, word)}"
        self.words.setdefault(code, str(said).strip())
        return code

    def products(self, said: Sequence[str] | None) -> frozenset[str]:
        """The codes of a list of products."""
        return frozenset(filter(None, map(self.product, said or ())))

    def skills(self, said: str | Sequence[str] | None) -> frozenset[str]:
        """Skills without case and blanks; several in one text are parted at commas."""
        if not said:
            return frozenset()
        found = self._known.get(said)
        if found is None:
            words = _SPLIT.split(said) if isinstance(said, str) else [str(word) for word in said]
            for word in filter(None, map(str.strip, words)):
                self.words.setdefault(folded(word), word)
            found = self._known[said] = frozenset(filter(None, map(folded, words)))
        return found
