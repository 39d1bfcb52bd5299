"""What is drawn on a sheet of one workbook taken over into a new one of ours, with pictures and charts among it."""

from __future__ import annotations

from io import BytesIO
from pathlib import Path
from typing import Final

from sheetsales.backends.limits import DEFAULT
from sheetsales.backends.ooxml.content_types import type_of
from sheetsales.backends.ooxml.macros import whole
from sheetsales.backends.ooxml.package import Package
from sheetsales.backends.ooxml.shapes_read import drawing_of
from sheetsales.backends.ooxml.sheet_frame import SheetFrame
from sheetsales.backends.ooxml.source import Source
from sheetsales.backends.ooxml.spans import MalformedError, refusal
from sheetsales.backends.ooxml.workbook_part import WorkbookPart
from sheetsales.backends.parts.content_types import CONTENT_TYPES
from sheetsales.backends.parts.relationships import rels_name
from sheetsales.errors import EditRefused
from sheetsales.texts import Text

STRICT: Final = Text(
    "“{name}”是 Strict Open XML 格式，图上您改过的东西带不过来，所以没有动它。请用 -o 换个文件名，或在 Excel 里另存为普通的 .xlsx 再试。",
    "“{name}” is in the Strict Open XML format, from which what people changed on the chart cannot be taken over, so it was left "
    "alone. Give another name with -o, or save it as an ordinary .xlsx in Excel and try again.",
)


def with_drawing_of(earlier: Path, sheet: str, made: Path, new_sheet: str) -> bytes:
    """The new workbook, in which nothing is drawn yet, with the drawing of a sheet of the earlier one."""
    try:
        source = Source.opened(earlier, DEFAULT)
        try:
            return _carried(Package(source, earlier, DEFAULT), earlier, sheet, made, new_sheet)
        finally:
            source.close()
    except MalformedError as fault:
        raise refusal(earlier, fault) from fault


def _carried(old: Package, earlier: Path, sheet: str, made: Path, new_sheet: str) -> bytes:
    if old.is_strict:
        raise EditRefused(STRICT.fill(name=earlier.name))
    new = Package(made.read_bytes(), made, DEFAULT)
    drawing = drawing_of(old, _part(old, sheet))
    if drawing is not None:
        _copy(old, new, drawing, set())
        part = _part(new, new_sheet)
        xml = new.read(part)
        frame = SheetFrame(xml, new_sheet, part)
        attribute = frame.relation_attribute() % new.relate(part, "drawing", drawing).encode()
        frame.insert("drawing", b"<" + frame.prefix + b"drawing " + attribute + b"/>")
        new.write(part, whole(frame, xml))
    out = BytesIO()
    new.save(out)
    return out.getvalue()


def _part(package: Package, sheet: str) -> str:
    return next(entry.part for entry in WorkbookPart(package).worksheets if entry.name == sheet)


def _copy(old: Package, new: Package, part: str, done: set[str]) -> None:
    """A part under its own name, and all it leads to: the new workbook has none of these yet."""
    if part in done or new.has(part) or not old.has(part):
        return
    done.add(part)
    new.add(part, old.read(part), type_of(old.read(CONTENT_TYPES), part))
    relations = rels_name(part)
    if old.has(relations):
        new.write(relations, old.read(relations))
        for relation in old.relations(part):
            if not relation.external:
                _copy(old, new, relation.target, done)
