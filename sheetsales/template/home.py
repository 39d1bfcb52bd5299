"""The Home sheet: what is due today, figures, first steps, the month in five steps, the last run, the legend."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from sheetsales.cells.address import column_letters, quote_sheet
from sheetsales.cells.values import Formula
from sheetsales.dataclass import dataclass
from sheetsales.look import styles
from sheetsales.look.styles import Formats, Style
from sheetsales.look.workbook import set_up_page
from sheetsales.schema.modules import MODULES, modules_of
from sheetsales.schema.record import Record
from sheetsales.schema.workbook import HOME_TITLE, RECORDS
from sheetsales.template.cockpit import HEIGHT, HOME_TODAY, STEPS_LINE, STEPS_TITLE, TITLE, Placed, cells
from sheetsales.template.cockpit_counts import Ground
from sheetsales.template.home_figures import HomeFigure
from sheetsales.texts import Lang, Text

WIDTHS = (3, 5, 14, 24, 16, 20, 17, 34)
LABELS, TEXTS, _LINKS, RAIL = 2, 3, 4, 7
"""Columns, from 0: labels and legend samples, what they mean, links of a step, where the buttons stand."""
_HIGH = 28
"""The height of lines that buttons stand beside."""
LINE_HEIGHT = 18.75
"""A little above the default, and so kept: LibreOffice would fit other rows anew on a click, away from their buttons."""
_LINES = 45
_BUTTONS = 20
"""Width of the last column where buttons stand in it."""
_FIRST = 6
"""The row, from 0, of the cockpit's first line."""
HOME_BUTTONS = "home_buttons"
"""The defined name of the cell from which buttons stand below one another."""

MODULES_TITLE = Text("模块", "Modules")
FIGURE, FIRST_LINK, LAST_LINK = TEXTS + 1, _LINKS + 1, RAIL + 1
"""The columns, from 1, of the figure of a module and of the links to its sheets."""
NO_FIGURES: Mapping[str, HomeFigure] = {}

_TITLE = Text("销售工作簿", "Sales workbook")
_WHAT = (
    Text(
        "客户、商机、跟进、任务和目标都记在这一本里；流程、期限和选项也在这里，改了就照新的来。",
        "Customers, deals, activities, tasks and targets live in this one file, and so does the process: change it here and it applies.",
    ),
    Text(
        "sheetsales 直接检查和填写这个文件，每次先备份；你们自己加的列、表、格式和公式都不动。",
        "sheetsales checks and fills this very file, after a backup; columns, sheets, formats and formulas of your own stay as they are.",
    ),
)


_STEPS = (
    (Text("定目标，核对人员和流程", "Set targets; confirm team and stages"), ("targets", "team", "stages")),
    (Text("每天记跟进，更新客户和商机", "Log activities; keep deals up to date"), ("activities", "pipeline", "customers")),
    (Text("每周检查，各人改自己名下的", "Check weekly; everyone clears their own"), ("findings",)),
    (Text("月底出销售管理流程表", "At month end, make the monthly table"), ()),
    (Text("开会，定下月任务", "Meet; agree next month's tasks"), ("tasks",)),
)  # fmt: skip
"""What a month consists of, and the sheets it happens in."""

NO_BUTTONS = (
    Text("这一本没有按钮", "No buttons in this file"),
    Text("同名的 .xlsm 里有：打开那一本。", "The .xlsm of the same name has them."),
    Text("没有那一本，就让 sheetsales 做：", "Where there is none, let sheetsales"),
    Text("运行“开始”（start），选这一本，", "make it: run its start, choose this"),
    Text("对“要不要按钮”答“要”。这一本不动。", "file and say yes to buttons."),
)
"""Where the buttons would stand, in a workbook that cannot hold any."""

_LAST_RUN = (
    ("home_last_run", Text("时间", "When")),
    ("home_last_command", Text("做了什么", "What")),
    ("home_last_result", Text("结果", "Found")),
)
"""Cells that a run fills, by defined name."""


def draw_home(
    sheet: Any,
    workbook: Any,
    formats: Formats,
    team_name: str,
    ground: Ground,
    *,
    buttons: bool = False,
    records: Iterable[Record] = (),
    figures: Mapping[str, HomeFigure] = NO_FIGURES,
) -> None:
    """Draws the Home sheet: the cockpit, what a month consists of, the last run, the legend, the modules.

    With ``buttons`` the last column is left to them; else it says how to get them. The sheets of modules among
    ``records`` are linked; ``figures`` stand beside their links, by module.
    """
    pen = HomePen(sheet, formats, ground.lang)
    for row in range(_LINES):
        sheet.set_row(row, LINE_HEIGHT)
    for index, width in enumerate(WIDTHS):
        sheet.set_column(index, index, _BUTTONS if buttons and index == RAIL else width)
    _draw_head(pen, team_name)
    row = _draw_cockpit(pen, workbook, ground, () if buttons else NO_BUTTONS)
    row = _draw_steps(pen, row + 3)
    row = draw_last_run(pen, workbook, row + 1)
    row = draw_legend(pen, row + 1)
    _draw_modules(pen, row + 1, tuple(records), figures)
    sheet.hide_gridlines(2)
    sheet.set_tab_color(styles.ACCENT)
    sheet.activate()
    set_up_page(sheet, ground.lang, heading_rows=0)
    sheet.fit_to_pages(1, 1)


_LOOKS: Mapping[str, tuple[Style, ...]] = {
    "figure": (styles.LEFT, {"bold": True, "font_size": styles.SECTION_SIZE}),
    "late": (styles.LEFT, {"bold": True, "font_size": styles.SECTION_SIZE}),
    "said": (styles.HELP, {"text_wrap": True}),
    "tick": (styles.CENTRED, {"bold": True, "font_color": styles.GOOD}),
}


@dataclass(frozen=True, slots=True)
class HomePen:
    """Writes on a Home sheet, in its own looks."""

    sheet: Any
    formats: Formats
    lang: Lang

    def text(self, row: int, column: int, text: Text, *look: Style) -> None:
        self.sheet.write_string(row, column, text.in_(self.lang), self.formats.of(*look))

    def rule(self, row: int, text: Text) -> None:
        """A section's heading over the whole width."""
        self.sheet.set_row(row, 24)
        self.text(row, 1, text, styles.SECTION)
        for column in range(2, len(WIDTHS)):
            self.sheet.write_blank(row, column, None, self.formats.of(styles.SECTION))

    def figure(self, row: int, column: int, figure: HomeFigure) -> None:
        look: Style = {"num_format": figure.number_format, "bold": True}
        cell = self.formats.of(styles.BODY, styles.LEFT, look)
        self.sheet.write_formula(row, column, figure.formula.text, cell, figure.formula.value)

    def link(self, row: int, column: int, record_key: str, shown: str = "") -> None:
        title = RECORDS[record_key].title.in_(self.lang)
        target = f"internal:{quote_sheet(title)}!A1"
        self.sheet.write_url(row, column, target, self.formats.of(styles.LINK), string=shown or title)

    def place(self, first: int, cell: Placed) -> None:
        """A cell of the cockpit whose first line is at row ``first``."""
        row, column = first + cell.line, cell.column - 1
        if cell.look == "link":
            self.link(row, column, cell.sheet, str(cell.value))
        elif isinstance(cell.value, Formula):
            shown: Style = {"num_format": cell.number_format} if cell.number_format else {}
            look = self.formats.of(styles.BODY, *_LOOKS[cell.look], shown)
            self.sheet.write_formula(row, column, cell.value.text, look, cell.value.value)
            if cell.look == "late":
                self._stands_out(row, column)
        else:
            self.sheet.write_string(row, column, cell.value, self.formats.of(styles.BODY))

    def _stands_out(self, row: int, column: int) -> None:
        """The cell's number in colour unless it is 0."""
        at = f"{column_letters(column + 1)}{row + 1}"
        colour = self.formats.change({"font_color": styles.WATCH})
        rule = {"type": "formula", "criteria": f"=AND(ISNUMBER({at}),{at}>0)", "format": colour}
        self.sheet.conditional_format(row, column, row, column, rule)


def _draw_head(pen: HomePen, team_name: str) -> None:
    title = f"{team_name} · {_TITLE.in_(pen.lang)}" if team_name else _TITLE.in_(pen.lang)
    pen.sheet.set_row(1, 30)
    pen.sheet.write_string(1, 1, title, pen.formats.of(styles.TITLE))
    for offset, line in enumerate(_WHAT):
        pen.text(2 + offset, 1, line, styles.BODY)


def _draw_cockpit(pen: HomePen, workbook: Any, ground: Ground, hint: Sequence[Text]) -> int:
    """The cockpit, and the hint where its buttons would stand, row by row; the row of its last line."""
    home = quote_sheet(HOME_TITLE.in_(pen.lang))
    pen.rule(_FIRST - 1, TITLE)
    workbook.define_name(HOME_TODAY, f"={home}!$B${_FIRST}")
    workbook.define_name(HOME_BUTTONS, f"={home}!$H${_FIRST + 1}")
    placed = sorted(cells(ground), key=lambda cell: cell.line)
    for line in range(HEIGHT):
        if line < STEPS_LINE:
            pen.sheet.set_row(_FIRST + line, _HIGH)
        elif line == STEPS_LINE:
            pen.rule(_FIRST + line, STEPS_TITLE)
        for cell in placed:
            if cell.line == line:
                pen.place(_FIRST, cell)
        if line < len(hint):
            pen.text(_FIRST + line, RAIL, hint[line], styles.HELP, {"bold": not line, "indent": 1})
    return _FIRST + HEIGHT - 1


def _draw_steps(pen: HomePen, row: int) -> int:
    pen.rule(row - 1, Text("一个月五步", "The month in five steps"))
    number_look: Style = {"bold": True, "font_color": styles.ACCENT}
    for number, (title, sheets) in enumerate(_STEPS, start=1):
        pen.sheet.write_number(row, 1, number, pen.formats.of(styles.BODY, styles.CENTRED, number_look))
        pen.text(row, LABELS, title, styles.BODY)
        for column, record_key in enumerate(sheets, start=_LINKS):
            pen.link(row, column, record_key)
        row += 1
    return row


def draw_last_run(pen: HomePen, workbook: Any, row: int) -> int:
    """The block that a run fills; the row below it."""
    pen.rule(row, Text("上次运行", "Last run"))
    for name, label in _LAST_RUN:
        row += 1
        pen.text(row, LABELS, label, styles.BODY, styles.QUIET_TEXT)
        pen.sheet.write_string(row, TEXTS, "—", pen.formats.of(styles.BODY))
        cell = f"{quote_sheet(HOME_TITLE.in_(pen.lang))}!$D${row + 1}"
        workbook.define_name(name, f"={cell}")
    return row + 1


def draw_legend(pen: HomePen, row: int) -> int:
    """What colours and signs mean; the row below it."""
    pen.rule(row, Text("图例", "Legend"))
    for offset, (sample, look, meaning) in enumerate(_legend(), start=1):
        pen.text(row + offset, LABELS, sample, look)
        pen.text(row + offset, TEXTS, meaning, styles.BODY, {"indent": 1})
    return row + len(_legend())


def _draw_modules(
    pen: HomePen, row: int, records: Sequence[Record], figures: Mapping[str, HomeFigure]
) -> None:
    """A line for each module with its figure and links to its sheets; nothing where there is none."""
    modules = [module for module in MODULES if module.key in modules_of(records)]
    if modules:
        pen.rule(row + 1, MODULES_TITLE)
    row += 2
    for module in modules:
        pen.text(row, LABELS, module.title, styles.BODY)
        if module.key in figures:
            pen.figure(row, FIGURE - 1, figures[module.key])
        keys = [record.key for record in records if record.module == module.key]
        wide = LAST_LINK - FIRST_LINK + 1
        for number, key in enumerate(keys):
            pen.link(row + number // wide, FIRST_LINK - 1 + number % wide, key)
        row += 1 + (len(keys) - 1) // wide


def _legend() -> tuple[tuple[Text, Style, Text], ...]:
    heading = styles.HEADING
    return (
        (Text("客户 *", "Customer *"), heading, Text("* 为必填；鼠标停在列名上看说明。", "* is required; rest the pointer on a heading to read its note.")),
        (Text("检查", "Check"), styles.HEADING_WRITTEN, Text("灰底斜体的列由 sheetsales 填写，不用手填。", "Grey italic columns are filled by sheetsales; do not type there.")),
        (Text("＋", "+"), styles.BODY, Text("右上方的 ＋ 展开收起的列。", "The + above the last column unfolds the rest.")),
        (Text("✕ 错误", "✕ Error"), {**styles.BAD_CELL, "valign": "vcenter"}, Text("不改，数字就不可信。", "Figures cannot be trusted until it is put right.")),
        (Text("▲ 提醒", "▲ Warning"), {**styles.WATCH_CELL, "valign": "vcenter"}, Text("这周要处理，或写明原因。", "Deal with it this week, or say why not.")),
        (Text("○ 信息", "○ Information"), {**styles.INFORMATION_CELL, "valign": "vcenter"}, Text("知道即可。", "Good to know.")),
        (Text("—", "—"), styles.BODY, Text("还不知道，不是 0。", "Not known; never the same as 0.")),
    )  # fmt: skip
