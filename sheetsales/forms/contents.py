"""What a form can be filled with: values by their names, tables by theirs."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Mapping, Sequence
from dataclasses import field
from decimal import Decimal

from sheetsales.dataclass import dataclass
from sheetsales.regex import regex
from sheetsales.texts import NO_TEXT, Text

UNKNOWN = "—"
Plain = str | int | float | Decimal | dt.date | None
_NOT_IN_NAMES = regex(r"\W+")


@dataclass(frozen=True, slots=True)
class Value:
    """What one cell gets. ``format`` is the number format for cells that have none; ``reason`` says why it is unknown,
    ``also`` are other words for it by which rows may be chosen."""

    value: Plain
    format: str = ""
    reason: Text = NO_TEXT
    also: tuple[str, ...] = ()

    @property
    def known(self) -> bool:
        return self.reason is NO_TEXT

    @property
    def shown(self) -> Plain:
        """The value, ``—`` for what is unknown."""
        return self.value if self.known else UNKNOWN


BLANK = Value(None)


@dataclass(frozen=True, slots=True)
class Column:
    """A column by its key; ``also`` are other headings for it."""

    key: str
    title: Text
    also: tuple[str, ...] = ()


@dataclass(frozen=True)
class Table:
    """Rows by the keys of their columns. ``columns`` stand in the order in which two of one title are told apart: the
    first has it. ``reason`` says why there are no rows; ``whole`` makes them."""

    key: str
    title: Text
    columns: tuple[Column, ...]
    rows: Sequence[Mapping[str, Value]] = ()
    reason: Text = NO_TEXT

    def column(self, key: str) -> Column | None:
        return next((column for column in self.columns if column.key == key), None)


@dataclass(frozen=True)
class Contents:
    """Names are looked up without regard to case.

    ``tables`` are those whose headings choose columns, ``wholes`` those that get every column, ``blocks`` those whose
    rows are repeated. ``prefixes`` are how names begin that are meant for us, so that one nobody knows can be told from
    the team's own. ``example`` is a name of a Table and one of a cell to begin with. Where growing Tables ``push`` what
    stands below them further down, there is room for every row.
    """

    cells: Mapping[str, Callable[[], Value]] = field(repr=False)
    tables: Mapping[str, Table]
    wholes: Mapping[str, Table] = field(default_factory=dict)
    blocks: Mapping[str, Table] = field(default_factory=dict)
    prefixes: tuple[str, ...] = ()
    example: tuple[str, str] = ("", "")
    page: str = ""
    pushes: bool = False

    def knows(self, name: str) -> bool:
        """Whether a name means anything here."""
        low = name.casefold()
        return any(low in known for known in (self.cells, self.tables, self.wholes, self.blocks))


def as_name(title: str) -> str:
    """A title as a name may be spelled: ``赢单率（单数）`` is ``赢单率_单数``."""
    return _NOT_IN_NAMES.sub("_", title).strip("_")
