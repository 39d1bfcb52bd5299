"""``sheetsales forget``: remove what is kept outside a workbook, after it was shown."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Final

import click

from sheetsales.backends.locks import held
from sheetsales.backends.traces import KINDS, Kind, Trace, of_user, remove
from sheetsales.cli.output import CLEAN, FAILED, echo, print_json, say, terminal_language, written_options
from sheetsales.errors import BadRequest
from sheetsales.texts import Lang, Text
from sheetsales.workflow.forgetting import kept_of

_LINES: Final[dict[Kind, Text]] = {
    "backup": Text(
        "备份 {count} 份（整份工作簿），{size:,} KB",
        "{count:backup|backups} (the whole workbook), {size:,} KB",
    ),
    "record": Text(
        "撤销要用的记录 {count} 份，{size:,} KB", "{count:record|records} that undo needs, {size:,} KB"
    ),
    "issued": Text(
        "分出去的副本当初的内容 {count} 份（没有它，collect 分不清谁改了什么），{size:,} KB",
        "{count:base|bases} of copies that were issued (without them collect cannot tell who changed what), {size:,} KB",
    ),
    "click": Text(
        "点按钮时留下的工作簿副本 {count} 份，{size:,} KB",
        "{count:copy|copies} of workbooks that clicks left, {size:,} KB",
    ),
    "log": Text(
        "出错记录 {count} 份（没有客户数据），{size:,} KB",
        "{count:log|logs} of faults (no customer data), {size:,} KB",
    ),
}
_NOTHING: Final = Text("没有留下任何东西。", "Nothing is kept.")
_WOULD: Final = Text(
    "现在什么都没删。删了就找不回来；确定要删，就加 --yes。",
    "Nothing was removed. What is removed cannot be brought back; to do it, add --yes.",
)
_DONE: Final = Text("已删除。", "Removed.")
_LEFT: Final = Text(
    "系统不让删除“{name}”，共 {all} 项没有删掉。请关掉占用它的程序，再运行一次。",
    "The system does not let go of “{name}”, {all} in all. Close what uses it and run this again.",
)
_WHICH: Final = Text(
    "请写工作簿的名字，或用 --user 删这个用户名下的副本和记录。",
    "Name the workbook, or use --user for the copies and logs of this user.",
)


@click.command(help=say(Text(
    "删除留在 BOOK 旁边的备份和记录；不加 --yes 只列出来。工作簿本身、报表一概不动。",
    "Remove the backups and records kept beside BOOK; without --yes it only lists them. The workbook itself and "
    "reports stay as they are.",
)))  # fmt: skip
@click.argument("book", type=click.Path(path_type=Path), metavar="[BOOK]", required=False)
@click.option("--keep", type=click.IntRange(min=0), default=0, metavar="N",
              help=say(Text("留下最新的 N 份备份", "Keep the newest N backups")))  # fmt: skip
@click.option("--user", is_flag=True, help=say(Text(
    "删除这个用户点按钮留下的副本和出错记录", "Remove what clicks and faults left for this user")))  # fmt: skip
@click.option("--yes", is_flag=True, help=say(Text("真的删除", "Do remove them")))
@written_options
def forget(
    book: Path | None, keep: int, user: bool, yes: bool, dry_run: bool, as_json: bool, lang: str | None
) -> int:
    """Exit code 0 where all that was asked is done, 2 where something could not be removed."""
    if book is None and not user:
        raise BadRequest(_WHICH)
    language, does = terminal_language(lang), yes and not dry_run
    traces: list[Trace] = list(of_user()) if user else []
    left: tuple[Trace, ...] = remove(traces) if does else ()
    if book is not None:
        with held(book):
            beside = kept_of(book, keep)
            left += remove(beside) if does else ()
        traces += beside
    if as_json:
        print_json(_document(traces, left, does))
    else:
        _show(traces, left, does, language)
    return FAILED if left else CLEAN


def _show(traces: Sequence[Trace], left: Sequence[Trace], does: bool, lang: Lang) -> None:
    if not traces:
        echo(_NOTHING.in_(lang))
        return
    for kind in KINDS:
        sizes = [trace.size for trace in traces if trace.kind == kind]
        if sizes:
            size = -(-sum(sizes) // 1024)
            echo(_LINES[kind].fill(count=len(sizes), size=size).in_(lang))
    if left:
        echo(_LEFT.fill(name=left[0].path.name, all=len(left)).in_(lang), err=True)
    else:
        echo((_DONE if does else _WOULD).in_(lang))


def _document(traces: Sequence[Trace], left: Sequence[Trace], does: bool) -> dict[str, object]:
    stays = {trace.path for trace in left}
    rows = [
        {"kind": t.kind, "path": str(t.path), "size": t.size, "removed": does and t.path not in stays}
        for t in traces
    ]
    return {"kept": rows, "written": does}
