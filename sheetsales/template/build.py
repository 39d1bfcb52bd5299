"""Builds a workbook from the schema: Home, then every core sheet with its Table. New files only."""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any, BinaryIO

from sheetsales.look.styles import Formats
from sheetsales.look.workbook import open_workbook
from sheetsales.schema.defaults import Preset
from sheetsales.schema.modules import MODULES, modules_of
from sheetsales.schema.record import Record
from sheetsales.schema.workbook import HOME_TITLE, SHEETS
from sheetsales.template.cockpit_counts import Ground
from sheetsales.template.config_rows import config_rows, list_rows
from sheetsales.template.dropdowns import defined_names, lists_in, offered
from sheetsales.template.home import draw_home
from sheetsales.template.home_figures import HomeFigure, home_figure
from sheetsales.template.labels import Labels, Rows
from sheetsales.template.layout import Layout
from sheetsales.template.settings_rows import choices, module_rows, setting_rows, setting_values
from sheetsales.template.sheet import Drawing, draw_record
from sheetsales.template.story.model import RawValue, Story, StoryRow
from sheetsales.texts import Lang, Text

LARGE = 20_000
"""Rows of one table from which a workbook is streamed to disk."""

_TITLE = Text("销售工作簿", "Sales workbook")


def build_workbook(
    path: Path | str | BinaryIO,
    *,
    lang: Lang,
    process: Preset,
    today: dt.date,
    story: Story | None = None,
    buttons: bool = False,
    records: Sequence[Record] = SHEETS,
) -> None:
    """Writes a new workbook with the sheets of ``records`` to ``path``, a file or a stream; over any file there.

    The same arguments give the same bytes. Without a ``story`` the record sheets hold blank rows to type in. With
    ``buttons`` Home leaves room for them beside the steps instead of spelling out commands.
    """
    values = setting_values(lang, story.settings if story else None)
    rows = _all_rows(lang, process, values, story, records)
    modules = modules_of(records)
    layouts = {r.key: Layout(r, lang, values["currency"], len(rows.get(r.key, ())), modules) for r in records}
    large = any(layout.rows > LARGE for layout in layouts.values())
    workbook = open_workbook(
        path, lang, title=values["team_name"] or _TITLE.in_(lang), today=today, large=large
    )
    drawing = Drawing(workbook, Formats(workbook), Labels(lang, rows), layouts, large)
    home = workbook.add_worksheet(HOME_TITLE.in_(lang))
    draw_home(
        home,
        workbook,
        drawing.formats,
        values["team_name"],
        _ground(drawing, rows, _by_row(story.raw if story else {}), today),
        buttons=buttons,
        records=records,
        figures=dict(_figures(layouts, rows, lang, today)),
    )
    _draw_records(drawing, rows, _by_row(story.raw if story else {}))
    for name, refers_to in defined_names(layouts):
        workbook.define_name(name, f"={refers_to}")
    workbook.close()


def _all_rows(
    lang: Lang, process: Preset, values: Mapping[str, str], story: Story | None, records: Sequence[Record]
) -> Rows:
    modules = modules_of(records)
    rows: dict[str, Sequence[StoryRow]] = {
        **config_rows(process, lang, sample=story is not None, modules=modules)
    }
    rows["lists"] = list_rows(lang, lists_in(records), sample=story is not None)
    rows["settings"] = (*setting_rows(lang, values), *module_rows(lang, modules))
    rows.update(story.rows if story else {})
    return rows


def _ground(
    drawing: Drawing, rows: Rows, raw: Mapping[str, dict[int, dict[str, RawValue]]], today: dt.date
) -> Ground:
    """What the cockpit counts in: the rows as their cells show them, planted mistakes included."""
    layouts = drawing.layouts
    lang = layouts["pipeline"].lang

    def name(sheet: str, column: str) -> str | None:
        layout = layouts.get(sheet)
        return layout.whole(column) if layout is not None and column in layout.index else None

    def shown(sheet: str, keys: Iterable[str]) -> Iterator[Mapping[str, object]]:
        by_key = layouts[sheet].record.by_key
        showers = [(key, drawing.labels.shower(by_key[key])) for key in keys]
        planted = raw.get(sheet, {})
        for number, row in enumerate(rows.get(sheet, ())):
            yield {key: show(row.get(key)) for key, show in showers} | planted.get(number, {})

    return Ground(name, shown, lang, layouts["pipeline"].currency, today)


def _figures(
    layouts: Mapping[str, Layout], rows: Rows, lang: Lang, today: dt.date
) -> Iterator[tuple[str, HomeFigure]]:
    """What Home says of each module that has its sheet."""
    for module in MODULES:
        layout = layouts.get(module.figure.sheet) if module.figure is not None else None
        if module.figure is not None and layout is not None:
            told = rows.get(module.figure.sheet, ())
            made = home_figure(module.figure, layout.whole, told, lang, today)
            if made is not None:
                yield module.key, made


def _draw_records(drawing: Drawing, rows: Rows, raw: Mapping[str, dict[int, dict[str, RawValue]]]) -> None:
    for layout in drawing.layouts.values():
        key = layout.record.key
        sheet = drawing.workbook.add_worksheet(layout.sheet)
        draw_record(drawing, sheet, layout, rows.get(key, ()), raw.get(key, {}))
        if key == "settings":
            _offer_setting_choices(sheet, layout)
        if layout.record.hidden:
            sheet.very_hidden()


def _offer_setting_choices(sheet: Any, layout: Layout) -> None:
    from sheetsales.schema import defaults

    place = layout.index["value"]
    for row, setting in enumerate(defaults.settings(), start=1):
        words = choices(setting["name"], layout.lang)
        if words:
            sheet.data_validation(row, place, row, place, offered(words, layout.lang))


def _by_row(raw: Mapping[tuple[str, int, str], RawValue]) -> dict[str, dict[int, dict[str, RawValue]]]:
    grouped: dict[str, dict[int, dict[str, RawValue]]] = defaultdict(lambda: defaultdict(dict))
    for (record, row, column), value in raw.items():
        grouped[record][row][column] = value
    return grouped
