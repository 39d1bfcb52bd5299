"""Edits that change no value: a look, a name, a sheet's visibility, a drop-down. Where they go and what must stand after."""

from __future__ import annotations

import zlib
from collections.abc import Iterator
from copy import deepcopy
from pathlib import Path
from typing import Any

from lxml import etree

from benchmarks.corpus_cells import _pick
from benchmarks.reference_book import Book, Element, attribute, child, children, every, local, text_of
from benchmarks.reference_change import Wrong
from benchmarks.reference_text import Box, box_of, cell_name
from benchmarks.references import judge_cells
from sheetsales.cells.address import Area
from sheetsales.cells.edits import Edit, SetFormat, SetName, SetValidation, SetVisibility
from sheetsales.cells.grid import Workbook

Meant = SetFormat | SetName | SetValidation | SetVisibility
NAME = "AddedByATest"
CHOICES = ("甲", "two words")
_FIRST = (("fonts", "font"), ("cellXfs", "xf"))
_PLAIN = ("numFmtId", "fontId", "fillId", "borderId")
Tried = Iterator[tuple[str, str, Edit]]


def looks(source: Path, _: Workbook) -> Tried:
    """Two rows and columns from a cell that holds something."""
    at = _pick(source, "value")
    area = Area(at.sheet, at.row, at.column, at.row + 1, at.column + 1)
    yield "look", str(area), SetFormat(area, "0.000", True, "FFC000", "1F4E79", True, 33, 44)


def names(source: Path, book: Workbook) -> Tried:
    sheet = book.grids[zlib.crc32(source.name.encode()) % len(book.grids)].name
    quoted = "'" + sheet.replace("'", "''") + "'"
    yield "name", NAME, SetName(NAME, f"{quoted}!$A$2:$B$9")


def hidden(_: Path, book: Workbook) -> Tried:
    """The last sheet to be seen, where others are."""
    seen = [grid.name for grid in book.grids if grid.visibility == "visible"]
    if len(seen) > 1:
        yield "hide", seen[-1], SetVisibility(seen[-1], "hidden")


def choices(source: Path, _: Workbook) -> Tried:
    """Two cells right of and below everything, where no rule stands yet."""
    at = _pick(source, "blank")
    area = Area(at.sheet, at.row + 60, at.column + 30, at.row + 61, at.column + 30)
    yield "choices", str(area), SetValidation(area, CHOICES)


def without_meant(found: dict[str, Any], edit: Meant, source: Path, out: Path) -> dict[str, Any]:
    """A comparison less what the edit is there to change."""
    found = {key: dict(value) if isinstance(value, dict) else value for key, value in found.items()}
    layout, features = found["layout"], found["features"]
    meant: set[str] = set()
    if isinstance(edit, SetFormat):
        sheet, rows = edit.area.sheet, range(edit.area.first_row, edit.area.last_row + 1)
        meant = {f"{sheet}: cols", *(f"{sheet}: row {row}" for row in rows)}
        features["changed"] = {
            kind: where
            for kind, where in features["changed"].items()
            if (kind, where) != ("column_layout", [sheet])
        }
    elif isinstance(edit, SetVisibility):
        names = found["sheets"]["meta_changed"]
        found["sheets"]["meta_changed"] = [name for name in names if name != edit.sheet]
        meant = {f"{name}: sheetViews" for name in _only_selected(Book(source), Book(out))}
    elif isinstance(edit, SetValidation) and _one_rule_more(source, out, edit.area.sheet):
        meant = {f"{edit.area.sheet}: dataValidations"}
    layout["changed"] = [what for what in layout["changed"] if what not in meant]
    return found


def wrong_references(source: Path, out: Path, edit: Meant) -> list[Wrong]:
    """What the judge of references says of anything but the look that was asked for and the new rule."""
    if isinstance(edit, SetFormat):
        sheet, places = edit.area.sheet, _places(edit.area)
        meant = {("style", cell_name(sheet, at)) for at in places}
        meant |= {("row look", f"{sheet} row {row}") for row, _ in places}
        return [wrong for wrong in judge_cells(source, out) if (wrong.kind, wrong.where) not in meant]
    return judge_cells(source, out, *([str(edit.area)] if isinstance(edit, SetValidation) else []))


def _only_selected(old: Book, new: Book) -> list[str]:
    """The sheets whose views differ in nothing but being selected: a hidden sheet is not."""

    def views(book: Book, name: str) -> list[bytes]:
        sheet = book.sheet(name)
        found = [deepcopy(view) for view in (every(sheet.root, "sheetView") if sheet else ())]
        for view in found:
            view.attrib.pop("tabSelected", "")
        return [etree.tostring(view, method="c14n") for view in found]

    return [name for name in old.sheets if views(old, name) == views(new, name)]


def _one_rule_more(source: Path, out: Path, name: str) -> bool:
    """Whether every rule of a sheet is there as it was, in its order, and one more."""

    def rules(path: Path) -> list[bytes]:
        sheet = Book(path).sheet(name)
        return (
            [etree.tostring(r, method="c14n") for r in every(sheet.root, "dataValidation")] if sheet else []
        )

    old, new = rules(source), rules(out)
    held = iter(new)
    return all(rule in held for rule in old) and len(new) == len(old) + 1


def given_plain_look(found: dict[str, Any], before: Path, after: Path) -> list[str]:
    """The cells that only got a style to be of, the plain one, in a workbook whose style sheet had none at all."""
    at, old, new = found["cells"]["outside_allowed"], _styles(before), _styles(after)
    if (
        not at["total"]
        or at["total"] != at["style"]
        or old is None
        or new is None
        or child(old, "cellXfs") is not None
    ):
        return []
    font, xf = (next(iter(children(child(new, box), name)), None) for box, name in _FIRST)
    plain = font is not None and {local(part) for part in font} == {"sz", "name"}
    plain = (
        plain
        and xf is not None
        and all(xf.get(key) == "0" for key in _PLAIN)
        and len(xf.attrib) == len(_PLAIN)
    )
    return [sample["cell"] for sample in at["samples"]] if plain and len(at["samples"]) == at["total"] else []


def _styles(path: Path) -> Element | None:
    book = Book(path)
    part = next((to for kind, to, _ in book.related(book.main) if kind == "styles"), "")
    return book.root(part) if part else None


def read_back(source: Path, out: Path, edit: Meant) -> list[str]:
    """What does not stand in the output as it was asked for."""
    book = Book(out)
    if isinstance(edit, SetFormat):
        return _look_held(Book(source), book, edit)
    if isinstance(edit, SetName):
        held = [text for name, scope, text in book.names if name == edit.name and not scope]
        return [] if held == [edit.refers_to] else [f"the name means {held}"]
    if isinstance(edit, SetVisibility):
        box = child(book.workbook, "sheets")
        held = [e.get("state", "visible") for e in children(box, "sheet") if e.get("name") == edit.sheet]
        return [] if held == [edit.visibility] else [f"the sheet is {held}"]
    return _choices_held(book, edit)


def _choices_held(book: Book, edit: SetValidation) -> list[str]:
    sheet = book.sheet(edit.area.sheet)
    wanted = f'"{",".join(CHOICES)}"'
    rules = [r for r in every(sheet.root, "dataValidation") if _covers(r, edit.area)] if sheet else []
    held = [(r.get("type"), text_of(child(r, "formula1"))) for r in rules]
    return [] if held == [("list", wanted)] else [f"rules of the cells: {held}"]


def _covers(rule: Element, area: Area) -> bool:
    boxes = [box for part in attribute(rule, "sqref").split() if (box := box_of(part))]
    cells = [(row, area.first_column) for row in range(area.first_row, area.last_row + 1)]
    return all(any(box.holds(*at) for box in boxes) for at in cells)


def _look_held(old: Book, new: Book, edit: SetFormat) -> list[str]:
    area, wrong = edit.area, []
    before, after = old.sheet(area.sheet), new.sheet(area.sheet)
    if before is None or after is None:
        return ["the sheet is gone"]
    formats = _Formats(new)
    for at in _places(area):
        was, now = before.cells.get(at), after.cells.get(at)
        if (was and (was.kind, was.value, was.formula)) != (now and (now.kind, now.value, now.formula)):
            blank = was is None and now is not None and not now.value and now.formula is None
            wrong += [] if blank else [f"{at} held {was} and holds {now}"]
        look = formats.look(now.style) if now else {}
        wrong += [] if look == formats.wanted(edit) else [f"{at} looks {look}"]
    heights = {row.number: row.attributes.get("ht") for row in after.rows}
    wrong += [
        f"row {row} is {heights.get(row)} high"
        for row in range(area.first_row, area.last_row + 1)
        if float(heights.get(row) or 0) != edit.height
    ]
    widths = list(every(after.root, "col"))
    for column in range(area.first_column, area.last_column + 1):
        held = [e.get("width", "0") for e in widths if int(e.get("min", 0)) <= column <= int(e.get("max", 0))]
        wrong += [] if [float(w) for w in held] == [edit.width] else [f"column {column} is {held} wide"]
    return wrong


def _places(area: Area) -> list[tuple[int, int]]:
    box = Box(area.first_row, area.first_column, area.last_row, area.last_column)
    return [(r, c) for r in range(box.top, box.bottom + 1) for c in range(box.left, box.right + 1)]


class _Formats:
    """The cell formats of a workbook, each written out."""

    def __init__(self, book: Book) -> None:
        part = next((to for kind, to, _ in book.related(book.main) if kind == "styles"), "")
        root = book.root(part) if part else None
        boxes = [("cellXfs", "xf"), ("fonts", "font"), ("fills", "fill"), ("numFmts", "numFmt")]
        self._formats, self._fonts, self._fills, codes = (children(child(root, b), n) for b, n in boxes)
        self._codes = {e.get("numFmtId", ""): e.get("formatCode", "") for e in codes}

    def look(self, style: str) -> dict[str, str]:
        xf = self._formats[int(style)]
        font, fill = self._fonts[int(xf.get("fontId", 0))], self._fills[int(xf.get("fillId", 0))]
        colour, pattern = child(font, "color"), child(fill, "patternFill")
        shade, alignment = child(pattern, "fgColor"), child(xf, "alignment")
        return {
            "number format": self._codes.get(xf.get("numFmtId", ""), xf.get("numFmtId", "")),
            "bold": str(child(font, "b") is not None),
            "colour": colour.get("rgb", "") if colour is not None else "",
            "fill": shade.get("rgb", "") if shade is not None else "",
            "reserved fill": str(int(xf.get("fillId", 0)) < 2),
            "wrap": alignment.get("wrapText", "") if alignment is not None else "",
        }

    def wanted(self, edit: SetFormat) -> dict[str, str]:
        return {
            "number format": edit.number_format or "",
            "bold": "True",
            "colour": f"FF{edit.colour}",
            "fill": f"FF{edit.fill}",
            "reserved fill": "False",
            "wrap": "1",
        }
