"""A document before it is a file: what it is called, and what its form is filled with."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from decimal import Decimal
from typing import Final, Literal

from sheetsales.dataclass import dataclass
from sheetsales.forms.contents import Column, Contents, Table, Value, as_name
from sheetsales.speech.file_names import file_part
from sheetsales.speech.money import SIGNS
from sheetsales.texts import LANGUAGES, Lang, Text

Kind = Literal["quote", "contract", "order", "statement"]
TITLES: Final[Mapping[str, Text]] = {
    "quote": Text("报价单", "Quotation"),
    "contract": Text("销售合同", "Sales contract"),
    "order": Text("订货单", "Order form"),
    "statement": Text("对账单", "Statement of account"),
}
UNKNOWN_TAX: Final = Text("有的行没有税率", "some lines have no tax rate")
NOT_WRITTEN: Final = Text("表里没有写", "not written in the workbook")
PAGE: Final = "docs/print.md"


@dataclass(frozen=True)
class Document:
    """``fields`` are the values by name, ``tables`` the lines. ``marks`` say what the head has to warn of; ``stem`` is what
    its file is called; ``notices`` what whoever prints it should know."""

    kind: Kind
    number: str
    lang: Lang
    currency: str
    fields: Mapping[str, Value]
    tables: tuple[Table, ...]
    stem: str
    notices: tuple[Text, ...] = ()

    @property
    def contents(self) -> Contents:
        """The same by the names a form may use: as they are, or by the Chinese title of a field."""
        cells: dict[str, Callable[[], Value]] = {}
        for name, value in self.fields.items():
            cells[name.casefold()] = lambda value=value: value  # type: ignore[misc]  # bound to this turn's value
        by_name = {table.key.casefold(): table for table in self.tables}
        return Contents(
            cells,
            {f"{prefix}{key}": table for key, table in by_name.items() for prefix in ("tbl", "tbl_")},
            {f"rp_{key}": table for key, table in by_name.items()},
            {f"each_{key}": table for key, table in by_name.items()},
            example=("tbl" + self.tables[0].key.capitalize(), next(iter(self.fields))),
            page=PAGE,
            pushes=True,
        )


def written(value: object, format_: str = "") -> Value:
    """A field as the workbook has it; blank where it has none, since a form is filled in by hand there."""
    return Value(value if value != "" else None, format_)  # type: ignore[arg-type]  # what cells hold


def money_format(currency: str) -> str:
    """Cents, with the currency's sign or code before them."""
    sign = SIGNS.get(currency, f"{currency} " if currency else "")
    return f'"{sign}"#,##0.00' if sign else "#,##0.00"


def column(key: str, zh: str, en: str) -> Column:
    return Column(key, Text(zh, en))


def file_stem(title: Text, number: str, whose: str, lang: Lang) -> str:
    """``报价单_Q2610-0131_佛澄模具``."""
    parts = map(file_part, (title.in_(lang).replace(" ", "-"), number, whose))
    return "_".join(filter(None, parts))


def total_of(amounts: Sequence[Decimal]) -> Decimal:
    return sum(amounts, Decimal())


def spellings(name: str, title: Text) -> tuple[str, ...]:
    """A field's name and its titles as names."""
    return (name, *(as_name(title.in_(lang)) for lang in LANGUAGES))
