"""Edits as plain data: what shall be written, and what must still stand there for it to be right."""

from __future__ import annotations

from collections.abc import Mapping
from enum import Enum
from typing import Final

from sheetsales.cells.address import Area, CellRef
from sheetsales.cells.canvas import Canvas
from sheetsales.cells.charts import Chart
from sheetsales.cells.grid import Visibility
from sheetsales.cells.values import CellValue, EditValue, Formula
from sheetsales.dataclass import dataclass


class _Unguarded(Enum):
    UNGUARDED = "unguarded"


UNGUARDED: Final = _Unguarded.UNGUARDED
"""The edit does not care what the cell holds now."""

Expected = CellValue | Formula | _Unguarded


@dataclass(frozen=True, slots=True)
class SetCell:
    """One cell gets a value; None clears it (its format stays). ``expected`` None means: must be blank."""

    at: CellRef
    value: EditValue
    expected: Expected = UNGUARDED


@dataclass(frozen=True, slots=True)
class AppendRows:
    """Rows added below the last row of a Table (by name) or of a range with headings (``'Sheet'!A5:H20``).

    Keys are the exact headings in the file; a heading that a row leaves out stays blank, or takes the column's
    formula where the Table has one.
    """

    table: str
    rows: tuple[Mapping[str, EditValue], ...]


@dataclass(frozen=True, slots=True)
class ReplaceRows:
    """All rows of a Table or range replaced; rows left over are emptied. An empty ``rows`` leaves one blank row."""

    table: str
    rows: tuple[Mapping[str, EditValue], ...]


@dataclass(frozen=True, slots=True)
class InsertRows:
    """Rows put into a Table or range above one of its data rows; that row and all below it move down.

    ``before_row`` is the row's number on the sheet, as Excel shows it at the left. Keys are headings, as in
    ``AppendRows``.
    """

    table: str
    before_row: int
    rows: tuple[Mapping[str, EditValue], ...]


@dataclass(frozen=True, slots=True)
class Signal:
    """A conditional format: where ``formula``, written for row 2, holds, the columns from ``first`` to ``last`` (from 1)
    are written in ``colour`` on ``fill``."""

    formula: str
    first: int
    last: int
    colour: str
    fill: str | None = None


@dataclass(frozen=True, slots=True)
class EntryLook:
    """What a sheet to be filled in has over one that is only read. It reaches ``reach`` rows below the Table.

    ``folded`` columns sit in closed groups, the headings of ``written`` ones are grey, hairlines part the rows;
    ``tab`` is the colour of the sheet's tab, ``frozen`` keeps the first column in sight.
    """

    folded: tuple[bool, ...] = ()
    written: tuple[bool, ...] = ()
    signals: tuple[Signal, ...] = ()
    tab: str | None = None
    frozen: bool = False
    reach: int = 5_000


@dataclass(frozen=True, slots=True)
class AddSheet:
    """A new sheet at the end, with a formatted Table named ``table`` (made up where None) from A1.

    ``widths`` are column widths in characters; where absent they follow the content, Chinese counted double.
    ``charts`` are drawn beside the Table, over its columns. ``formats`` are the number formats of the columns, None
    for what the values call for; ``wraps`` says which columns break long lines. ``look`` is that of a sheet to be
    filled in; in an open workbook its columns are not folded and nothing changes colour. With a ``canvas`` the Table stands
    where that says, or there is none where ``headings`` are blank; ``widths`` are then those of the sheet's columns. Such a
    sheet can only be added to a workbook that is closed.
    """

    name: str
    headings: tuple[str, ...]
    rows: tuple[tuple[EditValue, ...], ...] = ()
    table: str | None = None
    visibility: Visibility = "visible"
    widths: tuple[float, ...] = ()
    charts: tuple[Chart, ...] = ()
    formats: tuple[str | None, ...] = ()
    wraps: tuple[bool, ...] = ()
    look: EntryLook | None = None
    canvas: Canvas | None = None


@dataclass(frozen=True, slots=True)
class AddColumns:
    """Columns added at the right of a Table; what stands there already is a conflict. They look like its last one.

    ``formats`` are the number formats of their cells, None for one that shows what is typed.
    """

    table: str
    headings: tuple[str, ...]
    formats: tuple[str | None, ...] = ()


@dataclass(frozen=True, slots=True)
class SetNote:
    """A note (comment) on a cell; replaces the one that is there. Empty text is refused."""

    at: CellRef
    text: str


@dataclass(frozen=True, slots=True)
class SetVisibility:
    """A sheet shown, hidden, or hidden so that only a program shows it again. The last visible sheet stays."""

    sheet: str
    visibility: Visibility


@dataclass(frozen=True, slots=True)
class SetName:
    """A defined name, added or made to mean something else. ``sheet`` None: it holds in the whole workbook.

    ``refers_to`` is a formula in English without ``=``; its references name their sheets and are absolute:
    ``Pipeline!$A$2:$A$9``, ``tblStages[阶段]``, ``0.13``.
    """

    name: str
    refers_to: str
    sheet: str | None = None


@dataclass(frozen=True, slots=True)
class SetFormat:
    """How an area looks; None leaves that side as it is, and what cells hold is never touched.

    Colours are ``RRGGBB``. ``width`` is in characters and goes to the area's columns, ``height`` in points to its rows.
    """

    area: Area
    number_format: str | None = None
    bold: bool | None = None
    fill: str | None = None
    colour: str | None = None
    wrap: bool | None = None
    width: float | None = None
    height: float | None = None


@dataclass(frozen=True, slots=True)
class SetValidation:
    """A drop-down for an area: the rule its sheet already has for ``source`` takes it in, else there is a new one.

    ``source`` is a formula in English without ``=`` (``lst_stage``, ``Lists!$A$2:$A$9``), or the choices themselves.
    A cell that has a rule by now, of whatever kind, is a conflict: rules are added, never replaced.
    """

    area: Area
    source: str | tuple[str, ...]


Edit = (
    SetCell
    | AppendRows
    | ReplaceRows
    | InsertRows
    | AddSheet
    | AddColumns
    | SetNote
    | SetVisibility
    | SetName
    | SetFormat
    | SetValidation
)


@dataclass(frozen=True, slots=True)
class EditPlan:
    """Edits to be applied together or not at all, in order. ``book`` is the sha256 of the file they were made for."""

    edits: tuple[Edit, ...] = ()
    book: str | None = None
    version: int = 1
