"""``sheetsales adopt BOOK``: get to know a workbook with its own layout; what is learnt is kept inside it."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from sheetsales.cli.output import (
    CLEAN,
    book_argument,
    echo,
    print_json,
    progress,
    say,
    terminal_language,
    written_options,
)
from sheetsales.cli.talk import asked
from sheetsales.texts import Lang, Text

if TYPE_CHECKING:
    from sheetsales.adopt import Proposal
    from sheetsales.workflow.adopting import Proposed

_KEPT = Text(
    "已存进 {book} 的隐藏表 _sheetsales，别的一格没动。",
    "Kept in the hidden sheet _sheetsales of {book}; no other cell was touched.",
)
_KEPT_AND_ASKED = Text(
    "已存进 {book} 的隐藏表 _sheetsales，并更新了“识别确认”表；您自己的表一格没动。",
    "Kept in the hidden sheet _sheetsales of {book}, with the sheet Reading; no cell of your own sheets was touched.",
)
_FROM_SHEET = Text(
    "已读“识别确认”里的 {count} 个回答。", "{count:answer|answers} taken from the sheet Reading."
)
_ON_SHEET = Text(
    "“识别确认”表里有 {count} 个问题，用下拉回答；表里还列出每一列的对应，认错的也在那里改。之后再运行 adopt 或 check。",
    "The sheet Reading asks {count:question|questions}, to be answered with its drop-downs. It also shows how every heading "
    "is read, and what is wrong can be corrected there. Then run adopt or check.",
)
_SAME = Text("{book} 里已经是这样，没有写任何东西。", "{book} has it just so already; nothing was written.")
_SHOWN = Text("只看不写：{book} 没有改动。", "A look only: {book} was not changed.")
_NOT_YET = Text(
    "还没有写入。认可以上对应关系，请加 --yes 再运行一次。",
    "Nothing was written yet. If the above is right, run it again with --yes.",
)


@click.command(help=say(Text(
    "认识团队已有的工作簿：每张表是什么、每列对应什么；拿不准的逐个问。结果存在一张隐藏表里，原有内容不动。",
    "Get to know a workbook a team already has: what each sheet and heading is; what is not certain is asked. It is kept in "
    "a hidden sheet; nothing of yours is touched.",
)))  # fmt: skip
@book_argument
@click.option("--map", "map_file", type=click.Path(path_type=Path), default=None, metavar="FILE",
              help=say(Text("回答问题的 TOML 文件", "TOML file that answers the questions")))  # fmt: skip
@click.option(
    "--yes", is_flag=True, help=say(Text("不再询问，只存确定的", "Do not ask; keep what is certain"))
)
@click.option("--ask-in-workbook", "in_workbook", is_flag=True, help=say(Text(
    "把问题写进工作簿的“识别确认”表，用下拉选来回答", "Put the questions on a sheet Reading of the workbook, with drop-downs")))  # fmt: skip
@written_options
def adopt(
    book: Path,
    map_file: Path | None,
    yes: bool,
    in_workbook: bool,
    dry_run: bool,
    as_json: bool,
    lang: Lang | None,
) -> int:
    """Exit code 0; 2 where the workbook holds nothing to read."""
    from sheetsales.adopt import Answers
    from sheetsales.workflow.adopting import keep, propose_for

    answers = Answers()
    if map_file is not None:
        from sheetsales.adopt.mapfile import read_map

        answers = read_map(map_file)
    with progress(Text("正在读取……", "Reading ..."), terminal_language(lang)):
        proposed = propose_for(book, answers, asks=in_workbook)
    spoken = terminal_language(lang, proposed.proposal.language)
    decided = yes or in_workbook or map_file is not None or proposed.from_sheet > 0
    talks = not (as_json or dry_run or decided) and _somebody_is_there()
    written = bool(proposed.plan.edits) and not dry_run and decided
    if written or (proposed.plan.edits and dry_run):
        keep(proposed, dry_run=dry_run)  # before anything is shown: a reader that goes away stops nothing
    if as_json:
        print_json(_document(proposed, spoken, written=written, dry_run=dry_run))
        return CLEAN
    _show(proposed, spoken, asks=talks or in_workbook)
    if talks:
        talked = asked(proposed, answers, spoken)
        proposed, written = talked.proposed, talked.written
    _tell_outcome(proposed, spoken, written=written, dry_run=dry_run, in_workbook=in_workbook)
    return CLEAN


def _show(proposed: Proposed, lang: Lang, *, asks: bool) -> None:
    from sheetsales.adopt.render import render

    if proposed.from_sheet:
        echo(_FROM_SHEET.fill(count=proposed.from_sheet).in_(lang))
    shown = render(proposed.proposal, lang, asks=asks)
    echo(f"{shown}\n" if shown else "")


def _tell_outcome(proposed: Proposed, lang: Lang, *, written: bool, dry_run: bool, in_workbook: bool) -> None:
    from sheetsales.adopt.dialogue import MOST

    changes = bool(proposed.plan.edits)
    if in_workbook and not dry_run:
        echo(_ON_SHEET.fill(count=min(MOST, len(proposed.proposal.questions))).in_(lang))
    outcome = _KEPT_AND_ASKED if written and in_workbook else _outcome(changes, written, dry_run)
    echo(outcome.fill(book=proposed.path.name).in_(lang))
    if proposed.proposal.tables and (written or not changes):
        _tell_what_works(proposed.proposal, proposed.path, lang)


def _document(proposed: Proposed, lang: Lang, *, written: bool, dry_run: bool) -> dict[str, Any]:
    from sheetsales.adopt.as_json import document
    from sheetsales.cells.plan_json import plan_to_json

    steps = _next(proposed.proposal, proposed.path, lang)
    out = document(proposed.proposal, lang) | {"written": written, "next": steps}
    return out | {"plan": plan_to_json(proposed.plan)} if dry_run else out


def _tell_what_works(proposal: Proposal, book: Path, lang: Lang) -> None:
    from sheetsales.adopt.next_steps import lines, spoken_name

    echo("")
    for line in lines(proposal, spoken_name(book.name), lang):
        echo(line)


def _next(proposal: Proposal, book: Path, lang: Lang) -> list[dict[str, str]]:
    from sheetsales.adopt.next_steps import spoken_name, works_now, would_help

    name = spoken_name(book.name)
    steps = (*works_now(proposal, name), *would_help(proposal, name)) if proposal.tables else ()
    return [{"command": step.command, "what": step.what.in_(lang)} for step in steps]


def _somebody_is_there() -> bool:
    return sys.stdin.isatty() and sys.stdout.isatty()


def _outcome(any_edits: bool, written: bool, dry_run: bool) -> Text:
    if not any_edits:
        return _SAME
    if dry_run:
        return _SHOWN
    return _KEPT if written else _NOT_YET
