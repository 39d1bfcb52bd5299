"""Each record of an export against the workbook, three ways: what the source said last, says now, and what stands here."""

from __future__ import annotations

from collections.abc import Mapping, Sequence, Set
from typing import Literal

from sheetsales.cells.values import EditValue
from sheetsales.dataclass import dataclass
from sheetsales.imports.crm import reasons
from sheetsales.imports.crm.base import BLANK, NAMELESS, UNKNOWN, Base, mark
from sheetsales.imports.crm.links import Known
from sheetsales.imports.crm.outcome import Change, New, Taken
from sheetsales.imports.crm.resolved import Resolved
from sheetsales.imports.crm.side import NAMING, Side, naming
from sheetsales.imports.crm.typed import Records
from sheetsales.texts import Text

Prefer = Literal["", "export", "workbook"]


def nameless(name: str) -> str:
    """What a record without an id in its source is remembered by."""
    return NAMELESS + mark(name) + mark(name[::-1])


def _marks(senses: Sequence[str | None]) -> list[str]:
    """The marks of a whole column; what it leaves open has none."""
    found = {said: UNKNOWN if said is None else mark(said) for said in set(senses)}
    return [found[said] for said in senses]


@dataclass
class Comparison:
    """One export against one kind of record of the workbook. ``formulas`` are the cells (sheet, row, column) that work
    themselves out; ``started`` is what new records say where the export does not."""

    records: Records
    found: Resolved
    side: Side
    known: Known
    base: Base
    prefer: Prefer
    formulas: Set[tuple[str, int, int]]
    started: dict[str, EditValue]

    def run(self) -> Taken:
        """Every row that can be taken, in order."""
        self._columns = tuple(self.found.senses)
        self.base = self.side.base = self.base.widened(self._columns)
        self.taken = Taken(self.records, self.base, self.found, self.started)
        self._marks = {column: _marks(senses) for column, senses in self.found.senses.items()}
        unknown = [UNKNOWN] * len(self.records)
        self._in_order = [self._marks.get(column, unknown) for column in self.base.columns]
        keys, names = self._keys()
        rows_of: dict[str, int] = {}
        zeros = self._without_zeros()
        for i, (key, name) in enumerate(zip(keys, names, strict=True)):
            if key in zeros and zeros[key] not in keys:
                self.records.refuse(i, "key", reasons.ZEROS.fill(key=key, known=zeros[key]))
            if i in self.records.refused:
                self.known.refused.add(key)
                continue
            if key in rows_of:
                self.records.refuse(i, "key", self._twice(i, self.records.rows[rows_of[key]]))
                continue
            rows_of[key] = i
            self._one(i, key, name)
        return self.taken

    def _twice(self, i: int, row: int) -> Text:
        key = self.records.get("key")[i]
        return reasons.TWICE.fill(key=key, row=row) if key else reasons.TWICE_NAMED.fill(row=row)

    def _without_zeros(self) -> Mapping[str, str]:
        """Ids known to begin with zeros, by what is left where a program takes them for numbers."""
        known = {
            key for key in (*self.base.rows, *self.side.by_external) if key[:1] == "0" and key.isdecimal()
        }
        return {short: key for key in known if (short := key.lstrip("0")) not in self.base.rows}

    def _keys(self) -> tuple[list[str], list[str]]:
        """The source's id of every row, else what names it; and the names by which rows of the workbook are known."""
        parts = [self._said(column) for column in NAMING[self.side.key]]
        given = self.records.get("key")
        needs_names = len(self.side.table) > 0 or self.base.has_nameless
        names = [
            naming(list(one)) if needs_names or not key else ""
            for key, one in zip(given, zip(*parts, strict=True), strict=True)
        ]
        shown = self.records.get("name" if self.side.key != "activities" else "date")
        for i, value in enumerate(shown):
            if value is None:
                why = reasons.NO_NAME if self.side.key != "activities" else reasons.NO_DATE
                self.records.refuse(i, "name" if self.side.key != "activities" else "date", why)
        keys = [key or nameless(name) for key, name in zip(given, names, strict=True)]
        return keys, names

    def _said(self, column: str) -> list[str | None]:
        senses = self.found.senses.get(column)
        if senses is None:
            return list(self.records.get(column))
        return [one or None for one in senses]

    def _one(self, i: int, key: str, name: str) -> None:
        if (
            self.base.has_nameless
            and key not in self.base.rows
            and (before := nameless(name)) in self.base.rows
        ):
            self.base.rows[key] = self.base.rows.pop(before)  # it came without its id before
        row = self.side.find(key, name)
        if row is None and key in self.base.rows and self.prefer != "export":
            self.taken.removed.append(self._shown(i))
        elif row is None:
            self._add(i, key)
        else:
            self._update(i, key, row)

    def _shown(self, i: int) -> str:
        """What people call the record of a row."""
        return str(
            self.records.get("name")[i] or self.records.get("content")[i] or self.records.get("key")[i] or ""
        )

    def _add(self, i: int, key: str) -> None:
        side = self.side
        name = self.records.get("name")[i]
        ours = (
            next(side.fresh) if side.gives_ids else (str(name) if name and side.key != "activities" else "")
        )
        external = "" if key.startswith(NAMELESS) else key
        self.taken.new.append(New(ours, self._shown(i), i, external))
        self.known.add(ours, name, key)
        if key in self.base.rows:
            marks = {column: said[i] for column, said in self._marks.items() if said[i] != UNKNOWN}
            self.base.set(key, ours, marks)
        else:
            self.base.rows[key] = ours, "".join([said[i] for said in self._in_order])

    def _update(self, i: int, key: str, row: int) -> None:
        side, taken = self.side, self.taken
        ours = side.table.id(row) if side.table.record.id_column else ""
        marks: dict[str, str] = {}
        before = len(taken.changes)
        for column in self._columns:
            said = self.found.senses[column][i]
            if said is not None and column in side.table.raw:
                now = self._marks[column][i]
                if self._cell(i, row, key, column, said, now):
                    marks[column] = now
        taken.changed += len(taken.changes) > before
        taken.same += len(taken.changes) == before
        if not key.startswith(NAMELESS) and side.by_external.get(key) != row:
            taken.externals.append((row, key))
        if ours:
            self.known.add(ours, self.records.get("name")[i] or self.known.names.get(ours), key)
        self.base.set(key, ours, marks)

    def _cell(self, i: int, row: int, key: str, column: str, said: str, now: str) -> bool:
        """Compare one cell; whether what the source says now counts as heard."""
        last = self.base.said(key, column)
        if now == last:
            return True
        mine = self.side.sense(row, column)
        if mine == said:
            return True
        if last is None and now == BLANK:
            return True
        is_untouched = mark(mine) == (BLANK if last is None else last)
        change = self._change(i, row, column)
        if change is None:
            return False
        is_formula = (change.at.sheet, change.at.row, change.at.column) in self.formulas
        if (is_untouched or self.prefer == "export") and not is_formula:
            self.taken.changes.append(change)
            return True
        if self.prefer == "workbook":
            return True
        self.taken.conflicts.append(change)
        return False

    def _change(self, i: int, row: int, column: str) -> Change | None:
        table = self.side.table
        at = table.cell(row, column)
        if at is None:
            return None
        shown = table.id(row) if table.record.id_column else ""
        return Change(
            shown or self._shown(i), self._shown(i), column, table.heading(column, row), at, table.raw[column][row],
            self.found.writes[column][i], self.records.cell(i, column), row,
        )  # fmt: skip
