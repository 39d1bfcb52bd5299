"""``sheetsales pay PEOPLE --period 2026Q3``: everybody's commission, slice by slice."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from decimal import Decimal
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from sheetsales.cli.output import (
    CLEAN,
    FINDINGS,
    book_argument,
    day,
    echo,
    print_json,
    progress,
    say,
    terminal_language,
    usual_options,
)
from sheetsales.errors import BadRequest
from sheetsales.speech.lists import listed
from sheetsales.texts import Lang, Text

if TYPE_CHECKING:
    from sheetsales.commission.slices import Open
    from sheetsales.workflow.pay_files import Files
    from sheetsales.workflow.paying import Paid

_ONE_OF = Text("--draft、--approve、--if 一次只用一个。", "Use one of --draft, --approve and --if at a time.")
_TOTAL = Text("{name}：{amount}", "{name}: {amount}")
_OF = Text("（{parts}）", " ({parts})")
_OPEN = Text("没算进去：{name}{deal} {why}", "Not settled: {name}{deal}, {why}")
_LEFT = Text("没算进去：{sheet} {id} {why}", "Not counted: {sheet} {id}, {why}")
_DIFFERS = Text("{name} {said}", "{name}: {said}")
_DRAFTED = (
    Text("{period} 的草稿已写进提成单：{n} 行，合计 {total}。看过后 --approve --by 姓名。", "Drafts of {period} are in Commission: {n:row|rows}, {total} in all. Look, then --approve --by NAME."),
    Text("这是预演：{period} 会写 {n} 行草稿，合计 {total}；现在什么都没写。", "Dry run: {n:row|rows} of drafts for {period}, {total} in all, would be written; nothing was."),
)  # fmt: skip
_APPROVED = (
    Text("{period} 批了 {n} 行，合计 {total}；以后不再改，差额另列补差。", "Approved {n:row|rows} of {period}, {total} in all; they never change, differences come as adjustments."),
    Text("这是预演：{period} 会批 {n} 行，合计 {total}；现在什么都没写。", "Dry run: {n:row|rows} of {period}, {total} in all, would be approved; nothing was written."),
)  # fmt: skip
_PREVIEW = Text(
    "{period} 试算 {n} 行，合计 {total}，什么都没写。写进提成单用 --draft。",
    "{period} comes to {n:slice|slices}, {total} in all; nothing was written. --draft writes them into Commission.",
)
_WOULD = Text("{name}：多发 {amount}", "{name}: {amount} more")
_WOULD_NOT = Text("这一单谁都不多发。", "That deal pays nobody more.")
_CASH = Text(
    "（按签约试算；按回款发的，钱到了才发）", "(as signed; where cash is paid on, it comes with the money)"
)
_QUERY = Text("有异议：{name}{deal} {query}", "Queried: {name}{deal}, {query}")
_CONFIRMED = Text("本人已确认：{names}", "Confirmed by themselves: {names}")
_FILE = Text("已存 {path}", "Made {path}")


@click.command(help=say(Text(
    "算提成：每人每笔怎么来的都写明。PEOPLE 是主管的人员工作簿。不带选项只试算；--draft 写草稿行，--approve 批准（不能批自己的），--out 另出每人一张提成单、对账和发放表。批过的行不再改，以后的差额另列补差。",
    "Work out commission, with how each amount came about. PEOPLE is the manager's own workbook. Without options it only shows; "
    "--draft writes draft rows, --approve approves them (never one's own), --out makes a statement for each person, a "
    "reconciliation and a payment list. Approved rows never change; later differences come as adjustments.",
)))  # fmt: skip
@book_argument
@click.option(
    "--period",
    "label",
    required=True,
    help=say(Text("哪一期：2026Q3、2026-10、2026", "The period: 2026Q3, 2026-10, 2026")),
)
@click.option(
    "--draft", is_flag=True, help=say(Text("写成提成单里的草稿行", "Write draft rows into Commission"))
)
@click.option("--approve", is_flag=True, help=say(Text("批准这一期的草稿", "Approve the period's drafts")))
@click.option("--by", default="", metavar="NAME", help=say(Text("谁批的", "Who approves")))
@click.option(
    "--if",
    "what_if",
    default="",
    metavar='"S03 +200000"',
    help=say(Text("再签一单会多发多少", "What one more deal would pay")),
)
@click.option(
    "--out",
    type=click.Path(path_type=Path),
    default=None,
    metavar="FOLDER",
    help=say(
        Text(
            "每人一张提成单、对账、发放表存到这个文件夹",
            "Statements, reconciliation and payment list go to this folder",
        )
    ),
)
@click.option(
    "--force", is_flag=True, help=say(Text("覆盖文件夹里同名的文件", "Replace files of these names"))
)
@usual_options
def pay(
    book: Path,
    label: str,
    draft: bool,
    approve: bool,
    by: str,
    what_if: str,
    out: Path | None,
    force: bool,
    today: dt.date | None,
    dry_run: bool,
    as_json: bool,
    lang: str | None,
) -> int:
    """Exit code 0, 1 where something is not settled."""
    from sheetsales.workflow import paying
    from sheetsales.workflow.pay_files import write_files

    if draft + approve + bool(what_if) > 1:
        raise BadRequest(_ONE_OF)
    date = day(today)
    with progress(Text("正在算提成……", "Working out commission ..."), terminal_language(lang)):
        if approve:
            found = paying.approve_pay(book, label, by, today=date, dry_run=dry_run)
        elif draft:
            found = paying.draft_pay(book, label, today=date, dry_run=dry_run)
        else:
            found = paying.preview_pay(book, label, today=date, what_if=what_if)
        files = (
            write_files(found, book, out, today=date, force=force, dry_run=dry_run)
            if out is not None
            else None
        )
    language = terminal_language(lang, found.book.lang)
    if as_json:
        print_json(_document(found, files, language, written=(draft or approve) and not dry_run))
    else:
        for line in _lines(found, files, language, draft=draft, approve=approve, dry_run=dry_run):
            echo(line)
    unsettled = found.pay.open or found.uncounted or found.differing or found.queries
    return FINDINGS if unsettled else CLEAN


def _lines(
    found: Paid, files: Files | None, lang: Lang, *, draft: bool, approve: bool, dry_run: bool
) -> Iterator[str]:
    if found.would is not None:
        yield from _would(found, lang)
        return
    yield from _totals(found, lang)
    for one in found.differing:
        yield _DIFFERS.fill(name=found.book.person_name(one.person), said=one.said).in_(lang)
    for opened in found.pay.open:
        yield _open(found, opened, lang)
    for left in found.uncounted:
        title = found.book.table(left.sheet).record.title
        yield _LEFT.fill(sheet=title, id=left.id, why=left.why).in_(lang)
    yield from _answers(found, lang)
    for notice in (*found.notices, *found.applied.notices):
        yield notice.in_(lang)
    for path in files.paths if files is not None else ():
        yield _FILE.fill(path=path).in_(lang)
    yield _done(found, lang, draft=draft, approve=approve, dry_run=dry_run)


def _answers(found: Paid, lang: Lang) -> Iterator[str]:
    """What people wrote beside their rows: what they question, then who has confirmed and questions nothing."""
    name, asking = found.book.person_name, {row.person for row in found.queries}
    for row in found.queries:
        deal = f" {row.deal or row.plan}" if row.deal or row.plan else ""
        yield _QUERY.fill(name=name(row.person), deal=deal, query=row.query).in_(lang)
    agreed = dict.fromkeys(row.person for row in found.answers if row.person not in asking)
    if agreed:
        yield _CONFIRMED.fill(names=listed([name(who) for who in agreed])).in_(lang)


def _open(found: Paid, opened: Open, lang: Lang) -> str:
    deal = f" {opened.deal}" if opened.deal else f" {opened.plan}" if opened.plan else ""
    return _OPEN.fill(name=found.book.person_name(opened.person), deal=deal, why=opened.why).in_(lang)


def _told(amount: Decimal, lang: Lang, currency: str) -> str:
    """To the cent, as it is paid: ``£1,234.50``, ``1,234.50 元``."""
    from sheetsales.speech.money import in_full

    return in_full(amount, lang, currency)


def _done(found: Paid, lang: Lang, *, draft: bool, approve: bool, dry_run: bool) -> str:
    amounts = [row.amount for row in found.approved] if approve else [s.amount for s in found.drafts]
    said = _APPROVED[dry_run] if approve else _DRAFTED[dry_run] if draft else _PREVIEW
    total = _told(sum(amounts, Decimal()), lang, found.book.settings.currency)
    return said.fill(period=found.period.label, n=len(amounts), total=total).in_(lang)


def _totals(found: Paid, lang: Lang) -> Iterator[str]:
    labels = found.book.labels.get("pay_kind", {})
    for person, kinds in _by_person(found).items():
        parts = [
            f"{labels[kind].in_(lang) if kind in labels else kind} {amount:,.2f}"
            for kind, amount in kinds.items()
        ]
        total = _TOTAL.fill(
            name=found.book.person_name(person),
            amount=_told(sum(kinds.values(), Decimal()), lang, found.book.settings.currency),
        )
        more = (
            _OF.fill(parts=("，" if lang == "zh" else ", ").join(parts)) if len(kinds) > 1 else Text("", "")
        )
        yield total.in_(lang) + more.in_(lang)


def _by_person(found: Paid) -> dict[str, dict[str, Decimal]]:
    sums: dict[str, dict[str, Decimal]] = {}
    for piece in found.drafts:
        kinds = sums.setdefault(piece.person, {})
        kinds[piece.kind] = kinds.get(piece.kind, Decimal()) + piece.amount
    return sums


def _would(found: Paid, lang: Lang) -> Iterator[str]:
    for person, amount in (found.would or {}).items():
        more = _told(amount, lang, found.book.settings.currency)
        yield _WOULD.fill(name=found.book.person_name(person), amount=more).in_(lang)
    for opened in found.pay.open:
        yield _open(found, opened, lang)
    yield (_CASH if found.would else _WOULD_NOT).in_(lang)


def _document(found: Paid, files: Files | None, lang: Lang, *, written: bool) -> dict[str, Any]:
    return {
        "period": found.period.label,
        "currency": found.book.settings.currency,
        "written": written,
        "people": [
            {"person": who, "total": str(sum(kinds.values(), Decimal())), **{k: str(v) for k, v in kinds.items()}}
            for who, kinds in _by_person(found).items()
        ],
        "slices": [
            {
                "person": s.person, "plan": s.plan, "kind": s.kind, "opportunity": s.deal, "receipt": s.receipt,
                "share": _text(s.share), "factor": _text(s.factor), "base": _text(s.base), "rate": _text(s.rate),
                "amount": str(s.amount), "why": s.why.in_(lang),
            }
            for s in found.drafts
        ],
        "open": [
            {"person": o.person, "plan": o.plan, "opportunity": o.deal, "receipt": o.receipt, "why": o.why.in_(lang)}
            for o in found.pay.open
        ],
        "uncounted": [{"sheet": u.sheet, "id": u.id, "why": u.why.in_(lang)} for u in found.uncounted],
        "adjustments": [
            {"period": d.period, "person": d.person, "approved": str(d.approved), "now": str(d.now)}
            for d in found.differing
        ],
        "answers": [
            {
                "person": r.person, "plan": r.plan, "opportunity": r.deal, "query": r.query or None,
                "confirmed_on": r.confirmed_on.isoformat() if r.confirmed_on else None,
            }
            for r in found.answers
        ],
        "if": None if found.would is None else {who: str(amount) for who, amount in found.would.items()},
        "notices": [notice.in_(lang) for notice in (*found.notices, *found.applied.notices)],
        "files": [str(path) for path in files.paths] if files is not None else [],
    }  # fmt: skip


def _text(value: Decimal | None) -> str | None:
    return None if value is None else f"{round(value, 10).normalize():f}"
