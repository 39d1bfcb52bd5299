"""The workbook's styles: what a cell's style says, and styles like it but for one thing."""

from __future__ import annotations

from sheetsales.backends.ooxml.package import DECLARATION, Package
from sheetsales.backends.ooxml.style_sheet import Look, StyleSheet
from sheetsales.backends.parts.number_formats import suits
from sheetsales.cells.looks import GENERAL

MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
STRICT_MAIN = "http://purl.oclc.org/ooxml/spreadsheetml/main"
_TYPE = "application/vnd.openxmlformats-officedocument.spreadsheetml.styles+xml"
_BLANK = (
    '<styleSheet xmlns="{}"><fonts count="1"><font><sz val="11"/><name val="Calibri"/></font></fonts>'
    '<fills count="2"><fill><patternFill patternType="none"/></fill><fill><patternFill patternType="gray125"/></fill>'
    '</fills><borders count="1"><border><left/><right/><top/><bottom/><diagonal/></border></borders>'
    '<cellStyleXfs count="1"><xf numFmtId="0" fontId="0" fillId="0" borderId="0"/></cellStyleXfs>'
    '<cellXfs count="1"><xf numFmtId="0" fontId="0" fillId="0" borderId="0" xfId="0"/></cellXfs>'
    '<cellStyles count="1"><cellStyle name="Normal" xfId="0" builtinId="0"/></cellStyles></styleSheet>'
)


_MOST_LOOKED_THROUGH = 64 << 20
"""Bytes of all sheets together; programs that write more name no formats that are not there."""


class Styles:
    """Styles by number; a workbook without any gets a part of its own when the first is needed."""

    def __init__(self, package: Package, workbook_part: str) -> None:
        self._package, self._workbook_part = package, workbook_part
        found = package.related(workbook_part, "styles")
        self._part = found[0].target if found else ""
        self._sheet = StyleSheet(package.read(self._part), self._part, self._is_named) if found else None
        self._suits: dict[tuple[int, str], bool] = {}
        self._named: dict[str, set[int]] = {}

    def suits(self, style: int, wanted: str) -> bool:
        """Whether the style shows a value as what it is, for which our format would be ``wanted``."""
        known = self._suits.get((style, wanted))
        if known is None:
            number = self._sheet.number_format(style) if self._sheet else 0
            code = self._sheet.codes.get(number) if self._sheet else None
            known = self._suits[style, wanted] = suits(wanted, number, code)
        return known

    def code(self, style: int) -> str:
        """The code of the style's number format; "" where only its number is known."""
        return self._sheet.code(style) if self._sheet else GENERAL

    def is_locked(self, style: int) -> bool:
        """Whether sheet protection, where it is on, covers a cell of this style."""
        return self._sheet is None or self._sheet.is_locked(style)

    def with_format(self, style: int, code: str) -> int:
        """The style like ``style`` but for its number format."""
        return self._writable().with_format(style, code)

    def suiting(self, style: int, wanted: str) -> int:
        """The style itself where it shows such a value as what it is, else the one like it in our format."""
        return style if self.suits(style, wanted) else self.with_format(style, wanted)

    def as_link(self, style: int) -> int:
        """The style like ``style`` but underlined in the colour of links."""
        return self._writable().as_link(style)

    def with_look(self, style: int, look: Look) -> int:
        """The style like ``style`` but for what ``look`` says."""
        return self._writable().with_look(style, look)

    def signal(self, colour: str, fill: str | None) -> int:
        """The number of a conditional format's look."""
        return self._writable().signal(colour, fill)

    def save(self) -> None:
        """Write what was appended, if anything was."""
        data = self._sheet.result() if self._sheet else None
        if data is not None:
            self._package.write(self._part, data)

    def _is_named(self, name: str, number: int) -> bool:
        """Whether a sheet or Table names a format of that number, which is not there, by an attribute that ends so.

        All is looked through once, when the first new format is to be numbered; those of the next are greater.
        """
        if name not in self._named:
            self._named[name] = self._numbers_named(name, number)
        return number in self._named[name]

    def _numbers_named(self, name: str, least: int) -> set[int]:
        sheets = [relation.target for relation in self._package.related(self._workbook_part, "worksheet")]
        if sum(map(self._package.size, sheets)) > _MOST_LOOKED_THROUGH:
            return set()
        tables = [r.target for sheet in sheets for r in self._package.related(sheet, "table")]
        return set().union(*(self._package.numbers_from(part, name, least) for part in (*sheets, *tables)))

    def _writable(self) -> StyleSheet:
        if self._sheet is None:
            folder = self._workbook_part.rpartition("/")[0]
            own = (folder + "/" if folder else "") + "styles.xml"
            self._part = self._package.awaited(self._workbook_part, "styles") or own
            space = STRICT_MAIN if self._package.is_strict else MAIN
            data = DECLARATION + _BLANK.format(space).encode()
            self._package.add(self._part, data, _TYPE)
            self._package.relate(self._workbook_part, "styles", self._part)
            self._sheet = StyleSheet(data, self._part, self._is_named)
        return self._sheet
