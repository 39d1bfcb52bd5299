"""``sheetsales undo BOOK``: put back what the last run wrote."""

from __future__ import annotations

from pathlib import Path

import click

from sheetsales.cli.output import (
    book_argument,
    echo,
    print_json,
    say,
    terminal_language,
    written_options,
)
from sheetsales.texts import Text

_WOULD = Text("可以撤销上次运行；现在什么都没写。", "The last run can be undone; nothing was written.")


@click.command(help=say(Text(
    "撤销上次运行：它写过的单元格若没再改过，就恢复成运行前的样子；其余不动。",
    "Undo the last run: cells it wrote, unless changed since, are put back as they were before; nothing else is touched.",
)))  # fmt: skip
@book_argument
@written_options
def undo(book: Path, dry_run: bool, as_json: bool, lang: str | None) -> None:
    from sheetsales.workflow import undoing

    done = undoing.undo(book, dry_run=dry_run)
    language = terminal_language(lang)
    if as_json:
        from sheetsales.cells.plan_json import plan_to_json

        print_json({"book": str(book), "written": not dry_run, "plan": plan_to_json(done.plan)})
        return
    echo((_WOULD if dry_run else done.said).in_(language))
    for notice in done.applied.notices:
        echo(notice.in_(language))
