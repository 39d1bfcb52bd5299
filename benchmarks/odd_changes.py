"""Changes no team means: odd values, rows, columns, headings, Tables and sheets of a workbook held in memory."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from dataclasses import dataclass, field, replace
from random import Random
from typing import Final

from sheetsales.cells.address import Area
from sheetsales.cells.grid import Grid, TableArea, Workbook
from sheetsales.cells.values import CellError, CellValue

_REARRANGED: Final = 0.15
"""Of the workbooks have a sheet missing, hidden, twice or under another's name."""
_OFTEN: Final = ("Settings", "Lists", "Stages", "Steps", "Team", "Targets", "Rules", "Pipeline",
                 "参数", "选项", "流程阶段", "流程步骤", "人员", "目标", "规则", "商机")  # fmt: skip
VALUES: Final[tuple[CellValue, ...]] = (
    None, "", " ", 0, -1, 0.5, 1.0, 13, 1e300, -1e300, 1e-300, 1e15, 1e16, 10**298, -(10**17), 2**31, "9" * 350, "nan",
    "inf", "-inf", "1e400", "1E5", "100%", "-5%", "500%", True, False, dt.date(9999, 12, 31), dt.date(1900, 1, 1),
    dt.date(2026, 2, 28), dt.datetime(2026, 10, 1, 23, 59, 59), dt.time(23, 59), dt.timedelta(days=100_000),
    dt.timedelta(days=-3), "9999-12-31", "0001-01-01", "2026-13-45", "31.02.2026", "2026", "2026Q9", "2026-00", "Q4",
    CellError("#N/A"), CellError("#DIV/0!"), "=1+1", "\x1b[2J\x07", "\u202eabc", "👩\u200d💻", "x" * 5_000, "a\nb\tc",
    "{0}{name}%s", "'", "[]:*?/\\", "是", "Yes", "won", "quote", "@back", "-", "、，；/|", "S01", "S01、S02", "O-0001",
    "1,2,3", "USD=7,1", "USD 5,000", "12万", "3.5k", "(1,200)", "1.234,50", "１２万", "¥150,000", "€5", "35-40", "50/50", "-0", "+5",
    "75", "0.75%", "1 234", "USD=7.1;EUR=0", "JPY=4.8/100", "2026.11.5", "5/11/2026", "11月5日", "明年一季度", "20261105", 46000, 46000.75,
    "open", "lost", "@back,won", "lost,-", "activity:call or document", "activity:dance", "Qoutation", "报价 ", "QUOTE", "basic", "最严",
    "=SUM(", "AND([@Stage]=\"Won\",[@Amount]>1)", "[@Amount]/0", "TODAY()-[@[Created on]]", "XLOOKUP(1,2,3)", "IF(" * 60 + "1" + ")" * 60, "１２３", "TRUE", "none", "NULL", "0" * 40, ".", "-.", "--", "1/0",
)  # fmt: skip


@dataclass
class Sheet:
    """One sheet that may be changed: its columns as lists, its Tables."""

    grid: Grid
    columns: list[list[CellValue]]
    tables: tuple[TableArea, ...]

    @classmethod
    def of(cls, grid: Grid) -> Sheet:
        return cls(grid, [list(column) for column in grid.columns], grid.tables)

    @property
    def rows(self) -> int:
        return len(self.columns[0]) if self.columns else 0

    def done(self) -> Grid:
        return replace(
            self.grid,
            columns=tuple(self.columns),
            tables=self.tables,
            formulas=frozenset(),
            uncached=frozenset(),
        )

    def first_row(self) -> int:
        """Where the records begin, as an index into the columns."""
        starts = [table.first_data_row - self.grid.first_row for table in self.tables]
        return min(max(starts, default=1), max(self.rows - 1, 0))


@dataclass
class Changes:
    """What was changed, in words."""

    chance: Random
    said: list[str] = field(default_factory=list)

    def make(self, workbook: Workbook, most: int) -> Workbook:
        """The workbook with up to so many changes."""
        sheets = {grid.name: Sheet.of(grid) for grid in workbook.grids}
        often = [name for name in sheets if name in _OFTEN]
        for _ in range(self.chance.randint(1, most)):
            name = self.chance.choice(often if often and self.chance.random() < 0.7 else list(sheets))
            if sheets[name].rows and sheets[name].columns:
                change = self.chance.choice(CHANGES)
                self.said.append(
                    f"{change.__name__.strip('_')} in {name}: {change(self.chance, sheets[name])}"
                )
        grids = tuple(sheet.done() for sheet in sheets.values())
        return replace(workbook, grids=self._sheets(grids) if self.chance.random() < _REARRANGED else grids)

    def _sheets(self, grids: tuple[Grid, ...]) -> tuple[Grid, ...]:
        """The sheets in another way: one missing, one twice under another name, one hidden, two with names swapped."""
        one, other = self.chance.sample(range(len(grids)), 2)
        how, found = self.chance.choice(("missing", "twice", "hidden", "swapped")), list(grids)
        self.said.append(f"{how}: {grids[one].name} ({grids[other].name})")
        if how == "missing":
            del found[one]
        elif how == "twice":
            found.append(replace(grids[one], name=f"{grids[one].name} (2)", index=len(grids), tables=()))
        elif how == "hidden":
            found[one] = replace(grids[one], visibility="veryHidden")
        else:
            found[one] = replace(grids[one], name=grids[other].name)
            found[other] = replace(grids[other], name=grids[one].name)
        return tuple(found)


def _cell(chance: Random, sheet: Sheet) -> str:
    column, row = chance.randrange(len(sheet.columns)), chance.randrange(sheet.first_row(), sheet.rows)
    value = chance.choice(VALUES)
    sheet.columns[column][row] = value
    return f"column {column}, row {row} = {value!r:.60}"


def _whole_column(chance: Random, sheet: Sheet) -> str:
    column, value = chance.randrange(len(sheet.columns)), chance.choice(VALUES)
    sheet.columns[column][sheet.first_row() :] = [value] * (sheet.rows - sheet.first_row())
    return f"column {column} = {value!r:.60}"


def _other_type(chance: Random, sheet: Sheet) -> str:
    column = chance.randrange(len(sheet.columns))
    cells = sheet.columns[column]
    cells[sheet.first_row() :] = [None if v is None else str(v) for v in cells[sheet.first_row() :]]
    return f"column {column} as text"


def _swap_rows(chance: Random, sheet: Sheet) -> str:
    one, other = (chance.randrange(sheet.first_row(), sheet.rows) for _ in range(2))
    for cells in sheet.columns:
        cells[one], cells[other] = cells[other], cells[one]
    return f"rows {one} and {other}"


def _swap_columns(chance: Random, sheet: Sheet) -> str:
    one, other = (chance.randrange(len(sheet.columns)) for _ in range(2))
    start = sheet.first_row()
    a, b = sheet.columns[one], sheet.columns[other]
    a[start:], b[start:] = b[start:], a[start:]
    return f"columns {one} and {other} below their headings"


def _double_row(chance: Random, sheet: Sheet) -> str:
    one, other = (chance.randrange(sheet.first_row(), sheet.rows) for _ in range(2))
    for cells in sheet.columns:
        cells[other] = cells[one]
    return f"row {one} over row {other}"


def _blank_row(chance: Random, sheet: Sheet) -> str:
    row = chance.randrange(sheet.first_row(), sheet.rows)
    for cells in sheet.columns:
        cells[row] = None
    return f"row {row}"


def _double_heading(chance: Random, sheet: Sheet) -> str:
    one, other = (chance.randrange(len(sheet.columns)) for _ in range(2))
    row = max(sheet.first_row() - 1, 0)
    sheet.columns[other][row] = sheet.columns[one][row]
    sheet.tables = tuple(_headed(table, sheet, row) for table in sheet.tables)
    return f"column {other} as column {one}"


def _headed(table: TableArea, sheet: Sheet, row: int) -> TableArea:
    first = table.area.first_column - sheet.grid.first_column
    cells = [
        sheet.columns[first + i][row] if first + i < len(sheet.columns) else None
        for i in range(len(table.headings))
    ]
    return replace(
        table,
        headings=tuple(
            old if new is None else str(new) for old, new in zip(table.headings, cells, strict=True)
        ),
    )


def _delete_column(chance: Random, sheet: Sheet) -> str:
    column = chance.randrange(len(sheet.columns))
    sheet.columns[column] = [None] * sheet.rows
    return f"column {column}, heading and all"


def _delete_rows(_: Random, sheet: Sheet) -> str:
    """All records: the sheet is empty."""
    for cells in sheet.columns:
        cells[sheet.first_row() :] = [None] * (sheet.rows - sheet.first_row())
    return "all of them"


def _shift_numbers(chance: Random, sheet: Sheet) -> str:
    """All numbers and days of a column by one step: orders that clash, limits below zero, days before their beginning."""
    column, by = chance.randrange(len(sheet.columns)), chance.choice((-1, 1, -400, 10_000, 0.5))
    cells = sheet.columns[column]
    for row in range(sheet.first_row(), sheet.rows):
        cells[row] = _shifted(cells[row], by)
    return f"column {column} by {by}"


def _shifted(value: CellValue, by: float) -> CellValue:
    if isinstance(value, bool) or not isinstance(value, int | float | dt.date):
        return value
    if isinstance(value, int | float):
        return value + by
    try:
        return value + dt.timedelta(days=by)
    except OverflowError:
        return value


def _respell(chance: Random, sheet: Sheet) -> str:
    """All words of a column otherwise: case, blanks, width; keys that stood apart meet."""
    column, how = (
        chance.randrange(len(sheet.columns)),
        chance.choice((str.upper, str.lower, str.strip, _padded, _first_letter)),
    )
    cells = sheet.columns[column]
    for row in range(sheet.first_row(), sheet.rows):
        value = cells[row]
        cells[row] = how(value) if isinstance(value, str) else value
    return f"column {column} by {how.__name__}"


def _padded(text: str) -> str:
    return f"\u3000{text} "


def _first_letter(text: str) -> str:
    return text[:1]


def _other_columns_value(chance: Random, sheet: Sheet) -> str:
    """A cell holds what belongs into another column: a day as amount, a person as stage."""
    one, other = (chance.randrange(len(sheet.columns)) for _ in range(2))
    row = chance.randrange(sheet.first_row(), sheet.rows)
    sheet.columns[one][row] = sheet.columns[other][chance.randrange(sheet.first_row(), sheet.rows)]
    return f"column {one}, row {row} from column {other}"


def _shift_rows(chance: Random, sheet: Sheet) -> str:
    """A column one cell up or down against the others, as a sort over part of the columns leaves it."""
    column, start = chance.randrange(len(sheet.columns)), sheet.first_row()
    cells = sheet.columns[column]
    body = cells[start:]
    cells[start:] = [*body[1:], None] if chance.random() < 0.5 else [None, *body[:-1]]
    return f"column {column}"


def _heading(chance: Random, sheet: Sheet) -> str:
    """A heading that is blank, a number, or says something else."""
    column, row = chance.randrange(len(sheet.columns)), max(sheet.first_row() - 1, 0)
    words = (
        None,
        2026,
        "Amount",
        "金额（万元）",
        "Stage",
        "负责人",
        "Currency",
        "Date",
        "x" * 300,
        "[",
        "#REF!",
    )
    sheet.columns[column][row] = word = chance.choice(words)
    sheet.tables = tuple(_headed(table, sheet, row) for table in sheet.tables)
    return f"column {column} = {word!r:.40}"


def _no_table(_: Random, sheet: Sheet) -> str:
    sheet.tables = ()
    return "its Tables are plain ranges"


def _shorter_table(chance: Random, sheet: Sheet) -> str:
    """The Table ends before its last rows or columns do."""
    cut, whole = chance.randint(1, 3), sheet.tables
    sheet.tables = tuple(
        replace(t, area=replace(t.area, last_row=max(t.first_data_row, t.area.last_row - cut))) for t in whole
    )
    return f"{cut} rows"


def _merge(chance: Random, sheet: Sheet) -> str:
    grid, row = sheet.grid, chance.randrange(sheet.first_row(), sheet.rows)
    first = grid.first_column + chance.randrange(len(sheet.columns))
    area = Area(grid.name, grid.first_row + row, first, grid.first_row + min(row + 3, sheet.rows - 1), first)
    sheet.grid = replace(grid, merged=(*grid.merged, area))
    return str(area)


def _currency(chance: Random, sheet: Sheet) -> str:
    """Number formats that show a currency, over a column."""
    sign, at = (
        chance.choice(("€-407", "¥-804", "$", "USD", "ƒ-413", "kr-41D")),
        chance.randrange(len(sheet.columns)),
    )
    rows = range(sheet.grid.first_row, sheet.grid.first_row + sheet.rows, chance.choice((1, 2, 7)))
    column = sheet.grid.first_column + at
    sheet.grid = replace(sheet.grid, signs={**sheet.grid.signs, column: dict.fromkeys(rows, sign)})
    return f"column {at} shows {sign}"


CHANGES: Final[tuple[Callable[[Random, Sheet], str], ...]] = (
    *[_cell] * 8, *[_whole_column] * 3, _other_type, _swap_rows, _swap_columns, _double_row, _double_row, _blank_row,
    _double_heading, _delete_column, _delete_column, _delete_rows, _shift_numbers, _shift_numbers, _respell, _respell,
    _other_columns_value, _other_columns_value, _shift_rows, _heading, _heading, _no_table, _shorter_table, _merge, _currency,
)  # fmt: skip
