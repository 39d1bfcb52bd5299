"""Workbooks written part by part, so that a test says exactly what stands in the file."""

from __future__ import annotations

import zipfile
from collections.abc import Mapping
from pathlib import Path

MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
DOCUMENT = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
PACKAGE = "http://schemas.openxmlformats.org/package/2006/relationships"
WORKBOOK_TYPE = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml"

Parts = dict[str, str | bytes]


def content_types(workbook: str = WORKBOOK_TYPE) -> str:
    return (
        '<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">'
        f'<Override PartName="/xl/workbook.xml" ContentType="{workbook}"/></Types>'
    )


def relationships(*links: tuple[str, str, str], kind: str = DOCUMENT) -> str:
    """Each link is id, last word of the type, target."""
    items = "".join(f'<Relationship Id="{i}" Type="{kind}/{t}" Target="{to}"/>' for i, t, to in links)
    return f'<Relationships xmlns="{PACKAGE}">{items}</Relationships>'


def worksheet(rows: str, *, tail: str = "") -> str:
    return f'<worksheet xmlns="{MAIN}"><sheetData>{rows}</sheetData>{tail}</worksheet>'


def shared_strings(*items: str) -> str:
    return f'<sst xmlns="{MAIN}">' + "".join(f"<si>{item}</si>" for item in items) + "</sst>"


def styles(*formats: int | str) -> str:
    """One cell format per built-in number or format code."""
    codes = [code for code in formats if isinstance(code, str)]
    custom = "".join(
        f'<numFmt numFmtId="{200 + at}" formatCode="{code.replace("&", "&amp;").replace(chr(34), "&quot;")}"/>'
        for at, code in enumerate(codes)
    )
    ids = [code if isinstance(code, int) else 200 + codes.index(code) for code in formats]
    used = "".join(f'<xf numFmtId="{number}"/>' for number in ids)
    return (
        f'<styleSheet xmlns="{MAIN}"><numFmts>{custom}</numFmts><cellStyleXfs><xf numFmtId="14"/></cellStyleXfs>'
        f'<cellXfs>{used}</cellXfs><dxfs><dxf><numFmt numFmtId="200" formatCode="0"/></dxf></dxfs></styleSheet>'
    )


def workbook(*tabs: tuple[str, str], inside: str = "", before: str = "") -> str:
    """Each tab is its name and further attributes; tab n follows relationship rId<n>."""
    sheets = "".join(
        f'<sheet name="{name}" sheetId="{n}" r:id="rId{n}" {more}/>' for n, (name, more) in enumerate(tabs, 1)
    )
    return (
        f'<workbook xmlns="{MAIN}" xmlns:r="{DOCUMENT}">{before}<sheets>{sheets}</sheets>{inside}</workbook>'
    )


def parts_of(sheet: str | bytes, **more: str) -> Parts:
    """The parts of a workbook of one sheet "S"; ``strings`` and ``styles`` are parts too."""
    links = [("rId1", "worksheet", "worksheets/sheet1.xml")]
    parts: Parts = {
        "[Content_Types].xml": content_types(),
        "_rels/.rels": relationships(("rId1", "officeDocument", "xl/workbook.xml")),
        "xl/workbook.xml": more.pop("workbook", workbook(("S", ""))),
        "xl/worksheets/sheet1.xml": sheet,
    }
    for n, (kind, name) in enumerate((("sharedStrings", "strings"), ("styles", "styles")), 90):
        if name in more:
            parts[f"xl/{kind}.xml"] = more.pop(name)
            links.append((f"rId{n}", kind, f"{kind}.xml"))
    parts["xl/_rels/workbook.xml.rels"] = relationships(*links)
    return parts


def write(path: Path, parts: Mapping[str, str | bytes]) -> Path:
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, text in parts.items():
            archive.writestr(zipfile.ZipInfo(name), text, zipfile.ZIP_DEFLATED)
    return path
