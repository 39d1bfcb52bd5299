"""``sheetsales collect BOOK FILE…``: copies that come back, merged into the workbook they were made from."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
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
    progress,
    say,
    terminal_language,
    usual_options,
)
from sheetsales.texts import Lang, Text

if TYPE_CHECKING:
    from sheetsales.workflow.collecting import Came, CollectResult

_READING = Text("正在合并收回的副本", "Merging the copies that came back")
_MERGED = Text(
    "{file}（{holder}）：收进 {cells} 格，新增 {rows} 行，要人定的 {asked} 处",
    "{file} ({holder}): {cells:cell|cells} taken, {rows:row|rows} added, {asked} to decide",
)
_OTHER = Text("{file}：{why}", "{file}: {why}")
_NOTE = Text("  {why}", "  {why}")
_SETTLED = Text(
    "照冲突表里写的定了 {n} 处。", "{n:decision|decisions} of the sheet of conflicts carried out."
)
_WAITING = Text(
    "有 {n} 处等着定：在“合并冲突”表的“取哪个”里选，再运行一次 collect。现在的值都没有动。",
    "{n:decision waits|decisions wait}: choose under Take on the sheet Conflicts and run collect once more. What stands there now has "
    "not been touched.",
)
_MISSING = Text("还没交：{names}。可以贴到群里：", "Not handed in yet: {names}. To paste into the chat:")
_PASTE = Text(
    "请还没交的同事把自己的销售表发回来：{names}。只发自己那份，不用改文件名，谢谢！",
    "Could these please send back their copy of the sales workbook: {names}? Your own copy as it is, under whatever name. Thank you!",
)
_ALL_IN = Text("发出去的副本都收齐了。", "All copies that were issued are in.")


@click.command(help=say(Text(
    "收回分出去的副本：按记录和列三方合并，一个计划写进去。两边改得不一样的列在“合并冲突”表里等人定，谁的改动都不会丢。有要定的、读不了的，退出码为 1。",
    "Merge copies that come back, three ways by record and column, in one plan. What both sides changed differently waits on the sheet "
    "Conflicts; nobody's changes are lost. Exit code 1 where something is to be decided or a file could not be taken.",
)))  # fmt: skip
@book_argument
@click.argument("files", type=click.Path(path_type=Path), metavar="FILE|FOLDER...", nargs=-1)
@usual_options
def collect(
    book: Path,
    files: tuple[Path, ...],
    today: dt.date | None,
    dry_run: bool,
    as_json: bool,
    lang: str | None,
) -> int:
    """Exit code 0 where all is in and decided, 1 where somebody has to decide or a file could not be taken."""
    from sheetsales.workflow import collecting

    with progress(_READING, terminal_language(lang)):
        result = collecting.collect(book, files, today=day(today), dry_run=dry_run)
    if as_json:
        print_json(document(result, terminal_language(lang, result.lang)))
    else:
        for line in spoken(result, terminal_language(lang, result.lang), dry_run):
            echo(line)
    return FINDINGS if is_unfinished(result) else CLEAN


def is_unfinished(result: CollectResult) -> bool:
    """Whether somebody has to decide, or something could not be taken."""
    left = any(came.fate == "refused" or (came.fate == "merged" and came.said) for came in result.came)
    return bool(result.waiting) or left


def document(result: CollectResult, lang: Lang) -> dict[str, Any]:
    """What came of collecting, as JSON."""
    from sheetsales.cells.plan_json import plan_to_json

    return {
        "files": [_file(came, lang) for came in result.came],
        "missing": [
            {"holder": i.holder, "name": i.name, "number": i.number, "file": i.file} for i in result.missing
        ],
        "settled": result.settled,
        "waiting": result.waiting,
        "plan": plan_to_json(result.plan),
    }


def _file(came: Came, lang: Lang) -> dict[str, Any]:
    return {
        "file": str(came.place),
        "fate": came.fate,
        "holder": came.holder,
        "number": came.number,
        "cells": came.cells,
        "rows": came.rows,
        "asked": [{"kind": c.kind, "record_key": c.record, "record": c.id, "column_key": c.column} for c in came.asked],
        "said": [text.in_(lang) for text in (*came.told, *came.said)],
    }  # fmt: skip


def spoken(result: CollectResult, lang: Lang, dry_run: bool) -> Iterator[str]:
    """The same in lines."""
    for came in result.came:
        yield from _one(came, lang)
    if result.settled:
        yield _SETTLED.fill(n=result.settled).in_(lang)
    if result.waiting:
        yield _WAITING.fill(n=result.waiting).in_(lang)
    if result.missing:
        names = ("、" if lang == "zh" else ", ").join(issue.name for issue in result.missing)
        yield _MISSING.fill(names=names).in_(lang)
        yield _NOTE.fill(why=_PASTE.fill(names=names)).in_(lang)
    elif any(came.number for came in result.came):
        yield _ALL_IN.in_(lang)
    yield from (notice.in_(lang) for notice in result.applied.notices)
    if dry_run:
        yield DRY_RUN.in_(lang)


def _one(came: Came, lang: Lang) -> Iterator[str]:
    if came.fate != "merged":
        yield _OTHER.fill(file=came.place.name, why=came.said[0]).in_(lang)
        return
    counts = {"cells": came.cells, "rows": came.rows, "asked": len(came.asked)}
    yield _MERGED.fill(file=came.place.name, holder=came.holder, **counts).in_(lang)
    yield from (_NOTE.fill(why=why).in_(lang) for why in (*came.told, *came.said))
