"""The headings that no list knows, read by their words: each column and each heading once, the surest first."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterable, Iterator
from typing import Final

from sheetsales.dataclass import dataclass
from sheetsales.schema import aliases
from sheetsales.schema.assignment import OpenHeading
from sheetsales.schema.block import Block, Field
from sheetsales.schema.column import Kind
from sheetsales.schema.evidence import Verdict, judge
from sheetsales.schema.meaning import SURE, Reading, readings
from sheetsales.schema.period_headings import names_period
from sheetsales.schema.record import Record
from sheetsales.schema.value_fit import CONFIRMED, FORBIDDEN, value_fit
from sheetsales.schema.words import words_of

LOOK: Final = 1.8
"""From this strength on a reading is bound where nothing speaks against it, and shown for somebody to look at."""
_AHEAD: Final = 0.5
"""So much surer than the next one a reading has to be."""
_BLANK: Final = 0.2
_WORTHLESS: Final = frozenset({"any", "flag", "no", "outcome", "fewchoice", "values"})
"""Kinds of values that only the cells confirm: without them a reading is a guess."""
_OUTCOME: Final = "outcome"
"""What a second column of states may be, whatever the lists make of its heading."""
_CLOSING: Final = frozenset({"expected_close", "closed_on"})


@dataclass(frozen=True, slots=True)
class Read:
    """A heading and the column its words say."""

    field: Field
    column: str


@dataclass(frozen=True)
class WordReadings:
    """``unsure`` are sheet columns of bound ones to be looked at; ``splits`` headings that serve both closing dates."""

    bound: tuple[Read, ...]
    open: tuple[OpenHeading, ...]
    unsure: frozenset[int]
    splits: tuple[Field, ...]


def read_by_words(
    record: Record, block: Block, headings: Iterable[OpenHeading], taken: Collection[str], frame: str = ""
) -> WordReadings:
    """What the words of open headings say, for columns that are still free; ``frame`` names the rules, those of the record
    where it is ""."""
    return _Reader(record, block, headings, taken, frame or record.key).run()


class _Reader:
    def __init__(
        self,
        record: Record,
        block: Block,
        headings: Iterable[OpenHeading],
        taken: Collection[str],
        frame: str,
    ) -> None:
        self.record, self.block, self.taken, self.frame = record, block, set(taken), frame
        self.bases = Counter(
            words_of(f.text).tokens for f in block.fields if words_of(f.text).bracketed or f.heading.hint
        )
        self.meant = {h.field.sheet_column: self._meant(h) for h in headings if not self._is_breakdown(h)}
        self.headings = {h.field.sheet_column: h for h in headings if self.meant.get(h.field.sheet_column)}

    def run(self) -> WordReadings:
        bound: list[Read] = []
        unsure: set[int] = set()
        splits: list[Field] = []
        for at, first in self._in_order():
            field = self.headings[at].field
            free = self._free(at)
            if not free or free[0].column != first.column:
                continue
            if self._is_one_closing_date(free):
                splits.append(field)
                self.taken.add("expected_close")
            elif self._may_bind(field, free):
                bound.append(Read(field, first.column))
                self.taken.add(first.column)
                unsure |= {at} if first.strength < SURE else set()
        done = {read.field.sheet_column for read in bound} | {field.sheet_column for field in splits}
        return WordReadings(tuple(bound), tuple(self._left(done)), frozenset(unsure), tuple(splits))

    def _in_order(self) -> list[tuple[int, Reading]]:
        """Every reading of every heading, the surest first; of two alike the one with more values below it."""
        every = ((at, reading) for at, named in self.meant.items() for reading in named)
        return sorted(
            (pair for pair in every if pair[0] in self.headings),
            key=lambda pair: (
                -pair[1].strength, -len(self.headings[pair[0]].field.sample.values), pair[0]
            ),
        )  # fmt: skip

    def _free(self, at: int) -> list[Reading]:
        return [reading for reading in self.meant[at] if reading.column not in self.taken]

    def _may_bind(self, field: Field, free: list[Reading]) -> bool:
        first = free[0]
        column = self.record.by_key.get(first.column)
        if column is None or column.written or self._is_reference(first.column):
            return False
        least = LOOK if self._is_trusted(field, first) else SURE
        return first.strength >= least and not self._is_rivalled(free)

    def _is_trusted(self, field: Field, reading: Reading) -> bool:
        return reading.values not in _WORTHLESS or value_fit(reading.values, field.sample) == CONFIRMED

    @staticmethod
    def _is_rivalled(free: list[Reading]) -> bool:
        return len(free) > 1 and free[0].strength - free[1].strength < _AHEAD

    def _is_one_closing_date(self, free: list[Reading]) -> bool:
        near = {r.column for r in free if free[0].strength - r.strength < _AHEAD}
        return near == _CLOSING and "stage" in self.taken and free[0].strength >= LOOK

    def _is_reference(self, key: str) -> bool:
        """A column from which nothing is worked out."""
        return any(column.key == key and column.kind is Kind.ANY for column in self.record.reference)

    def _is_breakdown(self, heading: OpenHeading) -> bool:
        """The same words with different brackets: sums by kind, and none of them the column."""
        words = words_of(heading.field.text)
        return bool(words.bracketed) and self.bases[words.tokens] > 1

    def _left(self, done: Collection[int]) -> Iterator[OpenHeading]:
        for at, heading in self.headings.items():
            if at in done:
                continue
            first = self.meant[at][0]
            if self._is_reference(first.column) and first.strength >= LOOK:
                yield OpenHeading(heading.field, "reference", (first.column,))
            elif not self._is_listed(heading.field):
                columns = tuple(r.column for r in self._free(at) if self._matters(r.column))
                yield OpenHeading(heading.field, "unsure" if columns else "unknown", columns)

    def _matters(self, key: str) -> bool:
        """Whether a column is worth a question: what is required, money, days and people; ids are given by themselves."""
        column = self.record.by_key.get(key)
        if column is None or column.written or key == self.record.id_column:
            return False
        return column.required or column.kind in (Kind.MONEY, Kind.DATE, Kind.REF)

    def _is_listed(self, field: Field) -> bool:
        return aliases.lookup(aliases.of(self.record.key), field.heading) is not None

    def _meant(self, heading: OpenHeading) -> tuple[Reading, ...]:
        """What a heading may be: any column where no list knows it; where one proposes a column, that one alone; where
        one knows it to be none of ours, what is kept for reference."""
        found = tuple(self._readings(heading.field))
        known = aliases.lookup(aliases.of(self.record.key), heading.field.heading)
        if self.frame != self.record.key:
            return found
        if known is None:
            return found if heading.why == "unknown" else ()
        if not any(alias.column for alias in known):
            return tuple(r for r in found[:1] if self._is_reference(r.column))
        if any(r.column == _OUTCOME and self._is_trusted(heading.field, r) for r in found):
            return tuple(r for r in found if r.column == _OUTCOME)
        agreed = heading.why in ("unsure", "values") and len(heading.columns) == 1 and found
        return found if agreed and found[0].column == heading.columns[0] else ()

    def _readings(self, field: Field) -> Iterator[Reading]:
        """The readings that the cells below do not rule out; a blank column makes none surer."""
        for reading in readings(self.frame, field.text):
            column = self.record.by_key.get(reading.column)
            verdict = judge(self.record.key, column, field.sample) if column else Verdict.OPEN
            if verdict is Verdict.NO and reading.values == "id" and field.sample.counts_rows:
                verdict = (
                    Verdict.OPEN
                )  # under 编号 alone it would count rows; here the heading says whose number it is
            if reading.column == "period" and names_period(field.text):
                continue
            if verdict is Verdict.NO or value_fit(reading.values, field.sample) == FORBIDDEN:
                continue
            less = 0.0 if field.sample.values else _BLANK
            yield Reading(reading.column, reading.strength - less, reading.values)
