"""Drop-downs and number formats that pasting took away, given back where the rest of their column tells."""

from __future__ import annotations

import datetime as dt
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence, Set
from typing import Any, Final

from sheetsales.book.book import Book
from sheetsales.cells.address import Area, CellRef
from sheetsales.cells.edits import Edit, SetFormat, SetValidation
from sheetsales.cells.grid import Grid, Workbook
from sheetsales.cells.looks import GENERAL, SheetLooks, ValidationRule, is_relative
from sheetsales.cells.values import CellValue
from sheetsales.checking.fixes.fix import Fix, Fixes, Left, What, Why
from sheetsales.dataclass import dataclass
from sheetsales.look.numbers import BY_KIND, TEXT
from sheetsales.schema.binding import BoundTable
from sheetsales.schema.column import Column, Kind
from sheetsales.schema.workbook import RECORDS

_OFFERED: Final = frozenset({Kind.CHOICE, Kind.REF, Kind.YES_NO})
_NUMBERS: Final = frozenset({Kind.MONEY, Kind.NUMBER, Kind.PERCENT})
_CODES: Final = frozenset({Kind.ID, Kind.PHONE})
_FORMATTED: Final = _NUMBERS | _CODES | {Kind.DATE}
_MOST_AT_ONCE: Final = 20_000
MOST_STRETCHES: Final = 200
_TELLING: Final = 0.8
_FEWEST: Final = 3
_HALF: Final = 0.5
_OUR_NAME: Final = "lst_stage"


def looked_at(book: Book) -> dict[str, set[int]]:
    """The columns whose looks matter, by sheet: none of those that we write ourselves."""
    found: dict[str, set[int]] = {}
    for strip in _strips(book):
        columns = found.setdefault(strip.sheet, set())
        if strip.column.kind in _FORMATTED:
            columns.add(strip.number)
    return found


def find_lost_looks(
    workbook: Workbook, book: Book, looks: Mapping[str, SheetLooks], written: Iterable[Fix] = ()
) -> Fixes:
    """The drop-downs and formats to give back; values stay. ``written`` are the cells mended just before.

    In a workbook made from our template the schema tells what was there, in any other one the column's other cells,
    where nearly all of them agree. Formulas and protected sheets are passed over.
    """
    ours = _OUR_NAME in {name.lower() for name in workbook.names} and not book.binding.adopted
    grids = {grid.name: grid for grid in workbook.grids}
    dates = {fix.at for fix in written if isinstance(fix.after, dt.date)}
    fixed: list[Fix] = []
    left: list[Left] = []
    edits: list[Edit] = []
    done: set[tuple[str, int, int]] = set()
    for strip in _strips(book):
        grid, place = grids[strip.sheet], (strip.sheet, strip.number, strip.rows[0])
        if grid.protected or place in done:
            continue
        done.add(place)
        seen = looks[strip.sheet]
        for found in (
            _dropdowns(strip, grid, seen, workbook, ours),
            _formats(strip, grid, seen, dates, ours),
        ):
            fixed += found.fixed
            left += found.left
            edits += found.edits
    return Fixes(tuple(fixed), tuple(left), tuple(edits))


@dataclass(frozen=True, slots=True)
class _Strip:
    """The cells of one column that belong to records: sheet rows, what stands in them, and how it was read."""

    sheet: str
    column: Column
    number: int
    rows: Sequence[int]
    raw: Sequence[CellValue]
    typed: Sequence[Any]


def _strips(book: Book) -> Iterator[_Strip]:
    for table in book.tables.values():
        if table.record.written:
            continue
        for source, bound in enumerate(table.bound):
            at = [i for i, s in enumerate(table.sources) if s == source]
            for column in _ours(bound) if at else ():
                raw, typed = table.raw.get(column[0].key), table.columns.get(column[0].key)
                if raw is not None and typed is not None:
                    rows = [table.rows[i] for i in at]
                    yield _Strip(bound.sheet, *column, rows, [raw[i] for i in at], [typed[i] for i in at])


def _ours(bound: BoundTable) -> Iterator[tuple[Column, int]]:
    for column in bound.own_columns:
        kind = column.column.kind
        if not column.column.written and (kind in _OFFERED or kind in _FORMATTED):
            yield column.column, column.sheet_column


def _dropdowns(strip: _Strip, grid: Grid, looks: SheetLooks, workbook: Workbook, ours: bool) -> Fixes:
    if strip.column.kind not in _OFFERED:
        return Fixes()
    n = strip.number
    rules = [(rule, [a for a in rule.areas if a.first_column <= n <= a.last_column]) for rule in looks.rules]
    rules = [(rule, areas) for rule, areas in rules if areas]
    covered = _rows_in(area for _, areas in rules for area in areas)
    bare = [k for k, row in enumerate(strip.rows) if not covered(row)]
    source = _source(strip, [rule for rule, _ in rules], len(bare), workbook, ours)
    if not bare or not source:
        return Fixes()
    first = min((a.first_row for rule, areas in rules if rule.source == source for a in areas), default=0)
    items = source[1:-1].split(",") if source.startswith('"') else None
    rows = [
        strip.rows[k]
        for k in bare
        if (strip.rows[k], n) not in grid.formulas
        and (not is_relative(source) or strip.rows[k] >= first)
        and _is_offered(strip.raw[k], strip.typed[k], items)
    ]
    stretches = list(_stretches(rows))
    reach = 0 if rules else max((a.last_row for rule in looks.rules for a in rule.areas), default=0)
    ends = {strip.rows[-1]: max(reach, strip.rows[-1])}
    edits = [SetValidation(Area(strip.sheet, a, n, ends.get(b, b), n), source) for a, b in stretches]
    return _within_reason(strip, stretches, None, source, What.DROPDOWN, edits)


def _source(
    strip: _Strip, rules: Sequence[ValidationRule], bare: int, workbook: Workbook, ours: bool
) -> str | None:
    """What the column's drop-down offers: as its other cells have it, or as our template does."""
    sources = {rule.source for rule in rules}
    if sources:
        agreed = len(sources) == 1 and (ours or bare <= _HALF * len(strip.rows))
        return next(iter(sources)) if agreed else None
    name = _template_name(strip.column) if ours else None
    return name if name in workbook.names else None


def _template_name(column: Column) -> str:
    """The name our template's drop-down of a column points at."""
    if column.kind is Kind.YES_NO:
        return "lst_yes_no"
    if column.kind is Kind.CHOICE:
        return f"lst_{column.choices}"
    return RECORDS[column.ref].list_name


def _is_offered(value: CellValue, typed: object, items: Sequence[str] | None) -> bool:
    if value is None:
        return True
    if items is not None:
        return isinstance(value, str) and value.strip() in (item.strip() for item in items)
    return isinstance(value, str) and typed is not None


def _formats(strip: _Strip, grid: Grid, looks: SheetLooks, dates: set[CellRef], ours: bool) -> Fixes:
    kind, n = strip.column.kind, strip.number
    if kind not in _FORMATTED:
        return Fixes()
    codes = looks.formats.get(n, {})
    filled = [k for k, value in enumerate(strip.raw) if value is not None and strip.rows[k] in codes]
    usual = _usual(Counter(codes[strip.rows[k]] for k in filled), kind, ours)
    if not usual:
        return Fixes()
    if kind is Kind.DATE:
        rows = [
            row for row in strip.rows if CellRef(strip.sheet, row, n) in dates and codes.get(row) != usual
        ]
        return Fixes(edits=tuple(_format_edits(strip, _stretches(rows), usual)))
    rows = [
        strip.rows[k]
        for k in filled
        if codes[strip.rows[k]] == GENERAL
        and (strip.rows[k], n) not in grid.formulas
        and strip.typed[k] is not None
        and isinstance(strip.raw[k], str) == (kind in _CODES)
    ]
    blank = {row for row, value in zip(strip.rows, strip.raw, strict=True) if value is None}
    like = {row for row, code in codes.items() if code == usual or (code == GENERAL and row in blank)}
    stretches = list(_stretches(rows, like))
    edits = list(_format_edits(strip, stretches, usual))
    return _within_reason(strip, stretches, GENERAL, usual, What.FORMAT, edits)


def _usual(counts: Counter[str], kind: Kind, ours: bool) -> str | None:
    """The format nearly all cells of a column have; that of our template where pasting left too few."""
    known = Counter({code: n for code, n in counts.items() if code and code != GENERAL})
    code, most = known.most_common(1)[0] if known else ("", 0)
    whole = known.total() if ours else counts.total()
    if most >= _FEWEST and most >= _TELLING * whole and (kind not in _CODES or code == TEXT):
        return code
    return BY_KIND[kind] if ours and not known else None


def _format_edits(strip: _Strip, stretches: Iterable[tuple[int, int]], code: str) -> Iterator[SetFormat]:
    for first, last in stretches:
        for start in range(first, last + 1, _MOST_AT_ONCE):
            end = min(start + _MOST_AT_ONCE - 1, last)
            yield SetFormat(Area(strip.sheet, start, strip.number, end, strip.number), number_format=code)


def _within_reason(
    strip: _Strip,
    stretches: Sequence[tuple[int, int]],
    before: str | None,
    after: str,
    what: What,
    edits: Sequence[Edit],
) -> Fixes:
    if not stretches:
        return Fixes()
    places = [CellRef(strip.sheet, first, strip.number) for first, _ in stretches]
    if len(stretches) > MOST_STRETCHES:
        return Fixes(left=(Left(places[0], None, Why.SCATTERED),))
    fixed = [
        Fix(at, before, after, what, last_row=last) for at, (_, last) in zip(places, stretches, strict=True)
    ]
    return Fixes(tuple(fixed), (), tuple(edits))


def _rows_in(areas: Iterable[Area]) -> Callable[[int], bool]:
    spans = [(area.first_row, area.last_row) for area in areas]
    return lambda row: any(first <= row <= last for first, last in spans)


def _stretches(rows: Sequence[int], between: Set[int] = frozenset()) -> Iterator[tuple[int, int]]:
    """Rows that follow one another as first and last; rows in ``between`` do not part them."""
    run: list[int] = []
    for row in rows:
        if run and not all(r in between for r in range(run[-1] + 1, row)):
            yield run[0], run[-1]
            run = []
        run = [run[0], row] if run else [row, row]
    if run:
        yield run[0], run[-1]
