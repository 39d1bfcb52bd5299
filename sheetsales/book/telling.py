"""Problems told as findings: each at its cell with its sentences, or as one where a whole column has the habit."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from decimal import Decimal
from functools import cached_property

from sheetsales.book.identity import Identities
from sheetsales.book.load_rules import (
    ACTIVITY_TWICE,
    BARE_SUM,
    DUPLICATE_ID,
    FORMULA_OVERWRITTEN,
    REQUIRED_MISSING,
    ROW_OUTSIDE,
    TOTALS_ROW,
    LoadRule,
)
from sheetsales.book.own_currency import own_amounts
from sheetsales.book.parsing.column_reader import shown
from sheetsales.book.problems import Problem, SheetProblem
from sheetsales.book.settings import Settings
from sheetsales.book.table import BookTable, own_heading
from sheetsales.cells.address import CellRef
from sheetsales.cells.values import CellValue
from sheetsales.findings import Finding
from sheetsales.schema.column import Kind
from sheetsales.texts import Text, same

A_HABIT = 10
"""From so many cells on, a problem that half of a column shares is told once for the column."""
A_NOTICE = 3
"""The same for a problem that as a habit is worth a notice only."""
TOO_MANY = 2_000
"""Beyond so many, a problem of one column is told once whatever share of it they are."""
_LONGEST = 40
_GROUPED = (ROW_OUTSIDE, TOTALS_ROW, BARE_SUM, FORMULA_OVERWRITTEN, ACTIVITY_TWICE)


def tell(problems: Sequence[Problem], tables: Mapping[str, BookTable], settings: Settings) -> list[Finding]:
    """One finding a problem, or one a column where the problem is the column's habit."""
    grouped: dict[tuple[str, str, str], list[Problem]] = defaultdict(list)
    for problem in problems:
        grouped[problem.record_key, problem.rule.message.en, problem.column].append(problem)
    people = _people(tables.get("team"))
    tellers = {key: _Teller(table, people, settings) for key, table in tables.items()}
    findings: list[Finding] = []
    for (record_key, _, _), group in grouped.items():
        findings += tellers[record_key].tell(group)
    return findings


def tell_sheets(problems: Iterable[SheetProblem]) -> list[Finding]:
    """Findings on sheets, headings and stray rows; many of one group are told as one."""
    grouped: dict[tuple[str, str], list[SheetProblem]] = defaultdict(list)
    findings = []
    for problem in _once(problems):
        if problem.group:
            grouped[problem.rule.info.code, problem.group].append(problem)
        else:
            findings.append(_sheet_finding(problem))
    for group in grouped.values():
        if len(group) < A_HABIT or group[0].rule not in _GROUPED:
            findings += map(_sheet_finding, group)
        else:
            findings.append(_sheet_habit(group))
    return findings


def _once(problems: Iterable[SheetProblem]) -> Iterable[SheetProblem]:
    """Tables that share a sheet's headings and rows find the same there."""
    return {(p.rule.info.code, p.at, p.column, p.key): p for p in problems}.values()


def _sheet_finding(problem: SheetProblem) -> Finding:
    rule, words = problem.rule, _words(problem.at, problem.value, problem.details)
    return Finding(
        rule.info.code, rule.info.severity, rule.message.fill(**words), rule.hint.fill(**words), problem.at,
        problem.record_key, problem.record, problem.column, problem.value, key=problem.key,
    )  # fmt: skip


def _sheet_habit(group: Sequence[SheetProblem]) -> Finding:
    first, rule = group[0], group[0].rule
    words = _words(first.at, first.value, first.details) | {"count": f"{len(group):,}"}
    return Finding(
        rule.info.code, rule.info.severity, rule.many.fill(**words), rule.hint.fill(**words), first.at,
        first.record_key, key=f"{first.group}*",
    )  # fmt: skip


def _words(at: CellRef | None, value: CellValue, details: Mapping[str, object]) -> dict[str, object]:
    words: dict[str, object] = {"value": _short(value), "nearest": ""}
    if at is not None:
        words |= {"cell": str(at), "sheet": at.sheet}
    words |= details
    if "sheet" in words:
        words["in_sheet"] = _sheet_in_chinese(words["sheet"])
    return words


def _sheet_in_chinese(sheet: object) -> str:
    """“商机”表, but “客户跟踪表” where the name itself says that it is one."""
    name = sheet.zh if isinstance(sheet, Text) else str(sheet)
    return f"“{name}”" if name.endswith("表") else f"“{name}”表"


def _short(value: CellValue) -> str:
    text = shown(value) if value is not None else ""
    text = " ".join(text.splitlines()) if "\n" in text else text
    return text if len(text) <= _LONGEST else text[: _LONGEST - 1] + "…"


class _Teller:
    """Tells the problems of one table."""

    def __init__(self, table: BookTable, people: Mapping[str, str], settings: Settings) -> None:
        self.table, self.people, self.settings = table, people, settings
        self.identities = Identities(table)
        self.owners = table.get(table.record.owner_column)
        self.titles: dict[tuple[str, int], Text] = {}

    @cached_property
    def money(self) -> Sequence[Decimal | None]:
        """What each row puts at risk, in the workbook's currency."""
        return own_amounts(self.table, self.settings)

    def tell(self, group: Sequence[Problem]) -> list[Finding]:
        rule, column = group[0].rule, group[0].column
        group = self._once_a_cell(group)
        count = len(group)
        least = A_HABIT if rule.many_severity is None else A_NOTICE
        if not rule.many.zh or count < least:
            return [self._finding(problem) for problem in group]
        base = len(self.table) if rule is REQUIRED_MISSING else self._filled(column)
        if count <= TOO_MANY and (count * 2 < base or rule is DUPLICATE_ID):
            return [self._finding(problem) for problem in group]
        return [self._habit(rule, group, base)]

    def _once_a_cell(self, group: Sequence[Problem]) -> Sequence[Problem]:
        """Wide targets make several records of one row; what is wrong in a cell they share is told once."""
        if len(self.table.bound) < 2:
            return group
        return list({(self._place(p), p.key): p for p in reversed(group)}.values())[::-1]

    def _owner(self, i: int) -> str:
        """The person's team id; owners of targets are typed by name and may be a team or the company."""
        owner = self.owners[i] or ""
        by_name = self.table.record.owner_column and self._owner_is_text
        return self.people.get(owner, "") if by_name else owner

    @property
    def _owner_is_text(self) -> bool:
        column = self.table.record.by_key[self.table.record.owner_column]
        return column.kind is Kind.TEXT

    def _filled(self, column: str) -> int:
        raw = self.table.raw.get(column, ())
        return len(raw) - list(raw).count(None)

    def title(self, column: str, i: int) -> Text:
        """What the column is called: our title, or the file's own heading where it is another."""
        known = self.titles.get((column, self.table.sources[i]))
        if known is None:
            known = column_title(self.table, column, i)
            self.titles[column, self.table.sources[i]] = known
        return known

    def _place(self, problem: Problem) -> CellRef:
        return self.table.cell(problem.row, problem.column) or self.table.row_cell(problem.row)

    def _described(self, problem: Problem, at: CellRef) -> dict[str, object]:
        words = _words(at, problem.value, problem.details)
        words["column"] = self.title(problem.column, problem.row)
        if problem.rule is REQUIRED_MISSING:
            name = self.identities.label(problem.row)
            words["record"] = Text(f" {name} ", name) if name else Text(f"第 {at.row} 行", f"row {at.row}")
        return words

    def _finding(self, problem: Problem) -> Finding:
        at = self._place(problem)
        rule, i = problem.rule, problem.row
        words = self._described(problem, at)
        record, key = self.identities.of(i, problem.column)
        if rule is DUPLICATE_ID:
            key = ""
        return Finding(
            rule.info.code, rule.info.severity, rule.message.fill(**words), rule.hint.fill(**words), at,
            self.table.record.key, record, problem.column, problem.value, self._owner(i),
            self.money[i], key=" ".join(filter(None, (key, problem.key))),
        )  # fmt: skip

    def _habit(self, rule: LoadRule, group: Sequence[Problem], base: int) -> Finding:
        first = group[0]
        at = self._place(first)
        words = self._described(first, at) | {"count": f"{len(group):,}", "base": f"{base:,}"}
        amounts = [a for p in group if (a := self.money[p.row]) is not None]
        return Finding(
            rule.info.code, rule.many_severity or rule.info.severity, rule.many.fill(**words),
            rule.hint.fill(**words), at, self.table.record.key, "", first.column, first.value,
            money=sum(amounts, Decimal(0)) if amounts else None, key="*",
        )  # fmt: skip


def _people(team: BookTable | None) -> dict[str, str]:
    if team is None:
        return {}
    return {
        name: person for name, person in zip(team.get("name"), team.get("id"), strict=True) if name and person
    }


def column_title(table: BookTable, column: str, i: int = 0) -> Text:
    """What a column is called in sentences: our title where the file uses it, else the file's own heading."""
    title = (
        table.record.by_key[column].title
        if column in table.record.by_key
        else same(own_heading(column) or column)
    )
    heading = table.heading(column, i)
    if not heading or heading.startswith((title.zh, title.en)):
        return title
    return same(" ".join(heading.split()))
