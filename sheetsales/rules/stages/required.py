"""SS301: a column the stage requires is blank, in the deal's own row or in its customer's."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from decimal import Decimal
from functools import cached_property
from typing import Any

from sheetsales.book.book import Book
from sheetsales.book.parsing.cleaning import is_blank
from sheetsales.book.process import Stage
from sheetsales.book.table import BookTable, own_heading
from sheetsales.cells.values import CellValue
from sheetsales.dataclass import dataclass
from sheetsales.findings import Finding, RuleInfo, Severity
from sheetsales.rules.scene import Scene
from sheetsales.rules.stages import required_texts as texts
from sheetsales.rules.teller import A_HABIT, TOO_MANY, Said, Teller, teller_of
from sheetsales.texts import Text

REQUIRED_FIELD = RuleInfo(
    code="SS301",
    name="stage-field-blank",
    severity=Severity.ERROR,
    title=Text("阶段必填列为空", "Column the stage requires is blank"),
    why=Text(
        "每个阶段都写明了要填好哪些列，逐段累加；缺了，后面的报价、合同和预测都没有依据。",
        "Each stage names the columns that must be filled by then, one stage adding to the next; without them quotation, "
        "contract and forecast stand on nothing.",
    ),
    fix=Text(
        "补上这一列；条件其实没到的，把阶段改回去。要求不合适的，改流程阶段表的“必填列”。没有流程阶段表的工作簿按自带流程"
        "检查，只报提醒；一列大半都空着的，合成一条信息。",
        "Fill the column in; if the deal is not there yet, move the stage back. Where the requirement does not fit, change "
        "“Required columns” in Stages. A workbook without Stages of its own is checked by the packaged process and gets "
        "warnings only, and one note for a column that is mostly blank.",
    ),
    example=Text("商机 O-0091 标为成交，但合同编号为空。", "O-0091 is marked Won, but Contract no. is blank."),
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class _Field:
    key: str
    values: Sequence[Any]
    raw: Sequence[CellValue]

    def blank(self, row: int) -> bool:
        return self.values[row] is None and is_blank(self.raw[row])


def required_fields(scene: Scene) -> Iterator[Finding]:
    """Missing fields of the deals in sheet order, then those of their customers, each cell once."""
    yield from _of_deals(scene)
    yield from _of_customers(scene)


def _severity(book: Book) -> Severity:
    """A team that has not written its own stages has not agreed to ours: then it is a warning."""
    return Severity.WARNING if book.process.packaged else REQUIRED_FIELD.severity


def _fields(table: BookTable, stage: Stage) -> tuple[_Field, ...]:
    """The required columns of one record that the workbook has; those every row must fill, loading reports."""
    record = table.record
    return tuple(
        _field(table, f.column)
        for f in stage.required
        if f.record == record.key
        and table.has(f.column)
        and not (f.column in record.by_key and record.by_key[f.column].required)
        and not _serves_other_stages(table, stage, f.column)
    )


def _field(table: BookTable, key: str) -> _Field:
    """A column of ours as it was read; of the team's own, what is no blank."""
    values = table.get(key)
    if own_heading(key):
        return _Field(key, [None if is_blank(value) else value for value in values], values)
    return _Field(key, values, table.raw.get(key, values))


def _serves_other_stages(table: BookTable, stage: Stage, key: str) -> bool:
    """A ``Close Date`` that serves both days holds the expected one only while a deal is open."""
    if key != "expected_close" or not (stage.won or stage.lost):
        return False
    columns = (bound.by_key.get(key) for bound in table.bound)
    return any(column.split_by_stage for column in columns if column)


def _is_habit(book: Book, blanks: int, of: int) -> bool:
    if book.process.packaged and blanks >= A_HABIT and blanks * 2 >= of:
        return True
    return blanks > TOO_MANY


def _of_deals(scene: Scene) -> Iterator[Finding]:
    teller = teller_of(scene, "pipeline")
    stages = scene.book.process.by_code
    asked = {code: _fields(scene.deals, stage) for code, stage in stages.items()}
    blanks: dict[str, list[int]] = {}
    times: dict[str, int] = {}
    asking: dict[str, set[str | None]] = {}
    for code, fields in asked.items():
        reached = scene.stage_counts[code]
        for field in fields:
            asking.setdefault(field.key, set()).add(code)
            times[field.key] = times.get(field.key, 0) + reached
    codes = scene.deals.get("stage")
    for field in {field.key: field for fields in asked.values() for field in fields}.values():
        wanting = asking[field.key]
        rows = [row for row, value in enumerate(field.values) if value is None and codes[row] in wanting]
        if rows := [row for row in rows if field.blank(row)]:
            blanks[field.key] = rows
    habits = {key for key, rows in blanks.items() if _is_habit(scene.book, len(rows), times[key])}
    for key in sorted(habits):
        yield from _habit(teller, key, blanks[key], texts.DEALS_LACK)
    lacking = sorted((row, name) for name in blanks.keys() - habits for row in blanks[name])

    columns = _by_row(teller.table, lacking)

    def say(row: int, key: str) -> Said:
        message, hint = texts.deal_texts(scene, row, stages[codes[row]], key)
        keys = columns.get(row, ())
        together = (
            texts.deal_texts(scene, row, stages[codes[row]], *keys) if keys[1:] and key == keys[0] else None
        )
        return Said(key, message, hint, severity=_severity(scene.book), together=together)

    yield from teller.each(REQUIRED_FIELD, lacking, say)


def _by_row(table: BookTable, lacking: Sequence[tuple[int, str]]) -> Mapping[int, Sequence[str]]:
    """The blank columns of each row, as they stand in the sheet."""
    columns: dict[int, list[str]] = {}
    for row, key in lacking:
        if table.cell(row, key):
            columns.setdefault(row, []).append(key)
    for row, keys in columns.items():
        keys.sort(key=lambda key: at.column if (at := table.cell(row, key)) else 0)
    return columns


def _habit(teller: Teller, key: str, rows: Sequence[int], said: Text) -> Iterator[Finding]:
    """One finding for a column, at its first blank cell."""
    there = [row for row in rows if teller.table.cell(row, key)]
    if not there:
        return
    packaged = teller.scene.book.process.packaged
    at = teller.place(there[0], key)
    message, hint = texts.habit_texts(teller.table, key, len(rows), at, said, packaged=packaged)
    severity = Severity.INFO if packaged else None
    yield teller.as_one(REQUIRED_FIELD, there, Said(key, message, hint, severity=severity), at_stake=False)


@dataclass(slots=True)
class Waiting:
    """The deals that wait for one column of one customer: the largest of them, how many, and its amount."""

    deal: int
    count: int
    amount: Decimal | None


@dataclass(frozen=True)
class _Customers:
    """The customers of a scene and which of their columns deals wait for."""

    scene: Scene

    @property
    def teller(self) -> Teller:
        return teller_of(self.scene, "customers")

    @property
    def table(self) -> BookTable:
        return self.teller.table

    @cached_property
    def waiting(self) -> Mapping[str, Mapping[int, Waiting]]:
        """Column → customer row → the deals that wait for it."""
        deals, amounts = self.scene.deals, self.scene.amounts
        asked = {s.code: _fields(self.table, s) for s in self.scene.book.process.stages}
        rows = self.table.by_id
        blank: dict[str, frozenset[int]] = {}
        lacking = {code: _lacking(fields, blank) for code, fields in asked.items()}
        lacking = {code: keys for code, keys in lacking.items() if keys}
        waiting: dict[str, dict[int, Waiting]] = {}
        for deal, (code, customer) in enumerate(zip(deals.get("stage"), deals.get("customer"), strict=True)):
            if code not in lacking or (row := rows.get(customer)) is None:
                continue
            for key in lacking[code].get(row, ()):
                _wait(waiting.setdefault(key, {}), row, deal, amounts[deal])
        return waiting

    def finding(self, row: int, key: str, wait: Waiting, keys: Sequence[str]) -> Finding:
        """The finding on one column; the first of several, ``keys``, can speak for all of them."""
        owner = self.table.get("owner")[row] or self.scene.deals.get("owner")[wait.deal] or ""
        about = wait.deal, wait.count - 1, owner
        message, hint = texts.customer_texts(self.scene, self.table, row, [key], *about)
        first = keys[1:] and key == keys[0]
        together = texts.customer_texts(self.scene, self.table, row, keys, *about) if first else None
        said = Said(key, message, hint, owner, severity=_severity(self.scene.book), together=together)
        return self.teller.one(REQUIRED_FIELD, row, said)


def _lacking(fields: Sequence[_Field], blank: dict[str, frozenset[int]]) -> Mapping[int, Sequence[str]]:
    """Row → the fields that are blank in it, complete rows left out; ``blank`` keeps the rows of each field."""
    found: dict[int, list[str]] = {}
    for field in fields:
        if field.key not in blank:
            rows = (row for row, value in enumerate(field.values) if value is None)
            blank[field.key] = frozenset(row for row in rows if field.blank(row))
        for row in blank[field.key]:
            found.setdefault(row, []).append(field.key)
    return found


def _of_customers(scene: Scene) -> Iterator[Finding]:
    customers = _Customers(scene)
    blanks = customers.waiting
    habits = {key for key, rows in blanks.items() if _is_habit(scene.book, len(rows), len(customers.table))}
    for key in sorted(habits):
        yield from _habit(customers.teller, key, sorted(blanks[key]), texts.CUSTOMERS_LACK)
    lacking = sorted((row, name) for name in blanks.keys() - habits for row in blanks[name])
    columns = _by_row(customers.table, lacking)
    for row, key in lacking:
        if customers.table.cell(row, key):
            yield customers.finding(row, key, blanks[key][row], columns[row])


def _wait(waiting: dict[int, Waiting], row: int, deal: int, amount: Decimal | None) -> None:
    known = waiting.get(row)
    if known is None:
        waiting[row] = Waiting(deal, 1, amount)
        return
    known.count += 1
    if amount is not None and (known.amount is None or amount > known.amount):
        known.deal, known.amount = deal, amount
