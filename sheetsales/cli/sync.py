"""``sheetsales sync BOOK DIR``: copies collected, then each brought up to date in place."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from sheetsales.cli.collect import document, is_unfinished, spoken
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
from sheetsales.texts import Lang, Text

if TYPE_CHECKING:
    from sheetsales.workflow.syncing import SyncResult, Updated

_SYNCING = Text("正在收回副本并更新", "Collecting the copies and bringing them up to date")
_DONE = Text(
    "{file}（{holder}）：更新 {cells} 格，新增 {rows} 行，撤走 {gone} 行",
    "{file} ({holder}): brought up to date; {cells:cell|cells} changed, {rows:row|rows} added, {gone:row|rows} taken out",
)
_SAME = Text("{file}（{holder}）：已经是最新", "{file} ({holder}): up to date already")
_LEFT = Text("{file}（{holder}）：{why}", "{file} ({holder}): {why}")


@click.command(help=say(Text(
    "先收回文件夹里的副本，再把每份副本原地更新成现在的样子；正开着的留到下次并列出来。有要定的、没收成或没更新成的，退出码为 1。",
    "Collect the copies of a folder, then bring each up to date in place; one that is open is left for next time and named. Exit code 1 "
    "where something is to be decided or a copy could not be taken or brought up to date.",
)))  # fmt: skip
@book_argument
@click.argument("folder", type=click.Path(path_type=Path), metavar="DIR")
@usual_options
def sync(
    book: Path, folder: Path, today: dt.date | None, dry_run: bool, as_json: bool, lang: str | None
) -> int:
    """Exit code 0 where all is in, decided and up to date, 1 otherwise."""
    from sheetsales.workflow import syncing

    with progress(_SYNCING, terminal_language(lang)):
        result = syncing.sync(book, folder, today=day(today), dry_run=dry_run)
    language = terminal_language(lang, result.lang)
    if as_json:
        print_json(
            {**document(result.collected, language), "updated": [_one(u, language) for u in result.updated]}
        )
    else:
        for line in (*spoken(result.collected, language, dry_run), *_spoken(result, language)):
            echo(line)
    left = any(one.said is not None for one in result.updated)
    return FINDINGS if is_unfinished(result.collected) or left else CLEAN


def _one(updated: Updated, lang: Lang) -> dict[str, Any]:
    return {
        "file": str(updated.place),
        "name": updated.name,
        "cells": updated.cells,
        "rows": updated.rows,
        "taken_out": updated.gone,
        "left_because": updated.said.in_(lang) if updated.said else None,
    }


def _spoken(result: SyncResult, lang: Lang) -> Iterator[str]:
    for one in result.updated:
        known = {"file": one.place.name, "holder": one.name}
        if one.said is not None:
            yield _LEFT.fill(**known, why=one.said).in_(lang)
        elif one.cells or one.rows or one.gone:
            yield _DONE.fill(**known, cells=one.cells, rows=one.rows, gone=one.gone).in_(lang)
        else:
            yield _SAME.fill(**known).in_(lang)
