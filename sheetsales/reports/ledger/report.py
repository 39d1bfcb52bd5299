"""The small report of a workbook without deals: one page a ledger, formulas over the rows beside it."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from pathlib import Path
from typing import Any, Final

from sheetsales.book.book import Book
from sheetsales.dataclass import dataclass
from sheetsales.indicators.period import Period
from sheetsales.look.workbook import open_workbook
from sheetsales.process.periods import fiscal_start
from sheetsales.reports.ledger.entries import Ledger, total
from sheetsales.reports.ledger.figures import LedgerFigures, figures
from sheetsales.reports.ledger.owed import Owed, owed
from sheetsales.reports.ledger.owed import total as owed_total
from sheetsales.reports.ledger.owed_page import write_owed
from sheetsales.reports.ledger.page import Pens, write_ledger
from sheetsales.speech.days import month as spoken_month
from sheetsales.speech.lists import listed
from sheetsales.speech.money import spoken_money
from sheetsales.texts import Lang, Text

_TITLE: Final = Text("{month} 销售汇总", "Sales summary {month}")
_SAID: Final = Text(
    "{month}{what} {amount}（{count} 笔）；本年累计 {year}。按{sheets}的“{day}”算月份。",
    "{month}: {what} {amount} ({count:row|rows}); year to date {year}. Months go by '{day}' on {sheets}.",
)
_UNPAID: Final = Text(
    "还没收的 {amount}（按“{heading}”{unknown}）。", "Outstanding: {amount} (by '{heading}'{unknown})."
)
_UNKNOWN: Final = Text("，{count} 笔没有写", "; {count:row does|rows do} not say")
_NO_UNPAID: Final = Text(
    "还没收的看不出来：“{sheet}”没有已收或未收的列。",
    "What is outstanding is not known: '{sheet}' has no column for what was paid or is still due.",
)
_NOTHING_READ: Final = Text(
    "还没收的看不出来：“{heading}”里没有能读的数。是公式的话，请用 Excel 打开、存一次再试。",
    "What is outstanding is not known: '{heading}' holds no number that can be read. If it holds formulas, open and save the "
    "workbook in Excel once.",
)
_LEFT_OUT: Final = Text("{count} 笔没有算进去：{why}。", "{count:row is|rows are} not counted: {why}.")
_WHY: Final = Text("{why} {count} 笔", "{why} ({count})")
_OWED: Final = Text(
    "截至 {day} 应收余额 {amount}（{count} 笔），其中逾期 {late}。按{sheets}的“{due}”算账龄。",
    "Receivable on {day}: {amount} ({count:item|items}), {late} of it overdue. Ages go by '{due}' on {sheets}.",
)
_UNDATED_SAID: Final = Text(
    "其中 {amount}没有应收日期，看不出是否逾期。",
    "{amount} of it has no due date, so nothing tells whether it is overdue.",
)
_UNKNOWN_OWED: Final = Text(
    "{count} 份合同没有算进账龄，金额没有填、看不懂，或是没有汇率的币种：{names}。",
    "{count:contract is|contracts are} not in the ages, as an amount is missing, cannot be read or has no rate: {names}.",
)
_AGELESS: Final = Text(
    "截至 {day} 应收余额 {amount}（{count} 笔）；没有应收日期，看不出账龄。",
    "Receivable on {day}: {amount} ({count:item|items}); without due dates nothing tells how old it is.",
)
_NAMED: Final = 5
_NO_DEALS: Final = Text(
    "这个工作簿没有带阶段的商机，漏斗、赢单率、预测这些看不出来；想要，可以加商机表：sheetsales sheets add 工作簿 pipeline。",
    "This workbook keeps no deals with stages, so there is no funnel, win rate or forecast. To have them, add a Pipeline "
    "sheet: sheetsales sheets add BOOK pipeline.",
)


@dataclass(frozen=True, slots=True)
class LedgerSummary:
    """A report that was made: where it is, what it covers and its facts."""

    path: Path
    month: str
    as_of: dt.date
    lang: Lang
    sentences: tuple[Text, ...]
    figures: tuple[LedgerFigures, ...]
    owed: Owed | None = None
    headlines: tuple[()] = ()
    copies: tuple[Path, ...] = ()
    notices: tuple[Text, ...] = ()

    def as_json(self, lang: Lang) -> dict[str, Any]:
        """One document, spoken in ``lang``."""
        return {
            "report": str(self.path),
            "copies": [str(path) for path in self.copies],
            "notices": [notice.in_(lang) for notice in self.notices],
            "month": self.month,
            "as_of": self.as_of.isoformat(),
            "sentences": [sentence.in_(lang) for sentence in self.sentences],
            "from": [one.as_json(lang) for one in self.figures],
            "receivable": self.owed.as_json(lang) if self.owed is not None else None,
        }


def build_ledgers(
    book: Book,
    found: Sequence[Ledger],
    *,
    month: Period,
    today: dt.date,
    path: Path,
    lang: Lang,
    notices: tuple[Text, ...] = (),
) -> LedgerSummary:
    """Writes the report of a month to ``path``, as of ``today`` or the month's end, whichever is earlier."""
    as_of = min(today, month.last)
    start = fiscal_start(book.settings)
    made = tuple(figures(ledger, month, start, as_of) for ledger in found)
    workbook = open_workbook(path, lang, title=_TITLE.fill(month=month.label).in_(lang), today=today)
    pens = Pens(workbook, lang, book.settings.text("currency"))
    said: list[Text] = []
    for one in made:
        sentences = _sentences(one, book)
        write_ledger(pens, one, [sentence.in_(lang) for sentence in sentences])
        said += sentences
    debts = owed(book, as_of, lang)
    if debts is not None:
        sentences = _aged(debts, book)
        write_owed(pens, debts, [sentence.in_(lang) for sentence in sentences])
        said += sentences
    workbook.close()
    return LedgerSummary(path, month.label, as_of, lang, (*said, _NO_DEALS), made, debts, notices=notices)


def _aged(found: Owed, book: Book) -> list[Text]:
    """What is open and overdue, how many items that is, and what it rests on."""
    currency = book.settings.text("currency")

    def money(amount: Any) -> Text:
        return Text(spoken_money(amount, "zh", currency), spoken_money(amount, "en", currency))

    whole, late, undated = (
        owed_total(found.debts), found.overdue(found.debts), found.by_band(found.debts)[-1],
    )  # fmt: skip
    is_aged = any(debt.due_on is not None for debt in found.debts)
    said = [
        (_OWED if is_aged else _AGELESS).fill(
            day=found.as_of.isoformat(), amount=money(whole), late=money(late), count=len(found.debts),
            sheets=_sheets(found.sheets), due=found.due_heading,
        )
    ] if found.debts else []  # fmt: skip
    if undated and is_aged:
        said.append(_UNDATED_SAID.fill(amount=money(undated)))
    if found.unknown:
        names = listed(found.unknown, most=_NAMED)
        said.append(_UNKNOWN_OWED.fill(count=len(found.unknown), names=names))
    return said


def _sentences(one: LedgerFigures, book: Book) -> list[Text]:
    ledger, currency = one.ledger, book.settings.text("currency")
    sheet = ledger.sheets[0]

    def money(amount: Any) -> Text:
        return Text(spoken_money(amount, "zh", currency), spoken_money(amount, "en", currency))

    said = [
        _SAID.fill(
            month=spoken_month(one.month.first.year, one.month.first.month),
            what=Text(ledger.kind.money.zh, ledger.kind.money.en.lower()),
            count=len(one.of_month),
            amount=money(total(one.of_month)),
            year=money(total(one.of_year)),
            sheets=_sheets(ledger.sheets),
            day=ledger.day_heading,
        )
    ]
    if one.unpaid is not None:
        unknown = _UNKNOWN.fill(count=one.unknown_unpaid) if one.unknown_unpaid else Text("", "")
        said.append(_UNPAID.fill(amount=money(one.unpaid), heading=ledger.unpaid_from, unknown=unknown))
    elif ledger.unpaid_from:
        said.append(_NOTHING_READ.fill(heading=ledger.unpaid_from))
    elif ledger.kind.record in ("contracts", "orders"):
        said.append(_NO_UNPAID.fill(sheet=sheet))
    if one.left_out:
        reasons = [_WHY.fill(why=part.why, count=len(part.cells)) for part in one.left_out]
        why = Text("；".join(r.zh for r in reasons), "; ".join(r.en for r in reasons))
        said.append(_LEFT_OUT.fill(count=sum(len(part.cells) for part in one.left_out), why=why))
    return said


def _sheets(names: Sequence[str]) -> Text:
    if len(names) == 1:
        return Text(f"“{names[0]}”", f"'{names[0]}'")
    return Text(f"“{names[0]}”等 {len(names)} 张表", f"'{names[0]}' and {len(names) - 1} more")
