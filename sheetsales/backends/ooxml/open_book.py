"""A workbook while a plan is applied: its parts, opened when first needed and written back together."""

from __future__ import annotations

import re
from pathlib import Path

from sheetsales.backends.limits import Limits
from sheetsales.backends.ooxml import refusals
from sheetsales.backends.ooxml.chart_caches import refresh_charts
from sheetsales.backends.ooxml.first_texts import share_first_texts
from sheetsales.backends.ooxml.package import Package
from sheetsales.backends.ooxml.row_blocks import Survey, survey
from sheetsales.backends.ooxml.sheet import Sheet
from sheetsales.backends.ooxml.source import Source
from sheetsales.backends.ooxml.spans import parse
from sheetsales.backends.ooxml.strings import SharedStrings
from sheetsales.backends.ooxml.styles import Styles
from sheetsales.backends.ooxml.table_part import TablePart, tables_of
from sheetsales.backends.ooxml.workbook_part import SheetEntry, WorkbookPart
from sheetsales.backends.placing.changes import Change
from sheetsales.cells.address import Area, parse_area, quote_sheet
from sheetsales.errors import EditRefused
from sheetsales.regex import regex
from sheetsales.speech.lists import listed
from sheetsales.texts import Text

_BLOCKS = regex(rb"<o:idmap[^>]*\bdata=[\"']([\d, ]+)[\"']")
_LONG = 7
"""No number of a block has so many digits."""
_SHAPES = regex(rb"_x0000_s(\d+)")
_LOOKED_THROUGH = 8 << 20
FORMULA_MARKS = (b"<f>", b"<f ", b":f>", b":f ")


class OpenBook:
    """What the operations work on. Nothing reaches the package before ``finish``."""

    def __init__(
        self, data: bytes | Source, path: Path, limits: Limits, allow_protected: bool = False
    ) -> None:
        self.package = Package(data, path, limits)
        self.workbook = WorkbookPart(self.package)
        self.strings = SharedStrings(self.package, self.workbook.part)
        self.styles = Styles(self.package, self.workbook.part)
        self.allow_protected = allow_protected
        self.notices: list[Text] = []
        self.extents: dict[Area, int] = {}
        self.carried: list[Change] = []
        self.new_sheets: list[str] = []
        self.uncached: list[str] = []
        self.wrote_formula = False
        self._dropped = self._met_formulas = False
        self._settled: set[str] = set()
        self._sheets: dict[str, Sheet] = {}
        self._tables: dict[str, list[TablePart]] = {}
        self._pivots: dict[str, list[Area]] = {}

    @property
    def date1904(self) -> bool:
        return self.workbook.date1904

    def entry(self, name: str) -> SheetEntry:
        """The sheet of that name, case aside; raises ``EditRefused`` where there is none with cells."""
        found = next((s for s in self.workbook.sheets if s.name == name), None)
        found = found or next((s for s in self.workbook.sheets if s.name.lower() == name.lower()), None)
        if found is None:
            names = listed(s.name for s in self.workbook.sheets[:12])
            raise EditRefused(refusals.NO_SHEET.fill(sheet=name, sheets=names))
        if found.kind != "worksheet" or not found.part:
            raise EditRefused(refusals.NO_CELLS.fill(sheet=name))
        return found

    def sheet(self, name: str) -> Sheet:
        known = self._sheets.get(name)
        if known is None:
            entry = self.entry(name)
            known = self._sheets.get(entry.name)
            if known is None:
                text = self._text(entry)
                known = Sheet(entry.name, entry.part, text, self.strings, self.styles, self.date1904)
            self._sheets[name] = self._sheets[entry.name] = known
        return known

    def _text(self, entry: SheetEntry) -> bytes | Survey:
        """A sheet in memory, or a large one where it lies."""
        spool = self.package.spool(entry.part)
        found = survey(spool, entry.name, entry.part) if spool else None
        return found or self.package.read(entry.part)

    def opened(self) -> list[Sheet]:
        return list({id(s): s for s in self._sheets.values()}.values())

    def tables(self, sheet: str) -> list[TablePart]:
        """The Tables of one sheet."""
        if sheet not in self._tables:
            self._tables[sheet] = tables_of(self.package, sheet, self.entry(sheet).part)
        return self._tables[sheet]

    def all_tables(self) -> list[TablePart]:
        return [table for entry in self.workbook.worksheets for table in self.tables(entry.name)]

    def pivots(self, sheet: str) -> list[Area]:
        """The areas that pivot tables fill on one sheet."""
        if sheet not in self._pivots:
            self._pivots[sheet] = [
                a
                for r in self.package.related(self.entry(sheet).part, "pivotTable")
                if (a := self._pivot_area(r.target))
            ]
        return self._pivots[sheet]

    def free_shape_block(self) -> int:
        """A block of VML shape numbers that no drawing of the workbook uses."""
        used = {0}
        for part in self.package.names():
            if part.lower().endswith(".vml"):
                data = self.package.read(part)
                for found in _BLOCKS.finditer(data):
                    used.update(int(n) for n in re.findall(rb"\d+", found[1]) if len(n) < _LONG)
                used.update(int(n) // 1024 for n in _SHAPES.findall(data) if len(n) < _LONG)
        return max(used) + 1

    def settle(self) -> None:
        """Put what is pending for sheets and Tables into the package and forget them: they are opened anew."""
        refresh_charts(self.package, self.opened(), self.date1904)
        for sheet in self.opened():
            changed = sheet.finish()
            if changed is not None:
                self.package.write(sheet.part, changed)
            self.uncached += [f"{quote_sheet(sheet.name)}!{cell}" for cell in sheet.tally.uncached]
            self._dropped = self._dropped or sheet.tally.dropped
            self.wrote_formula = self.wrote_formula or sheet.tally.written
            self._met_formulas = self._met_formulas or sheet.has_formulas
            self._settled.add(sheet.part)
        self._sheets.clear()
        for tables in self._tables.values():
            for table in tables:
                table.save()
        self._tables.clear()
        self._pivots.clear()

    def close(self) -> None:
        """Let go of temporary files; nothing can be read or saved afterwards."""
        self.package.close()

    def finish(self) -> None:
        """Put everything changed back into the package."""
        self.settle()
        self.strings.save()
        share_first_texts(self.package, self.workbook.part)
        self.styles.save()
        if self._dropped or self.wrote_formula:
            self._drop_calculation_chain()
        if self.wrote_formula or self._met_formulas or self._has_formulas(self._settled):
            self.workbook.recalculate_on_load()
        self.workbook.save()

    def _pivot_area(self, part: str) -> Area | None:
        location = parse(self.package.read(part), part).child("location")
        return parse_area("x!" + location.attrs.get("ref", "")) if location else None

    def _drop_calculation_chain(self) -> None:
        for relation in self.package.related(self.workbook.part, "calcChain"):
            self.package.unrelate(self.workbook.part, relation.target)
        for part in self.package.of_type("calcChain+xml"):
            self.package.remove(part)

    def _has_formulas(self, touched: set[str]) -> bool:
        """Whether any sheet but those can have a formula; looks into sheets only as long as none was found.

        Very large ones are not worth it: to calculate where there is nothing to calculate costs Excel nothing.
        """
        if self.workbook.recalculates or self.package.related(self.workbook.part, "calcChain"):
            return True
        parts = [s.part for s in self.workbook.worksheets if s.part not in touched]
        parts.sort(key=self.package.size)
        return any(
            self.package.size(part) > _LOOKED_THROUGH or self.package.mentions(part, FORMULA_MARKS)
            for part in parts
        )
