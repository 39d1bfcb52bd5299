"""The Home sheet of the manager's own workbook: what it is for, what it reads, its sheets, the last run."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, Final

from sheetsales.cells.address import quote_sheet
from sheetsales.look import styles
from sheetsales.look.styles import Formats
from sheetsales.look.workbook import set_up_page
from sheetsales.schema.record import Record
from sheetsales.schema.workbook import HOME_TITLE
from sheetsales.template.home import LABELS, LINE_HEIGHT, TEXTS, WIDTHS, HomePen, draw_last_run, draw_legend
from sheetsales.texts import Lang, Text, same

_COMMANDS: Final = TEXTS + 1
_TITLE: Final = Text("人员工作簿", "People workbook")
_WHAT: Final = (
    Text("提成、评价和发展计划只记在这一本里，只给主管；大家都打开的那一本里没有，也不会写进去。", "Pay, appraisals and development plans live in this file, for the manager alone; the workbook everybody opens holds none of it."),
    Text("客户、商机和人员从“{reads}”读取，不会改它。请把这个文件放在只有你能打开的地方。", "Deals, customers and people are read from {reads}, which is never changed from here. Keep this file in a folder only you can open."),
)  # fmt: skip
_STEPS: Final = (
    (Text("检查这一本", "Check this file"), "sheetsales check {own}"),
    (Text("出含评价的月报", "Report with evaluations"), "sheetsales report {own}"),
)  # fmt: skip


def draw_people_home(
    workbook: Any, formats: Formats, lang: Lang, own: str, reads: str, records: Sequence[Record]
) -> None:
    """Adds it as the first sheet; ``own`` is what the file is called."""
    sheet = workbook.add_worksheet(HOME_TITLE.in_(lang))
    pen = HomePen(sheet, formats, lang)
    for row in range(24):
        sheet.set_row(row, LINE_HEIGHT)
    for index, width in enumerate(WIDTHS):
        sheet.set_column(index, index, width)
    sheet.set_row(1, 30)
    pen.text(1, 1, _TITLE, styles.TITLE)
    for offset, line in enumerate(_WHAT):
        pen.text(2 + offset, 1, line.fill(reads=reads), styles.BODY)
    row = _draw_sheets(pen, 5, own, records)
    row = draw_last_run(pen, workbook, row + 1)
    draw_legend(pen, row + 1)
    sheet.hide_gridlines(2)
    sheet.set_tab_color(styles.ACCENT)
    sheet.activate()
    set_up_page(sheet, lang, heading_rows=0)


def _draw_sheets(pen: HomePen, row: int, own: str, records: Sequence[Record]) -> int:
    """A line for each sheet that people fill: a link and what it is for; then the commands."""
    pen.rule(row, Text("表", "Sheets"))
    for record in records:
        if record.home == "people":
            row += 1
            title = record.title.in_(pen.lang)
            target = f"internal:{quote_sheet(title)}!A1"
            pen.sheet.write_url(row, LABELS, target, pen.formats.of(styles.LINK), string=title)
            pen.text(row, TEXTS, record.purpose, styles.BODY, {"indent": 1})
    for step, command in _STEPS:
        row += 1
        pen.text(row, LABELS, step, styles.BODY)
        pen.text(row, _COMMANDS, same(command.format(own=own)), styles.COMMAND, {"indent": 1})
    return row + 1
