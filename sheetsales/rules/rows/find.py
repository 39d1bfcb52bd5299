"""Runs a rule that is a row, and makes it a rule of the catalogue."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from functools import partial
from typing import Final, NamedTuple

from sheetsales.findings import Finding, Severity
from sheetsales.formula.lists.evaluate import run_over
from sheetsales.formula.lists.run import Run
from sheetsales.formula.own import NAMED, ROW, Trees, read
from sheetsales.formula.single import Value
from sheetsales.formula.syntax import Cell, Node
from sheetsales.rules.rows.cells import BookCells, book_cells, names_missing
from sheetsales.rules.rows.declared import Case, RowRule, sheets_of
from sheetsales.rules.rows.facts import Facts
from sheetsales.rules.rows.prepared import TREES
from sheetsales.rules.rows.words import Words
from sheetsales.rules.rule import Rule
from sheetsales.rules.scene import Scene
from sheetsales.rules.teller import Said, teller_of


class Asking(NamedTuple):
    """One rule over one scene: its columns, and the names its formulas may use."""

    rule: RowRule
    book: BookCells
    trees: Trees = TREES

    def cells(self, record: str, column: str) -> list[Value]:
        return self.book.cells(self.rule.record if record == ROW else record, column)

    def named(self, name: str) -> Value | Node:
        formula = self.rule.named.get(name)
        if formula is not None:
            return read(formula, self.trees)
        return self.book.setting(name)

    def known(self, formula: str) -> bool:
        """Whether the workbook has all that a formula names, by itself and by the words it uses."""
        missing = (names_missing(tree, self.rule.record, self.book) for tree in self._trees(formula))
        return all(columns <= set(self.rule.optional) for columns in missing)

    def _trees(self, formula: str) -> Iterator[Node]:
        yield read(formula, self.trees)
        yield from (read(other, self.trees) for name, other in self.rule.named.items() if name in formula)

    def run(self) -> Run:
        scene = self.book.scene
        rows = len(scene.book.table(self.rule.record))
        return run_over(self, rows, scene.today, lambda: scene.calendar)


class Kit(NamedTuple):
    """What rules are run with besides a scene: their trees, and the facts that are theirs alone."""

    trees: Trees = TREES
    facts: Mapping[tuple[str, str], Facts] = {}


PLAIN: Final = Kit()


def rule_of(declared: RowRule, kit: Kit = PLAIN) -> Rule:
    """The rule of the catalogue that a row makes."""
    return Rule(declared.info, partial(find, declared, kit=kit), declared.level, declared.yields_to)


def find(declared: RowRule, scene: Scene, kit: Kit = PLAIN) -> Iterator[Finding]:
    """What the rule finds; nothing where the workbook lacks the sheet or the columns it names."""
    for rule in sheets_of(declared):
        yield from _over_sheet(rule, scene, kit)


def _over_sheet(declared: RowRule, scene: Scene, kit: Kit) -> Iterator[Finding]:
    asking = Asking(declared, book_cells(scene, kit.facts), kit.trees)
    if not len(scene.book.table(declared.record)):
        return
    run = asking.run()
    hits = once_per(asking, run, caught(asking, run))
    if not hits:
        return
    words = Words(scene, declared, lambda name, row: value_at(run, name, row))
    severity = _severity(declared, scene)

    def say(row: int, case: Case) -> Said:
        message, hint, clause = (words.filled(text, row) for text in (case.message, case.hint, case.clause))
        owner = words.person(declared.owner, row) if declared.owner else None
        return Said(case.column, message, hint, owner, severity=case.severity or severity, clause=clause)

    base = len(run.holding(read(declared.base, asking.trees))) if declared.base else 0
    yield from teller_of(scene, declared.record).all(declared.info, hits, say, base=base)


def caught(asking: Asking, run: Run) -> list[tuple[int, Case]]:
    """The rows caught with the case of each, in the order of the sheet; a row may be caught by several."""
    hits: list[tuple[int, int]] = []
    for place, case in enumerate(asking.rule.cases):
        if asking.known(case.condition):
            hits += [(row, place) for row in run.holding(read(case.condition, asking.trees))]
    return [(row, asking.rule.cases[place]) for row, place in sorted(hits)]


def once_per(asking: Asking, run: Run, hits: list[tuple[int, Case]]) -> list[tuple[int, Case]]:
    """With something to tell once for, the first row of each of its values, for each column that is told of."""
    if not asking.rule.once_per:
        return hits
    name, first = asking.rule.once_per, dict[tuple[Value, str], tuple[int, Case]]()
    groups = run.of_rows(Cell(NAMED if name in asking.rule.named else ROW, name))
    for row, case in hits:
        first.setdefault((groups[row], case.column), (row, case))
    return list(first.values())


def value_at(run: Run, name: str, row: int) -> Value:
    """What a named value is in a row."""
    found = run.name(name)
    value: Value = found[row] if isinstance(found, list) else found
    return value


_SEVERITIES: Final = {word.lower(): s for s in Severity for word in (s.code, s.text.zh, s.text.en)}


def _severity(declared: RowRule, scene: Scene) -> Severity | None:
    """What a setting makes of it, where the rule says so."""
    said = scene.book.settings.text(declared.severity_by) if declared.severity_by else ""
    return _SEVERITIES.get(said.strip().lower())
