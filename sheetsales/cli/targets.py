"""``sheetsales targets split BOOK``: the company's targets divided over periods, teams and people."""

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
    say,
    terminal_language,
    usual_options,
    words,
)
from sheetsales.errors import BadRequest
from sheetsales.texts import Lang, Text

if TYPE_CHECKING:
    from sheetsales.workflow.targeting import QuotaResult, SplitResult

_BY = ("quarter", "month")
_TO = ("team", "person")


@click.group(
    help=say(
        Text("目标：分解到季度、月份、团队和个人", "Targets: divide them over periods, teams and people")
    )
)
def targets() -> None:
    """Holds the commands on targets."""


@targets.command("split", help=say(Text(
    "把公司目标分到季度、月份、团队和个人，逐级合计一分不差；已有的行不改，每行写明依据。有凑不拢的指标时退出码为 1。",
    "Divide the company's targets over quarters, months, teams and people so that every sum holds to the cent. Rows that are "
    "there stay; each new one says what it rests on. Exit code 1 where a measure cannot be reconciled.",
)))  # fmt: skip
@book_argument
@click.option("--from", "label", required=True, help=say(Text(
    "要分解的期间：2026、2026Q4", "The period to divide: 2026, 2026Q4")))  # fmt: skip
@click.option(
    "--by",
    default=",".join(_BY),
    show_default=True,
    help=say(Text("分到哪些期间", "The periods to divide into")),
)
@click.option(
    "--to",
    default=",".join(_TO),
    show_default=True,
    help=say(Text("分到哪些层级", "The levels to divide to")),
)
@click.option("--weights", default="history", show_default=True, help=say(Text(
    "按什么分：history 历史、capacity 工时、even 平均，或人员表里一列的表头",
    "What weighs: history, capacity, even, or the heading of a column of Team")))  # fmt: skip
@click.option("--stretch", default=None, metavar="PERCENT", help=say(Text(
    "另填挑战值，比目标高百分之几：10", "Also fill in stretch, so many per cent above the target: 10")))  # fmt: skip
@usual_options
def split(
    book: Path,
    label: str,
    by: str,
    to: str,
    weights: str,
    stretch: str | None,
    today: dt.date | None,
    as_json: bool,
    dry_run: bool,
    lang: str | None,
) -> int:
    """Exit code 0 where all was divided, 1 where something could not be."""
    from sheetsales.workflow.targeting import split_targets

    result = split_targets(
        book, label, today=day(today), by=_chosen("--by", by, _BY), to=_chosen("--to", to, _TO),
        weights=weights.strip(), stretch=_share(stretch), dry_run=dry_run,
    )  # fmt: skip
    language = terminal_language(lang, result.lang)
    if as_json:
        print_json(_document(result, language))
    else:
        for line in _spoken(result, language, dry_run):
            echo(line)
    return FINDINGS if result.divided.conflicts else CLEAN


@targets.command("quotas", help=say(Text(
    "按本月个人目标和团队自己的比率，算出每人要成交几单、每天几个电话、每周几次拜访，加进目标表；已有的行不改。",
    "From everybody's target of a month and the team's own rates: deals to win, calls a day, visits a week, added to Targets. "
    "Rows that are there stay.",
)))  # fmt: skip
@book_argument
@click.option("--from", "label", required=True, help=say(Text("哪个月：2026-11", "The month: 2026-11")))
@usual_options
def quotas(
    book: Path, label: str, today: dt.date | None, as_json: bool, dry_run: bool, lang: str | None
) -> int:
    """Exit code 0."""
    from sheetsales.workflow.targeting import set_quotas

    result = set_quotas(book, label, today=day(today), dry_run=dry_run)
    language = terminal_language(lang, result.book.lang)
    if as_json:
        print_json(_quota_document(result, language))
    else:
        for line in _quota_lines(result, language, dry_run):
            echo(line)
    return CLEAN


def _quota_document(result: QuotaResult, lang: Lang) -> dict[str, Any]:
    from sheetsales.cells.plan_json import plan_to_json

    return {
        "month": result.quotas.month,
        "quotas": [
            {"person": q.person, "target": str(q.target), "deals": q.deals, "calls_a_day": q.calls_a_day,
             "visits_a_week": q.visits_a_week, "workdays": q.workdays, "basis": q.basis.in_(lang)}
            for q in result.quotas.given
        ],
        "unknown": list(result.quotas.unknown),
        "plan": plan_to_json(result.plan),
    }  # fmt: skip


def _quota_lines(result: QuotaResult, lang: Lang, dry_run: bool) -> Iterator[str]:
    book = result.book
    for quota in result.quotas.given:
        yield _QUOTA.fill(
            name=book.person_name(quota.person), target=f"{quota.target:,.0f}", deals=quota.deals,
            calls=_known(quota.calls_a_day), visits=_known(quota.visits_a_week),
        ).in_(lang)  # fmt: skip
        yield f"    {quota.basis.in_(lang)}"
    for key in result.quotas.unknown:
        yield _UNKNOWN.fill(name=book.person_name(key)).in_(lang)
    done = _NOTHING if not result.rows.rows else _WOULD if dry_run else _DONE
    yield done.fill(count=len(result.rows.rows), kept=result.rows.kept).in_(lang)


def _known(value: int | None) -> str:
    return "—" if value is None else str(value)


def _share(said: str | None) -> Decimal | None:
    """``10`` or ``10%`` as .1; raises ``BadRequest`` for what is no share between 0 and 1,000 %."""
    if said is None:
        return None
    try:
        share = Decimal(said.strip().rstrip("%％")) / 100
    except ArithmeticError:
        share = Decimal(-1)
    if not share.is_finite() or not 0 <= share <= 10:
        raise BadRequest(_NO_SHARE.fill(said=said))
    return share


def _chosen(option: str, text: str, known: tuple[str, ...]) -> tuple[str, ...]:
    """The words of a list option; raises ``BadRequest`` for one that is not offered."""
    chosen = tuple(word.lower() for word in words(text))
    for word in chosen:
        if word not in known:
            raise BadRequest(_NOT_OFFERED.fill(option=option, word=word, known=", ".join(known)))
    return chosen


def _document(result: SplitResult, lang: Lang) -> dict[str, Any]:
    from sheetsales.cells.plan_json import plan_to_json

    return {
        "rows": [
            {"period": r.period, "level": r.level, "owner": r.owner, "measure": r.measure, "value": str(r.value), "basis": r.basis.in_(lang)}
            for r in result.divided.rows
        ],
        "kept": result.divided.kept,
        "conflicts": [conflict.in_(lang) for conflict in result.divided.conflicts],
        "not_split": list(result.divided.not_split),
        "plan": plan_to_json(result.plan),
    }  # fmt: skip


def _spoken(result: SplitResult, lang: Lang, dry_run: bool) -> Iterator[str]:
    found = result.divided
    for row in found.rows[:_SHOWN]:
        yield f"  {row.period:8} {row.owner}  {row.measure}  {row.value:,}"
    if len(found.rows) > _SHOWN:
        yield _MORE.fill(count=len(found.rows) - _SHOWN).in_(lang)
    for basis in dict.fromkeys(row.basis for row in found.rows):
        yield _BASIS.fill(basis=basis).in_(lang)
    yield from (conflict.in_(lang) for conflict in found.conflicts)
    if found.not_split:
        yield _RATES.fill(measures=", ".join(found.not_split)).in_(lang)
    done = _NOTHING if not found.rows else _WOULD if dry_run else _DONE
    yield done.fill(count=len(found.rows), kept=found.kept).in_(lang)


_SHOWN = 20
_NO_SHARE = Text(
    "--stretch 是百分数，如 10；“{said}”不行。", "--stretch is a percentage such as 10; '{said}' is none."
)
_QUOTA = Text(
    "  {name}：目标 {target}，成交 {deals} 单，每天电话 {calls} 个，每周拜访 {visits} 次",
    "  {name}: target {target}, deals to win {deals}, calls a day {calls}, visits a week {visits}",
)
_UNKNOWN = Text(
    "  {name}：没有成交记录，算不出单均，定额为“—”。",
    "  {name}: no won deals to work out an average from, so no quota (—).",
)
_MORE = Text("  还有 {count} 行", "  {count} more rows")
_BASIS = Text("依据：{basis}", "Rests on: {basis}")
_RATES = Text(
    "比率和天数不能相加，没有分解：{measures}。各级用同一个数即可。",
    "Rates and days do not add up and were not divided: {measures}. Every level can carry the same number.",
)
_DONE = Text(
    "已在目标表加 {count} 行，原有的 {kept} 行没有改；原文件有备份，sheetsales restore 可恢复。",
    "Added {count:row|rows} to Targets; the {kept} that {kept:?was|were} there {kept:?is|are} unchanged. The file as it was is kept, sheetsales restore "
    "brings it back.",
)
_WOULD = Text(
    "只看不写：目标表会加 {count} 行，原有的 {kept} 行不改。",
    "Nothing written: {count:row|rows} would be added to Targets, the {kept} that {kept:?is|are} there would stay.",
)
_NOTHING = Text(
    "没有要加的行；目标表已有的 {kept} 行没有改。",
    "No rows to add; the {kept} that are in Targets are unchanged.",
)
_NOT_OFFERED = Text(
    "{option} 不认识“{word}”。可用：{known}。",
    "{option} does not know '{word}'. It takes: {known}.",
)
