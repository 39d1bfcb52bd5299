"""``sheets``: what a workbook has of ours, and sheets added to it."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Sequence
from dataclasses import replace
from pathlib import Path
from typing import cast

from sheetsales.backends.base import Applied
from sheetsales.book.book import Book
from sheetsales.book.load import load
from sheetsales.cells.edits import AddSheet, EditPlan, SetCell
from sheetsales.cells.grid import Workbook
from sheetsales.dataclass import dataclass
from sheetsales.pages.laid_out import pages_there
from sheetsales.process.new_ledger_rows import NewRows
from sheetsales.process.written_names import Names
from sheetsales.schema.bind import bind, language_of
from sheetsales.schema.binding import Binding
from sheetsales.schema.bound_tables import readable
from sheetsales.schema.defaults import Preset
from sheetsales.schema.shown_sheets import shown_sheet
from sheetsales.schema.survey import survey
from sheetsales.schema.workbook import RECORDS
from sheetsales.speech.lists import listed
from sheetsales.template.adding.asked import core, wanted_records, widening
from sheetsales.template.adding.home_shown import shown_links
from sheetsales.template.adding.own_stages import Chance
from sheetsales.template.adding.plan import Addition, addition
from sheetsales.template.adding.standing import Standing, standings
from sheetsales.template.labels import Rows
from sheetsales.texts import Lang, Text
from sheetsales.workflow.live import newest_state
from sheetsales.workflow.opening import Opened, loaded
from sheetsales.workflow.showing import shown_keys, shown_sheets
from sheetsales.workflow.writing import write_plan


@dataclass(frozen=True)
class Added:
    """What was added, or would be, to a workbook of that language."""

    lang: Lang
    addition: Addition
    applied: Applied


def sheets_of(path: Path) -> tuple[Lang, tuple[Standing, ...], tuple[str, ...]]:
    """How the workbook stands to every sheet of ours, those of modules last, and which sheets it has that only show, by
    key; writes nothing."""
    from sheetsales.schema.modules import MODULES

    workbook, binding = _bound(path)
    records = (*core(), *(RECORDS[sheet.key] for module in MODULES for sheet in module.sheets))
    found = standings(records, binding, _alike(workbook, binding))
    return _language(workbook, binding), found, tuple(pages_there(workbook))


def add_sheets(
    path: Path,
    names: Sequence[str],
    only: Iterable[str] = (),
    who: Sequence[str] = (),
    *,
    today: dt.date,
    dry_run: bool = False,
    since: dt.date | None = None,
) -> Added:
    """Add the sheets of these modules, or single ones, and the columns that ours have got since; once more adds nothing.

    ``who`` are the people, by name or id or ``all``, whose weekly sheets are asked for. With ``since``, Contracts, Orders
    and Receipts get the rows of deals won from that day on. Raises ``BadRequest`` for a name nobody knows or a sheet that
    does not belong in this workbook.
    """
    only = tuple(only)
    shown = [sheet for name in names if (sheet := shown_sheet(name))]
    wanted = wanted_records([name for name in names if shown_sheet(name) is None], only)
    workbook, binding = _bound(path)
    lang = _language(workbook, binding)
    rows = _rows_since(path, workbook, today, since) if since is not None else None
    made = addition(
        workbook,
        binding,
        wanted,
        lang=lang,
        currency=currency_of(workbook, binding, lang, today),
        preset=cast("Preset", binding.preset),
        alike=_alike(workbook, binding),
        named={record.key for record in wanted} if only else (),
        widening=widening(names, wanted) if only else (),
        chances=_chances(workbook, binding, today) if RECORDS["stages"] in wanted else {},
        first=rows.shown if rows is not None else None,
        today=today,
    )
    if only:
        made = _with_own_columns(made, path, workbook, binding, widening(names, wanted), today)
    if rows is not None:
        made = rows.joined(made)
    if shown:
        opened = loaded(path, workbook, today=today)
        keys = [key for sheet in shown for key in shown_keys(opened.book, sheet.key, who, today)]
        made = _with_shown(made, opened, keys, today)
    return Added(lang, made, write_plan(path, made.plan, dry_run=dry_run))


_OWN = Text(
    "“{sheet}”是团队自己的表，右边加了 {n} 列：{columns}。以后由 sheetsales check --fix 更新。",
    "“{sheet}” is the team's own; {n:column was|columns were} added at its right: {columns}. sheetsales check --fix keeps them up "
    "to date.",
)


def _with_own_columns(
    made: Addition, path: Path, workbook: Workbook, binding: Binding, modules: Sequence[str], today: dt.date
) -> Addition:
    """The same with the columns that modules add to sheets the team keeps itself, filled with what is known."""
    theirs = [s.record for s in made.standings if s.state == "theirs" and s.record.module_columns]
    if not theirs or not modules:
        return made
    from sheetsales.checking.fixes.customers import purchase_figures
    from sheetsales.template.adding.own_columns import own_columns, placed, remembered

    lang, currency = binding.language, currency_of(workbook, binding, binding.language, today)
    added = [one for r in theirs for one in own_columns(workbook, binding, r, modules, lang, currency)]
    if not added:
        return made
    edits = [*made.plan.edits, *remembered(workbook, added, lang, currency)]
    book = loaded(path, workbook, today=today).book
    table = book.table("customers")
    known_now = purchase_figures(book, today) if book.since is None else ()
    figures = {table.row_cell(row): known for row, known in known_now}
    told = []
    for one in added:
        mine = {at.row: known for at, known in figures.items() if at.sheet == one.table.sheet}
        edits += [*one.edits, *(SetCell(at, value, None) for at, value in placed(one, mine))]
        columns = listed(c.title for c in one.columns)
        told.append(_OWN.fill(sheet=one.table.sheet, n=len(one.columns), columns=columns))
    wider = {**made.columns, **{one.table.record.key: one.columns for one in added}}
    plan = EditPlan(tuple(edits), made.plan.book or workbook.sha256 or None)
    return replace(made, plan=plan, columns=wider, notices=(*made.notices, *told))


_ROWS = Text("{sheet} {n} 行", "{n:row|rows} in {sheet}")
_SINCE = Text("{since} 起成交的商机补了 {rows}。", "Deals won since {since} have their rows: {rows}.")
_NONE_SINCE = Text(
    "{since} 起没有可补行的商机：要已成交，写了合同编号和金额，合同还没登记。",
    "No deal won since {since} needs rows: it must name its contract number and amount, and the contract be not on file.",
)


@dataclass(frozen=True)
class _Since:
    """The rows of deals won since a day, by record, as new sheets and those that are there take them."""

    book: Book
    since: dt.date
    rows: NewRows

    @property
    def shown(self) -> Rows:
        """The rows for new sheets, people by their names."""
        names = {key: Names(self.book, "pipeline", "owner") for key in self.rows}
        return {
            key: [
                {c: names[key].of(v) if c == "owner" and v else v for c, v in row.items() if v is not None}
                for row in rows
            ]
            for key, rows in self.rows.items()
            if rows
        }

    def joined(self, made: Addition) -> Addition:
        """The addition with the rows for sheets that are there, and a word on how many."""
        from sheetsales.checking.fixes.fill import added

        edits = list(made.plan.edits)
        told = []
        for key, rows in self.rows.items():
            there = self.book.has(key)
            if rows and (there or key in made.sheets):
                title = self.book.table(key).bound[-1].sheet if there else made.sheets[key]
                told.append(_ROWS.fill(sheet=title, n=len(rows)))
                edits += added(self.book, key, rows).edits if there else ()
        said = (
            _SINCE.fill(since=self.since, rows=listed(told)) if told else _NONE_SINCE.fill(since=self.since)
        )
        return replace(made, plan=EditPlan(tuple(edits), made.plan.book), notices=(*made.notices, said))


def _rows_since(path: Path, workbook: Workbook, today: dt.date, since: dt.date) -> _Since:
    from sheetsales.process.new_ledger_rows import rows_since

    book = loaded(path, workbook, today=today).book
    return _Since(book, since, rows_since(book, since))


def _with_shown(made: Addition, opened: Opened, keys: Sequence[str], today: dt.date) -> Addition:
    """The same with sheets that only show what the workbook holds."""
    found = shown_sheets(opened, keys, today=today)
    there = [at.sheet for at in pages_there(opened.workbook).values()]
    new = [edit.name for edit in found.edits if isinstance(edit, AddSheet)]
    links = shown_links(opened.workbook, opened.book.lang, [*there, *new], (*opened.taken, *made.plan.edits))
    edits = (*opened.taken, *made.plan.edits, *found.edits, *links)
    sheets = {**made.sheets, **{title: title for title in found.added}}
    plan = EditPlan(edits, opened.source.sha256 or None)
    return replace(made, sheets=sheets, renewed=found.renewed, plan=plan)


def _bound(path: Path) -> tuple[Workbook, Binding]:
    workbook, _ = newest_state(path)
    return workbook, bind(workbook)


def _language(workbook: Workbook, binding: Binding) -> Lang:
    """The language new sheets are written in: that of what is bound, else of the sheets' names and headings."""
    if binding.tables:
        return binding.language
    texts = [str(v) for grid in workbook.grids for column in grid.columns for v in column[:3] if v]
    chinese = any("\u3400" <= ch <= "\u9fff" for text in texts for ch in text)
    return "zh" if chinese else language_of((), workbook)


def currency_of(workbook: Workbook, binding: Binding, lang: Lang, today: dt.date) -> str:
    """The workbook's currency where its Settings say one; for a Chinese workbook without any, the yuan."""
    if binding.of("settings"):
        book, _ = load(workbook, binding, today=today)
        return book.settings.text("currency")
    return "CNY" if lang == "zh" else ""


def _chances(workbook: Workbook, binding: Binding, today: dt.date) -> dict[str, Chance]:
    """The chance of winning from each stage by the team's own deals; nothing where no log says which way they came."""
    if not binding.of("pipeline") or not binding.of("stage_log"):
        return {}
    from sheetsales.indicators.facts import gather
    from sheetsales.indicators.forecast import win_chances

    book, _ = load(workbook, binding, today=today)
    found = win_chances(gather(book, today))
    return {code: Chance(chance.value, chance.ended) for code, chance in found.items()}


def _alike(workbook: Workbook, binding: Binding) -> dict[str, str]:
    """Sheets that look like one of ours and that nobody bound, by record."""
    bound = {table.sheet for table in binding.tables}
    found: dict[str, str] = {}
    for grid in readable(workbook):
        if grid.name not in bound:
            for seen in survey(grid, modules=True).blocks:
                record = seen.record or seen.module
                if record is not None:
                    found.setdefault(record.key, grid.name)
    return found
