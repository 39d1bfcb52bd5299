"""What the workbook part says: which sheets there are, the date system, the names."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from sheetsales.backends.limits import damaged
from sheetsales.backends.reading.markup import Element, flag
from sheetsales.backends.reading.package import Package
from sheetsales.cells.grid import Visibility
from sheetsales.dataclass import dataclass

_VISIBILITIES: Final[Mapping[str, Visibility]] = {"hidden": "hidden", "veryHidden": "veryHidden"}


@dataclass(frozen=True, slots=True)
class SheetEntry:
    """A worksheet: its name, its place among all tabs from 0, its part."""

    name: str
    index: int
    part: str
    visibility: Visibility


@dataclass(frozen=True, slots=True)
class Contents:
    """``strings`` and ``styles`` are the names of those parts, None where the workbook has none."""

    sheets: tuple[SheetEntry, ...]
    strings: str | None
    styles: str | None
    date1904: bool
    names: Mapping[str, str]
    structure_locked: bool = False


def read_contents(package: Package) -> Contents:
    """The workbook part and its relationships; chart, dialog and macro sheets are left out."""
    part = next(
        (target for kind, target in package.relationships("").values() if kind == "officeDocument"), None
    )
    if part is None:
        raise damaged(package.path, "_rels/.rels")
    elements = package.elements(part)
    links = package.relationships(part)
    parts = {kind: target for kind, target in links.values() if target in package}
    return Contents(
        _sheets(elements, links),
        parts.get("sharedStrings"),
        parts.get("styles"),
        any(
            flag(e.attributes.get("date1904"))
            for e in elements
            if (e.parent, e.name) == ("workbook", "workbookPr")
        ),
        _names(elements),
        any(
            flag(e.attributes.get("lockStructure"))
            for e in elements
            if (e.parent, e.name) == ("workbook", "workbookProtection")
        ),
    )


def _sheets(elements: list[Element], links: Mapping[str, tuple[str, str]]) -> tuple[SheetEntry, ...]:
    tabs = [
        element.attributes for element in elements if (element.parent, element.name) == ("sheets", "sheet")
    ]
    entries = []
    for index, tab in enumerate(tabs):
        kind, part = links.get(tab.get("id", ""), ("", ""))
        if kind == "worksheet":
            visibility = _VISIBILITIES.get(tab.get("state", ""), "visible")
            entries.append(SheetEntry(tab.get("name", ""), index, part, visibility))
    return tuple(entries)


def _names(elements: list[Element]) -> dict[str, str]:
    return {
        element.attributes.get("name", ""): element.text
        for element in elements
        if (element.parent, element.name) == ("definedNames", "definedName")
        and "localSheetId" not in element.attributes
    }
