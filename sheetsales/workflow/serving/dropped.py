"""A copy that somebody dropped into a watched folder: collected into the workbook it was made from."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from pathlib import Path
from typing import Final

from sheetsales.errors import SheetsalesError
from sheetsales.merging.stamp import BOOK_ID, STAMP, read_stamp
from sheetsales.schema.store import read_store
from sheetsales.schema.workbook import STORE_SHEET
from sheetsales.texts import Text
from sheetsales.workflow.collecting import Came, collect
from sheetsales.workflow.serving.task import Outcome, state_of

_KINDS: Final = (".xlsx", ".xlsm")
_NO_MASTER: Final = Text(
    "{name}：没有找到它是从哪份工作簿分出来的，没有收。请把那份工作簿放在这个文件夹或它的上一级文件夹里。",
    "{name}: the workbook it was made from was not found, so it was not collected. Put that workbook into this folder or the one above it.",
)
_COLLECTED: Final = Text(
    "{name}（{holder}）收进“{book}”：{cells} 格，新增 {rows} 行，要人定的 {asked} 处。{more}",
    "{name} ({holder}) came into “{book}”: {cells:cell|cells} taken, {rows:row|rows} added, {asked} to decide. {more}",
)
_LEFT: Final = Text("{name}：{why}", "{name}: {why}")


def collect_dropped(place: Path, today: dt.date) -> Outcome | None:
    """Collect a copy; None for a workbook that is none. Raises a ``SheetsalesError`` for a file that cannot be read."""
    stamp = read_stamp(store_of(place).get(STAMP, ""))
    if stamp is None:
        return None
    before = state_of(place)
    book = next(_masters(place.parent, stamp.book, place), None)
    if book is None:
        return Outcome(1, _NO_MASTER.fill(name=place.name), before)
    result = collect(book, [place], today=today)
    (came,) = result.came
    return Outcome(1 if result.waiting or came.said else 0, _told(came, book), before)


def _told(came: Came, book: Path) -> Text:
    more = Text("".join(f"{said.zh}。" for said in came.said), " ".join(f"{said.en}." for said in came.said))
    if came.fate != "merged":
        return _LEFT.fill(name=came.place.name, why=more)
    counts = {"cells": came.cells, "rows": came.rows, "asked": len(came.asked)}
    return _COLLECTED.fill(name=came.place.name, holder=came.holder, book=book.name, more=more, **counts)


def _masters(folder: Path, book_id: str, copy: Path) -> Iterator[Path]:
    """The workbooks here and one folder up that copies with this id are made from."""
    for place in (folder, folder.parent):
        for one in sorted(place.iterdir()):
            if one.suffix.lower() in _KINDS and one != copy and not one.name.startswith(("~$", ".")):
                try:
                    store = store_of(one)
                except SheetsalesError:
                    continue
                if store.get(BOOK_ID) == book_id and STAMP not in store:
                    yield one


def store_of(place: Path) -> dict[str, str]:
    """The texts of a workbook's hidden sheet, and nothing else of it."""
    from sheetsales.backends.reader import read_workbook

    return read_store(read_workbook(place, sheets=lambda name: name == STORE_SHEET))
