"""Copies of a workbook made in memory, and where what was issued is kept."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping, Sequence
from dataclasses import replace
from io import BytesIO
from pathlib import Path
from typing import Final

from sheetsales.backends.locks import own_folder
from sheetsales.backends.ooxml.apply import apply_plan
from sheetsales.backends.ooxml.cutting.book import cut_book
from sheetsales.backends.plain_files import write_whole
from sheetsales.backends.reader import read_workbook
from sheetsales.backends.saving import save_new
from sheetsales.backends.workroom import workroom
from sheetsales.cells.edits import Edit, EditPlan, SetNote
from sheetsales.dataclass import dataclass
from sheetsales.errors import BadRequest
from sheetsales.merging.part import part_of
from sheetsales.merging.read import tables_of
from sheetsales.merging.stamp import STAMP, Issue, Stamp, base_of, lent_ids, stamp_text, values_text
from sheetsales.merging.whose import By, Holder, Whose, whose
from sheetsales.regex import regex
from sheetsales.schema.binding import Binding
from sheetsales.schema.store import ID_MARK, store_edits
from sheetsales.schema.stored import STORE_KEY, from_json, parse, to_json
from sheetsales.texts import Text
from sheetsales.workflow.opening import Opened, loaded
from sheetsales.workflow.places import make_folder_of

ISSUED: Final = "issued"
_PLAIN_ID: Final = regex(r"[A-Za-z0-9]{1,12}")
_OTHERWISE: Final = Text(
    "“{sheet}”单独拿出来就认不准列了。请先运行 sheetsales adopt 认领这份工作簿，再分。",
    "On its own the sheet '{sheet}' would not be read as it is here. Run sheetsales adopt on this workbook first, then split.",
)
_LENT: Final = Text(
    "{owner} 的客户，只供查看；在这里改了不会收回。",
    "{owner}'s customer, to look at only: changes made here are not taken back.",
)
_TOLD: Final = ("customers", "pipeline")


@dataclass(frozen=True)
class Asked:
    """How a workbook is to be split."""

    by: By = "owner"
    only: tuple[str, ...] = ()
    since: dt.date | None = None
    with_pay: bool = False
    buttons: bool = False
    force: bool = False


@dataclass(frozen=True)
class Made:
    """The file of a copy, the values it was issued with, and how many records of each kind are its holder's."""

    data: bytes
    values: str
    counts: Mapping[str, int]


@dataclass(frozen=True)
class Part:
    """A workbook with what is somebody's, not stamped yet: its file, what it holds, and whose that is."""

    data: bytes
    made: Opened
    of: Whose


class Maker:
    """Makes copies in memory."""

    def __init__(self, opened: Opened, asked: Asked, book_id: str, today: dt.date) -> None:
        self._opened, self._asked, self._book_id, self._today = opened, asked, book_id, today
        self._tables = tables_of(opened.book, opened.source)
        self._kept: set[str] = set()
        self._held: dict[str, set[int]] = {key: set() for key in _TOLD}

    def part(self, holder: Holder, issue: Issue) -> Part:
        """The workbook with what is the holder's, and what that is."""
        opened, asked = self._opened, self._asked
        of = whose(opened.book, holder, since=asked.since, with_pay=asked.with_pay)
        cut = part_of(opened.book, opened.source, opened.binding, of, with_pay=asked.with_pay)
        self._kept |= {sheet.name for sheet in cut.sheets}
        for key, rows in self._held.items():
            rows |= of.own.get(key, frozenset())
        data = cut_book(opened.path, cut)
        if asked.buttons:
            from sheetsales.workflow.buttoning import with_buttons

            data = with_buttons(data, Path(issue.file).with_suffix(".xlsx"), opened.book.lang)[0] or data
        with workroom() as room:
            place = room / "copy.xlsx"
            place.write_bytes(data)
            made = loaded(place, read_workbook(place), today=self._today)
        self._refuse_otherwise(made.binding)
        return Part(data, made, of)

    def copy(self, holder: Holder, issue: Issue) -> Made:
        """A whole copy, stamped."""
        part = self.part(holder, issue)
        made = self.stamped(part.data, part.made, part.of, issue, self.notes(part.made, part.of))
        counts = {key: len(rows) for key, rows in part.of.own.items() if rows and key != "team"}
        return replace(made, counts=counts)

    def stamped(self, data: bytes, made: Opened, of: Whose, issue: Issue, notes: Sequence[Edit] = ()) -> Made:
        """The file of a copy with the stamp of what it says now."""
        base = base_of(tables_of(made.book, made.workbook), lent_ids(self._tables, of))
        texts = {STAMP: stamp_text(Stamp(self._book_id, issue, base)), ID_MARK: _mark(issue)}
        if adopted := self._opened.store.get(STORE_KEY):
            texts[STORE_KEY] = _binding_text(adopted, {grid.name for grid in made.workbook.grids})
        edits = (*store_edits(made.workbook, texts), *notes)
        out = BytesIO()
        apply_plan(data, EditPlan(edits), out, allow_protected=True)
        return Made(out.getvalue(), values_text(base), {})

    def left_behind(self) -> list[str]:
        """Sheets people see that no copy has."""
        return [
            grid.name
            for grid in self._opened.source.grids
            if grid.visibility == "visible" and grid.name not in self._kept
        ]

    def unheld(self) -> dict[str, int]:
        """How many customers and deals are in nobody's copy: nobody owns them, or somebody who left."""
        counts = {key: len(self._opened.book.table(key)) - len(rows) for key, rows in self._held.items()}
        return {key: n for key, n in counts.items() if n}

    def _refuse_otherwise(self, made: Binding) -> None:
        """Raises ``BadRequest`` where the copy is read in another way than the whole is."""
        now = {(table.sheet, table.record.key): _reading(made, table.sheet) for table in made.tables}
        for table in self._opened.binding.tables:
            key = table.sheet, table.record.key
            if table.sheet in {sheet for sheet, _ in now} and now.get(key) != _reading(
                self._opened.binding, table.sheet
            ):
                raise BadRequest(_OTHERWISE.fill(sheet=table.sheet))

    def notes(self, made: Opened, of: Whose) -> list[SetNote]:
        """A note on every customer that is somebody else's."""
        lent = (
            {row.id for row in self._tables["customers"].rows if row.at in of.lent["customers"]}
            if "customers" in self._tables
            else set()
        )
        table, lang = made.book.table("customers"), made.book.lang
        notes: list[SetNote] = []
        for i, owner in enumerate(table.get("owner")):
            at = table.cell(i, "name")
            if at is not None and table.id(i) in lent:
                text = _LENT.fill(owner=made.book.person_name(owner) if owner else "—").in_(lang)
                notes.append(SetNote(at, text))
        return notes


def _reading(binding: Binding, sheet: str) -> set[tuple[str, str]]:
    return {(b.heading, b.column.key) for t in binding.tables if t.sheet == sheet for b in t.columns}


def _mark(issue: Issue) -> str:
    """What new ids in a copy carry: the person's id, else the number of the issue."""
    return issue.holder if _PLAIN_ID.fullmatch(issue.holder) else str(issue.number)


def _binding_text(text: str, sheets: set[str]) -> str:
    """The adopted reading of those sheets that the copy has."""
    stored = from_json(parse(text))
    kept = tuple(table for table in stored.tables if table.sheet in sheets)
    seen = tuple(sheet for sheet in stored.seen if sheet in sheets)
    left = tuple(sheet for sheet in stored.left if sheet in sheets)
    return to_json(replace(stored, tables=kept, seen=seen, left=left, refused={}, copies={}, apart=()))


def keep_values(path: Path, made: Made, book_id: str, number: int) -> None:
    """Keep what was issued beside the workbook."""
    kept = base_place(path, book_id, number)
    kept.parent.mkdir(parents=True, exist_ok=True)
    write_whole(kept, path, lambda out: out.write(made.values.encode()))


def put(path: Path, place: Path, made: Made, overwrite: bool, book_id: str, issue: Issue) -> None:
    """What was issued beside the workbook, then the copy itself."""
    keep_values(path, made, book_id, issue.number)
    make_folder_of(place)
    save_new(place, lambda out: out.write(made.data), overwrite=overwrite, like=path)


def base_place(path: Path, book_id: str, number: int) -> Path:
    """Where the values of an issue are kept beside the workbook."""
    return own_folder(path) / ISSUED / f"{book_id[:12]}-{number:04d}.json"
