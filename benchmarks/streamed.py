"""Every workbook of a corpus changed twice, its sheets held in memory and streamed: the outcome must be the same.

    python -m benchmarks.streamed [CORPUS] [--block BYTES]

One cell is set, rows are appended to and replaced in every Table. Exit 0 only where no part differs and nothing is
refused one way only. Where there is no corpus, it says so and exits 0.
"""

from __future__ import annotations

import argparse
import zipfile
from collections import Counter
from concurrent.futures import ProcessPoolExecutor
from io import BytesIO
from pathlib import Path

from benchmarks.corpus_cells import SHARED, VALUES, _pick, _row_edits
from sheetsales.backends.limits import Limits
from sheetsales.backends.ooxml import open_book, row_blocks
from sheetsales.backends.ooxml.apply import apply_plan
from sheetsales.backends.ooxml.row_blocks import Survey
from sheetsales.backends.ooxml.spool import Spool
from sheetsales.backends.reader import read_workbook
from sheetsales.cells.edits import Edit, EditPlan, SetCell
from sheetsales.errors import SheetsalesError

Parts = dict[str, bytes]
_COUNTED: Counter[str] = Counter()


def main() -> int:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("corpus", nargs="?", type=Path, default=SHARED / "corpus" / "good")
    parser.add_argument("--block", type=int, default=2_000, help="bytes of a sheet in memory at a time")
    options = parser.parse_args()
    if not options.corpus.is_dir():
        print(f"no corpus at {options.corpus}: nothing to do")
        return 0
    files = sorted(f for f in options.corpus.iterdir() if f.suffix.lower() in (".xlsx", ".xlsm"))
    wrong, counts = [], Counter[str]()
    with ProcessPoolExecutor(2, initializer=_prepare, initargs=(options.block,)) as pool:
        for found, counted in pool.map(compare, files, chunksize=4):
            wrong += found
            counts += counted
    print(f"{len(files)} files: " + ", ".join(f"{n:,} {what}" for what, n in sorted(counts.items())))
    print("\n".join(wrong) if wrong else "every outcome is the same both ways")
    return 1 if wrong else 0


def compare(path: Path) -> tuple[list[str], Counter[str]]:
    """What came out differently for one file, and what was counted."""
    _COUNTED.clear()
    wrong = []
    for edit in _edits(path):
        held, streamed = (_applied(path, edit, limits) for limits in (Limits(), Limits(held_bytes=0)))
        _COUNTED["edits refused" if isinstance(held, str) else "edits made"] += 1
        if held != streamed:
            wrong.append(f"{path.name} {type(edit).__name__}: {_difference(held, streamed)}")
    return wrong, Counter(_COUNTED)


def _edits(path: Path) -> list[Edit]:
    try:
        at = _pick(path, "value")
        tables = [table for grid in read_workbook(path).grids for table in grid.tables]
    except SheetsalesError:
        return []
    rows = [edit for table in tables for edit in _row_edits(table)]
    return [SetCell(at, VALUES[len(path.name) % len(VALUES)]), *rows]


def _applied(path: Path, edit: Edit, limits: Limits) -> Parts | str:
    out = BytesIO()
    try:
        apply_plan(path, EditPlan((edit,)), out, allow_protected=True, limits=limits)
    except SheetsalesError as refused:
        return str(refused)
    with zipfile.ZipFile(out) as archive:
        return {info.filename: archive.read(info) for info in archive.infolist() if not info.is_dir()}


def _difference(held: Parts | str, streamed: Parts | str) -> str:
    if isinstance(held, str) or isinstance(streamed, str):
        return f"{held if isinstance(held, str) else 'made'} / {streamed if isinstance(streamed, str) else 'made'}"
    names = held.keys() | streamed.keys()
    return ", ".join(sorted(n for n in names if held.get(n) != streamed.get(n)))


def _prepare(block: int) -> None:
    """Let the pieces be small, and count the sheets that are really streamed."""
    row_blocks.BLOCK = block
    surveyed = row_blocks.survey

    def counting(spool: Spool, sheet: str, part: str) -> Survey | None:
        found = surveyed(spool, sheet, part)
        _COUNTED["sheets streamed" if found else "sheets held after all"] += 1
        return found

    vars(open_book)["survey"] = counting


if __name__ == "__main__":
    raise SystemExit(main())
