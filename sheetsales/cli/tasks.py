"""``sheetsales tasks add|done BOOK``: tasks that arise by themselves, and what became of them."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from sheetsales.cli.output import (
    CLEAN,
    Day,
    book_argument,
    day,
    echo,
    print_json,
    say,
    terminal_language,
    today_option,
    written_options,
)
from sheetsales.texts import Lang, Text

if TYPE_CHECKING:
    from sheetsales.workflow.tasking import AddResult, DoneResult


@click.group(help=say(Text("任务：自动产生，核对完成", "Tasks: let them arise, see what was done")))
def tasks() -> None:
    """Holds the commands on tasks."""


@tasks.command("add", help=say(Text(
    "把该做的事加进任务表：流程步骤、约好的下一步、到期联系、问候、定额、目标缺口。同一件事只加一次，做完和取消的不再加。",
    "Add what is to be done to Tasks: steps of the process, next steps agreed, contacts due, greetings, quotas, gaps to "
    "targets. Each occasion makes one task, and none again once it is done or cancelled.",
)))  # fmt: skip
@book_argument
@today_option
@click.option("--until", type=Day(), default=None, help=say(Text(
    "加到哪天到期的为止，默认本周末", "Add what falls due up to this day; default: the end of the week")))  # fmt: skip
@written_options
def add(
    book: Path, today: dt.date | None, until: dt.date | None, as_json: bool, dry_run: bool, lang: str | None
) -> int:
    """Exit code 0, whether tasks arose or not."""
    from sheetsales.workflow.tasking import add_tasks

    result = add_tasks(book, today=day(today), until=until, dry_run=dry_run)
    language = terminal_language(lang, result.arisen.book.lang)
    if as_json:
        print_json(_added(result, language))
    else:
        for line in _spoken(result, language, dry_run):
            echo(line)
    return CLEAN


def _added(result: AddResult, lang: Lang) -> dict[str, Any]:
    from sheetsales.cells.plan_json import plan_to_json

    return {
        "tasks": [
            {"title": t.title.in_(lang), "due": t.due.isoformat(), "hours": float(t.hours), "assignee": t.assignee,
             "customer": t.customer, "opportunity": t.opportunity, "step": t.step, "from": source}
            for source, found in result.arisen.tasks.items() for t in found
        ],
        "known": result.arisen.known,
        "renewed": [{"cell": str(edit.at), "title": edit.value} for edit in result.arisen.renewed],
        "plan": plan_to_json(result.plan),
    }  # fmt: skip


def _spoken(result: AddResult, lang: Lang, dry_run: bool) -> Iterator[str]:
    from sheetsales.planning.arising.arise import SOURCES

    names = {name: text for name, text, _ in SOURCES}
    book = result.arisen.book
    for source, found in result.arisen.tasks.items():
        if not found:
            continue
        yield _SOURCE.fill(count=len(found), what=names[source]).in_(lang)
        for task in found[:_SHOWN]:
            who = book.person_name(task.assignee) if task.assignee else "—"
            yield f"  {task.due}  {who}  {task.title.in_(lang)}"
        if len(found) > _SHOWN:
            yield _MORE.fill(count=len(found) - _SHOWN).in_(lang)
    count = len(result.arisen.all)
    done = _NONE if not count else _WOULD if dry_run else _ADDED
    yield done.fill(count=count, known=result.arisen.known).in_(lang)
    if not count and not result.arisen.known:
        from sheetsales.planning.arising.lacking import lacking

        missing = [text.in_(lang) for text in lacking(result.arisen.book)]
        yield from [_MISSING.in_(lang), *(f"  {line}" for line in missing)] if missing else []
    if result.arisen.renewed:
        yield (_WOULD_RENEW if dry_run else _RENEWED).fill(count=len(result.arisen.renewed)).in_(lang)
    yield from (notice.in_(lang) for notice in result.applied.notices)


@tasks.command("done", help=say(Text(
    "核对任务：每人每周该做几项、做了几项；已经看得到结果的任务列出来，--mark 直接记为完成。",
    "See how many tasks everybody had each week and how many are done; lists open tasks whose work shows already, and "
    "marks them as done with --mark.",
)))  # fmt: skip
@book_argument
@today_option
@click.option(
    "--mark",
    is_flag=True,
    help=say(Text("把看得到结果的任务记为完成", "Mark tasks whose work shows as done")),
)
@written_options
def done(
    book: Path, today: dt.date | None, mark: bool, as_json: bool, dry_run: bool, lang: str | None
) -> int:
    """Exit code 0."""
    from sheetsales.workflow.tasking import done_tasks

    result = done_tasks(book, today=day(today), mark=mark, dry_run=dry_run)
    language = terminal_language(lang, result.completion.book.lang)
    if as_json:
        print_json(_completion(result, language))
    else:
        for line in _told(result, language, mark, dry_run):
            echo(line)
    return CLEAN


def _completion(result: DoneResult, lang: Lang) -> dict[str, Any]:
    from sheetsales.cells.plan_json import plan_to_json

    table = result.completion.book.table("tasks")
    return {
        "weeks": [
            {"person": w.person, "week": w.week.isoformat(), "due": w.due, "done": w.done, "in_time": w.in_time,
             "hours": float(w.hours), "hours_done": float(w.hours_done)}
            for w in result.completion.weeks
        ],
        "proposals": [
            {"task": table.id(p.row), "cell": str(table.row_cell(p.row)), "on": p.on.isoformat() if p.on else None, "why": p.why.in_(lang)}
            for p in result.completion.proposals
        ],
        "plan": plan_to_json(result.plan),
    }  # fmt: skip


def _told(result: DoneResult, lang: Lang, mark: bool, dry_run: bool) -> Iterator[str]:
    book, table = result.completion.book, result.completion.book.table("tasks")
    for week in result.completion.weeks:
        share = f"{week.done / week.due:.0%}"
        yield _WEEK.fill(
            week=week.week, name=book.person_name(week.person), due=week.due, done=week.done, in_time=week.in_time,
            hours=f"{week.hours.normalize():f}", share=share,
        ).in_(lang)  # fmt: skip
    if not result.completion.weeks:
        yield _NO_WEEKS.in_(lang)
    found = result.completion.proposals
    if found:
        yield ""
        yield _LOOK_DONE.fill(count=len(found)).in_(lang)
    for proposal in found[:_SHOWN]:
        title = table.get("title")[proposal.row] or ""
        yield f"  {table.id(proposal.row)} {title}  {proposal.why.in_(lang)}"
    if len(found) > _SHOWN:
        yield _MORE.fill(count=len(found) - _SHOWN).in_(lang)
    if found:
        closing = _MARKED if mark and not dry_run else _WOULD_MARK if mark else _MARK
        yield closing.fill(count=len(found)).in_(lang)


_SHOWN = 12
_SOURCE = Text("{what} {count} 项：", "{count} from {what}:")
_MORE = Text("  还有 {count} 项", "  {count} more")
_ADDED = Text(
    "已在任务表加 {count} 项（早已有的 {known} 项没有重复加）；接着可运行 sheetsales allocate。",
    "Added {count:task|tasks} ({known} {known:?was|were} known already and not added again); sheetsales allocate shares {count:?it|them} out.",
)
_WOULD = Text(
    "只看不写：会加 {count} 项（早已有的 {known} 项不重复加）。",
    "Nothing written: {count:task|tasks} would be added ({known} {known:?is|are} known already).",
)
_RENEWED = Text(
    "另有 {count} 项换上了今天的数字。", "{count:title|titles} now {count:?says|say} today's figures."
)
_WOULD_RENEW = Text("另有 {count} 项会换上今天的数字。", "{count:title|titles} would say today's figures.")
_MISSING = Text("这些还排不出任务：", "What tasks cannot come from yet:")
_NONE = Text(
    "没有新任务（早已有的 {known} 项没有重复加）。", "No new tasks ({known} {known:?is|are} known already)."
)
_WEEK = Text(
    "{week} 起的一周  {name}：该做 {due} 项（{hours} 小时），完成 {done} 项，{share}，按时 {in_time} 项",
    "Week of {week}  {name}: {due} due ({hours:hour|hours}), {done} done, {share}, {in_time} in time",
)
_NO_WEEKS = Text("还没有到期的任务。", "No task has fallen due yet.")
_LOOK_DONE = Text("看上去已经做了的 {count} 项：", "{count} {count:?looks|look} done:")
_MARK = Text("确认无误后加 --mark，就记为完成。", "Run again with --mark to mark them as done.")
_MARKED = Text("{count} 项已记为完成；原文件有备份。", "{count} marked as done; the file as it was is kept.")
_WOULD_MARK = Text("只看不写：{count} 项会记为完成。", "Nothing written: {count} would be marked as done.")
