"""``sheetsales export BOOK --for SYSTEM``: files that another system's importer takes."""

from __future__ import annotations

import datetime as dt
from pathlib import Path

import click

from sheetsales.cli.output import (
    CLEAN,
    DRY_RUN,
    Day,
    book_argument,
    day,
    echo,
    print_json,
    progress,
    say,
    terminal_language,
    usual_options,
)
from sheetsales.texts import Lang, Text

SYSTEMS = ("salesforce", "hubspot", "zoho", "feishu", "jiandaoyun", "csv")
"""As ``exports.systems`` knows them, which is imported only for the work."""
_MAKING = Text("正在导出……", "Exporting ...")
_FILE = Text("{file}：{n} 行", "{file}: {n:row|rows}")
_MADE = Text("给 {system} 的文件，按这个顺序导入：", "Files for {system}, to be imported in this order:")


@click.command(help=say(Text(
    "把客户、联系人、商机、跟进导成别的系统能导入的文件：用它的列名、选项、编码；它收不了的写明。工作簿不动。",
    "Export customers, contacts, deals and activities as files that another system's importer takes, in its headings, labels and "
    "encoding; what it cannot take is said. The workbook stays as it is.",
)))  # fmt: skip
@book_argument
@click.option("--for", "system", type=click.Choice(SYSTEMS), required=True, help=say(Text(
    "给哪个系统", "Which system the files are for")))  # fmt: skip
@click.option("-o", "--out", "folder", type=click.Path(path_type=Path), required=True, metavar="DIR", help=say(Text(
    "文件放进哪个文件夹", "The folder for the files")))  # fmt: skip
@click.option("--since", type=Day(), default=None, help=say(Text(
    "这天之前已经结束的商机和跟进不导出", "Leave out deals that ended and activities before this day")))  # fmt: skip
@click.option("--force", is_flag=True, help=say(Text("覆盖已有的文件", "Replace files that are there")))
@usual_options
def export(
    book: Path,
    system: str,
    folder: Path,
    since: dt.date | None,
    force: bool,
    today: dt.date | None,
    dry_run: bool,
    as_json: bool,
    lang: str | None,
) -> int:
    """Exit code 0 once the files are made."""
    from sheetsales.workflow.exporting import export as made_of

    with progress(_MAKING, terminal_language(lang)):
        made = made_of(book, system, folder, today=day(today), since=since, force=force, dry_run=dry_run)
    language: Lang = terminal_language(lang, made.lang)
    if as_json:
        print_json({
            "system": system,
            "files": [{"file": str(place), "rows": rows} for place, rows in made.files],
            "notes": [note.in_(language) for note in made.notes],
            "written": not dry_run,
        })  # fmt: skip
        return CLEAN
    echo(_MADE.fill(system=made.system.title).in_(language))
    for place, rows in made.files:
        echo("  " + _FILE.fill(file=place, n=rows).in_(language))
    for note in made.notes:
        echo(note.in_(language))
    if dry_run:
        echo(DRY_RUN.in_(language))
    return CLEAN
