"""``sheetsales demo``: sample workbooks, checked and reported on, in a folder to look at."""

from __future__ import annotations

from pathlib import Path

import click

from sheetsales.cli.output import CLEAN, echo, lang_option, say, terminal_language
from sheetsales.cli.shown import run_shown
from sheetsales.errors import BadRequest
from sheetsales.texts import Lang, Text

_TODAY, _MONTH = "2026-11-02", "2026-10"
"""The sample's story ends here, so its demonstration takes place here."""
_BOOKS: dict[Lang, str] = {"zh": "销售管理.xlsm", "en": "sales.xlsm"}
_TAKEN = Text(
    "文件夹“{name}”里已经有东西，没有动。请换一个文件夹：sheetsales demo 另一个文件夹。",
    "The folder '{name}' has something in it already and was left alone. Name another one: sheetsales demo ANOTHER.",
)
_NO_FOLDER = Text(
    "“{name}”是文件，不是文件夹。请换一个名字。", "'{name}' is a file, not a folder. Choose another name."
)
_OPEN = Text("用 Excel、WPS 或 LibreOffice 打开看：", "Open these in Excel, WPS or LibreOffice:")


@click.command(help=say(Text(
    "先看看它能做什么：在一个新文件夹里做出示例工作簿（中英文各一份，--lang 只要一种），检查一遍，做出十月的销售管理流程表。",
    "See what it does: makes sample workbooks in a new folder (Chinese and English, with --lang only one), checks them and makes "
    "their October table.",
)))  # fmt: skip
@click.argument("folder", type=click.Path(path_type=Path), metavar="[DIR]", default=Path("sheetsales-demo"))
@lang_option
def demo(folder: Path, lang: str | None) -> int:
    """Exit code 0 once the folder is filled."""
    _make(folder)
    for each, name in _BOOKS.items():
        if lang in (None, each):
            book = str(folder / name)
            run_shown("new", book, "--lang", each, "--sample", "--today", _TODAY)
            run_shown("run", book, "--month", _MONTH, "--today", _TODAY, "--lang", each)
    echo("\n" + _OPEN.in_(terminal_language(lang)))
    for path in sorted(folder.glob("*.xls[mx]")):
        echo(f"  {path}")
    return CLEAN


def _make(folder: Path) -> None:
    if folder.exists() and not folder.is_dir():
        raise BadRequest(_NO_FOLDER.fill(name=folder))
    if folder.is_dir() and any(folder.iterdir()):
        raise BadRequest(_TAKEN.fill(name=folder))
    folder.mkdir(parents=True, exist_ok=True)
