"""``sheetsales close BOOK``: finalise a month, so that later reports compare with it."""

from __future__ import annotations

import datetime as dt
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from sheetsales.cli.output import (
    CLEAN,
    book_argument,
    day,
    echo,
    print_json,
    progress,
    say,
    terminal_language,
    usual_options,
)
from sheetsales.texts import Text

if TYPE_CHECKING:
    from sheetsales.process.snapshot import Snapshot
    from sheetsales.workflow.closing import Closed

_CLOSED = Text("{month}已定稿（{day}）。", "{month} is finalised ({day}).")
_WOULD = Text("只看不写：{month}会定稿。", "Nothing written: {month} would be finalised.")
_ALREADY = Text(
    "{month}已在 {day} 定稿，没有改动；要按现在的数重新定稿，加 --force。",
    "{month} was finalised on {day} and stays as it was; --force finalises it anew with the figures of now.",
)
_KEPT = Text(
    "留底：指标 {figures} 个，在手和当月了结的商机 {deals} 单，客户等级 {customers} 家，还有当天的检查结果。评分和提成不留在工作簿里。",
    "Kept: {figures:figure|figures}, {deals:deal|deals} open or ended in the month, the grades of {customers:customer|customers} and "
    "the findings of that day. Scores and pay are never kept in the workbook.",
)
_KEPT_LATE = Text(
    "留底：指标 {figures} 个，在手和当月了结的商机 {deals} 单。检查结果和客户等级只有现在的，不是那个月的，没有留。",
    "Kept: {figures:figure|figures} and {deals:deal|deals} open or ended in the month. Findings and customers' grades are known as of "
    "now, not of that month, and were not kept.",
)


@click.command(help=say(Text(
    "月末定稿：把这个月的指标、在手商机、问题、客户等级存进工作簿的隐藏表，以后的月报拿它来比。默认是上个月。",
    "Finalise a month: keep its figures, open deals, findings and customers' grades in the workbook's hidden sheet, for later "
    "reports to compare with. The last month, unless another is named.",
)))  # fmt: skip
@book_argument
@click.option("--month", default=None, metavar="YYYY-MM", help=say(Text(
    "哪个月，如 2026-10；默认上个月", "The month, such as 2026-10; default: the last one")))  # fmt: skip
@click.option("--force", is_flag=True, help=say(Text(
    "已经定稿的也按现在的数重新定稿", "Finalise anew a month that was finalised before")))  # fmt: skip
@usual_options
def close(
    book: Path,
    month: str | None,
    force: bool,
    today: dt.date | None,
    dry_run: bool,
    as_json: bool,
    lang: str | None,
) -> int:
    """Exit code 0 once the month is kept."""
    from sheetsales.workflow import closing

    with progress(Text("正在定稿……", "Closing the month ..."), terminal_language(lang)):
        closed = closing.close(book, today=day(today), month=month, dry_run=dry_run, force=force)
    language = terminal_language(lang, closed.lang)
    if as_json:
        print_json({**_document(closed), "written": bool(closed.plan.edits) and not dry_run})
        return CLEAN
    for text in (*_said(closed, dry_run=dry_run), *closed.applied.notices):
        echo(text.in_(language))
    return CLEAN


def _said(closed: Closed, *, dry_run: bool) -> list[Text]:
    from sheetsales.speech.days import month as spoken_month

    kept = closed.snapshot
    head = _ALREADY if closed.already else _WOULD if dry_run else _CLOSED
    named = spoken_month(int(kept.month[:4]), int(kept.month[5:]))
    counts = _KEPT if kept.findings or kept.customers else _KEPT_LATE
    return [head.fill(month=named, day=kept.closed_on), counts.fill(**_counts(kept))]


def _counts(kept: Snapshot) -> dict[str, int]:
    return {key: len(getattr(kept, key)) for key in ("figures", "deals", "findings", "customers")}


def _document(closed: Closed) -> dict[str, Any]:
    kept = closed.snapshot
    return {
        "month": kept.month,
        "closed_on": str(kept.closed_on),
        "made_on": kept.made_on.isoformat(),
        "already": closed.already,
        **_counts(kept),
        "indicators": [
            {"code": f.code, "value": f.value, "n": f.n, "target": f.target, "status": f.status}
            for f in kept.figures
            if f.level == "company"
        ],
    }
