"""Excel Tables of a sheet, from the parts its relationships name."""

from __future__ import annotations

from sheetsales.backends.parts.tables import facts_of, heading_of
from sheetsales.backends.reading.markup import Element, flag
from sheetsales.backends.reading.package import Package
from sheetsales.cells.address import Area, parse_area, quote_sheet
from sheetsales.cells.grid import TableArea


def read_tables(package: Package, part: str, sheet: str) -> tuple[TableArea, ...]:
    """The Tables of the sheet in part ``part``, from top to bottom."""
    found = [
        table
        for kind, target in package.relationships(part).values()
        if kind == "table" and target in package and (table := _table(package.elements(target), sheet))
    ]
    return tuple(sorted(found, key=lambda table: (table.area.first_row, table.area.first_column)))


def _table(parts: list[Element], sheet: str) -> TableArea | None:
    headings = tuple(heading_of(part.attributes) for part in parts if part.name == "tableColumn")
    facts = facts_of(parts[-1].attributes)
    area = area_of(facts.ref, sheet)
    if area is None:
        return None
    return TableArea(
        facts.name,
        area,
        headings,
        has_heading_row=facts.heading_rows > 0,
        has_totals_row=facts.total_rows > 0,
        formulas=_formulas(parts),
    )


def _formulas(parts: list[Element]) -> tuple[str, ...]:
    """The formula of each column: it ends before its column does. That of an array is not carried on."""
    found, given = [], ""
    for part in parts:
        if part.name == "calculatedColumnFormula":
            given = "" if flag(part.attributes.get("array")) else part.text
        elif part.name == "tableColumn":
            found.append(given)
            given = ""
    return tuple(found) if any(found) else ()


def area_of(ref: str, sheet: str) -> Area | None:
    """A reference such as ``A1:C5`` on that sheet; None where it is none."""
    return parse_area(f"{quote_sheet(sheet)}!{ref}")
