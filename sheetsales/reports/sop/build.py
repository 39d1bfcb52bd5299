"""The process as a workbook of its own: flow chart, handbook, Gantt chart."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from sheetsales.book.book import Book
from sheetsales.dataclass import dataclass
from sheetsales.errors import NothingToDo
from sheetsales.indicators.facts import gather
from sheetsales.indicators.period import Period
from sheetsales.look.workbook import open_workbook
from sheetsales.reports.draft import Draft
from sheetsales.reports.periods import Periods
from sheetsales.reports.sop.chart import chart_of
from sheetsales.reports.sop.chart_sheet import SHEET, write_chart_sheet
from sheetsales.reports.sop.figures import StageFigures, stage_figures
from sheetsales.reports.sop.gantt import write_gantt
from sheetsales.reports.sop.handbook import NOBODY_SIGNED, Handbook, Signed
from sheetsales.reports.sop.layout import Laid, lay_out
from sheetsales.reports.sop.version import Version, version_line, version_of
from sheetsales.texts import Lang, Text

TITLES = Text("销售流程 SOP", "Sales process SOP")
"""What the file says of itself; by that an earlier one is known."""


@dataclass(frozen=True)
class Wanted:
    """What is asked of it: the month of its figures, the day, the language; ``blank`` is for newcomers and for the wall,
    without figures, names and dates."""

    month: Period
    today: dt.date
    lang: Lang
    blank: bool = False


@dataclass(frozen=True)
class Sop:
    """What was made: where the chart's shapes go, how many stages and steps, the version, the bottleneck ("" for none), and
    how much the Gantt chart shows, None where there is none; ``version_said`` is the version's line."""

    sheet: str
    laid: Laid
    stages: int
    steps: int
    version: Version | None
    narrow: str
    with_figures: bool
    running: int | None
    version_said: str


def build_sop(book: Book, wanted: Wanted, path: Path, signed: Signed = NOBODY_SIGNED) -> Sop:
    """Write the file to ``path``, but for the shapes of the chart; ``signed`` are those who signed an earlier one. Refuses a
    workbook without stages."""
    draft = _drafted(book, wanted, path)
    figures, version, laid = _charted(draft, wanted)
    write_chart_sheet(draft, laid)
    Handbook(draft, figures, version, signed, blank=wanted.blank).write()
    running = None if wanted.blank else write_gantt(draft, gather(book, wanted.today))
    draft.workbook.close()
    return _told(draft, laid, figures, version, running)


def chart_alone(book: Book, wanted: Wanted) -> Sop:
    """The chart for the workbook itself: nothing is written."""
    draft = _drafted(book, wanted, None)
    figures, version, laid = _charted(draft, wanted)
    return _told(draft, laid, figures, version, None)


def _charted(draft: Draft, wanted: Wanted) -> tuple[Mapping[str, StageFigures], Version | None, Laid]:
    figures, version = _figures(draft, wanted), version_of(draft, wanted.today)
    return figures, version, lay_out(chart_of(draft, figures, version, blank=wanted.blank))


def _told(
    draft: Draft,
    laid: Laid,
    figures: Mapping[str, StageFigures],
    version: Version | None,
    running: int | None,
) -> Sop:
    process = draft.facts.book.process
    narrow = next((draft.stage_name(code) for code, known in figures.items() if known.narrow), "")
    return Sop(
        draft.speak(SHEET), laid, len(process.stages), len(process.steps), version, narrow, bool(figures), running,
        version_line(draft, version),
    )  # fmt: skip


def _drafted(book: Book, wanted: Wanted, path: Path | None) -> Draft:
    """What the parts are drawn with; without a path there is nothing to draw on."""
    if not book.process.stages:
        raise NothingToDo(
            Text(
                "这个工作簿没有流程阶段，画不出流程图。请先在“流程阶段”表里写上阶段。",
                "This workbook has no stages, so there is no process to draw. Write them on the sheet Stages first.",
            )
        )
    facts = gather(book, min(wanted.today, wanted.month.last))
    workbook: Any = None
    if path is not None:
        title = f"{TITLES.in_(wanted.lang)} {wanted.month.label}"
        workbook = open_workbook(path, wanted.lang, title=title, today=wanted.today)
    return Draft(workbook, wanted.lang, facts, Periods(wanted.month, facts.fiscal_start, facts.as_of))


def _figures(draft: Draft, wanted: Wanted) -> Mapping[str, StageFigures]:
    """None for a blank one, and where there are no deals to count."""
    pipeline = draft.facts.book.table("pipeline")
    if wanted.blank or not pipeline.bound or not pipeline.has("stage"):
        return {}
    return stage_figures(draft)
