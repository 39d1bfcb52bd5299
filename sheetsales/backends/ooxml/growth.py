"""A block of rows that ends elsewhere than before, and what that means for every reference to it."""

from __future__ import annotations

from sheetsales.backends.ooxml.formula_text import Reference, with_references
from sheetsales.cells.address import MAX_ROW, Area, parse_area
from sheetsales.dataclass import dataclass


@dataclass(frozen=True, slots=True)
class Growth:
    """The data rows of a table or range ended at ``old_last`` and now end at ``new_last``.

    ``data`` is the block as it was, without its heading; ``totals`` rows follow it.
    """

    data: Area
    new_last: int
    totals: int = 0

    @property
    def old_last(self) -> int:
        return self.data.last_row

    @property
    def is_change(self) -> bool:
        return self.new_last != self.old_last

    def covers_columns(self, area: Area) -> bool:
        return self.data.first_column <= area.first_column and area.last_column <= self.data.last_column

    def new_end(self, area: Area, may_be_wider: bool = False) -> int | None:
        """Where an area ends now that held all data rows of some columns; None where it is not concerned.

        ``may_be_wider``: an area that holds the whole block and columns beside it counts too, as a print area does.
        """
        ends_here = self.old_last <= area.last_row <= self.old_last + self.totals
        if not ends_here or area.first_row > self.data.first_row:
            return None
        around = area.first_column <= self.data.first_column and self.data.last_column <= area.last_column
        if not self.covers_columns(area) and not (may_be_wider and around):
            return None
        return max(area.last_row - self.old_last + self.new_last, area.first_row)


def regrown(
    text: str,
    growth: Growth,
    own_sheet: str | None,
    *,
    row: int | None = None,
    single: bool = False,
    may_be_wider: bool = False,
    only_fixed: bool = False,
) -> str:
    """A formula, name or chart reference in which areas that held the data rows hold the new ones.

    ``own_sheet`` is what a reference without a sheet means, ``row`` the formula's own row on it: beside the only data
    row, an area of that row means the row. ``single`` lets one cell become an area. ``only_fixed`` leaves rows without ``$``.
    """

    def change(reference: Reference) -> str | None:
        sheet = reference.sheet if reference.sheet is not None else own_sheet
        if sheet is None or sheet.lower() != growth.data.sheet.lower():
            return None
        if reference.last is None and not single:
            return None
        if only_fixed and not reference.has_fixed_rows:
            return None
        first_row, first_column, last_row, last_column = reference.bounds
        if row == first_row == last_row and (own_sheet or "").lower() == sheet.lower():
            return None
        area = Area(growth.data.sheet, first_row, first_column, last_row, last_column)
        end = growth.new_end(area, may_be_wider)
        if end is None or end == last_row:
            return None
        last = reference.last or reference.first
        return f"{reference.first}:{last.rstrip('0123456789')}{end}"

    return with_references(text, change)


def regrown_sqref(text: str, growth: Growth, taken: tuple[Area, ...] = ()) -> str:
    """A list of ranges (validations, conditional formats) that covers the new rows as it covered the last ones.

    Only columns of the block grow. Rows in ``taken`` belong to another rule and are left to it.
    """
    ranges = text.split()
    areas = [parse_area("x!" + part) for part in ranges]
    out, added = [], []
    for part, area in zip(ranges, areas, strict=True):
        if area is None or not _holds_last_rows(area, areas, growth):
            out.append(part)
        elif growth.covers_columns(area):
            out.append(_stretched(area, growth, taken) or part)
        else:
            out.append(part)
            added += _beside(area, growth, taken)
    return " ".join(out + added)


def _holds_last_rows(area: Area, areas: list[Area | None], growth: Growth) -> bool:
    """Whether the range ends with the block and is meant for its rows, not for the last one alone."""
    last = growth.old_last
    if area.last_row != last or area.last_row == MAX_ROW:
        return False
    if area.last_column < growth.data.first_column or area.first_column > growth.data.last_column:
        return False
    if area.first_row < last or growth.data.first_row == last:
        return True
    return any(other and other.contains(last - 1, area.first_column) for other in areas)


def _stretched(area: Area, growth: Growth, taken: tuple[Area, ...]) -> str | None:
    end = max(growth.new_last, area.first_row)
    new = Area(growth.data.sheet, area.first_row, area.first_column, end, area.last_column)
    return None if _meets(_fresh(new, growth), taken) else new.a1


def _beside(area: Area, growth: Growth, taken: tuple[Area, ...]) -> list[str]:
    """The part of the new rows below a range that is wider than the block."""
    if growth.new_last <= growth.old_last:
        return []
    first = max(area.first_column, growth.data.first_column)
    last = min(area.last_column, growth.data.last_column)
    new = Area(growth.data.sheet, growth.old_last + 1, first, growth.new_last, last)
    return [] if _meets(new, taken) else [new.a1]


def _fresh(area: Area, growth: Growth) -> Area:
    return Area(area.sheet, growth.old_last + 1, area.first_column, area.last_row, area.last_column)


def _meets(area: Area, taken: tuple[Area, ...]) -> bool:
    return any(area.meets(t) for t in taken)
