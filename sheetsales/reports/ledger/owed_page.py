"""The page of what customers owe by age, and the instalments that its formulas add up."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping, Sequence
from decimal import Decimal
from typing import Any, Final

from sheetsales.cells.address import quote_sheet
from sheetsales.look import styles
from sheetsales.look.numbers import DATE, MONEY, PERCENT, UNKNOWN, WHOLE
from sheetsales.look.widths import row_height, wrapped_lines
from sheetsales.look.workbook import set_up_page
from sheetsales.reports.ledger.figures import MOST
from sheetsales.reports.ledger.owed import Debt, Owed, total
from sheetsales.reports.ledger.page import Pens
from sheetsales.texts import Text

_PAGE: Final = Text("账龄", "Ageing")
_ROWS_PAGE: Final = Text("账龄明细", "Ageing rows")
_TITLE: Final = Text("应收账龄", "Receivable by age")
_AS_OF: Final = Text("截至", "As of")
_BY_AGE: Final = Text("按账龄", "By age")
_AGE: Final = Text("账龄", "Age")
_AMOUNT: Final = Text("应收余额", "Receivable")
_COUNT: Final = Text("笔数", "Items")
_SHARE: Final = Text("占比", "Share")
_ALL: Final = Text("合计", "Total")
_BLANK: Final = Text("（没有填）", "(blank)")
_REST: Final = Text("其余 {count} 个", "{count} others")
_GROUPS: Final = (
    ("customer", Text("按客户", "By customer"), Text("客户", "Customer")),
    ("owner", Text("按人", "By person"), Text("负责人", "Person")),
)
_DATA: Final = (
    ("customer", Text("客户", "Customer"), 28),
    ("owner", Text("负责人", "Person"), 14),
    ("contract", Text("合同", "Contract"), 18),
    ("due_on", Text("应收日期", "Due on"), 12),
    ("days", Text("逾期天数", "Days overdue"), 13),
    ("band", Text("账龄", "Age"), 16),
    ("amount", Text("应收余额", "Receivable"), 14),
    ("at", Text("所在单元格", "Cell"), 22),
)
_AT: Final = {key: "ABCDEFGH"[place] for place, (key, _, _) in enumerate(_DATA)}
_DAY_CELL: Final = "$B$2"
_WIDTH: Final = 118


def write_owed(pens: Pens, found: Owed, sentences: Sequence[str]) -> None:
    """The page and the sheet of open instalments behind it."""
    page = pens.workbook.add_worksheet(pens.say(_PAGE))
    rows = pens.workbook.add_worksheet(pens.say(_ROWS_PAGE))
    _Page(pens, page, found, quote_sheet(rows.get_name())).write(sentences)
    _write_rows(pens, rows, found, quote_sheet(page.get_name()))


def _write_rows(pens: Pens, sheet: Any, found: Owed, page: str) -> None:
    for place, (_, title, width) in enumerate(_DATA):
        sheet.set_column(place, place, width)
        sheet.write(0, place, pens.say(title), pens.of(styles.HEADING))
    body, money = pens.of(styles.BODY), pens.of(styles.BODY, {"num_format": MONEY})
    beside, quiet = (
        pens.of(styles.BODY, {"indent": 1}),
        pens.of(styles.BODY, styles.QUIET_TEXT, {"indent": 1}),
    )
    day = pens.of(styles.BODY, {"num_format": DATE, "align": "left"})
    whole = pens.of(styles.BODY, {"num_format": WHOLE})
    for i, debt in enumerate(found.debts, 1):
        for place, key in enumerate(("customer", "owner", "contract")):
            sheet.write_string(i, place, getattr(debt, key) or pens.say(_BLANK), body)
        late: int | str = ""
        if debt.due_on is not None:
            sheet.write_datetime(i, 3, debt.due_on, day)
            late = (found.as_of - debt.due_on).days
        days = f'=IF(D{i + 1}="","",MAX(0,{page}!{_DAY_CELL}-D{i + 1}))'
        sheet.write_formula(i, 4, days, whole, late if late == "" else max(0, late))
        sheet.write_formula(i, 5, _band(pens, found, i + 1), beside, pens.say(found.bands[found.band(debt)]))
        sheet.write_number(i, 6, float(debt.amount), money)
        sheet.write_string(i, 7, str(debt.at), quiet)
    sheet.freeze_panes(1, 0)
    sheet.hide_gridlines(2)
    set_up_page(sheet, pens.lang)


def _band(pens: Pens, found: Owed, row: int) -> str:
    """Which age a row is of, by its days overdue."""
    names = [pens.say(band) for band in found.bands]
    formula = f'"{names[-2]}"'
    for name, limit in reversed(list(zip(names, (0, *found.limits), strict=False))):
        formula = f'IF(E{row}<={limit},"{name}",{formula})'
    return f'=IF(E{row}="","{names[-1]}",{formula})'


class _Page:
    """One page, written from top to bottom."""

    def __init__(self, pens: Pens, sheet: Any, found: Owed, rows: str) -> None:
        self.pens, self.sheet, self.found, self.rows = pens, sheet, found, rows
        self.bands = [pens.say(band) for band in found.bands]
        self.last = len(found.debts) + 1
        self.at = 0

    def write(self, sentences: Sequence[str]) -> None:
        pens, width = self.pens, len(self.bands) + 1
        self.sheet.set_column(0, 0, 30)
        self.sheet.set_column(1, width, 15)
        self.sheet.write(0, 0, pens.say(_TITLE), pens.of(styles.TITLE))
        self.sheet.write(1, 0, pens.say(_AS_OF), pens.of(styles.BODY))
        left = pens.of(styles.BODY, styles.LEFT, {"num_format": DATE})
        self.sheet.write_datetime(1, 1, dt.datetime.combine(self.found.as_of, dt.time()), left)
        self.at = 2
        for sentence in sentences:
            look = pens.of(styles.BODY, {"text_wrap": True})
            self.sheet.merge_range(self.at, 0, self.at, width, sentence, look)
            self.sheet.set_row(self.at, row_height(wrapped_lines(sentence, _WIDTH)))
            self.at += 1
        if self.found.debts:
            self._ages()
            for key, title, head in _GROUPS:
                self._group(key, title, head)
        self.sheet.hide_gridlines(2)
        set_up_page(self.sheet, pens.lang)

    def _ages(self) -> None:
        self._section(_BY_AGE, [self.pens.say(t) for t in (_AGE, _AMOUNT, _COUNT, _SHARE)])
        first, found = self.at, self.found
        sums, whole = found.by_band(found.debts), total(found.debts)
        sum_row = first + len(sums) + 1
        for place, (name, amount) in enumerate(zip(self.bands, sums, strict=True)):
            self._name(name)
            mine = f"({self._column('band')}=$A{self.at + 1})"
            count = sum(found.band(debt) == place for debt in found.debts)
            self._number(1, f"SUMPRODUCT({mine}*{self._column('amount')})", amount)
            self._number(2, f"SUMPRODUCT({mine}*1)", count, WHOLE)
            share = amount / whole if whole else None
            self._number(3, f'IF($B${sum_row}=0,"{UNKNOWN}",B{self.at + 1}/$B${sum_row})', share, PERCENT)
            self.at += 1
        self._total(first, [(1, whole, MONEY), (2, len(found.debts), WHOLE)])

    def _group(self, key: str, title: Text, head: Text) -> None:
        names: Mapping[str, Sequence[Debt]] = self.found.by(key)
        self._section(title, [self.pens.say(head), *self.bands, self.pens.say(_ALL)])
        first, listed = self.at, list(names.items())
        for name, debts in listed[:MOST]:
            self._name(name or self.pens.say(_BLANK))
            tests = f"({self._column(key)}=$A{self.at + 1})"
            self._line(tests, self.found.by_band(debts))
        if listed[MOST:]:
            self._name(self.pens.say(_REST.fill(count=len(listed) - MOST)))
            above = f'({self._column("amount")}<>"")'
            rest = [debt for _, debts in listed[MOST:] for debt in debts]
            self._line(above, self.found.by_band(rest), less_from=first + 1)
        sums = self.found.by_band(self.found.debts)
        known = [(place, amount, MONEY) for place, amount in enumerate(sums, 1)]
        self._total(first, [*known, (len(sums) + 1, total(self.found.debts), MONEY)])

    def _line(self, tests: str, sums: Sequence[Decimal], less_from: int = 0) -> None:
        for place, amount in enumerate(sums, 1):
            letter = _letter(place)
            mine = f'({self._column("band")}="{self.bands[place - 1]}")'
            formula = f"SUMPRODUCT({tests}*{mine}*{self._column('amount')})"
            formula += f"-SUM({letter}{less_from}:{letter}{self.at})" if less_from else ""
            self._number(place, formula, amount)
        across = f"SUM(B{self.at + 1}:{_letter(len(sums))}{self.at + 1})"
        self._number(len(sums) + 1, across, sum(sums, Decimal()))
        self.at += 1

    def _section(self, title: Text, heads: Sequence[str]) -> None:
        self.at += 1
        for place in range(len(heads)):
            text = self.pens.say(title) if place == 0 else ""
            self.sheet.write(self.at, place, text, self.pens.of(styles.SECTION))
        self.at += 1
        for place, head in enumerate(heads):
            look = (styles.HEADING, styles.RIGHT) if place else (styles.HEADING,)
            self.sheet.write(self.at, place, head, self.pens.of(*look))
        self.at += 1

    def _name(self, name: str) -> None:
        self.sheet.write_string(self.at, 0, name, self.pens.of(styles.BODY, styles.LINED))

    def _number(self, place: int, formula: str, value: Any, number_format: str = MONEY) -> None:
        look = self.pens.of(styles.BODY, styles.LINED, styles.RIGHT, {"num_format": number_format})
        self.sheet.write_formula(
            self.at, place, f"={formula}", look, UNKNOWN if value is None else float(value)
        )

    def _total(self, first: int, known: Sequence[tuple[int, Any, str]]) -> None:
        bold = (styles.BODY, styles.BOLD)
        self.sheet.write_string(self.at, 0, self.pens.say(_ALL), self.pens.of(*bold))
        for place, value, number_format in known:
            letter = _letter(place)
            look = self.pens.of(*bold, styles.RIGHT, {"num_format": number_format})
            formula = f"=SUM({letter}{first + 1}:{letter}{self.at})"
            self.sheet.write_formula(self.at, place, formula, look, float(value))
        self.at += 1

    def _column(self, key: str) -> str:
        letter = _AT[key]
        return f"{self.rows}!${letter}$2:${letter}${self.last}"


def _letter(place: int) -> str:
    return "ABCDEFGHIJKLMNOPQRSTUVWXYZ"[place]
