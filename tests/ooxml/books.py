"""Workbooks made by hand or by XlsxWriter, edits applied to them, and what stands in the result."""

from __future__ import annotations

import re
import tempfile
import warnings
import zipfile
from collections.abc import Callable, Mapping
from io import BytesIO
from pathlib import Path
from typing import Any

import openpyxl
import xlsxwriter

from sheetsales.backends.ooxml.apply import apply_plan
from sheetsales.backends.reader import read_workbook
from sheetsales.cells.address import CellRef, parse_cell
from sheetsales.cells.edits import Edit, EditPlan, SetCell
from sheetsales.cells.values import CellValue, EditValue

MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
DOCUMENT = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
PACKAGE = "http://schemas.openxmlformats.org/package/2006"
SML = "application/vnd.openxmlformats-officedocument.spreadsheetml."
STYLES = (
    f'<styleSheet xmlns="{MAIN}"><fonts count="1"><font><sz val="11"/><name val="Calibri"/></font></fonts>'
    '<fills count="2"><fill><patternFill patternType="none"/></fill><fill><patternFill patternType="gray125"/></fill>'
    '</fills><borders count="1"><border/></borders><cellStyleXfs count="1"><xf/></cellStyleXfs>'
    '<cellXfs count="3"><xf numFmtId="0" xfId="0"/><xf numFmtId="14" xfId="0" applyNumberFormat="1"/>'
    '<xf numFmtId="0" xfId="0"><protection locked="0"/></xf></cellXfs>'
    '<cellStyles count="1"><cellStyle name="Normal" xfId="0" builtinId="0"/></cellStyles></styleSheet>'
)


def cell(at: str) -> CellRef:
    found = parse_cell(at)
    assert found is not None
    return found


def put(at: str, value: EditValue, **more: Any) -> SetCell:
    return SetCell(cell(at), value, **more)


def done(data: bytes, *edits: Edit, **options: Any) -> bytes:
    """The workbook after the edits."""
    out = BytesIO()
    apply_plan(data, EditPlan(edits), out, **options)
    return out.getvalue()


def worksheet(rows: str, tail: str = "", head: str = "") -> str:
    return f'<worksheet xmlns="{MAIN}" xmlns:r="{DOCUMENT}">{head}<sheetData>{rows}</sheetData>{tail}</worksheet>'


def links(*found: tuple[str, str, str]) -> str:
    """Relationships: id, last word of the type, target."""
    items = "".join(f'<Relationship Id="{i}" Type="{DOCUMENT}/{t}" Target="{to}"/>' for i, t, to in found)
    return f'<Relationships xmlns="{PACKAGE}/relationships">{items}</Relationships>'


def types(**overrides: str) -> str:
    items = "".join(f'<Override PartName="/{p}" ContentType="{t}"/>' for p, t in overrides.items())
    return (
        f'<Types xmlns="{PACKAGE}/content-types">'
        '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
        f'<Default Extension="xml" ContentType="application/xml"/>{items}</Types>'
    )


def book(
    sheet: str | bytes = "",
    *,
    strings: str | None = None,
    styles: str | None = STYLES,
    workbook: str = "",
    more: Mapping[str, str | bytes] | None = None,
    main_type: str = SML + "sheet.main+xml",
) -> bytes:
    """A workbook of one sheet, ``Sheet1``; ``workbook`` stands behind its list of sheets."""
    overrides = {"xl/workbook.xml": main_type, "xl/worksheets/sheet1.xml": SML + "worksheet+xml"}
    found = [("rId1", "worksheet", "worksheets/sheet1.xml")]
    parts: dict[str, str | bytes] = {"xl/worksheets/sheet1.xml": sheet or worksheet("")}
    if strings is not None:
        parts["xl/sharedStrings.xml"] = strings
        overrides["xl/sharedStrings.xml"] = SML + "sharedStrings+xml"
        found.append(("rId2", "sharedStrings", "sharedStrings.xml"))
    if styles is not None:
        parts["xl/styles.xml"] = styles
        overrides["xl/styles.xml"] = SML + "styles+xml"
        found.append(("rId3", "styles", "styles.xml"))
    root = f'<Relationships xmlns="{PACKAGE}/relationships"><Relationship Id="rId1" '
    root += f'Type="{DOCUMENT}/officeDocument" Target="xl/workbook.xml"/></Relationships>'
    before, _, behind = workbook.rpartition("<!--sheets-->")
    parts = {
        "[Content_Types].xml": types(**overrides),
        "_rels/.rels": root,
        "xl/workbook.xml": f'<workbook xmlns="{MAIN}" xmlns:r="{DOCUMENT}">{before}'
        f'<sheets><sheet name="Sheet1" sheetId="1" r:id="rId1"/></sheets>{behind}</workbook>',
        "xl/_rels/workbook.xml.rels": links(*found),
        **parts,
        **(more or {}),
    }
    return zipped(parts)


def zipped(parts: Mapping[str, str | bytes]) -> bytes:
    out = BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in parts.items():
            archive.writestr(name, content)
    return out.getvalue()


def parts_of(data: bytes) -> dict[str, bytes]:
    with zipfile.ZipFile(BytesIO(data)) as archive:
        assert archive.testzip() is None
        return {info.filename: archive.read(info) for info in archive.infolist()}


def part(data: bytes, name: str) -> str:
    return parts_of(data)[name].decode()


def sheet_of(data: bytes, number: int = 1) -> str:
    return part(data, f"xl/worksheets/sheet{number}.xml")


def changed(before: bytes, after: bytes) -> set[str]:
    """The parts that are not what they were, new and lost ones among them."""
    a, b = parts_of(before), parts_of(after)
    return {name for name in a.keys() | b.keys() if a.get(name) != b.get(name)}


def opened_by_openpyxl(data: bytes, *, data_only: bool = False) -> openpyxl.Workbook:
    """It warns of what it would lose; here it only reads."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        return openpyxl.load_workbook(BytesIO(data), data_only=data_only)


def shown(data: bytes, at: str, *, formulas: bool = False) -> Any:
    """A cell's value as openpyxl, which had no part in writing it, reads it."""
    where = cell(at)
    opened = opened_by_openpyxl(data, data_only=not formulas)
    return opened[where.sheet].cell(where.row, where.column).value


def all_shown(data: bytes, sheet: str = "Sheet1") -> dict[tuple[int, int], CellValue]:
    """Every value of a sheet by row and column, as the reader reads it; that shares no code with the engine."""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder, "book.xlsx")
        path.write_bytes(data)
        grid = read_workbook(path).grid(sheet)
    assert grid is not None
    rows, columns = range(grid.first_row, grid.last_row + 1), range(grid.first_column, grid.last_column + 1)
    found = {(r, c): grid.value(r, c) for r in rows for c in columns}
    return {at: value for at, value in found.items() if value is not None}


def look(data: bytes, at: str) -> str:
    """A cell's number format."""
    where = cell(at)
    return str(opened_by_openpyxl(data)[where.sheet].cell(where.row, where.column).number_format)


def written(fill: Callable[[Any], None], **options: Any) -> bytes:
    """A workbook made by XlsxWriter."""
    out = BytesIO()
    with xlsxwriter.Workbook(out, {"in_memory": True, **options}) as opened:
        fill(opened)
    return out.getvalue()


def refs(xml: str, attribute: str) -> list[str]:
    return re.findall(rf'\b{attribute}="([^"]*)"', xml)
