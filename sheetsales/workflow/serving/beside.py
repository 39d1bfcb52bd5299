"""The findings of a workbook that is open, as a workbook of their own beside it."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from pathlib import Path
from typing import Any, Final

from sheetsales.backends.locks import refuse_if_open
from sheetsales.backends.reader import read_workbook
from sheetsales.backends.saving import save_new
from sheetsales.book import telling
from sheetsales.checking.judge import Judged
from sheetsales.checking.spoken import counts_line
from sheetsales.errors import NotAWorkbook, SaveFailed, WorkbookLocked
from sheetsales.findings import Finding
from sheetsales.look import styles
from sheetsales.look.styles import Formats
from sheetsales.look.workbook import open_workbook, set_up_page
from sheetsales.schema.workbook import RECORDS
from sheetsales.texts import Lang, Text
from sheetsales.workflow.serving.folder import ENDINGS

MARK: Final = "sheetsales_findings_of"
"""A defined name in the files we made: no other is ever replaced."""
_MOST_NAMES: Final = 20
_MOST_ROWS: Final = 50_000
_SHEET: Final = Text("检查结果", "Findings")
_NOTE: Final = Text(
    "“{name}”的检查结果，按 {day} 存盘的内容。这份文件每次都会重写，请不要在里面填东西。",
    "Findings of “{name}” as it was saved on {day}. This file is made anew every time: do not fill anything in here.",
)
_COLUMNS: Final = (
    (Text("严重程度", "Severity"), 11), (Text("代码", "Code"), 9), (Text("单元格", "Cell"), 22),
    (Text("记录", "Record"), 12), (Text("列", "Column"), 16), (Text("值", "Value"), 20),
    (Text("问题", "What is wrong"), 64), (Text("怎么办", "What to do"), 64), (Text("负责人", "Owner"), 14),
)  # fmt: skip
_WRAPPED: Final = (6, 7)
NO_NAME = Text(
    "“{name}”旁边没有可用的文件名来放检查结果。请关掉或移走旧的“{stem}…”文件。",
    "There is no name left beside “{name}” for its findings. Close or move the old files “{stem}…”.",
)


def write_beside(path: Path, judged: Judged, today: dt.date) -> Path:
    """Write the findings beside the workbook; returns the file. Replaces only a file of ours that is not open."""
    lang = judged.book.lang
    place = _place(path, lang)
    save_new(place, lambda out: _draw(out, path.name, judged, today), overwrite=True, like=path)
    return place


def _place(path: Path, lang: Lang) -> Path:
    stem = path.stem + ENDINGS.in_(lang)
    for number in range(1, _MOST_NAMES):
        place = path.with_name(stem + (f"-{number}" if number > 1 else "") + ".xlsx")
        if not place.exists() or _is_ours(place):
            return place
    raise SaveFailed(NO_NAME.fill(name=path.name, stem=stem))


def _is_ours(place: Path) -> bool:
    """Whether we made the file and nobody has it open."""
    try:
        refuse_if_open(place)
        return any(name.lower() == MARK for name in read_workbook(place, sheets=lambda _: False).names)
    except (NotAWorkbook, WorkbookLocked):
        return False


def _draw(out: Any, name: str, judged: Judged, today: dt.date) -> None:
    lang = judged.book.lang
    workbook = open_workbook(out, lang, title=f"{name}: {_SHEET.in_(lang)}", today=today)
    formats = Formats(workbook)
    sheet = workbook.add_worksheet(_SHEET.in_(lang))
    workbook.define_name(MARK, f"='{_SHEET.in_(lang)}'!$A$1")
    sheet.write_string(0, 0, counts_line(judged.summary, lang), formats.of(styles.TITLE))
    sheet.write_string(1, 0, _NOTE.fill(name=name, day=today.isoformat()).in_(lang), formats.of(styles.HELP))
    for column, (title, width) in enumerate(_COLUMNS):
        sheet.set_column(column, column, width)
        sheet.write_string(3, column, title.in_(lang), formats.of(styles.HEADING))
    body, wrapped = formats.of(styles.BODY), formats.of(styles.BODY, styles.WRAPPED)
    last = 4
    for last, row in enumerate(_rows(judged), 4):
        for column, text in enumerate(row):
            sheet.write_string(last, column, text, wrapped if column in _WRAPPED else body)
    sheet.autofilter(3, 0, last, len(_COLUMNS) - 1)
    sheet.freeze_panes(4, 0)
    set_up_page(sheet, lang)
    workbook.close()


def _rows(judged: Judged) -> Iterator[tuple[str, ...]]:
    lang = judged.book.lang
    for finding in judged.findings[:_MOST_ROWS]:
        yield (
            finding.severity.text.in_(lang), finding.code, str(finding.at or ""), finding.record,
            _column(judged, finding), "" if finding.value is None else str(finding.value),
            finding.message.in_(lang), finding.hint.in_(lang),
            judged.book.person_name(finding.owner) or "" if finding.owner else "",
        )  # fmt: skip


def _column(judged: Judged, finding: Finding) -> str:
    record = RECORDS.get(finding.record_key)
    if record is None or finding.column not in record.by_key:
        return finding.column
    return telling.column_title(judged.book.table(finding.record_key), finding.column).in_(judged.book.lang)
