"""``import``: the export of another system taken into the workbook, and taken in again every week."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping, Sequence
from dataclasses import field
from pathlib import Path
from typing import Final

from sheetsales.backends.base import Applied
from sheetsales.backends.exports import export_sheets
from sheetsales.cells.grid import Grid
from sheetsales.dataclass import dataclass
from sheetsales.errors import BadRequest
from sheetsales.imports.crm.outcome import Taken
from sheetsales.imports.crm.recognise import Export, mapped, recognised
from sheetsales.imports.crm.taking import Asked, Outcome, Taking
from sheetsales.speech.lists import listed
from sheetsales.texts import Lang, Text
from sheetsales.workflow.newest import anew
from sheetsales.workflow.opening import open_book
from sheetsales.workflow.writing import write_plan

_NOTHING: Final = Text(
    "{files} 里认不出客户、联系人、商机或跟进记录：没有一行像是它们的表头。请用 --from 说明从哪个系统导出；列名是自己起的，用 --map 写一份对应文件。",
    "{files} show no customers, contacts, deals or activities: no row looks like their headings. Say with --from which system they "
    "come from; where headings are your own, write with --map what they are.",
)  # fmt: skip
_NOT_WRITTEN: Final = Text(
    "没能在“{folder}”里写出不能导入的行，请检查那个文件夹能不能写。",
    "The file of refused rows could not be written in “{folder}”; check whether that folder can be written to.",
)
_WORD: Final = Text("错误", "errors")
_ERROR: Final = Text("错误原因", "Error")
_BECAUSE: Final = Text("{column}：{why}", "{column}: {why}")


@dataclass(frozen=True)
class Told:
    """What is known of the files: the system they come from, the one kind of record in them, headings as somebody mapped
    them; and what else was told."""

    system: str = ""
    record: str = ""
    headings: Mapping[str, str] = field(default_factory=dict)
    asked: Asked = field(default_factory=Asked)


@dataclass(frozen=True)
class TakenIn:
    """What an import did, or would. ``unread`` are sheets nothing was taken from, ``errors`` the files of refused rows."""

    lang: Lang
    outcome: Outcome
    applied: Applied
    unread: tuple[str, ...]
    errors: tuple[Path, ...] = ()
    notices: tuple[Text, ...] = ()


@dataclass(frozen=True)
class Files:
    """Exports as they were read, with the file each came from."""

    exports: tuple[Export, ...]
    places: Mapping[str, Path]
    unread: tuple[str, ...]


def read_files(files: Sequence[Path], told: Told) -> Files:
    """The exports in some files; raises ``BadRequest`` where there is none at all, or a file cannot be read."""
    found: list[Export] = []
    unread: list[str] = []
    for path in files:
        for grid in export_sheets(path):
            export = _recognised(path, grid, told)
            if export is not None:
                found.append(export)
            elif grid.columns:
                unread.append(path.name if grid.name == path.stem else f"{path.name} · {grid.name}")
    if not found:
        raise BadRequest(_NOTHING.fill(files=listed([path.name for path in files])))
    return Files(tuple(found), {path.name: path for path in files}, tuple(unread))


def _recognised(path: Path, grid: Grid, told: Told) -> Export | None:
    if told.headings:
        return mapped(path.name, grid, told.record, told.headings, told.system)
    return recognised(path.name, grid, told.system, told.record)


@anew
def take_in(path: Path, files: Files, told: Told, *, today: dt.date, dry_run: bool = False) -> TakenIn:
    """Compare exports with the workbook by key and write what is new and what changed there; rows that cannot be taken go
    into a file beside their export."""
    opened = open_book(path, today=today)
    outcome = Taking(opened.book, opened.workbook, opened.store, today, told.asked).run(files.exports)
    applied = write_plan(path, outcome.plan, dry_run=dry_run)
    lang = opened.book.lang
    errors, notices = ((), ()) if dry_run else refused_files(outcome, files.places, lang)
    return TakenIn(lang, outcome, applied, files.unread, errors, notices)


def refused_files(
    outcome: Outcome, places: Mapping[str, Path], lang: Lang
) -> tuple[tuple[Path, ...], tuple[Text, ...]]:
    """The files of rows that could not be taken, written beside their exports; and what could not be written."""
    errors: list[Path] = []
    notices: list[Text] = []
    for taken in outcome.taken:
        if taken.refused:
            place = places[taken.export.file]
            try:
                errors.append(_refused(taken, place, lang))
            except OSError:
                notices.append(_NOT_WRITTEN.fill(folder=place.parent))
    return tuple(dict.fromkeys(errors)), tuple(notices)


def _refused(taken: Taken, place: Path, lang: Lang) -> Path:
    from sheetsales.backends.exports.refused import refused_file

    grid, export = taken.export.grid, taken.export
    columns = range(grid.first_column, grid.last_column + 1)
    headings = [str(grid.value(export.heading_row, at) or "") for at in columns]
    rows = [
        (_said(taken, odd.column, odd.why, lang), *(grid.value(odd.row, at) for at in columns))
        for odd in taken.refused
    ]
    if headings and headings[0] in (_ERROR.zh, _ERROR.en):
        headings, rows = headings[1:], [(why, *cells[1:]) for why, *cells in rows]
    return refused_file(place, _WORD.in_(lang), grid.name, [_ERROR.in_(lang), *headings], rows)


def _said(taken: Taken, column: str, why: Text, lang: Lang) -> str:
    if column not in taken.export.columns:
        return why.in_(lang)
    return _BECAUSE.fill(column=taken.export.heading(column), why=why).in_(lang)
