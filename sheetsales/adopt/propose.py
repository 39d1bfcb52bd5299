"""Getting to know a workbook of the team's own: what is certain, and what has to be asked."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace
from decimal import Decimal

from sheetsales.adopt.answers import LEAVE, Answers, ColumnAnswer, SheetAnswer
from sheetsales.adopt.by_number import with_numbers
from sheetsales.adopt.invoice_logs import without_invoice_logs
from sheetsales.adopt.known import merged, remembered
from sheetsales.adopt.looked import behind
from sheetsales.adopt.near import columns_for
from sheetsales.adopt.piles import with_piles
from sheetsales.adopt.proposal import Option, Proposal, ProposedTable, Question
from sheetsales.adopt.repeated import without_repeated
from sheetsales.adopt.same import asked_once, named_after_people, read_alike
from sheetsales.adopt.shapes import shapes
from sheetsales.adopt.stakes import weighed
from sheetsales.adopt.turning import question
from sheetsales.adopt.values import best_preset, learn
from sheetsales.book.beside import WITH_INSTALMENTS, above
from sheetsales.book.wide_targets import periods_of
from sheetsales.cells.grid import Grid, Workbook
from sheetsales.errors import BadRequest
from sheetsales.schema.assign import assign
from sheetsales.schema.assignment import Assignment, OpenHeading
from sheetsales.schema.bind import language_of, own_tables
from sheetsales.schema.binding import BoundColumn, BoundTable, RefusedSheet, UnknownHeading
from sheetsales.schema.block import Block, Field
from sheetsales.schema.blocks import SEARCHED_ROWS, blocks, make_block, next_heading_row
from sheetsales.schema.bound_tables import readable
from sheetsales.schema.column import Kind
from sheetsales.schema.extent import extent
from sheetsales.schema.instalment_headings import Titled, instalments
from sheetsales.schema.record import Record
from sheetsales.schema.refusal import refuse_if_nothing
from sheetsales.schema.shown_units import column_factor
from sheetsales.schema.survey import Surveyed, survey
from sheetsales.schema.title_rows import heading_cells
from sheetsales.schema.turned import turned_record
from sheetsales.schema.workbook import RECORDS
from sheetsales.speech.lists import listed
from sheetsales.texts import Text

_WHY: Mapping[str, Text] = {
    "unknown": Text("没见过这个列名", "the heading is not known"),
    "ambiguous": Text("可能是两列中的任一列", "it could be either of two columns"),
    "unsure": Text("只凭列名定不了", "the heading alone does not tell"),
    "values": Text("下面的值对不上", "the values below do not fit"),
    "unit": Text("单位或数值口径不清楚", "its unit or scale is not clear"),
    "doubled": Text("同名的列不止一个", "the heading stands there more than once"),
}
_SHOWN = 12
_NO_HEADING = Text(
    "对应文件的 {place} 写了“{headings}”，工作表“{sheet}”没有这样的列名。它有：{there}。请照原样写。",
    "{place} in the map file names {headings}, which the sheet '{sheet}' does not have among its headings: {there}. Write "
    "them as they stand there.",
)
_NO_VALUE = Text(
    "对应文件的 {place} 写了“{label}”，这一列里没有这个值。有：{there}。请照原样写。",
    "{place} in the map file names '{label}', which stands nowhere in that column. There are: {there}. Write it as it stands "
    "there.",
)
_NO_VALUES = Text(
    "对应文件的 {place} 写了“{label}”，可是没有哪一列对应到它。请先在 columns 里指明是哪一列。",
    "{place} in the map file names '{label}', but no heading is bound to that column. Say under columns which heading it is.",
)
_MOST_SPELLED = 80
"""Of an export with more headings that nobody knows, no further ones are compared letter by letter: that takes long."""
ROWS = 4
"""A sheet with fewer rows may be one prepared for later: it is read once it is filled."""
_WHICH_RECORD = Text("内容像几种记录，分不清是哪种", "its headings fit more than one kind of record")
_LITTLE_SAYS_SO = Text("列名像，但没有别的能说明", "its headings fit, and nothing else says so")
_PACKAGED = Text(
    "工作簿里没有流程阶段、人员、参数表：阶段规则按自带流程（{preset}）算，人员和参数用默认值。",
    "The workbook has no Stages, Team or Settings sheet: the packaged process ({preset}) and default settings stand in.",
)


def propose(workbook: Workbook, answers: Answers | None = None) -> Proposal:
    """How the workbook would be read. What an earlier adoption kept counts as answered; ``answers`` come over it.

    Raises ``NothingToDo`` where no sheet holds anything to read, naming what the sheets hold instead, and
    ``BadRequest`` where an answer names a sheet or heading that is not there.
    """
    before = remembered(workbook)
    given = merged(before, answers or Answers())
    apart = {sheet for sheet, said in (answers or Answers()).sheets.items() if said.record} | before.apart
    own = own_tables(workbook)
    _check_sheets(workbook, given)
    taken = {t.sheet for t in own}
    drafts = [_Draft(g, given.sheet(g.name)) for g in readable(workbook) if g.name not in taken]
    proposal = _together(workbook, own, drafts, replace(given, apart=frozenset(apart)))
    is_open = proposal.turned or any(q.is_of_sheet for q in proposal.questions)
    if not proposal.tables and not is_open:
        refuse_if_nothing(workbook, own, proposal.refused, proposal.strangers)
    return proposal


def _together(
    workbook: Workbook, own: tuple[BoundTable, ...], drafts: list[_Draft], given: Answers
) -> Proposal:
    tables = tuple(t for draft in drafts for t in draft.tables)
    tables = named_after_people(read_alike(tables), _team(workbook, own))
    known = [*own, *(_as_bound(t) for t in tables)]
    tables = with_numbers(tables, known, workbook, lambda sheet: given.sheet(sheet).columns)
    once = without_invoice_logs(tables, own, lambda sheet: bool(given.sheet(sheet).record))
    tables = once.tables
    kept = without_repeated(tables, own, workbook, given.apart, _as_bound)
    tables = tuple(_with_periods(table) for table in kept.tables)
    own_stages = any(t.record.key == "stages" for t in own) or any(t.record.key == "stages" for t in tables)
    preset = given.preset or best_preset(tables)
    _check_values(tables, given, own_stages=own_stages)
    learnt = learn(tables, preset, given.values, own_stages=own_stages)
    bound = [*own, *(_as_bound(t) for t in tables)]
    asked = asked_once([q for draft in drafts for q in draft.questions], tables)
    return Proposal(
        tables,
        language_of(bound, workbook),
        own,
        learnt.values,
        learnt.labels,
        weighed((*kept.questions, *asked, *learnt.questions), tables, workbook, preset),
        (
            *(RefusedSheet(d.grid.name, d.refused) for d in drafts if d.refused),
            *once.refused,
            *kept.refused,
        ),
        {d.grid.name: d.stranger for d in drafts if d.stranger},
        tuple(d.grid.name for d in drafts if d.answer.record == LEAVE),
        tuple(d.grid.name for d in drafts if d.unread),
        preset,
        tuple(d.grid.name for d in drafts if not d.tables and d.grid.row_count >= ROWS),
        () if own_stages or not tables else (_PACKAGED.fill(preset=preset),),
        tuple(sheet for sheet in dict.fromkeys(t.sheet for t in tables) if sheet in given.apart),
        {d.grid.name: behind(d.grid, workbook) for d in drafts if d.refused == "pivot"},
        {d.grid.name: d.answer.record for d in drafts if d.turned},
    )


def _team(workbook: Workbook, own: Iterable[BoundTable]) -> Iterator[str]:
    """The names on a Team sheet of ours."""
    for table in own:
        grid, name = workbook.grid(table.sheet), table.by_key.get("name")
        if table.record.key == "team" and grid is not None and name is not None:
            values = (
                grid.value(row, name.sheet_column) for row in range(table.first_row, table.last_row + 1)
            )
            yield from (value for value in values if isinstance(value, str))


def _with_periods(table: ProposedTable) -> ProposedTable:
    if table.record.key != "targets":
        return table
    unknown = tuple(UnknownHeading(o.field.text, o.field.sheet_column) for o in table.assigned.open)
    return replace(table, periods=periods_of(replace(_as_bound(table), unknown=unknown), table.block.grid))


def _as_bound(table: ProposedTable) -> BoundTable:
    block = table.block
    rows = (block.first_row, block.last_row)
    return BoundTable(
        table.record,
        table.sheet,
        block.table,
        block.heading_row,
        *rows,
        table.assigned.bound,
        constants=table.constants,
    )


def _check_sheets(workbook: Workbook, given: Answers) -> None:
    for name in given.sheets:
        if workbook.grid(name) is None:
            raise BadRequest(
                Text(
                    f"对应文件里的工作表“{name}”在工作簿里没有。请核对名称。",
                    f"The map file names a sheet '{name}' that the workbook does not have. Check its name.",
                )
            )


def _check_values(tables: Iterable[ProposedTable], given: Answers, *, own_stages: bool) -> None:
    """Raises ``BadRequest`` where a map file answers for a value that stands nowhere under its column."""
    there: dict[str, dict[str, None]] = {}
    for table in tables if given.asked else ():
        for bound in table.assigned.bound:
            texts = (str(v).strip() for v in table.block.values(bound.sheet_column) if v is not None)
            place = f"{table.record.key}.{bound.column.key}"
            there.setdefault(place, {}).update(dict.fromkeys(filter(None, texts)))
    for place, label in sorted(given.asked):
        if label not in there.get(place, ()) and not (own_stages and place == "pipeline.stage"):
            known = there.get(place)
            said = listed(known, most=_SHOWN) if known else Text("—", "—")
            text = _NO_VALUE if known else _NO_VALUES
            raise BadRequest(text.fill(place=f"values.{place}", label=label, there=said))


class _Draft:
    """One sheet on its way: its tables, and what is to be asked about it."""

    def __init__(self, grid: Grid, answer: SheetAnswer) -> None:
        self.grid = grid
        self.answer = answer
        self.tables: list[ProposedTable] = []
        self.questions: list[Question] = []
        self.refused = ""
        self.stranger = ""
        self.turned = False
        if answer.record == LEAVE:
            return
        if answer.record and answer.heading_row is None and survey(grid, modules=True).refused == "cards":
            self.turned = True
        elif answer.record:
            self._add(RECORDS[answer.record], self._answered_block())
        else:
            self._survey()
        self._check_headings()

    def _check_headings(self) -> None:
        """Raises ``BadRequest`` where an answer names a heading that no table of the sheet has."""
        there = [_plain(text) for table in self.tables for _, text in table.block.headings]
        missing = sorted(heading for heading in self.answer.asked if _plain(heading) not in there)
        if missing:
            listed_there = listed(dict.fromkeys(there), most=_SHOWN) if there else Text("—", "—")
            raise BadRequest(
                _NO_HEADING.fill(
                    sheet=self.grid.name,
                    headings=listed(missing),
                    place=f'sheets."{self.grid.name}".columns',
                    there=listed_there,
                )
            )

    @property
    def unread(self) -> bool:
        """Whether nothing at all was recognised on the sheet."""
        return not (self.tables or self.questions or self.refused or self.stranger or self.answer.record)

    def _survey(self) -> None:
        seen = survey(self.grid, modules=True)
        self.refused = seen.refused
        if seen.refused == "cards":
            record = turned_record(self.grid)
            self.questions += [question(self.grid, record)] if record is not None else []
        for found in seen.blocks:
            record = found.record or found.module
            if record is not None:
                self._add(record, found.block)
            elif found.stranger:
                self.stranger = found.stranger
            elif found.candidates:
                self.questions.append(_which_record(found))

    def _answered_block(self) -> Block:
        if self.answer.heading_row is not None:
            row = self.answer.heading_row
            cells = heading_cells(self.grid, row) if self.grid.first_row <= row <= self.grid.last_row else []
            if cells:
                return make_block(
                    self.grid, row, self.grid.first_row, next_heading_row(self.grid, row) - 1, cells
                )
        named = _row_of(self.grid, self.answer.asked) if self.answer.heading_row is None else None
        if named is not None:
            cells = heading_cells(self.grid, named)
            return make_block(
                self.grid, named, self.grid.first_row, next_heading_row(self.grid, named) - 1, cells
            )
        seen = [s.block for s in survey(self.grid).blocks] or list(blocks(self.grid, least=1))
        if self.answer.heading_row is not None or not seen:
            raise BadRequest(
                Text(
                    f"工作表“{self.grid.name}”里找不到列名所在的行。请在对应文件里写对 heading_row。",
                    f"No row with headings was found on sheet '{self.grid.name}'. Give the right heading_row in the map file.",
                )
            )
        return seen[0]

    def _add(self, record: Record, block: Block) -> None:
        answered = _answered(record, block, self.answer.columns)
        spoken_for = {b.sheet_column for b in answered.bound} | {o.field.sheet_column for o in answered.open}
        paid = _instalments(record, block, spoken_for)
        rest = tuple((c, t) for c, t in block.headings if c not in spoken_for and c not in paid)
        found = assign(record, replace(block, headings=rest), answered.bound, by_meaning=True)
        bound = tuple(sorted((*answered.bound, *found.bound), key=lambda b: b.sheet_column))
        left = tuple(o.field.text for o in answered.open)
        open_ = tuple(o for o in found.open if o.field.text not in self.answer.columns)
        piled = with_piles(record, block, replace(found, bound=bound, open=open_))
        bound = piled.bound
        beside = tuple(OpenHeading(f, "unknown") for f in block.fields if f.sheet_column in paid)
        whole = replace(piled, open=(*answered.open, *piled.open, *beside))
        rows = _count_rows(block, bound)
        self.tables.append(ProposedTable(record, block, whole, rows, left, instalments=paid))
        self._ask(record, piled.open, [b.column.key for b in bound])

    def _ask(self, record: Record, headings: Iterable[OpenHeading], taken: list[str]) -> None:
        for n, heading in enumerate(headings):
            spelled = n < _MOST_SPELLED
            columns = columns_for(record, heading, taken, spelled=spelled) if heading.why in _WHY else ()
            if columns:
                options = tuple(Option(c, record.by_key[c].title) for c in columns)
                self.questions.append(
                    Question(
                        "column",
                        self.grid.name,
                        heading.field.text,
                        _WHY[heading.why],
                        options,
                        shapes(heading.field.sample),
                    )
                )


def _instalments(record: Record, block: Block, spoken_for: set[int]) -> Mapping[int, str]:
    """The columns of instalments that stand side by side, each with what the instalment is called."""
    if record.key not in WITH_INSTALMENTS:
        return {}
    free = [
        Titled(column, text, above(block.grid, block.heading_row, column))
        for column, text in block.headings
        if column not in spoken_for
    ]
    return {h.column: one.name for one in instalments(free) for h in one.columns.values()}


def _plain(heading: str) -> str:
    """A heading on one line."""
    return " ".join(heading.split())


def _row_of(grid: Grid, headings: frozenset[str]) -> int | None:
    """The row with most of the headings that were named, the first of two alike; None where no row has any."""
    wanted = {_plain(heading) for heading in headings}
    rows = range(grid.first_row, min(grid.first_row + SEARCHED_ROWS, grid.last_row + 1)) if wanted else ()
    counts = {row: len(wanted & {_plain(text) for _, text in heading_cells(grid, row)}) for row in rows}
    best = max(counts, key=lambda row: (counts[row], -row), default=None)
    return best if best is not None and counts[best] else None


def _answered(record: Record, block: Block, answers: Mapping[str, ColumnAnswer]) -> Assignment:
    """What the user said about headings of this block; one that is left alone comes back as open."""
    by_text: dict[str, Field] = {}
    for field in block.fields:
        by_text.setdefault(_plain(field.text), field)
    bound: list[BoundColumn] = []
    left: list[OpenHeading] = []
    for heading, answer in answers.items():
        at = by_text.get(_plain(heading))
        if at is None:
            continue  # another block of the same sheet may have it
        if answer.column == LEAVE or answer.column not in record.by_key:
            left.append(OpenHeading(at, "left"))
        elif all(b.column.key != answer.column for b in bound):
            column = record.by_key[answer.column]
            factor = answer.factor if answer.factor is not None else _factor(block, at, answer.column, record)
            bound.append(BoundColumn(column, at.sheet_column, at.text, factor))
    return Assignment(tuple(bound), tuple(left))


def _factor(block: Block, field: Field, key: str, record: Record) -> Decimal:
    """As the heading says; what stands above the table counts for its money alone."""
    column = record.by_key[key]
    above = block.unit if column.kind is Kind.MONEY else ""
    return column_factor(
        column, field.heading.unit or above, block.grid, field.sheet_column, block.rows
    ) or Decimal(1)


def _count_rows(block: Block, bound: tuple[BoundColumn, ...]) -> int:
    """Rows with anything in a bound column."""
    found: tuple[tuple[int, int], ...] = ((block.first_row, block.last_row),)
    if block.table is None:
        found = extent(block.grid, block.headings, block.first_row, block.last_row).parts
    columns = [block.values(b.sheet_column) for b in bound]
    count = 0
    for first, last in found:
        rows = zip(*(c[first - block.first_row : last - block.first_row + 1] for c in columns), strict=True)
        count += sum(1 for row in rows if any(value is not None for value in row))
    return count


def _which_record(found: Surveyed) -> Question:
    options = tuple(Option(r.key, r.title) for r in found.candidates[:2])
    why = _WHICH_RECORD if len(options) > 1 else _LITTLE_SAYS_SO
    return Question("sheet", found.block.grid.name, found.block.grid.name, why, options)
