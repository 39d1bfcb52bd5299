"""``sheetsales doctor [BOOK]``: what keeps the buttons from working, and what to do about it."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any

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
from sheetsales.texts import Lang, Text

if TYPE_CHECKING:
    from sheetsales.workflow.doctoring.verdict import Verdict

_FINE = Text("没有发现问题。", "Nothing to mend.")
_MEND = Text("有 {n} 处要处理，照箭头后面做即可。", "To mend: {n}. Do what stands behind the arrows.")


@click.command(help=say(Text(
    "按钮不动时看看为什么：Python、任务文件夹、后台程序、宏设置；写上工作簿，再看它的宏和按钮。什么都不改。",
    "See why buttons do nothing: Python, job folder, watcher, macro settings; with a workbook, its macro and buttons as "
    "well. Nothing is changed.",
)))  # fmt: skip
@click.argument("book", type=click.Path(path_type=Path), metavar="[BOOK]", required=False)
@json_option
@lang_option
def doctor(book: Path | None, as_json: bool, lang: str | None) -> int:
    """Exit code 0 where all is well, 1 with something to mend, 2 where the workbook cannot be read."""
    from sheetsales.workflow.doctoring.machine import machine

    verdicts = list(machine())
    if book is not None:
        from sheetsales.workflow.doctoring.workbook import workbook

        verdicts += workbook(book)
    language = terminal_language(lang)
    ill = sum(verdict.state == "mend" for verdict in verdicts)
    if as_json:
        print_json({"fine": not ill, "checks": [_document(verdict, language) for verdict in verdicts]})
    else:
        for line in _lines(verdicts, ill, language):
            echo(line)
    return FINDINGS if ill else CLEAN


def _document(verdict: Verdict, lang: Lang) -> dict[str, Any]:
    return {
        "code": verdict.code, "state": verdict.state, "text": verdict.text.in_(lang), "cure": verdict.cure.in_(lang)
    }  # fmt: skip


def _lines(verdicts: list[Verdict], ill: int, lang: Lang) -> Iterator[str]:
    from sheetsales.workflow.doctoring.verdict import NAMES

    for verdict in verdicts:
        yield f"[{NAMES[verdict.state].in_(lang)}] {verdict.text.in_(lang)}"
        if verdict.cure.en:
            yield f"    → {verdict.cure.in_(lang)}"
    yield ""
    yield (_MEND.fill(n=ill) if ill else _FINE).in_(lang)
