"""Case files: prose, tables that pass and tables that fail, and the findings expected, in both languages.

A file ``cases/SS204.md`` is about one code. It is prose with sections like these (passes and fails, zh and en; what
follows a colon in a heading is a remark, and several sections of one kind are welcome):

    Today: 2026-11-02      (above all sections, or within one for this and those after it)

    ## zh fails: one day too late
    ### 商机
    | 编号 | 阶段 | 预计成交 |
    | --- | --- | --- |
    | O-0109 | 报价 | 2026-11-01 |
    ### expected
    | cell | record | column | severity | message | hint |
    | --- | --- | --- | --- | --- | --- |
    | 商机!C2 | O-0109 | expected_close | warning | … | … |

Each ``###`` heading is a sheet, its table stands at A1 or at the cell named after it (``### 商机 @B4``). The findings
of the file's code must be exactly the expected ones, none where a section passes; columns left out of the expected
table are not compared, and other codes do not matter. A cell is blank, a day (2026-11-01), a number, a percentage
(75%), TRUE or FALSE, an error (#N/A), a text, or a text in double quotes where it looks like one of the others.

Lines before a sheet's table say what a table of text cannot: ``Table: tblPipeline A1:G3`` (an Excel Table over these
cells), ``Merged: B2:B4``, ``Formulas: E2:E9``, ``No result: F2`` (a formula without a stored value), ``Far off: XFD9`` (a cell too far away
to be read), ``Hidden rows: 3``; several are separated by commas. ``Format: E2:E4 0"k"`` is a number format.
"""

from __future__ import annotations

import datetime as dt
import re
from dataclasses import dataclass, field, replace
from pathlib import Path

from sheetsales.backends.parts.shown_formats import shown_of_format
from sheetsales.cells.address import Area, CellRef, parse_a1, parse_area
from sheetsales.cells.build import grid_from_rows
from sheetsales.cells.grid import Grid, TableArea
from sheetsales.cells.values import CellError, CellValue
from sheetsales.texts import Lang

CASES = Path(__file__).parent / "cases"

_SECTION = re.compile(r"## (zh|en) (passes|fails)\b")
_SHEET = re.compile(r"### (.+?)(?: @([A-Z]+\d+))?$")
_TRAIT = re.compile(r"(Table|Merged|Formulas|No result|Far off|Hidden rows|Format): (.+)$")
_TODAY = re.compile(r"Today: (\d{4}-\d\d-\d\d)")
_NUMBER = re.compile(r"-?\d+(\.\d+)?(%)?$")
_DAY = re.compile(r"\d{4}-\d\d-\d\d$")


@dataclass
class Section:
    """One workbook of a case file, and the findings it must give."""

    code: str
    title: str
    lang: Lang
    fails: bool
    today: dt.date
    grids: list[Grid] = field(default_factory=list)
    expected: list[dict[str, str]] = field(default_factory=list)

    @property
    def name(self) -> str:
        return f"{self.code} {self.title}"


def sections(path: Path) -> list[Section]:
    """The sections of a case file, in order."""
    today = dt.date(2026, 11, 2)
    found: list[Section] = []
    block: list[list[str]] = []
    traits: list[tuple[str, str]] = []
    sheet = ""
    for line in [*path.read_text(encoding="utf-8").splitlines(), "## end"]:
        if line.startswith("#"):
            if sheet and block:
                _add(found[-1], sheet, block, traits)
            sheet, block, traits = "", [], []
        if match := _TODAY.match(line):
            today = dt.date.fromisoformat(match[1])
            if found:
                found[-1].today = today
        elif match := _SECTION.match(line):
            lang: Lang = "zh" if match[1] == "zh" else "en"
            found.append(Section(path.stem, line[3:], lang, match[2] == "fails", today))
        elif line.startswith("### "):
            sheet = line
        elif match := _TRAIT.match(line):
            several = [match[2]] if match[1] == "Format" else match[2].split(",")
            traits.extend((match[1], part.strip()) for part in several)
        elif line.startswith("|"):
            block.append(_cells(line))
    return found


def _cells(line: str) -> list[str]:
    return [part.strip().replace("\\|", "|") for part in re.split(r"(?<!\\)\|", line.strip())[1:-1]]


def _add(section: Section, heading: str, block: list[list[str]], traits: list[tuple[str, str]]) -> None:
    rows = [row for row in block if not all(re.fullmatch(r":?-+:?", part) for part in row)]
    if heading == "### expected":
        section.expected = [dict(zip(rows[0], row, strict=True)) for row in rows[1:]]
        return
    match = _SHEET.match(heading)
    assert match, heading
    at = parse_a1(match[2] or "A1")
    assert at, heading
    values = [[_value(part) for part in row] for row in rows]
    grid = grid_from_rows(match[1], values, first_row=at[0], first_column=at[1], index=len(section.grids))
    for trait, text in traits:
        grid = _with_trait(grid, trait, text)
    section.grids.append(grid)


def _with_trait(grid: Grid, trait: str, text: str) -> Grid:
    if trait == "Table":
        name, _, a1 = text.partition(" ")
        return replace(grid, tables=(*grid.tables, _table(grid, name, _area(grid, a1))))
    if trait == "Merged":
        return replace(grid, merged=(*grid.merged, _area(grid, text)))
    if trait == "Hidden rows":
        return replace(grid, hidden_rows=frozenset({*grid.hidden_rows, int(text)}))
    if trait == "Format":
        return _with_format(grid, *text.split(" ", 1))
    if trait == "Formulas":
        area = _area(grid, text)
        rows, columns = (
            range(area.first_row, area.last_row + 1),
            range(area.first_column, area.last_column + 1),
        )
        return replace(grid, formulas=grid.formulas | {(r, c) for r in rows for c in columns})
    row, column = parse_a1(text) or (0, 0)
    assert row, text
    if trait == "Far off":
        return replace(grid, beyond=(*grid.beyond, CellRef(grid.name, row, column)))
    return replace(grid, formulas=grid.formulas | {(row, column)}, uncached=grid.uncached | {(row, column)})


def _with_format(grid: Grid, a1: str, code: str) -> Grid:
    area, look = _area(grid, a1), shown_of_format(code)
    assert look, code
    rows = dict.fromkeys(range(area.first_row, area.last_row + 1), look)
    return replace(
        grid,
        shown={**grid.shown, area.first_column: {**grid.shown.get(area.first_column, {}), **rows}},
    )


def _area(grid: Grid, a1: str) -> Area:
    area = parse_area(f"'{grid.name}'!{a1}")
    assert area, a1
    return area


def _table(grid: Grid, name: str, area: Area) -> TableArea:
    columns = range(area.first_column, area.last_column + 1)
    return TableArea(name, area, tuple(str(grid.value(area.first_row, c) or "") for c in columns))


def _value(text: str) -> CellValue:
    if not text:
        return None
    if len(text) > 1 and text[0] == text[-1] == '"':
        return text[1:-1]
    if text in {"TRUE", "FALSE"}:
        return text == "TRUE"
    if text.startswith("#"):
        return CellError(text)
    if _DAY.match(text):
        return dt.date.fromisoformat(text)
    if match := _NUMBER.match(text):
        return float(text[:-1]) / 100 if match[2] else float(text) if match[1] else int(text)
    return text
