"""The group's table as a workbook: page one, a sheet a level, stages, forecast, findings, what is not counted, the rows."""

from __future__ import annotations

import datetime as dt
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from decimal import Decimal
from pathlib import Path
from typing import Any, Final

from sheetsales.findings import RuleInfo
from sheetsales.indicators.period import Period
from sheetsales.look.workbook import open_workbook
from sheetsales.reports.group.copies import without_copies
from sheetsales.reports.group.cover import Cover
from sheetsales.reports.group.data_sheets import Data
from sheetsales.reports.group.facts import BookFacts, NotCounted
from sheetsales.reports.group.joined import Group, is_known, rows_of
from sheetsales.reports.group.levels import Levels, derived, group_values
from sheetsales.reports.group.money import group_currency, group_rates
from sheetsales.reports.group.pages import Pages
from sheetsales.reports.group.pens import Pens, draw
from sheetsales.texts import Lang, Text

TITLE: Final = Text("{month} 集团销售管理流程表", "Sales process table of the group {month}")
_YEARS: Final = Text(
    "各工作簿的财年不一样（{starts} 开始）：年累计和年目标是各按各的财年",
    "The workbooks' fiscal years begin in different months ({starts}): year to date and year targets go by each one's own",
)


def joined(
    read: Sequence[BookFacts],
    not_counted: Iterable[NotCounted],
    *,
    period: Period,
    today: dt.date,
    lang: Lang | None = None,
    currency: str = "",
    rates: Mapping[str, Decimal] | None = None,
) -> Group:
    """The workbooks as one group; copies count once. Without ``currency`` or ``lang`` that of most workbooks; ``rates`` go
    before theirs."""
    books, copies, notes = without_copies(read)
    code = currency or group_currency(books)
    out = sorted((*not_counted, *copies), key=lambda one: one.place)
    starts = sorted({f"{book.year_start:%Y-%m}" for book in books})
    years = (_YEARS.fill(starts=", ".join(starts)),) if len(starts) > 1 else ()
    return Group(
        period,
        today,
        lang or _language(books),
        code,
        group_rates(books, code, rates or {}),
        books,
        tuple(out),
        (*years, *notes),
    )


def _language(books: Sequence[BookFacts]) -> Lang:
    counts = Counter(book.lang for book in books)
    return min(counts, key=lambda lang: (-counts[lang], lang))


def write_group(group: Group, path: Path, rules: Sequence[RuleInfo]) -> None:
    """Writes the group's workbook; the same group gives the same file."""
    from sheetsales.reports.fast_sheet import ReportSheet  # it loads XlsxWriter

    title = TITLE.fill(month=group.period.label).in_(group.lang)
    workbook = open_workbook(path, group.lang, title=title, today=group.today)
    workbook.worksheet_class = ReportSheet
    pens = Pens(workbook, group.lang, group.currency)
    levels = Levels(pens, group)
    data = Data(pens, group, levels)
    pages = Pages(pens, group, data, {rule.code: rule for rule in rules})
    sheets = levels.sheets()
    cover = Cover(pens, group, levels, pens.say(sheets[0].title))
    cover.add()
    for sheet in sheets:
        draw(pens, sheet)
    pages.stages()
    pages.forecast()
    pages.findings()
    if group.not_counted:
        draw(pens, pages.not_counted())
    for sheet in data.sheets():
        draw(pens, sheet)
    cover.draw(pages)
    workbook.close()


SHOWN: Final = (
    "target", "won", "attainment", "gap", "year_target", "ytd", "ytd_attainment", "forecast", "forecast_attainment", "won_deals",
    "open_deals", "unpriced", "open_amount", "weighted", "stalled", "stalled_amount", "due", "done", "done_rate", "errors",
    "warnings", "notes",
)  # fmt: skip
"""Figures of JSON documents, by the keys of their columns."""


def as_json(group: Group, lang: Lang) -> dict[str, Any]:
    """The group's figures as one document: the group, its workbooks and teams, and what is not counted."""
    rows = rows_of(group.totals)
    names = {m.number: m.name for m in group.members}
    whole = group_values(group)
    return {
        "month": group.period.label,
        "as_of": group.as_of.isoformat(),
        "currency": group.currency,
        "rates": [
            {"currency": r.code, "rate": _number(r.value), "from": r.said.in_(lang)} for r in group.rates
        ],
        "group": {**_figures(whole), "workbooks": len(group.books), "with_target": whole["with_target"]},
        "workbooks": [
            {
                "file": member.facts.place, "name": member.name, "currency": member.facts.currency,
                "deals": member.facts.deals, **_figures(derived(row)),
                "unknown": {key: reason.in_(lang) for key, reason in member.facts.why},
            }
            for member, row in zip(group.members, rows, strict=True)
        ],
        "teams": [
            {"workbook": names[row["book"]], "team": row["team"], **_figures(derived(row))}
            for row in rows_of(group.teams)
        ],
        "people": [
            {"workbook": names[row["book"]], "person": row["person"], "name": row["name"], **_figures(derived(row))}
            for row in rows_of(group.people)
        ],
        "not_counted": [
            {"file": one.place, "fate": one.fate, "of": one.of or None, "reason": one.reason.in_(lang)}
            for one in group.not_counted
        ],
        "notes": [note.in_(lang) for note in group.notes],
    }  # fmt: skip


def _figures(values: Mapping[Any, Any]) -> dict[str, float | None]:
    return {key: _number(values[key]) for key in SHOWN}


def _number(value: Any) -> float | None:
    return float(value) if is_known(value) else None
