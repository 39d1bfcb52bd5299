"""``sheetsales adopt BOOK``: get to know a workbook with its own layout; what is learnt is kept inside it."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from sheetsales.cli.output import (
    CLEAN,
    book_argument,
    book_language,
    echo,
    print_json,
    progress,
    say,
    terminal_language,
    written_options,
)
from sheetsales.cli.talk import asked
from sheetsales.errors import BadRequest, NothingToDo
from sheetsales.speech.lists import listed
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
_TURNED = Text(
    "另加了 {names} 表：一行一条，用公式跟着原表走；数据还在原表里改。",
    "{names} was added: a row for each record, with formulas that follow your sheet; go on changing things on yours.",
)
_MAP_LEFT = Text(
    "已写好一份待填的对应文件 {map}：写明每张表是什么、哪一列是什么，再运行 sheetsales adopt {book} --map {map}。",
    "A map to fill in was left as {map}: say what each sheet and heading is, then run sheetsales adopt {book} --map {map}.",
)
_MAP_THERE = Text(
    "对应文件 {map} 已经在那里（没有覆盖）：填好后运行 sheetsales adopt {book} --map {map}。",
    "{map} is there already and was left as it is: fill it in, then run sheetsales adopt {book} --map {map}.",
)
_MAP_WRITTEN = Text(
    "认出的都写在 {map} 里了；改好后运行 sheetsales adopt {book} --map {map}。工作簿没有动。",
    "Everything understood stands in {map}; correct it, then run sheetsales adopt {book} --map {map}. The workbook was not "
    "touched.",
)
_NO_MAP = Text(
    "{map} 写不了：已经有这个文件，或文件夹不让写。换个名字再试。",
    "{map} cannot be written: there is such a file already, or the folder does not allow it. Choose another name.",
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
@click.option("--write-map", "new_map", type=click.Path(path_type=Path), default=None, metavar="FILE",
              help=say(Text("把认出的全部写成对应文件，改好再用 --map", "Write everything understood to a map file, to be corrected for --map")))  # fmt: skip
@written_options
def adopt(
    book: Path,
    map_file: Path | None,
    new_map: Path | None,
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
        try:
            proposed = propose_for(book, answers, asks=in_workbook)
        except NothingToDo:
            spoken = terminal_language(lang, book_language([book]))
            _tell_not_read(book, spoken, leaves=not (as_json or dry_run))
            raise
    spoken = terminal_language(lang, proposed.proposal.language)
    if new_map is not None:
        _write_map(proposed, new_map, spoken)
        return CLEAN
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


def _tell_not_read(book: Path, lang: Lang, *, leaves: bool) -> None:
    """What each sheet was taken for, and a map beside the workbook that says so, to be filled in."""
    from sheetsales.workflow.adopting import leave_map, not_read

    place = book.with_name(f"{book.stem}.map.toml")
    found = not_read(book, lang, place.name)
    for text in found.told:
        echo(text.in_(lang), err=True)
    if leaves and found.map_text:
        said = _MAP_LEFT if leave_map(place, found.map_text) else _MAP_THERE
        echo(said.fill(map=place.name, book=book.name).in_(lang), err=True)


def _write_map(proposed: Proposed, place: Path, lang: Lang) -> None:
    from sheetsales.workflow.adopting import leave_map, map_text

    if not leave_map(place, map_text(proposed, lang, place.name)):
        raise BadRequest(_NO_MAP.fill(map=place))
    echo(_MAP_WRITTEN.fill(map=place, book=proposed.path.name).in_(lang))


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
    if proposed.turned and written:
        echo(_TURNED.fill(names=listed([f"“{name}”" for name in proposed.turned])).in_(lang))
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
