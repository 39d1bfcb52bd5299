"""``sheetsales handover BOOK WHO``: give a leaver's customers, deals and tasks, or those nobody owns, to others and say why."""

from __future__ import annotations

import datetime as dt
from pathlib import Path
from typing import TYPE_CHECKING

import click

from sheetsales.cli.output import (
    CLEAN,
    FINDINGS,
    book_argument,
    day,
    echo,
    print_json,
    say,
    terminal_language,
    usual_options,
    words,
)
from sheetsales.errors import BadRequest
from sheetsales.texts import Text

if TYPE_CHECKING:
    from sheetsales.texts import Lang
    from sheetsales.workflow.handing import HandoverResult


@click.command(help=say(Text(
    "把一个人名下的客户、在手商机和待办任务交给别人：一家客户整个交给一个人，按区域和余量定，写明理由。有没人能接的，或接手的人做不完时，退出码为 1。",
    "Give what a person has in hand to others: each customer whole to one person, by region and room, with the reason. Exit "
    "code 1 where something has nobody to take it or somebody has more than can be done.",
)))  # fmt: skip
@book_argument
@click.argument("who", metavar="[WHO]", required=False)
@click.option("--unowned", is_flag=True, help=say(Text(
    "分配没有负责人的客户和在手商机", "Give out the customers and open deals that nobody owns")))  # fmt: skip
@click.option("--to", default="", help=say(Text("只交给这些人：S04,S05", "Only to these people: S04,S05")))
@usual_options
def handover(
    book: Path,
    who: str | None,
    unowned: bool,
    to: str,
    today: dt.date | None,
    as_json: bool,
    dry_run: bool,
    lang: str | None,
) -> int:
    """Exit code 0 where all is handed over to people with time for it, 1 otherwise."""
    from sheetsales.planning.handover import spoken
    from sheetsales.workflow import handing

    if unowned is (who is not None):
        raise BadRequest(_WHO)
    result = handing.handover(book, who, today=day(today), to=words(to), dry_run=dry_run)
    language = terminal_language(lang, result.handed.book.lang)
    if as_json:
        print_json(_document(result, language))
    else:
        done = _SHOWN if dry_run else _PARTLY if result.left_out else _WRITTEN if who else _GIVEN
        told = (done, *result.left_out, *result.applied.notices)
        for line in (*spoken(result.handed, language), *(text.in_(language) for text in told)):
            echo(line)
    return FINDINGS if result.handed.left or result.handed.overfull or result.left_out else CLEAN


def _document(result: HandoverResult, lang: Lang) -> dict[str, object]:
    from sheetsales.cells.plan_json import plan_to_json

    handed = result.handed
    tasks = handed.book.table("tasks")
    return {
        "handover": [
            {"account": a.key, "to": person, "why": why.in_(lang)} for a, person, why in handed.given
        ],
        "left": handed.left,
        "lapsing": [tasks.id(row) or str(tasks.row_cell(row)) for row in handed.lapsing],
        "overfull": [{"person": person, "load": load} for person, load in handed.overfull],
        "plan": plan_to_json(result.plan),
    }


_WRITTEN = Text(
    "负责人已改，清单在新加的“交接”表；原文件有备份，sheetsales restore 可恢复。",
    "The owners are changed and listed in a new Handover sheet. The file as it was is kept, sheetsales restore brings it back.",
)
_GIVEN = Text(
    "负责人已填上，清单在“新负责人”表；原文件有备份，sheetsales restore 可恢复。",
    "The owners are filled in and listed in the sheet New owners. The file as it was is kept, sheetsales restore brings it back.",
)
_WHO = Text(
    "请写明交接谁（sheetsales handover BOOK S08），或用 --unowned 分配没有负责人的；两样写一样。",
    "Say whose accounts to hand over (sheetsales handover BOOK S08), or --unowned for those nobody owns; one of the two.",
)
_PARTLY = Text("能写的已写入，没能写的见下面。", "What could be written is; what could not is said below.")
_SHOWN = Text("只看不写，工作簿没有动。", "Nothing written; the workbook is unchanged.")
