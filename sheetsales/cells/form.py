"""A workbook that is filled in: what of it has a name, what notes say, what stands in the way of more rows."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import field
from typing import Final

from sheetsales.cells.address import Area, CellRef, parse_area
from sheetsales.cells.grid import Workbook
from sheetsales.dataclass import dataclass
from sheetsales.texts import Text


@dataclass(frozen=True, slots=True)
class FormName:
    """A defined name and what it refers to; ``sheet`` is the one it holds on alone, "" for the whole workbook."""

    name: str
    refers_to: str
    sheet: str = ""

    @property
    def place(self) -> str:
        """The sheet of the cells it refers to, "" where it is none."""
        area = parse_area(self.refers_to.lstrip("="))
        return area.sheet if area is not None else ""


@dataclass(frozen=True, slots=True)
class Solid:
    """A chart, picture or pivot table lying over cells, and how it is called."""

    what: Text
    area: Area


@dataclass(frozen=True, slots=True)
class Form:
    """``charted`` are the cells that charts draw, ``formats`` the number formats of cells as far as they were asked for."""

    workbook: Workbook
    names: tuple[FormName, ...] = ()
    notes: Mapping[CellRef, str] = field(default_factory=dict)
    solids: tuple[Solid, ...] = ()
    charted: tuple[Area, ...] = ()
    formats: Mapping[str, Mapping[int, Mapping[int, str]]] = field(default_factory=dict)
    """By sheet, column and row; cells that do not stand in the file have none."""

    def format(self, at: CellRef) -> str:
        """The number format of a cell, "" where it has none of its own."""
        code = self.formats.get(at.sheet, {}).get(at.column, {}).get(at.row, "")
        return "" if code == "General" else code


@dataclass(frozen=True, slots=True)
class Repeat:
    """A block that stands ``times`` times below one another, itself the first."""

    area: Area
    times: int


WORD: Final = "area_"
"""How words begin that stand for an area; no address of a cell does."""


@dataclass(frozen=True, slots=True)
class FormFormula:
    """A formula of a form as words: ``words`` stands for ``text`` with ``area_0``, ``area_1`` … in place of the areas named.

    ``words`` is "" where something it names cannot be told from its text; ``areas`` are those that can. Formulas that
    fill several cells are not ``alone``, and nobody may write these one by one.
    """

    at: CellRef
    text: str
    words: str = ""
    areas: tuple[Area, ...] = ()
    alone: bool = True
