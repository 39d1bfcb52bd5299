"""The tables of a report as a template takes them: rows by the keys of columns, each value with its format."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from sheetsales.forms.contents import BLANK, Column, Table, Value
from sheetsales.look.numbers import MONEY
from sheetsales.reports.block import FORMATS, Look, PlacedTable
from sheetsales.reports.cells import Calc, Content, Dash
from sheetsales.reports.draft import EDITIONS, LEVELS, Edition
from sheetsales.reports.form.declared import OF_A_PAGE, columns_of, section_of, table_keys, title_of
from sheetsales.reports.form.words import HEADING_WORDS
from sheetsales.reports.material import Material
from sheetsales.reports.sections import SECTIONS
from sheetsales.texts import Text

_LOOKS: Mapping[str, str] = {**FORMATS, "sum": MONEY, "gap": MONEY}
_PLAIN = ("text", "light", "number")
NOTHING = Text("本期没有", "nothing this period")


def tables(material: Material) -> dict[str, Table]:
    """Every table by its key; those without rows say why."""
    return {key: _table(material, key) for key in table_keys()}


def _table(material: Material, key: str) -> Table:
    columns = tuple(
        Column(column, title, (*HEADING_WORDS.get((key, column), ()), *_spoken(material, key, column, title)))
        for column, title in columns_of(key).items()
    )
    found = _rows(material, key)
    if found is None:
        return Table(key, title_of(key), columns, reason=_reason(material.draft.edition, key))
    blocks, rows = found
    made = [_row(blocks, row, [column.key for column in columns]) for row in rows]
    return Table(key, title_of(key), columns, made)


def _spoken(material: Material, key: str, column: str, title: Text) -> Iterator[str]:
    """What a heading says in this report, where it says more than is declared."""
    yield material.draft.speak(title)
    block = material.blocks.get(key)
    if block is not None and column in block.columns:
        yield material.draft.speak(block.heading(column).title)


def _rows(material: Material, key: str) -> tuple[list[PlacedTable], tuple[str, ...]] | None:
    """The blocks that hold a table's cells, and the rows shown: as the report's data have them."""
    blocks, edition = material.blocks, material.draft.edition
    both = [block for name in (key, key + OF_A_PAGE) if (block := blocks.get(name)) is not None]
    for plan in SECTIONS:
        for table in plan.tables if edition in plan.editions else ():
            if table.block.removesuffix(OF_A_PAGE) == key:
                shown = table.of(blocks)
                return (both, shown.rows) if shown is not None else None
    if section_of(key) is not None or not both:
        return None
    return both, both[0].rows


def _reason(edition: Edition, key: str) -> Text:
    plan = section_of(key)
    if plan is not None and edition not in plan.editions:
        return not_in(edition)
    return plan.absent if plan is not None and plan.absent is not None else NOTHING


def not_in(edition: Edition) -> Text:
    """Why there is nothing that other editions have."""
    name = EDITIONS[edition]
    return Text(f"{name.zh}不含", f"the {name.en} goes without it")


def _row(blocks: list[PlacedTable], row: str, columns: list[str]) -> dict[str, Value]:
    found = {key: value for key in columns if (value := _cell(blocks, row, key)) is not None}
    first = columns[0]
    if first in found and ":" in row:  # rows of people and teams may be chosen by their ids as well
        found[first] = Value(
            found[first].value, found[first].format, found[first].reason, (row.partition(":")[2],)
        )
    return found


def _cell(blocks: list[PlacedTable], row: str, key: str) -> Value | None:
    for block in blocks:
        if key in block.columns:
            content = block.get(row, key)
            return value_of(
                content, block.look(row, key), words=tuple(_words(content)) if key == "level" else ()
            )
    return None


def _words(content: Content) -> Iterator[str]:
    for code, name in LEVELS.items():
        if content in (name.zh, name.en):
            yield from (code, name.zh, name.en)


def value_of(content: Content, look: Look, words: tuple[str, ...] = ()) -> Value:
    """A cell of the report as a value: what its formula shows, or why it is unknown."""
    if isinstance(content, Dash):
        return Value(None, reason=content.reason)
    shown = content.value if isinstance(content, Calc) else content
    if shown is None:
        return BLANK
    code = "" if look in _PLAIN or isinstance(shown, str) else _LOOKS[look]
    return Value(shown, code, also=words)
