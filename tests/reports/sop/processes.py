"""Processes as teams have them, some of them odd, and the chart of each."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping, Sequence
from typing import Any

from sheetsales.book.book import Book
from sheetsales.cells.shapes import Box, Sketch
from sheetsales.indicators.period import month
from sheetsales.reports.sop.build import Sop, Wanted, chart_alone
from sheetsales.texts import Lang
from tests.indicators.team_book import book_of, open_deal

TODAY = dt.date(2026, 11, 2)
Row = Mapping[str, Any]


def stage(code: str, order: int, **more: Any) -> Row:
    return {
        "code": code, "order": order, "name_en": more.pop("name", code.title()), "kind": "open", "win_probability": 0.1 * order,
        "max_days": 7, "role": "rep", "next_allowed": None, "may_be_skipped": None, "objective": None, **more,
    }  # fmt: skip


def step(stage_code: str, order: int, code: str, role: str | None = "rep", **more: Any) -> Row:
    return {
        "stage": stage_code, "order": order, "code": code, "step": more.pop("name", f"Do {code}"), "role": role, "due_days": 2,
        "evidence": None, "evidence_when": None, **more,
    }  # fmt: skip


def process(stages: Sequence[Row], steps: Sequence[Row] = (), **sheets: Any) -> Book:
    told: dict[str, Any] = {"steps": steps} if steps else {}
    deals = sheets.pop("pipeline", [open_deal(stages[0]["code"], id="O-1", customer="K1", owner="S01")])
    return book_of(stages=stages, **told, pipeline=deals, **sheets)


def wanted(lang: Lang = "en", *, blank: bool = False) -> Wanted:
    return Wanted(month(2026, 10), TODAY, lang, blank)


def chart(book: Book, lang: Lang = "en", *, blank: bool = False) -> Sop:
    return chart_alone(book, wanted(lang, blank=blank))


def boxes(sketch: Sketch) -> dict[str, Box]:
    return {box.name: box for box in sketch.boxes}
