"""How rules tell what they find: record by record, or as one where it is a habit or too much to read."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from decimal import Decimal
from functools import cached_property
from typing import Final, NamedTuple, TypeVar

from sheetsales.book.identity import Identities
from sheetsales.book.table import BookTable, own_heading
from sheetsales.cells.address import CellRef
from sheetsales.dataclass import dataclass
from sheetsales.findings import Finding, RuleInfo, Severity
from sheetsales.rules.at_stake import NOTHING, Stake, stakes_of
from sheetsales.rules.deal_facts import left_blank
from sheetsales.rules.scene import Scene
from sheetsales.texts import NO_TEXT, Text

A_HABIT: Final = 10
"""From so many on, what half of a sheet's rows share is told once."""
TOO_MANY: Final = 2_000
"""Beyond so many, what one rule finds is told once whatever share of the rows it is."""

_MANY = Text("{title}：{count}，第一处在 {cell}。", "{title}: {count}, the first at {cell}.")
_DEALS: Final = Text("有 {n} 单", "{n:deal|deals}")
_CASES: Final = Text("共 {n} 处", "{n:case|cases}")

Fact = TypeVar("Fact")


class Said(NamedTuple):
    """What is said of one record: at which column, what is wrong and what to do.

    ``owner`` is the person to mend it where that is not the one whose row it is; ``key`` tells findings of one rule,
    record and column apart; ``severity`` is another than the rule's own. ``clause`` and ``together`` are as in
    ``Finding``.
    """

    column: str
    message: Text
    hint: Text
    owner: str | None = None
    key: str = ""
    severity: Severity | None = None
    clause: Text = NO_TEXT
    together: tuple[Text, Text] | None = None


@dataclass(frozen=True)
class Teller:
    """Tells findings about the records of one kind."""

    scene: Scene
    table: BookTable

    @cached_property
    def identities(self) -> Identities:
        return self.scene.identities if self._deals else Identities(self.table)

    @cached_property
    def _stake(self) -> Callable[[int], Stake]:
        return stakes_of(self.scene, self.table.record.key)

    @property
    def _deals(self) -> bool:
        return self.table.record.key == "pipeline"

    def one(self, info: RuleInfo, row: int, said: Said, *, at_stake: bool = True) -> Finding:
        """The finding at that column of the row; at the start of the row where its sheet has no such column."""
        table = self.table
        raw = table.raw.get(said.column)
        record, digest = self.identities.of(row, said.column)
        owner = table.get(table.record.owner_column)[row] if said.owner is None else said.owner
        stake = self._stake(row) if at_stake else NOTHING
        return Finding(
            info.code, info.severity if said.severity is None else said.severity, said.message, said.hint,
            self.place(row, said.column), table.record.key, record, heard(said.column),
            raw[row] if raw is not None else None, owner or "", stake.money, key=said.key + digest, deals=stake.deals,
            clause=said.clause, together=said.together,
        )  # fmt: skip

    def all(
        self,
        info: RuleInfo,
        hits: Sequence[tuple[int, Fact]],
        say: Callable[[int, Fact], Said],
        *,
        base: int = 0,
        at_stake: bool = True,
    ) -> Iterator[Finding]:
        """A finding for each row with its fact; one for all of them where they are too many.

        With a ``base``, the number of rows the rule could have caught, half of it makes a habit: then the sheet is
        kept that way, and one piece of information says so. Deals have habits only in a workbook without stages of
        its own; and a deal whose sheet lacks the column is not asked for it. ``at_stake`` says that what is wrong puts
        money at risk.
        """
        habit = bool(base) and len(hits) >= A_HABIT and len(hits) * 2 >= base
        habit = habit and (not self._deals or self.scene.book.process.packaged)
        if hits and (habit or len(hits) > TOO_MANY):
            rows, column = [row for row, _ in hits], say(*hits[0]).column
            counted = (_DEALS if self._deals else _CASES).fill(n=f"{len(rows):,}")
            message = _MANY.fill(title=info.title, count=counted, cell=self.place(rows[0], column))
            severity = Severity.INFO if habit else None
            yield self.as_one(
                info, rows, Said(column, message, info.fix, severity=severity), at_stake=at_stake
            )
            return
        yield from self.each(info, hits, say, at_stake=at_stake)

    def each(
        self,
        info: RuleInfo,
        hits: Sequence[tuple[int, Fact]],
        say: Callable[[int, Fact], Said],
        *,
        at_stake: bool = True,
    ) -> Iterator[Finding]:
        """A finding for each row with its fact, however many."""
        for row, fact in hits:
            said = say(row, fact)
            if not self._deals or self.table.cell(row, said.column) is not None:
                yield self.one(info, row, said, at_stake=at_stake)

    def as_one(self, info: RuleInfo, rows: Sequence[int], said: Said, *, at_stake: bool = True) -> Finding:
        """One finding on all these rows, at the first, with the sum of what is known to be at risk."""
        amounts = [money for row in rows if (money := self._stake(row).money) is not None] if at_stake else []
        return Finding(
            info.code, info.severity if said.severity is None else said.severity, said.message, said.hint,
            self.place(rows[0], said.column), self.table.record.key, "", heard(said.column),
            money=sum(amounts, Decimal(0)) if amounts else None, key=said.key or "*",
        )  # fmt: skip

    def place(self, row: int, column: str) -> CellRef:
        """The cell of that column, or the start of the row where its sheet has no such column."""
        return self.table.cell(row, column) or self.table.row_cell(row)

    def left_blank(self, row: int, column: str) -> bool:
        """Whether nothing stands in the cell: what stands there and cannot be read is another finding."""
        return left_blank(self.table, column, row)


def heard(column: str) -> str:
    """What a finding calls a column: the key of ours, the heading of one the team added."""
    return own_heading(column) or column


def teller_of(scene: Scene, record_key: str) -> Teller:
    """The teller of that record, made once for all rules."""
    tellers: dict[str, Teller] = scene.once(_tellers)
    if record_key not in tellers:
        tellers[record_key] = Teller(scene, scene.book.table(record_key))
    return tellers[record_key]


def _tellers(_: Scene) -> dict[str, Teller]:
    return {}
