"""The cockpit on Home: what is due today, figures of the month, the four first steps; where each stands and what it says."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final, Literal

from sheetsales.cells.values import Formula
from sheetsales.dataclass import dataclass
from sheetsales.schema.workbook import RECORDS
from sheetsales.speech.money import whole_format
from sheetsales.template.cockpit_counts import NOT_RUN, Condition, Count, Ground, counted, unpriced
from sheetsales.texts import Text

HOME_TODAY: Final = "home_today"
"""The defined name of the cockpit's heading: a Home that has it has a cockpit."""
TITLE: Final = Text("今天", "Today")
STEPS_TITLE: Final = Text("头四步", "The first four steps")
FIRST_FIGURE: Final = 5
"""The column, from 1, of a line's first figure."""
_TICK, _LABEL, _SAID = 2, 3, 5
DONE, TO_DO = "✓", "○"
Look = Literal["link", "figure", "late", "said", "tick", "text"]


_NO_WORD: Final = Text("", "")


@dataclass(frozen=True, slots=True)
class Figure:
    """A count and the words that stand around it in its cell; ``late`` is drawn as something to see to.

    ``one`` stands behind a count of one where that is another word.
    """

    count: Count
    before: Text
    after: Text
    late: bool = False
    one: Text = _NO_WORD

    def number_format(self, ground: Ground) -> str:
        """Words and number, whatever its sign; a dash alone where nothing is known."""
        lang = ground.lang
        if self.count.money:
            return whole_format(lang, ground.currency)
        if self.one.in_(lang):
            return f'[=1]0"{self.one.in_(lang)}";#,##0"{self.after.in_(lang)}"'
        before, after = (
            f'"{word.in_(lang)}"' if word.in_(lang) else "" for word in (self.before, self.after)
        )
        return f"{before}#,##0{after};{before}-#,##0{after};{before}0{after};@"


@dataclass(frozen=True, slots=True)
class Line:
    """One line: what it is about, the sheet it leads to, its figures; ``unpriced`` tells what its money leaves out."""

    title: Text
    sheet: str
    figures: tuple[Figure, ...]
    unpriced: bool = False


@dataclass(frozen=True, slots=True)
class Step:
    """One of the first steps: done once the column has an entry; the last one, without a column, once a check has run."""

    title: Text
    sheet: str
    column: str = ""


@dataclass(frozen=True, slots=True)
class Placed:
    """A cell of the cockpit: line from 0, column from 1; a link's ``text`` leads to ``sheet``."""

    line: int
    column: int
    look: Look
    value: Formula | str
    sheet: str = ""
    number_format: str = ""


_NAMED: Final = Condition("name", "filled")
_OPEN: Final = Condition("closed_on", "blank")
_TO_DO: Final = Condition("status", "is_not", ("done", "cancelled"))
_WON: Final = (Condition("closed_on", "month"), Condition("stage", "kind", ("won", "after")))
_LOST: Final = (Condition("closed_on", "month"), Condition("stage", "kind", ("lost",)))
_DEALS, _DEAL = Text(" 单", " deals"), Text("", " deal")
_TODAY, _LATE = Text("今天 ", "Today "), Text("已过期 ", "Overdue ")


def _deals(*conditions: Condition, money: bool = False) -> Count:
    """Rows of Pipeline that have a name; it stands first, since LibreOffice looks no lower than the last entry of the first
    column of a COUNTIFS."""
    return Count("pipeline", "name", (_NAMED, *conditions), money)


def _of_deals(title: Text, *conditions: Condition) -> Line:
    """How many deals and what they come to."""
    amount = Figure(_deals(*conditions, money=True), _NO_WORD, _NO_WORD)
    return Line(
        title, "pipeline", (Figure(_deals(*conditions), _NO_WORD, _DEALS, one=_DEAL), amount), unpriced=True
    )


LINES: Final = (
    Line(Text("下一步", "Next steps"), "pipeline", (
        Figure(_deals(_OPEN, Condition("next_step_on", "today")), _TODAY, _NO_WORD),
        Figure(_deals(_OPEN, Condition("next_step_on", "past")), _LATE, _NO_WORD, late=True))),
    Line(Text("任务", "Tasks"), "tasks", (
        Figure(Count("tasks", "title", (Condition("title", "filled"), _TO_DO, Condition("due", "today"))), _TODAY, _NO_WORD),
        Figure(Count("tasks", "title", (Condition("title", "filled"), _TO_DO, Condition("due", "past"))), _LATE, _NO_WORD, late=True))),
    Line(Text("预计成交", "Expected to close"), "pipeline", (
        Figure(_deals(_OPEN, Condition("expected_close", "month")), Text("本月 ", "This month "), _NO_WORD),
        Figure(_deals(_OPEN, Condition("expected_close", "past")), _LATE, _NO_WORD, late=True))),
    Line(Text("检查结果", "Findings"), "findings", (
        Figure(Count("findings", "", (Condition("severity", "is", ("error",)),)), Text("错误 ", "Errors "), _NO_WORD, late=True),
        Figure(Count("findings", "", (Condition("severity", "is", ("warning",)),)), Text("提醒 ", "Warnings "), _NO_WORD))),
    _of_deals(Text("没有关闭的商机", "Deals not closed"), _OPEN),
    Line(Text("本月新建", "New this month"), "pipeline", (
        Figure(_deals(Condition("created_on", "month")), _NO_WORD, _DEALS, one=_DEAL),)),
    _of_deals(Text("本月成交", "Won this month"), *_WON),
    _of_deals(Text("本月输单", "Lost this month"), *_LOST),
)  # fmt: skip

STEPS: Final = (
    Step(Text("写下团队里有谁", "Write down who is on the team"), "team", "name"),
    Step(Text("录入头几家客户", "Enter the first customers"), "customers", "name"),
    Step(Text("录入头几单商机", "Enter the first deals"), "pipeline", "name"),
    Step(Text("做第一次检查，看结果", "Check for the first time; read the findings"), "findings"),
)

STEPS_LINE: Final = len(LINES) + 1
"""The line of the steps' heading, counted as the figures' lines are: one is left blank between."""
HEIGHT: Final = STEPS_LINE + 1 + len(STEPS)


def cells(ground: Ground) -> Iterator[Placed]:
    """Every cell of the cockpit but its two headings; figures whose columns the workbook lacks are left out."""
    for number, line in enumerate(LINES):
        yield Placed(number, _LABEL, "link", line.title.in_(ground.lang), line.sheet)
        yield from _figures(number, line, ground)
    for number, step in enumerate(STEPS, STEPS_LINE + 1):
        tick = _tick(step, ground)
        if tick is not None:
            yield Placed(number, _TICK, "tick", tick)
        yield Placed(number, _LABEL, "text", step.title.in_(ground.lang))
        yield Placed(number, _SAID, "link", RECORDS[step.sheet].title.in_(ground.lang), step.sheet)


def _figures(number: int, line: Line, ground: Ground) -> Iterator[Placed]:
    there = [figure for figure in line.figures if ground.has(figure.count)]
    column = FIRST_FIGURE
    for figure in there:
        look: Look = "late" if figure.late else "figure"
        yield Placed(number, column, look, counted(figure.count, ground), "", figure.number_format(ground))
        column += 1
    if line.unpriced and len(there) == len(line.figures):
        words = _left_out(ground)
        yield Placed(number, column, "said", unpriced(line.figures[0].count, words, ground))


def _left_out(ground: Ground) -> tuple[str, str]:
    """What stands around the number of deals that a sum leaves out."""
    unit = ground.currency
    if ground.lang == "zh":
        named = "人民币" if unit == "CNY" else f" {unit} " if unit else ""
        return "另有 ", f" 单没有{named}金额"
    return "and ", f" without an amount in {unit}" if unit else " without an amount"


def _tick(step: Step, ground: Ground) -> Formula | None:
    """Its sign, live: from the column that it fills, or from the last run."""
    if not step.column:
        return Formula(f'IF({NOT_RUN},"{TO_DO}","{DONE}")', DONE if ground.has_run else TO_DO)
    named = ground.name(step.sheet, step.column)
    if named is None:
        return None
    filled = any(row.get(step.column) not in (None, "") for row in ground.rows(step.sheet, (step.column,)))
    return Formula(f'IFERROR(IF(COUNTA({named})=0,"{TO_DO}","{DONE}"),"{TO_DO}")', DONE if filled else TO_DO)
