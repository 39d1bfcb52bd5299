"""``sheetsales rollup FOLDER…``: many teams' workbooks as one group's month table."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Sequence
from decimal import Decimal, InvalidOperation
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from sheetsales.cli.output import (
    CLEAN,
    FINDINGS,
    day,
    echo,
    print_json,
    progress,
    say,
    terminal_language,
    usual_options,
)
from sheetsales.cli.report_options import force_option
from sheetsales.errors import BadRequest
from sheetsales.texts import Lang, Text

if TYPE_CHECKING:
    from sheetsales.reports.group.joined import Group

_READING = Text("正在读各工作簿……", "Reading the workbooks ...")
_MADE = Text(
    "{month} 集团表（截至 {as_of}，{n} 个工作簿）：{path}",
    "The group's table for {month} (as of {as_of}, {n:workbook|workbooks}): {path}",
)
_WOULD = Text(
    "这是预演：{month} 集团表（截至 {as_of}，{n} 个工作簿）会存到 {path}；现在什么都没写。",
    "Dry run: the group's table for {month} (as of {as_of}, {n:workbook|workbooks}) would go to {path}; nothing was written.",
)
_WON = Text("签约 {won}", "Signed {won}")
_OF_TARGET = Text("，完成目标的 {share}", ", {share} of target")
_SOME = Text("（{n} 个工作簿里 {some} 个设了目标）", " (only {some} of {n} workbooks have one)")
_OPEN = Text("在手 {deals} 单，值 {amount}", "{deals:deal|deals} open, worth {amount}")
_NO_RATE = Text("{code}：{said}", "{code}: {said}")
_OUT = Text("没有算进来 {file}：{reason}", "Not counted, {file}: {reason}")
_RATE = Text("“{text}”不是汇率。请写成 USD=7.10 这样。", "'{text}' is no rate. Write it like USD=7.10.")


def _rates(given: Sequence[str]) -> dict[str, Decimal]:
    from sheetsales.schema.currencies import codes_of

    found = {}
    for text in given:
        name, mark, number = text.partition("=")
        codes = codes_of(name.strip())
        try:
            rate = Decimal(number.strip())
        except InvalidOperation:
            rate = Decimal(0)
        if not mark or len(codes) != 1 or not rate.is_finite() or rate <= 0:
            raise BadRequest(_RATE.fill(text=text))
        found[codes[0]] = rate
    return found


@click.command(help=say(Text(
    "把很多团队的工作簿汇总成集团的月表：集团、工作簿、团队、个人四级的目标、阶段、预测和检查结果。读不了的列出原因，副本只算一次。有读不了的，退出码为 1。",
    "Roll many teams' workbooks up into the group's month table: targets, stages, forecast and findings of the group, each workbook, team "
    "and person. What cannot be read is listed with its reason, copies count once. Exit code 1 where something could not be counted.",
)))  # fmt: skip
@click.argument("places", type=click.Path(path_type=Path), metavar="FOLDER|LIST...", nargs=-1, required=True)
@click.option("-o", "--out", type=click.Path(path_type=Path), required=True, metavar="GROUP.xlsx", help=say(Text(
    "集团表存到哪个文件", "The file for the group's table")))  # fmt: skip
@click.option("--month", default="", metavar="YYYY-MM", help=say(Text(
    "哪个月，如 2026-10；默认上个整月", "The month, such as 2026-10; default: the last whole one")))  # fmt: skip
@click.option("--currency", default="", metavar="CODE", help=say(Text(
    "用哪个币种汇总；默认多数工作簿用的", "The group's currency; default: that of most workbooks")))  # fmt: skip
@click.option("--rate", "rates", multiple=True, metavar="CODE=N", help=say(Text(
    "汇率，如 USD=7.10，先于各工作簿的汇率表；可以写几个", "A rate such as USD=7.10, before those of the workbooks; may be repeated")))  # fmt: skip
@click.option("--jobs", type=click.IntRange(1), default=None, metavar="N", help=say(Text(
    "同时用几个进程；默认处理器的个数", "Processes at a time; default: as many as there are processors")))  # fmt: skip
@click.option("--dask", default="", metavar="ADDRESS", help=say(Text(
    "交给 Dask 集群做，如 tcp://10.0.0.5:8786", "Hand the work to a Dask cluster, such as tcp://10.0.0.5:8786")))  # fmt: skip
@click.option("--ship", is_flag=True, help=say(Text(
    "把文件内容发给工作进程：它们看不到这些路径时用", "Send the files' contents to the workers, where these cannot see the paths")))  # fmt: skip
@force_option
@usual_options
def rollup(
    places: tuple[Path, ...],
    out: Path,
    month: str,
    currency: str,
    rates: tuple[str, ...],
    jobs: int | None,
    dask: str,
    ship: bool,
    force: bool,
    today: dt.date | None,
    dry_run: bool,
    as_json: bool,
    lang: Lang | None,
) -> int:
    """Exit code 0 where all is counted, 1 where a file or a workbook's money could not be."""
    from sheetsales.workflow.rolling.rolling import Asked, roll_up

    asked = Asked(
        out,
        day(today),
        month,
        jobs or 0,
        dask,
        ship,
        currency.strip().upper(),
        _rates(rates),
        force=force,
        dry_run=dry_run,
    )
    with progress(_READING, terminal_language(lang)):
        group = roll_up(places, asked)
    language = terminal_language(lang, group.lang)
    if as_json:
        print_json(_document(group, out, language, dry_run))
    else:
        for line in _lines(group, out, language, dry_run):
            echo(line)
    lost = any(one.fate == "unread" for one in group.not_counted) or any(
        m.rate is None for m in group.members
    )
    return FINDINGS if lost else CLEAN


def _document(group: Group, out: Path, lang: Lang, dry_run: bool) -> dict[str, Any]:
    from sheetsales.reports.group.build import as_json

    return {"report": str(out), "written": not dry_run, **as_json(group, lang)}


def _lines(group: Group, out: Path, lang: Lang, dry_run: bool) -> Iterator[str]:
    yield _said(group).in_(lang)
    for rate in group.rates:
        if rate.value is None:
            yield _NO_RATE.fill(code=rate.code or "?", said=rate.said).in_(lang)
    for one in group.not_counted:
        yield _OUT.fill(file=one.place, reason=one.reason).in_(lang)
    yield from (note.in_(lang) for note in group.notes)
    yield ""
    text = _WOULD if dry_run else _MADE
    yield text.fill(
        month=group.period.label, as_of=group.as_of.isoformat(), n=len(group.books), path=out
    ).in_(lang)


def _said(group: Group) -> Text:
    """What the group won, how much of its target that is, and what it has in hand."""
    from sheetsales.look.numbers import UNKNOWN, spoken_percent
    from sheetsales.reports.group.levels import group_values
    from sheetsales.speech.money import spoken_money

    found = group_values(group)

    def money(key: str) -> Text:
        if found[key] is None:
            return Text(UNKNOWN, UNKNOWN)
        return Text(
            spoken_money(found[key], "zh", group.currency), spoken_money(found[key], "en", group.currency)
        )

    parts = [_WON.fill(won=money("won"))]
    if found["attainment"] is not None:
        parts.append(_OF_TARGET.fill(share=spoken_percent(found["attainment"])))
        if found["with_target"] < len(group.books):
            parts.append(_SOME.fill(n=len(group.books), some=found["with_target"]))
    opened = _OPEN.fill(deals=found["open_deals"], amount=money("open_amount"))
    said = Text("".join(p.zh for p in parts), "".join(p.en for p in parts))
    return Text(f"{said.zh}；{opened.zh}。", f"{said.en}; {opened.en}.")
