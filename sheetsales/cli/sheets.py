"""``sheetsales sheets BOOK``: what a workbook has of ours; ``sheets add BOOK orders`` adds what it lacks."""

from __future__ import annotations

import datetime as dt
from pathlib import Path
from typing import Any

import click

from sheetsales.cli.output import (
    CLEAN,
    Day,
    book_argument,
    day,
    echo,
    json_option,
    lang_option,
    print_json,
    say,
    terminal_language,
    usual_options,
    words,
)
from sheetsales.errors import BadRequest
from sheetsales.texts import Text


class _Sheets(click.Group):
    """``sheets add …`` is the command of that name; anything else after ``sheets`` is a workbook to look at."""

    def parse_args(self, ctx: click.Context, args: list[str]) -> list[str]:
        if not args or (args[0] not in self.commands and not _asks_help(args)):
            args = ["show", *args]
        return super().parse_args(ctx, args)


def _asks_help(args: list[str]) -> bool:
    return args[0] in ("--help", "-h")


@click.group(cls=_Sheets, subcommand_metavar="BOOK | add BOOK MODULE|SHEET…", help=say(Text(
    "看工作簿里有哪些表，还可以加哪些，哪些有新列；sheets add 把表加进去。",
    "See which sheets a workbook has, which could be added and which have new columns; sheets add adds them.",
)))  # fmt: skip
def sheets() -> None:
    """A group whose usual command is ``show``."""


@sheets.command(help=say(Text(
    "看 BOOK 有哪些表、可以加哪些、哪些有新列；什么都不写。",
    "Show which sheets BOOK has, could have, and which have new columns; writes nothing.",
)))  # fmt: skip
@book_argument
@json_option
@lang_option
def show(book: Path, as_json: bool, lang: str | None) -> int:
    from sheetsales.template.adding.spoken import document, overview
    from sheetsales.workflow.adding import sheets_of

    spoken, found, shown = sheets_of(book)
    if as_json:
        print_json({"book": str(book), "sheets": document(found), "shown": list(shown)})
        return CLEAN
    for line in overview(found, shown, book.name, terminal_language(lang, spoken)):
        echo(line)
    return CLEAN


_NAME_ONE = Text(
    "请写要加哪个模块或哪张表，如 sheetsales sheets add BOOK orders；有哪些可加，看 sheetsales sheets BOOK。",
    "Name a module or a sheet, such as sheetsales sheets add BOOK orders; sheetsales sheets BOOK shows what there is.",
)


@sheets.command(help=say(Text(
    "给 BOOK 加一个模块的表（orders、service、contacts、people、improve、market），或加单张表（tasks、targets、team、stages…），"
    "或加只展示的表（process、dashboard、person）。已有的表只补缺的列；团队自己的同类表照用。先备份，可撤销。",
    "Add the sheets of a module (orders, service, contacts, people, improve, market), single ones (tasks, targets, team, "
    "stages …), or those that only show (process, dashboard, person). Sheets that are there get the columns they lack; a sheet the team keeps itself is used. After a backup; undo "
    "takes it back.",
)))  # fmt: skip
@book_argument
@click.argument("names", nargs=-1, metavar="MODULE|SHEET…")
@click.option("--only", default="", help=say(Text(
    "只要模块里的这几张表：receipts,contracts", "Only these sheets of the module: receipts,contracts")))  # fmt: skip
@click.option("--who", default="", help=say(Text(
    "person：谁的周回顾，几个人用逗号隔开，all 为所有人", "With person: whose weekly review; several with commas, all for everybody")))  # fmt: skip
@click.option("--since", type=Day(), default=None, help=say(Text(
    "这天起成交的商机，把合同、订单和各期应收也写上：2026-10-01",
    "Write contract, order and instalments of the deals won since this day as well: 2026-10-01")))  # fmt: skip
@click.option("--reads", type=click.Path(path_type=Path), default=None, metavar="BOOK", help=say(Text(
    "people：新建主管自己的人员工作簿 BOOK（提成、评价、发展计划），从这一本读客户、商机和人员",
    "With people: make BOOK the manager's own workbook (pay, appraisals, development), which reads deals and people from this one")))  # fmt: skip
@usual_options
def add(
    book: Path,
    names: tuple[str, ...],
    only: str,
    who: str,
    since: dt.date | None,
    reads: Path | None,
    dry_run: bool,
    today: dt.date | None,
    as_json: bool,
    lang: str | None,
) -> int:
    """Exit code 0, also where there is nothing left to add."""
    from sheetsales.template.adding.spoken import told
    from sheetsales.workflow.adding import add_sheets

    if not names:
        raise BadRequest(_NAME_ONE)
    if reads is not None:
        return _make_people_book(book, reads, names, day(today), lang, dry_run=dry_run, as_json=as_json)
    added = add_sheets(book, names, words(only), words(who), today=day(today), dry_run=dry_run, since=since)
    if as_json:
        print_json(_document(book, added, dry_run=dry_run))
        return CLEAN
    for line in told(added.addition, book.name, terminal_language(lang, added.lang), dry_run=dry_run):
        echo(line)
    for notice in added.applied.notices:
        echo(notice.in_(terminal_language(lang, added.lang)))
    return CLEAN


_MADE = Text(
    "已新建 {name}：{sheets}。只给主管；客户、商机和人员从 {reads} 读取。下一步：sheetsales check {name}。",
    "Made {name}: {sheets}. For the manager alone; deals and people are read from {reads}. Next: sheetsales check {name}.",
)
_WOULD_MAKE = Text(
    "这是预演：会新建 {name}：{sheets}；现在什么都没写。",
    "Dry run: it would make {name}: {sheets}; nothing was written.",
)


def _make_people_book(
    book: Path,
    reads: Path,
    names: tuple[str, ...],
    today: dt.date,
    lang: str | None,
    *,
    dry_run: bool,
    as_json: bool,
) -> int:
    from sheetsales.speech.lists import listed
    from sheetsales.workflow.people_book import make_people_book

    made = make_people_book(book, reads, names, today=today, dry_run=dry_run)
    if as_json:
        print_json(
            {"book": str(book), "reads": str(reads), "written": not dry_run, "sheets": list(made.sheets)}
        )
        return CLEAN
    said = (_WOULD_MAKE if dry_run else _MADE).fill(
        name=book.name, reads=reads.name, sheets=listed(made.sheets)
    )
    echo(said.in_(terminal_language(lang, made.lang)))
    return CLEAN


def _document(book: Path, added: Any, *, dry_run: bool) -> dict[str, Any]:
    from sheetsales.cells.plan_json import plan_to_json
    from sheetsales.template.adding.spoken import document

    addition = added.addition
    found = {
        "book": str(book),
        "written": bool(addition.plan.edits) and not dry_run,
        "asked": document(addition.standings),
        "added": dict(addition.sheets),
        "along": list(addition.along),
        "renewed": list(addition.renewed),
        "columns": {key: [c.key for c in columns] for key, columns in addition.columns.items()},
        "notices": [{"zh": n.zh, "en": n.en} for n in added.applied.notices],
    }
    return found | {"plan": plan_to_json(addition.plan)} if dry_run else found
