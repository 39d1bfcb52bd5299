"""What a sheet of ours is called and consists of."""

from __future__ import annotations

from collections.abc import Mapping

from sheetsales.cells.charts import Chart
from sheetsales.cells.grid import Visibility
from sheetsales.cells.values import EditValue
from sheetsales.dataclass import dataclass
from sheetsales.texts import LANGUAGES, Text

Row = Mapping[str, EditValue]
"""The values of one row by column key."""


@dataclass(frozen=True, slots=True)
class Column:
    """One column: its heading in both languages, its width in characters and how its numbers look."""

    key: str
    title: Text
    width: float
    number_format: str = ""
    wrap: bool = False


@dataclass(frozen=True)
class Page:
    """A sheet that we write as a whole; ``table`` is the name of its Table.

    A Table without the columns ``needed`` (all where None) is not taken for ours. ``known_by`` are the columns that
    tell its rows apart: what the team wrote beside a row stays with it for as long as there is one. ``alone`` says
    that nobody else has business on a sheet of that title, whatever it has come to look like.
    """

    title: Text
    table: str
    columns: tuple[Column, ...]
    known_by: tuple[str, ...] = ()
    needed: tuple[str, ...] | None = None
    charts: tuple[Chart, ...] = ()
    visibility: Visibility = "visible"
    alone: bool = False

    def keys(self) -> dict[str, str]:
        """Title in either language → key; a title that means two columns means the first."""
        titles = [(c.title.in_(lang), c.key) for c in self.columns for lang in LANGUAGES]
        return dict(reversed(titles))

    def is_named(self, table: str) -> bool:
        """Whether a Table carries the page's name, with a number after it where the first was taken.

        A name that ends with a number has none after it: it would be that of another page.
        """
        name, ours = table.casefold(), self.table.casefold()
        rest = name.removeprefix(ours)
        return name == ours or (name.startswith(ours) and rest.isdecimal() and not ours[-1].isdecimal())
