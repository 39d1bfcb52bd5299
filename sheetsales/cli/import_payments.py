"""``sheetsales import BOOK FILE --from bank``: payments out of a bank's or another program's export."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

from sheetsales.cli.output import CLEAN, DRY_RUN, FINDINGS, day, echo, print_json, terminal_language
from sheetsales.errors import BadRequest
from sheetsales.texts import Lang, Text

if TYPE_CHECKING:
    from sheetsales.imports.matching import Match
    from sheetsales.workflow.importing import ImportResult

_SOURCES = ("bank", "kingdee", "yonyou", "xero", "sage")
_SHOWN = 20
_ONE_FILE = Text(
    "记回款一次导一个文件，并用 --from 说明从哪里导出：bank、kingdee、yonyou、xero 或 sage。",
    "Payments are booked from one file at a time; say with --from where it comes from: bank, kingdee, yonyou, xero or sage.",
)
_BOOKED = Text("记入 {n} 笔，共 {amount}：", "{n:payment|payments} booked, {amount} in all:")
_WOULD = Text("会记入 {n} 笔，共 {amount}：", "{n:payment|payments} would be booked, {amount} in all:")
_NONE = Text("没有能确定的回款。", "No payment can be placed for certain.")
_WAIT = Text(
    "{n} 笔对不上，在“{sheet}”表里等着认领：", "{n:payment waits|payments wait} in the sheet “{sheet}”:"
)
_WOULD_WAIT = Text(
    "{n} 笔对不上，会放进“{sheet}”表等着认领：", "{n:payment|payments} would wait in the sheet “{sheet}”:"
)
_HOW = Text(
    "在那张表里填上合同编号，下次导入就记入回款表。",
    "Write the contract beside each; the next import books it.",
)
_KNOWN = Text(
    "{n} 笔早就在工作簿里，没有再记。",
    "{n:payment is|payments are} in the workbook already and not booked again.",
)
_OUT = Text(
    "{n} 行不记：付出去的钱，看不出是退给客户的；或别的单据。",
    "{n:row is|rows are} left alone: money paid out that is no refund to a customer, or other papers.",
)
_UNREAD = Text("{sheet} 第 {row} 行没读：{why}。", "Row {row} of {sheet} was not read: {why}.")
_LINE = Text("  {day}  {amount}  {payer}  → {contract}", "  {day}  {amount}  {payer}  → {contract}")
_WAITS = Text("  {day}  {amount}  {payer}：{why}", "  {day}  {amount}  {payer}: {why}")
_MORE = Text("  ……另有 {n} 笔", "  … and {n} more")


def book_payments(
    book: Path,
    files: Sequence[Path],
    source: str,
    kind: str | None,
    today: dt.date | None,
    dry_run: bool,
    as_json: bool,
    lang: str | None,
) -> int:
    """Exit code 0 where every payment was placed or known, 1 where some wait or could not be read."""
    if source not in _SOURCES or kind not in (None, "receipts") or len(files) != 1:
        raise BadRequest(_ONE_FILE)
    from sheetsales.workflow.importing import import_payments

    result = import_payments(book, files[0], source=source, today=day(today), dry_run=dry_run)
    language = terminal_language(lang, result.lang)
    if as_json:
        print_json(_document(result, language))
    else:
        for line in _spoken(result, language, dry_run):
            echo(line)
    unread = any(found.unread for _, found in result.imported.exports)
    return FINDINGS if result.imported.waiting or unread else CLEAN


def _document(result: ImportResult, lang: Lang) -> dict[str, Any]:
    from sheetsales.cells.plan_json import plan_to_json

    made = result.imported
    return {
        "from": made.source.key,
        "booked": [_as_json(match, lang) for match in made.booked],
        "waiting": [_as_json(match, lang) for match in made.waiting],
        "known": made.known,
        "went_out": made.went_out,
        "unread": [
            {"sheet": name, "row": row, "why": why.in_(lang)} for name, found in made.exports for row, why in found.unread
        ],
        "plan": plan_to_json(made.plan),
    }  # fmt: skip


def _as_json(match: Match, lang: Lang) -> dict[str, Any]:
    one = match.payment
    found: dict[str, Any] = {
        "row": one.place, "date": one.day.isoformat(), "amount": float(one.amount), "payer": one.payer, "reference": one.reference,
    }  # fmt: skip
    if match.certain:
        found["parts"] = [
            {"contract": part.account.key, "instalment": part.instalment.name if part.instalment else None, "amount": float(part.amount)}
            for part in match.parts
        ]  # fmt: skip
    else:
        found |= {"why": match.why.in_(lang), "may_be": list(match.candidates)}
    return found


def _spoken(result: ImportResult, lang: Lang, dry_run: bool) -> Iterator[str]:
    made = result.imported
    if made.booked:
        amount = f"{sum(match.payment.amount for match in made.booked):,.2f}"
        yield (_WOULD if dry_run else _BOOKED).fill(n=len(made.booked), amount=amount).in_(lang)
        yield from _listed(made.booked, lang)
    else:
        yield _NONE.in_(lang)
    if made.waiting:
        yield (
            (_WOULD_WAIT if dry_run else _WAIT).fill(n=len(made.waiting), sheet=made.waiting_sheet).in_(lang)
        )
        yield from _listed(made.waiting, lang)
        yield _HOW.in_(lang)
    if made.known:
        yield _KNOWN.fill(n=made.known).in_(lang)
    if made.went_out:
        yield _OUT.fill(n=made.went_out).in_(lang)
    for name, found in made.exports:
        yield from (
            _UNREAD.fill(sheet=name, row=row, why=why).in_(lang) for row, why in found.unread[:_SHOWN]
        )
    yield from (notice.in_(lang) for notice in result.applied.notices)
    if dry_run:
        yield DRY_RUN.in_(lang)


def _listed(matches: Any, lang: Lang) -> Iterator[str]:
    for match in matches[:_SHOWN]:
        one = match.payment
        contracts = dict.fromkeys(part.account.key for part in match.parts)
        words = {"day": one.day.isoformat(), "amount": f"{one.amount:,.2f}", "payer": one.payer or "—"}
        if match.certain:
            yield _LINE.fill(**words, contract=", ".join(contracts)).in_(lang)
        else:
            yield _WAITS.fill(**words, why=match.why).in_(lang)
    if len(matches) > _SHOWN:
        yield _MORE.fill(n=len(matches) - _SHOWN).in_(lang)
