"""What a record sheet is: its title, its Table's name and its columns."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property

from sheetsales.schema.column import Column
from sheetsales.texts import Lang, Text


@dataclass(frozen=True)
class Record:
    """One kind of record and the sheet that holds it.

    ``id_column`` and ``name_column`` say how a record is known and what people call it; blank where rows have no
    id of their own. ``id_prefix`` begins ids that sheetsales gives (``O`` → ``O-0151``). ``money_column`` is what a
    finding on the record puts at risk, ``owner_column`` whose it is. ``written`` sheets are filled by sheetsales.
    """

    key: str
    title: Text
    table: str
    columns: tuple[Column, ...]
    purpose: Text
    id_column: str = ""
    name_column: str = ""
    id_prefix: str = ""
    money_column: str = ""
    owner_column: str = ""
    module: str = "core"
    config: bool = False
    written: bool = False

    @cached_property
    def by_key(self) -> dict[str, Column]:
        return {c.key: c for c in self.columns}

    def columns_for(self, lang: Lang) -> tuple[Column, ...]:
        """The columns of the template in one language, in order."""
        return tuple(c for c in self.columns if c.only in ("", lang))

    @cached_property
    def required(self) -> tuple[Column, ...]:
        return tuple(c for c in self.columns if c.required)
