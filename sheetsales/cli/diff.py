"""``sheetsales diff A B``: what changed between two workbooks."""

from __future__ import annotations

from pathlib import Path

import click

from sheetsales.cli.output import (
    CLEAN,
    FINDINGS,
    echo,
    json_option,
    lang_option,
    print_json,
    say,
    terminal_language,
)
from sheetsales.texts import Text


@click.command(help=say(Text(
    "比较两份工作簿：按记录和列列出变化，其余按单元格，图表、宏等部件另列。有变化时退出码为 1。",
    "Compare two workbooks: by record and column where they are known, by cell elsewhere, charts and macros beside "
    "that. Exit code 1 where they differ.",
)))  # fmt: skip
@click.argument("before", type=click.Path(path_type=Path), metavar="A")
@click.argument("after", type=click.Path(path_type=Path), metavar="B")
@json_option
@lang_option
def diff(before: Path, after: Path, as_json: bool, lang: str | None) -> int:
    """Exit code 0 where the two hold the same, 1 where they differ."""
    from sheetsales.diff.render import document, lines
    from sheetsales.workflow import diffing

    changes, spoken = diffing.diff(before, after)
    if as_json:
        print_json(document(changes))
    else:
        for line in lines(changes, terminal_language(lang, spoken)):
            echo(line)
    return FINDINGS if changes else CLEAN
