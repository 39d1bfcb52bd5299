"""Drop-downs that follow the workbook's own Lists, Stages, Team and Customers, through defined names."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from sheetsales.schema.choices import ChoiceList, lists_of
from sheetsales.schema.column import Column, Kind
from sheetsales.schema.record import Record
from sheetsales.template.layout import Layout
from sheetsales.texts import Lang, Text

Layouts = Mapping[str, Layout]

_FREE = (
    Text("不在选项里", "Not in the list"),
    Text(
        "选项里没有这一项。确实要用就选“是”。",
        "This is not one of the choices. Choose Yes to keep it all the same.",
    ),
)
_DATE = (
    Text("要填日期", "A date, please"),
    Text("请写成 2026-10-31 这样的日期。", "Write a date such as 2026-10-31."),
)
_NUMBER = (
    Text("要填数字", "A number, please"),
    Text("只填数字，单位在列名里。", "A plain number, please; the unit stands in the heading."),
)
_SHARE = (
    Text("要填百分比", "A percentage, please"),
    Text("填 0 到 100% 之间，如 75%。", "Between 0 and 100%, such as 75%."),
)


def defined_names(layouts: Layouts) -> Iterator[tuple[str, str]]:
    """Every name a drop-down points at, and what it refers to.

    Structured references cannot stand in a validation, and lists with gaps would accept anything; so each name is the
    filled part of one column and grows with it.
    """
    stages = layouts["stages"]
    yield "lst_stage", f"{stages.record.table}[{stages.headings[stages.index[f'name_{stages.lang}']]}]"
    for key in referred_to(layout.record for layout in layouts.values()):
        if key in layouts and key != "stages":
            layout, record = layouts[key], layouts[key].record
            rows = f"MAX(1,COUNTA({layout.whole_column(record.counted_column)})-1)"
            yield record.list_name, f"OFFSET({layout.heading_cell(record.offered_column)},1,0,{rows},1)"
    lists = layouts["lists"]
    for choices in lists_in(layout.record for layout in layouts.values()):
        yield (
            f"lst_{choices.key}",
            _part_of_list(lists, lists.lang, f'"{choices.title.in_(lists.lang)}"', "list"),
        )


def referred_to(records: Iterable[Record]) -> tuple[str, ...]:
    """The records that columns of these refer to, by cells that are filled from a drop-down."""
    refs = (column.ref for record in records for column in record.columns if column.kind is Kind.REF)
    return tuple(dict.fromkeys(refs))


def lists_in(records: Iterable[Record]) -> tuple[ChoiceList, ...]:
    """The choice lists a workbook with these records has."""
    return lists_of(column.choices for record in records for column in record.columns)


def _part_of_list(layout: Layout, offered: str, value: str, by: str) -> str:
    """The cells of column ``offered`` in the rows where column ``by`` holds ``value``; such rows stand together."""
    column = layout.whole_column(by)
    return f"OFFSET({layout.heading_cell(offered)},MATCH({value},{column},0)-1,0,COUNTIF({column},{value}),1)"


def validation(column: Column, layout: Layout, layouts: Layouts) -> dict[str, Any] | None:
    """The validation of a column in XlsxWriter's terms, None where anything goes.

    It warns and never stops: the check says the rest, and people must be able to get on.
    """
    source = _source(column, layout, layouts)
    if source:
        return {"validate": "list", "source": f"={source}", **_warning(_FREE, layout.lang)}
    if column.kind is Kind.DATE:
        limits = {"criteria": "between", "minimum": dt.date(2000, 1, 1), "maximum": dt.date(2099, 12, 31)}
        return {"validate": "date", **limits, **_warning(_DATE, layout.lang)}
    if column.kind is Kind.PERCENT:
        return {
            "validate": "decimal",
            "criteria": "between",
            "minimum": 0,
            "maximum": 1,
            **_warning(_SHARE, layout.lang),
        }
    if column.kind in (Kind.MONEY, Kind.NUMBER, Kind.INTEGER):
        limits = {"criteria": "between", "minimum": -1e13, "maximum": 1e13}
        return {"validate": "decimal", **limits, **_warning(_NUMBER, layout.lang)}
    return None


def offered(words: tuple[str, ...], lang: Lang) -> dict[str, Any]:
    """A drop-down of a few fixed words."""
    return {"validate": "list", "source": list(words), **_warning(_FREE, lang)}


def offered_list(name: str, lang: Lang) -> dict[str, Any]:
    """A drop-down of what a defined name refers to."""
    return {"validate": "list", "source": f"={name}", **_warning(_FREE, lang)}


def _source(column: Column, layout: Layout, layouts: Layouts) -> str:
    if column.kind is Kind.YES_NO:
        return "lst_yes_no"
    if column.kind is Kind.CHOICE and column.choices:
        return f"lst_{column.choices}"
    if column.kind is not Kind.REF or column.ref not in layouts:
        return ""
    if column.ref == "steps" and "stage" in layout.index:
        return _part_of_list(layouts["steps"], "code", f"${layout.letter('stage')}2", "stage")
    return layouts[column.ref].record.list_name


def _warning(words: tuple[Text, Text], lang: Lang) -> dict[str, Any]:
    title, message = words
    return {"error_type": "warning", "error_title": title.in_(lang), "error_message": message.in_(lang)}
