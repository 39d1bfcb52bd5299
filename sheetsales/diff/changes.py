"""Changes as plain data."""

from __future__ import annotations

from typing import Literal

from sheetsales.cells.address import CellRef
from sheetsales.cells.values import CellValue
from sheetsales.dataclass import dataclass

Fate = Literal["added", "removed", "changed"]


@dataclass(frozen=True, slots=True)
class FieldChange:
    """One field of one record, or one cell of a sheet without records.

    ``at`` is the cell in the newer workbook, in the older one where it is gone. ``column`` is a schema key, "" for
    a cell outside records; ``heading`` is what the sheet calls it.
    """

    at: CellRef
    before: CellValue
    after: CellValue
    column: str = ""
    heading: str = ""


@dataclass(frozen=True, slots=True)
class RecordChange:
    """One record that was added, removed or changed; ``id`` is what it is known by, ``name`` what people call it."""

    fate: Fate
    record_key: str
    id: str
    name: str
    at: CellRef
    fields: tuple[FieldChange, ...] = ()


@dataclass(frozen=True, slots=True)
class SheetChange:
    """A sheet that came, went, or was shown or hidden; ``detail`` names the visibility it has now."""

    fate: Fate
    name: str
    detail: str = ""


@dataclass(frozen=True, slots=True)
class PartChange:
    """A member of the file that no cell tells of: a chart, a picture, a macro project, the styles."""

    fate: Fate
    name: str


@dataclass(frozen=True, slots=True)
class FormulaChange:
    """A formula that was written, changed or overwritten; None where there is none. Texts are without ``=``."""

    at: CellRef
    before: str | None
    after: str | None


@dataclass(frozen=True, slots=True)
class Changes:
    """Everything that differs, in sheet order. Rows that only moved are no change."""

    records: tuple[RecordChange, ...] = ()
    cells: tuple[FieldChange, ...] = ()
    sheets: tuple[SheetChange, ...] = ()
    parts: tuple[PartChange, ...] = ()
    formulas: tuple[FormulaChange, ...] = ()

    def __bool__(self) -> bool:
        return bool(self.records or self.cells or self.sheets or self.parts or self.formulas)
