"""What the names in a formula mean in one workbook: its tables, columns and the functions there are."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from functools import cached_property
from typing import Final

from sheetsales.book.book import Book
from sheetsales.book.nearest import Nearest, closest
from sheetsales.book.parsing.cleaning import fold
from sheetsales.book.table import own_heading, own_key
from sheetsales.formula.functions import FUNCTIONS
from sheetsales.formula.mistakes import Mistake
from sheetsales.formula.syntax import Cell, Node, Whole
from sheetsales.formula.tokens import unguarded
from sheetsales.regex import regex
from sheetsales.rules.written.tables import tables_by_name
from sheetsales.schema.headings import normalise
from sheetsales.schema.record import Record
from sheetsales.schema.workbook import RECORDS, SIGNS
from sheetsales.texts import Lang, Text

_PARTS: Final = regex(r"\[([^\[\]]*)\]")
_THIS_ROW: Final = "#this row"
_DATA: Final = frozenset({"#data", "#all"})


class BookNames:
    """The names a formula over the rows of ``record`` may use."""

    def __init__(self, book: Book, record: str) -> None:
        self.book, self.record = book, record

    @property
    def lang(self) -> Lang:
        return self.book.lang

    def function(self, name: str, arguments: int, at: int) -> str:
        known = FUNCTIONS.get(name.upper())
        if known is None:
            raise Mistake(*self._no_function(name), at)
        if not known.fewest <= arguments <= known.most:
            zh, en = _count(known.fewest, known.most)
            raise Mistake(
                Text(
                    f"{known.name} {zh}，这里写了 {arguments} 个",
                    f"{known.name} takes {en}; {arguments} given",
                ),
                at=at,
            )
        return known.name

    def _no_function(self, name: str) -> tuple[Text, Text]:
        if name.upper() in _NOT_ALLOWED:
            return (
                Text(f"规则里不能用函数“{name}”", f"rules cannot use the function '{name}'"),
                Text("规则只读本工作簿里的行和列。", "Rules read rows and columns of this workbook only."),
            )
        from difflib import get_close_matches

        near = get_close_matches(name.upper(), FUNCTIONS, 1, 0.6)
        hint = closest(near[0] if near else None)
        return (
            Text(f"没有函数“{name}”{hint.zh}", f"there is no function '{name}'{hint.en}"),
            Text(
                "能用的函数见说明“自己写规则”。",
                "The functions there are stand in the guide to rules you write.",
            ),
        )

    def reference(self, text: str, at: int) -> Node:
        """The cell or column meant by ``[@金额]``, ``[@[Next step]]``, ``表[列]``, ``Table[[#This Row],[Column]]``."""
        head, bracket, rest = text.partition("[")
        record = self.table(head.strip(), at) if head.strip() else self.record
        if not bracket:
            return Whole(record, "", at=at, end=at + len(text))
        inside = rest.removesuffix("]").strip()
        this_row = inside.startswith("@")
        parts = _names(inside.removeprefix("@"))
        marks = [fold(part) for part in parts if part.startswith("#")]
        names = [part for part in parts if not part.startswith("#")]
        this_row = this_row or _THIS_ROW in marks
        if any(mark not in _DATA and mark != _THIS_ROW for mark in marks) or len(names) > 2:
            raise Mistake(Text(f"规则里不能写“{text}”", f"'{text}' cannot be used in a rule"), at=at)
        end = at + len(text)
        columns = [self.column(record, name, at) for name in names]
        if this_row:
            return self._this_row(record, columns, text, at, end)
        first, in_unit = columns[0] if columns else ("", False)
        last = columns[1][0] if len(columns) > 1 else ""
        return Whole(record, first, last, in_unit, not head.strip(), at=at, end=end)

    def _this_row(self, record: str, columns: list[tuple[str, bool]], text: str, at: int, end: int) -> Node:
        if record != self.record:
            title = RECORDS[record].title
            raise Mistake(
                Text(f"“{text}”是别的表的行", f"'{text}' is a row of another table"),
                Text(f"查“{title.zh}”表请用 XLOOKUP、COUNTIFS 这类函数。", f"Look into {title.en} with XLOOKUP, COUNTIFS and the like."),
                at,
            )  # fmt: skip
        if len(columns) != 1:
            raise Mistake(Text("@ 后面要一个列名", "one column name is needed after @"), at=at)
        column, in_unit = columns[0]
        return Cell(record, column, in_unit, at=at, end=end)

    def table(self, name: str, at: int) -> str:
        """The kind of record a table, sheet or title means."""
        wanted = name.strip("'")
        found = self._tables.get(fold(wanted))
        if found is not None:
            return found
        offered = [sign.table for sign in SIGNS] + [sign.title.in_(self.lang) for sign in SIGNS]
        near = Nearest(offered).of(wanted)
        hint = closest(near)
        raise Mistake(
            Text(f"没有表“{wanted}”{hint.zh}", f"there is no table '{wanted}'{hint.en}"),
            Text(
                "文字要加双引号；列名写在方括号里，如 [@金额]。",
                "Put texts in double quotes and column names in brackets, as in [@Amount].",
            ),
            at,
        )

    @cached_property
    def _tables(self) -> Mapping[str, str]:
        return tables_by_name(self.book)

    def column(self, record: str, name: str, at: int) -> tuple[str, bool]:
        """The column of a name, and whether it was named with its unit, which it is then counted in."""
        plain = unguarded(name).strip()
        for heading, key, scaled in self._headings(RECORDS[record]):
            if scaled and heading == plain:
                return key, True
        keys = self._columns(record)
        found = keys.get(normalise(plain).key) or keys.get(normalise(plain).short)
        if found is None or not self.book.table(record).has(found):
            found = self._own(record, plain) or found
        if found is None:
            raise Mistake(*self._no_column(record, plain), at)
        return found, False

    def _own(self, record: str, name: str) -> str | None:
        """The column of that heading which the team added itself."""
        own = self.book.table(record).own
        if own_key(name) in own:
            return own_key(name)
        return {normalise(own_heading(key)).key: key for key in reversed(list(own))}.get(normalise(name).key)

    def _columns(self, record: str) -> Mapping[str, str]:
        known, names = RECORDS[record], dict[str, str]()
        for heading, key, _ in self._headings(known):
            names.setdefault(normalise(heading).key, key)
        for column in known.columns:
            for title in (column.title.zh, column.title.en, column.key):
                names.setdefault(normalise(title).key, column.key)
        return names

    def _headings(self, record: Record) -> Iterator[tuple[str, str, bool]]:
        """The workbook's own headings, their columns, and whether they count in a unit of their own."""
        for bound in self.book.table(record.key).bound:
            for column in bound.columns:
                yield column.heading.strip(), column.column.key, column.factor != 1

    def _no_column(self, record: str, name: str) -> tuple[Text, Text]:
        title = RECORDS[record].title
        offered = [c.title.in_(self.lang) for c in RECORDS[record].columns]
        offered += [heading for heading, _, _ in self._headings(RECORDS[record])]
        near = Nearest([*offered, *map(own_heading, self.book.table(record).own)]).of(name)
        hint = closest(near)
        return (
            Text(f"“{title.zh}”表没有列“{name}”{hint.zh}", f"{title.en} has no column '{name}'{hint.en}"),
            Text("请照表头写列名。", "Write the column's name as its heading does."),
        )


def _names(inside: str) -> list[str]:
    """``[a]:[b]`` or ``[#This Row],[a]`` as names; a bare name as itself."""
    found = _PARTS.findall(inside)
    return [part.strip() for part in found] if found else [inside.strip()] if inside.strip() else []


def _count(fewest: int, most: int) -> tuple[str, str]:
    if fewest == most:
        return f"要 {most} 个参数", f"{most} argument{'s' * (most != 1)}"
    if most > 200:
        return f"至少要 {fewest} 个参数", f"at least {fewest} arguments"
    return f"要 {fewest} 到 {most} 个参数", f"{fewest} to {most} arguments"


_NOT_ALLOWED: Final = frozenset(
    [
        "INDIRECT",
        "OFFSET",
        "CELL",
        "INFO",
        "WEBSERVICE",
        "HYPERLINK",
        "CALL",
        "REGISTER",
        "RAND",
        "RANDBETWEEN",
        "RANDARRAY",
        "NOW",
        "LAMBDA",
        "LET",
        "GETPIVOTDATA",
        "RTD",
    ]
)
