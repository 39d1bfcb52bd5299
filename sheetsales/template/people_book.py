"""Builds the manager's own workbook: pay and judgement, with the settings and lists they need, and nothing else."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from typing import BinaryIO, Final

from sheetsales.look.styles import Formats
from sheetsales.look.workbook import open_workbook
from sheetsales.schema.column import Kind
from sheetsales.schema.modules import MODULES
from sheetsales.schema.record import Record
from sheetsales.schema.workbook import RECORDS
from sheetsales.template.config_rows import list_rows
from sheetsales.template.dropdowns import lists_in, offered_list
from sheetsales.template.labels import Labels, Rows
from sheetsales.template.layout import Layout
from sheetsales.template.people_home import draw_people_home
from sheetsales.template.settings_rows import people_rows
from sheetsales.template.sheet import Drawing, draw_record
from sheetsales.template.story.model import StoryRow
from sheetsales.texts import Lang, Text

TITLE: Final = Text("人员工作簿", "People workbook")
NAMES: Final = Text("人员", "People")
"""The list of names that its drop-downs offer."""
_TITLES: Final[Mapping[str, Text]] = {
    "settings": Text("人员参数", "People settings"),
    "lists": Text("人员选项", "People lists"),
    "rules": Text("人员规则", "People rules"),
    "waivers": Text("人员豁免", "People waivers"),
}
"""Its own sheets of settings have names of their own, so that both workbooks can be read as one."""


def own_records() -> tuple[Record, ...]:
    """The sheets of pay and judgement, and those of settings behind them."""
    listed = (RECORDS[sheet.key] for module in MODULES for sheet in module.sheets)
    apart = tuple(record for record in listed if record.home == "people")
    return (*apart, *(replace(RECORDS[key], title=title) for key, title in _TITLES.items()))


def build_people_book(
    out: BinaryIO,
    *,
    lang: Lang,
    currency: str,
    own: str,
    reads: str,
    team: Sequence[tuple[str, str]],
    today: dt.date,
    rows: Rows | None = None,
) -> None:
    """Writes it to ``out``. ``own`` is what the file is called, ``reads`` the workbook it reads, ``team`` are ids and names of its people, ``rows``
    what its sheets hold; the same arguments give the same bytes."""
    records = own_records()
    filled: dict[str, Sequence[StoryRow]] = {
        "lists": (*list_rows(lang, lists_in(records), sample=False), *_names(lang, team)),
        "settings": people_rows(lang, reads),
        **(rows or {}),
    }
    layouts = {r.key: Layout(r, lang, currency, len(filled.get(r.key, ()))) for r in records}
    workbook = open_workbook(out, lang, title=TITLE.in_(lang), today=today)
    drawing = Drawing(
        workbook, Formats(workbook), Labels(lang, {**filled, "team": _team(team)}), layouts, False
    )
    draw_people_home(workbook, drawing.formats, lang, own, reads, records)
    for layout in layouts.values():
        sheet = workbook.add_worksheet(layout.sheet)
        draw_record(drawing, sheet, layout, filled.get(layout.record.key, ()), {})
        for column in _people_columns(layout):
            place = layout.index[column]
            sheet.data_validation(1, place, layout.reach - 1, place, offered_list("lst_team", lang))
    for name, refers_to in _defined_names(layouts):
        workbook.define_name(name, f"={refers_to}")
    workbook.close()


def _names(lang: Lang, team: Iterable[tuple[str, str]]) -> list[StoryRow]:
    """The rows of Lists that name the people; a list with nobody in it would be no list."""
    title = NAMES.in_(lang)
    return [{"list": title, "code": key, "zh": name, "en": name} for key, name in team]


def _team(team: Iterable[tuple[str, str]]) -> list[StoryRow]:
    return [{"id": key, "name": name} for key, name in team]


def _people_columns(layout: Layout) -> Iterator[str]:
    for column in layout.columns:
        if column.kind is Kind.REF and column.ref == "team" and not column.written:
            yield column.key


def _defined_names(layouts: Mapping[str, Layout]) -> Iterator[tuple[str, str]]:
    lists = layouts["lists"]
    title, shown = lists.whole_column("list"), lists.heading_cell(lists.lang)
    wanted = [(f"lst_{c.key}", c.title) for c in lists_in(one.record for one in layouts.values())]
    for name, text in (*wanted, ("lst_team", NAMES)):
        said = f'"{text.in_(lists.lang)}"'
        yield name, f"OFFSET({shown},MATCH({said},{title},0)-1,0,COUNTIF({title},{said}),1)"
