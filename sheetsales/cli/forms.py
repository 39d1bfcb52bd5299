"""``sheetsales forms BOOK FILE…``: answers of forms become activities or customers."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from sheetsales.cli.output import (
    CLEAN,
    DRY_RUN,
    FINDINGS,
    book_argument,
    day,
    echo,
    print_json,
    say,
    terminal_language,
    usual_options,
)
from sheetsales.texts import Lang, Text

if TYPE_CHECKING:
    from sheetsales.imports.crm.form_sheet import Form
    from sheetsales.workflow.form_answers import Answered

_ADDED = Text(
    "“{sheet}”表里加了表单“{form}”的 {n} 个问题，答卷进“{record}”：",
    "The sheet “{sheet}” has the {n:question|questions} of the form “{form}” now; its answers go to {record}:",
)
_WOULD = Text(
    "“{sheet}”表里会加上表单“{form}”的 {n} 个问题，答卷进“{record}”：",
    "The sheet “{sheet}” would get the {n:question|questions} of the form “{form}”; its answers go to {record}:",
)
_QUESTION = Text("    {question} → {column}", "    {question} → {column}")
_LEFT = Text("不用", "left out")
_LOOK = Text(
    "请在那张表里看看每个问题进哪一列，改好后再运行一次，答卷就进来；都对的话加 --yes。",
    "See there which column each question goes to, change what is wrong and run this once more to take the answers; with --yes they are "
    "taken as it stands.",
)
_KEY = Text("答卷编号", "Answer's id")


@click.command(help=say(Text(
    "把腾讯文档、金山表单、飞书、Google、Microsoft 等表单导出的答卷变成跟进记录或客户。第一次在“表单”表里列出每个问题进哪一列，看过再导；同一份再导一次什么都不变。"
    "有没导进去的、有没看过的表单，退出码为 1。",
    "Turn the answers of forms (Google, Microsoft, Tencent, WPS, Feishu and others), exported as xlsx or csv, into activities or "
    "customers. The first time the sheet Forms lists which column each question goes to; look at it and run again. The same file "
    "twice changes nothing. Exit code 1 where rows were refused or a form waits to be looked at.",
)))  # fmt: skip
@book_argument
@click.argument("files", type=click.Path(path_type=Path), metavar="FILE...", nargs=-1, required=True)
@click.option("--as", "record", type=click.Choice(("activities", "customers")), help=say(Text(
    "没见过的表单的答卷变成什么；不写按问题认", "What the answers of a form not met before become; by its questions where left out")))  # fmt: skip
@click.option("--yes", is_flag=True, help=say(Text("没见过的表单照认出来的直接导", "Take a form not met before as it was understood")))  # fmt: skip
@usual_options
def forms(
    book: Path,
    files: tuple[Path, ...],
    record: str | None,
    yes: bool,
    today: dt.date | None,
    dry_run: bool,
    as_json: bool,
    lang: str | None,
) -> int:
    """Exit code 0 where all answers were taken, 1 where rows were refused or a form waits to be looked at."""
    from sheetsales.workflow.form_answers import take_answers

    result = take_answers(book, files, today=day(today), record=record or "", at_once=yes, dry_run=dry_run)
    language = terminal_language(lang, result.lang)
    if as_json:
        print_json(_document(result, language))
    else:
        for line in _spoken(result, language, dry_run):
            echo(line)
    if result.taken is None:
        return FINDINGS
    return FINDINGS if any(t.refused or t.conflicts for t in result.taken.outcome.taken) else CLEAN


def _document(result: Answered, lang: Lang) -> dict[str, Any]:
    from sheetsales.cli.import_json import document

    forms = [
        {"form": form.name, "record_key": form.record, "questions": dict(form.questions)}
        for form in result.proposed
    ]
    taken = document(result.taken, lang) if result.taken is not None else None
    return {"sheet": result.sheet, "proposed": forms, "taken": taken}


def _spoken(result: Answered, lang: Lang, dry_run: bool) -> Iterator[str]:
    from sheetsales.cli.import_spoken import afterwards, lines

    for form in result.proposed:
        yield from _form(form, result.sheet, lang, would=dry_run)
    if result.taken is None:
        yield _LOOK.in_(lang)
    else:
        yield from lines(result.taken, lang, dry_run=False, would=dry_run)
        yield from afterwards(result.taken, lang)
    if dry_run:
        yield DRY_RUN.in_(lang)


def _form(form: Form, sheet: str, lang: Lang, *, would: bool) -> Iterator[str]:
    from sheetsales.schema.workbook import RECORDS

    record = RECORDS[form.record]
    said = {"sheet": sheet, "form": form.name, "n": len(form.questions), "record": record.title}
    yield (_WOULD if would else _ADDED).fill(**said).in_(lang)
    for question, column in form.questions.items():
        title = _KEY if column == "key" else record.by_key[column].title if column else _LEFT
        yield _QUESTION.fill(question=question, column=title).in_(lang)
