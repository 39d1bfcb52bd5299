"""The monthly sales process table: a new workbook with page one, its sections, an appendix and its own data."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import replace
from functools import partial
from pathlib import Path
from typing import Any

from sheetsales.book.book import Book
from sheetsales.collector import without_cyclic_gc
from sheetsales.findings import Finding, RuleInfo
from sheetsales.forms.contents import Contents
from sheetsales.indicators.facts import gather
from sheetsales.indicators.flow import lowest
from sheetsales.indicators.period import Period
from sheetsales.look.workbook import open_workbook
from sheetsales.process.periods import fiscal_start
from sheetsales.process.snapshot import NO_SNAPSHOTS, Snapshots
from sheetsales.reports import charts
from sheetsales.reports.as_data import sections_data
from sheetsales.reports.block import Appendix
from sheetsales.reports.blocks import make_blocks, make_views
from sheetsales.reports.cover import CHART_ROWS, CHARTS_TOP, write_cover
from sheetsales.reports.cover_facts import Fact, cover_facts
from sheetsales.reports.draft import Draft
from sheetsales.reports.editions import MANAGERS, Audience, cut
from sheetsales.reports.figures.tables import fill_all
from sheetsales.reports.judgement import Judgement, judgements, standing
from sheetsales.reports.material import Material
from sheetsales.reports.own_page import write_own_page
from sheetsales.reports.own_tiles import own_tiles
from sheetsales.reports.page import write_page
from sheetsales.reports.pay_told import PayTold, pay_for
from sheetsales.reports.periods import LENGTHS, Periods
from sheetsales.reports.printed import Printed
from sheetsales.reports.report_data import ReportData
from sheetsales.reports.required import require_begun, require_pipeline
from sheetsales.reports.sections import absent, pages_of, printed_apart
from sheetsales.reports.stage_table import chance_formula
from sheetsales.reports.summary import ReportSummary, headlines, left_out_totals, open_total, spoken
from sheetsales.reports.sums import MOST_ROWS
from sheetsales.reports.tiles import Tile, cover_tiles
from sheetsales.texts import LANGUAGES, Lang, Text

COVER = Text("封面", "Cover")
APPENDIX = Text("附表", "Appendix")


@without_cyclic_gc()
def build(
    book: Book,
    findings: Sequence[Finding],
    *,
    period: Period,
    today: dt.date,
    path: Path,
    lang: Lang,
    rules: Sequence[RuleInfo] = (),
    full: bool = True,
    web: Path | None = None,
    snapshots: Snapshots = NO_SNAPSHOTS,
    audience: Audience = MANAGERS,
    compared: tuple[Period, Period] | None = None,
    judged: Sequence[Judgement] | None = None,
    pay: PayTold | None = None,
    most_rows: int = MOST_ROWS,
) -> ReportSummary:
    """Writes the table of a month, quarter or year to ``path``, as of ``today`` or its end, whichever is earlier.

    ``rules`` tell what the codes of the findings mean; ``full`` makes every section, else those of the short edition.
    ``audience`` is whom it is for: what it may not show is in no part of the file. ``snapshots`` are the months kept in the
    workbook, ``compared`` two of them, or quarters and years of them, to be set beside each other. ``web`` is where the same stands as one HTML file, if it
    is asked for. ``judged``
    is everybody's evaluation where it is known already, ``pay`` everybody's commission. Of more than ``most_rows`` rows a data sheet holds the period's, and sums. Refuses a workbook without opportunities and a period that has not begun. Nothing is read from or written to the workbook's own file.
    """
    require_pipeline(book)
    require_begun(period, today, fiscal_start(book.settings))
    if judged is None and audience.edition != "manager":
        judged = judgements(book, findings, period, today=today, lang=lang)
    book, findings, snapshots = cut(audience, book, findings, snapshots)
    facts = gather(book, min(today, period.last))
    draft = Draft(
        _open(path, lang, period, today), lang, facts, Periods(period, facts.fiscal_start, facts.as_of),
        {rule.code: rule.title for rule in rules},
        full=full, snapshots=snapshots, compared=compared, edition=audience.edition, audience=audience.title,
        whose=audience.whose, person=audience.person, standing=standing(
            audience, judged or (), facts.smallest_sample, own_rank=book.settings.yes("show_own_rank")
        ), pay=pay_for(audience.edition, audience.person, pay), most_rows=most_rows,
    )  # fmt: skip
    appendix = Appendix(draft, APPENDIX)
    material = Material(draft, appendix, findings, today, draft.chances, lowest(facts, draft.periods.window))
    _write(material, web)
    return _summary(material, path)


def _write(material: Material, web: Path | None) -> None:
    """The workbook, and the same as one HTML file where it is asked for."""
    printed = _filled(material)
    if web is not None:
        from sheetsales.reports.web.document import document  # only those who ask for it load it

        web.write_text(document(material, printed), encoding="utf-8", newline="\n")
    material.draft.workbook.close()
    material.draft.workbook = None  # written: whoever asks for the tables later needs no cells


def _summary(material: Material, path: Path) -> ReportSummary:
    draft, blocks = material.draft, material.blocks
    facts = draft.facts
    return ReportSummary(
        path, draft.periods.told.label, facts.as_of, draft.lang, _said(material), headlines(blocks.kpi, facts.book),
        open_total(blocks.stages, facts), left_out_totals(blocks.left_out),
        edition=draft.edition, sections=partial(sections_data, material),
        contents=partial(_contents, material),
    )  # fmt: skip


def _contents(material: Material) -> Contents:
    from sheetsales.reports.form.contents import report_contents  # only templates need it

    draft = material.draft
    return report_contents(material, _title(draft.lang, draft.periods.told))


def _filled(material: Material) -> Printed:
    """Every table with its figures, on its page and in the appendix, over the data sheets."""
    draft, blocks = material.draft, material.blocks
    make_blocks(material)
    data = ReportData(draft, material.findings, chance_formula(blocks.get("chances")))
    fill_all(draft, blocks, data.sources)
    draft.summed = data.settled()
    make_views(material)
    printed = _pages(material)
    _write_appendix(material)
    data.write()
    return printed


def _write_appendix(material: Material) -> None:
    """Every column of every section; the short edition keeps it hidden, since the pages point at it."""
    draft, appendix = material.draft, material.appendix
    sheet = draft.workbook.add_worksheet(appendix.name)
    appendix.write(sheet, [draft.speak(text) for text in absent(material)])
    if not draft.full:
        sheet.hide()


def _said(material: Material) -> tuple[Text, ...]:
    """The sentences in both languages, for a terminal that speaks another one than the report."""
    draft = material.draft
    zh, en = (cover_facts(replace(material, draft=replace(draft, lang=lang))) for lang in LANGUAGES)
    return tuple(Text(spoken(a.said), spoken(b.said)) for a, b in zip(zh, en, strict=True))


def _open(path: Path, lang: Lang, period: Period, today: dt.date) -> Any:
    from sheetsales.reports.fast_sheet import ReportSheet  # it loads XlsxWriter

    workbook = open_workbook(path, lang, title=_title(lang, period), today=today)
    workbook.worksheet_class = ReportSheet
    return workbook


def _title(lang: Lang, period: Period) -> str:
    kind = LENGTHS[period.span.months].capitalize()
    return Text(f"{period.label} 销售管理流程表", f"{kind}ly sales process table {period.label}").in_(lang)


def _pages(material: Material) -> Printed:
    draft = material.draft
    sheet = draft.workbook.add_worksheet(draft.speak(COVER))
    facts, tiles = cover_facts(material), page_tiles(material)
    drawn = (
        _write_person(material, sheet, tiles, facts)
        if draft.edition == "person"
        else _write_cover(material, sheet, tiles, facts)
    )
    pages = tuple(pages_of(material))
    for page, sections in pages:
        if printed_apart(material, page):
            write_page(draft, draft.speak(page.name), sections)
    return Printed(tiles, facts, drawn, pages)


def page_tiles(material: Material) -> tuple[Tile, ...]:
    """The tiles of page one: a person's own, else the indicators of the cover."""
    draft = material.draft
    return own_tiles(material) if draft.edition == "person" else cover_tiles(draft, material.blocks)


def _write_person(
    material: Material, sheet: Any, tiles: Sequence[Tile], facts: Sequence[Fact]
) -> tuple[Any, ...]:
    trend = charts.trend_chart(material.draft, material.blocks["trend"], material.blocks.kpi)
    write_own_page(material, sheet, tiles, facts, trend)
    return (trend,)


def _write_cover(
    material: Material, sheet: Any, tiles: Sequence[Tile], facts: Sequence[Fact]
) -> tuple[Any, ...]:
    draft, blocks = material.draft, material.blocks
    made = (
        charts.trend_chart(draft, blocks["trend"], blocks.kpi),
        charts.funnel_chart(draft, blocks.stages),
    )
    drawn = tuple(chart for chart in made if chart is not None)
    write_cover(draft, sheet, tiles, facts, blocks["priorities"], material.today, charts=bool(drawn))
    for i, chart in enumerate(drawn):  # side by side below the sentences, each half the page wide
        chart.set_size({"width": 545, "height": CHART_ROWS * 24})
        sheet.insert_chart(CHARTS_TOP, i * 8, chart, {"object_position": 2})
    return drawn
