"""Declarations and relationships left behind by parts that are gone: a new part takes them over, none twice."""

from __future__ import annotations

import datetime as dt
import re
from collections import Counter
from pathlib import Path

import pytest

from sheetsales.backends.limits import DEFAULT
from sheetsales.backends.ooxml.controls import Control, Corner, add_controls
from sheetsales.backends.ooxml.macros import put_module
from sheetsales.backends.ooxml.package import Package
from sheetsales.cells.charts import Chart
from sheetsales.cells.edits import AddSheet, Edit, SetNote
from tests.ooxml.books import (
    DOCUMENT,
    PACKAGE,
    SML,
    all_shown,
    book,
    cell,
    done,
    links,
    part,
    parts_of,
    put,
    shown,
    types,
    worksheet,
    zipped,
)

CHART = "application/vnd.openxmlformats-officedocument.drawingml.chart+xml"
WAITING = {
    "xl/sharedStrings.xml": SML + "sharedStrings+xml",
    "xl/worksheets/sheet2.xml": SML + "worksheet+xml",
    "XL\\Tables\\TABLE1.xml": "application/xml",
    "xl/comments1.xml": SML + "comments+xml",
    "xl/drawings/drawing1.xml": "application/vnd.openxmlformats-officedocument.drawing+xml",
    "xl/drawings/vmlDrawing1.vml": "application/xml",
    "xl/charts/chart1.xml": CHART,
    "xl/styles.xml": SML + "styles+xml",
}
ADDED = AddSheet("New", ("a", "b"), (("x", 1),), charts=(Chart("T", "a", ("b",)),))
EVERYTHING: tuple[Edit, ...] = (
    ADDED,
    put("Sheet1!A1", "text"),
    SetNote(cell("Sheet1!B2"), "note"),
)


def with_orphans() -> bytes:
    parts = parts_of(book(worksheet('<row r="1"><c r="A1"><v>1</v></c></row>'), styles=None))
    known = {"xl/workbook.xml": SML + "sheet.main+xml", "xl/worksheets/sheet1.xml": SML + "worksheet+xml"}
    parts["[Content_Types].xml"] = types(**known, **WAITING).encode()
    return zipped(parts)


def declared(data: bytes) -> dict[str, str]:
    """The Overrides; no part has two."""
    found = re.findall(
        r'<Override PartName="/([^"]*)" ContentType="([^"]*)"', part(data, "[Content_Types].xml")
    )
    names = [name.replace("\\", "/").lower() for name, _ in found]
    assert not [name for name, count in Counter(names).items() if count > 1]
    return dict(zip(names, (kind for _, kind in found), strict=True))


def targets(data: bytes, name: str) -> list[str]:
    return re.findall(r'Target="([^"]*)"', part(data, name))


def test_a_declaration_that_waits_for_its_part_is_taken_over() -> None:
    after = done(with_orphans(), *EVERYTHING)
    kinds = declared(after)
    assert kinds["xl/worksheets/sheet2.xml"] == SML + "worksheet+xml"
    assert kinds["xl/tables/table1.xml"] == SML + "table+xml"  # it waited as something else
    assert kinds["xl/drawings/vmldrawing1.vml"].endswith("vmlDrawing")
    assert all_shown(after, "New") == {(1, 1): "a", (1, 2): "b", (2, 1): "x", (2, 2): 1}
    assert all_shown(after) == {(1, 1): "text"}


def test_buttons_take_declarations_over(tmp_path: Path) -> None:
    orphans = with_orphans()
    waiting = part(orphans, "[Content_Types].xml").replace(
        "</Types>",
        '<Override PartName="/xl/vbaProject.bin" ContentType="application/vnd.ms-office.vbaProject"/>'
        '<Override PartName="/xl/ctrlProps/ctrlProp1.xml" ContentType="application/xml"/></Types>',
    )
    package = Package(
        zipped({**parts_of(orphans), "[Content_Types].xml": waiting}), tmp_path / "a.xlsm", DEFAULT
    )
    put_module(package, "Ours", "' The buttons of sheetsales.\r\n", "a.xlsm")
    add_controls(
        package,
        "xl/worksheets/sheet1.xml",
        "Sheet1",
        [Control("Check", "Check", "Check", Corner(1, 0, 1, 0), Corner(3, 0, 2, 0), 120, 30)],
    )
    out = tmp_path / "b.xlsm"
    with out.open("wb") as stream:
        package.save(stream)
    kinds = declared(out.read_bytes())
    assert kinds["xl/vbaproject.bin"] == "application/vnd.ms-office.vbaProject"
    assert kinds["xl/ctrlprops/ctrlprop1.xml"].endswith("controlproperties+xml")
    assert kinds["xl/workbook.xml"].endswith("macroEnabled.main+xml")


def test_a_relationship_that_waits_for_its_part_is_taken_over() -> None:
    before = book(
        worksheet('<row r="1"><c r="A1"><v>1</v></c></row>'),
        styles=None,
        more={
            "xl/_rels/workbook.xml.rels": links(
                ("rId1", "worksheet", "worksheets/sheet1.xml"),
                ("rId2", "sharedStrings", "texts.xml"),
                ("rId3", "styles", "looks.xml"),
            ),
            "xl/worksheets/_rels/sheet1.xml.rels": links(("rId1", "comments", "../notes7.xml")),
        },
    )
    day = put("Sheet1!A2", dt.date(2026, 1, 5))
    after = done(before, *EVERYTHING[1:], day)
    rels = targets(after, "xl/_rels/workbook.xml.rels")
    assert rels == ["worksheets/sheet1.xml", "texts.xml", "looks.xml"]
    assert {"xl/looks.xml", "xl/notes7.xml"} <= parts_of(after).keys()
    assert targets(after, "xl/worksheets/_rels/sheet1.xml.rels")[0] == "../notes7.xml"
    assert len(targets(after, "xl/worksheets/_rels/sheet1.xml.rels")) == 2  # the note, and its drawing
    assert all_shown(after) == {(1, 1): "text", (2, 1): dt.date(2026, 1, 5)}


def test_a_new_part_is_none_that_others_wait_for() -> None:
    """A sheet whose drawing is gone must not show the chart of the new sheet; a new sheet has no Table of an old one."""
    before = book(
        worksheet("", tail='<drawing r:id="rId9"/>'),
        more={
            "xl/worksheets/_rels/sheet1.xml.rels": links(("rId9", "drawing", "../drawings/Drawing1.xml")),
            "xl/worksheets/_rels/sheet2.xml.rels": links(("rId1", "table", "../tables/table9.xml")),
        },
    )
    after = done(before, ADDED)
    names = parts_of(after).keys()
    assert "xl/drawings/drawing1.xml" not in names
    assert "xl/drawings/drawing2.xml" in names
    assert "xl/worksheets/sheet3.xml" in names
    assert targets(after, "xl/worksheets/_rels/sheet3.xml.rels") == [
        "/xl/tables/table1.xml",
        "/xl/drawings/drawing2.xml",
    ]


def test_relationships_that_cannot_be_read_stand_in_the_way_of_no_other_part() -> None:
    after = done(book(more={"xl/media/_rels/image1.png.rels": "<none"}), ADDED)
    assert shown(after, "New!A2") == "x"


@pytest.mark.parametrize(
    "default", ["application/vnd.openxmlformats-officedocument.vmlDrawing", "application/xml"]
)
def test_a_drawing_has_its_own_type_where_its_extension_stands_for_another(default: str) -> None:
    before = parts_of(book())
    said = before["[Content_Types].xml"].decode()
    said = said.replace("<Override", f'<Default Extension="VML" ContentType="{default}"/><Override', 1)
    after = done(zipped({**before, "[Content_Types].xml": said}), SetNote(cell("Sheet1!B2"), "note"))
    kinds = declared(after)
    assert part(after, "[Content_Types].xml").lower().count('extension="vml"') == 1
    assert ("xl/drawings/vmldrawing1.vml" in kinds) == (default == "application/xml")


def test_the_relationships_name_nothing_but_what_is_there() -> None:
    after = done(with_orphans(), *EVERYTHING)
    for name, data in parts_of(after).items():
        if name.endswith(".rels") and name.startswith("xl/"):
            assert PACKAGE.encode() in data
            kinds = re.findall(rf'Type="{DOCUMENT}/(\w+)" Target="/?([^"]*)"', data.decode())
            assert len(set(kinds)) == len(kinds)
