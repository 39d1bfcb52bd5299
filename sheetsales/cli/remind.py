"""``sheetsales remind BOOK``: each person's text for Monday, ready to paste."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import click

from sheetsales.cli.output import (
    CLEAN,
    book_argument,
    day,
    echo,
    print_json,
    progress,
    say,
    terminal_language,
    usual_options,
)
from sheetsales.errors import BadRequest
from sheetsales.speech.lists import listed
from sheetsales.texts import LANGUAGES, Text

if TYPE_CHECKING:
    from sheetsales.workflow.reminding import Reminded

_NO_FOLDER = Text(
    "日历要存成文件，请用 -o 指定文件夹。", "A calendar is a file: name a folder for it with -o."
)
_NOBODY = Text("没有人有到期的联系，也没有要改的数据。", "Nobody has a contact due or anything to mend.")
_WRITTEN = Text("写好 {n} 份，在“{folder}”里：{names}", "Texts written to “{folder}” ({n}): {names}")
_WOULD = Text(
    "这是预演：会在“{folder}”里写 {n} 份：{names}；现在什么都没写。",
    "Dry run: {n:text|texts} would go to “{folder}”: {names}; nothing was written.",
)


@click.command(help=say(Text(
    "给每个人写好这一周的提醒：该联系谁、为什么、自己的行里要改什么；直接贴到微信、飞书、钉钉或邮件。工作簿不动。",
    "Write each person's reminder for the week: whom to call and why, and what to mend in one's own rows, ready to paste into "
    "a chat or a mail. The workbook is not touched.",
)))  # fmt: skip
@book_argument
@click.option("--person", "people", multiple=True, metavar="NAME", help=say(Text(
    "只要这个人的（姓名或编号），可写多次", "Only this person's (name or id); may be given more than once")))  # fmt: skip
@click.option("-o", "--out", type=click.Path(path_type=Path), default=None, metavar="DIR", help=say(Text(
    "每人一个文本文件，存到这个文件夹", "Write a text file for each person into this folder")))  # fmt: skip
@click.option("--ics", is_flag=True, help=say(Text(
    "另存每人的日历文件（.ics），要同 -o 一起用", "Also write each person's calendar (.ics); goes with -o")))  # fmt: skip
@click.option(
    "--force", is_flag=True, help=say(Text("覆盖内容不同的文件", "Replace files that say something else"))
)
@usual_options
def remind(
    book: Path,
    people: tuple[str, ...],
    out: Path | None,
    ics: bool,
    force: bool,
    today: dt.date | None,
    dry_run: bool,
    as_json: bool,
    lang: str | None,
) -> int:
    """Exit code 0; the texts follow the workbook's language unless one is asked for."""
    from sheetsales.workflow import reminding

    if ics and out is None:
        raise BadRequest(_NO_FOLDER)
    asked = next((language for language in LANGUAGES if language == lang), None)
    with progress(Text("正在整理……", "Gathering ..."), terminal_language(lang)):
        done = reminding.remind(
            book, today=day(today), people=people, out=out, lang=asked, ics=ics, force=force, dry_run=dry_run
        )
    if as_json:
        print_json({**done.as_json(), "written": out is not None and not dry_run})
    else:
        for line in _lines(done, out, lang, dry_run):
            echo(line)
    return CLEAN


def _lines(done: Reminded, out: Path | None, lang: str | None, dry_run: bool) -> Iterator[str]:
    language = terminal_language(lang, done.lang)
    if not done.texts:
        yield _NOBODY.in_(language)
        return
    if out is None:
        for i, (_, lines, _) in enumerate(done.texts):
            if i:
                yield ""
            yield from lines
        return
    names = [path.name for _, _, path in done.texts if path is not None]
    names += [path.name for path, _ in done.calendars]
    text = _WOULD if dry_run else _WRITTEN
    yield text.fill(n=len(names), folder=out, names=listed(names)).in_(language)
