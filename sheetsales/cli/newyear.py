"""``sheetsales newyear BOOK --year 2027``: the new year's workbook, made from the old one, which becomes its archive."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from sheetsales.cli.output import (
    CLEAN,
    DRY_RUN,
    book_argument,
    day,
    echo,
    print_json,
    progress,
    say,
    terminal_language,
    usual_options,
)
from sheetsales.texts import Lang, Text

if TYPE_CHECKING:
    from sheetsales.workflow.newyear import NewYear

_MAKING = Text("正在做新年度的工作簿", "Making the new year's workbook")
_MADE = Text("{year} 年的工作簿做好了：{place}", "The workbook of {year} is made: {place}")
_WOULD = Text("会做 {year} 年的工作簿：{place}", "The workbook of {year} would be made: {place}")
_ONE = Text(
    "  {sheet}：带过去 {went} 行，留在归档 {stayed} 行", "  {sheet}: {went} along, {stayed} in the archive"
)
_NEXT = Text(
    "设置、人员和其余的表都原样带过去了。旧工作簿只记了一笔“已归档”：别删、别改名，新工作簿要到那里读去年的数。",
    "Configuration, team and all other sheets went along as they are. The old workbook was only marked as an archive: keep it where it "
    "is and as it is called, for last year's figures are read there.",
)


@click.command(help=say(Text(
    "开新年度：用旧工作簿做一份新的，带上全部设置、人员、还来往的客户、在手商机和它们的来龙去脉、没做完的任务；目标留空，去年实际作基数。"
    "旧工作簿当归档，去年的数从那里读。",
    "Begin a new year: a new workbook from the old one, with all configuration, team, customers who are still alive, open deals with "
    "their history and unfinished tasks; targets blank, last year's actual as baseline. The old one is the archive that last year's "
    "figures are read from.",
)))  # fmt: skip
@book_argument
@click.option("--year", type=click.IntRange(1901, 9990), required=True, metavar="YYYY", help=say(Text(
    "新年度，如 2027；财年按起始的年份写", "The new year, such as 2027; a fiscal year is called by the year it begins in")))  # fmt: skip
@click.option("-o", "--out", type=click.Path(path_type=Path, dir_okay=False), default=None, metavar="NEW", help=say(Text(
    "新工作簿的文件名；默认放在旧的旁边，换上新年份", "The new workbook's file; default: beside the old one, with the new year in its name")))  # fmt: skip
@click.option("--force", is_flag=True, help=say(Text("覆盖已有的文件", "Replace a file that is there")))
@usual_options
def newyear(
    book: Path,
    year: int,
    out: Path | None,
    force: bool,
    today: dt.date | None,
    dry_run: bool,
    as_json: bool,
    lang: str | None,
) -> int:
    """Exit code 0 once the new workbook is there."""
    from sheetsales.workflow import newyear as making

    with progress(_MAKING, terminal_language(lang)):
        made = making.newyear(book, year, today=day(today), out=out, force=force, dry_run=dry_run)
    language = terminal_language(lang, made.lang)
    if as_json:
        print_json(_document(made, language, dry_run))
        return CLEAN
    for line in _spoken(made, language, dry_run):
        echo(line)
    return CLEAN


def _document(made: NewYear, lang: Lang, dry_run: bool) -> dict[str, Any]:
    return {
        "year": made.year,
        "first_day": made.first.isoformat(),
        "file": str(made.place),
        "went_along": dict(made.went),
        "stayed": dict(made.stayed),
        "notices": [text.in_(lang) for text in made.notices],
        "written": not dry_run,
    }


def _spoken(made: NewYear, lang: Lang, dry_run: bool) -> Iterator[str]:
    from sheetsales.schema.workbook import RECORDS

    if made.went:
        yield (_WOULD if dry_run else _MADE).fill(year=made.year, place=made.place).in_(lang)
    for key, went in made.went.items():
        if went or made.stayed[key]:
            sheet = RECORDS[key].title
            yield _ONE.fill(sheet=sheet, went=went, stayed=made.stayed[key]).in_(lang)
    yield from (text.in_(lang) for text in made.notices)
    if dry_run:
        yield DRY_RUN.in_(lang)
    elif made.went:
        yield _NEXT.in_(lang)
