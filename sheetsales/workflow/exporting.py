"""``export``: the workbook's records as files that another system's importer takes."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from pathlib import Path
from typing import BinaryIO, Final

from sheetsales.backends.saving import check_place, save_new
from sheetsales.dataclass import dataclass
from sheetsales.errors import NothingToDo
from sheetsales.exports.making import Made, Making, in_parts
from sheetsales.exports.systems import System, system_of
from sheetsales.exports.written import as_csv, as_workbook
from sheetsales.imports.crm.base import PREFIX, parsed
from sheetsales.texts import Lang, Text
from sheetsales.workflow.opening import Opened, open_book
from sheetsales.workflow.places import check_folder, make_folder_of

_NOTHING: Final = Text(
    "工作簿里没有可以导出的客户、联系人、商机或跟进。",
    "The workbook has no customers, contacts, deals or activities to export.",
)
_GUARDED: Final = Text(
    "{n} 格以 = + - @ 开头，前面加了撇号，免得打开时被当成公式。",
    "{n:cell begins|cells begin} with = + - @ and got an apostrophe in front, so that no program takes them for formulas.",
)


@dataclass(frozen=True)
class Exported:
    """The files that were made, in the order they are to be imported, and what the system cannot take."""

    system: System
    files: tuple[tuple[Path, int], ...]
    notes: tuple[Text, ...]
    lang: Lang


def export(
    path: Path, system: str, folder: Path, *, today: dt.date, since: dt.date | None = None, force: bool = False,
    dry_run: bool = False,
) -> Exported:  # fmt: skip
    """Make the files of a system in ``folder``; the workbook stays as it is. Raises ``NothingToDo`` where it holds no records."""
    check_folder(folder)
    opened = open_book(path, today=today)
    chosen = system_of(system)
    making = Making(opened.book, chosen, _keys(opened, system), since)
    files = [part for made in making.files() for part in in_parts(made, chosen.rows)]
    if not files:
        raise NothingToDo(_NOTHING)
    places = [folder / made.file for made in files]
    for place in places:
        if folder.exists():
            check_place(place, overwrite=force)
    guarded = 0
    for made, place in zip(files, places, strict=True):
        content, more = _content(made, chosen, today)
        guarded += more
        if not dry_run:
            _write(place, content, path, force=force)
    notes = (*making.notes, *((_GUARDED.fill(n=guarded),) if guarded else ()))
    counted = tuple((place, len(made.rows)) for made, place in zip(files, places, strict=True))
    return Exported(chosen, counted, notes, opened.book.lang)


def _content(made: Made, system: System, today: dt.date) -> tuple[bytes, int]:
    if made.file.endswith(".xlsx"):
        return as_workbook(made, today), 0
    return as_csv(made, signed=system.signed)


def _write(place: Path, content: bytes, book: Path, *, force: bool) -> None:
    def write(target: BinaryIO) -> None:
        target.write(content)

    make_folder_of(place)
    save_new(place, write, overwrite=force, like=book)


def _keys(opened: Opened, system: str) -> Mapping[str, Mapping[str, str]]:
    """The system's ids by kind of record and our id, as its exports said them when they were imported."""
    found: dict[str, dict[str, str]] = {}
    for name, text in opened.store.items():
        if name.startswith(f"{PREFIX}{system}."):
            record = name.rpartition(".")[2]
            found[record] = {ours: key for key, (ours, _) in parsed(text).rows.items() if ours}
    return found
