"""From cells and their binding to a Book of typed records, and everything that could not be read as it should."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Mapping
from dataclasses import replace

from sheetsales.book.amount_currency import shown_currency
from sheetsales.book.book import Book
from sheetsales.book.column_readers import reader_context
from sheetsales.book.currency_problems import rate_problems, with_currencies
from sheetsales.book.list_rows import read_lists
from sheetsales.book.load_columns import TableLoader
from sheetsales.book.problems import Problem, SheetProblem
from sheetsales.book.process_rows import read_process, with_named_people
from sheetsales.book.process_steps import with_steps
from sheetsales.book.reference_targets import reference_targets
from sheetsales.book.rows import BoundRows, read_block
from sheetsales.book.settings_rows import read_settings
from sheetsales.book.structure import block_problems, structure_problems
from sheetsales.book.telling import tell, tell_sheets
from sheetsales.book.wide_targets import unpivoted
from sheetsales.cells.grid import Workbook
from sheetsales.findings import Finding
from sheetsales.schema.binding import Binding
from sheetsales.schema.modules import module_of
from sheetsales.schema.workbook import RECORDS


def load(workbook: Workbook, binding: Binding, *, today: dt.date) -> tuple[Book, tuple[Finding, ...]]:
    """The workbook as typed records, and all that could not be read as it should.

    ``today`` only tells which years a date may plausibly have. Findings come in no particular order.
    """
    binding = _with_instalments(workbook, unpivoted(workbook, binding))
    blocks = _blocks(workbook, binding)
    labels, list_problems = read_lists(blocks.get("lists", ()), _module_lists(blocks))
    context = reader_context(workbook, binding, labels, today)
    loaders = {key: TableLoader(key, found, context) for key, found in blocks.items()}
    plain = {key: loader.plain_table() for key, loader in loaders.items()}
    process, process_problems = read_process(plain.get("stages"), binding)
    settings, setting_problems = read_settings(plain.get("settings"), binding.language)
    settings = replace(settings, shown_currency=shown_currency(plain, binding.language))
    setting_problems += rate_problems(settings, plain.get("settings"))
    targets = reference_targets(plain, process, binding)
    tables = {key: loader.with_references(targets, process) for key, loader in loaders.items()}
    process = with_named_people(process, tables.get("stages"))
    process = with_steps(process, tables, binding)
    labels["pipeline.stage"] = {stage.code: stage.name for stage in process.stages}
    book = Book(tables, process, settings, binding, labels)
    cell_problems: list[Problem] = [p for loader in loaders.values() for p in loader.problems]
    cell_problems = with_currencies(cell_problems, settings)
    cell_problems += [p for p in process_problems if isinstance(p, Problem)]
    cell_problems += list_problems + setting_problems
    sheet_problems = [p for p in process_problems if isinstance(p, SheetProblem)]
    sheet_problems += structure_problems(workbook, binding)
    sheet_problems += [
        p for found in blocks.values() for b in found if not b.bound.beside for p in block_problems(b)
    ]
    return book, (*tell_sheets(sheet_problems), *tell(cell_problems, tables, settings))


def _with_instalments(workbook: Workbook, binding: Binding) -> Binding:
    """The binding with the instalments that stand in columns beside their contract or order."""
    if not any(t.record.key in ("contracts", "orders") and t.unknown for t in binding.tables):
        return binding
    from sheetsales.book.beside import with_instalments

    return with_instalments(workbook, binding)


def _blocks(workbook: Workbook, binding: Binding) -> dict[str, list[BoundRows]]:
    blocks: dict[str, list[BoundRows]] = {}
    is_beside = False
    for bound in binding.tables:
        grid = workbook.grid(bound.sheet)
        if bound.beside is not None:
            is_beside = True
        elif grid is not None:
            blocks.setdefault(bound.record.key, []).append(read_block(grid, bound))
    if is_beside:
        from sheetsales.book.beside import add_blocks_beside

        add_blocks_beside(blocks, binding)
    return blocks


def _module_lists(blocks: Mapping[str, list[BoundRows]]) -> Iterator[str]:
    """The choice lists of what the workbook's modules hold."""
    for key in blocks:
        if module_of(key):
            yield from (column.choices for column in RECORDS[key].columns)
