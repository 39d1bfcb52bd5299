"""``sheetsales sop BOOK``: the process as a flow chart, a handbook and a Gantt chart."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from sheetsales.cli.output import (
    CLEAN,
    DRY_RUN,
    book_argument,
    day,
    echo,
    print_json,
    progress,
    say,
    terminal_language,
    usual_options,
)
from sheetsales.cli.report_options import force_option, out_option
from sheetsales.texts import Text

if TYPE_CHECKING:
    from sheetsales.workflow.sop import Made

_MADE = Text("流程 SOP（{what}）：{path}", "Process SOP ({what}): {path}")
_DRAWN = Text(
    "流程图已画在工作簿的“{sheet}”表：{path}", "The flow chart is on the workbook's sheet “{sheet}”: {path}"
)
_SAME = Text("流程图已是最新，没有改动：{path}", "The flow chart is up to date; nothing was written: {path}")
_WHAT = Text("流程图、流程手册、签收、甘特图", "flow chart, handbook, sign-off, Gantt chart")
_BLANK = Text("空白版：流程图、流程手册、签收", "blank: flow chart, handbook, sign-off")
_COUNTS = Text(
    "{stages} 个阶段，{steps} 个步骤；{version}。", "{stages:stage|stages}, {steps:step|steps}; {version}."
)
_NARROW = Text("瓶颈：{stage}。", "Bottleneck: {stage}.")
_RUNNING = Text("甘特图列了 {count} 项。", "The Gantt chart lists {count:item|items}.")
_NO_FIGURES = Text(
    "没有商机表，图上没有数，只有流程。",
    "There is no Pipeline sheet, so the chart shows the process without figures.",
)
_KEPT = (
    ("moved", Text("移动过的 {n} 个框留在原处。", "{n:box|boxes} that somebody moved {n:?stays|stay} there.")),
    ("coloured", Text("改过颜色的 {n} 个框没有改回去。", "{n:box keeps|boxes keep} the colour somebody gave.")),
    ("worded", Text("改过字的 {n} 个框，改过的那几行没有动。", "{n:box keeps|boxes keep} the lines somebody wrote.")),
    ("deleted", Text(
        "删掉的 {n} 个图形没有重画；要重画用 --fresh。",
        "{n:shape that was|shapes that were} deleted {n:?is|are} not drawn again; --fresh would.")),
    ("left", Text(
        "流程里已经没有、但您改过的 {n} 个框留着，不要了可以直接删。",
        "{n:box is|boxes are} of no stage or step any more, but somebody changed {n:?it|them}: kept, delete at will.")),
)  # fmt: skip


@click.command(help=say(Text(
    "把流程画成图、写成手册：流程图（形状和连接线都能拖）、流程手册带签收、甘特图，存成一个新的工作簿，可打印。再次生成时，您挪过、改过的框都保留。",
    "Draw the process and write it down: a flow chart of shapes with connectors glued to them, a handbook with a sign-off page, "
    "a Gantt chart, as a new workbook to print. Made again, it keeps the boxes people moved or changed.",
)))  # fmt: skip
@book_argument
@click.option("--month", default=None, metavar="YYYY-MM", help=say(Text(
    "数字取哪个月，如 2026-10；默认按参数，否则上个整月", "The month of the figures, such as 2026-10; default: as set, else the last whole one")))  # fmt: skip
@out_option
@click.option("--blank", is_flag=True, help=say(Text(
    "空白版：不带数字和人名，给新人看、贴墙上", "Blank: without figures and names, for newcomers and the wall")))  # fmt: skip
@click.option("--in-workbook", is_flag=True, help=say(Text(
    "把流程图画进工作簿自己的“流程图”表", "Draw the chart on a sheet of the workbook itself")))  # fmt: skip
@click.option("--fresh", is_flag=True, help=say(Text(
    "全部按默认位置重画，挪过、改过、删掉的都不算（别人画的图形仍保留）",
    "Draw all boxes where they would stand of themselves, whatever was done to them (other people's shapes stay)")))  # fmt: skip
@force_option
@usual_options
def sop(
    book: Path,
    month: str | None,
    out: Path | None,
    blank: bool,
    in_workbook: bool,
    fresh: bool,
    force: bool,
    today: dt.date | None,
    dry_run: bool,
    as_json: bool,
    lang: str | None,
) -> int:
    """Exit code 0 once it is made."""
    from sheetsales.workflow import sop as work

    asked = work.Asked(day(today), month, out, blank=blank, fresh=fresh, force=force, trial=dry_run)
    with progress(Text("正在画流程图……", "Drawing the process ..."), terminal_language(lang)):
        made = work.sop_in_workbook(book, asked) if in_workbook else work.sop(book, asked)
    language = terminal_language(lang, made.lang)
    if as_json:
        print_json({**_document(made), "written": made.changed and not dry_run})
        return CLEAN
    for text in _said(made, blank=blank, in_workbook=in_workbook, dry_run=dry_run):
        echo(text.in_(language))
    return CLEAN


def _said(made: Made, *, blank: bool, in_workbook: bool, dry_run: bool) -> Iterator[Text]:
    done = made.sop
    yield _COUNTS.fill(stages=done.stages, steps=done.steps, version=done.version_said)
    if done.narrow:
        yield _NARROW.fill(stage=done.narrow)
    if done.running is not None:
        yield _RUNNING.fill(count=done.running)
    if not done.with_figures and not blank:
        yield _NO_FIGURES
    for key, text in _KEPT:
        if names := getattr(made.kept, key):
            yield text.fill(n=len(names))
    if made.notice.zh:
        yield made.notice
    if not in_workbook:
        yield _MADE.fill(what=_BLANK if blank else _WHAT, path=made.path)
    else:
        yield (_DRAWN if made.changed else _SAME).fill(sheet=made.sheet, path=made.path)
    if dry_run:
        yield DRY_RUN


def _document(made: Made) -> dict[str, Any]:
    done, kept = made.sop, made.kept
    return {
        "path": str(made.path),
        "sheet": made.sheet,
        "month": made.month,
        "stages": done.stages,
        "steps": done.steps,
        "version": done.version.name if done.version is not None else None,
        "bottleneck": done.narrow or None,
        "gantt_rows": done.running,
        "kept": {key: list(getattr(kept, key)) for key, _ in _KEPT},
    }
