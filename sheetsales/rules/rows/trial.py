"""A packaged rule tried on a workbook: the rows it catches, and which parts of its condition hold."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from sheetsales.book.telling import column_title
from sheetsales.formula.lists.run import conjuncts
from sheetsales.formula.own import ROW, parsed
from sheetsales.formula.syntax import Cell, Node, walk
from sheetsales.rules.rows.cells import book_cells
from sheetsales.rules.rows.declared import RowRule
from sheetsales.rules.rows.find import PLAIN, Asking, Kit, rule_of
from sheetsales.rules.scene import Scene
from sheetsales.rules.select import selection, waivers
from sheetsales.rules.written.rows import WrittenRule
from sheetsales.rules.written.trial import NEARLY, SHOWN, Part, Row, Trial
from sheetsales.rules.written.values import shown
from sheetsales.schema.workbook import RECORDS
from sheetsales.texts import NO_TEXT, Text


def tried_row_rule(scene: Scene, declared: RowRule, kit: Kit = PLAIN) -> Trial:
    """The rule over the rows of its sheet, whether it is switched on or not."""
    asking = Asking(declared, book_cells(scene, kit.facts), kit.trees)
    run, table = asking.run(), scene.book.table(declared.record)
    cases = [case.condition for case in declared.cases if asking.known(case.condition)]
    parts = list(_parts(cases))
    held = [set(run.holding(node)) for _, node, _ in parts]
    caught = sorted({row for text in cases for row in run.holding(parsed(text))})
    alone = len(cases) == 1 and len(parts) > 1
    near = [row for row in range(len(table)) if alone and sum(row not in holds for holds in held) == 1]
    columns = _columns([node for _, node, _ in parts], declared)
    tell = [_row(scene, declared.record, columns, row, held) for row in (*caught[:SHOWN], *near[:NEARLY])]
    excused = waivers(scene.book, scene.today)
    waived = sum((declared.info.code, table.id(row)) in excused for row in caught)
    told = tuple(Part(text, len(holds), of) for (text, _, of), holds in zip(parts, held, strict=True))
    first = len(caught[:SHOWN])
    return Trial(
        _as_written(scene, declared), len(table), told, len(caught), tuple(tell[:first]), len(near),
        tuple(tell[first:]), waived, (),
    )  # fmt: skip


def _parts(cases: Sequence[str]) -> Iterator[tuple[str, Node, int | None]]:
    """What AND joins in the only condition; several conditions as alternatives of one."""
    if len(cases) > 1:
        yield _either(cases), parsed(_either(cases)), None
        yield from ((text, parsed(text), 0) for text in cases)
        return
    for text in cases:
        yield from ((text[node.at : node.end], node, None) for node in conjuncts(parsed(text)))


def _either(cases: Sequence[str]) -> str:
    return f"OR({','.join(cases)})"


def _columns(nodes: Sequence[Node], declared: RowRule) -> tuple[str, ...]:
    cells = (part for node in nodes for part in walk(node) if isinstance(part, Cell) and part.record == ROW)
    named = dict.fromkeys(part.column for part in cells)
    if "stage_kind" in named:
        named["stage"] = None
    return tuple(key for key in named if key in RECORDS[declared.record].by_key)


def _row(scene: Scene, record: str, columns: Sequence[str], row: int, held: Sequence[set[int]]) -> Row:
    table = scene.book.table(record)
    name = table.record.name_column
    known = table.id(row) or (name and table.get(name)[row]) or ""
    at = next((cell for key in columns if (cell := table.cell(row, key))), table.row_cell(row))
    values = tuple((column_title(table, key, row), shown(scene.book, record, key, row)) for key in columns)
    return Row(str(known), at, values, tuple(row in holds for holds in held))


def _as_written(scene: Scene, declared: RowRule) -> WrittenRule:
    """The rule as a row of the Rules sheet would have it."""
    info, lang = declared.info, scene.book.lang
    cases = [case.condition for case in declared.cases]
    condition = cases[0] if len(cases) == 1 else _either(cases)
    on = selection(scene.book).runs(rule_of(declared))
    title: Text = scene.book.table(declared.record).record.title
    return WrittenRule(
        -1, info.code, info.title.in_(lang), on, info.severity, title.in_(lang), declared.record, condition, NO_TEXT
    )  # fmt: skip
