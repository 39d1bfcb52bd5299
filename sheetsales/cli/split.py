"""``sheetsales split BOOK -o DIR``: a workbook for each person, with what is theirs and nothing of others."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any, cast

import click

from sheetsales.cli.output import (
    CLEAN,
    DRY_RUN,
    Day,
    book_argument,
    day,
    echo,
    print_json,
    progress,
    say,
    terminal_language,
    usual_options,
    words,
)
from sheetsales.texts import Lang, Text

if TYPE_CHECKING:
    from sheetsales.merging.whose import By
    from sheetsales.workflow.splitting import SplitResult

_MAKING = Text("正在给每个人做一份工作簿", "Making a workbook for each person")
_MADE = Text("做好 {n} 份副本，在 {folder}：", "{n:copy|copies} made in {folder}:")
_WOULD = Text("会在 {folder} 做 {n} 份副本：", "{n:copy|copies} would be made in {folder}:")
_ONE = Text("  {file}  第 {number} 号  {counts}", "  {file}  no. {number}  {counts}")
_NONE = Text("名下没有记录", "no records of their own")
_NEXT = Text(
    "发给各人填；收回时运行 sheetsales collect，按编号合并，谁的改动都不会丢。",
    "Send them out; sheetsales collect merges what comes back by id, and loses nobody's changes.",
)


@click.command(help=say(Text(
    "给每个人（团队、区域）做一份自己的工作簿：自己的客户、商机、跟进、任务和目标，加全部设置；别人的行和金额、绩效不在里面任何地方。",
    "Make a workbook for each person (team, region): their own customers, deals, activities, tasks and targets and all configuration; rows "
    "and amounts of others and pay are in no part of it.",
)))  # fmt: skip
@book_argument
@click.option("-o", "--out", "folder", type=click.Path(path_type=Path), required=True, metavar="DIR", help=say(Text(
    "副本放进哪个文件夹", "The folder for the copies")))  # fmt: skip
@click.option("--by", type=click.Choice(["owner", "team", "region"]), default="owner", show_default=True, help=say(Text(
    "一人一份、一个团队一份，还是一个区域一份", "A copy for each person, team or region")))  # fmt: skip
@click.option("--only", default="", help=say(Text("只做这些：S03,S05", "Only these: S03,S05")))
@click.option("--since", type=Day(), default=None, help=say(Text(
    "这天之前已经了结的不放进去", "Leave out what was over before this day")))  # fmt: skip
@click.option("--with-pay", is_flag=True, help=say(Text("放进本人的提成", "With their own commission")))
@click.option("--buttons", is_flag=True, help=say(Text("带按钮，存成 .xlsm", "With buttons, as .xlsm")))
@click.option("--force", is_flag=True, help=say(Text("覆盖已有的副本", "Replace copies that are there")))
@usual_options
def split(
    book: Path,
    folder: Path,
    by: str,
    only: str,
    since: dt.date | None,
    with_pay: bool,
    buttons: bool,
    force: bool,
    today: dt.date | None,
    dry_run: bool,
    as_json: bool,
    lang: str | None,
) -> int:
    """Exit code 0 once the copies are made."""
    from sheetsales.workflow import portions, splitting

    asked = portions.Asked(cast("By", by), tuple(words(only)), since, with_pay, buttons, force)
    with progress(_MAKING, terminal_language(lang)):
        result = splitting.split(book, folder, asked, today=day(today), dry_run=dry_run)
    if as_json:
        print_json(_document(result))
        return CLEAN
    for line in _spoken(result, terminal_language(lang, result.lang), folder, dry_run):
        echo(line)
    return CLEAN


def _document(result: SplitResult) -> dict[str, Any]:
    return {
        "copies": [
            {
                "number": p.issue.number,
                "holder": p.issue.holder,
                "name": p.issue.name,
                "file": str(p.place),
                "records": dict(p.counts),
            }
            for p in result.portions
        ]
    }


def _spoken(result: SplitResult, lang: Lang, folder: Path, dry_run: bool) -> Iterator[str]:
    from sheetsales.schema.workbook import RECORDS

    n = len(result.portions)
    yield (_WOULD if dry_run else _MADE).fill(n=n, folder=folder).in_(lang)
    for portion in result.portions:
        counts = [f"{RECORDS[key].title.in_(lang)} {count}" for key, count in portion.counts.items()]
        told = ("，" if lang == "zh" else ", ").join(counts) or _NONE.in_(lang)
        yield _ONE.fill(file=portion.issue.file, number=portion.issue.number, counts=told).in_(lang)
    yield from (notice.in_(lang) for notice in result.notices)
    yield (DRY_RUN if dry_run else _NEXT).in_(lang)
