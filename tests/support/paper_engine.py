# mypy: ignore-errors
# ruff: noqa: ARG002, ARG004
"""An engine for xlwings over workbooks on paper: cells in dictionaries, so that the live backend is tested in no time.

It knows what the backend asks for and no more; the same tests run in LibreOffice as well, which has a mind of its own.
"""

from __future__ import annotations

import datetime as dt
import re
from types import SimpleNamespace

from sheetsales.backends.ooxml.looks_read import read_looks
from sheetsales.backends.parts.serials import serial
from sheetsales.backends.reader import read_workbook
from sheetsales.cells.address import parse_a1
from sheetsales.cells.values import CellError
from tests.support.com_rules import Ranges, cells_of, intersect

EPOCH = dt.datetime(1899, 12, 30)
DATES = re.compile(r"yy|dd|hh|\[h\]")


class Error(str):
    """An error value."""


def let(what, place):
    """Lets everything be done."""


class Engine:
    name, type = "paper", "desktop"

    def __init__(self):
        self.refuse, self.books, self.protected_views = let, [], []
        self.app = App(self)

    @property
    def apps(self):
        return [self.app]

    def open(self, path):
        self.books.append(Book(self.app, path))
        return self.books[-1]

    @staticmethod
    def prepare_xl_data_element(value, options):
        return value

    @staticmethod
    def clean_value_data(data, datetime_builder, empty_as, number_builder, err_to_str):
        return [[str(v) if isinstance(v, Error) else v for v in row] for row in data]


class App:
    pid = 1

    def __init__(self, engine):
        self.engine, self.screen_updating, self.display_alerts, self.enable_events = engine, True, True, True
        self.calculation = "automatic"

    @property
    def api(self):
        views = [SimpleNamespace(Workbook=SimpleNamespace(Name=name)) for name in self.engine.protected_views]
        return SimpleNamespace(ProtectedViewWindows=views, Intersect=intersect)

    @property
    def books(self):
        return self.engine.books

    def activate(self, steal_focus=False):
        pass


class Many(list):
    """A collection that xlwings asks by number from 1 or by name."""

    def __call__(self, key):
        return self[key - 1] if isinstance(key, int) else next(x for x in self if x.name == key)

    def __contains__(self, name):
        return any(x.name == name for x in self)


class Book:
    def __init__(self, app, path):
        self.app, self.fullname, self.name = app, str(path), path.name
        self.api = SimpleNamespace(ReadOnly=False, Date1904=False, FullName=str(path), ProtectStructure=False)
        read = read_workbook(path)
        self.sheets = Sheets(self, [Sheet(self, grid) for grid in read.grids])
        self.names = Names(Name(name, "=" + text) for name, text in read.names.items())
        for name, looks in read_looks(path, {grid.name: () for grid in read.grids}).items():
            for rule in looks.rules:
                for a in rule.areas:
                    area = (a.first_row, a.first_column, a.last_row, a.last_column)
                    self.sheets(name).put_rule(area, {"Type": 3, "Formula1": "=" + (rule.source or "")})

    def activate(self):
        pass


class Sheets(Many):
    def __init__(self, book, sheets):
        super().__init__(sheets)
        self.book, self.active = book, sheets[0]

    def add(self, before, after, name):
        self.active = Sheet(
            self.book,
            SimpleNamespace(
                name=name,
                visibility="visible",
                protected=False,
                merged=(),
                tables=(),
                columns=(),
                formulas=(),
            ),
        )
        self.append(self.active)
        return self.active


class Names(Many):
    def snapshot(self):
        return [(name.name, name) for name in self]

    def add(self, name, refers_to):
        made = Name(name, refers_to)
        made.delete = lambda: self.remove(made)
        self.append(made)
        return made


class Name:
    def __init__(self, name, refers_to):
        self.name, self.refers_to = name, refers_to


class Sheet:
    def __init__(self, book, grid):
        self.book, self.name = book, grid.name
        self.visible = {"visible": -1, "hidden": 0, "veryHidden": 2}[grid.visibility]
        self.api = SimpleNamespace(ProtectContents=grid.protected, Cells=cells_of(self))
        self.rules = {}
        self.cells, self.formulas, self.formats, self.looks, self.notes = {}, {}, {}, {}, {}
        self.merged = [(a.first_row, a.first_column, a.last_row, a.last_column) for a in grid.merged]
        self.tables = Tables(self)
        self.tables += [
            Table(
                self,
                t.name,
                (t.area.first_row, t.area.first_column, t.area.last_row, t.area.last_column),
                t.has_totals_row,
                t.has_heading_row,
            )
            for t in grid.tables
        ]
        self.names, self.charts = Names(), Charts()
        for c, column in enumerate(grid.columns, getattr(grid, "first_column", 1)):
            for r, value in enumerate(column, getattr(grid, "first_row", 1)):
                if value is not None:
                    self._hold((r, c), value)
        self.formulas.update(dict.fromkeys(grid.formulas, "=1"))

    def _hold(self, at, value):
        if isinstance(value, dt.date | dt.time):
            self.formats[at] = "yyyy-mm-dd hh:mm"
            value = serial(value, False)
        elif isinstance(value, dt.timedelta):
            self.formats[at], value = "[h]:mm:ss", serial(value, False)
        elif isinstance(value, CellError):
            value = Error(value.code)
        self.cells[at] = float(value) if isinstance(value, int) and not isinstance(value, bool) else value

    def ruled(self):
        return [(r, c, r, c) for r, c in self.rules]

    def rule_at(self, place):
        return self.rules.get(place)

    def put_rule(self, area, rule):
        for r in range(area[0], area[2] + 1):
            for c in range(area[1], area[3] + 1):
                self.rules.pop((r, c), None)
                if rule is not None:
                    self.rules[r, c] = rule

    @property
    def index(self):
        return self.book.sheets.index(self) + 1

    def activate(self):
        self.book.sheets.active = self

    def delete(self):
        self.book.sheets.remove(self)

    @property
    def used_range(self):
        places = [*self.cells, *self.formulas] or [(1, 1)]
        rows, columns = [r for r, _ in places], [c for _, c in places]
        return Range(self, min(rows), min(columns), max(rows), max(columns))

    def range(self, first, last=None):
        if isinstance(first, str):
            ends = [parse_a1(part) for part in first.partition(",")[0].split(":")]
            return Range(self, *ends[0], *ends[-1])
        if len(first) == 4:
            return Range(self, first[0], first[1], first[0] + first[2] - 1, first[1] + first[3] - 1)
        ends = [(e.row, e.column) if isinstance(e, Range) else e for e in (first, last or first)]
        return Range(self, *ends[0], *ends[1])

    def shift(self, top, left, right, by):
        """Everything in the columns from row ``top`` on moves by so many rows; what would move over the edge is gone."""
        gone = range(top, top - by) if by < 0 else ()

        def moved(at):
            return (at[0] + by, at[1]) if at[0] >= top and left <= at[1] <= right else at

        for name in ("cells", "formulas", "formats", "looks", "notes", "rules"):
            old = getattr(self, name)
            setattr(
                self,
                name,
                {
                    moved(at): value
                    for at, value in old.items()
                    if not (at[0] in gone and left <= at[1] <= right)
                },
            )
        for table in self.tables:
            row, column, last, end = table.area
            if left <= column and end <= right:
                table.area = (
                    row + by if row >= top else row,
                    column,
                    last + by if last >= top else last,
                    end,
                )


class Range:
    max_cells_per_read, max_cells_per_write = 4_000_000, 100_000

    def __init__(self, sheet, row, column, last, end):
        self.sheet, self.row, self.column, self.last, self.end = sheet, row, column, last, end
        self.shape, self.options = (last - row + 1, end - column + 1), {}
        self.api = Ranges(sheet, (row, column, last, end))

    def __len__(self):
        return self.shape[0] * self.shape[1]

    def __call__(self, *at):
        row, column = (
            at if len(at) == 2 else ((at[0] - 1) // self.shape[1] + 1, (at[0] - 1) % self.shape[1] + 1)
        )
        return self.sheet.range((self.row + row - 1, self.column + column - 1))

    def places(self):
        return [(r, c) for r in range(self.row, self.last + 1) for c in range(self.column, self.end + 1)]

    def rows(self, of):
        return [
            [of((r, c)) for c in range(self.column, self.end + 1)] for r in range(self.row, self.last + 1)
        ]

    def refuse(self, what):
        self.sheet.book.app.engine.refuse(what, self)

    @property
    def raw_value(self):
        return self.rows(self._shown)

    def _shown(self, at):
        value = self.sheet.cells.get(at)
        if isinstance(value, float) and DATES.search(self.sheet.formats.get(at, "")):
            return EPOCH + dt.timedelta(milliseconds=round(value * 86_400_000))
        return value

    @raw_value.setter
    def raw_value(self, values):
        self.refuse("value")
        if not isinstance(values, list | tuple):
            values = [[values]]
        for r, row in enumerate(values, self.row):
            for c, value in enumerate(row, self.column):
                self._put((r, c), value)

    def _put(self, at, value):
        sheet = self.sheet
        sheet.cells.pop(at, None)
        sheet.formulas.pop(at, None)
        if isinstance(value, dt.datetime):
            value = (value - EPOCH) / dt.timedelta(1)
            if not DATES.search(sheet.formats.get(at, "")):
                sheet.formats[at] = "m/d/yyyy"
        if sheet.formats.get(at) == "@" and value is not None:
            sheet.cells[at] = str(value).removeprefix("'")
        elif isinstance(value, str):
            self._type(at, value)
        elif value is not None:
            sheet.cells[at] = value

    def _type(self, at, text):
        sheet = self.sheet
        if text.startswith("="):
            sheet.formulas[at] = text
            found = re.search(r'HYPERLINK\(.*,"([^"]*)"\)\Z', text)
            sheet.cells[at] = found[1] if found else 63.0
        elif text.startswith("'"):
            sheet.cells[at] = text[1:]
        elif text.startswith("#"):
            sheet.cells[at] = Error(text)
        else:
            assert not re.search(r"\d|\A[+\-@]|\A(true|false)\Z", text, re.IGNORECASE), (
                "Excel would take it for something else"
            )
            if text:
                sheet.cells[at] = text

    @property
    def formula(self):
        found = self.rows(lambda at: self.sheet.formulas.get(at, self.sheet.cells.get(at, "")))
        if len(self) == 1:
            return found[0][0]
        return tuple(found[0]) if self.shape[0] == 1 else tuple(map(tuple, found))

    def clear_contents(self):
        for at in self.places():
            self._put(at, None)

    def clear(self):
        for at in self.places():
            for known in (
                self.sheet.cells,
                self.sheet.formulas,
                self.sheet.formats,
                self.sheet.looks,
                self.sheet.notes,
            ):
                known.pop(at, None)

    def _one(self, of):
        found = {of(at) for at in self.places()}
        return found.pop() if len(found) == 1 else None

    @property
    def number_format(self):
        return self._one(lambda at: self.sheet.formats.get(at, "General"))

    @number_format.setter
    def number_format(self, value):
        self.refuse("format")
        self.sheet.formats.update(dict.fromkeys(self.places(), value))

    @property
    def merge_cells(self):
        meets = any(
            r <= self.last and self.row <= s and c <= self.end and self.column <= e
            for r, c, s, e in self.sheet.merged
        )
        return (True if len(self) == 1 else None) if meets else False

    @property
    def merge_area(self):
        for area in self.sheet.merged:
            if area[0] <= self.row <= area[2] and area[1] <= self.column <= area[3]:
                return Range(self.sheet, *area)
        return self

    def get_special_cells(self, cell_type, value_type):
        wanted = [at for at in self.places() if isinstance(self.sheet.cells.get(at), Error)]
        return [
            self.sheet.range(at) for at in wanted if (at in self.sheet.formulas) == (cell_type == "formulas")
        ]

    def insert(self, shift, copy_origin):
        self.refuse("insert")
        self.sheet.shift(self.row, self.column, self.end, self.shape[0])

    def delete(self, shift=None):
        self.sheet.shift(self.row, self.column, self.end, -self.shape[0])

    def copy(self, destination):
        new = destination.impl
        for r, c in new.places():
            source = self.row + (r - new.row) % self.shape[0], c
            for name in ("cells", "formulas", "formats", "looks", "notes", "rules"):
                known = getattr(self.sheet, name)
                known.pop((r, c), None)
                if source in known:
                    known[r, c] = known[source]

    def get_address(self, *how):
        from sheetsales.cells.address import Area

        return Area("x", self.row, self.column, self.last, self.end).a1

    @property
    def note(self):
        return (
            Note(self.sheet, (self.row, self.column)) if (self.row, self.column) in self.sheet.notes else None
        )

    def add_note(self, text):
        self.refuse("note")
        self.sheet.notes[self.row, self.column] = text
        return self.note

    def autofit(self, axis=None):
        self.column_width = 50.0

    @property
    def font(self):
        return Font(self)


class Look:
    """One side of how cells look."""

    def __init__(self, name, blank):
        self.name, self.blank = name, blank

    def __get__(self, owner, kind=None):
        cells = getattr(owner, "range", owner)
        return cells._one(lambda at: cells.sheet.looks.get(at, {}).get(self.name, self.blank))

    def __set__(self, owner, value):
        cells = getattr(owner, "range", owner)
        cells.refuse("look")
        for at in cells.places():
            cells.sheet.looks[at] = {**cells.sheet.looks.get(at, {}), self.name: value}


class Font:
    bold, color = Look("bold", False), Look("colour", "#000000")

    def __init__(self, range_):
        self.range = range_


for name, blank in (
    ("color", None),
    ("wrap_text", False),
    ("column_width", 8.0),
    ("row_height", 15.0),
    ("left", 0.0),
    ("top", 0.0),
):
    setattr(Range, name, Look(name, blank))


class Note:
    def __init__(self, sheet, at):
        self.sheet, self.at, self.text = sheet, at, sheet.notes[at]

    def delete(self):
        del self.sheet.notes[self.at]


class Tables(Many):
    def __init__(self, sheet):
        super().__init__()
        self.sheet = sheet

    def add(self, source_type, source, link_source, has_headers, destination, table_style_name, name):
        self.sheet.book.app.engine.refuse("table", source)
        self.append(
            Table(
                self.sheet,
                name,
                (source.impl.row, source.impl.column, source.impl.last, source.impl.end),
                False,
                True,
            )
        )
        return self[-1]


class Table:
    def __init__(self, sheet, name, area, show_totals, show_headers):
        self.sheet, self.name, self.area = sheet, name, area
        self.show_totals, self.show_headers = show_totals, show_headers

    @property
    def range(self):
        return Range(self.sheet, *self.area)

    @property
    def columns(self):
        return Many(SimpleNamespace(name=f"Column{i}") for i in range(1, self.range.shape[1] + 1))

    def resize(self, range_):
        self.sheet.book.app.engine.refuse("resize", range_)
        self.area = (range_.impl.row, range_.impl.column, range_.impl.last, range_.impl.end)


class Charts(Many):
    def add(self, *place, **how):
        self.append(SimpleNamespace(name="chart", title=None, legend=SimpleNamespace(visible=None)))
        return self[-1]
