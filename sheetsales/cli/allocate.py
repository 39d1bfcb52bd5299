"""``sheetsales allocate BOOK``: share the open tasks out, fairly, and say why in each task's row."""

from __future__ import annotations

import datetime as dt
from pathlib import Path

import click

from sheetsales.cli.output import (
    CLEAN,
    FINDINGS,
    Day,
    book_argument,
    day,
    echo,
    print_json,
    progress,
    say,
    terminal_language,
    today_option,
    written_options,
)
from sheetsales.texts import Text


@click.command(help=say(Text(
    "把到期的待办任务派给能做、有空的人：原负责人没超负荷就不换，每项任务的行里写明理由。有派不出去的任务，或有人做不完时，退出码为 1。",
    "Give the tasks that fall due to people who can do them and have time. Who has a task keeps it unless overloaded; the "
    "reason stands in each task's row. Exit code 1 where a task has nobody or somebody has more than can be done.",
)))  # fmt: skip
@book_argument
@today_option
@click.option("--until", type=Day(), default=None, help=say(Text(
    "分配到哪天到期的任务为止，默认本周末", "Share out tasks due up to this day; default: the end of the week")))  # fmt: skip
@click.option("--rebalance", is_flag=True, help=say(Text(
    "用最少的换人把负荷拉平（锁定和进行中的不动）", "Even out the load with as few changes as can be (locked tasks and those under way stay)")))  # fmt: skip
@click.option("--matrix", is_flag=True, help=say(Text(
    "另写“责任分工”表：每一步谁执行、谁负责、请教谁、知会谁", "Also write who does, answers for, helps with and hears of every step")))  # fmt: skip
@written_options
def allocate(
    book: Path,
    today: dt.date | None,
    until: dt.date | None,
    rebalance: bool,
    matrix: bool,
    as_json: bool,
    dry_run: bool,
    lang: str | None,
) -> int:
    """Exit code 0 where every task has somebody with time for it, 1 otherwise."""
    from sheetsales.cells.edits import SetCell
    from sheetsales.planning.spoken import document, spoken
    from sheetsales.workflow import allocating

    with progress(Text("正在分配……", "Allocating ..."), terminal_language(lang)):
        result = allocating.allocate(
            book, today=day(today), until=until, rebalance=rebalance, matrix=matrix, dry_run=dry_run
        )
    language = terminal_language(lang, result.decided.book.lang)
    if as_json:
        from sheetsales.cells.plan_json import plan_to_json

        print_json({**document(result.decided, language), "plan": plan_to_json(result.plan)})
    else:
        for line in spoken(result.decided, language):
            echo(line)
        echo("")
        done = _SHOWN if dry_run and result.plan.edits else _WRITTEN if result.plan.edits else _SAME
        if result.left_out and not dry_run:
            done = _PARTLY
        echo(done.fill(cells=sum(isinstance(edit, SetCell) for edit in result.plan.edits)).in_(language))
        for notice in (*result.left_out, *result.applied.notices):
            echo(notice.in_(language))
    wanting = result.decided.unassigned or result.decided.overfull or result.left_out
    return FINDINGS if wanting else CLEAN


_WRITTEN = Text(
    "已写入任务表 {cells} 格（执行人和分配理由），每人负荷见“分配”表；原文件有备份，sheetsales restore 可恢复。",
    "Wrote {cells:cell|cells} of Tasks (assignee and reason); everybody's load is in the Allocation sheet. The file as it was is kept, sheetsales restore brings it back.",
)
_PARTLY = Text(
    "已写入任务表 {cells} 格，没能写的见下面。",
    "Wrote {cells:cell|cells} of Tasks; what could not be written is said below.",
)
_SHOWN = Text(
    "只看不写：会改任务表 {cells} 格。", "Nothing written: {cells:cell|cells} of Tasks would change."
)
_SAME = Text("任务表已经是这样，没有写文件。", "Tasks says so already; nothing was written.")
