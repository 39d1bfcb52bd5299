"""Data sheets of very many rows: what no formula asks for row by row is added up, and formulas count sums as they did rows."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from functools import lru_cache
from typing import TYPE_CHECKING, Any, Final

from sheetsales.dataclass import dataclass
from sheetsales.indicators.period import Period, month_of
from sheetsales.regex import regex
from sheetsales.reports.cells import Calc, Content, Dash
from sheetsales.texts import Text

if TYPE_CHECKING:
    from sheetsales.reports.data import DataTable

MOST_ROWS: Final = 20_000
"""What a data sheet holds row by row."""
COUNT_TITLE: Final = Text("行数", "Rows")
COUNT_HELP: Final = Text(
    "这一行是几行合成的：行数太多时，本月以外的按月合计，公式按这一列计数。",
    "How many rows this one adds up: of very many, those outside the month are added up by month, and formulas count by this column.",
)
Row = Sequence[Content]


@dataclass(frozen=True)
class Sums:
    """How the rows of a data sheet are added up where there are too many.

    Rows that share what stands in the columns ``by``, and the months of the days in ``months``, are one; it adds ``added``
    up and leaves all other columns blank. ``whole`` says which rows stay as they are: by the row, the place of each column
    and the period told.
    """

    by: tuple[str, ...]
    whole: Callable[[Row, Mapping[str, int], Period], bool]
    months: tuple[str, ...] = ()
    added: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Counted:
    """A data sheet of sums as formulas name it: the column that counts, and ``by`` headings, of which some hold 1 or nothing."""

    count: str
    by: frozenset[str]


def added_up(table: DataTable, sums: Sums, rows: Iterable[Row], period: Period) -> Iterator[Row]:
    """The whole rows, then the sums, each with how many rows it is in a column more at the end."""
    at = {field.key: place for place, field in enumerate(table.fields)}
    by, months, added = ([at[key] for key in keys] for keys in (sums.by, sums.months, sums.added))
    found: dict[tuple[Content, ...], list[Any]] = {}
    for row in rows:
        if sums.whole(row, at, period):
            yield (*row, 1)
            continue
        mark = (*[row[c] for c in by], *[_month(row[c]) for c in months])
        told = found.get(mark)
        if told is None:
            told = found[mark] = [0, *[None] * len(added)]
        told[0] += 1
        for place, c in enumerate(added, start=1):
            value: Any = row[c]
            if value is not None:
                told[place] = value if told[place] is None else told[place] + value
    for mark, (count, *totals) in found.items():
        summed: list[Content] = [None] * len(table.fields)
        for c, value in zip((*by, *months, *added), (*mark, *totals), strict=True):
            summed[c] = value
        yield (*summed, count)


def _month(day: Any) -> Content:
    """The first of the month a day lies in: formulas ask for whole months."""
    return None if day is None else month_of(day).first


_ASKED: Final = regex(r"\b(COUNTIFS|SUMIFS|SUM|COUNTA)\((\w+)\[([^\]]+)\]")


def over_sums(formula: str, summed: Mapping[str, Counted]) -> str:
    """A formula over rows as it is over sums, by the names of the Tables: what counted rows adds their number up."""
    if not summed or "[" not in formula:
        return formula
    return _over_sums(formula, tuple(summed.items()))


@lru_cache(maxsize=1024)
def _over_sums(formula: str, summed: tuple[tuple[str, Counted], ...]) -> str:
    """Asked of every cell of a column, whose formulas are one."""
    tables = dict(summed)

    def asked(match: re.Match[str]) -> str:
        function, table, heading = match.groups()
        known = tables.get(table)
        if known is None:
            return match[0]
        if function == "COUNTA":
            return f"SUM({known.count}"
        if function == "COUNTIFS":
            return f"SUMIFS({known.count},{table}[{heading}]"
        return f"SUMIFS({known.count},{table}[{heading}],1" if heading in known.by else match[0]

    return _ASKED.sub(asked, formula)


def content_over_sums(content: Content, summed: Mapping[str, Counted]) -> Content:
    """What a cell holds, its formula over sums."""
    if not summed or not isinstance(content, Calc | Dash):
        return content
    formula = over_sums(content.formula, summed)
    if formula == content.formula:
        return content
    if isinstance(content, Calc):
        return Calc(formula, content.value, content.array)
    return Dash(content.reason, content.gap, formula)
