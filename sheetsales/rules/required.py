"""SS301: a column the stage requires is blank, in the deal's own row or in its customer's."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from sheetsales.book.process import Process, Stage
from sheetsales.book.table import BookTable
from sheetsales.cells.values import CellValue
from sheetsales.findings import Finding, RuleInfo, Severity
from sheetsales.rules.deal_finding import deal_finding
from sheetsales.rules.scene import Scene
from sheetsales.rules.words import ask, customer, deal, heading, record_id, stage_name
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
        "补上这一列；条件其实没到的，把阶段改回去。要求不合适的，改流程阶段表的“必填列”。用自带流程的工作簿按提醒报。",
        "Fill the column in; if the deal is not there yet, move the stage back. Where the requirement does not fit, change "
        "“Required columns” in Stages. A workbook without Stages of its own gets a warning instead.",
    ),
    example=Text("商机 O-0091 标为成交，但合同编号为空。", "O-0091 is marked Won, but Contract no. is blank."),
)  # fmt: skip

_OWN = Text("{deal}标为{stage}，但{column}为空。", "{deal} is marked {stage}, but {column} is blank.")
_IN_STAGE = Text("{deal}已到{stage}阶段，但{column}为空。", "{deal} is in {stage}, but {column} is blank.")
_CUSTOMER = Text(
    "{customer}的{column}为空，{deal}在{stage}阶段要用{more}。",
    "{customer} has no {column}; {deal} needs it in {stage}{more}.",
)
_FILL = Text("{ask}补上{column}。", "{ask} fill in {column}.")
_FILL_OR_BACK = Text(
    "{ask}补上{column}；还没做到的，把阶段改回{back}。",
    "{ask} fill in {column}; if the deal is not there yet, move it back to {back}.",
)
_FILL_OR_UNSIGNED = Text(
    "{ask}补上{column}；还没签字的，改回{back}，按误填更正。",
    "{ask} fill in {column}; if nothing is signed yet, move it back to {back} and correct it as an entry error.",
)

_SIGNED = frozenset({"closed_on", "contract_no"})
"""What only a signed deal has."""


@dataclass(frozen=True, slots=True)
class _Field:
    key: str
    values: Sequence[Any]
    raw: Sequence[CellValue]

    def blank(self, row: int) -> bool:
        return self.values[row] is None and is_blank(self.raw[row])


def is_blank(raw: CellValue) -> bool:
    """Whether a cell holds nothing at all; what could not be read is another finding."""
    return raw is None or (isinstance(raw, str) and not raw.strip())


def required_fields(scene: Scene) -> Iterator[Finding]:
    """Missing fields of the deals in sheet order, then those of their customers, each cell once."""
    yield from _of_deals(scene)
    yield from _of_customers(scene)


def _of_deals(scene: Scene) -> Iterator[Finding]:
    stages = scene.book.process.by_code
    asked = {code: _fields(scene.deals, stage, "pipeline") for code, stage in stages.items()}
    severity = _severity(scene)
    for row, code in enumerate(scene.deals.get("stage")):
        for field in asked.get(code, ()):
            if field.values[row] is None and field.blank(row):
                message, hint = _deal_texts(scene, row, stages[code], field.key)
                yield from deal_finding(
                    scene, REQUIRED_FIELD, row, field.key, message, hint, severity=severity
                )


def _severity(scene: Scene) -> Severity:
    """A team that has not written its own stages has not agreed to ours: then it is a warning."""
    return Severity.WARNING if scene.book.process.packaged else REQUIRED_FIELD.severity


def _fields(table: BookTable, stage: Stage, record: str) -> tuple[_Field, ...]:
    """The required columns of one record that the workbook has; those every row must fill, loading reports."""
    schema = table.record.by_key
    keys = (
        f.column
        for f in stage.required
        if f.record == record and table.has(f.column) and not schema[f.column].required
    )
    return tuple(
        _Field(key, table.get(key), table.raw.get(key, table.get(key)))
        for key in keys
        if not _serves_other_stages(table, stage, key)
    )


def _serves_other_stages(table: BookTable, stage: Stage, key: str) -> bool:
    """A ``Close Date`` that serves both days holds the expected one only while a deal is open."""
    if not any((column := bound.by_key.get(key)) and column.split_by_stage for bound in table.bound):
        return False
    return key == "expected_close" and (stage.won or stage.lost)


def _deal_texts(scene: Scene, row: int, stage: Stage, key: str) -> tuple[Text, Text]:
    column = heading(scene.deals, key, row)
    said = _IN_STAGE if stage.open else _OWN
    message = said.fill(deal=deal(scene, row), stage=stage_name(stage), column=column)
    owner = ask(scene.book, scene.deals.get("owner")[row])
    back = _stage_before(scene.book.process, stage)
    advice = _advice(stage, key)
    if back is None or advice is _FILL:
        return message, _FILL.fill(ask=owner, column=column)
    return message, advice.fill(ask=owner, column=column, back=stage_name(back))


def _advice(stage: Stage, key: str) -> Text:
    if stage.open:
        return _FILL_OR_BACK
    return _FILL_OR_UNSIGNED if stage.kind == "won" and key in _SIGNED else _FILL


def _stage_before(process: Process, stage: Stage) -> Stage | None:
    before = [s for s in process.stages if s.open and s.order < stage.order]
    return max(before, key=lambda s: s.order) if before else None


@dataclass(slots=True)
class _Waiting:
    """The deals that wait for one column of one customer: the largest of them, how many, and their amount."""

    deal: int
    count: int
    amount: Decimal | None


def _of_customers(scene: Scene) -> Iterator[Finding]:
    book = scene.book
    customers = book.table("customers")
    waiting = _waiting(scene, customers)
    severity = _severity(scene)
    for (row, key), wait in waiting.items():
        at = customers.cell(row, key)
        if at is None:
            continue
        owner = customers.get("owner")[row] or scene.deals.get("owner")[wait.deal] or ""
        message, hint = _customer_texts(scene, row, key, wait, owner)
        yield Finding(
            REQUIRED_FIELD.code, severity, message, hint, at, "customers", record_id(customers, row), key,
            customers.raw.get(key, customers.get(key))[row], owner, wait.amount,
        )  # fmt: skip


def _waiting(scene: Scene, customers: BookTable) -> dict[tuple[int, str], _Waiting]:
    asked = {s.code: _fields(customers, s, "customers") for s in scene.book.process.stages}
    rows = customers.by_id
    amounts = scene.amounts
    complete: set[tuple[str, str]] = set()
    waiting: dict[tuple[int, str], _Waiting] = {}
    for deal_row, pair in enumerate(zip(scene.deals.get("stage"), scene.deals.get("customer"), strict=True)):
        if pair in complete or (row := rows.get(pair[1])) is None:
            continue
        missing = [field.key for field in asked.get(pair[0], ()) if field.blank(row)]
        if not missing:
            complete.add(pair)
        for key in missing:
            _wait(waiting, (row, key), deal_row, amounts[deal_row])
    return waiting


def _wait(
    waiting: dict[tuple[int, str], _Waiting], cell: tuple[int, str], deal_row: int, amount: Decimal | None
) -> None:
    known = waiting.get(cell)
    if known is None:
        waiting[cell] = _Waiting(deal_row, 1, amount)
        return
    known.count += 1
    if amount is not None and (known.amount is None or amount > known.amount):
        known.deal, known.amount = deal_row, amount


def _customer_texts(scene: Scene, row: int, key: str, wait: _Waiting, owner: str) -> tuple[Text, Text]:
    customers = scene.book.table("customers")
    column = heading(customers, key, row)
    stage = scene.book.process.by_code[scene.deals.get("stage")[wait.deal]]
    others = wait.count - 1
    more = Text(f"（另有 {others} 单也要用）", f" (and {others} more)") if others else Text("", "")
    message = _CUSTOMER.fill(
        customer=customer(scene.book, row),
        column=column,
        deal=deal(scene, wait.deal),
        stage=stage_name(stage),
        more=more,
    )
    return message, _FILL.fill(ask=ask(scene.book, owner), column=column)
