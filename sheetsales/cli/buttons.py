"""``sheetsales buttons``: the buttons of a workbook, and the Python they call."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import Final

import click

from sheetsales.cli.output import json_option, lang_option, print_json, say, terminal_language
from sheetsales.errors import BadRequest
from sheetsales.texts import Lang, Text

ACTIONS: Final = ("add", "repair", "remove", "install")
_NO_BOOK = Text(
    "请写明工作簿，例如 sheetsales buttons {action} 销售.xlsx。",
    "Name the workbook, for example sheetsales buttons {action} sales.xlsx.",
)
_ADDED = Text(
    "{path}：{count} 个按钮已就位。打开它，启用宏，点按钮即可。",
    "{path}: {count} buttons are in place. Open it, allow macros and click.",
)
_STAYS = Text("{name} 没有动。", "{name} stays as it is.")
_FINE = Text(
    "{path}：{count} 个按钮都在，也是最新的，没有动。",
    "{path}: all {count} buttons are there and up to date; nothing was touched.",
)
_REMOVED = Text(
    "{path}：按钮和宏已去掉，其余没有动。", "{path}: the buttons and their macro are gone; the rest stays."
)
_NONE = Text("{path}：里面没有按钮，没有动。", "{path}: there are no buttons in it; nothing was touched.")
_INSTALLED = Text("按钮从现在起调用 {python}（记在 {file}）。", "Buttons now call {python} (kept in {file}).")


@click.command(help=say(Text(
    "给工作簿加上按钮：add 添加（.xlsx 旁边另存一份 .xlsm），repair 修复，remove 去掉；install 记下按钮该用哪个 Python。",
    "Give a workbook its buttons: add them (an .xlsx gets an .xlsm beside it), repair them, remove them; install keeps "
    "which Python they call.",
)))  # fmt: skip
@click.argument("action", type=click.Choice(ACTIONS))
@click.argument("book", type=click.Path(path_type=Path), metavar="[BOOK]", required=False)
@click.option(
    "--force", is_flag=True, help=say(Text("已有同名 .xlsm 也覆盖", "Replace an .xlsm of that name"))
)
@json_option
@lang_option
def buttons(action: str, book: Path | None, force: bool, as_json: bool, lang: str | None) -> None:
    language = terminal_language(lang)
    if action == "install":
        _tell(_install(), as_json, language)
        return
    if book is None:
        raise BadRequest(_NO_BOOK.fill(action=action))
    from sheetsales.workflow import buttoning

    if action == "remove":
        done = buttoning.remove_buttons(book)
        text = (_REMOVED if done.changed else _NONE).fill(path=done.path)
    else:
        done = buttoning.add_buttons(book, overwrite=force)
        text = (_ADDED if done.changed else _FINE).fill(path=done.path, count=done.buttons)
        _install()
    if as_json:
        print_json({"book": str(done.path), "buttons": done.buttons, "changed": done.changed})
        return
    click.echo(text.in_(language))
    if done.path != book:
        click.echo(_STAYS.fill(name=book.name).in_(language))


def _install() -> dict[str, str]:
    from sheetsales.backends.clicks.job import write_config

    return {"python": sys.executable, "file": str(write_config({"python": sys.executable}))}


def _tell(installed: dict[str, str], as_json: bool, language: Lang) -> None:
    if as_json:
        print_json(installed)
    else:
        click.echo(_INSTALLED.fill(**installed).in_(language))
