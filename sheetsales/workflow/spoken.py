"""The language a workbook is written in, for a run that ended before it had read it."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import islice
from pathlib import Path
from typing import Final

from sheetsales.backends.reader import read_workbook
from sheetsales.cells.grid import Workbook
from sheetsales.errors import SheetsalesError
from sheetsales.texts import Lang

_ROWS: Final = 30
_TEXTS: Final = 200


def language_of_file(path: Path) -> Lang | None:
    """The language most texts at the top of its sheets are written in; None for a file that cannot be read or has none."""
    try:
        workbook = read_workbook(path)
    except (SheetsalesError, OSError, MemoryError):
        return None
    texts = list(islice(_texts(workbook), _TEXTS))
    chinese = sum(1 for text in texts if any("\u3400" <= ch <= "\u9fff" for ch in text))
    if not texts:
        return None
    return "zh" if chinese * 2 >= len(texts) else "en"


def _texts(workbook: Workbook) -> Iterator[str]:
    for grid in workbook.grids:
        if grid.visibility == "veryHidden":
            continue
        yield grid.name
        for column in grid.columns:
            yield from (
                v for v in column[:_ROWS] if isinstance(v, str) and v.strip().strip("0123456789-./: ")
            )
