"""The week's report: a workbook of one page, and the same as HTML."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Sequence
from decimal import Decimal
from pathlib import Path
from typing import Any

from sheetsales.book.book import Book
from sheetsales.dataclass import dataclass
from sheetsales.errors import BadRequest
from sheetsales.findings import Finding
from sheetsales.indicators.period import month_of
from sheetsales.indicators.week import Week, week_of_deals
from sheetsales.look.workbook import open_workbook
from sheetsales.process.snapshot import NO_SNAPSHOTS
from sheetsales.process.workload import week_of
from sheetsales.reports.block import Appendix, PlacedTable
from sheetsales.reports.data import write_table
from sheetsales.reports.draft import Draft
from sheetsales.reports.editions import MANAGERS, Audience, cut
from sheetsales.reports.material import Blocks
from sheetsales.reports.page import write_page
from sheetsales.reports.periods import Periods
from sheetsales.reports.plan import TablePlan
from sheetsales.reports.section import Section
from sheetsales.reports.week.tables import (
    CHANGES,
    END,
    bridge_block,
    change_rows,
    changes_block,
    due_block,
    people_block,
)
from sheetsales.speech.counts import count_of
from sheetsales.speech.days import day as spoken_day
from sheetsales.speech.money import spoken_money
from sheetsales.texts import Lang, Text

SHEET, APPENDIX = Text("周报", "Week"), Text("附表", "Appendix")
MOST_CHANGES, MOST_DUE = 10, 10
"""Rows of a list on the page; the appendix has them all."""


@dataclass(frozen=True, slots=True)
class WeekSummary:
    """A report that was made: where it is, what it covers and what it says."""

    path: Path
    month: str
    as_of: dt.date
    lang: Lang
    sentences: tuple[Text, ...]
    open: tuple[int, int]
    headlines: tuple[()] = ()
    copies: tuple[Path, ...] = ()
    notices: tuple[Text, ...] = ()

    def as_json(self, lang: Lang) -> dict[str, Any]:
        """One document, spoken in ``lang``; ``month`` is the week's first day."""
        return {
            "report": str(self.path),
            "copies": [str(path) for path in self.copies],
            "notices": [notice.in_(lang) for notice in self.notices],
            "week": self.month,
            "as_of": self.as_of.isoformat(),
            "sentences": [sentence.in_(lang) for sentence in self.sentences],
            "open_at_start": self.open[0],
            "open_at_end": self.open[1],
        }


def begun_week(book: Book, day: dt.date, today: dt.date) -> dt.date:
    """The first day of the week that a day lies in; refuses one that lies ahead."""
    first = week_of(day, book.settings.text("week_start"))
    if first > today:
        raise BadRequest(
            Text(
                f"{first} 那一周还没开始，没有数可报。请选早一点的一天。",
                f"The week of {first} has not begun, so there is nothing to report. Choose an earlier day.",
            )
        )
    return first


def build_week(
    book: Book,
    findings: Sequence[Finding],
    *,
    day: dt.date,
    today: dt.date,
    path: Path,
    lang: Lang,
    web: Path | None = None,
    audience: Audience = MANAGERS,
) -> WeekSummary:
    """Writes the report of the week that ``day`` lies in, up to ``today`` while it runs; refuses one that lies ahead."""
    first = begun_week(book, day, today)
    as_of = min(first + dt.timedelta(days=6), today)
    book, _, _ = cut(audience, book, findings, NO_SNAPSHOTS)
    week = week_of_deals(book, first, as_of, today)
    draft = _draft(week, path, lang, today, first, audience)
    appendix = Appendix(draft, APPENDIX)
    makers = (bridge_block, changes_block, people_block, due_block)
    blocks = Blocks({b.key: b for make in makers if (b := make(draft, appendix, week)) is not None})
    sections = _sections(draft, week, blocks, first)
    write_page(draft, draft.speak(SHEET), sections)
    sheet = draft.workbook.add_worksheet(appendix.name)
    appendix.write(sheet)
    sheet.hide()
    write_table(draft, CHANGES, change_rows(draft, week))
    if web is not None:
        from sheetsales.reports.web.document import page_document  # only those who ask for it load it

        web.write_text(
            page_document(draft, _title(first).in_(lang), sections), encoding="utf-8", newline="\n"
        )
    draft.workbook.close()
    counts = len(week.before.open()), len(week.after.open())
    return WeekSummary(path, first.isoformat(), as_of, lang, (_sentence(week),), counts)


def _draft(week: Week, path: Path, lang: Lang, today: dt.date, first: dt.date, audience: Audience) -> Draft:
    from sheetsales.reports.fast_sheet import ReportSheet  # it loads XlsxWriter

    workbook = open_workbook(path, lang, title=_title(first).in_(lang), today=today)
    workbook.worksheet_class = ReportSheet
    facts = week.after
    periods = Periods(month_of(facts.as_of), facts.fiscal_start, facts.as_of)
    return Draft(
        workbook, lang, facts, periods,
        edition=audience.edition, audience=audience.title, whose=audience.whose, full=False,
    )  # fmt: skip


def _title(first: dt.date) -> Text:
    return Text(f"{first} 销售周报", f"Weekly sales report {first}")


def _sentence(week: Week) -> Text:
    """From open at the start to open at the end, what was won, and how many closes were put off."""
    before, after = week.before.open(), week.after.open()
    money = _money(week)
    new, won, lost = (len(week.of(kind)) for kind in ("new", "won", "lost"))
    put_off = sum(
        isinstance(one.before, dt.date) and isinstance(one.after, dt.date) and one.after > one.before
        for one in week.of("expected")
    )
    amount = sum((one.deal.amount or Decimal(0) for one in week.of("won")), Decimal(0))
    zh = f"在手 {len(before)} 单→{len(after)} 单：新增 {new}，成交 {won}"
    en = f"{count_of(len(before), 'deal')} open at the start, {len(after)} at the end: {new} new, {won} won"
    if amount:
        zh, en = f"{zh}（{money(amount, 'zh')}）", f"{en} ({money(amount, 'en')})"
    zh, en = f"{zh}，输单 {lost}", f"{en}, {lost} lost"
    if put_off:
        zh, en = f"{zh}；{put_off} 单推迟了预计成交", f"{en}; {count_of(put_off, 'expected close')} put off"
    return Text(f"{zh}。", f"{en}.")


def _money(week: Week) -> Callable[[Decimal, Lang], str]:
    currency = week.after.book.settings.text("currency")
    return lambda amount, lang: spoken_money(amount, lang, currency)


def _sections(draft: Draft, week: Week, blocks: Blocks, first: dt.date) -> list[Section]:
    as_of = week.after.as_of
    span = f"{spoken_day(first, as_of).in_(draft.lang)}–{spoken_day(as_of, as_of).in_(draft.lang)}"
    plans = (
        (_title(first), _BRIDGE, draft.speak(_sentence(week)), _note(draft, week)),
        (
            Text("逐单变动", "Deal by deal"),
            _CHANGES,
            None,
            _more(draft, blocks.get("week_changes"), MOST_CHANGES),
        ),
        (Text("按人", "By person"), _PEOPLE, None, ""),
        (
            Text("接下来七天", "The next seven days"),
            _DUE,
            None,
            _more(draft, blocks.get("week_due"), MOST_DUE),
        ),
    )
    found = []
    for title, plan, sentence, note in plans:
        table = plan.of(blocks)
        if table is not None:
            caption = f"{draft.speak(draft.audience)} · {span}" if plan is _BRIDGE else ""
            found.append(Section(title, (table,), sentence, note, caption))
    return found


def _more(draft: Draft, block: PlacedTable | None, most: int) -> str:
    """How many rows the page leaves to the appendix."""
    left = len(block.rows) - most if block is not None else 0
    if left <= 0:
        return ""
    return draft.say(f"另有 {left} 条，在隐藏的附表里。", f"{left} more stand in the hidden appendix.")


def _note(draft: Draft, week: Week) -> str:
    if week.logged:
        return ""
    return draft.say(
        "阶段记录从这一周才开始：周初的阶段、金额、预计成交按现在的算，所以看不出这一周改过什么。",
        "The stage log begins in this week: stages, amounts and expected closes at its start are those of now, so what "
        "changed in it cannot be told.",
    )


_BRIDGE = TablePlan(
    "week_bridge",
    ("what", "deals", "amount", "unpriced"),
    totals=lambda _: (END,),
    widths=(("what", 44.0), ("deals", 18.0), ("amount", 20.0), ("unpriced", 20.0)),
)
_CHANGES = TablePlan(
    "week_changes",
    ("deal", "owner", "change", "before", "after", "amount"),
    rows=lambda block: block.rows[:MOST_CHANGES],
)
_PEOPLE = TablePlan("week_people", ("name", "open", "amount", "commit", "best", "weighted", "moved", "help"))
_DUE = TablePlan("week_due", ("what", "day", "who", "amount"), rows=lambda block: block.rows[:MOST_DUE])
