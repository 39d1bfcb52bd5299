"""Runs the manager's rules over the book and tells what they catch."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from typing import Final

import numpy as np

from sheetsales.book.identity import Identities
from sheetsales.book.table import own_heading
from sheetsales.cells.address import CellRef
from sheetsales.cells.values import CellValue
from sheetsales.findings import Finding, RuleInfo, Severity
from sheetsales.formula.mistakes import Absent, Mistake
from sheetsales.formula.work import ALL_STEPS, STEPS, Allowance
from sheetsales.rules.at_stake import NOTHING, stakes_of
from sheetsales.rules.scene import Scene
from sheetsales.rules.teller import A_HABIT, TOO_MANY
from sheetsales.rules.written.columns import BookColumns
from sheetsales.rules.written.compiled import Condition, Outcome, compiled, outcome
from sheetsales.rules.written.infos import NOT_CHECKED, ROW_ERROR, UNKNOWN_VALUE, UNREADABLE
from sheetsales.rules.written.names import BookNames
from sheetsales.rules.written.rows import WrittenRule, is_built_in
from sheetsales.rules.written.strange import strange_values
from sheetsales.rules.written.values import filled, named_values, placeholders, shown
from sheetsales.schema.workbook import RECORDS
from sheetsales.speech.lists import listed
from sheetsales.texts import NO_TEXT, Lang, Text

_SNIPPET: Final = 16

_UNREADABLE = Text("{rule}没有检查：{text}{place}。", "{rule} was not checked: {text}{place}.")
_REPAIR = Text("请改规则表 {cell} 的条件。", "Correct the condition in {cell}.")
_CAUGHT = Text(
    "{rule}成立：{values}。确属例外的，在豁免表写明原因和期限。",
    "{rule} holds: {values}. For a true exception add a waiver with reason and end date.",
)
_CAUGHT_BARE = Text(
    "{rule}成立。确属例外的，在豁免表写明原因和期限。",
    "{rule} holds. For a true exception add a waiver with reason and end date.",
)
_DEFAULT_MESSAGE = Text("{rule}的条件成立：{values}。", "The condition of {rule} holds: {values}.")
_MANY = Text(
    "{rule}在 {count} 行成立，第一行是 {cell}。", "{rule} holds in {count:row|rows}, the first {cell}."
)
_MANY_HINT = Text(
    "请先看条件是不是写得太宽；确实都有问题的，先改最近的。",
    "See first whether the condition is too wide; if all are right, begin with the latest.",
)
_ERROR = Text(
    "{rule}在这一行算不出来，得到 {error}：{values}。", "{rule} comes to {error} in this row: {values}."
)
_ERROR_HINT = Text(
    "请改这一行的值，或在条件里用 IFERROR 或 ISNUMBER 先判断。",
    "Correct the value in the row, or guard the condition with IFERROR or ISNUMBER.",
)
_ERRORS = Text(
    "{rule}在 {count} 行算不出来，第一行是 {cell}，得到 {error}。",
    "{rule} comes to an error in {count} rows, the first of them {cell} with {error}.",
)
_STRANGE = Text(
    "{rule}拿“{column}”比“{value}”，没有这个选项{nearest}，这一条永远不成立。",
    "{rule} compares {column} with '{value}', a choice there is not{nearest}; that never holds.",
)
_STRANGE_HINT = Text("请照下拉框里的写法改 {cell}。", "Write it in {cell} as the drop-down offers it.")


_ROUNDS: Final = 2
"""Rules that had too small a share of the common budget get what the others left."""
_NAMED: Final = 3
_TOO_MUCH_TOGETHER = Text(
    "{rule}没有检查：自己写的规则合起来要算的太多了，最费时的是{slowest}。",
    "{rule} was not checked: the rules of your own ask for too much work together, most of it {slowest}.",
)
_TOO_MUCH_ADVICE = Text(
    "请在{slowest}里少用逐行比对整列的写法，或关掉其中一条。",
    "Compare fewer whole columns row by row in {slowest}, or switch one of them off.",
)


def judged(scene: Scene, rules: Sequence[WrittenRule]) -> Iterator[Finding]:
    """What the rules catch, and the mistakes in them."""
    columns = BookColumns(scene.book)
    judges = [_Judge(scene, columns, rule) for rule in rules]
    waiting, left = judges, ALL_STEPS
    for _ in range(_ROUNDS):
        for number, judge in enumerate(waiting):
            judge.work(Allowance(min(STEPS, left // (len(waiting) - number))))
            left = max(0, left - judge.allowance.spent)
        waiting = [judge for judge in waiting if judge.is_starved]
    slowest = sorted(judges, key=lambda judge: -judge.allowance.spent)[:_NAMED]
    for judge in judges:
        yield from judge.starved(slowest) if judge.is_starved else judge.found


def read(scene: Scene, rule: WrittenRule) -> Condition:
    """The rule's condition; raises ``Mistake``."""
    if is_built_in(rule.code):
        raise Mistake(
            Text(f"{rule.code} 是内置规则的编号", f"{rule.code} is the code of a built-in rule"),
            Text("请给自己写的规则另取编号，如 M13。", "Give your own rule another code, such as M13."),
        )
    if not rule.record:
        raise Mistake(
            Text(f"没有数据表“{rule.table}”", f"there is no table '{rule.table}'"),
            Text(
                "“数据表”一栏请写工作表的名称，如 商机。",
                "Write the name of a sheet under Table, such as Pipeline.",
            ),
        )
    if not rule.condition.strip():
        raise Mistake(
            Text("没有写条件", "it has no condition"),
            Text("请写条件，或把这条规则关掉。", "Write a condition, or switch the rule off."),
        )
    return compiled(scene.book, rule.record, rule.condition)


class _Judge:
    """One rule over the rows of its table."""

    def __init__(self, scene: Scene, columns: BookColumns, rule: WrittenRule) -> None:
        self.scene, self.columns, self.rule = scene, columns, rule
        self.book = scene.book
        self.rules = self.book.table("rules")
        self.placeholders: dict[str, str] = {}
        self.allowance = Allowance()
        self.found: list[Finding] = []

    def work(self, allowance: Allowance) -> None:
        """Find what the rule catches, at the cost of that allowance."""
        self.allowance = allowance
        self.found = list(self._findings())

    @property
    def is_starved(self) -> bool:
        """Whether the rule had to stop where it might have come to its end had it been the only one."""
        return self.allowance.is_used_up and self.allowance.steps < STEPS

    def starved(self, slowest: Sequence[_Judge]) -> Iterator[Finding]:
        rules = listed(judge.rule.code for judge in slowest)
        message = _TOO_MUCH_TOGETHER.fill(rule=self.rule.called, slowest=rules)
        yield self._at_rule(UNREADABLE, "condition", message, _TOO_MUCH_ADVICE.fill(slowest=rules))

    def _findings(self) -> Iterator[Finding]:
        try:
            condition = read(self.scene, self.rule)
            yield from self._strange(condition)
            yield from self._message_mistakes()
            found = outcome(
                condition,
                self.columns,
                today=self.scene.today,
                calendar=lambda: self.scene.calendar,
                allowance=self.allowance,
            )
        except Mistake as mistake:
            yield self._mistaken(mistake)
            return
        self.condition = condition
        self.table = self.book.table(condition.record)
        self.identities = Identities(self.table)
        self._stake = stakes_of(self.scene, condition.record)
        yield from self._caught(condition, found)
        yield from self._failed(condition, found)

    def _mistaken(self, mistake: Mistake) -> Finding:
        info = NOT_CHECKED if isinstance(mistake, Absent) else UNREADABLE
        column = "condition" if self.rule.record else "table"
        advice = mistake.advice if mistake.advice != NO_TEXT else self._repair(column)
        message = _UNREADABLE.fill(rule=self.rule.called, text=mistake.text, place=self._place(mistake.at))
        return self._at_rule(info, column, message, advice)

    def _repair(self, column: str) -> Text:
        return _REPAIR.fill(cell=self._cell(column))

    def _cell(self, column: str) -> CellRef:
        return self.rules.cell(self.rule.row, column) or self.rules.row_cell(self.rule.row)

    def _place(self, at: int | None) -> Text:
        if at is None:
            return NO_TEXT
        text = self.rule.condition[at : at + _SNIPPET]
        if not text.strip():
            return Text("（在末尾）", " (at its end)")
        more = "…" if at + _SNIPPET < len(self.rule.condition) else ""
        return Text(f"（第 {at + 1} 个字符起：{text}{more}）", f" (from character {at + 1}: {text}{more})")

    def _at_rule(self, info: RuleInfo, column: str, message: Text, hint: Text, key: str = "") -> Finding:
        raw = self.rules.raw.get(column)
        value: CellValue = raw[self.rule.row] if raw is not None else None
        return Finding(
            info.code, info.severity, message, hint, self._cell(column), "rules", self.rule.code, column, value, key=key
        )  # fmt: skip

    def _strange(self, condition: Condition) -> Iterator[Finding]:
        for found in strange_values(condition.tree, self.columns):
            message = _STRANGE.fill(
                rule=self.rule.called, column=found.column, value=found.value, nearest=found.nearest
            )
            hint = _STRANGE_HINT.fill(cell=self._cell("condition"))
            yield self._at_rule(UNKNOWN_VALUE, "condition", message, hint, found.value)

    def _message_mistakes(self) -> Iterator[Finding]:
        for column in ("message_zh", "message_en"):
            for name in placeholders(self.rules.get(column)[self.rule.row] or ""):
                try:
                    self.placeholders[name] = self._column(name)
                except Mistake as mistake:
                    message = Text(
                        f"{self.rule.called.zh}的提示里写了 {{{name}}}：{mistake.text.zh}。",
                        f"The message of {self.rule.called.en} has {{{name}}}: {mistake.text.en}.",
                    )
                    yield self._at_rule(UNREADABLE, column, message, mistake.advice, name)

    def _column(self, name: str) -> str:
        return BookNames(self.book, self.rule.record).column(self.rule.record, name, 0)[0]

    def _caught(self, condition: Condition, found: Outcome) -> Iterator[Finding]:
        rows = np.flatnonzero(found.holds).tolist()
        if len(rows) > TOO_MANY:
            message = _MANY.fill(rule=self.rule.called, count=f"{len(rows):,}", cell=self._row_cell(rows[0]))
            yield self._of_row(rows[0], self.rule.code, self.rule.severity, message, _MANY_HINT, once=True)
            return
        for row in rows:
            values = named_values(self.book, condition.record, condition.columns, row)
            hint = (_CAUGHT if condition.columns else _CAUGHT_BARE).fill(rule=self.rule.called, values=values)
            yield self._of_row(row, self.rule.code, self.rule.severity, self._message(row, values), hint)

    def _message(self, row: int, values: Text) -> Text:
        message = self.rule.message
        if message == NO_TEXT:
            return _DEFAULT_MESSAGE.fill(rule=self.rule.called, values=values)
        return Text(filled(message.zh, self._filler(row, "zh")), filled(message.en, self._filler(row, "en")))

    def _filler(self, row: int, lang: Lang) -> Callable[[str], str | None]:
        def value(name: str) -> str | None:
            column = self.placeholders.get(name)
            return shown(self.book, self.rule.record, column, row).in_(lang) if column else None

        return value

    def _failed(self, condition: Condition, found: Outcome) -> Iterator[Finding]:
        rows = np.flatnonzero(found.errors).tolist()
        if len(rows) >= A_HABIT:
            message = _ERRORS.fill(
                rule=self.rule.called,
                count=f"{len(rows):,}",
                cell=self._row_cell(rows[0]),
                error=found.error(rows[0]),
            )
            yield self._at_rule(ROW_ERROR, "condition", message, _ERROR_HINT, "*")
            return
        for row in rows:
            values = named_values(self.book, condition.record, condition.columns, row)
            message = _ERROR.fill(rule=self.rule.called, error=found.error(row), values=values)
            yield self._of_row(
                row, ROW_ERROR.code, ROW_ERROR.severity, message, _ERROR_HINT, key=self.rule.code
            )

    def _row_cell(self, row: int) -> CellRef:
        column = next(iter(self.condition.columns), "")
        return (self.table.cell(row, column) if column else None) or self.table.row_cell(row)

    def _of_row(
        self,
        row: int,
        code: str,
        severity: Severity,
        message: Text,
        hint: Text,
        *,
        once: bool = False,
        key: str = "",
    ) -> Finding:
        """A finding at the first column the rule names, in that row; ``once`` speaks of all rows."""
        record = RECORDS[self.rule.record]
        column = next((c for c in self.condition.columns if self.table.cell(row, c)), "")
        raw = self.table.cells(column)
        known, digest = ("", "*") if once else self.identities.of(row, column)
        owner = self.table.get(record.owner_column)[row] if record.owner_column and not once else ""
        stake = NOTHING if once else self._stake(row)
        return Finding(
            code, severity, message, hint, self._row_cell(row), record.key, known, own_heading(column) or column,
            raw[row] if raw is not None else None, owner or "", stake.money, key=key + digest, deals=stake.deals,
        )  # fmt: skip
