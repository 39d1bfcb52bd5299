"""The monthly sales process table: a new workbook with page one, its sections, an appendix and its own data."""

from __future__ import annotations

import datetime as dt
import gc
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from sheetsales.book.book import Book
from sheetsales.book.process import Stage
from sheetsales.errors import BadRequest, NothingToDo
from sheetsales.findings import Finding, RuleInfo
from sheetsales.indicators.facts import gather
from sheetsales.indicators.flow import bottleneck
from sheetsales.indicators.forecast import WinChance
from sheetsales.indicators.period import Period, month_of, parse_period
from sheetsales.indicators.satisfaction import scores
from sheetsales.look.workbook import open_workbook
from sheetsales.reports import charts
from sheetsales.reports.block import Appendix, Block
from sheetsales.reports.cells import Content
from sheetsales.reports.check_table import people_block, rule_block
from sheetsales.reports.cover import CHART_ROWS, CHARTS_TOP, write_cover
from sheetsales.reports.cover_table import cover_block, measure_name, standing, standing_targets
from sheetsales.reports.data import write_table
from sheetsales.reports.days_table import days_block
from sheetsales.reports.deals_data import (
    ACTIVITIES,
    DEALS,
    FINDINGS,
    MOVES,
    SCORES,
    TARGETS,
    activity_rows,
    deal_rows,
    finding_rows,
    move_rows,
)
from sheetsales.reports.draft import Draft, Periods
from sheetsales.reports.outlook_table import outlook_block, outlook_note
from sheetsales.reports.section import Section, write_section
from sheetsales.reports.sentences import (
    Tables,
    check_sentence,
    outlook_sentence,
    people_sentence,
    stage_sentence,
    won_sentence,
)
from sheetsales.reports.stage_table import chance_block, chance_formula, stage_block
from sheetsales.reports.summary import ReportSummary, headlines, spoken
from sheetsales.reports.target_table import level_name, target_block
from sheetsales.reports.trend_table import trend_block
from sheetsales.texts import LANGUAGES, Lang, Text

COVER = Text("封面", "Cover")
STAGES = Text("分阶段流程", "Process by stage")
TARGETS_PAGE = Text("目标完成", "Targets")
CHECKS = Text("检查结果", "Check results")
OUTLOOK = Text("预测", "Forecast")
APPENDIX = Text("附表", "Appendix")


@dataclass(frozen=True)
class Made:
    """The appendix tables of one report."""

    kpi: Block
    trend: Block
    stages: Block
    chances: Block | None
    targets: Block
    checks: Block
    outlook: Block


def build(
    book: Book,
    findings: Sequence[Finding],
    *,
    month: Period,
    today: dt.date,
    path: Path,
    lang: Lang,
    rules: Sequence[RuleInfo] = (),
) -> ReportSummary:
    """Writes the table of a month to ``path``, as of ``today`` or the month's end, whichever is earlier.

    ``rules`` tell what the codes of the findings mean. Refuses a workbook without opportunities and a month that
    has not begun. Nothing is read from or written to the workbook's own file.
    """
    require_pipeline(book)
    require_begun(month, today)
    was_on = gc.isenabled()
    gc.disable()  # many small objects and none to collect until the file is written
    try:
        return _build(book, findings, month, today, path, lang, rules)
    finally:
        if was_on:
            gc.enable()


def _build(
    book: Book,
    findings: Sequence[Finding],
    month: Period,
    today: dt.date,
    path: Path,
    lang: Lang,
    rules: Sequence[RuleInfo],
) -> ReportSummary:
    facts = gather(book, min(today, month.last))
    workbook = _open(path, lang, month, today)
    periods = Periods(month, facts.fiscal_start, facts.as_of)
    draft = Draft(workbook, lang, facts, periods, {rule.code: rule.title for rule in rules})
    chances = draft.chances
    appendix = Appendix(draft, APPENDIX)
    made = _tables(draft, appendix, findings, chances, today)
    narrowest = bottleneck(facts, periods.window)
    sentences = _sentences(draft, made, narrowest, findings)
    _pages(draft, made, sentences, findings, chances, narrowest, today)
    appendix.write(workbook.add_worksheet(appendix.name))
    _data(draft, findings, chances, chance_formula(made.chances))
    workbook.close()
    said = _said(draft, made, narrowest, findings)
    return ReportSummary(path, month.label, facts.as_of, lang, said, headlines(made.kpi, book))


def _said(
    draft: Draft, made: Made, narrowest: tuple[Stage, Stage] | None, findings: Sequence[Finding]
) -> tuple[Text, ...]:
    """The sentences in both languages, for a terminal that speaks another one than the report."""
    zh, en = (_sentences(replace(draft, lang=lang), made, narrowest, findings) for lang in LANGUAGES)
    return tuple(Text(spoken(a), spoken(b)) for a, b in zip(zh, en, strict=True) if a is not None)


def _open(path: Path, lang: Lang, month: Period, today: dt.date) -> Any:
    from sheetsales.reports.fast_sheet import ReportSheet  # it loads XlsxWriter

    workbook = open_workbook(path, lang, title=_title(lang, month), today=today)
    workbook.worksheet_class = ReportSheet
    return workbook


def _title(lang: Lang, month: Period) -> str:
    return Text(f"{month.label} 销售管理流程表", f"Monthly sales process table {month.label}").in_(lang)


def require_pipeline(book: Book) -> None:
    """Refuses a workbook the table cannot be made from, saying what it would take."""
    table = book.table("pipeline")
    if not table.bound:
        raise NothingToDo(
            Text(
                "这个工作簿里没有商机表，做不出销售管理流程表。检查（sheetsales check）仍可使用；有商机表的话，先用 sheetsales adopt 认一下列名。",
                "This workbook has no Pipeline sheet, so there is no sales process table to make. sheetsales check still "
                "works on it; if it does hold opportunities, let sheetsales adopt get to know it first.",
            )
        )
    if not table.has("stage"):
        raise NothingToDo(
            Text(
                f"“{table.bound[0].sheet}”表没有阶段列，看不出商机走到哪一步。请加一列阶段，或用 sheetsales adopt 指明哪一列是。",
                f"Sheet '{table.bound[0].sheet}' has no Stage column, so nobody can tell how far a deal has come. Add one, "
                "or tell sheetsales adopt which column it is.",
            )
        )


def require_begun(month: Period, today: dt.date) -> None:
    """Refuses a month that lies ahead."""
    if month.first > today:
        current = month_of(today).label
        raise BadRequest(
            Text(
                f"{month.label} 还没开始，没有数可报。最近能出的是 {current}。",
                f"{month.label} has not begun, so there is nothing to report. The latest possible is {current}.",
            )
        )


def _tables(
    draft: Draft,
    appendix: Appendix,
    findings: Sequence[Finding],
    chances: Mapping[str, WinChance],
    today: dt.date,
) -> Made:
    kpi = cover_block(draft, appendix)
    stages = stage_block(draft, appendix, findings, chances)
    targets = target_block(draft, appendix)
    checks = people_block(draft, appendix, findings, today)
    rule_block(draft, appendix, findings, today)
    outlook = outlook_block(draft, appendix, chances)
    chance = chance_block(draft, appendix, chances)
    trend = trend_block(draft, appendix)
    days_block(draft, appendix, today)
    return Made(kpi, trend, stages, chance, targets, checks, outlook)


def _sentences(
    draft: Draft, made: Made, narrowest: tuple[Stage, Stage] | None, findings: Sequence[Finding]
) -> tuple[Content, Content, Content]:
    tables = Tables(made.kpi, made.stages, made.targets)
    return (
        won_sentence(draft, tables, narrowest),
        stage_sentence(draft, tables, narrowest),
        people_sentence(draft, tables) or check_sentence(draft, made.checks, findings),
    )


def _pages(
    draft: Draft,
    made: Made,
    sentences: tuple[Content, Content, Content],
    findings: Sequence[Finding],
    chances: Mapping[str, WinChance],
    narrowest: tuple[Stage, Stage] | None,
    today: dt.date,
) -> None:
    sheet = draft.workbook.add_worksheet(draft.speak(COVER))
    write_cover(draft, sheet, made.kpi, sentences, findings, today)
    _lay_charts(
        sheet,
        charts.funnel_chart(draft, made.stages, narrowest),
        charts.trend_chart(draft, made.trend, made.kpi),
    )
    for section in _sections(draft, made, sentences, findings, chances):
        write_section(draft, section)


def _sections(
    draft: Draft,
    made: Made,
    sentences: tuple[Content, Content, Content],
    findings: Sequence[Finding],
    chances: Mapping[str, WinChance],
) -> tuple[Section, ...]:
    stage_words, people_words = (
        sentences[1],
        people_sentence(draft, Tables(made.kpi, made.stages, made.targets)),
    )
    people = sum(r.startswith("person:") for r in made.targets.rows)
    return (
        Section(
            STAGES,
            made.stages,
            (
                ("stage", "start", "entered", "advanced", "lost", "open", "conversion", "entries"),
                ("stage", "days", "limit", "over", "stalled", "amount", "weighted", "problem"),
            ),
            stage_words,
            chart=charts.flow_chart(draft, made.stages),
            chart_height=250,
        ),
        Section(
            TARGETS_PAGE,
            made.targets,
            (("level", "name", "target", "actual", "attainment", "gap", "ytd", "ytd_attainment"),),
            people_words,
            chart=charts.people_chart(draft, made.targets),
            chart_height=80 + 26 * min(people, charts.MOST_PEOPLE),
        ),
        Section(
            CHECKS,
            made.checks,
            (("name", "error", "warning", "info", "total", "money", "oldest", "problem"),),
            check_sentence(draft, made.checks, findings),
            chart=charts.checks_chart(draft, made.checks),
            chart_height=90 + 30 * min(len(made.checks.rows), charts.MOST_PEOPLE),
        ),
        Section(
            OUTLOOK,
            made.outlook,
            (("month", "target", "commit", "best", "weighted", "low", "high", "gap"),),
            outlook_sentence(draft, made.outlook),
            outlook_note(draft, chances),
            chart=charts.outlook_chart(draft, made.outlook),
        ),
    )


def _lay_charts(sheet: Any, *drawn: Any) -> None:
    """Side by side below the sentences, each half the page wide."""
    for i, chart in enumerate(drawn):
        if chart is not None:
            chart.set_size({"width": 545, "height": CHART_ROWS * 24})
            sheet.insert_chart(CHARTS_TOP, i * 8, chart, {"object_position": 2})


def _data(draft: Draft, findings: Sequence[Finding], chances: Mapping[str, WinChance], formula: str) -> None:
    write_table(draft, DEALS, deal_rows(draft, dict(chances), formula))
    if draft.facts.log is not None:
        write_table(draft, MOVES, move_rows(draft, draft.periods.window.first))
    write_table(draft, TARGETS, _target_rows(draft))
    write_table(draft, FINDINGS, finding_rows(draft, findings))
    if found := scores(draft.facts):
        names = ((draft.customer_name(key), draft.name_of(owner), score) for key, owner, score in found)
        write_table(draft, SCORES, names)
    if draft.facts.book.has("activities"):
        write_table(draft, ACTIVITIES, activity_rows(draft))


def _target_rows(draft: Draft) -> Iterator[Sequence[Content]]:
    for row in draft.targets.rows:
        period = parse_period(row.period, draft.facts.fiscal_start)
        level = level_name(draft, row.scope)
        yield (
            row.period, period.first if period else None, len(period.months) if period else None, level,
            draft.scope_name(row.scope), measure_name(draft, row.measure), row.value,
        )  # fmt: skip
    for code, target in standing_targets(draft):
        company = draft.say("公司", "Company")
        yield standing(draft), None, 0, company, company, measure_name(draft, code), target
