"""``new --sample --with people``: the manager's own workbook beside the sample, with plans, evaluations and last quarter's drafts."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from pathlib import Path
from typing import Final

from sheetsales.indicators.period import moved, quarter_of
from sheetsales.schema.defaults import Preset
from sheetsales.template.adding.asked import module_named
from sheetsales.template.people_book import own_records
from sheetsales.template.story import build_story
from sheetsales.texts import Lang, Text
from sheetsales.workflow.paying import draft_pay
from sheetsales.workflow.people_book import make_people_book

_BEHIND: Final = Text("人员", "people")


def wants_people(modules: Sequence[str]) -> bool:
    """Whether the module of pay and judgement is among those asked for."""
    return any(module is not None and module.key == "people" for module in map(module_named, modules))


def place_of(book: Path, lang: Lang) -> Path:
    """Where the manager's own workbook goes: ``sales-people.xlsx`` beside ``sales.xlsx``."""
    return book.with_name(f"{book.stem}-{_BEHIND.in_(lang)}.xlsx")


def make_sample_people(book: Path, *, lang: Lang, process: Preset, today: dt.date) -> Path | None:
    """Make it beside a sample workbook; None where a file stands there already, which is left alone."""
    place = place_of(book, lang)
    if place.exists():
        return None
    keys = [record.key for record in own_records() if record.home == "people"]
    told = build_story(lang, process, today, sheets=keys).rows
    rows = {key: told[key] for key in keys if key in told}
    make_people_book(place, book, today=today, rows=rows)
    draft_pay(place, moved(quarter_of(today), -3).label, today=today)
    return place
