"""What is kept of a workbook outside it, the bases of its copies among it: only the workbook knows which of those are its."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from sheetsales.backends.locks import FOLDER
from sheetsales.backends.traces import Trace, of_workbook


def kept_of(path: Path, keep: int = 0) -> tuple[Trace, ...]:
    """As ``of_workbook``, and what its copies said when they were issued; those stay where a backup does.

    Raises ``NotAWorkbook`` where there are such bases and the workbook that would know its own is there, but cannot be read.
    """
    return (*of_workbook(path, keep), *(() if keep else _bases(path)))


def _bases(path: Path) -> Iterator[Trace]:
    folder = path.parent / FOLDER
    if not folder.is_dir() or not path.exists():
        return
    from sheetsales.workflow.portions import ISSUED

    bases = sorted((folder / ISSUED).glob("*.json"))
    if not bases:
        return
    from sheetsales.backends.reader import read_workbook
    from sheetsales.merging.stamp import BOOK_ID
    from sheetsales.schema.store import read_store

    book = read_store(read_workbook(path)).get(BOOK_ID, "")
    for base in bases:
        if book and base.name.startswith(f"{book[:12]}-"):
            yield Trace("issued", base, base.lstat().st_size)
