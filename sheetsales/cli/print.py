"""``sheetsales print quote Q-0012 BOOK``: a document from rows."""

from __future__ import annotations

import datetime as dt
from pathlib import Path
from typing import TYPE_CHECKING, cast

import click

from sheetsales.cli.output import (
    CLEAN,
    FINDINGS,
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
    from sheetsales.documents.document import Kind
    from sheetsales.texts import Lang
    from sheetsales.workflow.documenting import Printed

_KINDS = ("quote", "contract", "order", "statement")
_MADE = (
    Text("{title} {number}：{path}", "{title} {number}: {path}"),
    Text("这是预演：{title} {number} 会存到 {path}；现在什么都没写。", "Dry run: {title} {number} would go to {path}; nothing was written."),
)  # fmt: skip


@click.command("print", help=say(Text(
    "打印单据：报价单（quote）、合同（contract）、订货单（order）按编号，对账单（statement）按客户。另存一个工作簿，原工作簿不动。",
    "Print a document from rows: a quotation, contract or order form by its number, a statement of account by customer. It is a "
    "workbook of its own; yours is not touched.",
)))  # fmt: skip
@click.argument("kind", type=click.Choice(_KINDS))
@click.argument("number")
@book_argument
@out_option
@click.option(
    "--pdf",
    is_flag=True,
    help=say(Text("再存一份 PDF（要有 LibreOffice）", "Also a PDF (takes LibreOffice)")),
)
@click.option("--template", type=click.Path(path_type=Path), default=None, help=say(Text(
    "用你们自己的单据格式（.xlsx 或 .xlsm），里面的单元格、表有名称",
    "Your own form (.xlsx or .xlsm) with named cells and Tables")))  # fmt: skip
@force_option
@usual_options
def print_document(
    kind: str,
    number: str,
    book: Path,
    out: Path | None,
    pdf: bool,
    template: Path | None,
    force: bool,
    today: dt.date | None,
    dry_run: bool,
    as_json: bool,
    lang: Lang | None,
) -> int:
    """Exit code 0 once the document is made, 1 where a form was not filled in all; it speaks the workbook's language."""
    from sheetsales.workflow import documenting

    with progress(Text("正在生成单据……", "Making the document ..."), terminal_language(lang)):
        made = documenting.print_document(
            book, cast("Kind", kind), number, today=day(today), out=out, pdf=pdf, template=template, force=force, dry_run=dry_run,
        )  # fmt: skip
    language = terminal_language(lang, made.lang)
    if as_json:
        print_json({**_as_json(made, language), "written": not dry_run})
    else:
        for line in _lines(made, language, dry_run=dry_run):
            echo(line)
    return FINDINGS if made.problems else CLEAN


def _lines(made: Printed, lang: Lang, *, dry_run: bool) -> list[str]:
    from sheetsales.documents.document import TITLES

    said = _MADE[dry_run].fill(title=TITLES[made.kind], number=made.number, path=made.path)
    return [
        said.in_(lang),
        *map(str, made.copies),
        *(notice.in_(lang) for notice in made.notices),
        *(problem.line.in_(lang) for problem in made.problems),
    ]


def _as_json(made: Printed, lang: Lang) -> dict[str, object]:
    return {
        "document": str(made.path),
        "kind": made.kind,
        "number": made.number,
        "copies": [str(path) for path in made.copies],
        "notices": [notice.in_(lang) for notice in made.notices],
        "filled": [one.as_json(lang) for one in made.filled],
        "problems": [one.as_json(lang) for one in made.problems],
    }


print = print_document  # noqa: A001 - commands are found by their names
