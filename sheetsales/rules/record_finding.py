"""Findings about the records of one sheet: told row by row, or as one where they are a habit or too many to read."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from typing import Final, NamedTuple, TypeVar

from sheetsales.book.identity import Identities
from sheetsales.book.parsing.cleaning import is_blank
from sheetsales.book.table import BookTable
from sheetsales.cells.address import CellRef
from sheetsales.findings import Finding, RuleInfo, Severity
from sheetsales.rules.scene import Scene
from sheetsales.texts import Text

A_HABIT: Final = 10
"""From so many on, what half of a sheet's rows share is told once."""
TOO_MANY: Final = 2_000
"""Beyond so many, what one rule finds is told once whatever share of the rows it is."""

_MANY = Text("{title}：共 {count} 处，第一处在 {cell}。", "{title}: {count} cases, the first at {cell}.")

Fact = TypeVar("Fact")


class Said(NamedTuple):
    """What is said of one record: at which column, what is wrong and what to do.

    ``owner`` is the person to mend it where that is not the one whose row it is; ``key`` tells findings of one rule,
    record and column apart.
    """

    column: str
    message: Text
    hint: Text
    owner: str | None = None
    key: str = ""


@dataclass(frozen=True)
class Teller:
    """Tells findings about the records of one sheet."""

    table: BookTable
    identities: Identities

    def one(self, info: RuleInfo, row: int, said: Said) -> Finding:
        """The finding at that column of the row; at the start of the row where the sheet has no such column."""
        table = self.table
        at = table.cell(row, said.column) or table.row_cell(row)
        raw = table.raw.get(said.column)
        record, digest = self.identities.of(row, said.column)
        owner = table.get(table.record.owner_column)[row] if said.owner is None else said.owner
        return Finding(
            info.code, info.severity, said.message, said.hint, at, table.record.key, record, said.column,
            raw[row] if raw is not None else None, owner or "", key=said.key + digest,
        )  # fmt: skip

    def all(
        self,
        info: RuleInfo,
        hits: Sequence[tuple[int, Fact]],
        say: Callable[[int, Fact], Said],
        *,
        base: int = 0,
    ) -> Iterator[Finding]:
        """A finding for each row with its fact; one for all of them where they are too many.

        With a ``base``, the number of rows the rule could have caught, half of it makes a habit: then the sheet is
        kept that way, and one piece of information says so.
        """
        habit = bool(base) and len(hits) >= A_HABIT and len(hits) * 2 >= base
        if hits and (habit or len(hits) > TOO_MANY):
            yield self._as_one(info, hits, say, Severity.INFO if habit else info.severity)
            return
        for row, fact in hits:
            yield self.one(info, row, say(row, fact))

    def _as_one(
        self,
        info: RuleInfo,
        hits: Sequence[tuple[int, Fact]],
        say: Callable[[int, Fact], Said],
        severity: Severity,
    ) -> Finding:
        row, fact = hits[0]
        column = say(row, fact).column
        at: CellRef = self.table.cell(row, column) or self.table.row_cell(row)
        message = _MANY.fill(title=info.title, count=f"{len(hits):,}", cell=at)
        return Finding(
            info.code, severity, message, info.fix, at, self.table.record.key, "", column, key="*"
        )  # fmt: skip

    def left_blank(self, row: int, column: str) -> bool:
        """Whether nothing stands in the cell: what stands there and cannot be read is another finding."""
        raw = self.table.raw.get(column)
        return self.table.get(column)[row] is None and (raw is None or is_blank(raw[row]))


def customer_teller(scene: Scene) -> Teller:
    return _teller(scene, "customers")


def target_teller(scene: Scene) -> Teller:
    return _teller(scene, "targets")


def task_teller(scene: Scene) -> Teller:
    return _teller(scene, "tasks")


def _teller(scene: Scene, key: str) -> Teller:
    table = scene.book.table(key)
    return Teller(table, Identities(table))
