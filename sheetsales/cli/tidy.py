"""``sheetsales tidy BOOK``: one long sheet beside monthly sheets, a sheet a person, blocks side by side and piled up follow-ups."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from sheetsales.cli.output import (
    CLEAN,
    DRY_RUN,
    FINDINGS,
    book_argument,
    day,
    echo,
    print_json,
    say,
    terminal_language,
    usual_options,
)
from sheetsales.speech.lists import listed
from sheetsales.texts import Lang, Text

if TYPE_CHECKING:
    from sheetsales.tidying.step import Kept
    from sheetsales.workflow.tidying import Tidied

_SHOWN = 10
_NOTHING = Text(
    "没有要整理的：没有一类记录分在几张表、几块里，也没有一格里堆着几次跟进。",
    "There is nothing to tidy: no kind of record stands on several sheets or in several blocks, and no follow-ups pile up in cells.",
)
_MADE = Text(
    "新表“{sheet}”：{n} 行，每行写明出自哪张表、哪一格", "New sheet “{sheet}”: {n:row|rows}, each with the sheet and cell it is from"
)  # fmt: skip
_WOULD = Text("会新增表“{sheet}”：{n} 行", "A new sheet “{sheet}” would have {n:row|rows}")
_KEPT = Text(
    "“{sheet}”：新增 {added} 行，改动 {changed} 行，没变 {same} 行", "“{sheet}”: {added} new, {changed} changed, {same} as they were"
)  # fmt: skip
_GONE = Text(
    "  有 {n} 行原表里已经没有了，还留在“{sheet}”里，说明列写着；不要的自己删掉：{names}",
    "  {n:row is|rows are} gone from the sheets they came from and stay on “{sheet}” with a remark; delete what you do not want: {names}",
)
_UNSURE = Text(
    "  {why}：{n} 处（{cells}）。知道的话在“{sheet}”的日期列里填上，以后不会动它。",
    "  {why}: {n:place|places} ({cells}). Where you know the day, type it under Date on “{sheet}”; it stays.",
)
_ASSUMED = Text("  {why}：{n} 处（{cells}）", "  {why}: {n:place|places} ({cells})")


@click.command(help=say(Text(
    "一月一张表、一人一张表、一张表里并排几块、一格里堆着几次跟进：在旁边做一张长表，每行写明出处，以后每次运行跟着更新；原来的表一点不动，"
    "长表里自己加的列和写的字都留着。有原表里没有了的行、日期分不清的，退出码为 1。",
    "Sheets by month or person, blocks side by side, follow-ups piled up in cells: makes one long sheet beside them, each row with "
    "where it is from, and brings it up to date with every run. Their sheets stay as they are, and so does what you type in columns of "
    "your own on the long sheet. Exit code 1 where rows are gone from theirs or a day is not certain.",
)))  # fmt: skip
@book_argument
@usual_options
def tidy(book: Path, today: dt.date | None, dry_run: bool, as_json: bool, lang: str | None) -> int:
    """Exit code 0 where all is in step and certain, 1 where rows are gone or days are not certain."""
    from sheetsales.workflow.tidying import tidy as run

    result = run(book, today=day(today), dry_run=dry_run)
    language = terminal_language(lang, result.lang)
    if as_json:
        print_json(_document(result, language))
    else:
        for line in _spoken(result, language, dry_run=dry_run):
            echo(line)
    return FINDINGS if any(one.gone or one.unsure for one in result.sheets) else CLEAN


def _document(result: Tidied, lang: Lang) -> dict[str, Any]:
    return {
        "sheets": [
            {
                "sheet": one.sheet, "is_new": one.is_new, "added": one.added, "changed": one.changed, "same": one.same,
                "gone": one.gone, "unsure": [{"cell": str(at.at), "why": at.why.in_(lang)} for at in one.unsure],
            }
            for one in result.sheets
        ],
        "notices": [notice.in_(lang) for notice in result.applied.notices],
    }  # fmt: skip


def _spoken(result: Tidied, lang: Lang, *, dry_run: bool) -> Iterator[str]:
    if not result.sheets:
        yield _NOTHING.in_(lang)
    for one in result.sheets:
        yield from _one(one, lang, dry_run=dry_run)
    yield from (notice.in_(lang) for notice in result.applied.notices)
    if dry_run and result.sheets:
        yield DRY_RUN.in_(lang)


def _one(one: Kept, lang: Lang, *, dry_run: bool) -> Iterator[str]:
    if one.is_new:
        yield (_WOULD if dry_run else _MADE).fill(sheet=one.sheet, n=one.added).in_(lang)
    else:
        yield _KEPT.fill(sheet=one.sheet, added=one.added, changed=one.changed, same=one.same).in_(lang)
    if one.gone:
        yield _GONE.fill(n=len(one.gone), sheet=one.sheet, names=_some(one.gone)).in_(lang)
    for why in dict.fromkeys(at.why for at in one.unsure):
        cells = [str(at.at) for at in one.unsure if at.why == why]
        from sheetsales.tidying.piles import ASSUMED

        said = _ASSUMED if why == ASSUMED else _UNSURE
        yield said.fill(why=why, n=len(cells), cells=_some(list(dict.fromkeys(cells))), sheet=one.sheet).in_(
            lang
        )


def _some(names: Sequence[str]) -> Text:
    return listed(list(names), most=_SHOWN)
