"""What a record sheet is: its title, its Table's name, its columns, and every fact other parts need to know of it."""

from __future__ import annotations

from collections.abc import Iterable
from functools import cached_property
from typing import Literal

from sheetsales.dataclass import dataclass
from sheetsales.schema.column import Column
from sheetsales.texts import Lang, Text

Ids = Literal["ours", "given", "shared"]
"""Who gives the ids: a check fills blank ones; people type them, no two alike; people type them and lines share one."""

Home = Literal["team", "people"]
"""The workbook a sheet belongs in: the one everybody opens, or the manager's own, which alone holds pay and judgement."""


@dataclass(frozen=True, slots=True)
class Signal:
    """A conditional format: where ``when`` holds, the columns from one key to another look like ``look``.

    ``when`` is an Excel formula for one row; ``{key}`` is a cell of it, ``{list:code}`` a choice as people see it.
    """

    when: str
    first: str
    last: str
    look: Literal["watch", "quiet", "bad", "information"]
    sign: str = ""


@dataclass(frozen=True)
class Record:
    """One kind of record and the sheet that holds it.

    ``id_column`` and ``name_column`` say how a record is known and what people call it; blank where rows have no
    id of their own; ``other_names`` are columns that name it as well. ``id_prefix`` begins ids that sheetsales gives
    (``O`` → ``O-0151``), ``id_digits`` follow, after a dash unless ``id_dash`` is off; ``ids`` says who gives them.
    ``inherited`` columns need to be said on one row of those that share an id.
    ``money_column`` is what a finding on the record puts at risk, ``owner_column`` whose it is, ``check_column`` where
    a check says in a few words what is wrong. ``written`` sheets are filled by sheetsales; ``hidden`` ones nobody
    tidies away.

    Drop-downs offer ``offered`` (the id column where blank) for as many rows as ``counted`` has filled, by the name
    ``lst_<offered_as>``. A new sheet starts with ``blank_rows``. ``anchors`` are what a sheet of the team's own cannot
    lack to hold such records: of every group, one column at least. Stages require columns of records that are
    ``required_by_stages``; evidence and written proofs name columns of those that are ``nameable``. ``reference`` columns
    are none of a sheet of ours: they are read where a team's own has them. ``module_columns`` are those that modules add
    to a sheet of ours; a team's own is never searched for them.
    """

    key: str
    title: Text
    table: str
    columns: tuple[Column, ...]
    purpose: Text
    id_column: str = ""
    name_column: str = ""
    other_names: tuple[str, ...] = ()
    id_prefix: str = ""
    id_digits: int = 3
    id_dash: bool = True
    ids: Ids = "ours"
    inherited: tuple[str, ...] = ()
    money_column: str = ""
    owner_column: str = ""
    check_column: str = ""
    module: str = "core"
    home: Home = "team"
    config: bool = False
    written: bool = False
    hidden: bool = False
    offered: str = ""
    counted: str = ""
    offered_as: str = ""
    blank_rows: int = 1
    signals: tuple[Signal, ...] = ()
    anchors: tuple[tuple[str, ...], ...] = ()
    required_by_stages: bool = False
    nameable: bool = False
    reference: tuple[Column, ...] = ()
    module_columns: tuple[Column, ...] = ()

    @cached_property
    def by_key(self) -> dict[str, Column]:
        """Every column it may be read with, those for reference last."""
        return {c.key: c for c in (*self.columns, *self.module_columns, *self.reference)}

    def columns_for(self, lang: Lang, modules: Iterable[str] = ()) -> tuple[Column, ...]:
        """The columns of the template in one language, in order, those of the modules it has last."""
        there = frozenset(modules)
        added = (c for c in self.module_columns if c.module in there)
        return tuple(c for c in (*self.columns, *added) if c.only in ("", lang))

    @cached_property
    def required(self) -> tuple[Column, ...]:
        return tuple(c for c in self.columns if c.required)

    @property
    def list_name(self) -> str:
        """The defined name that drop-downs of references to it point at."""
        return f"lst_{self.offered_as or self.key}"

    @property
    def offered_column(self) -> str:
        return self.offered or self.id_column or self.name_column

    @property
    def counted_column(self) -> str:
        return self.counted or self.offered_column
