"""The page of a ledger and the rows behind it."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, Final

from sheetsales.cells.address import quote_sheet
from sheetsales.look import styles
from sheetsales.look.numbers import DATE, MONEY, UNKNOWN, WHOLE
from sheetsales.look.styles import Formats
from sheetsales.look.widths import row_height, wrapped_lines
from sheetsales.look.workbook import set_up_page
from sheetsales.reports.ledger.entries import total
from sheetsales.reports.ledger.figures import GROUPS, MOST, LedgerFigures, Line
from sheetsales.texts import Lang, Text

_PAGE: Final = Text("{record}汇总", "{record} summary")
_ROWS_PAGE: Final = Text("{record}明细", "{record} rows")
_BY_MONTH: Final = Text("按月（最近 12 个月）", "By month (the last twelve)")
_LEFT_OUT: Final = Text("没有算进去的", "Not counted")
_HEADS: Final = {
    "month": Text("月份", "Month"),
    "rows": Text("本月笔数", "Rows this month"),
    "count": Text("笔数", "Rows"),
    "year": Text("本年累计", "Year to date"),
    "unpaid": Text("还没收的", "Outstanding"),
    "why": Text("原因", "Why"),
    "where": Text("在哪里", "Where"),
    "this_month": Text("本月{what}", "{what} this month"),
}
_BLANK: Final = Text("（没有填）", "(blank)")
_REST: Final = Text("其余 {count} 个", "{count} others")
_ALL: Final = Text("合计", "Total")
_EARLIER: Final = Text("更早", "Earlier")
_DATA: Final = (
    ("day", Text("日期", "Date"), 12),
    ("month", Text("月份", "Month"), 10),
    ("customer", Text("客户", "Customer"), 28),
    ("owner", Text("负责人", "Person"), 14),
    ("product", Text("产品", "Product"), 20),
    ("amount", Text("金额", "Amount"), 14),
    ("unpaid", Text("还没收的", "Outstanding"), 14),
    ("at", Text("所在单元格", "Cell"), 22),
)
_WHERE: Final = 8
_WIDTH: Final = 96
_WHERE_WIDTH: Final = 32
_AT: Final = {key: place for place, (key, _, _) in enumerate(_DATA)}


class Pens:
    """The workbook being drawn, its language and its formats."""

    def __init__(self, workbook: Any, lang: Lang, currency: str) -> None:
        self.workbook, self.lang, self.currency = workbook, lang, currency
        self._formats = Formats(workbook)

    def of(self, *looks: styles.Style) -> Any:
        return self._formats.of(*looks)

    def say(self, text: Text) -> str:
        return text.in_(self.lang)


def write_ledger(pens: Pens, one: LedgerFigures, sentences: Sequence[str]) -> None:
    """The page and the sheet of rows that its formulas add up."""
    record = one.ledger.title
    page = pens.workbook.add_worksheet(pens.say(_PAGE.fill(record=record)))
    rows = pens.workbook.add_worksheet(pens.say(_ROWS_PAGE.fill(record=record)))
    _Page(pens, page, one, rows.get_name()).write(sentences)
    _write_rows(pens, rows, one)


def _write_rows(pens: Pens, sheet: Any, one: LedgerFigures) -> None:
    for place, (_, title, width) in enumerate(_DATA):
        sheet.set_column(place, place, width)
        sheet.write(0, place, pens.say(title), pens.of(styles.HEADING))
    body, money = pens.of(styles.BODY), pens.of(styles.BODY, {"num_format": MONEY})
    day = pens.of(styles.BODY, {"num_format": DATE, "align": "left"})
    for i, entry in enumerate(one.counted, 1):
        sheet.write_datetime(i, _AT["day"], entry.day, day)
        sheet.write_string(i, _AT["month"], entry.month, body)
        for key in ("customer", "owner", "product"):
            sheet.write_string(i, _AT[key], getattr(entry, key) or pens.say(_BLANK), body)
        sheet.write_number(i, _AT["amount"], float(entry.amount), money)
        if entry.unpaid is None:
            sheet.write_string(i, _AT["unpaid"], UNKNOWN, pens.of(styles.BODY, styles.RIGHT))
        else:
            sheet.write_number(i, _AT["unpaid"], float(entry.unpaid), money)
        sheet.write_string(
            i, _AT["at"], str(entry.at), pens.of(styles.BODY, styles.QUIET_TEXT, {"indent": 1})
        )
    sheet.freeze_panes(1, 0)
    sheet.hide_gridlines(2)
    set_up_page(sheet, pens.lang)


class _Page:
    """One page, written from top to bottom."""

    def __init__(self, pens: Pens, sheet: Any, one: LedgerFigures, rows: str) -> None:
        self.pens, self.sheet, self.one = pens, sheet, one
        self.what = one.ledger.kind.money
        self.has_unpaid = one.unpaid is not None
        self.last = max(len(one.counted), 1) + 1
        self.rows = quote_sheet(rows)
        self.at = 0

    def write(self, sentences: Sequence[str]) -> None:
        pens = self.pens
        for place, width in enumerate((30, 14, 18, 18, 18)):
            self.sheet.set_column(place, place, width)
        title = f"{self.one.month.label} {pens.say(_PAGE.fill(record=self.one.ledger.title))}"
        self.sheet.write(self.at, 0, title, pens.of(styles.TITLE))
        self.at += 1
        for sentence in sentences:
            self.sheet.merge_range(
                self.at, 0, self.at, 4, sentence, pens.of(styles.BODY, {"text_wrap": True})
            )
            self.sheet.set_row(self.at, row_height(wrapped_lines(sentence, _WIDTH)))
            self.at += 1
        self._months()
        titles = {key: (title, head) for key, title, head in GROUPS}
        for key, lines in self.one.groups:
            self._group(key, *titles[key], lines)
        self._left_out()
        self.sheet.hide_gridlines(2)
        set_up_page(self.sheet, pens.lang, landscape=False)

    def _section(self, title: Text, heads: Sequence[Text]) -> None:
        self.at += 1
        width = len(heads)
        for place in range(width):
            text = self.pens.say(title) if place == 0 else ""
            self.sheet.write(self.at, place, text, self.pens.of(styles.SECTION))
        self.at += 1
        for place, head in enumerate(heads):
            look = (styles.HEADING, styles.RIGHT) if place else (styles.HEADING,)
            self.sheet.write(self.at, place, self.pens.say(head), self.pens.of(*look))
        self.at += 1

    def _months(self) -> None:
        heads = [_HEADS["month"], _HEADS["count"], self.what]
        self._section(_BY_MONTH, [*heads, _HEADS["unpaid"]] if self.has_unpaid else heads)
        first = self.at
        for line in self.one.months:
            mine = f"=$A{self.at + 1}"
            self._name(line.name)
            self._number(1, self._count(("month", mine)), line.rows, WHOLE)
            self._number(2, self._sum("amount", ("month", mine)), line.amount)
            self._unpaid(3, line, ("month", mine))
            self.at += 1
        earlier = self.one.earlier
        if earlier:
            self._name(self.pens.say(_EARLIER))
            total_rows = f"COUNT({self._column('amount')})-SUM(B{first + 1}:B{self.at})"
            self._number(1, total_rows, len(earlier), WHOLE)
            rest = f"SUM({self._column('amount')})-SUM(C{first + 1}:C{self.at})"
            self._number(2, rest, total(earlier))
            if self.has_unpaid:
                rest = f"SUM({self._column('unpaid')})-SUM(D{first + 1}:D{self.at})"
                self._number(3, rest, sum((e.unpaid for e in earlier if e.unpaid is not None), 0))
            self.at += 1
        self._total(first, [(1, len(self.one.counted), WHOLE), (2, total(self.one.counted), MONEY)], 3)

    def _group(self, key: str, title: Text, head: Text, lines: Sequence[Line]) -> None:
        what = _HEADS["this_month"].fill(what=self.what)
        heads = [head, _HEADS["rows"], what, _HEADS["year"]]
        self._section(title, [*heads, _HEADS["unpaid"]] if self.has_unpaid else heads)
        first = self.at
        for line in lines[:MOST]:
            mine = f"=$A{self.at + 1}"
            self._name(line.name or self.pens.say(_BLANK))
            self._line(line, (key, mine))
            self.at += 1
        if lines[MOST:]:
            self._rest(lines, first)
        one = self.one
        known = [
            (1, len(one.of_month), WHOLE),
            (2, total(one.of_month), MONEY),
            (3, total(one.of_year), MONEY),
        ]
        self._total(first, known, 4)

    def _line(self, line: Line, name: tuple[str, str]) -> None:
        month = ("month", f'="{self.one.month.label}"')
        self._number(1, self._count(name, month), line.rows, WHOLE)
        self._number(2, self._sum("amount", name, month), line.amount)
        self._number(3, self._sum("amount", name, *self._year()), line.year)
        self._unpaid(4, line, name)

    def _rest(self, lines: Sequence[Line], first: int) -> None:
        """All the others in one row, so that the rows make up the total."""
        rest, month = lines[MOST:], ("month", f'="{self.one.month.label}"')
        above = [f"SUM({letter}{first + 1}:{letter}{self.at})" for letter in "BCDE"]
        self._name(self.pens.say(_REST.fill(count=len(rest))))
        count = f"{self._count(month)}-{above[0]}"
        self._number(1, count, sum(line.rows for line in rest), WHOLE)
        amount = sum((line.amount for line in rest), total(()))
        self._number(2, f"{self._sum('amount', month)}-{above[1]}", amount)
        year = sum((line.year for line in rest), total(()))
        self._number(3, f"{self._sum('amount', *self._year())}-{above[2]}", year)
        if self.has_unpaid:
            unpaid = sum((line.unpaid for line in rest if line.unpaid is not None), total(()))
            self._number(4, f"SUM({self._column('unpaid')})-{above[3]}", unpaid)
        self.at += 1

    def _left_out(self) -> None:
        if not self.one.left_out:
            return
        self._section(_LEFT_OUT, [_HEADS["why"], _HEADS["count"], self.what, _HEADS["where"]])
        for part in self.one.left_out:
            self.sheet.write(
                self.at, 0, self.pens.say(part.why), self.pens.of(styles.BODY, {"text_wrap": True})
            )
            self.sheet.write_number(self.at, 1, len(part.cells), self._format(WHOLE))
            if part.amount is None:
                self.sheet.write(self.at, 2, UNKNOWN, self.pens.of(styles.BODY, styles.RIGHT))
            else:
                self.sheet.write_number(self.at, 2, float(part.amount), self._format(MONEY))
            where = ", ".join(str(cell) for cell in part.cells[:_WHERE])
            if len(part.cells) > _WHERE:
                where += " …"
            look = self.pens.of(styles.BODY, styles.QUIET_TEXT, {"text_wrap": True})
            self.sheet.merge_range(self.at, 3, self.at, 4, where, look)
            self.sheet.set_row(self.at, row_height(max(2, wrapped_lines(where, _WHERE_WIDTH))))
            self.at += 1

    def _name(self, name: str) -> None:
        self.sheet.write_string(self.at, 0, name, self.pens.of(styles.BODY, styles.LINED))

    def _number(self, place: int, formula: str, value: Any, number_format: str = MONEY) -> None:
        self.sheet.write_formula(self.at, place, f"={formula}", self._format(number_format), float(value))

    def _unpaid(self, place: int, line: Line, *tests: tuple[str, str]) -> None:
        if not self.has_unpaid:
            return
        if line.unpaid is None:
            look = self.pens.of(styles.BODY, styles.LINED, styles.RIGHT)
            self.sheet.write_string(self.at, place, UNKNOWN, look)
        else:
            self._number(place, self._sum("unpaid", *tests), line.unpaid)

    def _total(self, first: int, known: Sequence[tuple[int, Any, str]], unpaid: int) -> None:
        bold = (styles.BODY, styles.BOLD)
        self.sheet.write_string(self.at, 0, self.pens.say(_ALL), self.pens.of(*bold))
        if self.has_unpaid:
            known = [*known, (unpaid, self.one.unpaid, MONEY)]
        for place, value, number_format in known:
            letter = "ABCDE"[place]
            look = self.pens.of(*bold, styles.RIGHT, {"num_format": number_format})
            formula = f"=SUM({letter}{first + 1}:{letter}{self.at})"
            self.sheet.write_formula(self.at, place, formula, look, float(value))
        self.at += 1

    def _format(self, number_format: str) -> Any:
        return self.pens.of(styles.BODY, styles.LINED, styles.RIGHT, {"num_format": number_format})

    def _column(self, key: str) -> str:
        letter = "ABCDEFGH"[_AT[key]]
        return f"{self.rows}!${letter}$2:${letter}${self.last}"

    def _count(self, *tests: tuple[str, str]) -> str:
        return f"SUMPRODUCT({self._tests(*tests)})"

    def _tests(self, *tests: tuple[str, str]) -> str:
        """Compared, not looked for: names may hold the signs that criteria take for wildcards."""
        return "*".join(f"({self._column(key)}{test})" for key, test in tests) + "*1"

    def _year(self) -> tuple[tuple[str, str], ...]:
        first, last = (
            f"DATE({day.year},{day.month},{day.day})" for day in (self.one.year.first, self.one.year.last)
        )
        return ("day", f">={first}"), ("day", f"<={last}")

    def _sum(self, key: str, *tests: tuple[str, str]) -> str:
        return f"SUMPRODUCT({self._tests(*tests)},{self._column(key)})"
