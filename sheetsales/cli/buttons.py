"""``sheetsales buttons``: the buttons of a workbook, and the Python they call."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

import click

from sheetsales.cli.output import (
    day,
    echo,
    print_json,
    say,
    terminal_language,
    written_options,
)
from sheetsales.errors import BadRequest
from sheetsales.texts import Lang, Text

if TYPE_CHECKING:
    from sheetsales.workflow.buttoning import Buttoned

ACTIONS: Final = ("add", "repair", "remove", "install")
_NO_BOOK = Text(
    "请写明工作簿，例如 sheetsales buttons {action} 销售.xlsx。",
    "Name the workbook, for example sheetsales buttons {action} sales.xlsx.",
)
_ADDED = Text(
    "{path}：{count} 个按钮已就位。打开它，启用宏，点按钮即可。",
    "{path}: {count:button|buttons} {count:?is|are} in place. Open it, allow macros and click.",
)
_STAYS = Text("{name} 没有动。", "{name} stays as it is.")
_FINE = Text(
    "{path}：{count} 个按钮都在，也是最新的，没有动。",
    "{path}: all {count:button|buttons} {count:?is|are} there and up to date; nothing was touched.",
)
_REMOVED = Text(
    "{path}：按钮和宏已去掉，其余没有动。", "{path}: the buttons and their macro are gone; the rest stays."
)
_NONE = Text("{path}：里面没有按钮，没有动。", "{path}: there are no buttons in it; nothing was touched.")
_WOULD = Text(
    "这是预演：{path} 里会有 {count} 个按钮；现在什么都没写。",
    "Dry run: {path} would have {count:button|buttons}; nothing was written.",
)
_ONLY_INSTALL = Text(
    "--at-login 要和 install 一起用：sheetsales buttons install --at-login",
    "--at-login goes with install: sheetsales buttons install --at-login",
)
_STARTS = Text(
    "从下次登录起自动启动 sheetsales serve（{login}）；现在就要：sheetsales serve",
    "sheetsales serve starts at every login from the next one on ({login}); to have it now: sheetsales serve",
)
_STARTS_NOT = Text(
    "登录时不再启动 sheetsales serve（{login}）。", "sheetsales serve no longer starts at login ({login})."
)
_WOULD_INSTALL = Text(
    "这是预演：按钮会调用 {python}（记在 {file}）；现在什么都没写。",
    "Dry run: the buttons would call {python} (kept in {file}); nothing was written.",
)
_WOULD_START = Text(
    "登录时会启动 sheetsales serve（{login}）。", "sheetsales serve would start at login ({login})."
)
_WOULD_NOT_START = Text(
    "登录时不会再启动 sheetsales serve（{login}）。",
    "sheetsales serve would no longer start at login ({login}).",
)
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
@click.option("--at-login/--not-at-login", "at_login", default=None, help=say(Text(
    "和 install 一起用：登录时自动启动 sheetsales serve，点按钮立刻有结果；或不再启动",
    "With install: start sheetsales serve at every login, so that the buttons answer at once; or no longer")))  # fmt: skip
@written_options
def buttons(
    action: str,
    book: Path | None,
    force: bool,
    at_login: bool | None,
    dry_run: bool,
    as_json: bool,
    lang: str | None,
) -> None:
    from sheetsales.backends.clicks.install import install

    language = terminal_language(lang)
    if at_login is not None and action != "install":
        raise BadRequest(_ONLY_INSTALL)
    if action == "install":
        _install(at_login, dry_run, as_json, language)
        return
    if book is None:
        raise BadRequest(_NO_BOOK.fill(action=action))
    from sheetsales.workflow import buttoning

    if action == "remove":
        done = buttoning.remove_buttons(book, dry_run=dry_run)
        text = (_REMOVED if done.changed else _NONE).fill(path=done.path)
    else:
        done = buttoning.add_buttons(book, overwrite=force, dry_run=dry_run, today=day(None))
        text = (_ADDED if done.changed else _FINE).fill(path=done.path, count=done.buttons)
        if not dry_run:
            install()
    if as_json:
        written = done.changed and not dry_run
        print_json({**_document(done), "written": written})
        return
    if dry_run and done.changed:
        echo(_WOULD.fill(path=done.path, count=done.buttons).in_(language))
        return
    echo(text.in_(language))
    if done.path != book:
        echo(_STAYS.fill(name=book.name).in_(language))


def _document(done: Buttoned) -> dict[str, Any]:
    return {"book": str(done.path), "buttons": done.buttons, "changed": done.changed}


def _install(at_login: bool | None, dry_run: bool, as_json: bool, language: Lang) -> None:
    from sheetsales.backends.clicks import at_login as login
    from sheetsales.backends.clicks.install import install
    from sheetsales.backends.clicks.job import config_file

    if dry_run:
        installed = {"python": sys.executable, "file": str(config_file())}
    else:
        installed = install()
        if at_login is not None:
            login.start_at_login() if at_login else login.stop_starting()
    place = str(login.login_file())
    said = [_WOULD_INSTALL if dry_run else _INSTALLED]
    if at_login is not None:
        said.append(
            (_WOULD_START if at_login else _WOULD_NOT_START)
            if dry_run
            else _STARTS
            if at_login
            else _STARTS_NOT
        )
        installed = {**installed, "at_login": place if at_login else ""}
    if as_json:
        print_json({**installed, "written": not dry_run})
        return
    for text in said:
        echo(text.fill(**{"login": place, **installed}).in_(language))
