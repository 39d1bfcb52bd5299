"""Headings of a block → columns of the record it holds: sure ones are bound, the rest is left open with its reason."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from decimal import Decimal

from sheetsales.schema import aliases
from sheetsales.schema.assignment import Assignment, OpenHeading, Why
from sheetsales.schema.binding import BoundColumn
from sheetsales.schema.block import Block, Field
from sheetsales.schema.column import Column, Kind
from sheetsales.schema.evidence import share_factor
from sheetsales.schema.record import Record
from sheetsales.schema.scoring import Fit, bindable, fits
from sheetsales.schema.shown_units import column_factor

_STATES = frozenset({"STAGE", "STATUS"})
_ECHO = 0.6
_OF_ANOTHER_TIME = frozenset({"LOSE", "WIN", "LAST", "PRIOR", "FIRST", "OLD", "NEXT", "CREATE"})
"""What a heading beside a state may say of when it was so: that is not where the deal stands."""
CLOSING = frozenset({"expected_close", "closed_on"})


def extend(record: Record, block: Block, before: Assignment) -> Assignment:
    """What aliases add to headings that are not our titles, for columns that are still free."""
    free = tuple(o.field for o in before.open)
    more = assign(
        record, replace(block, headings=tuple((f.sheet_column, f.text) for f in free)), before.bound
    )
    return Assignment(before.bound + more.bound, more.open)


def assign(
    record: Record, block: Block, taken: Iterable[BoundColumn] = (), *, by_meaning: bool = False
) -> Assignment:
    """Headings of a sheet of the team's own, by title and alias, checked against the values below.

    With ``by_meaning`` those that no list knows are read by their words.
    """
    return _Assigner(record, block, tuple(taken), by_meaning=by_meaning).run()


class _Assigner:
    """One pass over a block; strong headings first, then ambiguous ones to columns that are still free."""

    def __init__(
        self, record: Record, block: Block, taken: tuple[BoundColumn, ...], *, by_meaning: bool
    ) -> None:
        self.record, self.by_meaning = record, by_meaning
        self.block = block
        self.taken = {b.column.key for b in taken}
        self.bound: dict[int, BoundColumn] = {}
        self.open: dict[int, OpenHeading] = {}
        self.unsure: frozenset[int] = frozenset()
        self.split: set[int] = set()
        self.frame = self._frame() if by_meaning else record.key
        self.fits = {f.sheet_column: self._in_frame(f) for f in block.fields}

    def run(self) -> Assignment:
        self._set_doubled_aside()
        strong = [f for f in self._rest() if len(self.fits[f.sheet_column]) == 1]
        for field in sorted(strong, key=self._preference):
            self._take(field, self.fits[field.sheet_column][0].alias.column)
        for field in self._rest():
            self._settle(field)
        if self.by_meaning:
            self._read_by_words()
            self._tell_outcome_and_stage_apart()
            self._name_rows()
            self._leave_echo()
        self._split_closing()
        in_order = sorted(self.bound), sorted(self.open)
        bound, left = in_order
        return Assignment(
            tuple(self.bound[i] for i in bound), tuple(self.open[i] for i in left), frozenset(self.unsure)
        )

    def _frame(self) -> str:
        from sheetsales.schema.record_meaning import frame_of

        return frame_of(self.record.key, self.block)

    def _in_frame(self, field: Field) -> tuple[Fit, ...]:
        """What lists know of a heading, unless the rules by which this sheet is read say otherwise."""
        found = bindable(self.record.key, field, self.block)
        if self.frame == self.record.key:
            return found
        from sheetsales.schema.meaning import readings

        said = {reading.column for reading in readings(self.frame, field.text)}
        return tuple(fit for fit in found if fit.alias.column in said)

    def _rest(self) -> list[Field]:
        return [
            f
            for f in self.block.fields
            if f.sheet_column not in self.bound and f.sheet_column not in self.open
        ]

    def _preference(self, field: Field) -> tuple[int, int, int]:
        fit = self.fits[field.sheet_column][0]
        return ({"": 0, "values": 1}.get(fit.alias.rule, 2), fit.alias.rank, field.sheet_column)

    def _set_doubled_aside(self) -> None:
        """Of two headings alike, the one with data counts; two with data are not told apart without asking."""
        alike: dict[str, list[Field]] = {}
        for field in self.block.fields:
            alike.setdefault(field.heading.key, []).append(field)
        for group in alike.values():
            filled = [f for f in group if f.sample.values]
            for field in (
                group
                if len(group) > 1 and len(filled) != 1
                else [f for f in group if f not in filled and len(group) > 1]
            ):
                self._leave(field, "doubled")

    def _take(self, field: Field, key: str) -> None:
        if key in self.taken:
            self._leave(field, "taken")
            return
        column = self.record.by_key[key]
        factor = self._factor(column, field)
        if factor is None:
            self._leave(field, "unit")
            return
        self.taken.add(key)
        self.bound[field.sheet_column] = BoundColumn(column, field.sheet_column, field.text, factor)

    def _factor(self, column: Column, field: Field) -> Decimal | None:
        unit = field.heading.unit or (self.block.unit if column.kind is Kind.MONEY else "")
        factor = column_factor(column, unit, self.block.grid, field.sheet_column, self.block.rows)
        if factor is None or column.kind is not Kind.PERCENT:
            return factor
        seen = share_factor(field.sample)
        return factor * seen if seen is not None else None

    def _settle(self, field: Field) -> None:
        found = self.fits[field.sheet_column]
        free = [fit for fit in found if fit.alias.column not in self.taken]
        if not found:
            self._leave(field, "unsure" if fits(self.record.key, field) else self._why_not(field))
        elif not free:
            self._leave(field, "taken")
        elif len(free) == 1 or self._is_closing_date(free) or self._plainly_first(free):
            self._take(field, free[0].alias.column)
        else:
            self._leave(field, "ambiguous")

    def _read_by_words(self) -> None:
        """Headings that no list knows, and those a list only proposes, by their words."""
        from sheetsales.schema.word_reading import read_by_words

        read = read_by_words(self.record, self.block, self.open.values(), self.taken, self.frame)
        for found in read.bound:
            del self.open[found.field.sheet_column]
            self._take(found.field, found.column)
        self.unsure = read.unsure & self.bound.keys()
        self.open |= {heading.field.sheet_column: heading for heading in read.open}
        for field in read.splits:
            del self.open[field.sheet_column]
            self._take(field, "expected_close")
            self.split.update({field.sheet_column} & self.bound.keys())

    def _tell_outcome_and_stage_apart(self) -> None:
        """Where the column called stage says only how deals ended, and another one where they stand, the two change places."""
        from sheetsales.schema.outcome_pair import says_outcomes, says_places
        from sheetsales.schema.words import words_of

        at = next((at for at, bound in self.bound.items() if bound.column.key == "stage"), None)
        if self.record.key != "pipeline" or at is None or "outcome" in self.taken:
            return
        said = {at: words_of(o.field.text).known for at, o in self.open.items()}
        states = [
            o.field for at, o in self.open.items() if said[at] & _STATES and not said[at] & _OF_ANOTHER_TIME
        ]
        other = next((field for field in states if says_places(field.sample)), None)
        if other is not None and says_outcomes(self.block.sample(at)):
            self.bound[at] = replace(self.bound[at], column=self.record.by_key["outcome"])
            self.taken = self.taken - {"stage"} | {"outcome"}
            del self.open[other.sheet_column]
            self._take(other, "stage")
            self.unsure = self.unsure | {at, other.sheet_column}

    def _name_rows(self) -> None:
        """What names the rows where neither list nor word says so: bound, and to be looked at."""
        from sheetsales.schema.row_names import names_its_rows

        field = names_its_rows(self.record.key, self.block, self.taken)
        if field is None:
            return
        at = field.sheet_column
        self.open.pop(at, None)
        if before := self.bound.pop(at, None):
            self.taken.discard(before.column.key)
        self._take(field, "name")
        self.unsure = self.unsure | ({at} & self.bound.keys())

    def _leave_echo(self) -> None:
        """A customer's name that stands there twice is not the name of its contact as well."""
        at = {bound.column.key: at for at, bound in self.bound.items()}
        if self.record.key != "customers" or not {"name", "contact"} <= at.keys():
            return
        names, contacts = (self.block.sample(at[key]).values for key in ("name", "contact"))
        same = sum(1 for name, contact in zip(names, contacts, strict=False) if name == contact)
        if same and same >= len(contacts) * _ECHO:
            field = next(f for f in self.block.fields if f.sheet_column == at["contact"])
            del self.bound[at["contact"]]
            self.taken.discard("contact")
            self.unsure = self.unsure - {at["contact"]}
            self._leave(field, "values")

    def _plainly_first(self, free: list[Fit]) -> bool:
        """A customer list without another heading for the company: its name comes before the contact's."""
        return self.record.key == "customers" and free[0].alias.column == "name"

    def _is_closing_date(self, free: list[Fit]) -> bool:
        return {fit.alias.column for fit in free} == CLOSING and "stage" in self.taken

    def _split_closing(self) -> None:
        """One closing date for open and closed deals alike is told apart row by row."""
        for at, bound in self.bound.items():
            columns = {fit.alias.column for fit in self.fits[at]}
            if (columns == CLOSING or at in self.split) and not self.taken >= CLOSING:
                column = self.record.by_key["expected_close"]
                self.bound[at] = replace(bound, column=column, split_by_stage=True)

    def _why_not(self, field: Field) -> Why:
        known = aliases.lookup(aliases.of(self.record.key), field.heading) or ()
        return "values" if any(a.column for a in known) else "unknown"

    def _leave(self, field: Field, why: Why) -> None:
        known = aliases.lookup(aliases.of(self.record.key), field.heading) or ()
        columns = tuple(a.column for a in known if a.column)
        self.open[field.sheet_column] = OpenHeading(field, why, columns)
