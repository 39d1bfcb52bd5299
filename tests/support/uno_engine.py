# mypy: ignore-errors
# ruff: noqa: ARG002, ARG004
# LibreOffice's Python bridge has no types at all.
"""An engine for xlwings that drives LibreOffice through UNO, so that code written for Excel runs on Linux in tests.

Written from xlwings' public interface: what it asks of an engine. It answers as Excel does on Windows where the two
programs differ: typed texts are taken for numbers, an apostrophe keeps them texts, dates come out as ``datetime``,
formulas are English with commas. It proves our code, not Excel.
"""

from __future__ import annotations

import datetime as dt
import re
from types import SimpleNamespace

import uno
import xlwings
from com.sun.star.awt import Rectangle
from com.sun.star.beans import PropertyValue
from com.sun.star.connection import NoConnectException
from com.sun.star.sheet.CellDeleteMode import UP
from com.sun.star.sheet.CellInsertMode import DOWN
from com.sun.star.table import CellAddress, CellRangeAddress
from com.sun.star.table.CellContentType import FORMULA
from com.sun.star.uno import Exception as UnoException

from tests.support.com_rules import Ranges, cells_of, intersect

__all__ = ["Engine", "NoConnectException", "PropertyValue", "UnoException", "uno"]
LOOKS_TYPED = re.compile(r"\d|\A[=+\-@]|\A(true|false)\Z", re.IGNORECASE)
ERRORS = {
    502: "#VALUE!",
    503: "#NUM!",
    511: "#NAME?",
    519: "#VALUE!",
    524: "#REF!",
    525: "#NAME?",
    532: "#DIV/0!",
    32767: "#N/A",
}
NUMBER, DATE, TIME, LOGICAL = 16, 2, 4, 1024
XL_OOX, OOO = 3, 0
RESULT_ERROR = 4


def told(fault):
    return xlwings.XlwingsError(getattr(fault, "Message", "") or type(fault).__name__)


def let(what, place):
    """Lets everything be done."""


class Engine:
    """``desktop`` gives the desktop of a running LibreOffice. ``refuse`` lets a test make a call fail."""

    name, type = "uno", "desktop"

    def __init__(self, desktop):
        self.desktop = desktop
        self.app = App(self)
        self.refuse = let
        self.very_hidden = set()
        self.protected_views = []

    @property
    def apps(self):
        return Apps([self.app])

    @staticmethod
    def prepare_xl_data_element(value, options):
        return "" if value is None else value

    @staticmethod
    def clean_value_data(data, datetime_builder, empty_as, number_builder, err_to_str):
        def clean(value):
            if value in ("", None):
                return empty_as
            if isinstance(value, Error):
                return str(value) if err_to_str else None
            return value

        return [[clean(value) for value in row] for row in data]


class Error(str):
    """An error value."""


class Apps:
    def __init__(self, apps):
        self._apps = apps

    def keys(self):
        return [app.pid for app in self._apps]

    def __iter__(self):
        return iter(self._apps)

    def __len__(self):
        return len(self._apps)

    def __getitem__(self, pid):
        return next(app for app in self._apps if app.pid == pid)


class App:
    def __init__(self, engine):
        self.engine = engine
        self.pid = 1
        self.screen_updating = self.display_alerts = self.enable_events = True
        self.status_bar = False
        self._calculation = "automatic"

    @property
    def api(self):
        views = [SimpleNamespace(Workbook=SimpleNamespace(Name=name)) for name in self.engine.protected_views]
        return SimpleNamespace(ProtectedViewWindows=views, Intersect=intersect)

    @property
    def books(self):
        return Books(self)

    def activate(self, steal_focus=False):
        assert not steal_focus

    @property
    def calculation(self):
        return self._calculation

    @calculation.setter
    def calculation(self, value):
        for book in self.books:
            book.doc.enableAutomaticCalculation(value == "automatic")
        self._calculation = value


class Books:
    def __init__(self, app):
        self.app = app

    def _docs(self):
        found, components = [], self.app.engine.desktop.Components.createEnumeration()
        while components.hasMoreElements():
            component = components.nextElement()
            if component.supportsService("com.sun.star.sheet.SpreadsheetDocument"):
                found.append(component)
        return found

    def __iter__(self):
        return (Book(self.app, doc) for doc in self._docs())

    def __len__(self):
        return len(self._docs())


class Book:
    def __init__(self, app, doc):
        self.app, self.doc = app, doc

    @property
    def api(self):
        return SimpleNamespace(
            ReadOnly=self.doc.isReadonly(),
            Date1904=self.doc.NullDate.Year == 1904,
            FullName=self.fullname,
            ProtectStructure=self.doc.isProtected(),
        )

    @property
    def fullname(self):
        return uno.fileUrlToSystemPath(self.doc.URL) if self.doc.URL else self.name

    @property
    def name(self):
        return self.fullname_or_title().rpartition("/")[2]

    def fullname_or_title(self):
        return uno.fileUrlToSystemPath(self.doc.URL) if self.doc.URL else self.doc.Title

    @property
    def sheets(self):
        return Sheets(self)

    @property
    def names(self):
        return Names(self, self.doc.NamedRanges)

    def activate(self):
        pass

    def parser(self, convention):
        parser = self.doc.createInstance("com.sun.star.sheet.FormulaParser")
        parser.CompileEnglish = True
        parser.FormulaConvention = convention
        parser.IgnoreLeadingSpaces = False
        return parser

    def parsed(self, text, where):
        return self.parser(XL_OOX).parseFormula(text.removeprefix("="), where)

    def printed(self, tokens, where, convention=XL_OOX):
        return self.parser(convention).printFormula(tokens, where)


class Sheets:
    def __init__(self, book):
        self.book = book

    def __call__(self, key):
        sheets = self.book.doc.Sheets
        if isinstance(key, int):
            return Sheet(self.book, sheets.getByIndex(key - 1))
        if not sheets.hasByName(key):
            raise xlwings.NoSuchObjectError(key)
        return Sheet(self.book, sheets.getByName(key))

    def __iter__(self):
        return (self(i + 1) for i in range(len(self)))

    def __len__(self):
        return self.book.doc.Sheets.Count

    def __contains__(self, name):
        return self.book.doc.Sheets.hasByName(name)

    @property
    def active(self):
        return Sheet(self.book, self.book.doc.CurrentController.ActiveSheet)

    def add(self, before=None, after=None, name=None):
        place = len(self) if after is None else after.index
        self.book.doc.Sheets.insertNewByName(name, place)
        made = self(name)
        made.activate()
        return made


class Sheet:
    def __init__(self, book, sheet):
        self.book, self.sheet = book, sheet

    @property
    def api(self):
        return SimpleNamespace(ProtectContents=self.sheet.isProtected(), Cells=cells_of(self))

    def ruled(self):
        return [(a.StartRow + 1, a.StartColumn + 1, a.EndRow + 1, a.EndColumn + 1) for a in self._ruled()]

    def _ruled(self):
        pieces = self.sheet.CellFormatRanges
        for i in range(pieces.Count):
            if pieces.getByIndex(i).Validation.Type.value != "ANY":
                yield pieces.getByIndex(i).RangeAddress

    def rule_at(self, place):
        rule = self.sheet.getCellByPosition(place[1] - 1, place[0] - 1).Validation
        if rule.Type.value == "ANY":
            return None
        text = rule.getFormula1()
        if text.startswith('"'):
            formula = text.replace('";"', ",").strip('"')
        else:
            where = CellAddress()
            formula = "=" + self.book.printed(self.book.parser(OOO).parseFormula(text, where), where)
        kind = 3 if rule.Type.value == "LIST" else 1
        return {"Type": kind, "Formula1": formula, "kept": rule}

    def put_rule(self, area, rule):
        cells = self.sheet.getCellRangeByPosition(area[1] - 1, area[0] - 1, area[3] - 1, area[2] - 1)
        if rule is not None and "kept" in rule and "AlertStyle" not in rule:
            cells.Validation = rule["kept"]
            return
        made = cells.Validation
        made.Type = uno.Enum("com.sun.star.sheet.ValidationType", "ANY" if rule is None else "LIST")
        if rule is not None:
            text = rule["Formula1"]
            where = CellAddress()
            if text.startswith("="):
                made.setFormula1(self.book.printed(self.book.parsed(text, where), where, OOO))
            else:
                made.setFormula1('"' + text.replace(",", '";"') + '"')
            made.ErrorAlertStyle = uno.Enum("com.sun.star.sheet.ValidationAlertStyle", "WARNING")
            made.IgnoreBlankCells = made.ShowErrorMessage = made.ShowInputMessage = True
            made.ShowList = 1
        cells.Validation = made

    @property
    def name(self):
        return self.sheet.Name

    @property
    def index(self):
        return self.sheet.RangeAddress.Sheet + 1

    @property
    def visible(self):
        if self.name in self.book.app.engine.very_hidden:
            return 2
        return -1 if self.sheet.IsVisible else 0

    @visible.setter
    def visible(self, value):
        deep = self.book.app.engine.very_hidden
        (deep.add if value is not True and value == 2 else deep.discard)(self.name)
        self.sheet.IsVisible = value is True or value == -1

    @property
    def names(self):
        return Names(self.book, self.sheet.NamedRanges)

    @property
    def tables(self):
        return Tables(self)

    @property
    def charts(self):
        return Charts(self)

    @property
    def used_range(self):
        cursor = self.sheet.createCursor()
        cursor.gotoStartOfUsedArea(False)
        cursor.gotoEndOfUsedArea(True)
        return Range(self, cursor.RangeAddress)

    def activate(self):
        self.book.doc.CurrentController.ActiveSheet = self.sheet

    def delete(self):
        """To the front first: where it stands last, LibreOffice takes the tables of the sheet before it along."""
        self.book.doc.Sheets.moveByName(self.name, 0)
        self.book.doc.Sheets.removeByName(self.name)

    def range(self, first, last=None):
        if isinstance(first, str):
            return Range(
                self, *[self.sheet.getCellRangeByName(part).RangeAddress for part in first.split(",")]
            )
        if isinstance(first, tuple) and len(first) == 4:
            row, column, height, width = first
            return Range(self, self.address(row, column, row + height - 1, column + width - 1))
        if isinstance(first, int):
            first, last = (first, last), None
        corners = [(c.row, c.column) if isinstance(c, Range) else c for c in (first, last or first)]
        return Range(self, self.address(*corners[0], *corners[1]))

    def address(self, row, column, last_row, last_column):
        return CellRangeAddress(
            self.sheet.RangeAddress.Sheet, column - 1, row - 1, last_column - 1, last_row - 1
        )


class Range:
    def __init__(self, sheet, address, *more):
        self.sheet, self.address_, self.more = sheet, address, more
        self.row, self.column = address.StartRow + 1, address.StartColumn + 1
        self.shape = address.EndRow - address.StartRow + 1, address.EndColumn - address.StartColumn + 1
        self.options = {}

    max_cells_per_read, max_cells_per_write = 4_000_000, 100_000

    @property
    def cells(self):
        a = self.address_
        return self.sheet.sheet.getCellRangeByPosition(a.StartColumn, a.StartRow, a.EndColumn, a.EndRow)

    @property
    def api(self):
        a = self.address_
        return Ranges(self.sheet, (a.StartRow + 1, a.StartColumn + 1, a.EndRow + 1, a.EndColumn + 1))

    def __len__(self):
        return self.shape[0] * self.shape[1]

    def __call__(self, *at):
        row, column = (
            at if len(at) == 2 else (divmod(at[0] - 1, self.shape[1])[0] + 1, (at[0] - 1) % self.shape[1] + 1)
        )
        row, column = self.row + row - 1, self.column + column - 1
        return Range(self.sheet, self.sheet.address(row, column, row, column))

    def _each(self):
        for r in range(self.shape[0]):
            for c in range(self.shape[1]):
                yield r, c, self.cells.getCellByPosition(c, r)

    def _formats(self):
        """(rows, columns, number format) of the pieces that share one."""
        formats = self.sheet.book.doc.NumberFormats
        pieces = self.cells.CellFormatRanges
        for i in range(pieces.Count):
            piece = pieces.getByIndex(i)
            a = piece.RangeAddress
            rows = range(a.StartRow + 1 - self.row, a.EndRow + 2 - self.row)
            columns = range(a.StartColumn + 1 - self.column, a.EndColumn + 2 - self.column)
            yield rows, columns, formats.getByKey(piece.NumberFormat)

    @property
    def raw_value(self):
        data = [list(row) for row in self.cells.getDataArray()]
        for rows, columns, known in self._formats():
            if known.Type & (DATE | TIME | LOGICAL):
                for r in rows:
                    for c in columns:
                        if isinstance(data[r][c], float):
                            data[r][c] = self._shown(data[r][c], known.Type)
        errors = self.cells.queryFormulaCells(RESULT_ERROR)
        for i in range(errors.Count):
            a = errors.getByIndex(i).RangeAddress
            for row in range(a.StartRow, a.EndRow + 1):
                for column in range(a.StartColumn, a.EndColumn + 1):
                    code = self.sheet.sheet.getCellByPosition(column, row).getError()
                    data[row + 1 - self.row][column + 1 - self.column] = Error(ERRORS.get(code, "#VALUE!"))
        return data

    def _shown(self, number, kind):
        if kind & LOGICAL:
            return bool(number)
        null = self.sheet.book.doc.NullDate
        moment = dt.datetime(null.Year, null.Month, null.Day) + dt.timedelta(days=number)
        seconds = round(moment.microsecond / 1e6)
        return moment.replace(microsecond=0) + dt.timedelta(seconds=seconds)

    @raw_value.setter
    def raw_value(self, values):
        self.sheet.book.app.engine.refuse("value", self)
        try:
            if not isinstance(values, list | tuple):
                values = [[values] * self.shape[1]] * self.shape[0]
            self._put(values)
        except UnoException as fault:
            raise told(fault) from fault

    def _put(self, values):
        plain = [[self._plain(value) for value in row] for row in values]
        self.cells.setDataArray(tuple(tuple(row) for row in plain))
        kinds = [(rows, columns, known.Type) for rows, columns, known in self._formats()]
        odd = any(kind & LOGICAL for _, _, kind in kinds)

        def kind(r, c):
            return next(k for rows, columns, k in kinds if r in rows and c in columns)

        for r, row in enumerate(values):
            for c, value in enumerate(row):
                if isinstance(value, str) and not value.startswith("'") and LOOKS_TYPED.search(value):
                    self._type(self.cells.getCellByPosition(c, r), value)
                elif isinstance(value, str) and value in ERRORS.values():
                    self._type(self.cells.getCellByPosition(c, r), "=NA()")
                elif isinstance(value, bool):
                    self._format(self.cells.getCellByPosition(c, r), LOGICAL)
                elif isinstance(value, dt.datetime) and not kind(r, c) & (DATE | TIME):
                    self._format(self.cells.getCellByPosition(c, r), DATE)
                elif isinstance(value, int | float) and odd and kind(r, c) & LOGICAL:
                    self._format(self.cells.getCellByPosition(c, r), NUMBER)
        if any(isinstance(value, str) and value[:1] in ("=", "#") for row in values for value in row):
            self.sheet.book.doc.calculate()

    def _plain(self, value):
        if isinstance(value, dt.datetime):
            null = self.sheet.book.doc.NullDate
            return (value - dt.datetime(null.Year, null.Month, null.Day)) / dt.timedelta(1)
        if isinstance(value, str):
            return value.removeprefix("'")
        return "" if value is None else float(value)

    def _type(self, cell, text):
        """As if somebody typed it."""
        if text.startswith("="):  # computed at once, as Excel does even while calculation is manual
            cell.setTokens(self.sheet.book.parsed(text, cell.CellAddress))
        else:
            cell.setFormula(text)

    def _format(self, cell, kind):
        cell.NumberFormat = self.sheet.book.doc.NumberFormats.getStandardFormat(
            kind, uno.createUnoStruct("com.sun.star.lang.Locale")
        )

    @property
    def formula(self):
        found = []
        data = self.cells.getDataArray()
        for r, row in enumerate(self.cells.getFormulaArray()):
            texts = []
            for c, text in enumerate(row):
                if isinstance(data[r][c], str) and text == "'" + data[r][c]:
                    text = data[r][c]
                elif text.startswith("="):
                    cell = self.cells.getCellByPosition(c, r)
                    if cell.Type == FORMULA:
                        text = "=" + self.sheet.book.printed(cell.getTokens(), cell.CellAddress)
                texts.append(text)
            found.append(tuple(texts))
        return found[0][0] if self.shape == (1, 1) else tuple(found)

    @formula.setter
    def formula(self, value):
        self.raw_value = value

    def clear_contents(self):
        self.cells.clearContents(1 | 2 | 4 | 16)

    def clear(self):
        self.cells.clearContents(1 | 2 | 4 | 8 | 16 | 32)

    @property
    def number_format(self):
        found = {piece[2].FormatString for piece in self._formats()}
        return found.pop() if len(found) == 1 else None

    @number_format.setter
    def number_format(self, value):
        formats, locale = self.sheet.book.doc.NumberFormats, uno.createUnoStruct("com.sun.star.lang.Locale")
        locale.Language, locale.Country = "en", "US"
        key = formats.queryKey(value, locale, False)
        self.cells.NumberFormat = formats.addNew(value, locale) if key < 0 else key

    @property
    def merge_cells(self):
        if len(self) == 1:
            return self.merge_area.shape != (1, 1)
        return None if self.cells.getIsMerged() else False

    @property
    def merge_area(self):
        cursor = self.sheet.sheet.createCursorByRange(self.cells)
        cursor.collapseToMergedArea()
        return Range(self.sheet, cursor.RangeAddress)

    def get_special_cells(self, cell_type, value_type):
        if cell_type == "constants":
            return []
        found = self.cells.queryFormulaCells(RESULT_ERROR if value_type == "errors" else 7)
        return [Range(self.sheet, found.getByIndex(i).RangeAddress) for i in range(found.Count)]

    def insert(self, shift, copy_origin):
        self.sheet.book.app.engine.refuse("insert", self)
        self.sheet.sheet.insertCells(self.address_, DOWN)

    def delete(self, shift=None):
        self.sheet.sheet.removeRange(self.address_, UP)

    def copy(self, destination):
        height = self.shape[0]
        for start in range(0, destination.shape[0], height):
            where = CellAddress(self.address_.Sheet, destination.column - 1, destination.row - 1 + start)
            destination.sheet.impl.sheet.copyRange(where, self.address_)

    def _note(self):
        notes = self.sheet.sheet.Annotations
        for i in range(notes.Count):
            at = notes.getByIndex(i).Position
            if (at.Row, at.Column) == (self.row - 1, self.column - 1):
                return i
        return None

    @property
    def note(self):
        return None if self._note() is None else Note(self)

    def add_note(self, text):
        self.sheet.book.app.engine.refuse("note", self)
        self.sheet.sheet.Annotations.insertNew(self.cells.getCellByPosition(0, 0).CellAddress, text)
        return Note(self)

    @property
    def font(self):
        return Font(self)

    @property
    def color(self):
        found = self.cells.CellBackColor
        return None if found == -1 else (found >> 16, found >> 8 & 255, found & 255)

    @color.setter
    def color(self, value):
        self.cells.CellBackColor = number_of(value)

    @property
    def wrap_text(self):
        return self.cells.IsTextWrapped

    @wrap_text.setter
    def wrap_text(self, value):
        self.cells.IsTextWrapped = value

    @property
    def column_width(self):
        return self.cells.Columns.getByIndex(0).Width / 236

    @column_width.setter
    def column_width(self, value):
        for i in range(self.shape[1]):
            self.cells.Columns.getByIndex(i).Width = round(value * 236)

    def get_address(self, row_absolute, col_absolute, external):
        first, _, last = self.cells.AbsoluteName.replace("$", "").partition(":")
        first, last = first.rpartition(".")[2], last.rpartition(".")[2]
        return f"{first}:{last}" if last else first

    def autofit(self, axis=None):
        self.cells.Columns.OptimalWidth = True

    @property
    def row_height(self):
        return self.cells.Rows.getByIndex(0).Height / 2540 * 72

    @row_height.setter
    def row_height(self, value):
        for i in range(self.shape[0]):
            self.cells.Rows.getByIndex(i).Height = round(value * 2540 / 72)

    @property
    def left(self):
        return self.cells.Position.X / 2540 * 72

    @property
    def top(self):
        return self.cells.Position.Y / 2540 * 72


def number_of(colour):
    if colour is None:
        return -1
    if isinstance(colour, str):
        return int(colour.removeprefix("#"), 16)
    red, green, blue = colour
    return red << 16 | green << 8 | blue


class Font:
    def __init__(self, range_):
        self.range = range_

    @property
    def bold(self):
        return self.range.cells.CharWeight > 100

    @bold.setter
    def bold(self, value):
        self.range.cells.CharWeight = 150.0 if value else 100.0

    @property
    def color(self):
        found = self.range.cells.CharColor
        return (0, 0, 0) if found == -1 else (found >> 16, found >> 8 & 255, found & 255)

    @color.setter
    def color(self, value):
        self.range.cells.CharColor = number_of(value)


class Note:
    def __init__(self, range_):
        self.range = range_

    @property
    def text(self):
        notes = self.range.sheet.sheet.Annotations
        return notes.getByIndex(self.range._note()).String

    def delete(self):
        self.range.sheet.sheet.Annotations.removeByIndex(self.range._note())


class Names:
    def __init__(self, book, names):
        self.book, self.all = book, names

    def snapshot(self):
        return [(name, Name(self.book, self.all, name)) for name in self.all.ElementNames]

    def __call__(self, name):
        return Name(self.book, self.all, name)

    def contains(self, name):
        return self.all.hasByName(name)

    def add(self, name, refers_to):
        where = CellAddress()
        self.all.addNewByName(
            name, self.book.printed(self.book.parsed(refers_to, where), where, OOO), where, 0
        )
        return self(name)


class Name:
    def __init__(self, book, names, name):
        self.book, self.all, self.name = book, names, name

    @property
    def refers_to(self):
        return "=" + self.book.printed(self.all.getByName(self.name).getTokens(), CellAddress())

    @refers_to.setter
    def refers_to(self, value):
        self.all.getByName(self.name).setTokens(self.book.parsed(value, CellAddress()))

    def delete(self):
        self.all.removeByName(self.name)


class Tables:
    def __init__(self, sheet):
        self.sheet, self.all = sheet, sheet.book.doc.DatabaseRanges

    def __iter__(self):
        mine = (Table(self.sheet, self.all.getByName(name)) for name in self.all.ElementNames)
        return (table for table in mine if table.data.DataArea.Sheet == self.sheet.index - 1)

    def __call__(self, name):
        return Table(self.sheet, self.all.getByName(name))

    def __len__(self):
        return len(list(iter(self)))

    def __contains__(self, name):
        return self.all.hasByName(name)

    def add(self, source_type, source, link_source, has_headers, destination, table_style_name, name):
        self.sheet.book.app.engine.refuse("table", source)
        self.all.addNewByName(name, source.impl.address_)
        self.all.getByName(name).AutoFilter = True
        return self(name)


class Table:
    def __init__(self, sheet, data):
        self.sheet, self.data = sheet, data

    @property
    def name(self):
        return self.data.Name

    @property
    def range(self):
        return Range(self.sheet, self.data.DataArea)

    @property
    def show_headers(self):
        return self.data.ContainsHeader

    @property
    def show_totals(self):
        return self.data.TotalsRow

    @property
    def columns(self):
        return Columns(self)

    def resize(self, range_):
        self.sheet.book.app.engine.refuse("resize", range_)
        self.data.DataArea = range_.impl.address_


class Columns:
    def __init__(self, table):
        self.table = table

    def __len__(self):
        return self.table.range.shape[1]

    def __call__(self, number):
        return SimpleNamespace(name=f"Column{number}")


class Charts:
    def __init__(self, sheet):
        self.sheet, self.all = sheet, sheet.sheet.Charts

    def __len__(self):
        return self.all.Count

    def __contains__(self, name):
        return self.all.hasByName(name)

    def __iter__(self):
        return (Chart(self.all.getByIndex(i)) for i in range(self.all.Count))

    def add(self, left, top, width, height, chart_type, source, plot_by, name, anchor, style):
        name = f"chart{self.all.Count + 1}"
        box = Rectangle(*(round(x / 72 * 2540) for x in (left, top, width, height)))
        self.all.addNewByName(name, box, (source.address_, *source.more), True, True)
        drawn = self.all.getByName(name).EmbeddedObject
        kind = "Line" if chart_type == "line" else "Bar"
        drawn.setDiagram(drawn.createInstance(f"com.sun.star.chart.{kind}Diagram"))
        if chart_type == "bar_clustered":
            drawn.getDiagram().Vertical = True
        return Chart(self.all.getByName(name))


class Chart:
    def __init__(self, chart):
        self.chart = chart

    @property
    def ranges(self):
        return self.chart.Ranges

    @property
    def title(self):
        document = self.chart.EmbeddedObject
        return document.Title.String if document.HasMainTitle else None

    @title.setter
    def title(self, value):
        document = self.chart.EmbeddedObject
        document.HasMainTitle = True
        document.Title.String = value

    @property
    def legend(self):
        return SimpleNamespace(visible=None)
