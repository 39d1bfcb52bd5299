"""Our own forms for documents: a page with the names they are filled by, as a team's own would have them."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from typing import Any, Final

from sheetsales.cells.address import column_letters, quote_sheet
from sheetsales.documents.contract import CLAUSES
from sheetsales.documents.document import Document
from sheetsales.forms.contents import Table, Value
from sheetsales.look import styles
from sheetsales.look.styles import Formats, Style
from sheetsales.look.widths import wrapped_lines
from sheetsales.look.workbook import open_workbook, set_up_page
from sheetsales.texts import Text

_WIDTHS: Final[Mapping[str, Sequence[float]]] = {
    "lines": (12, 24, 17, 8, 10, 13, 9, 16), "account": (15, 14, 12.5, 15, 12.5, 15, 15, 11),
}  # fmt: skip
_NUMBERS: Final = frozenset(
    {"quantity", "price", "off", "amount", "due", "received", "unpaid", "late", "share"}
)
_DAYS: Final = frozenset({"due_on", "received_on"})
_DATE: Final = Text('yyyy"年"m"月"d"日"', "d mmm yyyy")

Label = tuple[Text, str]
_CUSTOMER: Final[tuple[Label, ...]] = (
    (Text("客户", "Customer"), "buyer"), (Text("收件人", "Attention"), "buyer_contact"),
    (Text("电话", "Phone"), "buyer_phone"), (Text("地址", "Address"), "buyer_address"),
)  # fmt: skip
_BUYER: Final[tuple[Label, ...]] = (
    (Text("甲方（买方）", "Buyer"), "buyer"), (Text("统一社会信用代码", "Registration no."), "buyer_no"),
    (Text("地址", "Address"), "buyer_address"), (Text("联系人", "Contact"), "buyer_contact"), (Text("电话", "Phone"), "buyer_phone"),
)  # fmt: skip
_QUOTE: Final[tuple[Label, ...]] = (
    (Text("报价单编号", "Quotation no."), "quote_no"), (Text("日期", "Date"), "quote_date"),
    (Text("有效期至", "Valid until"), "quote_valid"), (Text("报价人", "Prepared by"), "owner_name"),
)  # fmt: skip
_CONTRACT: Final[tuple[Label, ...]] = (
    (Text("编号", "No."), "contract_no"), (Text("签订日期", "Date"), "signed_on"), (Text("签订地点", "Place"), "place"),
    (Text("乙方（卖方）", "Seller"), "seller"), (Text("经办人", "Handled by"), "owner_name"),
)  # fmt: skip
_STATEMENT: Final[tuple[Label, ...]] = (
    (Text("截至", "As of"), "statement_date"), (Text("币种", "Currency"), "currency"),
)  # fmt: skip
_TERMS: Final[tuple[Label, ...]] = (
    (Text("付款", "Payment"), "terms_payment"), (Text("交货", "Delivery"), "terms_delivery"),
    (Text("质保", "Warranty"), "terms_warranty"), (Text("备注", "Notes"), "terms_notes"),
)  # fmt: skip
_SIGN: Final[Mapping[str, tuple[Text, Text]]] = {
    "quote": (Text("报价方（盖章）", "For the seller"), Text("客户确认（签字盖章）", "Accepted by (name)")),
    "contract": (Text("甲方（盖章）　授权代表", "For the buyer, name"), Text("乙方（盖章）　授权代表", "For the seller, name")),
    "order": (Text("甲方（盖章）　授权代表", "For the buyer, name"), Text("乙方（盖章）　授权代表", "For the seller, name")),
    "statement": (Text("我方（盖章）", "For us"), Text("客户核对（签字盖章）", "Checked by (name)")),
}  # fmt: skip
_SIGNED_ON: Final = Text("日期", "Date")
_WORDS: Final = Text("人民币大写", "")


def draw(document: Document, path: Path, today: dt.date) -> None:
    """Write the form of a document to ``path``: every cell and Table named, nothing filled yet."""
    page = _Page(document, path, today)
    page.head()
    _BODIES[document.kind](page)
    page.close()


class _Page:
    """Written from top to bottom; ``row`` is the next free one."""

    def __init__(self, document: Document, path: Path, today: dt.date) -> None:
        self.document, self.lang = document, document.lang
        self.workbook = open_workbook(path, self.lang, title=self.said("title"), today=today)
        self.formats = Formats(self.workbook)
        self.name = self.said("title")
        self.sheet = self.workbook.add_worksheet(self.name)
        self.sheet.hide_gridlines(2)
        self.main = document.tables[0]
        widths = list(_WIDTHS[self.main.key])
        if len(self.main.columns) < len(widths):  # without the discounts, products have more room
            widths[1] += widths.pop(-2)
        for column, width in enumerate(widths):
            self.sheet.set_column(column, column, width)
        self.last, self.row, self.widths = len(widths) - 1, 0, widths
        self.middle = (self.last + 1) // 2

    def close(self) -> None:
        set_up_page(self.sheet, self.lang, heading_rows=0, landscape=False)
        self.sheet.fit_to_pages(1, 0)
        self.sheet.center_horizontally()
        self.workbook.close()

    def style(self, *parts: Style) -> Any:
        return self.formats.of(styles.BODY, *parts)

    def said(self, field: str) -> str:
        value = self.document.fields.get(field)
        return "" if value is None or value.value is None else str(value.value)

    def text(self, text: Text, row: int, first: int, last: int, *parts: Style) -> None:
        if first == last:
            self.sheet.write_string(row, first, text.in_(self.lang), self.style(*parts))
        else:
            self.sheet.merge_range(row, first, row, last, text.in_(self.lang), self.style(*parts))

    def field(self, name: str, row: int, first: int, last: int, *parts: Style) -> None:
        """A named cell, over several columns where it needs them; days are written as documents write them."""
        value = self.document.fields.get(name)
        if value is not None and isinstance(value.value, dt.date):
            parts = (*parts, {"num_format": _DATE.in_(self.lang), "align": "left"})
        if first != last:
            self.sheet.merge_range(row, first, row, last, "", self.style(*parts))
        else:
            self.sheet.write_blank(row, first, None, self.style(*parts))
        at = f"{quote_sheet(self.name)}!${column_letters(first + 1)}${row + 1}"
        self.workbook.define_name(name, "=" + at)

    def head(self) -> None:
        """Who writes, then what it is, and what has to be warned of."""
        rule: Style = {"bottom": 2, "bottom_color": styles.ACCENT}
        self.field(
            "seller_name", 0, 0, self.last, {"bold": True, "font_size": 14, "font_color": styles.ACCENT}
        )
        self.field("seller_details", 1, 0, self.last, styles.HELP, rule, {"text_wrap": True})
        self._height(1, self.said("seller_details"), sum(self.widths))
        self.field("title", 3, 0, self.middle, {"bold": True, "font_size": 20, "font_color": styles.ACCENT})
        if "approval" in self.document.fields:
            self.field(
                "approval",
                3,
                self.middle + 1,
                self.last,
                {"bold": True, "font_color": styles.BAD, "align": "right"},
            )
        self.sheet.set_row(0, 24)
        self.sheet.set_row(3, 36)
        self.row = 4

    def sides(self, left: Sequence[Label], right: Sequence[Label]) -> None:
        """Two columns of labels and values; the left one is the customer's."""
        quiet: Style = styles.QUIET_TEXT
        for place in range(max(len(left), len(right))):
            row = self.row + place
            if place < len(left):
                label, name = left[place]
                self.text(label, row, 0, 0, quiet, {"text_wrap": True})
                self.field(name, row, 1, self.middle - 1, {"text_wrap": True})
                self._height(row, self.said(name), sum(self.widths[1 : self.middle]))
                if len(label.in_(self.lang)) > 14 or (self.lang == "zh" and len(label.zh) > 6):
                    self.sheet.set_row(row, 32)
            if place < len(right):
                label, name = right[place]
                self.text(label, row, self.middle, self.middle + 1, quiet, {"indent": 2})
                self.field(name, row, self.middle + 2, self.last)
        self.row += max(len(left), len(right))

    def _height(self, row: int, text: str, width: float) -> None:
        lines = wrapped_lines(text, width) if text else 1
        if lines > 1:
            self.sheet.set_row(row, 16.0 * lines)

    def table(self, table: Table) -> None:
        """Room for the table's rows, headings and all."""
        looks = [self._look(table, column.key) for column in table.columns]
        columns = [
            {
                "header": column.title.in_(self.lang),
                "header_format": self.style(styles.HEADING, look, {"text_wrap": True}),
            }
            for column, look in zip(table.columns, looks, strict=True)
        ]
        count = max(len(table.rows), 1)
        options = {
            "name": "tbl" + table.key.capitalize(),
            "columns": columns,
            "style": None,
            "autofilter": False,
        }
        self.sheet.add_table(self.row, 0, self.row + count, len(columns) - 1, options)
        self.sheet.set_row(self.row, 24)
        for row in range(self.row + 1, self.row + 1 + count):
            for place, look in enumerate(looks):
                self.sheet.write_blank(row, place, None, self.style(styles.LINED, look))
        for row, line in enumerate(table.rows, self.row + 1):
            self.sheet.set_row(row, self._tall(table, line))
        self.row += count + 1

    def _look(self, table: Table, key: str) -> Style:
        """How a column's cells stand, and the number format of its values."""
        if key in _DAYS or (table.key, key) == ("instalments", "due"):
            return {**styles.CENTRED, "num_format": "yyyy-mm-dd"}
        if key == "no":
            return styles.CENTRED
        if key not in _NUMBERS:
            return {**styles.LEFT, "text_wrap": True}
        shown = next((row[key].format for row in table.rows if key in row and row[key].format), "")
        return {**styles.RIGHT, "num_format": shown} if shown else styles.RIGHT

    def _tall(self, table: Table, line: Mapping[str, Value]) -> float:
        """The height of a row whose texts may need several lines."""
        texts = [
            (str(line[column.key].value or ""), width)
            for column, width in zip(table.columns, self.widths, strict=False)
            if column.key in line and column.key not in _NUMBERS
        ]
        lines = max((wrapped_lines(text, width) for text, width in texts), default=1)
        return max(22.0, 15.0 * lines + 6)

    def totals(self) -> None:
        """Net and tax where they are known, the total, the words at the left of it."""
        known = [name for name in ("net", "tax") if self.document.fields[name].known]
        titles = {"net": Text("不含税", "Net"), "tax": Text("税额", "Tax"), "total": Text("合计", "Total")}
        if known:
            titles["total"] = Text("合计（含税）", "Total (tax included)")
        for name in (*known, "total"):
            strong: Style = {"bold": True, "top": 1, "bottom": 6} if name == "total" else {}
            self.text(titles[name], self.row, self.last - 2, self.last - 1, styles.RIGHT, strong)
            self.field(
                name,
                self.row,
                self.last,
                self.last,
                styles.RIGHT,
                strong,
                {"num_format": self.document.fields[name].format},
            )
            if name == "total" and self.document.fields["total_words"].value is not None:
                self.text(_WORDS, self.row, 0, 0, styles.BOLD)
                self.field("total_words", self.row, 1, self.last - 3, styles.BOLD)
            self.sheet.set_row(self.row, 20)
            self.row += 1

    def terms(self, terms: Sequence[Label]) -> None:
        for number, (label, name) in enumerate(terms, 1):
            self.text(
                Text(f"{number}  {label.zh}", f"{number}  {label.en}"),
                self.row,
                0,
                0,
                styles.BOLD,
                {"valign": "top"},
            )
            wrapped: Style = {"text_wrap": True, "valign": "top", "align": "left", "indent": 1}
            self.field(name, self.row, 1, self.last, wrapped)
            self._height(self.row, self.said(name), sum(self.widths[1:]))
            self.row += 1

    def signatures(self) -> None:
        """Two blank lines to sign on, and one below each for the day."""
        left, right = _SIGN[self.document.kind]
        line: Style = {"bottom": 1, "bottom_color": styles.INK}
        half = self.middle - 1
        self.row += 1
        for text, first, last in ((left, 0, half - 1), (right, self.middle + 1, self.last)):
            self.text(text, self.row, first, last, styles.QUIET_TEXT)
            self.text(Text("", ""), self.row + 2, first, last, line)
            self.text(_SIGNED_ON, self.row + 3, first, last, styles.QUIET_TEXT)
        self.sheet.set_row(self.row + 1, 26)
        self.row += 4


def _quotation(page: _Page) -> None:
    page.sides(_CUSTOMER, _QUOTE)
    page.text(Text("项目", "Subject"), page.row, 0, 0, styles.QUIET_TEXT)
    page.field("project", page.row, 1, page.last)
    page.row += 2
    page.table(page.main)
    page.totals()
    page.row += 1
    page.terms(_TERMS)
    page.signatures()


def _agreement(page: _Page) -> None:
    page.sides(_BUYER, _CONTRACT)
    page.row += 1
    page.table(page.main)
    page.totals()
    page.row += 1
    clauses: list[Label] = [
        (Text("交货", "Delivery"), "delivery_on"),
        (Text("付款", "Payment"), "terms_payment"),
    ]
    clauses += [(title, f"terms_{key}") for key, title, _ in CLAUSES[:1]]
    clauses += [(Text("质保", "Warranty"), "terms_warranty")]
    clauses += [(title, f"terms_{key}") for key, title, _ in CLAUSES[1:]]
    clauses += [(Text("附件", "Annexes"), "annexes"), (Text("备注", "Notes"), "terms_notes")]
    page.terms(clauses)
    if len(page.document.tables) > 1 and page.document.tables[1].rows:
        page.row += 1
        page.text(
            Text("付款安排", "Payments"), page.row, 0, page.last, styles.BOLD, {"font_color": styles.ACCENT}
        )
        page.row += 1
        page.table(page.document.tables[1])
    page.signatures()


def _account(page: _Page) -> None:
    page.sides(_CUSTOMER, _STATEMENT)
    page.row += 1
    page.table(page.main)
    titles = {
        "total_due": Text("应收合计", "Total due"), "total_received": Text("已收合计", "Total received"),
        "total_unpaid": Text("未收合计", "Total outstanding"), "total_overdue": Text("其中逾期", "Of which overdue"),
    }  # fmt: skip
    for name, title in titles.items():
        strong: Style = {"bold": True} if name == "total_unpaid" else {}
        page.text(title, page.row, page.last - 3, page.last - 2, styles.RIGHT, strong)
        code: Style = {"num_format": page.document.fields[name].format}
        page.field(name, page.row, page.last - 1, page.last - 1, styles.RIGHT, strong, code)
        page.sheet.set_row(page.row, 20)
        page.row += 1
    page.row += 1
    page.field("reply", page.row, 0, page.last, styles.BOLD)
    page.row += 1
    page.signatures()


_BODIES: Final[Mapping[str, Callable[[_Page], None]]] = {
    "quote": _quotation, "contract": _agreement, "order": _agreement, "statement": _account,
}  # fmt: skip
