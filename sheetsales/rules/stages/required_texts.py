"""How SS301 speaks: of a deal's own column, of its customer's, and of a column that is blank as a habit."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from sheetsales.book.process import Process, Stage
from sheetsales.book.table import BookTable
from sheetsales.book.telling import column_title
from sheetsales.cells.address import CellRef
from sheetsales.rules.scene import Scene
from sheetsales.rules.words import ask, customer, deal, stage_name
from sheetsales.speech.lists import AND, listed
from sheetsales.texts import NO_TEXT, Text

DEALS_LACK: Final = Text(
    "有 {count} 单到了要填“{column}”的阶段，这一列却空着，第一处在 {cell}。",
    "{count} deals have reached a stage that asks for {column}, but it is blank; the first is {cell}.",
)
CUSTOMERS_LACK: Final = Text(
    "有 {count} 家客户的“{column}”空着，而他们的商机已到要用它的阶段，第一处在 {cell}。",
    "{count} customers have no {column} although a deal of theirs needs it; the first is {cell}.",
)

_MARKED = Text(
    "{deal}标为{stage}，但{column}为空。", "{deal} is marked {stage}, but {column} {n:?is|are} blank."
)
_REACHED = Text(
    "{deal}已到{stage}阶段，但{column}为空。", "{deal} is in {stage}, but {column} {n:?is|are} blank."
)
_CUSTOMER = Text(
    "{customer}的{column}为空，{deal}在{stage}阶段要用{more}。",
    "{customer} has no {column}; {deal} needs {n:?it|them} in {stage}{more}.",
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
_HABIT_PACKAGED = Text(
    "这是自带流程的要求；用不着这一列的可以不管，用得着的从金额大的单补起。",
    "The packaged process asks for it; ignore this if you do without the column, else fill in the largest deals first.",
)
_HABIT_OWN = Text(
    "请从金额大的单补起；用不着这一列的，从流程阶段表的“必填列”里去掉。",
    "Fill in the largest deals first; if you do without the column, take it out of Required columns in Stages.",
)

_SIGNED: Final = frozenset({"closed_on", "contract_no"})
"""What only a signed deal has."""


def deal_texts(scene: Scene, row: int, stage: Stage, *keys: str) -> tuple[Text, Text]:
    """What is wrong and what to do where columns of a deal's own are blank."""
    column = listed([column_title(scene.deals, key, row) for key in keys], last=AND)
    said = _REACHED if stage.open else _MARKED
    message = said.fill(deal=deal(scene, row), stage=stage_name(stage), column=column, n=len(keys))
    owner = ask(scene.book, scene.deals.get("owner")[row])
    back = _stage_before(scene.book.process, stage)
    advice = max((_advice(stage, key) for key in keys), key=_ADVICES.index)
    if back is None or advice is _FILL:
        return message, _FILL.fill(ask=owner, column=column)
    return message, advice.fill(ask=owner, column=column, back=stage_name(back))


_ADVICES: Final = (_FILL, _FILL_OR_BACK, _FILL_OR_UNSIGNED)


def _advice(stage: Stage, key: str) -> Text:
    if stage.open:
        return _FILL_OR_BACK
    return _FILL_OR_UNSIGNED if stage.kind == "won" and key in _SIGNED else _FILL


def _stage_before(process: Process, stage: Stage) -> Stage | None:
    before = [s for s in process.stages if s.open and s.order < stage.order]
    return max(before, key=lambda s: s.order) if before else None


def customer_texts(
    scene: Scene, customers: BookTable, row: int, keys: Sequence[str], deal_row: int, others: int, owner: str
) -> tuple[Text, Text]:
    """What is wrong and what to do where columns of a customer are blank that this deal, and others, wait for."""
    column = listed([column_title(customers, key, row) for key in keys], last=AND)
    stage = scene.book.process.by_code[scene.deals.get("stage")[deal_row]]
    more = Text(f"（另有 {others} 单也要用）", f" (and {others} more)") if others else NO_TEXT
    message = _CUSTOMER.fill(
        customer=customer(scene.book, row),
        column=column,
        deal=deal(scene, deal_row),
        stage=stage_name(stage),
        more=more,
        n=len(keys),
    )
    return message, _FILL.fill(ask=ask(scene.book, owner), column=column)


def habit_texts(
    table: BookTable, key: str, count: int, at: CellRef, said: Text, *, packaged: bool
) -> tuple[Text, Text]:
    """One sentence on a whole column."""
    message = said.fill(count=f"{count:,}", column=column_title(table, key), cell=at)
    return message, _HABIT_PACKAGED if packaged else _HABIT_OWN
