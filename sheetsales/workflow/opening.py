"""A workbook file, opened: read, bound and loaded."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from sheetsales.backends.reader import read_workbook
from sheetsales.book.book import Book
from sheetsales.book.load import load
from sheetsales.cells.grid import Workbook
from sheetsales.errors import NothingToDo
from sheetsales.findings import Finding
from sheetsales.schema.bind import bind
from sheetsales.schema.binding import Binding
from sheetsales.schema.store import read_store
from sheetsales.texts import Text


@dataclass(frozen=True)
class Opened:
    """What a workbook holds, how it is bound, its typed records and what loading found wrong with them."""

    path: Path
    workbook: Workbook
    binding: Binding
    book: Book
    findings: tuple[Finding, ...]
    store: Mapping[str, str]


def open_book(path: Path, *, today: dt.date) -> Opened:
    """Read a workbook and load its records; raises ``NotAWorkbook``, or ``NothingToDo`` where it holds none."""
    workbook = read_workbook(path)
    store = read_store(workbook)
    binding = bind(workbook)
    if not binding.tables:
        raise NothingToDo(_no_records(path, binding))
    book, findings = load(workbook, binding, today=today)
    return Opened(path, workbook, binding, book, findings, store)


def _no_records(path: Path, binding: Binding) -> Text:
    """Why there is nothing to work on: sheets recognised and refused by name, else the way to adopt."""
    if binding.refused:
        zh = "、".join(f"“{r.sheet}”（{r.kind}）" for r in binding.refused)
        en = ", ".join(f"'{r.sheet}' ({r.kind})" for r in binding.refused)
        return Text(
            f"{path.name} 里没有能当记录读的表：{zh}。请用原始的明细表。",
            f"{path.name} has no sheet that can be read as records: {en}. Use the sheet it was made from.",
        )
    return Text(
        f"{path.name} 里没有认得出的销售表。请先运行 sheetsales adopt {path.name}。",
        f"{path.name} has no sheet we recognise. Run sheetsales adopt {path.name} first.",
    )
