"""``sheetsales adopt BOOK``: get to know a workbook with its own layout; what is learnt is kept inside it."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING

import click

from sheetsales.cli.output import (
    CLEAN,
    book_argument,
    echo,
    print_json,
    progress,
    say,
    terminal_language,
    typed,
    written_options,
)
from sheetsales.texts import Lang, Text

if TYPE_CHECKING:
    from sheetsales.adopt import Answers
    from sheetsales.adopt.dialogue import Outcome
    from sheetsales.workflow.adopting import Proposed

_KEPT = Text(
    "已存进 {book} 的隐藏表 _sheetsales，别的一格没动。下一步：sheetsales check {book}",
    "Kept in the hidden sheet _sheetsales of {book}; no other cell was touched. Next: sheetsales check {book}",
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
_CONFIRM = Text("存进工作簿？   1 存   2 先不存", "Keep this in the workbook?   1 yes   2 not now")
_YES = ("1", "y", "yes", "是", "存")
_NOTED = Text("记下 {answered} 个回答。", "{answered:answer|answers} noted.")
_LEFT = Text(
    "还有 {left} 个没有回答，一律不动，下次再问。",
    "{left:question|questions} not answered: that stays as it is and is asked again next time.",
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
    from sheetsales.adopt.dialogue import MOST
    from sheetsales.adopt.render import render
    from sheetsales.workflow.adopting import keep, propose_for

    answers = Answers()
    if map_file is not None:
        from sheetsales.adopt.mapfile import read_map

        answers = read_map(map_file)
    with progress(Text("正在读取……", "Reading ..."), terminal_language(lang)):
        proposed = propose_for(book, answers, asks=in_workbook)
    spoken = terminal_language(lang, proposed.proposal.language)
    decided = yes or in_workbook or map_file is not None or proposed.from_sheet > 0
    asks = not (as_json or dry_run or decided) and _somebody_is_there()
    changes = bool(proposed.plan.edits)
    written = changes and not dry_run and decided
    if written or (changes and dry_run):
        keep(proposed, dry_run=dry_run)  # before anything is shown: a reader that goes away stops nothing
    if not as_json:
        if proposed.from_sheet:
            echo(_FROM_SHEET.fill(count=proposed.from_sheet).in_(spoken))
        shown = render(proposed.proposal, spoken, asks=asks or in_workbook)
        echo(f"{shown}\n" if shown else "")
    if asks:
        changes, written = _asked(proposed, answers, spoken)
    if as_json:
        from sheetsales.adopt.as_json import document
        from sheetsales.cells.plan_json import plan_to_json

        out = document(proposed.proposal, spoken) | {"written": written}
        print_json(out | {"plan": plan_to_json(proposed.plan)} if dry_run else out)
    else:
        if in_workbook and not dry_run:
            echo(_ON_SHEET.fill(count=min(MOST, len(proposed.proposal.questions))).in_(spoken))
        outcome = _KEPT_AND_ASKED if written and in_workbook else _outcome(changes, written, dry_run)
        echo(outcome.fill(book=book.name).in_(spoken))
    return CLEAN


def _somebody_is_there() -> bool:
    return sys.stdin.isatty() and sys.stdout.isatty()


def _asked(proposed: Proposed, before: Answers, lang: Lang) -> tuple[bool, bool]:
    """What is open is asked, then whether to keep it all: whether there is anything to keep, and whether it was kept."""
    from sheetsales.workflow.adopting import keep_answered

    outcome = _talk(proposed, before, lang)
    after = proposed.again(outcome.answers)
    left = len(after.proposal.questions)
    lines = [_NOTED.fill(answered=outcome.answered)] if outcome.answered else []
    lines += [_LEFT.fill(left=left)] if left else []
    for line in ("", *(text.in_(lang) for text in lines)) if lines else ():
        echo(line)
    if not after.plan.edits:
        return False, False
    usual = "1" if outcome.answered else "2"
    said = typed(f"{_CONFIRM.in_(lang)}   [{usual}] > ").strip().casefold() or usual
    if said not in _YES:
        return True, False
    keep_answered(proposed.path, outcome.answers)
    return True, True


def _talk(proposed: Proposed, before: Answers, lang: Lang) -> Outcome:
    from sheetsales.adopt.dialogue import Dialogue

    dialogue = Dialogue(lambda answers: proposed.again(answers).proposal, typed, echo, lang)
    return dialogue.run(proposed.proposal, before)


def _outcome(any_edits: bool, written: bool, dry_run: bool) -> Text:
    if not any_edits:
        return _SAME
    if dry_run:
        return _SHOWN
    return _KEPT if written else _NOT_YET
