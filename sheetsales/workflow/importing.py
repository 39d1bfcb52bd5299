"""``import``: payments of another program's export put into the workbook."""

from __future__ import annotations

import csv
import datetime as dt
import io
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path

from sheetsales.backends.base import Applied
from sheetsales.cells.values import CellValue
from sheetsales.dataclass import dataclass
from sheetsales.errors import BadRequest
from sheetsales.imports.receipts import Imported, import_receipts
from sheetsales.imports.sources import BY_KEY
from sheetsales.schema.bound_tables import readable
from sheetsales.texts import Lang, Text
from sheetsales.workflow.newest import anew
from sheetsales.workflow.opening import open_book
from sheetsales.workflow.writing import write_plan

Rows = Sequence[Sequence[CellValue]]

MOST_BYTES = 64 * 2**20
_ENCODINGS = ("utf-8-sig", "utf-16", "gb18030")
_NO_FILE = Text(
    "没有文件“{path}”。请检查文件名和所在文件夹。",
    "There is no file “{path}”. Check its name and the folder.",
)
_KIND = Text(
    "“{path}”读不了：要 .csv、.txt、.xlsx 或 .xlsm。旧的 .xls 请用 Excel 另存为 .xlsx。",
    "“{path}” cannot be read: .csv, .txt, .xlsx or .xlsm is needed. Save an old .xls as .xlsx in Excel.",
)
_TOO_LARGE = Text("“{path}”超过 64 MB，请分几段导出。", "“{path}” is larger than 64 MB; export it in parts.")
_NO_TEXT = Text(
    "“{path}”的文字认不出编码，请另存为 UTF-8。", "The encoding of “{path}” is unknown; save it as UTF-8."
)

_TORN = Text(
    "导出文件有一格长得离谱，多半是引号没有配对。请用 Excel 打开看看，另存为 .xlsx 再导入。",
    "One cell of the export is beyond measure long: a quotation mark is probably missing its partner. Look at it in Excel, save it as "
    ".xlsx and import that.",
)


@dataclass(frozen=True)
class ImportResult:
    """What was read and matched, and what writing it did."""

    lang: Lang
    imported: Imported
    applied: Applied


@anew
def import_payments(
    path: Path, export: Path, *, source: str, today: dt.date, dry_run: bool = False
) -> ImportResult:
    """Book the payments of an export; what is not certain waits in a sheet of its own. ``source`` is where the export comes
    from."""
    sheets = read_export(export)
    opened = open_book(path, today=today)
    imported = import_receipts(
        opened.book, opened.workbook, sheets, BY_KEY[source], today=today, lang=opened.book.lang
    )
    return ImportResult(opened.book.lang, imported, write_plan(path, imported.plan, dry_run=dry_run))


def read_export(path: Path) -> Mapping[str, Rows]:
    """The rows of every sheet of an export, one of a text file; raises ``BadRequest`` for what is none."""
    if not path.is_file():
        raise BadRequest(_NO_FILE.fill(path=path))
    if path.suffix.lower() in (".xlsx", ".xlsm"):
        from sheetsales.backends.reader import read_workbook

        return {grid.name: _rows(grid.columns, grid.first_row) for grid in readable(read_workbook(path))}
    if path.suffix.lower() not in (".csv", ".txt", ".tsv"):
        raise BadRequest(_KIND.fill(path=path.name))
    if path.stat().st_size > MOST_BYTES:
        raise BadRequest(_TOO_LARGE.fill(path=path.name))
    return {path.stem: _of_text(_decoded(path))}


def _rows(columns: Sequence[Sequence[CellValue]], first: int) -> Rows:
    """The rows as they stand on the sheet, those above the first filled one blank."""
    blank: list[Sequence[CellValue]] = [()] * (first - 1)
    return [*blank, *zip(*columns, strict=True)]


def _decoded(path: Path) -> str:
    data = path.read_bytes()
    for encoding in _ENCODINGS:
        if encoding == "utf-16" and not data.startswith((b"\xff\xfe", b"\xfe\xff")):
            continue
        try:
            return data.decode(encoding)
        except UnicodeDecodeError:
            continue
    raise BadRequest(_NO_TEXT.fill(path=path.name))


def _of_text(text: str) -> Rows:
    """Rows of a text file, whatever parts its cells: the sign that stands in most lines."""
    lines = text.splitlines()[:60]
    sign = max(",;\t|", key=lambda one: sum(one in line for line in lines))
    cells = csv.reader(io.StringIO(text, newline=""), delimiter=sign)
    try:
        return _stripped(cells)
    except csv.Error:
        raise BadRequest(_TORN) from None


def _stripped(cells: Iterable[Sequence[str]]) -> Rows:
    return [[cell.strip().strip("\t'") or None for cell in row] for row in cells]
